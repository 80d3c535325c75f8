package batch

import (
	"cmp"
	"slices"
	"sync"
)

// Where a walk takes long to measure and there are many batches, not every two are
// measured together.
const (
	landmarks  = 12 // batches against which all others are measured
	measurable = 60 // batches of which any two may be measured
	pairs      = 24_000
)

// candidates are, for each batch, others that may be good partners: those that
// lie about as far out of the way of each landmark, a few batches far from each
// other. nil: any two may be measured.
func (t *team) candidates(rulers []*ruler, batches []batch, stop func() bool) [][]int32 {
	n := len(batches)
	if t.rows != nil || n <= measurable {
		return nil
	}
	away := make([][landmarks]int64, n) // how much further past a batch and a landmark
	least := make([]int64, n)
	next := 0
	for k := range landmarks {
		var wait sync.WaitGroup
		for w, r := range rulers {
			wait.Go(func() {
				for i := w; i < n && !stop(); i += len(rulers) {
					if i != next {
						r.both = append(append(r.both[:0], batches[i].orders...), batches[next].orders...)
						away[i][k] = r.measure(r.both, nobody, nobody) - batches[next].cost
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
	keep := max(8, pairs/n)
	type near struct {
		batch int32
		apart int64
	}
	list := make([]near, 0, n)
	for i := range n {
		if stop() {
			return out
		}
		list = list[:0]
		for j := range n {
			apart := int64(0)
			for k := range landmarks {
				d := away[i][k] - away[j][k]
				apart += max(d, -d)
			}
			list = append(list, near{int32(j), apart})
		}
		slices.SortFunc(list, func(a, b near) int { return cmp.Or(cmp.Compare(a.apart, b.apart), cmp.Compare(a.batch, b.batch)) })
		for _, m := range list[:min(keep, n)] {
			out[i] = append(out[i], m.batch)
		}
	}
	return out
}
