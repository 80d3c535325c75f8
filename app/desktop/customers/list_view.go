package customers

import (
	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// listPage draws the list of customers.
type listPage struct {
	m      *List
	box    *fyne.Container
	find   *kit.Entry
	banner *kit.Banner
	grid   *kit.Grid
	bar    *kit.ActionBar

	following bool // the cursor is being moved by the program
}

func newListPage(m *List, desk page.Desk) *listPage {
	v := &listPage{m: m, banner: kit.NewBanner()}
	v.find = kit.NewEntry("Find by name, number, phone, town, postcode  Ctrl+F")
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
		{ID: "number", Title: "Number", Width: 80, Sorts: true},
		{ID: "name", Title: "Name", Width: 160, Grow: 1, Strong: true, Sorts: true},
		{ID: "company", Title: "Company", Width: 140, Grow: 1},
		{ID: "town", Title: "Town", Width: 110, Grow: 0.5},
		{ID: "phone", Title: "Phone", Width: 132},
		{ID: "orders", Title: "Orders", Width: 64, Kind: page.Number},
		{ID: "value", Title: "Value", Width: 92, Kind: page.Money, Sorts: true},
		{ID: "owes", Title: "Owes", Width: 84, Kind: page.Money},
		{ID: "last", Title: "Last order", Width: 96, Kind: page.Date},
	}, m.Rows)
	v.grid.OnOpen, v.grid.OnSort = m.OpenRow, m.SortBy
	v.grid.OnCursor = func(int) { v.moved() }
	v.grid.OnSelect = v.moved
	v.grid.Commands = m.Commands
	v.grid.KeepLayout(desk.Prefs(), "customers")
	v.bar = kit.NewActionBar(m.Commands(), "customers.new", "customers.order")
	v.box = kit.Frame(kit.Column(0, kit.Pad(6, 12, 6, 12, kit.Fixed(0, 0, v.find)), v.banner), v.bar, nil, nil, v.grid)
	m.OnChange = v.refresh
	return v
}

// CanvasObject and the rest make it a page of the window.
func (v *listPage) CanvasObject() fyne.CanvasObject { return v.box }
func (v *listPage) Title() string                   { return "Customers" }
func (v *listPage) Commands() page.Commands         { return v.m.Commands() }
func (v *listPage) Reload()                         { v.m.Reload() }
func (v *listPage) Save() string                    { return v.m.Save() }
func (v *listPage) Restore(saved string)            { v.m.Restore(saved) }
func (v *listPage) Opened()                         { v.m.Open(); v.grid.Focus() }
func (v *listPage) Closed()                         { v.m.Close() }
func (v *listPage) FocusSearch()                    { kit.Focus(v.find) }

func (v *listPage) moved() {
	if !v.following {
		v.m.At(v.grid.Cursor())
		v.bar.Sync()
	}
}

func (v *listPage) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	if v.find.Text != m.Text {
		v.find.SetText(m.Text)
	}
	v.grid.SetSort(m.Sort)
	title, hint := m.Empty()
	v.grid.SetEmpty(kit.Empty{Icon: "customers", Title: title, Hint: hint})
	v.grid.SetLoading(m.Loading())
	v.following = true
	v.grid.Refresh()
	if at := m.RowOf(); at >= 0 && at != v.grid.Cursor() {
		v.grid.SetCursor(at)
	}
	v.following = false
	v.moved()
	v.bar.Left.Set(m.Count())
}
