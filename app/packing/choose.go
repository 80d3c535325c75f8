package packing

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Choose plans the parcels for the items. Each item that ships alone gets a
// parcel a unit; the rest goes into the smallest single box that should take
// it, or else into as few as the largest boxes give, each of them then swapped
// for the smallest that takes the same contents. The same boxes and items give
// the same plan in whatever order they come.
//
// The error is ItemErrors when items cannot be planned, or one of ErrNothing,
// ErrNoBoxes, ErrRunOut, ErrTooMany.
func Choose(boxes []Box, items []Item) (Plan, error) {
	shelf := newShelf(boxes)
	loads, err := newLoads(items, shelf)
	if err != nil {
		return Plan{}, err
	}
	var plan Plan
	var together []load
	for _, l := range loads {
		if !l.alone {
			together = append(together, l)
			continue
		}
		if err := shelf.pack(&plan, []load{l}, true); err != nil {
			return Plan{}, err
		}
	}
	if err := shelf.pack(&plan, together, false); err != nil {
		return Plan{}, err
	}
	return plan, nil
}

// load is what is left to pack of one item.
type load struct {
	id     int64
	name   string
	sides  [3]int64 // ascending
	volume int64    // of one unit
	weight int64    // of one unit
	qty    int64
	alone  bool
	place  int // among the loads it was taken from
}

// newLoads checks the items and puts them largest first.
func newLoads(items []Item, s *shelf) ([]load, error) {
	var bad ItemErrors
	loads := make([]load, 0, len(items))
	for _, it := range items {
		if it.Qty == 0 {
			continue
		}
		if err := checkItem(it); err != nil {
			bad = append(bad, &ItemError{it.ID, it.Name, err})
			continue
		}
		loads = append(loads, load{
			id: it.ID, name: it.Name, sides: ascending(it.Size), volume: volumeOf(it.Size),
			weight: it.Weight, qty: it.Qty, alone: it.ShipsAlone,
		})
	}
	if len(bad) == 0 && len(loads) > 0 && len(s.kinds) == 0 {
		return nil, ErrNoBoxes
	}
	slices.SortFunc(loads, func(a, b load) int {
		return cmp.Or(cmp.Compare(b.volume, a.volume), slices.Compare(b.sides[:], a.sides[:]),
			cmp.Compare(b.weight, a.weight), cmp.Compare(a.id, b.id), aloneFirst(a, b))
	})
	// The same item may come on several lines of an order: one load.
	merged := loads[:0]
	for _, l := range loads {
		if n := len(merged); n > 0 && sameUnit(merged[n-1], l) {
			merged[n-1].qty += l.qty
			continue
		}
		merged = append(merged, l)
	}
	for _, l := range merged {
		if err := s.everTakes(l); err != nil {
			bad = append(bad, &ItemError{l.id, l.name, err})
		}
	}
	if len(bad) > 0 {
		slices.SortStableFunc(bad, func(a, b *ItemError) int {
			return cmp.Or(cmp.Compare(a.Item, b.Item), strings.Compare(a.Error(), b.Error()))
		})
		return nil, bad
	}
	if len(merged) == 0 {
		return nil, ErrNothing
	}
	return merged, nil
}

func aloneFirst(a, b load) int {
	switch {
	case a.alone == b.alone:
		return 0
	case a.alone:
		return -1
	}
	return 1
}

func sameUnit(a, b load) bool {
	return a.id == b.id && a.sides == b.sides && a.weight == b.weight && a.alone == b.alone
}

func checkItem(it Item) error {
	for _, side := range it.Size {
		if side == 0 {
			return ErrNoSize
		}
		if side < 0 || side > maxSide {
			return ErrBadNumber
		}
	}
	switch {
	case it.Weight == 0:
		return ErrNoWeight
	case it.Weight < 0 || it.Weight > maxWeight || it.Qty < 0 || it.Qty > maxQty:
		return ErrBadNumber
	}
	return nil
}

// rest is what is left to pack, largest item first. Items that are all packed
// stay in it with nothing left, so that places in it stay the same.
type rest struct {
	loads  []load
	first  int // before it, nothing is left
	volume int64
}

// pack plans parcels until nothing of the loads is left. With alone, every
// unit gets a parcel of its own.
func (s *shelf) pack(plan *Plan, loads []load, alone bool) error {
	r := rest{loads: loads, volume: total(loads).volume}
	for r.first < len(loads) {
		if !alone && r.volume <= s.most() {
			if k, ok := s.smallest(loads[r.first:]); ok {
				return s.add(plan, k, loads[r.first:], 1)
			}
		}
		fill, err := s.fillLargest(r, alone)
		if err != nil {
			return err
		}
		k, ok := s.smallest(fill)
		if !ok {
			return fmt.Errorf("packing %s: %w", fill[0].name, ErrRunOut)
		}
		times := r.repeats(fill)
		if left := s.kinds[k].left; left >= 0 {
			times = min(times, left)
		}
		if err := s.add(plan, k, fill, times); err != nil {
			return err
		}
		r.take(fill, times)
	}
	return nil
}

// fillLargest fills the largest box in stock that takes a unit of the first
// item left, with as much as goes in, largest items first.
func (s *shelf) fillLargest(r rest, alone bool) ([]load, error) {
	one := r.loads[r.first]
	one.qty, one.place = 1, r.first
	at, ok := s.largest([]load{one})
	if !ok {
		return nil, fmt.Errorf("packing %s: %w", one.name, ErrRunOut)
	}
	fill := []load{one}
	if alone {
		return fill, nil
	}
	k := s.kinds[at]
	room, weight := k.usable-one.volume, k.payload-one.weight
	for i := r.first; i < len(r.loads) && room > 0 && weight > 0; i++ {
		if r.loads[i].volume > room {
			i += firstWithin(r.loads[i:], room)
			if i == len(r.loads) {
				break
			}
		}
		l := r.loads[i]
		left := l.qty
		if i == r.first {
			left--
		}
		n := min(left, room/l.volume, weight/l.weight)
		if n <= 0 || !within(l.sides, k.sides) {
			continue
		}
		room -= n * l.volume
		weight -= n * l.weight
		if i == r.first {
			fill[0].qty += n
			continue
		}
		l.qty, l.place = n, i
		fill = append(fill, l)
	}
	return fill, nil
}

// firstWithin is the place of the first load of at most that volume. Loads are
// largest first.
func firstWithin(loads []load, room int64) int {
	n, _ := slices.BinarySearchFunc(loads, room, func(l load, room int64) int {
		if l.volume > room {
			return -1
		}
		return 1
	})
	return n
}

// repeats is how many equal parcels can be made before one would differ.
func (r *rest) repeats(fill []load) int64 {
	times := int64(math.MaxInt64)
	for _, f := range fill {
		times = min(times, r.loads[f.place].qty/f.qty)
	}
	return max(1, times)
}

// take takes times fills off what is left.
func (r *rest) take(fill []load, times int64) {
	for _, f := range fill {
		r.loads[f.place].qty -= f.qty * times
		if r.volume < math.MaxInt64 {
			r.volume -= f.volume * f.qty * times
		}
	}
	if r.volume == math.MaxInt64 {
		r.volume = total(r.loads[r.first:]).volume
	}
	for r.first < len(r.loads) && r.loads[r.first].qty == 0 {
		r.first++
	}
}
