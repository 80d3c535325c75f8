package stock

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// watched is what tells of committed changes.
type watched interface {
	Watch(fn func(data.Changed)) (stop func())
}

var columns = map[string][]page.Column{
	viewShelves: {
		{ID: "place", Title: "Place", Width: 110, Strong: true},
		{ID: "sku", Title: "SKU", Width: 110},
		{ID: "name", Title: "Product", Grow: 1},
		{ID: "onhand", Title: "On hand", Kind: page.Number, Width: 84, Strong: true},
		{ID: "picking", Title: "On pick lists", Kind: page.Number, Width: 100},
		{ID: "free", Title: "Free", Kind: page.Number, Width: 72},
		{ID: "kind", Title: "Kind", Width: 100},
	},
	viewProducts: {
		{ID: "sku", Title: "SKU", Width: 110, Strong: true},
		{ID: "name", Title: "Product", Grow: 1},
		{ID: "onhand", Title: "For sale", Kind: page.Number, Width: 84},
		{ID: "promised", Title: "Promised", Kind: page.Number, Width: 84},
		{ID: "free", Title: "Available", Kind: page.Number, Width: 90, Strong: true},
		{ID: "bin", Title: "First place", Width: 150},
	},
	viewPlaces: {
		{ID: "code", Title: "Place", Width: 130, Strong: true},
		{ID: "zone", Title: "Zone", Width: 80},
		{ID: "kind", Title: "Kind", Width: 100},
		{ID: "products", Title: "Products", Kind: page.Number, Width: 84},
		{ID: "units", Title: "Units", Kind: page.Number, Width: 84},
		{ID: "picking", Title: "On pick lists", Kind: page.Number, Width: 100},
		{ID: "use", Title: "Use", Grow: 1},
	},
	viewMoves: {
		{ID: "at", Title: "When", Width: 110},
		{ID: "sku", Title: "SKU", Width: 100, Strong: true},
		{ID: "name", Title: "Product", Grow: 1},
		{ID: "qty", Title: "Units", Kind: page.Number, Width: 64, Strong: true},
		{ID: "from", Title: "From", Width: 100},
		{ID: "to", Title: "To", Width: 100},
		{ID: "why", Title: "Why", Width: 200},
		{ID: "who", Title: "Who", Width: 90},
	},
	viewDeliveries: {
		{ID: "number", Title: "Delivery", Width: 90, Strong: true},
		{ID: "supplier", Title: "Supplier", Grow: 1},
		{ID: "reference", Title: "Reference", Width: 160},
		{ID: "due", Title: "Due", Width: 110},
		{ID: "expected", Title: "Expected", Kind: page.Number, Width: 90},
		{ID: "units", Title: "Received", Kind: page.Number, Width: 90},
		{ID: "state", Title: "State", Kind: page.StateWord, Width: 130},
	},
}

// shelvesView draws the stock page.
type shelvesView struct {
	m      *shelves
	books  watched
	desk   page.Desk
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	tabs   *kit.Tabs
	filter *kit.Entry
	grids  map[string]*kit.Grid
	middle *fyne.Container
	bar    *kit.ActionBar
	box    fyne.CanvasObject
	shown  string // the view that is drawn
	title  string
}

