package pick

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

var planColumns = []page.Column{
	{ID: "n", Title: "#", Kind: page.Number, Width: 36, Strong: true},
	{ID: "kind", Title: "Kind", Width: 106},
	{ID: "orders", Title: "Orders", Kind: page.Number, Width: 74},
	{ID: "lines", Title: "Lines", Kind: page.Number, Width: 54},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 54},
	{ID: "metres", Title: "Walk", Kind: page.Number, Width: 66},
	{ID: "minutes", Title: "Time", Kind: page.Number, Width: 82},
	{ID: "left", Title: "Leaves in", Kind: page.Number, Width: 84},
	{ID: "cart", Title: "Cart", Kind: page.Number, Width: 62},
	{ID: "zone", Title: "Zone", Width: 70, Grow: 0.5},
	{ID: "wave", Title: "Wave", Width: 110, Grow: 1},
}

var slotColumns = []page.Column{
	{ID: "slot", Title: "Slot", Width: 40, Strong: true},
	{ID: "number", Title: "Shipment", Width: 84},
	{ID: "customer", Title: "Customer", Grow: 1},
	{ID: "lines", Title: "Lines", Kind: page.Number, Width: 48},
	{ID: "service", Title: "Service", Width: 96},
}

var leftColumns = []page.Column{
	{ID: "number", Title: "Shipment", Width: 96, Strong: true},
	{ID: "sku", Title: "SKU", Width: 76},
	{ID: "qty", Title: "Units", Kind: page.Number, Width: 52},
	{ID: "why", Title: "Why", Grow: 1.4},
	{ID: "fix", Title: "What to do", Grow: 1},
}

// sideWidth is how wide the side of a view is, and a form that stands in its place.
const sideWidth = 400

// slotsHeight is room for five orders under the map.
const slotsHeight = 34 + 5*28

// planView draws the plan of the day: how it is asked for, what it comes to, its
// lists, and the walk and the orders of the one that is looked at.
type planView struct {
	m      *plan
	chips  *kit.Chips
	big    *kit.Line
	than   *kit.Line
	why    *kit.Line
	came   *kit.Strip
	lists  *kit.Grid
	missed *kit.Grid
	below  *fyne.Container
	head   *kit.Line
	note   *kit.Line
	floor  *app.Floor
	plan   *kit.FloorMap
	mapBox *fyne.Container
	under  *fyne.Container // the orders of the list, under the map or in its place
	side   *fyne.Container
	slots  *kit.Grid
	box    *fyne.Container
	looked string // the list whose walk is drawn
	busy   bool   // being drawn: what tables say meanwhile is not the person's doing
}

func newPlanView(m *plan, desk page.Desk) *planView {
	v := &planView{m: m, chips: kit.NewChips(), big: kit.NewBig("", 9), than: kit.NewMuted(""), why: kit.NewMuted(""), came: kit.NewStrip(), plan: kit.NewFloorMap()}
	v.than.Narrow, v.why.Narrow = true, true
	v.chips.OnChange = func(id string, _ bool) {
		if c, ok := m.Commands().Find(id); ok {
			c.Do()
		}
	}
	v.lists = kit.NewGrid(planColumns, page.Fixed{})
	v.lists.KeepLayout(desk.Prefs(), "pick.plan")
	v.lists.Commands = m.Commands
	v.lists.OnSelect = v.selected
	v.lists.OnCursor = func(int) { v.selected() }
	v.lists.OnOpen = func(int) {
		v.slots.Focus()
		v.ordered()
	}
	m.orders = v.orders
	v.slots = kit.NewGrid(slotColumns, page.Fixed{})
	v.slots.KeepLayout(desk.Prefs(), "pick.plan.orders")
	v.slots.Commands = m.Commands
	v.slots.OnSelect = v.ordered
	v.slots.OnCursor = func(int) { v.ordered() }
	v.slots.OnOpen = func(row int) {
		if l, _, ok := m.List(); ok && row < len(l.Slots) {
			m.OpenOrder(l.Slots[row].ShipmentID)
		}
	}
	v.missed = kit.NewGrid(leftColumns, page.Fixed{})
	v.missed.KeepLayout(desk.Prefs(), "pick.plan.left")
	v.missed.OnOpen = func(row int) {
		if row < len(m.P.Left) {
			m.OpenOrder(m.P.Left[row].ShipmentID)
		}
	}
	v.below = container.NewStack()
	v.head, v.note = kit.NewStrong(""), kit.NewMuted("")
	v.head.Narrow, v.note.Narrow = true, true
	v.mapBox = container.NewStack(v.plan)
	v.mapBox.Hide()
	v.under = container.NewStack()
	top := kit.Column(0, kit.Pad(8, 12, 6, 12, v.chips), kit.Pad(0, 12, 8, 12, kit.Column(2, kit.Frame(nil, nil, v.big, nil, kit.Pad(8, 0, 0, 14, v.than)), v.why)), v.came)
	side := kit.Frame(kit.Pad(8, 12, 8, 12, kit.Column(2, v.head, v.note)), v.under, nil, nil, v.mapBox)
	v.side = kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(sideWidth, 0, side))
	v.box = kit.Frame(top, nil, nil, v.side, kit.Frame(nil, v.below, nil, nil, v.lists))
	return v
}

