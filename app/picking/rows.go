package picking

import (
	"fmt"
	"slices"

	"packbench/app/picking/grid"
)

// A Fault names what of a map can't be, and why, so that a screen can show it at
// its field.
type Fault struct {
	Field string // "bays", "aisle B", "start", ...
	Why   string
}

func (f *Fault) Error() string { return f.Field + ": " + f.Why }

func faulty(field, why string, args ...any) error {
	return &Fault{Field: field, Why: fmt.Sprintf(why, args...)}
}

// mostLength bounds every length of a map: a kilometre.
const mostLength = 1_000_000

// layout is rows of shelves worked out: where every bay is.
type layout struct {
	r      *RowPlan
	aisle  map[string]int // by code
	x      []int64        // of each aisle
	cross  []int64        // depth of each cross aisle, from the front one
	bays   int            // positions along an aisle: half as many as bays with OddLeft
	walls  *grid.Warehouse
	oneWay []int // by aisle: 1 up, -1 down, 0 both
	any    bool  // whether any aisle is one-way
}

// newLayout works rows of shelves out, or says what of them can't be.
func newLayout(r *RowPlan) (*layout, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	l := &layout{r: r, aisle: make(map[string]int), bays: r.Bays, walls: &grid.Warehouse{}}
	if r.OddLeft {
		l.bays = (r.Bays + 1) / 2
	}
	x := int64(0)
	for i, a := range r.Aisles {
		l.aisle[plain(a.Code)] = i
		l.x = append(l.x, x)
		x += a.Pitch
		if i+1 < len(r.Aisles) {
			l.walls.Pitch = append(l.walls.Pitch, a.Pitch)
		}
		way := map[string]int{"up": 1, "down": -1}[a.OneWay]
		l.oneWay, l.any = append(l.oneWay, way), l.any || way != 0
	}
	l.cross = []int64{0}
	for i, after := range r.Cross {
		l.cross = append(l.cross, int64(after)*r.BayWidth+int64(i+1)*r.CrossWidth)
	}
	l.cross = append(l.cross, int64(l.bays)*r.BayWidth+int64(len(r.Cross)+1)*r.CrossWidth)
	for i := 1; i < len(l.cross); i++ {
		l.walls.Blocks = append(l.walls.Blocks, l.cross[i]-l.cross[i-1])
	}
	return l, l.close()
}

// close puts down what nobody can walk through.
func (l *layout) close() error {
	end := len(l.cross) - 1
	for a := 0; a+1 < len(l.r.Aisles); a++ {
		if l.r.NoFront {
			l.walls.Closed = append(l.walls.Closed, grid.Closed{Aisle: a, Across: true})
		}
		if l.r.NoBack {
			l.walls.Closed = append(l.walls.Closed, grid.Closed{Aisle: a, Across: true, Cross: end})
		}
	}
	for i, s := range l.r.Shut {
		field := fmt.Sprintf("closed piece %d", i+1)
		a, ok := l.aisle[plain(s.Aisle)]
		switch {
		case !ok:
			return faulty(field, "there is no aisle %q", s.Aisle)
		case s.Across && (s.Cross < 0 || s.Cross > end):
			return faulty(field, "there is no cross aisle %d: they are 0, at the front, to %d", s.Cross, end)
		case s.Across && a == len(l.r.Aisles)-1:
			return faulty(field, "no aisle lies beyond %s", s.Aisle)
		case s.Across:
			l.walls.Closed = append(l.walls.Closed, grid.Closed{Aisle: a, Across: true, Cross: s.Cross})
			continue
		}
		from, ok := l.position(min(s.From, s.To))
		to, ok2 := l.position(max(s.From, s.To))
		if !ok || !ok2 {
			return faulty(field, "bays %d to %d are not in aisle %s: they are %d to %d", s.From, s.To, s.Aisle, l.r.FirstBay, l.r.FirstBay+l.r.Bays-1)
		}
		for p := from; p <= to; p++ {
			b, y := l.along(p)
			l.walls.Closed = append(l.walls.Closed, grid.Closed{Aisle: a, Block: b, From: y - l.r.BayWidth/2, To: y + l.r.BayWidth/2})
		}
	}
	l.walls.Closed = joined(l.walls.Closed)
	return nil
}

// joined makes one piece of those that touch.
func joined(all []grid.Closed) []grid.Closed {
	slices.SortFunc(all, func(a, b grid.Closed) int {
		switch {
		case a.Across != b.Across:
			if a.Across {
				return -1
			}
			return 1
		case a.Aisle != b.Aisle:
			return a.Aisle - b.Aisle
		case a.Cross != b.Cross:
			return a.Cross - b.Cross
		case a.Block != b.Block:
			return a.Block - b.Block
		}
		return int(a.From - b.From)
	})
	var out []grid.Closed
	for _, c := range all {
		if n := len(out); n > 0 && !c.Across && !out[n-1].Across && out[n-1].Aisle == c.Aisle && out[n-1].Block == c.Block && out[n-1].To >= c.From {
			out[n-1].To = max(out[n-1].To, c.To)
			continue
		}
		out = append(out, c)
	}
	return slices.CompactFunc(out, func(a, b grid.Closed) bool { return a.Across && a == b })
}

