package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"packbench/data"
)

// Placed is the answer to a placed order: the number to read out, when it
// arrives, and how many units wait for stock.
type Placed struct {
	OrderID    int64
	Number     int64
	Total      data.Money
	Currency   string
	ShipmentID int64
	Shipment   string
	Arrives    time.Time
	Backorder  data.Quantity
}

// placedUndo is what the undo of placing and of cancelling needs.
type placedUndo struct {
	OrderID   int64                   `json:"order"`
	Cancelled map[int64]data.Quantity `json:"cancelled,omitempty"` // by line: what had been cancelled before
	Was       data.OrderSums          `json:"was"`                 // what it came to before it was cancelled
	Address   *addressesUndo          `json:"address,omitempty"`   // of the customer, that came with the order
}

// PlaceOrder places an order: it is priced, gets its gifts, is promised stock,
// has its parcels planned and its carrier chosen in one write. When something
// is missing that the person has not been told of, it is refused with what is
// missing; AcceptShort places it all the same.
func (s *Shop) PlaceOrder(ctx context.Context, who data.Actor, op data.Op, req OrderRequest) (Placed, error) {
	return do(ctx, s, TakeOrders, who, op.For(req), func(ctx context.Context, tx *data.Tx) (Placed, error) {
		return s.place(ctx, tx, req)
	})
}

func (s *Shop) place(ctx context.Context, tx *data.Tx, req OrderRequest) (Placed, error) {
	if len(req.Lines) == 0 {
		return Placed{}, data.Invalid("lines", "the order has no lines: add at least one product")
	}
	if req.CustomerID == 0 && req.NewCustomer == nil {
		return Placed{}, data.Invalid("customer", "say who the order is for")
	}
	d, err := s.draft(ctx, &tx.View, req)
	if err != nil {
		return Placed{}, err
	}
	if d.ownPrice(req) {
		if err := s.allow(ctx, &tx.View, tx.Who(), OverridePrice); err != nil {
			return Placed{}, err
		}
	}
	if !req.AcceptShort && d.quote.Short() {
		return Placed{}, shortfall(d.quote)
	}
	if req.NewCustomer != nil {
		a := data.Address{Name: d.shipTo.Name, Company: d.shipTo.Company, Street1: d.shipTo.Street1, Street2: d.shipTo.Street2, City: d.shipTo.City, Region: d.shipTo.Region, Postcode: d.shipTo.Postcode, Country: d.shipTo.Country, Phone: d.shipTo.Phone}
		if d.customer, err = tx.AddCustomer(ctx, d.customer, &a); err != nil {
			return Placed{}, err
		}
	}
	n := d.newOrder(req)
	o, lines, err := tx.PlaceOrder(ctx, n)
	if err != nil {
		return Placed{}, err
	}
	placed := Placed{OrderID: o.ID, Number: o.Number, Total: o.Total, Currency: o.Currency}
	if req.Payment != nil && !o.CancelledAt.Set() {
		if err := takePayment(ctx, tx, o, *req.Payment); err != nil {
			return Placed{}, err
		}
	}
	var items []planItem
	for _, l := range lines {
		if l.Kind == "kit" {
			continue
		}
		placed.Backorder += l.Backordered
		if l.Allocated > 0 {
			p, err := d.product(ctx, &tx.View, l.ProductID)
			if err != nil {
				return Placed{}, err
			}
			items = append(items, planItem{product: p, qty: l.Allocated, line: l.ID})
		}
	}
	sh, ok, err := d.send(ctx, tx, o, items)
	if err != nil {
		return Placed{}, err
	}
	if ok {
		placed.ShipmentID, placed.Shipment, placed.Arrives = sh.ID, sh.Number, sh.ArrivesAt.Time()
	}
	if req.DraftID > 0 {
		if err := tx.DropDraft(ctx, req.DraftID); err != nil {
			return Placed{}, err
		}
	}
	undo := placedUndo{OrderID: o.ID}
	if req.KeepAddress && req.ShipTo != nil && req.CustomerID > 0 {
		if undo.Address, err = keepAddress(ctx, tx, req.CustomerID, d.shipTo); err != nil {
			return Placed{}, err
		}
	}
	tx.About("order", o.ID, "Placed order %d for %s", o.Number, d.customer.Name)
	return placed, tx.Undoable("place order", undo)
}

// product is one that the draft has read, or else the part of a kit that it could
// not count on.
func (d *draft) product(ctx context.Context, v *data.View, id int64) (data.Product, error) {
	if p, ok := d.goods[id]; ok {
		return p, nil
	}
	p, err := v.Product(ctx, id)
	if err != nil {
		return p, fmt.Errorf("read product %d: %w", id, err)
	}
	return p, nil
}

func shortfall(q Quote) error {
	var missing []string
	for _, l := range q.Lines {
		if l.Short > 0 {
			missing = append(missing, fmt.Sprintf("%d of %s", l.Short, l.Product.SKU))
		}
	}
	return data.Refused("domain 4.3", "place it again and the rest waits for stock", "not in stock: %s", strings.Join(missing, ", "))
}

