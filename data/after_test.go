package data_test

import (
	"context"
	"testing"

	"packbench/data"
)

func TestRule12AGiftCostsNothing(t *testing.T) {
	s := newShop(t)
	err := s.try("place order", func(ctx context.Context, tx *data.Tx) error {
		_, _, err := tx.PlaceOrder(ctx, data.NewOrder{ChannelID: 1, CustomerID: s.customer.ID, ShipTo: s.address.ShipTo(), Currency: "GBP",
			Lines: []data.NewLine{{Product: s.lamp, Qty: 1, Price: 2500}, {Product: s.mug, Qty: 1, Price: 500, Gift: true}}})
		return err
	})
	refused(t, err, "domain 4.12")
}

func TestRule14TrackingIsOwedOnce(t *testing.T) {
	s := newShop(t)
	var web int64
	var o data.Order
	s.do("web order", func(ctx context.Context, tx *data.Tx) (err error) {
		if web, err = tx.PutChannel(ctx, data.Channel{Code: "web", Name: "Web shop", Kind: "web"}); err != nil {
			return err
		}
		o, _, err = tx.PlaceOrder(ctx, data.NewOrder{ChannelID: web, ExternalRef: "W-1", CustomerID: s.customer.ID, ShipTo: s.address.ShipTo(), Currency: "GBP", Lines: []data.NewLine{{Product: s.mug, Qty: 1, Price: 500}}})
		return err
	})
	sh := s.plan(o.ID)
	s.pay(o.ID, o.Total)
	s.label(sh.ID)
	s.release(sh.ID)
	s.pickAll(s.list(sh.ID).ID)
	s.scan(sh.ID, "MUG", 1)
	s.do("pack", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.FinishPacking(ctx, sh.ID, 0, 0, "")
		return err
	})
	handOver := func(ctx context.Context, tx *data.Tx) error { _, err := tx.HandOver(ctx, sh.ID); return err }
	s.do("hand over", handOver)
	refused(t, s.try("hand over again", handOver), "hand over")
	refused(t, s.try("cancel", func(ctx context.Context, tx *data.Tx) error { return tx.CancelOrder(ctx, o.ID, "too late") }), "domain 4.15")
	s.read(func(ctx context.Context, v *data.View) error {
		owed, err := v.OutboxOf(ctx, web)
		tracking := 0
		for _, m := range owed {
			if m.Kind == "tracking" {
				tracking++
			}
		}
		if tracking != 1 {
			t.Errorf("tracking is owed %d times", tracking)
		}
		return err
	})
	s.balanced()
}

func TestRule17EveryMoveSaysWhoWhenAndWhere(t *testing.T) {
	s := newShop(t)
	s.read(func(ctx context.Context, v *data.View) error {
		moves, err := v.MovesOfProduct(ctx, s.mug.ID, 1<<62, 10)
		if len(moves) != 1 || moves[0].Who != "Anna" || moves[0].Desk != "desk 1" || !moves[0].At.Set() {
			t.Errorf("the history of the mug is %+v", moves)
		}
		return err
	})
}
