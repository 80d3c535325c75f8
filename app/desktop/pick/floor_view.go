package pick

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

var shipmentColumns = []page.Column{
	{ID: "number", Title: "Shipment", Width: 96, Strong: true},
	{ID: "customer", Title: "Customer", Grow: 1},
	{ID: "country", Title: "To", Width: 44},
	{ID: "lines", Title: "Lines", Kind: page.Number, Width: 60},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 64},
	{ID: "promised", Title: "Promised", Kind: page.Date, Width: 96},
	{ID: "carrier", Title: "Carrier", Width: 190, Grow: 0.4},
	{ID: "state", Title: "State", Kind: page.StateWord, Width: 180, Grow: 0.6},
}

var listColumns = []page.Column{
	{ID: "number", Title: "List", Width: 84, Strong: true},
	{ID: "method", Title: "Kind", Width: 80},
	{ID: "orders", Title: "Orders", Kind: page.Number, Width: 76},
	{ID: "lines", Title: "Lines", Kind: page.Number, Width: 76},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 76},
	{ID: "left", Title: "Left", Kind: page.Number, Width: 76},
	{ID: "built", Title: "Built", Width: 120},
	{ID: "picker", Title: "Picker", Width: 140, Grow: 0.5},
	{ID: "state", Title: "State", Kind: page.StateWord, Width: 120, Grow: 1},
}

// floorView draws the pick page.
type floorView struct {
	m      *floor
	books  watched
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	tabs   *kit.Tabs
	ships  *kit.Grid
	lists  *kit.Grid
	middle *fyne.Container
	slots  *kit.Quantity
	cart   *fyne.Container
	bars   map[string]*kit.ActionBar
	bottom *fyne.Container
	box    fyne.CanvasObject
	shown  string
	routed bool // the route says which view
}

func newFloorView(m *floor, books watched, desk page.Desk, route page.Route) *floorView {
	v := &floorView{m: m, books: books, banner: kit.NewBanner()}
	m.Desk = desk
	v.routed = route.Get("view") != ""
	m.Choose(route.Get("view"))
	m.OnChange = v.refresh
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.tabs = kit.NewTabs(kit.Tab{ID: viewReady, Title: "Ready to release"}, kit.Tab{ID: viewFloor, Title: "To pick"}, kit.Tab{ID: viewLists, Title: "Pick lists"}, kit.Tab{ID: viewDone, Title: "Finished"})
	v.tabs.OnChange = m.Choose
	v.ships = kit.NewGrid(shipmentColumns, page.Fixed{})
	v.ships.KeepLayout(desk.Prefs(), "pick.shipments")
	v.lists = kit.NewGrid(listColumns, page.Fixed{})
	v.lists.KeepLayout(desk.Prefs(), "pick.lists")
	for _, g := range []*kit.Grid{v.ships, v.lists} {
		g.OnOpen = m.Open
		g.Commands = v.Commands
		g.OnSelect = v.selected
		g.OnCursor = func(int) { v.selected() }
	}
	v.slots = kit.NewQuantity("", 1, 26)
	v.slots.OnValue = func(n int64) { m.SetSlots(int(n)) }
	v.slots.Entry.OnSubmitted = func(string) { v.grid().Focus() }
	v.slots.Set(int64(m.Slots))
	v.cart = kit.Pad(2, 12, 3, 0, kit.Row(8, kit.NewMuted("Shipments on a cart  F7"), kit.Fixed(56, 0, v.slots.Entry)))
	cmds := m.Commands()
	v.bars = map[string]*kit.ActionBar{
		viewReady: kit.NewActionBar(cmds, "pick.release"),
		viewFloor: kit.NewActionBar(cmds, "pick.single", "pick.batch"),
		viewLists: kit.NewActionBar(cmds, "pick.cancelback", "pick.print", "pick.open"),
		viewDone:  kit.NewActionBar(cmds, "pick.print"),
	}
	v.middle = container.NewStack()
	v.bottom = container.NewStack()
	v.box = kit.Frame(kit.Column(0, kit.TabLine(v.tabs, v.cart), v.banner), v.bottom, nil, nil, v.middle)
	v.refresh()
	return v
}

func (v *floorView) grid() *kit.Grid {
	if v.m.View == viewLists || v.m.View == viewDone {
		return v.lists
	}
	return v.ships
}

func (v *floorView) selected() {
	v.m.Select(v.grid().Selected())
	v.bars[v.m.View].Left.Set(v.m.Says())
	v.bars[v.m.View].Sync()
}

// CanvasObject is what is drawn.
func (v *floorView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *floorView) Title() string { return "Pick" }

// Commands is what can be done here.
func (v *floorView) Commands() page.Commands {
	return append(v.m.Commands(), page.Command{ID: "pick.slots", Title: "Shipments on a cart", Key: "F7", Group: "Pick", Hint: "How many a batch carries.", Quiet: true,
		Enabled: func() bool { return v.m.View == viewFloor }, Run: func() { kit.Focus(v.slots.Entry) }})
}