func newShelvesView(m *shelves, books watched, desk page.Desk) *shelvesView {
	v := &shelvesView{m: m, books: books, desk: desk, banner: kit.NewBanner(), grids: map[string]*kit.Grid{}, middle: container.NewStack(), title: m.Title()}
	m.Go, m.Sound = desk.Open, desk.Sound
	v.burst = page.NewBurst(desk.Runner(), 5*page.BurstWait, m.Reload)
	v.tabs = kit.NewTabs(kit.Tab{ID: viewShelves, Title: "What lies where", Count: -1}, kit.Tab{ID: viewProducts, Title: "By product", Count: -1},
		kit.Tab{ID: viewPlaces, Title: "Places", Count: -1}, kit.Tab{ID: viewMoves, Title: "Movements", Count: -1}, kit.Tab{ID: viewDeliveries, Title: "Deliveries", Count: -1})
	v.tabs.OnChange = m.Choose
	v.filter = kit.NewEntry(m.FindHint())
	v.filter.SetText(m.Text)
	v.filter.OnChanged = m.Filter
	v.filter.OnSubmitted = func(string) { v.grid().Focus() }
	v.filter.OnKey = func(c page.Chord) bool {
		if c.Name == "Down" {
			v.grid().Focus()
			return true
		}
		return false
	}
	for view, cols := range columns {
		g := kit.NewGrid(cols, page.Fixed{})
		g.OnOpen = m.Open
		g.OnSelect = v.selected
		g.OnCursor = func(int) { v.selected() }
		g.Commands = m.Commands
		g.KeepLayout(desk.Prefs(), "stock."+view)
		v.grids[view] = g
	}
	v.bar = kit.NewActionBar(m.Commands(), "stock.labels", "stock.count", "stock.adjust", "stock.transfer", "stock.receive", "stock.expect")
	top := kit.TabLine(v.tabs, kit.Pad(2, 12, 3, 0, kit.Fixed(260, 0, v.filter)))
	v.box = kit.Frame(kit.Column(0, top, v.banner), v.bar, nil, nil, v.middle)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

func (v *shelvesView) grid() *kit.Grid { return v.grids[v.m.View] }

func (v *shelvesView) selected() {
	v.m.Select(v.grid().Selected())
	v.bar.Sync()
}

// CanvasObject is what is drawn.
func (v *shelvesView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *shelvesView) Title() string { return v.m.Title() }

// Commands is what can be done here.
func (v *shelvesView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the view again.
func (v *shelvesView) Reload() { v.m.Reload() }

// Scan filters to a place or opens a product.
func (v *shelvesView) Scan(code string) bool { return v.m.Scan(code) }

// FocusSearch puts the keyboard into the filter.
func (v *shelvesView) FocusSearch() { kit.Focus(v.filter) }

// Escape clears the filter before the page is left.
func (v *shelvesView) Escape() bool {
	if v.m.Text == "" {
		return false
	}
	v.m.Filter("")
	v.grid().Focus()
	return true
}

// Save and Restore keep the view; a route that names one wins.
func (v *shelvesView) Save() string { return v.m.View }

// Restore takes back what Save gave.
func (v *shelvesView) Restore(saved string) {
	if !v.m.Routed {
		v.m.setView(saved)
		v.refresh()
	}
}

// Opened loads the view.
func (v *shelvesView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["stock"])+len(c.Entities["product"])+len(c.Entities["receipt"])+len(c.Entities["location"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.Reload()
	v.grid().Focus()
}

// Closed stops listening.
func (v *shelvesView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.Close()
}

func (v *shelvesView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	v.tabs.Mark(m.View)
	v.filter.SetPlaceHolder(m.FindHint())
	if !strings.EqualFold(strings.TrimSpace(v.filter.Text), m.Text) {
		v.filter.SetText(m.Text)
	}
	g := v.grid()
	title, hint := m.Empty()
	g.SetEmpty(kit.Empty{Icon: "stock", Title: title, Hint: hint})
	rows, keys := m.Rows()
	if v.shown != m.View {
		old := v.grids[v.shown]
		v.shown = m.View
		v.middle.Objects = []fyne.CanvasObject{g}
		v.middle.Refresh()
		g.SetRows(rows)
		if old != nil && !v.typing() {
			g.Focus()
		}
	}
	if keys != nil {
		g.ShowAgain(rows, keys)
	} else {
		g.Refresh()
	}
	g.SetLoading(m.Loading())
	text := ""
	if m.Text != "" {
		text = "Only " + m.Text + " · Esc shows all"
	}
	v.bar.Left.Set(text)
	v.selected()
	if v.title != m.Title() {
		v.title = m.Title()
		v.desk.Changed()
	}
}

// typing says that the keyboard is in the filter, where it stays while the view
// changes.
func (v *shelvesView) typing() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(v.filter)
	return c != nil && c.Focused() == v.filter
}
