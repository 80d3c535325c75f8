package picking_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"packbench/app/picking"
)

// shop is eight aisles of 25 bays with two shelves to each, as the demo's, with a
// cross aisle in the middle where asked.
func shop(cross ...int) (picking.Map, []picking.Place) {
	r := &picking.RowPlan{Bays: 25, BayWidth: 1000, FirstBay: 1, CrossWidth: 2000, Cross: cross}
	var places []picking.Place
	for _, a := range "ABCDEFGH" {
		r.Aisles = append(r.Aisles, picking.RowAisle{Code: string(a), Pitch: 3000, Zone: "zone " + string(a)})
		for bay := 1; bay <= 25; bay++ {
			for _, side := range "LR" {
				places = append(places, picking.Place{ID: int64(len(places) + 1), Code: fmt.Sprintf("%c-%02d-1-%c", a, bay, side)})
			}
		}
	}
	return picking.Map{Kind: picking.Rows, Pattern: "{aisle}-{bay:2}-{level}-{side}", Rows: r}, places
}

func floor(tb interface{ Fatalf(string, ...any) }, m picking.Map, places []picking.Place) *picking.Floor {
	f, err := picking.NewFloor(m, places)
	if err != nil {
		tb.Fatalf("floor: %v", err)
	}
	return f
}

func stops(ids ...int64) []picking.Stop {
	out := make([]picking.Stop, len(ids))
	for i, id := range ids {
		out[i] = picking.Stop{Place: id, Ref: int64(i), Units: 1}
	}
	return out
}

func plan(tb interface{ Fatalf(string, ...any) }, f *picking.Floor, t picking.Trip) picking.Walk {
	w, err := f.Plan(context.Background(), t)
	if err != nil {
		tb.Fatalf("plan: %v", err)
	}
	return w
}

// drawnLength is how long the drawn path is: rows of shelves are walked along and
// across.
func drawnLength(path []picking.PathPoint) int64 {
	sum := int64(0)
	for i := 1; i < len(path); i++ {
		dx, dy := path[i].X-path[i-1].X, path[i].Y-path[i-1].Y
		sum += max(dx, -dx) + max(dy, -dy)
	}
	return sum
}

func TestWalksOfADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cross []int
		for c := rapid.IntRange(1, 30).Draw(t, "first cross aisle"); c < 25; c += rapid.IntRange(8, 15).Draw(t, "next") {
			cross = append(cross, c)
		}
		m, places := shop(cross...)
		if rapid.Bool().Draw(t, "one-way aisles") {
			for i := range m.Rows.Aisles {
				m.Rows.Aisles[i].OneWay = []string{"up", "down"}[i%2]
			}
		}
		if rapid.Bool().Draw(t, "packed elsewhere") {
			m.Rows.Pack = picking.RowPoint{Aisle: "F", Cross: len(cross) + 1}
		}
		for i := range places {
			if rapid.IntRange(0, 9).Draw(t, "numbered") == 0 {
				places[i].WalkNo = int64(1000 - i)
			}
		}
		f := floor(t, m, places)
		ids := rapid.SliceOfN(rapid.Int64Range(1, int64(len(places))), 0, 25).Draw(t, "stops")
		trip := picking.Trip{Stops: stops(ids...), Familiar: rapid.Bool().Draw(t, "familiar")}
		if rapid.Bool().Draw(t, "under way") {
			trip.From = rapid.Int64Range(1, int64(len(places))).Draw(t, "from")
		}
		if rapid.Bool().Draw(t, "fragile") {
			for i := range trip.Stops {
				trip.Stops[i].Last = i%3 == 0
			}
		}
		w := plan(t, f, trip)
		var refs []int64
		fragile := false
		for _, s := range w.Stops {
			refs = append(refs, s.Ref)
			if fragile && !s.Last {
				t.Fatalf("something is laid on fragile goods: %v", w.Stops)
			}
			fragile = s.Last
		}
		if slices.Sort(refs); len(refs) != len(ids) || len(slices.Compact(refs)) != len(ids) {
			t.Fatalf("stops %v of %d", refs, len(ids))
		}
		if w.Length > w.ByNumber {
			t.Fatalf("%d is further than by walk numbers, %d", w.Length, w.ByNumber)
		}
		if w.Bound > w.Shortest || w.Shortest > w.Length || w.Optimal && w.Length != w.Bound {
			t.Fatalf("bound %d, shortest %d, length %d, optimal %v", w.Bound, w.Shortest, w.Length, w.Optimal)
		}
		if l := drawnLength(w.Path); l != w.Length {
			t.Fatalf("the path is %d long, the walk %d (%s), from %d, %v\n%v", l, w.Length, w.How, trip.From, w.Stops, w.Path)
		}
		var early, late []int64
		for _, s := range w.Stops {
			if s.Last {
				late = append(late, s.Place)
			} else {
				early = append(early, s.Place)
			}
		}
		if trip.From == 0 && len(ids) > 0 {
			if l := f.NewMeter().LengthInTwo(early, late); l < w.Bound || w.Optimal && l < w.Length {
				t.Fatalf("measured, the walk is %d long, and none is shorter than %d", l, w.Bound)
			}
		}
		on := 0
		for _, p := range w.Path {
			if p.Stop >= 0 {
				if at, _ := f.At(w.Stops[p.Stop].Place); at.X != p.X || at.Y != p.Y {
					t.Fatalf("stop %d is drawn at %v, it stands at %v", p.Stop, p, at)
				}
				on++
			}
		}
		if on == 0 && len(ids) > 0 {
			t.Fatalf("no stop is drawn")
		}
		var along []int64
		for _, s := range w.Stops {
			along = append(along, s.Place)
		}
		if path, length := f.Along(trip.From, along); length != w.Length || !slices.Equal(path, w.Path) {
			t.Fatalf("the planned walk is %d long, followed it is %d", w.Length, length)
		}
		if again := plan(t, f, trip); !slices.Equal(again.Stops, w.Stops) {
			t.Fatalf("the same trip gave another walk")
		}
	})
}

// The same building seen in a mirror, and with other codes, is walked as far.
func TestMirroredAndRenamed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, places := shop(10)
		ids := rapid.SliceOfN(rapid.Int64Range(1, int64(len(places))), 1, 30).Draw(t, "stops")
		here := plan(t, floor(t, m, places), picking.Trip{Stops: stops(ids...)})
		mirror, same := shop(10)
		slices.Reverse(mirror.Rows.Aisles)
		mirror.Rows.Start.Aisle, mirror.Rows.Pack.Aisle = "A", "A"
		if w := plan(t, floor(t, mirror, same), picking.Trip{Stops: stops(ids...)}); w.Length != here.Length {
			t.Fatalf("mirrored %d, straight %d", w.Length, here.Length)
		}
		renamed, other := shop(10)
		for i := range renamed.Rows.Aisles {
			renamed.Rows.Aisles[i].Code = fmt.Sprint(90 - i)
		}
		for i := range other {
			other[i].Code = fmt.Sprintf("%d", 90-int(other[i].Code[0]-'A')) + other[i].Code[1:]
		}
		renamed.Pattern = "{aisle:2}-{bay:2}-{level}-{side}"
		if w := plan(t, floor(t, renamed, other), picking.Trip{Stops: stops(ids...)}); w.Length != here.Length {
			t.Fatalf("renamed %d, straight %d", w.Length, here.Length)
		}
		if less := plan(t, floor(t, m, places), picking.Trip{Stops: stops(ids[1:]...)}); less.Length > here.Length {
			t.Fatalf("one pick fewer walks %d, all walk %d", less.Length, here.Length)
		}
	})
}

