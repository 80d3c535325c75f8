package app

import (
	"context"
	"encoding/json"
	"fmt"

	"packbench/data"
)

// undos are the ways in which operations are taken back, by the name that the
// operation gave to Undoable: entries are added, none is erased (domain 4.15).
var undos = map[string]func(s *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error{
	"place order": func(s *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[placedUndo](op)
		if err != nil {
			return err
		}
		return tx.CancelOrder(ctx, d.OrderID, "undone")
	},
	"cancel order": func(s *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[placedUndo](op)
		if err != nil {
			return err
		}
		if err := tx.ReinstateOrder(ctx, d.OrderID, d.Cancelled); err != nil {
			return err
		}
		return s.planMore(ctx, tx, d.OrderID)
	},
	"address": func(s *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[addressUndo](op)
		if err != nil {
			return err
		}
		o, err := tx.Order(ctx, d.OrderID)
		if err != nil {
			return fmt.Errorf("read the order: %w", err)
		}
		if err := tx.SetShipTo(ctx, o, d.Was); err != nil {
			return err
		}
		return s.replanAll(ctx, tx, d.OrderID)
	},
	"payment": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[paymentUndo](op)
		if err != nil {
			return err
		}
		p, err := tx.Payment(ctx, d.PaymentID)
		if err != nil {
			return fmt.Errorf("read the payment: %w", err)
		}
		_, err = tx.AddPayment(ctx, data.Payment{OrderID: p.OrderID, Kind: data.Voided, Method: p.Method, Amount: p.Amount, Reference: p.Reference, Last4: p.Last4, Note: "undone", Reverses: p.ID})
		return err
	},
	"terms": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[termsUndo](op)
		if err != nil {
			return err
		}
		return tx.SetTerms(ctx, d.OrderID, d.Was)
	},
	"hold": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[holdUndo](op)
		if err != nil {
			return err
		}
		return tx.ReleaseHold(ctx, d.HoldID, "undone")
	},
	"release hold": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[holdUndo](op)
		if err != nil {
			return err
		}
		h, err := tx.Hold(ctx, d.HoldID)
		if err != nil {
			return fmt.Errorf("read the hold: %w", err)
		}
		// The release stays in the books; the order is held anew.
		_, err = tx.OpenHold(ctx, h.OrderID, h.Kind, h.Reason, h.Until)
		return err
	},
	"label": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[shipmentUndo](op)
		if err != nil {
			return err
		}
		return tx.Unlabel(ctx, d.ShipmentID)
	},
	"release": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[releaseUndo](op)
		if err != nil {
			return err
		}
		for _, id := range d.Shipments {
			if err := tx.Unrelease(ctx, id); err != nil {
				return err
			}
		}
		return nil
	},
	"pick lists": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[pickListUndo](op)
		if err != nil {
			return err
		}
		for _, id := range d.Lists {
			if err := tx.CancelPickList(ctx, id, true); err != nil {
				return err
			}
		}
		return nil
	},
	"pick": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[pickUndo](op)
		if err != nil {
			return err
		}
		for _, id := range d.Lines {
			if err := tx.UnpickLine(ctx, id); err != nil {
				return err
			}
		}
		return nil
	},
	"pack": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[scanUndo](op)
		if err != nil {
			return err
		}
		return tx.Unpack(ctx, d.ShipmentID)
	},
	"receiving": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		return tx.UndoReceiving(ctx, op.ID)
	},
	"product": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[productUndo](op)
		if err != nil {
			return err
		}
		now, err := tx.Product(ctx, d.Was.ID)
		if err != nil {
			return fmt.Errorf("read the product: %w", err)
		}
		if now.Version != d.Was.Version+1 {
			return data.Refused("undo", "change it by hand", "%s was changed again since", now.SKU)
		}
		d.Was.Version = now.Version
		return tx.SetProduct(ctx, d.Was)
	},
	"customer": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[customerUndo](op)
		if err != nil {
			return err
		}
		now, err := tx.Customer(ctx, d.Was.ID)
		if err != nil {
			return fmt.Errorf("read the customer: %w", err)
		}
		if now.Version != d.Was.Version+1 {
			return data.Refused("undo", "change it by hand", "%s was changed again since", now.Name)
		}
		d.Was.Version = now.Version
		if err := tx.SetCustomer(ctx, d.Was); err != nil {
			return err
		}
		return d.Address.take(ctx, tx)
	},
	"addresses": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[addressesUndo](op)
		if err != nil {
			return err
		}
		return d.take(ctx, tx)
	},
}

func detail[T any](op data.Operation) (T, error) {
	var d struct {
		Detail T `json:"detail"`
	}
	if err := json.Unmarshal([]byte(op.Undo), &d); err != nil {
		return d.Detail, fmt.Errorf("read what undo needs of %q: %w", op.Title, err)
	}
	return d.Detail, nil
}

// howTo names the entry of undos that takes an operation back.
func howTo(op data.Operation) string {
	var d struct {
		How string `json:"how"`
	}
	if err := json.Unmarshal([]byte(op.Undo), &d); err != nil {
		return ""
	}
	return d.How
}

// Undone says what was taken back.
type Undone struct {
	Title string
}

// UndoLast takes back what the person did last and that can be taken back.
func (s *Shop) UndoLast(ctx context.Context, who data.Actor) (Undone, error) {
	var last data.Operation
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		last, err = v.LastUndoable(ctx, who.User)
		if err != nil {
			return data.NotFound("there is nothing to undo")
		}
		return nil
	})
	if err != nil {
		return Undone{}, err
	}
	return s.Undo(ctx, who, last.ID)
}

// Undo takes one operation back by adding what reverses it. It is refused,
// with the reason, when something later stands on it, and for what has been
// handed over.
func (s *Shop) Undo(ctx context.Context, who data.Actor, operation int64) (Undone, error) {
	op := data.NewOp("undo", operation)
	op.Reverses = operation
	return data.Do(ctx, s.books, who, op, func(ctx context.Context, tx *data.Tx) (Undone, error) {
		was, err := tx.Operation(ctx, operation)
		if err != nil {
			return Undone{}, data.NotFound("there is no operation %d", operation)
		}
		take, ok := undos[howTo(was)]
		if !ok {
			return Undone{}, cannotUndo(was)
		}
		if was.ReversedBy > 0 {
			return Undone{}, data.Refused("undo", "nothing is left to do", "%q is already undone", was.Title)
		}
		if err := take(s, ctx, tx, was); err != nil {
			return Undone{}, err
		}
		tx.About(was.Entity, was.EntityID, "Undid: %s", was.Title)
		return Undone{Title: was.Title}, nil
	})
}
