package picking

import (
	"cmp"
	"context"
	"slices"
	"time"

	"packbench/app/picking/graph"
	"packbench/app/picking/grid"
)

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
	// Familiar: aisle by aisle as people know it, even where it is longer;
	// Walk.Shortest says what it costs. What is Last is walked so by itself.
	Familiar bool
	// Budget is how long a search may take where the shortest walk can't be
	// proved at once; 0 means two seconds. Steps are bounded below that, so that
	// the same trip gives the same walk on a fast machine and on a busy one.
	Budget time.Duration
}

// Walk is a planned walk.
type Walk struct {
	Stops []Stop
	Known bool // the map knows distances: the lengths below are true
	// Length is that of this walk, millimetres, without the stops in Lost.
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

// usualBudget is how long a search takes where nobody says otherwise.
const usualBudget = 2 * time.Second

// Plan finds the shortest walk past all stops of a trip, or the best it can in
// the time; it is never longer than the walk by walk numbers. Without a map it
// goes by walk numbers and codes. A cancelled context ends a search with the best
// so far.
func (f *Floor) Plan(ctx context.Context, t Trip) (Walk, error) {
	var on, lost []Stop
	for _, s := range f.byNumber(t.Stops) {
		if _, ok := f.post[s.Place]; ok {
			on = append(on, s)
		} else {
			lost = append(lost, s)
		}
	}
	if f.engine == nil {
		w := Walk{Stops: lost, How: "walk numbers"}
		w.Time = f.pace.of(w)
		return w, nil
	}
	m := f.engine.measurer()
	defer f.engine.done(m)
	p := trip{f: f, m: m, from: startPost, stops: on, budget: t.Budget}
	if p.budget <= 0 {
		p.budget = usualBudget
	}
	if at, ok := f.post[t.From]; ok {
		p.from = at
	}
	w := p.plan(ctx, t.Familiar)
	w.Known, w.Lost = true, lost
	w.Path = p.path(w.Stops)
	w.Stops = append(w.Stops, lost...)
	w.Time = f.pace.of(w)
	return w, nil
}

// byNumber sorts stops by walk number, then by code; Last ones at the end. Stops
// at the same place keep the order they came in.
func (f *Floor) byNumber(stops []Stop) []Stop {
	out := slices.Clone(stops)
	slices.SortStableFunc(out, func(a, b Stop) int {
		p, q := f.places[a.Place], f.places[b.Place]
		return cmp.Or(order(a.Last, b.Last), order(p.WalkNo == 0, q.WalkNo == 0), cmp.Compare(p.WalkNo, q.WalkNo), Compare(p.Code, q.Code))
	})
	return out
}

// order puts what is not before what is.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// trip is one walk while it is planned. Its stops stand in the order of their
// walk numbers.
type trip struct {
	f      *Floor
	m      measurer
	from   post
	stops  []Stop
	budget time.Duration
}

// class is the posts that a part of the stops is at, each once, in the order of
// the stops.
func (p *trip) class(last bool) (posts []post) {
	seen := make(map[post]bool)
	for _, s := range p.stops {
		if at := p.f.post[s.Place]; s.Last == last && !seen[at] {
			seen[at] = true
			posts = append(posts, at)
		}
	}
	return posts
}

func (p *trip) plan(ctx context.Context, familiar bool) Walk {
	first, last := p.class(false), p.class(true)
	numbered := append(slices.Clone(first), last...)
	w := Walk{ByNumber: p.walked(numbered), How: "exact"}
	var order []post
	var t graph.Tour
	if len(first) > 0 && len(last) > 0 {
		order, t = p.inTwo(ctx, first, last)
	} else {
		t = p.m.shortest(ctx, numbered, p.from, packPost, p.budget, count(len(numbered)))
		order = pick(numbered, t.Order)
	}
	w.Length, w.Bound, w.Optimal = p.walked(order), t.Bound, t.Optimal
	if !t.Optimal {
		w.How = "search"
	}
	if w.ByNumber < w.Length {
		order, w.Length, w.How = numbered, w.ByNumber, "walk numbers"
	}
	w.Shortest = w.Length
	if familiar {
		if by, ok := p.familiar(first, last); ok {
			order, w.How = by, "familiar"
		} else {
			order, w.How = numbered, "walk numbers"
		}
		if w.Length = p.walked(order); w.ByNumber < w.Length {
			order, w.Length, w.How = numbered, w.ByNumber, "walk numbers"
		}
		w.Shortest = min(w.Shortest, w.Length) // a search in two parts may have missed it
		w.Optimal = w.Length <= w.Bound
	}
	w.Stops = append(p.at(order[:len(first)], false), p.at(order[len(first):], true)...)
	return w
}

// familiar goes past the posts of each part aisle by aisle; false where the map has
// no aisles.
func (p *trip) familiar(parts ...[]post) (order []post, ok bool) {
	for _, part := range parts {
		if len(part) == 0 {
			continue
		}
		by, ok := p.m.familiar(part, p.from, packPost)
		if !ok {
			return nil, false
		}
		order = append(order, pick(part, by)...)
	}
	return order, true
}

// inTwo walks past all of the first posts before the last ones. The walk leaves
// the first ones at some post: each is tried, as many as a bounded number of steps
// allows, the nearest to the last ones first.
func (p *trip) inTwo(ctx context.Context, first, last []post) ([]post, graph.Tour) {
	away := make(map[post]int64)
	for _, a := range first {
		away[a] = graph.Far
		for _, b := range last {
			away[a] = min(away[a], p.m.distance(a, b))
		}
	}
	over := slices.Clone(first)
	slices.SortStableFunc(over, func(a, b post) int { return cmp.Compare(away[a], away[b]) })
	var order []post
	best := graph.Tour{Length: graph.Far, Optimal: true}
	deadline := time.Now().Add(p.budget)
	tries := p.m.tries(len(first) + len(last))
	for i, leave := range over {
		if i > 0 && (i >= tries || ctx.Err() != nil || time.Now().After(deadline)) {
			best.Optimal = false
			break
		}
		rest := slices.DeleteFunc(slices.Clone(first), func(a post) bool { return a == leave })
		a := p.m.shortest(ctx, rest, p.from, leave, p.budget, count(len(rest)))
		b := p.m.shortest(ctx, last, leave, packPost, p.budget, count(len(last)))
		best.Optimal = best.Optimal && a.Optimal && b.Optimal
		if l := a.Length + b.Length; l < best.Length {
			best.Length = l
			order = append(append(pick(rest, a.Order), leave), pick(last, b.Order)...)
		}
	}
	// Without the rule of two parts no walk is longer, so its bound holds.
	if best.Bound = best.Length; !best.Optimal {
		all := append(slices.Clone(first), last...)
		best.Bound = min(best.Length, p.m.shortest(ctx, all, p.from, packPost, p.budget, count(len(all))).Bound)
	}
	return order, best
}

func count(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func pick(posts []post, order []int) []post {
	out := make([]post, len(order))
	for i, k := range order {
		out[i] = posts[k]
	}
	return out
}

// walked is how far it is from post to post in that order, from where the picker
// stands to the packing bench.
func (p *trip) walked(posts []post) int64 {
	sum, at := int64(0), p.from
	for _, to := range posts {
		sum += p.m.distance(at, to)
		at = to
	}
	return sum + p.m.distance(at, packPost)
}

// at gives the stops of one part in the order of their posts.
func (p *trip) at(posts []post, last bool) []Stop {
	by := make(map[post][]Stop)
	for _, s := range p.stops {
		if at := p.f.post[s.Place]; s.Last == last {
			by[at] = append(by[at], s)
		}
	}
	var out []Stop
	for _, at := range posts {
		out = append(out, by[at]...)
	}
	return out
}

// path draws the way past the stops.
func (p *trip) path(stops []Stop) []PathPoint {
	first := p.f.at[p.from]
	first.Stop = -1
	path := []PathPoint{first}
	at := p.from
	leg := func(to post, stop int) {
		way := p.m.way(at, to)
		for _, q := range way[min(1, len(way)):] {
			q.Stop = -1
			path = append(path, q)
		}
		if at == to && stop >= 0 && path[len(path)-1].Stop >= 0 {
			return // another stop where the picker stands
		}
		if stop >= 0 {
			path[len(path)-1].Stop = stop
		}
		at = to
	}
	for i, s := range stops {
		leg(p.f.post[s.Place], i)
	}
	leg(packPost, -1)
	return turns(path)
}

// turns marks where the picker turns back, and drops the points that a straight
// line passes.
func turns(path []PathPoint) []PathPoint {
	out := path[:0:0]
	for i, q := range path {
		if i > 0 && i+1 < len(path) {
			a, b := out[len(out)-1], path[i+1]
			if a.Floor == q.Floor && q.Floor == b.Floor {
				dx, dy, ex, ey := q.X-a.X, q.Y-a.Y, b.X-q.X, b.Y-q.Y
				if dx*ey == dy*ex && (dx != 0 || dy != 0) && (ex != 0 || ey != 0) {
					q.Turn = dx*ex+dy*ey < 0
					if !q.Turn && q.Stop < 0 {
						continue
					}
				}
			}
		}
		out = append(out, q)
	}
	return out
}

// Meter measures walks without making them: for choosing which orders go
// together. One goroutine uses it at a time.
type Meter struct {
	f     *Floor
	m     measurer
	posts []post
}

// NewMeter is a meter; nil without a map.
func (f *Floor) NewMeter() *Meter {
	if f.engine == nil {
		return nil
	}
	return &Meter{f: f, m: f.engine.measurer()}
}

// Length is the length of a good walk from the start past all places to the
// packing bench, the shortest where the map is rows of shelves. Places may repeat;
// those that are not on the map do not count.
func (m *Meter) Length(places []int64) int64 {
	m.posts = m.on(m.posts[:0], places)
	if len(m.posts) == 0 {
		return 0
	}
	return m.m.rough(m.posts)
}

// meterBudget is how long LengthInTwo looks at one walk: there may be thousands, on a
// drawn map, and no walk is taken as it says.
const meterBudget = 2 * time.Millisecond

// LengthInTwo is Length where the last places are passed only after all others.
func (m *Meter) LengthInTwo(places, last []int64) int64 {
	first, then := m.on(nil, places), m.on(nil, last)
	if len(first) == 0 || len(then) == 0 {
		return m.Length(slices.Concat(places, last))
	}
	p := trip{f: m.f, m: m.m, from: startPost, budget: meterBudget}
	_, t := p.inTwo(context.Background(), first, then)
	return t.Length
}

// on adds the posts that places are at, each once.
func (m *Meter) on(posts []post, places []int64) []post {
	for _, p := range places {
		if at, ok := m.f.post[p]; ok {
			posts = append(posts, at)
		}
	}
	slices.Sort(posts)
	return slices.Compact(posts)
}

// Grid is the floor as the exact planner sees it, with the spot of each place and
// where walks begin and end; false where it is not rows of shelves, walked both
// ways.
func (f *Floor) Grid() (w *grid.Warehouse, spots map[int64]grid.Spot, start, pack grid.Corner, ok bool) {
	if f.rows == nil {
		return nil, nil, start, pack, false
	}
	spots = make(map[int64]grid.Spot, len(f.post))
	for id, p := range f.post {
		spots[id] = f.rows.posts[p].Spot
	}
	return f.rows.l.walls, spots, f.rows.posts[startPost].Corner, f.rows.posts[packPost].Corner, true
}
