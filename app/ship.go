package app

import (
	"context"
	"errors"
	"fmt"

	"packbench/data"
)

type shipmentUndo struct {
	ShipmentID int64 `json:"shipment"`
}

// replanAll plans again every shipment of an order that is still in the shop,
// and plans what none has yet.
func (s *Shop) replanAll(ctx context.Context, tx *data.Tx, order int64) error {
	live, err := tx.LiveShipmentsOf(ctx, order)
	if err != nil {
		return fmt.Errorf("read the shipments: %w", err)
	}
	for _, sh := range live {
		if !sh.HandedOverAt.Set() {
			if _, err := s.replan(ctx, tx, sh); err != nil {
				return err
			}
		}
	}
	o, err := tx.Order(ctx, order)
	if err != nil {
		return fmt.Errorf("read the order: %w", err)
	}
	_, _, err = s.planRest(ctx, tx, o)
	return err
}

// replan asks the planners again for a shipment as it is now.
func (s *Shop) replan(ctx context.Context, tx *data.Tx, sh data.Shipment) (data.Shipment, error) {
	o, err := tx.Order(ctx, sh.OrderID)
	if err != nil {
		return sh, fmt.Errorf("read the order of %s: %w", sh.Number, err)
	}
	m, err := s.means(ctx, &tx.View)
	if err != nil {
		return sh, err
	}
	lines, err := tx.ShipmentLines(ctx, sh.ID)
	if err != nil {
		return sh, fmt.Errorf("read the lines of %s: %w", sh.Number, err)
	}
	var items []planItem
	for _, l := range lines {
		if l.Qty == 0 {
			continue
		}
		p, err := tx.Product(ctx, l.ProductID)
		if err != nil {
			return sh, fmt.Errorf("read product %s: %w", l.SKU, err)
		}
		items = append(items, planItem{product: p, qty: l.Qty, line: l.OrderLineID})
	}
	return tx.Replan(ctx, sh.ID, m.planTracked(tx.Now(), o.ShipTo(), items))
}

// PlanOrder plans what of an order is promised and in no shipment yet, and
// plans again the shipments that a person must look at.
func (s *Shop) PlanOrder(ctx context.Context, who data.Actor, op data.Op, order int64) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		o, err := tx.Order(ctx, order)
		if err != nil {
			return data.IfMissing(err, "there is no order with id %d", order)
		}
		tx.About("order", order, "Planned order %d", o.Number)
		return s.replanAll(ctx, tx, order)
	})
}

// AcceptAddress lets a doubtful address pass, by name and with a reason.
func (s *Shop) AcceptAddress(ctx context.Context, who data.Actor, op data.Op, shipment int64, reason string) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		sh, err := tx.Queries.Shipment(ctx, shipment)
		if err != nil {
			return data.IfMissing(err, "there is no shipment %d", shipment)
		}
		if err := tx.AcceptAddress(ctx, shipment, reason); err != nil {
			return err
		}
		tx.About("order", sh.OrderID, "Accepted the address of %s", sh.Number)
		return tx.Undoable("accept address", acceptUndo{shipment, reason, sh.AddressOverride})
	})
}

type acceptUndo struct {
	ShipmentID int64  `json:"shipment"`
	Reason     string `json:"reason"`
	Was        string `json:"was"`
}

// ApproveSplit lets a part of an order go before the rest.
func (s *Shop) ApproveSplit(ctx context.Context, who data.Actor, op data.Op, shipment int64) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		sh, err := tx.Queries.Shipment(ctx, shipment)
		if err != nil {
			return data.IfMissing(err, "there is no shipment %d", shipment)
		}
		if err := tx.ApproveSplit(ctx, shipment); err != nil {
			return err
		}
		tx.About("order", sh.OrderID, "Approved sending %s ahead", sh.Number)
		return tx.Undoable("approve split", shipmentUndo{shipment})
	})
}

// Label makes the label of a shipment from what it is now. Where its contents
// changed since it was planned, it is planned again first. One that lost its
// release with its label on the floor goes on when nothing stands at the gate.
func (s *Shop) Label(ctx context.Context, who data.Actor, op data.Op, shipment int64) (data.Shipment, error) {
	return do(ctx, s, ReleaseOrders, who, op, func(ctx context.Context, tx *data.Tx) (data.Shipment, error) {
		sh, err := s.label(ctx, tx, shipment)
		if err != nil {
			return sh, err
		}
		tx.About("order", sh.OrderID, "Made the label of %s", sh.Number)
		if sh.ReleasedAt.Set() {
			return sh, tx.Undoable("release", releaseUndo{Shipments: []int64{shipment}, Labelled: []int64{shipment}})
		}
		return sh, tx.Undoable("label", shipmentUndo{shipment})
	})
}

