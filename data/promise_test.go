package data_test

import (
	"context"
	"testing"

	"packbench/data"
)

// promised adds up what stands open for a product over every order.
func (s *shop) promised(p data.Product, orders ...int64) (open, counter data.Quantity) {
	s.t.Helper()
	s.read(func(ctx context.Context, v *data.View) error {
		for _, id := range orders {
			all, err := v.AllocationsOf(ctx, id)
			if err != nil {
				return err
			}
			for _, a := range all {
				if a.ProductID == p.ID && a.State == "open" {
					open += a.Qty
				}
			}
		}
		st, err := v.StockOf(ctx, p.ID)
		counter = st.Allocated
		return err
	})
	return open, counter
}

// Whatever becomes of orders, what is reserved is the sum of the promises that
// stand open, kits' parts with the rest, and what is left can be sold.
func TestRule2ReservedStockIsTheSumOfOpenPromises(t *testing.T) {
	s := newShop(t)
	var orders []int64
	place := func(lines ...want) data.Order {
		o := s.place(lines...)
		orders = append(orders, o.ID)
		return o
	}
	var set, mugs data.Order
	var leaving data.Shipment
	for _, step := range []struct {
		what        string
		do          func()
		mugs, lamps data.Quantity // promised after it
		left        data.Quantity // mugs that can be sold
	}{
		{"nothing is ordered", func() {}, 0, 0, 10},
		{"a set is ordered", func() { set = place(want{s.set, 1}) }, 2, 1, 8},
		{"three mugs are ordered", func() { mugs = place(want{s.mug, 3}) }, 5, 1, 5},
		{"more lamps than there are", func() { place(want{s.lamp, 9}) }, 5, 3, 5},
		{"the set is cancelled: its lamp goes to who waits", func() {
			s.do("cancel", func(ctx context.Context, tx *data.Tx) error { return tx.CancelOrder(ctx, set.ID, "no") })
		}, 3, 3, 7},
		{"a lamp comes in and goes to who waits", func() {
			s.do("book in", func(ctx context.Context, tx *data.Tx) error { return tx.BookIn(ctx, s.lamp.ID, s.binA2, 1, "came in") })
		}, 3, 4, 7},
		{"the mugs are picked, and still promised", func() {
			leaving = s.plan(mugs.ID)
			s.pay(mugs.ID, mugs.Total)
			s.label(leaving.ID)
			s.release(leaving.ID)
			s.pickAll(s.list(leaving.ID).ID)
		}, 3, 4, 7},
		{"they leave, and the promise is kept", func() {
			s.scan(leaving.ID, "MUG", 3)
			s.do("pack and hand over", func(ctx context.Context, tx *data.Tx) error {
				if _, err := tx.FinishPacking(ctx, leaving.ID, 0, 0, ""); err != nil {
					return err
				}
				_, err := tx.HandOver(ctx, leaving.ID)
				return err
			})
		}, 0, 4, 7},
	} {
		step.do()
		if open, counter := s.promised(s.mug, orders...); open != step.mugs || counter != open {
			t.Errorf("%s: %d mugs stand promised and the counter says %d, want %d", step.what, open, counter, step.mugs)
		}
		if len(orders) > 2 { // lamps are asked for by then
			if open, counter := s.promised(s.lamp, orders...); open != step.lamps || counter != open {
				t.Errorf("%s: %d lamps stand promised and the counter says %d, want %d", step.what, open, counter, step.lamps)
			}
		}
		if got := s.available(s.mug); got != step.left {
			t.Errorf("%s: %d mugs can be sold, want %d", step.what, got, step.left)
		}
		s.balanced()
	}
}

