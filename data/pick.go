package data

import (
	"context"
	"fmt"
	"time"
)

// PickResult says what a pick brought: how many units, how many were short,
// and where the rest is to be fetched instead.
type PickResult struct {
	Picked, Short Quantity
	Elsewhere     []PlannedPick // taken onto the same list
	Waiting       Quantity      // units that nobody has: they wait again
	CountLine     int64         // the count that was opened of the short bin, or 0
	AskEmpty      bool          // nothing should be left in the bin: the picker says whether it is so
	Shorts        int64         // how often the place was short in the last 30 days, this time included
}

// AskShut says that the place is short so often that somebody should look: shut it
// until then?
func (r PickResult) AskShut() bool { return r.Short > 0 && r.Shorts >= shortsToAsk }

// shortsToAsk is how many short picks within shortsWithin make one ask.
const shortsToAsk = 2

// shortsWithin is how long a place's short picks are remembered against it.
const shortsWithin = 30 * 24 * time.Hour

// PickLine confirms one line of a pick list: picked units move from the bin to
// the packing bench. When fewer are there than the books say, the rest is
// taken off sale as missing until the bin is counted, fetched from other
// places where there are any, and otherwise waits again; a count of the bin is
// opened (domain 3).
func (tx *Tx) PickLine(ctx context.Context, id int64, picked Quantity) (PickResult, error) {
	p, err := tx.Queries.PickLine(ctx, id)
	if err != nil {
		return PickResult{}, IfMissing(err, "there is no pick line %d", id)
	}
	if p.State != "open" {
		return PickResult{}, Refused("pick", "go on with the next line", "this line is already %s", p.State)
	}
	if picked < 0 || picked > p.Qty {
		return PickResult{}, Invalid("picked", "the line asks for %d units, not %d", p.Qty, picked)
	}
	res := PickResult{Picked: picked, Short: p.Qty - picked}
	var sl ShipmentLine
	var on PickList
	if err := tx.Together(ctx, asked(ctx, &on, tx.PickList, p.PickListID, "read pick list %d", p.PickListID), func() error {
		if n, err := tx.unreserveBin(ctx, p.Qty, p.ProductID, p.LocationID); err != nil || n == 0 {
			return fmt.Errorf("give the bin's units free: %w", orMissing(err))
		}
		return nil
	}, asked(ctx, &sl, tx.ShipmentLine, p.ShipmentLineID, "read shipment line %d", p.ShipmentLineID)); err != nil {
		return res, err
	}
	if !on.ReleasedAt.Set() {
		return res, Refused("pick", "wait for the list before it, or release it now", "list %s is not released yet", on.Number)
	}
	var move int64
	if picked > 0 {
		if move, err = tx.pickUnits(ctx, p, sl, picked); err != nil {
			return res, err
		}
	}
	state := "picked"
	if res.Short > 0 {
		state = "short"
	}
	var left Balance
	if err := tx.Together(ctx, func() error {
		if picked == 0 {
			return nil
		}
		return tx.step(ctx, sl.OrderLineID, step{allocated: -picked, picked: picked})
	}, func() error {
		if n, err := tx.finishPickLine(ctx, finishPickLineParams{Picked: picked, Short: res.Short, MoveID: move, State: state, DoneAt: tx.now, ID: id, Was: "open"}); err != nil || n == 0 {
			return fmt.Errorf("write pick line %d: %w", id, orMissing(err))
		}
		return nil
	}, func() (err error) {
		left, err = tx.Balance(ctx, p.ProductID, p.LocationID)
		return err
	}); err != nil {
		return res, err
	}
	res.AskEmpty = res.Short == 0 && left.OnHand == 0
	if tx.stands(p.PickListID, p.LocationID); res.Short > 0 {
		if res.Shorts, err = tx.ShortsAt(ctx, p.LocationID, tx.now.Add(-shortsWithin)); err != nil {
			return res, fmt.Errorf("count the short picks of the place: %w", err)
		}
	}
	// The list and the shipment move on, once the write ends, when their last line
	// is done.
	tx.lists[p.PickListID], tx.floor[sl.ShipmentID] = true, true
	if res.Short > 0 {
		err = tx.short(ctx, p, &res)
	}
	return res, err
}

