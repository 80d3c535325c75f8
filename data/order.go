package data

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ShipTo is where an order goes: a copy of the customer's address made when
// the order is placed, so that a later change of the customer does not move
// parcels.
type ShipTo struct {
	Name, Company, Street1, Street2, City, Region, Postcode, Country, Phone string
}

// ShipTo gives the order's address.
func (o Order) ShipTo() ShipTo {
	return ShipTo{o.ShipName, o.ShipCompany, o.ShipStreet1, o.ShipStreet2, o.ShipCity, o.ShipRegion, o.ShipPostcode, o.ShipCountry, o.ShipPhone}
}

// ShipTo copies a saved address.
func (a Address) ShipTo() ShipTo {
	return ShipTo{a.Name, a.Company, a.Street1, a.Street2, a.City, a.Region, a.Postcode, a.Country, a.Phone}
}

func (s ShipTo) noCards() error {
	return noCards(map[string]string{"name": s.Name, "company": s.Company, "street": s.Street1, "street 2": s.Street2, "city": s.City, "region": s.Region})
}

// NewOrder is an order as it is placed: priced, with its gifts.
type NewOrder struct {
	ChannelID   int64
	ExternalRef string
	CustomerID  int64
	ShipTo      ShipTo
	Currency    string
	Discount    Money
	Postage     Money
	Tax         Money
	OnTerms     bool
	Backorder   string // "wait", "part" or "cancel"; "" means wait
	Priority    int64
	GiftNote    string
	Note        string
	PromisedAt  Instant
	PlacedAt    Instant // 0 means now
	Lines       []NewLine
}

// NewLine is one product of a new order. Price is per unit, before tax.
type NewLine struct {
	Product Product
	Qty     Quantity
	Price   Money
	TaxBP   int64
	Gift    bool
	GiftFor int // number of the line (from 1) that brought the gift; 0 for the whole order
}

// PlaceOrder writes an order and promises it stock in the same breath. What
// can't be promised waits as a backorder (domain 4.3), or is cancelled where
// the customer wishes that.
func (tx *Tx) PlaceOrder(ctx context.Context, n NewOrder) (Order, []OrderLine, error) {
	if len(n.Lines) == 0 {
		return Order{}, nil, Invalid("lines", "the order has no lines: add at least one product")
	}
	if err := noCards(map[string]string{"note": n.Note, "gift note": n.GiftNote}); err != nil {
		return Order{}, nil, err
	}
	if err := n.ShipTo.noCards(); err != nil {
		return Order{}, nil, err
	}
	goods, units, err := n.sums()
	if err != nil {
		return Order{}, nil, err
	}
	if n.PlacedAt == 0 {
		n.PlacedAt = tx.now
	}
	if n.Backorder == "" {
		n.Backorder = "wait"
	}
	p := placing{NewOrder: n, got: make([]Quantity, len(n.Lines)), parts: make([][]KitPartsRow, len(n.Lines)), lines: make([]OrderLine, len(n.Lines))}
	s := n.ShipTo
	var o Order
	var customer Customer
	do := append(tx.promises(ctx, p), func() (err error) {
		if err = tx.countUp(ctx, "order"); err == nil {
			o, err = tx.insertOrder(ctx, insertOrderParams{ChannelID: n.ChannelID, ExternalRef: n.ExternalRef, CustomerID: n.CustomerID,
				ShipName: s.Name, ShipCompany: s.Company, ShipStreet1: s.Street1, ShipStreet2: s.Street2, ShipCity: s.City, ShipRegion: s.Region, ShipPostcode: s.Postcode, ShipCountry: s.Country, ShipPhone: s.Phone,
				Currency: n.Currency, Goods: goods, Discount: n.Discount, Postage: n.Postage, Tax: n.Tax, Total: goods - n.Discount + n.Postage + n.Tax, OnTerms: n.OnTerms,
				Backorder: n.Backorder, Priority: n.Priority, GiftNote: n.GiftNote, Note: n.Note, PromisedAt: n.PromisedAt, PlacedAt: n.PlacedAt, Units: units})
		}
		if err != nil {
			return fmt.Errorf("write the order: %w", err)
		}
		return nil
	}, func() (err error) {
		customer, err = tx.Customer(ctx, n.CustomerID)
		return IfMissing(err, "there is no customer %d", n.CustomerID)
	})
	if err := tx.Together(ctx, do...); err != nil {
		return Order{}, nil, err
	}
	tx.orders[o.ID] = true
	if err := tx.placeLines(ctx, o, p, customer); err != nil {
		return Order{}, nil, err
	}
	cut := n.Backorder == "cancel"
	if cut {
		if o, err = tx.cutWaiting(ctx, o.ID); err != nil {
			return Order{}, nil, err
		}
	}
	if cut || slices.ContainsFunc(n.Lines, func(l NewLine) bool { return l.Product.Kind == "kit" }) {
		// Lines were changed after they were written, or brought others.
		if p.lines, err = tx.OrderLines(ctx, o.ID); err != nil {
			return Order{}, nil, fmt.Errorf("read the lines back: %w", err)
		}
	}
	tx.shareCredit(o)
	return o, p.lines, tx.Record("order", o.ID, "placed", nil, map[string]any{"number": o.Number, "total": o.Total, "lines": len(n.Lines)})
}

