package packing

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// shelf is the boxes of the shop, smallest first, with how many are left.
type shelf struct{ kinds []kind }

type kind struct {
	box     Box
	sides   [3]int64 // inner, ascending
	room    int64    // inner volume
	usable  int64    // of the room, for several items
	payload int64    // g of items that is allowed whatever the filling
	left    int64    // boxes left; negative is no limit
}

// newShelf leaves out boxes that can hold nothing: no stock, no room, or a
// tare at the limit already.
func newShelf(boxes []Box) *shelf {
	s := &shelf{kinds: make([]kind, 0, len(boxes))}
	for _, b := range boxes {
		sides := ascending(b.Inner)
		if b.Stock == 0 || sides[0] <= 0 || sides[2] > maxSide || b.Tare < 0 ||
			b.MaxWeight < 0 || b.MaxWeight > 0 && b.MaxWeight <= b.Tare {
			continue
		}
		k := kind{box: b, sides: sides, room: volumeOf(sides), left: b.Stock, payload: maxWeight}
		k.usable = k.room / 100 * UsablePercent
		if b.MaxWeight > 0 {
			k.payload = b.MaxWeight - b.Tare - mostFilling(b)
		}
		s.kinds = append(s.kinds, k)
	}
	slices.SortFunc(s.kinds, func(a, b kind) int {
		return cmp.Or(cmp.Compare(a.room, b.room), cmp.Compare(a.box.Cost, b.box.Cost),
			cmp.Compare(volumeOf(a.box.Outer), volumeOf(b.box.Outer)),
			strings.Compare(a.box.Code, b.box.Code), cmp.Compare(a.box.ID, b.box.ID))
	})
	return s
}

// everTakes says why no box takes a unit of the load, or nil.
func (s *shelf) everTakes(l load) error {
	l.qty = 1
	fits := false
	for _, k := range s.kinds {
		if !within(l.sides, k.sides) {
			continue
		}
		fits = true
		if k.gross(l.volume, l.weight) <= k.limit() {
			return nil
		}
	}
	if fits {
		return ErrTooHeavy
	}
	if len(s.kinds) == 0 {
		return ErrNoBoxes
	}
	return ErrTooLarge
}

// most is the largest volume that any box may take.
func (s *shelf) most() int64 {
	var most int64
	for _, k := range s.kinds {
		most = max(most, k.room)
	}
	return most
}

// smallest finds the smallest box left that should take all of the loads.
func (s *shelf) smallest(loads []load) (int, bool) {
	sum := total(loads)
	for i, k := range s.kinds {
		if k.takes(sum) {
			return i, true
		}
	}
	return 0, false
}

// largest finds the largest box left that should take all of the loads.
func (s *shelf) largest(loads []load) (int, bool) {
	sum := total(loads)
	for i, k := range slices.Backward(s.kinds) {
		if k.takes(sum) {
			return i, true
		}
	}
	return 0, false
}

// sum is what several loads come to.
type sum struct {
	sides  [3]int64 // the largest of each, so that each item is within
	volume int64    // math.MaxInt64 when it is more
	weight int64
	units  int64
}

func total(loads []load) sum {
	var t sum
	for _, l := range loads {
		if l.qty == 0 {
			continue
		}
		for i, side := range l.sides {
			t.sides[i] = max(t.sides[i], side)
		}
		t.volume = plus(t.volume, l.volume, l.qty)
		t.weight = plus(t.weight, l.weight, l.qty)
		t.units += l.qty
	}
	return t
}

// plus adds n times one to all and stops at the largest number there is.
func plus(all, one, n int64) int64 {
	if n > 0 && one > (math.MaxInt64-all)/n {
		return math.MaxInt64
	}
	return all + one*n
}

// takes reports whether a box of this kind should take what sums to t.
func (k kind) takes(t sum) bool {
	if k.left == 0 || !within(t.sides, k.sides) {
		return false
	}
	if t.units > 1 && t.volume > k.usable {
		return false
	}
	return t.weight <= maxWeight && k.gross(t.volume, t.weight) <= k.limit()
}

// gross is the weight of a parcel with items of that volume and weight.
func (k kind) gross(volume, weight int64) int64 {
	return weight + k.box.Tare + Filling(k.box, volume).Weight
}

func (k kind) limit() int64 {
	if k.box.MaxWeight == 0 {
		return math.MaxInt64
	}
	return k.box.MaxWeight
}

// add puts times equal parcels on the plan and takes their boxes off the shelf.
func (s *shelf) add(plan *Plan, at int, loads []load, times int64) error {
	if int64(len(plan.Parcels))+times > maxParcels {
		return ErrTooMany
	}
	k := &s.kinds[at]
	t := total(loads)
	fill := Filling(k.box, t.volume)
	p := Parcel{
		Box:      k.box,
		Material: fill,
		Weight:   t.weight + k.box.Tare + fill.Weight,
		Fill:     float64(t.volume) / float64(k.room),
		Reason:   fmt.Sprintf("smallest box for about %s l and %s kg", thousandths(t.volume/1000), thousandths(t.weight)),
	}
	if t.units == 1 {
		p.Reason = fmt.Sprintf("smallest box for one piece of %d x %d x %d mm and %s kg",
			t.sides[2], t.sides[1], t.sides[0], thousandths(t.weight))
	}
	if k.left > 0 {
		k.left -= times
	}
	contents := make([]Content, 0, len(loads))
	for _, l := range loads {
		if l.qty > 0 {
			contents = append(contents, Content{l.id, l.qty})
		}
	}
	slices.SortFunc(contents, func(a, b Content) int {
		return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(a.Qty, b.Qty))
	})
	plan.Parcels = slices.Grow(plan.Parcels, int(times))
	p.Contents = slices.Clip(contents)
	for range times {
		plan.Parcels = append(plan.Parcels, p)
	}
	return nil
}

// thousandths writes n thousandths with one decimal, rounded up, so that
// nothing heavy reads as 0.0.
func thousandths(n int64) string {
	tenths := (n + 99) / 100
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

// within reports whether ascending sides a are each at most those of b: some
// turn by right angles of a box of sides a goes into one of sides b.
func within(a, b [3]int64) bool { return a[0] <= b[0] && a[1] <= b[1] && a[2] <= b[2] }

func ascending(size [3]int64) [3]int64 {
	slices.Sort(size[:])
	return size
}

func volumeOf(size [3]int64) int64 { return size[0] * size[1] * size[2] }
