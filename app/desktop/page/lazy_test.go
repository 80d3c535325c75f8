package page

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

func numbers(ctx context.Context, from, to int) ([]int, error) {
	var out []int
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out, ctx.Err()
}

func cellsOf(i int) []Cell { return []Cell{T(fmt.Sprint(i))} }

func TestLazyFetchesWhatIsLookedAt(t *testing.T) {
	var m Manual
	drawn := 0
	l := NewLazy(m.Runner(), numbers, cellsOf, func(err error) {
		if err != nil {
			t.Error(err)
		}
		drawn++
	})
	l.Reset(100_000)
	for range 3 { // drawn three times before the answer
		if _, ok := l.Row(99_999); ok {
			t.Fatal("a row is there before it was fetched")
		}
	}
	if m.Waiting() != 1 {
		t.Fatalf("asked %d times for one screen", m.Waiting())
	}
	m.Drain()
	if c, ok := l.Row(99_999); !ok || c[0].Text != "99999" || drawn != 1 {
		t.Errorf("got %v, %v, drawn %d times", c, ok, drawn)
	}
}

func TestLazyKeepsLittle(t *testing.T) {
	l := NewLazy(Inline(), numbers, cellsOf, func(error) {})
	l.Reset(100_000)
	for i := 0; i < 100_000; i += lazyChunk {
		if v, ok := l.Get(i); !ok || v != i {
			t.Fatalf("row %d is %d, %v", i, v, ok)
		}
	}
	if len(l.chunks) > lazyKept {
		t.Errorf("%d chunks kept, want at most %d", len(l.chunks), lazyKept)
	}
}

func TestLazyDropsRowsOfAnOlderList(t *testing.T) {
	var m Manual
	l := NewLazy(m.Runner(), numbers, cellsOf, func(error) { t.Error("drawn for a list that is gone") })
	l.Reset(10)
	l.Row(0)
	l.Reset(0)
	m.Drain()
	if _, ok := l.Row(0); ok {
		t.Error("a row of the older list is shown")
	}
}

func TestLazySaysOnceThatRowsCannotBeHad(t *testing.T) {
	said := 0
	l := NewLazy(Inline(), func(context.Context, int, int) ([]int, error) { return nil, errors.New("gone") }, cellsOf,
		func(err error) {
			if err != nil {
				said++
			}
		})
	l.Reset(10)
	for range 5 {
		l.Row(3)
	}
	if said != 1 {
		t.Errorf("said %d times", said)
	}
}