func (v *planView) focus() { v.lists.Focus() }

// back goes from the orders at the side back to the lists.
func (v *planView) back() bool {
	if !v.slots.Focused() && !v.missed.Focused() {
		return false
	}
	v.lists.Focus()
	return true
}

func (v *planView) selected() {
	if v.busy {
		return
	}
	v.m.Select(v.lists.Selected(), v.lists.Marked() > 0)
	v.m.f.OnChange()
}

// orders are those at the side that are meant, while somebody is there.
func (v *planView) orders() []int {
	if v.slots.Focused() || v.slots.Marked() > 0 {
		return v.slots.Selected()
	}
	return nil
}

func (v *planView) ordered() {
	if !v.busy {
		v.m.f.OnChange()
	}
}

// says is what is meant, for the line at the bottom.
func (v *planView) says() string {
	m := v.m
	switch {
	case !m.Planned || len(m.P.Lists) == 0:
		return ""
	case len(m.orders()) > 0:
		return m.named(m.shipments()) + " of the list"
	case len(m.lists) > 1:
		return fmt.Sprintf("%d of %s, %s", len(m.lists), page.Counted(len(m.P.Lists), "list"), m.named(m.shipments()))
	case len(m.before) > 0:
		return page.Counted(len(m.before), "change") + " by hand · Ctrl+Z takes back"
	}
	return "Enter: the orders of the list"
}

func (v *planView) refresh() {
	m := v.m
	v.busy = true
	defer func() { v.busy = false }()
	v.refreshChips()
	v.big.Set(m.Sum())
	v.than.Set(m.Than())
	v.why.Set(m.Why())
	came := ""
	if m.Came > 0 {
		came = fmt.Sprintf("%s came in or went since: plan again, F5", page.Counted(m.Came, "order"))
	}
	if v.came.Set(came, page.Info) {
		v.box.Refresh()
	}
	title, hint := m.Empty()
	v.lists.SetEmpty(kit.Empty{Icon: "pick", Title: title, Hint: hint})
	cells, keys := m.Cells()
	v.lists.ShowAgain(cells, keys)
	v.lists.SetLoading(m.planning.Running() || m.f.Loading())
	v.m.Select(v.lists.Selected(), v.lists.Marked() > 0)
	v.refreshMissed()
	v.refreshSide()
}

func (v *planView) refreshChips() {
	m, r := v.m, v.m.Request
	chip := func(id, text string, on bool) kit.Chip {
		c, _ := m.Commands().Find(id)
		return kit.Chip{ID: id, Text: text + "  " + string(c.Key), On: on, Stays: !switches[id]}
	}
	auto := "Auto"
	if r.Method == app.PickAuto && m.Planned && len(m.P.Lists) > 0 {
		auto += ": " + strings.ToLower(kindWord(m.P.Method))
	}
	chips := []kit.Chip{
		chip("plan.auto", auto, r.Method == app.PickAuto),
		chip("plan.single", "Single", r.Method == app.PickSingle),
		chip("plan.batch", "Batch", r.Method == app.PickBatch),
		chip("plan.zone", "Zones", r.Method == app.PickZone),
		chip("plan.wave", "Waves", r.Method == app.PickWave),
		chip("plan.pass", "Pass on", r.Pass),
		chip("plan.familiar", "Familiar way", r.Familiar),
		chip("plan.ready", "Ready too", r.Ready),
		chip("plan.unbegun", "Unbegun too", r.Again),
	}
	if len(m.Carts) > 0 {
		chips = append(chips, chip("plan.cart", "Cart "+m.cart().Code, r.Cart > 0))
	}
	v.chips.Set(append(chips, chip("plan.search", fmt.Sprintf("Search %d s", int(r.Search.Seconds())), r.Search > searches[0]))...)
}

