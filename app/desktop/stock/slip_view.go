package stock

import (
	"strings"

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
	{ID: "kind", Title: "Use", Grow: 1},
}

// slipView draws the form, and where the product lies beside it.
type slipView struct {
	m      *slip
	desk   page.Desk
	banner *kit.Banner
	tabs   *kit.Tabs
	inputs map[string]*kit.Entry
	reason *kit.Complete
	fields map[string]*kit.Field
	form   *kit.Form
	name   *kit.Line
	grid   *kit.Grid
	bar    *kit.ActionBar
	box    fyne.CanvasObject
	mode   string
	bad    bool
	back   bool // opened for one row of a list: when it is written, back to it
}

func newSlipView(m *slip, desk page.Desk) *slipView {
	v := &slipView{m: m, desk: desk, banner: kit.NewBanner(), inputs: map[string]*kit.Entry{}, fields: map[string]*kit.Field{}, name: kit.NewHeading("")}
	v.name.Narrow = true
	v.back = m.offered
	m.Toast, m.Sound, m.Done = desk.Toast, desk.Sound, v.done
	v.tabs = kit.NewTabs(kit.Tab{ID: modeAdjust, Title: "Adjust", Count: -1, Key: "F6"}, kit.Tab{ID: modeTransfer, Title: "Move", Count: -1, Key: "F7"}, kit.Tab{ID: modeReceive, Title: "Receive", Count: -1, Key: "F8"})
	v.tabs.OnChange = m.Choose
	v.reason = kit.NewComplete("damaged, lost, found, …")
	v.reason.Rows = len(data.Reasons)
	v.reason.OnQuery = func(text string, generation uint64) {
		m.Set("reason", text)
		v.offerReasons(text, generation)
	}
	v.reason.OnChoose = func(c kit.Choice) {
		m.Set("reason", c.Title)
		v.fill()
		v.onward("reason")
	}
	v.reason.OnEmptyEnter = func(string) { v.onward("reason") }
	v.inputs["reason"] = &v.reason.Entry
	var all []*kit.Field
	for _, f := range []struct{ name, label, hint string }{{"item", "Product", "SKU or barcode"}, {"place", "Place", "A-03-2"}, {"to", "To", "B-01-1"}, {"units", "Units", ""}, {"reason", "Reason", ""}} {
		var input fyne.CanvasObject = v.reason
		if f.name != "reason" {
			e := kit.NewEntry(f.hint)
			e.SelectAll = true
			e.OnChanged = func(text string) { m.Set(f.name, text) }
			e.OnSubmitted = func(string) { v.onward(f.name) }
			v.inputs[f.name], input = e, e
		}
		v.fields[f.name] = kit.NewField(f.label, input)
		all = append(all, v.fields[f.name])
	}
	v.form = kit.NewForm(all...)
	v.grid = kit.NewGrid(binColumns, page.Fixed{})
	v.grid.KeepLayout(desk.Prefs(), "adjust")
	v.grid.OnOpen = func(row int) {
		m.Take(row)
		kit.Focus(v.inputs["units"])
	}
	v.bar = kit.NewActionBar(m.Commands(), "slip.do")
	right := kit.Frame(kit.Pad(16, 12, 8, 12, v.name), nil, kit.VLine(), nil, v.grid)
	v.box = kit.Frame(kit.Column(0, v.tabs, v.banner), v.bar, kit.Fixed(460, 0, kit.Pad(20, 20, 16, 12, v.form)), nil, right)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

// offerReasons lists the reasons that have the text; while it is empty none is
// lit, so that Enter does not choose one unseen.
func (v *slipView) offerReasons(text string, generation uint64) {
	var found []kit.Choice
	text = strings.ToLower(strings.TrimSpace(text))
	for _, r := range data.Reasons {
		if v.m.Mode == modeAdjust && strings.Contains(r, text) && r != text {
			found = append(found, kit.Choice{ID: r, Title: r})
		}
	}
	v.reason.NoFirst = text == ""
	v.reason.Answer(found, generation)
}

// onward goes to the next field that is needed and empty, and writes from the
// last.
func (v *slipView) onward(from string) {
	if next := v.m.Next(from); next != "" {
		v.focus(next)
		return
	}
	v.m.Do()
}

func (v *slipView) focus(field string) {
	if field == "reason" {
		kit.Focus(v.reason)
		v.offerReasons(v.reason.Text, v.reason.Generation())
		return
	}
	kit.Focus(v.inputs[field])
}

// done goes back to the list that the form was opened from for one row, or on
// to the next product.
func (v *slipView) done() {
	if v.back && v.m.Mode != modeReceive {
		v.desk.Back()
		return
	}
	v.focus("item")
}

func (v *slipView) fill() {
	for name, e := range v.inputs {
		switch text := v.m.Form[name]; {
		case e.Text == text:
		case name == "reason":
			v.reason.SetQuietly(text)
		default:
			e.SetText(text)
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
	if next := v.m.Next(""); next != "" {
		v.focus(next)
	}
}

// Closed gives up what is being looked up.
func (v *slipView) Closed() { v.m.looking.Cancel(); v.m.finding.Cancel() }

func (v *slipView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	v.tabs.Mark(m.Mode)
	v.fill()
	if v.mode != m.Mode {
		fresh := v.mode == ""
		v.mode = m.Mode
		v.arrange()
		if !fresh {
			v.desk.Changed()
		}
	}
	if hint := v.unitsHint(); v.fields["units"].Hint != hint && m.Bad["units"] == "" {
		v.fields["units"].WithHint(hint)
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
	v.refreshBins()
	v.bar.Left.Set("Enter goes on; scans fill in the product and the place")
	v.bar.Sync()
}

func (v *slipView) unitsHint() string {
	hint := ""
	if v.m.Mode == modeAdjust {
		hint = "how many more, or -3 for fewer"
	}
	if each := v.m.Units(); each != "" {
		hint = strings.TrimPrefix(hint+"; "+each, "; ")
	}
	return hint
}

// arrange shows the fields of what the form does.
func (v *slipView) arrange() {
	m := v.m
	v.fields["place"].Label = "Place"
	if m.Mode == modeTransfer {
		v.fields["place"].Label = "From"
	}
	v.fields["units"].WithHint(v.unitsHint())
	v.fields["reason"].WithHint("kept with the move")
	if m.Mode == modeReceive {
		v.fields["reason"].WithHint("may be left out")
	}
	for _, name := range slipFields {
		if m.Shown(name) {
			v.fields[name].Show()
		} else {
			v.fields[name].Hide()
		}
	}
	v.form.Refresh()
}

func (v *slipView) refreshBins() {
	m := v.m
	v.name.Set("Where it lies")
	v.grid.SetEmpty(kit.Empty{Icon: "stock", Title: "Which product?", Hint: "Scan it or type its SKU: this shows where it lies."})
	if m.Product.ID > 0 {
		v.name.Set(string(m.Product.SKU) + "  " + m.Product.Name)
		v.grid.SetEmpty(kit.Empty{Icon: "stock", Title: "Nothing of it on the shelves"})
	}
	cells, keys := make(page.Fixed, len(m.Bins)), make([]string, len(m.Bins))
	for i, b := range m.Bins {
		keys[i] = b.Code
		cells[i] = []page.Cell{page.T(b.Code), page.T(b.Zone), page.T(page.FormatCount(int64(b.OnHand))), page.T(count(b.Picking)), useCell(b)}
	}
	v.grid.ShowAgain(cells, keys)
}

func useCell(b data.BalancesOfRow) page.Cell {
	switch {
	case !b.IsSellable:
		return page.S(page.Sentence(b.Kind)+", not for sale", page.Warning)
	case b.Kind != "bin" && !b.Pickable:
		return page.S("On the way to a customer", page.Muted)
	case !b.Pickable:
		return page.S("Reserve, not picked from", page.Muted)
	}
	return page.T("For sale and picking")
}
