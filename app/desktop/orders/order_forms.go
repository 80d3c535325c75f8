package orders

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// methods are the ways money comes in, as a form lists them.
var methods = []string{"card", "cash", "cheque", "bank", "other"}

const onTerms = "on terms"

// shipToFields are the questions about where an order goes.
func shipToFields(o data.Order) []page.FormField {
	a := o.ShipTo()
	fields := []page.FormField{
		{ID: "name", Label: "Name", Value: a.Name}, {ID: "company", Label: "Company", Value: a.Company},
		{ID: "street", Label: "Street", Value: a.Street1}, {ID: "street 2", Label: "Street 2", Value: a.Street2},
		{ID: "postcode", Label: "Postcode", Value: a.Postcode}, {ID: "city", Label: "Town", Value: a.City},
		{ID: "region", Label: "County", Value: a.Region}, {ID: "country", Label: "Country", Value: a.Country},
		{ID: "phone", Label: "Phone", Value: a.Phone},
	}
	for i := range fields {
		fields[i].Kept = []string{"address changed"}
	}
	return fields
}

// changing makes a form one that changes what others may change at the same time:
// fields are its questions about an order, begin is told what it goes on from.
func (m *Order) changing(f *page.Form, fields func(data.Order) []page.FormField, begin func(data.Order)) {
	number, profile := m.Number, m.profile
	f.Changing(func(ctx context.Context) (page.Newer, error) {
		d, err := m.shop.OrderByNumber(ctx, number)
		n := page.Newer{Fields: fields(d.Order), History: d.History, Now: m.shop.Now(profile), Begin: func() { begin(d.Order) }}
		switch o := d.Order; {
		case o.CancelledAt.Set():
			n.Gone = fmt.Sprintf("Order %d was cancelled%s", o.Number, n.By("cancelled"))
		case o.ClosedAt.Set():
			n.Gone = fmt.Sprintf("Order %d has left the shop", o.Number)
		}
		return n, err
	})
}

// AskAddress changes where the order goes, or takes a doubtful address as it is
// with a reason.
func (m *Order) AskAddress() {
	began := m.Detail.Order
	f := &page.Form{Title: "Address", Hint: "A changed address voids labels already made.", Do: "Keep address", Fields: shipToFields(began)}
	doubtful := int64(0)
	for _, s := range m.live() {
		for _, b := range s.Stops {
			if b.Rule == "address" {
				doubtful = s.ID
				f.Hint = sentence(b.What)
			}
		}
	}
	if doubtful > 0 {
		f.Fields = append(f.Fields, page.FormField{ID: "reason", Label: "Take as it is", Placeholder: "because … (confirmed on the phone)"})
	}
	m.changing(f, shipToFields, func(o data.Order) { began = o })
	order := began.ID
	op, accept := data.NewOp("address", order), data.NewOp("accept address", order)
	f.Submit = func() {
		to := data.ShipTo{Name: f.Value("name"), Company: f.Value("company"), Street1: f.Value("street"), Street2: f.Value("street 2"), City: f.Value("city"),
			Region: f.Value("region"), Postcode: f.Value("postcode"), Country: strings.ToUpper(f.Value("country")), Phone: f.Value("phone")}
		reason, sent := f.Value("reason"), op.For(to).Began(app.ShipToSeen(began))
		switch {
		case to != began.ShipTo():
			m.do(f, "change the address", op, func(ctx context.Context) error {
				return m.shop.SetShipTo(ctx, m.who(), sent, order, to)
			}, "The address is changed", true)
		case doubtful > 0 && reason != "":
			m.do(f, "accept the address", accept, func(ctx context.Context) error {
				return m.shop.AcceptAddress(ctx, m.who(), accept, doubtful, reason)
			}, "The address is accepted", true)
		case doubtful > 0:
			f.Refuse("reason", "put the address right, or say why it will do")
		default:
			m.CloseForm()
		}
	}
	m.ask(f)
}

// openHold is the first hold that stops the order.
func (m *Order) openHold() (data.Hold, bool) {
	for _, h := range m.Detail.Holds {
		if !h.ReleasedAt.Set() {
			return h, true
		}
	}
	return data.Hold{}, false
}

// AskHold releases the hold that stops the order, or holds it.
func (m *Order) AskHold() {
	if h, ok := m.openHold(); ok {
		op := data.NewOp("release hold", h.ID)
		f := &page.Form{Title: "Release the hold", Hint: joined(": ", "Held ("+h.Kind+")", h.Reason), Do: "Release hold", Fields: []page.FormField{{ID: "reason", Label: "Why it may go on", Placeholder: "What has changed"}}}
		f.Submit = func() {
			why := f.Value("reason")
			if why == "" {
				f.Refuse("reason", "say why it may go on")
				return
			}
			m.do(f, "release the hold", op, func(ctx context.Context) error { return m.shop.ReleaseHold(ctx, m.who(), op, h.ID, why) }, "The hold is released", true)
		}
		m.ask(f)
		return
	}
	m.AskNewHold()
}

