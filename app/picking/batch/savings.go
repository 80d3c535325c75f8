package batch

import (
	"cmp"
	"container/heap"
	"slices"
	"sync"
)

// partners is how many partners a batch keeps for the savings and for the search:
// all where there are few, else those with whom most is saved.
func partners(batches int) int {
	if batches <= 600 {
		return batches
	}
	return 80
}

// mate is a partner of a batch, by number, and what the two save on one cart.
type mate struct {
	batch  int32
	saving int64
}

// mates lists for each batch its best partners, most saving first, worked out by
// all rulers at once. candidates, where there are any, are all that is looked at.
// It is nil when the work was stopped.
func (t *team) mates(rulers []*ruler, batches []batch, candidates [][]int32, stop func() bool) [][]mate {
	n := len(batches)
	keep := partners(n)
	all := make([][]mate, n)
	var wait sync.WaitGroup
	for w, r := range rulers {
		wait.Go(func() {
			var list []mate
			for i := w; i < n && !stop(); i += len(rulers) {
				list = list[:0]
				try := func(j int) {
					if s := r.saves(&batches[i], &batches[j]); j != i && s > 0 {
						list = append(list, mate{int32(j), s})
					}
				}
				if candidates != nil {
					for _, j := range candidates[i] {
						try(int(j))
					}
				} else {
					for j := range n {
						try(j)
					}
				}
				slices.SortFunc(list, func(a, b mate) int {
					return cmp.Or(cmp.Compare(b.saving, a.saving), cmp.Compare(a.batch, b.batch))
				})
				all[i] = slices.Clone(list[:min(keep, len(list))])
			}
		})
	}
	wait.Wait()
	if stop() {
		return nil
	}
	return all
}

// saves is what is saved when two batches share a cart; 0 where they may not.
func (r *ruler) saves(a, b *batch) int64 {
	if l := a.load.plus(b.load); !l.within(&r.t.most) {
		return 0
	}
	r.both = append(append(r.both[:0], a.orders...), b.orders...)
	return a.cost + b.cost - r.measure(r.both, nobody, nobody)
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
// for orders. Where batches keep only some partners, those left over look for
// others.
func (t *team) savings(rulers []*ruler, batches []batch, mates [][]mate, stop func() bool) []batch {
	for {
		merged := rulers[0].merge(batches, mates, stop)
		if len(merged) == len(batches) || partners(len(batches)) == len(batches) || stop() {
			return merged
		}
		batches = merged
		if mates = t.mates(rulers, batches, t.candidates(rulers, batches, stop), stop); mates == nil {
			return batches
		}
	}
}

func (r *ruler) merge(batches []batch, mates [][]mate, stop func() bool) []batch {
	n := len(batches)
	all := append(make([]batch, 0, 2*n), batches...)
	with := make([][]int32, n, 2*n) // batches that each may be joined with
	now := make([]int32, n, 2*n)    // the batch that each became part of
	seen := make([]int32, 2*n)      // the batch for which each was looked at last
	open := &merges{}
	for i := range n {
		now[i] = int32(i)
		for _, m := range mates[i] {
			with[i] = append(with[i], m.batch)
			*open = append(*open, merge{m.saving, min(int32(i), m.batch), max(int32(i), m.batch)})
		}
	}
	heap.Init(open)
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
		now[m.a], now[m.b], now, all = id, id, append(now, id), append(all, joined)
		var next []int32
		for _, o := range slices.Concat(with[m.a], with[m.b]) {
			for now[o] != o {
				o = now[o]
			}
			if o == id || seen[o] == id {
				continue
			}
			seen[o] = id
			if s := r.saves(&joined, &all[o]); s > 0 {
				next = append(next, o)
				heap.Push(open, merge{s, o, id})
			}
		}
		with[m.a], with[m.b], with = nil, nil, append(with, next)
	}
	var out []batch
	for i := range all {
		if now[i] == int32(i) {
			out = append(out, all[i])
		}
	}
	return out
}
