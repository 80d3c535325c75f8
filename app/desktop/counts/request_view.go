package counts

import (
	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

var requestColumns = []page.Column{
	{ID: "what", Title: "To be counted", Width: 140, Strong: true},
	{ID: "of", Title: "Zone or name", Grow: 1},
	{ID: "lines", Title: "Lines", Kind: page.Number, Width: 72},
}

// requestView draws the form with which a count is asked for, and what it would
// hold beside it.
type requestView struct {
	m      *request
	banner *kit.Banner
	scope  *kit.Select
	what   *kit.Entry
	whatF  *kit.Field
	title  *kit.Entry
	says   *kit.Line
	form   *kit.Form
	grid   *kit.Grid
	bar    *kit.ActionBar
	box    fyne.CanvasObject
}

func newRequestView(m *request, desk page.Desk) *requestView {
	v := &requestView{m: m, banner: kit.NewBanner(), says: kit.NewHeading("")}
	m.Go, m.Toast, m.Sound = desk.Open, desk.Toast, desk.Sound
	v.scope = kit.NewSelect(scopes, nil)
	v.scope.SetSelected(m.Scope)
	v.scope.OnChanged = func(s string) {
		if s != m.Scope {
			m.Set(func(r *request) { r.Scope = s })
		}
	}
	v.what = kit.NewEntry("A-03, B-01")
	v.what.SetText(m.What)
	v.what.OnChanged = func(s string) {
		if s != m.What {
			m.Set(func(r *request) { r.What = s })
		}
	}
	v.what.OnSubmitted = func(string) { m.Save() }
	v.whatF = kit.NewField("Which", v.what)
	v.title = kit.NewEntry("Fast movers, aisle 3, …")
	v.title.OnChanged = func(s string) { m.Set(func(r *request) { r.Title = s }) }
	v.title.OnSubmitted = func(string) { m.Save() }
	blind := kit.NewCheck("The counter does not see what the books say", func(on bool) { m.Set(func(r *request) { r.Blind = on }) })
	v.form = kit.NewForm(kit.NewField("Count", v.scope).WithWidth(240), v.whatF, kit.NewField("Called", v.title).WithHint("may be left out"), kit.NewField("Blind", blind))
	v.grid = kit.NewGrid(requestColumns, page.Fixed{})
	v.grid.KeepLayout(desk.Prefs(), "newcount")
	v.grid.Empty = kit.Empty{Icon: "counts", Title: "Nothing is meant yet", Hint: "Type how the places begin, or scan the shelves one after the other."}
	v.bar = kit.NewActionBar(m.Commands(), "newcount.save")
	right := kit.Frame(kit.Pad(20, 16, 12, 12, v.says), nil, kit.VLine(), nil, v.grid)
	v.box = kit.Frame(v.banner, v.bar, kit.Fixed(560, 0, kit.Pad(20, 20, 16, 12, v.form)), nil, right)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

// CanvasObject is what is drawn.
func (v *requestView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *requestView) Title() string { return "Ask for a count" }

// Commands is what can be done here.
func (v *requestView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the places again.
func (v *requestView) Reload() { v.m.Load() }

// Scan adds a scanned place or product.
func (v *requestView) Scan(code string) bool { v.m.Scan(code); return true }

// Opened loads the places.
func (v *requestView) Opened() {
	v.m.Load()
	kit.Focus(v.what)
}

// Closed gives up what is being read.
func (v *requestView) Closed() {
	v.m.loading.Cancel()
	v.m.finding.Cancel()
	v.m.scanning.Cancel()
}

func (v *requestView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	v.scope.SetSelected(m.Scope)
	if v.what.Text != m.What {
		v.what.SetText(m.What)
		v.what.CursorColumn = len([]rune(m.What))
	}
	if all := m.Scope == ofAll; all == v.whatF.Visible() {
		v.whatF.Hide()
		if !all {
			v.whatF.Show()
		}
	}
	if m.Bad != "" {
		v.whatF.SetError(m.Bad)
	} else {
		v.whatF.WithHint(m.Hint())
	}
	v.says.Set(m.Says())
	v.grid.SetRows(m.cells())
	v.grid.SetLoading(m.Loading())
	v.bar.Sync()
}
