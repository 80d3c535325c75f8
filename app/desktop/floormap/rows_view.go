package floormap

import (
	"fyne.io/fyne/v2"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// rowsView draws the questions about rows of shelves, the aisles, and the map that
// comes of it.
type rowsView struct {
	m      *rowsPage
	banner *kit.Banner
	form   *kit.FormPanel
	codes  *kit.Line
	fits   *kit.Line
	floor  *kit.FloorMap
	aisles *kit.Grid
	asked  *kit.FormPanel
	bar    *kit.ActionBar
	box    *fyne.Container
	drawn  app.FloorPlan
}

func newRowsView(m *rowsPage, desk page.Desk) *rowsView {
	v := &rowsView{m: m, banner: kit.NewBanner(), form: kit.NewFormPanel(), codes: kit.NewLine(""), fits: kit.NewLine(""), floor: kit.NewFloorMap(), asked: kit.NewFormPanel()}
	v.codes.Narrow, v.fits.Narrow, v.asked.Whole = true, true, true
	v.aisles = kit.NewGrid(aisleColumns, page.Fixed{})
	v.aisles.Empty = kit.Empty{Icon: "map", Title: "No aisles yet", Hint: "F6 takes them from the codes of the places, Ctrl+N adds one."}
	v.aisles.OnMove = func(rows []int, before int) {
		m.Move(rows, before)
		v.follow(rows, before)
	}
	v.aisles.OnOpen = func(int) { m.EditAisles() }
	v.aisles.OnSelect = v.marked
	v.aisles.OnCursor = func(int) { v.marked() }
	v.aisles.Commands = v.Commands
	v.aisles.KeepLayout(desk.Prefs(), "maprows.aisles")
	v.asked.OnClose = func() { m.CloseAisle(); v.aisles.Focus() }
	v.bar = kit.NewActionBar(m.Commands(), "rows.guess", "rows.remove", "rows.add", "rows.aisle", "rows.save")
	v.bar.Left.Set("Alt+Up and Alt+Down move aisles, or drag them")

	says := kit.On(kit.ColorSurface, kit.Pad(8, 12, 8, 12, kit.Column(2, v.codes, v.fits)))
	aisles := kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(312, 0, kit.Frame(nil, kit.On(kit.ColorRaised, v.asked), nil, nil, v.aisles)))
	side := kit.Frame(kit.Column(0, says, kit.HLine()), nil, nil, aisles, v.floor)
	v.box = kit.Frame(v.banner, v.bar, kit.Frame(nil, nil, nil, kit.VLine(), kit.Fixed(424, 0, v.form)), nil, side)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

// follow keeps the moved aisles selected where they are now.
func (v *rowsView) follow(rows []int, before int) { followMoved(v.aisles, rows, before) }

// followMoved keeps moved rows selected, and the cursor on the first of them.
func followMoved(g *kit.Grid, rows []int, before int) {
	at := before
	for _, r := range rows {
		if r < before {
			at--
		}
	}
	now := make([]int, len(rows))
	for i := range rows {
		now[i] = at + i
	}
	g.SetCursor(at)
	if len(rows) > 1 {
		g.Select(now...)
	} else {
		g.Select()
	}
}

func (v *rowsView) marked() {
	v.m.Marked = v.aisles.Selected()
	v.bar.Sync()
}

// CanvasObject is what is drawn.
func (v *rowsView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *rowsView) Title() string { return "Map · Rows of shelves" }

// Commands is what can be done here.
func (v *rowsView) Commands() page.Commands {
	return append(v.m.Commands(),
		page.Command{ID: "rows.aisles", Title: "To the aisles", Key: "F7", Group: "Aisles", Quiet: true, Run: v.aisles.Focus},
		page.Command{ID: "rows.form", Title: "To the questions", Key: "F8", Group: "Rows", Quiet: true, Run: v.form.Focus})
}

// Reload reads the shop's codes again.
func (v *rowsView) Reload() { v.m.Reload() }

// Typed says that something is not saved.
func (v *rowsView) Typed() bool { return v.m.Typed() }

// Undo takes back a change of the aisles.
func (v *rowsView) Undo() bool { return v.m.retrace(-1) }

// Redo does it again.
func (v *rowsView) Redo() bool { return v.m.retrace(1) }

// Escape leaves what is asked about an aisle before the page.
func (v *rowsView) Escape() bool {
	if v.m.Aisle == nil {
		return false
	}
	v.asked.OnClose()
	return true
}

// Opened loads the map.
func (v *rowsView) Opened() { v.m.Reload() }

// Closed stops what is being read.
func (v *rowsView) Closed() {
	v.m.loading.Cancel()
	v.m.trying.Cancel()
}

func (v *rowsView) refresh() {
	m := v.m
	v.banner.Set(m.says())
	v.form.Set(m.Form)
	sayState(v.codes, m.CodeWords)
	sayState(v.fits, m.FitWords)
	if !samePlan(v.drawn, m.Plan) {
		v.drawn = m.Plan
		v.floor.SetPlan(m.Plan)
	}
	v.aisles.ShowAgain(m.AisleRows(), nil)
	if v.asked.Set(m.Aisle) {
		v.box.Refresh()
		if m.Aisle == nil {
			v.aisles.Focus()
		}
	}
	v.marked()
}

// sayState shows a sentence with the sign of its state.
func sayState(l *kit.Line, says func() (string, page.State)) {
	text, state := says()
	if text != "" && state != page.Plain {
		text = kit.StateSign(state) + "  " + text
	}
	l.SetColor(text, kit.StateColor(state))
}
