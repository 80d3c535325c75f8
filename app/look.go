package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"packbench/data"
)

// Detail is an order with everything that belongs to it.
type Detail struct {
	Order     data.Order
	Customer  data.Customer
	Channel   data.Channel
	Lines     []data.OrderLine
	Payments  []data.Payment
	Holds     []data.Hold
	Shipments []ShipmentDetail
	Returns   []data.Return
	History   []data.ChangesOfRow
	Due       data.Money
	Waiting   string // why it is not moving, in one sentence with the keys; "" when it moves

	zone *time.Location
}

// ShipmentDetail is a shipment with its parcels and what stands at its gate.
type ShipmentDetail struct {
	data.Shipment
	Parcels []data.Parcel
	Lines   []data.ShipmentLinesRow
	Stops   []data.Barrier
}

// Order reads an order with everything that belongs to it.
func (s *Shop) Order(ctx context.Context, id int64) (Detail, error) {
	var d Detail
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		var err error
		d, err = orderDetail(ctx, v, id)
		return err
	})
	return d, err
}

func orderDetail(ctx context.Context, v *data.View, id int64) (d Detail, err error) {
	if d.Order, err = v.Order(ctx, id); err != nil {
		return d, data.IfMissing(err, "there is no order with id %d", id)
	}
	pr, err := profile(ctx, v)
	if err != nil {
		return d, err
	}
	d.zone = pr.Zone()
	if d.Customer, err = v.Customer(ctx, d.Order.CustomerID); err != nil {
		return d, fmt.Errorf("read the customer: %w", err)
	}
	if d.Channel, err = v.Channel(ctx, d.Order.ChannelID); err != nil {
		return d, fmt.Errorf("read the channel: %w", err)
	}
	if d.Lines, err = v.OrderLines(ctx, id); err != nil {
		return d, fmt.Errorf("read the lines: %w", err)
	}
	if d.Payments, err = v.PaymentsOf(ctx, id); err != nil {
		return d, fmt.Errorf("read the payments: %w", err)
	}
	if d.Holds, err = v.HoldsOf(ctx, id); err != nil {
		return d, fmt.Errorf("read the holds: %w", err)
	}
	if d.Returns, err = v.ReturnsOf(ctx, id); err != nil {
		return d, fmt.Errorf("read the returns: %w", err)
	}
	if d.History, err = v.ChangesOf(ctx, "order", id, 200); err != nil {
		return d, fmt.Errorf("read the history: %w", err)
	}
	if d.Due, err = v.Due(ctx, d.Order); err != nil {
		return d, err
	}
	shipments, err := v.ShipmentsOf(ctx, id)
	if err != nil {
		return d, fmt.Errorf("read the shipments: %w", err)
	}
	for _, sh := range shipments {
		x := ShipmentDetail{Shipment: sh}
		if x.Parcels, err = v.Parcels(ctx, sh.ID); err != nil {
			return d, fmt.Errorf("read the parcels: %w", err)
		}
		if x.Lines, err = v.ShipmentLines(ctx, sh.ID); err != nil {
			return d, fmt.Errorf("read the lines: %w", err)
		}
		if !sh.VoidedAt.Set() && !sh.HandedOverAt.Set() {
			if x.Stops, err = v.Gate(ctx, sh.ID); err != nil {
				return d, err
			}
		}
		d.Shipments = append(d.Shipments, x)
	}
	d.Waiting = d.waiting()
	return d, nil
}

// waiting says in one sentence why the order is not moving, with the key that
// settles each thing.
func (d Detail) waiting() string {
	o := d.Order
	if o.CancelledAt.Set() || o.ClosedAt.Set() {
		if o.PayStatus == data.PayRefundDue || o.PayStatus == data.PayOver {
			owed := o.Paid
			if !o.CancelledAt.Set() {
				owed -= o.Total
			}
			return "Owed back to the customer: " + owed.In(o.Currency) + " (refund)"
		}
		return ""
	}
	var parts []string
	seen := make(map[string]bool)
	add := func(stops []data.Barrier) {
		for _, b := range stops {
			if s := data.Sentence([]data.Barrier{b}); !seen[s] {
				seen[s] = true
				parts = append(parts, s)
			}
		}
	}
	live := false
	for _, sh := range d.Shipments {
		if sh.VoidedAt.Set() || sh.HandedOverAt.Set() {
			continue
		}
		live = true
		if sh.Exception != "" {
			parts = append(parts, sh.Exception)
		}
		add(sh.Stops)
	}
	if !live {
		for _, h := range d.Holds {
			if !h.ReleasedAt.Set() {
				add([]data.Barrier{{Rule: "hold", What: h.Says(d.zone), Key: "F7"}})
			}
		}
		if d.Due > 0 {
			add([]data.Barrier{{Rule: "payment", What: d.Due.In(o.Currency) + " unpaid", Key: "F8"}})
		}
		for _, l := range d.Lines {
			if l.Backordered > 0 && l.Kind != "kit" {
				parts = append(parts, fmt.Sprintf("%d of %s to come", l.Backordered, l.SKU))
			}
		}
	}
	if len(parts) == 0 {
		return next(o.Stage)
	}
	return "Waiting: " + strings.Join(parts, "; ")
}

