package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"packbench/app/picking"
	"packbench/data"
)

// Urgent asks to pick a shipment at once.
type Urgent struct {
	Shipment int64
	Wave     int64 // the released wave that it joins, or 0
	List     int64 // the list it must go onto, or 0 for the best
	Alone    bool  // a list of its own
}

// UrgentPlaced says where an urgent shipment went.
type UrgentPlaced struct {
	List  data.PickList
	Own   bool // a list of its own
	Slot  string
	Extra data.Millimetres // how much further the picker walks, 0 where the map knows no distances
	Why   string           // in a sentence
}

type urgentUndo struct {
	List     int64 `json:"list"`
	Own      bool  `json:"own"`
	Shipment int64 `json:"shipment"`
	Released bool  `json:"released"`
	Joined   int64 `json:"joined,omitempty"` // the wave that it joined for it
}

func (u urgentUndo) take(ctx context.Context, tx *data.Tx) error {
	var err error
	if u.Own {
		_, err = tx.CancelPickList(ctx, u.List, true)
	} else {
		err = tx.TakeOffList(ctx, u.List, u.Shipment)
	}
	if err != nil {
		return err
	}
	if err := tx.Settle(ctx); err != nil {
		return err
	}
	if u.Joined > 0 {
		if err := tx.LeaveWave(ctx, u.Joined, u.Shipment); err != nil {
			return err
		}
	}
	if u.Released {
		return tx.Unrelease(ctx, u.Shipment)
	}
	return nil
}

// AddUrgent puts a shipment onto the list whose picker reaches it with the least
// extra walking, where that is less than a walk of its own, otherwise onto a list
// of its own. A cart's limits are kept, and it passes the gate like any other.
func (s *Shop) AddUrgent(ctx context.Context, who data.Actor, op data.Op, u Urgent) (UrgentPlaced, error) {
	return do(ctx, s, WorkFloor, who, op.For(u), func(ctx context.Context, tx *data.Tx) (UrgentPlaced, error) {
		var out UrgentPlaced
		undo := urgentUndo{Shipment: u.Shipment}
		sh, err := tx.Queries.Shipment(ctx, u.Shipment)
		if err != nil {
			return out, data.IfMissing(err, "there is no shipment %d", u.Shipment)
		}
		if !sh.ReleasedAt.Set() {
			if err := s.allow(ctx, &tx.View, tx.Who(), ReleaseOrders); err != nil {
				return out, err
			}
			if _, err := tx.Release(ctx, u.Shipment, ""); err != nil {
				return out, err
			}
			undo.Released = true
		}
		if err := joinReleased(ctx, tx, sh, u.Wave, &undo); err != nil {
			return out, err
		}
		floor, err := s.floorNow(ctx, tx)
		if err != nil {
			return out, err
		}
		d, err := s.readPicking(ctx, &tx.View, floor, PickingRequest{Shipments: []int64{u.Shipment}})
		if err != nil {
			return out, err
		}
		if len(d.left) > 0 {
			l := d.left[0]
			return out, data.Refused("pick", l.Fix, "shipment %s can't be picked in full now: %d of %s, %s", sh.Number, l.Qty, l.SKU, l.Why)
		}
		if len(d.orders) == 0 {
			return out, data.Refused("pick", "nothing is left to do", "shipment %s waits for nothing to be picked", sh.Number)
		}
		if out, err = place(ctx, tx, d, u); err != nil {
			return out, err
		}
		undo.List, undo.Own = out.List.ID, out.Own
		tx.About("pick list", out.List.ID, "Put urgent %s onto list %s", sh.Number, out.List.Number)
		return out, tx.Undoable("urgent", undo)
	})
}

