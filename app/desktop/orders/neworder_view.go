package orders

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// newOrderView draws a phone order: caller, lines, order, side by side.
type newOrderView struct {
	m        *NewOrder
	customer int64

	box    *fyne.Container
	banner *kit.Banner
	bar    *kit.ActionBar

	entries map[Spot]*kit.Entry
	fields  map[Spot]*kit.Field

	caller      *kit.Complete
	callerField *kit.Field
	callerGen   uint64
	card        *fyne.Container
	cardOf      *app.Caller
	newcomer    *kit.Form
	shipTo      *kit.Form
	shipCard    *fyne.Container
	keep        *kit.Check

	lines *lineTable
	side  *orderSide

	onScreen bool
	put      bool // the keyboard is at spot and line
	spot     Spot
	line     int
}

func newNewOrderView(m *NewOrder, customer int64) *newOrderView {
	v := &newOrderView{m: m, customer: customer, banner: kit.NewBanner(), entries: map[Spot]*kit.Entry{}, fields: map[Spot]*kit.Field{}}
	v.buildCaller()
	v.lines = newLineTable(v)
	v.side = newOrderSide(v)
	v.bar = kit.NewActionBar(m.Commands(), "neworder.park", "neworder.resume", "neworder.address", "neworder.note", "neworder.pay", "neworder.place")
	left := kit.Fixed(276, 0, kit.On(kit.ColorRaised, container.NewVScroll(kit.Pad(12, 12, 12, 12, kit.Column(12, v.callerField, v.newcomer, v.shipCard, v.card)))))
	right := kit.Fixed(248, 0, kit.On(kit.ColorRaised, container.NewVScroll(kit.Pad(12, 12, 12, 12, v.side.box))))
	middle := kit.Frame(kit.Pad(0, 0, 0, 0, v.banner), nil, nil, nil, v.lines.box)
	v.box = kit.Frame(nil, v.bar, kit.Frame(nil, nil, nil, kit.VLine(), left), kit.Frame(nil, nil, kit.VLine(), nil, right), middle)
	m.OnChange = v.refresh
	m.AskCallers = v.showCallers
	m.AskItems = v.lines.showItems
	v.refresh()
	return v
}

// CanvasObject and the rest make it a page of the window.
func (v *newOrderView) CanvasObject() fyne.CanvasObject { return v.box }
func (v *newOrderView) Title() string                   { return "New order" }
func (v *newOrderView) Commands() page.Commands         { return v.m.Commands() }
func (v *newOrderView) Reload()                         { v.put = false; v.m.Reload() }
func (v *newOrderView) Opened() {
	v.onScreen = true
	v.m.Open(v.customer)
	v.put = false
	v.refresh()
}
func (v *newOrderView) Closed()               { v.m.Close() }
func (v *newOrderView) Escape() bool          { return v.m.Escape() }
func (v *newOrderView) Scan(code string) bool { return v.m.Scan(code) }

// entry makes the field of text at a spot.
func (v *newOrderView) entry(spot Spot, placeholder string) *kit.Field {
	e := kit.NewEntry(placeholder)
	e.SelectAll = true
	e.OnChanged = func(text string) { v.m.SetText(spot, text) }
	e.OnSubmitted = func(string) { v.m.Enter() }
	e.OnFocus = func(on bool) {
		if on {
			v.focused(spot)
		}
	}
	f := kit.NewField(spot.Title(), e)
	v.entries[spot], v.fields[spot] = e, f
	return f
}

// focused is told that the keyboard came to a spot by Tab or the mouse.
func (v *newOrderView) focused(spot Spot) {
	v.spot = spot
	v.m.At(spot)
}

