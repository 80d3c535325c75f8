package data

import (
	"context"
	"fmt"
	"strings"
)

// Scan is one reading of a code at the packing bench. Qty counts how often:
// 1 for a scanner, more when a person types a number before it.
type Scan struct {
	Code string
	Qty  Quantity
}

// ScanResult says what a scan was: good, or wrong and why.
type ScanResult struct {
	Good    bool
	SKU     SKU
	Name    string
	Qty     Quantity
	Say     string
	Left    Quantity // units of this product that the shipment still needs
	AllDone bool     // every unit of the shipment is packed
}

// PackScans counts scanned units into a shipment (domain 4.9). A wrong code is
// kept with the good ones as evidence and changes nothing. It refuses to go on
// when the label no longer fits what is sent (domain 4.8).
func (tx *Tx) PackScans(ctx context.Context, shipment int64, scans []Scan) ([]ScanResult, error) {
	s, err := tx.packable(ctx, shipment)
	if err != nil {
		return nil, err
	}
	lines, err := tx.ShipmentLines(ctx, shipment)
	if err != nil {
		return nil, fmt.Errorf("read the lines of %s: %w", s.Number, err)
	}
	results := make([]ScanResult, 0, len(scans))
	known := make(map[string]scanned) // a product is scanned many times in a row
	for _, sc := range scans {
		r, product, err := tx.packScan(ctx, lines, known, sc)
		if err != nil {
			return nil, err
		}
		results = append(results, r)
		if err := tx.insertPackScan(ctx, insertPackScanParams{ShipmentID: shipment, Code: clip(sc.Code, 64), ProductID: product, Qty: r.Qty, Good: r.Good, Note: r.Say, Op: tx.op}); err != nil {
			return nil, fmt.Errorf("keep the scan: %w", err)
		}
	}
	tx.orders[s.OrderID] = true
	return results, tx.Record("shipment", shipment, "scanned", nil, nil)
}

// scanned is what a code turned out to be.
type scanned struct {
	product Product
	units   Quantity
}

func (tx *Tx) packable(ctx context.Context, id int64) (Shipment, error) {
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return s, IfMissing(err, "there is no shipment %d", id)
	}
	switch {
	case s.VoidedAt.Set(), s.HandedOverAt.Set(), s.PackedAt.Set():
		return s, Refused("pack", "scan another order", "shipment %s is already %s", s.Number, s.Stage)
	case s.OnFloor() && !s.LabelledAt.Set() && !s.ReleasedAt.Set():
		return s, mislabelled(s)
	case !s.ReleasedAt.Set():
		return s, Refused("domain 4.5", "release it first", "shipment %s is %s, not released", s.Number, s.Stage)
	}
	now, err := tx.fingerprint(ctx, s)
	if err != nil {
		return s, err
	}
	if now != s.Fingerprint && s.Override == "" {
		return s, mislabelled(s)
	}
	return s, nil
}

func mislabelled(s Shipment) error {
	return Refused("domain 4.8", "make the label again (F9), then go on packing", "the label of %s no longer fits what is sent", s.Number)
}

// packScan finds the product of a code and counts its units into lines, which
// it brings along.
func (tx *Tx) packScan(ctx context.Context, lines []ShipmentLinesRow, known map[string]scanned, sc Scan) (ScanResult, int64, error) {
	qty := max(sc.Qty, 1)
	is, ok := known[sc.Code]
	if !ok {
		var err error
		is.product, is.units, err = tx.productByCode(ctx, sc.Code)
		if KindOf(err) == KindNotFound {
			return ScanResult{Qty: qty, Say: fmt.Sprintf("%s is not known", clip(sc.Code, 30))}, 0, nil
		}
		if err != nil {
			return ScanResult{}, 0, err
		}
		known[sc.Code] = is
	}
	product := is.product
	r := ScanResult{SKU: product.SKU, Name: product.Name, Qty: qty * is.units}
	var here, left, unpicked Quantity
	for _, l := range lines {
		if l.ProductID == product.ID && l.Kind != "kit" {
			here += l.Qty
			left += l.Picked - l.Packed
			unpicked += l.Qty - l.Picked
		}
	}
	switch {
	case here == 0:
		r.Say = fmt.Sprintf("%s is not in this order", product.SKU)
	case left == 0 && unpicked > 0:
		r.Say = fmt.Sprintf("%s is not picked yet", product.SKU)
	case left == 0:
		r.Say = fmt.Sprintf("all %d of %s are packed already", here, product.SKU)
	case r.Qty > left:
		r.Say = fmt.Sprintf("only %d of %s are left to pack", left, product.SKU)
	default:
		r.Good = true
	}
	if !r.Good {
		r.Left = left
		return r, product.ID, nil
	}
	if err := tx.packUnits(ctx, lines, product.ID, r.Qty); err != nil {
		return r, product.ID, err
	}
	r.Left = left - r.Qty
	r.AllDone = allPacked(lines)
	return r, product.ID, nil
}

