package data

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Replan gives a shipment that has not left yet other parcels, another service
// or a new look at its address. Its label is void.
func (tx *Tx) Replan(ctx context.Context, id int64, p ShipmentPlan) (Shipment, error) {
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return s, IfMissing(err, "there is no shipment %d", id)
	}
	if s.HandedOverAt.Set() || s.VoidedAt.Set() {
		return s, Refused("replan", "", "shipment %s is %s", s.Number, s.Stage)
	}
	lines, err := tx.ShipmentLines(ctx, id)
	if err != nil {
		return s, fmt.Errorf("read the lines of %s: %w", s.Number, err)
	}
	for _, l := range p.Lines {
		if !slices.ContainsFunc(lines, func(have ShipmentLinesRow) bool { return have.OrderLineID == l.OrderLineID && have.Qty == l.Qty }) {
			return s, Refused("replan", "plan it again", "the contents of %s changed meanwhile", s.Number)
		}
	}
	if err := tx.deleteParcelLines(ctx, id); err != nil {
		return s, fmt.Errorf("replan %s: %w", s.Number, err)
	}
	if err := tx.deleteParcels(ctx, id); err != nil {
		return s, fmt.Errorf("replan %s: %w", s.Number, err)
	}
	if err := tx.writeParcels(ctx, id, p); err != nil {
		return s, err
	}
	s.AddressGrade, s.AddressNote, s.Carrier, s.Service, s.Cost, s.Decision, s.ArrivesAt = p.AddressGrade, p.AddressNote, p.Carrier, p.Service, p.Cost, p.Decision, p.ArrivesAt
	s.CheckedAt, s.PlannedAt, s.Exception = tx.now, tx.now, p.Trouble
	if err := tx.unlabel(ctx, &s); err != nil {
		return s, err
	}
	if s, err = tx.saveShipment(ctx, s); err != nil {
		return s, err
	}
	return s, tx.Record("order", s.OrderID, "shipment "+s.Number+" planned again", nil, map[string]any{"service": p.Service, "why": p.Decision})
}

// saveShipment writes a shipment's facts and the stage that follows from them.
func (tx *Tx) saveShipment(ctx context.Context, s Shipment) (Shipment, error) {
	s.Stage = stageOf(s)
	n, err := tx.setShipmentFacts(ctx, setShipmentFactsParams{AddressGrade: s.AddressGrade, AddressNote: s.AddressNote, AddressOverride: s.AddressOverride, Carrier: s.Carrier, Service: s.Service, Cost: s.Cost,
		Decision: s.Decision, ArrivesAt: s.ArrivesAt, Fingerprint: s.Fingerprint, LabelPrints: s.LabelPrints, SplitApproved: s.SplitApproved, Override: s.Override, OverrideBy: s.OverrideBy,
		PackOverride: s.PackOverride, Exception: s.Exception, Tracking: s.Tracking, CheckedAt: s.CheckedAt, LabelledAt: s.LabelledAt, ReleasedAt: s.ReleasedAt, PickingAt: s.PickingAt, PickedAt: s.PickedAt,
		PackedAt: s.PackedAt, HandedOverAt: s.HandedOverAt, DeliveredAt: s.DeliveredAt, VoidedAt: s.VoidedAt, Stage: s.Stage, Priority: s.Priority, ID: s.ID, Version: s.Version})
	if err != nil {
		return s, fmt.Errorf("write shipment %s: %w", s.Number, err)
	}
	if n == 0 {
		return s, Conflict("shipment %s was changed meanwhile", s.Number)
	}
	s.Version++
	tx.orders[s.OrderID] = true
	tx.waves = true
	if s.PackedAt.Set() || s.VoidedAt.Set() || s.HandedOverAt.Set() {
		return s, tx.emptyCell(ctx, s.ID)
	}
	return s, nil
}

// sending is what is sent with a shipment, as its label says it.
type sending struct {
	service  [2]string // carrier and service
	order    Order
	parcels  []Parcel
	contents []ParcelLinesRow
}

