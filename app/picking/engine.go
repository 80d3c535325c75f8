package picking

import (
	"context"
	"slices"
	"sync"
	"time"

	"packbench/app/picking/graph"
	"packbench/app/picking/grid"
)

// post is a place where a walk may stop, by number: 0 is where walks begin, 1
// where they end, the others are places on the map. Places that are reached from
// the same spot share one.
type post = int32

const (
	startPost post = 0
	packPost  post = 1
	firstPost post = 2
)

// engine knows the distances of one map.
type engine interface {
	// measurer gives what measures for one goroutine; it is handed back by done.
	measurer() measurer
	done(measurer)
}

// measurer answers for one goroutine at a time.
type measurer interface {
	// distance is the shortest way between two posts; graph.Far where there is none.
	distance(from, to post) int64
	// way is the corners of that way with both its ends.
	way(from, to post) []PathPoint
	// shortest is the shortest order of posts found, with its proof.
	shortest(ctx context.Context, posts []post, from, to post, budget time.Duration, known []int) graph.Tour
	// tries is how many walks past so many posts may be planned while a person
	// waits, some tenths of a second.
	tries(posts int) int
	// familiar is the order of the classic combined rule; false where the map does
	// not allow it.
	familiar(posts []post, from, to post) (order []int, ok bool)
	// open says of each post whether a way leads there from the start, and on to
	// the packing bench.
	open() []bool
	// rough is the length of a good walk, soon.
	rough(posts []post) int64
}

// exactCross is how many cross aisles the exact planner answers for while a
// person waits: 22 ms for 100 picks at seven of them.
const exactCross = 8

// rowsEngine measures rows of shelves exactly.
type rowsEngine struct {
	l     *layout
	posts []grid.End
	pool  sync.Pool
}

func newRowsEngine(l *layout, start, pack grid.Corner) *rowsEngine {
	e := &rowsEngine{l: l, posts: []grid.End{grid.At(start), grid.At(pack)}}
	e.pool.New = func() any {
		s, err := grid.NewSolver(l.walls)
		if err != nil {
			return nil // the layout was checked when it was made
		}
		return &rowsMeasurer{e: e, s: s}
	}
	return e
}

func (e *rowsEngine) measurer() measurer { return e.pool.Get().(measurer) }
func (e *rowsEngine) done(m measurer)    { e.pool.Put(m) }

type rowsMeasurer struct {
	e     *rowsEngine
	s     *grid.Solver
	spots []grid.Spot
}

func (m *rowsMeasurer) distance(from, to post) int64 {
	d, err := m.s.Length(nil, m.e.posts[from], m.e.posts[to])
	if err != nil {
		return graph.Far
	}
	return d
}

func (m *rowsMeasurer) gather(posts []post) []grid.Spot {
	m.spots = m.spots[:0]
	for _, p := range posts {
		m.spots = append(m.spots, m.e.posts[p].Spot)
	}
	return m.spots
}

func (m *rowsMeasurer) shortest(_ context.Context, posts []post, from, to post, _ time.Duration, _ []int) graph.Tour {
	r, err := m.s.Route(m.gather(posts), m.e.posts[from], m.e.posts[to])
	if err != nil {
		return graph.Tour{Length: graph.Far}
	}
	return graph.Tour{Order: r.Order, Length: r.Length, Bound: r.Length, Optimal: true}
}

func (m *rowsMeasurer) tries(int) int {
	return [...]int{2: 1000, 3: 1000, 4: 400, 5: 80, 6: 16, 7: 4, 8: 1}[min(len(m.e.l.cross), exactCross)]
}

func (m *rowsMeasurer) familiar(posts []post, from, to post) ([]int, bool) {
	a, b := m.e.posts[from], m.e.posts[to]
	if a.Inside || b.Inside {
		return nil, false
	}
	order, _, ok := m.e.l.walls.Walk(grid.Combined, m.gather(posts), a.Corner, b.Corner)
	return order, ok
}

func (m *rowsMeasurer) open() []bool {
	out := make([]bool, len(m.e.posts))
	for i := range out { // all ways are walked both ways
		out[i] = m.distance(startPost, post(i)) < graph.Far
	}
	return out
}

