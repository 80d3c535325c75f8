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
	{ID: "number", Title: "List", Width: 76, Strong: true},
	{ID: "method", Title: "Kind", Width: 104},
	{ID: "orders", Title: "Orders", Kind: page.Number, Width: 60},
	{ID: "lines", Title: "Lines", Kind: page.Number, Width: 56},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 56, Hidden: true},
	{ID: "left", Title: "Left", Kind: page.Number, Width: 52},
	{ID: "metres", Title: "Walk", Kind: page.Number, Width: 72},
	{ID: "minutes", Title: "Still", Kind: page.Number, Width: 88},
	{ID: "cutoff", Title: "Leaves in", Kind: page.Number, Width: 88},
	{ID: "zone", Title: "Zone", Width: 80, Grow: 0.3},
	{ID: "built", Title: "Built", Width: 100},
	{ID: "picker", Title: "Picker", Width: 100, Grow: 0.5},
	{ID: "state", Title: "State", Kind: page.StateWord, Width: 130, Grow: 0.8},
}

// tick is how often what is left until a cut-off is said anew.
const tick = 30 * time.Second

// floorView draws the pick page: its views, and a form beside them.
type floorView struct {
	m      *floor
	books  watched
	desk   page.Desk
	stop   func()
	tick   func()
	burst  *page.Burst
	banner *kit.Banner
	tabs   *kit.Tabs
	ships  *kit.Grid
	lists  *kit.Grid
	plan   *planView
	waves  *wavesView
	middle *fyne.Container
	slots  *kit.Quantity
	cart   *fyne.Container
	form   *kit.FormPanel
	right  *fyne.Container
	bars   map[string]*kit.ActionBar
	bottom *fyne.Container
	box    *fyne.Container
	shown  string
}

func newFloorView(m *floor, books watched, desk page.Desk, route page.Route) *floorView {
	v := &floorView{m: m, books: books, desk: desk, banner: kit.NewBanner(), form: kit.NewFormPanel()}
	m.Desk = desk
	if view := route.Get("view"); view != "" {
		m.Choose(view)
	}
	m.OnChange = v.refresh
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.tabs = kit.NewTabs(v.views()...)
	v.tabs.OnChange = m.Choose
	v.ships = v.newGrid(shipmentColumns, "pick.shipments")
	v.lists = v.newGrid(listColumns, "pick.lists")
	v.plan, v.waves = newPlanView(m.Plan, desk), newWavesView(m.Waves, desk)
	v.slots = kit.NewQuantity("", 1, 26)
	v.slots.OnValue = func(n int64) { m.SetSlots(int(n)) }
	v.slots.Entry.OnSubmitted = func(string) { v.focus() }
	v.slots.Set(int64(m.Slots))
	v.cart = kit.Pad(2, 12, 3, 0, kit.Row(8, kit.NewMuted("Shipments on a cart  F7"), kit.Fixed(56, 0, v.slots.Entry)))
	v.form.OnClose = func() { m.CloseForm(); v.focus() }
	v.right = kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(sideWidth, 0, v.form))
	v.right.Hide()
	v.bars = map[string]*kit.ActionBar{
		viewPlan:  kit.NewActionBar(m.Plan.Commands(), "plan.leave", "plan.join", "plan.split", "plan.move", "plan.waves", "plan.build"),
		viewReady: kit.NewActionBar(m.commandsOf(viewReady), "pick.urgent", "pick.release"),
		viewFloor: kit.NewActionBar(m.commandsOf(viewFloor), "pick.urgent", "pick.single", "pick.batch"),
		viewWaves: kit.NewActionBar(m.Waves.Commands(), "waves.over", "waves.cancel", "waves.urgent", "waves.plan", "waves.release"),
		viewLists: kit.NewActionBar(m.commandsOf(viewLists), "pick.cancelback", "pick.print", "pick.assign", "pick.open"),
		viewDone:  kit.NewActionBar(m.commandsOf(viewDone), "pick.print"),
	}
	v.middle, v.bottom = container.NewStack(), container.NewStack()
	v.box = kit.Frame(kit.Column(0, kit.TabLine(v.tabs, v.cart), v.banner), v.bottom, nil, v.right, v.middle)
	v.refresh()
	return v
}

