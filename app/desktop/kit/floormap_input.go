package kit

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"packbench/app"
	"packbench/app/desktop/page"
)

// pressed is the pointer since it was pressed on a map.
type pressed struct {
	on      bool // pressed, not yet let go
	dragged bool
	shift   bool
	ctrl    bool
	at      fyne.Position
	shape   int       // the shelf that was clicked before
	when    time.Time // and when
}

// FocusGained is Fyne's notice that keys come here.
func (m *FloorMap) FocusGained() { m.focused = true; m.Refresh() }

// FocusLost is Fyne's notice that keys go elsewhere.
func (m *FloorMap) FocusLost() { m.focused = false; m.Refresh() }

// Focus puts the keyboard on the map.
func (m *FloorMap) Focus() { Focus(m) }

// Focused reports whether the keyboard is on the map.
func (m *FloorMap) Focused() bool { return m.focused }

// TypedShortcut takes a combination: select all is the map's.
func (m *FloorMap) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all && m.Pen == nil {
		m.MarkLevel()
		return
	}
	m.keyed.TypedShortcut(s)
}

// Scrolled is the wheel: it zooms where the pointer is.
func (m *FloorMap) Scrolled(ev *fyne.ScrollEvent) {
	m.zoomAt(float32(math.Pow(1.2, float64(min(max(ev.Scrolled.DY/25, -4), 4)))), ev.Position)
}

// MouseDown begins a click, a drag, or a stroke of the pen.
func (m *FloorMap) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	m.Focus()
	p := &m.press
	p.on, p.dragged, p.at = true, false, ev.Position
	p.shift = ev.Modifier&fyne.KeyModifierShift != 0
	p.ctrl = ev.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0
	if m.drawing() {
		x, y := m.view.at(ev.Position)
		m.Pen.Down(int64(x), int64(y))
	}
}

func (m *FloorMap) drawing() bool { return m.Pen != nil && !m.Pen.Hand() }

// MouseUp ends a click.
func (m *FloorMap) MouseUp(*desktop.MouseEvent) {
	p := &m.press
	if !p.on {
		return
	}
	p.on = false
	switch {
	case m.drawing():
		m.Pen.Up()
	case p.dragged: // the map was moved
	case m.Pen != nil:
		x, y := m.view.at(p.at)
		m.Pen.Down(int64(x), int64(y))
		m.Pen.Up()
	default:
		m.click()
	}
}

// Dragged moves the map, or draws.
func (m *FloorMap) Dragged(ev *fyne.DragEvent) {
	m.press.dragged = true
	if m.drawing() {
		x, y := m.view.at(ev.Position)
		m.Pen.Drag(int64(x), int64(y))
		return
	}
	m.view.move(ev.Dragged.DX, ev.Dragged.DY)
	m.Refresh()
}

// DragEnd is a drag let go, also outside of the map.
func (m *FloorMap) DragEnd() { m.MouseUp(nil) }

// ShapeAt is the shelf at a place of the widget, -1 where there is none.
func (m *FloorMap) ShapeAt(at fyne.Position) int {
	x, y := m.view.at(at)
	found := -1
	m.eachShelf(func(i int, s app.FloorShape) {
		if int64(x) >= s.X && int64(x) < s.X+s.W && int64(y) >= s.Y && int64(y) < s.Y+s.H {
			found = i
		}
	})
	return found
}

func (m *FloorMap) click() {
	p := &m.press
	i := m.ShapeAt(p.at)
	now := inputOf(m).now()
	double := i >= 0 && i == p.shape && now.Sub(p.when) < doubleClick && !p.ctrl && !p.shift
	p.shape, p.when = i, now
	switch {
	case double:
		p.shape = -1
		if m.OnOpen != nil {
			m.OnOpen(i)
		}
	case i >= 0 && p.ctrl:
		if len(m.marked) == 0 && m.cursor >= 0 && m.cursor != i {
			m.marked[m.cursor] = true // the one that was meant before
		}
		m.toggle(i)
		m.setCursor(i)
	case i >= 0 && p.shift && m.cursor >= 0:
		m.markBetween(m.cursor, i)
		m.setCursor(i)
	default:
		if len(m.marked) > 0 {
			m.Mark()
		}
		m.setCursor(i)
	}
}

func (m *FloorMap) toggle(i int) {
	if m.marked[i] {
		delete(m.marked, i)
	} else {
		m.marked[i] = true
	}
	m.markChanged()
}

// markBetween marks every shelf in the rectangle that two of them span.
func (m *FloorMap) markBetween(a, b int) {
	p, q := m.plan.Shapes[a], m.plan.Shapes[b]
	left, top := min(p.X, q.X), min(p.Y, q.Y)
	right, bottom := max(p.X+p.W, q.X+q.W), max(p.Y+p.H, q.Y+q.H)
	m.eachShelf(func(i int, s app.FloorShape) {
		if s.X >= left && s.X+s.W <= right && s.Y >= top && s.Y+s.H <= bottom {
			m.marked[i] = true
		}
	})
	m.markChanged()
}

func (m *FloorMap) useKey(c page.Chord) bool {
	if m.Pen != nil {
		return m.Pen.Key(c)
	}
	if c.Ctrl || c.Alt {
		return false
	}
	switch c.Name {
	case "Left", "Right", "Up", "Down":
		m.step(c.Name, c.Shift)
	case "Enter":
		if m.cursor < 0 || m.OnOpen == nil {
			return false
		}
		m.OnOpen(m.cursor)
	case "Space":
		pressSpace(m, func() {
			if m.cursor >= 0 {
				m.toggle(m.cursor)
			}
		})
	case "Esc":
		if len(m.marked) == 0 {
			return false
		}
		m.Mark()
	default:
		return false
	}
	return true
}

// step looks at the next shelf in a direction, and with mark marks both.
func (m *FloorMap) step(way string, mark bool) {
	to := m.next(way)
	if to < 0 {
		return
	}
	if mark {
		if m.cursor >= 0 {
			m.marked[m.cursor] = true
		}
		m.marked[to] = true
		m.markChanged()
	}
	m.SetCursor(to)
}

// next is the nearest shelf in a direction; straight ahead counts more than aside.
func (m *FloorMap) next(way string) int {
	best, least := -1, float64(0)
	var x, y int64
	if m.cursor >= 0 {
		s := m.plan.Shapes[m.cursor]
		x, y = s.X+s.W/2, s.Y+s.H/2
	}
	m.eachShelf(func(i int, s app.FloorShape) {
		ahead, aside := s.X+s.W/2-x, s.Y+s.H/2-y
		if way == "Up" || way == "Down" {
			ahead, aside = aside, ahead
		}
		if way == "Left" || way == "Up" {
			ahead = -ahead
		}
		if m.cursor < 0 {
			ahead = s.X + s.Y + 1 // the first one, at the upper left
			aside = 0
		}
		if i == m.cursor || ahead <= 0 {
			return
		}
		if far := float64(ahead) + 3*math.Abs(float64(aside)); best < 0 || far < least {
			best, least = i, far
		}
	})
	return best
}
