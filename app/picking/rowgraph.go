package picking

import (
	"cmp"
	"slices"

	"packbench/app/picking/graph"
	"packbench/app/picking/grid"
)

// rowGraph lays rows of shelves out as a graph: for one-way aisles, which the
// exact planner does not know, and for more cross aisles than it can answer for.
// It gives the node of each spot.
func (l *layout) rowGraph(spots []grid.Spot) (g *graph.Graph, at []PathPoint, corner func(grid.Corner) int, nodes []int) {
	h := len(l.cross)
	g = graph.New(len(l.x) * h)
	at = make([]PathPoint, g.Nodes())
	corner = func(c grid.Corner) int { return c.Aisle*h + c.Cross }
	across := func(a, cross int) bool {
		return slices.ContainsFunc(l.walls.Closed, func(c grid.Closed) bool { return c.Across && c.Aisle == a && c.Cross == cross })
	}
	within := func(a, block int, from, to int64) bool {
		return slices.ContainsFunc(l.walls.Closed, func(c grid.Closed) bool {
			return !c.Across && c.Aisle == a && c.Block == block && from < c.To && c.From < to
		})
	}
	for a := range l.x {
		for k := range h {
			at[a*h+k] = l.point(grid.Point{Corner: true, Aisle: a, Cross: k})
			if a+1 < len(l.x) && !across(a, k) {
				g.Edge(a*h+k, (a+1)*h+k, l.walls.Pitch[a])
			}
		}
	}
	nodes = make([]int, len(spots))
	by := make([]int, len(spots))
	for i := range by {
		by[i] = i
	}
	slices.SortStableFunc(by, func(i, j int) int {
		a, b := spots[i], spots[j]
		return cmp.Or(a.Aisle-b.Aisle, a.Block-b.Block, cmp.Compare(a.Offset, b.Offset))
	})
	next := 0
	for a := range l.x {
		for b, length := range l.walls.Blocks {
			from, off := corner(grid.Corner{Aisle: a, Cross: b}), int64(0)
			link := func(to int, y int64) {
				if !within(a, b, off, y) {
					if l.oneWay[a] >= 0 {
						g.Arc(from, to, y-off)
					}
					if l.oneWay[a] <= 0 {
						g.Arc(to, from, y-off)
					}
				}
				from, off = to, y
			}
			for ; next < len(by) && spots[by[next]].Aisle == a && spots[by[next]].Block == b; next++ {
				s := spots[by[next]]
				n := g.Node()
				at = append(at, l.point(grid.Point{Aisle: a, Block: b, Offset: s.Offset}))
				link(n, s.Offset)
				nodes[by[next]] = n
			}
			link(corner(grid.Corner{Aisle: a, Cross: b + 1}), length)
		}
	}
	return g, at, corner, nodes
}
