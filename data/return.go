package data

import (
	"context"
	"errors"
	"fmt"
)

// RequestReturn writes down what a customer sends back of what was shipped.
func (tx *Tx) RequestReturn(ctx context.Context, order int64, reason string, lines map[int64]Quantity) (Return, error) {
	if err := noCards(map[string]string{"reason": reason}); err != nil {
		return Return{}, err
	}
	o, err := tx.Order(ctx, order)
	if err != nil {
		return Return{}, IfMissing(err, "there is no order with id %d", order)
	}
	if len(lines) == 0 {
		return Return{}, Invalid("lines", "choose what comes back")
	}
	n, err := tx.Number(ctx, "return")
	if err != nil {
		return Return{}, err
	}
	r := Return{Number: fmt.Sprintf("RT-%d", n), OrderID: order, Reason: reason, RequestedAt: tx.now, Stage: "requested"}
	if r.ID, err = tx.insertReturn(ctx, r.Number, order, reason, tx.now); err != nil {
		return r, fmt.Errorf("write return %s: %w", r.Number, err)
	}
	for _, id := range sortedKeys(lines) {
		l, err := tx.OrderLine(ctx, id)
		if err != nil {
			return r, IfMissing(err, "there is no order line %d", id)
		}
		if l.OrderID != order || l.Kind != "stocked" {
			return r, Invalid("lines", "%s is no stocked line of order %d", l.SKU, o.Number)
		}
		if _, err := tx.insertReturnLine(ctx, r.ID, id, l.ProductID, lines[id]); err != nil {
			return r, fmt.Errorf("write a line of return %s: %w", r.Number, err)
		}
		if err := tx.countReturned(ctx, l, lines[id]); err != nil {
			return r, err
		}
	}
	tx.orders[order] = true
	asked := map[string]any{"reason": reason, "lines": len(lines)}
	return r, errors.Join(tx.Record("order", order, "return "+r.Number+" requested", nil, asked), tx.Record("return", r.ID, "requested", nil, asked))
}

func (tx *Tx) countReturned(ctx context.Context, l OrderLine, q Quantity) error {
	n, err := tx.addReturned(ctx, q, l.ID)
	if err != nil {
		return fmt.Errorf("write the return of %s: %w", l.SKU, err)
	}
	if n == 0 {
		return Refused("domain 3", "return at most what was shipped", "only %d of %s were shipped and are not yet returned", l.Shipped-l.Returned, l.SKU)
	}
	return nil
}

// ReceiveReturn takes the goods back in, to be inspected: they are not for
// sale meanwhile.
func (tx *Tx) ReceiveReturn(ctx context.Context, id int64, lines map[int64]Quantity) error {
	r, err := tx.liveReturn(ctx, id)
	if err != nil {
		return err
	}
	from, err := tx.Place(ctx, PlaceCustomer)
	if err != nil {
		return err
	}
	to, err := tx.Place(ctx, PlaceReturns)
	if err != nil {
		return err
	}
	for _, line := range sortedKeys(lines) {
		l, err := tx.ReturnLine(ctx, line)
		if err != nil {
			return IfMissing(err, "there is no return line %d", line)
		}
		if _, err := tx.Post(ctx, Move{ProductID: l.ProductID, FromLocation: from.ID, ToLocation: to.ID, Qty: lines[line], Kind: MoveReturn, DocKind: "return", DocID: id, LineID: line}); err != nil {
			return err
		}
		if err := tx.stepReturnLine(ctx, stepReturnLineParams{Received: lines[line], ID: line}); err != nil {
			return fmt.Errorf("write return %s: %w", r.Number, err)
		}
	}
	r.ReceivedAt = tx.now
	return tx.saveReturn(ctx, r, "received")
}

// Decision says what becomes of returned goods.
type Decision struct {
	LineID  int64
	Restock Quantity // back to the shelf named by To
	To      int64
	Repair  Quantity // stay with the returns
	Scrap   Quantity
}

// InspectReturn decides what becomes of the goods. Only what is restocked can
// be sold again. Money is another matter: a refund never moves stock.
func (tx *Tx) InspectReturn(ctx context.Context, id int64, decisions []Decision) error {
	r, err := tx.liveReturn(ctx, id)
	if err != nil {
		return err
	}
	if !r.ReceivedAt.Set() {
		return Refused("return", "receive it first", "return %s has not come in yet", r.Number)
	}
	from, err := tx.Place(ctx, PlaceReturns)
	if err != nil {
		return err
	}
	loss, err := tx.Place(ctx, PlaceLoss)
	if err != nil {
		return err
	}
	for _, d := range decisions {
		l, err := tx.ReturnLine(ctx, d.LineID)
		if err != nil {
			return IfMissing(err, "there is no return line %d", d.LineID)
		}
		for _, m := range []Move{{ToLocation: d.To, Qty: d.Restock, Kind: MoveRestock}, {ToLocation: loss.ID, Qty: d.Scrap, Kind: MoveScrap}} {
			if m.Qty == 0 {
				continue
			}
			m.ProductID, m.FromLocation, m.DocKind, m.DocID, m.LineID = l.ProductID, from.ID, "return", id, l.ID
			if _, err := tx.Post(ctx, m); err != nil {
				return err
			}
		}
		if err := tx.stepReturnLine(ctx, stepReturnLineParams{Restocked: d.Restock, Repairing: d.Repair, Scrapped: d.Scrap, ID: l.ID}); err != nil {
			return fmt.Errorf("write return %s: %w", r.Number, err)
		}
	}
	r.InspectedAt = tx.now
	return tx.saveReturn(ctx, r, "inspected")
}

// MarkRefunded notes that a return's money has gone back.
func (tx *Tx) MarkRefunded(ctx context.Context, id int64) error {
	r, err := tx.ReturnByID(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no return %d", id)
	}
	r.RefundedAt = tx.now
	return tx.saveReturn(ctx, r, "refunded")
}

func (tx *Tx) saveReturn(ctx context.Context, r Return, what string) error {
	switch {
	case r.CancelledAt.Set():
		r.Stage = "cancelled"
	case r.RefundedAt.Set():
		r.Stage = "refunded"
	case r.InspectedAt.Set():
		r.Stage = "inspected"
	case r.ReceivedAt.Set():
		r.Stage = "received"
	default:
		r.Stage = "requested"
	}
	if err := tx.setReturnFacts(ctx, setReturnFactsParams{ReceivedAt: r.ReceivedAt, InspectedAt: r.InspectedAt, RefundedAt: r.RefundedAt, CancelledAt: r.CancelledAt, Stage: r.Stage, ID: r.ID}); err != nil {
		return fmt.Errorf("write return %s: %w", r.Number, err)
	}
	tx.orders[r.OrderID] = true
	return errors.Join(tx.Record("order", r.OrderID, "return "+r.Number+" "+what, nil, nil), tx.Record("return", r.ID, what, nil, map[string]string{"stage": r.Stage}))
}
