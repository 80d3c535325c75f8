package orders

import (
	"context"
	"fmt"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Release makes the label where there is none and sends the order to the floor.
func (m *Order) Release() {
	id := m.Detail.Order.ID
	op, who := data.NewOp("release", id), m.who()
	var r app.Released
	m.busy = true
	m.OnChange()
	page.Do(m.run, page.Patience, func(ctx context.Context) (err error) {
		r, err = m.shop.ReleaseOrders(ctx, who, op, []int64{id})
		return err
	}, func(err error) {
		m.busy = false
		m.Notice = page.Explain("release the order", err, nil)
		switch {
		case err == nil && len(r.Stopped) > 0:
			m.Notice = stoppedNotice(r.Stopped)
			m.Notice.Title = "Not released"
		case err == nil:
			m.desk.Toast(page.Toast{Text: fmt.Sprintf("Order %d went to the floor", m.Number), State: page.Good, Undo: func() {
				page.Do(m.run, page.Patience, func(ctx context.Context) error {
					_, err := m.shop.UndoOp(ctx, who, op)
					return err
				}, func(err error) { m.desk.Toast(page.UndoToast(err)); m.Reload() })
			}})
		}
		m.Reload()
	})
}

// canRelease reports whether a shipment of the order waits to be released.
func (m *Order) canRelease() bool {
	if !m.open() {
		return false
	}
	for _, s := range m.live() {
		if !s.ReleasedAt.Set() {
			return true
		}
	}
	return false
}

// splitWanted is the shipment that waits for the rest of the order.
func (m *Order) splitWanted() (int64, bool) {
	for _, s := range m.live() {
		for _, b := range s.Stops {
			if b.Rule == "stock" {
				return s.ID, true
			}
		}
	}
	return 0, false
}

// ApproveSplit lets what is there go before the rest.
func (m *Order) ApproveSplit() {
	id, ok := m.splitWanted()
	if !ok {
		return
	}
	op := data.NewOp("approve split", id)
	m.do(nil, "send it in parts", op, func(ctx context.Context) error { return m.shop.ApproveSplit(ctx, m.who(), op, id) }, "What is there may go ahead", true)
}

// Plan asks the planners again.
func (m *Order) Plan() {
	id := m.Detail.Order.ID
	op := data.NewOp("plan", id)
	m.do(nil, "plan the order", op, func(ctx context.Context) error { return m.shop.PlanOrder(ctx, m.who(), op, id) }, "The order is planned again", false)
}

// Print prints label and slip of the order's shipments.
func (m *Order) Print() {
	live := m.live()
	if len(live) == 0 {
		return
	}
	op := data.NewOp("label", m.Detail.Order.ID)
	m.do(nil, "print slip and label", op, func(ctx context.Context) error {
		for i, s := range live {
			if _, err := m.shop.PrintShipment(ctx, m.who(), nth(op, i), s.ID); err != nil {
				return err
			}
		}
		return nil
	}, "Slip and label are queued", false)
}

// OpenCustomer opens the customer's page.
func (m *Order) OpenCustomer() {
	if m.Loaded {
		m.desk.Open(page.To("customer", fmt.Sprint(m.Detail.Customer.ID)))
	}
}

// undoable is the history's row under the cursor, where it can be taken back.
func (m *Order) undoable() (data.ChangesOfRow, bool) {
	if m.Tab != TabHistory || m.Row < 0 || m.Row >= len(m.Detail.History) {
		return data.ChangesOfRow{}, false
	}
	h := m.Detail.History[m.Row]
	return h, h.Undo != "" && h.ReversedBy == 0
}

// UndoRow takes back what the history's row under the cursor tells of; what else
// that takes back is shown first.
func (m *Order) UndoRow() {
	h, ok := m.undoable()
	if !ok {
		return
	}
	page.Undo(m.desk, m.shop, m.who(), h.Op, true, m.Reload)
}

// nth is the operation of the i-th of several deeds asked for at once, so that
// asking again does none of them twice.
func nth(op data.Op, i int) data.Op {
	op.ID = fmt.Sprintf("%s-%d", op.ID, i)
	return op
}
