package graph_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"packbench/app/picking/graph"
	"packbench/app/picking/grid"
)

// lay makes a warehouse of the grid as a graph with its spots as nodes; up and
// down say which aisles are one-way.
func lay(w *grid.Warehouse, spots []grid.Spot, oneWay func(aisle int) int) (g *graph.Graph, corner func(a, l int) int, spot []int) {
	h := w.CrossAisles()
	g = graph.New(w.Aisles() * h)
	corner = func(a, l int) int { return a*h + l }
	for a := range w.Aisles() {
		for l := range h {
			if a+1 < w.Aisles() {
				g.Edge(corner(a, l), corner(a+1, l), w.Pitch[a])
			}
		}
	}
	spot = make([]int, len(spots))
	for a := range w.Aisles() {
		for b, length := range w.Blocks {
			var in []int
			for i, p := range spots {
				if p.Aisle == a && p.Block == b {
					in = append(in, i)
				}
			}
			slices.SortStableFunc(in, func(x, y int) int { return int(spots[x].Offset - spots[y].Offset) })
			at, off := corner(a, b), int64(0)
			link := func(to int, l int64) {
				way := oneWay(a)
				if way >= 0 {
					g.Arc(at, to, l)
				}
				if way <= 0 {
					g.Arc(to, at, l)
				}
			}
			for _, i := range in {
				spot[i] = g.Node()
				link(spot[i], spots[i].Offset-off)
				at, off = spot[i], spots[i].Offset
			}
			link(corner(a, b+1), length-off)
		}
	}
	return g, corner, spot
}

func twoWay(int) int { return 0 }

func random(r *rand.Rand, aisles, cross, block, picks int) (*grid.Warehouse, []grid.Spot) {
	w := &grid.Warehouse{}
	for range aisles - 1 {
		w.Pitch = append(w.Pitch, int64(3+r.IntN(5)))
	}
	for range cross - 1 {
		w.Blocks = append(w.Blocks, int64(block))
	}
	spots := make([]grid.Spot, picks)
	for i := range spots {
		spots[i] = grid.Spot{Aisle: r.IntN(aisles), Block: r.IntN(cross - 1), Offset: r.Int64N(int64(block) + 1)}
	}
	return w, spots
}

// shortest is the length of the best of all orders, by what is left and where one
// stands, with shortest ways of its own.
func shortest(g [][]int64, start int, stops []int, end int) int64 {
	type rest struct{ left, at int }
	known := make(map[rest]int64)
	var onward func(r rest) int64
	onward = func(r rest) int64 {
		if r.left == 0 {
			return g[r.at][end]
		}
		if d, ok := known[r]; ok {
			return d
		}
		best := int64(graph.Far)
		for i, s := range stops {
			if r.left>>i&1 == 1 {
				best = min(best, g[r.at][s]+onward(rest{r.left &^ (1 << i), s}))
			}
		}
		known[r] = best
		return best
	}
	return onward(rest{1<<len(stops) - 1, start})
}

// cases is how many random warehouses are tried, and with how many picks at most;
// PACKBENCH_CASES asks for another number, with up to 12 picks.
func cases(tb testing.TB) (n, picks int) {
	if v := os.Getenv("PACKBENCH_CASES"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil {
			tb.Fatal(err)
		}
		return n, 12
	}
	return 300, 6
}

// Few stops in aisles of which some are one-way: no order is shorter.
func TestOneWayAislesAreWalkedTheirWay(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	n, most := cases(t)
	for i := range n {
		w, spots := random(r, 2+r.IntN(5), 2+i%5, 12, 1+r.IntN(most))
		way := make([]int, w.Aisles())
		for a := range way {
			way[a] = (a+i)%3 - 1
		}
		g, corner, spot := lay(w, spots, func(a int) int { return way[a] })
		start, end := corner(0, 0), corner(r.IntN(w.Aisles()), r.IntN(w.CrossAisles()))
		table := graph.NewFinder(g).Measure(start, spot, end)
		got := graph.Solve(context.Background(), table, graph.Options{})
		all := ways(g)
		want := shortest(all, start, spot, end)
		if got.Length != want || got.Length < graph.Far && !got.Optimal {
			t.Fatalf("case %d: %d, the shortest is %d", i, got.Length, want)
		}
		if b := graph.Bound(table, 100); want < graph.Far && b > want {
			t.Fatalf("case %d: bound %d is above the shortest, %d", i, b, want)
		}
	}
}