// ownPrice says that somebody chose what the shop's own rules decide otherwise: a
// line's price, a discount, the postage or the tax.
func (d draft) ownPrice(req OrderRequest) bool {
	for _, l := range d.quote.Lines {
		if l.Price != l.Product.Price {
			return true
		}
	}
	return d.quote.Discount > 0 || req.Postage != nil || req.Tax != nil
}

func (d draft) newOrder(req OrderRequest) data.NewOrder {
	n := data.NewOrder{ChannelID: d.channel.ID, ExternalRef: req.ExternalRef, CustomerID: d.customer.ID, ShipTo: d.shipTo, Currency: d.profile.Currency,
		Discount: d.quote.Discount, Postage: d.quote.Postage, Tax: d.quote.Tax, OnTerms: req.OnTerms, Backorder: req.Backorder, Priority: max(req.Priority, d.customer.Priority),
		GiftNote: req.GiftNote, Note: req.Note, PromisedAt: data.At(d.quote.Arrives), PlacedAt: data.At(req.PlacedAt)}
	for _, l := range d.quote.Lines {
		n.Lines = append(n.Lines, data.NewLine{Product: l.Product, Qty: l.Qty, Price: l.Price, TaxBP: l.Product.TaxBp})
	}
	for _, g := range d.quote.Gifts {
		n.Lines = append(n.Lines, data.NewLine{Product: g.Product, Qty: g.Qty, Gift: true, GiftFor: g.GiftFor})
	}
	return n
}

// CancelOrder cancels an order at any stage up to hand-over, in one go: stock,
// labels and money owed back (domain 4.10).
func (s *Shop) CancelOrder(ctx context.Context, who data.Actor, op data.Op, order int64, why string) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		undo, err := cancel(ctx, tx, order, why)
		if err != nil {
			return err
		}
		o, err := tx.Order(ctx, order)
		if err != nil {
			return fmt.Errorf("read the order: %w", err)
		}
		tx.About("order", order, "Cancelled order %d", o.Number)
		return tx.Undoable("cancel order", undo)
	})
}

// cancel cancels an order and says what taking that back needs.
func cancel(ctx context.Context, tx *data.Tx, order int64, why string) (placedUndo, error) {
	o, err := tx.Order(ctx, order)
	if err != nil {
		return placedUndo{}, fmt.Errorf("read the order: %w", err)
	}
	was, err := cancelledUnits(ctx, tx, order)
	if err != nil {
		return placedUndo{}, err
	}
	return placedUndo{OrderID: order, Cancelled: was, Was: o.Sums()}, tx.CancelOrder(ctx, order, why)
}

// CutLine cancels units of an order's line that have not left: a customer wants
// fewer. Gifts that they brought go with them, the order costs less, and what is
// left of it is planned anew.
func (s *Shop) CutLine(ctx context.Context, who data.Actor, op data.Op, line int64, qty data.Quantity, why string) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		l, err := tx.OrderLine(ctx, line)
		if err != nil {
			return data.IfMissing(err, "there is no order line %d", line)
		}
		o, err := tx.Order(ctx, l.OrderID)
		if err != nil {
			return fmt.Errorf("read the order: %w", err)
		}
		before, err := cancelledUnits(ctx, tx, o.ID)
		if err != nil {
			return err
		}
		if err := tx.CutLine(ctx, line, qty, why); err != nil {
			return err
		}
		after, err := cancelledUnits(ctx, tx, o.ID)
		if err != nil {
			return err
		}
		undo := cutUndo{OrderID: o.ID, Units: make(map[int64]data.Quantity), Was: o.Sums()}
		for id, q := range after {
			if q > before[id] {
				undo.Units[id] = q - before[id]
			}
		}
		if o, err = tx.Order(ctx, o.ID); err != nil {
			return fmt.Errorf("read the order: %w", err)
		}
		undo.Is = o.Sums()
		tx.About("order", o.ID, "Cut %d of %s from order %d", qty, l.SKU, o.Number)
		if err := tx.Undoable("cut line", undo); err != nil {
			return err
		}
		return s.planMore(ctx, tx, o.ID)
	})
}

// cutUndo is what the undo of cutting a line needs: the units that went, gifts
// among them, and what the order came to before and after.
type cutUndo struct {
	OrderID int64                   `json:"order"`
	Units   map[int64]data.Quantity `json:"units"` // by line
	Was     data.OrderSums          `json:"was"`
	Is      data.OrderSums          `json:"is"`
}

// cancelledUnits gives what is cancelled of each line of an order.
func cancelledUnits(ctx context.Context, tx *data.Tx, order int64) (map[int64]data.Quantity, error) {
	lines, err := tx.OrderLines(ctx, order)
	if err != nil {
		return nil, fmt.Errorf("read the lines of the order: %w", err)
	}
	units := make(map[int64]data.Quantity)
	for _, l := range lines {
		if l.Cancelled > 0 {
			units[l.ID] = l.Cancelled
		}
	}
	return units, nil
}

