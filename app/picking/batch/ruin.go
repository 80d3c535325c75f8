package batch

// ruined is how many orders a ruin takes at most.
const ruined = 4

// ruin takes a few orders that belong together off their carts and puts each where
// it costs least, mostly: the larger change that moving and swapping can't make.
// (Schrimpf, Schneider, Stamm-Wilbrandt and Dueck 2000; now and then a cart is
// passed over, as Christiaens and Vanden Berghe 2020 do.)
func (s *searcher) ruin(heat float64) {
	var orders, from, to [ruined]int32
	before, n := s.cost, 0
	for o := int32(s.random(len(s.of))); n < ruined; o = s.partner(orders[s.random(n)], s.random(32)) {
		if s.of[o] == nobody {
			break
		}
		orders[n], from[n] = o, s.of[o]
		n++
		s.off(o)
	}
	for i, o := range orders[:n] {
		to[i] = s.cheapest(o)
		s.on(o, to[i])
	}
	if s.cost-before > s.worse(heat) {
		for _, o := range orders[:n] {
			s.off(o)
		}
		for i, o := range orders[:n] {
			s.on(o, from[i])
		}
	}
	for i := range n {
		s.pooled(from[i])
		s.pooled(to[i])
	}
	for i := len(s.batches) - 2; i >= 0; i-- {
		if len(s.batches[i].orders) == 0 {
			s.drop(int32(i))
		}
	}
	if s.cost < s.bestCost {
		s.keep()
	}
}

// cheapest is the cart that an order costs least on.
func (s *searcher) cheapest(o int32) int32 {
	at, extra := int32(len(s.batches)-1), never
	for i := range s.batches {
		b := &s.batches[i]
		if !s.t.fits(b, nobody, o) || s.draw()&31 == 0 {
			continue
		}
		if c := s.r.cost(b, nobody, o) - b.cost; c < extra {
			at, extra = int32(i), c
		}
	}
	return at
}

// off takes an order off its cart, for the time being.
func (s *searcher) off(o int32) {
	b := &s.batches[s.of[o]]
	s.t.take(b, o)
	s.of[o] = nobody
	s.measured(b)
}

// on puts an order that is on no cart on one; the last batch stays empty.
func (s *searcher) on(o, to int32) {
	if int(to) == len(s.batches)-1 {
		s.batches = append(s.batches, batch{})
	}
	b := &s.batches[to]
	s.t.put(b, o)
	s.of[o] = to
	s.measured(b)
}

func (s *searcher) measured(b *batch) {
	c := s.r.cost(b, nobody, nobody)
	s.cost += c - b.cost
	b.cost = c
}
