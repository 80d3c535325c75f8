package app_test

import (
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

// Domain 4.15: what was done last is taken back by adding to the books, up to
// the hand-over and no further.
func TestUndoTakesBackThePaymentThenTheOrder(t *testing.T) {
	s := apptest.New(t)
	mug := s.Products["MUG"].ID
	placed, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", 1), app.OrderRequest{CustomerID: s.Customer.ID, Lines: []app.LineRequest{{ProductID: mug, Qty: 2}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.TakePayment(t.Context(), apptest.Anna, data.NewOp("take payment", 1), placed.OrderID, app.PaymentRequest{Method: "cash"}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		status data.PayStatus
		stage  data.OrderStage
	}{{data.PayUnpaid, data.Unpaid}, {data.PayUnpaid, data.CancelledOut}} {
		if _, err := s.UndoLast(t.Context(), apptest.Anna); err != nil {
			t.Fatal(err)
		}
		d, err := s.Order(t.Context(), placed.OrderID)
		if err != nil {
			t.Fatal(err)
		}
		if d.Order.PayStatus != want.status || d.Order.Stage != want.stage {
			t.Errorf("the order is %s and %s, want %s and %s", d.Order.PayStatus, d.Order.Stage, want.status, want.stage)
		}
	}
	found, err := s.Store.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			t.Errorf("%s, %s: broken %d times, first %s", f.Rule, f.Says, f.Broken, f.Sample)
		}
	}
}
