package data

import (
	"context"
	"fmt"
)

// Kinds of payment event.
const (
	Authorised  = "authorised"
	Captured    = "captured"
	FailedPay   = "failed"
	Voided      = "voided"
	Refunded    = "refunded"
	ChargedBack = "charged back"
)

// AddPayment appends a money event to an order. Events are never edited; the
// status is worked out from them (domain 3). Amounts are at least one unit,
// a refund never exceeds what was taken, and only a reference and the last
// four digits of a card are kept (domain 4.16).
func (tx *Tx) AddPayment(ctx context.Context, p Payment) (int64, error) {
	if err := noCards(map[string]string{"reference": p.Reference, "note": p.Note}); err != nil {
		return 0, err
	}
	if p.Last4 != "" && (len(p.Last4) != 4 || !digitsOnly(p.Last4)) {
		return 0, Invalid("last four", "%q is not the last four digits of a card", p.Last4)
	}
	if p.Amount <= 0 {
		return 0, Invalid("amount", "the amount must be more than nothing")
	}
	var o Order
	var sums paymentSumsRow
	if err := tx.Together(ctx, func() (err error) {
		o, err = tx.Order(ctx, p.OrderID)
		return IfMissing(err, "there is no order with id %d", p.OrderID)
	}, asked(ctx, &sums, tx.paymentSums, p.OrderID, "add up the payments of order %d", p.OrderID)); err != nil {
		return 0, err
	}
	if (p.Kind == Refunded || p.Kind == ChargedBack) && p.Amount > Money(sums.Paid) {
		return 0, Refused("refund", "refund at most what was taken", "only %s was taken for order %d", Money(sums.Paid).In(o.Currency), o.Number)
	}
	if p.Kind == Authorised && o.CancelledAt.Set() {
		return 0, Refused("payment", "take the cancellation back first", "order %d is cancelled, so nothing is owed for it", o.Number)
	}
	var was Payment
	var err error
	if p.Reverses > 0 {
		if was, err = tx.checkReversal(ctx, p); err != nil {
			return 0, err
		}
	}
	if p.Kind == Voided && was.Kind == Captured && p.Amount > Money(sums.Paid) {
		return 0, Refused("payment", "take the refund back first", "only %s of what order %d was paid is left: the rest was given back", Money(sums.Paid).In(o.Currency), o.Number)
	}
	id, err := tx.insertPayment(ctx, insertPaymentParams{OrderID: p.OrderID, Kind: p.Kind, Method: p.Method, Amount: p.Amount, Reference: p.Reference, Last4: p.Last4, Note: p.Note, Reverses: p.Reverses, Op: tx.op, At: tx.now})
	if err != nil {
		return 0, fmt.Errorf("write the payment of order %d: %w", o.Number, err)
	}
	p.ID, p.Op, p.At = id, tx.op, tx.now
	tx.trace.payments = append(tx.trace.payments, p)
	tx.orders[p.OrderID] = true
	if p.Kind == Voided && was.Reverses > 0 && o.CancelledAt.Set() {
		// The authorisation that had been captured is open again, but the order
		// is not.
		if err := tx.voidAuthorisations(ctx, o.ID); err != nil {
			return 0, err
		}
	}
	return id, tx.Record("order", p.OrderID, "payment "+p.Kind, nil, map[string]any{"amount": p.Amount, "method": p.Method, "reference": p.Reference, "last4": p.Last4})
}

// checkReversal reads the event that p takes back or uses, of which enough must
// be left.
func (tx *Tx) checkReversal(ctx context.Context, p Payment) (Payment, error) {
	was, err := tx.Payment(ctx, p.Reverses)
	if err != nil {
		return was, IfMissing(err, "there is no payment %d", p.Reverses)
	}
	done, err := tx.PaymentReversedBy(ctx, p.Reverses)
	if err != nil {
		return was, fmt.Errorf("read what payment %d became: %w", p.Reverses, err)
	}
	if was.OrderID != p.OrderID || Money(done)+p.Amount > was.Amount {
		return was, Refused("payment", "look at the order's money (F8)", "%s of this payment is already used or given back", Money(done))
	}
	return was, nil
}

// voidAuthorisations gives back what was authorised and never captured.
func (tx *Tx) voidAuthorisations(ctx context.Context, order int64) error {
	all, err := tx.PaymentsOf(ctx, order)
	if err != nil {
		return fmt.Errorf("read the payments of order %d: %w", order, err)
	}
	for _, p := range all {
		if p.Kind != Authorised {
			continue
		}
		used, err := tx.PaymentReversedBy(ctx, p.ID)
		if err != nil {
			return fmt.Errorf("read what payment %d became: %w", p.ID, err)
		}
		if left := p.Amount - Money(used); left > 0 {
			if _, err := tx.AddPayment(ctx, Payment{OrderID: order, Kind: Voided, Method: p.Method, Amount: left, Reference: p.Reference, Reverses: p.ID}); err != nil {
				return err
			}
		}
	}
	return nil
}

// SetTerms puts an order on the customer's terms, or takes it off them.
func (tx *Tx) SetTerms(ctx context.Context, order int64, on bool) error {
	o, err := tx.Order(ctx, order)
	if err != nil {
		return IfMissing(err, "there is no order with id %d", order)
	}
	if on {
		c, err := tx.Customer(ctx, o.CustomerID)
		if err != nil {
			return IfMissing(err, "order %d has no customer", o.Number)
		}
		if c.TermsDays == 0 {
			return Refused("terms", "take a payment, or give the customer terms on their page", "%s has no terms with this shop", c.Name)
		}
	}
	if err := tx.setTerms(ctx, on, order); err != nil {
		return fmt.Errorf("set the terms of order %d: %w", o.Number, err)
	}
	tx.orders[order], tx.credit[o.CustomerID] = true, true
	return tx.Record("order", order, "terms", o.OnTerms, on)
}
