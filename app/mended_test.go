package app_test

import (
	"context"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

// Each test is a case that the shop once got wrong.

func balanced(t *testing.T, s *apptest.Shop) {
	t.Helper()
	found, err := s.CheckBooks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			t.Errorf("%s, %s: broken %d times, first %s", f.Rule, f.Says, f.Broken, f.Sample)
		}
	}
}

func lines(s *apptest.Shop, wants ...apptest.Want) (req []app.LineRequest) {
	for _, w := range wants {
		req = append(req, app.LineRequest{ProductID: s.Products[w.SKU].ID, Qty: w.Qty})
	}
	return req
}

// Three lamps: three sets and a lamp can't all be had, and the desk is told
// before it places the order (domain 4.3, 4.11).
func TestAKitAndItsPartsAreShortTogether(t *testing.T) {
	s := apptest.New(t)
	req := app.OrderRequest{CustomerID: s.Customer.ID, Lines: lines(s, apptest.Want{SKU: "SET", Qty: 3}, apptest.Want{SKU: "LAMP", Qty: 1})}
	q, err := s.Quote(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	if q.Lines[0].Short != 1 || q.Lines[1].Short != 0 {
		t.Errorf("%d sets and %d lamps are said to be missing, want 1 and 0: the lamp comes first", q.Lines[0].Short, q.Lines[1].Short)
	}
	if _, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", req), req); data.KindOf(err) != data.KindRefused {
		t.Errorf("placing said %v", err)
	}
}

