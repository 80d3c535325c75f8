package picking

import (
	"cmp"
	"slices"

	"packbench/app/picking/graph"
	"packbench/app/picking/grid"
)

// rowGraph lays rows of shelves out as a graph: for one-way aisles, which the
// exact planner does not know, and for more cross aisles than it can answer for.
// oneWay says of each aisle whether it is walked from the front only (1), from the
// back only (-1) or both ways. Corners are the first nodes, aisle by aisle; it
// gives the node of each spot.
func rowGraph(w *grid.Warehouse, oneWay []int, spots []grid.Spot) (g *graph.Graph, nodes []int) {
	h := w.CrossAisles()
	g = graph.New(w.Aisles() * h)
	across := func(a, cross int) bool {
		return slices.ContainsFunc(w.Closed, func(c grid.Closed) bool { return c.Across && c.Aisle == a && c.Cross == cross })
	}
	within := func(a, block int, from, to int64) bool {
		return slices.ContainsFunc(w.Closed, func(c grid.Closed) bool {
			return !c.Across && c.Aisle == a && c.Block == block && (from < c.To && c.From < to || c.From == c.To && from <= c.From && c.From < to)
		})
	}
	nodes = make([]int, len(spots))
	by := make([]int, len(spots))
	for i := range by {
		by[i] = i
		nodes[i] = g.Node()
	}
	slices.SortStableFunc(by, func(i, j int) int {
		a, b := spots[i], spots[j]
		return cmp.Or(a.Aisle-b.Aisle, a.Block-b.Block, cmp.Compare(a.Offset, b.Offset))
	})
	next := 0
	for a := range w.Aisles() {
		for k := range h {
			if a+1 < w.Aisles() && !across(a, k) {
				g.Edge(a*h+k, (a+1)*h+k, w.Pitch[a])
			}
		}
		for b, length := range w.Blocks {
			from, off := a*h+b, int64(0)
			link := func(to int, y int64) {
				if !within(a, b, off, y) {
					if oneWay[a] >= 0 {
						g.Arc(from, to, y-off)
					}
					if oneWay[a] <= 0 {
						g.Arc(to, from, y-off)
					}
				}
				from, off = to, y
			}
			for ; next < len(by) && spots[by[next]].Aisle == a && spots[by[next]].Block == b; next++ {
				link(nodes[by[next]], spots[by[next]].Offset)
			}
			link(a*h+b+1, length)
		}
	}
	return g, nodes
}
