package data

import (
	"context"
	"fmt"
)

// PlannedPick takes so many units for a shipment line from a place, into a
// slot of the cart ("A", "B", ... for a batch).
type PlannedPick struct {
	ShipmentLineID int64
	ProductID      int64
	LocationID     int64
	Qty            Quantity
	Slot           string
}

// Wanted is what a released shipment still needs picked.
type Wanted struct {
	ShipmentLineID, ShipmentID, ProductID int64
	Qty                                   Quantity
}

// Wanted lists what a shipment needs picked and no open pick list has.
func (v *View) Wanted(ctx context.Context, shipment int64) ([]Wanted, error) {
	rows, err := v.unassignedLines(ctx, shipment)
	if err != nil {
		return nil, fmt.Errorf("read what shipment %d wants: %w", shipment, err)
	}
	var w []Wanted
	for _, r := range rows {
		if r.Want > 0 {
			w = append(w, Wanted{r.ID, r.ShipmentID, r.ProductID, Quantity(r.Want)})
		}
	}
	return w, nil
}

// NewPickList is a pick list to be made.
type NewPickList struct {
	// PickList says what the list is and what its walk costs: method, wave, zone,
	// pass, cart, cut-off, lengths. The rest of its facts are not looked at.
	PickList
	Slots map[int64]string // by shipment, "" where there are none
	Picks []PlannedPick    // in the order of walking
	Wait  bool             // not released yet: an earlier list of its chain comes first
}

// BuildPickList makes a pick list over released shipments, in the order of
// walking given, and keeps the units of each bin for it. Units that another list
// has by now, or that a bin has no more, are a conflict that names them.
func (tx *Tx) BuildPickList(ctx context.Context, make NewPickList) (PickList, error) {
	l := make.PickList
	if len(make.Picks) == 0 {
		return l, Refused("pick", "release shipments whose goods lie on shelves", "there is nothing to pick")
	}
	n, err := tx.Number(ctx, "pick")
	if err != nil {
		return l, err
	}
	l.Number, l.BuiltAt, l.ReleasedAt, l.Stage = fmt.Sprintf("P-%d", n), tx.now, tx.now, "released"
	if make.Wait {
		l.ReleasedAt, l.Stage = 0, "built"
	}
	if l.ID, err = tx.insertPickList(ctx, insertPickListParams{Number: l.Number, Method: l.Method, Picker: l.Picker, BuiltAt: l.BuiltAt, ReleasedAt: l.ReleasedAt, Stage: l.Stage,
		WaveID: l.WaveID, Zone: l.Zone, Chain: l.Chain, PassNo: l.PassNo, CartID: l.CartID, Bulk: l.Bulk, CutOffAt: l.CutOffAt,
		LengthMm: l.LengthMm, BoundMm: l.BoundMm, ShortestMm: l.ShortestMm, ByNumberMm: l.ByNumberMm, Seconds: l.Seconds, How: l.How}); err != nil {
		return l, fmt.Errorf("write pick list %s: %w", l.Number, err)
	}
	if l.PassNo > 0 && l.Chain == 0 {
		l.Chain = l.ID
		if err := tx.setChain(ctx, l.Chain, l.ID); err != nil {
			return l, fmt.Errorf("begin the chain of %s: %w", l.Number, err)
		}
	}
	if err := tx.putOnList(ctx, l, make.Slots, make.Picks, 0); err != nil {
		return l, err
	}
	return l, tx.Record("pick list", l.ID, l.Stage, nil, map[string]any{"method": l.Method, "lines": len(make.Picks)})
}