func (v *newOrderView) buildCaller() {
	c := kit.NewComplete("Phone, name, number, postcode")
	c.SelectAll, c.Wide, c.Rows = true, 380, 8
	c.Hint = "Enter takes the first · Esc closes"
	c.OnQuery = func(text string, gen uint64) { v.callerGen = gen; v.m.SearchCaller(text) }
	c.OnChoose = func(ch kit.Choice) {
		if id, err := strconv.ParseInt(ch.ID, 10, 64); err == nil {
			v.m.ChooseCaller(id)
		}
	}
	c.OnEmptyEnter = func(text string) { v.m.EnterCaller(text) }
	c.OnUndo = v.m.UndoTaken
	hook(c, func(on bool) {
		if on {
			v.focused(AtCaller)
		}
	}, func(k page.Chord) bool {
		if k.Name == "Enter" && !v.m.CallersKnown() {
			v.m.EnterCaller(c.Text) // typed faster than the list came
			return true
		}
		return false
	})
	v.caller = c
	v.callerField = kit.NewField("Caller", c)
	v.card = container.NewStack()
	var fields []*kit.Field
	for _, s := range newcomerSpots {
		fields = append(fields, v.entry(s, ""))
	}
	v.newcomer = kit.NewForm(fields...)
	fields = nil
	for _, s := range shipSpots {
		fields = append(fields, v.entry(s, ""))
	}
	v.fields[AtShipCountry].WithWidth(56)
	v.shipTo = kit.NewForm(fields...)
	v.keep = kit.NewCheck("Their address from now on", v.m.KeepAddress)
	v.shipCard = kit.Column(8, kit.NewHeading("This order goes to"), v.shipTo, v.keep, kit.HLine())
}

// hook adds to what a type-ahead field does with the focus and with keys.
func hook(c *kit.Complete, focus func(bool), key func(page.Chord) bool) {
	was, use := c.Entry.OnFocus, c.Entry.OnKey
	c.Entry.OnFocus = func(on bool) { was(on); focus(on) }
	c.Entry.OnKey = func(k page.Chord) bool { return key(k) || use(k) }
}

func (v *newOrderView) showCallers() {
	found := v.m.Callers()
	choices := make([]kit.Choice, 0, len(found))
	for _, c := range found {
		title := c.Name
		if c.Company != "" {
			title += ", " + c.Company
		}
		choices = append(choices, kit.Choice{ID: strconv.FormatInt(c.ID, 10), Title: title, Detail: c.Phone, Figures: []string{c.Number}})
	}
	v.caller.Answer(choices, v.callerGen)
	v.noteCaller()
}

func (v *newOrderView) noteCaller() {
	switch wrong := v.m.Wrong[AtCaller]; {
	case wrong != "":
		v.callerField.SetError(wrong)
	case v.m.Spot == AtCaller && v.caller.Text != "" && v.m.CallersKnown() && len(v.m.Callers()) == 0 && v.m.Known == nil:
		v.callerField.SetNote("Nobody found. Enter: new customer", kit.ColorInfo)
	default:
		v.callerField.SetNote("", kit.ColorFaint)
	}
}

// refresh draws the model.
func (v *newOrderView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	v.refreshCaller()
	for spot, e := range v.entries {
		if text := m.Text(spot); e.Text != text {
			e.SetText(text)
		}
		if f := v.fields[spot]; f.Error() != m.Wrong[spot] {
			f.SetError(m.Wrong[spot])
		}
	}
	v.lines.refresh()
	v.side.refresh()
	left := ""
	if n := len(m.Parked); n > 0 {
		left = count(n, "parked call", "parked calls") + ": " + m.Parked[0].Title
	}
	v.bar.Left.Set(left)
	v.bar.Sync()
	v.place()
}

// place puts the keyboard where the model says, when that is new.
func (v *newOrderView) place() {
	if !v.onScreen || v.put && v.spot == v.m.Spot && v.line == v.m.Line {
		return
	}
	same := v.put && v.spot == v.m.Spot
	v.spot, v.line, v.put = v.m.Spot, v.m.Line, true
	var to fyne.Focusable
	switch v.m.Spot {
	case AtCaller:
		to = v.caller
	case AtItem:
		to = v.lines.item
	case AtQty:
		to = v.lines.qty
	case AtPrice:
		to = v.lines.price
	case AtPay:
		to = v.side.way
	case AtPlace:
		to = v.lines.confirm
	default:
		to = v.entries[v.m.Spot]
	}
	if same {
		// Another line, the same field: it is entered anew.
		if o, ok := to.(fyne.CanvasObject); ok {
			if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
				c.Unfocus()
			}
		}
	}
	kit.Focus(to)
}

