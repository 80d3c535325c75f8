package stock

import (
	"context"

	"packbench/app/desktop/page"
)

// endless is a list of which nobody knows the length: the next piece is read
// when somebody looks at the end. It is the rows of a table.
type endless[T any] struct {
	run      page.Runner
	load     func(ctx context.Context, after *T) ([]T, error)
	cells    func(T) []page.Cell
	onChange func(error)

	rows    []T
	more    bool
	loading page.Latest
}

// pieceSize is how many rows are read at once.
const pieceSize = 300

// Reset forgets all rows and reads the first piece.
func (e *endless[T]) Reset() {
	e.loading.Cancel()
	e.read(nil, nil)
}

func (e *endless[T]) read(kept []T, after *T) {
	page.Load(e.run, &e.loading, page.Patience, func(ctx context.Context) ([]T, error) {
		return e.load(ctx, after)
	}, func(rows []T, err error) {
		if err == nil {
			e.rows = append(kept[:len(kept):len(kept)], rows...)
			e.more = len(rows) >= pieceSize
		}
		e.onChange(err)
	})
}

// Len is how many rows are known, and one more where more are to come.
func (e *endless[T]) Len() int {
	if e.more {
		return len(e.rows) + 1
	}
	return len(e.rows)
}

// Row gives a row; looking past the known ones reads the next piece.
func (e *endless[T]) Row(i int) ([]page.Cell, bool) {
	if i >= 0 && i < len(e.rows) {
		return e.cells(e.rows[i]), true
	}
	if e.more && !e.loading.Running() && len(e.rows) > 0 {
		last := e.rows[len(e.rows)-1]
		e.read(e.rows, &last)
	}
	return nil, false
}

// Get gives a known row.
func (e *endless[T]) Get(i int) (row T, ok bool) {
	if i < 0 || i >= len(e.rows) {
		return row, false
	}
	return e.rows[i], true
}
