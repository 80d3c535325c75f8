package orders

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// lister is what the list of orders asks the shop.
type lister interface {
	OrderList(ctx context.Context, q app.OrderQuery) ([]int64, error)
	OrderRows(ctx context.Context, ids []int64) ([]data.OrderRow, error)
	OrderCounts(ctx context.Context) (map[data.OrderView]int64, error)
	FirstOrders(ctx context.Context, most int) ([]data.OrderRow, error)
	Profile(ctx context.Context) (app.Profile, error)
	ReleaseOrders(ctx context.Context, who data.Actor, op data.Op, orders []int64) (app.Released, error)
	PrintSlips(ctx context.Context, who data.Actor, orders []int64) (int, error)
	HoldOrders(ctx context.Context, who data.Actor, op data.Op, orders []int64, kind, reason string, until time.Time) (app.Several, error)
	CancelOrders(ctx context.Context, who data.Actor, op data.Op, orders []int64, why string) (app.Several, error)
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
	Watch(fn func(data.Changed)) (stop func())
	Now(p app.Profile) time.Time
}

// longDeed is how long a deed over many orders may take.
const longDeed = 5 * time.Minute

// mostMarked is how many orders one deed takes: what is marked by a slip of the
// hand is not sent to the floor by the thousand.
const mostMarked = 1000

// listView is a saved view with its tab.
type listView struct {
	id    data.OrderView
	title string
	state page.State
}

// listViews are the saved views in the order of their tabs.
var listViews = []listView{
	{data.ViewAll, "All", page.Plain}, {data.ViewOpen, "Open", page.Plain}, {data.ViewUnpaid, "Unpaid", page.Warning},
	{data.ViewReady, "Ready", page.Good}, {data.ViewOnHold, "On hold", page.Bad}, {data.ViewAddress, "Address", page.Warning},
	{data.ViewBackward, "Backorder", page.Warning}, {data.ViewLate, "Late", page.Bad},
}

// List is the list of all orders, by saved views.
type List struct {
	OnChange func()

	View   data.OrderView
	Text   string
	Sort   page.Sort
	Counts map[data.OrderView]int64
	Rows   *page.Lazy[data.OrderRow]
	Notice *page.Notice
	Form   *page.Form

	shop     lister
	who      func() data.Actor
	run      page.Runner
	desk     page.Desk
	profile  app.Profile
	now      time.Time
	ids      []int64
	fetching atomic.Pointer[[]int64] // ids as the goroutine that fetches rows sees them
	marked   []int64                 // the orders that commands act on
	Moved    []int                   // the rows where they stand after reloading; nil otherwise
	busy     bool
	begun    bool // the ids have come once
	routed   bool // the route says what to show
	stop     func()
	stale    *page.Burst
	loading  page.Latest
	counting page.Latest
	first    page.Latest
}

// NewList makes the list; the route may name a view ("orders?view=late") and a
// text ("orders?find=okafor").
func NewList(shop lister, who func() data.Actor, desk page.Desk, route page.Route) *List {
	m := &List{shop: shop, who: who, run: desk.Runner(), desk: desk, OnChange: func() {}, View: data.ViewOpen, Text: route.Get("find"),
		Sort: page.Sort{Column: "number", Down: true}, Counts: map[data.OrderView]int64{}, profile: app.DefaultProfile()}
	if v := route.Get("view"); v != "" {
		m.View = data.OrderView(v)
	}
	m.routed = route.Get("view") != "" || m.Text != ""
	m.Rows = page.NewLazy(m.run, m.load, m.cells, func(err error) {
		if err != nil {
			m.Notice = page.Explain("read the orders", err, m.Reload)
		}
		m.OnChange()
	})
	return m
}

// listKept is how the list was left.
type listKept struct {
	View data.OrderView `json:"view"`
	Text string         `json:"text,omitempty"`
	Sort page.Sort      `json:"sort"`
}

// Save and Restore keep view, text and sort for the next time.
func (m *List) Save() string {
	b, err := json.Marshal(listKept{m.View, m.Text, m.Sort})
	if err != nil {
		return ""
	}
	return string(b)
}