func (v *View) sending(ctx context.Context, s Shipment) (w sending, err error) {
	w.service = [2]string{s.Carrier, s.Service}
	return w, v.Together(ctx,
		asked(ctx, &w.order, v.Order, s.OrderID, "read the order of %s", s.Number),
		asked(ctx, &w.parcels, v.Parcels, s.ID, "read the parcels of %s", s.Number),
		asked(ctx, &w.contents, v.ParcelLines, s.ID, "read the contents of %s", s.Number))
}

// fingerprint binds a label to what it was made for: address, boxes, weights,
// service and contents (domain 4.8).
func (v *View) fingerprint(ctx context.Context, s Shipment) (string, error) {
	w, err := v.sending(ctx, s)
	return w.fingerprint(), err
}

func (w sending) fingerprint() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q\n%q %q\n", w.order.ShipTo(), w.service[0], w.service[1])
	for _, p := range w.parcels {
		fmt.Fprintf(&b, "box %d %q %dx%dx%d %dg\n", p.N, p.BoxCode, p.LengthMm, p.WidthMm, p.HeightMm, p.WeightG)
	}
	for _, c := range w.contents {
		fmt.Fprintf(&b, "in %d: %d x %d\n", c.ParcelN, c.ProductID, c.Qty)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// Label says that the shipment's labels have been made from what it is now.
func (tx *Tx) Label(ctx context.Context, id int64, tracking string) (Shipment, error) {
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return s, IfMissing(err, "there is no shipment %d", id)
	}
	if s.VoidedAt.Set() || s.HandedOverAt.Set() {
		return s, Refused("label", "", "shipment %s is %s", s.Number, s.Stage)
	}
	if !addressOK(s) {
		return s, Refused("domain 4.5", "put the address right (F6), or accept it with a reason", "the address of %s is %s: %s", s.Number, s.AddressGrade, s.AddressNote)
	}
	if s.Service == "" {
		return s, Refused("domain 4.5", "choose a service, or mend the rate card", "no carrier is chosen for %s", s.Number)
	}
	if s.Fingerprint, err = tx.fingerprint(ctx, s); err != nil {
		return s, err
	}
	s.LabelledAt, s.Tracking = tx.now, tracking
	s.LabelPrints++
	if s, err = tx.saveShipment(ctx, s); err != nil {
		return s, err
	}
	return s, tx.Record("order", s.OrderID, fmt.Sprintf("label of %s printed x%d", s.Number, s.LabelPrints), nil, nil)
}

// unlabel makes the label of a shipment void. One that was on the floor with it
// goes back to planned (domain 3): its goods stay where they are, and it passes
// the gate anew before anything more is done with them. Its papers that still
// wait for a printer are dropped.
func (tx *Tx) unlabel(ctx context.Context, s *Shipment) error {
	if s.LabelledAt.Set() {
		s.ReleasedAt, s.Override, s.OverrideBy = 0, "", ""
	}
	s.LabelledAt, s.Fingerprint = 0, ""
	return tx.dropPapers(ctx, s.ID)
}

// dropPapers takes what waits to be printed for a shipment off the queue: it
// would be wrong by now.
func (tx *Tx) dropPapers(ctx context.Context, shipment int64) error {
	if err := tx.cancelPrintJobs(ctx, tx.now, shipment); err != nil {
		return fmt.Errorf("drop the papers of shipment %d: %w", shipment, err)
	}
	return nil
}

// voidLabel takes a label back, so that it must be made anew before the
// shipment goes on.
func (tx *Tx) voidLabel(ctx context.Context, s Shipment, why string) error {
	s.CheckedAt, s.AddressGrade, s.AddressOverride = 0, "", ""
	if err := tx.unlabel(ctx, &s); err != nil {
		return err
	}
	if _, err := tx.saveShipment(ctx, s); err != nil {
		return err
	}
	return tx.Record("order", s.OrderID, "label of "+s.Number+" void", nil, map[string]string{"why": why})
}

