package app_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
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

// A verified copy of an old shop while a desk goes on placing orders in it, the
// copy put in the place of a shop, and the proof of the ledger in it. PACKBENCH_SHOP
// names a copy of a shop: it is written to. 28,000 orders are about 250 MB.
func BenchmarkCopyOfOldShop(b *testing.B) {
	shop, ctx := oldShop(b), context.Background()
	to := filepath.Join(b.TempDir(), "copy.packbench")
	var customer, product int64
	if err := shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
		customers, err := v.CustomerIDs(ctx)
		if err != nil {
			return err
		}
		products, err := v.ProductIDs(ctx)
		customer, product = customers[0], products[0]
		return err
	}); err != nil {
		b.Fatal(err)
	}
	stop, done := make(chan struct{}), make(chan []time.Duration)
	go func() {
		var took []time.Duration
		defer func() { done <- took }()
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			at := time.Now()
			req := app.OrderRequest{CustomerID: customer, AcceptShort: true, Lines: []app.LineRequest{{ProductID: product, Qty: 1}}}
			if _, err := shop.PlaceOrder(ctx, apptest.Anna, data.NewOp("place order", i), req); err != nil {
				b.Error(err)
				return
			}
			took = append(took, time.Since(at))
			time.Sleep(2 * time.Millisecond)
		}
	}()
	b.ResetTimer()
	at := time.Now()
	m, err := shop.Backup(ctx, to)
	copied := time.Since(at)
	close(stop)
	took := <-done
	if err != nil {
		b.Fatal(err)
	}
	report(b, took)
	b.ReportMetric(copied.Seconds(), "copy-s")
	b.ReportMetric(float64(m.Bytes)/1e6, "MB")
	at = time.Now()
	if _, _, err := data.Restore(ctx, to, filepath.Join(b.TempDir(), "restored.packbench"), time.Now()); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(at).Seconds(), "restore-s")
	found, err := shop.CheckBooks(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			b.Errorf("%s: %s", f.Says, f.Sample)
		}
		if strings.HasPrefix(f.Says, "on hand is the sum") {
			b.ReportMetric(f.Took.Seconds(), "ledger-s")
		}
	}
	b.Logf("%d orders placed meanwhile; %d moves", len(took), m.Moves)
}
