package setup

import (
	"context"
	"slices"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// profiles is what the shop's own section asks.
type profiles interface {
	histories
	SetProfile(ctx context.Context, who data.Actor, op data.Op, p app.Profile) error
}

// shopPart is who the shop is.
type shopPart struct {
	part
	Profile app.Profile
	shop    profiles
	op      data.Op
}

func newShopPart(p part, shop profiles) *shopPart { return &shopPart{part: p, shop: shop} }

// What happens when an order is placed, as the form says it.
const (
	printsPlaced = "print slip and label"
	printsLater  = "print nothing yet"
)

func placedWord(prints bool) string {
	if prints {
		return printsPlaced
	}
	return printsLater
}

// Reload reads who the shop is. What is being typed is not replaced: what others
// have changed comes in beside it.
func (m *shopPart) Reload() {
	type read struct {
		p app.Profile
		n page.Newer
	}
	ask(&m.part, "read who the shop is", m.Reload, func(ctx context.Context) (r read, err error) {
		r.n, r.p, err = m.newer(ctx)
		return r, err
	}, func(r read) {
		switch {
		case m.Form == nil || !m.Form.Changed() && r.p != m.Profile:
			m.Profile = r.p
			m.Begin()
		case r.p != m.Profile && !m.Form.Busy:
			m.Form.Follow(r.n)
		}
	})
}

// newer reads who the shop is by now, for a form that began before.
func (m *shopPart) newer(ctx context.Context) (page.Newer, app.Profile, error) {
	n, err := newer(ctx, m.shop, "setting", 0)
	if err != nil {
		return n, app.Profile{}, err
	}
	n.History = slices.DeleteFunc(n.History, func(h data.ChangesOfRow) bool { return h.Action != "shop.profile" })
	p, err := m.shop.Profile(ctx)
	n.Fields, n.Begin = profileFields(p), func() { m.Profile = p }
	return n, p, err
}

// Begin shows the form with what is known.
func (m *shopPart) Begin() {
	m.op = data.NewOp("set up shop", nil)
	m.Form = (&page.Form{Title: "Who the shop is", Hint: "Stands on every slip, label and order. Weights and lengths are kept in grams and millimetres.", Do: "Save", Submit: m.save, Fields: profileFields(m.Profile)}).Changing(func(ctx context.Context) (page.Newer, error) {
		n, _, err := m.newer(ctx)
		return n, err
	})
}

// profileFields are the questions about the shop.
func profileFields(p app.Profile) []page.FormField {
	return []page.FormField{
		{ID: "name", Label: "Name of the shop", Value: p.Name},
		{ID: "company", Kept: []string{"address company"}, Label: "Company", Value: p.Address.Company, Placeholder: "where it differs from the name"},
		{ID: "street1", Kept: []string{"address street1"}, Label: "Street", Value: p.Address.Street1},
		{ID: "street2", Kept: []string{"address street2"}, Label: "", Value: p.Address.Street2},
		{ID: "city", Kept: []string{"address city"}, Label: "Town", Value: p.Address.City},
		{ID: "region", Kept: []string{"address region"}, Label: "County", Value: p.Address.Region},
		{ID: "postcode", Kept: []string{"address postcode"}, Label: "Postcode", Value: p.Address.Postcode},
		{ID: "country", Label: "Country", Value: p.Country, Hint: "Two letters: GB, IE, US. Postcodes and tax depend on it."},
		{ID: "phone", Kept: []string{"address phone"}, Label: "Phone", Value: p.Address.Phone},
		{ID: "currency", Label: "Currency", Value: p.Currency, Hint: "Three letters: GBP, EUR, USD."},
		{ID: "time zone", Label: "Time zone", Value: p.TimeZone, Hint: "Such as Europe/London."},
		{ID: "tax", Kept: []string{"tax bp"}, Label: "Tax, %", Value: percentText(p.TaxBP), Hint: "On postage, and of new products."},
		{ID: "free", Kept: []string{"free from"}, Label: "Post free from", Value: page.FormatMoney(int64(p.FreeFrom), 2), Hint: "Value of the goods; 0 is never."},
		{ID: "tolerance", Label: "Weight may differ", Value: p.Tolerance.String(), Hint: "Of a packed parcel from what it should weigh."},
		{ID: "placed", Kept: []string{"print placed"}, Label: "When placed", Value: placedWord(p.PrintPlaced), Choices: []string{printsPlaced, printsLater}, Hint: "Of an order that may go, at a desk that has printers for them."},
		{ID: "paper", Label: "Paper", Value: p.Paper, Choices: []string{"A4", "Letter"}},
		{ID: "dpi", Label: "Label printer, dpi", Value: page.FormatCount(int64(p.DPI)), Hint: "203 or 300 dots an inch."},
		{ID: "lock", Kept: []string{"lock after"}, Label: "Lock after, minutes", Value: page.FormatCount(int64(p.LockAfter)), Hint: "Without a key or the mouse, where people have passwords; 0 is never."},
		{ID: "returns", Label: "Returns, on the slip", Value: p.Returns, Lines: 3},
	}
}

func (m *shopPart) save() {
	r := reader{f: m.Form}
	p := m.Profile
	p.Name, p.Country, p.Currency, p.TimeZone, p.Paper, p.Returns = r.text("name"), upper(r.text("country")), upper(r.text("currency")), r.text("time zone"), r.text("paper"), r.text("returns")
	p.Address.Name, p.Address.Company, p.Address.Street1, p.Address.Street2 = p.Name, r.text("company"), r.text("street1"), r.text("street2")
	p.Address.City, p.Address.Region, p.Address.Postcode, p.Address.Phone, p.Address.Country = r.text("city"), r.text("region"), r.text("postcode"), r.text("phone"), p.Country
	p.TaxBP, p.FreeFrom, p.Tolerance, p.DPI = r.percent("tax"), r.money("free"), r.grams("tolerance"), int(r.number("dpi", 150, 1200))
	p.LockAfter = int(r.number("lock", 0, 24*60))
	p.PrintPlaced = r.text("placed") == printsPlaced
	if r.bad {
		return
	}
	op := m.op.For(p).Began(m.Profile)
	m.submit("save who the shop is", "The shop's settings are saved", func(ctx context.Context) error {
		return m.shop.SetProfile(ctx, m.who(), op, p)
	}, func() {
		m.Profile = p
		m.Profile.FirstTime = false
		m.Begin()
	})
}

// CloseForm takes back what was typed and not saved.
func (m *shopPart) CloseForm() {
	m.Begin()
	m.OnChange()
}

// Commands is what can be done here.
func (m *shopPart) Commands() page.Commands {
	return page.Commands{{ID: "shop.save", Title: "Save", Key: "F10", Group: "Shop", Primary: true, Enabled: func() bool { return m.Form != nil && !m.Form.Busy }, Run: func() {
		m.Form.Send()
		m.OnChange()
	}}}
}