// A room drawn on paper: no order of the stops is shorter, by distances that are
// found here by walking square by square.
func TestDrawnRoom(t *testing.T) {
	rows := []string{
		"##############",
		"#............#",
		"#.....#......#",
		"#.....#......#",
		"#.....#>>>>..#",
		"#.....#......#",
		"#............#",
		"##############",
	}
	upstairs := []string{"#####", "#...#", "#...#", "#####"}
	m := picking.Map{Kind: picking.Drawn, Pattern: "{aisle}-{bay}", Drawing: &picking.Drawing{Cell: 500,
		Floors: []picking.DrawnFloor{{Name: "ground", Rows: rows}, {Name: "loft", Rows: upstairs}},
		Racks: []picking.Rack{
			{X: 2, Y: 3, W: 3, H: 1, Aisle: "A", FirstBay: 1, LastBay: 3},
			{X: 8, Y: 3, W: 3, H: 1, Aisle: "B", FirstBay: 1, LastBay: 3, Faces: "down", Zone: "cold"},
			{X: 11, Y: 5, W: 1, H: 2, Aisle: "C", FirstBay: 1, LastBay: 2, Faces: "left"},
			{Floor: 1, X: 1, Y: 1, W: 2, H: 1, Aisle: "L", FirstBay: 1, LastBay: 2},
		},
		Stairs: []picking.Stairs{{From: picking.Cell{X: 12, Y: 1}, To: picking.Cell{Floor: 1, X: 3, Y: 1}, Cost: 4000}},
		Start:  picking.Cell{X: 1, Y: 6}, Pack: picking.Cell{X: 3, Y: 6}}}
	var places []picking.Place
	for i, c := range []string{"A-1", "A-2", "A-3", "B-1", "B-2", "B-3", "C-1", "C-2", "L-1", "L-2", "Z-1", "A-9"} {
		places = append(places, picking.Place{ID: int64(i + 1), Code: c})
	}
	f := floor(t, m, places)
	var lost []string
	for _, l := range f.Lost() {
		lost = append(lost, l.Code+": "+l.Why)
	}
	if want := []string{"A-9: no rack of aisle A has bay 9", "Z-1: there is no aisle Z on the map"}; !slices.Equal(lost, want) {
		t.Errorf("lost %q, want %q", lost, want)
	}
	if z := f.Zone(4); z != "cold" {
		t.Errorf("B-1 is in zone %q", z)
	}
	d := newSquares(m.Drawing)
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.Int64Range(1, 10), 1, 5, rapid.ID[int64]).Draw(t, "stops")
		w := plan(t, f, picking.Trip{Stops: stops(ids...)})
		var at []picking.PathPoint
		for _, id := range ids {
			p, ok := f.At(id)
			if !ok {
				t.Fatalf("place %d is not on the map", id)
			}
			at = append(at, p)
		}
		start, pack, _ := f.Ends()
		if want := d.shortest(start, at, pack); w.Length != want || !w.Optimal {
			t.Fatalf("walk of %d (%s), the shortest is %d", w.Length, w.How, want)
		}
	})
}

// squares finds ways through a drawing by going on from every square until
// nothing gets shorter.
type squares struct {
	d  *picking.Drawing
	ok map[picking.Cell]bool
}

func newSquares(d *picking.Drawing) *squares {
	s := &squares{d: d, ok: make(map[picking.Cell]bool)}
	for f, fl := range d.Floors {
		for y, row := range fl.Rows {
			for x := range row {
				s.ok[picking.Cell{Floor: f, X: x, Y: y}] = row[x] != '#'
			}
		}
	}
	for _, r := range d.Racks {
		for x := range r.W {
			for y := range r.H {
				s.ok[picking.Cell{Floor: r.Floor, X: r.X + x, Y: r.Y + y}] = false
			}
		}
	}
	return s
}

