package data

import (
	"context"
	"fmt"
	"slices"
)

// OrderSums are what an order comes to.
type OrderSums struct {
	Goods, Discount, Postage, Tax, Total Money
	Units                                Quantity
}

// Sums gives what an order comes to.
func (o Order) Sums() OrderSums {
	return OrderSums{o.Goods, o.Discount, o.Postage, o.Tax, o.Total, o.Units}
}

// CutLine cancels q units of an order's line that have not left the shop: those
// that wait first, then those that are promised. Picked units are put back, and
// the shipments that hold them are void. Gifts that these units brought go with
// them (domain 4.12), and the order costs less by what they did. The last units
// of an order are not cut: it is cancelled.
func (tx *Tx) CutLine(ctx context.Context, id int64, q Quantity, why string) error {
	if err := noCards(map[string]string{"reason": why}); err != nil {
		return err
	}
	l, err := tx.OrderLine(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no order line %d", id)
	}
	if l.ParentID > 0 {
		return Refused("cut", "cut the kit itself", "%s is part of a kit", l.SKU)
	}
	o, err := tx.Order(ctx, l.OrderID)
	if err != nil {
		return fmt.Errorf("read the order of %s: %w", l.SKU, err)
	}
	if o.CancelledAt.Set() || o.ClosedAt.Set() {
		return Refused("domain 4.15", "take a return of what was sent", "order %d is %s", o.Number, o.Stage)
	}
	open := l.Qty - l.Cancelled - l.Shipped
	if q < 1 || q > open {
		return Invalid("qty", "%d of %s can be cut, not %d", open, l.SKU, q)
	}
	lines, err := tx.OrderLines(ctx, o.ID)
	if err != nil {
		return fmt.Errorf("read the lines of order %d: %w", o.Number, err)
	}
	left := -q
	for _, other := range lines {
		if other.ParentID == 0 && !other.Gift {
			left += other.Qty - other.Cancelled
		}
	}
	if left <= 0 && !l.Gift {
		return Refused("cut", "cancel the order instead", "nothing else of order %d is left", o.Number)
	}
	if err := tx.cut(ctx, l, q); err != nil {
		return err
	}
	if err := tx.afterCut(ctx, o.ID, lines); err != nil {
		return err
	}
	return tx.Record("order", o.ID, fmt.Sprintf("%d of %s cut", q, l.SKU), nil, map[string]string{"why": why})
}

// cut cancels units of a line that have not left, or of a kit's components.
func (tx *Tx) cut(ctx context.Context, l OrderLine, q Quantity) error {
	q = min(q, l.Qty-l.Cancelled-l.Shipped)
	if l.Kind == "kit" {
		parts, err := tx.kitChildren(ctx, l.ID)
		if err != nil {
			return fmt.Errorf("read the parts of kit line %d: %w", l.ID, err)
		}
		for _, p := range parts {
			if err := tx.cut(ctx, p, q*Quantity(p.Each)); err != nil {
				return err
			}
		}
		return nil
	}
	if n := min(q, l.Backordered); n > 0 {
		if err := tx.step(ctx, l.ID, step{backordered: -n, cancelled: n}); err != nil {
			return err
		}
		q -= n
	}
	if q > l.Allocated {
		var err error
		if l, err = tx.putLineBack(ctx, l); err != nil {
			return err
		}
	}
	if err := tx.dropFromShipments(ctx, l, q); err != nil {
		return err
	}
	return tx.Deallocate(ctx, l, q, true)
}

// putLineBack voids the shipments for which units of a line are picked, so that
// all of them are only promised again.
func (tx *Tx) putLineBack(ctx context.Context, l OrderLine) (OrderLine, error) {
	live, err := tx.LiveShipmentsOf(ctx, l.OrderID)
	if err != nil {
		return l, fmt.Errorf("read the shipments of %s: %w", l.SKU, err)
	}
	for _, s := range live {
		if s.HandedOverAt.Set() {
			continue
		}
		in, err := tx.ShipmentLines(ctx, s.ID)
		if err != nil {
			return l, fmt.Errorf("read the lines of %s: %w", s.Number, err)
		}
		for _, x := range in {
			if x.OrderLineID == l.ID && (x.Picked > 0 || l.Kind == "untracked") {
				if err := tx.VoidShipment(ctx, s.ID, "units of "+string(l.SKU)+" were cut"); err != nil {
					return l, err
				}
			}
		}
	}
	if l, err = tx.OrderLine(ctx, l.ID); err != nil {
		return l, fmt.Errorf("read order line %d: %w", l.ID, err)
	}
	return l, nil
}

// afterCut takes away the gifts whose triggers went and works out anew what the
// order comes to. before is what its lines were when it was priced.
func (tx *Tx) afterCut(ctx context.Context, id int64, before []OrderLine) error {
	lines, err := tx.OrderLines(ctx, id)
	if err != nil {
		return fmt.Errorf("read the lines of order %d: %w", id, err)
	}
	for _, g := range lines {
		stays, err := tx.giftStays(ctx, lines, g)
		if err != nil {
			return err
		}
		open := g.Qty - g.Cancelled - g.Shipped
		if stays || open == 0 {
			continue
		}
		if err := tx.cut(ctx, g, open); err != nil {
			return err
		}
		if err := tx.Record("order", id, fmt.Sprintf("gift %s goes with what brought it", g.SKU), nil, nil); err != nil {
			return err
		}
	}
	return tx.reprice(ctx, id, before)
}

