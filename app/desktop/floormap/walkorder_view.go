package floormap

import (
	"strconv"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// orderView draws the walking order: aisles at the left, the places of one at the
// right.
type orderView struct {
	m      *walkOrder
	banner *kit.Banner
	aisles *kit.Grid
	places *kit.Grid
	bar    *kit.ActionBar
	box    fyne.CanvasObject
	shown  string // the aisle whose places are drawn
}

func newOrderView(m *walkOrder, desk page.Desk) *orderView {
	v := &orderView{m: m, banner: kit.NewBanner(), aisles: kit.NewGrid(groupColumns, page.Fixed{}), places: kit.NewGrid(placeColumns, page.Fixed{})}
	v.aisles.KeepLayout(desk.Prefs(), "mapwalk.aisles")
	v.places.KeepLayout(desk.Prefs(), "mapwalk.places")
	v.places.Empty = kit.Empty{Icon: "map", Title: "The shop has no shelves yet", Hint: "Bring the codes of its places in under Setup, Locations."}
	v.aisles.OnMove = func(rows []int, before int) {
		m.MoveAisles(rows, before)
		followMoved(v.aisles, rows, before)
	}
	v.places.OnMove = func(rows []int, before int) {
		m.Move(rows, before)
		followMoved(v.places, rows, before)
	}
	v.aisles.OnCursor = m.Look
	v.aisles.OnOpen = func(int) { v.places.Focus() }
	v.bar = kit.NewActionBar(m.Commands(), "walk.forget", "walk.turn", "walk.aisle", "walk.code", "walk.snake", "walk.save")
	hint := kit.Pad(6, 12, 6, 12, kit.NewMuted("Alt+Up and Alt+Down move what is selected, or drag it; whole aisles at the left."))
	left := kit.Frame(nil, nil, nil, kit.VLine(), kit.Fixed(268, 0, v.aisles))
	v.box = kit.Frame(kit.Column(0, v.banner, hint, kit.HLine()), v.bar, left, nil, v.places)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

// CanvasObject is what is drawn.
func (v *orderView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *orderView) Title() string { return "Map · Walking order" }

// Commands is what can be done here.
func (v *orderView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the order again.
func (v *orderView) Reload() { v.m.Reload() }

// Typed says that something is not saved.
func (v *orderView) Typed() bool { return v.m.Typed() }

// Undo takes back what was moved.
func (v *orderView) Undo() bool { return v.m.retrace(-1) }

// Redo moves it again.
func (v *orderView) Redo() bool { return v.m.retrace(1) }

// Escape goes from the places to the aisles before it leaves the page.
func (v *orderView) Escape() bool {
	if !v.places.Focused() {
		return false
	}
	v.aisles.Focus()
	return true
}

// Opened loads the order.
func (v *orderView) Opened() {
	v.m.Reload()
	v.aisles.Focus()
}

// Closed stops what is being read.
func (v *orderView) Closed() { v.m.loading.Cancel() }

func (v *orderView) refresh() {
	m := v.m
	v.banner.Set(m.says())
	names := make([]string, len(m.groups))
	for i, g := range m.groups {
		names[i] = g.name
	}
	v.aisles.ShowAgain(m.GroupRows(), names)
	rows := m.PlaceRows()
	if v.shown != m.Aisle {
		v.shown = m.Aisle
		v.places.SetRows(rows)
	}
	ids := make([]string, 0, len(rows))
	for _, p := range m.shown().places {
		ids = append(ids, strconv.FormatInt(p.ID, 10))
	}
	v.places.ShowAgain(rows, ids)
	v.places.SetLoading(m.Loading())
	v.bar.Left.Set(m.Says())
	v.bar.Sync()
}
