package pick

import (
	"fmt"
	"slices"
	"strings"

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

var walkColumns = []page.Column{
	{ID: "place", Title: "Place", Width: 96, Strong: true},
	{ID: "qty", Title: "Take", Kind: page.Number, Width: 52},
	{ID: "slot", Title: "Slot", Width: 44},
	{ID: "sku", Title: "SKU", Width: 76},
	{ID: "item", Title: "Item", Grow: 1},
	{ID: "state", Title: "State", Kind: page.StateWord, Width: 92},
}

// walkView draws a walk in the whole window: one place huge, two to come, the map
// with the way and the whole list beside.
type walkView struct {
	m      *walk
	books  watched
	desk   page.Desk
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	head   *kit.Line
	left   *kit.Line
	share  *kit.Share
	shout  *kit.Shout
	now    *nowPanel
	ask    *askPanel
	then   *fyne.Container
	floor  *app.Floor
	plan   *kit.FloorMap
	mapBox *fyne.Container
	slots  *kit.Line
	slotsP fyne.CanvasObject
	lines  *fyne.Container
	grid   *kit.Grid // in lines once it is known whether there are slots
	bar    *kit.ActionBar
	box    *fyne.Container
}

func newWalkView(m *walk, books watched, desk page.Desk) *walkView {
	v := &walkView{m: m, books: books, desk: desk, banner: kit.NewBanner(), shout: kit.NewShout(), plan: kit.NewFloorMap()}
	m.OnChange, m.Sound, m.Go = v.refresh, desk.Sound, desk.Open
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.now, v.ask = newNowPanel(), newAskPanel(m)
	v.then = kit.Column(8)
	v.head, v.left, v.share = kit.NewBig("", 5), kit.NewLine(""), kit.NewShare(120)
	v.head.Narrow = true
	leave := kit.NewButton("Leave", desk.Back)
	leave.Key, leave.Bigger = "Esc", 2
	head := kit.On(kit.ColorRail, kit.Pad(6, 12, 6, 12, kit.Frame(nil, nil, leave, kit.Row(12, v.left, v.share), kit.Pad(10, 12, 0, 14, v.head))))

	v.slots = kit.NewBig("", 4)
	v.slots.Narrow, v.slots.Shrink = true, true // a large cart has twelve
	v.slotsP = kit.Pad(8, 12, 8, 12, v.slots)
	v.lines = container.NewStack()
	v.mapBox = kit.Frame(nil, kit.HLine(), nil, nil, kit.Fixed(0, 316, v.plan))
	v.mapBox.Hide()
	side := kit.Frame(kit.Column(0, v.mapBox, v.slotsP), nil, nil, nil, v.lines)
	v.bar = kit.NewTouchBar(m.Commands(), "walk.print", "walk.pack", "walk.back", "walk.later", "walk.short", "walk.confirm")
	main := kit.Frame(nil, kit.Pad(8, 16, 12, 16, v.then), nil, nil, container.NewStack(v.now.ground, kit.Pad(10, 16, 0, 16, kit.Column(8, v.now, v.ask))))
	v.box = kit.Frame(kit.Column(0, head, kit.HLine(), v.banner, v.shout), v.bar, nil,
		kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(480, 0, side)), main)
	v.refresh()
	return v
}

// CanvasObject is what is drawn.
func (v *walkView) CanvasObject() fyne.CanvasObject { return v.box }

// WholeWindow says that the picker stands at the cart.
func (v *walkView) WholeWindow() {}

// Title stands at the top of the window.
func (v *walkView) Title() string { return "Pick list " + v.m.Number }

