package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
	"packbench/data/datatest"
)

// seen is what people see of a shop with one order: where everything lies, how
// far each line is, the money, what holds it, the parcels, and the lists.
type seen struct {
	Order     data.OrderStage
	Pay       data.PayStatus
	Paid      data.Money
	Allowed   data.Money // authorised
	Street    string
	Lines     []string
	Holds     []string // open
	Shipments []string // not voided
	Lists     []string // not cancelled, with what they still ask for
	Stock     []string
	Free      []data.Quantity
}

func look(t *testing.T, s *apptest.Shop, order int64) (v seen) {
	t.Helper()
	d, err := s.Order(t.Context(), order)
	if err != nil {
		t.Fatal(err)
	}
	v.Order, v.Pay, v.Paid, v.Allowed, v.Street = d.Order.Stage, d.Order.PayStatus, d.Order.Paid, d.Order.Authorised, d.Order.ShipStreet1
	for _, l := range d.Lines {
		v.Lines = append(v.Lines, fmt.Sprint(l.SKU, l.Qty, l.Cancelled, l.Backordered, l.Allocated, l.Picked, l.Packed, l.Shipped, l.Returned))
	}
	for _, h := range d.Holds {
		if !h.ReleasedAt.Set() {
			v.Holds = append(v.Holds, h.Kind+" "+h.Reason)
		}
	}
	for _, sh := range d.Shipments {
		if sh.VoidedAt.Set() {
			continue
		}
		in := []string{fmt.Sprint(sh.Stage, sh.Carrier, sh.Service, sh.LabelledAt.Set(), sh.Fingerprint, sh.ReleasedAt.Set(), sh.Override, sh.OverrideBy, sh.PackedAt.Set(), sh.PackOverride, sh.Exception)}
		for _, p := range sh.Parcels {
			in = append(in, fmt.Sprint(p.BoxCode, p.WeightG))
		}
		for _, l := range sh.Lines {
			in = append(in, fmt.Sprint(l.SKU, l.Qty, l.Picked, l.Packed))
		}
		v.Shipments = append(v.Shipments, strings.Join(in, "; "))
	}
	err = s.Store.Read(t.Context(), func(ctx context.Context, view *data.View) error {
		for _, stage := range []string{"released", "picking", "done"} {
			lists, err := view.PickListsByStage(ctx, stage, 9)
			if err != nil {
				return err
			}
			for _, l := range lists {
				lines, err := view.PickLines(ctx, l.ID)
				if err != nil {
					return err
				}
				asks := l.Number + " " + l.Stage
				for _, p := range lines {
					if p.State == "open" || p.State == "picked" {
						asks += fmt.Sprint("; ", p.SKU, p.Location, p.Qty, p.Picked)
					}
				}
				v.Lists = append(v.Lists, asks)
			}
		}
		rows, err := view.StockRows(ctx, "", "", 99)
		for _, r := range rows {
			v.Stock = append(v.Stock, fmt.Sprint(r.SKU, r.Bin, r.OnHand, r.Picking))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, sku := range []data.SKU{"MUG", "LAMP", "BOWL", "SET"} {
		g, err := s.Goods(t.Context(), s.Products[sku].ID)
		if err != nil {
			t.Fatal(err)
		}
		v.Free = append(v.Free, g.Have)
	}
	return v
}

func same(t *testing.T, what string, got, want seen) {
	t.Helper()
	a, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent(want, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if string(a) != string(b) {
		t.Errorf("%s\n%s\nwant\n%s", what, a, b)
	}
}

// step is something that is done and taken back: from brings an order to where
// it can be done, do does it under op.
type step struct {
	name string
	from func(t *testing.T, s *apptest.Shop) data.Shipment
	do   func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error
}

var twoMugsAndALamp = []apptest.Want{{SKU: "MUG", Qty: 2}, {SKU: "LAMP", Qty: 1}}

func placedUnpaid(t *testing.T, s *apptest.Shop) data.Shipment {
	t.Helper()
	req := app.OrderRequest{CustomerID: s.Customer.ID, Lines: lines(s, twoMugsAndALamp...)}
	placed, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", req), req)
	if err != nil {
		t.Fatal(err)
	}
	return s.ShipmentByID(t, placed.ShipmentID)
}

func placed(t *testing.T, s *apptest.Shop) data.Shipment {
	t.Helper()
	return s.Placed(t, twoMugsAndALamp...)
}
func labelled(t *testing.T, s *apptest.Shop) data.Shipment {
	t.Helper()
	sh, err := s.Label(t.Context(), apptest.Anna, data.NewOp("label", 0), placed(t, s).ID)
	if err != nil {
		t.Fatal(err)
	}
	return sh
}
func released(t *testing.T, s *apptest.Shop) data.Shipment {
	t.Helper()
	return s.Released(t, twoMugsAndALamp...)
}
func listed(t *testing.T, s *apptest.Shop) data.Shipment {
	t.Helper()
	sh, _ := s.Listed(t, twoMugsAndALamp...)
	return sh
}
func picked(t *testing.T, s *apptest.Shop) data.Shipment {
	t.Helper()
	return s.Picked(t, twoMugsAndALamp...)
}
func packedUp(t *testing.T, s *apptest.Shop) data.Shipment {
	t.Helper()
	return s.Packed(t, twoMugsAndALamp...)
}

// openLines are the pick lines that a shipment's list still asks for.
func openLines(ctx context.Context, s *apptest.Shop) (open []data.PickLinesRow, err error) {
	err = s.Store.Read(ctx, func(ctx context.Context, v *data.View) error {
		lists, err := v.PickListsByStage(ctx, "released", 9)
		if err != nil {
			return err
		}
		for _, l := range lists {
			lines, err := v.PickLines(ctx, l.ID)
			if err != nil {
				return err
			}
			for _, p := range lines {
				if p.State == "open" {
					open = append(open, p)
				}
			}
		}
		return nil
	})
	return open, err
}

func pickAll(ctx context.Context, s *apptest.Shop, op data.Op, _ data.Shipment) error {
	open, err := openLines(ctx, s)
	if err != nil {
		return err
	}
	var picks []app.PickConfirm
	for _, p := range open {
		picks = append(picks, app.PickConfirm{LineID: p.ID, Picked: p.Qty})
	}
	_, err = s.ConfirmPicks(ctx, apptest.Anna, op, picks)
	return err
}

var steps = []step{
	{"a payment", placedUnpaid, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		return s.TakePayment(ctx, apptest.Anna, op, sh.OrderID, app.PaymentRequest{Method: "cash", Amount: 500})
	}},
	{"an authorisation", placedUnpaid, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		return s.TakePayment(ctx, apptest.Anna, op, sh.OrderID, app.PaymentRequest{Kind: data.Authorised, Method: "card", Last4: "4242"})
	}},
	{"a capture", func(t *testing.T, s *apptest.Shop) data.Shipment {
		sh := placedUnpaid(t, s)
		if err := s.TakePayment(t.Context(), apptest.Anna, data.NewOp("authorise", 1), sh.OrderID, app.PaymentRequest{Kind: data.Authorised, Method: "card", Last4: "4242"}); err != nil {
			t.Fatal(err)
		}
		return sh
	}, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		d, err := s.Order(ctx, sh.OrderID)
		if err != nil {
			return err
		}
		return s.Capture(ctx, apptest.Anna, op, d.Payments[0].ID)
	}},
	{"a refund", placed, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		return s.Refund(ctx, apptest.Anna, op, sh.OrderID, app.PaymentRequest{Method: "cash", Amount: 500})
	}},
	{"a hold", placed, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		_, err := s.Hold(ctx, apptest.Anna, op, sh.OrderID, "fraud", "looks odd", time.Time{})
		return err
	}},
	{"the release of a hold", func(t *testing.T, s *apptest.Shop) data.Shipment {
		sh := placed(t, s)
		if _, err := s.Hold(t.Context(), apptest.Anna, data.NewOp("hold", 1), sh.OrderID, "fraud", "looks odd", time.Time{}); err != nil {
			t.Fatal(err)
		}
		return sh
	}, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		d, err := s.Order(ctx, sh.OrderID)
		if err != nil {
			return err
		}
		return s.ReleaseHold(ctx, apptest.Anna, op, d.Holds[0].ID, "asked")
	}},
	{"another address", placed, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		return s.SetShipTo(ctx, apptest.Anna, op, sh.OrderID, data.ShipTo{Name: "Mary Okafor", Street1: "13 Rose Lane", City: "Leeds", Postcode: "LS1 4AP", Country: "GB"})
	}},
	{"a label", placed, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		_, err := s.Label(ctx, apptest.Anna, op, sh.ID)
		return err
	}},
	{"a release to the floor", labelled, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		_, err := s.Release(ctx, apptest.Anna, op, []int64{sh.ID}, "")
		return err
	}},
	{"a release by name", placedUnpaid, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		_, err := s.Release(ctx, apptest.Anna, op, []int64{sh.ID}, "the owner said so")
		return err
	}},
	{"a pick list", released, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		_, err := s.BuildPickLists(ctx, apptest.Anna, op, app.PickRequest{Shipments: []int64{sh.ID}, Method: "single"})
		return err
	}},
	{"picks", listed, pickAll},
	{"packing", picked, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		if _, err := s.Scan(ctx, apptest.Anna, data.NewOp("scan", 1), sh.ID, []data.Scan{{Code: "MUG", Qty: 2}, {Code: "LAMP", Qty: 1}}); err != nil {
			return err
		}
		_, err := s.FinishPacking(ctx, apptest.Anna, op, sh.ID, 0, "")
		return err
	}},
	{"packing by name", picked, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		_, err := s.FinishPacking(ctx, apptest.Anna, op, sh.ID, 0, "the scanner is broken")
		return err
	}},
	{"a cancellation", placed, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
		return s.CancelOrder(ctx, apptest.Anna, op, sh.OrderID, "wrong button")
	}},
}

