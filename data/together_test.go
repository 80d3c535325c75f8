package data_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// doing runs fn in a write of a desk and gives its error.
func doing(t *testing.T, far *data.Store, fn func(ctx context.Context, tx *data.Tx) error) error {
	t.Helper()
	return far.Write(t.Context(), anna, data.NewOp("together", nil), func(ctx context.Context, tx *data.Tx) (any, error) {
		return nil, fn(ctx, tx)
	}, nil)
}

// What is asked together comes out as what is asked one after the other, also
// where a voice asks several things, where one is itself several, and where there
// are more than speak at once.
func TestWhatIsAskedTogetherIsAnsweredToWhoAsked(t *testing.T) {
	s := newShop(t)
	got := make([]string, 130)
	err := s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		name := func(i int) func() error {
			return func() error {
				p, err := v.Product(ctx, []data.Product{s.mug, s.card}[i%2].ID)
				if err != nil {
					return err
				}
				c, err := v.Customer(ctx, s.customer.ID)
				got[i] = string(p.SKU) + " " + c.Name
				return err
			}
		}
		var do []func() error
		for i := range 120 {
			do = append(do, name(i))
		}
		do = append(do, func() error { return nil }, func() error {
			var inner []func() error
			for i := 120; i < 130; i++ {
				inner = append(inner, name(i))
			}
			return v.Together(ctx, inner...)
		})
		return v.Together(ctx, do...)
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range got {
		if want := string([]data.Product{s.mug, s.card}[i%2].SKU) + " " + s.customer.Name; text != want {
			t.Fatalf("the %d. heard %q, not %q", i, text, want)
		}
	}
}

// Several questions cost one way to the server and back.
func TestQuestionsTogetherGoOneWay(t *testing.T) {
	s, far, w := wired(t)
	ask := func() (n int64) {
		var sent atomic.Int64
		err := far.Read(t.Context(), func(ctx context.Context, v *data.View) error {
			w.Break(func([]byte) datatest.Fate {
				sent.Add(1)
				return datatest.Through
			})
			return v.Together(ctx,
				func() error { _, err := v.Product(ctx, s.mug.ID); return err },
				func() error { _, err := v.Product(ctx, s.card.ID); return err },
				func() error { _, err := v.Boxes(ctx); return err })
		})
		n = sent.Load()
		w.Break(nil)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for range 4 { // each of those who read prepares its statements first
		ask()
	}
	if n := ask(); n != 2 {
		t.Errorf("three questions and the end were sent in %d things, not 2", n)
	}
}

// The error of a voice is told, not that of those whose questions went with it;
// and one who keeps an error to themselves does not get the write committed.
func TestAnErrorTogetherIsToldByWhoMadeIt(t *testing.T) {
	s := newShop(t)
	missing := func(ctx context.Context, tx *data.Tx) func() error {
		return func() error {
			_, err := tx.Product(ctx, 1<<40)
			return data.IfMissing(err, "there is no product %d", 7)
		}
	}
	fine := func(ctx context.Context, tx *data.Tx) func() error {
		return func() error {
			for range 3 {
				if _, err := tx.Product(ctx, s.mug.ID); err != nil {
					return fmt.Errorf("it was another's fault: %w", err)
				}
			}
			return nil
		}
	}
	broken := func(ctx context.Context, tx *data.Tx) func() error {
		return func() error {
			_, _, err := tx.PlaceOrder(ctx, data.NewOrder{ChannelID: 1 << 40, CustomerID: s.customer.ID, Currency: "GBP", Lines: []data.NewLine{{Product: s.mug, Qty: 1}}})
			if err != nil {
				return fmt.Errorf("mine: %w", err)
			}
			return nil
		}
	}
	err := doing(t, s.Store, func(ctx context.Context, tx *data.Tx) error {
		return tx.Together(ctx, fine(ctx, tx), missing(ctx, tx), fine(ctx, tx))
	})
	if data.KindOf(err) != data.KindNotFound {
		t.Errorf("who found nothing is told %v", err)
	}
	err = doing(t, s.Store, func(ctx context.Context, tx *data.Tx) error {
		return tx.Together(ctx, fine(ctx, tx), broken(ctx, tx), fine(ctx, tx))
	})
	if data.KindOf(err) != data.KindRefused || !strings.Contains(errors.Unwrap(err).Error(), "mine") {
		t.Errorf("what does not add up is told as %v (%v)", err, errors.Unwrap(err))
	}
	s.balanced()
}

// Who keeps to themselves what the server refused does not get the rest committed.
func TestWhatTheServerRefusedIsNotCommitted(t *testing.T) {
	s, far, _ := wired(t)
	before := s.orderCount(t)
	err := doing(t, far, func(ctx context.Context, tx *data.Tx) error {
		_, err := s.placeIn(ctx, tx, want{s.mug, 1})
		if _, _, e := tx.PlaceOrder(ctx, data.NewOrder{ChannelID: 1 << 40, CustomerID: s.customer.ID, Currency: "GBP", Lines: []data.NewLine{{Product: s.mug, Qty: 1}}}); e == nil {
			t.Error("the server took an order of no channel")
		}
		return err
	})
	if err == nil {
		t.Error("nobody was told")
	}
	if n := s.orderCount(t) - before; n != 0 {
		t.Errorf("%d orders were placed all the same", n)
	}
	s.balanced()
}
