package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

// What every proposal must hold, whatever the day, the cart and the method: each
// unit that is waited for stands on exactly one list or is named as left; no list
// is over its cart; and built, the books hold just that. Taken back, all is as it
// was.
func TestProposalsPutEveryLineOnExactlyOneList(t *testing.T) {
	checks(t, 45)
	s := mapped(t)
	breaks(t, s, "G3", "G11")
	shipsAlone(t, s, "G9")
	carts := 0
	rapid.Check(t, func(rt *rapid.T) {
		carts++
		cart := data.Cart{Code: fmt.Sprintf("C%d", carts), Active: true,
			Slots: rapid.Int64Range(0, 4).Draw(rt, "slots"), Lines: rapid.Int64Range(0, 8).Draw(rt, "lines"), WeightG: data.Grams(rapid.SampledFrom([]int64{0, 0, 3000, 9000}).Draw(rt, "carries"))}
		cart, err := s.SaveCart(t.Context(), apptest.Anna, began(data.Cart{}), cart)
		if err != nil {
			rt.Fatal(err)
		}
		waits := map[int64]data.Quantity{} // by shipment line
		var ids []int64
		for range rapid.IntRange(1, 7).Draw(rt, "orders") {
			picked := rapid.SliceOfNDistinct(rapid.IntRange(1, 12), 1, 4, rapid.ID).Draw(rt, "goods")
			var wants []apptest.Want
			for _, g := range picked {
				wants = append(wants, want(fmt.Sprintf("G%d", g), data.Quantity(rapid.IntRange(1, 3).Draw(rt, "qty"))))
			}
			sh := s.Released(t, wants...)
			ids = append(ids, sh.ID)
			b, err := s.Bench(t.Context(), sh.ID)
			if err != nil {
				rt.Fatal(err)
			}
			for _, l := range b.Lines {
				waits[l.ID] = l.Qty
			}
		}
		req := app.PickingRequest{Shipments: ids, Cart: cart.ID, Method: rapid.SampledFrom([]string{app.PickAuto, app.PickSingle, app.PickBatch, app.PickZone, app.PickWave}).Draw(rt, "method"),
			Pass: rapid.Bool().Draw(rt, "pass"), Familiar: rapid.Bool().Draw(rt, "familiar")}
		p := propose(t, s, req)
		for range rapid.IntRange(0, 3).Draw(rt, "changes") {
			p = changed(rt, p)
		}
		covers(rt, p, waits, cart)
		if len(p.Lists) == 0 {
			return
		}
		b := build(t, s, p)
		open := map[int64]data.Quantity{}
		for _, l := range b.Lists {
			_, lines := walkOf(t, s, l)
			for _, x := range lines {
				open[x.ShipmentLineID] += x.Qty
			}
		}
		for line, q := range open {
			if q != waits[line] {
				rt.Fatalf("%d units of line %d are on lists, %d are waited for", q, line, waits[line])
			}
		}
		sound(t, s)
		if _, err := s.BuildProposal(t.Context(), data.Actor{User: "Ben", Desk: "desk 2"}, op("build"), p); data.KindOf(err) != data.KindConflict {
			rt.Fatalf("another desk built the same plan again: %v", err)
		}
		if _, err := s.UndoLast(t.Context(), apptest.Anna); err != nil {
			rt.Fatal(err)
		}
		sound(t, s)
		for _, l := range b.Lists {
			if codes, _ := walkOf(t, s, l); len(codes) > 0 {
				rt.Fatalf("taken back, %s still goes to %v", l.Number, codes)
			}
		}
	})
}

// changed is a proposal changed by hand in some way, or as it was where that is
// refused.
func changed(rt *rapid.T, p app.PickProposal) app.PickProposal {
	if len(p.Lists) == 0 {
		return p
	}
	list := rapid.IntRange(0, len(p.Lists)-1).Draw(rt, "list")
	shipment := p.Lists[list].Slots[0].ShipmentID
	was := fmt.Sprint(p.Lists)
	var got app.PickProposal
	var err error
	switch rapid.IntRange(0, 2).Draw(rt, "change") {
	case 0:
		got, err = p.Move(shipment, rapid.IntRange(0, len(p.Lists)).Draw(rt, "to"))
	case 1:
		got, err = p.Split(list, []int64{shipment})
	case 2:
		got, err = p.Join(list, rapid.IntRange(0, len(p.Lists)-1).Draw(rt, "other"))
	}
	if fmt.Sprint(p.Lists) != was {
		rt.Fatal("the proposal itself was changed")
	}
	if err != nil {
		if data.KindOf(err) == "" {
			rt.Fatalf("it was refused without a reason: %v", err)
		}
		return p
	}
	return got
}