func stepNamed(name string) step {
	return steps[slices.IndexFunc(steps, func(s step) bool { return s.name == name })]
}

// Domain 4.15: after the undo of any step up to the hand-over everything is as
// it was before it, the history has both, and the books balance.
func TestEveryStepIsTakenBack(t *testing.T) {
	datatest.Alone(t)
	for _, st := range steps {
		t.Run(st.name, func(t *testing.T) {
			s := apptest.New(t)
			sh := st.from(t, s)
			before := look(t, s, sh.OrderID)
			op := data.NewOp(st.name, nil)
			if err := st.do(t.Context(), s, op, sh); err != nil {
				t.Fatal(err)
			}
			if done := look(t, s, sh.OrderID); fmt.Sprint(done) == fmt.Sprint(before) {
				t.Fatal("it changed nothing that anybody sees")
			}
			balanced(t, s)
			undone, err := s.UndoLast(t.Context(), apptest.Anna)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "taken back, the shop is", look(t, s, sh.OrderID), before)
			balanced(t, s)
			bothInHistory(t, s, op, undone)
			if _, err := s.UndoOp(t.Context(), apptest.Anna, op); data.KindOf(err) != data.KindRefused {
				t.Errorf("it was taken back twice: %v", err)
			}
		})
	}
}

func bothInHistory(t *testing.T, s *apptest.Shop, op data.Op, undone app.Undone) {
	t.Helper()
	err := s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		did, err := v.OperationByOpID(ctx, op.ID)
		if err != nil {
			return err
		}
		by, err := v.ReversedBy(ctx, did.ID)
		if err != nil {
			return err
		}
		undo, err := v.Operation(ctx, by)
		if err != nil {
			return err
		}
		if did.Title == "" || undone.Title != did.Title || undo.Title != "Undid: "+did.Title || undo.Reverses != did.ID || undo.Who != "Anna" || undo.Desk == "" {
			t.Errorf("the history says %q and %q by %s", did.Title, undo.Title, undo.Who)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What had begun when an order was cancelled begins anew when the cancellation
// is taken back: the goods were put back and the label is void, so it stands
// where it stood when it was placed.
func TestACancellationTakenBackBeginsAnew(t *testing.T) {
	datatest.Alone(t)
	for name, from := range map[string]func(*testing.T, *apptest.Shop) data.Shipment{"labelled": labelled, "released": released, "on a list": listed, "picked": picked, "packed": packedUp} {
		t.Run(name, func(t *testing.T) {
			s := apptest.New(t)
			fresh := apptest.New(t)
			want := look(t, fresh, placed(t, fresh).OrderID)
			sh := from(t, s)
			if err := s.CancelOrder(t.Context(), apptest.Anna, data.NewOp("cancel", 1), sh.OrderID, "wrong button"); err != nil {
				t.Fatal(err)
			}
			if _, err := s.UndoLast(t.Context(), apptest.Anna); err != nil {
				t.Fatal(err)
			}
			same(t, "taken back, the shop is", look(t, s, sh.OrderID), want)
			balanced(t, s)
		})
	}
}

// A label that another address made void stays void when the address comes
// back: who has it on paper may have thrown it away. All else is as it was.
func TestALabelMadeVoidByAnAddressIsMadeAnew(t *testing.T) {
	s := apptest.New(t)
	sh := placed(t, s)
	want := look(t, s, sh.OrderID)
	if _, err := s.Label(t.Context(), apptest.Anna, data.NewOp("label", 1), sh.ID); err != nil {
		t.Fatal(err)
	}
	if err := stepNamed("another address").do(t.Context(), s, data.NewOp("address", 1), sh); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndoLast(t.Context(), apptest.Anna); err != nil {
		t.Fatal(err)
	}
	same(t, "taken back, the shop is", look(t, s, sh.OrderID), want)
	if r, err := s.Release(t.Context(), apptest.Anna, data.NewOp("release", 1), []int64{sh.ID}, ""); err != nil || len(r.Stopped) != 1 || !strings.Contains(r.Stopped[0].Why, "F9") {
		t.Errorf("without its label it was released: %+v, %v", r, err)
	}
	balanced(t, s)
}

// What stands on something else is taken back after it; what can't be taken
// back says why, and what to do instead.
func TestWhatCannotBeTakenBackSaysWhatToDo(t *testing.T) {
	datatest.Alone(t)
	for _, c := range []struct {
		name string
		from func(*testing.T, *apptest.Shop) data.Shipment
		do   func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error
		then func(ctx context.Context, s *apptest.Shop, sh data.Shipment) error // stands on it
		says string
	}{
		{"a label under a release", placed, stepNamed("a label").do, func(ctx context.Context, s *apptest.Shop, sh data.Shipment) error {
			_, err := s.Release(ctx, apptest.Anna, data.NewOp("release", 1), []int64{sh.ID}, "")
			return err
		}, "undo the release first"},
		{"a release under a pick list", labelled, stepNamed("a release to the floor").do, func(ctx context.Context, s *apptest.Shop, sh data.Shipment) error {
			_, err := s.BuildPickLists(ctx, apptest.Anna, data.NewOp("list", 1), app.PickRequest{Shipments: []int64{sh.ID}, Method: "single"})
			return err
		}, "cancel pick list"},
		{"picks under scans", listed, pickAll, func(ctx context.Context, s *apptest.Shop, sh data.Shipment) error {
			_, err := s.Scan(ctx, apptest.Anna, data.NewOp("scan", 1), sh.ID, []data.Scan{{Code: "MUG", Qty: 2}})
			return err
		}, "undo the packing first"},
		{"a payment under its refund", placedUnpaid, stepNamed("a payment").do, func(ctx context.Context, s *apptest.Shop, sh data.Shipment) error {
			return s.Refund(ctx, apptest.Anna, data.NewOp("refund", 1), sh.OrderID, app.PaymentRequest{Method: "cash", Amount: 100})
		}, "take the refund back first"},
		{"a short pick", listed, func(ctx context.Context, s *apptest.Shop, op data.Op, _ data.Shipment) error {
			open, err := openLines(ctx, s)
			if err != nil {
				return err
			}
			_, err = s.ConfirmPicks(ctx, apptest.Anna, op, []app.PickConfirm{{LineID: open[0].ID, Picked: 0}})
			return err
		}, nil, "count"},
		{"scans", picked, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
			_, err := s.Scan(ctx, apptest.Anna, op, sh.ID, []data.Scan{{Code: "MUG", Qty: 1}})
			return err
		}, nil, "unpack"},
		{"packing under the hand-over", picked, stepNamed("packing by name").do, handOver, "return"},
		{"a hand-over", packedUp, func(ctx context.Context, s *apptest.Shop, op data.Op, sh data.Shipment) error {
			_, err := s.HandOver(ctx, apptest.Anna, op, []int64{sh.ID})
			return err
		}, nil, "return"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := apptest.New(t)
			sh := c.from(t, s)
			op := data.NewOp(c.name, nil)
			if err := c.do(t.Context(), s, op, sh); err != nil {
				t.Fatal(err)
			}
			if c.then != nil {
				if err := c.then(t.Context(), s, sh); err != nil {
					t.Fatal(err)
				}
			}
			before := look(t, s, sh.OrderID)
			_, err := s.UndoOp(t.Context(), apptest.Anna, op)
			if data.KindOf(err) != data.KindRefused || !strings.Contains(err.Error(), c.says) {
				t.Errorf("it says %v, want a refusal with %q", err, c.says)
			}
			same(t, "refused, the shop is", look(t, s, sh.OrderID), before)
			balanced(t, s)
		})
	}
}

