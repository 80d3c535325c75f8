package app_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/demoday"
	"packbench/data"
	"packbench/data/datatest"
)

// demoBooks opens a shop with the demo's catalogue, boxes and rate card.
func demoBooks(b *testing.B) *app.Shop {
	b.Helper()
	books, err := data.Open(context.Background(), datatest.Place(b), data.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := books.Close(); err != nil {
			b.Error(err)
		}
	})
	shop := app.New(books, app.Options{})
	if err := demoday.Make(context.Background(), shop, data.Actor{User: "Anna", Desk: "desk 1"}, nil); err != nil {
		b.Fatal(err)
	}
	return shop
}

// report gives the middle and the slowest hundredth of what was measured.
func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// One desk places orders of three lines, each priced, promised stock, boxed,
// rated and committed to the disk (synchronous=FULL).
func BenchmarkPlaceOrderOfThreeLines(b *testing.B) {
	shop := demoBooks(b)
	var products []int64
	var customer int64
	err := shop.Books().Read(context.Background(), func(ctx context.Context, v *data.View) error {
		var err error
		if products, err = v.ProductIDs(ctx); err != nil {
			return err
		}
		ids, err := v.CustomerIDs(ctx)
		customer = ids[0]
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	took := make([]time.Duration, 0, b.N)
	b.ResetTimer()
	for i := range b.N {
		req := app.OrderRequest{CustomerID: customer, AcceptShort: true, Payment: &app.PaymentRequest{Method: "cash"}}
		for k := range 3 {
			req.Lines = append(req.Lines, app.LineRequest{ProductID: products[(i*3+k)%len(products)], Qty: 1})
		}
		at := time.Now()
		if _, err := shop.PlaceOrder(context.Background(), data.Actor{User: "Anna", Desk: "desk 1"}, data.NewOp("place order", i), req); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(at))
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "orders/s")
	report(b, took)
}

// A search at every keystroke over 100,000 products.
func BenchmarkSearch100000Products(b *testing.B) {
	shop := demoBooks(b)
	words := []string{"heart", "lantern", "red", "vintage", "box", "paper", "glass", "set", "tea", "bag"}
	for from := 0; from < 100_000; from += 5000 {
		_, err := data.Do(context.Background(), shop.Books(), data.Actor{User: "Anna", Desk: "desk 1"}, data.NewOp("fill", from), func(ctx context.Context, tx *data.Tx) (int, error) {
			for i := from; i < from+5000; i++ {
				name := fmt.Sprintf("%s %s %s no %d", words[i%10], words[i/10%10], words[i/100%10], i)
				if _, err := tx.AddProduct(ctx, data.Product{SKU: data.SKU(fmt.Sprintf("BIG%06d", i)), Name: name}); err != nil {
					return 0, err
				}
			}
			return 0, nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	typed := []string{"l", "la", "lan", "lant", "lante", "lanter", "lantern", "lantern r", "lantern red", "big0", "9999", "nd 55", "zzzz"}
	for _, q := range []struct {
		name string
		ask  func(ctx context.Context, text string) (int, error)
	}{
		{"a list of products", func(ctx context.Context, text string) (int, error) {
			hits, err := shop.Search(ctx, "product", text, 20)
			return len(hits), err
		}},
		{"anything", func(ctx context.Context, text string) (int, error) {
			hits, err := shop.Search(ctx, "", text, 30)
			return len(hits), err
		}},
		{"goods of a phone order", func(ctx context.Context, text string) (int, error) {
			goods, err := shop.FindGoods(ctx, text, 8)
			return len(goods), err
		}},
	} {
		b.Run(q.name, func(b *testing.B) {
			took := make([]time.Duration, 0, b.N)
			for i := range b.N {
				at := time.Now()
				if _, err := q.ask(context.Background(), typed[i%len(typed)]); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(at))
			}
			report(b, took)
		})
	}
}
