package stock

import (
	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

var comingColumns = []page.Column{
	{ID: "sku", Title: "SKU", Width: 120, Strong: true},
	{ID: "name", Title: "Product", Grow: 1},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 80},
}

// expectView draws the form of a delivery that is to come.
type expectView struct {
	m      *expect
	banner *kit.Banner
	inputs map[string]*kit.Entry
	fields map[string]*kit.Field
	form   *kit.Form
	says   *kit.Line
	grid   *kit.Grid
	bar    *kit.ActionBar
	box    fyne.CanvasObject
	bad    bool
}

func newExpectView(m *expect, desk page.Desk) *expectView {
	v := &expectView{m: m, banner: kit.NewBanner(), inputs: map[string]*kit.Entry{}, fields: map[string]*kit.Field{}}
	m.Go, m.Toast = desk.Open, desk.Toast
	var all []*kit.Field
	add := func(name, label, hint string, e *kit.Entry) {
		e.OnChanged = func(text string) { m.Set(name, text) }
		v.fields[name] = kit.NewField(label, e).WithHint(hint)
		all = append(all, v.fields[name])
		v.inputs[name] = e
	}
	add("supplier", "Supplier", "", kit.NewEntry("Who sends it"))
	add("reference", "Reference", "their order or delivery number", kit.NewEntry(""))
	add("due", "Due", "fri, 24/12, +3; told to callers as coming", kit.NewEntry(""))
	add("goods", "Goods", "a number and a SKU or barcode a line; pasting from a spreadsheet works", kit.NewTextArea("24 MUG", 12))
	v.form = kit.NewForm(all...)
	v.says = kit.NewHeading("")
	v.grid = kit.NewGrid(comingColumns, page.Fixed{})
	v.grid.Empty = kit.Empty{Icon: "stock", Title: "What will come?", Hint: "Type or paste the goods: this shows what was understood."}
	v.bar = kit.NewActionBar(m.Commands(), "expect.save")
	right := kit.Frame(kit.Pad(20, 12, 12, 12, v.says), nil, kit.VLine(), nil, v.grid)
	v.box = kit.Frame(v.banner, v.bar, kit.Fixed(560, 0, kit.Pad(20, 20, 16, 12, v.form)), nil, right)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

// CanvasObject is what is drawn.
func (v *expectView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *expectView) Title() string { return "Expect a delivery" }

// Commands is what can be done here.
func (v *expectView) Commands() page.Commands { return v.m.Commands() }

// Reload looks the goods up again.
func (v *expectView) Reload() { v.m.find() }

// Closed gives up what is being looked up.
func (v *expectView) Closed() { v.m.finding.Cancel() }

// Opened puts the keyboard into the first field.
func (v *expectView) Opened() { kit.Focus(v.inputs["supplier"]) }

// Save and Restore keep what is typed.
func (v *expectView) Save() string { return v.m.Keep() }

// Restore takes back what Save gave.
func (v *expectView) Restore(saved string) { v.m.Bring(saved) }

func (v *expectView) refresh() {
	v.banner.Set(v.m.Notice)
	for name, e := range v.inputs {
		if text := v.m.Form[name]; e.Text != text {
			e.SetText(text)
		}
	}
	for name, f := range v.fields {
		if f.Error() != v.m.Bad[name] {
			f.SetError(v.m.Bad[name])
		}
	}
	v.says.Set(v.m.Says())
	v.grid.SetRows(v.m.cells())
	if len(v.m.Bad) > 0 && !v.bad {
		v.form.FocusFirstError()
	}
	v.bad = len(v.m.Bad) > 0
	v.bar.Sync()
}
