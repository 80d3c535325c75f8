package data

import (
	"context"
	"fmt"
	"slices"
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
	for i, l := range p.Lines {
		if slices.ContainsFunc(p.Lines[:i], func(other PlannedLine) bool { return other.OrderLineID == l.OrderLineID }) {
			return Shipment{}, Refused("shipment", "plan it again", "a line of the order is in this shipment twice")
		}
		do = append(do, func() (err error) {
			lines[i], err = tx.toSend(ctx, l)
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
	for i, l := range p.Lines {
		if err := tx.insertShipmentLine(ctx, s.ID, l.OrderLineID, lines[i].ProductID, l.Qty); err != nil {
			return s, fmt.Errorf("write line %s of shipment %s: %w", lines[i].SKU, s.Number, err)
		}
	}
	if err := tx.writeParcels(ctx, s.ID, p); err != nil {
		return s, err
	}
	tx.orders[p.OrderID] = true
	return s, tx.Record("order", p.OrderID, "shipment "+s.Number+" planned", nil, map[string]any{"service": p.Service, "parcels": len(p.Parcels), "why": p.Decision})
}

// toSend refuses to send more of an order line than is promised and in no shipment
// yet.
func (tx *Tx) toSend(ctx context.Context, l PlannedLine) (sendableRow, error) {
	line, err := tx.sendable(ctx, l.OrderLineID)
	if err != nil {
		return line, IfMissing(err, "there is no order line %d", l.OrderLineID)
	}
	if l.Qty <= 0 || l.Qty > Quantity(line.Free) {
		return line, Refused("domain 4.3", "allocate stock first", "%d of %s can't be sent: only %d are promised and not in a shipment", l.Qty, line.SKU, line.Free)
	}
	return line, nil
}

// writeParcels writes the parcels of a shipment and what is in them.
func (tx *Tx) writeParcels(ctx context.Context, shipment int64, plan ShipmentPlan) error {
	for i, p := range plan.Parcels {
		n := int64(i + 1)
		if err := tx.insertParcel(ctx, insertParcelParams{ShipmentID: shipment, N: n, BoxID: p.Box.ID, BoxCode: p.Box.Code,
			LengthMm: p.Box.OutLength, WidthMm: p.Box.OutWidth, HeightMm: p.Box.OutHeight, WeightG: p.Weight, FillBp: p.FillBP, Filling: p.Filling, Why: p.Why}); err != nil {
			return fmt.Errorf("write parcel %d: %w", n, err)
		}
		for _, at := range sortedKeys(p.Contents) {
			if err := tx.insertParcelLine(ctx, shipment, n, plan.Lines[at].OrderLineID, p.Contents[at]); err != nil {
				return fmt.Errorf("write the contents of parcel %d: %w", n, err)
			}
		}
	}
	return nil
}