func orMissing(err error) error {
	if err == nil {
		return Conflict("the pick list was changed meanwhile")
	}
	return err
}

// pickUnits moves picked units from the bin to the packing bench.
func (tx *Tx) pickUnits(ctx context.Context, p PickLine, sl ShipmentLine, q Quantity) (int64, error) {
	bench, err := tx.Place(ctx, PlacePacking)
	if err != nil {
		return 0, err
	}
	m, err := tx.Post(ctx, Move{ProductID: p.ProductID, FromLocation: p.LocationID, ToLocation: bench.ID, Qty: q, Kind: MovePick, DocKind: "shipment", DocID: sl.ShipmentID, LineID: sl.OrderLineID})
	if err != nil {
		return 0, err
	}
	if err := tx.stepShipmentLine(ctx, 0, q, 0, sl.ID); err != nil {
		return 0, fmt.Errorf("write the pick of shipment line %d: %w", sl.ID, err)
	}
	return m.ID, nil
}

// afterPick moves the list and the shipment on, once the write ends, when their
// last line is done.
func (tx *Tx) afterPick(ctx context.Context, p PickLine) error {
	sl, err := tx.ShipmentLine(ctx, p.ShipmentLineID)
	if err != nil {
		return fmt.Errorf("read shipment line %d: %w", p.ShipmentLineID, err)
	}
	tx.lists[p.PickListID], tx.floor[sl.ShipmentID] = true, true
	return nil
}

// refreshPicking works out how far the picking of a shipment has come.
func (tx *Tx) refreshPicking(ctx context.Context, id int64) error {
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return fmt.Errorf("read shipment %d: %w", id, err)
	}
	open, err := tx.openPickLines(ctx, id)
	if err != nil {
		return fmt.Errorf("count the open picks of %s: %w", s.Number, err)
	}
	sums, err := tx.shipmentSums(ctx, id)
	if err != nil {
		return fmt.Errorf("add up %s: %w", s.Number, err)
	}
	was := s
	switch {
	case sums.Qty == 0:
		// Nothing of it was found: what it should have carried waits again.
		s.PickingAt, s.PickedAt, s.VoidedAt = 0, 0, tx.now
	case sums.Picked > 0 && open == 0:
		if !s.PickingAt.Set() {
			s.PickingAt = tx.now
		}
		if !s.PickedAt.Set() {
			s.PickedAt = tx.now
		}
	case sums.Picked > 0:
		s.PickedAt = 0
		if !s.PickingAt.Set() {
			s.PickingAt = tx.now
		}
	default:
		s.PickingAt, s.PickedAt = 0, 0
		if open == 0 { // nothing of it is fetched, or lies at the bench
			if err := tx.emptyCell(ctx, id); err != nil {
				return err
			}
		}
	}
	if s == was {
		return nil
	}
	_, err = tx.saveShipment(ctx, s)
	return err
}

func (tx *Tx) refreshPickList(ctx context.Context, id int64) error {
	l, err := tx.PickList(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no pick list %d", id)
	}
	n, err := tx.pickListProgress(ctx, id)
	if err != nil {
		return fmt.Errorf("read pick list %s: %w", l.Number, err)
	}
	open, done := n.OpenCount, n.DoneCount
	was := l
	switch {
	case l.CancelledAt.Set():
		l.Stage = "cancelled"
	case open == 0 && done == 0:
		l.CancelledAt, l.Stage = tx.now, "cancelled"
	case open == 0:
		l.Stage, l.DoneAt = "done", tx.now
	case done > 0:
		l.Stage, l.DoneAt = "picking", 0
		if !l.StartedAt.Set() {
			l.StartedAt = tx.now
		}
	case !l.ReleasedAt.Set():
		l.Stage, l.StartedAt, l.DoneAt = "built", 0, 0
	default:
		l.Stage, l.StartedAt, l.DoneAt = "released", 0, 0
	}
	if l == was {
		return nil
	}
	if l.Picker == "" && done > 0 {
		l.Picker = tx.who.User
	}
	if err := tx.setPickListFacts(ctx, setPickListFactsParams{Picker: l.Picker, ReleasedAt: l.ReleasedAt, StartedAt: l.StartedAt, DoneAt: l.DoneAt, CancelledAt: l.CancelledAt, Stage: l.Stage, ID: id}); err != nil {
		return fmt.Errorf("write pick list %s: %w", l.Number, err)
	}
	if err := tx.Record("pick list", id, l.Stage, nil, nil); err != nil || l.Chain == 0 || (!l.DoneAt.Set() && !l.CancelledAt.Set()) {
		return err
	}
	return tx.passOn(ctx, l)
}

