package picking

import (
	"cmp"
	"fmt"
	"slices"

	"packbench/app/picking/graph"
	"packbench/app/picking/grid"
)

// Place is a place on the floor as its walks need it.
type Place struct {
	ID     int64
	Code   string
	WalkNo int64  // the shop's own walk number, 0 for none
	Zone   string // "" for that of its aisle
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
	zones  map[int64]string
	post   map[int64]post // of each place that the map knows
	at     []PathPoint    // where each post lies
	engine engine         // nil where there are only codes
	rows   *rowsEngine    // the engine, where it is exact
	plan   Plan
	// pattern reads codes; nil where there are only codes
	pattern *Pattern
}

// NewFloor reads a map and puts the places on it. What is wrong with the map is a
// Fault that names it; places that fit nowhere are listed by Lost.
func NewFloor(m Map, places []Place) (*Floor, error) {
	f := &Floor{kind: m.Kind, pace: m.Pace.orUsual(), places: make(map[int64]Place, len(places)), zones: make(map[int64]string), post: make(map[int64]post)}
	if f.kind == "" {
		f.kind = Codes
	}
	for _, p := range places {
		f.places[p.ID] = p
		f.zones[p.ID] = p.Zone
	}
	var pattern *Pattern
	var err error
	if f.kind != Codes {
		if pattern, err = ParsePattern(m.Pattern); err != nil {
			return nil, &Fault{Field: "pattern", Why: err.Error()}
		}
	}
	f.pattern = pattern
	switch {
	case f.kind == Codes:
		return f, nil
	case f.kind == Rows && m.Rows != nil:
		err = f.layRows(m.Rows, pattern)
	case f.kind == Drawn && m.Drawing != nil:
		err = f.layDrawing(m.Drawing, pattern)
	default:
		err = faulty("map", "a map of kind %q is not known, or not described", f.kind)
	}
	if err != nil {
		return nil, err
	}
	return f, f.reach()
}

// inOrder gives the places by code, so that the same map is always laid out the
// same.
func (f *Floor) inOrder() []Place {
	all := make([]Place, 0, len(f.places))
	for _, p := range f.places {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b Place) int { return cmp.Or(Compare(a.Code, b.Code), cmp.Compare(a.ID, b.ID)) })
	return all
}

func (f *Floor) lose(p Place, why string) { f.lost = append(f.lost, Lost{p, why}) }

func (f *Floor) layRows(r *RowPlan, pattern *Pattern) error {
	l, err := newLayout(r)
	if err != nil {
		return err
	}
	start, err := l.corner("start", r.Start)
	if err != nil {
		return err
	}
	pack, err := l.corner("packing bench", r.Pack)
	if err != nil {
		return err
	}
	var spots []grid.Spot
	known := make(map[grid.Spot]post)
	where := make(map[shelfKey][]Place)
	for _, p := range f.inOrder() {
		parts, ok := pattern.Read(p.Code)
		if !ok {
			f.lose(p, fmt.Sprintf("its code is not like %s", pattern))
			continue
		}
		s, why := l.spot(parts)
		if why != "" {
			f.lose(p, why)
			continue
		}
		if _, ok := known[s]; !ok {
			known[s] = firstPost + post(len(spots))
			spots = append(spots, s)
		}
		f.post[p.ID] = known[s]
		if f.zones[p.ID] == "" {
			f.zones[p.ID] = r.Aisles[s.Aisle].Zone
		}
		at, _ := l.position(parts.Bay)
		onLeft, onRight := l.sideOf(parts)
		if onLeft {
			where[shelfKey{s.Aisle, at, false}] = append(where[shelfKey{s.Aisle, at, false}], p)
		}
		if onRight {
			where[shelfKey{s.Aisle, at, true}] = append(where[shelfKey{s.Aisle, at, true}], p)
		}
	}
	f.plan = l.draw(where, f.Zone)
	f.at = []PathPoint{l.point(grid.Point{Corner: true, Aisle: start.Aisle, Cross: start.Cross}), l.point(grid.Point{Corner: true, Aisle: pack.Aisle, Cross: pack.Cross})}
	for _, s := range spots {
		f.at = append(f.at, l.point(grid.Point{Aisle: s.Aisle, Block: s.Block, Offset: s.Offset}))
	}
	if l.any || len(l.cross) > exactCross {
		g, nodes := rowGraph(l.walls, l.oneWay, spots)
		var at []PathPoint
		for a := range l.x {
			for k := range l.cross {
				at = append(at, l.point(grid.Point{Corner: true, Aisle: a, Cross: k}))
			}
		}
		h := len(l.cross)
		e := newGraphEngine(g, append(at, f.at[firstPost:]...), start.Aisle*h+start.Cross, pack.Aisle*h+pack.Cross)
		e.posts = append(e.posts, nodes...)
		f.engine = e
		return nil
	}
	f.rows = newRowsEngine(l, start, pack)
	for _, s := range spots {
		f.rows.posts = append(f.rows.posts, grid.Inside(s))
	}
	f.engine = f.rows
	return nil
}

