package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"packbench/data"
)

// ReleaseOrders makes the labels of orders that have none and sends their
// shipments to the floor. Orders that may not go are named with the reason; the
// others go. One undo takes all of it back.
func (s *Shop) ReleaseOrders(ctx context.Context, who data.Actor, op data.Op, orders []int64) (Released, error) {
	return do(ctx, s, ReleaseOrders, who, op, func(ctx context.Context, tx *data.Tx) (Released, error) {
		var r Released
		var undo releaseUndo
		for _, id := range orders {
			if err := s.releaseOrder(ctx, tx, id, &r, &undo); err != nil {
				return r, err
			}
		}
		if len(r.Done) == 0 {
			return r, nil
		}
		undo.Shipments = r.Done
		tx.About("shipment", r.Done[0], "Released %s", number(int64(len(r.Done)), "shipment", "shipments"))
		return r, tx.Undoable("release", undo)
	})
}

// releaseOrder sends what is left of one order to the floor.
func (s *Shop) releaseOrder(ctx context.Context, tx *data.Tx, order int64, r *Released, undo *releaseUndo) error {
	o, err := tx.Order(ctx, order)
	if err != nil {
		return data.IfMissing(err, "there is no order with id %d", order)
	}
	live, err := tx.LiveShipmentsOf(ctx, order)
	if err != nil {
		return fmt.Errorf("read the shipments of order %d: %w", o.Number, err)
	}
	waiting := 0
	for _, sh := range live {
		if sh.ReleasedAt.Set() || sh.HandedOverAt.Set() {
			continue
		}
		waiting++
		if sh, err = s.fresh(ctx, tx, sh); err != nil {
			return err
		}
		stops, err := tx.Gate(ctx, sh.ID)
		if err != nil {
			return err
		}
		// A label is made for what may go without one, and for nothing else.
		if !sh.LabelledAt.Set() {
			if stops = besides(stops, "label"); len(stops) == 0 {
				if _, err := tx.Label(ctx, sh.ID, sh.Number); err != nil {
					return err
				}
				undo.Labelled = append(undo.Labelled, sh.ID)
			}
		}
		if len(stops) > 0 {
			r.Stopped = append(r.Stopped, Stopped{ShipmentID: sh.ID, Number: sh.Number, Why: fmt.Sprintf("shipment %s may not go: %s", sh.Number, data.Sentence(stops))})
			continue
		}
		if _, err := tx.Release(ctx, sh.ID, ""); err != nil {
			return err
		}
		r.Done = append(r.Done, sh.ID)
	}
	if waiting == 0 {
		r.Stopped = append(r.Stopped, Stopped{Number: fmt.Sprint(o.Number), Why: fmt.Sprintf("order %d has nothing left to release", o.Number)})
	}
	return nil
}

// besides leaves out what one rule says.
func besides(stops []data.Barrier, rule string) []data.Barrier {
	return slices.DeleteFunc(slices.Clone(stops), func(b data.Barrier) bool { return b.Rule == rule })
}

// Several says which of several orders something was done to, and which not and
// why.
type Several struct {
	Done    []int64 // orders
	Stopped []Stopped
}

// HoldOrders stops orders, perhaps until a day. Those that can't be held are
// named with the reason; one undo lets all the others go again.
func (s *Shop) HoldOrders(ctx context.Context, who data.Actor, op data.Op, orders []int64, kind, reason string, until time.Time) (Several, error) {
	return do(ctx, s, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) (Several, error) {
		var undo holdsUndo
		done, err := several(ctx, tx, orders, func(id int64) error {
			hold, err := tx.OpenHold(ctx, id, kind, reason, data.At(until))
			if err == nil {
				undo.Holds = append(undo.Holds, hold)
			}
			return err
		})
		if err != nil || len(done.Done) == 0 {
			return done, err
		}
		tx.About("order", done.Done[0], "Held %s (%s)", number(int64(len(done.Done)), "order", "orders"), data.HoldWords(kind))
		return done, tx.Undoable("holds", undo)
	})
}

type holdsUndo struct {
	Holds []int64 `json:"holds"`
}

// CancelOrders cancels orders, each in one go. Those that can't be cancelled any
// more are named with the reason; one undo brings all the others back.
func (s *Shop) CancelOrders(ctx context.Context, who data.Actor, op data.Op, orders []int64, why string) (Several, error) {
	return do(ctx, s, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) (Several, error) {
		var undo cancelsUndo
		done, err := several(ctx, tx, orders, func(id int64) error {
			one, err := cancel(ctx, tx, id, why)
			if err == nil {
				undo.Orders = append(undo.Orders, one)
			}
			return err
		})
		if err != nil || len(done.Done) == 0 {
			return done, err
		}
		tx.About("order", done.Done[0], "Cancelled %s", number(int64(len(done.Done)), "order", "orders"))
		return done, tx.Undoable("cancel orders", undo)
	})
}

type cancelsUndo struct {
	Orders []placedUndo `json:"orders"`
}

// several does something to one order after the other in the same write. What
// is over already, closed or cancelled, is asked before anything is written, so
// that the others go on.
func several(ctx context.Context, tx *data.Tx, orders []int64, deed func(id int64) error) (Several, error) {
	var done Several
	for _, id := range orders {
		o, err := tx.Order(ctx, id)
		if err != nil {
			return done, data.IfMissing(err, "there is no order with id %d", id)
		}
		if o.ClosedAt.Set() || o.CancelledAt.Set() {
			done.Stopped = append(done.Stopped, Stopped{Number: fmt.Sprint(o.Number), Why: fmt.Sprintf("order %d is %s", o.Number, o.Stage)})
			continue
		}
		if err := deed(id); err != nil {
			return done, err
		}
		done.Done = append(done.Done, id)
	}
	return done, nil
}