func (s *Shop) label(ctx context.Context, tx *data.Tx, shipment int64) (data.Shipment, error) {
	sh, err := tx.Queries.Shipment(ctx, shipment)
	if err != nil {
		return sh, data.IfMissing(err, "there is no shipment %d", shipment)
	}
	if sh, err = s.fresh(ctx, tx, sh); err != nil {
		return sh, err
	}
	if sh, err = tx.Label(ctx, shipment, sh.Number); err != nil || !sh.OnFloor() || sh.ReleasedAt.Set() {
		return sh, err
	}
	stops, err := tx.Gate(ctx, shipment)
	if err != nil || len(stops) > 0 {
		return sh, err
	}
	return tx.Release(ctx, shipment, "")
}

// fresh plans a shipment again that lost its label, or could not be planned
// before: its contents or its address changed.
func (s *Shop) fresh(ctx context.Context, tx *data.Tx, sh data.Shipment) (data.Shipment, error) {
	if sh.LabelledAt.Set() || sh.LabelPrints == 0 && sh.CheckedAt.Set() && sh.Exception == "" {
		return sh, nil
	}
	return s.replan(ctx, tx, sh)
}

// Release sends shipments to the floor through the gate. Those that may not go
// are named with the reason; the others go. override passes the gate by name
// and with a reason.
func (s *Shop) Release(ctx context.Context, who data.Actor, op data.Op, shipments []int64, override string) (Released, error) {
	return do(ctx, s, ReleaseOrders, who, op, func(ctx context.Context, tx *data.Tx) (Released, error) {
		var r Released
		if err := s.mayOverride(ctx, tx, override); err != nil {
			return r, err
		}
		for _, id := range shipments {
			sh, err := tx.Release(ctx, id, override)
			switch why, stopped := atGate(err); {
			case stopped:
				r.Stopped = append(r.Stopped, Stopped{ShipmentID: id, Number: sh.Number, Why: why})
			case err != nil:
				return r, err
			default:
				r.Done = append(r.Done, id)
			}
		}
		if len(r.Done) == 0 {
			tx.About("shipment", 0, "Released nothing")
			return r, nil
		}
		tx.About("shipment", r.Done[0], "Released %s", number(int64(len(r.Done)), "shipment", "shipments"))
		return r, tx.Undoable("release", releaseUndo{Shipments: r.Done})
	})
}

type releaseUndo struct {
	Shipments []int64 `json:"shipments"`
	Labelled  []int64 `json:"labelled,omitempty"` // whose labels were made for it
}

// Released says which shipments went to the floor and which may not.
type Released struct {
	Done    []int64
	Stopped []Stopped
}

// Stopped is a shipment that may not go, and why.
type Stopped struct {
	ShipmentID int64
	Number     string
	Why        string
}

// HandOver gives shipments to their carriers. The gate is asked again.
func (s *Shop) HandOver(ctx context.Context, who data.Actor, op data.Op, shipments []int64) (Released, error) {
	return do(ctx, s, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) (Released, error) {
		var r Released
		first := ""
		for _, id := range shipments {
			sh, err := tx.HandOver(ctx, id)
			switch why, stopped := atGate(err); {
			case stopped:
				r.Stopped = append(r.Stopped, Stopped{ShipmentID: id, Number: sh.Number, Why: why})
			case err != nil:
				return r, err
			default:
				if r.Done = append(r.Done, id); first == "" {
					first = sh.Number
				}
			}
		}
		switch n := len(r.Done); {
		case n == 1:
			tx.About("shipment", r.Done[0], "Handed over %s", first)
		case n > 1:
			tx.About("shipment", r.Done[0], "Handed over %s and %d more", first, n-1)
		}
		return r, nil
	})
}

// atGate says whether an error is the gate's, asked before anything was
// written: then the others may still go in the same write.
func atGate(err error) (why string, ok bool) {
	var f *data.Fault
	if !errors.As(err, &f) || f.Kind != data.KindRefused {
		return "", false
	}
	switch f.Rule {
	case "domain 4.5", "domain 4.6", "release", "hand over":
		return f.Message, true
	}
	return "", false
}
