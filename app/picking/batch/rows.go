package batch

import (
	"math/bits"
	"slices"

	"packbench/app/picking/grid"
)

// Meter measures walks without making them. One goroutine uses it at a time.
type Meter interface {
	// Length is the length of the walk from where walks begin past all places to
	// where they end; there may be none, and they may repeat and stand in any
	// order. It is the same each time for the same places. A Meter that has a method
	// Places() int knows the places below that number, and Plan names any other.
	Length(places []int32) int64
}

// never is longer than any walk.
const never = int64(1) << 60

// Rows measures walks on rows of shelves, exactly. Where the warehouse has one or
// two blocks and nothing in it is closed, orders are kept as bits, one for each
// place of an aisle where anything lies, so that orders are put together with OR
// and a walk is measured in about a microsecond.
type Rows struct {
	w          *grid.Warehouse
	from, to   grid.End
	start, end grid.Corner // of from and to, where they are corners
	spots      []grid.Spot
	bit        []int // of each spot, counted through all words
	sub        []subAisle
	words      int
	steps      *steps // nil where the walk is measured by oneBlock or by a solver
}

// subAisle is the piece of an aisle in one block: its places by offset, as bits
// of consecutive words.
type subAisle struct {
	length int64
	word   int // the first; the next sub-aisle's is the end
	offset []int64
}

// NewRows prepares for walks from start to end; a place is an index of spots. What
// cannot be, or be reached, is a *grid.Fault.
func NewRows(w *grid.Warehouse, spots []grid.Spot, start, end grid.End) (*Rows, error) {
	solver, err := grid.NewSolver(w)
	if err != nil {
		return nil, err
	}
	if _, err := solver.Length(spots, start, end); err != nil {
		return nil, err
	}
	r := &Rows{w: w, from: start, to: end, start: start.Corner, end: end.Corner, spots: spots}
	if r.quick() {
		r.index()
	}
	return r, nil
}

// quick says whether walks are measured on bits.
func (r *Rows) quick() bool {
	return len(r.w.Blocks) <= 2 && len(r.w.Closed) == 0 && !r.from.Inside && !r.to.Inside
}

// index gives each place its bit.
func (r *Rows) index() {
	blocks := len(r.w.Blocks)
	r.sub = make([]subAisle, r.w.Aisles()*blocks)
	for _, s := range r.spots {
		sub := &r.sub[s.Aisle*blocks+s.Block]
		sub.offset = append(sub.offset, s.Offset)
	}
	for i := range r.sub {
		sub := &r.sub[i]
		slices.Sort(sub.offset)
		sub.offset = slices.Compact(sub.offset)
		sub.length = r.w.Blocks[i%blocks]
		sub.word = r.words
		r.words += (len(sub.offset) + 63) / 64
	}
	r.bit = make([]int, len(r.spots))
	for i, s := range r.spots {
		sub := &r.sub[s.Aisle*blocks+s.Block]
		at, _ := slices.BinarySearch(sub.offset, s.Offset)
		r.bit[i] = sub.word*64 + at
	}
	if r.start != r.end || blocks > 1 {
		r.steps = stepsFor(r.w.CrossAisles(), r.start != r.end)
	}
}

// Meter is a meter for one goroutine.
func (r *Rows) Meter() Meter {
	if !r.quick() {
		solver, err := grid.NewSolver(r.w)
		if err != nil {
			panic(err) // NewRows made one
		}
		return &solverMeter{rows: r, solver: solver}
	}
	m := &rowMeter{rows: r, mask: make([]uint64, r.words)}
	if r.steps != nil {
		m.at, m.next = make([]int64, r.steps.states), make([]int64, r.steps.states)
	}
	return m
}

// rowMeter measures on bits.
type rowMeter struct {
	rows     *Rows
	mask     []uint64
	at, next []int64 // shortest way into each state, for steps
}

func (m *rowMeter) Length(places []int32) int64 {
	clear(m.mask)
	m.rows.mark(m.mask, places)
	return m.length(m.mask)
}

// Places is how many places there are.
func (m *rowMeter) Places() int { return len(m.rows.spots) }

// Places is how many places there are.
func (m *solverMeter) Places() int { return len(m.rows.spots) }

// mark sets the bits of places.
func (r *Rows) mark(mask []uint64, places []int32) {
	for _, p := range places {
		b := r.bit[p]
		mask[b/64] |= 1 << (b % 64)
	}
}

