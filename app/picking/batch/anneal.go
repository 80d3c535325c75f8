package batch

import (
	"math"
	"math/rand/v2"
	"slices"
)

var heatA, heatB, heatC = 0.05, 0.002, 0.02

// searcher looks for a better plan for a team, in one goroutine.
type searcher struct {
	t     *team
	r     *ruler
	rng   *rand.Rand
	mates [][]mate // by order
	pool  *pool

	batches []batch // the last one is empty: a cart that could be opened
	of      []int32 // by order: its batch
	cost    int64

	best     []int32 // of, of the best plan so far
	bestCost int64
	tries    int64
}

func newSearcher(t *team, r *ruler, mates [][]mate, seed uint64, start []batch) *searcher {
	s := &searcher{t: t, r: r, rng: rand.New(rand.NewPCG(seed, 77)), mates: mates, pool: newPool(t), of: make([]int32, len(t.load))}
	s.set(start)
	s.keep()
	return s
}

// set makes a plan the one that is worked on.
func (s *searcher) set(batches []batch) {
	s.batches = s.batches[:0]
	for _, b := range batches {
		b.orders = slices.Clone(b.orders)
		for _, o := range b.orders {
			s.of[o] = int32(len(s.batches))
		}
		s.batches = append(s.batches, b)
		s.pool.add(b.orders, b.sign, b.cost)
	}
	s.batches = append(s.batches, batch{})
	s.cost = total(s.batches)
}

// keep makes the plan that is worked on the best one.
func (s *searcher) keep() {
	s.best = append(s.best[:0], s.of...)
	s.bestCost = s.cost
}

// result is the best plan so far.
func (s *searcher) result() []batch {
	out := make([]batch, slices.Max(s.best)+1)
	for i, b := range s.best {
		s.t.put(&out[b], int32(i))
	}
	out = slices.DeleteFunc(out, func(b batch) bool { return len(b.orders) == 0 })
	for i := range out {
		slices.Sort(out[i].orders)
		out[i].cost = s.r.cost(&out[i], nobody, nobody)
	}
	return out
}

// anneal changes the plan at random and keeps what is better, or not much worse:
// less and less so. It moves an order to
// another cart or to a new one, or swaps two. (Kirkpatrick, Gelatt and Vecchi 1983.)
func (s *searcher) anneal(round int, share func() (float64, bool)) {
	mean := float64(s.cost) / float64(len(s.batches))
	from, to := mean*heatA, mean*heatB
	if round > 0 {
		from = mean * heatC
	}
	every := 255
	if s.r.bits == nil {
		every = 7
	}
	heat := from
	for i := 0; ; i++ {
		if i&every == 0 {
			done, stop := share()
			if stop {
				return
			}
			heat = from * math.Pow(to/from, done)
		}
		s.tries++
		allow := int64(heat * s.rng.ExpFloat64())
		o := int32(s.rng.IntN(len(s.of)))
		if p := s.partner(o); p != nobody && s.of[p] != s.of[o] {
			if s.rng.IntN(3) > 0 {
				s.trySwap(o, p, allow)
			} else {
				s.tryMove(o, s.of[p], allow)
			}
		} else if p == nobody {
			s.tryMove(o, int32(s.rng.IntN(len(s.batches))), allow)
		}
	}
}

// partner is an order whose cart another one may go to: anyone's, or one with whom
// much is saved; nobody asks for any cart, also a new one.
func (s *searcher) partner(o int32) int32 {
	k := s.rng.IntN(16)
	if k == 0 {
		return nobody
	}
	if m := s.mates[o]; len(m) > 0 && (k < 8 || len(s.of) > 600) {
		return m[s.rng.IntN(len(m))].batch
	}
	return int32(s.rng.IntN(len(s.of)))
}

func (s *searcher) tryMove(o, to int32, allow int64) {
	from := s.of[o]
	if to == from {
		return
	}
	a, b := &s.batches[from], &s.batches[to]
	l := b.load.plus(s.t.load[o])
	if !l.within(&s.t.most) || len(b.orders) == 0 && len(a.orders) == 1 {
		return
	}
	ca := s.r.cost(a, o, nobody)
	if ca-a.cost > allow {
		return // longer walks without it: only where walks are no shortest ones
	}
	cb := s.r.cost(b, nobody, o)
	if delta := ca + cb - a.cost - b.cost; delta <= allow {
		s.move(o, to)
		s.changed(from, ca, to, cb)
	}
}

// move puts an order on another cart.
func (s *searcher) move(o, to int32) {
	from := s.of[o]
	s.t.take(&s.batches[from], o)
	s.t.put(&s.batches[to], o)
	s.of[o] = to
}

func (s *searcher) trySwap(o, p int32, allow int64) {
	t := s.t
	x, y := s.of[o], s.of[p]
	a, b := &s.batches[x], &s.batches[y]
	la := a.load.minus(t.load[o]).plus(t.load[p])
	lb := b.load.minus(t.load[p]).plus(t.load[o])
	if !la.within(&t.most) || !lb.within(&t.most) {
		return
	}
	ca, cb := s.r.cost(a, o, p), s.r.cost(b, p, o)
	if delta := ca + cb - a.cost - b.cost; delta <= allow {
		s.move(o, y)
		s.move(p, x)
		s.changed(x, ca, y, cb)
	}
}

// changed takes note of what two batches cost now, and keeps the last batch empty,
// and no other.
func (s *searcher) changed(x int32, cx int64, y int32, cy int64) {
	a, b := &s.batches[x], &s.batches[y]
	s.cost += cx + cy - a.cost - b.cost
	a.cost, b.cost = cx, cy
	if s.cost < s.bestCost+s.bestCost/50 {
		s.pool.add(a.orders, a.sign, a.cost)
		s.pool.add(b.orders, b.sign, b.cost)
	}
	if int(y) == len(s.batches)-1 {
		s.batches = append(s.batches, batch{})
	} else if len(s.batches[x].orders) == 0 {
		s.drop(x)
	}
	if s.cost < s.bestCost {
		s.keep()
	}
}

// drop takes an empty batch out of the middle.
func (s *searcher) drop(x int32) {
	last := len(s.batches) - 2
	s.batches[x], s.batches[last] = s.batches[last], s.batches[x]
	s.batches = s.batches[:last+1]
	for _, o := range s.batches[x].orders {
		s.of[o] = x
	}
}
