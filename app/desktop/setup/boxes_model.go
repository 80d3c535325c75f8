package setup

import (
	"context"
	"slices"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// cartons is what the section of boxes asks.
type cartons interface {
	histories
	Boxes(ctx context.Context) ([]data.Box, error)
	SaveBox(ctx context.Context, who data.Actor, op data.Op, b data.Box) (int64, error)
}

// boxesPart is the shop's range of boxes.
type boxesPart struct {
	part
	All []data.Box
	At  int

	shop cartons
}

func newBoxesPart(p part, shop cartons) *boxesPart { return &boxesPart{part: p, shop: shop} }

// Reload reads the boxes.
func (m *boxesPart) Reload() {
	ask(&m.part, "read the boxes", m.Reload, m.shop.Boxes, func(all []data.Box) { m.All = all })
}

var boxColumns = []page.Column{
	{ID: "code", Title: "Box", Width: 72, Strong: true},
	{ID: "name", Title: "Name", Grow: 1},
	{ID: "kind", Title: "Kind", Width: 72},
	{ID: "inner", Title: "Inside, mm", Width: 124, Kind: page.Number},
	{ID: "outer", Title: "Outside, mm", Width: 124, Kind: page.Number},
	{ID: "tare", Title: "Empty", Width: 72, Kind: page.Number},
	{ID: "max", Title: "Carries", Width: 76, Kind: page.Number},
	{ID: "cost", Title: "Cost", Width: 64, Kind: page.Money},
	{ID: "stock", Title: "Stock", Width: 64, Kind: page.Number},
}

// Rows is the list as a table shows it.
func (m *boxesPart) Rows() page.Fixed {
	out := make(page.Fixed, len(m.All))
	for i, b := range m.All {
		out[i] = []page.Cell{page.T(b.Code), page.T(b.Name), page.T(b.Kind), page.T(sizeText(b.InLength, b.InWidth, b.InHeight)), page.T(sizeText(b.OutLength, b.OutWidth, b.OutHeight)),
			page.T(b.TareG.String()), page.T(b.MaxG.String()), page.T(page.FormatMoney(int64(b.Cost), 2)), page.T(page.FormatCount(int64(b.Stock)))}
	}
	return out
}

// Says is what stands at the bottom.
func (m *boxesPart) Says() string {
	return page.FormatCount(int64(len(m.All))) + " boxes; a parcel gets the cheapest way to send it from these"
}

// Cursor says which row is meant.
func (m *boxesPart) Cursor(i int) { m.At = i }

func (m *boxesPart) here() (data.Box, bool) {
	if m.At < 0 || m.At >= len(m.All) {
		return data.Box{}, false
	}
	return m.All[m.At], true
}

// boxFields are the questions about a box.
func boxFields(b data.Box) []page.FormField {
	return []page.FormField{
		{ID: "code", Label: "Code", Value: b.Code, Placeholder: "B4"},
		{ID: "name", Label: "Name", Value: b.Name, Placeholder: "shoe box"},
		{ID: "kind", Label: "Kind", Value: b.Kind, Choices: []string{"carton", "mailer", "bag", "tube"}},
		{ID: "inner size", Label: "Inside", Value: sizeText(b.InLength, b.InWidth, b.InHeight), Placeholder: "300 x 200 x 100", Hint: "Length, width, height in mm, or 30 cm, 12 in.", Kept: []string{"inside"}},
		{ID: "outer size", Label: "Outside", Value: sizeText(b.OutLength, b.OutWidth, b.OutHeight), Placeholder: "306 x 206 x 106", Kept: []string{"outside"}},
		{ID: "tare", Label: "Weighs empty", Value: gramsText(b.TareG), Placeholder: "180 g", Kept: []string{"weighs empty"}},
		{ID: "weight", Label: "Carries", Value: gramsText(b.MaxG), Placeholder: "10 kg", Kept: []string{"carries"}},
		{ID: "cost", Label: "Cost", Value: page.FormatMoney(int64(b.Cost), 2)},
		{ID: "stock", Label: "Stock", Value: page.FormatCount(int64(b.Stock))},
	}
}

// New asks for a box.
func (m *boxesPart) New() { m.ask(data.Box{Kind: "carton", Active: true}) }

// Edit asks for what is different about a box.
func (m *boxesPart) Edit() {
	if b, ok := m.here(); ok {
		m.ask(b)
	}
}

func (m *boxesPart) ask(b data.Box) {
	op := data.NewOp("set box", b.ID)
	f := &page.Form{Title: "Box " + b.Code, Do: "Save", Fields: boxFields(b)}
	began := b // as it stands in the books; the zero Box where there is none
	if b.ID == 0 {
		f.Title, began = "New box", data.Box{}
	}
	f.Changing(func(ctx context.Context) (page.Newer, error) {
		n, err := newer(ctx, m.shop, "box", began.ID)
		if err != nil {
			return n, err
		}
		all, err := m.shop.Boxes(ctx)
		at := slices.IndexFunc(all, func(now data.Box) bool { return now.ID == began.ID })
		switch {
		case began.ID == 0:
			n.Gone = "Somebody has added a box with this code meanwhile: choose another code, or change that one"
		case at < 0:
			n.Gone = "Box " + began.Code + " was taken out of use" + n.By("in use")
		default:
			n.Fields, n.Begin = boxFields(all[at]), func() { began, b = all[at], all[at] }
		}
		return n, err
	})
	f.Submit = func() {
		r := reader{f: f}
		n := b
		n.Code, n.Name, n.Kind = r.text("code"), r.text("name"), r.text("kind")
		in := r.size("inner size")
		out := in
		if r.text("outer size") != "" {
			out = r.size("outer size")
		}
		n.InLength, n.InWidth, n.InHeight = in[0], in[1], in[2]
		n.OutLength, n.OutWidth, n.OutHeight = out[0], out[1], out[2]
		n.TareG, n.MaxG, n.Cost, n.Stock = r.grams("tare"), r.grams("weight"), r.money("cost"), data.Quantity(r.number("stock", 0, 1_000_000))
		for _, other := range m.All {
			if other.ID != n.ID && other.Code == n.Code {
				f.Refuse("code", n.Code+" is there already")
				return
			}
		}
		if b.ID > 0 && n.Code != b.Code {
			f.Refuse("code", "a box keeps its code; add another and take this one out of use")
			return
		}
		if r.bad {
			return
		}
		sent := op.For(n).Began(began)
		m.submit("save the box", "Saved box "+n.Code, func(ctx context.Context) error {
			_, err := m.shop.SaveBox(ctx, m.who(), sent, n)
			return err
		}, m.Reload)
	}
	m.show(f)
}

func gramsText(g data.Grams) string {
	if g == 0 {
		return ""
	}
	return g.String()
}

// Retire takes a box out of use.
func (m *boxesPart) Retire() {
	b, ok := m.here()
	if !ok {
		return
	}
	op := data.NewOp("retire box", b.ID).Began(b)
	b.Active = false
	m.do("take box "+b.Code+" out of use", "Box "+b.Code+" is out of use", func(ctx context.Context) error {
		_, err := m.shop.SaveBox(ctx, m.who(), op.For(b), b)
		return err
	}, m.Reload)
}

// Open is Enter on a row.
func (m *boxesPart) Open(i int) { m.At = i; m.Edit() }

// Commands is what can be done here.
func (m *boxesPart) Commands() page.Commands {
	some := func() bool { _, ok := m.here(); return ok && m.Form == nil }
	return page.Commands{
		{ID: "boxes.import", Title: "Bring a list in", Key: "Ctrl+I", Group: "Boxes", Run: func() { m.open("setup/import?kind=boxes") }},
		{ID: "boxes.retire", Title: "Take out of use", Key: "Ctrl+Delete", Group: "Boxes", Rows: true, Enabled: some, Run: m.Retire},
		{ID: "boxes.edit", Title: "Change", Key: "F4", Group: "Boxes", Rows: true, Enabled: some, Run: m.Edit},
		{ID: "boxes.new", Title: "New box", Key: "Ctrl+N", Group: "Boxes", Primary: true, Run: m.New},
	}
}

// rater is what the section of rates asks.
type rater interface {
	Card(ctx context.Context) (app.Card, error)
}

// ratesPart is the rate card in use.
type ratesPart struct {
	part
	Card app.Card
	shop rater
}

func newRatesPart(p part, shop rater) *ratesPart { return &ratesPart{part: p, shop: shop} }

// Reload reads the card.
func (m *ratesPart) Reload() {
	ask(&m.part, "read the rate card", m.Reload, m.shop.Card, func(c app.Card) {
		m.Card = c
	})
}

var rateColumns = []page.Column{
	{ID: "service", Title: "Service", Width: 168, Strong: true},
	{ID: "carrier", Title: "Carrier", Width: 140},
	{ID: "zone", Title: "Zone", Grow: 1},
	{ID: "cutoff", Title: "Leaves until", Width: 92},
	{ID: "days", Title: "Days", Kind: page.Number, Width: 52},
	{ID: "upto", Title: "Up to", Kind: page.Number, Width: 80},
	{ID: "price", Title: "Price", Kind: page.Money, Width: 80},
}

// Rows is the list as a table shows it: service and zone once, at their first
// price.
func (m *ratesPart) Rows() page.Fixed {
	out := make(page.Fixed, len(m.Card.Prices))
	for i, p := range m.Card.Prices {
		row := []page.Cell{page.T(p.Service), page.T(p.Carrier), page.T(p.Zone), page.T(p.CutOff), page.T(page.FormatCount(int64(p.Days))), page.T(p.UpTo.String()), page.T(page.FormatMoney(int64(p.Price), 2))}
		if i > 0 {
			last := m.Card.Prices[i-1]
			if last.Service == p.Service {
				row[0].Text, row[1].Text, row[3].Text = "", "", ""
				if last.Zone == p.Zone {
					row[2].Text, row[4].Text = "", ""
				}
			}
		}
		out[i] = row
	}
	return out
}

// Says is what stands at the bottom.
func (m *ratesPart) Says() string {
	c := m.Card
	if c.Name == "" {
		return "No rate card: parcels have no price until one is brought in"
	}
	return strings.TrimSpace(c.Name + ", in use since " + c.LoadedAt.Format("2 January 2006"))
}

// Warning is what to know about the card.
func (m *ratesPart) Warning() *page.Notice {
	switch {
	case m.Notice.Shown():
		return m.Notice
	case m.Card.Example:
		return &page.Notice{State: page.Warning, Title: "This is an example: its services and prices are made up", Hint: "Bring in your carrier's card (Ctrl+I), as a list with service, weight and price or as JSON."}
	}
	return nil
}

// Cursor, Open and CloseForm: a card is looked at, and replaced as a whole.
func (m *ratesPart) Cursor(int) {}

// Open does nothing.
func (m *ratesPart) Open(int) {}

// Commands is what can be done here.
func (m *ratesPart) Commands() page.Commands {
	return page.Commands{{ID: "rates.import", Title: "Bring a rate card in", Key: "Ctrl+I", Group: "Rate card", Primary: true, Run: func() { m.open("setup/import?kind=rates") }}}
}
