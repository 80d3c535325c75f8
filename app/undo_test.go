package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

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
	checked(t, s)
}

// undone takes the last deed back and fails the test where that is refused.
func undone(t *testing.T, s *apptest.Shop, want string) {
	t.Helper()
	u, err := s.UndoLast(t.Context(), apptest.Anna)
	if err != nil || u.Title != want {
		t.Fatalf("took %q back, %v; want %q", u.Title, err, want)
	}
	checked(t, s)
}

// kept fails the test where the last deed can be taken back, or where the reason
// is another.
func kept(t *testing.T, s *apptest.Shop, because string) {
	t.Helper()
	u, err := s.UndoLast(t.Context(), apptest.Anna)
	if data.KindOf(err) != data.KindRefused || !strings.Contains(err.Error(), because) {
		t.Fatalf("taking %q back says %v, want it refused: %s", u.Title, err, because)
	}
	checked(t, s)
}

func order(t *testing.T, s *apptest.Shop, id int64) app.Detail {
	t.Helper()
	d, err := s.Order(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestUndoOfNotesGivesTheOldOnesBack(t *testing.T) {
	s := apptest.New(t)
	sh := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	write := func(note, gift, backorder string, priority int64) {
		t.Helper()
		if err := s.SetNotes(t.Context(), apptest.Anna, data.NewOp("notes", note), sh.OrderID, note, gift, backorder, priority); err != nil {
			t.Fatal(err)
		}
	}
	title := fmt.Sprintf("Changed the notes of order %d", order(t, s, sh.OrderID).Order.Number)
	write("ring twice", "For Ann", "part", 3)
	write("leave it next door", "", "wait", 0)
	undone(t, s, title)
	if o := order(t, s, sh.OrderID).Order; o.Note != "ring twice" || o.GiftNote != "For Ann" || o.Backorder != "part" || o.Priority != 3 {
		t.Errorf("the notes are %q, %q, %s, %d", o.Note, o.GiftNote, o.Backorder, o.Priority)
	}
	undone(t, s, title)
	if o := order(t, s, sh.OrderID).Order; o.Note != "" || o.Backorder != "wait" {
		t.Errorf("the notes are %q, %s", o.Note, o.Backorder)
	}
}

func TestUndoOfNotesKeepsWhatSomebodyElseWroteSince(t *testing.T) {
	s := apptest.New(t)
	sh := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	for i, who := range []data.Actor{apptest.Anna, {User: "Ben", Desk: "desk 2"}} {
		if err := s.SetNotes(t.Context(), who, data.NewOp("notes", i), sh.OrderID, "by "+who.User, "", "wait", 0); err != nil {
			t.Fatal(err)
		}
	}
	kept(t, s, "were changed again since")
	if o := order(t, s, sh.OrderID).Order; o.Note != "by Ben" {
		t.Errorf("the note is %q", o.Note)
	}
}

func TestUndoOfAnAddressThatWasAccepted(t *testing.T) {
	s := apptest.New(t)
	sh := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	bad := data.ShipTo{Name: "Mary Okafor", Street1: "12 Rose Lane", City: "Leeds", Postcode: "NOT ONE", Country: "GB"}
	if err := s.SetShipTo(t.Context(), apptest.Anna, data.NewOp("address", 1), sh.OrderID, bad); err != nil {
		t.Fatal(err)
	}
	accept := func() {
		t.Helper()
		if err := s.AcceptAddress(t.Context(), apptest.Anna, data.NewOp("accept", 1), sh.ID, "she said so twice"); err != nil {
			t.Fatal(err)
		}
	}
	accept()
	if got := order(t, s, sh.OrderID).Order.Stage; got != data.Ready {
		t.Fatalf("accepted, the order is %s", got)
	}
	undone(t, s, "Accepted the address of "+sh.Number)
	if got := order(t, s, sh.OrderID).Order.Stage; got != data.BadAddress {
		t.Errorf("not accepted any more, the order is %s", got)
	}
	accept()
	if _, err := s.ReleaseOrders(t.Context(), apptest.Anna, data.NewOp("release", 1), []int64{sh.OrderID}); err != nil {
		t.Fatal(err)
	}
	undone(t, s, "Released 1 shipment")
	undone(t, s, "Accepted the address of "+sh.Number)
}

func TestUndoOfASplitUntilItIsOnTheFloor(t *testing.T) {
	s := apptest.New(t)
	req := app.OrderRequest{CustomerID: s.Customer.ID, AcceptShort: true, Payment: &app.PaymentRequest{Method: "cash"}, Lines: []app.LineRequest{{ProductID: s.Products["LAMP"].ID, Qty: 5}}}
	placed, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", 1), req)
	if err != nil {
		t.Fatal(err)
	}
	approve := func() {
		t.Helper()
		if err := s.ApproveSplit(t.Context(), apptest.Anna, data.NewOp("split", 1), placed.ShipmentID); err != nil {
			t.Fatal(err)
		}
	}
	approve()
	undone(t, s, "Approved sending "+placed.Shipment+" ahead")
	if got := order(t, s, placed.OrderID).Order.Stage; got != data.Backordered {
		t.Errorf("not approved any more, the order is %s", got)
	}
	approve()
	r, err := s.ReleaseOrders(t.Context(), data.Actor{User: "Ben", Desk: "desk 2"}, data.NewOp("release", 1), []int64{placed.OrderID})
	if err != nil || len(r.Done) != 1 {
		t.Fatalf("released %+v, %v", r, err)
	}
	kept(t, s, "undo the release first")
}

func TestOneUndoForSeveralOrders(t *testing.T) {
	s := apptest.New(t)
	var orders []int64
	for range 3 {
		orders = append(orders, s.Placed(t, apptest.Want{SKU: "MUG", Qty: 2}).OrderID)
	}
	gone := s.Placed(t, apptest.Want{SKU: "BOWL", Qty: 1})
	if err := s.CancelOrder(t.Context(), apptest.Anna, data.NewOp("cancel", gone.OrderID), gone.OrderID, "by mistake"); err != nil {
		t.Fatal(err)
	}
	all := append([]int64{gone.OrderID}, orders...)
	stages := func(want data.OrderStage) {
		t.Helper()
		for _, id := range orders {
			if got := order(t, s, id).Order.Stage; got != want {
				t.Errorf("order %d is %s, want %s", id, got, want)
			}
		}
	}

	held, err := s.HoldOrders(t.Context(), apptest.Anna, data.NewOp("hold", 1), all, "wish", "holiday", time.Time{})
	if err != nil || len(held.Done) != 3 || len(held.Stopped) != 1 || !strings.Contains(held.Stopped[0].Why, "is cancelled") {
		t.Fatalf("held %+v, %v", held, err)
	}
	stages(data.OnHold)
	undone(t, s, "Held 3 orders (customer's wish)")
	stages(data.Ready)

	cancelled, err := s.CancelOrders(t.Context(), apptest.Anna, data.NewOp("cancel", 1), all, "shop burnt down")
	if err != nil || len(cancelled.Done) != 3 || len(cancelled.Stopped) != 1 {
		t.Fatalf("cancelled %+v, %v", cancelled, err)
	}
	stages(data.CancelledOut)
	undone(t, s, "Cancelled 3 orders")
	stages(data.Ready)

	r, err := s.ReleaseOrders(t.Context(), apptest.Anna, data.NewOp("release", 1), orders)
	if err != nil || len(r.Done) != 3 || len(r.Stopped) != 0 {
		t.Fatalf("released %+v, %v", r, err)
	}
	stages(data.Released)
	undone(t, s, "Released 3 shipments")
	stages(data.Ready)
	for _, id := range orders {
		for _, sh := range order(t, s, id).Shipments {
			if sh.LabelledAt.Set() {
				t.Errorf("shipment %s keeps a label that was made for the release", sh.Number)
			}
		}
	}
}

func TestAHeldOrderOfSeveralMayBeLetGoByHandBeforeTheUndo(t *testing.T) {
	s := apptest.New(t)
	first, second := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1}), s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	op := data.NewOp("hold", 1)
	if _, err := s.HoldOrders(t.Context(), apptest.Anna, op, []int64{first.OrderID, second.OrderID}, "review", "", time.Time{}); err != nil {
		t.Fatal(err)
	}
	if err := s.ReleaseHold(t.Context(), apptest.Anna, data.NewOp("let go", 1), order(t, s, first.OrderID).Holds[0].ID, "fine"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndoOp(t.Context(), apptest.Anna, op); err != nil {
		t.Fatal(err)
	}
	for _, id := range []int64{first.OrderID, second.OrderID} {
		if got := order(t, s, id).Order.Stage; got != data.Ready {
			t.Errorf("order %d is %s", id, got)
		}
	}
}

func TestALabelIsMadeForWhatMayGoAndForNothingElse(t *testing.T) {
	s := apptest.New(t)
	req := app.OrderRequest{CustomerID: s.Customer.ID, Lines: []app.LineRequest{{ProductID: s.Products["MUG"].ID, Qty: 1}}}
	unpaid, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", 1), req)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.ReleaseOrders(t.Context(), apptest.Anna, data.NewOp("release", 1), []int64{unpaid.OrderID})
	if err != nil || len(r.Done) != 0 || len(r.Stopped) != 1 || !strings.Contains(r.Stopped[0].Why, "unpaid (F8)") || strings.Contains(r.Stopped[0].Why, "label") {
		t.Fatalf("released %+v, %v", r, err)
	}
	if sh := s.ShipmentByID(t, unpaid.ShipmentID); sh.LabelledAt.Set() {
		t.Error("an unpaid shipment got a label")
	}
}

// counted asks for a count of a place, counts so much of everything there, and
// posts it.
func counted(t *testing.T, s *apptest.Shop, place string, found data.Quantity) data.Count {
	t.Helper()
	c, err := s.RequestCount(t.Context(), apptest.Anna, data.NewOp("count", place), "a look", false, []int64{s.Places[place]})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		lines, err := v.CountLines(ctx, c.ID)
		for _, l := range lines {
			if _, err := s.EnterCount(ctx, apptest.Anna, data.NewOp("found", l.ID), l.ID, found); err != nil {
				return err
			}
			if err := s.ExplainCount(ctx, apptest.Anna, data.NewOp("why", l.ID), l.ID, "lost"); err != nil {
				return err
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.FinishCounting(t.Context(), apptest.Anna, data.NewOp("finish", c.ID), c.ID, false); err != nil {
		t.Fatal(err)
	}
	if c, err = s.PostCount(t.Context(), apptest.Anna, data.NewOp("post", c.ID), c.ID); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestUndoOfAPostedCount(t *testing.T) {
	for _, c := range []struct {
		name  string
		found data.Quantity
	}{{"fewer than the books say", 4}, {"more", 13}, {"as many", 10}} {
		t.Run(c.name, func(t *testing.T) {
			s := apptest.New(t)
			count := counted(t, s, "A-01-1", c.found)
			if got := s.OnHand(t, "MUG", "A-01-1"); got != c.found {
				t.Fatalf("posted, A-01-1 holds %d", got)
			}
			undone(t, s, "Posted count "+count.Number)
			if got := s.OnHand(t, "MUG", "A-01-1"); got != 10 {
				t.Errorf("taken back, A-01-1 holds %d", got)
			}
			again, err := s.PostCount(t.Context(), apptest.Anna, data.NewOp("post again", 1), count.ID)
			if err != nil || again.Stage != "posted" || s.OnHand(t, "MUG", "A-01-1") != c.found {
				t.Errorf("posted again it is %s with %d there, %v", again.Stage, s.OnHand(t, "MUG", "A-01-1"), err)
			}
			checked(t, s)
		})
	}
}

func TestUndoOfACountGivesOrdersTheirStockBack(t *testing.T) {
	s := apptest.New(t)
	sh := s.Placed(t, apptest.Want{SKU: "LAMP", Qty: 3})
	count := counted(t, s, "A-02-1", 1)
	if got := order(t, s, sh.OrderID).Lines[0]; got.Backordered != 2 {
		t.Fatalf("after the count %d lamps wait", got.Backordered)
	}
	undone(t, s, "Posted count "+count.Number)
	if got := order(t, s, sh.OrderID); got.Lines[0].Backordered != 0 || got.Order.Stage != data.Ready {
		t.Errorf("after its undo %d lamps wait, the order is %s", got.Lines[0].Backordered, got.Order.Stage)
	}
}

func TestACountStaysOnceWhatItFoundHasBeenUsed(t *testing.T) {
	s := apptest.New(t)
	first := counted(t, s, "A-01-1", 12)
	second := counted(t, s, "A-01-1", 11)
	undone(t, s, "Posted count "+second.Number)
	undone(t, s, "Finished counting "+second.Number)
	undone(t, s, "Asked for count "+second.Number)
	undone(t, s, "Posted count "+first.Number)
	third := counted(t, s, "A-01-1", 14)
	counted(t, s, "A-01-1", 14)
	var post data.Operation
	if err := s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		all, err := v.OperationsOf(ctx, "count", third.ID)
		for _, o := range all {
			if o.Title == "Posted count "+third.Number {
				post = o
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(t.Context(), apptest.Anna, post.ID); data.KindOf(err) != data.KindRefused || !strings.Contains(err.Error(), "was counted again since") {
		t.Errorf("a count of a place that was counted again is taken back: %v", err)
	}
}

func TestUndoOfEachStepOfAReturnUntilItsMoneyWentBack(t *testing.T) {
	s := apptest.New(t)
	sh := s.Packed(t, apptest.Want{SKU: "MUG", Qty: 4})
	if _, err := s.HandOver(t.Context(), apptest.Anna, data.NewOp("hand over", 1), []int64{sh.ID}); err != nil {
		t.Fatal(err)
	}
	line := order(t, s, sh.OrderID).Lines[0].ID
	var r data.Return
	request := func() {
		t.Helper()
		var err error
		if r, err = s.RequestReturn(t.Context(), apptest.Anna, data.NewOp("return", 1), sh.OrderID, "chipped", map[int64]data.Quantity{line: 3}); err != nil {
			t.Fatal(err)
		}
	}
	returnLine := func() int64 {
		t.Helper()
		lines, err := s.ReturnLines(t.Context(), r.ID)
		if err != nil || len(lines) != 1 {
			t.Fatalf("lines %+v, %v", lines, err)
		}
		return lines[0].ID
	}
	receive := func() {
		t.Helper()
		if err := s.ReceiveReturn(t.Context(), apptest.Anna, data.NewOp("in", 1), r.ID, map[int64]data.Quantity{returnLine(): 3}); err != nil {
			t.Fatal(err)
		}
	}
	inspect := func() {
		t.Helper()
		d := []data.Decision{{LineID: returnLine(), Restock: 1, To: s.Places["B-02-1"], Repair: 1, Scrap: 1}}
		if err := s.InspectReturn(t.Context(), apptest.Anna, data.NewOp("inspect", 1), r.ID, d); err != nil {
			t.Fatal(err)
		}
	}
	request()
	undone(t, s, "Noted return "+r.Number)
	if d := order(t, s, sh.OrderID); d.Lines[0].Returned != 0 || len(d.Returns) != 0 {
		t.Errorf("taken back, %d are returned in %d returns", d.Lines[0].Returned, len(d.Returns))
	}
	request()
	receive()
	undone(t, s, "Received return "+r.Number)
	if got := s.OnHand(t, "MUG", data.PlaceReturns); got != 0 {
		t.Errorf("taken back, %d lie with the returns", got)
	}
	receive()
	before := s.OnHand(t, "MUG", "B-02-1")
	inspect()
	if got := s.OnHand(t, "MUG", "B-02-1"); got != before+1 {
		t.Fatalf("inspected, B-02-1 holds %d", got)
	}
	undone(t, s, "Inspected return "+r.Number)
	if got := s.OnHand(t, "MUG", "B-02-1"); got != before || s.OnHand(t, "MUG", data.PlaceReturns) != 3 {
		t.Errorf("taken back, B-02-1 holds %d and %d lie with the returns", got, s.OnHand(t, "MUG", data.PlaceReturns))
	}
	inspect()
	if err := s.RefundReturn(t.Context(), apptest.Anna, data.NewOp("refund", 1), r.ID, app.PaymentRequest{Method: "cash", Amount: 500}); err != nil {
		t.Fatal(err)
	}
	kept(t, s, "is refunded")
}

func TestTheStepsOfAReturnAreTakenBackFromTheLast(t *testing.T) {
	s := apptest.New(t)
	sh := s.Packed(t, apptest.Want{SKU: "MUG", Qty: 1})
	if _, err := s.HandOver(t.Context(), apptest.Anna, data.NewOp("hand over", 1), []int64{sh.ID}); err != nil {
		t.Fatal(err)
	}
	ask, in := data.NewOp("return", 1), data.NewOp("in", 1)
	r, err := s.RequestReturn(t.Context(), apptest.Anna, ask, sh.OrderID, "", map[int64]data.Quantity{order(t, s, sh.OrderID).Lines[0].ID: 1})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := s.ReturnLines(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ReceiveReturn(t.Context(), apptest.Anna, in, r.ID, map[int64]data.Quantity{lines[0].ID: 1}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndoOp(t.Context(), apptest.Anna, ask); data.KindOf(err) != data.KindRefused {
		t.Errorf("the request of a return that came in is taken back: %v", err)
	}
	for _, op := range []data.Op{in, ask} {
		if _, err := s.UndoOp(t.Context(), apptest.Anna, op); err != nil {
			t.Error(err)
		}
	}
	if err := s.ReceiveReturn(t.Context(), apptest.Anna, data.NewOp("in", 2), r.ID, map[int64]data.Quantity{lines[0].ID: 1}); data.KindOf(err) != data.KindRefused {
		t.Errorf("goods of a cancelled return come in: %v", err)
	}
	checked(t, s)
}
