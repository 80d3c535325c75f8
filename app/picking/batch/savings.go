package batch

import (
	"cmp"
	"container/heap"
	"slices"
	"sync"
)

// partners is how many partners an order keeps for the savings and for the search:
// all where there are few orders, else those with whom most is saved. (Reference:
// 60 to 100 lose next to nothing.)
func partners(orders int) int {
	if orders <= 600 {
		return orders
	}
	return 64
}

// mate is a partner of an order and what the two save on one cart.
type mate struct {
	order  int32
	saving int64
}

// mates lists for each order its best partners, most saving first, worked out by
// all rulers at once. It is nil when the work was stopped.
func (t *team) mates(rulers []*ruler, alone []int64, stop func() bool) [][]mate {
	n := len(t.load)
	keep := partners(n)
	candidates := t.candidates(rulers, stop)
	half := make([][]mate, n) // with later orders only
	var wait sync.WaitGroup
	for k, r := range rulers {
		wait.Go(func() {
			for i := k; i < n && !stop(); i += len(rulers) {
				pair := batch{orders: []int32{int32(i)}, sign: t.sign[i]}
				try := func(j int32) {
					if l := t.load[i].plus(t.load[j]); l.within(&t.most) {
						if s := alone[i] + alone[j] - r.measure(pair.orders, nobody, j); s > 0 {
							half[i] = append(half[i], mate{j, s})
						}
					}
				}
				if candidates != nil {
					for _, j := range candidates[i] {
						try(j)
					}
				} else {
					for j := i + 1; j < n; j++ {
						try(int32(j))
					}
				}
			}
		})
	}
	wait.Wait()
	if stop() {
		return nil
	}
	all := make([][]mate, n)
	for i, list := range half {
		for _, m := range list {
			all[i] = append(all[i], m)
			all[m.order] = append(all[m.order], mate{int32(i), m.saving})
		}
		half[i] = nil
	}
	for i, list := range all {
		slices.SortFunc(list, func(a, b mate) int {
			return cmp.Or(cmp.Compare(b.saving, a.saving), cmp.Compare(a.order, b.order))
		})
		if len(list) > keep {
			all[i] = slices.Clone(list[:keep])
		}
	}
	return all
}

// merge is two batches that may become one.
type merge struct {
	saving int64
	a, b   int32
}

type merges []merge

func (m merges) Len() int { return len(m) }
func (m merges) Less(i, j int) bool {
	if m[i].saving != m[j].saving {
		return m[i].saving > m[j].saving
	}
	return m[i].a < m[j].a || m[i].a == m[j].a && m[i].b < m[j].b
}
func (m merges) Swap(i, j int) { m[i], m[j] = m[j], m[i] }
func (m *merges) Push(x any)   { *m = append(*m, x.(merge)) }
func (m *merges) Pop() any {
	last := (*m)[len(*m)-1]
	*m = (*m)[:len(*m)-1]
	return last
}

// savings puts on one cart, again and again, the two batches that together save
// most, and measures anew what the new one would save with each other: C&W(ii) of
// Clarke and Wright (1964) as de Koster, van der Poort and Wolters (1999) use it
// for orders.
func (r *ruler) savings(alone []int64, mates [][]mate, stop func() bool) []batch {
	t := r.t
	n := len(t.load)
	all := make([]batch, n, 2*n)
	with := make([][]int32, n, 2*n) // batches that may be joined with, by number
	now := make([]int32, n, 2*n)    // the batch that this one became part of
	open := &merges{}
	for i := range n {
		t.put(&all[i], int32(i))
		all[i].cost = alone[i]
		now[i] = int32(i)
		for _, m := range mates[i] {
			with[i] = append(with[i], m.order)
			// One direction does where both keep each other; twice does no harm.
			*open = append(*open, merge{m.saving, min(int32(i), m.order), max(int32(i), m.order)})
		}
	}
	root := func(i int32) int32 {
		for now[i] != i {
			now[i] = now[now[i]]
			i = now[i]
		}
		return i
	}
	heap.Init(open)
	var seen []int32 // by batch: the batch for which it was looked at last
	seen = append(seen, make([]int32, 2*n)...)
	for open.Len() > 0 && !stop() {
		m := heap.Pop(open).(merge)
		if now[m.a] != m.a || now[m.b] != m.b {
			continue // one of them is part of a larger batch
		}
		id := int32(len(all))
		joined := batch{
			orders: slices.Concat(all[m.a].orders, all[m.b].orders),
			load:   all[m.a].load.plus(all[m.b].load),
			sign:   all[m.a].sign ^ all[m.b].sign,
			cost:   all[m.a].cost + all[m.b].cost - m.saving,
		}
		now[m.a], now[m.b] = id, id
		now = append(now, id)
		all = append(all, joined)
		var next []int32
		for _, side := range [][]int32{with[m.a], with[m.b]} {
			for _, o := range side {
				o = root(o)
				if o == id || seen[o] == id {
					continue
				}
				seen[o] = id
				if l := joined.load.plus(all[o].load); !l.within(&t.most) {
					continue
				}
				next = append(next, o)
				both := slices.Concat(joined.orders, all[o].orders)
				if s := joined.cost + all[o].cost - r.measure(both, nobody, nobody); s > 0 {
					heap.Push(open, merge{s, min(o, id), max(o, id)})
				}
			}
		}
		with[m.a], with[m.b] = nil, nil
		with = append(with, next)
		// The others learn of the new batch through the number that it grew from.
	}
	var out []batch
	for i := range all {
		if now[i] == int32(i) {
			out = append(out, all[i])
		}
	}
	return out
}
