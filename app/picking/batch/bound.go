package batch

import (
	"cmp"
	"slices"
)

// bound is what no plan of a team costs less than; alone is what each order costs
// on a cart of its own. It is the better of two. A walk is at least as long as the
// longest that one of its orders needs. And any walk is made of pieces (between
// two aisles; in one aisle), each at least as long as the most that one of its
// orders needs there.
func (t *team) bound(alone []batch) int64 {
	need := make([]int64, len(alone))
	for o := range need {
		need[o] = alone[o].cost
	}
	least := t.carts(need)
	if t.rows == nil {
		return least
	}
	r := t.rows
	var pieces int64
	for i := range r.sub {
		for o := range need {
			need[o] = 0
			if v, picks := r.visit(i, t.mask[o]); picks {
				need[o] = min(v.pass, v.front, v.back, v.gap)
			}
		}
		pieces += t.carts(need)
	}
	from, to := min(r.start.Aisle, r.end.Aisle), max(r.start.Aisle, r.end.Aisle)
	lo, hi := make([]int, len(need)), make([]int, len(need))
	for o := range need {
		lo[o], hi[o] = r.span(t.mask[o])
	}
	for a, pitch := range r.w.Pitch {
		for o := range need {
			switch {
			case from <= a && a < to:
				need[o] = pitch
			case lo[o] <= a && a < hi[o]:
				need[o] = 2 * pitch
			default:
				need[o] = 0
			}
		}
		pieces += t.carts(need)
	}
	return max(least, pieces)
}

// carts is the least that all carts together need, when a cart needs the most that
// one of its orders does: for every height, as many carts reach it as are needed
// for the orders that do.
func (t *team) carts(need []int64) int64 {
	by := make([]int, len(need))
	for i := range by {
		by[i] = i
	}
	slices.SortFunc(by, func(a, b int) int { return cmp.Compare(need[b], need[a]) })
	var sum load
	var least int64
	for k, o := range by {
		sum = sum.plus(t.load[o])
		below := int64(0)
		if k+1 < len(by) {
			below = need[by[k+1]]
		}
		if below == need[o] {
			continue
		}
		carts := int64(1)
		for d := range sum {
			carts = max(carts, (sum[d]+t.most[d]-1)/t.most[d])
		}
		least += (need[o] - below) * carts
	}
	return least
}
