package data_test

import (
	"bytes"
	"context"
	"sync/atomic"
	"testing"
	"time"

	"packbench/data"
	"packbench/data/datatest"
)

// wired opens the small shop once more, over a wire that can break.
func wired(t *testing.T) (s *shop, far *data.Store, w *datatest.Wire) {
	t.Helper()
	if datatest.Server() == "" {
		t.Skip("it is about a shop on a server: PACKBENCH_POSTGRES names one")
	}
	s = newShop(t)
	s.do("more stock", func(ctx context.Context, tx *data.Tx) error {
		return tx.BookIn(ctx, s.mug.ID, s.binA1, 1000, "for the test")
	})
	w = datatest.NewWire(t, s.at)
	far, err := data.Open(t.Context(), w.URL, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = far.Close() })
	return s, far, w
}

// placeBy places an order of one mug as an operation, until the desk is told
// that it is done.
func (s *shop) placeBy(t *testing.T, far *data.Store, op data.Op) (number int64, tries int) {
	t.Helper()
	for tries = 1; tries <= 20; tries++ {
		n, err := data.Do(t.Context(), far, anna, op, func(ctx context.Context, tx *data.Tx) (int64, error) {
			o, err := s.placeIn(ctx, tx, want{s.mug, 1})
			return o.Number, err
		})
		if err == nil {
			return n, tries
		}
		if data.KindOf(err) != data.KindUnavailable {
			t.Fatalf("the desk is told what it can't act on: %v", err)
		}
	}
	t.Fatal("the order was never placed")
	return 0, 0
}

func (s *shop) orderCount(t *testing.T) (n int) {
	t.Helper()
	if err := datatest.Eyes(t, s.at).QueryRowContext(t.Context(), "SELECT COUNT(*) FROM orders").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Reference: 76 of 300 orders were placed twice without operation ids.
func TestOrdersArePlacedOnceThoughTheWireBreaksAtTheCommit(t *testing.T) {
	s, far, w := wired(t)
	orders := 300
	if testing.Short() {
		orders = 30
	}
	var commits, cuts atomic.Int64
	w.Break(func(said []byte) datatest.Fate {
		if !bytes.Contains(said, []byte("COMMIT")) {
			return datatest.Through
		}
		switch commits.Add(1) % 4 {
		case 1:
			cuts.Add(1)
			return datatest.LostThere
		case 3:
			cuts.Add(1)
			return datatest.LostBack
		}
		return datatest.Through
	})
	numbers := make(map[int64]bool)
	for range orders {
		n, _ := s.placeBy(t, far, data.NewOp("place order", nil))
		if numbers[n] {
			t.Errorf("order %d was told twice", n)
		}
		numbers[n] = true
	}
	if got := s.orderCount(t); got != orders {
		t.Errorf("%d orders were placed and %d are in the books", orders, got)
	}
	t.Logf("%d orders, %d cuts", orders, cuts.Load())
	s.balanced()
}

// The wire breaks at every single thing that a write sends, before it arrives
// and behind it: the write is done once all the same. (The driver may send a
// statement outside a transaction twice by itself when its answer is lost.)
func TestAWriteIsDoneOnceWhereverTheWireBreaks(t *testing.T) {
	s, far, w := wired(t)
	s.placeBy(t, far, data.NewOp("place order", nil)) // statements are prepared
	for _, fate := range []datatest.Fate{datatest.LostThere, datatest.LostBack} {
		for at := int64(1); ; at++ {
			before := s.orderCount(t)
			var sent atomic.Int64
			w.Break(func([]byte) datatest.Fate {
				if sent.Add(1) == at {
					return fate
				}
				return datatest.Through
			})
			s.placeBy(t, far, data.NewOp("place order", nil))
			w.Break(nil)
			if got := s.orderCount(t) - before; got != 1 {
				t.Fatalf("cut at the %d. thing it sent (%d), the order was placed %d times", at, fate, got)
			}
			if sent.Load() < at {
				t.Logf("a write sends %d things", at-1)
				break
			}
		}
	}
	s.balanced()
}

// Packets that nobody answers: every call is back within its time, and the first
// one after the network returns works.
func TestASilentNetworkKeepsNobodyWaiting(t *testing.T) {
	s, far, w := wired(t)
	s.placeBy(t, far, data.NewOp("place order", nil))
	w.Silence(true)
	const patience = 500 * time.Millisecond
	for name, call := range map[string]func(ctx context.Context) error{
		"reading": func(ctx context.Context) error {
			return far.Read(ctx, func(ctx context.Context, v *data.View) error { _, err := v.Boxes(ctx); return err })
		},
		"writing": func(ctx context.Context) error {
			return far.Write(ctx, anna, data.NewOp("place order", nil), func(ctx context.Context, tx *data.Tx) (any, error) {
				o, err := s.placeIn(ctx, tx, want{s.mug, 1})
				return o.Number, err
			}, nil)
		},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		began := time.Now()
		err := call(ctx)
		cancel()
		if took := time.Since(began); took > 6*patience {
			t.Errorf("%s took %s", name, took)
		}
		if data.KindOf(err) != data.KindUnavailable {
			t.Errorf("%s says %v", name, err)
		}
	}
	w.Silence(false)
	w.Cut()
	if _, tries := s.placeBy(t, far, data.NewOp("place order", nil)); tries != 1 {
		t.Errorf("after the network returned it took %d tries", tries)
	}
}

// A server that is away is said so at once, and found again by itself.
func TestAServerThatIsAwayIsSaidSo(t *testing.T) {
	s, far, w := wired(t)
	w.Down(true)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	err := far.Read(ctx, func(ctx context.Context, v *data.View) error { _, err := v.Boxes(ctx); return err })
	if data.KindOf(err) != data.KindUnavailable {
		t.Errorf("it says %v", err)
	}
	if _, err := data.Open(t.Context(), w.URL, data.Options{}); data.KindOf(err) != data.KindUnavailable {
		t.Errorf("opening says %v", err)
	}
	w.Down(false)
	if _, tries := s.placeBy(t, far, data.NewOp("place order", nil)); tries != 1 {
		t.Errorf("after the server returned it took %d tries", tries)
	}
	s.balanced()
}