func (v *floorView) newGrid(columns []page.Column, name string) *kit.Grid {
	g := kit.NewGrid(columns, page.Fixed{})
	g.KeepLayout(v.desk.Prefs(), name)
	g.OnOpen = v.m.Open
	g.Commands = v.Commands
	g.OnSelect = v.selected
	g.OnCursor = func(int) { v.selected() }
	return g
}

// views are the tabs with what waits in each.
func (v *floorView) views() []kit.Tab {
	b, m := v.m.Board, v.m
	open := 0
	for _, w := range m.Waves.Rows {
		if !w.ClosedAt.Set() && !w.CancelledAt.Set() {
			open++
		}
	}
	return []kit.Tab{
		{ID: viewPlan, Title: "Plan", Count: -1},
		{ID: viewReady, Title: "Ready to release", Count: len(b.Ready)},
		{ID: viewFloor, Title: "To pick", Count: len(b.ToPick)},
		{ID: viewWaves, Title: "Waves", Count: open},
		{ID: viewLists, Title: "Pick lists", Count: len(b.Open)},
		{ID: viewDone, Title: "Finished", Count: len(b.Done)},
	}
}

// grid is the table of shipments or lists that is shown, nil where another view is.
func (v *floorView) grid() *kit.Grid {
	switch v.m.View {
	case viewReady, viewFloor:
		return v.ships
	case viewLists, viewDone:
		return v.lists
	}
	return nil
}

// focus puts the keyboard on what the view is about.
func (v *floorView) focus() {
	switch v.m.View {
	case viewPlan:
		v.plan.focus()
	case viewWaves:
		v.waves.grid.Focus()
	default:
		v.grid().Focus()
	}
}

func (v *floorView) selected() {
	if g := v.grid(); g != nil {
		v.m.Select(g.Selected())
		v.bars[v.m.View].Left.Set(v.m.Says())
		v.bars[v.m.View].Sync()
	}
}

// CanvasObject is what is drawn.
func (v *floorView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *floorView) Title() string { return "Pick" }

// Commands is what can be done here.
func (v *floorView) Commands() page.Commands {
	cmds := v.m.Commands()
	if v.m.View == viewFloor {
		cmds = append(cmds, page.Command{ID: "pick.slots", Title: "Shipments on a cart", Key: "F7", Group: "Pick", Hint: "How many a batch carries.", Quiet: true, Run: func() { kit.Focus(v.slots.Entry) }})
	}
	return cmds
}

// Reload reads the board again, and plans anew where the plan is shown.
func (v *floorView) Reload() {
	if v.m.View == viewPlan && v.m.Plan.Planned {
		v.m.Plan.Planned = false
	}
	v.m.Reload()
}

// Undo takes a change of the plan back; Redo has nothing to do again.
func (v *floorView) Undo() bool { return v.m.Plan.TakeBack() }

// Redo has nothing to do again.
func (v *floorView) Redo() bool { return false }

// Escape leaves a form before the page.
func (v *floorView) Escape() bool {
	if v.m.Form == nil {
		return v.m.View == viewPlan && v.plan.back()
	}
	v.m.CloseForm()
	v.focus()
	return true
}

// Save and Restore keep the view, the size of a batch and how the day is planned.
func (v *floorView) Save() string {
	r := v.m.Plan.Request
	return fmt.Sprintf("%s %d %s %d %t %t %t", v.m.View, v.m.Slots, r.Method, r.Cart, r.Familiar, r.Pass, r.Ready)
}

// Restore takes back what Save gave; the view only where the route names none.
func (v *floorView) Restore(saved string) {
	var view, method string
	var slots int
	r := v.m.Plan.Request
	n, _ := fmt.Sscanf(saved, "%s %d %s %d %t %t %t", &view, &slots, &method, &r.Cart, &r.Familiar, &r.Pass, &r.Ready)
	if n >= 2 {
		v.m.SetSlots(slots)
		v.slots.Set(int64(v.m.Slots))
		if !v.m.chosen {
			v.m.Choose(view)
		}
	}
	if r.Method = method; n == 7 {
		v.m.Plan.Request = r
	}
}

// Scan opens a scanned pick list.
func (v *floorView) Scan(code string) bool { return v.m.Scan(code) }

