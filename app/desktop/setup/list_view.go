package setup

import (
	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// listed is a section that is a list, perhaps with a form beside it.
type listed interface {
	Rows() page.Fixed
	Says() string
	Cursor(int)
	Open(int)
	Reload()
	CloseForm()
	Commands() page.Commands
	shared() *part
}

func (p *part) shared() *part { return p }

// listView draws a section that is a list.
type listView struct {
	m      listed
	warn   func() *page.Notice
	busy   func() bool
	banner *kit.Banner
	grid   *kit.Grid
	form   *kit.FormPanel
	bar    *kit.ActionBar
	right  *fyne.Container
	box    *fyne.Container
}

func newListView(m listed, desk page.Desk, name string, columns []page.Column, empty kit.Empty, buttons ...string) *listView {
	v := &listView{m: m, banner: kit.NewBanner(), form: kit.NewFormPanel()}
	p := m.shared()
	p.OnChange = v.refresh
	v.warn = p.says
	v.busy = p.loading.Running
	v.grid = kit.NewGrid(columns, page.Fixed{})
	v.grid.Empty = empty
	v.grid.OnCursor = func(i int) { m.Cursor(i); v.bar.Sync() }
	v.grid.OnOpen = m.Open
	v.grid.Commands = m.Commands
	if r, ok := m.(recorded); ok {
		v.grid.Commands = func() page.Commands { return withHistory(m.Commands(), desk.Open, r.record) }
	}
	v.grid.KeepLayout(desk.Prefs(), "setup."+name)
	v.form.OnClose = func() { m.CloseForm(); v.grid.Focus() }
	v.bar = kit.NewActionBar(v.grid.Commands(), withButton(m, buttons)...)
	v.right = kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(380, 0, v.form))
	v.right.Hide()
	v.box = kit.Frame(v.banner, v.bar, nil, v.right, v.grid)
	v.refresh()
	return v
}

// withButton puts the history before the other buttons where there is one.
func withButton(m listed, buttons []string) []string {
	if _, ok := m.(recorded); ok {
		return append([]string{"record.history"}, buttons...)
	}
	return buttons
}

func (v *listView) body() fyne.CanvasObject { return v.box }
func (v *listView) Commands() page.Commands { return v.m.Commands() }
func (v *listView) Reload()                 { v.m.Reload() }
func (v *listView) focus()                  { v.grid.Focus() }
func (v *listView) closed()                 { v.m.shared().loading.Cancel() }

func (v *listView) escape() bool {
	if v.m.shared().Form == nil {
		return false
	}
	v.m.CloseForm()
	v.grid.Focus()
	return true
}

func (v *listView) refresh() {
	v.banner.Set(v.warn())
	at := v.grid.Cursor()
	rows := v.m.Rows()
	v.grid.SetRows(rows)
	if at > 0 && at < len(rows) {
		v.grid.SetCursor(at)
	}
	v.m.Cursor(v.grid.Cursor())
	v.grid.SetLoading(v.busy())
	form := v.m.shared().Form
	if show := form != nil; show != v.right.Visible() {
		kit.SetVisible(v.right, show)
		v.box.Refresh()
	}
	if v.form.Set(form) && form == nil {
		v.grid.Focus()
	}
	v.bar.Left.Set(v.m.Says())
	v.bar.Sync()
}

func newPlacesView(m *placesPart, desk page.Desk) *listView {
	return newListView(m, desk, "locations", placeColumns, kit.Empty{Icon: "stock", Title: "No locations yet", Hint: "Add the first with Ctrl+N, or bring a list in with Ctrl+I."},
		"places.map", "places.import", "places.labels", "places.archive", "places.edit", "places.new")
}

func newBoxesView(m *boxesPart, desk page.Desk) *listView {
	return newListView(m, desk, "boxes", boxColumns, kit.Empty{Icon: "pack", Title: "No boxes yet", Hint: "Add the first with Ctrl+N, or bring a list in with Ctrl+I. Parcels are planned from these."},
		"boxes.import", "boxes.retire", "boxes.edit", "boxes.new")
}

func newCartsView(m *cartsPart, desk page.Desk) *listView {
	return newListView(m, desk, "carts", cartColumns, kit.Empty{Icon: "pick", Title: "No carts yet", Hint: "Without any, walks are planned for a cart with eight slots. Add yours with Ctrl+N."}, "carts.retire", "carts.edit", "carts.new")
}

func newCellsView(m *cellsPart, desk page.Desk) *listView {
	return newListView(m, desk, "cells", cellColumns, kit.Empty{Icon: "pack", Title: "No cells yet", Hint: "The parts of an order that is picked in several zones come together in a cell at the bench. Add some with Ctrl+N."}, "cells.remove", "cells.new")
}

func newRatesView(m *ratesPart, desk page.Desk) *listView {
	v := newListView(m, desk, "rates", rateColumns, kit.Empty{Icon: "setup", Title: "No rate card yet", Hint: "Bring your carrier's prices in with Ctrl+I."}, "rates.import")
	v.warn = m.Warning
	return v
}

func newPeopleView(m *peoplePart, desk page.Desk) *listView {
	return newListView(m, desk, "people", peopleColumns, kit.Empty{Icon: "customers", Title: "Nobody is on the list yet", Hint: "Add people with Ctrl+N, so that each change says who made it."},
		"people.edit", "people.password", "people.pin", "people.new", "people.sit")
}

func newRightsView(m *rightsPart, desk page.Desk) *listView {
	return newListView(m, desk, "rights", rightsColumns, kit.Empty{}, "rights.edit")
}

func newJournalView(m *journalPart, desk page.Desk) *listView {
	return newListView(m, desk, "journal", journalColumns, kit.Empty{Icon: "setup", Title: "Nothing of that kind was done", Hint: "F8 changes what is shown; everything that anybody does stands here, with Enter what it changed."}, "journal.all", "journal.undo", "journal.filter")
}
