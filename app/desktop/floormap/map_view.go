package floormap

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// watched is what tells of committed changes.
type watched interface {
	Watch(fn func(data.Changed)) (stop func())
}

// mapView draws the map with the shelf that is looked at beside it.
type mapView struct {
	m     *shelfMap
	books watched
	stop  func()
	burst *page.Burst

	banner *kit.Banner
	tabs   *kit.Tabs
	line   *fyne.Container // the tabs, with the floors at their right
	floors *floorTabs
	floor  *kit.FloorMap
	legend *legend
	title  *kit.Line
	under  *fyne.Container
	side   *kit.Grid
	form   *kit.FormPanel
	lost   *kit.Grid
	bar    *kit.ActionBar
	body   *fyne.Container
	whole  fyne.CanvasObject // map and side
	empty  fyne.CanvasObject
	box    fyne.CanvasObject
	drawn  app.FloorPlan
	shown  fyne.CanvasObject
}

func newMapView(m *shelfMap, books watched, desk page.Desk) *mapView {
	v := &mapView{m: m, books: books, banner: kit.NewBanner(), floor: kit.NewFloorMap(), legend: newLegend(), form: kit.NewFormPanel()}
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.tabs = kit.NewTabs(kit.Tab{ID: viewStock})
	v.tabs.OnChange = m.Choose
	v.floors = newFloorTabs(v.floor)
	v.floor.OnCursor = func(shape int) {
		m.Look(shape)
		v.mark()
	}
	v.floor.OnMark = v.mark
	v.floor.OnOpen = func(int) { v.side.Focus() }
	v.side = kit.NewGrid(sideColumns, page.Fixed{})
	v.side.OnCursor = func(i int) { m.Row = i; v.bar.Sync() }
	v.side.OnOpen = m.Open
	v.side.Commands = v.Commands
	v.side.KeepLayout(desk.Prefs(), "map.side")
	v.lost = kit.NewGrid(lostColumns, page.Fixed{})
	v.lost.OnOpen = m.OpenLost
	v.lost.KeepLayout(desk.Prefs(), "map.lost")
	v.form.OnClose = func() { m.CloseForm(); v.floor.Focus() }
	v.title, v.under = kit.NewHeading(""), container.NewStack()
	v.title.Narrow, v.form.Whole = true, true
	v.bar = kit.NewActionBar(v.Commands(), "map.walk", "map.draw", "map.zone", "map.open", "map.shut", "map.describe")

	head := kit.Pad(10, 12, 8, 12, kit.Column(2, v.title, v.under))
	right := kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(384, 0, kit.Frame(head, kit.On(kit.ColorRaised, v.form), nil, nil, v.side)))
	v.whole = kit.Frame(nil, nil, nil, right, kit.Frame(nil, v.legend.over(v.floor), nil, nil, v.floor))
	first, _ := m.Commands().Find("map.describe")
	v.empty = kit.Empty{Icon: "map", Title: "The shelves are not on a map yet", Action: &first,
		Hint: "Say how many aisles and bays there are, and walks go the shortest way. F11 draws what is not in rows. Until then walks go by the codes on the shelves, or in an order of your own (F6)."}.View()
	v.body = container.NewStack()
	v.line = kit.TabLine(v.tabs, v.floors.tabs)
	v.box = kit.Frame(kit.Column(0, v.line, v.banner), v.bar, nil, nil, v.body)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

func (v *mapView) mark() { v.m.Mark(v.floor.Marked()) }

// CanvasObject is what is drawn.
func (v *mapView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *mapView) Title() string { return "Map" }

// Commands is what can be done here.
func (v *mapView) Commands() page.Commands {
	cmds := append(v.m.Commands(), page.HistoryCommand("Map", v.m.desk.Open, v.m.record))
	return append(cmds, zoomCommands(v.floor, v.floors)...)
}

// Reload reads the map again.
func (v *mapView) Reload() { v.m.Reload() }

// Save and Restore keep the view.
func (v *mapView) Save() string { return v.m.View }