// Restore takes back what Save gave.
func (m *List) Restore(saved string) {
	var k listKept
	if json.Unmarshal([]byte(saved), &k) != nil || k.View == "" {
		return
	}
	m.Sort = k.Sort
	if !m.routed { // a route that names a view or a text is what was asked for now
		m.View, m.Text = k.View, k.Text
	}
}

// Open reads the list and follows what changes.
func (m *List) Open() {
	m.stale = page.NewBurst(m.run, page.BurstWait, m.Reload)
	m.stop = m.shop.Watch(func(c data.Changed) {
		if len(c.Entities["order"]) > 0 || len(c.Entities["shipment"]) > 0 {
			m.stale.Poke()
		}
	})
	m.Reload()
}

// Close ends it.
func (m *List) Close() {
	if m.stop != nil {
		m.stop()
	}
	if m.stale != nil {
		m.stale.Close()
	}
	m.loading.Cancel()
	m.counting.Cancel()
	m.first.Cancel()
	m.Rows.Reset(0)
}

// Loading reports whether the list is being read.
func (m *List) Loading() bool { return m.loading.Running() }

// listed is what Reload reads.
type listed struct {
	ids     []int64
	profile app.Profile
	now     time.Time
}

// Reload reads the ids of the view; rows come as they are seen.
func (m *List) Reload() {
	q := app.OrderQuery{View: m.View, By: "placed", Text: strings.TrimSpace(m.Text), Down: m.Sort.Down}
	switch m.Sort.Column {
	case "total", "customer":
		q.By = m.Sort.Column
	default:
		q.Down = !m.Sort.Down // ids come newest first
	}
	page.Load(m.run, &m.loading, page.Patience, func(ctx context.Context) (l listed, err error) {
		if l.profile, err = m.shop.Profile(ctx); err != nil {
			return l, err
		}
		l.now = m.shop.Now(l.profile)
		l.ids, err = m.shop.OrderList(ctx, q)
		return l, err
	}, func(l listed, err error) {
		m.first.Cancel()
		m.Notice = page.Explain("list the orders", err, m.Reload)
		if err == nil {
			m.profile, m.now, m.begun = l.profile, l.now, true
			m.setIDs(l.ids)
			m.follow()
		}
		m.OnChange()
	})
	if !m.begun && m.View == data.ViewAll && q.By == "placed" && !q.Down && q.Text == "" {
		m.showFirst()
	}
	page.Load(m.run, &m.counting, page.Patience, m.shop.OrderCounts, func(n map[data.OrderView]int64, err error) {
		if err == nil { // the list itself says what is wrong
			m.Counts = n
			m.OnChange()
		}
	})
	m.OnChange()
}

// firstPage is how many rows a window shows at most.
const firstPage = 60

// showFirst shows the newest orders while the ids of some hundred thousand are
// being read.
func (m *List) showFirst() {
	page.Load(m.run, &m.first, page.Patience, func(ctx context.Context) ([]data.OrderRow, error) {
		return m.shop.FirstOrders(ctx, firstPage)
	}, func(rows []data.OrderRow, err error) {
		if err != nil || m.begun {
			return // the list itself says what is wrong
		}
		ids := make([]int64, 0, len(rows))
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		m.setIDs(ids)
		m.OnChange()
	})
}

func (m *List) load(ctx context.Context, from, to int) ([]data.OrderRow, error) {
	ids := m.fetching.Load()
	if ids == nil || to > len(*ids) {
		return nil, nil
	}
	return m.shop.OrderRows(ctx, (*ids)[from:to])
}

// setIDs shows other rows. The slice is never written again.
func (m *List) setIDs(ids []int64) {
	m.ids = ids
	m.fetching.Store(&ids)
	m.Rows.Reset(len(ids))
}

// Choose shows another saved view.
func (m *List) Choose(view string) {
	m.View, m.marked, m.Moved = data.OrderView(view), nil, []int{}
	m.Reload()
}

// Find shows only the orders that have the text somewhere.
func (m *List) Find(text string) {
	if text == m.Text {
		return
	}
	m.Text, m.marked, m.Moved = text, nil, []int{}
	m.Reload()
}

// SortBy sorts by a column.
func (m *List) SortBy(s page.Sort) {
	m.Sort, m.marked, m.Moved = s, nil, []int{}
	m.Reload()
}

