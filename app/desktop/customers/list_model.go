package customers

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// lister is what the list of customers asks the shop.
type lister interface {
	CustomerList(ctx context.Context, by, text string, down bool) ([]int64, error)
	CustomerRows(ctx context.Context, ids []int64) ([]app.CustomerRow, error)
	Profile(ctx context.Context) (app.Profile, error)
	Watch(fn func(data.Changed)) (stop func())
}

// List is the list of all customers.
type List struct {
	OnChange func()

	Text   string
	Sort   page.Sort
	Rows   *page.Lazy[app.CustomerRow]
	Notice *page.Notice

	shop    lister
	run     page.Runner
	desk    page.Desk
	profile app.Profile
	ids     []int64
	fetch   atomic.Pointer[[]int64] // ids as the goroutine that fetches rows sees them
	at      int64                   // the customer under the cursor
	begun   bool
	stop    func()
	stale   *page.Burst
	loading page.Latest
}

// NewList makes the list; the route may name a text ("customers?find=leeds").
func NewList(shop lister, desk page.Desk, route page.Route) *List {
	m := &List{shop: shop, run: desk.Runner(), desk: desk, OnChange: func() {}, Text: route.Get("find"), Sort: page.Sort{Column: "name"}, profile: app.DefaultProfile()}
	m.Rows = page.NewLazy(m.run, func(ctx context.Context, from, to int) ([]app.CustomerRow, error) {
		ids := m.fetch.Load()
		if ids == nil || to > len(*ids) {
			return nil, nil
		}
		return m.shop.CustomerRows(ctx, (*ids)[from:to])
	}, m.cells, func(err error) {
		if err != nil {
			m.Notice = page.Explain("read the customers", err, m.Reload)
		}
		m.OnChange()
	})
	return m
}

// listKept is how the list was left.
type listKept struct {
	Text string    `json:"text,omitempty"`
	Sort page.Sort `json:"sort"`
}

// Save keeps text and sort for the next time.
func (m *List) Save() string {
	b, err := json.Marshal(listKept{m.Text, m.Sort})
	if err != nil {
		return ""
	}
	return string(b)
}

// Restore takes back what Save gave.
func (m *List) Restore(saved string) {
	var k listKept
	if json.Unmarshal([]byte(saved), &k) == nil && k.Sort.Column != "" {
		m.Text, m.Sort = k.Text, k.Sort
	}
}

// Open reads the list and follows what changes.
func (m *List) Open() {
	m.stale = page.NewBurst(m.run, 5*page.BurstWait, m.Reload)
	m.stop = m.shop.Watch(func(c data.Changed) {
		if len(c.Entities["customer"])+len(c.Entities["order"]) > 0 {
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
	m.Rows.Reset(0)
}

// Loading reports whether the list is being read.
func (m *List) Loading() bool { return m.loading.Running() }

// listed is what Reload reads.
type listed struct {
	ids     []int64
	profile app.Profile
}

// Reload reads the ids of the list; rows come as they are seen.
func (m *List) Reload() {
	by, text, down := m.Sort.Column, strings.TrimSpace(m.Text), m.Sort.Down
	if by == "value" {
		down = !down // the largest come first
	}
	page.Load(m.run, &m.loading, page.Patience, func(ctx context.Context) (l listed, err error) {
		if l.profile, err = m.shop.Profile(ctx); err != nil {
			return l, err
		}
		l.ids, err = m.shop.CustomerList(ctx, by, text, down)
		return l, err
	}, func(l listed, err error) {
		m.Notice = page.Explain("list the customers", err, m.Reload)
		if err == nil {
			m.profile, m.begun = l.profile, true
			m.setIDs(l.ids)
		}
		m.OnChange()
	})
	m.OnChange()
}

// setIDs shows other rows. The slice is never written again.
func (m *List) setIDs(ids []int64) {
	m.ids = ids
	m.fetch.Store(&ids)
	m.Rows.Reset(len(ids))
}

// Find shows only the customers that have the text somewhere.
func (m *List) Find(text string) {
	if text != m.Text {
		m.Text = text
		m.Reload()
	}
}

// SortBy sorts by a column.
func (m *List) SortBy(s page.Sort) {
	m.Sort = s
	m.Reload()
}

// At is told which row the cursor is on. The customer is remembered, not the
// row.
func (m *List) At(row int) {
	m.at = 0
	if row >= 0 && row < len(m.ids) {
		m.at = m.ids[row]
	}
}

// RowOf is the row where the customer under the cursor stands now, or -1.
func (m *List) RowOf() int {
	for i, id := range m.ids {
		if id == m.at {
			return i
		}
	}
	return -1
}

// OpenRow opens the customer of a row.
func (m *List) OpenRow(row int) {
	if row >= 0 && row < len(m.ids) {
		m.desk.Open(page.To("customer", fmt.Sprint(m.ids[row])))
	}
}

// OpenNew opens the form of a customer who is not there yet.
func (m *List) OpenNew() { m.desk.Open(page.To("customer", "new")) }

// StartOrder starts a phone order for the customer under the cursor.
func (m *List) StartOrder() {
	if m.at > 0 {
		m.desk.Open(page.Route("neworder").With("customer", fmt.Sprint(m.at)))
	}
}

// Count says how many there are.
func (m *List) Count() string {
	if len(m.ids) == 1 {
		return "1 customer"
	}
	return page.FormatCount(int64(len(m.ids))) + " customers"
}

// Empty says what stands where there are no rows.
func (m *List) Empty() (title, hint string) {
	switch {
	case !m.begun:
		return "", ""
	case strings.TrimSpace(m.Text) != "":
		return fmt.Sprintf("No customer has %q", m.Text), "Try a part of a name, a number, a phone or a postcode; Escape clears the field."
	}
	return "No customers yet", "They are added by phone orders (F2), here (F3), or from a list on the Setup page (Alt+0)."
}

// cells is a row of the list as it is read.
func (m *List) cells(r app.CustomerRow) []page.Cell {
	name := r.Name
	if r.Priority > 0 {
		name = "★ " + name
	}
	owes := page.Cell{Text: data.Money(r.Figures.Owed).In(m.profile.Currency)}
	switch {
	case r.Figures.Owed == 0:
		owes = page.S("–", page.Muted)
	case r.TermsDays == 0:
		owes.State = page.Warning
	}
	orders, value := page.T(page.FormatCount(r.Figures.Orders)), page.T(data.Money(r.Figures.Total).In(m.profile.Currency))
	if r.Figures.Orders == 0 {
		orders, value = page.S("–", page.Muted), page.S("–", page.Muted)
	}
	return []page.Cell{page.T(r.Number), page.T(name), page.T(r.Company), page.T(r.Town), page.T(r.Phone), orders, value, owes, page.T(day(data.Instant(r.Figures.LastAt), m.profile))}
}

// day is a day in the shop's zone, or "".
func day(at data.Instant, p app.Profile) string {
	if !at.Set() {
		return ""
	}
	return at.Time().In(p.Zone()).Format("2 Jan 2006")
}
