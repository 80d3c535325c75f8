package stock

import (
	"context"

	"packbench/app/desktop/page"
)

// endless is a list of which nobody knows the length: the next piece is read
// when somebody looks at the end. It is the rows of a table.
type endless[T any] struct {
	run      page.Runner
	load     func(ctx context.Context, after *T, most int32) ([]T, error)
	cells    func(T) []page.Cell
	key      func(T) string // names a row
	onChange func(error)

	rows    []T
	more    bool
	failed  bool // the next piece could not be read: it waits to be asked for again
	loading page.Latest
}

// pieceSize is how many rows are read at once, and againMost how many of those
// that are known are read again after a change.
const (
	pieceSize = 300
	againMost = 3000
)

// Reset forgets all rows and reads the first piece.
func (e *endless[T]) Reset() {
	e.rows, e.more = nil, false
	e.Again()
}

// Again reads what is known once more, so that the person stays where they are.
func (e *endless[T]) Again() {
	e.read(nil, nil, int32(min(max(len(e.rows), pieceSize), againMost)))
}

func (e *endless[T]) read(kept []T, after *T, most int32) {
	e.failed = false
	page.Load(e.run, &e.loading, page.Patience, func(ctx context.Context) ([]T, error) {
		return e.load(ctx, after, most)
	}, func(rows []T, err error) {
		if e.failed = err != nil; err == nil {
			e.rows = append(kept[:len(kept):len(kept)], rows...)
			e.more = len(rows) >= int(most)
		}
		e.onChange(err)
	})
}

// Loading reports whether a piece is being read.
func (e *endless[T]) Loading() bool { return e.loading.Running() }

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
	if e.more && !e.failed && !e.loading.Running() && len(e.rows) > 0 {
		last := e.rows[len(e.rows)-1]
		e.read(e.rows, &last, pieceSize)
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

// Keys names the known rows.
func (e *endless[T]) Keys() []string {
	keys := make([]string, len(e.rows))
	for i, r := range e.rows {
		keys[i] = e.key(r)
	}
	return keys
}
