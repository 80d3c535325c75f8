package batch

import "slices"

// Where a walk takes long to measure and there are many batches, not every two are
// measured together.
const (
	landmarks  = 16 // batches against which all others are measured
	measurable = 60 // batches of which any two may be measured
	pairs      = 60_000
)

// candidates are, for each batch, others that may be good partners: those with whom
// it has a long common way, as far as a few landmarks show, batches far from each
// other: what both save when they ride with the same one. nil: any two may be
// measured.
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
	each(rulers, n, stop, func(_ *ruler, i int) {
		var list []mate
		for j := range n {
			if j == i || !t.share(&batches[i], &batches[j]) {
				continue
			}
			common := int64(0)
			for k := range landmarks {
				common = max(common, min(batches[i].cost-away[i][k], batches[j].cost-away[j][k]))
			}
			list = append(list, mate{int32(j), common})
		}
		slices.SortFunc(list, mostSaving)
		for _, m := range list[:min(keep, len(list))] {
			out[i] = append(out[i], m.batch)
		}
	})
	return out
}

// together says whether any two of so many batches are measured, and kept.
func (t *team) together(n int) bool {
	return partners(n) == n && (t.rows != nil || n <= measurable)
}