func covers(rt *rapid.T, p app.PickProposal, waits map[int64]data.Quantity, cart data.Cart) {
	rest := map[int64]data.Quantity{}
	for line, q := range waits {
		rest[line] = q
	}
	whole := map[int64]bool{} // left out altogether
	for _, n := range p.Left {
		whole[n.ShipmentID] = true
	}
	alone := map[int64]bool{}
	for _, l := range p.Lists {
		for _, st := range l.Stops {
			alone[st.ShipmentID] = alone[st.ShipmentID] || st.SKU == "G9"
		}
	}
	var length data.Millimetres
	for i, l := range p.Lists {
		for _, sl := range l.Slots {
			if alone[sl.ShipmentID] && len(l.Slots) > 1 {
				rt.Fatalf("list %d has %d orders, and %s ships alone", i, len(l.Slots), sl.Number)
			}
		}
		for k, st := range l.Stops[1:] {
			if laid(l.Stops[k].SKU, st.SKU) {
				rt.Fatalf("list %d fetches %s after %s, which is fragile", i, st.SKU, l.Stops[k].SKU)
			}
		}
		slots, weight := map[string]int64{}, data.Grams(0)
		var units data.Quantity
		for _, sl := range l.Slots {
			if other, taken := slots[sl.Slot]; taken && !l.Bulk {
				rt.Fatalf("list %d: slot %s is for %d and %d", i, sl.Slot, other, sl.ShipmentID)
			}
			slots[sl.Slot] = sl.ShipmentID
		}
		for _, st := range l.Stops {
			if rest[st.ShipmentLineID] -= st.Qty; rest[st.ShipmentLineID] < 0 {
				rt.Fatalf("list %d takes more of line %d than is waited for", i, st.ShipmentLineID)
			}
			if l.Method == app.PickZone && st.Zone != l.Zone {
				rt.Fatalf("list %d of zone %s goes to %s", i, l.Zone, st.Code)
			}
			if !l.Bulk && slots[st.Slot] != st.ShipmentID {
				rt.Fatalf("list %d puts %d into slot %s of %d", i, st.ShipmentID, st.Slot, slots[st.Slot])
			}
			units += st.Qty
		}
		weight = l.Weight
		length += l.Cost.Length
		if units != l.Units {
			rt.Fatalf("list %d says %d units and has %d", i, l.Units, units)
		}
		if l.Method != app.PickSingle && (cart.Slots > 0 && !l.Bulk && int64(len(l.Slots)) > cart.Slots || cart.Lines > 0 && int64(len(l.Stops)) > cart.Lines || cart.WeightG > 0 && weight > cart.WeightG) {
			rt.Fatalf("list %d is over its cart %+v: %d orders, %d lines, %s", i, cart, len(l.Slots), len(l.Stops), weight)
		}
		if l.Cost.Length > l.ByNumber || l.Cost.Length < l.Cost.Bound {
			rt.Fatalf("list %d is %d long: by numbers %d, bound %d", i, l.Cost.Length, l.ByNumber, l.Cost.Bound)
		}
	}
	if p.Total.Length != length || p.Total.Lists != len(p.Lists) {
		rt.Fatalf("the total is %+v, the lists are %d and %d long", p.Total, len(p.Lists), length)
	}
	for line, q := range rest {
		if q > 0 && len(p.Left) == 0 {
			rt.Fatalf("%d units of line %d are on no list and nobody says why", q, line)
		}
	}
}

// laid says that the second would lie on the first, and the first is fragile: G3 and
// G11 are.
func laid(under, over data.SKU) bool {
	fragile := func(sku data.SKU) bool { return sku == "G3" || sku == "G11" }
	return fragile(under) && !fragile(over)
}

