package app

import (
	"context"

	"packbench/data"
)

// returnUndo is what the undo of a step of a return needs: when the step had
// been taken before, and what was decided in it.
type returnUndo struct {
	ReturnID  int64           `json:"return"`
	Was       data.Instant    `json:"was,omitempty"`
	Decisions []data.Decision `json:"decisions,omitempty"`
}

// RequestReturn writes down what a customer sends back: order line ids and
// units.
func (s *Shop) RequestReturn(ctx context.Context, who data.Actor, op data.Op, order int64, reason string, lines map[int64]data.Quantity) (data.Return, error) {
	return do(ctx, s, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) (data.Return, error) {
		r, err := tx.RequestReturn(ctx, order, reason, lines)
		if err != nil {
			return r, err
		}
		tx.About("order", order, "Noted return %s", r.Number)
		return r, tx.Undoable("request return", returnUndo{ReturnID: r.ID})
	})
}

// ReceiveReturn takes returned goods in for inspection: return line ids and
// units.
func (s *Shop) ReceiveReturn(ctx context.Context, who data.Actor, op data.Op, ret int64, lines map[int64]data.Quantity) error {
	return s.run(ctx, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) error {
		r, err := tx.ReturnByID(ctx, ret)
		if err != nil {
			return data.IfMissing(err, "there is no return %d", ret)
		}
		if err := tx.ReceiveReturn(ctx, ret, lines); err != nil {
			return err
		}
		tx.About("order", r.OrderID, "Received return %s", r.Number)
		return tx.Undoable("receive return", returnUndo{ReturnID: ret, Was: r.ReceivedAt})
	})
}

// InspectReturn decides what becomes of returned goods.
func (s *Shop) InspectReturn(ctx context.Context, who data.Actor, op data.Op, ret int64, decisions []data.Decision) error {
	return s.run(ctx, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) error {
		r, err := tx.ReturnByID(ctx, ret)
		if err != nil {
			return data.IfMissing(err, "there is no return %d", ret)
		}
		if err := tx.InspectReturn(ctx, ret, decisions); err != nil {
			return err
		}
		tx.About("order", r.OrderID, "Inspected return %s", r.Number)
		return tx.Undoable("inspect return", returnUndo{ReturnID: ret, Was: r.InspectedAt, Decisions: decisions})
	})
}

// RefundReturn gives the money of a return back and notes it there. From then on
// the return stays as it is.
func (s *Shop) RefundReturn(ctx context.Context, who data.Actor, op data.Op, ret int64, req PaymentRequest) error {
	return s.run(ctx, GiveRefunds, who, op, func(ctx context.Context, tx *data.Tx) error {
		r, err := tx.ReturnByID(ctx, ret)
		if err != nil {
			return data.IfMissing(err, "there is no return %d", ret)
		}
		if _, err := tx.AddPayment(ctx, data.Payment{OrderID: r.OrderID, Kind: data.Refunded, Method: req.Method, Amount: req.Amount, Reference: req.Reference, Last4: req.Last4, Note: "return " + r.Number}); err != nil {
			return err
		}
		tx.About("order", r.OrderID, "Refunded return %s", r.Number)
		return tx.MarkRefunded(ctx, ret)
	})
}