// SetShipTo gives an order another address: its shipments are planned again
// and their labels are void. op.Began names the ShipToSeen.
func (s *Shop) SetShipTo(ctx context.Context, who data.Actor, op data.Op, order int64, to data.ShipTo) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		o, err := tx.Order(ctx, order)
		if err != nil {
			return data.IfMissing(err, "there is no order with id %d", order)
		}
		if err := tx.Still(fmt.Sprintf("order %d", o.Number), ShipToSeen(o)); err != nil {
			return err
		}
		if err := tx.SetShipTo(ctx, o, to); err != nil {
			return err
		}
		tx.About("order", order, "Changed the address of order %d", o.Number)
		if err := tx.Undoable("address", addressUndo{order, o.ShipTo()}); err != nil {
			return err
		}
		return s.replanAll(ctx, tx, order)
	})
}

type addressUndo struct {
	OrderID int64       `json:"order"`
	Was     data.ShipTo `json:"was"`
}

// OrderSeen is what of an order stood before somebody who began to change it.
type OrderSeen struct {
	What any
	Over bool // cancelled, or all of it handed over
}

func seenOf(o data.Order, what any) OrderSeen {
	return OrderSeen{What: what, Over: o.CancelledAt.Set() || o.ClosedAt.Set()}
}

// ShipToSeen is where an order goes, for who begins to change that.
func ShipToSeen(o data.Order) OrderSeen { return seenOf(o, o.ShipTo()) }

// NotesSeen are an order's notes, for who begins to change them.
func NotesSeen(o data.Order) OrderSeen { return seenOf(o, notesOf(o)) }

// SetNotes changes an order's notes, priority and what happens when goods are
// missing. op.Began names the NotesSeen.
func (s *Shop) SetNotes(ctx context.Context, who data.Actor, op data.Op, order int64, note, giftNote, backorder string, priority int64) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		o, err := tx.Order(ctx, order)
		if err != nil {
			return data.IfMissing(err, "there is no order with id %d", order)
		}
		if err := tx.Still(fmt.Sprintf("order %d", o.Number), NotesSeen(o)); err != nil {
			return err
		}
		is := orderNotes{note, giftNote, backorder, priority}
		if err := is.write(ctx, tx, o); err != nil {
			return err
		}
		tx.About("order", order, "Changed the notes of order %d", o.Number)
		return tx.Undoable("notes", notesUndo{order, notesOf(o), is})
	})
}

// orderNotes are what people write on an order.
type orderNotes struct {
	Note      string `json:"note"`
	GiftNote  string `json:"gift_note"`
	Backorder string `json:"backorder"`
	Priority  int64  `json:"priority"`
}

func notesOf(o data.Order) orderNotes { return orderNotes{o.Note, o.GiftNote, o.Backorder, o.Priority} }

func (n orderNotes) write(ctx context.Context, tx *data.Tx, o data.Order) error {
	return tx.SetOrderNotes(ctx, o, n.Note, n.GiftNote, n.Backorder, n.Priority)
}

// notesUndo says what the notes of an order were, and what they became.
type notesUndo struct {
	OrderID int64      `json:"order"`
	Was     orderNotes `json:"was"`
	Is      orderNotes `json:"is"`
}

// Hold stops an order, perhaps until a day.
func (s *Shop) Hold(ctx context.Context, who data.Actor, op data.Op, order int64, kind, reason string, until time.Time) (int64, error) {
	return do(ctx, s, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) (int64, error) {
		id, err := tx.OpenHold(ctx, order, kind, reason, data.At(until))
		if err != nil {
			return 0, err
		}
		o, err := tx.Order(ctx, order)
		if err != nil {
			return 0, fmt.Errorf("read the order: %w", err)
		}
		tx.About("order", order, "Held order %d (%s)", o.Number, data.HoldWords(kind))
		return id, tx.Undoable("hold", holdUndo{id})
	})
}

type holdUndo struct {
	HoldID int64 `json:"hold"`
}

// ReleaseHold lets an order go on.
func (s *Shop) ReleaseHold(ctx context.Context, who data.Actor, op data.Op, hold int64, why string) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		h, err := tx.Queries.Hold(ctx, hold)
		if err != nil {
			return data.IfMissing(err, "there is no hold %d", hold)
		}
		if err := tx.ReleaseHold(ctx, hold, why); err != nil {
			return err
		}
		tx.About("order", h.OrderID, "Released a hold (%s)", data.HoldWords(h.Kind))
		return tx.Undoable("release hold", holdUndo{hold})
	})
}

// ReleaseDueHolds lets go of holds whose day has come, and says how many.
func (s *Shop) ReleaseDueHolds(ctx context.Context, who data.Actor) (int, error) {
	n := 0
	op := data.NewOp("release due holds", s.books.Now().Unix())
	err := s.system(ctx, who, op, func(ctx context.Context, tx *data.Tx) error {
		n = 0
		due, err := tx.HoldsDue(ctx, tx.Now())
		if err != nil {
			return fmt.Errorf("read the holds: %w", err)
		}
		for _, h := range due {
			if err := tx.ReleaseHold(ctx, h.ID, "its day has come"); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}