func (v *newOrderView) refreshCaller() {
	m := v.m
	if v.caller.Text != m.Sheet.Caller {
		v.caller.SetQuietly(m.Sheet.Caller)
	}
	v.noteCaller()
	show(v.newcomer, m.Sheet.Newcomer != nil)
	show(v.shipCard, m.Sheet.ShipTo != nil)
	show(v.keep, m.CanKeepAddress())
	v.keep.SetChecked(m.Sheet.KeepTo)
	if m.Known == v.cardOf && (m.Known == nil) == (len(v.card.Objects) == 0) {
		return
	}
	v.cardOf = m.Known
	v.card.Objects = nil
	if m.Known != nil {
		v.card.Objects = []fyne.CanvasObject{v.callerCard(*m.Known)}
	}
	v.card.Refresh()
}

func show(o fyne.CanvasObject, on bool) {
	if on != o.Visible() {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

// callerCard is what a desk wants to see of the person on the phone.
func (v *newOrderView) callerCard(c app.Caller) fyne.CanvasObject {
	m := v.m
	name := kit.NewHeading(c.Customer.Name)
	name.Narrow = true
	head := fyne.CanvasObject(name)
	if c.Customer.Priority > 0 {
		head = kit.Spread(name, kit.NewPill("VIP", page.Info))
	}
	parts := []fyne.CanvasObject{head}
	add := func(text string, muted bool) {
		if text == "" {
			return
		}
		l := kit.NewLine(text)
		l.Narrow = true
		if muted {
			l.Color = kit.ColorMuted
		}
		parts = append(parts, l)
	}
	add(c.Customer.Company, false)
	if len(c.Addresses) > 0 {
		a := c.Addresses[0]
		add(a.Street1, false)
		add(a.Street2, false)
		add(joined(" ", a.Postcode, a.City), false)
	} else {
		add("no address on record: F6", true)
	}
	add(joined("  ", c.Customer.Number, c.Customer.Phone), true)
	owes := kit.NewStrong("owes " + data.Money(c.Figures.Owed).In(m.profile.Currency))
	if c.Figures.Owed > 0 {
		owes.Color = kit.ColorWarning
	} else {
		owes.Color = kit.ColorMuted
	}
	parts = append(parts, kit.Pad(6, 0, 0, 0, kit.Spread(owes, kit.NewMuted(count(int(c.Figures.Orders), "order", "orders")))))
	if c.LastOrder != nil {
		add(fmt.Sprintf("last: %s, %s", m.Ago(c.LastOrder.PlacedAt), c.LastOrder.Total.In(c.LastOrder.Currency)), false)
		add("Ctrl+R repeats it", true)
	}
	if c.Customer.TermsDays > 0 {
		add(fmt.Sprintf("terms %d days, credit %s", c.Customer.TermsDays, c.Customer.CreditLimit.In(m.profile.Currency)), true)
	}
	if c.Customer.Note != "" {
		parts = append(parts, kit.Words(c.Customer.Note, kit.ColorInfo, fyne.TextAlignLeading))
	}
	if len(c.Usual) > 0 {
		parts = append(parts, kit.Pad(8, 0, 0, 0, kit.NewMuted("Usual goods")))
		for i, u := range c.Usual {
			parts = append(parts, newUsual(i, u, func() { m.AddUsual(i) }))
		}
	}
	return kit.Column(2, parts...)
}

func newUsual(i int, u data.CustomerUsualRow, add func()) fyne.CanvasObject {
	key := kit.NewMuted(page.Key(fmt.Sprintf("Alt+%d", i+1)).Label())
	name := kit.NewLine(u.Name)
	name.Narrow = true
	times := kit.NewMuted(fmt.Sprintf("%d×", u.Times))
	return newTap(kit.Pad(2, 0, 2, 0, kit.Frame(nil, nil, kit.Fixed(44, 0, key), kit.Pad(0, 0, 0, 8, times), name)), add)
}