// switches are what can be switched off as well as on.
var switches = map[string]bool{"plan.pass": true, "plan.familiar": true, "plan.ready": true, "plan.unbegun": true}

// leftMost is how many rows of what can't be picked are seen without scrolling.
const leftMost = 3

func (v *planView) refreshMissed() {
	left := v.m.P.Left
	if !v.m.Planned || len(left) == 0 {
		v.below.Objects = nil
		v.below.Refresh()
		return
	}
	cells, keys := make(page.Fixed, len(left)), make([]string, len(left))
	for i, l := range left {
		qty := ""
		if l.Qty > 0 {
			qty = page.FormatCount(int64(l.Qty))
		}
		keys[i] = l.Number + string(l.SKU)
		cells[i] = []page.Cell{page.T(l.Number), page.T(string(l.SKU)), page.T(qty), page.S(page.Sentence(l.Why), page.Warning), page.T(page.Sentence(l.Fix))}
	}
	v.missed.ShowAgain(cells, keys)
	height := 34 + 28*float32(min(leftMost, len(left)))
	v.below.Objects = []fyne.CanvasObject{kit.Frame(kit.Column(0, kit.HLine(), kit.Pad(6, 12, 6, 12, kit.NewStrong(fmt.Sprintf("%d can't be picked now", len(left))))), nil, nil, nil, kit.Fixed(0, height, v.missed))}
	v.below.Refresh()
}

// refreshSide draws the walk of the list that is looked at, and names its orders.
func (v *planView) refreshSide() {
	m := v.m
	if m.Floor != nil && m.Floor != v.floor {
		v.floor = m.Floor
		plan := m.Floor.Drawn()
		v.plan.SetPlan(plan)
		if len(plan.Levels) > 0 {
			v.mapBox.Objects, v.under.Objects = []fyne.CanvasObject{v.plan}, []fyne.CanvasObject{kit.Fixed(0, slotsHeight, v.slots)}
		} else {
			v.mapBox.Objects, v.under.Objects = []fyne.CanvasObject{v.slots}, nil
		}
		kit.SetVisible(v.mapBox, true)
		v.box.Refresh()
	}
	l, at, ok := m.List()
	if !ok {
		v.head.Set("")
		v.note.Set("")
		v.plan.SetWalk(nil)
		v.slots.ShowAgain(page.Fixed{}, nil)
		v.looked = ""
		return
	}
	v.head.Set(fmt.Sprintf("List %d  ·  %s  ·  %s", at+1, kindOf(l.Method, l.Bulk), page.Counted(len(l.Slots), "order")))
	v.note.Set(m.Walk(l))
	if key := fmt.Sprint(at, l.Cost.Length, len(l.Stops), len(m.before), m.asked); key != v.looked {
		v.looked = key
		v.plan.SetWalk(l.Path)
	}
	cells, keys := make(page.Fixed, len(l.Slots)), make([]string, len(l.Slots))
	for i, s := range l.Slots {
		o := m.Order(s.ShipmentID)
		lines := 0
		for _, st := range l.Stops {
			if st.ShipmentID == s.ShipmentID {
				lines++
			}
		}
		customer := o.Customer
		if o.Priority > 0 {
			customer = "★ " + customer
		}
		keys[i] = s.Number
		cells[i] = []page.Cell{page.T(s.Slot), page.T(s.Number), page.T(customer), page.T(page.FormatCount(int64(lines))), page.T(o.Service)}
	}
	v.slots.ShowAgain(cells, keys)
}
