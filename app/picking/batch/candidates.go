package batch

import (
	"cmp"
	"slices"
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
		each(rulers, n, stop, func(r *ruler, i int) {
			if i != next {
				r.both = append(append(r.both[:0], batches[i].orders...), batches[next].orders...)
				away[i][k] = r.measure(r.both, nobody, nobody) - batches[next].cost
			}
		})
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
	each(rulers, n, stop, func(_ *ruler, i int) {
		list := make([]near, n)
		for j := range n {
			list[j].batch = int32(j)
			for k := range landmarks {
				d := away[i][k] - away[j][k]
				list[j].apart += max(d, -d)
			}
		}
		slices.SortFunc(list, func(a, b near) int { return cmp.Or(cmp.Compare(a.apart, b.apart), cmp.Compare(a.batch, b.batch)) })
		for _, m := range list[:min(keep, n)] {
			out[i] = append(out[i], m.batch)
		}
	})
	return out
}
