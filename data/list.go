package data

import (
	"context"
	"fmt"
)

// OrderView is a saved view of the orders: all of them, those at a stage, or
// one of the questions a shop asks every morning.
type OrderView string

// The views that are not a stage of their own name.
const (
	ViewAll      OrderView = "all"
	ViewOpen     OrderView = "open"
	ViewUnpaid   OrderView = "unpaid"
	ViewReady    OrderView = "ready"
	ViewOnHold   OrderView = "on hold"
	ViewAddress  OrderView = "address"
	ViewBackward OrderView = "backorder"
	ViewLate     OrderView = "late"
)

// OrderRow is an order as a list shows it.
type OrderRow = orderRowRow

// FirstOrders gives the newest orders, for a list's first page.
func (v *View) FirstOrders(ctx context.Context, limit int32) ([]OrderRow, error) {
	ids, err := v.OrdersPage(ctx, 1<<62, 1<<62, limit)
	if err != nil {
		return nil, fmt.Errorf("read the newest orders: %w", err)
	}
	return v.OrderRows(ctx, ids)
}

// OrderList gives the ids of a view's orders in the order of a column: "placed"
// (newest first), "total" or "customer". A list keeps the ids and asks for rows
// as they are seen.
func (v *View) OrderList(ctx context.Context, view OrderView, by string) ([]int64, error) {
	switch view {
	case ViewAll, "":
		switch by {
		case "total":
			return v.OrderIDsByTotal(ctx)
		case "customer":
			return v.OrderIDsByCustomerName(ctx)
		}
		return v.OrderIDs(ctx)
	case ViewOpen:
		return v.OrderIDsOpen(ctx)
	case ViewLate:
		return v.OrderIDsLate(ctx, v.now)
	}
	return v.OrderIDsByStage(ctx, OrderStage(view))
}

// OrderRows reads the rows of ids, in their order.
func (v *View) OrderRows(ctx context.Context, ids []int64) ([]OrderRow, error) {
	rows := make([]OrderRow, 0, len(ids))
	for _, id := range ids {
		r, err := v.orderRow(ctx, id)
		if err != nil {
			return nil, IfMissing(err, "there is no order with id %d", id)
		}
		rows = append(rows, r)
	}
	return rows, nil
}
