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
	{ID: "number", Title: "Shipment", Width: 100, Strong: true},
	{ID: "customer", Title: "Customer", Grow: 1},
	{ID: "country", Title: "To", Width: 44},
	{ID: "lines", Title: "Lines", Kind: page.Number, Width: 60},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 60},
	{ID: "promised", Title: "Promised", Kind: page.Date, Width: 92},
	{ID: "carrier", Title: "Carrier", Width: 200},
	{ID: "state", Title: "State", Kind: page.StateWord, Width: 200},
}

var listColumns = []page.Column{
	{ID: "number", Title: "List", Width: 84, Strong: true},
	{ID: "method", Title: "Kind", Width: 80},
	{ID: "orders", Title: "Orders", Kind: page.Number, Width: 70},
	{ID: "lines", Title: "Lines", Kind: page.Number, Width: 70},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 70},
	{ID: "left", Title: "Left", Kind: page.Number, Width: 70},
	{ID: "built", Title: "Built", Width: 110},
	{ID: "state", Title: "State", Kind: page.StateWord, Width: 120, Grow: 1},
}

// floorView draws the pick page.
type floorView struct {
	m      *floor
	books  watched
	desk   page.Desk
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	tabs   *kit.Tabs
	ships  *kit.Grid
	lists  *kit.Grid
	middle *fyne.Container
	slots  *kit.Quantity
	bars   map[string]*kit.ActionBar
	bottom *fyne.Container
	box    fyne.CanvasObject
	shown  string
	routed bool // the route says which view
}

func newFloorView(m *floor, books watched, desk page.Desk, route page.Route) *floorView {
	v := &floorView{m: m, books: books, desk: desk, banner: kit.NewBanner()}
	m.Desk = desk
	v.routed = route.Get("view") != ""
	m.Choose(route.Get("view"))
	m.OnChange = v.refresh
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.tabs = kit.NewTabs(kit.Tab{ID: viewReady, Title: "Ready to release"}, kit.Tab{ID: viewFloor, Title: "To pick"}, kit.Tab{ID: viewLists, Title: "Pick lists"}, kit.Tab{ID: viewDone, Title: "Finished"})
	v.tabs.OnChange = func(id string) { m.Choose(id); v.focus() }
	v.ships = kit.NewGrid(shipmentColumns, page.Fixed{})
	v.ships.KeepLayout(desk.Prefs(), "pick.shipments")
	v.lists = kit.NewGrid(listColumns, page.Fixed{})
	v.lists.KeepLayout(desk.Prefs(), "pick.lists")
	for _, g := range []*kit.Grid{v.ships, v.lists} {
		g.OnOpen = m.Open
		g.Commands = m.Commands
		g.OnSelect = v.selected
		g.OnCursor = func(int) { v.selected() }
	}
	v.slots = kit.NewQuantity("", 1, 26)
	v.slots.OnValue = func(n int64) { m.SetSlots(int(n)) }
	v.slots.Set(int64(m.Slots))
	cmds := m.Commands()
	v.bars = map[string]*kit.ActionBar{
		viewReady: kit.NewActionBar(cmds, "pick.release"),
		viewFloor: kit.NewActionBar(cmds, "pick.single", "pick.batch"),
		viewLists: kit.NewActionBar(cmds, "pick.cancelback", "pick.cancel", "pick.print", "pick.open"),
		viewDone:  kit.NewActionBar(cmds, "pick.print"),
	}
	v.middle = container.NewStack()
	v.bottom = container.NewStack()
	v.box = kit.Frame(kit.Column(0, v.tabs, v.banner), v.bottom, nil, nil, v.middle)
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
	v.refreshBar()
}

// CanvasObject is what is drawn.
func (v *floorView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *floorView) Title() string { return "Pick" }

// Commands is what can be done here.
func (v *floorView) Commands() page.Commands { return v.m.Commands() }

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

// Scan opens a scanned pick list; other codes are the window's.
func (v *floorView) Scan(code string) bool {
	for _, l := range append(append([]data.PickListsByStageRow{}, v.m.Board.Open...), v.m.Board.Done...) {
		if strings.EqualFold(l.Number, code) {
			v.desk.Sound(true)
			v.desk.Open(page.To("picklist", l.Number))
			return true
		}
	}
	return false
}

