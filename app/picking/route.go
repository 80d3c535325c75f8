package picking

import (
	"context"
	"time"

	"packbench/app/picking/graph"
	"packbench/app/picking/grid"
)

// Router plans single walks through warehouses given as numbers, one after the
// other. What it learns of one helps with the next. One goroutine uses it at a
// time.
type Router struct {
	solvers map[int]*grid.Solver // by cross aisles
}

// Routed is a walk with its proof.
type Routed struct {
	grid.Route
	Bound   int64
	Optimal bool
}

// Route is the shortest walk from a corner past all spots to a corner: proved for
// up to eight cross aisles or 13 spots, else the best that a search found.
func (r *Router) Route(ctx context.Context, w *grid.Warehouse, spots []grid.Spot, start, end grid.Corner) (Routed, error) {
	if err := w.Check(); err != nil {
		return Routed{}, err
	}
	if w.CrossAisles() > exactCross {
		return searched(ctx, w, spots, start, end)
	}
	s, err := r.Solver(w)
	if err != nil {
		return Routed{}, err
	}
	route, err := s.Route(spots, grid.At(start), grid.At(end))
	return Routed{route, route.Length, err == nil}, err
}

// Solver is a solver for a warehouse, good until the next call.
func (r *Router) Solver(w *grid.Warehouse) (*grid.Solver, error) {
	h := w.CrossAisles()
	if r.solvers == nil {
		r.solvers = make(map[int]*grid.Solver)
	}
	if s := r.solvers[h]; s != nil {
		return s, s.Use(w)
	}
	s, err := grid.NewSolver(w)
	if err == nil {
		r.solvers[h] = s
	}
	return s, err
}

// searched walks a warehouse of many cross aisles as a graph.
func searched(ctx context.Context, w *grid.Warehouse, spots []grid.Spot, start, end grid.Corner) (Routed, error) {
	for i, p := range spots {
		if why := w.Outside(p); why != "" {
			return Routed{}, &grid.Fault{Pick: i, Why: why}
		}
	}
	for what, c := range map[string]grid.Corner{"depot": start, "end": end} {
		if why := w.OutsideEnd(grid.At(c)); why != "" {
			return Routed{}, &grid.Fault{What: what, Pick: -1, Why: why}
		}
	}
	h := w.CrossAisles()
	g, nodes := rowGraph(w, make([]int, w.Aisles()), spots)
	f := graph.NewFinder(g)
	from, to := start.Aisle*h+start.Cross, end.Aisle*h+end.Cross
	t := f.Measure(from, nodes, to)
	for i := range spots {
		if t.At(t.N, i) >= graph.Far {
			return Routed{}, &grid.Fault{Pick: i, Why: "can't be reached from where the walk begins: what is closed leaves no way"}
		}
	}
	if t.At(t.N, t.N+1) >= graph.Far {
		return Routed{}, &grid.Fault{What: "end", Pick: -1, Why: "can't be reached from where the walk begins: what is closed leaves no way"}
	}
	tour := graph.Solve(ctx, t, graph.Options{Time: time.Second})
	out := Routed{Route: grid.Route{Length: tour.Length, Order: tour.Order}, Bound: tour.Bound, Optimal: tour.Optimal}
	spot := make(map[int]int)
	for i, n := range nodes {
		spot[n] = i
	}
	point := func(n, pick int) grid.Point {
		if i, ok := spot[n]; ok {
			return grid.Point{Aisle: spots[i].Aisle, Block: spots[i].Block, Offset: spots[i].Offset, Pick: pick}
		}
		return grid.Point{Corner: true, Aisle: n / h, Cross: n % h, Pick: -1}
	}
	out.Path = append(out.Path, point(from, -1))
	at := from
	for k := 0; k <= len(tour.Order); k++ {
		next, pick := to, -1
		if k < len(tour.Order) {
			pick = tour.Order[k]
			next = nodes[pick]
		}
		way, _ := f.Between(at, next)
		for i, n := range way {
			_, inside := spot[n]
			switch {
			case i == 0:
			case i == len(way)-1:
				out.Path = append(out.Path, point(n, pick))
			case !inside: // what is only passed is left out
				out.Path = append(out.Path, point(n, -1))
			}
		}
		at = next
	}
	return out, nil
}