func (f *Floor) layDrawing(d *Drawing, pattern *Pattern) error {
	s, err := newSketch(d)
	if err != nil {
		return err
	}
	for _, end := range []struct {
		field string
		cell  Cell
	}{{"start", d.Start}, {"packing bench", d.Pack}} {
		if !s.free(end.cell) {
			return faulty(end.field, "nobody can stand where it is drawn")
		}
	}
	e := newGraphEngine(s.g, s.at, s.node(d.Start), s.node(d.Pack))
	f.at = []PathPoint{s.at[s.node(d.Start)], s.at[s.node(d.Pack)]}
	known := make(map[Cell]post)
	where := make(map[[2]int][]Place)
	for _, p := range f.inOrder() {
		parts, ok := pattern.Read(p.Code)
		if !ok {
			f.lose(p, fmt.Sprintf("its code is not like %s", pattern))
			continue
		}
		c, rack, why := s.stand(parts)
		if why != "" {
			f.lose(p, why)
			continue
		}
		if _, ok := known[c]; !ok {
			known[c] = post(len(e.posts))
			e.posts = append(e.posts, s.node(c))
			f.at = append(f.at, s.at[s.node(c)])
		}
		f.post[p.ID] = known[c]
		if f.zones[p.ID] == "" {
			f.zones[p.ID] = d.Racks[rack[0]].Zone
		}
		where[rack] = append(where[rack], p)
	}
	f.plan = s.draw(where, f.Zone)
	f.engine = e
	return nil
}

// reach takes off the map what nobody can walk to, or from, and says so.
func (f *Floor) reach() error {
	m := f.engine.measurer()
	defer f.engine.done(m)
	if m.distance(startPost, packPost) >= graph.Far {
		return faulty("packing bench", "there is no way to it from where walks begin")
	}
	open := m.open()
	for _, p := range f.inOrder() {
		if at, ok := f.post[p.ID]; ok && !open[at] {
			delete(f.post, p.ID)
			f.lose(p, "no way leads there from where walks begin, and on to the packing bench")
		}
	}
	return nil
}

// Kind is how much is known of the floor.
func (f *Floor) Kind() Kind { return f.kind }

// Lost are the places that stand nowhere on the map, by code.
func (f *Floor) Lost() []Lost { return f.lost }

// Zone is the zone of a place: its own, or that of its aisle.
func (f *Floor) Zone(place int64) string { return f.zones[place] }

// Aisle is the aisle of a place as its code names it; "" where the map does not
// know the place.
func (f *Floor) Aisle(place int64) string {
	if _, ok := f.post[place]; !ok || f.pattern == nil {
		return ""
	}
	parts, _ := f.pattern.Read(f.places[place].Code)
	return parts.Aisle
}

// At is where a picker stands before a place; false where the map does not know.
func (f *Floor) At(place int64) (PathPoint, bool) {
	p, ok := f.post[place]
	if !ok {
		return PathPoint{}, false
	}
	return f.at[p], true
}

// Ends are where walks begin and end; false without a map.
func (f *Floor) Ends() (start, pack PathPoint, ok bool) {
	if f.engine == nil {
		return start, pack, false
	}
	return f.at[startPost], f.at[packPost], true
}
