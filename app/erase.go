package app

import (
	"context"
	"fmt"
	"time"

	"packbench/data"
)

// keepInvoices is for how many years an invoice, and the address on it, must be
// kept: the longest of the terms that a small shop in Europe meets (Germany's
// until 2024; eight since, six in the United Kingdom).
const keepInvoices = 10

// EraseCustomer takes all that is personal of a customer out of the books for
// good, but for the addresses on invoices that must be kept, and then out of the
// files that hold the books. When the files can't be cleaned, asking once more
// with the same operation does only that.
func (s *Shop) EraseCustomer(ctx context.Context, who data.Actor, op data.Op, customer int64, why string) (data.Erased, error) {
	e, err := do(ctx, s, CustomerFiles, who, op.For([]any{customer, why}), func(ctx context.Context, tx *data.Tx) (data.Erased, error) {
		e, err := tx.EraseCustomer(ctx, customer, why, tx.Now().Time().AddDate(-keepInvoices, 0, 0))
		if err != nil {
			return e, err
		}
		if e.Kept > 0 {
			e.Until = tx.Now().Time().AddDate(keepInvoices, 0, 0)
		}
		tx.About("customer", customer, "Erased a customer")
		return e, nil
	})
	if err != nil {
		return e, err
	}
	return e, s.books.Scrub(ctx)
}

// CustomerData is all that the shop holds of one customer, to be given to them
// (GDPR, article 15).
type CustomerData struct {
	MadeAt    time.Time
	Customer  data.Customer
	Addresses []data.Address
	Orders    []CustomerOrder
	History   []data.ChangesOfRow
}

// CustomerOrder is one of their orders, whole.
type CustomerOrder struct {
	Order     data.Order
	Lines     []data.OrderLine
	Payments  []data.Payment
	Shipments []data.Shipment
}

// CustomerData gathers it.
func (s *Shop) CustomerData(ctx context.Context, who data.Actor, number string) (CustomerData, error) {
	d := CustomerData{MadeAt: s.books.Now()}
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if err := s.allow(ctx, v, who, CustomerFiles); err != nil {
			return err
		}
		if d.Customer, err = v.CustomerByNumber(ctx, number); err != nil {
			return data.IfMissing(err, "there is no customer %s", number)
		}
		if d.Addresses, err = v.AddressesOf(ctx, d.Customer.ID); err != nil {
			return fmt.Errorf("read the addresses: %w", err)
		}
		if d.History, err = v.ChangesOf(ctx, "customer", d.Customer.ID, 10_000); err != nil {
			return fmt.Errorf("read the history: %w", err)
		}
		ids, err := v.OrderIDsOfCustomer(ctx, d.Customer.ID)
		if err != nil {
			return fmt.Errorf("read the orders: %w", err)
		}
		for _, id := range ids {
			var o CustomerOrder
			if o.Order, err = v.Order(ctx, id); err != nil {
				return fmt.Errorf("read order %d: %w", id, err)
			}
			if o.Lines, err = v.OrderLines(ctx, id); err != nil {
				return fmt.Errorf("read order %d: %w", id, err)
			}
			if o.Payments, err = v.PaymentsOf(ctx, id); err != nil {
				return fmt.Errorf("read order %d: %w", id, err)
			}
			if o.Shipments, err = v.ShipmentsOf(ctx, id); err != nil {
				return fmt.Errorf("read order %d: %w", id, err)
			}
			d.Orders = append(d.Orders, o)
		}
		return nil
	})
	return d, err
}
