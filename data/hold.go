package data

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// HoldWords says a kind of hold as people do: "customer's wish", "payment".
func HoldWords(kind string) string {
	if kind == "wish" {
		return "customer's wish"
	}
	return kind
}

// Says is the hold in words: "on hold: customer's wish, until 4 Dec, they
// are away". The day is that of the shop's zone.
func (h Hold) Says(zone *time.Location) string {
	says := "on hold: " + HoldWords(h.Kind)
	if h.Until.Set() {
		says += ", until " + h.Until.Time().In(zone).Format("2 Jan")
	}
	if h.Reason != "" {
		says += ", " + h.Reason
	}
	return says
}

// zone is where the shop is by its own profile, UTC until that says so.
func (v *View) zone(ctx context.Context) *time.Location {
	var where struct {
		Zone string `json:"time_zone"`
	}
	text, err := v.Setting(ctx, "shop.profile")
	if err != nil || json.Unmarshal([]byte(text), &where) != nil {
		return time.UTC
	}
	if z, err := time.LoadLocation(where.Zone); err == nil {
		return z
	}
	return time.UTC
}

// OpenHold stops an order for a reason, perhaps until a date (domain 1).
func (tx *Tx) OpenHold(ctx context.Context, order int64, kind, reason string, until Instant) (int64, error) {
	if err := noCards(map[string]string{"reason": reason}); err != nil {
		return 0, err
	}
	o, err := tx.Order(ctx, order)
	if err != nil {
		return 0, IfMissing(err, "there is no order with id %d", order)
	}
	if o.ClosedAt.Set() || o.CancelledAt.Set() {
		return 0, Refused("hold", "", "order %d is %s and can't be held", o.Number, o.Stage)
	}
	id, err := tx.insertHold(ctx, insertHoldParams{OrderID: order, Kind: kind, Reason: reason, Until: until, OpenedAt: tx.now, OpenedOp: tx.op})
	if err != nil {
		return 0, fmt.Errorf("hold order %d: %w", o.Number, err)
	}
	tx.orders[order] = true
	return id, tx.Record("order", order, "held: "+HoldWords(kind), nil, map[string]any{"reason": reason, "until": until})
}

// ReleaseHold lets an order go on, by whom and why.
func (tx *Tx) ReleaseHold(ctx context.Context, id int64, why string) error {
	h, err := tx.Hold(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no hold %d", id)
	}
	n, err := tx.releaseHold(ctx, tx.now, tx.op, why, id)
	if err != nil {
		return fmt.Errorf("release hold %d: %w", id, err)
	}
	if n == 0 {
		return Refused("hold", "nothing is left to do", "this hold is already released")
	}
	tx.orders[h.OrderID] = true
	return tx.Record("order", h.OrderID, "hold released: "+HoldWords(h.Kind), nil, map[string]string{"why": why})
}
