package orders

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// StartPay asks how the caller pays.
func (m *NewOrder) StartPay() { m.Go(AtPay) }

// PayBy chooses a way to pay by its digit, from 1.
func (m *NewOrder) PayBy(digit int) {
	if digit < 1 || digit > len(PayWays) {
		return
	}
	way := PayWays[digit-1]
	delete(m.Wrong, AtPay)
	delete(m.Wrong, AtReference)
	if way == PayTerms {
		if why := m.noTerms(); why != "" {
			m.Wrong[AtPay] = why
			m.Go(AtPay)
			return
		}
	}
	if way != m.Sheet.Pay {
		m.Sheet.Reference = ""
	}
	m.Sheet.Pay = way
	m.draft.touch()
	if way.NeedsReference() {
		m.Go(AtReference)
		return
	}
	m.payDone()
}

// noTerms says why the caller cannot pay on terms.
func (m *NewOrder) noTerms() string {
	if m.Known == nil {
		return "terms are for customers whom the shop knows"
	}
	if m.Known.Customer.TermsDays == 0 {
		return m.Known.Customer.Name + " has no terms with this shop"
	}
	return ""
}

// payDone ends paying: the reference is there, or none is needed.
func (m *NewOrder) payDone() {
	m.Sheet.Reference = strings.TrimSpace(m.Sheet.Reference)
	if m.Sheet.Pay == PayCard && m.Sheet.Reference == "" {
		m.Wrong[AtReference] = "the last four digits, or the terminal's reference"
		m.Go(AtReference)
		return
	}
	m.Go(AtItem)
}

// PayText says how the order is paid: "Card ····4242".
func (m *NewOrder) PayText() string {
	s := m.Sheet
	switch {
	case s.Pay == "" || s.Pay == PayLater:
		return "not paid yet"
	case s.Pay == PayTerms && m.Known != nil:
		return fmt.Sprintf("on terms, %d days", m.Known.Customer.TermsDays)
	case s.Pay == PayCard && lastFour(s.Reference):
		return "card ending " + s.Reference
	case s.Reference != "":
		return strings.ToLower(s.Pay.Title()) + " " + s.Reference
	}
	return strings.ToLower(s.Pay.Title())
}

// moveOn is Enter with nothing more to type: pay, then place.
func (m *NewOrder) moveOn() {
	switch {
	case len(m.Sheet.Lines) == 0:
	case m.Sheet.Pay == "":
		m.Go(AtPay)
	default:
		m.Place()
	}
}

// missing finds what the order still lacks, and where that is typed.
func (m *NewOrder) missing() (Spot, string) {
	s := m.Sheet
	if s.Customer == 0 && s.Newcomer == nil {
		return AtCaller, "say who the order is for"
	}
	if n := s.Newcomer; n != nil {
		for _, f := range []struct {
			at   Spot
			text string
			says string
		}{{AtName, n.Name, "a customer needs a name"}, {AtStreet, n.Street, "where does it go?"}, {AtPostcode, n.Postcode, "the postcode is missing"}, {AtTown, n.Town, "the town is missing"}} {
			if strings.TrimSpace(f.text) == "" {
				return f.at, f.says
			}
		}
	}
	if text := strings.TrimSpace(m.ItemText); text != "" {
		return AtItem, fmt.Sprintf("%q is not on the order yet: Enter adds it", text)
	}
	if len(s.Lines) == 0 {
		return AtItem, "the order has no lines yet"
	}
	for i, l := range s.Lines {
		if l.Product == 0 {
			return AtItem, fmt.Sprintf("%q is still being looked up", l.Wanted)
		}
		if l.Qty < 1 {
			m.Line = i
			return AtQty, "how many?"
		}
	}
	for spot, says := range m.Wrong {
		if spot != AtPay && says != "" {
			return spot, says
		}
	}
	return AtPlace, ""
}

// Place is F10: what is missing is asked for; then the order is read back, and
// Enter or F10 again places it. After a shortfall was said, F10 places it all
// the same.
func (m *NewOrder) Place() {
	if m.placing {
		return
	}
	spot, says := m.missing()
	if says != "" {
		m.Wrong[spot] = says
		m.Go(spot)
		return
	}
	if m.Spot != AtPlace && !m.short {
		m.Notice = nil
		m.Go(AtPlace)
		return
	}
	m.place()
}

// ReadBack is what the clerk says before placing.
func (m *NewOrder) ReadBack() string {
	to := m.Address()
	where := strings.Join(filled([]string{to.Street1, to.City, to.Postcode}), ", ")
	parts := []string{fmt.Sprintf("%s for %s", count(len(m.Sheet.Lines), "line", "lines"), m.callerName())}
	if where != "" {
		parts = append(parts, "to "+where)
	}
	total := m.Quote.Total.In(m.Quote.Currency)
	parts = append(parts, "total "+total+", "+m.PayText())
	if !m.Quote.Arrives.IsZero() {
		parts = append(parts, "arrives "+m.Day(m.Quote.Arrives))
	}
	if m.Quote.Short() {
		parts = append(parts, "some of it later")
	}
	return strings.Join(parts, " · ")
}

func filled(texts []string) []string {
	var out []string
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			out = append(out, strings.TrimSpace(t))
		}
	}
	return out
}

