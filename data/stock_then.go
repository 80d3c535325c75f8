package data

import (
	"context"
	"fmt"
	"strings"
)

// StockFigure is how much of a product lay at a place at two moments, without
// their names, so that those of a large shop are few bytes.
type StockFigure = StockFiguresRow

// StockMatches finds the products that have a text in their SKU or name, and the
// places whose code begins with it.
func (v *View) StockMatches(ctx context.Context, text string) (products, places []int64, err error) {
	like := liked(strings.ToLower(text)) + "%"
	if products, err = v.productsLike(ctx, "%"+like); err != nil {
		return nil, nil, fmt.Errorf("find products with %q: %w", text, err)
	}
	if places, err = v.locationsLike(ctx, like); err != nil {
		return nil, nil, fmt.Errorf("find places with %q: %w", text, err)
	}
	return products, places, nil
}
