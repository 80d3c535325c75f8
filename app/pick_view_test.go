package app_test

import (
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

// The way that the screen at the cart draws is the walk that is left, from where the
// picker stands to the bench, by way of the place that is wanted first.
func TestTheCartSeesTheRestOfItsWalk(t *testing.T) {
	s := mapped(t)
	s.Released(t, want("G1", 2), want("G4", 1), want("G8", 1))
	list := build(t, s, propose(t, s, app.PickingRequest{Method: app.PickSingle})).Lists[0]
	c, err := s.CartWalk(t.Context(), list.Number, 0)
	if err != nil {
		t.Fatal(err)
	}
	if c.Length != list.LengthMm {
		t.Errorf("%d mm are to be walked, planned were %d", c.Length, list.LengthMm)
	}
	stops := func(c app.CartWalk) (places []string) {
		for _, p := range c.Path {
			if p.Stop >= 0 {
				places = append(places, c.Lines[p.Stop].Location)
			}
		}
		return places
	}
	all := stops(c)
	if len(all) != len(c.Lines) {
		t.Fatalf("it passes %v, the list has %d lines", all, len(c.Lines))
	}
	last := c.Lines[len(c.Lines)-1]
	other, err := s.CartWalk(t.Context(), list.Number, last.LocationID)
	if err != nil || stops(other)[0] != last.Location || other.Length < c.Length {
		t.Errorf("%s first: %v, %d mm, %v", last.Location, stops(other), other.Length, err)
	}
	if _, err := s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: c.Lines[0].ID, Picked: c.Lines[0].Qty}}); err != nil {
		t.Fatal(err)
	}
	rest, err := s.CartWalk(t.Context(), list.Number, 0)
	if err != nil || len(stops(rest)) != len(all)-1 || rest.Length >= c.Length || rest.Next != "" {
		t.Errorf("one place on: %v, %d mm, %v", stops(rest), rest.Length, err)
	}
	if _, err := s.CartWalk(t.Context(), "P-99999", 0); data.KindOf(err) != data.KindNotFound {
		t.Errorf("a list that does not exist: %v", err)
	}
}

// A cart that is passed on knows its next list, until that is picked.
func TestACartThatIsPassedOnKnowsWhere(t *testing.T) {
	s := mapped(t)
	s.Released(t, want("G1", 1), want("G8", 1))
	lists := build(t, s, propose(t, s, app.PickingRequest{Method: app.PickZone, Pass: true})).Lists
	if len(lists) < 2 {
		t.Fatalf("lists %+v", lists)
	}
	for i, l := range lists {
		c, err := s.CartWalk(t.Context(), l.Number, 0)
		next := ""
		if i+1 < len(lists) {
			next = lists[i+1].Number
		}
		if err != nil || c.Next != next || (c.NextZone != "") != (next != "") {
			t.Errorf("after %s comes %q in %q, want %q: %v", l.Number, c.Next, c.NextZone, next, err)
		}
	}
}

// Parts that are fetched at once come together in a cell.
func TestPartsKnowTheirCell(t *testing.T) {
	s := mapped(t)
	if err := s.SetCells(t.Context(), apptest.Anna, op("cells"), []string{"P-01"}); err != nil {
		t.Fatal(err)
	}
	sh := s.Released(t, want("G1", 1), want("G8", 1))
	for _, l := range build(t, s, propose(t, s, app.PickingRequest{Method: app.PickZone})).Lists {
		c, err := s.CartWalk(t.Context(), l.Number, 0)
		if err != nil || c.Cells[sh.ID] != "P-01" || c.Next != "" {
			t.Errorf("%s: %+v, then %q, %v", l.Number, c.Cells, c.Next, err)
		}
	}
}

func TestPrintedListsAreOnPaperThoughThePrinterIsOff(t *testing.T) {
	s := apptest.New(t)
	_, list := s.Listed(t, apptest.Want{SKU: "MUG", Qty: 1})
	if err := s.PrintPickLists(t.Context(), apptest.Anna, op("print"), nil); data.KindOf(err) != data.KindInvalid {
		t.Errorf("no lists: %v", err)
	}
	s.Printer.Off = true
	err := s.PrintPickLists(t.Context(), apptest.Anna, op("print"), []int64{list.ID})
	w, again := s.Walk(t.Context(), list.Number)
	if err == nil || again != nil || !w.List.PrintedAt.Set() {
		t.Errorf("printer off: %v, printed %v, %v", err, w.List.PrintedAt, again)
	}
}
