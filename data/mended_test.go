package data_test

import (
	"context"
	"strings"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// Each test is a case that the shop once got wrong.

func TestAKitThatLostAPartGetsItBack(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.set, 1})
	s.do("correct", func(ctx context.Context, tx *data.Tx) error { return tx.Adjust(ctx, s.lamp.ID, s.binA2, -3, "broken") })
	if _, lines := s.order(o.ID); lines[0].Backordered != 1 || lines[1].Allocated != 2 {
		t.Fatalf("without lamps the set has %+v", lines)
	}
	s.do("book in", func(ctx context.Context, tx *data.Tx) error { return tx.BookIn(ctx, s.lamp.ID, s.binA2, 1, "came in") })
	if _, lines := s.order(o.ID); lines[0].Allocated != 1 {
		t.Errorf("the lamp came in, and the set still waits for %d", lines[0].Backordered)
	}
	s.balanced()
}

func TestEveryShipmentOfALineGivesUpWhatItLoses(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.lamp, 5})
	first := s.plan(o.ID)
	s.do("book in", func(ctx context.Context, tx *data.Tx) error { return tx.BookIn(ctx, s.lamp.ID, s.binA2, 2, "came in") })
	_, lines := s.order(o.ID)
	s.do("plan the rest", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.PlanShipment(ctx, data.ShipmentPlan{OrderID: o.ID, AddressGrade: "ok", Carrier: "Parcel", Service: "48",
			Lines: []data.PlannedLine{{OrderLineID: lines[0].ID, Qty: 2}}, Parcels: []data.PlannedParcel{{Box: s.box, Weight: 1200, Contents: map[int]data.Quantity{0: 2}}}})
		return err
	})
	s.do("correct", func(ctx context.Context, tx *data.Tx) error { return tx.Adjust(ctx, s.lamp.ID, s.binA2, -4, "broken") })
	s.read(func(ctx context.Context, v *data.View) error {
		left, err := v.ShipmentLines(ctx, first.ID)
		if err == nil && left[0].Qty != 1 {
			t.Errorf("the first shipment still carries %d of the one lamp that is left", left[0].Qty)
		}
		return err
	})
	s.balanced()
}

func TestWhatIsInNoShipmentIsLostFirst(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.lamp, 5})
	sh := s.plan(o.ID)
	s.label(sh.ID)
	s.do("book in", func(ctx context.Context, tx *data.Tx) error { return tx.BookIn(ctx, s.lamp.ID, s.binA2, 2, "came in") })
	s.do("correct", func(ctx context.Context, tx *data.Tx) error { return tx.Adjust(ctx, s.lamp.ID, s.binA2, -2, "broken") })
	s.read(func(ctx context.Context, v *data.View) error {
		now, err := v.Shipment(ctx, sh.ID)
		if !now.LabelledAt.Set() {
			t.Error("a label was voided whose parcel lost nothing")
		}
		return err
	})
	s.balanced()
}

func TestPickersAreSentElsewhereWhenABinLosesItsGoods(t *testing.T) {
	s := newShop(t)
	s.do("a second bin", func(ctx context.Context, tx *data.Tx) error { return tx.Transfer(ctx, s.mug.ID, s.binA1, s.binA2, 6) })
	o := s.place(want{s.mug, 4})
	sh := s.plan(o.ID)
	s.pay(o.ID, o.Total)
	s.label(sh.ID)
	s.release(sh.ID)
	l := s.list(sh.ID) // all four from A-1
	s.do("correct", func(ctx context.Context, tx *data.Tx) error { return tx.Adjust(ctx, s.mug.ID, s.binA1, -3, "broken") })
	at := map[int64]data.Quantity{}
	s.read(func(ctx context.Context, v *data.View) error {
		lines, err := v.PickLines(ctx, l.ID)
		for _, p := range lines {
			if p.State == "open" {
				at[p.LocationID] += p.Qty
			}
		}
		return err
	})
	if at[s.binA1] != 1 || at[s.binA2] != 3 {
		t.Errorf("the list asks for %d at A-1 and %d at A-2, want 1 and 3", at[s.binA1], at[s.binA2])
	}
	s.pickAll(l.ID)
	s.balanced()
}

