package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// RouteWith says how the open lines of a list are put into the order of walking
// when some were added: fn is called at the end of the write that did it, in its
// transaction; from is the place where the picker stands, 0 where the walk has not
// begun. It is set once, before the first write.
func (s *Store) RouteWith(fn func(ctx context.Context, tx *Tx, list, from int64) error) {
	s.routing = fn
}

// reroute says that a list's open lines are to be put into the order of walking.
func (tx *Tx) reroute(list int64) {
	if tx.routes == nil {
		tx.routes = make(map[int64]bool)
	}
	tx.routes[list] = true
}

// stands says where the picker of a list is now.
func (tx *Tx) stands(list, place int64) {
	if tx.standing == nil {
		tx.standing = make(map[int64]int64)
	}
	tx.standing[list] = place
}

// route puts the open lines of the lists that need it into order.
func (tx *Tx) route(ctx context.Context) error {
	lists := sortedKeys(tx.routes)
	tx.routes = nil
	if tx.store.routing == nil {
		return nil
	}
	for _, id := range lists {
		from := tx.standing[id]
		if from == 0 {
			var err error
			if from, err = tx.LastConfirmed(ctx, id); err != nil {
				return fmt.Errorf("find where the picker of list %d stands: %w", id, err)
			}
		}
		if err := tx.store.routing(ctx, tx, id, from); err != nil {
			return err
		}
	}
	return nil
}

// OpenStop is a line of a list that is still to be picked.
type OpenStop struct {
	ID, LocationID int64
	Qty            Quantity
	Skipped        bool // put to later
	Fragile        bool // nothing is laid on it
}

// OpenStops lists what of a pick list is still to be picked, in its order.
func (v *View) OpenStops(ctx context.Context, list int64) ([]OpenStop, error) {
	rows, err := v.openStops(ctx, list)
	if err != nil {
		return nil, fmt.Errorf("read what is left of list %d: %w", list, err)
	}
	out := make([]OpenStop, 0, len(rows))
	for _, r := range rows {
		out = append(out, OpenStop{ID: r.ID, LocationID: r.LocationID, Qty: r.Qty, Skipped: r.Skipped > 0, Fragile: r.Fragile})
	}
	return out, nil
}

// OrderStops puts the open lines of a list into the order given, which names each
// of them once. They keep the numbers that they have between them, so that what is
// done stays as it is on paper.
func (tx *Tx) OrderStops(ctx context.Context, list int64, lines []int64) error {
	rows, err := tx.openStops(ctx, list)
	if err != nil {
		return fmt.Errorf("read what is left of list %d: %w", list, err)
	}
	was := make(map[int64]int64, len(rows))
	numbers := make([]int64, 0, len(rows))
	for _, r := range rows {
		was[r.ID] = r.N
		numbers = append(numbers, r.N)
	}
	slices.Sort(numbers)
	if len(lines) != len(rows) {
		return Conflict("the lines of the list were changed meanwhile")
	}
	for i, id := range lines {
		n, open := was[id]
		if !open {
			return Conflict("the lines of the list were changed meanwhile")
		}
		delete(was, id)
		if n == numbers[i] {
			continue
		}
		if err := tx.renumberPick(ctx, numbers[i], id); err != nil {
			return fmt.Errorf("number pick line %d: %w", id, err)
		}
	}
	return nil
}

// SkipLine puts an open line to the end of its walk, with a reason.
func (tx *Tx) SkipLine(ctx context.Context, id int64, why string) (PickLine, error) {
	why = strings.TrimSpace(why)
	if why == "" || len(why) > 200 {
		return PickLine{}, Invalid("why", "say in a few words why the line is put to later")
	}
	p, err := tx.openLine(ctx, id)
	if err != nil {
		return p, err
	}
	n, err := tx.lastPickN(ctx, p.PickListID)
	if err != nil {
		return p, fmt.Errorf("number the pick line: %w", err)
	}
	if _, err := tx.skipPick(ctx, 1, why, n+1, id); err != nil {
		return p, fmt.Errorf("put pick line %d to later: %w", id, err)
	}
	return p, tx.Record("pick list", p.PickListID, "line put to later", nil, map[string]any{"line": p.N, "why": why})
}

// UnskipLine puts a line back to where the walk passes it (undo of SkipLine).
func (tx *Tx) UnskipLine(ctx context.Context, id int64, why string) error {
	p, err := tx.openLine(ctx, id)
	if err != nil {
		return err
	}
	if p.Skipped == 0 {
		return Refused("undo", "nothing is left to do", "this line is not put to later")
	}
	if _, err := tx.skipPick(ctx, -1, why, p.N, id); err != nil {
		return fmt.Errorf("take pick line %d up again: %w", id, err)
	}
	tx.reroute(p.PickListID)
	return tx.Record("pick list", p.PickListID, "line taken up again", nil, map[string]any{"line": p.N})
}

