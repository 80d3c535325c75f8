package demoday

import (
	"context"
	"fmt"

	"packbench/app"
	"packbench/data"
)

// Stage places orders and leaves them at every stage of the day, so that each
// page of the window has something to show: some unpaid, held or doubtful, some
// ready, on the floor, being picked, at the bench, packed and handed over.
func Stage(ctx context.Context, shop *app.Shop, who data.Actor, orders int, step Step) error {
	if step == nil {
		step = func(string, int, int) {}
	}
	d := newDay(shop, who, Options{Orders: orders, Step: step})
	if _, _, _, err := d.place(ctx); err != nil {
		return fmt.Errorf("place the demo's orders: %w", err)
	}
	all := d.orders
	hold := len(all) / 20
	for _, id := range all[:hold] {
		if _, err := shop.Hold(ctx, who, data.NewOp("hold", id), id, "wish", "deliver with the next order", shop.Books().Now().AddDate(0, 0, 7)); err != nil {
			return fmt.Errorf("hold a demo order: %w", err)
		}
	}
	d.orders = all[hold : len(all)*4/5]
	if _, _, _, err := d.settle(ctx); err != nil {
		return err
	}
	ready := d.shipments
	d.shipments = ready[:len(ready)*3/4]
	for _, part := range []func(context.Context) (int, string, string, error){d.label, d.release} {
		if _, _, _, err := part(ctx); err != nil {
			return err
		}
	}
	floor := d.shipments
	d.shipments = floor[:len(floor)*2/3]
	if _, _, _, err := d.build(ctx); err != nil {
		return err
	}
	d.lists = d.lists[:len(d.lists)*3/4]
	for _, part := range []func(context.Context) (int, string, string, error){d.pick, d.relabel} {
		if _, _, _, err := part(ctx); err != nil {
			return err
		}
	}
	var picked []int64
	for _, id := range d.shipments {
		b, err := shop.Bench(ctx, id)
		if err != nil {
			return err
		}
		if b.Shipment.Stage == data.ShipmentPicked {
			picked = append(picked, id)
		}
	}
	d.shipments = picked[:len(picked)*2/3]
	if _, _, _, err := d.pack(ctx); err != nil {
		return err
	}
	d.shipments = d.shipments[:len(d.shipments)/2]
	_, _, _, err := d.handOver(ctx)
	return err
}