// Opened loads the board.
func (v *floorView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["shipment"])+len(c.Entities["order"])+len(c.Entities["pick list"])+len(c.Entities["wave"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.Reload()
	v.again()
	v.focus()
}

// again says anew how long it is to each cut-off.
func (v *floorView) again() {
	v.tick = v.desk.Runner().Later(tick, func() {
		v.refresh()
		v.again()
	})
}

// Closed stops listening.
func (v *floorView) Closed() {
	v.burst.Close()
	for _, stop := range []func(){v.stop, v.tick} {
		if stop != nil {
			stop()
		}
	}
	v.m.loading.Cancel()
	v.m.Plan.close()
	v.m.Waves.close()
}

func (v *floorView) refresh() {
	m := v.m
	v.banner.Set(m.Gate)
	if m.Notice.Shown() {
		v.banner.Set(m.Notice)
	}
	v.tabs.SetTabs(v.views()...)
	v.tabs.Mark(m.View)
	other := v.shown != m.View
	fresh := v.shown == ""
	if other {
		v.shown = m.View
		v.middle.Objects, v.bottom.Objects = []fyne.CanvasObject{v.body()}, []fyne.CanvasObject{v.bars[m.View]}
		v.middle.Refresh()
		v.bottom.Refresh()
		kit.SetVisible(v.cart, m.View == viewFloor)
	}
	switch m.View {
	case viewPlan:
		v.plan.refresh()
		v.bars[viewPlan].Left.Set(v.plan.says())
	case viewWaves:
		v.waves.refresh()
	default:
		v.refreshGrid(other)
	}
	v.refreshForm()
	v.bars[m.View].Sync()
	if other && !fresh {
		v.focus()
		v.desk.Changed()
	}
}

// body is what a view shows.
func (v *floorView) body() fyne.CanvasObject {
	switch v.m.View {
	case viewPlan:
		return v.plan.box
	case viewWaves:
		return v.waves.box
	}
	return v.grid()
}

func (v *floorView) refreshGrid(other bool) {
	m, g := v.m, v.grid()
	title, hint := m.Empty()
	g.SetEmpty(kit.Empty{Icon: "pick", Title: title, Hint: hint})
	rows, keys := shipmentCells(m.Shipments(), m.why, m.Zone)
	if g == v.lists {
		rows, keys = listCells(m.Lists(), m.Zone, m.now())
	}
	if other {
		g.SetRows(rows)
	}
	g.ShowAgain(rows, keys)
	g.SetLoading(m.Loading())
	v.selected()
}

func (v *floorView) refreshForm() {
	if show := v.m.Form != nil; show != v.right.Visible() {
		kit.SetVisible(v.right, show)
		kit.SetVisible(v.plan.side, !show) // the form stands in its place
		kit.SetVisible(v.waves.side, !show)
		for _, box := range []*fyne.Container{v.plan.box, v.waves.box, v.box} {
			box.Refresh()
		}
	}
	if v.form.Set(v.m.Form) && v.m.Form == nil {
		v.focus()
	}
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

func listCells(rows []data.PickListsByStageRow, zone *time.Location, now time.Time) (page.Fixed, []string) {
	cells, keys := make(page.Fixed, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		state := page.S(page.Sentence(r.Stage), page.Plain)
		over := r.DoneAt.Set() || r.CancelledAt.Set()
		switch r.Stage {
		case "built":
			state = page.S("Waits for the pass before", page.Muted)
		case "picking":
			state = page.S(fmt.Sprintf("Picking, %d %% done", 100*(r.LineCount-r.OpenCount)/max(r.LineCount, 1)), page.Info)
		case "done":
			state.State = page.Good
		case "cancelled":
			state.State = page.Muted
		case "released":
			if r.PrintedAt.Set() {
				state = page.S("On paper", page.Plain)
			}
		}
		walk, still, leaves := "", "", timeLeft(r.CutOffAt, now)
		if r.LengthMm > 0 {
			walk = metres(r.LengthMm)
		}
		if over {
			leaves = page.T("")
		} else if r.Seconds > 0 {
			still = minutes(r.Seconds * r.OpenCount / max(r.LineCount, 1))
		}
		keys[i] = r.Number
		cells[i] = []page.Cell{page.T(r.Number), page.T(kindOf(r.Method, r.Bulk)), page.T(page.FormatCount(r.OrderCount)), page.T(page.FormatCount(r.LineCount)), page.T(page.FormatCount(r.UnitCount)),
			page.T(page.FormatCount(r.OpenCount)), page.T(walk), page.T(still), leaves, page.T(r.Zone), page.T(r.BuiltAt.Time().In(zone).Format("2 Jan 15:04")), page.T(r.Picker), state}
	}
	return cells, keys
}
