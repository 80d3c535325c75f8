package page

import (
	"context"
	"slices"
)

// lazyChunk is how many rows are fetched at once, and lazyKept how many chunks
// are remembered: 40 screens of rows, some megabytes.
const (
	lazyChunk = 200
	lazyKept  = 32
)

// Lazy is a long list of which only the rows that were looked at are fetched,
// some hundreds at a time. It is the Rows behind a table of 100,000 orders: the
// model fetches the ids in their order once, tells Lazy how many there are, and
// Lazy asks for slices of them as the person scrolls. All methods are called on
// the window's goroutine.
type Lazy[T any] struct {
	run      Runner
	load     func(ctx context.Context, from, to int) ([]T, error)
	cells    func(T) []Cell
	onChange func(error)

	n       int
	chunks  map[int][]T
	used    []int // chunk numbers, the latest used last
	waiting map[int]bool
	epoch   uint64
	ctx     context.Context
	cancel  context.CancelFunc
}

// NewLazy makes an empty list. load fetches rows from (included) to to
// (excluded) outside the window's goroutine; cells turns a row into what is
// shown; onChange is called when rows have come, or with the error that kept
// them away.
func NewLazy[T any](run Runner, load func(ctx context.Context, from, to int) ([]T, error), cells func(T) []Cell, onChange func(error)) *Lazy[T] {
	l := &Lazy[T]{run: run, load: load, cells: cells, onChange: onChange}
	l.Reset(0)
	return l
}

// Reset forgets all rows, drops answers that are under way, and sets the length.
func (l *Lazy[T]) Reset(n int) {
	if l.cancel != nil {
		l.cancel()
	}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	l.epoch++
	l.n = n
	l.chunks = map[int][]T{}
	l.waiting = map[int]bool{}
	l.used = nil
}

// Len is the number of rows.
func (l *Lazy[T]) Len() int { return l.n }

// Row gives the cells of row i, or false and fetches them.
func (l *Lazy[T]) Row(i int) ([]Cell, bool) {
	v, ok := l.Get(i)
	if !ok {
		return nil, false
	}
	return l.cells(v), true
}

// Get gives row i itself, or false and fetches it.
func (l *Lazy[T]) Get(i int) (T, bool) {
	var none T
	if i < 0 || i >= l.n {
		return none, false
	}
	c := i / lazyChunk
	rows, ok := l.chunks[c]
	if !ok {
		l.fetch(c)
		// With a runner that answers at once the rows are here already.
		if rows, ok = l.chunks[c]; !ok {
			return none, false
		}
	}
	l.touch(c)
	if i-c*lazyChunk >= len(rows) {
		return none, false
	}
	return rows[i-c*lazyChunk], true
}

func (l *Lazy[T]) touch(c int) {
	if len(l.used) > 0 && l.used[len(l.used)-1] == c {
		return
	}
	if at := slices.Index(l.used, c); at >= 0 {
		l.used = slices.Delete(l.used, at, at+1)
	}
	l.used = append(l.used, c)
	for len(l.used) > lazyKept {
		delete(l.chunks, l.used[0])
		l.used = l.used[1:]
	}
}

func (l *Lazy[T]) fetch(c int) {
	if l.waiting[c] {
		return
	}
	l.waiting[c] = true
	from, to := c*lazyChunk, min((c+1)*lazyChunk, l.n)
	epoch, outer := l.epoch, l.ctx
	l.run.Go(func() {
		ctx, cancel := context.WithTimeout(outer, Patience)
		defer cancel()
		rows, err := l.load(ctx, from, to)
		l.run.UI(func() {
			if epoch != l.epoch {
				return
			}
			if err != nil {
				// The chunk stays marked as waiting, so that drawing does
				// not ask again sixty times a second; Reset, which Retry
				// leads to, clears it.
				l.onChange(err)
				return
			}
			delete(l.waiting, c)
			l.chunks[c] = rows
			l.touch(c)
			l.onChange(nil)
		})
	})
}
