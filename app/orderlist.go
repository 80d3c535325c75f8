package app

import (
	"context"
	"fmt"
	"slices"

	"packbench/data"
)

// searchMost is how many finds a list that is filtered by text holds.
const searchMost = 2000

// OrderQuery is which orders a list shows, and in which order.
type OrderQuery struct {
	View data.OrderView
	By   string // "placed" (also ""), "total" or "customer"
	Down bool   // the other way round: for "placed" the oldest first
	Text string // only those that have this somewhere
}

// OrderList gives the ids of the orders that a list shows. Rows are asked for as
// they are seen.
func (s *Shop) OrderList(ctx context.Context, q OrderQuery) ([]int64, error) {
	var ids []int64
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if ids, err = v.OrderList(ctx, q.View, q.By); err != nil {
			return fmt.Errorf("list the orders: %w", err)
		}
		if all := q.View == "" || q.View == data.ViewAll; !all && q.By != "" && q.By != "placed" {
			// The views come newest first; another order is that of the list of all.
			sorted, err := v.OrderList(ctx, data.ViewAll, q.By)
			if err != nil {
				return fmt.Errorf("sort the orders: %w", err)
			}
			ids = keep(sorted, ids)
		}
		if q.Text == "" {
			return nil
		}
		hits, err := v.Search(ctx, "order", q.Text, searchMost)
		if err != nil {
			return err
		}
		found := make([]int64, 0, len(hits))
		for _, h := range hits {
			found = append(found, h.ID)
		}
		ids = keep(ids, found)
		return nil
	})
	if q.Down {
		slices.Reverse(ids)
	}
	return ids, err
}

// keep gives those of ids that are wanted, in the order of ids.
func keep(ids, wanted []int64) []int64 {
	want := make(map[int64]bool, len(wanted))
	for _, id := range wanted {
		want[id] = true
	}
	out := make([]int64, 0, min(len(ids), len(wanted)))
	for _, id := range ids {
		if want[id] {
			out = append(out, id)
		}
	}
	return out
}

// OrderRows reads the rows of a list, in the order of ids.
func (s *Shop) OrderRows(ctx context.Context, ids []int64) ([]data.OrderRow, error) {
	var rows []data.OrderRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		rows, err = v.OrderRows(ctx, ids)
		return err
	})
	return rows, err
}

// FirstOrders reads the newest orders, for a list to show while it counts the
// rest.
func (s *Shop) FirstOrders(ctx context.Context, most int) ([]data.OrderRow, error) {
	var rows []data.OrderRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		rows, err = v.FirstOrders(ctx, int32(min(most, 1000)))
		return err
	})
	return rows, err
}

// OrderCounts counts the orders of each saved view.
func (s *Shop) OrderCounts(ctx context.Context) (map[data.OrderView]int64, error) {
	n := map[data.OrderView]int64{}
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		stages, err := v.StageCounts(ctx)
		if err != nil {
			return fmt.Errorf("count the orders: %w", err)
		}
		for _, st := range stages {
			n[data.OrderView(st.Stage)] += st.N
			n[data.ViewOpen] += st.N
		}
		if n[data.ViewAll], err = v.OrderCount(ctx); err != nil {
			return fmt.Errorf("count the orders: %w", err)
		}
		if n[data.ViewLate], err = v.LateCount(ctx, v.Now()); err != nil {
			return fmt.Errorf("count the late orders: %w", err)
		}
		return nil
	})
	return n, err
}

// OrderByNumber reads an order with everything that belongs to it, by the
// number that people read.
func (s *Shop) OrderByNumber(ctx context.Context, number int64) (Detail, error) {
	var d Detail
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		o, err := v.OrderByNumber(ctx, number)
		if err != nil {
			return data.IfMissing(err, "there is no order %d", number)
		}
		d, err = orderDetail(ctx, v, o.ID)
		return err
	})
	return d, err
}

// ReturnLines reads what a customer sends back.
func (s *Shop) ReturnLines(ctx context.Context, ret int64) ([]data.ReturnLinesRow, error) {
	var lines []data.ReturnLinesRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if lines, err = v.ReturnLines(ctx, ret); err != nil {
			return fmt.Errorf("read the lines of the return: %w", err)
		}
		return nil
	})
	return lines, err
}

// PlaceCode finds a location by its code, such as "A-03-2".
func (s *Shop) PlaceCode(ctx context.Context, code string) (data.Location, error) {
	var l data.Location
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if l, err = v.LocationByCode(ctx, code); err != nil {
			return data.Invalid("to", "there is no location %s", code)
		}
		return nil
	})
	return l, err
}

// PrintSlips prints the packing slips of orders in one job and says how many
// shipments they are of.
func (s *Shop) PrintSlips(ctx context.Context, who data.Actor, orders []int64) (int, error) {
	var shipments []int64
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		for _, id := range orders {
			live, err := v.LiveShipmentsOf(ctx, id)
			if err != nil {
				return fmt.Errorf("read the shipments: %w", err)
			}
			for _, sh := range live {
				shipments = append(shipments, sh.ID)
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	if len(shipments) == 0 {
		return 0, data.Refused("slip", "release stock to them first", "these orders have no shipments to print slips for")
	}
	doc, err := s.SlipDoc(ctx, shipments)
	if err != nil {
		return 0, err
	}
	_, err = s.Print(ctx, who, DocSlip, doc, "order", orders[0])
	return len(shipments), err
}
