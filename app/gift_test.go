package app_test

import (
	"context"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
	"packbench/data/datatest"
)

// giftShop is the small shop with gifts: a bowl brings a mug, and goods of £30 a
// card.
func giftShop(t *testing.T) *apptest.Shop {
	t.Helper()
	s := apptest.New(t)
	if err := s.Store.Write(t.Context(), apptest.Anna, data.NewOp("gift rules", 1), func(ctx context.Context, tx *data.Tx) (any, error) {
		for _, r := range []data.GiftRule{
			{Name: "a mug with a bowl", TriggerProduct: s.Products["BOWL"].ID, GiftProduct: s.Products["MUG"].ID},
			{Name: "a card from £30", MinGoods: 3000, GiftProduct: s.Products["CARD"].ID},
		} {
			if _, err := tx.AddGiftRule(ctx, r); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}, nil); err != nil {
		t.Fatal(err)
	}
	return s
}

// ordered places a paid order.
func ordered(t *testing.T, s *apptest.Shop, backorder string, wants ...apptest.Want) app.Detail {
	t.Helper()
	req := app.OrderRequest{CustomerID: s.Customer.ID, AcceptShort: true, Backorder: backorder, Payment: &app.PaymentRequest{Method: "cash"}}
	for _, w := range wants {
		req.Lines = append(req.Lines, app.LineRequest{ProductID: s.Products[w.SKU].ID, Qty: w.Qty})
	}
	placed, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", req), req)
	if err != nil {
		t.Fatal(err)
	}
	return order(t, s, placed.OrderID)
}

// lineOf finds a line of an order by its product, a gift or not.
func lineOf(t *testing.T, d app.Detail, sku data.SKU, gift bool) data.OrderLine {
	t.Helper()
	for _, l := range d.Lines {
		if l.SKU == sku && l.Gift == gift && l.ParentID == 0 {
			return l
		}
	}
	t.Fatalf("order %d has no line of %s (gift: %v)", d.Order.Number, sku, gift)
	return data.OrderLine{}
}

func free(t *testing.T, s *apptest.Shop, sku data.SKU) data.Quantity {
	t.Helper()
	g, err := s.Goods(t.Context(), s.Products[sku].ID)
	if err != nil {
		t.Fatal(err)
	}
	return g.Have
}

func cutLine(t *testing.T, s *apptest.Shop, l data.OrderLine, q data.Quantity) {
	t.Helper()
	if err := s.CutLine(t.Context(), apptest.Anna, data.NewOp("cut", l.ID), l.ID, q, "wants fewer"); err != nil {
		t.Fatal(err)
	}
	checked(t, s)
}

// Domain 4.12: a gift goes when what brought it goes.
func TestAGiftGoesWithWhatBroughtIt(t *testing.T) {
	datatest.Alone(t)
	for _, c := range []struct {
		name  string
		wants []apptest.Want
		cut   apptest.Want
		gift  data.SKU
		stays bool
	}{
		{"the only bowl", []apptest.Want{{SKU: "BOWL", Qty: 1}, {SKU: "LAMP", Qty: 1}}, apptest.Want{SKU: "BOWL", Qty: 1}, "MUG", false},
		{"one bowl of two", []apptest.Want{{SKU: "BOWL", Qty: 2}, {SKU: "LAMP", Qty: 1}}, apptest.Want{SKU: "BOWL", Qty: 1}, "MUG", true},
		{"something beside the bowl", []apptest.Want{{SKU: "BOWL", Qty: 1}, {SKU: "LAMP", Qty: 1}}, apptest.Want{SKU: "LAMP", Qty: 1}, "MUG", true},
		{"goods below £30", []apptest.Want{{SKU: "LAMP", Qty: 1}, {SKU: "MUG", Qty: 2}}, apptest.Want{SKU: "MUG", Qty: 2}, "CARD", false},
		{"goods that stay above £30", []apptest.Want{{SKU: "LAMP", Qty: 1}, {SKU: "MUG", Qty: 2}}, apptest.Want{SKU: "MUG", Qty: 1}, "CARD", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := giftShop(t)
			mugs := free(t, s, "MUG")
			d := ordered(t, s, "wait", c.wants...)
			cutLine(t, s, lineOf(t, d, c.cut.SKU, false), c.cut.Qty)
			d = order(t, s, d.Order.ID)
			gift := lineOf(t, d, c.gift, true)
			if stays := gift.Cancelled == 0; stays != c.stays {
				t.Errorf("of the gift %d of %d are cancelled, want it to stay: %v", gift.Cancelled, gift.Qty, c.stays)
			}
			held := data.Quantity(0)
			for _, l := range d.Lines {
				if l.SKU == "MUG" {
					held += l.Allocated
				}
			}
			if got := free(t, s, "MUG"); got != mugs-held {
				t.Errorf("%d mugs can be sold, want %d", got, mugs-held)
			}
			for _, sh := range d.Shipments {
				for _, l := range sh.Lines {
					if !sh.VoidedAt.Set() && l.OrderLineID == gift.ID && l.Qty > 0 && !c.stays {
						t.Errorf("shipment %s still carries the gift", sh.Number)
					}
				}
			}
			undone(t, s, lastTitle(t, s))
			again := order(t, s, d.Order.ID)
			if g := lineOf(t, again, c.gift, true); g.Cancelled != 0 || g.Backordered != 0 {
				t.Errorf("taken back, the gift is %+v", g)
			}
		})
	}
}

