package stock

import (
	"strings"

	"fyne.io/fyne/v2"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// figureWidth is the room of a figure, in the table as in the sums under it.
const figureWidth = 124

var thenColumns = []page.Column{
	{ID: "sku", Title: "SKU", Width: 110, Strong: true},
	{ID: "name", Title: "Product", Grow: 1},
	{ID: "place", Title: "Place", Width: 110},
	{ID: "was", Title: "Then", Kind: page.Number, Width: figureWidth, Strong: true},
	{ID: "is", Title: "Compared", Kind: page.Number, Width: figureWidth},
	{ID: "difference", Title: "Difference", Kind: page.Number, Width: figureWidth},
}

// thenView draws the stock of a past moment: the moments and the filter at the
// top, the table, and the sums under it.
type thenView struct {
	m      *then
	banner *kit.Banner
	at     *kit.Entry
	than   *kit.Entry
	find   *kit.Entry
	says   *kit.Line
	grid   *kit.Grid
	sums   *fyne.Container
	form   *kit.FormPanel
	right  *fyne.Container
	bar    *kit.ActionBar
	box    *fyne.Container
	shown  *page.Lazy[app.StockLine]
}

func newThenView(m *then, desk page.Desk) *thenView {
	v := &thenView{m: m, banner: kit.NewBanner(), says: kit.NewMuted(""), form: kit.NewFormPanel(), sums: kit.Column(2)}
	v.says.Narrow = true
	v.at = v.moment("1 Nov 17:00", m.At)
	v.than = v.moment("now", m.Than)
	v.find = kit.NewEntry("Place or product  Ctrl+F")
	v.find.SetText(m.Text)
	v.find.OnChanged = m.Filter
	v.find.OnSubmitted = func(string) { v.grid.Focus() }
	v.find.OnKey = v.down
	v.grid = kit.NewGrid(thenColumns, m.Lines)
	v.grid.OnOpen = m.Open
	v.grid.Commands = m.Commands
	v.grid.KeepLayout(desk.Prefs(), "stockthen")
	v.bar = kit.NewActionBar(m.Commands(), "stockthen.changed", "stockthen.write")
	v.form.OnClose = func() { m.CloseForm(); v.grid.Focus() }
	v.right = kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(380, 0, v.form))
	v.right.Hide()
	fields := kit.Row(16, kit.Fixed(200, 0, kit.NewField("As it was", v.at)), kit.Fixed(200, 0, kit.NewField("Compared with", v.than)))
	top := kit.Pad(10, 16, 8, 16, kit.Column(6, kit.Frame(nil, nil, fields, kit.Fixed(260, 0, kit.NewField("Only", v.find)), nil), v.says))
	under := kit.Frame(kit.HLine(), nil, nil, nil, kit.Pad(8, 11, 8, 16, v.sums))
	v.box = kit.Frame(kit.Column(0, top, v.banner), v.bar, nil, v.right, kit.Frame(nil, under, nil, nil, v.grid))
	m.OnChange = v.refresh
	v.refresh()
	return v
}

// moment is a field for one of the two moments: Enter reads both.
func (v *thenView) moment(example, text string) *kit.Entry {
	e := kit.NewEntry(example)
	e.SetText(text)
	e.SelectAll = true
	e.OnSubmitted = func(string) { v.m.Show(v.at.Text, v.than.Text) }
	e.OnKey = v.down
	return e
}

func (v *thenView) down(c page.Chord) bool {
	if c.Name == "Down" {
		v.grid.Focus()
		return true
	}
	return false
}

// CanvasObject is what is drawn.
func (v *thenView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *thenView) Title() string { return v.m.Title() }

// Commands is what can be done here.
func (v *thenView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the moments anew: now is later.
func (v *thenView) Reload() { v.m.Show(v.at.Text, v.than.Text) }

// FocusSearch puts the keyboard into the filter.
func (v *thenView) FocusSearch() { kit.Focus(v.find) }

// Escape leaves the form, then the filter, before the page.
func (v *thenView) Escape() bool {
	switch {
	case v.m.Form != nil:
		v.m.CloseForm()
	case v.m.Text != "":
		v.m.Filter("")
	default:
		return false
	}
	v.grid.Focus()
	return true
}

// Opened reads the moments of the route, or asks for one.
func (v *thenView) Opened() {
	v.m.Reload()
	kit.Focus(v.at)
}

// Closed gives up what is being read.
func (v *thenView) Closed() { v.m.Close() }

func (v *thenView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	if bad := m.AtBad + m.ThanBad; bad != "" {
		v.says.SetColor(kit.StateSign(page.Bad)+" "+page.Sentence(bad), kit.ColorBad)
	} else {
		v.says.SetColor(m.Says(), kit.ColorMuted)
	}
	if !strings.EqualFold(strings.TrimSpace(v.find.Text), m.Text) {
		v.find.SetText(m.Text)
	}
	title, hint := m.Empty()
	if m.ThanBad != "" && v.typing(v.at) {
		kit.Focus(v.than)
	}
	v.grid.SetEmpty(kit.Empty{Icon: "stock", Title: title, Hint: hint})
	if v.shown != m.Lines {
		v.shown = m.Lines
		v.grid.SetRows(m.Lines)
		if m.Read && (v.typing(v.at) || v.typing(v.than)) && m.AtBad+m.ThanBad == "" && m.Lines.Len() > 0 {
			v.grid.Focus()
		}
	}
	v.grid.Refresh()
	v.grid.SetLoading(m.Loading())
	v.addUp()
	if show := m.Form != nil; show != v.right.Visible() {
		kit.SetVisible(v.right, show)
		v.box.Refresh()
	}
	v.form.Set(m.Form)
	v.bar.Left.Set(map[bool]string{true: "Only what changed; F8 shows all", false: ""}[m.Changed])
	v.bar.Sync()
}

// addUp draws the sums under their columns.
func (v *thenView) addUp() {
	v.sums.Objects = nil
	if s := v.m.Sums; v.m.Read {
		cost := func(m data.Money) string { return m.In(v.m.pr.Currency) }
		v.sums.Objects = []fyne.CanvasObject{
			kit.Spread(kit.NewStrong(page.Counted(s.Rows, "row")), sumLine("Units", page.FormatCount(s.Was), page.FormatCount(s.Is), signed(page.FormatCount(s.Is-s.Was), s.Is-s.Was))),
			kit.Spread(kit.NewMuted("Values are at today's cost of each product"), sumLine("Value at cost", cost(s.WasCost), cost(s.IsCost), signed(cost(s.IsCost-s.WasCost), int64(s.IsCost-s.WasCost)))),
		}
	}
	v.sums.Refresh()
}

func signed(text string, n int64) string {
	switch {
	case n > 0:
		return "+" + text
	case n == 0:
		return "–"
	}
	return strings.Replace(text, "-", "−", 1)
}

// sumLine is a name and three figures, each at the right of its room.
func sumLine(name string, figures ...string) fyne.CanvasObject {
	row := []fyne.CanvasObject{kit.NewMuted(name)}
	for _, f := range figures {
		row = append(row, kit.Fixed(figureWidth, 0, kit.Spread(kit.NewLine(""), kit.NewStrong(f))))
	}
	return kit.Row(0, row...)
}

// typing says that the keyboard is in a field.
func (v *thenView) typing(e *kit.Entry) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	return c != nil && c.Focused() == e
}