// AskNewHold holds the order.
func (m *Order) AskNewHold() {
	f := holdForm(m.now)
	f.Title = fmt.Sprintf("Hold order %d", m.Number)
	order := m.Detail.Order.ID
	op := data.NewOp("hold", order)
	f.Submit = func() {
		kind, reason, until, ok := readHold(f, m.now)
		if !ok {
			return
		}
		m.do(f, "hold the order", op, func(ctx context.Context) error {
			_, err := m.shop.Hold(ctx, m.who(), op, order, kind, reason, until)
			return err
		}, "The order is held", true)
	}
	m.ask(f)
}

// AskPayment takes a payment, or gives money back where it is owed.
func (m *Order) AskPayment() {
	o := m.Detail.Order
	if o.PayStatus == data.PayRefundDue || o.PayStatus == data.PayOver || m.owed() == 0 && o.Paid > 0 {
		m.AskRefund()
		return
	}
	order := o.ID
	f := &page.Form{Title: "Take a payment", Hint: m.money(m.owed()) + " is open", Do: "Take payment", Fields: []page.FormField{
		{ID: "method", Label: "How", Value: "card", Choices: append(append([]string(nil), methods...), onTerms)},
		{ID: "amount", Label: "Amount", Value: m.owed().String()},
		{ID: "reference", Label: "Reference, or last four digits"},
	}}
	op := data.NewOp("payment", order)
	f.Submit = func() {
		if f.Value("method") == onTerms {
			m.do(f, "put the order on terms", op, func(ctx context.Context) error { return m.shop.OnTerms(ctx, m.who(), op, order, true) }, "The order is on terms", true)
			return
		}
		req, ok := readPayment(f)
		if !ok {
			return
		}
		m.do(f, "take the payment", op, func(ctx context.Context) error { return m.shop.TakePayment(ctx, m.who(), op, order, req) }, "Took "+m.money(req.Amount), true)
	}
	m.ask(f)
}

// owed is what is open of the total, whatever the terms.
func (m *Order) owed() data.Money {
	o := m.Detail.Order
	if o.CancelledAt.Set() {
		return 0
	}
	return max(0, o.Total-o.Paid-o.Authorised)
}

func readPayment(f *page.Form) (req app.PaymentRequest, ok bool) {
	req = app.PaymentRequest{Method: f.Value("method"), Reference: f.Value("reference"), Note: f.Value("note")}
	if req.Method == "card" && lastFour(req.Reference) {
		req.Reference, req.Last4 = "", req.Reference
	}
	minor, err := page.ParseMoney(f.Value("amount"), 2)
	switch {
	case err != nil:
		f.Refuse("amount", err.Error())
	case minor <= 0:
		f.Refuse("amount", "the amount must be more than nothing")
	}
	req.Amount = data.Money(minor)
	return req, f.Sound()
}

// AskRefund gives money back.
func (m *Order) AskRefund() {
	o := m.Detail.Order
	back := o.Paid
	if !o.CancelledAt.Set() && o.Paid > o.Total {
		back = o.Paid - o.Total
	}
	order := o.ID
	f := &page.Form{Title: "Refund", Hint: m.money(o.Paid) + " was taken. A refund moves no goods.", Do: "Refund", Fields: refundFields(m.lastMethod(), back)}
	op := data.NewOp("refund", order)
	f.Submit = func() {
		req, ok := readPayment(f)
		if !ok {
			return
		}
		m.do(f, "refund it", op, func(ctx context.Context) error { return m.shop.Refund(ctx, m.who(), op, order, req) }, "Refunded "+m.money(req.Amount), true)
	}
	m.ask(f)
}

func refundFields(method string, amount data.Money) []page.FormField {
	return []page.FormField{{ID: "method", Label: "How", Value: method, Choices: methods}, {ID: "amount", Label: "Amount", Value: amount.String()},
		{ID: "reference", Label: "Reference"}, {ID: "note", Label: "Note", Placeholder: "Why"}}
}

// lastMethod is how the customer paid last.
func (m *Order) lastMethod() string {
	method := "card"
	for _, p := range m.Detail.Payments {
		if p.Kind == data.Captured {
			method = p.Method
		}
	}
	return method
}

// AskCancel cancels the order.
func (m *Order) AskCancel() {
	f := cancelForm(fmt.Sprintf("order %d", m.Number))
	order := m.Detail.Order.ID
	op := data.NewOp("cancel order", order)
	f.Submit = func() {
		why := f.Value("reason")
		if why == "" {
			f.Refuse("reason", "a reason is kept with every cancelled order")
			return
		}
		m.do(f, "cancel the order", op, func(ctx context.Context) error { return m.shop.CancelOrder(ctx, m.who(), op, order, why) }, fmt.Sprintf("Order %d is cancelled", m.Number), true)
	}
	m.ask(f)
}

// what an order does when something is missing, in words.
var backorderWords = []string{"wait for all of it", "send what is there", "cancel what is missing"}
var backorderCodes = []string{"wait", "part", "cancel"}

