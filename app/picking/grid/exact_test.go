package grid

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// The tests judge walks by distances of their own: the shortest ways between all
// corners and points of a warehouse (Floyd and Warshall), and the shortest tour
// over them by trying all that matter (Held and Karp). Nothing of the solver is
// used.

type judge struct {
	w    *Warehouse
	h    int
	d    [][]int64
	spot map[int]int // node of each spot
	from int
	to   int
}

const far = int64(1) << 50

func newJudge(w *Warehouse, spots []Spot, start, end End) *judge {
	h := w.CrossAisles()
	j := &judge{w: w, h: h, spot: make(map[int]int)}
	n := w.Aisles() * h
	all := append([]Spot{}, spots...)
	for i := range spots {
		j.spot[i] = n + i
	}
	end0 := func(e End) int {
		if !e.Inside {
			return e.Corner.Aisle*h + e.Corner.Cross
		}
		all = append(all, e.Spot)
		return n + len(all) - 1
	}
	j.from, j.to = end0(start), end0(end)
	size := n + len(all)
	j.d = make([][]int64, size)
	for i := range j.d {
		j.d[i] = make([]int64, size)
		for k := range j.d[i] {
			if i != k {
				j.d[i][k] = far
			}
		}
	}
	link := func(a, b int, l int64) {
		if l < j.d[a][b] {
			j.d[a][b], j.d[b][a] = l, l
		}
	}
	for a := range w.Aisles() {
		for l := range h {
			if a+1 < w.Aisles() && !j.pieceShut(a, l) {
				link(a*h+l, (a+1)*h+l, w.Pitch[a])
			}
		}
		for b := range w.Blocks {
			// points of this sub-aisle, corners included, each pair that nothing
			// closed lies between
			type pt struct {
				node int
				at   int64
				back bool // the back corner lies behind a barrier at its own offset
			}
			pts := []pt{{a*h + b, 0, false}, {a*h + b + 1, w.Blocks[b], true}}
			for i, p := range all {
				if p.Aisle == a && p.Block == b {
					pts = append(pts, pt{n + i, p.Offset, false})
				}
			}
			for x := range pts {
				for y := range pts {
					if x == y || pts[x].at > pts[y].at {
						continue
					}
					open := true
					for _, c := range w.Closed {
						if c.Across || c.Aisle != a || c.Block != b {
							continue
						}
						front := func(p pt) bool { return p.at <= c.From && !p.back }
						if front(pts[x]) != front(pts[y]) {
							open = false
						}
					}
					if open {
						link(pts[x].node, pts[y].node, pts[y].at-pts[x].at)
					}
				}
			}
		}
	}
	for k := range size {
		for i := range size {
			for m := range size {
				if v := j.d[i][k] + j.d[k][m]; v < j.d[i][m] {
					j.d[i][m] = v
				}
			}
		}
	}
	return j
}

func (j *judge) pieceShut(a, l int) bool {
	for _, c := range j.w.Closed {
		if c.Across && c.Aisle == a && c.Cross == l {
			return true
		}
	}
	return false
}

// shortest is the length of the shortest walk of all.
func (j *judge) shortest(n int) int64 {
	if n == 0 {
		return j.d[j.from][j.to]
	}
	best := make([][]int64, 1<<n)
	for m := range best {
		best[m] = make([]int64, n)
		for i := range best[m] {
			best[m][i] = far
		}
	}
	for i := range n {
		best[1<<i][i] = j.d[j.from][j.spot[i]]
	}
	for m := 1; m < 1<<n; m++ {
		for i := range n {
			if m>>i&1 == 0 || best[m][i] >= far {
				continue
			}
			for k := range n {
				if m>>k&1 == 0 {
					best[m|1<<k][k] = min(best[m|1<<k][k], best[m][i]+j.d[j.spot[i]][j.spot[k]])
				}
			}
		}
	}
	least := far
	for i := range n {
		least = min(least, best[1<<n-1][i]+j.d[j.spot[i]][j.to])
	}
	return least
}

// walked is the length of a walk in that order.
func (j *judge) walked(order []int) int64 {
	sum, at := int64(0), j.from
	for _, i := range order {
		sum += j.d[at][j.spot[i]]
		at = j.spot[i]
	}
	return sum + j.d[at][j.to]
}

func randomWarehouse(r *rand.Rand, cross int) *Warehouse {
	w := &Warehouse{}
	for range r.IntN(6) {
		w.Pitch = append(w.Pitch, int64(1+r.IntN(9)))
	}
	for range cross - 1 {
		w.Blocks = append(w.Blocks, int64(1+r.IntN(20)))
	}
	return w
}