func allPacked(lines []ShipmentLinesRow) bool {
	for _, l := range lines {
		if l.Kind == "stocked" && l.Packed < l.Qty {
			return false
		}
	}
	return true
}

func (tx *Tx) packUnits(ctx context.Context, lines []ShipmentLinesRow, product int64, q Quantity) error {
	for i := range lines {
		l := &lines[i]
		if l.ProductID != product || q == 0 {
			continue
		}
		n := min(q, l.Picked-l.Packed)
		if n == 0 {
			continue
		}
		if err := tx.packLine(ctx, l.ID, l.OrderLineID, n); err != nil {
			return err
		}
		l.Packed += n
		q -= n
	}
	return nil
}

func (tx *Tx) packLine(ctx context.Context, shipmentLine, orderLine int64, n Quantity) error {
	if err := tx.stepShipmentLine(ctx, 0, 0, n, shipmentLine); err != nil {
		return fmt.Errorf("write the packing: %w", err)
	}
	return tx.step(ctx, orderLine, step{picked: -n, packed: n})
}

// FinishPacking closes the boxes of a shipment. Every unit must have been
// scanned and, with a scale, the weight lie within the shop's tolerance;
// otherwise a reason is needed, and kept with the person's name (domain 4.9).
// weighed is the gross weight of all parcels, 0 without a scale.
func (tx *Tx) FinishPacking(ctx context.Context, id int64, weighed, tolerance Grams, override string) (Shipment, error) {
	s, err := tx.packable(ctx, id)
	if err != nil {
		return s, err
	}
	lines, err := tx.ShipmentLines(ctx, id)
	if err != nil {
		return s, fmt.Errorf("read the lines of %s: %w", s.Number, err)
	}
	if err := tx.packUntracked(ctx, lines); err != nil {
		return s, err
	}
	var doubts []string
	for _, l := range lines {
		if l.Kind == "stocked" && l.Packed < l.Qty {
			if l.Picked < l.Qty {
				return s, Refused("domain 4.9", "pick the rest first", "%d of %s are not picked yet", l.Qty-l.Picked, l.SKU)
			}
			doubts = append(doubts, fmt.Sprintf("%d of %s not scanned", l.Qty-l.Packed, l.SKU))
		}
	}
	if weighed > 0 {
		parcels, err := tx.Parcels(ctx, id)
		if err != nil {
			return s, fmt.Errorf("read the parcels of %s: %w", s.Number, err)
		}
		var want Grams
		for _, p := range parcels {
			want += p.WeightG
		}
		if diff := weighed - want; max(diff, -diff) > tolerance {
			doubts = append(doubts, fmt.Sprintf("weighs %s, not %s", weighed, want))
		}
	}
	if len(doubts) > 0 {
		if strings.TrimSpace(override) == "" {
			return s, Refused("domain 4.9", "scan what is missing, or give a reason", "shipment %s is not proved: %s", s.Number, strings.Join(doubts, ", "))
		}
		s.PackOverride = override
		for _, l := range lines {
			if n := l.Picked - l.Packed; n > 0 {
				if err := tx.packLine(ctx, l.ID, l.OrderLineID, n); err != nil {
					return s, err
				}
			}
		}
	}
	s.PackedAt = tx.now
	if !s.PickedAt.Set() {
		s.PickedAt = tx.now
	}
	if s, err = tx.saveShipment(ctx, s); err != nil {
		return s, err
	}
	after := map[string]string{}
	if s.PackOverride != "" {
		after["override"], after["by"] = s.PackOverride, tx.who.User
	}
	return s, tx.Record("order", s.OrderID, "shipment "+s.Number+" packed", nil, after)
}

// packUntracked sends along what is not tracked: nobody picks or scans it.
func (tx *Tx) packUntracked(ctx context.Context, lines []ShipmentLinesRow) error {
	for _, l := range lines {
		n := l.Qty - l.Packed
		if l.Kind != "untracked" || n == 0 {
			continue
		}
		if err := tx.stepShipmentLine(ctx, 0, n, n, l.ID); err != nil {
			return fmt.Errorf("pack %s: %w", l.SKU, err)
		}
		if err := tx.step(ctx, l.OrderLineID, step{allocated: -n, packed: n}); err != nil {
			return err
		}
	}
	return nil
}

