package stock

import (
	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

var binColumns = []page.Column{
	{ID: "place", Title: "Place", Width: 130, Strong: true},
	{ID: "zone", Title: "Zone", Width: 90},
	{ID: "onhand", Title: "On hand", Kind: page.Number, Width: 90, Strong: true},
	{ID: "picking", Title: "On pick lists", Kind: page.Number, Width: 110},
	{ID: "kind", Title: "", Grow: 1},
}

// slipView draws the form, and where the product lies beside it.
type slipView struct {
	m      *slip
	banner *kit.Banner
	tabs   *kit.Tabs
	inputs map[string]*kit.Entry
	fields map[string]*kit.Field
	form   *kit.Form
	name   *kit.Line
	grid   *kit.Grid
	bar    *kit.ActionBar
	box    fyne.CanvasObject
	mode   string
	bad    bool
}

func newSlipView(m *slip, desk page.Desk) *slipView {
	v := &slipView{m: m, banner: kit.NewBanner(), inputs: map[string]*kit.Entry{}, fields: map[string]*kit.Field{}, name: kit.NewHeading("")}
	v.name.Narrow = true
	m.Toast, m.Sound = desk.Toast, desk.Sound
	v.tabs = kit.NewTabs(kit.Tab{ID: modeAdjust, Title: "Adjust", Key: "F6"}, kit.Tab{ID: modeTransfer, Title: "Move", Key: "F7"}, kit.Tab{ID: modeReceive, Title: "Receive", Key: "F8"})
	v.tabs.OnChange = m.Choose
	var all []*kit.Field
	for _, f := range []struct{ name, label, hint string }{{"item", "Product", "SKU"}, {"place", "Place", "A-03-2"}, {"to", "To", "B-01-1"}, {"units", "Units", ""}, {"reason", "Reason", ""}} {
		e := kit.NewEntry(f.hint)
		e.SelectAll = true
		e.OnChanged = func(text string) { m.Set(f.name, text) }
		e.OnSubmitted = func(string) { v.onward(f.name) }
		v.inputs[f.name] = e
		v.fields[f.name] = kit.NewField(f.label, e)
		all = append(all, v.fields[f.name])
	}
	v.form = kit.NewForm(all...)
	v.grid = kit.NewGrid(binColumns, page.Fixed{})
	v.grid.Empty = kit.Empty{Icon: "stock", Title: "Nothing of it on the shelves"}
	v.grid.OnOpen = func(row int) {
		if row < len(m.Bins) {
			m.Set("place", m.Bins[row].Code)
			v.fill()
			kit.Focus(v.inputs["units"])
		}
	}
	v.bar = kit.NewActionBar(m.Commands(), "slip.do")
	right := kit.Frame(kit.Pad(16, 16, 8, 16, v.name), nil, kit.VLine(), nil, v.grid)
	v.box = kit.Frame(kit.Column(0, v.tabs, v.banner), v.bar, kit.Fixed(460, 0, kit.Pad(20, 20, 16, 20, v.form)), nil, right)
	m.OnChange, m.Filled = v.refresh, v.fill
	v.fill()
	v.refresh()
	return v
}

// onward goes to the next field that is empty, and writes from the last.
func (v *slipView) onward(from string) {
	after := false
	for _, name := range []string{"item", "place", "to", "units", "reason"} {
		if after && v.fields[name].Visible() && v.inputs[name].Text == "" && (name != "reason" || v.m.Mode == modeAdjust) {
			kit.Focus(v.inputs[name])
			return
		}
		after = after || name == from
	}
	v.m.Do()
}

func (v *slipView) fill() {
	for name, e := range v.inputs {
		if e.Text != v.m.Form[name] {
			e.SetText(v.m.Form[name])
		}
	}
}

// CanvasObject is what is drawn.
func (v *slipView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *slipView) Title() string {
	switch v.m.Mode {
	case modeTransfer:
		return "Move stock"
	case modeReceive:
		return "Receive stock"
	}
	return "Adjust stock"
}

// Commands is what can be done here.
func (v *slipView) Commands() page.Commands { return v.m.Commands() }

// Reload looks again where the product lies.
func (v *slipView) Reload() { v.m.Look() }

// Scan fills in a scanned product or place.
func (v *slipView) Scan(code string) bool { v.m.Scan(code); return true }

// Opened looks the product up and goes to the first empty field.
func (v *slipView) Opened() {
	v.m.Look()
	for _, name := range []string{"item", "place", "to", "units"} {
		if v.fields[name].Visible() && v.inputs[name].Text == "" {
			kit.Focus(v.inputs[name])
			return
		}
	}
}

// Closed gives up what is being looked up.
func (v *slipView) Closed() { v.m.looking.Cancel(); v.m.finding.Cancel() }

func (v *slipView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	v.tabs.Mark(m.Mode)
	if v.mode != m.Mode {
		v.mode = m.Mode
		v.fields["to"].Hide()
		v.fields["place"].Label = "Place"
		v.fields["units"].WithHint("how many more, or -3 for fewer")
		v.fields["reason"].WithHint("kept with the move")
		switch m.Mode {
		case modeTransfer:
			v.fields["to"].Show()
			v.fields["place"].Label = "From"
			v.fields["units"].WithHint("")
			v.fields["reason"].Hide()
		case modeReceive:
			v.fields["units"].WithHint("")
			v.fields["reason"].WithHint("may be left out")
			v.fields["reason"].Show()
		default:
			v.fields["reason"].Show()
		}
		v.form.Refresh()
	}
	for name, f := range v.fields {
		if f.Error() != m.Bad[name] {
			f.SetError(m.Bad[name])
		}
	}
	if len(m.Bad) > 0 && !v.bad {
		v.form.FocusFirstError()
	}
	v.bad = len(m.Bad) > 0
	v.name.Set("Where it lies")
	if m.Product.ID > 0 {
		v.name.Set(string(m.Product.SKU) + "  " + m.Product.Name)
	}
	cells := make(page.Fixed, len(m.Bins))
	for i, b := range m.Bins {
		cells[i] = []page.Cell{page.T(b.Code), page.T(b.Zone), page.T(page.FormatCount(int64(b.OnHand))), page.T(count(b.Picking)), kindCell(b)}
	}
	at := v.grid.Cursor()
	v.grid.SetRows(cells)
	v.grid.SetCursor(min(at, len(cells)-1))
	v.bar.Left.Set("Enter goes on; scans fill in the product and the place")
	v.bar.Sync()
}

func kindCell(b data.BalancesOfRow) page.Cell {
	switch {
	case !b.IsSellable:
		return page.S(b.Kind+", not for sale", page.Warning)
	case !b.Pickable:
		return page.S("reserve", page.Muted)
	}
	return page.T("")
}
