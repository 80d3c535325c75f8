package app_test

import (
	"context"
	"sync/atomic"
	"testing"

	"packbench/app"
	"packbench/app/demoday"
	"packbench/data"
	"packbench/data/datatest"
)

// An order of three lines goes to the server and back seven times, and its payment
// six times: the way there is most of what a write costs, and all desks wait for
// it. Reference: 85 for the order when every statement was sent by itself.
func TestAnOrderGoesToTheServerAFewTimes(t *testing.T) {
	if datatest.Server() == "" {
		t.Skip("it is about a shop on a server: PACKBENCH_POSTGRES names one")
	}
	w := datatest.NewWire(t, datatest.Place(t))
	books, err := data.Open(t.Context(), w.URL, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = books.Close() })
	shop, who := app.New(books, app.Options{}), data.Actor{User: "Anna", Desk: "desk 1"}
	if err := demoday.Make(t.Context(), shop, who, nil); err != nil {
		t.Fatal(err)
	}
	var customers, products []int64
	if err := books.Read(t.Context(), func(ctx context.Context, v *data.View) (err error) {
		if customers, err = v.CustomerIDs(ctx); err != nil {
			return err
		}
		products, err = v.ProductIDs(ctx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for i := range 3 { // the first prepares the statements
		count := func(what string, most int64, do func() error) {
			var sent atomic.Int64
			w.Break(func([]byte) datatest.Fate {
				sent.Add(1)
				return datatest.Through
			})
			defer w.Break(nil)
			if err := do(); err != nil {
				t.Fatal(err)
			}
			if n := sent.Load(); n > most && i > 0 {
				t.Errorf("%s goes to the server %d times, not %d", what, n, most)
			}
		}
		req := app.OrderRequest{CustomerID: customers[i], AcceptShort: true}
		for k := range 3 {
			req.Lines = append(req.Lines, app.LineRequest{ProductID: products[i*3+k], Qty: 1})
		}
		var placed app.Placed
		count("an order", 7, func() (err error) {
			placed, err = shop.PlaceOrder(t.Context(), who, data.NewOp("place order", i), req)
			return err
		})
		count("a payment", 6, func() error {
			return shop.TakePayment(t.Context(), who, data.NewOp("pay", i), placed.OrderID, app.PaymentRequest{Kind: data.Captured, Method: "cash", Amount: placed.Total})
		})
	}
}