// AddToList puts more shipments onto a list that is not done; its open lines are
// then put into the order of walking.
func (tx *Tx) AddToList(ctx context.Context, id int64, slots map[int64]string, picks []PlannedPick) (PickList, error) {
	l, err := tx.PickList(ctx, id)
	if err != nil {
		return l, IfMissing(err, "there is no pick list %d", id)
	}
	if l.DoneAt.Set() || l.CancelledAt.Set() {
		return l, Refused("pick", "make a list of its own", "list %s is %s", l.Number, l.Stage)
	}
	n, err := tx.lastPickN(ctx, id)
	if err != nil {
		return l, fmt.Errorf("number the pick lines: %w", err)
	}
	if err := tx.putOnList(ctx, l, slots, picks, n); err != nil {
		return l, err
	}
	tx.lists[id] = true
	tx.reroute(id)
	return l, tx.Record("pick list", id, "shipments added", nil, map[string]any{"lines": len(picks)})
}

// putOnList writes shipments and picks onto a list, after line n.
func (tx *Tx) putOnList(ctx context.Context, l PickList, slots map[int64]string, picks []PlannedPick, n int64) error {
	ids := sortedKeys(slots)
	on, wanted := make([]Shipment, len(ids)), make([][]Wanted, len(ids))
	var ask []func() error
	for i, id := range ids {
		ask = append(ask, asked(ctx, &on[i], tx.Shipment, id, "read shipment %d", id), asked(ctx, &wanted[i], tx.Wanted, id, ""))
	}
	if err := tx.Together(ctx, ask...); err != nil {
		return IfMissing(err, "there is no such shipment")
	}
	left := make(map[int64]Quantity)
	for i, s := range on {
		if !s.ReleasedAt.Set() || s.VoidedAt.Set() || s.PackedAt.Set() {
			return Refused("domain 4.5", "release it first", "shipment %s is %s, not released", s.Number, s.Stage)
		}
		for _, w := range wanted[i] {
			left[w.ShipmentLineID] = w.Qty
		}
		if err := tx.insertPickListShipment(ctx, l.ID, s.ID, slots[s.ID]); err != nil {
			return fmt.Errorf("put shipment %s on list %s: %w", s.Number, l.Number, err)
		}
		if err := tx.Record("order", s.OrderID, "shipment "+s.Number+" on pick list "+l.Number, nil, nil); err != nil {
			return err
		}
	}
	var do []func() error
	for i, p := range picks {
		if left[p.ShipmentLineID] -= p.Qty; left[p.ShipmentLineID] < 0 {
			return tx.taken(ctx, p)
		}
		do = append(do, func() error { return tx.addPick(ctx, l.ID, n+int64(i+1), p) })
	}
	return tx.Together(ctx, do...)
}

// taken says that what a pick is for is no longer waited for.
func (tx *Tx) taken(ctx context.Context, p PlannedPick) error {
	product, err := tx.Product(ctx, p.ProductID)
	if err != nil {
		return fmt.Errorf("read product %d: %w", p.ProductID, err)
	}
	sl, err := tx.ShipmentLine(ctx, p.ShipmentLineID)
	if err != nil {
		return IfMissing(err, "there is no shipment line %d", p.ShipmentLineID)
	}
	s, err := tx.Shipment(ctx, sl.ShipmentID)
	if err != nil {
		return fmt.Errorf("read shipment %d: %w", sl.ShipmentID, err)
	}
	return Conflict("%s no longer waits for %d of %s: it is on another list, or was changed", s.Number, p.Qty, product.SKU)
}

func (tx *Tx) addPick(ctx context.Context, list, n int64, p PlannedPick) error {
	return tx.Together(ctx, func() error {
		got, err := tx.reserveBin(ctx, p.Qty, p.ProductID, p.LocationID)
		if err != nil {
			return fmt.Errorf("keep the bin's units: %w", err)
		}
		if got > 0 {
			return nil
		}
		l, err := tx.place(ctx, p.LocationID)
		if err != nil {
			return err
		}
		return Refused("pick", "build the list again", "%s no longer has %d units to pick", l.Code, p.Qty)
	}, func() error {
		if _, err := tx.insertPickLine(ctx, insertPickLineParams{PickListID: list, N: n, ShipmentLineID: p.ShipmentLineID, ProductID: p.ProductID, LocationID: p.LocationID, Slot: p.Slot, Qty: p.Qty}); err != nil {
			return fmt.Errorf("write pick line %d: %w", n, err)
		}
		return nil
	})
}