// Opened loads the board.
func (v *floorView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["shipment"])+len(c.Entities["order"])+len(c.Entities["pick list"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.Reload()
	v.focus()
}

func (v *floorView) focus() { v.grid().Focus() }

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
	fresh := v.shown != m.View
	v.shown = m.View
	if fresh {
		v.middle.Objects = []fyne.CanvasObject{g}
		v.middle.Refresh()
		bar := fyne.CanvasObject(v.bars[m.View])
		if m.View == viewFloor {
			bar = kit.Frame(nil, bar, nil, nil, kit.Frame(kit.HLine(), nil, nil, nil, kit.On(kit.ColorRaised,
				kit.Pad(6, 12, 0, 12, kit.Spread(kit.NewMuted(""), kit.Row(8, kit.NewMuted("shipments on a cart"), kit.Fixed(64, 0, v.slots.Entry)))))))
		}
		v.bottom.Objects = []fyne.CanvasObject{bar}
		v.bottom.Refresh()
	}
	g.SetEmpty(empties[m.View])
	at, marked := g.Cursor(), g.Marked()
	rows := g.Selected()
	if m.View == viewLists || m.View == viewDone {
		g.SetRows(listCells(m.Lists(), m.Zone))
	} else {
		g.SetRows(shipmentCells(m.Shipments(), m.why, m.Zone))
	}
	if !fresh {
		g.SetCursor(min(at, g.Rows().Len()-1))
		if marked > 0 {
			g.Select(rows...)
		}
	}
	g.SetLoading(m.loading.Running() || m.busy)
	v.selected()
}

var empties = map[string]kit.Empty{
	viewReady: {Icon: "orders", Title: "Nothing is ready to release", Hint: "Orders come here when they are paid, their address is good and their goods are there."},
	viewFloor: {Icon: "pick", Title: "Nothing waits for a pick list", Hint: "Release what is ready first, Ctrl+1. Then build lists here, for single orders or for a cart."},
	viewLists: {Icon: "pick", Title: "No walk is open", Hint: "Build pick lists from what is to be picked, Ctrl+2."},
	viewDone:  {Icon: "pick", Title: "No walk is finished yet", Hint: "Finished and cancelled pick lists stand here."},
}

func shipmentCells(rows []app.FloorRow, why map[int64]string, zone *time.Location) page.Fixed {
	cells := make(page.Fixed, len(rows))
	for i, r := range rows {
		number := page.T(r.Number)
		if r.Priority > 0 {
			number = page.S(r.Number+" !", page.Warning)
		}
		state := page.S(string(r.Stage), page.Plain)
		switch {
		case why[r.ID] != "":
			state = page.S(why[r.ID], page.Bad)
		case r.Exception != "":
			state = page.S(r.Exception, page.Warning)
		case r.Stage == data.ShipmentLabelled:
			state = page.S("labelled", page.Good)
		}
		promised := ""
		if r.PromisedAt.Set() {
			promised = r.PromisedAt.Time().In(zone).Format("2 Jan")
		}
		cells[i] = []page.Cell{number, page.T(r.Customer), page.T(r.ShipCountry), page.T(page.FormatCount(r.LineCount)), page.T(page.FormatCount(r.UnitCount)),
			page.T(promised), page.T(strings.TrimSpace(r.Carrier + " " + r.Service)), state}
	}
	return cells
}

func listCells(rows []data.PickListsByStageRow, zone *time.Location) page.Fixed {
	cells := make(page.Fixed, len(rows))
	for i, r := range rows {
		state := page.S(r.Stage, page.Plain)
		switch r.Stage {
		case "picking":
			state = page.S(fmt.Sprintf("picking, %d %% done", 100*(r.LineCount-r.OpenCount)/max(r.LineCount, 1)), page.Info)
		case "done":
			state = page.S("done", page.Good)
		case "cancelled":
			state = page.S("cancelled", page.Muted)
		}
		cells[i] = []page.Cell{page.T(r.Number), page.T(r.Method), page.T(page.FormatCount(r.OrderCount)), page.T(page.FormatCount(r.LineCount)), page.T(page.FormatCount(r.UnitCount)),
			page.T(page.FormatCount(r.OpenCount)), page.T(r.BuiltAt.Time().In(zone).Format("2 Jan 15:04")), state}
	}
	return cells
}

func (v *floorView) refreshBar() {
	bar := v.bars[v.m.View]
	text := ""
	if rows := v.m.chosen(); len(rows) > 0 {
		lines, units := int64(0), int64(0)
		for _, r := range rows {
			lines, units = lines+r.LineCount, units+r.UnitCount
		}
		text = fmt.Sprintf("%s of %d · %s, %s units   (Ctrl+A marks all)", counted(len(rows), "shipment"), len(v.m.Shipments()), counted(int(lines), "line"), page.FormatCount(units))
	}
	bar.Left.Set(text)
	bar.Sync()
}
