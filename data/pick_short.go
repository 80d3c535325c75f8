package data

import (
	"context"
	"fmt"
)

// short deals with the units that were not where the books say.
func (tx *Tx) short(ctx context.Context, p PickLine, res *PickResult) error {
	sl, err := tx.ShipmentLine(ctx, p.ShipmentLineID)
	if err != nil {
		return fmt.Errorf("read shipment line %d: %w", p.ShipmentLineID, err)
	}
	if res.Elsewhere, err = tx.fetchElsewhere(ctx, p, res.Short); err != nil {
		return err
	}
	left := res.Short
	for _, e := range res.Elsewhere {
		left -= e.Qty
	}
	if res.Waiting = left; left > 0 {
		line, err := tx.OrderLine(ctx, sl.OrderLineID)
		if err != nil {
			return fmt.Errorf("read order line %d: %w", sl.OrderLineID, err)
		}
		if err := tx.dropLine(ctx, sl, left); err != nil {
			return err
		}
		if err := tx.Deallocate(ctx, line, left, false); err != nil {
			return err
		}
	}
	if err := tx.setMissing(ctx, p); err != nil {
		return err
	}
	res.CountLine, _, _, err = tx.CountPlace(ctx, p.ProductID, p.LocationID, "short pick")
	return err
}

// setMissing takes a short bin's units off sale until it is counted. Who found
// too few took all there was, so the rest of the bin is missing too, but for
// what other open lists still hold: their pickers will see for themselves.
func (tx *Tx) setMissing(ctx context.Context, p PickLine) error {
	gone, err := tx.Place(ctx, PlaceMissing)
	if err != nil {
		return err
	}
	b, err := tx.Balance(ctx, p.ProductID, p.LocationID)
	if err != nil {
		return fmt.Errorf("read the short bin: %w", err)
	}
	q := b.OnHand - b.Picking
	if q <= 0 {
		return nil
	}
	if err := tx.makeRoom(ctx, p.ProductID, q); err != nil {
		return err
	}
	if _, err = tx.Post(ctx, Move{ProductID: p.ProductID, FromLocation: p.LocationID, ToLocation: gone.ID, Qty: q, Kind: MoveTransfer, DocKind: "short pick", DocID: p.ID, Reason: "not found when picking"}); err != nil {
		return err
	}
	return tx.missed(ctx, p.ProductID, p.LocationID, q, 0)
}

// missed tells the places that are counted already and not yet posted that q
// more of what they expect is missing now, or found again where q is below
// nothing: the sum of both stays what the counter was to find. but names a count
// that is not told.
func (tx *Tx) missed(ctx context.Context, product, place int64, q Quantity, but int64) error {
	if err := tx.shiftExpected(ctx, -q, product, place, but); err != nil {
		return fmt.Errorf("bring the open counts along: %w", err)
	}
	return nil
}
