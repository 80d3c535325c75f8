package kit

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"packbench/app"
	"packbench/app/desktop/page"
)

// FloorMap draws a floor to scale: shelves, walls, aisle codes, where walks begin
// and end. It is one picture, however many shelves there are. The wheel zooms,
// dragging moves it, the arrow keys go from shelf to shelf.
type FloorMap struct {
	widget.BaseWidget
	keyed

	// OnCursor is called when another shelf is looked at, -1 for none; it is the
	// number of its shape on the plan.
	OnCursor func(shape int)
	// OnMark is called when other shelves are marked.
	OnMark func()
	// OnOpen is called for Enter and a double click on a shelf.
	OnOpen func(shape int)
	// Pen is drawn with instead of looking at shelves; nil for none.
	Pen Pen

	plan   app.FloorPlan
	tints  []Tint
	level  int
	cursor int
	marked map[int]bool
	bands  []Band
	walk   []app.FloorPoint
	fronts map[int]bool // aisle codes that stand before their shelves
	digits int          // of the longest number of a bay
	square int64        // side of a square of squared paper, 0 for plain paper

	view    viewport
	focused bool
	press   pressed
	picture *canvas.Raster
	painter mapPainter
}

// Tint is how a shelf is drawn.
type Tint struct {
	// Color fills it; "" is a plain shelf.
	Color fyne.ThemeColorName
	// Part is how much of it is filled, from its lower edge; 0 is all.
	Part float32
	// Crossed is shut.
	Crossed bool
}

// Band is a piece of the floor to look at, in millimetres: what is being drawn, or
// the square that the keys act on.
type Band struct {
	X, Y, W, H int64
	Color      fyne.ThemeColorName
	Filled     bool
}

// Pen draws on the map instead of moving it. Places are millimetres from the upper
// left corner of the floor.
type Pen interface {
	Down(x, y int64)
	Drag(x, y int64)
	Up()
	// Hand says that dragging moves the map for now; a click is Down and Up.
	Hand() bool
	// Key is given every key first, and reports whether it used it.
	Key(page.Chord) bool
}

var (
	_ fyne.Focusable    = (*FloorMap)(nil)
	_ fyne.Draggable    = (*FloorMap)(nil)
	_ fyne.Scrollable   = (*FloorMap)(nil)
	_ fyne.Shortcutable = (*FloorMap)(nil)
	_ desktop.Mouseable = (*FloorMap)(nil)
)

// NewFloorMap makes a map with nothing on it.
func NewFloorMap() *FloorMap {
	m := &FloorMap{cursor: -1, marked: map[int]bool{}, view: viewport{fitted: true}}
	m.picture = canvas.NewRaster(m.Picture)
	m.picture.ScaleMode = canvas.ImageScalePixels
	m.ExtendBaseWidget(m)
	m.keyed = keyed{self: m, use: m.useKey}
	return m
}

// SetPlan shows another plan. What was looked at and marked is kept where the same
// shelves are still there.
func (m *FloorMap) SetPlan(p app.FloorPlan) {
	same := len(p.Shapes) == len(m.plan.Shapes)
	for i := 0; same && i < len(p.Shapes); i++ {
		same = p.Shapes[i].Name == m.plan.Shapes[i].Name && p.Shapes[i].Kind == m.plan.Shapes[i].Kind
	}
	if !same {
		m.cursor, m.marked = -1, map[int]bool{}
	}
	m.plan, m.tints = p, nil
	m.level = min(m.level, max(0, len(p.Levels)-1))
	m.countDigits()
	m.findFronts()
	m.fit()
	m.Refresh()
}

func (m *FloorMap) countDigits() {
	m.digits = 0
	m.eachShelf(func(_ int, s app.FloorShape) { m.digits = max(m.digits, len(bay(s.Name))) })
}

