package data

import (
	"context"
	"fmt"
	"slices"
)

// What takes deeds back: each adds the entries that reverse them and erases
// none (domain 4.15).

// takeBack reverses a move. Orders that were promised units which it takes from
// sale wait again.
func (tx *Tx) takeBack(ctx context.Context, m Move, why string) error {
	from, err := tx.place(ctx, m.FromLocation)
	if err != nil {
		return err
	}
	to, err := tx.place(ctx, m.ToLocation)
	if err != nil {
		return err
	}
	if to.Sellable && !from.Sellable {
		if err := tx.makeRoom(ctx, m.ProductID, m.Qty); err != nil {
			return err
		}
	}
	_, err = tx.Reverse(ctx, m.ID, why)
	return err
}

// takeMovesBack reverses all moves of an operation, the last first.
func (tx *Tx) takeMovesBack(ctx context.Context, op int64, why string) ([]Move, error) {
	moves, err := tx.MovesOfOp(ctx, op)
	if err != nil {
		return nil, fmt.Errorf("read the moves: %w", err)
	}
	for _, m := range slices.Backward(moves) {
		if err := tx.takeBack(ctx, m, why); err != nil {
			return nil, err
		}
	}
	return moves, nil
}

// UnpostCount takes the posting of a count back, which was operation op: the
// books say again what they said, and the count is to be looked at once more. A
// place that was counted again since stays as that count left it.
func (tx *Tx) UnpostCount(ctx context.Context, id, op int64) error {
	c, err := tx.openCount(ctx, id, "posted")
	if err != nil {
		return err
	}
	rows, err := tx.CountLines(ctx, id)
	if err != nil {
		return fmt.Errorf("read count %s: %w", c.Number, err)
	}
	for _, row := range rows {
		later, err := tx.laterCount(ctx, row.ProductID, row.LocationID, id, c.PostedAt)
		if err == nil {
			return Refused("undo", "count it once more if that is wrong", "%s at %s was counted again since, by %s", row.SKU, row.Location, later)
		}
		if !Missing(err) {
			return fmt.Errorf("look for later counts of %s: %w", row.SKU, err)
		}
	}
	moves, err := tx.takeMovesBack(ctx, op, "count "+c.Number+" taken back")
	if err != nil {
		return err
	}
	for _, m := range moves {
		if m.Reverses == 0 || m.DocKind != "short pick" {
			continue
		}
		// What a picker had missed there is missing again, for every open count.
		if err := tx.missed(ctx, m.ProductID, m.ToLocation, m.Qty, id); err != nil {
			return err
		}
	}
	for _, row := range rows {
		l, err := tx.Queries.CountLine(ctx, row.ID)
		if err != nil {
			return fmt.Errorf("read count line %d: %w", row.ID, err)
		}
		l.MoveID = 0
		if err := tx.saveCountLine(ctx, l); err != nil {
			return err
		}
	}
	c.PostedAt = 0
	return tx.saveCount(ctx, c)
}

// CancelReturn ends a return of which nothing has come in: the units are the
// customer's again.
func (tx *Tx) CancelReturn(ctx context.Context, id int64) error {
	r, err := tx.liveReturn(ctx, id)
	if err != nil {
		return err
	}
	if r.ReceivedAt.Set() {
		return Refused("undo", "undo that it came in first", "return %s has come in", r.Number)
	}
	lines, err := tx.ReturnLines(ctx, id)
	if err != nil {
		return fmt.Errorf("read return %s: %w", r.Number, err)
	}
	for _, l := range lines {
		if _, err := tx.addReturned(ctx, -l.Qty, l.OrderLineID); err != nil {
			return fmt.Errorf("write the return of %s: %w", l.SKU, err)
		}
	}
	r.CancelledAt = tx.now
	return tx.saveReturn(ctx, r, "cancelled")
}