func (s *squares) from(c picking.Cell) map[picking.Cell]int64 {
	dist := map[picking.Cell]int64{c: 0}
	for changed := true; changed; {
		changed = false
		for at, d := range dist {
			try := func(to picking.Cell, l int64) {
				if old, seen := dist[to]; s.ok[to] && (!seen || d+l < old) {
					dist[to], changed = d+l, true
				}
			}
			for _, st := range s.d.Stairs {
				if st.From == at {
					try(st.To, st.Cost)
				}
				if st.To == at {
					try(st.From, st.Cost)
				}
			}
			for _, step := range [][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}} {
				to := picking.Cell{Floor: at.Floor, X: at.X + step[0], Y: at.Y + step[1]}
				if !s.ok[to] || step[0] < 0 && (s.right(at) || s.right(to)) {
					continue
				}
				l := s.d.Cell
				if step[0] != 0 && step[1] != 0 {
					l = l * 14142 / 10000
					if !s.ok[picking.Cell{Floor: at.Floor, X: to.X, Y: at.Y}] || !s.ok[picking.Cell{Floor: at.Floor, X: at.X, Y: to.Y}] {
						continue
					}
				}
				try(to, l)
			}
		}
	}
	return dist
}

func (s *squares) right(c picking.Cell) bool { return s.d.Floors[c.Floor].Rows[c.Y][c.X] == '>' }

func (s *squares) cell(p picking.PathPoint) picking.Cell {
	return picking.Cell{Floor: p.Floor, X: int(p.X / s.d.Cell), Y: int(p.Y / s.d.Cell)}
}

func (s *squares) shortest(at picking.PathPoint, rest []picking.PathPoint, end picking.PathPoint) int64 {
	dist := s.from(s.cell(at))
	if len(rest) == 0 {
		return dist[s.cell(end)]
	}
	best := int64(-1)
	for i, next := range rest {
		l := dist[s.cell(next)] + s.shortest(next, slices.Delete(slices.Clone(rest), i, i+1), end)
		if best < 0 || l < best {
			best = l
		}
	}
	return best
}

func TestCodesThatFitNowhereAreListed(t *testing.T) {
	m, places := shop()
	m.Rows.Shut = []picking.ShutPiece{{Aisle: "B", From: 5, To: 7}, {Aisle: "B", From: 12, To: 12}}
	for i, code := range []string{"Shelf by the door", "K-01-1-L", "A-99-1-L"} {
		places = append(places, picking.Place{ID: int64(1000 + i), Code: code})
	}
	f := floor(t, m, places)
	why := make(map[string]string)
	for _, l := range f.Lost() {
		why[l.Code] = l.Why
	}
	for code, want := range map[string]string{
		"Shelf by the door": "its code is not like {aisle}-{bay:2}-{level}-{side}",
		"K-01-1-L":          "there is no aisle K on the map",
		"A-99-1-L":          "aisle A has the bays 1 to 25, not 99",
		"B-06-1-L":          "stands in a piece of its aisle that is closed",
		"B-09-1-R":          "no way leads there from where walks begin, and on to the packing bench",
	} {
		if why[code] != want {
			t.Errorf("%s: %q, want %q", code, why[code], want)
		}
	}
	if len(why) != 3+2*3+2*1+2*4 {
		t.Errorf("%d places are lost: %v", len(why), why)
	}
	w := plan(t, f, picking.Trip{Stops: stops(1, 1000, 1001)})
	if len(w.Lost) != 2 || len(w.Stops) != 3 || w.Stops[0].Place != 1 || !w.Known {
		t.Errorf("a lost stop: %+v", w)
	}
}

