package data

import (
	"context"
	"fmt"
)

// placing is an order while it is placed; all is by line.
type placing struct {
	NewOrder
	got   []Quantity      // what it was promised
	parts [][]KitPartsRow // what a kit is made of
	lines []OrderLine     // as written
}

// promises promise the lines stock, those of the same product in their order.
func (tx *Tx) promises(ctx context.Context, p placing) (do []func() error) {
	for at := byProduct(p.Lines); len(at) > 0; {
		same := 1
		for same < len(at) && p.Lines[at[same]].Product.ID == p.Lines[at[0]].Product.ID {
			same++
		}
		lines := at[:same]
		do = append(do, func() error {
			for _, i := range lines {
				if err := tx.promiseLine(ctx, p, i); err != nil {
					return err
				}
			}
			return nil
		})
		at = at[same:]
	}
	return do
}

func (tx *Tx) promiseLine(ctx context.Context, p placing, i int) (err error) {
	l := p.Lines[i]
	switch l.Product.Kind {
	case "stocked":
		p.got[i], err = tx.reserve(ctx, l.Product.ID, l.Qty)
	case "untracked":
		p.got[i] = l.Qty
	case "kit":
		if p.parts[i], err = tx.KitParts(ctx, l.Product.ID); err != nil {
			return fmt.Errorf("read the parts of %s: %w", l.Product.SKU, err)
		}
		if len(p.parts[i]) == 0 {
			return Refused("domain 4.11", "give the kit its parts on the product's page", "%s is a kit without parts", l.Product.SKU)
		}
	}
	return err
}

// placeLines writes the lines with their promises, and the order into the search.
// What is no kit and no gift for one of its neighbours is written at once.
func (tx *Tx) placeLines(ctx context.Context, o Order, p placing, c Customer) error {
	do := []func() error{func() error { return tx.indexOrder(ctx, o, c, true) }}
	n, first := int64(0), 0 // of what is written at once
	for i, l := range p.Lines {
		if l.GiftFor > first && l.GiftFor <= i {
			if err := tx.Together(ctx, do...); err != nil {
				return err
			}
			do, first = nil, i
		}
		n++
		at := n
		do = append(do, func() error { return tx.placeLine(ctx, o.ID, at, p, i) })
		if l.Product.Kind != "kit" {
			continue
		}
		if err := tx.Together(ctx, do...); err != nil {
			return err
		}
		do, first = nil, i+1
		if err := tx.placeKit(ctx, o.ID, n, p, i); err != nil {
			return err
		}
		n += int64(len(p.parts[i]))
	}
	if err := tx.Together(ctx, do...); err != nil {
		return err
	}
	if err := tx.insertAllocations(ctx, tx.op, int64(tx.now), o.ID); err != nil {
		return fmt.Errorf("write the promises of order %d: %w", o.Number, err)
	}
	return nil
}

// cutWaiting cancels what an order waits for right after it was placed, and gives
// the order as it is then.
func (tx *Tx) cutWaiting(ctx context.Context, id int64) (o Order, err error) {
	lines, err := tx.OrderLines(ctx, id)
	if err != nil {
		return o, fmt.Errorf("read the lines back: %w", err)
	}
	for _, l := range lines {
		if l.ParentID > 0 {
			continue // goes with its kit
		}
		if err := tx.cancelWaiting(ctx, l); err != nil {
			return o, err
		}
	}
	if err := tx.afterCut(ctx, id, whole(lines)); err != nil {
		return o, err
	}
	if o, err = tx.Order(ctx, id); err != nil {
		return o, fmt.Errorf("read the order back: %w", err)
	}
	return o, nil
}

func (tx *Tx) placeLine(ctx context.Context, order, n int64, p placing, i int) (err error) {
	l, got := p.Lines[i], p.got[i]
	w := insertOrderLineParams{OrderID: order, N: n, Each: 1, ProductID: l.Product.ID, Kind: l.Product.Kind, SKU: l.Product.SKU, Name: l.Product.Name,
		Price: l.Price, TaxBp: l.TaxBP, Gift: l.Gift, Qty: l.Qty, Backordered: l.Qty - got, Allocated: got}
	if l.GiftFor > 0 && l.GiftFor <= i {
		w.GiftFor = p.lines[l.GiftFor-1].ID
	}
	if p.lines[i], err = tx.insertOrderLine(ctx, w); err != nil {
		return fmt.Errorf("write line %d: %w", i+1, err)
	}
	return nil
}

func (tx *Tx) placeKit(ctx context.Context, order, n int64, p placing, i int) error {
	l, kit := p.Lines[i], p.lines[i].ID
	var do []func() error
	for k, part := range p.parts[i] {
		do = append(do, func() error {
			q := part.Qty * l.Qty
			if _, err := tx.insertOrderLine(ctx, insertOrderLineParams{OrderID: order, N: n + int64(k) + 1, ParentID: kit, Each: int64(part.Qty), ProductID: part.ProductID, Kind: "stocked",
				SKU: part.SKU, Name: part.Name, Gift: l.Gift, Qty: q, Backordered: q}); err != nil {
				return fmt.Errorf("write part %s: %w", part.SKU, err)
			}
			return nil
		})
	}
	if err := tx.Together(ctx, do...); err != nil {
		return err
	}
	_, err := tx.allocateKit(ctx, kit)
	return err
}

func byProduct(lines []NewLine) []int {
	at := make([]int, len(lines))
	for i := range at {
		at[i] = i
	}
	sortBy(at, func(i int) int64 { return lines[i].Product.ID })
	return at
}