// Unlabel takes a label back by hand (undo of Label).
func (tx *Tx) Unlabel(ctx context.Context, id int64) error {
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no shipment %d", id)
	}
	switch {
	case s.HandedOverAt.Set():
		return Refused("domain 4.15", "take a return instead", "shipment %s has been handed over", s.Number)
	case s.VoidedAt.Set() || !s.LabelledAt.Set():
		return Refused("undo", "nothing is left to do", "the label of %s is void already", s.Number)
	case s.ReleasedAt.Set():
		return Refused("undo", "undo the release first", "shipment %s is %s", s.Number, s.Stage)
	}
	if err := tx.unlabel(ctx, &s); err != nil {
		return err
	}
	if _, err := tx.saveShipment(ctx, s); err != nil {
		return err
	}
	return tx.Record("order", s.OrderID, "label of "+s.Number+" void", nil, nil)
}

// AcceptAddress lets a doubtful address pass, by name and with a reason.
func (tx *Tx) AcceptAddress(ctx context.Context, id int64, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return Invalid("reason", "say why this address will do")
	}
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no shipment %d", id)
	}
	s.AddressOverride = reason
	if !s.CheckedAt.Set() {
		s.CheckedAt = tx.now
	}
	if _, err := tx.saveShipment(ctx, s); err != nil {
		return err
	}
	return tx.Record("order", s.OrderID, "address of "+s.Number+" accepted", nil, map[string]string{"why": reason, "by": tx.who.User})
}

// ApproveSplit lets a part of the order go before the rest is there.
func (tx *Tx) ApproveSplit(ctx context.Context, id int64) error {
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no shipment %d", id)
	}
	s.SplitApproved = true
	if _, err := tx.saveShipment(ctx, s); err != nil {
		return err
	}
	return tx.Record("order", s.OrderID, "part shipment "+s.Number+" approved", nil, nil)
}

// VoidShipment takes a shipment back at any stage up to hand-over: picked
// units are put back where they came from, pick lines still open are dropped,
// the label is void. The units stay promised to the order.
func (tx *Tx) VoidShipment(ctx context.Context, id int64, why string) error {
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no shipment %d", id)
	}
	if s.HandedOverAt.Set() {
		return Refused("domain 4.15", "take a return instead", "shipment %s has been handed over", s.Number)
	}
	if s.VoidedAt.Set() {
		return nil
	}
	if err := tx.unpackAll(ctx, s); err != nil {
		return err
	}
	picks, err := tx.pickLinesOfShipment(ctx, id)
	if err != nil {
		return fmt.Errorf("read the picks of %s: %w", s.Number, err)
	}
	for _, p := range picks {
		if err := tx.putBack(ctx, p, "shipment "+s.Number+" taken back"); err != nil {
			return err
		}
	}
	lists, err := tx.pickListsOfShipment(ctx, id)
	if err != nil {
		return fmt.Errorf("read the pick lists of %s: %w", s.Number, err)
	}
	for _, l := range lists {
		if err := tx.refreshPickList(ctx, l.ID); err != nil {
			return err
		}
	}
	if s, err = tx.Shipment(ctx, id); err != nil {
		return fmt.Errorf("read shipment %d: %w", id, err)
	}
	if err := tx.dropPapers(ctx, id); err != nil {
		return err
	}
	s.VoidedAt, s.Fingerprint = tx.now, ""
	if _, err := tx.saveShipment(ctx, s); err != nil {
		return err
	}
	return tx.Record("order", s.OrderID, "shipment "+s.Number+" voided", nil, map[string]string{"why": why})
}

