package batch

import (
	"math"
	"math/bits"
	"slices"
)

// What the search does was tried on the published cases.
const (
	hot       = 0.05  // the heat it begins with, as a share of the mean walk
	warm      = 0.02  // the one of later rounds
	cold      = 0.002 // the one it ends with
	ruinEvery = 64    // changes to one ruin
)

// searcher looks for a better plan for a team, in one goroutine.
type searcher struct {
	t     *team
	r     *ruler
	seed  uint64
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
	s := &searcher{t: t, r: r, seed: seed, mates: mates, pool: newPool(t), of: make([]int32, len(t.load))}
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
// less and less so. It moves an order to another cart or to a new one, or swaps
// two. (Kirkpatrick, Gelatt and Vecchi 1983.) share says how much of it is done, and
// whether that is all.
func (s *searcher) anneal(again bool, share func() (float64, bool)) {
	mean := float64(s.cost) / float64(len(s.batches))
	from, to := mean*hot, mean*cold
	if again {
		from = mean * warm
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
		if s.draw()%ruinEvery == 0 {
			s.ruin(heat)
		} else {
			s.try(heat)
		}
	}
}

// try makes one change at random, if it fits and is not too much worse.
func (s *searcher) try(heat float64) {
	o, how := int32(s.random(len(s.of))), s.random(32)
	if how < 2 {
		s.tryMove(o, int32(s.random(len(s.batches))), heat)
		return
	}
	p := s.partner(o, how)
	if s.of[p] == s.of[o] {
		return
	}
	if how%4 == 0 {
		s.tryMove(o, s.of[p], heat)
	} else {
		s.trySwap(o, p, heat)
	}
}

// random is a number from 0 to n-1: splitmix64 of Steele, Lea and Flood (2014),
// since the search draws more than it measures.
func (s *searcher) random(n int) int {
	hi, _ := bits.Mul64(s.draw(), uint64(n))
	return int(hi)
}

func (s *searcher) draw() uint64 {
	s.seed += 0x9e3779b97f4a7c15
	z := s.seed
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// worse is how much worse a plan may become at a heat.
func (s *searcher) worse(heat float64) int64 {
	return int64(-heat * math.Log(float64(s.draw()>>11+1)/(1<<53)))
}

// partner is an order whose cart another one may go to: one with whom much is
// saved, or any.
func (s *searcher) partner(o int32, how int) int32 {
	if m := s.mates[o]; len(m) > 0 && (how < 16 || len(s.of) > 600) {
		return m[s.random(len(m))].batch
	}
	return int32(s.random(len(s.of)))
}

// tryMove puts an order on another cart.
func (s *searcher) tryMove(o, to int32, heat float64) {
	from := s.of[o]
	a, b := &s.batches[from], &s.batches[to]
	if to == from || !s.t.fits(b, nobody, o) || len(b.orders) == 0 && len(a.orders) == 1 {
		return
	}
	ca := s.r.cost(a, o, nobody)
	cb := s.r.cost(b, nobody, o)
	if ca+cb-a.cost-b.cost <= s.worse(heat) {
		s.move(o, to)
		s.changed(from, ca, to, cb)
	}
}

// trySwap swaps two orders of different carts.
func (s *searcher) trySwap(o, p int32, heat float64) {
	x, y := s.of[o], s.of[p]
	a, b := &s.batches[x], &s.batches[y]
	if !s.t.fits(a, o, p) || !s.t.fits(b, p, o) {
		return
	}
	allow := s.worse(heat) + a.cost + b.cost
	ca := s.r.cost(a, o, p)
	if ca+s.r.cost(b, p, nobody) > allow { // it can't become less with another
		return
	}
	cb := s.r.cost(b, p, o)
	if ca+cb <= allow {
		s.move(o, y)
		s.move(p, x)
		s.changed(x, ca, y, cb)
	}
}

// move puts an order on another cart.
func (s *searcher) move(o, to int32) {
	from := s.of[o]
	s.t.take(&s.batches[from], o)
	s.t.put(&s.batches[to], o)
	s.of[o] = to
}

// changed takes note of what two batches cost now, and keeps the last batch empty,
// and no other.
func (s *searcher) changed(x int32, cx int64, y int32, cy int64) {
	a, b := &s.batches[x], &s.batches[y]
	s.cost += cx + cy - a.cost - b.cost
	a.cost, b.cost = cx, cy
	s.pooled(x)
	s.pooled(y)
	if int(y) == len(s.batches)-1 {
		s.batches = append(s.batches, batch{})
	} else if len(s.batches[x].orders) == 0 {
		s.drop(x)
	}
	if s.cost < s.bestCost {
		s.keep()
	}
}

// pooled puts a batch of a good plan into the pool.
func (s *searcher) pooled(x int32) {
	if b := &s.batches[x]; s.cost < s.bestCost+s.bestCost/50 {
		s.pool.add(b.orders, b.sign, b.cost)
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
