package data

import (
	"context"
	"fmt"
	"strings"
)

// CountPlace is one product at one place that is to be counted.
type CountPlace struct{ ProductID, LocationID int64 }

// Reasons are the codes with which a count's difference is explained.
var Reasons = []string{"miscounted before", "damaged", "lost", "stolen", "found", "wrong place", "not booked in", "not booked out", "expired", "other"}

// RequestCount asks for a count of places, in the order of walking given. A
// blind count does not show what is expected.
func (tx *Tx) RequestCount(ctx context.Context, title string, blind bool, places []CountPlace) (Count, error) {
	if len(places) == 0 {
		return Count{}, Invalid("places", "choose at least one place with something in it")
	}
	n, err := tx.Number(ctx, "count")
	if err != nil {
		return Count{}, err
	}
	c := Count{Number: fmt.Sprintf("C-%d", n), Title: title, Blind: blind, RequestedAt: tx.now, Stage: "requested"}
	if c.ID, err = tx.insertCount(ctx, c.Number, title, blind, tx.now); err != nil {
		return c, fmt.Errorf("write count %s: %w", c.Number, err)
	}
	for i, p := range places {
		if _, err := tx.insertCountLine(ctx, c.ID, int64(i+1), p.ProductID, p.LocationID); err != nil {
			return c, fmt.Errorf("write line %d of count %s: %w", i+1, c.Number, err)
		}
	}
	return c, tx.Record("count", c.ID, "requested", nil, map[string]any{"places": len(places), "blind": blind})
}

// AddToCount puts a product that was found unexpectedly at a place onto the
// count.
func (tx *Tx) AddToCount(ctx context.Context, count int64, p CountPlace) (int64, error) {
	c, err := tx.openCount(ctx, count, "requested", "counting", "recount")
	if err != nil {
		return 0, err
	}
	lines, err := tx.CountLines(ctx, count)
	if err != nil {
		return 0, fmt.Errorf("read count %s: %w", c.Number, err)
	}
	id, err := tx.insertCountLine(ctx, count, int64(len(lines)+1), p.ProductID, p.LocationID)
	if err != nil {
		return 0, fmt.Errorf("add to count %s: %w", c.Number, err)
	}
	return id, tx.Record("count", count, "place added", nil, nil)
}

func (tx *Tx) openCount(ctx context.Context, id int64, stages ...string) (Count, error) {
	c, err := tx.Count(ctx, id)
	if err != nil {
		return c, IfMissing(err, "there is no count %d", id)
	}
	for _, s := range stages {
		if c.Stage == s {
			return c, nil
		}
	}
	return c, Refused("count", "", "count %s is %s", c.Number, c.Stage)
}

// EnterCount writes what was found of a line. The first scan fixes what the
// books say there; sales go on meanwhile, and their moves are taken into what
// is expected when the line is counted (domain 3).
func (tx *Tx) EnterCount(ctx context.Context, line int64, found Quantity) (CountLine, error) {
	if found < 0 {
		return CountLine{}, Invalid("counted", "a count can't be below nothing")
	}
	l, err := tx.Queries.CountLine(ctx, line)
	if err != nil {
		return l, IfMissing(err, "there is no count line %d", line)
	}
	c, err := tx.openCount(ctx, l.CountID, "requested", "counting", "recount")
	if err != nil {
		return l, err
	}
	if c.Stage == "recount" && !l.Recount {
		return l, Refused("count", "", "this place needs no second count")
	}
	if err := tx.expect(ctx, &l); err != nil {
		return l, err
	}
	before := l.Counted
	l.Counted = found
	if err := tx.saveCountLine(ctx, l); err != nil {
		return l, err
	}
	if c.Stage == "requested" {
		c.StartedAt = tx.now
		if err := tx.saveCount(ctx, c); err != nil {
			return l, err
		}
	}
	return l, tx.Record("count", c.ID, "counted", before, found)
}

// expect brings a line's expectation up to now: base at the first scan plus
// the moves since.
func (tx *Tx) expect(ctx context.Context, l *CountLine) error {
	if l.BaseMove < 0 {
		last, err := tx.LastMove(ctx)
		if err != nil {
			return fmt.Errorf("read the ledger's end: %w", err)
		}
		b, err := tx.Balance(ctx, l.ProductID, l.LocationID)
		if err != nil && KindOf(IfMissing(err, "")) != KindNotFound {
			return fmt.Errorf("read the balance: %w", err)
		}
		l.Base, l.BaseMove = b.OnHand, last
	}
	since, err := tx.NetMovesSince(ctx, l.LocationID, l.ProductID, l.BaseMove)
	if err != nil {
		return fmt.Errorf("read the moves since the first scan: %w", err)
	}
	l.Expected = l.Base + Quantity(since)
	return nil
}