func TestOneLineOrdersGoTogether(t *testing.T) {
	s := mapped(t)
	for i := range 5 {
		s.Released(t, want(fmt.Sprintf("G%d", i+1), 1))
	}
	s.Released(t, want("G6", 1), want("G7", 2))
	s.Released(t, want("G8", 1), want("G9", 2))
	p := propose(t, s, app.PickingRequest{})
	if p.Method != app.PickBatch || len(p.Lists) != 2 || !p.Lists[0].Bulk || len(p.Lists[0].Slots) != 5 || p.Lists[0].Stops[0].Slot != "" || p.Lists[1].Slots[1].Slot != "B" {
		t.Fatalf("%s: %+v", p.Method, p.Lists)
	}
	if why := strings.Join(p.Why, " "); !strings.Contains(why, "5 one-line orders together") || !strings.Contains(why, "1 cart of up to 2 orders") {
		t.Errorf("it says %s", why)
	}
	if !p.Total.Known || p.Total.Length <= 0 || p.Total.Seconds <= 0 || p.OneByOne.Length <= p.Total.Length || p.FirstCome.Lists != 1 {
		t.Errorf("total %+v, as they come %+v, one by one %+v", p.Total, p.FirstCome, p.OneByOne)
	}
	if p.Lists[0].CutOff == 0 || p.Orders[0].CutOff == 0 {
		t.Error("the service's cut-off is not known")
	}
	b := build(t, s, p)
	if !b.Lists[0].Bulk || b.Lists[0].LengthMm != p.Lists[0].Cost.Length || b.Lists[0].Number == b.Lists[1].Number {
		t.Errorf("%+v", b.Lists)
	}
}

func TestWhatCannotBePickedIsNamedAndTheRestIsPlanned(t *testing.T) {
	s := mapped(t)
	cart, err := s.SaveCart(t.Context(), apptest.Anna, began(data.Cart{}), data.Cart{Code: "small", Units: 3, Active: true})
	if err != nil {
		t.Fatal(err)
	}
	large := s.Released(t, want("G1", 4))
	small := s.Released(t, want("G2", 1))
	done := s.Picked(t, want("G3", 1))
	p := propose(t, s, app.PickingRequest{Shipments: []int64{large.ID, small.ID, done.ID}, Method: app.PickBatch, Cart: cart.ID})
	if len(p.Lists) != 1 || p.Lists[0].Slots[0].ShipmentID != small.ID {
		t.Fatalf("%+v", p.Lists)
	}
	why := map[int64]string{}
	for _, n := range p.Left {
		why[n.ShipmentID] = n.Why
		if n.Fix == "" {
			t.Errorf("%+v does not say what to do", n)
		}
	}
	if !strings.Contains(why[large.ID], "no cart") || why[done.ID] == "" || len(why) != 2 {
		t.Errorf("left: %v", why)
	}
	for _, bad := range []app.PickingRequest{{Method: "fast"}, {Inside: "wave"}, {Cart: 77}, {Wave: 77}, {Search: -1}} {
		if _, err := s.ProposePicking(t.Context(), bad, nil); data.KindOf(err) == "" {
			t.Errorf("%+v gave %v", bad, err)
		}
	}
	if _, err := s.BuildProposal(t.Context(), apptest.Anna, op("build"), app.PickProposal{}); data.KindOf(err) != data.KindRefused {
		t.Errorf("nothing was built: %v", err)
	}
}

func TestAPlanIsChangedByHand(t *testing.T) {
	s := mapped(t)
	var ids []int64
	for i := range 4 {
		ids = append(ids, s.Released(t, want(fmt.Sprintf("G%d", i+1), 1), want(fmt.Sprintf("G%d", i+5), 1)).ID)
	}
	p := propose(t, s, app.PickingRequest{Method: app.PickBatch})
	if len(p.Lists) != 1 {
		t.Fatalf("%d lists", len(p.Lists))
	}
	q, err := p.Split(0, ids[:2])
	if err != nil || len(q.Lists) != 2 || len(q.Lists[1].Slots) != 2 || q.Total.Length <= p.Total.Length {
		t.Fatalf("%v: %+v", err, q.Lists)
	}
	if q, err = q.Move(ids[2], 1); err != nil || len(q.Lists[1].Slots) != 3 {
		t.Fatalf("%v: %+v", err, q.Lists)
	}
	if q, err = q.Join(1, 0); err != nil || len(q.Lists) != 1 || q.Total.Length != p.Total.Length {
		t.Fatalf("%v: joined again it is %d, it was %d", err, q.Total.Length, p.Total.Length)
	}
	if q, err = q.Drop(ids[0]); err != nil || len(q.Orders) != 3 {
		t.Fatalf("%v: %+v", err, q.Orders)
	}
	for _, bad := range []func() (app.PickProposal, error){
		func() (app.PickProposal, error) { return q.Move(ids[0], 0) },
		func() (app.PickProposal, error) { return q.Move(ids[1], 5) },
		func() (app.PickProposal, error) { return q.Split(0, ids[1:]) },
		func() (app.PickProposal, error) { return q.Split(3, ids[1:]) },
		func() (app.PickProposal, error) { return q.Join(0, 0) },
		func() (app.PickProposal, error) { return app.PickProposal{}.Drop(1) },
	} {
		if _, err := bad(); data.KindOf(err) == "" {
			t.Errorf("it was done: %v", err)
		}
	}
	b := build(t, s, q)
	if _, lines := walkOf(t, s, b.Lists[0]); len(lines) != 6 {
		t.Errorf("%d lines", len(lines))
	}
}