// putBack takes one pick line back, whatever its state: open units are given
// free, picked units go back to their bin.
func (tx *Tx) putBack(ctx context.Context, p PickLine, why string) error {
	switch p.State {
	case "open":
		if n, err := tx.unreserveBin(ctx, p.Qty, p.ProductID, p.LocationID); err != nil || n == 0 {
			return fmt.Errorf("give the bin's units free: %w", orMissing(err))
		}
	case "picked", "short":
		if p.Picked == 0 {
			return nil
		}
		if _, err := tx.Reverse(ctx, p.MoveID, why); err != nil {
			return err
		}
		sl, err := tx.ShipmentLine(ctx, p.ShipmentLineID)
		if err != nil {
			return fmt.Errorf("read shipment line %d: %w", p.ShipmentLineID, err)
		}
		if err := tx.stepShipmentLine(ctx, 0, -p.Picked, 0, sl.ID); err != nil {
			return fmt.Errorf("take the pick back: %w", err)
		}
		if err := tx.step(ctx, sl.OrderLineID, step{picked: -p.Picked, allocated: p.Picked}); err != nil {
			return err
		}
	default:
		return nil
	}
	if n, err := tx.finishPickLine(ctx, finishPickLineParams{Short: p.Short, MoveID: p.MoveID, State: "put back", DoneAt: p.DoneAt, ID: p.ID, Was: p.State}); err != nil || n == 0 {
		return fmt.Errorf("write pick line %d: %w", p.ID, orMissing(err))
	}
	return nil
}

// UnpickLine takes the pick of a line back and asks for it again (undo).
func (tx *Tx) UnpickLine(ctx context.Context, id int64) error {
	p, err := tx.Queries.PickLine(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no pick line %d", id)
	}
	if p.State != "picked" {
		return Refused("undo", "count the bin instead", "this pick is %s", p.State)
	}
	sl, err := tx.ShipmentLine(ctx, p.ShipmentLineID)
	if err != nil {
		return fmt.Errorf("read shipment line %d: %w", p.ShipmentLineID, err)
	}
	if sl.Picked-sl.Packed < p.Picked {
		return Refused("undo", "undo the packing first", "these units are already packed")
	}
	if err := tx.putBack(ctx, p, "pick undone"); err != nil {
		return err
	}
	n, err := tx.lastPickN(ctx, p.PickListID)
	if err != nil {
		return fmt.Errorf("number the pick line: %w", err)
	}
	if err := tx.addPick(ctx, p.PickListID, n+1, PlannedPick{ShipmentLineID: p.ShipmentLineID, ProductID: p.ProductID, LocationID: p.LocationID, Qty: p.Qty, Slot: p.Slot}); err != nil {
		return err
	}
	tx.reroute(p.PickListID)
	return tx.afterPick(ctx, p)
}

