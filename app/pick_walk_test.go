package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

// What is short is fetched where the walk passes it: the rest of the walk is planned
// anew from where the picker stands, and what is done keeps its number.
func TestAShortPickIsFetchedWhereTheWalkPassesIt(t *testing.T) {
	s := mapped(t)
	s.Released(t, want("G2", 3), want("G1", 2), want("G4", 1), want("G8", 1))
	list := build(t, s, propose(t, s, app.PickingRequest{Method: app.PickSingle})).Lists[0]
	before, lines := walkOf(t, s, list)
	for before[0] != "C-10-1" {
		if _, err := s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: lines[0].ID, Picked: lines[0].Qty}}); err != nil {
			t.Fatal(err)
		}
		before, lines = walkOf(t, s, list)
	}
	if len(before) < 3 {
		t.Fatalf("too little is left of the walk: %v", before)
	}
	r, err := s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: lines[0].ID, Picked: 0}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r[0].Elsewhere) != 1 || r[0].Shorts != 1 || r[0].AskShut() {
		t.Fatalf("the first place of %v was empty: %+v", before, r[0])
	}
	after, left := walkOf(t, s, list)
	if len(after) != len(before) {
		t.Fatalf("the walk was %v, now %v", before, after)
	}
	floor, err := s.Floor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	length := func(codes []string) (sum int64) {
		at := s.Places[before[0]]
		for _, c := range codes {
			d, ok := floor.Between(at, s.Places[c])
			if !ok {
				t.Fatalf("%s is not on the map", c)
			}
			sum += d
			at = s.Places[c]
		}
		return sum
	}
	appended := slices.Clone(before[1:])
	for _, c := range after {
		if !slices.Contains(appended, c) {
			appended = append(appended, c)
		}
	}
	if length(after) > length(appended) {
		t.Errorf("%v is %d long, with the new place at the end %d", after, length(after), length(appended))
	}
	for i := 1; i < len(left); i++ {
		if left[i].N <= left[i-1].N {
			t.Errorf("lines are numbered %d, %d", left[i-1].N, left[i].N)
		}
	}
	sound(t, s)
}

// A place that is short again makes one ask whether to shut it; it is not shut
// silently.
func TestAPlaceThatIsShortAgainIsAskedAbout(t *testing.T) {
	s := mapped(t)
	for i := range 2 {
		if i > 0 { // count it, so that it may be picked from again
			rows, err := s.Counts(t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			sheet, err := s.CountSheet(t.Context(), rows[0].Number)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.EnterCount(t.Context(), apptest.Anna, op("count"), sheet.Lines[0].ID, 100); err != nil {
				t.Fatal(err)
			}
			if _, err := s.FinishCounting(t.Context(), apptest.Anna, op("counted"), rows[0].ID, false); err != nil {
				t.Fatal(err)
			}
			if err := s.ExplainCount(t.Context(), apptest.Anna, op("explain"), sheet.Lines[0].ID, "lost"); err != nil {
				t.Fatal(err)
			}
			if _, err := s.PostCount(t.Context(), apptest.Anna, op("post"), rows[0].ID); err != nil {
				t.Fatal(err)
			}
		}
		s.Released(t, want("G4", 2))
		list := build(t, s, propose(t, s, app.PickingRequest{Method: app.PickSingle})).Lists[0]
		_, lines := walkOf(t, s, list)
		r, err := s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: lines[0].ID, Picked: 1}})
		if err != nil {
			t.Fatal(err)
		}
		if r[0].Shorts != int64(i+1) || r[0].AskShut() != (i == 1) {
			t.Errorf("short for the %d. time: %+v", i+1, r[0])
		}
		if d, err := s.PlaceDetail(t.Context(), lines[0].LocationID); err != nil || d.Location.ShutAt.Set() || d.Shorts != int64(i+1) {
			t.Errorf("%+v, %v", d, err)
		}
	}
	sound(t, s)
}

