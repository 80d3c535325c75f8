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
		{ID: "kind", Title: "", Width: 100},
	},
	viewProducts: {
		{ID: "sku", Title: "SKU", Width: 110, Strong: true},
		{ID: "name", Title: "Product", Grow: 1},
		{ID: "onhand", Title: "For sale", Kind: page.Number, Width: 84},
		{ID: "promised", Title: "Promised", Kind: page.Number, Width: 84},
		{ID: "free", Title: "Available", Kind: page.Number, Width: 90, Strong: true},
		{ID: "bin", Title: "First place", Width: 140},
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
		{ID: "units", Title: "Received", Kind: page.Number, Width: 140},
		{ID: "state", Title: "State", Kind: page.StateWord, Width: 130},
	},
}

var empties = map[string]kit.Empty{
	viewShelves:    {Icon: "stock", Title: "Nothing lies here", Hint: "Receive goods with F8, or a supplier's delivery with Ctrl+N. Esc shows all places."},
	viewProducts:   {Icon: "products", Title: "No products yet", Hint: "Add the first on the Products page, Alt+4."},
	viewPlaces:     {Icon: "stock", Title: "No places yet", Hint: "Shelves and bins are set up on the Setup page, Alt+0."},
	viewMoves:      {Icon: "stock", Title: "Nothing has moved", Hint: "Every unit that comes, goes or changes its place stands here."},
	viewDeliveries: {Icon: "stock", Title: "No deliveries", Hint: "Write down what a supplier will bring with Ctrl+N; it is offered to callers as coming."},
}

// shelvesView draws the stock page.
type shelvesView struct {
	m      *shelves
	books  watched
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	tabs   *kit.Tabs
	filter *kit.Entry
	grids  map[string]*kit.Grid
	middle *fyne.Container
	bar    *kit.ActionBar
	box    fyne.CanvasObject
	shown  string
}

func newShelvesView(m *shelves, books watched, desk page.Desk) *shelvesView {
	v := &shelvesView{m: m, books: books, banner: kit.NewBanner(), grids: map[string]*kit.Grid{}, middle: container.NewStack()}
	m.Go, m.Sound = desk.Open, desk.Sound
	v.burst = page.NewBurst(desk.Runner(), 5*page.BurstWait, m.Reload)
	v.tabs = kit.NewTabs(kit.Tab{ID: viewShelves, Title: "What lies where", Count: -1}, kit.Tab{ID: viewProducts, Title: "By product", Count: -1},
		kit.Tab{ID: viewPlaces, Title: "Places", Count: -1}, kit.Tab{ID: viewMoves, Title: "Movements", Count: -1}, kit.Tab{ID: viewDeliveries, Title: "Deliveries", Count: -1})
	v.tabs.OnChange = func(id string) { m.Choose(id); v.grid().Focus() }
	v.filter = kit.NewEntry("Place, or how it begins  Ctrl+F")
	v.filter.SetText(m.Place)
	v.filter.OnChanged = m.Filter
	v.filter.OnSubmitted = func(string) { v.grid().Focus() }
	for view, cols := range columns {
		g := kit.NewGrid(cols, page.Fixed{})
		g.Empty = empties[view]
		g.OnOpen = m.Open
		g.OnSelect = v.selected
		g.OnCursor = func(int) { v.selected() }
		g.Commands = m.Commands
		g.KeepLayout(desk.Prefs(), "stock."+view)
		v.grids[view] = g
	}
	v.bar = kit.NewActionBar(m.Commands(), "stock.labels", "stock.adjust", "stock.transfer", "stock.receive", "stock.expect")
	v.box = kit.Frame(kit.Column(0, kit.Spread(v.tabs, kit.Pad(3, 12, 3, 0, kit.Fixed(260, 0, v.filter))), v.banner), v.bar, nil, nil, v.middle)
	m.OnChange, m.Fresh = v.refresh, func() { v.shown = "" }
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
func (v *shelvesView) Title() string {
	if v.m.Place != "" {
		return "Stock at " + v.m.Place
	}
	return "Stock"
}

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
	if v.m.Place == "" {
		return false
	}
	v.m.Filter("")
	v.grid().Focus()
	return true
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
	v.m.loading.Cancel()
}

func (v *shelvesView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	v.tabs.Mark(m.View)
	if !strings.EqualFold(strings.TrimSpace(v.filter.Text), m.Place) {
		v.filter.SetText(m.Place)
	}
	g := v.grid()
	if v.shown != m.View {
		v.shown = m.View
		v.middle.Objects = []fyne.CanvasObject{g}
		v.middle.Refresh()
		g.SetRows(m.Rows())
	} else {
		at := g.Cursor()
		switch m.View {
		case viewPlaces, viewDeliveries:
			g.SetRows(m.Rows())
			g.SetCursor(min(at, g.Rows().Len()-1))
		default:
			g.Refresh()
		}
	}
	g.SetLoading(m.loading.Running())
	text := ""
	if m.Place != "" {
		text = "Only " + m.Place + " · Esc shows all"
	}
	v.bar.Left.Set(text)
	v.selected()
}