func handOver(ctx context.Context, s *apptest.Shop, sh data.Shipment) error {
	r, err := s.HandOver(ctx, apptest.Anna, data.NewOp("hand over", 1), []int64{sh.ID})
	if err == nil && len(r.Done) == 0 {
		return fmt.Errorf("it was stopped: %+v", r.Stopped)
	}
	return err
}

// Domain 3: another address voids the label, and the shipment goes back to
// planned, wherever its goods are. They stay there; with a new label, and
// through the gate, it goes on from where it was.
func TestAnotherAddressOnTheFloorGoesBackToPlanned(t *testing.T) {
	for name, from := range map[string]func(*testing.T, *apptest.Shop) data.Shipment{"released": released, "on a list": listed, "picked": picked, "packed": packedUp} {
		t.Run(name, func(t *testing.T) {
			s := apptest.New(t)
			sh := from(t, s)
			stage := s.ShipmentByID(t, sh.ID).Stage
			if err := stepNamed("another address").do(t.Context(), s, data.NewOp("address", 1), sh); err != nil {
				t.Fatal(err)
			}
			now := s.ShipmentByID(t, sh.ID)
			if now.Stage != data.ShipmentChecked || now.LabelledAt.Set() || now.ReleasedAt.Set() {
				t.Errorf("after the new address it is %s, label %v, released %v", now.Stage, now.LabelledAt, now.ReleasedAt)
			}
			if o, err := s.Order(t.Context(), sh.OrderID); err != nil || o.Order.Stage != data.Ready {
				t.Errorf("its order is %s, %v", o.Order.Stage, err)
			}
			if r, err := s.HandOver(t.Context(), apptest.Anna, data.NewOp("hand over", 1), []int64{sh.ID}); err != nil || len(r.Done) > 0 {
				t.Errorf("it was handed over with the old label: %+v, %v", r, err)
			}
			balanced(t, s)
			if r, err := s.ReleaseOrders(t.Context(), apptest.Anna, data.NewOp("release", 2), []int64{sh.OrderID}); err != nil || len(r.Done) != 1 {
				t.Fatalf("with a new label it was not released: %+v, %v", r, err)
			}
			if now = s.ShipmentByID(t, sh.ID); now.Stage != stage || now.LabelPrints != 2 {
				t.Errorf("it went on as %s with %d labels, want %s", now.Stage, now.LabelPrints, stage)
			}
			balanced(t, s)
		})
	}
}

