package data

import (
	"context"
	"fmt"
)

// ExpectReceipt writes down goods that are to come from a supplier.
func (tx *Tx) ExpectReceipt(ctx context.Context, supplier, reference string, due Instant, goods map[int64]Quantity) (Receipt, error) {
	if err := noCards(map[string]string{"supplier": supplier, "reference": reference}); err != nil {
		return Receipt{}, err
	}
	n, err := tx.Number(ctx, "receipt")
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{Number: fmt.Sprintf("R-%d", n), Supplier: supplier, Reference: reference, ExpectedAt: due, CreatedAt: tx.now, Stage: "expected"}
	if r.ID, err = tx.insertReceipt(ctx, insertReceiptParams{Number: r.Number, Supplier: supplier, Reference: reference, ExpectedAt: due, CreatedAt: tx.now}); err != nil {
		return r, fmt.Errorf("write receipt %s: %w", r.Number, err)
	}
	for _, p := range sortedKeys(goods) {
		if goods[p] < 0 {
			return r, Invalid("qty", "a delivery can't hold less than nothing")
		}
		if _, err := tx.insertReceiptLine(ctx, r.ID, p, goods[p]); err != nil {
			return r, fmt.Errorf("write a line of receipt %s: %w", r.Number, err)
		}
		tx.products[p] = true
	}
	return r, tx.Record("receipt", r.ID, "expected", nil, map[string]any{"supplier": supplier, "lines": len(goods)})
}

// Receive takes units of a delivery in. They lie at receiving, not for sale,
// until they are put away.
func (tx *Tx) Receive(ctx context.Context, receipt, product int64, qty Quantity) error {
	l, err := tx.receivable(ctx, receipt, product)
	if err != nil {
		return err
	}
	out, err := tx.Place(ctx, PlaceOutside)
	if err != nil {
		return err
	}
	in, err := tx.Place(ctx, PlaceReceiving)
	if err != nil {
		return err
	}
	if _, err := tx.Post(ctx, Move{ProductID: product, FromLocation: out.ID, ToLocation: in.ID, Qty: qty, Kind: MoveReceive, DocKind: "receipt", DocID: receipt, LineID: l}); err != nil {
		return err
	}
	return tx.stepReceipt(ctx, receipt, l, qty, 0, "received")
}

// receivable finds the line of a product on an open receipt, making one for
// goods that nobody had expected.
func (tx *Tx) receivable(ctx context.Context, receipt, product int64) (int64, error) {
	r, err := tx.Receipt(ctx, receipt)
	if err != nil {
		return 0, IfMissing(err, "there is no receipt %d", receipt)
	}
	if r.ClosedAt.Set() {
		return 0, Refused("receipt", "write a new receipt", "receipt %s is closed", r.Number)
	}
	l, err := tx.receiptLineOf(ctx, receipt, product)
	if err == nil {
		return l.ID, nil
	}
	return tx.insertReceiptLine(ctx, receipt, product, 0)
}

// PutAway moves received units to the shelf where they are sold from, and
// gives them to the orders that wait for them.
func (tx *Tx) PutAway(ctx context.Context, receipt, product, to int64, qty Quantity) ([]OrderLine, error) {
	l, err := tx.receivable(ctx, receipt, product)
	if err != nil {
		return nil, err
	}
	in, err := tx.Place(ctx, PlaceReceiving)
	if err != nil {
		return nil, err
	}
	if _, err := tx.Post(ctx, Move{ProductID: product, FromLocation: in.ID, ToLocation: to, Qty: qty, Kind: MovePutAway, DocKind: "receipt", DocID: receipt, LineID: l}); err != nil {
		return nil, err
	}
	if err := tx.stepReceipt(ctx, receipt, l, 0, qty, "put away"); err != nil {
		return nil, err
	}
	return tx.FillBackorders(ctx, product)
}

func (tx *Tx) stepReceipt(ctx context.Context, receipt, line int64, received, putAway Quantity, what string) error {
	if err := tx.stepReceiptLine(ctx, received, putAway, line); err != nil {
		return fmt.Errorf("write the receipt: %w", err)
	}
	return tx.refreshReceipt(ctx, receipt, what)
}

