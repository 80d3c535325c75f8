package pick

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// watched is what tells of committed changes.
type watched interface {
	Watch(fn func(data.Changed)) (stop func())
}

var walkColumns = []page.Column{
	{ID: "place", Title: "Place", Width: 88, Strong: true},
	{ID: "qty", Title: "Take", Kind: page.Number, Width: 52},
	{ID: "slot", Title: "Slot", Width: 44},
	{ID: "sku", Title: "SKU", Width: 76},
	{ID: "item", Title: "Item", Grow: 1},
	{ID: "state", Title: "State", Kind: page.StateWord, Width: 92},
}

// walkView draws a walk: one place huge, two to come, the whole list beside.
type walkView struct {
	m      *walk
	books  watched
	desk   page.Desk
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	strip  *kit.Ground
	word   *kit.Line
	detail *kit.Line
	goOn   *kit.Line // how a wrong scan is acknowledged
	place  *kit.Line
	zone   *kit.Line
	qty    *kit.Line
	qtyBox *kit.Ground
	slot   *kit.Line
	sku    *kit.Line
	name   *kit.Line
	order  *kit.Line
	then   *fyne.Container
	ask    *fyne.Container
	field  *kit.Field
	found  *kit.Entry
	lines  *fyne.Container
	grid   *kit.Grid // in lines once it is known whether there are slots
	share  *kit.Share
	count  *kit.Line
	bar    *kit.ActionBar
	box    fyne.CanvasObject
	asked  bool
}

func newWalkView(m *walk, books watched, desk page.Desk) *walkView {
	v := &walkView{m: m, books: books, desk: desk, banner: kit.NewBanner(), strip: kit.NewGround(kit.ColorInfoSoft), word: kit.NewBig("", 9), detail: kit.NewBig("", 2), goOn: kit.NewBig("", 2)}
	m.OnChange, m.Sound, m.Go = v.refresh, desk.Sound, desk.Open
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.word.Narrow, v.detail.Narrow, v.detail.Bold = true, true, false
	v.place, v.zone = kit.NewBig("", 83), kit.NewBig("", 5)
	v.place.Narrow, v.place.Shrink = true, true
	v.zone.Color, v.zone.Bold = kit.ColorMuted, false
	v.qty, v.slot = kit.NewBig("", 41), kit.NewBig("", 41)
	v.qtyBox = kit.NewGround(kit.ColorSurface)
	v.qtyBox.Radius = 6
	v.sku, v.name, v.order = kit.NewBig("", 11), kit.NewBig("", 3), kit.NewMuted("")
	v.sku.Narrow, v.sku.Shrink = true, true
	v.name.Bold, v.name.Narrow, v.order.Narrow = false, true, true
	v.then = kit.Column(8)

	v.found = kit.NewEntry("0")
	v.found.SelectAll = true
	v.found.OnSubmitted = m.Found
	v.field = kit.NewField("How many did you find?", v.found).WithWidth(160)
	v.ask = kit.Card(kit.Column(6, v.field, kit.NewMuted("Enter writes it: the rest is looked for elsewhere and this place is counted. Esc goes back.")))
	v.ask.Hide()

	now := kit.Column(10, v.zone, v.place,
		kit.Row(20, container.NewStack(v.qtyBox, kit.Pad(2, 18, 2, 18, v.qty)), v.slot),
		kit.Column(2, v.sku, v.name, v.order), v.ask)
	v.lines = container.NewStack()
	v.share, v.count = kit.NewShare(140), kit.NewStrong("")
	side := kit.Frame(kit.Pad(12, 12, 8, 12, kit.Spread(kit.NewHeading("The walk"), kit.Row(8, v.share, v.count))), nil, nil, nil, v.lines)
	main := kit.Frame(kit.Fixed(0, 72, container.NewStack(v.strip, kit.Pad(10, 12, 10, 12, kit.Column(2, v.word, kit.Spread(v.detail, v.goOn))))), kit.Pad(8, 12, 12, 12, v.then), nil, nil, kit.Pad(12, 12, 0, 12, now))
	v.bar = kit.NewActionBar(m.Commands(), "walk.print", "walk.pack", "walk.back", "walk.later", "walk.short", "walk.confirm")
	v.box = kit.Frame(v.banner, v.bar, nil, kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(480, 0, side)), main)
	v.refresh()
	return v
}

// CanvasObject is what is drawn.
func (v *walkView) CanvasObject() fyne.CanvasObject { return v.box }

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
		if len(c.Entities["pick list"])+len(c.Entities["shipment"]) > 0 {
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
	ground, front := kit.ColorInfoSoft, fyne.ThemeColorName(theme.ColorNameForeground)
	switch says.State {
	case page.Good:
		ground, front = theme.ColorNameSuccess, theme.ColorNameForegroundOnSuccess
	case page.Bad:
		ground, front = theme.ColorNameError, theme.ColorNameForegroundOnError
	case page.Warning:
		ground, front = theme.ColorNameWarning, theme.ColorNameForegroundOnWarning
	}
	word, detail := says.Word, says.Detail
	if says.State != page.Plain {
		word = kit.StateSign(says.State) + "  " + word
	}
	kit.SetVisible(v.goOn, m.Stopped)
	v.goOn.SetColor("Enter goes on", front)
	v.strip.SetColor(ground)
	v.word.SetColor(word, front)
	v.detail.SetColor(detail, front)
	v.refreshNow()
	v.refreshThen()
	v.refreshList()
	v.refreshAsk()
	v.bar.Left.Set(orders(m.W.Orders))
	v.bar.Sync()
}