// noteFields are the questions about an order's notes.
func noteFields(o data.Order) []page.FormField {
	missing := backorderWords[0]
	for i, c := range backorderCodes {
		if c == o.Backorder {
			missing = backorderWords[i]
		}
	}
	priority := "no"
	if o.Priority > 0 {
		priority = "yes"
	}
	return []page.FormField{
		{ID: "note", Label: "Note for the people who pack", Value: o.Note, Lines: 3}, {ID: "gift note", Label: "Gift note", Value: o.GiftNote, Lines: 3},
		{ID: "backorder", Label: "When something is missing", Value: missing, Choices: backorderWords}, {ID: "priority", Label: "Goes first", Value: priority, Choices: []string{"no", "yes"}},
	}
}

// AskNotes changes notes, priority and what happens when goods are missing.
func (m *Order) AskNotes() {
	began := m.Detail.Order
	f := &page.Form{Title: "Notes", Do: "Keep notes", Fields: noteFields(began)}
	m.changing(f, noteFields, func(o data.Order) { began = o })
	op := data.NewOp("notes", began.ID)
	f.Submit = func() {
		code := backorderCodes[0]
		for i, w := range backorderWords {
			if w == f.Value("backorder") {
				code = backorderCodes[i]
			}
		}
		p := began.Priority
		if yes := f.Value("priority") == "yes"; yes && p == 0 {
			p = 1
		} else if !yes {
			p = 0
		}
		note, gift := f.Value("note"), f.Value("gift note")
		order, sent := began.ID, op.For([]any{note, gift, code, p}).Began(app.NotesSeen(began))
		m.do(f, "keep the notes", op, func(ctx context.Context) error {
			return m.shop.SetNotes(ctx, m.who(), sent, order, note, gift, code, p)
		}, "The notes are kept", true)
	}
	m.ask(f)
}

// cuttable is the line under the cursor, and how many of its units have not
// left and may be taken off the order.
func (m *Order) cuttable() (l data.OrderLine, open data.Quantity, ok bool) {
	if m.Tab != TabLines || m.Row < 0 || m.Row >= len(m.Detail.Lines) || !m.open() {
		return l, 0, false
	}
	l = m.Detail.Lines[m.Row]
	open = l.Qty - l.Cancelled - l.Shipped
	return l, open, l.ParentID == 0 && open > 0
}

// AskFewer takes units of the line under the cursor off the order.
func (m *Order) AskFewer() {
	l, open, ok := m.cuttable()
	if !ok {
		return
	}
	f := &page.Form{Title: "Fewer of " + string(l.SKU), Hint: fmt.Sprintf("%s. %d have not left. What is already picked goes back to its shelf; gifts that it brought go with it.", l.Name, open), Do: "Take off", Fields: []page.FormField{
		{ID: "qty", Label: "How many go", Value: fmt.Sprint(open)}, {ID: "reason", Label: "Why", Placeholder: "The customer wants fewer"}}}
	op := data.NewOp("cut line", l.ID)
	f.Submit = func() {
		n, err := strconv.ParseInt(strings.TrimSpace(f.Value("qty")), 10, 64)
		if err != nil || n < 1 || data.Quantity(n) > open {
			f.Refuse("qty", fmt.Sprintf("a number from 1 to %d", open))
			return
		}
		why := f.Value("reason")
		m.do(f, "take it off the order", op, func(ctx context.Context) error {
			return m.shop.CutLine(ctx, m.who(), op.For([]any{n, why}), l.ID, data.Quantity(n), why)
		}, fmt.Sprintf("%d of %s taken off", n, l.SKU), true)
	}
	m.ask(f)
}

// AskOverride passes the gate by name and with a reason (domain 4.7).
func (m *Order) AskOverride() {
	var ids []int64
	var why []string
	for _, s := range m.live() {
		if !s.ReleasedAt.Set() && len(s.Stops) > 0 {
			ids = append(ids, s.ID)
			why = append(why, data.Sentence(s.Stops))
		}
	}
	if len(ids) == 0 {
		return
	}
	op := data.NewOp("release", ids)
	f := &page.Form{Title: "Release all the same", Hint: "Stands at the gate: " + strings.Join(why, "; ") + ". Your name and the reason are kept.", Do: "Release", Danger: true,
		Fields: []page.FormField{{ID: "reason", Label: "Reason"}}}
	f.Submit = func() {
		reason := f.Value("reason")
		if reason == "" {
			f.Refuse("reason", "nobody passes the gate without a reason")
			return
		}
		m.do(f, "release the shipment", op, func(ctx context.Context) error {
			r, err := m.shop.Release(ctx, m.who(), op, ids, reason)
			if err == nil && len(r.Done) == 0 && len(r.Stopped) > 0 {
				err = data.Refused("release", "", "%s", r.Stopped[0].Why)
			}
			return err
		}, "Released with your name", true)
	}
	m.ask(f)
}

// units reads a number of units of a form's field; empty is none.
func units(f *page.Form, id string, most data.Quantity) data.Quantity {
	text := f.Value(id)
	if text == "" {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || data.Quantity(n) > most {
		f.Refuse(id, fmt.Sprintf("a number from 0 to %d", most))
		return 0
	}
	return data.Quantity(n)
}