func TestACaptureTakenBackLeavesItsAuthorisation(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.mug, 1})
	var auth, captured int64
	add := func(p data.Payment) (id int64) {
		t.Helper()
		p.OrderID, p.Method, p.Amount, p.Reference = o.ID, "card", o.Total, "T-1"
		s.do(p.Kind, func(ctx context.Context, tx *data.Tx) (err error) { id, err = tx.AddPayment(ctx, p); return err })
		return id
	}
	auth = add(data.Payment{Kind: data.Authorised})
	captured = add(data.Payment{Kind: data.Captured, Reverses: auth})
	add(data.Payment{Kind: data.Voided, Reverses: captured})
	if got, _ := s.order(o.ID); got.PayStatus != data.PayAuthorised || got.Authorised != o.Total || got.Paid != 0 {
		t.Errorf("the order is %s: %s paid, %s authorised", got.PayStatus, got.Paid, got.Authorised)
	}
	captured = add(data.Payment{Kind: data.Captured, Reverses: auth})
	s.do("cancel", func(ctx context.Context, tx *data.Tx) error { return tx.CancelOrder(ctx, o.ID, "changed her mind") })
	add(data.Payment{Kind: data.Voided, Reverses: captured})
	if got, _ := s.order(o.ID); got.Authorised != 0 {
		t.Errorf("a cancelled order has %s authorised", got.Authorised)
	}
	refused(t, s.try("authorise", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.AddPayment(ctx, data.Payment{OrderID: o.ID, Kind: data.Authorised, Method: "card", Amount: 1, Reference: "T-2"})
		return err
	}), "payment")
	s.balanced()
}

func TestAPaymentIsNotTakenBackUnderItsRefund(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.mug, 1})
	var paid int64
	s.do("pay and refund", func(ctx context.Context, tx *data.Tx) (err error) {
		if paid, err = tx.AddPayment(ctx, data.Payment{OrderID: o.ID, Kind: data.Captured, Method: "cash", Amount: 500}); err != nil {
			return err
		}
		_, err = tx.AddPayment(ctx, data.Payment{OrderID: o.ID, Kind: data.Refunded, Method: "cash", Amount: 200})
		return err
	})
	err := s.try("take back", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.AddPayment(ctx, data.Payment{OrderID: o.ID, Kind: data.Voided, Method: "cash", Amount: 500, Reverses: paid})
		return err
	})
	refused(t, err, "payment")
	if !strings.Contains(err.Error(), "refund") {
		t.Errorf("it says %q", err)
	}
}

// A customer's orders on terms share one credit: the first come has it, and
// what changes for one changes for all.
func TestAnOrderThatHadCreditKeepsIt(t *testing.T) {
	s := newShop(t)
	s.do("terms", func(ctx context.Context, tx *data.Tx) error {
		c, err := tx.Customer(ctx, s.customer.ID)
		if err != nil {
			return err
		}
		c.TermsDays, c.CreditLimit = 30, 1000
		return tx.SetCustomer(ctx, c)
	})
	onTerms := func(qty data.Quantity) (o data.Order) {
		s.do("place", func(ctx context.Context, tx *data.Tx) (err error) {
			o, _, err = tx.PlaceOrder(ctx, data.NewOrder{ChannelID: 1, CustomerID: s.customer.ID, ShipTo: s.address.ShipTo(), Currency: "GBP", OnTerms: true, Lines: []data.NewLine{{Product: s.mug, Qty: qty, Price: 500}}})
			return err
		})
		return o
	}
	first, second := onTerms(1), onTerms(2)
	s.stage(first.ID, data.Ready)
	s.stage(second.ID, data.Unpaid)
	s.balanced()
	s.pay(first.ID, first.Total)
	s.stage(second.ID, data.Ready)
	s.balanced()
	s.do("less credit", func(ctx context.Context, tx *data.Tx) error {
		c, err := tx.Customer(ctx, s.customer.ID)
		if err != nil {
			return err
		}
		c.CreditLimit = 900
		return tx.SetCustomer(ctx, c)
	})
	s.stage(second.ID, data.Unpaid)
	s.balanced()
}

