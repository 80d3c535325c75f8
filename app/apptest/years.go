package apptest

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"packbench/app"
	"packbench/app/demoday"
	"packbench/data"
	"packbench/data/datatest"
)

// aDay is how many orders of three lines a finished day of Years has at most.
const aDay = 250

// Years makes the file of a demo shop that has been running until it holds at
// least so many orders, every one of them handed over, and gives its path. One
// day is worked by the use cases; the others are copies of it.
func Years(t testing.TB, orders int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "years.packbench")
	books, err := data.Open(context.Background(), path, data.Options{})
	must(t, "open a shop", err)
	shop := app.New(books, app.Options{})
	must(t, "make the demo shop", demoday.Make(context.Background(), shop, Anna, nil))
	must(t, "work a day", work(context.Background(), shop, min(aDay, max(1, orders/3))))
	must(t, "close the shop", books.Close())
	_, err = datatest.Multiply(context.Background(), path, orders)
	must(t, "copy the day", err)
	return path
}

// work takes orders for what is plentiful and sends them all.
func work(ctx context.Context, shop *app.Shop, orders int) error {
	var customers, products []int64
	err := shop.Books().Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if customers, err = v.CustomerIDs(ctx); err != nil {
			return err
		}
		all, err := v.ProductIDs(ctx)
		if err != nil {
			return err
		}
		for _, id := range all {
			p, err := v.Product(ctx, id)
			if err != nil {
				return err
			}
			q, _, err := v.Available(ctx, p)
			if err != nil {
				return err
			}
			if p.Kind == "stocked" && q >= 10 {
				products = append(products, id)
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("read the demo shop: %w", err)
	}
	var shipments []int64
	for i := range orders {
		req := app.OrderRequest{CustomerID: customers[i*7%len(customers)], Payment: &app.PaymentRequest{Method: "cash"}}
		for k := range 3 {
			req.Lines = append(req.Lines, app.LineRequest{ProductID: products[(i*3+k)%len(products)], Qty: 1})
		}
		placed, err := shop.PlaceOrder(ctx, Anna, data.NewOp("place order", i), req)
		if err != nil {
			return fmt.Errorf("place an order: %w", err)
		}
		shipments = append(shipments, placed.ShipmentID)
	}
	return Send(ctx, shop, shipments)
}

// Send takes planned shipments through every stage to the carrier.
func Send(ctx context.Context, shop *app.Shop, shipments []int64) error {
	for _, id := range shipments {
		if err := toTheFloor(ctx, shop, id); err != nil {
			return fmt.Errorf("shipment %d: %w", id, err)
		}
	}
	req := app.PickRequest{Shipments: shipments, Method: "batch"}
	built, err := shop.BuildPickLists(ctx, Anna, data.NewOp("pick lists", 0), req)
	if err != nil {
		return fmt.Errorf("build pick lists: %w", err)
	}
	for _, l := range built.Lists {
		w, err := shop.Walk(ctx, l.Number)
		if err != nil {
			return fmt.Errorf("read a pick list: %w", err)
		}
		var picks []app.PickConfirm
		for _, l := range w.Lines {
			picks = append(picks, app.PickConfirm{LineID: l.ID, Picked: l.Qty})
		}
		if _, err := shop.ConfirmPicks(ctx, Anna, data.NewOp("pick", l.ID), picks); err != nil {
			return fmt.Errorf("pick: %w", err)
		}
	}
	for _, id := range shipments {
		if err := packAndHandOver(ctx, shop, id); err != nil {
			return err
		}
	}
	return nil
}

// toTheFloor labels a planned shipment and releases it.
func toTheFloor(ctx context.Context, shop *app.Shop, shipment int64) error {
	b, err := shop.Bench(ctx, shipment)
	if err != nil {
		return fmt.Errorf("read the shipment: %w", err)
	}
	for _, s := range b.Stops {
		if s.Rule == "address" {
			if err := shop.AcceptAddress(ctx, Anna, data.NewOp("accept address", shipment), shipment, "asked the customer"); err != nil {
				return fmt.Errorf("accept the address: %w", err)
			}
		}
		if s.Rule == "stock" {
			if err := shop.ApproveSplit(ctx, Anna, data.NewOp("approve split", shipment), shipment); err != nil {
				return fmt.Errorf("approve the split: %w", err)
			}
		}
	}
	if _, err := shop.Label(ctx, Anna, data.NewOp("label", shipment), shipment); err != nil {
		return fmt.Errorf("make the label: %w", err)
	}
	r, err := shop.Release(ctx, Anna, data.NewOp("release", shipment), []int64{shipment}, "")
	if err != nil {
		return fmt.Errorf("release: %w", err)
	}
	if len(r.Stopped) > 0 {
		return fmt.Errorf("the gate stopped it: %s", r.Stopped[0].Why)
	}
	return nil
}

func packAndHandOver(ctx context.Context, shop *app.Shop, shipment int64) error {
	b, err := shop.Bench(ctx, shipment)
	if err != nil {
		return fmt.Errorf("read the bench: %w", err)
	}
	var scans []data.Scan
	for _, l := range b.Lines {
		scans = append(scans, data.Scan{Code: string(l.SKU), Qty: l.Qty})
	}
	if _, err := shop.Scan(ctx, Anna, data.NewOp("scan", shipment), shipment, scans); err != nil {
		return fmt.Errorf("scan: %w", err)
	}
	if _, err := shop.FinishPacking(ctx, Anna, data.NewOp("finish", shipment), shipment, 0, ""); err != nil {
		return fmt.Errorf("finish packing: %w", err)
	}
	r, err := shop.HandOver(ctx, Anna, data.NewOp("hand over", shipment), []int64{shipment})
	if err != nil || len(r.Stopped) > 0 {
		return fmt.Errorf("hand over (stopped: %v): %w", r.Stopped, err)
	}
	return nil
}
