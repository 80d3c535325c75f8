package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// SaveCart adds a cart (ID 0) or changes one.
func (tx *Tx) SaveCart(ctx context.Context, c Cart) (Cart, error) {
	c.Code, c.Name = strings.TrimSpace(c.Code), strings.TrimSpace(c.Name)
	switch {
	case c.Code == "" || len(c.Code) > 32:
		return c, Invalid("code", "a cart needs a code of at most 32 characters")
	case c.Slots < 0 || c.Slots > 26:
		return c, Invalid("slots", "a cart has at most 26 slots, A to Z; 0 is no limit of its own")
	case c.Lines < 0 || c.Units < 0 || c.WeightG < 0 || c.VolumeMm3 < 0:
		return c, Invalid("limits", "cart %s: a limit can't be below 0; 0 is no limit", c.Code)
	}
	all, err := tx.Carts(ctx)
	if err != nil {
		return c, fmt.Errorf("read the carts: %w", err)
	}
	if slices.ContainsFunc(all, func(o Cart) bool { return o.ID != c.ID && strings.EqualFold(o.Code, c.Code) }) {
		return c, Invalid("code", "there is a cart %s already", c.Code)
	}
	if c.ID == 0 {
		if c.ID, err = tx.putCart(ctx, putCartParams{Code: c.Code, Name: c.Name, Slots: c.Slots, Lines: c.Lines, Units: c.Units, WeightG: c.WeightG, VolumeMm3: c.VolumeMm3, Active: c.Active}); err != nil {
			return c, fmt.Errorf("write cart %s: %w", c.Code, err)
		}
		return c, tx.Record("cart", c.ID, "added", nil, cartFacts(c))
	}
	was, err := tx.Cart(ctx, c.ID)
	if err != nil {
		return c, IfMissing(err, "there is no cart %d", c.ID)
	}
	if err := tx.setCart(ctx, setCartParams{Code: c.Code, Name: c.Name, Slots: c.Slots, Lines: c.Lines, Units: c.Units, WeightG: c.WeightG, VolumeMm3: c.VolumeMm3, Active: c.Active, ID: c.ID}); err != nil {
		return c, fmt.Errorf("write cart %s: %w", c.Code, err)
	}
	return c, tx.Record("cart", c.ID, "changed", cartFacts(was), cartFacts(c))
}