// Parts of an order that are picked in their zones meet in a cell; the bench knows
// it and what is still missing, and the cell is free again once it is packed.
func TestPartsMeetInACell(t *testing.T) {
	s := mapped(t)
	sh := s.Released(t, want("G4", 1), want("G5", 1)) // in A and B
	other := s.Released(t, want("G3", 1))
	p := propose(t, s, app.PickingRequest{Method: app.PickZone})
	b := build(t, s, p)
	bench, err := s.Bench(t.Context(), sh.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(bench.Parts) != 2 || bench.Cell != "P-01" || len(bench.Missing()) != 2 || !strings.Contains(bench.Missing()[0], "part 1 of 2 is in zone") {
		t.Errorf("cell %q, missing %v", bench.Cell, bench.Missing())
	}
	if id, err := s.FindForPacking(t.Context(), "p-01"); err != nil || id != sh.ID {
		t.Errorf("the cell's code finds %d, %v", id, err)
	}
	_, err = s.FindForPacking(t.Context(), "P-02")
	refused(t, err, data.KindRefused, "empty")
	if bench, err = s.Bench(t.Context(), other.ID); err != nil || bench.Cell != "" {
		t.Errorf("an order in one part has cell %q, %v", bench.Cell, err)
	}
	for i, l := range b.Lists {
		pickList(t, s, l)
		if bench, err = s.Bench(t.Context(), sh.ID); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if _, err := s.FinishPacking(t.Context(), apptest.Anna, op("finish"), sh.ID, 0, ""); err == nil {
				t.Error("it was packed before all parts were there")
			}
		}
	}
	if len(bench.Missing()) > 0 || bench.Shipment.Stage != data.ShipmentPicked {
		t.Errorf("%s, missing %v", bench.Shipment.Stage, bench.Missing())
	}
	pack(t, s, sh.ID)
	if bench, err = s.Bench(t.Context(), sh.ID); err != nil || bench.Cell != "" {
		t.Errorf("packed, it still has cell %q, %v", bench.Cell, err)
	}
	sound(t, s)
}

func pickList(t testing.TB, s *apptest.Shop, l data.PickList) {
	t.Helper()
	_, lines := walkOf(t, s, l)
	for _, x := range lines {
		if _, err := s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: x.ID, Picked: x.Qty}}); err != nil {
			t.Fatal(err)
		}
	}
}

func pack(t testing.TB, s *apptest.Shop, id int64) {
	t.Helper()
	b, err := s.Bench(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range b.Lines {
		if _, err := s.Scan(t.Context(), apptest.Anna, op("scan"), id, []data.Scan{{Code: string(l.SKU), Qty: l.Qty}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.FinishPacking(t.Context(), apptest.Anna, op("finish"), id, 0, ""); err != nil {
		t.Fatal(err)
	}
}

// A cart that is passed on is picked zone after zone: the next list begins when the
// one before is done, or by hand.
func TestACartIsPassedFromZoneToZone(t *testing.T) {
	s := mapped(t)
	s.Released(t, want("G4", 1), want("G5", 1), want("G6", 1)) // A, B, C
	p := propose(t, s, app.PickingRequest{Method: app.PickZone, Pass: true})
	b := build(t, s, p)
	if len(b.Lists) != 3 {
		t.Fatalf("%d lists", len(b.Lists))
	}
	stages := func() (out []string) {
		for _, l := range b.Lists {
			w, err := s.Walk(t.Context(), l.Number)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, w.List.Stage)
		}
		return out
	}
	if got := stages(); !slices.Equal(got, []string{"released", "built", "built"}) {
		t.Fatalf("%v", got)
	}
	_, lines := walkOf(t, s, b.Lists[1])
	_, err := s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: lines[0].ID, Picked: 1}})
	refused(t, err, data.KindRefused, "not released yet")
	pickList(t, s, b.Lists[0])
	if got := stages(); !slices.Equal(got, []string{"done", "released", "built"}) {
		t.Errorf("%v", got)
	}
	if err := s.ReleaseList(t.Context(), apptest.Anna, op("release list"), b.Lists[2].ID); err != nil {
		t.Fatal(err)
	}
	undone(t, s, "Released list "+b.Lists[2].Number)
	if err := s.CancelPickList(t.Context(), apptest.Anna, op("cancel"), b.Lists[1].ID, true); err != nil {
		t.Fatal(err)
	}
	if got := stages(); !slices.Equal(got, []string{"done", "cancelled", "released"}) {
		t.Errorf("%v", got)
	}
	sound(t, s)
}

