package batch

// Between is how far it is from one place to another. Start is where the walk
// begins, End where it ends.
type Between func(from, to int32) int64

// Start and End stand for the ends of a walk where a place is asked for.
const (
	Start int32 = -1
	End   int32 = -2
)

// Insertion is where an order fits into a walk that has begun.
type Insertion struct {
	Walk  []int32 // all places: those passed as they were, then what remains with the order's
	Extra int64   // how much further it is
}

// Insert puts the places of an order into what remains of a walk, where they cost
// least; what was to be visited keeps its sequence, so that the list in the
// picker's hand stays true. passed is how many places of the walk are done: the
// picker stands at the last of them. Each time the place goes in that is most out
// of the way, where it is least so (farthest insertion of Rosenkrantz, Stearns and
// Lewis 1977); a place that the walk still comes to costs nothing.
func Insert(walk []int32, passed int, order []int32, between Between) Insertion {
	passed = max(0, min(passed, len(walk)))
	in := Insertion{Walk: append([]int32(nil), walk...)}
	left := append([]int32(nil), order...)
	for len(left) > 0 {
		pick, at, extra := 0, 0, int64(-1)
		for i, place := range left {
			if a, e := cheapest(in.Walk, passed, place, between); e > extra {
				pick, at, extra = i, a, e
			}
		}
		place := left[pick]
		left = append(left[:pick], left[pick+1:]...)
		in.Extra += extra
		in.Walk = append(in.Walk[:at], append([]int32{place}, in.Walk[at:]...)...)
	}
	return in
}

// cheapest is before which place of a walk, none of those passed, another one
// costs least.
func cheapest(walk []int32, passed int, place int32, between Between) (at int, extra int64) {
	from := Start
	if passed > 0 {
		from = walk[passed-1]
	}
	extra = never
	for i := passed; i <= len(walk); i++ {
		to := End
		if i < len(walk) {
			to = walk[i]
		}
		if e := between(from, place) + between(place, to) - between(from, to); e < extra {
			at, extra = i, e
		}
		from = to
	}
	return at, max(extra, 0)
}