// A gift is sent only where there is one that the order itself does not need.
func TestAGiftTakesNothingFromItsOwnOrder(t *testing.T) {
	s := apptest.New(t)
	err := s.Store.Write(t.Context(), apptest.Anna, data.NewOp("gift rule", 1), func(ctx context.Context, tx *data.Tx) (any, error) {
		return tx.AddGiftRule(ctx, data.GiftRule{Name: "a lamp with a bowl", TriggerProduct: s.Products["BOWL"].ID, GiftProduct: s.Products["LAMP"].ID, Active: true})
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for sets, want := range map[data.Quantity]int{2: 1, 3: 0} {
		q, err := s.Quote(t.Context(), app.OrderRequest{CustomerID: s.Customer.ID, Lines: lines(s, apptest.Want{SKU: "BOWL", Qty: 1}, apptest.Want{SKU: "SET", Qty: sets})})
		if err != nil {
			t.Fatal(err)
		}
		if len(q.Gifts) != want {
			t.Errorf("with %d sets of 3 lamps the order brings %d lamps, want %d", sets, len(q.Gifts), want)
		}
	}
}

// What is not tracked has no size: alone, it goes in the smallest box.
func TestACardAloneIsSent(t *testing.T) {
	s := apptest.New(t)
	sh := s.Released(t, apptest.Want{SKU: "CARD", Qty: 4})
	b, err := s.Bench(t.Context(), sh.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Parcels) != 1 || b.Parcels[0].BoxCode != "B1" || len(b.Inside) != 1 || b.Inside[0].Qty != 4 {
		t.Errorf("four cards go in %+v", b.Parcels)
	}
	if _, err := s.FinishPacking(t.Context(), apptest.Anna, data.NewOp("finish", 1), sh.ID, 0, ""); err != nil {
		t.Error(err)
	}
	balanced(t, s)
}

// The release of a hold stays in the books when it is taken back, and nothing
// holds an order that has left.
func TestAReleasedHoldIsHeldAnew(t *testing.T) {
	s := apptest.New(t)
	sh := s.Packed(t, apptest.Want{SKU: "MUG", Qty: 1})
	id, err := s.Hold(t.Context(), apptest.Anna, data.NewOp("hold", 1), sh.OrderID, "wish", "birthday", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	release := data.NewOp("release hold", 1)
	if err := s.ReleaseHold(t.Context(), apptest.Anna, release, id, "asked"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndoOp(t.Context(), apptest.Anna, release); err != nil {
		t.Fatal(err)
	}
	d, err := s.Order(t.Context(), sh.OrderID)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Holds) != 2 || !d.Holds[0].ReleasedAt.Set() || d.Holds[1].ReleasedAt.Set() || d.Holds[1].Reason != "birthday" {
		t.Fatalf("the holds are %+v", d.Holds)
	}
	again := data.NewOp("release hold", 2)
	if err := s.ReleaseHold(t.Context(), apptest.Anna, again, d.Holds[1].ID, "asked"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.HandOver(t.Context(), apptest.Anna, data.NewOp("hand over", 1), []int64{sh.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndoOp(t.Context(), apptest.Anna, again); data.KindOf(err) != data.KindRefused {
		t.Errorf("the hold of an order that has left came back: %v", err)
	}
	balanced(t, s)
}

// What was cancelled when the order was placed stays so when a later
// cancellation is taken back.
func TestAnOrderTakenBackLeavesWhatWasCancelledBefore(t *testing.T) {
	s := apptest.New(t)
	req := app.OrderRequest{CustomerID: s.Customer.ID, Backorder: "cancel", AcceptShort: true, Lines: lines(s, apptest.Want{SKU: "LAMP", Qty: 5})}
	placed, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", req), req)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CancelOrder(t.Context(), apptest.Anna, data.NewOp("cancel", 1), placed.OrderID, "wrong button"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndoLast(t.Context(), apptest.Anna); err != nil {
		t.Fatal(err)
	}
	d, err := s.Order(t.Context(), placed.OrderID)
	if err != nil {
		t.Fatal(err)
	}
	if l := d.Lines[0]; l.Allocated != 3 || l.Cancelled != 2 || l.Backordered != 0 {
		t.Errorf("three lamps were promised and two cancelled; now %d are promised, %d cancelled, %d wait", l.Allocated, l.Cancelled, l.Backordered)
	}
	balanced(t, s)
}

// Goods that come in, however they do, are planned for who waited for them, so
// that the order can be released.
func TestWhatComesInIsPlannedForWhoWaits(t *testing.T) {
	for how, do := range map[string]func(s *apptest.Shop, first app.Placed) error{
		"booked in": func(s *apptest.Shop, _ app.Placed) error {
			return s.ReceiveStock(t.Context(), apptest.Anna, data.NewOp("receive", 1), s.Products["LAMP"].ID, s.Places["A-02-1"], 2, "came in")
		},
		"corrected": func(s *apptest.Shop, _ app.Placed) error {
			return s.Adjust(t.Context(), apptest.Anna, data.NewOp("adjust", 1), s.Products["LAMP"].ID, s.Places["A-02-1"], 2, "found")
		},
		"given up by another order": func(s *apptest.Shop, first app.Placed) error {
			return s.CancelOrder(t.Context(), apptest.Anna, data.NewOp("cancel", 1), first.OrderID, "no more")
		},
	} {
		t.Run(how, func(t *testing.T) {
			s := apptest.New(t)
			place := func() app.Placed {
				req := app.OrderRequest{CustomerID: s.Customer.ID, AcceptShort: true, Payment: &app.PaymentRequest{Method: "cash"}, Lines: lines(s, apptest.Want{SKU: "LAMP", Qty: 2})}
				placed, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", req), req)
				if err != nil {
					t.Fatal(err)
				}
				return placed
			}
			first, second := place(), place()
			if err := do(s, first); err != nil {
				t.Fatal(err)
			}
			r, err := s.ReleaseOrders(t.Context(), apptest.Anna, data.NewOp("release", 1), []int64{second.OrderID})
			if err != nil || len(r.Done) != 1 {
				t.Fatalf("released %+v, %v", r, err)
			}
			if b, err := s.Bench(t.Context(), r.Done[0]); err != nil || b.Units != 2 {
				t.Errorf("the shipment carries %d lamps (%v), want 2", b.Units, err)
			}
			balanced(t, s)
		})
	}
}

// What a cancelled order is asked to pay is nothing; money that comes in late
// is written with its amount, and given back.
func TestACancelledOrderOwesNothing(t *testing.T) {
	s := apptest.New(t)
	req := app.OrderRequest{CustomerID: s.Customer.ID, Lines: []app.LineRequest{{ProductID: s.Products["MUG"].ID, Qty: 1}}}
	p, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", req), req)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CancelOrder(t.Context(), apptest.Anna, data.NewOp("cancel order", 1), p.OrderID, "changed her mind"); err != nil {
		t.Fatal(err)
	}
	err = s.TakePayment(t.Context(), apptest.Anna, data.NewOp("payment", 1), p.OrderID, app.PaymentRequest{Method: "cash"})
	if data.KindOf(err) != data.KindInvalid {
		t.Errorf("the whole total was taken: %v", err)
	}
	if err := s.TakePayment(t.Context(), apptest.Anna, data.NewOp("payment", 2), p.OrderID, app.PaymentRequest{Method: "bank", Reference: "late", Amount: p.Total}); err != nil {
		t.Errorf("money that came late could not be written: %v", err)
	}
}

// Half an order has left and the rest is cancelled: the customer pays for what
// left, and what was paid for the rest is owed back (domain 4.10).
func TestCancellingTheRestOwesItsMoneyBack(t *testing.T) {
	s := apptest.New(t)
	req := app.OrderRequest{CustomerID: s.Customer.ID, AcceptShort: true, Backorder: "part", Payment: &app.PaymentRequest{Method: "cash"},
		Lines: []app.LineRequest{{ProductID: s.Products["MUG"].ID, Qty: 1}, {ProductID: s.Products["LAMP"].ID, Qty: 5}}} // two lamps are missing
	p, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", req), req)
	if err != nil {
		t.Fatal(err)
	}
	if err := apptest.Send(t.Context(), s.Shop, []int64{p.ShipmentID}); err != nil {
		t.Fatal(err)
	}
	now := func() data.Order {
		d, err := s.Order(t.Context(), p.OrderID)
		if err != nil {
			t.Fatal(err)
		}
		return d.Order
	}
	before := now()
	op := data.NewOp("cancel order", 1)
	if err := s.CancelOrder(t.Context(), apptest.Anna, op, p.OrderID, "waits too long"); err != nil {
		t.Fatal(err)
	}
	if o := now(); o.Goods != before.Goods-2*s.Products["LAMP"].Price || o.Total >= before.Total || o.PayStatus != data.PayOver && o.PayStatus != data.PayRefundDue {
		t.Errorf("the rest is cancelled: goods %d of %d, total %d of %d, %s", o.Goods, before.Goods, o.Total, before.Total, o.PayStatus)
	}
	if _, err := s.UndoOp(t.Context(), apptest.Anna, op); err != nil {
		t.Fatal(err)
	}
	if o := now(); o.Sums() != before.Sums() || o.PayStatus != before.PayStatus {
		t.Errorf("taken back, it comes to %+v, %s; want %+v, %s", o.Sums(), o.PayStatus, before.Sums(), before.PayStatus)
	}
}