// Restore takes back what Save gave.
func (v *mapView) Restore(saved string) { v.m.Choose(saved) }

// Scan looks at a scanned place.
func (v *mapView) Scan(code string) bool { return v.m.Scan(code) }

// Escape leaves a form before the page.
func (v *mapView) Escape() bool {
	if v.m.Form == nil {
		return false
	}
	v.form.OnClose()
	return true
}

// Opened loads the map.
func (v *mapView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["location"])+len(c.Entities["stock"])+len(c.Entities["pick list"])+len(c.Entities["setting"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.Reload()
	v.floor.Focus()
}

// Closed stops listening.
func (v *mapView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.loading.Cancel()
	v.m.detail.Cancel()
}

func (v *mapView) refresh() {
	m := v.m
	v.banner.Set(m.says())
	v.refreshTabs()
	v.refreshMap()
	title, under := m.Title()
	v.title.Set(title)
	v.under.Objects = []fyne.CanvasObject{kit.Words(under, kit.ColorMuted, fyne.TextAlignLeading)}
	v.under.Refresh()
	rows, keys := make(page.Fixed, 0), []string(nil)
	for i, r := range m.Side() {
		rows = append(rows, r.cells)
		keys = append(keys, strconv.FormatInt(r.place.ID, 10)+" "+strconv.Itoa(i))
	}
	v.side.ShowAgain(rows, keys)
	m.Row = v.side.Cursor()
	if v.form.Set(m.Form) && m.Form == nil {
		v.floor.Focus()
	}
	v.bar.Left.Set(m.Says())
	v.bar.Sync()
}

func (v *mapView) refreshTabs() {
	m := v.m
	kit.SetVisible(v.line, m.HasMap())
	tabs := []kit.Tab{{ID: viewStock, Title: "Stock", Count: -1}, {ID: viewPicks, Title: "Picks, 4 weeks", Count: -1}, {ID: viewZones, Title: "Zones", Count: -1}, {ID: viewOpen, Title: "Open picks", Count: -1}}
	if n := len(m.Lost); n > 0 {
		tabs = append(tabs, kit.Tab{ID: viewLost, Title: "Nowhere on the map", Count: n, State: page.Warning})
	}
	v.tabs.SetTabs(tabs...)
	v.tabs.Mark(m.View)
	v.floors.set(m.Plan)
}

func (v *mapView) refreshMap() {
	m := v.m
	show := v.whole
	switch {
	case m.Empty():
		show = v.empty
	case m.View == viewLost && m.HasMap():
		show = v.lost
		v.lost.ShowAgain(m.LostRows(), nil)
	case m.HasMap():
		if !samePlan(v.drawn, m.Plan) {
			v.drawn = m.Plan
			v.floor.SetPlan(m.Plan)
		}
		shades, legend := m.Shades()
		tints := make([]kit.Tint, len(shades))
		for i, s := range shades {
			tints[i] = tint(s)
		}
		v.floor.SetTints(tints)
		v.legend.set(legend)
		if m.At >= 0 {
			v.floor.SetCursor(m.At)
		}
	}
	if v.shown != show {
		v.shown = show
		v.body.Objects = []fyne.CanvasObject{show}
		v.body.Refresh()
		if show == v.lost {
			v.lost.Focus()
		}
	}
}

// samePlan says whether two plans are one and the same, not merely alike.
func samePlan(a, b app.FloorPlan) bool {
	return len(a.Shapes) == len(b.Shapes) && (len(a.Shapes) == 0 || &a.Shapes[0] == &b.Shapes[0])
}

func tint(s shade) kit.Tint {
	t := kit.Tint{Crossed: s.shut}
	switch s.scale {
	case full:
		t.Color = kit.ColorMapFull
	case low:
		t.Color, t.Part = kit.ColorMapLow, 0.28
	case heat:
		t.Color = kit.HeatColors[s.step]
	case zone:
		t.Color = kit.ZoneColors[s.step]
	}
	return t
}