// joinReleased puts a shipment into a wave that is on the floor.
func joinReleased(ctx context.Context, tx *data.Tx, sh data.Shipment, wave int64, undo *urgentUndo) error {
	in, err := inWave(ctx, &tx.View, sh.ID)
	if err != nil || wave == 0 || in == wave {
		return err
	}
	w, err := tx.Wave(ctx, wave)
	if err != nil {
		return data.IfMissing(err, "there is no wave %d", wave)
	}
	if !w.ReleasedAt.Set() {
		return data.Refused("wave", "put it into the plan of the wave", "wave %s is %s, not released", w.Number, w.Stage)
	}
	undo.Joined = wave
	return tx.JoinWave(ctx, wave, []int64{sh.ID})
}

// openWalk is a list that a shipment could go onto.
type openWalk struct {
	list  data.PickList
	slot  string
	extra int64
}

// place puts the one order of a day onto the best open list, or its own.
func place(ctx context.Context, tx *data.Tx, d pickDay, u Urgent) (UrgentPlaced, error) {
	o := d.orders[0]
	own, err := d.plan.walked(ctx, ProposedList{Method: PickSingle}, []pickPart{o.whole()}, nil)
	if err != nil {
		return UrgentPlaced{}, err
	}
	own.Cart = 0
	if !u.Alone {
		best, err := bestOpen(ctx, tx, d, u, own.Cost)
		if err != nil {
			return UrgentPlaced{}, err
		}
		if best != nil {
			picks := make([]data.PlannedPick, 0, len(o.stops))
			for _, st := range o.stops {
				st.Slot = best.slot
				picks = append(picks, st.PlannedPick)
			}
			l, err := tx.AddToList(ctx, best.list.ID, map[int64]string{o.ShipmentID: best.slot}, picks)
			why := "The walk has not begun."
			if own.Cost.Known {
				why = fmt.Sprintf("%s more on this walk, %s on its own.", metres(best.extra), metres(int64(own.Cost.Length)))
			} else if l.StartedAt.Set() {
				why = "The picker has not passed its places."
			}
			return UrgentPlaced{List: l, Slot: best.slot, Extra: data.Millimetres(best.extra), Why: why}, err
		}
		if u.List > 0 {
			return UrgentPlaced{}, data.Refused("pick", "make a list of its own", "it does not fit onto that list, one of them ships alone, or the picker has passed its places")
		}
	}
	var built BuiltPicking
	waves := []int64(nil)
	if u.Wave > 0 {
		own.Wave, waves = 1, []int64{u.Wave}
	}
	if err := buildLists(ctx, tx, PickProposal{Lists: []ProposedList{own}}, waves, &built); err != nil {
		return UrgentPlaced{}, err
	}
	why := "A walk of its own is shortest."
	if o.alone() {
		why = "It ships alone."
	}
	return UrgentPlaced{List: built.Lists[0], Own: true, Slot: own.Slots[0].Slot, Extra: own.Cost.Length, Why: why}, nil
}

// metres says a length as people do, "about" being understood.
func metres(mm int64) string { return fmt.Sprintf("%d m", (mm+500)/1000) }

// bestOpen finds the open list that an order joins with the least extra walking;
// nil where its own walk is shorter, or none has room.
func bestOpen(ctx context.Context, tx *data.Tx, d pickDay, u Urgent, own WalkCost) (best *openWalk, err error) {
	for _, stage := range []string{"released", "picking"} {
		lists, err := tx.PickListsByStage(ctx, stage, floorMost)
		if err != nil {
			return nil, fmt.Errorf("read the pick lists: %w", err)
		}
		for _, row := range lists {
			if u.List > 0 && row.ID != u.List || u.Wave > 0 && row.WaveID != u.Wave || u.List == 0 && row.PrintedAt.Set() || row.Bulk || row.Chain > 0 || row.Method == PickZone {
				continue
			}
			w, err := joinable(ctx, tx, d, row.ID, own)
			if err != nil {
				return nil, err
			}
			if w != nil && (best == nil || w.extra < best.extra) {
				best = w
			}
		}
	}
	if best != nil && u.List == 0 && own.Known && best.extra >= int64(own.Length) {
		return nil, nil
	}
	return best, nil
}

