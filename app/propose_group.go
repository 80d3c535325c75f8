package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"packbench/app/picking"
	"packbench/app/picking/batch"
	"packbench/app/picking/grid"
)

const (
	// priorityCosts is how much further, in millimetres, the floor walks at most so
	// that an order does not wait for one that is less urgent by one.
	priorityCosts = 20_000
	// searchSteps bounds the search besides its time, so that a machine with time to
	// spare gives the same plan each time.
	searchSteps = 3_000_000
)

// group puts parts onto carts so that they walk least; bound is what no way of
// doing so can walk less, 0 where nothing is proved. Without distances carts are
// filled in the order given.
func (pl *pickPlan) group(ctx context.Context, parts []pickPart, bulk bool, search time.Duration, say func(done float64, length int64)) (groups [][]pickPart, bound int64, err error) {
	if len(parts) < 2 || pl.floor.NewMeter() == nil {
		return pl.firstCome(parts, bulk), 0, nil
	}
	p := batch.Problem{Cart: pl.batchCart(bulk)}
	m := newMeters(pl.floor)
	urgent := slices.ContainsFunc(parts, func(x pickPart) bool { return x.order.Priority != parts[0].order.Priority })
	if urgent {
		p.Wait = priorityCosts
	}
	for _, part := range parts {
		o := batch.Order{Lines: int64(len(part.stops)), Priority: int(part.order.Priority), Alone: part.alone()}
		for _, st := range part.stops {
			if at, known := m.place(st.LocationID); known {
				o.Places = append(o.Places, at)
			}
			o.Items += int64(st.Qty)
			o.Weight += int64(st.weight)
			o.Volume += st.volume
		}
		p.Orders = append(p.Orders, o)
	}
	if p.NewMeter, p.Exact, err = m.ready(); err != nil {
		return nil, 0, err
	}
	r, err := batch.Plan(ctx, p, batch.Options{Time: max(search, time.Millisecond), Iterations: searchSteps,
		Progress: func(g batch.Progress) { say(g.Share, g.Cost) }})
	if err != nil {
		return nil, 0, fmt.Errorf("put orders onto carts: %w", err)
	}
	for _, b := range r.Batches {
		on := make([]pickPart, 0, len(b.Orders))
		for _, i := range slices.Sorted(slices.Values(b.Orders)) {
			on = append(on, parts[i])
		}
		groups = append(groups, on)
	}
	if !urgent { // with a price on waiting the bound is not one of lengths
		bound = r.Bound
	}
	return groups, bound, nil
}

// batchCart is the cart as overCart judges it.
func (pl *pickPlan) batchCart(bulk bool) batch.Cart {
	c := batch.Cart{Orders: cmp.Or(pl.cart.Slots, mostSlots), Lines: pl.cart.Lines, Items: int64(pl.cart.Units), Weight: int64(pl.cart.WeightG), Volume: pl.cart.VolumeMm3}
	if bulk {
		c.Orders, c.Lines = 0, cmp.Or(c.Lines, usualBulk)
	}
	return c
}

// meters measure walks past the places of a floor for the batcher, which knows
// places by small numbers.
type meters struct {
	floor *picking.Floor
	spots map[int64]grid.Spot // where it is rows of shelves, walked both ways
	known map[int64]int32
	ids   []int64
}

func newMeters(f *picking.Floor) *meters {
	m := &meters{floor: f, known: make(map[int64]int32)}
	_, m.spots, _, _, _ = f.Grid()
	return m
}

// place is the number of a place; false where the map does not know it.
func (m *meters) place(id int64) (int32, bool) {
	if n, ok := m.known[id]; ok {
		return n, true
	}
	if _, on := m.floor.At(id); !on {
		return 0, false
	}
	n := int32(len(m.ids))
	m.known[id] = n
	m.ids = append(m.ids, id)
	return n, true
}

// ready gives meters over the places named so far; exact says that they measure
// the shortest walk.
func (m *meters) ready() (fresh func() batch.Meter, exact bool, err error) {
	if m.spots == nil {
		return func() batch.Meter { return &idMeter{m: m.floor.NewMeter(), ids: m.ids} }, false, nil
	}
	w, _, start, pack, _ := m.floor.Grid()
	spots := make([]grid.Spot, len(m.ids))
	for i, id := range m.ids {
		spots[i] = m.spots[id]
	}
	rows, err := batch.NewRows(w, spots, grid.At(start), grid.At(pack))
	if err != nil {
		return nil, false, fmt.Errorf("measure walks on the map: %w", err)
	}
	return rows.Meter, true, nil
}

// idMeter measures with the floor's own meter.
type idMeter struct {
	m     *picking.Meter
	ids   []int64
	asked []int64
}

// Length is the length of a good walk past places.
func (m *idMeter) Length(places []int32) int64 {
	m.asked = m.asked[:0]
	for _, p := range places {
		m.asked = append(m.asked, m.ids[p])
	}
	return m.m.Length(m.asked)
}