// unpackAll takes every packed unit of a shipment back out of its boxes.
func (tx *Tx) unpackAll(ctx context.Context, s Shipment) error {
	lines, err := tx.ShipmentLines(ctx, s.ID)
	if err != nil {
		return fmt.Errorf("read the lines of %s: %w", s.Number, err)
	}
	for _, l := range lines {
		if l.Packed == 0 && (l.Kind != "untracked" || l.Picked == 0) {
			continue
		}
		if l.Kind == "untracked" {
			if err := tx.stepShipmentLine(ctx, 0, -l.Picked, -l.Packed, l.ID); err != nil {
				return fmt.Errorf("unpack %s: %w", l.SKU, err)
			}
			if err := tx.step(ctx, l.OrderLineID, step{packed: -l.Packed, allocated: l.Packed}); err != nil {
				return err
			}
			continue
		}
		if err := tx.packLine(ctx, l.ID, l.OrderLineID, -l.Packed); err != nil {
			return err
		}
	}
	return nil
}

// Unpack opens the boxes of a shipment again (undo of packing): its units go
// back to the bench and must be scanned anew.
func (tx *Tx) Unpack(ctx context.Context, id int64) error {
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no shipment %d", id)
	}
	if s.HandedOverAt.Set() {
		return Refused("domain 4.15", "take a return instead", "shipment %s has been handed over", s.Number)
	}
	if s.VoidedAt.Set() {
		return Refused("undo", "look at the order's shipments", "shipment %s is %s, so nothing of it is packed", s.Number, s.Stage)
	}
	if err := tx.unpackAll(ctx, s); err != nil {
		return err
	}
	s.PackedAt, s.PackOverride = 0, ""
	if _, err := tx.saveShipment(ctx, s); err != nil {
		return err
	}
	return tx.Record("order", s.OrderID, "shipment "+s.Number+" unpacked", nil, nil)
}

// HandOver gives a shipment to its carrier. The gate is asked again in this
// very write (domain 4.6); only here does stock leave the shop, and from here
// on only a return brings it back. The tracking is queued once for the channel
// that sold the order (domain 4.14).
func (tx *Tx) HandOver(ctx context.Context, id int64) (Shipment, error) {
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return s, IfMissing(err, "there is no shipment %d", id)
	}
	if !s.PackedAt.Set() || s.HandedOverAt.Set() || s.VoidedAt.Set() {
		return s, Refused("hand over", "pack it first", "shipment %s is %s, not packed", s.Number, s.Stage)
	}
	if s.Override == "" {
		stops, err := tx.Gate(ctx, id)
		if err != nil {
			return s, err
		}
		if len(stops) > 0 {
			return s, gateClosed("domain 4.6", s, stops)
		}
	}
	if !s.ReleasedAt.Set() {
		return s, Refused("domain 4.6", "release it first (F9)", "shipment %s is %s, not released", s.Number, s.Stage)
	}
	bench, err := tx.Place(ctx, PlacePacking)
	if err != nil {
		return s, err
	}
	away, err := tx.Place(ctx, PlaceCustomer)
	if err != nil {
		return s, err
	}
	lines, err := tx.ShipmentLines(ctx, id)
	if err != nil {
		return s, fmt.Errorf("read the lines of %s: %w", s.Number, err)
	}
	for _, l := range lines {
		if l.Packed == 0 {
			continue
		}
		if l.Kind == "stocked" {
			if err := tx.endAllocation(ctx, l.OrderLineID, l.ProductID, l.Packed, "shipped"); err != nil {
				return s, err
			}
			if _, err := tx.Post(ctx, Move{ProductID: l.ProductID, FromLocation: bench.ID, ToLocation: away.ID, Qty: l.Packed, Kind: MoveShip, DocKind: "shipment", DocID: id, LineID: l.OrderLineID}); err != nil {
				return s, err
			}
		}
		if err := tx.step(ctx, l.OrderLineID, step{packed: -l.Packed, shipped: l.Packed}); err != nil {
			return s, err
		}
	}
	s.HandedOverAt = tx.now
	if s, err = tx.saveShipment(ctx, s); err != nil {
		return s, err
	}
	if err := tx.queueTracking(ctx, s); err != nil {
		return s, err
	}
	return s, tx.Record("order", s.OrderID, "shipment "+s.Number+" handed over", nil, map[string]string{"carrier": s.Carrier, "service": s.Service, "tracking": s.Tracking})
}

func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}