func TestWhatIsGoneIsNotTakenBackFromTheFloor(t *testing.T) {
	s := newShop(t)
	_, sh := packed(s)
	unrelease := func(ctx context.Context, tx *data.Tx) error { return tx.Unrelease(ctx, sh.ID) }
	refused(t, s.try("undo release", unrelease), "undo")
	s.do("hand over", func(ctx context.Context, tx *data.Tx) error { _, err := tx.HandOver(ctx, sh.ID); return err })
	refused(t, s.try("undo release", unrelease), "domain 4.15")
	refused(t, s.try("undo label", func(ctx context.Context, tx *data.Tx) error { return tx.Unlabel(ctx, sh.ID) }), "domain 4.15")
	_, sh = atTheBench(s)
	s.do("void", func(ctx context.Context, tx *data.Tx) error { return tx.VoidShipment(ctx, sh.ID, "wrong") })
	for name, fn := range map[string]func(ctx context.Context, tx *data.Tx) error{
		"undo release": unrelease,
		"undo label":   func(ctx context.Context, tx *data.Tx) error { return tx.Unlabel(ctx, sh.ID) },
		"unpack":       func(ctx context.Context, tx *data.Tx) error { return tx.Unpack(ctx, sh.ID) },
	} {
		if err := s.try(name, fn); data.KindOf(err) != data.KindRefused {
			t.Errorf("%s of a shipment that was taken back: %v", name, err)
		}
	}
	s.balanced()
}

func TestAnotherBufferIsToldAtOnce(t *testing.T) {
	s := newShop(t)
	for _, buffer := range []data.Quantity{0, 4} {
		s.do("channel", func(ctx context.Context, tx *data.Tx) error {
			id, err := tx.PutChannel(ctx, data.Channel{Code: "etsy", Name: "Etsy", Kind: "etsy", Buffer: buffer})
			if err != nil || buffer > 0 {
				return err
			}
			return tx.ListProduct(ctx, id, s.mug.ID, "", -1)
		})
	}
	s.balanced()
	s.read(func(ctx context.Context, v *data.View) error {
		c, err := v.ChannelByCode(ctx, "etsy")
		if err != nil {
			return err
		}
		owed, err := v.OutboxOf(ctx, c.ID)
		if len(owed) != 1 || !strings.Contains(owed[0].Payload, `"available":6`) {
			t.Errorf("etsy is owed %+v, want 6 mugs", owed)
		}
		return err
	})
}

// A picker misses what somebody has just counted: the count stands, and what it
// found is there again when it is posted; the bin is counted once more.
func TestAShortPickAfterACountLeavesTheCount(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.mug, 2})
	sh := s.plan(o.ID)
	s.pay(o.ID, o.Total)
	s.label(sh.ID)
	s.release(sh.ID)
	l := s.list(sh.ID)
	var c data.Count
	s.do("count", func(ctx context.Context, tx *data.Tx) (err error) {
		if c, err = tx.RequestCount(ctx, "A-1", true, []data.CountPlace{{ProductID: s.mug.ID, LocationID: s.binA1}}); err != nil {
			return err
		}
		lines, err := tx.CountLines(ctx, c.ID)
		if err != nil {
			return err
		}
		_, err = tx.EnterCount(ctx, lines[0].ID, 10)
		return err
	})
	var res data.PickResult
	s.do("short pick", func(ctx context.Context, tx *data.Tx) error {
		lines, err := tx.PickLines(ctx, l.ID)
		if err != nil {
			return err
		}
		res, err = tx.PickLine(ctx, lines[0].ID, 0)
		return err
	})
	s.do("post", func(ctx context.Context, tx *data.Tx) error {
		again, err := tx.Queries.CountLine(ctx, res.CountLine)
		if err == nil && again.CountID == c.ID {
			t.Error("no second count was asked for")
		}
		if _, err := tx.FinishCounting(ctx, c.ID, false); err != nil {
			return err
		}
		_, err = tx.PostCount(ctx, c.ID) // nothing differs, so no reason is needed
		return err
	})
	if got := s.available(s.mug); got != 8 {
		t.Errorf("%d mugs can be sold, want 8: ten were counted and two are promised", got)
	}
	s.balanced()
}