// Commands is what can be done here.
func (v *walkView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the list again, or tries again what could not be written.
func (v *walkView) Reload() {
	if n := v.m.Notice; n.Shown() && n.Retry != nil {
		n.Retry()
		return
	}
	v.m.Reload()
}

// Scan takes every code that is scanned on the walk.
func (v *walkView) Scan(code string) bool { v.m.Scan(code); return true }

// Escape goes back from the question.
func (v *walkView) Escape() bool { return v.m.Leave() }

// Opened loads the list. Nothing has the focus: Enter and S are commands.
func (v *walkView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["pick list"])+len(c.Entities["shipment"])+len(c.Entities["location"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.Reload()
}

// Closed stops listening.
func (v *walkView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.reading.Cancel()
}

func (v *walkView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	says := m.Says
	if says.Word == "" {
		says = v.ready()
	}
	if m.Stopped {
		says.Detail = strings.TrimSuffix(says.Detail, ".") + "  ·  Enter goes on"
	}
	v.shout.Set(says.State, says.Word, says.Detail)
	v.now.set(m, says.State)
	v.refreshThen()
	v.refreshMap()
	v.refreshList()
	v.refreshHead()
	if v.ask.set() && m.Asking == askNothing {
		v.unfocus()
	}
	v.bar.Sync()
}

// ready is what the screen says when nothing has happened yet.
func (v *walkView) ready() said {
	switch v.m.Over() {
	case "done":
		words, _ := v.m.Ends()
		return said{State: page.Good, Word: "All picked", Detail: words}
	case "cancelled":
		return said{State: page.Warning, Word: "Cancelled", Detail: "Nothing of this list is to be picked"}
	}
	if !v.m.Loaded {
		return said{}
	}
	return said{Word: "Scan the place or the item", Detail: "or press Enter when you have it; S where too few are there"}
}

// refreshHead says what list it is, how far it has come and what is left of it.
func (v *walkView) refreshHead() {
	m, l := v.m, v.m.W.List
	if !m.Loaded {
		v.head.Set("Pick list " + m.Number)
		return
	}
	words := []string{l.Number, kindOf(l.Method, l.Bulk)}
	if l.Zone != "" {
		words = append(words, "zone "+l.Zone)
	}
	v.head.Set(strings.Join(append(words, orders(m.W.Orders)), "  ·  "))
	done, all := m.Progress()
	left := []string{fmt.Sprintf("%d of %d", done, all)}
	if open := m.W.Left(); open > 0 {
		if m.W.Length > 0 {
			left = append(left, metres(m.W.Length)+" to go")
		}
		if l.Seconds > 0 {
			left = append(left, "about "+minutes(l.Seconds*int64(open)/int64(max(all, 1))))
		}
	}
	v.left.Set(strings.Join(left, "  ·  "))
	v.share.Set(float64(done) / float64(max(all, 1)))
}

func orders(rows []data.PickListShipmentsRow) string {
	switch len(rows) {
	case 0:
		return ""
	case 1:
		return rows[0].Number + " " + rows[0].Customer
	}
	return fmt.Sprintf("%d orders on the cart", len(rows))
}

func (v *walkView) refreshThen() {
	v.then.Objects = nil
	for i, s := range v.m.ahead(3) {
		if i == 0 || v.m.Asking != askNothing {
			continue
		}
		place := kit.NewBig(s.Location, 13)
		place.Color, place.Narrow, place.Shrink = kit.ColorMuted, true, true
		count := kit.NewBig(fmt.Sprintf("× %d", s.Units), 9)
		count.Color = kit.ColorMuted
		what := kit.NewMuted(join(s.Slots(), string(s.SKU)+"  "+s.Name))
		what.Narrow = true
		v.then.Add(kit.Frame(nil, nil, kit.Fixed(210, 0, place), nil, kit.Frame(nil, nil, kit.Fixed(72, 0, count), nil, container.NewVBox(kit.Pad(6, 0, 0, 0, what)))))
	}
	if len(v.then.Objects) > 0 {
		v.then.Objects = append([]fyne.CanvasObject{kit.HLine(), kit.NewMuted("then")}, v.then.Objects...)
	}
	v.then.Refresh()
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}

// refreshMap draws the rest of the walk; a shop without a map has the room for its
// list.
func (v *walkView) refreshMap() {
	f := v.m.W.Floor
	if f != nil && f != v.floor {
		v.floor = f
		plan := f.Drawn()
		v.plan.SetPlan(plan)
		show := len(plan.Levels) > 0
		if v.mapBox.Visible() != show {
			kit.SetVisible(v.mapBox, show)
			v.box.Refresh()
		}
	}
	v.plan.SetWalk(v.m.W.Path)
}

// makeGrid makes the list; it has slots where there is more than one order.
func (v *walkView) makeGrid() {
	columns, name := walkColumns, "picklist.batch"
	if len(v.m.W.Orders) < 2 {
		columns = slices.DeleteFunc(slices.Clone(columns), func(c page.Column) bool { return c.ID == "slot" })
		name = "picklist"
	}
	v.grid = kit.NewGrid(columns, page.Fixed{})
	v.grid.KeepLayout(v.desk.Prefs(), name)
	v.grid.OnOpen = func(row int) {
		v.m.PickNext(row)
		v.unfocus()
	}
	v.lines.Objects = []fyne.CanvasObject{v.grid}
	v.lines.Refresh()
}

func (v *walkView) refreshList() {
	if v.grid == nil {
		if !v.m.Loaded {
			return
		}
		v.makeGrid()
	}
	var sums []string
	for _, s := range v.m.Slots() {
		sum := fmt.Sprintf("%s %d/%d", s.Slot, s.Have, s.Of)
		if s.Full {
			sum = fmt.Sprintf("%s ✓ %d", s.Slot, s.Have)
		}
		sums = append(sums, sum)
	}
	v.slots.Set(strings.Join(sums, "   "))
	kit.SetVisible(v.slotsP, len(sums) > 0)
	cells, keys := make(page.Fixed, len(v.m.W.Lines)), make([]string, len(v.m.W.Lines))
	now := v.m.Now()
	at := -1
	for i, l := range v.m.W.Lines {
		state := page.S("Open", page.Plain)
		switch {
		case l.State == "picked":
			state = page.S("Taken", page.Good)
		case l.State == "short":
			state = page.S(fmt.Sprintf("%d short", l.Short), page.Warning)
		case l.State == "put back":
			state = page.S("Put back", page.Muted)
		case l.Skipped > 0:
			state = page.S("Later", page.Info)
		}
		if now != nil && slices.ContainsFunc(now.Lines, func(n data.PickLinesRow) bool { return n.ID == l.ID }) {
			if at < 0 {
				at = i
			}
			state = page.S("Now", page.Info)
		}
		keys[i] = fmt.Sprint(l.ID)
		cells[i] = []page.Cell{page.T(l.Location), page.T(page.FormatCount(int64(l.Qty)))}
		if len(v.m.W.Orders) > 1 {
			cells[i] = append(cells[i], page.T(l.Slot))
		}
		cells[i] = append(cells[i], page.T(string(l.SKU)), page.T(l.Name), state)
	}
	v.grid.ShowAgain(cells, keys)
	if at >= 0 {
		v.grid.SetCursor(at)
	}
}

// unfocus takes the keyboard off everything: Enter and S are commands.
func (v *walkView) unfocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.box); c != nil {
		c.Unfocus()
	}
}
