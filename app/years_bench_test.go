package app_test

import (
	"context"
	"os"
	"strconv"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

// oldShop opens the shop that PACKBENCH_SHOP names, or makes one of 500,000
// orders (some minutes; PACKBENCH_ORDERS asks for another number).
func oldShop(b *testing.B) *app.Shop {
	b.Helper()
	path := os.Getenv("PACKBENCH_SHOP")
	if path == "" {
		n := 500_000
		if text := os.Getenv("PACKBENCH_ORDERS"); text != "" {
			var err error
			if n, err = strconv.Atoi(text); err != nil {
				b.Fatal(err)
			}
		}
		path = apptest.Years(b, n)
	}
	books, err := data.Open(context.Background(), path, data.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := books.Close(); err != nil {
			b.Error(err)
		}
	})
	return app.New(books, app.Options{})
}

// What people ask of a shop that has run for years, each question as the
// window asks it.
func BenchmarkOldShop(b *testing.B) {
	shop := oldShop(b)
	ctx := context.Background()
	read := func(fn func(ctx context.Context, v *data.View) error) func() error {
		return func() error { return shop.Books().Read(ctx, fn) }
	}
	for _, q := range []struct {
		name string
		ask  func() error
	}{
		{"first page of the orders", read(func(ctx context.Context, v *data.View) error {
			_, err := v.FirstOrders(ctx, 60)
			return err
		})},
		{"a page in the middle", read(func(ctx context.Context, v *data.View) error {
			n, err := v.OrderCount(ctx)
			if err != nil {
				return err
			}
			o, err := v.Order(ctx, n/2)
			if err != nil {
				return err
			}
			ids, err := v.OrdersPage(ctx, o.PlacedAt, o.ID, 60)
			if err != nil {
				return err
			}
			_, err = v.OrderRows(ctx, ids)
			return err
		})},
		{"counts of the views", func() error { _, err := shop.OrderCounts(ctx); return err }},
		{"today", func() error { _, err := shop.Day(ctx, "desk 1"); return err }},
		{"badges", func() error { _, err := shop.Today(ctx); return err }},
	} {
		b.Run(q.name, func(b *testing.B) {
			took := make([]time.Duration, 0, b.N)
			for range b.N {
				at := time.Now()
				if err := q.ask(); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(at))
			}
			report(b, took)
		})
	}
}