// Mark is told which rows a command acts on. The orders are remembered, not the
// rows: an order placed at another desk moves all rows by one.
func (m *List) Mark(rows []int) {
	m.marked = m.marked[:0:0]
	for _, r := range rows {
		if r >= 0 && r < len(m.ids) {
			m.marked = append(m.marked, m.ids[r])
		}
	}
}

// follow finds the rows of the marked orders in the list as it is now.
func (m *List) follow() {
	if len(m.marked) == 0 {
		return
	}
	want := make(map[int64]bool, len(m.marked))
	for _, id := range m.marked {
		want[id] = true
	}
	m.Moved = []int{}
	for i, id := range m.ids {
		if want[id] {
			m.Moved = append(m.Moved, i)
		}
	}
}

// OpenRow opens the order of a row.
func (m *List) OpenRow(row int) {
	if r, ok := m.Rows.Get(row); ok {
		m.desk.Open(page.To("order", fmt.Sprint(r.Number)))
	}
}

// OpenMarked opens the first of the marked orders.
func (m *List) OpenMarked() {
	for i, id := range m.ids {
		if len(m.marked) > 0 && id == m.marked[0] {
			m.OpenRow(i)
			return
		}
	}
}

// Empty says what stands where there are no rows.
func (m *List) Empty() (title, hint string) {
	switch {
	case !m.begun:
		return "", ""
	case strings.TrimSpace(m.Text) != "":
		return fmt.Sprintf("No order has %q", m.Text), "Try a part of a name, a number, a phone or a postcode; Escape clears the field."
	case m.View == data.ViewAll || m.View == data.ViewOpen && m.Counts[data.ViewAll] == 0:
		return "No orders yet", "A phone order starts with F2. Orders of other channels come in by Reports and Setup."
	}
	return "Nothing here", "No order is in this view right now."
}

// cells is a row of the list as it is read.
func (m *List) cells(r data.OrderRow) []page.Cell {
	customer := r.Customer
	if r.Company != "" {
		customer += ", " + r.Company
	}
	if r.Priority > 0 {
		customer = "★ " + customer
	}
	promised := page.T(m.day(r.PromisedAt))
	if r.PromisedAt.Set() && !r.ClosedAt.Set() && !r.CancelledAt.Set() && r.PromisedAt.Time().Before(m.now) {
		promised.State = page.Bad
	}
	return []page.Cell{
		page.T(fmt.Sprint(r.Number)), page.T(customer), stageCell(r.Stage), payCell(r.PayStatus),
		page.T(page.FormatCount(int64(r.Units))), page.T(r.Total.In(r.Currency)), page.T(m.moment(r.PlacedAt)), promised,
		page.T(r.Channel), page.T(r.ShipCity),
	}
}

// moment is a time of today, or a day.
func (m *List) moment(at data.Instant) string {
	if !at.Set() {
		return ""
	}
	t := at.Time().In(m.profile.Zone())
	if now := m.now.In(m.profile.Zone()); t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	return t.Format("2 Jan 2006")
}

func (m *List) day(at data.Instant) string {
	if !at.Set() {
		return ""
	}
	return at.Time().In(m.profile.Zone()).Format("Mon 2 Jan")
}

// stageCell says where an order stands.
func stageCell(s data.OrderStage) page.Cell {
	state := page.Plain
	switch s {
	case data.OnHold:
		state = page.Bad
	case data.Unpaid, data.BadAddress, data.Backordered:
		state = page.Warning
	case data.Ready:
		state = page.Good
	case data.Released, data.Picking, data.Packing, data.Packed:
		state = page.Info
	case data.Closed, data.CancelledOut:
		state = page.Muted
	}
	return page.S(sentence(string(s)), state)
}

// payCell says how an order stands with its money.
func payCell(s data.PayStatus) page.Cell {
	state := page.Plain
	switch s {
	case data.PayUnpaid, data.PayPart:
		state = page.Warning
	case data.PayRefundDue, data.PayOver:
		state = page.Bad
	case data.PayPaid, data.PayAuthorised:
		state = page.Good
	case data.PayRefunded:
		state = page.Muted
	case data.PayTerms:
		state = page.Info
	}
	return page.S(sentence(string(s)), state)
}
