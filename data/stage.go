package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// orderFacts are what an order's stage is worked out from.
type orderFacts struct {
	cancelled                                       bool
	holds                                           int
	due                                             Money // what payment must still cover before the order may go
	badAddress                                      bool
	released                                        bool // a live shipment is on the floor
	picking                                         bool // one is being picked
	taken                                           bool // one lost its release when goods of it were taken already
	ships                                           bool // parts may go before the rest is there
	backordered, allocated, picked, packed, shipped Quantity
}

// stage says where the order stands: the first thing that stops it, or how far
// it has come.
func (f orderFacts) stage() OrderStage {
	open := f.backordered + f.allocated + f.picked + f.packed
	switch {
	case f.cancelled:
		return CancelledOut
	case open == 0 && f.shipped > 0:
		return Closed
	case open == 0:
		return CancelledOut
	case f.holds > 0:
		return OnHold
	case f.due > 0:
		return Unpaid
	case f.badAddress:
		return BadAddress
	case f.taken:
		return Ready
	case f.picking:
		return Picking
	case f.picked > 0:
		return Packing
	case f.released && f.allocated > 0:
		return Released
	case f.packed > 0:
		return Packed
	case f.allocated > 0 && (f.backordered == 0 || f.ships):
		return Ready
	}
	return Backordered
}

// payStatus works the payment status out of the sums (domain 3).
func payStatus(o Order, paid, authorised, refunded Money) PayStatus {
	switch {
	case o.CancelledAt.Set() && paid > 0:
		return PayRefundDue
	case o.CancelledAt.Set() && refunded > 0:
		return PayRefunded
	case paid > o.Total:
		return PayOver
	case paid == o.Total && (paid > 0 || o.Total == 0):
		return PayPaid
	case refunded > 0:
		return PayRefunded
	case authorised > 0 && paid+authorised >= o.Total:
		return PayAuthorised
	case o.OnTerms:
		return PayTerms
	case paid > 0:
		return PayPart
	}
	return PayUnpaid
}

// refreshOrder works the caches of an order out anew from its facts.
func (tx *Tx) refreshOrder(ctx context.Context, id int64) error {
	var o Order
	var p orderParts
	if err := tx.Together(ctx, asked(ctx, &o, tx.Order, id, "read order %d", id), asked(ctx, &p, tx.orderParts, id, "")); err != nil {
		return err
	}
	c, err := tx.orderCaches(ctx, o, p)
	if err != nil {
		return err
	}
	c.ClosedAt = o.ClosedAt
	if c.Stage == Closed && !o.ClosedAt.Set() {
		c.ClosedAt = tx.now
	}
	if c.Stage != Closed {
		c.ClosedAt = 0
	}
	if c.Stage == o.Stage && c.PayStatus == o.PayStatus && c.Paid == o.Paid && c.Authorised == o.Authorised && c.ClosedAt == o.ClosedAt {
		return nil
	}
	tx.shareCredit(o)
	if err := tx.cacheOrder(ctx, c); err != nil {
		return fmt.Errorf("keep the stage of order %d: %w", o.Number, err)
	}
	return nil
}

// shareCredit notes that what a customer owes on terms changed, so that their
// other orders are brought up to date with it.
func (tx *Tx) shareCredit(o Order) {
	if o.OnTerms {
		tx.credit[o.CustomerID] = true
	}
}

