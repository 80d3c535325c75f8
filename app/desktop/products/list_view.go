package products

import (
	"fmt"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// watched is what tells of committed changes.
type watched interface {
	Watch(fn func(data.Changed)) (stop func())
}

var listColumns = []page.Column{
	{ID: "sku", Title: "SKU", Width: 110, Strong: true, Sorts: true},
	{ID: "name", Title: "Product", Grow: 1, Sorts: true},
	{ID: "category", Title: "Category", Width: 120, Hidden: true},
	{ID: "barcode", Title: "Barcode", Width: 124},
	{ID: "bin", Title: "Bin", Width: 96},
	{ID: "onhand", Title: "On hand", Kind: page.Number, Width: 80},
	{ID: "promised", Title: "Promised", Kind: page.Number, Width: 80},
	{ID: "available", Title: "Available", Kind: page.Number, Width: 92, Sorts: true, Strong: true},
	{ID: "reorder", Title: "Reorder at", Kind: page.Number, Width: 88, Hidden: true},
	{ID: "price", Title: "Price", Kind: page.Money, Width: 92, Sorts: true},
}

// listView draws the list of products.
type listView struct {
	m      *list
	books  watched
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	tabs   *kit.Tabs
	search *kit.Entry
	grid   *kit.Grid
	bar    *kit.ActionBar
	box    fyne.CanvasObject
}

func newListView(m *list, books watched, desk page.Desk) *listView {
	v := &listView{m: m, books: books, banner: kit.NewBanner()}
	m.Go = desk.Open
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.tabs = kit.NewTabs(kit.Tab{ID: "all", Title: "All", Count: -1}, kit.Tab{ID: "low", Title: "Low stock", Count: -1})
	if m.Low {
		v.tabs.Mark("low")
	}
	v.tabs.OnChange = func(id string) { v.search.SetText(""); m.Choose(id) }
	v.search = kit.NewEntry("Find by name, SKU or barcode  Ctrl+F")
	v.search.SetText(m.Query)
	v.search.OnChanged = m.Search
	v.search.OnSubmitted = func(string) { v.grid.Focus() }
	v.search.OnKey = func(c page.Chord) bool {
		if c.Name == "Down" {
			v.grid.Focus()
			return true
		}
		return false
	}
	v.grid = kit.NewGrid(listColumns, m.Rows)
	v.grid.OnOpen = m.Open
	v.grid.OnSort = func(s page.Sort) { v.grid.SetSort(s); m.SortBy(s) }
	v.grid.SetSort(m.Sort)
	v.grid.OnSelect = v.selected
	v.grid.OnCursor = func(int) { v.selected() }
	v.grid.Commands = m.Commands
	v.grid.KeepLayout(desk.Prefs(), "products")
	m.Fresh = func() { v.grid.SetRows(m.Rows) }
	v.bar = kit.NewActionBar(m.Commands(), "products.labels", "products.open", "products.new")
	v.box = kit.Frame(kit.Column(0, kit.Spread(v.tabs, kit.Pad(3, 12, 3, 0, kit.Fixed(340, 0, v.search))), v.banner), v.bar, nil, nil, v.grid)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

func (v *listView) selected() {
	v.m.Select(v.grid.Selected())
	v.refreshBar()
}

// CanvasObject is what is drawn.
func (v *listView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *listView) Title() string { return "Products" }

// Commands is what can be done here.
func (v *listView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the list again.
func (v *listView) Reload() { v.m.Reload() }

// FocusSearch puts the keyboard into the search field.
func (v *listView) FocusSearch() { kit.Focus(v.search) }

// Escape clears the search before the page is left.
func (v *listView) Escape() bool {
	if v.search.Text == "" {
		return false
	}
	v.search.SetText("")
	v.grid.Focus()
	return true
}

// Opened loads the list.
func (v *listView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["product"])+len(c.Entities["stock"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.Reload()
	v.grid.Focus()
}

// Closed stops listening.
func (v *listView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.loading.Cancel()
}

func (v *listView) refresh() {
	v.banner.Set(v.m.Notice)
	switch {
	case v.m.Query != "":
		v.grid.SetEmpty(kit.Empty{Icon: "search", Title: "Nothing is called " + v.m.Query, Hint: "Any part of a name, SKU or barcode finds a product. Esc shows all."})
	case v.m.Low:
		v.grid.SetEmpty(kit.Empty{Icon: "good", Title: "Nothing runs low", Hint: "Products come here at their reorder point."})
	default:
		v.grid.SetEmpty(kit.Empty{Icon: "products", Title: "No products yet", Hint: "Add the first with Ctrl+N, or bring a spreadsheet in with packbench import products FILE."})
	}
	v.grid.SetLoading(v.m.loading.Running())
	v.grid.Refresh()
	v.selected()
}

func (v *listView) refreshBar() {
	n := v.m.Rows.Len()
	text := page.FormatCount(int64(n)) + " products"
	if m := v.grid.Marked(); m > 0 {
		text = fmt.Sprintf("%s of %s marked", page.FormatCount(int64(m)), text)
	}
	v.bar.Left.Set(text)
	v.bar.Sync()
}