func (tx *Tx) saveCountLine(ctx context.Context, l CountLine) error {
	if err := tx.setCountLine(ctx, setCountLineParams{Base: l.Base, BaseMove: l.BaseMove, Counted: l.Counted, Expected: l.Expected, FirstCount: l.FirstCount, Recount: l.Recount, Reason: l.Reason, MoveID: l.MoveID, ID: l.ID}); err != nil {
		return fmt.Errorf("write count line %d: %w", l.ID, err)
	}
	return nil
}

func (tx *Tx) saveCount(ctx context.Context, c Count) error {
	switch {
	case c.CancelledAt.Set():
		c.Stage = "cancelled"
	case c.PostedAt.Set():
		c.Stage = "posted"
	case c.ReviewAt.Set():
		c.Stage = "review"
	case c.RecountAt.Set():
		c.Stage = "recount"
	case c.CountedAt.Set():
		c.Stage = "counted"
	case c.StartedAt.Set():
		c.Stage = "counting"
	default:
		c.Stage = "requested"
	}
	if err := tx.setCountFacts(ctx, setCountFactsParams{StartedAt: c.StartedAt, CountedAt: c.CountedAt, RecountAt: c.RecountAt, ReviewAt: c.ReviewAt, PostedAt: c.PostedAt, CancelledAt: c.CancelledAt, Stage: c.Stage, ID: c.ID}); err != nil {
		return fmt.Errorf("write count %s: %w", c.Number, err)
	}
	return tx.Record("count", c.ID, c.Stage, nil, nil)
}

// FinishCounting ends the first count, or the second. After the first, lines
// that differ are asked for once more when recount is set; otherwise, and
// after the second, the count goes to review.
func (tx *Tx) FinishCounting(ctx context.Context, id int64, recount bool) (Count, error) {
	c, err := tx.openCount(ctx, id, "counting", "recount")
	if err != nil {
		return c, err
	}
	lines, err := tx.CountLines(ctx, id)
	if err != nil {
		return c, fmt.Errorf("read count %s: %w", c.Number, err)
	}
	again := false
	for _, row := range lines {
		if row.Counted < 0 && (c.Stage == "counting" || row.Recount) {
			return c, Refused("count", "count it, or enter 0", "%s at %s is not counted yet", row.SKU, row.Location)
		}
		if c.Stage == "counting" && recount && row.Counted != row.Expected+Quantity(row.Missing) {
			l, err := tx.Queries.CountLine(ctx, row.ID)
			if err != nil {
				return c, fmt.Errorf("read count line %d: %w", row.ID, err)
			}
			// The second count begins anew, unknowing of the first.
			l.FirstCount, l.Counted, l.Recount, l.BaseMove = l.Counted, -1, true, -1
			if err := tx.saveCountLine(ctx, l); err != nil {
				return c, err
			}
			again = true
		}
	}
	if !c.CountedAt.Set() {
		c.CountedAt = tx.now
	}
	if again {
		c.RecountAt = tx.now
	} else {
		c.ReviewAt = tx.now
	}
	if err := tx.saveCount(ctx, c); err != nil {
		return c, err
	}
	c, err = tx.Count(ctx, id)
	return c, err
}

// ExplainCount gives the reason of a difference, one of Reasons.
func (tx *Tx) ExplainCount(ctx context.Context, line int64, reason string) error {
	if err := noCards(map[string]string{"reason": reason}); err != nil {
		return err
	}
	l, err := tx.Queries.CountLine(ctx, line)
	if err != nil {
		return IfMissing(err, "there is no count line %d", line)
	}
	if _, err := tx.openCount(ctx, l.CountID, "review", "counted", "counting", "recount"); err != nil {
		return err
	}
	before := l.Reason
	l.Reason = reason
	if err := tx.saveCountLine(ctx, l); err != nil {
		return err
	}
	return tx.Record("count", l.CountID, "reason given", before, reason)
}

// PostCount brings the books to what was found. Every difference needs a
// reason (domain 3). Units that a picker had missed are first put back on
// their place's account. Orders that lose their stock wait again.
func (tx *Tx) PostCount(ctx context.Context, id int64) (Count, error) {
	c, err := tx.openCount(ctx, id, "review")
	if err != nil {
		return c, err
	}
	lines, err := tx.CountLines(ctx, id)
	if err != nil {
		return c, fmt.Errorf("read count %s: %w", c.Number, err)
	}
	var silent []string
	for _, l := range lines {
		if l.Counted != l.Expected+Quantity(l.Missing) && l.Reason == "" {
			silent = append(silent, fmt.Sprintf("%s at %s", l.SKU, l.Location))
		}
	}
	if len(silent) > 0 {
		return c, Refused("domain 3", "give each its reason", "a difference needs a reason: %s", strings.Join(silent, ", "))
	}
	for _, l := range lines {
		if err := tx.postCountLine(ctx, c, l); err != nil {
			return c, err
		}
	}
	c.PostedAt = tx.now
	if err := tx.saveCount(ctx, c); err != nil {
		return c, err
	}
	return tx.Count(ctx, id)
}