// refreshReceipt works out how far a delivery has come.
func (tx *Tx) refreshReceipt(ctx context.Context, receipt int64, what string) error {
	sums, err := tx.receiptSums(ctx, receipt)
	if err != nil {
		return fmt.Errorf("add the receipt up: %w", err)
	}
	stage, closed := "expected", Instant(0)
	switch {
	case sums.Received > 0 && sums.PutAway == sums.Received && sums.ShortLines == 0:
		stage, closed = "closed", tx.now
	case sums.PutAway > 0:
		stage = "put away"
	case sums.Received > 0:
		stage = "received"
	}
	if err := tx.setReceiptStage(ctx, stage, closed, receipt); err != nil {
		return fmt.Errorf("write the receipt: %w", err)
	}
	return tx.Record("receipt", receipt, what, nil, nil)
}

// CloseReceipt ends a receipt of which the rest will not come.
func (tx *Tx) CloseReceipt(ctx context.Context, receipt int64) error {
	sums, err := tx.receiptSums(ctx, receipt)
	if err != nil {
		return fmt.Errorf("add the receipt up: %w", err)
	}
	if r, err := tx.Receipt(ctx, receipt); err != nil {
		return IfMissing(err, "there is no delivery %d", receipt)
	} else if r.ClosedAt.Set() {
		return Refused("receipt", "nothing is left to do", "delivery %s is closed already", r.Number)
	}
	if sums.PutAway != sums.Received {
		return Refused("receipt", "put it away first", "%d units are still at receiving", sums.Received-sums.PutAway)
	}
	if err := tx.setReceiptStage(ctx, "closed", tx.now, receipt); err != nil {
		return fmt.Errorf("close the receipt: %w", err)
	}
	return tx.Record("receipt", receipt, "closed", nil, nil)
}

// ReopenReceipt lets the rest of a delivery come after all (undo of
// CloseReceipt).
func (tx *Tx) ReopenReceipt(ctx context.Context, receipt int64) error {
	r, err := tx.Receipt(ctx, receipt)
	if err != nil {
		return IfMissing(err, "there is no delivery %d", receipt)
	}
	if !r.ClosedAt.Set() {
		return Refused("undo", "nothing is left to do", "delivery %s is open", r.Number)
	}
	return tx.refreshReceipt(ctx, receipt, "opened again")
}

// BookIn puts units straight onto a shelf without a supplier's document:
// opening stock, or a spreadsheet.
func (tx *Tx) BookIn(ctx context.Context, product, location int64, qty Quantity, reason string) error {
	out, err := tx.Place(ctx, PlaceOutside)
	if err != nil {
		return err
	}
	_, err = tx.Post(ctx, Move{ProductID: product, FromLocation: out.ID, ToLocation: location, Qty: qty, Kind: MoveReceive, DocKind: "stock", Reason: reason})
	return err
}

// UndoReceiving takes back the moves of one receiving or putting away.
func (tx *Tx) UndoReceiving(ctx context.Context, op int64) error {
	moves, err := tx.MovesOfOp(ctx, op)
	if err != nil {
		return fmt.Errorf("read the moves: %w", err)
	}
	for _, m := range moves {
		if err := tx.takeBack(ctx, m, "undone"); err != nil {
			return err
		}
		if m.DocKind != "receipt" {
			continue
		}
		received, put := -m.Qty, Quantity(0)
		if m.Kind == MovePutAway {
			received, put = 0, -m.Qty
		} else if l, err := tx.receiptLineOf(ctx, m.DocID, m.ProductID); err != nil {
			return fmt.Errorf("read the receipt: %w", err)
		} else if l.Received-l.PutAway < m.Qty {
			return Refused("undo", "undo the putting away first", "only %d of these %d are still at receiving: the rest is put away", l.Received-l.PutAway, m.Qty)
		}
		if err := tx.stepReceipt(ctx, m.DocID, m.LineID, received, put, "undone"); err != nil {
			return err
		}
	}
	return nil
}