// dropFromShipments takes q units of an order line, which is to lose so many of
// its promise, out of the shipments that would have carried them, the newest
// first, and voids their labels, since their contents changed.
func (tx *Tx) dropFromShipments(ctx context.Context, l OrderLine, q Quantity) error {
	if q <= 0 {
		return nil
	}
	ids, err := tx.ids(ctx, `SELECT l.id FROM shipment_lines l JOIN shipments s ON s.id = l.shipment_id
		WHERE l.order_line_id = $1 AND s.voided_at = 0 AND s.handed_over_at = 0 AND l.qty > l.picked ORDER BY l.id DESC`, l.ID)
	if err != nil {
		return fmt.Errorf("find the shipments of %s: %w", l.SKU, err)
	}
	in := make([]ShipmentLine, len(ids))
	unplanned := l.Allocated
	for i, id := range ids {
		if in[i], err = tx.ShipmentLine(ctx, id); err != nil {
			return fmt.Errorf("read shipment line %d: %w", id, err)
		}
		unplanned -= in[i].Qty - in[i].Picked
	}
	q -= max(0, unplanned) // what is in no shipment goes first
	for _, sl := range in {
		n := min(q, sl.Qty-sl.Picked)
		if err := tx.dropLine(ctx, sl, n); err != nil {
			return err
		}
		q -= max(0, n)
	}
	return nil
}

func (tx *Tx) dropLine(ctx context.Context, sl ShipmentLine, q Quantity) error {
	if q <= 0 {
		return nil
	}
	if err := tx.cutPicks(ctx, sl, q); err != nil {
		return err
	}
	if err := tx.stepShipmentLine(ctx, -q, 0, 0, sl.ID); err != nil {
		return fmt.Errorf("take units out of a shipment: %w", err)
	}
	in, err := tx.parcelLinesOf(ctx, sl.ID)
	if err != nil {
		return fmt.Errorf("read the parcels: %w", err)
	}
	left := q
	for _, p := range in {
		n := min(left, p.Qty)
		if n == 0 {
			break
		}
		left -= n
		if n == p.Qty {
			err = tx.deleteParcelLine(ctx, p.ParcelID, p.ShipmentLineID)
		} else {
			err = tx.setParcelLine(ctx, p.Qty-n, p.ParcelID, p.ShipmentLineID)
		}
		if err != nil {
			return fmt.Errorf("take units out of a parcel: %w", err)
		}
	}
	s, err := tx.Shipment(ctx, sl.ShipmentID)
	if err != nil {
		return fmt.Errorf("read shipment %d: %w", sl.ShipmentID, err)
	}
	tx.floor[s.ID] = tx.floor[s.ID] || s.OnFloor()
	if err := tx.unlabel(ctx, &s); err != nil {
		return err
	}
	_, err = tx.saveShipment(ctx, s)
	return err
}

// cutPicks takes back as many open picks of a shipment line as it loses units
// that are on a list.
func (tx *Tx) cutPicks(ctx context.Context, sl ShipmentLine, q Quantity) error {
	open, err := tx.openPicksOf(ctx, sl.ID)
	if err != nil {
		return fmt.Errorf("read the open picks: %w", err)
	}
	cut := q - (sl.Qty - sl.Picked)
	for _, p := range open {
		cut += p.Qty
	}
	for _, p := range open {
		if cut <= 0 {
			return nil
		}
		if err := tx.putBack(ctx, p, ""); err != nil {
			return err
		}
		tx.lists[p.PickListID] = true
		tx.reroute(p.PickListID)
		if keep := p.Qty - cut; keep > 0 {
			n, err := tx.lastPickN(ctx, p.PickListID)
			if err != nil {
				return fmt.Errorf("number the pick line: %w", err)
			}
			if err := tx.addPick(ctx, p.PickListID, n+1, PlannedPick{ShipmentLineID: sl.ID, ProductID: p.ProductID, LocationID: p.LocationID, Qty: keep, Slot: p.Slot}); err != nil {
				return err
			}
		}
		cut -= p.Qty
	}
	return nil
}

// InShipments is how many units of an order line are in shipments that have
// not left yet.
func (v *View) InShipments(ctx context.Context, line int64) (Quantity, error) {
	n, err := v.inShipments(ctx, line)
	if err != nil {
		return 0, fmt.Errorf("read the shipments of order line %d: %w", line, err)
	}
	return Quantity(n), nil
}