// whole are lines as they were ordered, before anything of them was cancelled.
func whole(lines []OrderLine) []OrderLine {
	all := slices.Clone(lines)
	for i := range all {
		all[i].Cancelled = 0
	}
	return all
}

// giftStays says whether what brought a gift is still on the order (domain
// 4.12): its line, or another of the same product, and goods of the value that
// the shop's rule asks for. Anything but a gift stays.
func (tx *Tx) giftStays(ctx context.Context, lines []OrderLine, g OrderLine) (bool, error) {
	if !g.Gift || g.ParentID > 0 {
		return true, nil
	}
	trigger, goods := int64(0), Money(0)
	left := make(map[int64]Quantity)
	for _, l := range lines {
		if l.ID == g.GiftFor {
			trigger = l.ProductID
		}
		if l.ParentID > 0 || l.Gift {
			continue
		}
		n := l.Qty - l.Cancelled
		left[l.ProductID] += n
		left[0] += n
		goods += l.Price.Times(n)
	}
	if left[trigger] == 0 {
		return false, nil
	}
	rules, err := tx.giftRulesFor(ctx, g.ProductID)
	if err != nil {
		return false, fmt.Errorf("read the gift rules of %s: %w", g.SKU, err)
	}
	ruled := false
	for _, r := range rules {
		if r.TriggerProduct != trigger {
			continue
		}
		if goods >= r.MinGoods {
			return true, nil
		}
		ruled = true
	}
	return !ruled, nil // a gift that no rule brought stays with its line
}

// worth adds up what is left of an order's lines: goods, units, and the tax of
// the goods when a discount lowers each line by its share.
func worth(lines []OrderLine, discount Money) (goods, tax Money, units Quantity) {
	byRate := make(map[int64]Money)
	for _, l := range lines {
		if l.ParentID > 0 {
			continue
		}
		q := l.Qty - l.Cancelled
		units += q
		goods += l.Price.Times(q)
		byRate[l.TaxBp] += l.Price.Times(q)
	}
	for rate, base := range byRate {
		if goods > 0 {
			base -= min(discount, goods) * base / goods
		}
		tax += base.Percent(rate)
	}
	return goods, tax, units
}

// reprice works out what an order comes to now that other units of it are
// cancelled than before. Tax changes by the tax of those units, so that a
// channel's own sum stays for the others and what goes abroad has none; postage
// stays. An order of which nothing is left is cancelled and keeps its sums, as
// any cancelled one does.
func (tx *Tx) reprice(ctx context.Context, id int64, before []OrderLine) error {
	o, err := tx.Order(ctx, id)
	if err != nil {
		return fmt.Errorf("read order %d: %w", id, err)
	}
	lines, err := tx.OrderLines(ctx, id)
	if err != nil {
		return fmt.Errorf("read the lines of order %d: %w", o.Number, err)
	}
	_, taxed, _ := worth(before, o.Discount)
	s := o.Sums()
	var tax Money
	s.Goods, tax, s.Units = worth(lines, o.Discount)
	s.Discount = min(o.Discount, s.Goods)
	if o.Tax > 0 {
		s.Tax = max(0, o.Tax-taxed+tax)
	}
	if s.Units == 0 {
		if err := tx.setCancelled(ctx, tx.now, id); err != nil {
			return fmt.Errorf("cancel order %d: %w", o.Number, err)
		}
		return nil
	}
	s.Total = s.Goods - s.Discount + s.Postage + s.Tax
	return tx.setSums(ctx, o, s)
}

func (tx *Tx) setSums(ctx context.Context, o Order, s OrderSums) error {
	if s == o.Sums() {
		return nil
	}
	if err := tx.setOrderSums(ctx, setOrderSumsParams{Goods: s.Goods, Discount: s.Discount, Postage: s.Postage, Tax: s.Tax, Total: s.Total, Units: s.Units, ID: o.ID}); err != nil {
		return fmt.Errorf("write what order %d comes to: %w", o.Number, err)
	}
	tx.orders[o.ID] = true
	tx.shareCredit(o)
	return tx.Record("order", o.ID, "total changed", o.Total, s.Total)
}

// Uncut brings units back that were cut from lines of an order, each line's by
// its id: they wait again and are promised what there is. was is what the order
// came to before the cut, is what it came to after.
func (tx *Tx) Uncut(ctx context.Context, id int64, units map[int64]Quantity, was, is OrderSums) error {
	o, err := tx.Order(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no order with id %d", id)
	}
	switch {
	case o.CancelledAt.Set():
		return Refused("undo", "take the cancellation back first", "order %d is cancelled", o.Number)
	case o.ClosedAt.Set():
		return Refused("domain 4.15", "take a new order", "order %d has been handed over", o.Number)
	}
	before, err := tx.OrderLines(ctx, id)
	if err != nil {
		return fmt.Errorf("read the lines of order %d: %w", o.Number, err)
	}
	if err := tx.uncancel(ctx, id, before, units); err != nil {
		return err
	}
	if o.Sums() == is {
		err = tx.setSums(ctx, o, was)
	} else {
		err = tx.reprice(ctx, id, before)
	}
	if err != nil {
		return err
	}
	return tx.Record("order", id, "cut taken back", nil, nil)
}
