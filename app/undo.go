package app

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"packbench/data"
)

// reversal takes an operation back in a write of its own.
type reversal func(s *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error

// with reads what the operation kept for its undo.
func with[T any](take func(s *Shop, ctx context.Context, tx *data.Tx, op data.Operation, d T) error) reversal {
	return func(s *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		d, err := detail[T](op)
		if err != nil {
			return err
		}
		return take(s, ctx, tx, op, d)
	}
}

// taking is with for what knows itself how it is taken back.
func taking[T interface {
	take(ctx context.Context, tx *data.Tx) error
}]() reversal {
	return with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d T) error { return d.take(ctx, tx) })
}

// undos are the ways in which operations are taken back, by the name that the
// operation gave to Undoable: entries are added, none is erased (domain 4.15).
var undos = map[string]reversal{
	"place order": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d placedUndo) error {
		if d.Address != nil {
			if err := d.Address.take(ctx, tx); err != nil {
				return err
			}
		}
		return tx.CancelOrder(ctx, d.OrderID, "undone")
	}),
	"cancel order": with(func(s *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d placedUndo) error {
		return s.reinstate(ctx, tx, d)
	}),
	"cut line": with(func(s *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d cutUndo) error {
		if err := tx.Uncut(ctx, d.OrderID, d.Units, d.Was, d.Is); err != nil {
			return err
		}
		return s.planMore(ctx, tx, d.OrderID)
	}),
	"address": with(func(s *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d addressUndo) error {
		o, err := tx.Order(ctx, d.OrderID)
		if err != nil {
			return fmt.Errorf("read the order: %w", err)
		}
		if err := tx.SetShipTo(ctx, o, d.Was); err != nil {
			return err
		}
		return s.replanAll(ctx, tx, d.OrderID)
	}),
	"payment": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d paymentUndo) error {
		p, err := tx.Payment(ctx, d.PaymentID)
		if err != nil {
			return fmt.Errorf("read the payment: %w", err)
		}
		_, err = tx.AddPayment(ctx, data.Payment{OrderID: p.OrderID, Kind: data.Voided, Method: p.Method, Amount: p.Amount, Reference: p.Reference, Last4: p.Last4, Note: "undone", Reverses: p.ID})
		return err
	}),
	"terms": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d termsUndo) error {
		return tx.SetTerms(ctx, d.OrderID, d.Was)
	}),
	"hold": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d holdUndo) error {
		return tx.ReleaseHold(ctx, d.HoldID, "undone")
	}),
	"holds": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d holdsUndo) error {
		open := 0
		for _, id := range d.Holds {
			h, err := tx.Hold(ctx, id)
			if err != nil {
				return fmt.Errorf("read the hold: %w", err)
			}
			if h.ReleasedAt.Set() {
				continue // let go by hand since
			}
			open++
			if err := tx.ReleaseHold(ctx, id, "undone"); err != nil {
				return err
			}
		}
		if open == 0 {
			return data.Refused("undo", "nothing is left to do", "all these holds are released already")
		}
		return nil
	}),
	"cancel orders": with(func(s *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d cancelsUndo) error {
		for _, o := range d.Orders {
			if err := s.reinstate(ctx, tx, o); err != nil {
				return err
			}
		}
		return nil
	}),
	"release hold": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d holdUndo) error {
		h, err := tx.Hold(ctx, d.HoldID)
		if err != nil {
			return fmt.Errorf("read the hold: %w", err)
		}
		// The release stays in the books; the order is held anew.
		_, err = tx.OpenHold(ctx, h.OrderID, h.Kind, h.Reason, h.Until)
		return err
	}),
	"label": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d shipmentUndo) error {
		return tx.Unlabel(ctx, d.ShipmentID)
	}),
	"release": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d releaseUndo) error {
		for _, id := range d.Shipments {
			if err := tx.Unrelease(ctx, id); err != nil {
				return err
			}
		}
		for _, id := range d.Labelled {
			if err := tx.Unlabel(ctx, id); err != nil {
				return err
			}
		}
		return nil
	}),
	"notes": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d notesUndo) error {
		o, err := tx.Order(ctx, d.OrderID)
		if err != nil {
			return fmt.Errorf("read the order: %w", err)
		}
		if notesOf(o) != d.Is {
			return data.Refused("undo", "change them by hand (F7)", "the notes of order %d were changed again since", o.Number)
		}
		return d.Was.write(ctx, tx, o)
	}),
	"accept address": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d acceptUndo) error {
		return tx.UnacceptAddress(ctx, d.ShipmentID, d.Reason, d.Was)
	}),
	"approve split": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d shipmentUndo) error {
		return tx.UnapproveSplit(ctx, d.ShipmentID)
	}),
	"post count": with(func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation, d countUndo) error {
		return tx.UnpostCount(ctx, d.CountID, op.ID)
	}),
	"request return": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d returnUndo) error {
		return tx.CancelReturn(ctx, d.ReturnID)
	}),
	"receive return": with(func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation, d returnUndo) error {
		return tx.UnreceiveReturn(ctx, d.ReturnID, op.ID, d.Was)
	}),
	"inspect return": with(func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation, d returnUndo) error {
		return tx.UninspectReturn(ctx, d.ReturnID, op.ID, d.Decisions, d.Was)
	}),
	"pick lists":    taking[pickListUndo](),
	"urgent":        taking[urgentUndo](),
	"floor map":     taking[mapUndo](),
	"walk numbers":  taking[walkNumbersUndo](),
	"zones":         taking[zonesUndo](),
	"cart":          taking[cartUndo](),
	"assign picker": taking[pickerUndo](),
	"wave":          taking[waveUndo](),
	"cancel wave": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d waveUndo) error {
		return tx.ReopenWave(ctx, d.Waves[0])
	}),
	"cells": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d cellsUndo) error {
		_, err := tx.SetCells(ctx, d.Was)
		return err
	}),
	"shut place": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d placeUndo) error {
		return tx.OpenPlace(ctx, d.Place)
	}),
	"open place": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d placeUndo) error {
		_, err := tx.ShutPlace(ctx, d.Place, d.Why)
		return err
	}),
	"skip line": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d skipUndo) error {
		return tx.UnskipLine(ctx, d.Line, d.Why)
	}),
	"release list": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d listUndo) error {
		return tx.HoldList(ctx, d.List)
	}),
	"lists printed": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d printedUndo) error {
		for _, id := range slices.Sorted(maps.Keys(d.Lists)) {
			if _, err := tx.ListPrinted(ctx, id, d.Lists[id]); err != nil {
				return err
			}
		}
		return nil
	}),
	"cancel pick list": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d cancelledListUndo) error {
		return tx.ReopenPickList(ctx, d.List, d.Off)
	}),
	"request count": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d countUndo) error {
		return tx.CancelCount(ctx, d.CountID)
	}),
	"cancel count": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d countUndo) error {
		return tx.ReopenCount(ctx, d.CountID)
	}),
	"finish counting": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d countUndo) error {
		return tx.BackToCounting(ctx, d.CountID)
	}),
	"close receipt": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d receiptUndo) error {
		return tx.ReopenReceipt(ctx, d.ReceiptID)
	}),
	"pick": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d pickUndo) error {
		for _, id := range d.Lines {
			if err := tx.UnpickLine(ctx, id); err != nil {
				return err
			}
		}
		return nil
	}),
	"pack": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d scanUndo) error {
		return tx.Unpack(ctx, d.ShipmentID)
	}),
	"import": with(func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation, d importUndo) error {
		return d.takeBack(ctx, tx, op)
	}),
	"receiving": func(_ *Shop, ctx context.Context, tx *data.Tx, op data.Operation) error {
		return tx.UndoReceiving(ctx, op.ID)
	},
	"product": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d productUndo) error {
		now, err := tx.Product(ctx, d.Was.ID)
		if err != nil {
			return fmt.Errorf("read the product: %w", err)
		}
		if now.Version != d.Was.Version+1 {
			return data.Refused("undo", "change it by hand", "%s was changed again since", now.SKU)
		}
		d.Was.Version = now.Version
		return tx.SetProduct(ctx, d.Was)
	}),
	"customer": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d customerUndo) error {
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
	}),
	"addresses": with(func(_ *Shop, ctx context.Context, tx *data.Tx, _ data.Operation, d addressesUndo) error {
		return d.take(ctx, tx)
	}),
}

