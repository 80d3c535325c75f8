package setup

import (
	"context"
	"slices"

	"packbench/app/desktop/page"
	"packbench/data"
)

// trolleys is what the section of carts asks.
type trolleys interface {
	histories
	Carts(ctx context.Context, all bool) ([]data.Cart, error)
	SaveCart(ctx context.Context, who data.Actor, op data.Op, c data.Cart) (data.Cart, error)
}

// cartsPart is the carts that people pick with.
type cartsPart struct {
	part
	All []data.Cart
	At  int

	shop trolleys
}

func newCartsPart(p part, shop trolleys) *cartsPart { return &cartsPart{part: p, shop: shop} }

// Reload reads the carts, those out of use last.
func (m *cartsPart) Reload() {
	ask(&m.part, "read the carts", m.Reload, func(ctx context.Context) ([]data.Cart, error) {
		all, err := m.shop.Carts(ctx, true)
		slices.SortStableFunc(all, func(a, b data.Cart) int { return outOfUse(a) - outOfUse(b) })
		return all, err
	}, func(all []data.Cart) { m.All = all })
}

func outOfUse(c data.Cart) int {
	if c.Active {
		return 0
	}
	return 1
}

var cartColumns = []page.Column{
	{ID: "code", Title: "Cart", Width: 90, Strong: true},
	{ID: "name", Title: "Name", Grow: 1},
	{ID: "slots", Title: "Slots", Kind: page.Number, Width: 72},
	{ID: "lines", Title: "Lines", Kind: page.Number, Width: 72},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 72},
	{ID: "weight", Title: "Carries", Kind: page.Number, Width: 88},
	{ID: "volume", Title: "Holds", Kind: page.Number, Width: 88},
	{ID: "use", Title: "Use", Kind: page.StateWord, Width: 110},
}

// litre is how many cubic millimetres a litre has.
const litre = 1_000_000

func limit(n int64, unit string) string {
	if n == 0 {
		return ""
	}
	return page.FormatCount(n) + unit
}

// Rows is the list as a table shows it.
func (m *cartsPart) Rows() page.Fixed {
	out := make(page.Fixed, len(m.All))
	for i, c := range m.All {
		use := page.S("In use", page.Good)
		if !c.Active {
			use = page.S("Out of use", page.Muted)
		}
		out[i] = []page.Cell{page.T(c.Code), page.T(c.Name), page.T(limit(c.Slots, "")), page.T(limit(c.Lines, "")), page.T(limit(int64(c.Units), "")), page.T(gramsText(c.WeightG)), page.T(limit(c.VolumeMm3/litre, " l")), use}
	}
	return out
}

// Says is what stands at the bottom.
func (m *cartsPart) Says() string {
	return page.Counted(len(m.All), "cart") + "; walks are planned so that no cart is over its limits"
}

// Cursor says which row is meant.
func (m *cartsPart) Cursor(i int) { m.At = i }

func (m *cartsPart) here() (data.Cart, bool) {
	if m.At < 0 || m.At >= len(m.All) {
		return data.Cart{}, false
	}
	return m.All[m.At], true
}

// cartFields are the questions about a cart; an empty limit is none.
func cartFields(c data.Cart) []page.FormField {
	return []page.FormField{
		{ID: "code", Label: "Code", Value: c.Code, Placeholder: "C1"},
		{ID: "name", Label: "Name", Value: c.Name, Placeholder: "blue cart"},
		{ID: "slots", Label: "Slots", Value: limit(c.Slots, ""), Placeholder: "8", Hint: "Orders that it carries apart, A to Z: at most 26."},
		{ID: "lines", Label: "Lines", Value: limit(c.Lines, ""), Placeholder: "any number"},
		{ID: "units", Label: "Units", Value: limit(int64(c.Units), ""), Placeholder: "any number"},
		{ID: "weight", Label: "Carries", Value: gramsText(c.WeightG), Placeholder: "80 kg", Kept: []string{"carries"}},
		{ID: "volume", Label: "Holds, litres", Value: limit(c.VolumeMm3/litre, ""), Placeholder: "240", Kept: []string{"holds"}},
	}
}

// New asks for a cart.
func (m *cartsPart) New() { m.ask(data.Cart{Active: true}) }

// Edit asks for what is different about a cart.
func (m *cartsPart) Edit() {
	if c, ok := m.here(); ok {
		m.ask(c)
	}
}

func (m *cartsPart) ask(c data.Cart) {
	op := data.NewOp("set cart", c.ID)
	f := &page.Form{Title: "Cart " + c.Code, Do: "Save", Hint: "A limit that is left empty is none.", Fields: cartFields(c)}
	began := c // as it stands in the books; the zero Cart where there is none
	if c.ID == 0 {
		f.Title, began = "New cart", data.Cart{}
	}
	f.Changing(func(ctx context.Context) (page.Newer, error) {
		n, err := newer(ctx, m.shop, "cart", began.ID)
		if err != nil || began.ID == 0 {
			return n, err
		}
		all, err := m.shop.Carts(ctx, true)
		if at := slices.IndexFunc(all, func(now data.Cart) bool { return now.ID == began.ID }); at >= 0 {
			n.Fields, n.Begin = cartFields(all[at]), func() { began, c = all[at], all[at] }
		}
		return n, err
	})
	f.Submit = func() {
		r := reader{f: f}
		n := c
		n.Code, n.Name = r.text("code"), r.text("name")
		n.Slots, n.Lines, n.Units = r.number("slots", 0, 26), r.number("lines", 0, 10_000), data.Quantity(r.number("units", 0, 100_000))
		n.WeightG = r.grams("weight")
		if v := r.number("volume", 0, 100_000); v != c.VolumeMm3/litre {
			n.VolumeMm3 = v * litre // what was typed in litres; else as exact as it was
		}
		if r.bad {
			return
		}
		sent := op.For(n).Began(began)
		m.submit("save the cart", "Saved cart "+n.Code, func(ctx context.Context) error {
			_, err := m.shop.SaveCart(ctx, m.who(), sent, n)
			return err
		}, m.Reload)
	}
	m.show(f)
}

// Retire takes a cart out of use, or into it again.
func (m *cartsPart) Retire() {
	c, ok := m.here()
	if !ok {
		return
	}
	op := data.NewOp("retire cart", c.ID).Began(c)
	says := "Cart " + c.Code + " is out of use"
	if c.Active = !c.Active; c.Active {
		says = "Cart " + c.Code + " is in use again"
	}
	m.do("change cart "+c.Code, says, func(ctx context.Context) error {
		_, err := m.shop.SaveCart(ctx, m.who(), op.For(c), c)
		return err
	}, m.Reload)
}

// Open is Enter on a row.
func (m *cartsPart) Open(i int) { m.At = i; m.Edit() }

// Commands is what can be done here.
func (m *cartsPart) Commands() page.Commands {
	some := func() bool { _, ok := m.here(); return ok && m.Form == nil }
	return page.Commands{
		{ID: "carts.retire", Title: "Out of use, or in again", Key: "Ctrl+Delete", Group: "Carts", Rows: true, Enabled: some, Run: m.Retire},
		{ID: "carts.edit", Title: "Change", Key: "F4", Group: "Carts", Rows: true, Enabled: some, Run: m.Edit},
		{ID: "carts.new", Title: "New cart", Key: "Ctrl+N", Group: "Carts", Primary: true, Run: m.New},
	}
}