// ways are the shortest ways between all nodes of a graph, found another way than
// the package does.
func ways(g *graph.Graph) [][]int64 {
	n := g.Nodes()
	d := make([][]int64, n)
	for i := range d {
		d[i] = slices.Repeat([]int64{graph.Far}, n)
		d[i][i] = 0
		for changed := true; changed; {
			changed = false
			g.Arcs(func(a, b int, l int64) {
				if d[i][a]+l < d[i][b] {
					d[i][b], changed = d[i][a]+l, true
				}
			})
		}
	}
	return d
}

func TestManyStopsAreAllVisitedOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for i := range 40 {
		w, spots := random(r, 8, 4, 20, 14+r.IntN(30))
		oneWay := twoWay
		if i%2 == 1 {
			oneWay = func(a int) int { return a%3 - 1 }
		}
		g, corner, spot := lay(w, spots, oneWay)
		table := graph.NewFinder(g).Measure(corner(0, 0), spot, corner(3, 3))
		known := r.Perm(len(spots))
		o := graph.Options{Kicks: 300, Known: known}
		got := graph.Solve(context.Background(), table, o)
		if seen := slices.Sorted(slices.Values(got.Order)); len(slices.Compact(seen)) != len(spots) {
			t.Fatalf("case %d: %v", i, got.Order)
		}
		if got.Length != table.Length(got.Order) || got.Length > table.Length(known) || got.Bound > got.Length {
			t.Fatalf("case %d: length %d, walked %d, known %d, bound %d", i, got.Length, table.Length(got.Order), table.Length(known), got.Bound)
		}
		if again := graph.Solve(context.Background(), table, o); !slices.Equal(again.Order, got.Order) {
			t.Fatalf("case %d: the same stops gave another walk", i)
		}
		if table.Symmetric {
			s, err := grid.NewSolver(w)
			if err != nil {
				t.Fatal(err)
			}
			exact, err := s.Length(spots, grid.End{}, grid.At(grid.Corner{Aisle: 3, Cross: 3}))
			if err != nil || got.Length < exact || got.Bound > exact {
				t.Fatalf("case %d: search %d, bound %d, shortest %d (%v)", i, got.Length, got.Bound, exact, err)
			}
		}
	}
}

func TestCancelledSearchKeepsItsBest(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	w, spots := random(r, 20, 6, 30, 400)
	g, corner, spot := lay(w, spots, twoWay)
	table := graph.NewFinder(g).Measure(corner(0, 0), spot, corner(0, 0))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	got := graph.Solve(ctx, table, graph.Options{Kicks: 1 << 30})
	if len(got.Order) != 400 || got.Length < got.Bound {
		t.Fatalf("%d stops, length %d, bound %d", len(got.Order), got.Length, got.Bound)
	}
}

// BenchmarkSearch compares the search with the shortest walk: goal G4, 100 picks
// and 4 to 6 cross aisles, 50 ms.
func BenchmarkSearch(b *testing.B) {
	for h := 4; h <= 6; h++ {
		b.Run(fmt.Sprintf("cross=%d", h), func(b *testing.B) {
			for b.Loop() {
				r := rand.New(rand.NewPCG(9, uint64(h)))
				sum, most, gap, took := 0.0, 0.0, 0.0, time.Duration(0)
				const lists = 30
				for range lists {
					w, spots := random(r, 10, h, 60/(h-1), 100)
					g, corner, spot := lay(w, spots, twoWay)
					at := time.Now()
					table := graph.NewFinder(g).Measure(corner(0, 0), spot, corner(0, 0))
					got := graph.Solve(context.Background(), table, graph.Options{Time: 40 * time.Millisecond})
					took += time.Since(at)
					s, err := grid.NewSolver(w)
					if err != nil {
						b.Fatal(err)
					}
					exact, err := s.Length(spots, grid.End{}, grid.End{})
					if err != nil {
						b.Fatal(err)
					}
					over := 100 * (float64(got.Length)/float64(exact) - 1)
					sum, most = sum+over, max(most, over)
					gap += 100 * (1 - float64(got.Bound)/float64(exact))
				}
				b.ReportMetric(sum/lists, "%mean")
				b.ReportMetric(most, "%max")
				b.ReportMetric(gap/lists, "%bound-below")
				b.ReportMetric(float64(took.Milliseconds())/lists, "ms/list")
			}
		})
	}
}