func randomSpot(r *rand.Rand, w *Warehouse) Spot {
	b := r.IntN(len(w.Blocks))
	return Spot{Aisle: r.IntN(w.Aisles()), Block: b, Offset: r.Int64N(w.Blocks[b] + 1)}
}

func randomEnd(r *rand.Rand, w *Warehouse) End {
	if r.IntN(3) == 0 {
		return Inside(randomSpot(r, w))
	}
	return At(Corner{r.IntN(w.Aisles()), r.IntN(w.CrossAisles())})
}

func closeSome(r *rand.Rand, w *Warehouse) {
	for range 1 + r.IntN(3) {
		a := r.IntN(w.Aisles())
		if r.IntN(2) == 0 && w.Aisles() > 1 {
			w.Closed = append(w.Closed, Closed{Across: true, Aisle: r.IntN(w.Aisles() - 1), Cross: r.IntN(w.CrossAisles())})
			continue
		}
		b := r.IntN(len(w.Blocks))
		x, y := r.Int64N(w.Blocks[b]+1), r.Int64N(w.Blocks[b]+1)
		w.Closed = append(w.Closed, Closed{Aisle: a, Block: b, From: min(x, y), To: max(x, y)})
	}
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
	return 1000, 8
}

func TestNoWalkIsShorter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	found, cut := 0, 0
	n, most := cases(t)
	for i := range n {
		w := randomWarehouse(r, 2+i%5)
		if i%2 == 1 {
			closeSome(r, w)
		}
		spots := make([]Spot, r.IntN(most+1))
		for k := range spots {
			spots[k] = randomSpot(r, w)
		}
		start := randomEnd(r, w)
		end := start
		if i%3 > 0 {
			end = randomEnd(r, w)
		}
		s, err := NewSolver(w)
		if err != nil {
			t.Fatalf("case %d: %v", i, err)
		}
		got, err := s.Route(spots, start, end)
		j := newJudge(w, spots, start, end)
		want := j.shortest(len(spots))
		if err != nil {
			inside := false // a pick in the middle of what is closed is refused, however near
			for _, c := range w.Closed {
				for _, p := range append(append([]Spot{}, spots...), start.Spot, end.Spot) {
					inside = inside || !c.Across && p.Aisle == c.Aisle && p.Block == c.Block && p.Offset > c.From && p.Offset < c.To
				}
			}
			if want < far && !inside {
				t.Fatalf("case %d: %v, but there is a walk of %d\n%+v\n%v %v %v", i, err, want, w, spots, start, end)
			}
			cut++
			continue
		}
		found++
		if got.Length != want {
			t.Fatalf("case %d: length %d, the shortest is %d\n%+v\n%v %+v %+v", i, got.Length, want, w, spots, start, end)
		}
		if len(got.Order) != len(spots) {
			t.Fatalf("case %d: %d of %d picks\n%+v", i, len(got.Order), len(spots), got)
		}
		if l := j.walked(got.Order); l != want {
			t.Fatalf("case %d: the order walks %d, the length says %d", i, l, want)
		}
		if l := pathLength(w, got.Path); l != want {
			t.Fatalf("case %d: the path walks %d, the length says %d\n%+v\n%v\n%v %v", i, l, want, got.Path, spots, start, end)
		}
		if l, err := s.Length(spots, start, end); err != nil || l != want {
			t.Fatalf("case %d: Length says %d (%v), Route says %d", i, l, err, want)
		}
	}
	t.Logf("%d walks, %d cut off", found, cut)
	if found < cut {
		t.Errorf("only %d walks among %d cut off", found, cut)
	}
}

// pathLength is what a path walks, point by point; far where it jumps.
func pathLength(w *Warehouse, path []Point) int64 {
	base := make([]int64, len(w.Blocks)+1)
	for b, l := range w.Blocks {
		base[b+1] = base[b] + l
	}
	x := make([]int64, w.Aisles())
	for a, p := range w.Pitch {
		x[a+1] = x[a] + p
	}
	y := func(p Point) int64 {
		if p.Corner {
			return base[p.Cross]
		}
		return base[p.Block] + p.Offset
	}
	sum := int64(0)
	for i := 1; i < len(path); i++ {
		a, b := path[i-1], path[i]
		dx, dy := x[b.Aisle]-x[a.Aisle], y(b)-y(a)
		if a.Aisle != b.Aisle && (!a.Corner || !b.Corner || a.Cross != b.Cross) {
			return far
		}
		sum += max(dx, -dx) + max(dy, -dy)
	}
	return sum
}