func next(stage data.OrderStage) string {
	switch stage {
	case data.Ready:
		return "Ready to release (F9)"
	case data.Released:
		return "Waits for its pick list"
	case data.Picking:
		return "Being picked"
	case data.Packing:
		return "Waits at the packing bench"
	case data.Packed:
		return "Packed: waits for the carrier"
	}
	return ""
}

// Search finds products, customers and orders by any part of what they are
// known by.
func (s *Shop) Search(ctx context.Context, kind, text string, limit int) ([]data.Hit, error) {
	var hits []data.Hit
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		hits, err = v.Search(ctx, kind, text, limit)
		return err
	})
	return hits, err
}

// Found is what a scanned code means.
type Found struct {
	Kind string // "order", "product", "location", "pick list", "count" or "" for nothing
	ID   int64
	Name string
}

// FindCode says what a scanned code means, whatever page is open: an order or
// one of its parcels, a pick list, a count, a location, or a product.
func (s *Shop) FindCode(ctx context.Context, code string) (Found, error) {
	var f Found
	if code = strings.TrimSpace(code); code == "" {
		return f, nil
	}
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		number, numbered := data.OrderNumber(code)
		for _, find := range []func() (Found, error){
			func() (Found, error) {
				// A shipment's number is 10042-1: no product is called so.
				if !numbered || !strings.Contains(code, "-") {
					return Found{}, nil
				}
				o, err := v.OrderByNumber(ctx, number)
				return Found{"order", o.ID, fmt.Sprintf("Order %d", o.Number)}, err
			},
			func() (Found, error) {
				p, _, err := v.ProductByCode(ctx, code)
				return Found{"product", p.ID, string(p.SKU) + " " + p.Name}, err
			},
			func() (Found, error) {
				if !numbered {
					return Found{}, nil
				}
				o, err := v.OrderByNumber(ctx, number)
				return Found{"order", o.ID, fmt.Sprintf("Order %d", o.Number)}, err
			},
			func() (Found, error) {
				l, err := v.LocationByCode(ctx, strings.ToUpper(code))
				return Found{"location", l.ID, l.Code}, err
			},
			func() (Found, error) {
				l, err := v.PickListByNumber(ctx, strings.ToUpper(code))
				return Found{"pick list", l.ID, l.Number}, err
			},
			func() (Found, error) {
				c, err := v.CountByNumber(ctx, strings.ToUpper(code))
				return Found{"count", c.ID, c.Number}, err
			},
		} {
			found, err := find()
			if data.Missing(err) {
				continue
			}
			if err != nil {
				return fmt.Errorf("look for %q: %w", code, err)
			}
			if found.Kind != "" {
				f = found
				return nil
			}
		}
		return nil
	})
	return f, err
}

// Board is what waits, at each stage: the Today page.
type Board struct {
	Orders    []data.StageCountsRow
	Shipments []data.ShipmentStageCountsRow
	Late      int64
	Outbox    []data.OutboxCountsRow
	Low       int // products at or below their reorder point
	HoldsDue  int
}

// Today reads what waits.
func (s *Shop) Today(ctx context.Context) (Board, error) {
	var b Board
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		var err error
		if b.Orders, err = v.StageCounts(ctx); err != nil {
			return fmt.Errorf("count the orders: %w", err)
		}
		if b.Shipments, err = v.ShipmentStageCounts(ctx); err != nil {
			return fmt.Errorf("count the shipments: %w", err)
		}
		if b.Late, err = v.LateCount(ctx, v.Now()); err != nil {
			return fmt.Errorf("count the late: %w", err)
		}
		if b.Outbox, err = v.OutboxCounts(ctx); err != nil {
			return fmt.Errorf("count the messages: %w", err)
		}
		low, err := v.ProductIDsLow(ctx)
		if err != nil {
			return fmt.Errorf("find what is low: %w", err)
		}
		b.Low = len(low)
		due, err := v.HoldsDue(ctx, v.Now())
		if err != nil {
			return fmt.Errorf("read the holds: %w", err)
		}
		b.HoldsDue = len(due)
		return nil
	})
	return b, err
}

// Caller is what a desk wants to know of a customer on the phone.
type Caller struct {
	Customer  data.Customer
	Addresses []data.Address
	Figures   data.CustomerFiguresRow
	Usual     []data.CustomerUsualRow
	LastOrder *data.Order
	LastLines []data.OrderLine
}

// Caller reads a customer with their usual goods and their last order.
func (s *Shop) Caller(ctx context.Context, id int64) (Caller, error) {
	var c Caller
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		var err error
		if c.Customer, err = v.Customer(ctx, id); err != nil {
			return data.IfMissing(err, "there is no customer %d", id)
		}
		if c.Addresses, err = v.AddressesOf(ctx, id); err != nil {
			return fmt.Errorf("read the addresses: %w", err)
		}
		if c.Figures, err = v.CustomerFigures(ctx, id); err != nil {
			return fmt.Errorf("add up the customer: %w", err)
		}
		if c.Usual, err = v.CustomerUsual(ctx, id, 9); err != nil {
			return fmt.Errorf("read what they buy: %w", err)
		}
		last, err := v.OrderIDsByCustomer(ctx, id, 1)
		if err != nil || len(last) == 0 {
			return err
		}
		o, err := v.Order(ctx, last[0])
		if err != nil {
			return fmt.Errorf("read the last order: %w", err)
		}
		c.LastOrder = &o
		c.LastLines, err = v.OrderLines(ctx, o.ID)
		return err
	})
	return c, err
}