func (m *NewOrder) callerName() string {
	switch {
	case m.Sheet.Newcomer != nil:
		return m.Sheet.Newcomer.Name
	case m.Known != nil:
		return m.Known.Customer.Name
	}
	return m.Sheet.Caller
}

// Placing reports whether the order is being placed right now.
func (m *NewOrder) Placing() bool { return m.placing }

// place places the order. The draft that is being written is waited for, so
// that it goes with the order.
func (m *NewOrder) place() {
	m.placing = true
	m.changed()
	m.draft.settled(func() {
		req, _ := m.Sheet.request()
		req.AcceptShort, req.DraftID = m.short, m.draft.id
		op, sheet, who := m.op, m.Sheet, m.who()
		var placed app.Placed
		page.Do(m.run, page.Patience, func(ctx context.Context) (err error) {
			placed, err = m.shop.PlaceOrder(ctx, who, op, req)
			return err
		}, func(err error) {
			m.placing = false
			if err != nil {
				m.notPlaced(err)
				return
			}
			m.placed(placed, op, sheet)
		})
	})
}

// notPlaced says why the order was not placed. After a shortfall F10 accepts.
func (m *NewOrder) notPlaced(err error) {
	var f *data.Fault
	if errors.As(err, &f) && f.Kind == data.KindRefused && f.Rule == "domain 4.3" {
		m.short = true
		m.Notice = page.Explain("place the order", err, nil)
		m.Notice.Hint = "F10 again places it, and the rest waits for stock"
		m.Go(AtItem)
		m.quote()
		return
	}
	m.Spot = AtItem
	m.fail("place the order", err, m.Place)
}

// placed shows the number and has an empty order ready.
func (m *NewOrder) placed(p app.Placed, op data.Op, sheet Sheet) {
	t := &Taken{Placed: p, Name: m.callerName(), Arrives: m.Day(p.Arrives), op: op, sheet: sheet}
	m.reset()
	m.Taken = t
	m.desk.Changed()
	m.changed()
	m.desk.Toast(page.Toast{Text: fmt.Sprintf("Order %d placed for %s", p.Number, t.Name), State: page.Good, Undo: func() { m.undoPlaced(t) }})
	m.printPlaced(t)
}

// printPlaced prints slip and label of the order just placed while the next call
// is taken. Nothing waits for it; what can't be printed is said.
func (m *NewOrder) printPlaced(t *Taken) {
	if t.ShipmentID == 0 {
		return
	}
	who := m.who()
	var q app.Queued
	page.Do(m.run, longDeed, func(ctx context.Context) (err error) {
		q, err = m.shop.PrintPlaced(ctx, who, t.ShipmentID)
		return err
	}, func(err error) {
		t.Papers, t.queued = q.Says(), len(q.Docs) > 0
		if n := page.Explain(fmt.Sprintf("print slip and label of order %d", t.Number), err, nil); n.Shown() {
			t.Papers = n.Title
			if n.Hint != "" {
				t.Papers += ": " + n.Hint
			}
			m.desk.Toast(page.Toast{Text: t.Papers, State: page.Warning})
		}
		if !m.closed {
			m.changed()
		}
	})
}

// UndoTaken takes the order just placed back, as long as nothing else has been
// typed. It reports whether there was one.
func (m *NewOrder) UndoTaken() bool {
	if m.Taken == nil || m.Sheet.Caller != "" || !m.Sheet.Empty() {
		return false
	}
	t := m.Taken
	m.Taken = nil
	m.undoPlaced(t)
	return true
}

// undoPlaced cancels the order just placed and, while nothing else is typed,
// gives the sheet back.
func (m *NewOrder) undoPlaced(t *Taken) {
	who := m.who()
	page.Do(m.run, page.Patience, func(ctx context.Context) error {
		_, err := m.shop.UndoOp(ctx, who, t.op)
		return err
	}, func(err error) {
		if err != nil {
			n := page.Explain(fmt.Sprintf("take order %d back", t.Number), err, nil)
			m.desk.Toast(page.Toast{Text: n.Title, State: page.Warning})
			return
		}
		m.desk.Toast(page.Toast{Text: fmt.Sprintf("Order %d is cancelled", t.Number), State: page.Good})
		if m.closed || !m.Sheet.Empty() {
			return
		}
		m.reset()
		m.Taken = nil
		m.show(t.sheet)
		m.draft.touch()
	})
}

// OpenTaken opens the order just placed.
func (m *NewOrder) OpenTaken() {
	if m.Taken != nil {
		m.desk.Open(page.To("order", fmt.Sprint(m.Taken.Number)))
	}
}

// PrintTaken prints slip and label of the order just placed.
func (m *NewOrder) PrintTaken() {
	t := m.Taken
	if t == nil || t.ShipmentID == 0 {
		return
	}
	who, op := m.who(), data.NewOp("label", t.ShipmentID)
	page.Do(m.run, page.Patience, func(ctx context.Context) error {
		_, err := m.shop.PrintShipment(ctx, who, op, t.ShipmentID)
		return err
	}, func(err error) {
		if err != nil {
			m.Notice = page.Explain(fmt.Sprintf("print slip and label of order %d", t.Number), err, nil)
			m.changed()
			return
		}
		m.desk.Toast(page.Toast{Text: fmt.Sprintf("Slip and label of order %d are queued", t.Number), State: page.Good})
	})
}