// CancelPickList closes a list: what is not picked is given free, what was
// picked stays at the bench for its shipment unless back is set, when it goes
// back to its bins (domain 3). It gives what was taken off the list.
func (tx *Tx) CancelPickList(ctx context.Context, id int64, back bool) (off []PlannedPick, err error) {
	lines, err := tx.PickLines(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read pick list %d: %w", id, err)
	}
	shipments := make(map[int64]bool)
	for _, row := range lines {
		if row.State == "put back" || (row.State != "open" && !back) {
			continue
		}
		p, err := tx.Queries.PickLine(ctx, row.ID)
		if err != nil {
			return nil, fmt.Errorf("read pick line %d: %w", row.ID, err)
		}
		sl, err := tx.ShipmentLine(ctx, p.ShipmentLineID)
		if err != nil {
			return nil, fmt.Errorf("read shipment line %d: %w", p.ShipmentLineID, err)
		}
		if p.State != "open" && sl.Picked-sl.Packed < p.Picked {
			return nil, Refused("undo", "undo the packing first", "some of the list is already packed")
		}
		if err := tx.putBack(ctx, p, "pick list cancelled"); err != nil {
			return nil, err
		}
		if q := p.Qty - p.Short; q > 0 {
			off = append(off, PlannedPick{ShipmentLineID: p.ShipmentLineID, ProductID: p.ProductID, LocationID: p.LocationID, Qty: q, Slot: p.Slot})
		}
		shipments[sl.ShipmentID] = true
	}
	for _, s := range sortedKeys(shipments) {
		if err := tx.refreshPicking(ctx, s); err != nil {
			return nil, err
		}
	}
	return off, tx.refreshPickList(ctx, id)
}

// ReopenPickList asks again for what was taken off a list when it was cancelled
// (undo of CancelPickList). What was picked before has gone back to its bins and
// is asked for like the rest.
func (tx *Tx) ReopenPickList(ctx context.Context, id int64, off []PlannedPick) error {
	l, err := tx.PickList(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no pick list %d", id)
	}
	if len(off) == 0 {
		return Refused("undo", "nothing is left to do", "nothing was taken off list %s", l.Number)
	}
	n, err := tx.lastPickN(ctx, id)
	if err != nil {
		return fmt.Errorf("number the pick lines: %w", err)
	}
	left := make(map[int64]map[int64]Quantity) // by shipment, what each of its lines still wants
	for i, p := range off {
		sl, err := tx.ShipmentLine(ctx, p.ShipmentLineID)
		if err != nil {
			return fmt.Errorf("read shipment line %d: %w", p.ShipmentLineID, err)
		}
		if left[sl.ShipmentID] == nil {
			if left[sl.ShipmentID], err = tx.wantedOnFloor(ctx, sl.ShipmentID); err != nil {
				return err
			}
		}
		if left[sl.ShipmentID][sl.ID] < p.Qty {
			return Refused("undo", "make a new list of what is left", "what list %s had is no longer waited for", l.Number)
		}
		left[sl.ShipmentID][sl.ID] -= p.Qty
		if err := tx.addPick(ctx, id, n+int64(i)+1, p); err != nil {
			return err
		}
		tx.floor[sl.ShipmentID] = true
	}
	l.CancelledAt, l.DoneAt = 0, 0
	tx.reroute(id)
	if err := tx.setPickListFacts(ctx, setPickListFactsParams{Picker: l.Picker, ReleasedAt: l.ReleasedAt, StartedAt: l.StartedAt, Stage: l.Stage, ID: id}); err != nil {
		return fmt.Errorf("write pick list %s: %w", l.Number, err)
	}
	return tx.refreshPickList(ctx, id)
}

// wantedOnFloor is what each line of a shipment still wants picked; nothing where
// it is not on the floor.
func (tx *Tx) wantedOnFloor(ctx context.Context, shipment int64) (map[int64]Quantity, error) {
	left := make(map[int64]Quantity)
	s, err := tx.Shipment(ctx, shipment)
	if err != nil {
		return nil, fmt.Errorf("read shipment %d: %w", shipment, err)
	}
	if !s.ReleasedAt.Set() || s.VoidedAt.Set() {
		return left, nil
	}
	wanted, err := tx.Wanted(ctx, shipment)
	for _, w := range wanted {
		left[w.ShipmentLineID] = w.Qty
	}
	return left, err
}
