package batch

import (
	"cmp"
	"slices"
	"sync"
)

// Where a walk takes long to measure and there are many orders, not every two are
// measured together.
const (
	landmarks  = 12 // orders against which all others are measured
	measurable = 60 // orders of which any two may be measured
	pairsEach  = 24_000
)

// candidates are, for each order, later ones that may be good partners: those that
// lie about as far out of the way of each landmark, a few orders far from each
// other. nil: any two may be measured.
func (t *team) candidates(rulers []*ruler, stop func() bool) [][]int32 {
	n := len(t.load)
	if t.rows != nil || n <= measurable {
		return nil
	}
	away := make([][landmarks]int64, n) // how much further past an order and a landmark
	least := make([]int64, n)
	next := 0
	for k := range landmarks {
		mark := rulers[0].whole(int32(next))
		var wait sync.WaitGroup
		for w, r := range rulers {
			wait.Go(func() {
				for i := w; i < n && !stop(); i += len(rulers) {
					if i != next {
						away[i][k] = r.measure(mark.orders, nobody, int32(i)) - mark.cost
					}
				}
			})
		}
		wait.Wait()
		for i := range least {
			if k == 0 {
				least[i] = away[i][k]
			}
			least[i] = min(least[i], away[i][k])
		}
		next = slices.Index(least, slices.Max(least))
	}
	out := make([][]int32, n)
	keep := max(8, pairsEach/n)
	type near struct {
		order int32
		apart int64
	}
	list := make([]near, 0, n)
	for i := range n {
		if stop() {
			return out
		}
		list = list[:0]
		for j := range n {
			if j == i {
				continue
			}
			apart := int64(0)
			for k := range landmarks {
				d := away[i][k] - away[j][k]
				apart += max(d, -d)
			}
			list = append(list, near{int32(j), apart})
		}
		slices.SortFunc(list, func(a, b near) int { return cmp.Or(cmp.Compare(a.apart, b.apart), cmp.Compare(a.order, b.order)) })
		for _, m := range list[:min(keep, len(list))] {
			out[min(int32(i), m.order)] = append(out[min(int32(i), m.order)], max(int32(i), m.order))
		}
	}
	for i := range out {
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out
}