// Reload reads the board again.
func (v *floorView) Reload() { v.m.Reload() }

// Save and Restore keep the view and the size of a batch.
func (v *floorView) Save() string { return fmt.Sprintf("%s %d", v.m.View, v.m.Slots) }

// Restore takes back what Save gave.
func (v *floorView) Restore(saved string) {
	var view string
	var slots int
	if n, err := fmt.Sscanf(saved, "%s %d", &view, &slots); err == nil && n == 2 {
		v.m.SetSlots(slots)
		v.slots.Set(int64(v.m.Slots))
		if !v.routed {
			v.m.Choose(view)
		}
	}
}

// Scan opens a scanned pick list.
func (v *floorView) Scan(code string) bool { return v.m.Scan(code) }

// Opened loads the board.
func (v *floorView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["shipment"])+len(c.Entities["order"])+len(c.Entities["pick list"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.Reload()
	v.grid().Focus()
}

// Closed stops listening.
func (v *floorView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.loading.Cancel()
}

func (v *floorView) refresh() {
	m := v.m
	v.banner.Set(m.Gate)
	if m.Notice.Shown() {
		v.banner.Set(m.Notice)
	}
	v.tabs.SetTabs(
		kit.Tab{ID: viewReady, Title: "Ready to release", Count: len(m.Board.Ready)},
		kit.Tab{ID: viewFloor, Title: "To pick", Count: len(m.Board.ToPick)},
		kit.Tab{ID: viewLists, Title: "Pick lists", Count: len(m.Board.Open)},
		kit.Tab{ID: viewDone, Title: "Finished", Count: len(m.Board.Done)})
	v.tabs.Mark(m.View)
	g := v.grid()
	title, hint := m.Empty()
	g.SetEmpty(kit.Empty{Icon: "pick", Title: title, Hint: hint})
	rows, keys := shipmentCells(m.Shipments(), m.why, m.Zone)
	if g == v.lists {
		rows, keys = listCells(m.Lists(), m.Zone)
	}
	if v.shown != m.View {
		fresh := v.shown == ""
		v.shown = m.View
		v.middle.Objects, v.bottom.Objects = []fyne.CanvasObject{g}, []fyne.CanvasObject{v.bars[m.View]}
		v.middle.Refresh()
		v.bottom.Refresh()
		kit.SetVisible(v.cart, m.View == viewFloor)
		g.SetRows(rows)
		if !fresh {
			g.Focus()
		}
	}
	g.ShowAgain(rows, keys)
	g.SetLoading(m.Loading())
	v.selected()
}

func shipmentCells(rows []app.FloorRow, why map[int64]string, zone *time.Location) (page.Fixed, []string) {
	cells, keys := make(page.Fixed, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		customer := r.Customer
		if r.Priority > 0 {
			customer = "★ " + customer
		}
		state := page.S(page.Sentence(string(r.Stage)), page.Plain)
		switch {
		case why[r.ID] != "":
			state = page.S(page.Sentence(why[r.ID]), page.Bad)
		case r.Exception != "":
			state = page.S(page.Sentence(r.Exception), page.Warning)
		case r.Stage == data.ShipmentLabelled:
			state.State = page.Good
		}
		promised := ""
		if r.PromisedAt.Set() {
			promised = r.PromisedAt.Time().In(zone).Format("Mon 2 Jan")
		}
		keys[i] = r.Number
		cells[i] = []page.Cell{page.T(r.Number), page.T(customer), page.T(r.ShipCountry), page.T(page.FormatCount(r.LineCount)), page.T(page.FormatCount(r.UnitCount)),
			page.T(promised), page.T(strings.TrimSpace(r.Carrier + " " + r.Service)), state}
	}
	return cells, keys
}

func listCells(rows []data.PickListsByStageRow, zone *time.Location) (page.Fixed, []string) {
	cells, keys := make(page.Fixed, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		state := page.S(page.Sentence(r.Stage), page.Plain)
		switch r.Stage {
		case "picking":
			state = page.S(fmt.Sprintf("Picking, %d %% done", 100*(r.LineCount-r.OpenCount)/max(r.LineCount, 1)), page.Info)
		case "done":
			state.State = page.Good
		case "cancelled":
			state.State = page.Muted
		}
		keys[i] = r.Number
		cells[i] = []page.Cell{page.T(r.Number), page.T(page.Sentence(r.Method)), page.T(page.FormatCount(r.OrderCount)), page.T(page.FormatCount(r.LineCount)), page.T(page.FormatCount(r.UnitCount)),
			page.T(page.FormatCount(r.OpenCount)), page.T(r.BuiltAt.Time().In(zone).Format("2 Jan 15:04")), page.T(r.Picker), state}
	}
	return cells, keys
}
