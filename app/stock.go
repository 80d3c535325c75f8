package app

import (
	"context"
	"fmt"
	"time"

	"packbench/app/picking"
	"packbench/data"
)

type receivingUndo struct {
	Receiving bool `json:"receiving"`
}

// Expect writes down a delivery that is to come: product ids and units.
func (s *Shop) Expect(ctx context.Context, who data.Actor, op data.Op, supplier, reference string, due time.Time, goods map[int64]data.Quantity) (data.Receipt, error) {
	return do(ctx, s, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) (data.Receipt, error) {
		r, err := tx.ExpectReceipt(ctx, supplier, reference, data.At(due), goods)
		if err == nil {
			tx.About("receipt", r.ID, "Expected delivery %s", r.Number)
		}
		return r, err
	})
}

// Receive takes units of a delivery in; they lie at receiving until they are
// put away.
func (s *Shop) Receive(ctx context.Context, who data.Actor, op data.Op, receipt, product int64, qty data.Quantity) error {
	return s.run(ctx, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) error {
		tx.About("receipt", receipt, "Received %s", number(int64(qty), "unit", "units"))
		if err := tx.Receive(ctx, receipt, product, qty); err != nil {
			return err
		}
		return tx.Undoable("receiving", receivingUndo{true})
	})
}

// PutAway moves received units to their shelf and gives them to the orders
// that wait, whose shipments are planned.
func (s *Shop) PutAway(ctx context.Context, who data.Actor, op data.Op, receipt, product, to int64, qty data.Quantity) (filled int, err error) {
	return do(ctx, s, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) (int, error) {
		lines, err := tx.PutAway(ctx, receipt, product, to, qty)
		if err != nil {
			return 0, err
		}
		tx.About("receipt", receipt, "Put %s away", number(int64(qty), "unit", "units"))
		return len(lines), tx.Undoable("receiving", receivingUndo{true})
	})
}

// planMore brings an order's shipments up to what is promised now: a shipment
// that is still only planned is made anew with all of it, so that what can
// leave together does.
func (s *Shop) planMore(ctx context.Context, tx *data.Tx, order int64) error {
	live, err := tx.LiveShipmentsOf(ctx, order)
	if err != nil {
		return fmt.Errorf("read the shipments: %w", err)
	}
	for _, sh := range live {
		if !sh.HandedOverAt.Set() && !sh.OnFloor() {
			if err := tx.VoidShipment(ctx, sh.ID, "more goods came in"); err != nil {
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

// CloseReceipt ends a delivery of which the rest will not come.
func (s *Shop) CloseReceipt(ctx context.Context, who data.Actor, op data.Op, receipt int64) error {
	return s.run(ctx, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) error {
		tx.About("receipt", receipt, "Closed a delivery")
		if err := tx.CloseReceipt(ctx, receipt); err != nil {
			return err
		}
		return tx.Undoable("close receipt", receiptUndo{receipt})
	})
}

type receiptUndo struct {
	ReceiptID int64 `json:"receipt"`
}

// ReceiveStock books units straight onto a shelf.
func (s *Shop) ReceiveStock(ctx context.Context, who data.Actor, op data.Op, product, location int64, qty data.Quantity, reason string) error {
	return s.run(ctx, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) error {
		p, err := tx.Product(ctx, product)
		if err != nil {
			return data.IfMissing(err, "there is no product %d", product)
		}
		tx.About("product", product, "Received %d of %s", qty, p.SKU)
		if err := tx.BookIn(ctx, product, location, qty, reason); err != nil {
			return err
		}
		return tx.Undoable("receiving", receivingUndo{true})
	})
}

// Adjust corrects the stock of one place by hand, with a reason.
func (s *Shop) Adjust(ctx context.Context, who data.Actor, op data.Op, product, location int64, by data.Quantity, reason string) error {
	return s.run(ctx, AdjustStock, who, op, func(ctx context.Context, tx *data.Tx) error {
		p, err := tx.Product(ctx, product)
		if err != nil {
			return data.IfMissing(err, "there is no product %d", product)
		}
		tx.About("product", product, "Corrected %s by %+d", p.SKU, by)
		if err := tx.Adjust(ctx, product, location, by, reason); err != nil {
			return err
		}
		return tx.Undoable("receiving", receivingUndo{true})
	})
}

// Transfer moves units between two of the shop's places.
func (s *Shop) Transfer(ctx context.Context, who data.Actor, op data.Op, product, from, to int64, qty data.Quantity) error {
	return s.run(ctx, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) error {
		tx.About("product", product, "Moved %s", number(int64(qty), "unit", "units"))
		if err := tx.Transfer(ctx, product, from, to, qty); err != nil {
			return err
		}
		return tx.Undoable("receiving", receivingUndo{true})
	})
}

// RequestCount asks for a count of everything at the places named, in the
// order of walking.
func (s *Shop) RequestCount(ctx context.Context, who data.Actor, op data.Op, title string, blind bool, locations []int64) (data.Count, error) {
	return do(ctx, s, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) (data.Count, error) {
		var stops []picking.Coded
		byRef := make(map[int64][]data.CountPlace)
		for _, id := range locations {
			l, err := tx.Location(ctx, id)
			if err != nil {
				return data.Count{}, data.IfMissing(err, "there is no location %d", id)
			}
			in, err := tx.BalancesAt(ctx, id)
			if err != nil {
				return data.Count{}, fmt.Errorf("look into %s: %w", l.Code, err)
			}
			for _, b := range in {
				byRef[id] = append(byRef[id], data.CountPlace{ProductID: b.ProductID, LocationID: id})
			}
			stops = append(stops, picking.Coded{Code: l.Code, Ref: id})
		}
		var places []data.CountPlace
		for _, st := range picking.ByCode(stops) {
			places = append(places, byRef[st.Ref]...)
		}
		c, err := tx.RequestCount(ctx, title, blind, places)
		if err != nil {
			return c, err
		}
		tx.About("count", c.ID, "Asked for count %s", c.Number)
		return c, tx.Undoable("request count", countUndo{c.ID})
	})
}