func (m *rowsMeasurer) rough(posts []post) int64 {
	l, err := m.s.Length(m.gather(posts), m.e.posts[startPost], m.e.posts[packPost])
	if err != nil {
		return graph.Far
	}
	return l
}

func (m *rowsMeasurer) way(from, to post) []PathPoint {
	r, err := m.s.Route(nil, m.e.posts[from], m.e.posts[to])
	if err != nil {
		return nil
	}
	path := make([]PathPoint, 0, len(r.Path))
	for _, p := range r.Path {
		path = append(path, m.e.l.point(p))
	}
	return path
}

// point is where a point of a walk lies on the plan: the front is at the bottom,
// half a cross aisle and half an aisle lie around.
func (l *layout) point(p grid.Point) PathPoint {
	y := l.cross[p.Cross]
	if !p.Corner {
		y = l.cross[p.Block] + p.Offset
	}
	return PathPoint{X: l.left(0) + l.x[p.Aisle], Y: l.deep() - l.r.CrossWidth/2 - y, Stop: -1}
}

// graphEngine measures any other map. The ways from a post are found when they
// are first asked for, and kept.
type graphEngine struct {
	g     *graph.Graph
	posts []int       // node of each post
	at    []PathPoint // where each node lies
	pool  sync.Pool

	mu   sync.Mutex
	from [][]int64 // by post: the distances to all posts, nil until asked for
}

func newGraphEngine(g *graph.Graph, at []PathPoint, start, pack int) *graphEngine {
	e := &graphEngine{g: g, at: at, posts: []int{start, pack}}
	e.pool.New = func() any { return &graphMeasurer{e: e, f: graph.NewFinder(g)} }
	return e
}

func (e *graphEngine) measurer() measurer { return e.pool.Get().(measurer) }
func (e *graphEngine) done(m measurer)    { e.pool.Put(m) }

type graphMeasurer struct {
	e *graphEngine
	f *graph.Finder
}

// row is the distances from a post to all others.
func (m *graphMeasurer) row(from post) []int64 {
	e := m.e
	e.mu.Lock()
	if e.from == nil {
		e.from = make([][]int64, len(e.posts))
	}
	row := e.from[from]
	e.mu.Unlock()
	if row != nil {
		return row
	}
	d := m.f.From(e.posts[from])
	row = make([]int64, len(e.posts))
	for i, n := range e.posts {
		row[i] = d[n]
	}
	e.mu.Lock()
	e.from[from] = row
	e.mu.Unlock()
	return row
}

func (m *graphMeasurer) distance(from, to post) int64 { return m.row(from)[to] }

func (m *graphMeasurer) table(posts []post, from, to post) *graph.Table {
	all := append(slices.Clone(posts), from, to)
	return graph.NewTable(len(posts), func(i int) func(j int) int64 {
		row := m.row(all[i])
		return func(j int) int64 { return row[all[j]] }
	})
}

func (m *graphMeasurer) shortest(ctx context.Context, posts []post, from, to post, budget time.Duration, known []int) graph.Tour {
	return graph.Solve(ctx, m.table(posts, from, to), graph.Options{Kicks: floorKicks, Time: budget, Known: known})
}

// floorKicks bounds a search: about 40 ms for 100 stops.
const floorKicks = 8000

func (m *graphMeasurer) tries(posts int) int {
	if posts <= 14 {
		return 14
	}
	return 5
}

func (m *graphMeasurer) familiar([]post, post, post) ([]int, bool) { return nil, false }

func (m *graphMeasurer) open() []bool {
	out := make([]bool, len(m.e.posts))
	there := m.f.From(m.e.posts[startPost])
	back := graph.NewFinder(m.e.g.Reversed()).From(m.e.posts[packPost])
	for i, n := range m.e.posts {
		out[i] = there[n] < graph.Far && back[n] < graph.Far
	}
	return out
}

func (m *graphMeasurer) rough(posts []post) int64 {
	return graph.Rough(m.table(posts, startPost, packPost))
}

func (m *graphMeasurer) way(from, to post) []PathPoint {
	nodes, _ := m.f.Between(m.e.posts[from], m.e.posts[to])
	path := make([]PathPoint, 0, len(nodes))
	for _, n := range nodes {
		p := m.e.at[n]
		if k := len(path); k > 0 && path[k-1] == p {
			continue
		}
		path = append(path, p)
	}
	return path
}