// openLine reads a line that is still to be picked.
func (tx *Tx) openLine(ctx context.Context, id int64) (PickLine, error) {
	p, err := tx.Queries.PickLine(ctx, id)
	if err != nil {
		return p, IfMissing(err, "there is no pick line %d", id)
	}
	if p.State != "open" {
		return p, Refused("pick", "go on with the next line", "this line is already %s", p.State)
	}
	return p, nil
}

// AssignPicker gives a list to a person, "" to nobody, and says whose it was.
func (tx *Tx) AssignPicker(ctx context.Context, list int64, picker string) (was string, err error) {
	l, err := tx.live(ctx, list)
	if err != nil {
		return "", err
	}
	if err := tx.setPicker(ctx, picker, list); err != nil {
		return "", fmt.Errorf("write the picker of list %s: %w", l.Number, err)
	}
	return l.Picker, tx.Record("pick list", list, "assigned", map[string]any{"picker": l.Picker}, map[string]any{"picker": picker})
}

// live reads a list that is neither done nor cancelled.
func (tx *Tx) live(ctx context.Context, list int64) (PickList, error) {
	l, err := tx.PickList(ctx, list)
	if err != nil {
		return l, IfMissing(err, "there is no pick list %d", list)
	}
	if l.DoneAt.Set() || l.CancelledAt.Set() {
		return l, Refused("pick", "nothing is left to do", "list %s is %s", l.Number, l.Stage)
	}
	return l, nil
}

// ListPrinted says that a list is on paper since a time, 0 for not.
func (tx *Tx) ListPrinted(ctx context.Context, list int64, at Instant) (was Instant, err error) {
	l, err := tx.PickList(ctx, list)
	if err != nil {
		return 0, IfMissing(err, "there is no pick list %d", list)
	}
	if err := tx.setPrinted(ctx, at, list); err != nil {
		return 0, fmt.Errorf("write that list %s is printed: %w", l.Number, err)
	}
	return l.PrintedAt, tx.Record("pick list", list, "printed", nil, nil)
}

// ReleaseList lets a list begin that waits for the one before it in its chain.
func (tx *Tx) ReleaseList(ctx context.Context, list int64) error {
	l, err := tx.live(ctx, list)
	if err != nil {
		return err
	}
	if l.ReleasedAt.Set() {
		return Refused("pick", "nothing is left to do", "list %s is %s", l.Number, l.Stage)
	}
	return tx.writeReleased(ctx, l, tx.now)
}

// HoldList takes that back, as long as nothing of the list is picked (undo).
func (tx *Tx) HoldList(ctx context.Context, list int64) error {
	l, err := tx.live(ctx, list)
	if err != nil {
		return err
	}
	if l.StartedAt.Set() || l.PassNo < 2 {
		return Refused("undo", "cancel the list instead", "list %s is %s", l.Number, l.Stage)
	}
	return tx.writeReleased(ctx, l, 0)
}

func (tx *Tx) writeReleased(ctx context.Context, l PickList, at Instant) error {
	l.ReleasedAt, l.Stage = at, "built"
	if at.Set() {
		l.Stage = "released"
	}
	if err := tx.setPickListFacts(ctx, setPickListFactsParams{Picker: l.Picker, ReleasedAt: l.ReleasedAt, StartedAt: l.StartedAt, DoneAt: l.DoneAt, CancelledAt: l.CancelledAt, Stage: l.Stage, ID: l.ID}); err != nil {
		return fmt.Errorf("write pick list %s: %w", l.Number, err)
	}
	return tx.Record("pick list", l.ID, l.Stage, nil, nil)
}

// passOn releases what comes after a list in its chain, now that it is over.
func (tx *Tx) passOn(ctx context.Context, l PickList) error {
	next, err := tx.nextInChain(ctx, l.Chain, l.PassNo)
	if err != nil {
		return fmt.Errorf("read what follows list %s: %w", l.Number, err)
	}
	for _, n := range next {
		if n.PassNo != next[0].PassNo {
			return nil
		}
		if err := tx.ReleaseList(ctx, n.ID); err != nil {
			return err
		}
	}
	return nil
}

// TakeOffList takes a shipment off a list: open lines are given free, picked ones
// go back to their bins.
func (tx *Tx) TakeOffList(ctx context.Context, list, shipment int64) error {
	lines, err := tx.pickLinesOfShipment(ctx, shipment)
	if err != nil {
		return fmt.Errorf("read the picks of shipment %d: %w", shipment, err)
	}
	for _, p := range lines {
		if p.PickListID != list {
			continue
		}
		if err := tx.putBack(ctx, p, "taken off the list"); err != nil {
			return err
		}
	}
	if err := tx.deletePickListShipment(ctx, list, shipment); err != nil {
		return fmt.Errorf("take shipment %d off list %d: %w", shipment, list, err)
	}
	tx.lists[list], tx.floor[shipment] = true, true
	return tx.Record("pick list", list, "shipment taken off", map[string]any{"shipment": shipment}, nil)
}