// findFronts finds the aisle codes that stand before their shelves and not on them.
func (m *FloorMap) findFronts() {
	m.fronts = map[int]bool{}
	for i, l := range m.plan.Shapes {
		if l.Kind == app.ShapeLabel {
			m.fronts[i] = !slices.ContainsFunc(m.plan.Shapes, func(s app.FloorShape) bool {
				return s.Kind == app.ShapeShelf && s.Floor == l.Floor && s.X < l.X+l.W && l.X < s.X+s.W && s.Y < l.Y+l.H && l.Y < s.Y+s.H
			})
		}
	}
}

// SetTints colours the shapes of the plan, one for each.
func (m *FloorMap) SetTints(tints []Tint) {
	m.tints = tints
	m.Refresh()
}

// SetBands shows pieces of the floor.
func (m *FloorMap) SetBands(bands ...Band) {
	m.bands = bands
	m.Refresh()
}

// SetSquare draws squared paper under the plan; 0 draws none.
func (m *FloorMap) SetSquare(mm int64) {
	if m.square != mm {
		m.square = mm
		m.Refresh()
	}
}

// Level is the floor that is shown.
func (m *FloorMap) Level() int { return m.level }

// SetLevel shows another floor.
func (m *FloorMap) SetLevel(level int) {
	if level < 0 || level >= len(m.plan.Levels) || level == m.level {
		return
	}
	m.level = level
	m.countDigits()
	m.view.fitted = true
	m.fit()
	if m.cursor >= 0 && m.plan.Shapes[m.cursor].Floor != level {
		m.setCursor(-1)
	}
	m.Refresh()
}

// Cursor is the shelf that is looked at, -1 for none.
func (m *FloorMap) Cursor() int { return m.cursor }

// SetCursor looks at a shelf and brings it into sight.
func (m *FloorMap) SetCursor(shape int) {
	if shape < 0 || shape >= len(m.plan.Shapes) || m.plan.Shapes[shape].Kind != app.ShapeShelf {
		return
	}
	m.SetLevel(m.plan.Shapes[shape].Floor)
	m.setCursor(shape)
	s := m.plan.Shapes[shape]
	m.Reveal(s.X, s.Y, s.W, s.H)
}

func (m *FloorMap) setCursor(shape int) {
	if m.cursor == shape {
		return
	}
	m.cursor = shape
	m.Refresh()
	if m.OnCursor != nil {
		m.OnCursor(shape)
	}
}

// Marked is the marked shelves in the order of the plan; the one looked at where
// none is marked.
func (m *FloorMap) Marked() []int {
	var out []int
	for i := range m.plan.Shapes {
		if m.marked[i] {
			out = append(out, i)
		}
	}
	if len(out) == 0 && m.cursor >= 0 {
		out = append(out, m.cursor)
	}
	return out
}

// Mark marks exactly these shelves.
func (m *FloorMap) Mark(shapes ...int) {
	m.marked = map[int]bool{}
	for _, s := range shapes {
		m.marked[s] = true
	}
	m.markChanged()
}

func (m *FloorMap) markChanged() {
	m.Refresh()
	if m.OnMark != nil {
		m.OnMark()
	}
}

// MarkLevel marks every shelf of the floor.
func (m *FloorMap) MarkLevel() {
	m.marked = map[int]bool{}
	m.eachShelf(func(i int, _ app.FloorShape) { m.marked[i] = true })
	m.markChanged()
}

func (m *FloorMap) eachShelf(f func(i int, s app.FloorShape)) {
	for i, s := range m.plan.Shapes {
		if s.Kind == app.ShapeShelf && s.Floor == m.level {
			f(i, s)
		}
	}
}

// ZoomBy makes the map larger or smaller around its middle.
func (m *FloorMap) ZoomBy(f float32) {
	s := m.Size()
	m.zoomAt(f, fyne.NewPos(s.Width/2, s.Height/2))
}

func (m *FloorMap) zoomAt(f float32, at fyne.Position) {
	m.view.zoom(f, at)
	m.Refresh()
}

// Fit shows all of the floor.
func (m *FloorMap) Fit() {
	m.view.fitted = true
	m.fit()
	m.Refresh()
}