func TestALineIsPutToLater(t *testing.T) {
	s := mapped(t)
	s.Released(t, want("G1", 2), want("G4", 1), want("G5", 1), want("G6", 1))
	list := build(t, s, propose(t, s, app.PickingRequest{Method: app.PickSingle})).Lists[0]
	before, lines := walkOf(t, s, list)
	if err := s.SkipLine(t.Context(), apptest.Anna, op("skip"), lines[0].ID, "the aisle is full"); err != nil {
		t.Fatal(err)
	}
	rest := append(slices.Clone(before[1:]), before[0])
	if now, _ := walkOf(t, s, list); !slices.Equal(now, rest) {
		t.Errorf("the walk is %v, want %v", now, rest)
	}
	refused(t, s.SkipLine(t.Context(), apptest.Anna, op("skip"), lines[0].ID, ""), data.KindInvalid, "why")
	undone(t, s, "Put line 1 to later: the aisle is full")
	if now, _ := walkOf(t, s, list); !slices.Equal(now, before) {
		t.Errorf("taken back the walk is %v, it was %v", now, before)
	}
	pickList(t, s, list)
	refused(t, s.SkipLine(t.Context(), apptest.Anna, op("skip"), lines[0].ID, "why not"), data.KindRefused, "already picked")
	sound(t, s)
}

// Who empties a place says whether it is really empty; if not, it is counted.
func TestAPlaceThatShouldBeEmptyIsLookedInto(t *testing.T) {
	s := mapped(t)
	s.Released(t, want("LAMP", 3))
	list := build(t, s, propose(t, s, app.PickingRequest{})).Lists[0]
	_, lines := walkOf(t, s, list)
	_, err := s.ZeroCheck(t.Context(), apptest.Anna, op("zero"), lines[0].ID, true)
	refused(t, err, data.KindRefused, "this line is open")
	r, err := s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: lines[0].ID, Picked: 3}})
	if err != nil || !r[0].AskEmpty {
		t.Fatalf("%+v, %v", r, err)
	}
	if line, err := s.ZeroCheck(t.Context(), apptest.Anna, op("zero"), lines[0].ID, true); err != nil || line != 0 {
		t.Errorf("empty, and count line %d is opened, %v", line, err)
	}
	line, err := s.ZeroCheck(t.Context(), apptest.Anna, op("zero"), lines[0].ID, false)
	if err != nil || line == 0 {
		t.Fatalf("line %d, %v", line, err)
	}
	number, err := s.CountOfLine(t.Context(), line)
	if err != nil {
		t.Fatal(err)
	}
	undone(t, s, "Found more in A-02-1 than the books say")
	if sheet, err := s.CountSheet(t.Context(), number); err != nil || sheet.Count.Stage != "cancelled" {
		t.Errorf("taken back, the count is %+v, %v", sheet.Count, err)
	}
	s.Released(t, want("BOWL", 3))
	_, lines = walkOf(t, s, build(t, s, propose(t, s, app.PickingRequest{})).Lists[0])
	if r, err = s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: lines[0].ID, Picked: 3}}); err != nil || r[0].AskEmpty {
		t.Errorf("17 bowls are left and it asks: %+v, %v", r, err)
	}
	sound(t, s)
}

func TestAListIsGivenToAPersonAndPrinted(t *testing.T) {
	s := mapped(t)
	_, list := s.Listed(t, want("MUG", 1))
	if err := s.AssignPicker(t.Context(), apptest.Anna, op("assign"), list.ID, "Ben"); err != nil {
		t.Fatal(err)
	}
	if err := s.ListsPrinted(t.Context(), apptest.Anna, op("print"), []int64{list.ID}); err != nil {
		t.Fatal(err)
	}
	w, err := s.Walk(t.Context(), list.Number)
	if err != nil || w.List.Picker != "Ben" || !w.List.PrintedAt.Set() {
		t.Errorf("%+v, %v", w.List, err)
	}
	undone(t, s, "Printed 1 pick list")
	undone(t, s, "Gave list "+list.Number+" to Ben")
	if w, err = s.Walk(t.Context(), list.Number); err != nil || w.List.Picker != "" || w.List.PrintedAt.Set() {
		t.Errorf("taken back: %+v, %v", w.List, err)
	}
	pickList(t, s, list)
	refused(t, s.AssignPicker(t.Context(), apptest.Anna, op("assign"), list.ID, "Ben"), data.KindRefused, "is done")
	refused(t, s.ListsPrinted(t.Context(), apptest.Anna, op("print"), nil), data.KindInvalid, "at least one")
	refused(t, s.ReleaseList(t.Context(), apptest.Anna, op("release"), list.ID), data.KindRefused, "is done")
}

