package data

import (
	"context"
	"fmt"
)

// fetchElsewhere takes up to q units of a pick from other places, onto the same
// list.
func (tx *Tx) fetchElsewhere(ctx context.Context, p PickLine, q Quantity) (picks []PlannedPick, err error) {
	places, err := tx.BalancesOf(ctx, p.ProductID)
	if err != nil {
		return nil, fmt.Errorf("look for other places: %w", err)
	}
	n, err := tx.lastPickN(ctx, p.PickListID)
	if err != nil {
		return nil, fmt.Errorf("number the new pick line: %w", err)
	}
	for _, b := range places {
		free := min(q, b.OnHand-b.Picking)
		if !b.Pickable || b.ShutAt.Set() || b.LocationID == p.LocationID || free <= 0 {
			continue
		}
		n++
		pick := PlannedPick{ShipmentLineID: p.ShipmentLineID, ProductID: p.ProductID, LocationID: b.LocationID, Qty: free, Slot: p.Slot}
		if err := tx.addPick(ctx, p.PickListID, n, pick); err != nil {
			return nil, err
		}
		picks = append(picks, pick)
		q -= free
		tx.reroute(p.PickListID)
	}
	return picks, nil
}

// redirectPicks sends pickers elsewhere when a place has lost units that open
// lists count on, the newest lists first. What lies nowhere else is asked for
// by the next list.
func (tx *Tx) redirectPicks(ctx context.Context, product, place int64) error {
	b, err := tx.Balance(ctx, product, place)
	if err != nil {
		return fmt.Errorf("read the place: %w", err)
	}
	over := b.Picking - b.OnHand
	if over <= 0 {
		return nil
	}
	ids, err := tx.ids(ctx, "SELECT id FROM pick_lines WHERE product_id = $1 AND location_id = $2 AND state = 'open' ORDER BY id DESC", product, place)
	if err != nil {
		return fmt.Errorf("read the open picks: %w", err)
	}
	for _, id := range ids {
		if over <= 0 {
			return nil
		}
		p, err := tx.Queries.PickLine(ctx, id)
		if err != nil {
			return fmt.Errorf("read pick line %d: %w", id, err)
		}
		if err := tx.putBack(ctx, p, ""); err != nil {
			return err
		}
		cut := min(over, p.Qty)
		over -= cut
		if keep := p.Qty - cut; keep > 0 {
			n, err := tx.lastPickN(ctx, p.PickListID)
			if err != nil {
				return fmt.Errorf("number the pick line: %w", err)
			}
			if err := tx.addPick(ctx, p.PickListID, n+1, PlannedPick{ShipmentLineID: p.ShipmentLineID, ProductID: product, LocationID: place, Qty: keep, Slot: p.Slot}); err != nil {
				return err
			}
			tx.reroute(p.PickListID)
		}
		if _, err := tx.fetchElsewhere(ctx, p, cut); err != nil {
			return err
		}
		if err := tx.afterPick(ctx, p); err != nil {
			return err
		}
	}
	return nil
}