// joinable says what it costs to take an order along on a list; nil where its cart
// has no room or, without distances, its picker has passed one of the places.
func joinable(ctx context.Context, tx *data.Tx, d pickDay, id int64, own WalkCost) (*openWalk, error) {
	o := d.orders[0]
	l, err := tx.PickList(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read pick list %d: %w", id, err)
	}
	lines, err := tx.PickLines(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read the lines of %s: %w", l.Number, err)
	}
	on, err := tx.PickListShipments(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read the orders of %s: %w", l.Number, err)
	}
	// A single list was taken without a cart: it has room for what a usual one has.
	plan := *d.plan
	if l.CartID != plan.cart.ID {
		if plan.cart, err = cartFor(ctx, &tx.View, l.CartID); err != nil {
			return nil, err
		}
	}
	if plan.overCart(append(loadOf(lines, on), o.whole()), false) != "" || slices.ContainsFunc(on, func(x data.PickListShipmentsRow) bool { return x.ShipmentID == o.ShipmentID }) {
		return nil, nil
	}
	w := &openWalk{list: l, slot: freeSlot(on)}
	open, err := tx.OpenStops(ctx, id)
	if err != nil {
		return nil, err
	}
	var from int64
	if l.StartedAt.Set() {
		if from, err = tx.LastConfirmed(ctx, id); err != nil {
			return nil, fmt.Errorf("find where the picker of %s stands: %w", l.Number, err)
		}
	}
	before := tripStops(open)
	after := slices.Clone(before)
	for _, st := range o.stops {
		after = append(after, picking.Stop{Place: st.LocationID, Ref: -st.LocationID, Units: int64(st.Qty), Last: st.fragile})
	}
	now, err := plan.floor.Plan(ctx, picking.Trip{Stops: before, From: from, Budget: rerouteBudget})
	if err != nil {
		return nil, fmt.Errorf("plan the rest of %s: %w", l.Number, err)
	}
	then, err := plan.floor.Plan(ctx, picking.Trip{Stops: after, From: from, Budget: rerouteBudget})
	if err != nil {
		return nil, fmt.Errorf("plan the rest of %s: %w", l.Number, err)
	}
	if w.extra = then.Length - now.Length; own.Known {
		return w, nil
	}
	if from > 0 { // by walk numbers the walk never turns back
		there, err := plan.floor.Plan(ctx, picking.Trip{Stops: append(after, picking.Stop{Place: from, Ref: 0})})
		if err != nil {
			return nil, fmt.Errorf("plan the rest of %s: %w", l.Number, err)
		}
		if passed(there.Stops) {
			return nil, nil
		}
	}
	return w, nil
}

// passed says whether one of the new places comes before where the picker stands.
func passed(stops []picking.Stop) bool {
	for _, st := range stops {
		if st.Ref == 0 {
			return false
		}
		if st.Ref < 0 {
			return true
		}
	}
	return false
}

// loadOf is what a list has on its cart in the end.
func loadOf(lines []data.PickLinesRow, on []data.PickListShipmentsRow) []pickPart {
	parts := make([]pickPart, max(1, len(on)))
	for _, l := range lines {
		if l.State == "put back" {
			continue
		}
		q := l.Qty - l.Short
		parts[0].stops = append(parts[0].stops, ProposedStop{PlannedPick: data.PlannedPick{Qty: q}, weight: l.WeightG * data.Grams(q), volume: volumeOf(l.LengthMm, l.WidthMm, l.HeightMm, q), alone: l.ShipsAlone})
	}
	return parts
}

// freeSlot is the first compartment that nothing lies in.
func freeSlot(on []data.PickListShipmentsRow) string {
	for i := range mostSlots {
		if !slices.ContainsFunc(on, func(x data.PickListShipmentsRow) bool { return x.Slot == slotName(i) }) {
			return slotName(i)
		}
	}
	return cmp.Or(on[0].Slot, slotName(0))
}