func (m *FloorMap) fit() {
	if m.view.fitted && m.level < len(m.plan.Levels) {
		l := m.plan.Levels[m.level]
		m.view.fit(l.W, l.H, m.Size())
	}
}

// Reveal moves the map so that a piece of it is in sight.
func (m *FloorMap) Reveal(x, y, w, h int64) {
	if m.view.reveal(float32(x), float32(y), float32(w), float32(h), m.Size()) {
		m.Refresh()
	}
}

// MinSize is small: a map takes the room it is given.
func (m *FloorMap) MinSize() fyne.Size { return fyne.NewSize(160, 120) }

// Resize fits the map again where all of it was shown.
func (m *FloorMap) Resize(s fyne.Size) {
	m.BaseWidget.Resize(s)
	m.fit()
	m.Refresh()
}

// CreateRenderer is Fyne's way to draw the widget.
func (m *FloorMap) CreateRenderer() fyne.WidgetRenderer {
	m.ExtendBaseWidget(m)
	r := &themed{self: m, objects: []fyne.CanvasObject{m.picture}}
	r.paint = func() { m.picture.Refresh() }
	r.layout = func(s fyne.Size) { m.picture.Resize(s) }
	r.min = func() fyne.Size { return fyne.NewSize(160, 120) }
	return r
}

// viewport is which part of a floor is seen, and how large.
type viewport struct {
	scale  float32 // units of the screen a millimetre
	x, y   float32 // millimetres at the upper left corner
	fitted bool    // all of the floor is shown
}

// fitMargin is the room around a floor that is shown whole.
const fitMargin = 20

func (v *viewport) fit(w, h int64, s fyne.Size) {
	if w <= 0 || h <= 0 || s.Width <= 0 || s.Height <= 0 {
		return
	}
	v.scale = max(min((s.Width-2*fitMargin)/float32(w), (s.Height-2*fitMargin)/float32(h)), 1e-5)
	v.x = (float32(w) - s.Width/v.scale) / 2
	v.y = (float32(h) - s.Height/v.scale) / 2
}

func (v *viewport) zoom(f float32, at fyne.Position) {
	x, y := v.at(at)
	v.scale = min(max(v.scale*f, 1e-5), 2)
	v.x, v.y = x-at.X/v.scale, y-at.Y/v.scale
	v.fitted = false
}

// at is the place on the floor under a place of the widget.
func (v *viewport) at(p fyne.Position) (x, y float32) {
	if v.scale == 0 {
		return 0, 0
	}
	return v.x + p.X/v.scale, v.y + p.Y/v.scale
}

func (v *viewport) move(dx, dy float32) {
	if v.scale == 0 {
		return
	}
	v.x -= dx / v.scale
	v.y -= dy / v.scale
	v.fitted = false
}

func (v *viewport) reveal(x, y, w, h float32, s fyne.Size) bool {
	if v.scale == 0 || v.fitted {
		return false
	}
	was := *v
	edge := 24 / v.scale
	v.x = min(max(v.x, x+w+edge-s.Width/v.scale), x-edge)
	v.y = min(max(v.y, y+h+edge-s.Height/v.scale), y-edge)
	return was != *v
}

// Swatch is a shelf as it is tinted, for a legend.
type Swatch struct {
	widget.BaseWidget
	tint Tint
}

// NewSwatch makes a swatch.
func NewSwatch(t Tint) *Swatch {
	s := &Swatch{tint: t}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is Fyne's way to draw the widget.
func (s *Swatch) CreateRenderer() fyne.WidgetRenderer {
	var p mapPainter
	picture := canvas.NewRaster(func(w, h int) image.Image {
		p.begin(w, h)
		p.dot = float32(w) / max(s.Size().Width, 1)
		p.shelf(image.Rect(0, 0, w-1, h-1), "", s.tint)
		return p.img
	})
	r := &themed{self: s, objects: []fyne.CanvasObject{picture}}
	r.paint = func() { picture.Refresh() }
	r.layout = func(size fyne.Size) { picture.Resize(size) }
	r.min = func() fyne.Size { return fyne.Size{} }
	return r
}
