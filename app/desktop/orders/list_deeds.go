package orders

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// picked gives the orders that commands act on.
func (m *List) picked() []int64 { return append([]int64(nil), m.marked...) }

// any reports whether a command has something to act on.
func (m *List) any() bool { return len(m.marked) > 0 && !m.busy }

// many stops a deed over more orders than anybody means.
func (m *List) many(n int) bool {
	if n <= mostMarked {
		return false
	}
	m.Notice = &page.Notice{State: page.Warning, Title: fmt.Sprintf("%s orders are selected", page.FormatCount(int64(n))), Hint: fmt.Sprintf("Select at most %d at a time.", mostMarked)}
	m.OnChange()
	return true
}

// SelectionText says what the commands act on; rows are those of the marked
// orders.
func (m *List) SelectionText(rows []int) string {
	n := len(m.marked)
	all := page.FormatCount(int64(len(m.ids)))
	if n <= 1 {
		return count(len(m.ids), "order", "orders")
	}
	var total data.Money
	currency, whole := "", n <= mostMarked
	for _, r := range rows[:min(len(rows), mostMarked)] {
		row, ok := m.Rows.Get(r)
		if !ok {
			whole = false
			break
		}
		total += row.Total
		currency = row.Currency
	}
	s := fmt.Sprintf("%s of %s selected", page.FormatCount(int64(n)), all)
	if whole {
		s += " · " + total.In(currency)
	}
	return s
}

// Release makes labels and sends the orders to the floor.
func (m *List) Release() {
	ids := m.picked()
	if len(ids) == 0 || m.busy || m.many(len(ids)) {
		return
	}
	op, who := data.NewOp("release", ids), m.who()
	var r app.Released
	m.work(fmt.Sprintf("releasing %s", count(len(ids), "order", "orders")), func(ctx context.Context) (err error) {
		r, err = m.shop.ReleaseOrders(ctx, who, op, ids)
		return err
	}, func(err error) {
		m.Notice = page.Explain("release the orders", err, nil)
		if len(r.Done) > 0 {
			m.desk.Toast(page.Toast{Text: "Released " + count(len(r.Done), "shipment", "shipments"), State: page.Good, Undo: m.undo(op)})
		}
		if err == nil && len(r.Stopped) > 0 {
			m.Notice = stoppedNotice(r.Stopped)
		}
	})
}

// stoppedNotice names what may not go, and why.
func stoppedNotice(stopped []app.Stopped) *page.Notice {
	var why []string
	for i, s := range stopped {
		if i == 3 {
			why = append(why, fmt.Sprintf("and %d more", len(stopped)-3))
			break
		}
		why = append(why, s.Why)
	}
	return &page.Notice{State: page.Warning, Title: count(len(stopped), "order stays", "orders stay") + " here", Hint: strings.Join(why, " · ")}
}

// PrintSlips prints the packing slips of the orders.
func (m *List) PrintSlips() {
	ids := m.picked()
	if len(ids) == 0 || m.busy || m.many(len(ids)) {
		return
	}
	who, n := m.who(), 0
	m.work("drawing slips", func(ctx context.Context) (err error) {
		n, err = m.shop.PrintSlips(ctx, who, ids)
		return err
	}, func(err error) {
		m.Notice = page.Explain("print the slips", err, nil)
		if err == nil {
			m.desk.Toast(page.Toast{Text: count(n, "slip is", "slips are") + " queued", State: page.Good})
		}
	})
}

// work does something long in the background, shown in the status bar.
func (m *List) work(title string, deed func(context.Context) error, done func(error)) {
	m.busy = true
	m.desk.SetJob(page.Job{ID: "orders", Title: title})
	m.OnChange()
	page.Do(m.run, longDeed, deed, func(err error) {
		m.busy = false
		m.desk.EndJob("orders")
		done(err)
		m.OnChange()
	})
}

func (m *List) undo(op data.Op) func() {
	who := m.who()
	return func() {
		page.Do(m.run, page.Patience, func(ctx context.Context) error {
			_, err := m.shop.UndoOp(ctx, who, op)
			return err
		}, func(err error) { m.desk.Toast(page.UndoToast(err)) })
	}
}