// reinstate brings a cancelled order back and plans it anew.
func (s *Shop) reinstate(ctx context.Context, tx *data.Tx, o placedUndo) error {
	if err := tx.ReinstateOrder(ctx, o.OrderID, o.Cancelled, o.Was); err != nil {
		return err
	}
	return s.planMore(ctx, tx, o.OrderID)
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
			return data.IfMissing(err, "there is nothing to undo")
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
	var was data.Operation
	if err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		was, err = v.Operation(ctx, operation)
		return err
	}); err != nil {
		return Undone{}, data.IfMissing(err, "there is no operation %d", operation)
	}
	if howTo(was) == "import" {
		return s.undoImport(ctx, who, was)
	}
	return s.undoOne(ctx, who, operation)
}

// undoOne takes one operation back in one write.
func (s *Shop) undoOne(ctx context.Context, who data.Actor, operation int64) (Undone, error) {
	op := data.NewOp("undo", operation)
	op.Reverses = operation
	return do(ctx, s, Anyone, who, op, func(ctx context.Context, tx *data.Tx) (Undone, error) {
		was, err := s.takeBack(ctx, tx, who, operation)
		tx.About(was.Entity, was.EntityID, "Undid: %s", was.Title)
		return Undone{Title: was.Title}, err
	})
}

// takeBack takes one operation back within a write.
func (s *Shop) takeBack(ctx context.Context, tx *data.Tx, who data.Actor, operation int64) (data.Operation, error) {
	was, err := tx.Operation(ctx, operation)
	if err != nil {
		return was, data.IfMissing(err, "there is no operation %d", operation)
	}
	take, ok := undos[howTo(was)]
	if !ok {
		return was, cannotUndo(was)
	}
	if was.Who != who.User {
		if err := s.allow(ctx, &tx.View, who, undoNeeds[howTo(was)]); err != nil {
			return was, err
		}
	}
	return was, take(s, ctx, tx, was)
}