// EnterCount writes what was found of one line of a count.
func (s *Shop) EnterCount(ctx context.Context, who data.Actor, op data.Op, line int64, found data.Quantity) (data.CountLine, error) {
	return do(ctx, s, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) (data.CountLine, error) {
		l, err := tx.EnterCount(ctx, line, found)
		tx.About("count", l.CountID, "Counted %d", found)
		return l, err
	})
}

// AddToCount puts a product found unexpectedly onto a count.
func (s *Shop) AddToCount(ctx context.Context, who data.Actor, op data.Op, count, product, location int64) (int64, error) {
	return do(ctx, s, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) (int64, error) {
		tx.About("count", count, "Added a place to a count")
		return tx.AddToCount(ctx, count, data.CountPlace{ProductID: product, LocationID: location})
	})
}

// FinishCounting ends the first count; with recount, lines that differ are
// asked for once more.
func (s *Shop) FinishCounting(ctx context.Context, who data.Actor, op data.Op, count int64, recount bool) (data.Count, error) {
	return do(ctx, s, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) (data.Count, error) {
		c, err := tx.FinishCounting(ctx, count, recount)
		if err != nil {
			return c, err
		}
		tx.About("count", count, "Finished counting %s", c.Number)
		if c.Stage != "review" {
			return c, nil // the second count begins unknowing of the first
		}
		return c, tx.Undoable("finish counting", countUndo{count})
	})
}

// ExplainCount gives the reason of a difference.
func (s *Shop) ExplainCount(ctx context.Context, who data.Actor, op data.Op, line int64, reason string) error {
	return s.run(ctx, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) error {
		return tx.ExplainCount(ctx, line, reason)
	})
}

// PostCount brings the books to what was found.
func (s *Shop) PostCount(ctx context.Context, who data.Actor, op data.Op, count int64) (data.Count, error) {
	return do(ctx, s, ApproveCounts, who, op, func(ctx context.Context, tx *data.Tx) (data.Count, error) {
		c, err := tx.PostCount(ctx, count)
		if err != nil {
			return c, err
		}
		tx.About("count", count, "Posted count %s", c.Number)
		return c, tx.Undoable("post count", countUndo{count})
	})
}

type countUndo struct {
	CountID int64 `json:"count"`
}

// CancelCount drops a count.
func (s *Shop) CancelCount(ctx context.Context, who data.Actor, op data.Op, count int64) error {
	return s.run(ctx, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) error {
		tx.About("count", count, "Cancelled a count")
		if err := tx.CancelCount(ctx, count); err != nil {
			return err
		}
		return tx.Undoable("cancel count", countUndo{count})
	})
}

// BackToCounting takes a count from its review back to counting, so that what
// was entered can be changed.
func (s *Shop) BackToCounting(ctx context.Context, who data.Actor, op data.Op, count int64) error {
	return s.run(ctx, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) error {
		tx.About("count", count, "Took a count back from its review")
		return tx.BackToCounting(ctx, count)
	})
}
