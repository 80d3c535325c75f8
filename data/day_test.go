package data_test

import (
	"context"
	"testing"

	"packbench/data"
)

func TestOneOrderFromCallToHandOver(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.mug, 2}, want{s.set, 1}, want{s.card, 1})
	s.stage(o.ID, data.Unpaid)
	if got := s.available(s.mug); got != 6 {
		t.Errorf("available mugs %d, want 6: 2 loose and 2 in the set are promised", got)
	}
	sh := s.plan(o.ID)
	s.pay(o.ID, o.Total)
	s.stage(o.ID, data.Ready)
	s.label(sh.ID)
	s.release(sh.ID)
	s.stage(o.ID, data.Released)
	l := s.list(sh.ID)
	s.pickAll(l.ID)
	s.stage(o.ID, data.Packing)
	s.balanced()
	if r := s.scan(sh.ID, "0036000291452", 4); !r.Good {
		t.Errorf("scan of the mug's UPC as an EAN-13: %s", r.Say)
	}
	if r := s.scan(sh.ID, "MUG", 1); r.Good {
		t.Errorf("a fifth mug was taken")
	}
	if r := s.scan(sh.ID, "NONSENSE", 1); r.Good {
		t.Errorf("an unknown code was taken")
	}
	if r := s.scan(sh.ID, "LAMP", 1); !r.Good || !r.AllDone {
		t.Errorf("scan of the lamp: %+v", r)
	}
	s.do("finish packing", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.FinishPacking(ctx, sh.ID, 1210, 50, "")
		return err
	})
	s.stage(o.ID, data.Packed)
	s.do("hand over", func(ctx context.Context, tx *data.Tx) error { _, err := tx.HandOver(ctx, sh.ID); return err })
	s.stage(o.ID, data.Closed)
	_, lines := s.order(o.ID)
	for _, l := range lines {
		if l.Shipped != l.Qty {
			t.Errorf("%s: %d of %d shipped", l.SKU, l.Shipped, l.Qty)
		}
	}
	if got := s.available(s.lamp); got != 2 {
		t.Errorf("lamps left %d, want 2", got)
	}
	s.balanced()
}