func (tx *Tx) postCountLine(ctx context.Context, c Count, row CountLinesRow) error {
	shorts, err := tx.openShortMoves(ctx, row.ProductID, row.LocationID)
	if err != nil {
		return fmt.Errorf("read what was missed at %s: %w", row.Location, err)
	}
	for _, m := range shorts {
		if _, err := tx.Reverse(ctx, m.ID, "settled by count "+c.Number); err != nil {
			return err
		}
		if err := tx.missed(ctx, row.ProductID, row.LocationID, -m.Qty, c.ID); err != nil {
			return err
		}
	}
	diff := row.Counted - row.Expected - Quantity(row.Missing)
	if diff == 0 {
		return nil
	}
	loss, err := tx.Place(ctx, PlaceLoss)
	if err != nil {
		return err
	}
	m := Move{ProductID: row.ProductID, FromLocation: loss.ID, ToLocation: row.LocationID, Qty: diff, Kind: MoveAdjust, DocKind: "count", DocID: c.ID, LineID: row.ID, Reason: row.Reason}
	if diff < 0 {
		m.FromLocation, m.ToLocation, m.Qty = row.LocationID, loss.ID, -diff
		if err := tx.makeRoom(ctx, row.ProductID, m.Qty); err != nil {
			return err
		}
	}
	if m, err = tx.Post(ctx, m); err != nil {
		return err
	}
	l, err := tx.Queries.CountLine(ctx, row.ID)
	if err != nil {
		return fmt.Errorf("read count line %d: %w", row.ID, err)
	}
	l.MoveID = m.ID
	return tx.saveCountLine(ctx, l)
}

// BackToCounting takes a count from its review back to where it was, so that
// what was entered can be changed.
func (tx *Tx) BackToCounting(ctx context.Context, id int64) error {
	c, err := tx.openCount(ctx, id, "review")
	if err != nil {
		return err
	}
	c.ReviewAt = 0
	if !c.RecountAt.Set() {
		c.CountedAt = 0
	}
	return tx.saveCount(ctx, c)
}

// ReopenCount goes on with a count where it was cancelled (undo of
// CancelCount).
func (tx *Tx) ReopenCount(ctx context.Context, id int64) error {
	c, err := tx.openCount(ctx, id, "cancelled")
	if err != nil {
		return err
	}
	c.CancelledAt = 0
	return tx.saveCount(ctx, c)
}

// CancelCount drops a count; the books stay as they are.
func (tx *Tx) CancelCount(ctx context.Context, id int64) error {
	c, err := tx.openCount(ctx, id, "requested", "counting", "counted", "recount", "review")
	if err != nil {
		return err
	}
	c.CancelledAt = tx.now
	return tx.saveCount(ctx, c)
}

// Adjust corrects the books of one place by hand, with a reason.
func (tx *Tx) Adjust(ctx context.Context, product, location int64, by Quantity, reason string) error {
	if by == 0 {
		return nil
	}
	if strings.TrimSpace(reason) == "" {
		return Invalid("reason", "say why the stock is corrected")
	}
	if err := noCards(map[string]string{"reason": reason}); err != nil {
		return err
	}
	loss, err := tx.Place(ctx, PlaceLoss)
	if err != nil {
		return err
	}
	m := Move{ProductID: product, FromLocation: loss.ID, ToLocation: location, Qty: by, Kind: MoveAdjust, DocKind: "adjustment", Reason: reason}
	if by < 0 {
		m.FromLocation, m.ToLocation, m.Qty = location, loss.ID, -by
		l, err := tx.place(ctx, location)
		if err != nil {
			return err
		}
		if l.Sellable {
			if err := tx.makeRoom(ctx, product, m.Qty); err != nil {
				return err
			}
		}
	}
	if _, err := tx.Post(ctx, m); err != nil {
		return err
	}
	return tx.Record("product", product, "stock corrected", nil, map[string]any{"by": by, "reason": reason})
}

// Transfer moves units from one of the shop's places to another.
func (tx *Tx) Transfer(ctx context.Context, product, from, to int64, qty Quantity) error {
	b, err := tx.Balance(ctx, product, from)
	if err != nil {
		return IfMissing(err, "nothing of this product is there")
	}
	if free := b.OnHand - b.Picking; qty > free {
		return Refused("transfer", "finish or cancel the pick list first", "only %d are free to move; the rest is on a pick list", free)
	}
	_, err = tx.Post(ctx, Move{ProductID: product, FromLocation: from, ToLocation: to, Qty: qty, Kind: MoveTransfer, DocKind: "transfer"})
	if err != nil {
		return err
	}
	return tx.Record("product", product, "moved", nil, map[string]any{"qty": qty})
}