// A line's units stand in one bucket each, and step one bucket at a time; the
// sum is always what was ordered, and no more comes back than was shipped.
func TestRule4LineQuantitiesAddUp(t *testing.T) {
	s := newShop(t)
	type at struct{ cancelled, backordered, allocated, picked, packed, shipped, returned data.Quantity }
	o := s.place(want{s.lamp, 5})
	var sh data.Shipment
	var list data.PickList
	var line int64
	for _, step := range []struct {
		what string
		do   func(ctx context.Context, tx *data.Tx) error
		want at
	}{
		{"placed: three of five are there", nil, at{backordered: 2, allocated: 3}},
		{"one more comes in", func(ctx context.Context, tx *data.Tx) error { return tx.BookIn(ctx, s.lamp.ID, s.binA2, 1, "came in") }, at{backordered: 1, allocated: 4}},
		{"one breaks on the shelf", func(ctx context.Context, tx *data.Tx) error { return tx.Adjust(ctx, s.lamp.ID, s.binA2, -1, "broken") }, at{backordered: 2, allocated: 3}},
		{"released in part", func(ctx context.Context, tx *data.Tx) error {
			if err := tx.ApproveSplit(ctx, sh.ID); err != nil {
				return err
			}
			if _, err := tx.Label(ctx, sh.ID, "PB1"); err != nil {
				return err
			}
			_, err := tx.Release(ctx, sh.ID, "")
			return err
		}, at{backordered: 2, allocated: 3}},
		{"picked", func(ctx context.Context, tx *data.Tx) error {
			lines, err := tx.PickLines(ctx, list.ID)
			if err != nil {
				return err
			}
			_, err = tx.PickLine(ctx, lines[0].ID, 3)
			return err
		}, at{backordered: 2, picked: 3}},
		{"two scanned", func(ctx context.Context, tx *data.Tx) error {
			_, err := tx.PackScans(ctx, sh.ID, []data.Scan{{Code: "LAMP", Qty: 2}})
			return err
		}, at{backordered: 2, picked: 1, packed: 2}},
		{"unpacked again", func(ctx context.Context, tx *data.Tx) error { return tx.Unpack(ctx, sh.ID) }, at{backordered: 2, picked: 3}},
		{"all scanned and closed", func(ctx context.Context, tx *data.Tx) error {
			if _, err := tx.PackScans(ctx, sh.ID, []data.Scan{{Code: "LAMP", Qty: 3}}); err != nil {
				return err
			}
			_, err := tx.FinishPacking(ctx, sh.ID, 0, 0, "")
			return err
		}, at{backordered: 2, packed: 3}},
		{"handed over", func(ctx context.Context, tx *data.Tx) error { _, err := tx.HandOver(ctx, sh.ID); return err }, at{backordered: 2, shipped: 3}},
		{"one comes back", func(ctx context.Context, tx *data.Tx) error {
			_, err := tx.RequestReturn(ctx, o.ID, "broken", map[int64]data.Quantity{line: 1})
			return err
		}, at{backordered: 2, shipped: 3, returned: 1}},
		{"the rest is cancelled", func(ctx context.Context, tx *data.Tx) error { return tx.CancelOrder(ctx, o.ID, "no more") }, at{cancelled: 2, shipped: 3, returned: 1}},
	} {
		switch step.what {
		case "released in part":
			sh = s.plan(o.ID)
			s.pay(o.ID, o.Total)
		case "picked":
			list = s.list(sh.ID)
		}
		if step.do != nil {
			s.do(step.what, step.do)
		}
		_, lines := s.order(o.ID)
		l := lines[0]
		line = l.ID
		if got := (at{l.Cancelled, l.Backordered, l.Allocated, l.Picked, l.Packed, l.Shipped, l.Returned}); got != step.want {
			t.Errorf("%s: the line stands at %+v, want %+v", step.what, got, step.want)
		}
		if sum := l.Cancelled + l.Backordered + l.Allocated + l.Picked + l.Packed + l.Shipped; sum != l.Qty || l.Returned > l.Shipped {
			t.Errorf("%s: %d units stand somewhere of %d ordered", step.what, sum, l.Qty)
		}
		s.balanced()
	}
	refused(t, s.try("return more", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.RequestReturn(ctx, o.ID, "greedy", map[int64]data.Quantity{line: 3})
		return err
	}), "domain 3")
}
