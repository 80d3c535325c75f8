package app

import (
	"context"
	"fmt"

	"packbench/data"
)

// StockOfProducts reads where the products lie that have text somewhere in
// their name, SKU or barcodes, at most so many rows.
func (s *Shop) StockOfProducts(ctx context.Context, text string, most int) ([]data.StockRowsRow, error) {
	var rows []data.StockRowsRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		hits, err := v.Search(ctx, "product", text, most)
		if err != nil {
			return err
		}
		for _, h := range hits {
			p, err := v.Product(ctx, h.ID)
			if err != nil {
				return fmt.Errorf("read product %d: %w", h.ID, err)
			}
			bins, err := v.BalancesOf(ctx, h.ID)
			if err != nil {
				return fmt.Errorf("read where %s lies: %w", p.SKU, err)
			}
			for _, b := range bins {
				if len(rows) == most {
					return nil
				}
				rows = append(rows, data.StockRowsRow{ID: p.ID, SKU: p.SKU, Name: p.Name, Bin: b.Code, Place: b.Kind, OnHand: b.OnHand, Picking: b.Picking})
			}
		}
		return nil
	})
	return rows, err
}