// ready is what the screen says when nothing has happened yet.
func (v *walkView) ready() said {
	switch v.m.Over() {
	case "done":
		return said{State: page.Good, Word: "All picked", Detail: "Bring the goods to the bench: F8"}
	case "cancelled":
		return said{State: page.Warning, Word: "Cancelled", Detail: "Nothing of this list is to be picked"}
	}
	if !v.m.Loaded {
		return said{}
	}
	return said{Word: "Scan the place or the item", Detail: "or press Enter when you have it; S where too few are there"}
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

func (v *walkView) refreshNow() {
	l := v.m.Now()
	if l == nil {
		v.zone.Set("")
		v.place.Set("")
		v.qty.Set("")
		v.slot.Set("")
		v.qtyBox.SetColor(kit.ColorSurface)
		v.name.Set("")
		v.order.Set("")
		v.sku.Set("")
		switch v.m.Over() {
		case "done":
			v.place.SetColor("✓ Done", kit.ColorGood)
			v.name.Set("Bring the goods to the bench: F8")
		case "cancelled":
			v.place.SetColor("Cancelled", kit.ColorMuted)
		}
		return
	}
	place := theme.ColorNameForeground
	if v.m.AtPlace() {
		place = kit.ColorGood
	}
	v.zone.Set(strings.TrimSpace("Zone " + l.Zone))
	if l.Zone == "" {
		v.zone.Set("Go to")
	}
	v.place.SetColor(l.Location, place)
	// More than one stands on a dark box: the one thing pickers overlook.
	if l.Qty > 1 {
		v.qtyBox.SetColor(theme.ColorNameForeground)
		v.qty.SetColor(fmt.Sprintf("× %d", l.Qty), theme.ColorNameBackground)
	} else {
		v.qtyBox.SetColor(kit.ColorRaised)
		v.qty.SetColor("× 1", theme.ColorNameForeground)
	}
	v.slot.Set("")
	if len(v.m.W.Orders) > 1 {
		v.slot.SetColor("slot "+l.Slot, theme.ColorNamePrimary)
	}
	v.sku.Set(string(l.SKU))
	v.name.Set(l.Name)
	v.order.Set(join(l.Barcode, orderOf(v.m.W.Orders, l.Slot)))
}

func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

func orderOf(rows []data.PickListShipmentsRow, slot string) string {
	for _, r := range rows {
		if r.Slot == slot {
			return "for " + r.Number + " " + r.Customer
		}
	}
	return ""
}

func (v *walkView) refreshThen() {
	v.then.Objects = nil
	for i, l := range v.m.ahead(3) {
		if i == 0 {
			continue
		}
		place := kit.NewBig(l.Location, 11)
		place.Color, place.Narrow, place.Shrink = kit.ColorMuted, true, true
		what := kit.NewMuted(fmt.Sprintf("× %d   %s  %s", l.Qty, l.SKU, l.Name))
		what.Narrow = true
		v.then.Add(kit.Frame(nil, nil, kit.Fixed(190, 0, place), nil, container.NewVBox(kit.Pad(5, 0, 0, 0, what))))
	}
	if len(v.then.Objects) > 0 {
		v.then.Objects = append([]fyne.CanvasObject{kit.HLine(), kit.NewMuted("then")}, v.then.Objects...)
	}
	v.then.Refresh()
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
	cells, keys := make(page.Fixed, len(v.m.W.Lines)), make([]string, len(v.m.W.Lines))
	now := v.m.Now()
	at := -1
	for i, l := range v.m.W.Lines {
		state := page.S("Open", page.Plain)
		switch l.State {
		case "picked":
			state = page.S("Taken", page.Good)
		case "short":
			state = page.S(fmt.Sprintf("%d short", l.Short), page.Warning)
		case "put back":
			state = page.S("Put back", page.Muted)
		}
		if now != nil && l.ID == now.ID {
			at = i
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
	done, all := v.m.Progress()
	v.count.Set(fmt.Sprintf("%d of %d", done, all))
	if all > 0 {
		v.share.Set(float64(done) / float64(all))
	}
}

func (v *walkView) refreshAsk() {
	v.field.SetError(v.m.Bad)
	if v.asked == v.m.Asking {
		return
	}
	v.asked = v.m.Asking
	if v.asked {
		v.found.SetText("0")
		v.ask.Show()
		kit.Focus(v.found)
		return
	}
	v.ask.Hide()
	v.unfocus()
}

// unfocus takes the keyboard off everything: Enter and S are commands.
func (v *walkView) unfocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.box); c != nil {
		c.Unfocus()
	}
}