func (m *rowMeter) length(mask []uint64) int64 {
	if m.rows.steps != nil {
		return m.manyBlocks(mask)
	}
	return m.oneBlock(mask)
}

// visits are the ways to fetch what a sub-aisle holds, by their lengths: walking
// through it, in and back from the front, in and back from the back, and from
// both ends so that the largest gap is not walked.
type visits struct{ pass, front, back, gap int64 }

// visit says how sub-aisle i can be visited; false where nothing is fetched there.
func (r *Rows) visit(i int, mask []uint64) (visits, bool) {
	sub := &r.sub[i]
	first, last, gap := int64(-1), int64(0), int64(0)
	for w := range (len(sub.offset) + 63) / 64 {
		for m := mask[sub.word+w]; m != 0; m &= m - 1 {
			at := sub.offset[w*64+bits.TrailingZeros64(m)]
			if first < 0 {
				first = at
			} else if at-last > gap {
				gap = at - last
			}
			last = at
		}
	}
	if first < 0 {
		return visits{}, false
	}
	return visits{sub.length, 2 * last, 2 * (sub.length - first), 2 * (sub.length - gap)}, true
}

// span is the aisles from the first to the last that the walk must reach.
func (r *Rows) span(mask []uint64) (lo, hi int) {
	lo, hi = min(r.start.Aisle, r.end.Aisle), max(r.start.Aisle, r.end.Aisle)
	blocks := len(r.w.Blocks)
	word := func(aisle int) int {
		if aisle == r.w.Aisles() {
			return r.words
		}
		return r.sub[aisle*blocks].word
	}
	any := func(aisle int) bool {
		for _, m := range mask[word(aisle):word(aisle+1)] {
			if m != 0 {
				return true
			}
		}
		return false
	}
	for a := range lo {
		if any(a) {
			lo = a
			break
		}
	}
	for a := r.w.Aisles() - 1; a > hi; a-- {
		if any(a) {
			hi = a
			break
		}
	}
	return lo, hi
}

// oneBlock is the shortest walk in one block that begins and ends at the same
// corner: the dynamic program of Ratliff and Rosenthal (1983) from aisle to aisle,
// over what is walked so far: odd = through both ends; front, back = only along
// that cross aisle; both = along both and joined; apart = along both, not joined
// yet.
func (m *rowMeter) oneBlock(mask []uint64) int64 {
	r := m.rows
	lo, hi := r.span(mask)
	odd, front, back, both, apart := never, never, never, never, never
	for a := lo; ; a++ {
		depot := a == r.start.Aisle
		v, picks := r.visit(a, mask)
		if a == lo && !depot {
			odd, front, back, apart = v.pass, v.front, v.back, v.gap
		} else {
			if a == lo && r.start.Cross == 0 {
				front = 0
			} else if a == lo {
				back = 0
			} else if depot && r.start.Cross == 0 {
				apart, back = min(apart, back), never
			} else if depot {
				apart, front = min(apart, front), never
			}
			if picks {
				side := min(v.front, v.back, v.gap)
				through := min(front, back, both, apart) + v.pass
				joined := min(odd+v.pass, both+side)
				apart = min(apart+side, front+min(v.back, v.gap), back+min(v.front, v.gap))
				front, back, both, odd = front+v.front, back+v.back, joined, min(odd+side, through)
			} else {
				through := min(front, back, both, apart) + r.sub[a].length
				both, odd = min(both, odd+r.sub[a].length), min(odd, through)
			}
		}
		if a == hi {
			return min(front, back, both)
		}
		p := 2 * r.w.Pitch[a]
		front, back = min(front, both)+p, min(back, both)+p
		odd, both, apart = odd+p, both+2*p, apart+2*p
	}
}

// solverMeter measures with the exact solver for any warehouse.
type solverMeter struct {
	rows   *Rows
	solver *grid.Solver
	spots  []grid.Spot
}

func (m *solverMeter) Length(places []int32) int64 {
	m.spots = m.spots[:0]
	for _, p := range places {
		m.spots = append(m.spots, m.rows.spots[p])
	}
	length, err := m.solver.Length(m.spots, m.rows.from, m.rows.to)
	if err != nil {
		return never // closed off; NewRows refuses it
	}
	return length
}