func (n NewOrder) sums() (goods Money, units Quantity, err error) {
	for i, l := range n.Lines {
		if l.Qty < 1 {
			return 0, 0, Invalid("qty", "line %d, %s: the quantity must be at least 1", i+1, l.Product.SKU)
		}
		if l.Price < 0 {
			return 0, 0, Invalid("price", "line %d, %s: the price is below nothing", i+1, l.Product.SKU)
		}
		if l.Gift && l.Price != 0 {
			return 0, 0, Refused("domain 4.12", "set its price to 0", "line %d, %s: a gift costs nothing", i+1, l.Product.SKU)
		}
		goods += l.Price.Times(l.Qty)
		units += l.Qty
	}
	if n.Discount < 0 || n.Discount > goods {
		return 0, 0, Invalid("discount", "the discount must lie between nothing and the goods' %s", goods)
	}
	if n.Postage < 0 {
		return 0, 0, Invalid("postage", "the postage is below nothing")
	}
	return goods, units, nil
}

// cancelWaiting cancels what a line waits for.
func (tx *Tx) cancelWaiting(ctx context.Context, l OrderLine) error {
	if l.Kind == "kit" {
		parts, err := tx.kitChildren(ctx, l.ID)
		if err != nil {
			return fmt.Errorf("read the parts of kit line %d: %w", l.ID, err)
		}
		for _, p := range parts {
			if err := tx.cancelWaiting(ctx, p); err != nil {
				return err
			}
		}
		return nil
	}
	if l.Backordered == 0 {
		return nil
	}
	return tx.step(ctx, l.ID, step{backordered: -l.Backordered, cancelled: l.Backordered})
}

// SetShipTo gives an order another address. Labels already made are void and
// their shipments go back to planned (domain 3); one that has been handed over
// can't be turned round.
func (tx *Tx) SetShipTo(ctx context.Context, o Order, s ShipTo) error {
	if err := s.noCards(); err != nil {
		return err
	}
	n, err := tx.setShipTo(ctx, setShipToParams{ShipName: s.Name, ShipCompany: s.Company, ShipStreet1: s.Street1, ShipStreet2: s.Street2, ShipCity: s.City,
		ShipRegion: s.Region, ShipPostcode: s.Postcode, ShipCountry: s.Country, ShipPhone: s.Phone, ID: o.ID, Version: o.Version})
	if err != nil {
		return fmt.Errorf("write the address of order %d: %w", o.Number, err)
	}
	if n == 0 {
		return Conflict("order %d was changed meanwhile", o.Number)
	}
	live, err := tx.LiveShipmentsOf(ctx, o.ID)
	if err != nil {
		return fmt.Errorf("read the shipments of order %d: %w", o.Number, err)
	}
	for _, sh := range live {
		if sh.HandedOverAt.Set() {
			continue
		}
		if err := tx.voidLabel(ctx, sh, "the address changed"); err != nil {
			return err
		}
	}
	tx.orders[o.ID] = true
	if err := tx.indexAgain(ctx, o.ID); err != nil {
		return err
	}
	return tx.Record("order", o.ID, "address changed", o.ShipTo(), s)
}

// SetOrderNotes changes what people write on an order: notes, priority, and
// what to do when something is missing.
func (tx *Tx) SetOrderNotes(ctx context.Context, o Order, note, giftNote, backorder string, priority int64) error {
	if err := noCards(map[string]string{"note": note, "gift note": giftNote}); err != nil {
		return err
	}
	n, err := tx.setOrderNote(ctx, setOrderNoteParams{Note: note, GiftNote: giftNote, Backorder: backorder, Priority: priority, ID: o.ID, Version: o.Version})
	if err != nil {
		return fmt.Errorf("write the notes of order %d: %w", o.Number, err)
	}
	if n == 0 {
		return Conflict("order %d was changed meanwhile", o.Number)
	}
	tx.orders[o.ID] = true
	return tx.Record("order", o.ID, "notes changed", map[string]any{"note": o.Note, "gift note": o.GiftNote, "backorder": o.Backorder, "priority": o.Priority},
		map[string]any{"note": note, "gift note": giftNote, "backorder": backorder, "priority": priority})
}