// position is how many bays stand before a bay; false where there is none of that
// number.
func (l *layout) position(bay int) (int, bool) {
	p := bay - l.r.FirstBay
	if p < 0 || p >= l.r.Bays {
		return 0, false
	}
	if l.r.OddLeft {
		p /= 2
	}
	return p, true
}

// along is the block of a position and how far in it its middle lies.
func (l *layout) along(p int) (block int, offset int64) {
	for block < len(l.r.Cross) && p >= l.r.Cross[block] {
		block++
	}
	y := int64(p)*l.r.BayWidth + l.r.BayWidth/2 + int64(block)*l.r.CrossWidth + l.r.CrossWidth/2
	return block, y - l.cross[block]
}

// spot is where a code stands, or why nowhere.
func (l *layout) spot(p Parts) (grid.Spot, string) {
	a, ok := l.aisle[p.Aisle]
	if !ok {
		return grid.Spot{}, fmt.Sprintf("there is no aisle %s on the map", p.Aisle)
	}
	at, ok := l.position(p.Bay)
	if !ok {
		return grid.Spot{}, fmt.Sprintf("aisle %s has the bays %d to %d, not %d", p.Aisle, l.r.FirstBay, l.r.FirstBay+l.r.Bays-1, p.Bay)
	}
	b, y := l.along(at)
	for _, c := range l.walls.Closed {
		if !c.Across && c.Aisle == a && c.Block == b && c.From < y && y < c.To {
			return grid.Spot{}, "stands in a piece of its aisle that is closed"
		}
	}
	return grid.Spot{Aisle: a, Block: b, Offset: y}, ""
}

func (l *layout) corner(field string, p RowPoint) (grid.Corner, error) {
	a := 0
	if p.Aisle != "" {
		var ok bool
		if a, ok = l.aisle[plain(p.Aisle)]; !ok {
			return grid.Corner{}, faulty(field, "there is no aisle %q", p.Aisle)
		}
	}
	if p.Cross < 0 || p.Cross >= len(l.cross) {
		return grid.Corner{}, faulty(field, "there is no cross aisle %d: they are 0, at the front, to %d", p.Cross, len(l.cross)-1)
	}
	return grid.Corner{Aisle: a, Cross: p.Cross}, nil
}

func (r *RowPlan) check() error {
	switch {
	case len(r.Aisles) == 0:
		return faulty("aisles", "name at least one")
	case len(r.Aisles) > 500:
		return faulty("aisles", "%d are more than 500", len(r.Aisles))
	case r.Bays < 1 || r.Bays > 2000:
		return faulty("bays", "%d: an aisle has 1 to 2000", r.Bays)
	case r.FirstBay < 0:
		return faulty("first bay", "%d is negative", r.FirstBay)
	case r.BayWidth < 1 || r.BayWidth > mostLength:
		return faulty("bay width", "%d mm: 1 mm to 1 km", r.BayWidth)
	case r.CrossWidth < 0 || r.CrossWidth > mostLength:
		return faulty("cross aisle", "%d mm: 0 to 1 km wide", r.CrossWidth)
	case len(r.Cross) > 50:
		return faulty("cross aisles", "%d in between are more than 50", len(r.Cross))
	}
	seen := make(map[string]bool)
	for _, a := range r.Aisles {
		switch {
		case plain(a.Code) == "":
			return faulty("aisles", "each has a code, as in the codes on its shelves")
		case seen[plain(a.Code)]:
			return faulty("aisle "+a.Code, "stands twice on the map")
		case a.Pitch < 0 || a.Pitch > mostLength:
			return faulty("aisle "+a.Code, "%d mm to the next one: 0 to 1 km", a.Pitch)
		case a.OneWay != "" && a.OneWay != "up" && a.OneWay != "down":
			return faulty("aisle "+a.Code, "one way is up, down or nothing, not %q", a.OneWay)
		}
		seen[plain(a.Code)] = true
	}
	last := 0
	positions := r.Bays
	if r.OddLeft {
		positions = (r.Bays + 1) / 2
	}
	for _, c := range r.Cross {
		if c <= last || c >= positions {
			return faulty("cross aisles", "after %d bays: the numbers rise and lie between 1 and %d", c, positions-1)
		}
		last = c
	}
	return nil
}
