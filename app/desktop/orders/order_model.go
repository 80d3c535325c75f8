package orders

import (
	"context"
	"fmt"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// keeper is what the page of one order asks the shop.
type keeper interface {
	page.Companions
	OrderByNumber(ctx context.Context, number int64) (app.Detail, error)
	ReturnLines(ctx context.Context, ret int64) ([]data.ReturnLinesRow, error)
	PlaceCode(ctx context.Context, code string) (data.Location, error)
	Profile(ctx context.Context) (app.Profile, error)
	SetShipTo(ctx context.Context, who data.Actor, op data.Op, order int64, to data.ShipTo) error
	AcceptAddress(ctx context.Context, who data.Actor, op data.Op, shipment int64, reason string) error
	SetNotes(ctx context.Context, who data.Actor, op data.Op, order int64, note, giftNote, backorder string, priority int64) error
	Hold(ctx context.Context, who data.Actor, op data.Op, order int64, kind, reason string, until time.Time) (int64, error)
	ReleaseHold(ctx context.Context, who data.Actor, op data.Op, hold int64, why string) error
	TakePayment(ctx context.Context, who data.Actor, op data.Op, order int64, req app.PaymentRequest) error
	OnTerms(ctx context.Context, who data.Actor, op data.Op, order int64, on bool) error
	Refund(ctx context.Context, who data.Actor, op data.Op, order int64, req app.PaymentRequest) error
	ReleaseOrders(ctx context.Context, who data.Actor, op data.Op, orders []int64) (app.Released, error)
	Release(ctx context.Context, who data.Actor, op data.Op, shipments []int64, override string) (app.Released, error)
	ApproveSplit(ctx context.Context, who data.Actor, op data.Op, shipment int64) error
	PlanOrder(ctx context.Context, who data.Actor, op data.Op, order int64) error
	PrintShipment(ctx context.Context, who data.Actor, op data.Op, shipment int64) (data.Shipment, error)
	CancelOrder(ctx context.Context, who data.Actor, op data.Op, order int64, why string) error
	CutLine(ctx context.Context, who data.Actor, op data.Op, line int64, qty data.Quantity, why string) error
	RequestReturn(ctx context.Context, who data.Actor, op data.Op, order int64, reason string, lines map[int64]data.Quantity) (data.Return, error)
	ReceiveReturn(ctx context.Context, who data.Actor, op data.Op, ret int64, lines map[int64]data.Quantity) error
	InspectReturn(ctx context.Context, who data.Actor, op data.Op, ret int64, decisions []data.Decision) error
	RefundReturn(ctx context.Context, who data.Actor, op data.Op, ret int64, req app.PaymentRequest) error
	page.Undoer
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
	Watch(fn func(data.Changed)) (stop func())
	Now(p app.Profile) time.Time
}

// OrderTab is a part of the order's page.
type OrderTab string

// The parts, in the order of their keys.
const (
	TabLines     OrderTab = "lines"
	TabMoney     OrderTab = "money"
	TabShipments OrderTab = "shipments"
	TabReturns   OrderTab = "returns"
	TabHistory   OrderTab = "history"
)

// OrderTabs lists them; the key of each is Ctrl and its place.
var OrderTabs = []OrderTab{TabLines, TabMoney, TabShipments, TabReturns, TabHistory}

// Order is the page of one order.
type Order struct {
	OnChange func()

	Number  int64
	Detail  app.Detail
	Loaded  bool
	Tab     OrderTab
	Row     int // the row of the tab under the cursor
	Form    *page.Form
	Notice  *page.Notice
	Returns map[int64][]data.ReturnLinesRow
	Company *page.Company // who else has the order open

	shop    keeper
	who     func() data.Actor
	run     page.Runner
	desk    page.Desk
	profile app.Profile
	now     time.Time
	busy    bool
	closed  bool
	stop    func()
	stale   *page.Burst
	loading page.Latest
}

// NewOrderPage makes the page of an order.
func NewOrderPage(shop keeper, who func() data.Actor, desk page.Desk, number int64) *Order {
	m := &Order{shop: shop, who: who, run: desk.Runner(), desk: desk, Number: number, Tab: TabLines, OnChange: func() {}, profile: app.DefaultProfile()}
	m.Company = page.NewCompany(shop, m.run, who, "order", func() bool { return m.Form != nil }, func() { m.OnChange() })
	return m
}

// Open reads the order and follows what changes.
func (m *Order) Open() {
	m.closed = false
	m.stale = page.NewBurst(m.run, page.BurstWait, m.Reload)
	m.stop = m.shop.Watch(func(c data.Changed) {
		if len(c.Entities["order"]) > 0 || len(c.Entities["shipment"]) > 0 || len(c.Entities["pick list"]) > 0 {
			m.stale.Poke()
		}
	})
	m.Reload()
}

// Close ends it.
func (m *Order) Close() {
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

// readOrder is what Reload reads.
type readOrder struct {
	detail  app.Detail
	profile app.Profile
	now     time.Time
	returns map[int64][]data.ReturnLinesRow
}

// Reload reads the order again.
func (m *Order) Reload() {
	page.Load(m.run, &m.loading, page.Patience, func(ctx context.Context) (r readOrder, err error) {
		if r.profile, err = m.shop.Profile(ctx); err != nil {
			return r, err
		}
		r.now = m.shop.Now(r.profile)
		if r.detail, err = m.shop.OrderByNumber(ctx, m.Number); err != nil {
			return r, err
		}
		r.returns = map[int64][]data.ReturnLinesRow{}
		for _, ret := range r.detail.Returns {
			if r.returns[ret.ID], err = m.shop.ReturnLines(ctx, ret.ID); err != nil {
				return r, err
			}
		}
		return r, nil
	}, func(r readOrder, err error) {
		if err != nil {
			m.Notice = page.Explain("read the order", err, m.Reload)
			m.OnChange()
			return
		}
		m.Detail, m.profile, m.now, m.Returns, m.Loaded = r.detail, r.profile, r.now, r.returns, true
		if !m.closed {
			m.Company.Open(m.Detail.Order.ID)
		}
		m.desk.Changed()
		m.OnChange()
	})
}

// Choose shows a part of the page.
func (m *Order) Choose(tab string) {
	m.Tab, m.Row = OrderTab(tab), 0
	m.OnChange()
}

// Title stands at the top of the window.
func (m *Order) Title() string { return fmt.Sprintf("Order %d", m.Number) }

// Who says whose order it is.
func (m *Order) Who() string { return joined(", ", m.Detail.Customer.Name, m.Detail.Customer.Company) }

// Placed says when, by whom and how the order came.
func (m *Order) Placed() string {
	o := m.Detail.Order
	if !m.Loaded {
		return ""
	}
	by := ""
	for _, h := range m.Detail.History {
		if h.Action == "placed" {
			by = " by " + h.Who
		}
	}
	s := "placed " + m.when(o.PlacedAt) + by + ", " + m.Detail.Channel.Name
	if o.ExternalRef != "" {
		s += " (" + o.ExternalRef + ")"
	}
	if o.PromisedAt.Set() {
		s += " · promised " + o.PromisedAt.Time().In(m.profile.Zone()).Format("Mon 2 Jan")
	}
	return s
}

// when is a moment in the shop's zone: a time of today, or a day with its time.
func (m *Order) when(at data.Instant) string {
	if !at.Set() {
		return ""
	}
	t := at.Time().In(m.profile.Zone())
	if now := m.now.In(m.profile.Zone()); t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	return t.Format("2 Jan 2006 15:04")
}

// Address is where the order goes, in a line.
func (m *Order) Address() string {
	a := m.Detail.Order.ShipTo()
	return joined(", ", a.Name, a.Company, a.Street1, a.Street2, joined(" ", a.Postcode, a.City), a.Region, a.Country)
}

// open reports whether the order is still in the shop.
func (m *Order) open() bool {
	o := m.Detail.Order
	return m.Loaded && !m.busy && !o.CancelledAt.Set() && !o.ClosedAt.Set()
}

// live is the shipments that have not left.
func (m *Order) live() []app.ShipmentDetail {
	var out []app.ShipmentDetail
	for _, s := range m.Detail.Shipments {
		if !s.VoidedAt.Set() && !s.HandedOverAt.Set() {
			out = append(out, s)
		}
	}
	return out
}

// do runs a deed on the order and says what became of it. With a form, what is
// refused is shown there and the form stays.
func (m *Order) do(f *page.Form, doing string, op data.Op, deed func(ctx context.Context) error, done string, undoable bool) {
	m.busy = true
	if f != nil {
		f.Busy = true
	}
	m.OnChange()
	who := m.who()
	page.Do(m.run, page.Patience, deed, func(err error) {
		m.busy = false
		if err != nil {
			switch {
			case f == nil:
				m.Notice = page.Explain(doing, err, nil)
			case !f.Overtaken(m.run, doing, err, func() bool { return m.Form == f }, func() { m.OnChange() }):
				f.Fail(doing, err)
			}
			m.OnChange()
			return
		}
		if f != nil && m.Form == f {
			m.Form = nil
		}
		m.Notice = nil
		if f != nil {
			done = f.Done(done)
		}
		toast := page.Toast{Text: done, State: page.Good}
		if undoable {
			toast.Undo = func() {
				page.Do(m.run, page.Patience, func(ctx context.Context) error {
					_, err := m.shop.UndoOp(ctx, who, op)
					return err
				}, func(err error) { m.desk.Toast(page.UndoToast(err)); m.Reload() })
			}
		}
		m.desk.Toast(toast)
		m.Reload()
	})
}

// ask shows a form.
func (m *Order) ask(f *page.Form) {
	m.Form = f
	m.OnChange()
}

// CloseForm leaves the form. It reports whether there was one.
func (m *Order) CloseForm() bool {
	if m.Form == nil {
		return false
	}
	m.Form = nil
	m.OnChange()
	return true
}

// money shows an amount of the order.
func (m *Order) money(a data.Money) string { return a.In(m.Detail.Order.Currency) }

// Sums are the order's figures beside its money events.
func (m *Order) Sums() [][2]string {
	o := m.Detail.Order
	sums := [][2]string{{"Goods", m.money(o.Goods)}}
	if o.Discount != 0 {
		sums = append(sums, [2]string{"Discount", "-" + m.money(o.Discount)})
	}
	sums = append(sums, [2]string{"Postage", m.money(o.Postage)}, [2]string{"Tax", m.money(o.Tax)}, [2]string{"Total", m.money(o.Total)}, [2]string{"Paid", m.money(o.Paid)})
	if o.Authorised != 0 {
		sums = append(sums, [2]string{"Authorised", m.money(o.Authorised)})
	}
	return append(sums, [2]string{"Due", m.money(m.Detail.Due)})
}

// Notes are the order's notes, in a line.
func (m *Order) Notes() string {
	o := m.Detail.Order
	var parts []string
	if o.Note != "" {
		parts = append(parts, "Note: "+o.Note)
	}
	if o.GiftNote != "" {
		parts = append(parts, "Gift note: "+o.GiftNote)
	}
	return strings.Join(parts, " · ")
}
