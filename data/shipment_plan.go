package data

import (
	"context"
	"fmt"
)

// ShipmentPlan is what the planners decided for one shipment: what goes in
// which box, whether the address will do, and which service takes it.
type ShipmentPlan struct {
	OrderID      int64
	Lines        []PlannedLine
	Parcels      []PlannedParcel
	AddressGrade string // "ok", "corrected", "doubtful" or "unknown"
	AddressNote  string
	Carrier      string
	Service      string
	Cost         Money
	Decision     string // why this service, in words
	ArrivesAt    Instant
	Trouble      string // what could not be decided, "" for nothing
}

// PlannedLine sends so many units of an order line with the shipment.
type PlannedLine struct {
	OrderLineID int64
	Qty         Quantity
}

// PlannedParcel is one box with its contents, by index into Lines.
type PlannedParcel struct {
	Box      Box
	Weight   Grams
	FillBP   int64 // ten-thousandths of the box that are full
	Filling  string
	Why      string
	Contents map[int]Quantity
}

// PlanShipment writes a planned shipment of allocated units.
func (tx *Tx) PlanShipment(ctx context.Context, p ShipmentPlan) (Shipment, error) {
	if len(p.Lines) == 0 {
		o, err := tx.Order(ctx, p.OrderID)
		if err != nil {
			return Shipment{}, IfMissing(err, "there is no order with id %d", p.OrderID)
		}
		return Shipment{}, Refused("shipment", "allocate the order first", "nothing of order %d can be sent yet", o.Number)
	}
	s := Shipment{AddressGrade: p.AddressGrade, CheckedAt: tx.now}
	lines := make([]sendableRow, len(p.Lines))
	var do []func() error
	asked := make(map[int64]Quantity) // of an order line, all in all
	for i, l := range p.Lines {
		asked[l.OrderLineID] += l.Qty
		all := asked[l.OrderLineID]
		do = append(do, func() (err error) {
			lines[i], err = tx.toSend(ctx, l, all)
			return err
		})
	}
	do = append(do, func() (err error) {
		s, err = tx.insertShipment(ctx, insertShipmentParams{OrderID: p.OrderID, AddressGrade: p.AddressGrade, AddressNote: p.AddressNote,
			Carrier: p.Carrier, Service: p.Service, Cost: p.Cost, Decision: p.Decision, ArrivesAt: p.ArrivesAt, PlannedAt: tx.now, CheckedAt: tx.now, Exception: p.Trouble, Stage: stageOf(s)})
		if err != nil {
			return fmt.Errorf("write a shipment: %w", err)
		}
		return nil
	})
	if err := tx.Together(ctx, do...); err != nil {
		return Shipment{}, err
	}
	ids := make([]int64, len(p.Lines))
	do = nil
	for i, l := range p.Lines {
		do = append(do, func() (err error) {
			if ids[i], err = tx.insertShipmentLine(ctx, s.ID, l.OrderLineID, lines[i].ProductID, l.Qty); err != nil {
				return fmt.Errorf("write line %s of shipment %s: %w", lines[i].SKU, s.Number, err)
			}
			return nil
		})
	}
	parcels := make([]int64, len(p.Parcels))
	do = append(do, tx.parcelWriters(ctx, s.ID, p.Parcels, parcels)...)
	if err := tx.Together(ctx, do...); err != nil {
		return s, err
	}
	if err := tx.fillParcels(ctx, p.Parcels, parcels, ids); err != nil {
		return s, err
	}
	tx.orders[p.OrderID] = true
	return s, tx.Record("order", p.OrderID, "shipment "+s.Number+" planned", nil, map[string]any{"service": p.Service, "parcels": len(p.Parcels), "why": p.Decision})
}

// toSend refuses to send more of an order line, all in all, than is promised and in
// no shipment yet.
func (tx *Tx) toSend(ctx context.Context, l PlannedLine, all Quantity) (sendableRow, error) {
	line, err := tx.sendable(ctx, l.OrderLineID)
	if err != nil {
		return line, IfMissing(err, "there is no order line %d", l.OrderLineID)
	}
	if l.Qty <= 0 || all > Quantity(line.Free) {
		return line, Refused("domain 4.3", "allocate stock first", "%d of %s can't be sent: only %d are promised and not in a shipment", all, line.SKU, line.Free)
	}
	return line, nil
}

// writeParcels writes the parcels of a shipment and what is in them.
func (tx *Tx) writeParcels(ctx context.Context, shipment int64, parcels []PlannedParcel, lines []int64) error {
	ids := make([]int64, len(parcels))
	if err := tx.Together(ctx, tx.parcelWriters(ctx, shipment, parcels, ids)...); err != nil {
		return err
	}
	return tx.fillParcels(ctx, parcels, ids, lines)
}

// parcelWriters write one parcel each and keep its id.
func (tx *Tx) parcelWriters(ctx context.Context, shipment int64, parcels []PlannedParcel, ids []int64) (do []func() error) {
	for i, p := range parcels {
		do = append(do, func() (err error) {
			ids[i], err = tx.insertParcel(ctx, insertParcelParams{ShipmentID: shipment, N: int64(i + 1), BoxID: p.Box.ID, BoxCode: p.Box.Code,
				LengthMm: p.Box.OutLength, WidthMm: p.Box.OutWidth, HeightMm: p.Box.OutHeight, WeightG: p.Weight, FillBp: p.FillBP, Filling: p.Filling, Why: p.Why})
			if err != nil {
				return fmt.Errorf("write parcel %d: %w", i+1, err)
			}
			return nil
		})
	}
	return do
}

// fillParcels writes what is in the parcels.
func (tx *Tx) fillParcels(ctx context.Context, parcels []PlannedParcel, ids, lines []int64) error {
	for i, p := range parcels {
		for _, at := range sortedKeys(p.Contents) {
			if err := tx.insertParcelLine(ctx, ids[i], lines[at], p.Contents[at]); err != nil {
				return fmt.Errorf("write the contents of parcel %d: %w", i+1, err)
			}
		}
	}
	return nil
}