func lastTitle(t *testing.T, s *apptest.Shop) (title string) {
	t.Helper()
	if err := s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		o, err := v.LastUndoable(ctx, apptest.Anna.User)
		title = o.Title
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return title
}

func TestAGiftThatIsPickedIsPutBackWhenItGoes(t *testing.T) {
	s := giftShop(t)
	d := ordered(t, s, "wait", apptest.Want{SKU: "BOWL", Qty: 1}, apptest.Want{SKU: "LAMP", Qty: 1})
	if r, err := s.ReleaseOrders(t.Context(), apptest.Anna, data.NewOp("release", 1), []int64{d.Order.ID}); err != nil || len(r.Done) != 1 {
		t.Fatalf("released %+v, %v", r, err)
	}
	built, err := s.BuildPickLists(t.Context(), apptest.Anna, data.NewOp("list", 1), app.PickRequest{Shipments: []int64{d.Shipments[0].ID}, Method: "single"})
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.Walk(t.Context(), built.Lists[0].Number)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range w.Lines {
		if l.SKU == "MUG" {
			if _, err := s.ConfirmPicks(t.Context(), apptest.Anna, data.NewOp("pick", l.ID), []app.PickConfirm{{LineID: l.ID, Picked: l.Qty}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	cutLine(t, s, lineOf(t, d, "BOWL", false), 1)
	if got := s.OnHand(t, "MUG", data.PlacePacking); got != 0 {
		t.Errorf("%d mugs are left at the packing bench", got)
	}
	d = order(t, s, d.Order.ID)
	if g := lineOf(t, d, "MUG", true); g.Cancelled != 1 {
		t.Errorf("the gift is %+v", g)
	}
	live := 0
	for _, sh := range d.Shipments {
		if !sh.VoidedAt.Set() {
			live++
		}
	}
	if live != 1 || d.Order.Stage != data.Ready {
		t.Errorf("the rest is in %d shipments, the order is %s", live, d.Order.Stage)
	}
}

func TestAnOrderThatIsCutCostsLess(t *testing.T) {
	s := apptest.New(t)
	// Two mugs of £5 and a lamp of £25 with 20 % tax, post of its own price.
	req := app.OrderRequest{CustomerID: s.Customer.ID, Discount: 350, Lines: []app.LineRequest{{ProductID: s.Products["MUG"].ID, Qty: 2}, {ProductID: s.Products["LAMP"].ID, Qty: 1}}}
	placed, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", 1), req)
	if err != nil {
		t.Fatal(err)
	}
	before := order(t, s, placed.OrderID).Order
	cutLine(t, s, lineOf(t, order(t, s, placed.OrderID), "MUG", false), 1)
	after := order(t, s, placed.OrderID).Order
	// Of £35 with £3.50 off, the tax was £6.30; of £30 with as much off it is £5.30.
	if after.Goods != 3000 || after.Discount != 350 || after.Postage != before.Postage || after.Tax != before.Tax-100 || after.Total != before.Total-600 || after.Units != 2 {
		t.Errorf("goods %s, discount %s, postage %s, tax %s, total %s, %d units; before tax %s, total %s", after.Goods, after.Discount, after.Postage, after.Tax, after.Total, after.Units, before.Tax, before.Total)
	}
	undone(t, s, lastTitle(t, s))
	if again := order(t, s, placed.OrderID).Order; again.Sums() != before.Sums() {
		t.Errorf("taken back it comes to %+v, and had come to %+v", again.Sums(), before.Sums())
	}
}

func TestWhatMayNotBeCut(t *testing.T) {
	s := apptest.New(t)
	d := ordered(t, s, "wait", apptest.Want{SKU: "SET", Qty: 1}, apptest.Want{SKU: "BOWL", Qty: 2})
	set, bowl := lineOf(t, d, "SET", false), lineOf(t, d, "BOWL", false)
	var part data.OrderLine
	for _, l := range d.Lines {
		if l.ParentID == set.ID {
			part = l
		}
	}
	for _, c := range []struct {
		name string
		line int64
		qty  data.Quantity
		kind data.Kind
	}{
		{"a part of a kit", part.ID, 1, data.KindRefused}, {"nothing", bowl.ID, 0, data.KindInvalid}, {"more than there is", bowl.ID, 3, data.KindInvalid}, {"a line that is not there", 999, 1, data.KindNotFound},
	} {
		if err := s.CutLine(t.Context(), apptest.Anna, data.NewOp("cut", c.name), c.line, c.qty, ""); data.KindOf(err) != c.kind {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	cutLine(t, s, set, 1)
	if l := lineOf(t, order(t, s, d.Order.ID), "SET", false); l.Cancelled != 1 {
		t.Errorf("the kit is %+v", l)
	}
	if err := s.CutLine(t.Context(), apptest.Anna, data.NewOp("cut", "all"), bowl.ID, 2, ""); data.KindOf(err) != data.KindRefused {
		t.Errorf("the last units of the order were cut: %v", err)
	}
	checked(t, s)
}

func TestWhoWantsNoBackordersPaysForWhatIsThereAndGetsNoGiftForTheRest(t *testing.T) {
	s := giftShop(t)
	d := ordered(t, s, "cancel", apptest.Want{SKU: "LAMP", Qty: 5}, apptest.Want{SKU: "MUG", Qty: 1})
	if o := d.Order; o.Goods != 3*2500+500 || o.Units != 4+1 || o.PayStatus != data.PayPaid || o.Paid != o.Total {
		t.Errorf("3 of 5 lamps and a mug come to %s, %d units, %s (%s of %s)", o.Goods, o.Units, o.PayStatus, o.Paid, o.Total)
	}
	// All bowls are gone: an order of bowls and a lamp brings no mug.
	ordered(t, s, "wait", apptest.Want{SKU: "BOWL", Qty: 20})
	d = ordered(t, s, "cancel", apptest.Want{SKU: "BOWL", Qty: 2}, apptest.Want{SKU: "MUG", Qty: 1})
	if g := lineOf(t, d, "MUG", true); g.Cancelled != 1 {
		t.Errorf("bowls that are not sent brought %+v", g)
	}
	d = ordered(t, s, "cancel", apptest.Want{SKU: "BOWL", Qty: 2})
	if d.Order.Stage != data.CancelledOut || !d.Order.CancelledAt.Set() || len(d.Payments) != 0 {
		t.Errorf("an order of nothing that is there is %s, with %d payments", d.Order.Stage, len(d.Payments))
	}
	checked(t, s)
}