// Who stops the search gets the best plan so far.
func TestTheSearchIsStopped(t *testing.T) {
	s := mapped(t)
	waiting(t, s, 12)
	cart, err := s.SaveCart(t.Context(), apptest.Anna, began(data.Cart{}), data.Cart{Code: "C1", Slots: 3, Active: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	told := 0
	p, err := s.ProposePicking(ctx, app.PickingRequest{Method: app.PickBatch, Cart: cart.ID, Search: time.Hour / 10}, func(done float64, _ data.Millimetres) {
		told++
		stop()
	})
	if err != nil || len(p.Orders) != 12 || len(p.Lists) < 4 || told == 0 || p.Total.Length > p.FirstCome.Length {
		t.Errorf("told %d times, %d orders on %d lists, %v", told, len(p.Orders), len(p.Lists), err)
	}
}

// A plan made again takes in what stands on lists that nobody has begun; what is
// printed, begun or somebody's stays as it is.
func TestAPlanIsMadeAgain(t *testing.T) {
	s := mapped(t)
	waiting(t, s, 4)
	first := build(t, s, propose(t, s, app.PickingRequest{Method: app.PickSingle}))
	if err := s.ListsPrinted(t.Context(), apptest.Anna, op("print"), []int64{first.Lists[0].ID}); err != nil {
		t.Fatal(err)
	}
	if err := s.AssignPicker(t.Context(), apptest.Anna, op("assign"), first.Lists[1].ID, "Ben"); err != nil {
		t.Fatal(err)
	}
	s.Released(t, want("G3", 1), want("G6", 1))
	if p := propose(t, s, app.PickingRequest{Method: app.PickBatch}); len(p.Orders) != 1 {
		t.Errorf("%d orders wait for a list", len(p.Orders))
	}
	p := propose(t, s, app.PickingRequest{Method: app.PickBatch, Again: true})
	if len(p.Orders) != 3 || !slices.Equal(p.Again, []int64{first.Lists[2].ID, first.Lists[3].ID}) {
		t.Fatalf("%d orders, for lists %v", len(p.Orders), p.Again)
	}
	b := build(t, s, p)
	sound(t, s)
	left := func() (out []int) {
		for _, l := range append(slices.Clone(first.Lists), b.Lists...) {
			_, lines := walkOf(t, s, l)
			out = append(out, len(lines))
		}
		return out
	}
	now := left()
	if now[0] == 0 || now[1] == 0 || now[2] != 0 || now[3] != 0 || now[4] == 0 {
		t.Errorf("lists have %v lines", now)
	}
	undone(t, s, "Built 1 pick list from "+b.Lists[0].Number)
	if now = left(); now[2] == 0 || now[3] == 0 || now[4] != 0 {
		t.Errorf("taken back, lists have %v lines", now)
	}
	sound(t, s)
	if err := s.AssignPicker(t.Context(), apptest.Anna, op("assign"), first.Lists[3].ID, "Cleo"); err != nil {
		t.Fatal(err)
	}
	_, err := s.BuildProposal(t.Context(), apptest.Anna, op("build"), p)
	refused(t, err, data.KindConflict, "plan again: list "+first.Lists[3].Number)
	_, err = s.ProposePicking(t.Context(), app.PickingRequest{Again: true, Shipments: []int64{1}}, nil)
	refused(t, err, data.KindInvalid, "not some shipments")
}