func TestWhatIsPutAwayIsNotUnreceived(t *testing.T) {
	s := newShop(t)
	var r data.Receipt
	var op int64
	s.do("receive", func(ctx context.Context, tx *data.Tx) (err error) {
		if r, err = tx.ExpectReceipt(ctx, "Pottery", "PO-1", 0, map[int64]data.Quantity{s.mug.ID: 3}); err != nil {
			return err
		}
		op = tx.Op()
		return tx.Receive(ctx, r.ID, s.mug.ID, 3)
	})
	s.do("receive and put away others", func(ctx context.Context, tx *data.Tx) error {
		if err := tx.Receive(ctx, r.ID, s.mug.ID, 1); err != nil {
			return err
		}
		_, err := tx.PutAway(ctx, r.ID, s.mug.ID, s.binA1, 2)
		return err
	})
	s.do("more at receiving", func(ctx context.Context, tx *data.Tx) error {
		other, err := tx.ExpectReceipt(ctx, "Pottery", "PO-2", 0, map[int64]data.Quantity{s.mug.ID: 5})
		if err != nil {
			return err
		}
		return tx.Receive(ctx, other.ID, s.mug.ID, 5)
	})
	refused(t, s.try("undo", func(ctx context.Context, tx *data.Tx) error { return tx.UndoReceiving(ctx, op) }), "undo")
	s.balanced()
}

// What becomes free goes to who waits for it, however it became free.
func TestWhatBecomesFreeGoesToWhoWaits(t *testing.T) {
	datatest.Alone(t)
	for _, c := range []struct {
		how string
		do  func(s *shop, first data.Order) func(ctx context.Context, tx *data.Tx) error
	}{
		{"another order is cancelled", func(s *shop, first data.Order) func(ctx context.Context, tx *data.Tx) error {
			return func(ctx context.Context, tx *data.Tx) error { return tx.CancelOrder(ctx, first.ID, "no") }
		}},
		{"it is moved to a shelf from where it could not be sold", func(s *shop, _ data.Order) func(ctx context.Context, tx *data.Tx) error {
			return func(ctx context.Context, tx *data.Tx) error {
				r, err := tx.ExpectReceipt(ctx, "", "", 0, map[int64]data.Quantity{s.lamp.ID: 2})
				if err != nil {
					return err
				}
				if err := tx.Receive(ctx, r.ID, s.lamp.ID, 2); err != nil {
					return err
				}
				at, err := tx.Place(ctx, data.PlaceReceiving)
				if err != nil {
					return err
				}
				return tx.Transfer(ctx, s.lamp.ID, at.ID, s.binA2, 2)
			}
		}},
		{"it is found", func(s *shop, _ data.Order) func(ctx context.Context, tx *data.Tx) error {
			return func(ctx context.Context, tx *data.Tx) error { return tx.Adjust(ctx, s.lamp.ID, s.binA2, 2, "found") }
		}},
	} {
		t.Run(c.how, func(t *testing.T) {
			s := newShop(t)
			first, second := s.place(want{s.lamp, 3}), s.place(want{s.lamp, 2})
			if _, lines := s.order(second.ID); lines[0].Backordered != 2 {
				t.Fatalf("the second order has %+v", lines)
			}
			s.do(c.how, c.do(s, first))
			if _, lines := s.order(second.ID); lines[0].Allocated != 2 {
				t.Errorf("the second order still waits for %d", lines[0].Backordered)
			}
			s.balanced()
		})
	}
}
