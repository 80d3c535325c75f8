package batch

// few is how many orders are tried in every way there is.
func (t *team) few() int {
	if t.rows != nil {
		return 12
	}
	return 9 // 511 walks
}

// exact is the cheapest plan of all, by dynamic programming over sets of orders;
// nil when it was stopped.
func (r *ruler) exact(stop func() bool) []batch {
	t := r.t
	n := len(t.load)
	all := make([]batch, 1<<n)   // by set: on one cart
	best := make([]int64, 1<<n)  // by set: on as many as is best
	last := make([]uint32, 1<<n) // by set: one of those carts
	for set := uint32(1); set < 1<<n; set++ {
		if set&255 == 0 && stop() {
			return nil
		}
		fits := load{}
		b := &all[set]
		for i := range n {
			if set>>i&1 == 1 {
				b.orders = append(b.orders, int32(i))
				b.sign ^= t.sign[i]
				fits = fits.plus(t.load[i])
			}
		}
		b.load = fits
		b.cost = never
		if fits.within(&t.most) && (!t.alone || n == 1) {
			b.cost = r.measure(b.orders, nobody, nobody)
		}
		best[set] = never
		// The cart that takes the first order, with any of the others.
		first := set & -set
		for others := (set - 1) & set; ; others = (others - 1) & set {
			if cart := set &^ others; cart&first != 0 && all[cart].cost < never {
				if c := all[cart].cost + best[others]; c < best[set] {
					best[set], last[set] = c, cart
				}
			}
			if others == 0 {
				break
			}
		}
	}
	var out []batch
	for set := uint32(1<<n - 1); set != 0; set &^= last[set] {
		out = append(out, all[last[set]])
	}
	return out
}