func (tx *Tx) liveReturn(ctx context.Context, id int64) (Return, error) {
	r, err := tx.ReturnByID(ctx, id)
	switch {
	case err != nil:
		return r, IfMissing(err, "there is no return %d", id)
	case r.CancelledAt.Set():
		return r, Refused("return", "nothing is left to do", "return %s is cancelled", r.Number)
	case r.RefundedAt.Set():
		return r, Refused("domain 4.15", "what was refunded stays; take a payment if it was too much", "return %s is refunded", r.Number)
	}
	return r, nil
}

// UnreceiveReturn takes back that goods of a return came in, which was operation
// op. was is when the first of them had come in before, 0 for none.
func (tx *Tx) UnreceiveReturn(ctx context.Context, id, op int64, was Instant) error {
	r, err := tx.liveReturn(ctx, id)
	if err != nil {
		return err
	}
	if r.InspectedAt.Set() {
		return Refused("undo", "undo the inspection first", "return %s is inspected", r.Number)
	}
	moves, err := tx.takeMovesBack(ctx, op, "undone")
	if err != nil {
		return err
	}
	for _, m := range moves {
		if err := tx.stepReturnLine(ctx, stepReturnLineParams{Received: -m.Qty, ID: m.LineID}); err != nil {
			return fmt.Errorf("write return %s: %w", r.Number, err)
		}
	}
	r.ReceivedAt = was
	return tx.saveReturn(ctx, r, "did not come in after all")
}

// UninspectReturn takes back what was decided of returned goods, which was
// operation op: they lie with the returns again. was is when it had been
// inspected before, 0 for never.
func (tx *Tx) UninspectReturn(ctx context.Context, id, op int64, decisions []Decision, was Instant) error {
	r, err := tx.liveReturn(ctx, id)
	if err != nil {
		return err
	}
	if _, err := tx.takeMovesBack(ctx, op, "undone"); err != nil {
		return err
	}
	for _, d := range decisions {
		if err := tx.stepReturnLine(ctx, stepReturnLineParams{Restocked: -d.Restock, Repairing: -d.Repair, Scrapped: -d.Scrap, ID: d.LineID}); err != nil {
			return fmt.Errorf("write return %s: %w", r.Number, err)
		}
	}
	r.InspectedAt = was
	return tx.saveReturn(ctx, r, "to be inspected again")
}

// UnapproveSplit takes back that a part of an order may go before the rest.
func (tx *Tx) UnapproveSplit(ctx context.Context, id int64) error {
	s, err := tx.notReleased(ctx, id)
	if err != nil {
		return err
	}
	s.SplitApproved = false
	if _, err := tx.saveShipment(ctx, s); err != nil {
		return err
	}
	return tx.Record("order", s.OrderID, "part shipment "+s.Number+" is to wait", nil, nil)
}

// UnacceptAddress takes back that a doubtful address passes for a reason. was is
// the reason that stood there before, if any.
func (tx *Tx) UnacceptAddress(ctx context.Context, id int64, reason, was string) error {
	s, err := tx.notReleased(ctx, id)
	if err != nil {
		return err
	}
	if s.LabelledAt.Set() {
		return Refused("undo", "undo the label first", "the label of %s is made", s.Number)
	}
	if s.AddressOverride != reason {
		return Refused("undo", "look at the address (F6)", "the address of %s was changed since", s.Number)
	}
	s.AddressOverride = was
	if _, err := tx.saveShipment(ctx, s); err != nil {
		return err
	}
	return tx.Record("order", s.OrderID, "address of "+s.Number+" not accepted after all", nil, nil)
}

// notReleased reads a shipment that is still being planned.
func (tx *Tx) notReleased(ctx context.Context, id int64) (Shipment, error) {
	s, err := tx.Shipment(ctx, id)
	switch {
	case err != nil:
		return s, IfMissing(err, "there is no shipment %d", id)
	case s.HandedOverAt.Set():
		return s, Refused("domain 4.15", "take a return instead", "shipment %s has been handed over", s.Number)
	case s.VoidedAt.Set():
		return s, Refused("undo", "look at the order's shipments", "shipment %s is void", s.Number)
	case s.ReleasedAt.Set():
		return s, Refused("undo", "undo the release first", "shipment %s is %s", s.Number, s.Stage)
	}
	return s, nil
}
