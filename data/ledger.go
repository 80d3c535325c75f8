package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Kinds of move.
const (
	MoveReceive  = "receive"
	MovePutAway  = "put away"
	MovePick     = "pick"
	MovePutBack  = "put back"
	MoveShip     = "ship"
	MoveAdjust   = "adjust"
	MoveTransfer = "transfer"
	MoveReturn   = "return"
	MoveRestock  = "restock"
	MoveScrap    = "scrap"
	MoveReverse  = "reverse"
)

// own says whether the place belongs to the shop and so keeps a balance.
func (l Location) own() bool { return l.Kind != "outside" && l.Kind != "customer" && l.Kind != "loss" }

func (tx *Tx) place(ctx context.Context, id int64) (Location, error) {
	if l, ok := tx.places[id]; ok {
		return l, nil
	}
	l, err := tx.Location(ctx, id)
	if err != nil {
		return l, IfMissing(err, "there is no location %d", id)
	}
	tx.places[id] = l
	return l, nil
}

// Place finds a location by its code.
func (tx *Tx) Place(ctx context.Context, code string) (Location, error) {
	for _, l := range tx.places {
		if l.Code == code {
			return l, nil
		}
	}
	l, err := tx.LocationByCode(ctx, code)
	if err != nil {
		return l, IfMissing(err, "there is no location %q", code)
	}
	tx.places[l.ID] = l
	return l, nil
}

// Post adds a move to the ledger and brings the balances along: the one way in
// which stock changes (domain 4.1). It refuses to take what is not there, and
// to take from sale what is promised to an order (domain 4.2, 4.3): free or
// ship the promise first.
func (tx *Tx) Post(ctx context.Context, m Move) (Move, error) {
	if m.Qty <= 0 {
		return m, Invalid("qty", "a move needs at least one unit")
	}
	var from, to Location
	if err := tx.Together(ctx, asked(ctx, &from, tx.place, m.FromLocation, ""), asked(ctx, &to, tx.place, m.ToLocation, "")); err != nil {
		return m, err
	}
	m.Op, m.At = tx.op, tx.now
	err := tx.Together(ctx, func() error {
		if !from.own() {
			return nil
		}
		n, err := tx.takeBalance(ctx, m.Qty, m.ProductID, from.ID)
		if err != nil {
			return fmt.Errorf("take from %s: %w", from.Code, err)
		}
		if n == 0 {
			return tx.tooFew(ctx, m, from)
		}
		return nil
	}, func() error {
		if to.own() {
			if err := tx.addBalance(ctx, m.ProductID, to.ID, m.Qty); err != nil {
				return fmt.Errorf("add to %s: %w", to.Code, err)
			}
		}
		return tx.moveSellable(ctx, m, from.Sellable && from.own(), to.Sellable && to.own())
	}, func() (err error) {
		if m.ID, err = tx.insertMove(ctx, insertMoveParams{ProductID: m.ProductID, FromLocation: from.ID, ToLocation: to.ID, Qty: m.Qty, Kind: m.Kind,
			DocKind: m.DocKind, DocID: m.DocID, LineID: m.LineID, Reason: m.Reason, Reverses: m.Reverses, Op: tx.op, At: tx.now}); err != nil {
			return fmt.Errorf("write the move: %w", err)
		}
		return nil
	})
	if err != nil {
		return m, err
	}
	tx.trace.moves = append(tx.trace.moves, m)
	tx.products[m.ProductID] = true
	if from.Pickable {
		return m, tx.redirectPicks(ctx, m.ProductID, from.ID)
	}
	return m, nil
}

func (tx *Tx) moveSellable(ctx context.Context, m Move, from, to bool) error {
	switch {
	case to && !from:
		if err := tx.addSellable(ctx, m.ProductID, m.Qty); err != nil {
			return fmt.Errorf("add to what can be sold: %w", err)
		}
		tx.freed[m.ProductID] = true
	case from && !to:
		n, err := tx.takeSellable(ctx, m.Qty, m.ProductID)
		if err != nil {
			return fmt.Errorf("take from what can be sold: %w", err)
		}
		if n == 0 {
			s, err := tx.StockOf(ctx, m.ProductID)
			if err != nil {
				return fmt.Errorf("read what can be sold: %w", err)
			}
			return Refused("domain 4.3", "release the orders that wait for it first", "%d of the %d in stock are promised to orders, so %d can't be taken", s.Allocated, s.Sellable, m.Qty)
		}
	}
	return nil
}

func (tx *Tx) tooFew(ctx context.Context, m Move, from Location) error {
	b, err := tx.Balance(ctx, m.ProductID, from.ID)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read the balance of %s: %w", from.Code, err)
	}
	p, err := tx.Product(ctx, m.ProductID)
	if err != nil {
		return IfMissing(err, "there is no product %d", m.ProductID)
	}
	return Refused("domain 4.1", "count the place if more is there", "%s has %d of %s, not %d", from.Code, b.OnHand, p.SKU, m.Qty)
}

// Reverse adds the move that takes m back, linked to it (domain 4.1). A move
// is reversed once at most.
func (tx *Tx) Reverse(ctx context.Context, id int64, reason string) (Move, error) {
	m, err := tx.Move(ctx, id)
	if err != nil {
		return m, IfMissing(err, "there is no move %d", id)
	}
	return tx.Post(ctx, Move{ProductID: m.ProductID, FromLocation: m.ToLocation, ToLocation: m.FromLocation, Qty: m.Qty, Kind: MoveReverse,
		DocKind: m.DocKind, DocID: m.DocID, LineID: m.LineID, Reason: reason, Reverses: m.ID})
}

// Available is what can be promised of a product: on hand at sellable places
// less open allocations; for a kit the least over its components (domain
// 4.11); for a product that is not tracked, no limit (ok is false).
func (v *View) Available(ctx context.Context, p Product) (qty Quantity, limited bool, err error) {
	switch p.Kind {
	case "untracked":
		return 0, false, nil
	case "kit":
		parts, err := v.KitParts(ctx, p.ID)
		if err != nil {
			return 0, true, fmt.Errorf("read the parts of %s: %w", p.SKU, err)
		}
		least := Quantity(-1)
		for _, part := range parts {
			s, err := v.stockOf(ctx, part.ProductID)
			if err != nil {
				return 0, true, err
			}
			if n := (s.Sellable - s.Allocated) / part.Qty; least < 0 || n < least {
				least = n
			}
		}
		return max(least, 0), true, nil
	}
	s, err := v.stockOf(ctx, p.ID)
	return s.Sellable - s.Allocated, true, err
}

// ForSale reads a product together with what can be promised of it.
func (v *View) ForSale(ctx context.Context, id int64) (p Product, qty Quantity, limited bool, err error) {
	var s Stock
	if err := v.Together(ctx, asked(ctx, &p, v.Product, id, ""), asked(ctx, &s, v.stockOf, id, "")); err != nil {
		return p, 0, false, err
	}
	if p.Kind == "stocked" {
		return p, s.Sellable - s.Allocated, true, nil
	}
	qty, limited, err = v.Available(ctx, p)
	return p, qty, limited, err
}

// stockOf reads a product's stock, zero where none was ever moved.
func (v *View) stockOf(ctx context.Context, product int64) (Stock, error) {
	s, err := v.StockOf(ctx, product)
	if errors.Is(err, sql.ErrNoRows) {
		return Stock{ProductID: product}, nil
	}
	if err != nil {
		return s, fmt.Errorf("read the stock of product %d: %w", product, err)
	}
	return s, nil
}
