package app_test

import (
	"context"
	"sync/atomic"
	"testing"

	"packbench/app"
	"packbench/data"
	"packbench/data/datatest"
	"packbench/app/demoday"
)

func TestZZLog(t *testing.T) {
	place := datatest.Place(t)
	w := datatest.NewWire(t, place)
	books, err := data.Open(context.Background(), w.URL, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer books.Close()
	shop := app.New(books, app.Options{})
	if err := demoday.Make(context.Background(), shop, data.Actor{User: "Anna", Desk: "desk 1"}, nil); err != nil {
		t.Fatal(err)
	}
	var products []int64
	var customer int64
	_ = shop.Books().Read(context.Background(), func(ctx context.Context, v *data.View) error {
		products, _ = v.ProductIDs(ctx)
		ids, _ := v.CustomerIDs(ctx)
		customer = ids[0]
		return nil
	})
	for i := range 6 {
		var n atomic.Int64
		w.Break(func(b []byte) datatest.Fate {
			n.Add(1)
			return datatest.Through
		})
		req := app.OrderRequest{CustomerID: customer, AcceptShort: true}
		for k := range 3 {
			req.Lines = append(req.Lines, app.LineRequest{ProductID: products[(i*3+k)%len(products)], Qty: 1})
		}
		if _, err := shop.PlaceOrder(context.Background(), data.Actor{User: "Anna", Desk: "desk 1"}, data.NewOp("place order", i), req); err != nil {
			t.Fatal(err)
		}
		t.Log(n.Load())
		w.Break(nil)
	}
}