// A picker is as fast as confirmed picks show, and the map is wrong where people
// take much longer than that.
func TestThePaceIsLearnedFromPicks(t *testing.T) {
	s := mapped(t)
	floor, err := s.Floor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if l, err := s.PickerPace(t.Context(), ""); err != nil || l.Enough {
		t.Errorf("nobody has picked yet: %+v, %v", l, err)
	}
	const blocked = "C-05-2" // the way between it and the next is not what the map says
	for i := range 40 {
		wants := []apptest.Want{want("G1", data.Quantity(1+i%3)), want("G4", 1), want("G6", data.Quantity(1+i%4)), want("G8", 1)}
		if i%2 == 0 {
			wants = append(wants, want("G5", 2), want("G9", 3))
		}
		s.Released(t, wants...)
		list := build(t, s, propose(t, s, app.PickingRequest{Method: app.PickSingle})).Lists[0]
		var at int64
		_, lines := walkOf(t, s, list)
		for k, l := range lines {
			if k > 0 {
				d, _ := floor.Between(at, l.LocationID)
				took := 5*time.Second + time.Duration(d)*time.Second/1200 + time.Duration(l.Qty)*2*time.Second
				if i == 7 && k == 1 {
					took += 8 * time.Minute // a telephone call
				}
				if l.Location == blocked {
					took += time.Minute
				}
				s.Later(took)
			}
			if _, err := s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: l.ID, Picked: l.Qty}}); err != nil {
				t.Fatal(err)
			}
			at = l.LocationID
		}
	}
	l, err := s.PickerPace(t.Context(), "")
	if err != nil || !l.Enough || l.Moves < 120 {
		t.Fatalf("%+v, %v", l, err)
	}
	near := func(what string, got, want, by int64) {
		if got < want-by || got > want+by {
			t.Errorf("%s is learned as %d, it is %d", what, got, want)
		}
	}
	near("speed", l.Speed, 1200, 60)
	near("a unit", l.Unit, 2000, 150)
	near("a stop", l.Stop, 5000, 2500) // with the seconds that the shop's clock runs on by itself
	if other, err := s.PickerPace(t.Context(), "Ben"); err != nil || other.Moves != 0 {
		t.Errorf("Ben has picked nothing: %+v, %v", other, err)
	}
	wrong, err := s.WrongDistances(t.Context())
	if err != nil || len(wrong) == 0 {
		t.Fatalf("%+v, %v", wrong, err)
	}
	for _, w := range wrong {
		if !strings.Contains(w.FromCode+" "+w.ToCode, blocked) || w.Seconds < w.Expected+50 || w.Times < 3 {
			t.Errorf("%+v", w)
		}
	}
}

// What only some may do, others may not.
func TestTheFloorAsksForRights(t *testing.T) {
	s := mapped(t)
	sh := labelledOnly(t, s, want("G1", 1))
	p := propose(t, s, app.PickingRequest{Shipments: []int64{sh.ID}})
	guard(t, s)
	clerk := ben
	for what, err := range map[string]error{
		"the map":      second(s.SaveFloorMap(t.Context(), clerk, began(rowsMap()), rowsMap())),
		"walk numbers": s.SetWalkNumbers(t.Context(), clerk, op("walk"), nil),
		"zones":        s.SetZones(t.Context(), clerk, op("zones"), "x", []int64{s.Places["A-01-1"]}),
		"carts":        second(s.SaveCart(t.Context(), clerk, began(data.Cart{}), data.Cart{Code: "C1"})),
		"cells":        s.SetCells(t.Context(), clerk, op("cells"), nil),
		"opening":      s.OpenPlace(t.Context(), clerk, op("open"), s.Places["A-01-1"]),
	} {
		if data.KindOf(err) != data.KindRefused || !strings.Contains(err.Error(), "may not do this") {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, err := range map[string]error{
		"building": second(s.BuildProposal(t.Context(), rita, op("build"), p)),
		"shutting": second(s.ShutPlace(t.Context(), rita, op("shut"), s.Places["A-01-1"], "wet")),
		"a wave":   second(s.PlanWave(t.Context(), rita, op("wave"), 0, app.WaveRequest{Shipments: []int64{sh.ID}})),
	} {
		if data.KindOf(err) != data.KindRefused || !strings.Contains(err.Error(), "may not do this") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := s.BuildProposal(t.Context(), clerk, op("build"), p); err != nil {
		t.Errorf("a clerk may release and pick: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }
