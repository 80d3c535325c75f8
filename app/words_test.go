package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

func TestTheSentenceOfAHeldOrderIsForPeople(t *testing.T) {
	s := apptest.New(t)
	sh := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	pr, err := s.Profile(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	pr.TimeZone = "America/New_York"
	if err := s.SetProfile(t.Context(), apptest.Anna, data.NewOp("profile", pr), pr); err != nil {
		t.Fatal(err)
	}
	until := time.Date(2026, 12, 4, 0, 0, 0, 0, pr.Zone())
	if _, err := s.Hold(t.Context(), apptest.Anna, data.NewOp("hold", 1), sh.OrderID, "wish", "they move house", until); err != nil {
		t.Fatal(err)
	}
	d, err := s.Order(t.Context(), sh.OrderID)
	if err != nil {
		t.Fatal(err)
	}
	if want := "on hold: customer's wish, until 4 Dec, they move house (F7)"; !strings.Contains(d.Waiting, want) {
		t.Errorf("the order says %q, want %q in it", d.Waiting, want)
	}
	// A shipment that was voided leaves the holds to speak for themselves.
	if _, err := data.Do(t.Context(), s.Store, apptest.Anna, data.NewOp("void", 1), func(ctx context.Context, tx *data.Tx) (int, error) {
		return 0, tx.VoidShipment(ctx, sh.ID, "box too small")
	}); err != nil {
		t.Fatal(err)
	}
	if d, err = s.Order(t.Context(), sh.OrderID); err != nil || !strings.Contains(d.Waiting, "on hold: customer's wish, until 4 Dec") {
		t.Errorf("without a shipment the order says %q, %v", d.Waiting, err)
	}
}

func TestOneOfSomethingIsOne(t *testing.T) {
	s := apptest.New(t)
	mug := s.Products["MUG"].ID
	req := app.OrderRequest{CustomerID: s.Customer.ID, Lines: []app.LineRequest{{ProductID: mug, Qty: 1}}, PlacedAt: s.Store.Now().Add(-80 * time.Second)}
	placed, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", 1), req)
	if err != nil {
		t.Fatal(err)
	}
	q, err := s.Quote(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	if len(q.Warnings) != 1 || !strings.HasSuffix(q.Warnings[0], "(1 minute ago)") {
		t.Errorf("order %d is warned of as %q", placed.Number, q.Warnings)
	}
}
