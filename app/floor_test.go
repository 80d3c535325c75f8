package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/picking"
	"packbench/data"
)

// floorShop is the small shop with a floor of three zones: aisles A, B and C of ten
// bays, a product G1 to G12 in each fourth place, and G1 and G2 in a second one.
func floorShop(t testing.TB) *apptest.Shop {
	t.Helper()
	s := apptest.New(t)
	place := func(code string) int64 {
		id, err := s.SaveLocation(t.Context(), apptest.Anna, data.NewOp("location", code), data.Location{Code: code, Kind: "bin", Zone: code[:1], Sellable: true, Pickable: true})
		if err != nil {
			t.Fatal(err)
		}
		s.Places[code] = id
		return id
	}
	stock := func(sku data.SKU, at int64, q data.Quantity) {
		if err := s.ReceiveStock(t.Context(), apptest.Anna, data.NewOp("stock", []any{sku, at}), s.Products[sku].ID, at, q, "opening stock"); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 12 {
		sku := data.SKU(fmt.Sprintf("G%d", i+1))
		p, err := s.SaveProduct(t.Context(), apptest.Anna, data.NewOp("product", sku), data.Product{SKU: sku, Name: "Goods " + string(sku), Price: 100, WeightG: data.Grams(100 * (i + 1)), LengthMm: 50, WidthMm: 40, HeightMm: 30}, nil)
		if err != nil {
			t.Fatal(err)
		}
		s.Products[sku] = p
		stock(sku, place(fmt.Sprintf("%c-%02d-2", 'A'+i%3, 2+i*7%8)), 500)
	}
	stock("G1", place("C-10-1"), 300)
	stock("G2", place("A-09-3"), 300)
	return s
}

// rowsMap is the map of that floor.
func rowsMap() picking.Map {
	return picking.Map{Kind: picking.Rows, Pattern: "{aisle}-{bay}-{level}", Rows: &picking.RowPlan{
		Aisles: []picking.RowAisle{{Code: "A", Pitch: 3000}, {Code: "B", Pitch: 3000}, {Code: "C", Pitch: 3000}},
		Bays:   10, BayWidth: 1000, FirstBay: 1, CrossWidth: 2000}}
}

func mapped(t testing.TB) *apptest.Shop {
	t.Helper()
	s := floorShop(t)
	if _, err := s.SaveFloorMap(t.Context(), apptest.Anna, began(picking.Map{}), rowsMap()); err != nil {
		t.Fatal(err)
	}
	return s
}

// began is an operation that began from what was seen.
func began(seen any) data.Op { return data.NewOp("change", nil).Began(seen) }

func want(sku string, q data.Quantity) apptest.Want {
	return apptest.Want{SKU: data.SKU(sku), Qty: q}
}

func propose(t testing.TB, s *apptest.Shop, req app.PickingRequest) app.PickProposal {
	t.Helper()
	req.Search = time.Millisecond
	p, err := s.ProposePicking(t.Context(), req, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func build(t testing.TB, s *apptest.Shop, p app.PickProposal) app.BuiltPicking {
	t.Helper()
	b, err := s.BuildProposal(t.Context(), apptest.Anna, op("build"), p)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// walkOf are the places that the open lines of a list visit, in their order.
func walkOf(t testing.TB, s *apptest.Shop, list data.PickList) (codes []string, lines []data.PickLinesRow) {
	t.Helper()
	w, err := s.Walk(t.Context(), list.Number)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range w.Lines {
		if l.State == "open" {
			codes = append(codes, l.Location)
			lines = append(lines, l)
		}
	}
	return codes, lines
}

func sound(t testing.TB, s *apptest.Shop) {
	t.Helper()
	found, err := s.Store.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			t.Errorf("%s %s: %s", f.Rule, f.Says, f.Sample)
		}
	}
}

func refused(t testing.TB, err error, kind data.Kind, says string) {
	t.Helper()
	if data.KindOf(err) != kind || !strings.Contains(fmt.Sprint(err), says) {
		t.Errorf("it said %v (%s), want %s: %q", err, data.KindOf(err), kind, says)
	}
}

func TestTheMapNamesWhatFitsNowhere(t *testing.T) {
	s := floorShop(t)
	m := rowsMap()
	m.Rows.Aisles = m.Rows.Aisles[:2]
	trial, err := s.TryFloorMap(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	var lost []string
	for _, l := range trial.Lost {
		lost = append(lost, l.Code)
		if l.Why == "" {
			t.Errorf("%s is lost without a reason", l.Code)
		}
	}
	if len(lost) != 5 || !slices.Contains(lost, "C-10-1") || len(trial.Fits)+len(lost) != len(s.Places) {
		t.Errorf("lost %v, %d of %d fit", lost, len(trial.Fits), len(s.Places))
	}
	if now, err := s.FloorMap(t.Context()); err != nil || now.Kind != "" {
		t.Errorf("trying changed the map to %+v, %v", now, err)
	}
	m.Rows.BayWidth = -1
	_, err = s.TryFloorMap(t.Context(), m)
	refused(t, err, data.KindInvalid, "")
	if _, err := s.SaveFloorMap(t.Context(), apptest.Anna, began(picking.Map{}), m); data.KindOf(err) != data.KindInvalid {
		t.Errorf("a map that can't be was saved: %v", err)
	}
}

// The second of two desks does not write over the map that the first drew.
func TestTheMapIsKeptWithItsPast(t *testing.T) {
	s := mapped(t)
	m := rowsMap()
	m.Rows.BayWidth = 1500
	_, err := s.SaveFloorMap(t.Context(), apptest.Anna, began(picking.Map{}), m)
	refused(t, err, data.KindConflict, "map of the floor")
	before, err := s.Floor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := s.Floor(t.Context()); again != before {
		t.Error("the floor was compiled twice though nothing changed")
	}
	if _, err := s.SaveFloorMap(t.Context(), apptest.Anna, began(rowsMap()), m); err != nil {
		t.Fatal(err)
	}
	long := between(t, s, "A-02-2", "C-10-1")
	undone(t, s, "Changed the map of the floor")
	if short := between(t, s, "A-02-2", "C-10-1"); short >= long {
		t.Errorf("after undo the way is %d, with wider bays it was %d", short, long)
	}
	if _, err := s.SaveLocation(t.Context(), apptest.Anna, began(data.Location{}), data.Location{Code: "B-10-1", Kind: "bin", Sellable: true, Pickable: true}); err != nil {
		t.Fatal(err)
	}
	now, err := s.Floor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at, err := s.PlaceNamed(t.Context(), "B-10-1")
	if err != nil {
		t.Fatal(err)
	}
	if _, known := now.At(at.ID); !known {
		t.Error("a new place is not on the floor")
	}
}

func between(t *testing.T, s *apptest.Shop, a, b string) int64 {
	t.Helper()
	f, err := s.Floor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d, ok := f.Between(s.Places[a], s.Places[b])
	if !ok {
		t.Fatalf("%s or %s is not on the map", a, b)
	}
	return d
}

func TestWalkNumbersAndZonesOfManyPlacesInOneWrite(t *testing.T) {
	s := floorShop(t)
	order := []int64{s.Places["C-10-1"], s.Places["A-02-2"], s.Places["B-02-1"]}
	if err := s.SetWalkNumbers(t.Context(), apptest.Anna, op("walk"), order); err != nil {
		t.Fatal(err)
	}
	if err := s.SetWalkNumbers(t.Context(), apptest.Anna, op("walk"), order[1:]); err != nil {
		t.Fatal(err)
	}
	numbers := func() map[string]int64 {
		all, err := s.MapStock(t.Context(), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int64{}
		for _, p := range all {
			if p.WalkNo > 0 {
				got[p.Code] = p.WalkNo
			}
		}
		return got
	}
	if got := fmt.Sprint(numbers()); got != "map[A-02-2:10 B-02-1:20]" {
		t.Errorf("the order is %s", got)
	}
	undone(t, s, "Set the order of walking of 2 places")
	if got := fmt.Sprint(numbers()); got != "map[A-02-2:20 B-02-1:30 C-10-1:10]" {
		t.Errorf("after undo the order is %s", got)
	}
	if err := s.SetZones(t.Context(), apptest.Anna, op("zones"), "cold", order[:2]); err != nil {
		t.Fatal(err)
	}
	d, err := s.PlaceDetail(t.Context(), order[0])
	if err != nil || d.Location.Zone != "cold" || len(d.Stock) != 1 {
		t.Errorf("%+v, %v", d, err)
	}
	undone(t, s, `Put 2 places into zone "cold"`)
	refused(t, s.SetWalkNumbers(t.Context(), apptest.Anna, op("walk"), []int64{order[0], order[0]}), data.KindInvalid, "twice")
	refused(t, s.SetWalkNumbers(t.Context(), apptest.Anna, op("walk"), []int64{999999}), data.KindNotFound, "no place")
	refused(t, s.SetZones(t.Context(), apptest.Anna, op("zones"), strings.Repeat("z", 33), order[:1]), data.KindInvalid, "32")
}

// A place that is shut leaves the walks: who was sent there is sent elsewhere, and
// nobody is sent there until it is opened.
func TestAShutPlaceLeavesAllWalks(t *testing.T) {
	s := mapped(t)
	sh := s.Released(t, want("G1", 2), want("G4", 1))
	list := build(t, s, propose(t, s, app.PickingRequest{Shipments: []int64{sh.ID}, Method: app.PickSingle})).Lists[0]
	codes, _ := walkOf(t, s, list)
	if !slices.Contains(codes, "C-10-1") {
		t.Fatalf("the walk is %v: the smaller bin was to be taken", codes)
	}
	left, err := s.ShutPlace(t.Context(), apptest.Anna, op("shut"), s.Places["C-10-1"], "wet")
	if err != nil || left != 0 {
		t.Fatalf("%d left, %v", left, err)
	}
	if codes, _ = walkOf(t, s, list); slices.Contains(codes, "C-10-1") || !slices.Contains(codes, "A-02-2") {
		t.Errorf("the walk is %v", codes)
	}
	if left, err = s.ShutPlace(t.Context(), apptest.Anna, op("shut"), s.Places["A-02-2"], "wet too"); err != nil || left != 2 {
		t.Errorf("%d left, %v", left, err)
	}
	p := propose(t, s, app.PickingRequest{Method: app.PickSingle})
	if len(p.Lists) != 0 || len(p.Left) != 1 || p.Left[0].SKU != "G1" || p.Left[0].Qty != 2 {
		t.Errorf("%d lists, left %+v", len(p.Lists), p.Left)
	}
	_, err = s.ShutPlace(t.Context(), apptest.Anna, op("shut"), s.Places["A-02-2"], "again")
	refused(t, err, data.KindRefused, "shut already")
	_, err = s.ShutPlace(t.Context(), apptest.Anna, op("shut"), s.Places["C-10-1"], " ")
	refused(t, err, data.KindInvalid, "why")
	undone(t, s, "Shut A-02-2: wet too")
	if p = propose(t, s, app.PickingRequest{Method: app.PickSingle}); len(p.Lists) != 1 {
		t.Errorf("opened again, it gives %d lists", len(p.Lists))
	}
	if err := s.OpenPlace(t.Context(), apptest.Anna, op("open"), s.Places["C-10-1"]); err != nil {
		t.Error(err)
	}
	sound(t, s)
}

func TestCartsAndCellsAreKept(t *testing.T) {
	s := apptest.New(t)
	c, err := s.SaveCart(t.Context(), apptest.Anna, began(data.Cart{}), data.Cart{Code: "C1", Name: "Blue", Slots: 4, Active: true})
	if err != nil {
		t.Fatal(err)
	}
	wider := c
	wider.Slots = 6
	if _, err := s.SaveCart(t.Context(), apptest.Anna, began(c), wider); err != nil {
		t.Fatal(err)
	}
	_, err = s.SaveCart(t.Context(), apptest.Anna, began(c), c)
	refused(t, err, data.KindConflict, "cart C1")
	undone(t, s, "Set cart C1")
	for _, bad := range []data.Cart{{Code: " "}, {Code: "C2", Slots: 27}, {Code: "C2", Lines: -1}, {Code: "c1"}, {ID: 77, Code: "C7"}} {
		if _, err := s.SaveCart(t.Context(), apptest.Anna, op("cart"), bad); data.KindOf(err) == "" {
			t.Errorf("cart %+v was taken: %v", bad, err)
		}
	}
	if all, err := s.Carts(t.Context(), false); err != nil || len(all) != 1 || all[0].Slots != 4 {
		t.Errorf("carts %+v, %v", all, err)
	}
	cells, err := s.Cells(t.Context())
	if err != nil || len(cells) != 24 || cells[23].Code != "P-24" {
		t.Errorf("%d cells, %v", len(cells), err)
	}
	if err := s.SetCells(t.Context(), apptest.Anna, op("cells"), []string{"P-01", "x-1"}); err != nil {
		t.Fatal(err)
	}
	refused(t, s.SetCells(t.Context(), apptest.Anna, op("cells"), []string{"P-01", "p-01"}), data.KindInvalid, "twice")
	undone(t, s, "Set the bench up with 2 cells")
	if cells, err = s.Cells(t.Context()); err != nil || len(cells) != 24 {
		t.Errorf("after undo %d cells, %v", len(cells), err)
	}
	sound(t, s)
}