// CancelOrder ends an order at any stage up to hand-over, in one go (domain
// 4.10): what was picked is put back, promises are released, labels voided,
// authorisations given back; money already taken shows as owed back. Units
// already handed over stay sold.
func (tx *Tx) CancelOrder(ctx context.Context, id int64, why string) error {
	if err := noCards(map[string]string{"reason": why}); err != nil {
		return err
	}
	o, err := tx.Order(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no order with id %d", id)
	}
	if o.CancelledAt.Set() {
		return Refused("cancel", "nothing is left to do", "order %d is already cancelled", o.Number)
	}
	if o.ClosedAt.Set() {
		return Refused("domain 4.15", "take a return instead", "order %d has been handed over", o.Number)
	}
	live, err := tx.LiveShipmentsOf(ctx, id)
	if err != nil {
		return fmt.Errorf("read the shipments of order %d: %w", o.Number, err)
	}
	shipped := false
	for _, sh := range live {
		if sh.HandedOverAt.Set() {
			shipped = true
			continue
		}
		if err := tx.VoidShipment(ctx, sh.ID, why); err != nil {
			return err
		}
	}
	lines, err := tx.OrderLines(ctx, id)
	if err != nil {
		return fmt.Errorf("read the lines of order %d: %w", o.Number, err)
	}
	for _, l := range lines {
		if l.Kind == "kit" {
			continue
		}
		if err := tx.Deallocate(ctx, l, l.Allocated, true); err != nil {
			return err
		}
		if err := tx.cancelWaiting(ctx, l); err != nil {
			return err
		}
	}
	if shipped { // what has left is still to be paid; the rest is not
		err = tx.reprice(ctx, id, lines)
	} else if err = tx.setCancelled(ctx, tx.now, id); err != nil {
		err = fmt.Errorf("cancel order %d: %w", o.Number, err)
	}
	if err != nil {
		return err
	}
	if err := tx.voidAuthorisations(ctx, id); err != nil {
		return err
	}
	tx.orders[id] = true
	return tx.Record("order", id, "cancelled", nil, map[string]string{"why": why})
}

// ReinstateOrder takes a cancellation back: the lines wait again and are
// promised what there is. Its parcels are planned anew. was is what each line
// had cancelled before: that stays cancelled; sums is what the order came to.
func (tx *Tx) ReinstateOrder(ctx context.Context, id int64, was map[int64]Quantity, sums OrderSums) error {
	o, err := tx.Order(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no order with id %d", id)
	}
	if err := tx.setCancelled(ctx, 0, id); err != nil {
		return fmt.Errorf("reinstate order %d: %w", o.Number, err)
	}
	lines, err := tx.OrderLines(ctx, id)
	if err != nil {
		return fmt.Errorf("read the lines of order %d: %w", o.Number, err)
	}
	units := make(map[int64]Quantity)
	for _, l := range lines {
		units[l.ID] = l.Cancelled - was[l.ID]
	}
	if err := tx.uncancel(ctx, id, lines, units); err != nil {
		return err
	}
	if err := tx.setSums(ctx, o, sums); err != nil {
		return err
	}
	tx.orders[id] = true
	return tx.Record("order", id, "reinstated", nil, nil)
}

// uncancel brings cancelled units of lines back, each line's by its id: they
// wait again and are promised what there is.
func (tx *Tx) uncancel(ctx context.Context, id int64, lines []OrderLine, units map[int64]Quantity) error {
	for _, l := range lines {
		q := units[l.ID]
		if q <= 0 || l.Kind == "kit" {
			continue
		}
		to := step{cancelled: -q, backordered: q}
		if l.Kind == "untracked" {
			to = step{cancelled: -q, allocated: q}
		}
		if err := tx.step(ctx, l.ID, to); err != nil {
			return err
		}
	}
	return tx.AllocateOrder(ctx, id)
}

// AllocateOrder promises stock to every line of an order that waits.
func (tx *Tx) AllocateOrder(ctx context.Context, id int64) error {
	lines, err := tx.OrderLines(ctx, id)
	if err != nil {
		return fmt.Errorf("read the lines of order %d: %w", id, err)
	}
	sortBy(lines, func(l OrderLine) int64 { return l.ProductID })
	for _, l := range lines {
		l, err := tx.OrderLine(ctx, l.ID)
		if err != nil {
			return fmt.Errorf("read order line %d: %w", l.ID, err)
		}
		if _, err := tx.Allocate(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// OrderNumber reads an order's number as people write it: "10042", "#10042",
// or the number of one of its shipments, "10042-1".
func OrderNumber(text string) (int64, bool) {
	t, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(text), "#"), "-")
	n, err := strconv.ParseUint(t, 10, 63)
	return int64(n), err == nil && n > 0
}
