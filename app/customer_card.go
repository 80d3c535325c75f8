package app

import (
	"context"
	"fmt"

	"packbench/data"
)

// GiftDue is a gift that a customer's orders bring: with the next one (In is
// 1), or the one so many further on.
type GiftDue struct {
	Rule     string // its name
	SKU      data.SKU
	Name     string
	In       int64      // orders from now, 0 where it does not depend on their number
	MinGoods data.Money // goods that the order must hold, 0 for any
	With     string     // the product that must be on it, "" for any
}

// GiftsDue says which gifts a customer's next orders bring, by the shop's
// rules.
func (s *Shop) GiftsDue(ctx context.Context, customer int64) ([]GiftDue, error) {
	var due []GiftDue
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		rules, err := v.GiftRules(ctx)
		if err != nil || len(rules) == 0 {
			return err
		}
		f, err := v.CustomerFigures(ctx, customer)
		if err != nil {
			return fmt.Errorf("count the customer's orders: %w", err)
		}
		for _, r := range rules {
			p, err := v.Product(ctx, r.GiftProduct)
			if err != nil {
				return fmt.Errorf("read the gift of rule %s: %w", r.Name, err)
			}
			g := GiftDue{Rule: r.Name, SKU: p.SKU, Name: p.Name, MinGoods: r.MinGoods}
			if r.NthOrder > 0 {
				g.In = r.NthOrder - f.Orders%r.NthOrder
			}
			if r.TriggerProduct > 0 {
				with, err := v.Product(ctx, r.TriggerProduct)
				if err != nil {
					return fmt.Errorf("read the product of rule %s: %w", r.Name, err)
				}
				g.With = with.Name
			}
			due = append(due, g)
		}
		return nil
	})
	return due, err
}

// CustomerHistory reads who changed a customer, the newest first.
func (s *Shop) CustomerHistory(ctx context.Context, customer int64, most int32) ([]data.ChangesOfRow, error) {
	var rows []data.ChangesOfRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		rows, err = v.ChangesOf(ctx, "customer", customer, most)
		return err
	})
	return rows, err
}
