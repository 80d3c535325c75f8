package data

import (
	"context"
	"fmt"
	"strings"
)

// Barrier is one thing that stops a shipment at the gate: which rule, what is
// wrong in words, and the key of the screen that settles it.
type Barrier struct {
	Rule string
	What string
	Key  string
}

// Gate lists what stops a shipment from being released to the floor, or from
// being handed over (domain 4.5, 4.6). Nothing listed means it may go.
func (v *View) Gate(ctx context.Context, id int64) ([]Barrier, error) {
	s, err := v.Shipment(ctx, id)
	if err != nil {
		return nil, IfMissing(err, "there is no shipment %d", id)
	}
	return v.gate(ctx, s)
}

func (v *View) gate(ctx context.Context, s Shipment) ([]Barrier, error) {
	var what sending
	var holds []Hold
	var sums orderSumsRow
	if err := v.Together(ctx, asked(ctx, &what, v.sending, s, ""),
		asked(ctx, &holds, v.OpenHolds, s.OrderID, "read the holds of order %d", s.OrderID),
		asked(ctx, &sums, v.orderSums, s.OrderID, "add up the lines of order %d", s.OrderID)); err != nil {
		return nil, err
	}
	o := what.order
	stops := v.heldBy(ctx, holds)
	due, err := v.Due(ctx, o)
	if err != nil {
		return nil, err
	}
	if due > 0 {
		what := due.In(o.Currency) + " unpaid"
		if o.OnTerms {
			what = due.In(o.Currency) + " over the credit limit"
		}
		stops = append(stops, Barrier{"payment", what, "F8"})
	}
	if !addressOK(s) {
		what := "address not checked"
		if s.CheckedAt.Set() {
			what = "address " + s.AddressGrade + because(s.AddressNote)
		}
		stops = append(stops, Barrier{"address", what, "F6"})
	}
	return append(stops, what.lacks(s, sums)...), nil
}

// heldBy names the holds that stop an order.
func (v *View) heldBy(ctx context.Context, open []Hold) []Barrier {
	if len(open) == 0 {
		return nil
	}
	zone := v.zone(ctx)
	stops := make([]Barrier, 0, len(open))
	for _, h := range open {
		stops = append(stops, Barrier{"hold", h.Says(zone), "F7"})
	}
	return stops
}

// lacks lists what the plan of a shipment still lacks.
func (what sending) lacks(s Shipment, sums orderSumsRow) (stops []Barrier) {
	if len(what.parcels) == 0 {
		stops = append(stops, Barrier{"box", "no box is chosen" + because(s.Exception), "F9"})
	}
	if s.Carrier == "" || s.Service == "" {
		stops = append(stops, Barrier{"carrier", "no carrier is chosen" + because(s.Exception), "F9"})
	}
	switch {
	case !s.LabelledAt.Set():
		stops = append(stops, Barrier{"label", "label not printed", "F9"})
	case what.fingerprint() != s.Fingerprint:
		stops = append(stops, Barrier{"label", "the label no longer fits what is sent", "F9"})
	}
	if sums.Backordered > 0 && !s.SplitApproved && what.order.Backorder != "part" {
		stops = append(stops, Barrier{"stock", fmt.Sprintf("%d units are not in stock", sums.Backordered), "F10"})
	}
	return stops
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}

// Release sends a shipment to the floor when nothing stands at the gate. An
// override names its person and reason and is kept (domain 4.7).
func (tx *Tx) Release(ctx context.Context, id int64, override string) (Shipment, error) {
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return s, IfMissing(err, "there is no shipment %d", id)
	}
	if s.VoidedAt.Set() || s.HandedOverAt.Set() || s.ReleasedAt.Set() {
		return s, Refused("release", "", "shipment %s is already %s", s.Number, s.Stage)
	}
	stops, err := tx.gate(ctx, s)
	if err != nil {
		return s, err
	}
	if len(stops) > 0 {
		if strings.TrimSpace(override) == "" {
			return s, gateClosed("domain 4.5", s, stops)
		}
		s.Override, s.OverrideBy = override, tx.who.User
	}
	s.ReleasedAt = tx.now
	if s, err = tx.saveShipment(ctx, s); err != nil {
		return s, err
	}
	after := map[string]string{}
	if s.Override != "" {
		after["override"], after["by"] = s.Override, s.OverrideBy
	}
	return s, tx.Record("order", s.OrderID, "shipment "+s.Number+" released", nil, after)
}

func gateClosed(rule string, s Shipment, stops []Barrier) error {
	return Refused(rule, "settle that first, or pass the gate by name and with a reason", "shipment %s may not go: %s", s.Number, Sentence(stops))
}

// Sentence joins barriers into what a person reads: "12.00 unpaid (F8);
// address doubtful (F6)".
func Sentence(stops []Barrier) string {
	var parts []string
	for _, b := range stops {
		parts = append(parts, fmt.Sprintf("%s (%s)", b.What, b.Key))
	}
	return strings.Join(parts, "; ")
}

// Unrelease takes a release back while nothing is on a pick list.
func (tx *Tx) Unrelease(ctx context.Context, id int64) error {
	s, err := tx.Shipment(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no shipment %d", id)
	}
	switch {
	case s.HandedOverAt.Set():
		return Refused("domain 4.15", "take a return instead", "shipment %s has been handed over", s.Number)
	case s.VoidedAt.Set() || !s.ReleasedAt.Set():
		return Refused("undo", "look at the order's shipments", "shipment %s is %s and no longer on the floor", s.Number, s.Stage)
	case s.PackedAt.Set():
		return Refused("undo", "undo the packing first", "shipment %s is packed", s.Number)
	}
	lists, err := tx.pickListsOfShipment(ctx, id)
	if err != nil {
		return fmt.Errorf("read the pick lists of %s: %w", s.Number, err)
	}
	if len(lists) > 0 {
		return Refused("undo", "cancel pick list "+lists[0].Number+" first", "shipment %s is on pick list %s", s.Number, lists[0].Number)
	}
	s.ReleasedAt, s.Override, s.OverrideBy = 0, "", ""
	if _, err := tx.saveShipment(ctx, s); err != nil {
		return err
	}
	return tx.Record("order", s.OrderID, "shipment "+s.Number+" taken back from the floor", nil, nil)
}
