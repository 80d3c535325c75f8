package app

import (
	"context"
	"fmt"
	"slices"

	"packbench/data"
)

// CustomerRow is a customer as a list shows it.
type CustomerRow struct {
	data.Customer
	Figures data.CustomerFiguresRow
	Town    string
}

// CustomerList gives the ids of the customers that have text somewhere (all of
// them for ""), by "name" (also ""), "number" or "value" of their orders, the
// other way round with down.
func (s *Shop) CustomerList(ctx context.Context, by, text string, down bool) ([]int64, error) {
	var ids []int64
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		switch by {
		case "number":
			ids, err = v.CustomerIDsByNumber(ctx)
		case "value":
			ids, err = v.CustomerIDsBySpend(ctx)
		default:
			ids, err = v.CustomerIDs(ctx)
		}
		if err != nil {
			return fmt.Errorf("list the customers: %w", err)
		}
		if text == "" {
			return nil
		}
		hits, err := v.Search(ctx, "customer", text, searchMost)
		if err != nil {
			return err
		}
		found := make([]int64, 0, len(hits))
		for _, h := range hits {
			found = append(found, h.ID)
		}
		ids = keep(ids, found)
		return nil
	})
	if down {
		slices.Reverse(ids)
	}
	return ids, err
}

// CustomerRows reads the rows of a list, in the order of ids.
func (s *Shop) CustomerRows(ctx context.Context, ids []int64) ([]CustomerRow, error) {
	rows := make([]CustomerRow, 0, len(ids))
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		for _, id := range ids {
			var r CustomerRow
			var err error
			if r.Customer, err = v.Customer(ctx, id); err != nil {
				return data.IfMissing(err, "there is no customer %d", id)
			}
			if r.Figures, err = v.CustomerFigures(ctx, id); err != nil {
				return fmt.Errorf("add up %s: %w", r.Name, err)
			}
			saved, err := v.AddressesOf(ctx, id)
			if err != nil {
				return fmt.Errorf("read the address of %s: %w", r.Name, err)
			}
			if len(saved) > 0 {
				r.Town = saved[0].City
			}
			rows = append(rows, r)
		}
		return nil
	})
	return rows, err
}

// OrdersOf reads the newest orders of a customer, at most so many.
func (s *Shop) OrdersOf(ctx context.Context, customer int64, most int) ([]data.OrderRow, error) {
	var rows []data.OrderRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		ids, err := v.OrderIDsByCustomer(ctx, customer, int32(min(most, 1000)))
		if err != nil {
			return fmt.Errorf("list the orders of the customer: %w", err)
		}
		rows, err = v.OrderRows(ctx, ids)
		return err
	})
	return rows, err
}
