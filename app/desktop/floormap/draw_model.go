package floormap

import (
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// tool is what drawing does.
type tool string

// The tools.
const (
	toolHand   tool = "hand"
	toolWall   tool = "wall"
	toolFloor  tool = "floor"
	toolRack   tool = "rack"
	toolWay    tool = "way"
	toolStairs tool = "stairs"
	toolStart  tool = "start"
	toolPack   tool = "pack"
)

var tools = []struct {
	id    tool
	title string
	key   page.Key
	hint  string
}{
	{toolHand, "Choose", "H", "Drag moves the paper, a click chooses a rack."},
	{toolWall, "Wall", "W", "Drag over the squares that are wall."},
	{toolFloor, "Bare floor", "F", "Drag over what is to go: walls, racks, stairs."},
	{toolRack, "Rack", "R", "Drag over the squares that it stands on, then say what is on it."},
	{toolWay, "One way", "A", "Drag along the way that is allowed."},
	{toolStairs, "Stairs", "S", "One end, then the floor, then the other end."},
	{toolStart, "Start", "B", "Where walks begin."},
	{toolPack, "Packing bench", "P", "Where walks end."},
}

// drawPage draws floors on squared paper.
type drawPage struct {
	describing
	Pattern string
	Drawing app.FloorDrawing
	Tool    tool
	Level   int
	At      app.FloorCell  // the square that the keys act on
	From    *app.FloorCell // where a stroke began; nil for none
	Half    *app.FloorCell // one end of stairs that want another
	Rack    int            // the rack that is chosen, -1 for none
	Form    *page.Form
	Looking bool   // the rack was chosen to look at: the keyboard stays on the paper
	Fault   string // what of the drawing can't be

	past past[app.FloorDrawing]
	rows *app.FloorMap // rows of shelves that can be drawn, nil for none
}

func newDrawPage(shop mapper, who func() data.Actor, desk page.Desk) *drawPage {
	m := &drawPage{describing: describing{sheet: newSheet(shop, who, desk), shop: shop}, Tool: toolHand, Rack: -1, Drawing: newDrawing()}
	m.again = m.Reload
	return m
}

// Reload reads the map and the shop's codes. What is drawn and not saved stays.
func (m *drawPage) Reload() {
	m.read(func(saved app.FloorMap) {
		if m.base == "" || !m.Typed() {
			m.begin(saved)
		}
		m.changed()
	})
}

func (m *drawPage) begin(saved app.FloorMap) {
	m.saved, m.Pattern, m.Drawing, m.rows = saved, saved.Pattern, newDrawing(), nil
	if m.Pattern == "" {
		m.Pattern = app.GuessPattern(m.Codes)
	}
	if saved.Drawing != nil {
		m.Drawing = copied(*saved.Drawing)
	}
	if saved.Rows != nil {
		m.rows = &saved
	}
	m.Level, m.Rack, m.Form = 0, -1, nil
	m.At = m.Drawing.Start
	m.past.begin(copied(m.Drawing))
	m.base = textOf(m.draft())
}

// draft is the map as it is drawn.
func (m *drawPage) draft() app.FloorMap {
	d, drawing := m.saved, copied(m.Drawing)
	d.Kind, d.Pattern, d.Drawing = app.FloorDrawn, m.Pattern, &drawing
	return d
}

// Typed says that something is not saved.
func (m *drawPage) Typed() bool { return m.base != "" && textOf(m.draft()) != m.base }

// did keeps a change, to be taken back, and tries the map.
func (m *drawPage) did() {
	m.past.did(copied(m.Drawing))
	m.changed()
}

func (m *drawPage) changed() {
	m.Fault = ""
	m.try(m.draft(), func(field, why string) { m.Fault = page.Sentence(field) + ": " + why }, nil)
	m.OnChange()
}

// FitWords says how many places stand on the drawing, or what of it can't be.
func (m *drawPage) FitWords() (string, page.State) {
	if m.Fault != "" {
		return m.Fault, page.Bad
	}
	return m.describing.FitWords()
}

// retrace takes back a stroke (-1), or draws it again.
func (m *drawPage) retrace(d int) bool {
	was, ok := m.past.step(d)
	if !ok {
		return false
	}
	m.Drawing = copied(was)
	m.Level = min(m.Level, len(m.Drawing.Floors)-1)
	m.let()
	m.changed()
	return true
}

// let lets go of what was begun or chosen.
func (m *drawPage) let() {
	m.From, m.Half, m.Rack, m.Form = nil, nil, -1, nil
	m.At = m.clamp(m.At)
}

// clamp is the nearest square of the floor that is shown.
func (m *drawPage) clamp(c app.FloorCell) app.FloorCell {
	w, h := size(m.Drawing, m.Level)
	return app.FloorCell{Floor: m.Level, X: min(max(c.X, 0), w-1), Y: min(max(c.Y, 0), h-1)}
}

// Take takes a tool.
func (m *drawPage) Take(t tool) {
	m.Tool, m.From = t, nil
	if t != toolStairs {
		m.Half = nil
	}
	m.OnChange()
}

// Hint says what the tool does.
func (m *drawPage) Hint() string {
	if m.Half != nil {
		return "Now the other end: choose its floor with PageUp and PageDown, then its square."
	}
	for _, t := range tools {
		if t.id == m.Tool {
			if m.atOnce() {
				return t.hint + " Or move the square with the arrow keys and press Enter."
			}
			return t.hint + " Or move the square with the arrow keys: Enter begins, Enter ends."
		}
	}
	return ""
}

// Show shows another floor.
func (m *drawPage) Show(level int) {
	if level < 0 || level >= len(m.Drawing.Floors) {
		return
	}
	m.Level, m.From, m.Rack, m.Form = level, nil, -1, nil
	m.At = m.clamp(m.At)
	m.OnChange()
}

// Down begins a stroke at a square.
func (m *drawPage) Down(c app.FloorCell) {
	c = m.clamp(c)
	m.At, m.From = c, &c
	m.OnChange()
}

// Drag goes on with it.
func (m *drawPage) Drag(c app.FloorCell) {
	if c = m.clamp(c); c != m.At {
		m.At = c
		m.OnChange()
	}
}

// Up ends it.
func (m *drawPage) Up() {
	if m.From == nil {
		return
	}
	from := *m.From
	m.From = nil
	m.stroke(from, m.At)
}

// Key moves the square that the keys act on, begins a stroke and ends it.
func (m *drawPage) Key(c page.Chord) bool {
	step := 1
	if c.Shift {
		step = 5
	}
	to := m.At
	switch {
	case c.Ctrl || c.Alt:
		return false
	case c.Name == "Left":
		to.X -= step
	case c.Name == "Right":
		to.X += step
	case c.Name == "Up":
		to.Y -= step
	case c.Name == "Down":
		to.Y += step
	case c.Name == "Enter" || c.Name == "Space":
		if m.From != nil || m.atOnce() {
			if m.From == nil {
				m.From = &to
			}
			m.Up()
		} else {
			m.Down(to)
		}
		return true
	case c.Name == "Esc" && (m.From != nil || m.Half != nil || m.Rack >= 0 || m.Form != nil):
		m.let()
		m.OnChange()
		return true
	case c.Name == "Esc" && m.Tool != toolHand:
		m.Take(toolHand)
		return true
	default:
		return false
	}
	m.At = m.clamp(to)
	m.OnChange()
	return true
}

// atOnce says that the tool needs one square only.
func (m *drawPage) atOnce() bool {
	return m.Tool == toolHand || m.Tool == toolStairs || m.Tool == toolStart || m.Tool == toolPack
}

// stroke does what the tool does between two squares.
func (m *drawPage) stroke(from, to app.FloorCell) {
	d := &m.Drawing
	r := between(from, to)
	switch m.Tool {
	case toolHand:
		m.choose(to)
		return
	case toolWall:
		clearArea(d, r)
		fill(d, r, '#')
	case toolFloor:
		clearArea(d, r)
		m.Rack, m.Form = -1, nil
	case toolRack:
		m.addRack(r)
		return
	case toolWay:
		fill(d, along(from, to), wayOf(from, to, d.Floors[from.Floor].Rows[from.Y][from.X]))
	case toolStairs:
		m.stairs(to)
		return
	case toolStart:
		d.Start = to
	case toolPack:
		d.Pack = to
	}
	m.did()
}

// along is the straight line nearest to a stroke.
func along(from, to app.FloorCell) area {
	if dx, dy := to.X-from.X, to.Y-from.Y; dx*dx >= dy*dy {
		to.Y = from.Y
	} else {
		to.X = from.X
	}
	return between(from, to)
}

// wayOf is the sign of the way that a stroke goes; a stroke on one square turns what
// stands there.
func wayOf(from, to app.FloorCell, was byte) byte {
	dx, dy := to.X-from.X, to.Y-from.Y
	switch {
	case dx == 0 && dy == 0:
		turn := "^>v<"
		return turn[(strings.IndexByte(turn, was)+1)%len(turn)]
	case dx*dx >= dy*dy && dx > 0:
		return '>'
	case dx*dx >= dy*dy:
		return '<'
	case dy > 0:
		return 'v'
	}
	return '^'
}

// FromRows draws the rows of shelves that the shop has described.
func (m *drawPage) FromRows() {
	if m.rows == nil {
		return
	}
	rows := *m.rows
	rows.Kind = app.FloorInRow
	sides := strings.Contains(rows.Pattern, "{side") && !rows.Rows.OddLeft
	m.try(rows, func(field, why string) { m.Fault = page.Sentence(field) + ": " + why }, func() {
		m.Drawing = fromRows(m.Plan, *rows.Rows, sides)
		m.Level = 0
		m.let()
		m.did()
	})
}

// Save keeps the map, once it is tried as it is now.
func (m *drawPage) Save() {
	d := m.draft()
	m.try(d, func(field, why string) { m.Fault = page.Sentence(field) + ": " + why }, func() { m.save(d) })
}