// AskHold asks why the orders are held.
func (m *List) AskHold() {
	ids := m.picked()
	if len(ids) == 0 || m.busy || m.many(len(ids)) {
		return
	}
	f := holdForm(m.now)
	f.Title = "Hold " + count(len(ids), "order", "orders")
	op := data.NewOp("hold", ids)
	f.Submit = func() {
		kind, reason, until, ok := readHold(f, m.now)
		if !ok {
			return
		}
		m.atOnce(f, "hold the orders", "Held", op, func(ctx context.Context) (app.Several, error) {
			return m.shop.HoldOrders(ctx, m.who(), op, ids, kind, reason, until)
		})
	}
	m.Form = f
	m.OnChange()
}

// AskCancel asks why the orders are cancelled.
func (m *List) AskCancel() {
	ids := m.picked()
	if len(ids) == 0 || m.busy || m.many(len(ids)) {
		return
	}
	f := cancelForm(count(len(ids), "order", "orders"))
	op := data.NewOp("cancel order", ids)
	f.Submit = func() {
		why := f.Value("reason")
		if why == "" {
			f.Refuse("reason", "a reason is kept with every cancelled order")
			return
		}
		m.atOnce(f, "cancel the orders", "Cancelled", op, func(ctx context.Context) (app.Several, error) {
			return m.shop.CancelOrders(ctx, m.who(), op, ids, why)
		})
	}
	m.Form = f
	m.OnChange()
}

// atOnce does something to several orders in one deed, with one undo. Those that
// may not are named.
func (m *List) atOnce(f *page.Form, doing, done string, op data.Op, deed func(ctx context.Context) (app.Several, error)) {
	f.Busy = true
	var r app.Several
	m.work(doing, func(ctx context.Context) (err error) {
		r, err = deed(ctx)
		return err
	}, func(err error) {
		if err != nil {
			f.Fail(doing, err)
			return
		}
		m.Form, m.Notice = nil, nil
		if len(r.Stopped) > 0 {
			m.Notice = stoppedNotice(r.Stopped)
		}
		if len(r.Done) > 0 {
			m.desk.Toast(page.Toast{Text: done + " " + count(len(r.Done), "order", "orders"), State: page.Good, Undo: m.undo(op)})
		}
	})
}

// CloseForm leaves the form. It reports whether there was one.
func (m *List) CloseForm() bool {
	if m.Form == nil {
		return false
	}
	m.Form = nil
	m.OnChange()
	return true
}

// holdKinds are the kinds of hold (domain 1), holdWords what a form calls them.
var (
	holdKinds = []string{"wish", "payment", "address", "stock", "fraud", "review"}
	holdWords = []string{"customer's wish", "payment", "address", "stock", "fraud", "review"}
)

func holdForm(now time.Time) *page.Form {
	return &page.Form{Title: "Hold", Hint: "A held order goes no further until the hold is released.", Do: "Hold", Fields: []page.FormField{
		{ID: "kind", Label: "Because of", Value: holdWords[0], Choices: holdWords},
		{ID: "reason", Label: "Reason", Placeholder: "What was said"},
		{ID: "until", Label: "Until", Placeholder: "no day, or " + now.AddDate(0, 0, 7).Format("2/1"), Hint: "fri, +3, 24/12: it is let go by itself on that day"},
	}}
}

func readHold(f *page.Form, now time.Time) (kind, reason string, until time.Time, ok bool) {
	kind, reason = holdKinds[max(0, slices.Index(holdWords, f.Value("kind")))], f.Value("reason")
	if reason == "" {
		f.Refuse("reason", "say why, for whoever looks at it next")
	}
	if day := f.Value("until"); day != "" {
		t, err := page.ParseDate(day, now, false)
		if err != nil {
			f.Refuse("until", err.Error())
		}
		until = t
	}
	return kind, reason, until, f.Sound()
}

func cancelForm(what string) *page.Form {
	return &page.Form{Title: "Cancel " + what, Hint: "Stock is given back, labels are void, money taken is owed back. Ctrl+Z takes it back.", Do: "Cancel order", Danger: true,
		Fields: []page.FormField{{ID: "reason", Label: "Reason", Placeholder: "What the customer said"}}}
}
