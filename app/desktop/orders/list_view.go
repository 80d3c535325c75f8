package orders

import (
	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// listPage draws the list of orders.
type listPage struct {
	m      *List
	box    *fyne.Container
	tabs   *kit.Tabs
	find   *kit.Entry
	banner *kit.Banner
	grid   *kit.Grid
	form   *kit.FormPanel
	bar    *kit.ActionBar
	right  *fyne.Container

	following bool // rows are being marked by the program
}

func newListPage(m *List, desk page.Desk) *listPage {
	v := &listPage{m: m, banner: kit.NewBanner(), form: kit.NewFormPanel()}
	v.tabs = kit.NewTabs()
	v.tabs.OnChange = m.Choose
	v.find = kit.NewEntry("Find in orders  Ctrl+F")
	v.find.OnChanged = m.Find
	v.find.OnEscape = func() {
		v.find.SetText("")
		v.grid.Focus()
	}
	v.find.OnSubmitted = func(string) { v.grid.Focus() }
	v.find.OnKey = func(c page.Chord) bool {
		if c.Name == "Down" {
			v.grid.Focus()
			return true
		}
		return false
	}
	v.grid = kit.NewGrid([]page.Column{
		{ID: "number", Title: "Order", Width: 72, Strong: true, Sorts: true},
		{ID: "customer", Title: "Customer", Width: 160, Grow: 2, Sorts: true},
		{ID: "stage", Title: "State", Width: 112, Kind: page.StateWord},
		{ID: "pay", Title: "Payment", Width: 112, Kind: page.StateWord},
		{ID: "units", Title: "Units", Width: 56, Kind: page.Number},
		{ID: "total", Title: "Total", Width: 92, Kind: page.Money, Sorts: true},
		{ID: "placed", Title: "Placed", Width: 96, Kind: page.Date},
		{ID: "promised", Title: "Promised", Width: 96, Kind: page.Date},
		{ID: "channel", Title: "Channel", Width: 88, Grow: 0.5},
		{ID: "town", Title: "Town", Width: 96, Grow: 1, Hidden: true},
	}, m.Rows)
	v.grid.OnOpen = m.OpenRow
	v.grid.OnSort = m.SortBy
	v.grid.OnSelect = v.marked
	v.grid.OnCursor = func(int) { v.marked() }
	v.grid.Commands = m.Commands
	v.grid.KeepLayout(desk.Prefs(), "orders")
	v.form.OnClose = func() { m.CloseForm() }
	v.bar = kit.NewActionBar(m.Commands(), "orders.hold", "orders.print", "orders.release")
	v.right = kit.Fixed(320, 0, kit.Frame(nil, nil, kit.VLine(), nil, v.form))
	v.right.Hide()
	top := kit.Pad(4, 12, 4, 4, kit.Frame(nil, nil, nil, kit.Fixed(220, 0, v.find), v.tabs))
	v.box = kit.Frame(kit.Column(0, top, v.banner), v.bar, nil, v.right, v.grid)
	m.OnChange = v.refresh
	return v
}

// CanvasObject and the rest make it a page of the window.
func (v *listPage) CanvasObject() fyne.CanvasObject { return v.box }
func (v *listPage) Title() string                   { return "Orders" }
func (v *listPage) Commands() page.Commands         { return v.m.Commands() }
func (v *listPage) Reload()                         { v.m.Reload() }
func (v *listPage) Save() string                    { return v.m.Save() }
func (v *listPage) Restore(saved string)            { v.m.Restore(saved) }
func (v *listPage) Opened()                         { v.m.Open(); v.grid.Focus() }
func (v *listPage) Closed()                         { v.m.Close() }
func (v *listPage) FocusSearch()                    { kit.Focus(v.find) }
func (v *listPage) Escape() bool                    { return v.m.CloseForm() }

func (v *listPage) marked() {
	if v.following {
		return
	}
	rows := v.grid.Selected()
	v.m.Mark(rows)
	v.bar.Left.Set(v.m.SelectionText(rows))
	v.bar.Sync()
}

func (v *listPage) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	tabs := make([]kit.Tab, 0, len(listViews))
	for _, w := range listViews {
		tabs = append(tabs, kit.Tab{ID: string(w.id), Title: w.title, Count: int(m.Counts[w.id]), State: w.state})
	}
	v.tabs.SetTabs(tabs...)
	v.tabs.Mark(string(m.View))
	if v.find.Text != m.Text {
		v.find.SetText(m.Text)
	}
	v.grid.SetSort(m.Sort)
	title, hint := m.Empty()
	v.grid.SetEmpty(kit.Empty{Icon: "orders", Title: title, Hint: hint})
	v.grid.SetLoading(m.Loading())
	v.following = true
	v.grid.Refresh()
	if m.Moved != nil {
		v.follow()
	}
	v.following = false
	if m.Form != v.form.Form() {
		show(v.right, m.Form != nil)
		v.box.Refresh()
		if m.Form == nil {
			v.grid.Focus()
		}
	}
	v.form.Set(m.Form)
	v.marked()
}

// follow keeps the marked orders marked where they stand now.
func (v *listPage) follow() {
	rows := v.m.Moved
	v.m.Moved = nil
	switch {
	case v.grid.Marked() > 0:
		v.grid.Select(rows...)
	case len(rows) == 1:
		v.grid.SetCursor(rows[0])
	}
}
