package orders

import (
	"context"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// findsShown is how many finds a list under a field holds.
const findsShown = 8

func (m *NewOrder) askCallers(text string) func(context.Context) ([]data.Customer, error) {
	return func(ctx context.Context) ([]data.Customer, error) {
		return m.shop.FindCallers(ctx, strings.TrimSpace(text), findsShown)
	}
}

// SearchCaller looks for the caller by what has been typed so far: the last
// digits of a phone, a name, a number, a postcode.
func (m *NewOrder) SearchCaller(text string) {
	m.Sheet.Caller = text
	delete(m.Wrong, AtCaller)
	if data.LooksLikeCard(text) {
		m.Wrong[AtCaller] = "a card number is never kept: write the last four digits when they pay"
	}
	m.callers.find(m.run, strings.TrimSpace(text), m.askCallers(text), func(err error) {
		m.noteSearch("look for the caller", err)
		m.AskCallers()
	})
}

// Callers is what was found for the text in the caller's field.
func (m *NewOrder) Callers() []data.Customer { return m.callers.hits }

// CallersKnown reports whether Callers answers what stands in the field now.
func (m *NewOrder) CallersKnown() bool { return m.callers.answered }

func (m *NewOrder) noteSearch(doing string, err error) {
	if n := page.Explain(doing, err, nil); n.Shown() {
		m.Notice = n
		m.changed()
	}
}

// EnterCaller is Enter in the caller's field: the best find is the caller. When
// nobody is found the customer is new, and what was typed begins the form.
func (m *NewOrder) EnterCaller(text string) {
	text = strings.TrimSpace(text)
	if text == "" || m.Known != nil && text == m.Known.Customer.Name {
		if m.Known != nil || m.Sheet.Newcomer != nil {
			m.Go(AtItem)
		}
		return
	}
	if m.Wrong[AtCaller] != "" {
		m.changed()
		return
	}
	m.Go(AtItem)
	m.callers.best(m.run, text, m.askCallers(text), func(hits []data.Customer, err error) {
		switch {
		case err != nil:
			m.Notice = page.Explain("look for the caller", err, nil)
			m.Go(AtCaller)
		case len(hits) == 0:
			m.newcomer(text)
		default:
			m.ChooseCaller(hits[0].ID)
		}
	})
}

// newcomer begins the form of a new customer with what was typed.
func (m *NewOrder) newcomer(text string) {
	n := &Newcomer{}
	if m.Sheet.Newcomer != nil {
		n = m.Sheet.Newcomer // gone back and forth: nothing typed is lost
	}
	if len(data.Digits(text)) >= 5 && strings.Trim(text, "0123456789 +()-./") == "" {
		n.Phone = text
	} else {
		n.Name = text
	}
	if m.ItemText != "" && n.Name == "" {
		// Typed ahead, before it was clear that the caller is new.
		n.Name, m.ItemText = m.ItemText, ""
	}
	m.Sheet.Newcomer, m.Sheet.Customer, m.Known, m.Sheet.ShipTo, m.Sheet.KeepTo = n, 0, nil, nil, false
	if n.Name == "" {
		m.Go(AtName)
	} else {
		m.Go(AtPhone)
	}
	m.quote()
	m.touched()
}

// ChooseCaller makes a customer the caller and reads what a desk wants to know
// of them. The lines stay.
func (m *NewOrder) ChooseCaller(id int64) {
	m.Sheet.Customer, m.Sheet.Newcomer, m.Sheet.ShipTo, m.Sheet.KeepTo, m.Taken = id, nil, nil, false, nil
	m.callers.latest.Cancel()
	delete(m.Wrong, AtCaller)
	if m.Spot == AtCaller {
		m.Go(AtItem)
	}
	m.loadCaller(id)
	m.quote()
	m.touched()
}

func (m *NewOrder) loadCaller(id int64) {
	page.Load(m.run, &m.loadingCaller, page.Patience, func(ctx context.Context) (app.Caller, error) {
		return m.shop.Caller(ctx, id)
	}, func(c app.Caller, err error) {
		if err != nil {
			m.Notice = page.Explain("read the customer", err, func() { m.loadCaller(id) })
			m.changed()
			return
		}
		m.Known, m.Sheet.Caller = &c, c.Customer.Name
		m.draft.touch()
		m.desk.Changed() // Alt+1..9 are there now
		m.changed()
	})
}

// lookUpTown fills the town in from the shop's own customers at the postcode,
// as long as nobody typed one.
func (m *NewOrder) lookUpTown(postcode string) {
	n := m.Sheet.Newcomer
	if n == nil || n.Town != "" {
		return
	}
	page.Load(m.run, &m.towns, page.Patience, func(ctx context.Context) (string, error) {
		return m.shop.TownOf(ctx, postcode)
	}, func(town string, err error) {
		// Only a convenience: without an answer the town is typed.
		if err == nil && town != "" && m.Sheet.Newcomer == n && n.Town == "" && n.Postcode == postcode {
			n.Town = town
			m.touched()
		}
	})
}

// AddUsual adds one of the caller's usual goods, counted from 0.
func (m *NewOrder) AddUsual(i int) {
	if m.Known == nil || i < 0 || i >= len(m.Known.Usual) {
		return
	}
	u := m.Known.Usual[i]
	m.addLine(SheetLine{Product: u.ProductID, SKU: u.SKU, Name: u.Name, Qty: 1})
}

// RepeatLast types the caller's last order again, gifts left out.
func (m *NewOrder) RepeatLast() {
	if m.Known == nil || m.Known.LastOrder == nil {
		return
	}
	for _, l := range m.Known.LastLines {
		if l.Gift || l.ParentID > 0 || l.Qty <= l.Cancelled {
			continue
		}
		if at := m.lineOf(l.ProductID); at >= 0 {
			m.Sheet.Lines[at].Qty += l.Qty - l.Cancelled
			continue
		}
		m.Sheet.Lines = append(m.Sheet.Lines, SheetLine{Product: l.ProductID, SKU: l.SKU, Name: l.Name, Qty: l.Qty - l.Cancelled})
	}
	m.linesChanged()
	m.Go(AtItem)
}

// CanRepeat reports whether there is a last order to repeat.
func (m *NewOrder) CanRepeat() bool {
	return m.Known != nil && m.Known.LastOrder != nil && len(m.Known.LastLines) > 0
}
