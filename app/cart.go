package app

import (
	"context"
	"fmt"
	"slices"

	"packbench/data"
)

// Carts reads the carts; with all, those out of use too.
func (s *Shop) Carts(ctx context.Context, all bool) ([]data.Cart, error) {
	var carts []data.Cart
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if carts, err = v.Carts(ctx); err != nil {
			return fmt.Errorf("read the carts: %w", err)
		}
		return nil
	})
	if !all {
		carts = slices.DeleteFunc(carts, func(c data.Cart) bool { return !c.Active })
	}
	return carts, err
}

type cartUndo struct {
	Was data.Cart `json:"was"`
	Is  data.Cart `json:"is"`
}

// SaveCart adds a cart (ID 0) or changes one. op.Began names it as it was seen, the
// zero Cart where there was none.
func (s *Shop) SaveCart(ctx context.Context, who data.Actor, op data.Op, c data.Cart) (data.Cart, error) {
	return do(ctx, s, KeepProducts, who, op.For(c), func(ctx context.Context, tx *data.Tx) (data.Cart, error) {
		var was data.Cart
		var err error
		if c.ID > 0 {
			if was, err = tx.Cart(ctx, c.ID); err != nil {
				return c, data.IfMissing(err, "there is no cart %d", c.ID)
			}
		}
		if err := tx.Still("cart "+c.Code, was); err != nil {
			return c, err
		}
		is, err := tx.SaveCart(ctx, c)
		if err != nil {
			return c, err
		}
		tx.About("cart", is.ID, "Set cart %s", is.Code)
		return is, tx.Undoable("cart", cartUndo{was, is})
	})
}

// take gives a cart its old facts; one that was new goes out of use.
func (u cartUndo) take(ctx context.Context, tx *data.Tx) error {
	now, err := tx.Cart(ctx, u.Is.ID)
	if err != nil {
		return fmt.Errorf("read cart %s: %w", u.Is.Code, err)
	}
	if now != u.Is {
		return data.Refused("undo", "change it by hand", "cart %s was changed again since", now.Code)
	}
	back := u.Was
	if back.ID == 0 {
		back = now
		back.Active = false
	}
	_, err = tx.SaveCart(ctx, back)
	return err
}

// Cells reads the cells at the bench with what lies in them.
func (s *Shop) Cells(ctx context.Context) ([]data.CellsRow, error) {
	var cells []data.CellsRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if cells, err = v.Cells(ctx); err != nil {
			return fmt.Errorf("read the cells: %w", err)
		}
		return nil
	})
	return cells, err
}

type cellsUndo struct {
	Was []string `json:"was"`
}

// SetCells says which cells there are; one that a shipment lies in can't go.
func (s *Shop) SetCells(ctx context.Context, who data.Actor, op data.Op, codes []string) error {
	return s.run(ctx, KeepProducts, who, op.For(codes), func(ctx context.Context, tx *data.Tx) error {
		was, err := tx.SetCells(ctx, codes)
		if err != nil {
			return err
		}
		tx.About("cells", 0, "Set the bench up with %s", number(int64(len(codes)), "cell", "cells"))
		return tx.Undoable("cells", cellsUndo{was})
	})
}