func TestMapsThatCannotBe(t *testing.T) {
	change := func(fn func(r *picking.RowPlan)) picking.Map {
		m, _ := shop()
		fn(m.Rows)
		return m
	}
	for want, m := range map[string]picking.Map{
		"bays: -1: an aisle has 1 to 2000":               change(func(r *picking.RowPlan) { r.Bays = -1 }),
		"bay width: 0 mm: 1 mm to 1 km":                  change(func(r *picking.RowPlan) { r.BayWidth = 0 }),
		"aisle b: stands twice on the map":               change(func(r *picking.RowPlan) { r.Aisles[2].Code = "b" }),
		"aisle C: -5 mm to the next one: 0 to 1 km":      change(func(r *picking.RowPlan) { r.Aisles[2].Pitch = -5 }),
		"start: there is no aisle \"Q\"":                 change(func(r *picking.RowPlan) { r.Start.Aisle = "Q" }),
		"packing bench: there is no cross aisle 4: they": change(func(r *picking.RowPlan) { r.Pack.Cross = 4 }),
		"packing bench: there is no way to it from":      change(func(r *picking.RowPlan) { r.NoFront, r.NoBack = true, true; r.Pack.Aisle = "C" }),
		"cross aisles: after 25 bays":                    change(func(r *picking.RowPlan) { r.Cross = []int{25} }),
		"closed piece 1: bays 3 to 99 are not in":        change(func(r *picking.RowPlan) { r.Shut = []picking.ShutPiece{{Aisle: "A", From: 3, To: 99}} }),
		"aisles: name at least one":                      change(func(r *picking.RowPlan) { r.Aisles = nil }),
	} {
		_, err := picking.NewFloor(m, nil)
		var f *picking.Fault
		if !errors.As(err, &f) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestPatternsReadCodes(t *testing.T) {
	for _, c := range []struct {
		pattern, code string
		want          picking.Parts
		ok            bool
	}{
		{"{aisle}-{bay}-{level}-{side}", "a-03-2-l", picking.Parts{Aisle: "A", Bay: 3, Level: "2", Side: "L"}, true},
		{"{aisle:A}-{bay:2}-{level:1}{side?}", "B-12-3", picking.Parts{Aisle: "B", Bay: 12, Level: "3"}, true},
		{"{aisle:A}-{bay:2}-{level:1}{side?}", "B-12-3R", picking.Parts{Aisle: "B", Bay: 12, Level: "3", Side: "R"}, true},
		{"{aisle:2}{bay:2}{level:2}", "071204", picking.Parts{Aisle: "7", Bay: 12, Level: "4"}, true},
		{"{aisle}-{bay:2}", "A-1", picking.Parts{}, false},
		{"{aisle}-{bay}", "A-99999999999999999999", picking.Parts{}, false},
	} {
		p, err := picking.ParsePattern(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := p.Read(c.code); ok != c.ok || got != c.want {
			t.Errorf("%s reads %s as %+v %v, want %+v", c.pattern, c.code, got, ok, c.want)
		}
	}
	for _, bad := range []string{"{aisle}", "{bay}", "{aisle}-{bay", "{{aisle}-{bay}", "{aisle}}-{bay}", "{aisle}-{bay}-{bay}", "{aisle}-{row}", "{aisle:0}-{bay}"} {
		if _, err := picking.ParsePattern(bad); err == nil {
			t.Errorf("pattern %q was taken", bad)
		}
	}
	_, places := shop()
	codes := []string{"by the door"}
	for _, p := range places {
		codes = append(codes, p.Code)
	}
	guess, reads := picking.GuessPattern(codes)
	if guess != "{aisle}-{bay}-{level}-{side}" || reads != len(places) {
		t.Errorf("guessed %s, which reads %d of %d", guess, reads, len(codes))
	}
	p, _ := picking.ParsePattern(guess)
	if r := picking.GuessRows(p, codes); len(r.Aisles) != 8 || r.Bays != 25 || r.FirstBay != 1 || r.Aisles[7].Code != "H" {
		t.Errorf("guessed rows %+v", r)
	}
}

func FuzzPattern(f *testing.F) {
	f.Add("{aisle}-{bay}-{level}{side?}", "A-3-2-L")
	f.Add("{aisle:AA}{bay:3}", "AB123")
	f.Fuzz(func(t *testing.T, pattern, code string) {
		p, err := picking.ParsePattern(pattern)
		if err != nil {
			return
		}
		if parts, ok := p.Read(code); ok && (parts.Aisle == "" || parts.Bay < 0) {
			t.Fatalf("%q reads %q as %+v", pattern, code, parts)
		}
	})
}
