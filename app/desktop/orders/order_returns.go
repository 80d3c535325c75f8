package orders

import (
	"context"
	"fmt"
	"strings"

	"packbench/app/desktop/page"
	"packbench/data"
)

// returnable is the lines of which something could come back.
func (m *Order) returnable() []data.OrderLine {
	var out []data.OrderLine
	for _, l := range m.Detail.Lines {
		if l.Kind == "stocked" && l.Shipped > l.Returned {
			out = append(out, l)
		}
	}
	return out
}

// AskReturn writes down what the customer sends back.
func (m *Order) AskReturn() {
	lines := m.returnable()
	if len(lines) == 0 {
		return
	}
	f := &page.Form{Title: "Something comes back", Hint: "How many units of each; empty is none.", Do: "Request return", Fields: []page.FormField{{ID: "reason", Label: "Reason", Placeholder: "What is wrong with it"}}}
	for _, l := range lines {
		f.Fields = append(f.Fields, page.FormField{ID: string(l.SKU) + fmt.Sprint(l.ID), Label: fmt.Sprintf("%s %s (%d)", l.SKU, l.Name, l.Shipped-l.Returned)})
	}
	order := m.Detail.Order.ID
	op := data.NewOp("request return", order)
	f.Submit = func() {
		want := map[int64]data.Quantity{}
		for i, l := range lines {
			if n := units(f, f.Fields[i+1].ID, l.Shipped-l.Returned); n > 0 {
				want[l.ID] = n
			}
		}
		if len(want) == 0 && f.Sound() {
			f.Trouble = "Say how many units come back"
		}
		if !f.Sound() {
			return
		}
		reason := f.Value("reason")
		m.do(f, "request the return", op, func(ctx context.Context) error {
			_, err := m.shop.RequestReturn(ctx, m.who(), op, order, reason, want)
			return err
		}, "The return is written down", false)
		m.Tab = TabReturns
	}
	m.ask(f)
}

// nextReturn is the return that the next step is taken on: the one under the
// cursor, or the first that is not done.
func (m *Order) nextReturn() (data.Return, bool) {
	done := func(r data.Return) bool { return r.RefundedAt.Set() || r.CancelledAt.Set() }
	if m.Tab == TabReturns && m.Row >= 0 && m.Row < len(m.Detail.Returns) && !done(m.Detail.Returns[m.Row]) {
		return m.Detail.Returns[m.Row], true
	}
	for _, r := range m.Detail.Returns {
		if !done(r) {
			return r, true
		}
	}
	return data.Return{}, false
}

// ShowHistory shows what happened to the order, or to the return under the cursor.
func (m *Order) ShowHistory() {
	if m.Tab == TabReturns && m.Row >= 0 && m.Row < len(m.Detail.Returns) {
		r := m.Detail.Returns[m.Row]
		m.desk.Open(page.Record{Entity: "return", ID: r.ID, Name: "return " + r.Number}.History())
		return
	}
	m.Choose(string(TabHistory))
}

// returnStep names the next step of a return.
func (m *Order) returnStep() string {
	r, ok := m.nextReturn()
	switch {
	case !ok:
		return "Next step of the return"
	case !r.ReceivedAt.Set():
		return "Receive " + r.Number
	case !r.InspectedAt.Set():
		return "Inspect " + r.Number
	}
	return "Refund " + r.Number
}

// NextReturnStep receives, inspects or refunds a return.
func (m *Order) NextReturnStep() {
	r, ok := m.nextReturn()
	switch {
	case !ok:
	case !r.ReceivedAt.Set():
		m.askReceive(r)
	case !r.InspectedAt.Set():
		m.askInspect(r)
	default:
		m.askReturnRefund(r)
	}
}

func (m *Order) askReceive(r data.Return) {
	lines := m.Returns[r.ID]
	f := &page.Form{Title: "Receive " + r.Number, Hint: "What has come in; it is not for sale until it is inspected.", Do: "Receive"}
	for _, l := range lines {
		f.Fields = append(f.Fields, page.FormField{ID: fmt.Sprint(l.ID), Label: fmt.Sprintf("%s %s", l.SKU, l.Name), Value: fmt.Sprint(l.Qty)})
	}
	op := data.NewOp("receive return", r.ID)
	f.Submit = func() {
		got := map[int64]data.Quantity{}
		for _, l := range lines {
			if n := units(f, fmt.Sprint(l.ID), l.Qty); n > 0 {
				got[l.ID] = n
			}
		}
		if !f.Sound() {
			return
		}
		m.do(f, "receive the return", op, func(ctx context.Context) error { return m.shop.ReceiveReturn(ctx, m.who(), op, r.ID, got) }, r.Number+" is in", false)
	}
	m.ask(f)
}

// what becomes of returned goods, as a form lists it.
var fates = []string{"restock", "repair", "scrap"}

func (m *Order) askInspect(r data.Return) {
	lines := m.Returns[r.ID]
	f := &page.Form{Title: "Inspect " + r.Number, Hint: "Only what is restocked can be sold again.", Do: "Done", Fields: []page.FormField{{ID: "to", Label: "Restock to the bin", Placeholder: "A-03-2"}}}
	for _, l := range lines {
		if l.Received > 0 {
			f.Fields = append(f.Fields, page.FormField{ID: fmt.Sprint(l.ID), Label: fmt.Sprintf("%d × %s %s", l.Received, l.SKU, l.Name), Value: fates[0], Choices: fates})
		}
	}
	op := data.NewOp("inspect return", r.ID)
	f.Submit = func() {
		var decisions []data.Decision
		restock := false
		for _, l := range lines {
			d := data.Decision{LineID: l.ID}
			switch f.Value(fmt.Sprint(l.ID)) {
			case "restock":
				d.Restock, restock = l.Received, restock || l.Received > 0
			case "repair":
				d.Repair = l.Received
			case "scrap":
				d.Scrap = l.Received
			}
			decisions = append(decisions, d)
		}
		code := strings.ToUpper(f.Value("to"))
		if restock && code == "" {
			f.Refuse("to", "which bin does it go back to?")
			return
		}
		m.do(f, "inspect the return", op, func(ctx context.Context) error {
			if restock {
				l, err := m.shop.PlaceCode(ctx, code)
				if err != nil {
					return err
				}
				for i := range decisions {
					decisions[i].To = l.ID
				}
			}
			return m.shop.InspectReturn(ctx, m.who(), op.For(decisions), r.ID, decisions)
		}, r.Number+" is inspected", false)
	}
	m.ask(f)
}

func (m *Order) askReturnRefund(r data.Return) {
	amount := data.Money(0)
	for _, l := range m.Returns[r.ID] {
		for _, o := range m.Detail.Lines {
			if o.ID == l.OrderLineID {
				amount += o.Price.Times(l.Received) + o.Price.Times(l.Received).Percent(o.TaxBp)
			}
		}
	}
	f := &page.Form{Title: "Refund " + r.Number, Hint: "What was received, with its tax. Postage is yours to decide.", Do: "Refund", Fields: refundFields(m.lastMethod(), min(amount, m.Detail.Order.Paid))}
	op := data.NewOp("refund return", r.ID)
	f.Submit = func() {
		req, ok := readPayment(f)
		if !ok {
			return
		}
		m.do(f, "refund the return", op, func(ctx context.Context) error { return m.shop.RefundReturn(ctx, m.who(), op.For(req), r.ID, req) }, "Refunded "+m.money(req.Amount), false)
	}
	m.ask(f)
}
