package app

import (
	"context"
	"fmt"

	"packbench/data"
)

// PaymentRequest is money that comes in for an order. Amount 0 means all that
// is due.
type PaymentRequest struct {
	Kind      string // data.Captured (also ""), or data.Authorised
	Method    string // "card", "cash", "cheque", "bank", "other"
	Amount    data.Money
	Reference string
	Last4     string
	Note      string
}

type paymentUndo struct {
	PaymentID int64 `json:"payment"`
}

// TakePayment takes money for an order, all that is due or a part.
func (s *Shop) TakePayment(ctx context.Context, who data.Actor, op data.Op, order int64, req PaymentRequest) error {
	return s.run(ctx, TakeOrders, who, op.For([]any{order, req}), func(ctx context.Context, tx *data.Tx) error {
		o, err := tx.Order(ctx, order)
		if err != nil {
			return data.IfMissing(err, "there is no order with id %d", order)
		}
		return takePayment(ctx, tx, o, req)
	})
}

func takePayment(ctx context.Context, tx *data.Tx, o data.Order, req PaymentRequest) error {
	if req.Kind == "" {
		req.Kind = data.Captured
	}
	if req.Kind != data.Captured && req.Kind != data.Authorised {
		return data.Invalid("kind", "money that comes in is captured or authorised; paying back is a deed of its own")
	}
	if req.Amount == 0 {
		if o.CancelledAt.Set() {
			return data.Invalid("amount", "order %d is cancelled and owes nothing: write the amount that came in all the same", o.Number)
		}
		req.Amount = o.Total - o.Paid - o.Authorised
	}
	if req.Method == "card" && req.Reference == "" && req.Last4 == "" {
		return data.Invalid("reference", "write the card payment's reference, or the last four digits")
	}
	id, err := tx.AddPayment(ctx, data.Payment{OrderID: o.ID, Kind: req.Kind, Method: req.Method, Amount: req.Amount, Reference: req.Reference, Last4: req.Last4, Note: req.Note})
	if err != nil {
		return err
	}
	tx.About("order", o.ID, "Took %s (%s) for order %d", req.Amount.In(o.Currency), req.Method, o.Number)
	return tx.Undoable("payment", paymentUndo{id})
}

// Capture takes what was authorised.
func (s *Shop) Capture(ctx context.Context, who data.Actor, op data.Op, payment int64) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		p, err := tx.Payment(ctx, payment)
		if err != nil {
			return data.IfMissing(err, "there is no authorised payment %d", payment)
		}
		if p.Kind != data.Authorised {
			return data.NotFound("there is no authorised payment %d", payment)
		}
		used, err := tx.PaymentReversedBy(ctx, payment)
		if err != nil {
			return fmt.Errorf("read the payment: %w", err)
		}
		id, err := tx.AddPayment(ctx, data.Payment{OrderID: p.OrderID, Kind: data.Captured, Method: p.Method, Amount: p.Amount - data.Money(used), Reference: p.Reference, Last4: p.Last4, Reverses: payment})
		if err != nil {
			return err
		}
		tx.About("order", p.OrderID, "Captured %s", p.Amount)
		return tx.Undoable("payment", paymentUndo{id})
	})
}

// Refund gives money back. It never moves stock.
func (s *Shop) Refund(ctx context.Context, who data.Actor, op data.Op, order int64, req PaymentRequest) error {
	return s.run(ctx, GiveRefunds, who, op.For([]any{order, req}), func(ctx context.Context, tx *data.Tx) error {
		o, err := tx.Order(ctx, order)
		if err != nil {
			return data.IfMissing(err, "there is no order with id %d", order)
		}
		id, err := tx.AddPayment(ctx, data.Payment{OrderID: order, Kind: data.Refunded, Method: req.Method, Amount: req.Amount, Reference: req.Reference, Last4: req.Last4, Note: req.Note})
		if err != nil {
			return err
		}
		tx.About("order", order, "Refunded %s of order %d", req.Amount.In(o.Currency), o.Number)
		return tx.Undoable("payment", paymentUndo{id})
	})
}

type termsUndo struct {
	OrderID int64 `json:"order"`
	Was     bool  `json:"was"`
}

// OnTerms puts an order on the customer's terms.
func (s *Shop) OnTerms(ctx context.Context, who data.Actor, op data.Op, order int64, on bool) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		o, err := tx.Order(ctx, order)
		if err != nil {
			return data.IfMissing(err, "there is no order with id %d", order)
		}
		if err := tx.SetTerms(ctx, order, on); err != nil {
			return err
		}
		tx.About("order", order, "Put order %d on terms", o.Number)
		return tx.Undoable("terms", termsUndo{order, o.OnTerms})
	})
}