// refreshCredit brings the open orders that a customer has on terms up to date:
// they share one credit.
func (tx *Tx) refreshCredit(ctx context.Context, customer int64) error {
	ids, err := tx.ids(ctx, "SELECT id FROM orders WHERE customer_id = $1 AND on_terms AND closed_at = 0 AND cancelled_at = 0 ORDER BY id", customer)
	if err != nil {
		return fmt.Errorf("find the orders on terms of customer %d: %w", customer, err)
	}
	for _, id := range ids {
		if err := tx.refreshOrder(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// orderParts is what an order's caches are worked out from, beside itself.
type orderParts struct {
	sums  orderSumsRow
	pay   paymentSumsRow
	holds []Hold
	live  []Shipment
}

func (v *View) orderParts(ctx context.Context, id int64) (p orderParts, err error) {
	return p, v.Together(ctx,
		asked(ctx, &p.sums, v.orderSums, id, "add up the lines of order %d", id),
		asked(ctx, &p.pay, v.paymentSums, id, "add up the payments of order %d", id),
		asked(ctx, &p.holds, v.OpenHolds, id, "read the holds of order %d", id),
		asked(ctx, &p.live, v.LiveShipmentsOf, id, "read the shipments of order %d", id))
}

// orderCaches works out what the cached columns of an order should say.
func (v *View) orderCaches(ctx context.Context, o Order, p orderParts) (cacheOrderParams, error) {
	c := cacheOrderParams{ID: o.ID, Paid: Money(p.pay.Paid), Authorised: Money(p.pay.Authorised)}
	sums := p.sums
	o.Paid, o.Authorised = c.Paid, c.Authorised
	due, err := v.Due(ctx, o)
	if err != nil {
		return c, err
	}
	f := orderFacts{cancelled: o.CancelledAt.Set(), holds: len(p.holds), due: due, ships: o.Backorder == "part",
		backordered: Quantity(sums.Backordered), allocated: Quantity(sums.Allocated), picked: Quantity(sums.Picked), packed: Quantity(sums.Packed), shipped: Quantity(sums.Shipped)}
	for _, s := range p.live {
		if s.HandedOverAt.Set() {
			continue
		}
		f.badAddress = f.badAddress || !addressOK(s)
		f.released = f.released || s.ReleasedAt.Set()
		f.picking = f.picking || s.Stage == ShipmentPicking
		f.taken = f.taken || s.OnFloor() && !s.ReleasedAt.Set()
		f.ships = f.ships || s.SplitApproved
	}
	c.Stage, c.PayStatus = f.stage(), payStatus(o, c.Paid, c.Authorised, Money(p.pay.Refunded))
	return c, nil
}

// Due is what payment must still cover before the order may go (domain 4.5):
// nothing when it is captured or authorised, or on terms with credit left.
func (v *View) Due(ctx context.Context, o Order) (Money, error) {
	due := o.Total - o.Paid - o.Authorised
	if due <= 0 {
		return 0, nil
	}
	if !o.OnTerms {
		return due, nil
	}
	cust, err := v.Customer(ctx, o.CustomerID)
	if err != nil {
		return due, IfMissing(err, "order %d has no customer", o.Number)
	}
	if cust.TermsDays == 0 {
		return due, nil
	}
	// An order that had credit keeps it when the customer orders again: only
	// earlier orders count, and later ones that have left all the same.
	owed, err := v.TermsOwed(ctx, o.CustomerID, o.ID)
	if err != nil {
		return due, fmt.Errorf("add up what customer %s owes: %w", cust.Number, err)
	}
	return max(0, Money(owed)+due-cust.CreditLimit), nil
}

func addressOK(s Shipment) bool {
	return s.AddressOverride != "" || (s.CheckedAt.Set() && (s.AddressGrade == "ok" || s.AddressGrade == "corrected"))
}

// stageOf works a shipment's stage out of its facts.
func stageOf(s Shipment) ShipmentStage {
	switch {
	case s.VoidedAt.Set():
		return ShipmentVoided
	case s.DeliveredAt.Set():
		return ShipmentDelivered
	case s.HandedOverAt.Set():
		return ShipmentHandedOver
	case !s.ReleasedAt.Set() && s.LabelledAt.Set():
		return ShipmentLabelled
	case !s.ReleasedAt.Set() && addressOK(s):
		return ShipmentChecked
	case !s.ReleasedAt.Set():
		return ShipmentPlanned
	case s.PackedAt.Set():
		return ShipmentPacked
	case s.PickedAt.Set():
		return ShipmentPicked
	case s.PickingAt.Set():
		return ShipmentPicking
	}
	return ShipmentReleased
}

// OnFloor says whether a shipment has been released, or lost its release with
// its label when goods of it were in somebody's hands already.
func (s Shipment) OnFloor() bool {
	return s.ReleasedAt.Set() || s.PickingAt.Set() || s.PickedAt.Set() || s.PackedAt.Set()
}

func sortBy[T any, K cmp.Ordered](s []T, key func(T) K) {
	slices.SortStableFunc(s, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
}
