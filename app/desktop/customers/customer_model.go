package customers

import (
	"context"
	"fmt"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// How much of a customer the page shows at most.
const (
	mostOrders  = 500
	mostHistory = 200
)

// keeper is what the page of one customer asks the shop.
type keeper interface {
	page.Companions
	Caller(ctx context.Context, id int64) (app.Caller, error)
	OrdersOf(ctx context.Context, customer int64, most int) ([]data.OrderRow, error)
	GiftsDue(ctx context.Context, customer int64) ([]app.GiftDue, error)
	CustomerHistory(ctx context.Context, customer int64, most int32) ([]data.ChangesOfRow, error)
	Profile(ctx context.Context) (app.Profile, error)
	SaveCustomer(ctx context.Context, who data.Actor, op data.Op, c data.Customer, a *data.Address) (data.Customer, error)
	SaveAddress(ctx context.Context, who data.Actor, op data.Op, a data.Address) (data.Address, error)
	DropAddress(ctx context.Context, who data.Actor, op data.Op, id int64) error
	UseAddressFirst(ctx context.Context, who data.Actor, op data.Op, id int64) error
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
	EraseCustomer(ctx context.Context, who data.Actor, op data.Op, customer int64, why string) (data.Erased, error)
	Watch(fn func(data.Changed)) (stop func())
	Now(p app.Profile) time.Time
}

// The parts of a customer's page.
const (
	TabOrders    = "orders"
	TabAddresses = "addresses"
	TabHistory   = "history"
)

// Customer is the page of one customer.
type Customer struct {
	OnChange func()

	ID      int64 // 0 while the customer is being written down
	Known   app.Caller
	Orders  []data.OrderRow
	Gifts   []app.GiftDue
	History []data.ChangesOfRow
	Loaded  bool
	Tab     string
	Row     int // of the part that is shown
	Form    *page.Form
	Notice  *page.Notice
	Company *page.Company // who else has the customer open

	shop    keeper
	who     func() data.Actor
	run     page.Runner
	desk    page.Desk
	profile app.Profile
	closed  bool
	stop    func()
	stale   *page.Burst
	loading page.Latest
}

// NewCustomer makes the page; id 0 is a customer who is not there yet.
func NewCustomer(shop keeper, who func() data.Actor, desk page.Desk, id int64) *Customer {
	m := &Customer{shop: shop, who: who, run: desk.Runner(), desk: desk, ID: id, Tab: TabOrders, OnChange: func() {}, profile: app.DefaultProfile()}
	m.Company = page.NewCompany(shop, m.run, who, "customer", func() bool { return m.Form != nil }, func() { m.OnChange() })
	return m
}

// Open reads the customer and follows what changes; for a new one the form is
// opened.
func (m *Customer) Open() {
	m.closed = false
	m.stale = page.NewBurst(m.run, page.BurstWait, m.Reload)
	m.stop = m.shop.Watch(func(c data.Changed) {
		if len(c.Entities["customer"]) > 0 || len(c.Entities["order"]) > 0 {
			m.stale.Poke()
		}
	})
	m.Reload()
}

// Close ends it.
func (m *Customer) Close() {
	m.closed = true
	m.Company.Close()
	if m.stop != nil {
		m.stop()
	}
	if m.stale != nil {
		m.stale.Close()
	}
	m.loading.Cancel()
}

// readCustomer is what Reload reads.
type readCustomer struct {
	known   app.Caller
	orders  []data.OrderRow
	gifts   []app.GiftDue
	history []data.ChangesOfRow
	profile app.Profile
}

func (m *Customer) read(ctx context.Context, id int64) (r readCustomer, err error) {
	if r.profile, err = m.shop.Profile(ctx); err != nil || id == 0 {
		return r, err
	}
	if r.known, err = m.shop.Caller(ctx, id); err != nil {
		return r, err
	}
	if r.orders, err = m.shop.OrdersOf(ctx, id, mostOrders); err != nil {
		return r, err
	}
	if r.gifts, err = m.shop.GiftsDue(ctx, id); err != nil {
		return r, err
	}
	r.history, err = m.shop.CustomerHistory(ctx, id, mostHistory)
	return r, err
}

// Reload reads the customer again.
func (m *Customer) Reload() {
	id := m.ID
	page.Load(m.run, &m.loading, page.Patience, func(ctx context.Context) (readCustomer, error) {
		return m.read(ctx, id)
	}, func(r readCustomer, err error) {
		if m.Notice = page.Explain("read the customer", err, m.Reload); err != nil {
			m.OnChange()
			return
		}
		m.profile = r.profile
		if id == 0 {
			if m.Form == nil && m.ID == 0 {
				m.Edit()
			}
			m.OnChange()
			return
		}
		m.Known, m.Orders, m.Gifts, m.History, m.Loaded = r.known, r.orders, r.gifts, r.history, true
		if !m.closed {
			m.Company.Open(id)
		}
		m.desk.Changed()
		m.OnChange()
	})
	m.OnChange()
}

// Loading reports whether the customer is being read.
func (m *Customer) Loading() bool { return m.loading.Running() }

// Title stands at the top of the window.
func (m *Customer) Title() string {
	switch {
	case m.ID == 0:
		return "New customer"
	case !m.Loaded:
		return "Customer"
	}
	return m.Known.Customer.Name
}

// Choose shows another part of the page.
func (m *Customer) Choose(tab string) {
	if tab != m.Tab {
		m.Tab, m.Row = tab, 0
		m.OnChange()
	}
}

// CloseForm leaves the form; that of a new customer leaves the page. It reports
// whether there was one.
func (m *Customer) CloseForm() bool {
	if m.Form == nil {
		return false
	}
	m.Form = nil
	if m.ID == 0 {
		m.desk.Back()
		return true
	}
	m.OnChange()
	return true
}

// StartOrder starts a phone order for the customer.
func (m *Customer) StartOrder() {
	if m.ID > 0 {
		m.desk.Open(page.Route("neworder").With("customer", fmt.Sprint(m.ID)))
	}
}

// OpenRow opens the order of a row, or the form of an address.
func (m *Customer) OpenRow(row int) {
	switch {
	case row < 0:
	case m.Tab == TabOrders && row < len(m.Orders):
		m.desk.Open(page.To("order", fmt.Sprint(m.Orders[row].Number)))
	case m.Tab == TabAddresses && row < len(m.Known.Addresses):
		m.EditAddress(m.Known.Addresses[row])
	}
}

// address is the address under the cursor.
func (m *Customer) address() (data.Address, bool) {
	if m.Tab != TabAddresses || m.Row < 0 || m.Row >= len(m.Known.Addresses) {
		return data.Address{}, false
	}
	return m.Known.Addresses[m.Row], true
}

// UseFirst makes the address under the cursor the one that orders go to.
func (m *Customer) UseFirst() {
	if a, ok := m.address(); ok {
		m.deed("use the address first", a.Street1+" is used first", func(ctx context.Context, who data.Actor, op data.Op) error {
			return m.shop.UseAddressFirst(ctx, who, op, a.ID)
		})
	}
}

// DropAddress takes the address under the cursor off the list.
func (m *Customer) DropAddress() {
	if a, ok := m.address(); ok {
		m.deed("drop the address", a.Street1+" is dropped", func(ctx context.Context, who data.Actor, op data.Op) error {
			return m.shop.DropAddress(ctx, who, op, a.ID)
		})
	}
}

// deed does something that can be taken back, and reads again.
func (m *Customer) deed(doing, done string, do func(ctx context.Context, who data.Actor, op data.Op) error) {
	op, who := data.NewOp(doing, done), m.who()
	page.Do(m.run, page.Patience, func(ctx context.Context) error { return do(ctx, who, op) }, func(err error) {
		if n := page.Explain(doing, err, nil); n.Shown() {
			m.desk.Toast(page.Toast{Text: n.Title, State: page.Warning})
		} else {
			m.desk.Toast(page.Toast{Text: done, State: page.Good, Undo: func() { m.undo(op) }})
		}
		m.Reload()
	})
}

func (m *Customer) undo(op data.Op) {
	who := m.who()
	page.Do(m.run, page.Patience, func(ctx context.Context) error {
		_, err := m.shop.UndoOp(ctx, who, op)
		return err
	}, func(err error) {
		m.desk.Toast(page.UndoToast(err))
		m.Reload()
	})
}
