package advice

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

var columns = map[string][]page.Column{
	viewMoves: {
		{ID: "n", Title: "", Width: 36, Kind: page.Number},
		{ID: "sku", Title: "Move", Width: 90, Strong: true},
		{ID: "name", Title: "Product", Grow: 1},
		{ID: "from", Title: "From", Width: 96},
		{ID: "to", Title: "To", Width: 96, Strong: true},
		{ID: "other", Title: "In exchange for", Grow: 0.8},
		{ID: "saves", Title: "Saves a week", Width: 108, Kind: page.Number},
		{ID: "minutes", Title: "Minutes", Width: 84, Kind: page.Number},
		{ID: "lists", Title: "Lists shorter", Width: 120},
	},
	viewLayout: {
		{ID: "what", Title: "Another layout", Grow: 1, Strong: true},
		{ID: "saves", Title: "Saves", Width: 90, Kind: page.Number},
		{ID: "before", Title: "A week now", Width: 120, Kind: page.Number},
		{ID: "after", Title: "A week then", Width: 120, Kind: page.Number},
	},
	viewPace: {
		{ID: "who", Title: "Who", Width: 180, Strong: true},
		{ID: "speed", Title: "Walks", Width: 96, Kind: page.Number},
		{ID: "stop", Title: "A place takes", Width: 116, Kind: page.Number},
		{ID: "unit", Title: "A unit takes", Width: 110, Kind: page.Number},
		{ID: "moves", Title: "Moves", Width: 84, Kind: page.Number},
		{ID: "spread", Title: "Half are within", Width: 120, Kind: page.Number},
		{ID: "state", Title: "State", Grow: 1, Kind: page.StateWord},
	},
	viewDistances: {
		{ID: "from", Title: "From", Width: 110, Strong: true},
		{ID: "to", Title: "To", Width: 110, Strong: true},
		{ID: "length", Title: "By the map", Width: 110, Kind: page.Number},
		{ID: "takes", Title: "It takes", Width: 90, Kind: page.Number},
		{ID: "expected", Title: "It should take", Width: 120, Kind: page.Number},
		{ID: "times", Title: "Walked", Width: 80, Kind: page.Number},
		{ID: "what", Title: "What to do", Grow: 1},
	},
}

// view draws the advice: a grid for each view.
type view struct {
	m      *model
	banner *kit.Banner
	tabs   *kit.Tabs
	grids  map[string]*kit.Grid
	middle *fyne.Container
	bar    *kit.ActionBar
	box    fyne.CanvasObject
	shown  string
}

func newView(m *model, desk page.Desk, route page.Route) *view {
	v := &view{m: m, banner: kit.NewBanner(), grids: make(map[string]*kit.Grid), middle: container.NewStack()}
	m.OnChange, m.Go, m.SetJob, m.EndJob = v.refresh, desk.Open, desk.SetJob, desk.EndJob
	v.tabs = kit.NewTabs(kit.Tab{ID: viewMoves, Title: "What to move", Count: -1}, kit.Tab{ID: viewLayout, Title: "Other layouts", Count: -1}, kit.Tab{ID: viewPace, Title: "Pace", Count: -1}, kit.Tab{ID: viewDistances, Title: "Wrong distances", Count: -1})
	v.tabs.OnChange = m.Choose
	for name, cols := range columns {
		g := kit.NewGrid(cols, page.Fixed{})
		g.KeepLayout(desk.Prefs(), "advice."+name)
		g.OnCursor = m.Select
		g.OnOpen = func(i int) {
			m.Select(i)
			m.OpenProduct()
		}
		g.Commands = m.Commands
		v.grids[name] = g
	}
	v.bar = kit.NewActionBar(m.Commands(), "advice.map", "advice.stop", "advice.again")
	v.box = kit.Frame(kit.Column(0, kit.TabLine(v.tabs, kit.Column(0)), v.banner), v.bar, nil, nil, v.middle)
	for _, name := range views {
		if name == route.Get("view") {
			m.View = name
		}
	}
	v.refresh()
	return v
}

// CanvasObject is what is drawn.
func (v *view) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *view) Title() string { return "Advice on the floor" }

// Commands is what can be done here.
func (v *view) Commands() page.Commands { return v.m.Commands() }

// Reload walks the lists again.
func (v *view) Reload() { v.m.Reload() }

// Opened begins with what is shown.
func (v *view) Opened() {
	v.m.Choose(v.m.View)
	v.grids[v.m.View].Focus()
}

// Closed ends what is being worked out.
func (v *view) Closed() { v.m.Stop() }

func (v *view) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	v.tabs.Mark(m.View)
	g := v.grids[m.View]
	title, hint := m.Empty()
	g.SetEmpty(kit.Empty{Icon: "pick", Title: title, Hint: hint})
	g.SetRows(m.Rows())
	g.SetLoading(m.Working())
	if v.shown != m.View {
		fresh := v.shown == ""
		v.shown = m.View
		v.middle.Objects = []fyne.CanvasObject{g}
		v.middle.Refresh()
		if !fresh {
			g.Focus()
		}
	}
	v.bar.Left.Set(m.Says())
	v.bar.Sync()
}