// A new label made at the bench takes the shipment through the gate by itself;
// what stands there keeps it waiting.
func TestANewLabelAtTheBenchAsksTheGate(t *testing.T) {
	s := apptest.New(t)
	sh := picked(t, s)
	address := stepNamed("another address").do
	if err := address(t.Context(), s, data.NewOp("address", 1), sh); err != nil {
		t.Fatal(err)
	}
	if id, err := s.FindForPacking(t.Context(), "MUG"); err != nil || id != sh.ID {
		t.Errorf("a scanned item found %d, %v", id, err)
	}
	if rows, err := s.AtBench(t.Context(), 10); err != nil || len(rows) != 1 {
		t.Errorf("at the bench lie %+v, %v", rows, err)
	}
	if now, err := s.Label(t.Context(), apptest.Anna, data.NewOp("label", 2), sh.ID); err != nil || now.Stage != data.ShipmentPicked {
		t.Fatalf("with a new label it is %s, %v", now.Stage, err)
	}
	balanced(t, s)
	if _, err := s.UndoLast(t.Context(), apptest.Anna); data.KindOf(err) != data.KindRefused {
		t.Errorf("what is on a pick list was taken from the floor: %v", err)
	}
	if _, err := s.Hold(t.Context(), apptest.Anna, data.NewOp("hold", 1), sh.OrderID, "fraud", "looks odd", time.Time{}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetShipTo(t.Context(), apptest.Anna, data.NewOp("address", 2), sh.OrderID, data.ShipTo{Name: "Mary Okafor", Street1: "15 Rose Lane", City: "Leeds", Postcode: "LS1 4AP", Country: "GB"}); err != nil {
		t.Fatal(err)
	}
	if now, err := s.Label(t.Context(), apptest.Anna, data.NewOp("label", 3), sh.ID); err != nil || now.Stage != data.ShipmentLabelled {
		t.Errorf("held, it is %s, %v", now.Stage, err)
	}
	if _, err := s.Scan(t.Context(), apptest.Anna, data.NewOp("scan", 1), sh.ID, []data.Scan{{Code: "MUG", Qty: 1}}); data.KindOf(err) != data.KindRefused {
		t.Errorf("held, it was packed: %v", err)
	}
	balanced(t, s)
}

// A pick list that was cancelled is taken up again: what had been picked is back
// on its shelves and asked for like the rest; goods that others have taken
// meanwhile are not promised twice.
func TestACancelledPickListIsTakenUpAgain(t *testing.T) {
	for _, back := range []bool{true, false} {
		s := apptest.New(t)
		listed(t, s)
		board, err := s.PickBoard(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		list := board.Open[0]
		walk := func() app.Walk {
			w, err := s.Walk(t.Context(), list.Number)
			if err != nil {
				t.Fatal(err)
			}
			return w
		}
		lines := walk().Lines
		if _, err := s.ConfirmPicks(t.Context(), apptest.Anna, data.NewOp("pick", 1), []app.PickConfirm{{LineID: lines[0].ID, Picked: lines[0].Qty}}); err != nil {
			t.Fatal(err)
		}
		op := data.NewOp("cancel list", back)
		if err := s.CancelPickList(t.Context(), apptest.Anna, op, list.ID, back); err != nil {
			t.Fatal(err)
		}
		if _, err := s.UndoOp(t.Context(), apptest.Anna, op); err != nil {
			t.Fatalf("back %v: %v", back, err)
		}
		now := walk()
		open := data.Quantity(0)
		for _, l := range now.Lines {
			if l.State == "open" {
				open += l.Qty
			}
		}
		if want := map[bool]data.Quantity{true: 3, false: 3 - lines[0].Qty}[back]; open != want || now.List.CancelledAt.Set() {
			t.Errorf("back %v: %d units are asked for, want %d; the list is %s", back, open, want, now.List.Stage)
		}
		balanced(t, s)
	}
	s := apptest.New(t)
	sh := listed(t, s)
	op := data.NewOp("cancel list", 1)
	lists, err := s.PickBoard(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CancelPickList(t.Context(), apptest.Anna, op, lists.Open[0].ID, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.BuildPickLists(t.Context(), apptest.Anna, data.NewOp("list", 2), app.PickRequest{Shipments: []int64{sh.ID}, Method: "single"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndoOp(t.Context(), apptest.Anna, op); data.KindOf(err) != data.KindRefused {
		t.Errorf("what another list has was asked for twice: %v", err)
	}
	balanced(t, s)
}

// Papers that wait for a printer are of no use once the order is cancelled or
// goes elsewhere.
func TestPapersOfWhatChangedAreNotPrinted(t *testing.T) {
	for _, name := range []string{"a cancellation", "another address"} {
		s := apptest.New(t)
		sh := placed(t, s)
		if err := s.SetPrinters(t.Context(), apptest.Anna, data.NewOp("printers", 1), apptest.Anna.Desk, app.PrinterFor{}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.PrintShipment(t.Context(), apptest.Anna, data.NewOp("label", 1), sh.ID); err == nil {
			t.Fatal("it was printed without a printer")
		}
		before, err := s.WaitingPrints(t.Context())
		if err != nil || before == 0 {
			t.Fatalf("%d papers wait, %v", before, err)
		}
		if err := stepNamed(name).do(t.Context(), s, data.NewOp(name, 1), sh); err != nil {
			t.Fatal(err)
		}
		if after, err := s.WaitingPrints(t.Context()); err != nil || after != 0 {
			t.Errorf("after %s %d papers wait, %v", name, after, err)
		}
	}
}
