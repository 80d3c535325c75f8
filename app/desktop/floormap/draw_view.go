package floormap

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// drawView draws squared paper with its tools.
type drawView struct {
	m      *drawPage
	banner *kit.Banner
	tabs   *kit.Tabs
	floors *floorTabs
	floor  *kit.FloorMap
	says   *fyne.Container
	form   *kit.FormPanel
	bar    *kit.ActionBar
	box    *fyne.Container
}

// pen leads strokes on the map to the model, in squares.
type pen struct{ m *drawPage }

func (p pen) cell(x, y int64) app.FloorCell {
	return app.FloorCell{X: int(x / p.m.Drawing.Cell), Y: int(y / p.m.Drawing.Cell)}
}

// Down begins a stroke.
func (p pen) Down(x, y int64) { p.m.Down(p.cell(x, y)) }

// Drag goes on with it.
func (p pen) Drag(x, y int64) { p.m.Drag(p.cell(x, y)) }

// Up ends it.
func (p pen) Up() { p.m.Up() }

// Hand says that dragging moves the paper.
func (p pen) Hand() bool { return p.m.Tool == toolHand }

// Key is the model's.
func (p pen) Key(c page.Chord) bool { return p.m.Key(c) }

func newDrawView(m *drawPage) *drawView {
	v := &drawView{m: m, banner: kit.NewBanner(), floor: kit.NewFloorMap(), says: kit.Column(6), form: kit.NewFormPanel()}
	var tabs []kit.Tab
	for _, t := range tools {
		tabs = append(tabs, kit.Tab{ID: string(t.id), Title: t.title, Count: -1, Key: t.key})
	}
	v.tabs = kit.NewTabs(tabs...)
	v.tabs.OnChange = func(id string) { m.Take(tool(id)); v.floor.Focus() }
	v.floor.Pen = pen{m}
	v.floors = newFloorTabs(v.floor)
	v.floors.onChoose = m.Show
	v.form.OnClose = func() { m.CloseForm(); v.floor.Focus() }
	v.bar = kit.NewActionBar(m.Commands(), "draw.rows", "draw.paper", "draw.floors.add", "draw.floors.set", "draw.copy", "draw.save")
	// The side is always there: the paper does not move while one draws.
	side := kit.Frame(kit.Pad(10, 12, 10, 12, v.says), nil, nil, nil, v.form)
	right := kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(324, 0, kit.On(kit.ColorRaised, side)))
	middle := kit.Frame(nil, nil, nil, right, kit.Frame(nil, newLegend().over(v.floor), nil, nil, v.floor))
	v.box = kit.Frame(kit.Column(0, kit.TabLine(v.tabs, v.floors.tabs), v.banner), v.bar, nil, nil, middle)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

// CanvasObject is what is drawn.
func (v *drawView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *drawView) Title() string { return "Map · Drawing" }

// Commands is what can be done here.
func (v *drawView) Commands() page.Commands {
	form := page.Command{ID: "draw.form", Title: "To the questions", Key: "F7", Group: "Rack", Enabled: func() bool { return v.m.Form != nil }, Run: v.form.Focus, Quiet: true}
	return append(append(v.m.Commands(), form), zoomCommands(v.floor, v.floors)...)
}

// Reload reads the shop's codes again.
func (v *drawView) Reload() { v.m.Reload() }

// Typed says that something is not saved.
func (v *drawView) Typed() bool { return v.m.Typed() }

// Undo takes back a stroke.
func (v *drawView) Undo() bool { return v.m.retrace(-1) }

// Redo draws it again.
func (v *drawView) Redo() bool { return v.m.retrace(1) }

// Escape lets go of what is chosen before the page is left.
func (v *drawView) Escape() bool {
	used := v.m.Key(page.Chord{Name: "Esc"})
	v.floor.Focus()
	return used
}

// Opened loads the map.
func (v *drawView) Opened() {
	v.m.Reload()
	v.floor.Focus()
}

// Closed stops what is being read.
func (v *drawView) Closed() {
	v.m.loading.Cancel()
	v.m.trying.Cancel()
}

func (v *drawView) refresh() {
	m := v.m
	v.banner.Set(m.says())
	v.tabs.Mark(string(m.Tool))
	text, state := m.FitWords()
	if state != page.Plain {
		text = kit.StateSign(state) + "  " + text
	}
	v.says.Objects = []fyne.CanvasObject{kit.Words(text, kit.StateColor(state), fyne.TextAlignLeading), kit.Words(m.Hint(), kit.ColorMuted, fyne.TextAlignLeading)}
	v.says.Refresh()
	plan := m.Drawing.Sketched()
	v.floor.SetSquare(m.Drawing.Cell)
	v.floor.SetPlan(plan)
	v.floor.SetLevel(m.Level)
	v.floors.set(plan)
	v.floor.SetTints(zoneTints(plan))
	v.floor.SetBands(v.bands()...)
	at, cell := m.At, m.Drawing.Cell
	v.floor.Reveal(int64(at.X)*cell, int64(at.Y)*cell, cell, cell)
	if v.form.Set(m.Form) {
		v.box.Refresh()
		if m.Form == nil || m.Looking {
			v.floor.Focus()
		}
	}
	v.bar.Sync()
}

// zoneTints colours racks by their zones.
func zoneTints(p app.FloorPlan) []kit.Tint {
	shades, _ := byZone(p)
	out := make([]kit.Tint, len(shades))
	for i, s := range shades {
		out[i] = tint(s)
	}
	return out
}

// bands are what the keys act on, what is chosen, and what is being drawn.
func (v *drawView) bands() []kit.Band {
	m := v.m
	band := func(a area, c fyne.ThemeColorName, filled bool) kit.Band {
		cell := m.Drawing.Cell
		return kit.Band{X: int64(a.x) * cell, Y: int64(a.y) * cell, W: int64(a.w) * cell, H: int64(a.h) * cell, Color: c, Filled: filled}
	}
	var out []kit.Band
	if a, ok := m.chosen(); ok && a.floor == m.Level {
		out = append(out, band(a, theme.ColorNamePrimary, false))
	}
	if m.Half != nil && m.Half.Floor == m.Level {
		out = append(out, band(between(*m.Half, *m.Half), kit.ColorInfo, true))
	}
	if a, ok := m.band(); ok {
		out = append(out, band(a, theme.ColorNamePrimary, true))
	}
	return append(out, band(between(m.At, m.At), theme.ColorNameForeground, false))
}
