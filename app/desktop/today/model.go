package today

import (
	"context"
	"fmt"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// days is what the page asks the shop.
type days interface {
	Day(ctx context.Context, desk string) (app.Day, error)
}

// tile is one stage of the way through the shop.
type tile struct {
	ID, Title string
	Key       page.Key
	N         int64
	Detail    string // "oldest 3 days", "2 late"
	Late      bool
	Route     page.Route
}

// line is one thing that a person must decide or do, or one step of setting up.
type line struct {
	What, Detail string
	N            int64
	Key          string // as it stands on the keyboard
	State        page.State
	Word         string // of the state
	Route        page.Route
}

// model is the day.
type model struct {
	Notice   *page.Notice
	Day      app.Day
	Come     bool // the day has been read once
	OnChange func()
	Go       func(page.Route)

	shop    days
	who     func() data.Actor
	run     page.Runner
	loading page.Latest
	tick    func()
	closed  bool
}

func newModel(shop days, who func() data.Actor, run page.Runner) *model {
	return &model{shop: shop, who: who, run: run, OnChange: func() {}, Go: func(page.Route) {}}
}

// tickEvery is how often the day is read again by itself: cut-offs count down.
const tickEvery = time.Minute

// Reload reads the day.
func (m *model) Reload() {
	desk := m.who().Desk
	page.Load(m.run, &m.loading, page.Patience, func(ctx context.Context) (app.Day, error) {
		return m.shop.Day(ctx, desk)
	}, func(d app.Day, err error) {
		if m.Notice = page.Explain("read what waits", err, m.Reload); err == nil {
			m.Day, m.Come = d, true
		}
		m.wait()
		m.OnChange()
	})
}

func (m *model) wait() {
	if m.tick != nil {
		m.tick()
		m.tick = nil
	}
	if !m.closed {
		m.tick = m.run.Later(tickEvery, m.Reload)
	}
}

// Close ends what is under way.
func (m *model) Close() {
	m.closed = true
	if m.tick != nil {
		m.tick()
		m.tick = nil
	}
	m.loading.Cancel()
}

// Beginning says that the shop has not sold anything yet.
func (m *model) Beginning() bool { return m.Come && m.Day.Start.Orders == 0 }

// stageTiles are the stages in the order in which an order meets them.
var stageTiles = []struct {
	stage data.OrderStage
	title string
	key   page.Key
	route page.Route
}{
	{data.OnHold, "On hold", "1", "orders?view=on+hold"},
	{data.Unpaid, "Unpaid", "2", "orders?view=unpaid"},
	{data.BadAddress, "Address", "3", "orders?view=address"},
	{data.Backordered, "To come", "4", "orders?view=backorder"},
	{data.Ready, "Ready", "5", "pick?view=ready"},
	{data.Released, "Released", "6", "pick?view=floor"},
	{data.Picking, "Picking", "7", "pick?view=lists"},
	{data.Packing, "Packing", "8", "pack"},
	{data.Packed, "Packed", "9", "handover"},
}

// Tiles are the stages with what stands at each.
func (m *model) Tiles() []tile {
	out := make([]tile, len(stageTiles))
	for i, s := range stageTiles {
		st := m.Day.Stages[s.stage]
		t := tile{ID: string(s.stage), Title: s.title, Key: s.key, N: st.N, Route: s.route, Detail: "nothing"}
		switch {
		case st.N == 0:
		case st.Late > 0:
			t.Detail, t.Late = fmt.Sprintf("%s late", page.FormatCount(st.Late)), true
		default:
			t.Detail = since(m.Day.Now, st.Oldest)
		}
		out[i] = t
	}
	return out
}

// since says since when the oldest waits.
func since(now, oldest time.Time) string {
	if now.Sub(oldest) < time.Minute {
		return "just now"
	}
	return "oldest " + age(now.Sub(oldest))
}

// age says how long something has waited.
func age(d time.Duration) string {
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 36*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}

// Decisions are what people must look at, the gravest first. What there is
// nothing of is left out.
func (m *model) Decisions() []line {
	d := m.Day
	late := func(s data.OrderStage) string {
		st := d.Stages[s]
		if st.N == 0 {
			return ""
		}
		return since(d.Now, st.Oldest)
	}
	all := []line{
		{"Orders past what was promised", "", d.Late, "L", page.Bad, "late", "orders?view=late"},
		{"Messages that channels did not take", "a person decides", d.Failed, "", page.Bad, "failed", "setup/books"},
		{"Holds whose day has come", "", int64(d.HoldsDue), "1", page.Warning, "due", "orders?view=on+hold"},
		{"Orders on hold", late(data.OnHold), d.Stages[data.OnHold].N, "1", page.Bad, "on hold", "orders?view=on+hold"},
		{"Doubtful addresses", late(data.BadAddress), d.Stages[data.BadAddress].N, "3", page.Warning, "address", "orders?view=address"},
		{"Orders not paid for", owed(d), d.Stages[data.Unpaid].N, "2", page.Warning, "unpaid", "orders?view=unpaid"},
		{"Orders that wait for goods", late(data.Backordered), d.Stages[data.Backordered].N, "4", page.Warning, "to come", "orders?view=backorder"},
		{"Documents that wait for a printer", "", int64(d.Prints), "P", page.Warning, "waiting", "setup/printers"},
		{"Counts to finish", "", int64(d.Uncounted), "C", page.Info, "open", "counts"},
		{"Products at or below their reorder point", "", int64(d.Low), "W", page.Info, "low", "products?view=low"},
	}
	out := make([]line, 0, len(all))
	for _, l := range all {
		if l.N > 0 {
			out = append(out, l)
		}
	}
	return out
}

func owed(d app.Day) string {
	if u := d.Stages[data.Unpaid].Unpaid; u > 0 {
		return page.FormatMoney(int64(u), 2) + " " + d.Profile.Currency
	}
	return ""
}

// Left says how far away a cut-off is.
func (m *model) Left(c app.CutOff) (string, page.State) {
	if c.At.IsZero() {
		return "any time", page.Muted
	}
	left := c.At.Sub(m.Day.Now)
	switch {
	case left <= 0:
		return "missed today", page.Bad
	case left < time.Hour:
		return fmt.Sprintf("%d min left", int(left.Minutes())), page.Warning
	}
	return fmt.Sprintf("%d h %02d left", int(left.Hours()), int(left.Minutes())%60), page.Plain
}

// Steps are what a new shop does first.
func (m *model) Steps() []line {
	s := m.Day.Start
	step := func(what, detail, key string, route page.Route, done bool, n int64) line {
		l := line{What: what, Detail: detail, Key: key, Route: route, State: page.Info, Word: "to do"}
		if done {
			l.State, l.Word = page.Good, "done"
			if n > 0 {
				l.Word = page.FormatCount(n) + " there"
			}
		}
		return l
	}
	rates := step("Look at the rate card", "the services you send with, and their prices", "5", "setup/rates", s.Rates && !s.RateCardExample, 0)
	if s.RateCardExample {
		rates.Word, rates.State = "an example", page.Warning
	}
	return []line{
		step("Say who the shop is", "name, address, currency and tax, as they stand on every slip", "1", "setup", s.Profile, 0),
		step("Name the shelves", "one code a place; type them or bring a list in", "2", "setup/locations", s.Bins > 0, s.Bins),
		step("Bring the products in", "a spreadsheet with SKU, name, price; or Ctrl+N on Products", "3", "setup/import", s.Products > 0, s.Products),
		step("Say what is in stock", "a spreadsheet with SKU, location and quantity", "4", "setup/import?kind=stock", s.Stock, 0),
		rates,
		step("List the boxes", "inner size, weight, what each carries", "6", "setup/boxes", s.Boxes > 0, s.Boxes),
		step("Choose the printers", "which one takes labels, which one slips", "7", "setup/printers", s.Printers, 0),
		step("Take the first order", "the phone rings: F2", "F2", "neworder", s.Orders > 0, s.Orders),
	}
}

// Open opens what a line stands for.
func (m *model) Open(r page.Route) {
	if r != "" {
		m.Go(r)
	}
}
