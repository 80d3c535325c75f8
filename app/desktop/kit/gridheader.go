package kit

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// grip is how near to the edge of a heading the pointer must be to drag it.
const grip = 5

// gridHeader is the strip of headings: a press sorts, dragging an edge resizes,
// the other button chooses columns.
type gridHeader struct {
	widget.BaseWidget
	grid     *Grid
	busy     bool
	hovered  int // column under the pointer by its place, -1
	dragging int // column being resized by its place, -1
	near     bool
	objects  []fyne.CanvasObject
	ground   *canvas.Rectangle
	line     *canvas.Rectangle
	bar      *canvas.Rectangle
	hover    *canvas.Rectangle
	titles   []*canvas.Text
	edges    []*canvas.Rectangle
}

var (
	_ fyne.Tappable          = (*gridHeader)(nil)
	_ fyne.SecondaryTappable = (*gridHeader)(nil)
	_ fyne.Draggable         = (*gridHeader)(nil)
	_ desktop.Hoverable      = (*gridHeader)(nil)
	_ desktop.Cursorable     = (*gridHeader)(nil)
)

func newGridHeader(g *Grid) *gridHeader {
	h := &gridHeader{grid: g, hovered: -1, dragging: -1}
	h.ExtendBaseWidget(h)
	return h
}

func (h *gridHeader) columnAt(x float32) int {
	for n, p := range h.grid.place {
		if x >= p.x && x < p.x+p.w {
			return n
		}
	}
	return -1
}

// edgeAt is the column whose right edge is near x, or -1.
func (h *gridHeader) edgeAt(x float32) int {
	for n, p := range h.grid.place {
		if e := p.x + p.w; x > e-grip && x < e+grip {
			return n
		}
	}
	return -1
}

// Tapped sorts by a column: up, then down, then the table's own order.
func (h *gridHeader) Tapped(ev *fyne.PointEvent) {
	if h.edgeAt(ev.Position.X) >= 0 {
		return
	}
	n := h.columnAt(ev.Position.X)
	if n < 0 {
		return
	}
	h.grid.PressHeading(h.grid.columns[h.grid.place[n].column].ID)
}

// PressHeading sorts by a column as a click on its heading does.
func (g *Grid) PressHeading(id string) {
	for _, c := range g.columns {
		if c.ID != id || !c.Sorts || g.OnSort == nil {
			continue
		}
		next := page.Sort{Column: id}
		if g.sort.Column == id {
			if g.sort.Down {
				next = page.Sort{}
			} else {
				next.Down = true
			}
		}
		g.SetSort(next)
		g.OnSort(next)
	}
}

// TappedSecondary chooses columns.
func (h *gridHeader) TappedSecondary(ev *fyne.PointEvent) { h.grid.ChooseColumns(ev.AbsolutePosition) }

// ChooseColumns shows the list of columns to tick, at a place of the window.
func (g *Grid) ChooseColumns(at fyne.Position) {
	var items []*fyne.MenuItem
	for _, c := range g.columns {
		item := fyne.NewMenuItem(c.Title, func() { g.SetHidden(c.ID, !g.hidden[c.ID]) })
		item.Checked = !g.hidden[c.ID]
		items = append(items, item)
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Usual columns and widths", g.ResetLayout))
	if c := fyne.CurrentApp().Driver().CanvasForObject(g.header); c != nil {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
	}
}

// Dragged resizes the column whose edge was taken.
func (h *gridHeader) Dragged(ev *fyne.DragEvent) {
	if h.dragging < 0 {
		h.dragging = h.edgeAt(ev.Position.X - ev.Dragged.DX)
		if h.dragging < 0 {
			return
		}
	}
	p := h.grid.place[h.dragging]
	// The column follows the pointer, whatever the others do.
	h.grid.SetWidth(h.grid.columns[p.column].ID, ev.Position.X-p.x)
}

// DragEnd lets the edge go.
func (h *gridHeader) DragEnd() {
	if h.dragging >= 0 && h.grid.OnLayout != nil {
		h.grid.OnLayout()
	}
	h.dragging = -1
}

// Cursor shows where an edge can be taken.
func (h *gridHeader) Cursor() desktop.Cursor {
	if h.near || h.dragging >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseIn and the rest follow the pointer.
func (h *gridHeader) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved follows the pointer.
func (h *gridHeader) MouseMoved(ev *desktop.MouseEvent) {
	h.near = h.edgeAt(ev.Position.X) >= 0
	if n := h.columnAt(ev.Position.X); n != h.hovered {
		h.hovered = n
		h.Refresh()
	}
}

// MouseOut forgets the pointer.
func (h *gridHeader) MouseOut() {
	h.near, h.hovered = false, -1
	h.Refresh()
}

// CreateRenderer is Fyne's way to draw the widget.
func (h *gridHeader) CreateRenderer() fyne.WidgetRenderer {
	h.ExtendBaseWidget(h)
	h.ground = newRect()
	h.line = newRect()
	h.bar = newRect()
	h.hover = newRect()
	r := &headerRenderer{h: h}
	r.Refresh()
	return r
}

type headerRenderer struct{ h *gridHeader }

func (r *headerRenderer) Destroy()                     {}
func (r *headerRenderer) Objects() []fyne.CanvasObject { return r.h.objects }
func (r *headerRenderer) MinSize() fyne.Size {
	return fyne.NewSize(64, RowHeight(theme.TextSize()))
}

func (r *headerRenderer) Refresh() {
	h, g := r.h, r.h.grid
	for len(h.titles) < len(g.place) {
		h.titles = append(h.titles, canvas.NewText("", color.Black))
		h.edges = append(h.edges, newRect())
	}
	h.objects = append(h.objects[:0], h.ground, h.hover)
	paintRect(h.ground, ink(theme.ColorNameHeaderBackground))
	paintRect(h.line, ink(ColorLine))
	bar := transparent
	if h.busy {
		bar = ink(theme.ColorNamePrimary)
	}
	paintRect(h.bar, bar)
	size := theme.CaptionTextSize() + 1
	for n, p := range g.place {
		col := g.columns[p.column]
		t := h.titles[n]
		style := fyne.TextStyle{Bold: true}
		t.Alignment, t.TextStyle = fyne.TextAlignLeading, style
		if col.Right() {
			t.Alignment = fyne.TextAlignTrailing
		}
		arrow := ""
		if g.sort.Column == col.ID {
			arrow = " ▲"
			if g.sort.Down {
				arrow = " ▼"
			}
		}
		room := p.w - 2*gutter
		if arrow != "" {
			room -= textWidth(arrow, size, style)
		}
		role := ColorMuted
		if arrow != "" {
			role = theme.ColorNameForeground
		}
		paintText(t, fit(col.Title, room, size, style)+arrow, ink(role), size)
		t.Refresh() // alignment may have changed with the column
		paintRect(h.edges[n], ink(ColorLine))
		h.objects = append(h.objects, t, h.edges[n])
	}
	h.objects = append(h.objects, h.line, h.bar)
	hover := transparent
	if h.hovered >= 0 && h.hovered < len(g.place) && g.columns[g.place[h.hovered].column].Sorts {
		hover = ink(theme.ColorNameHover)
	}
	paintRect(h.hover, hover)
	r.Layout(h.Size())
	canvas.Refresh(h)
}

func (r *headerRenderer) Layout(s fyne.Size) {
	h := r.h
	h.ground.Resize(s)
	h.line.Move(fyne.NewPos(0, s.Height-1))
	h.line.Resize(fyne.NewSize(s.Width, 1))
	h.bar.Move(fyne.NewPos(0, s.Height-2))
	h.bar.Resize(fyne.NewSize(s.Width, 2))
	for n, p := range h.grid.place {
		if n >= len(h.titles) {
			break
		}
		h.titles[n].Move(fyne.NewPos(p.x+gutter, 0))
		h.titles[n].Resize(fyne.NewSize(p.w-2*gutter, s.Height-1))
		h.edges[n].Move(fyne.NewPos(p.x+p.w-1, 8))
		h.edges[n].Resize(fyne.NewSize(1, s.Height-16))
		if n == h.hovered {
			h.hover.Move(fyne.NewPos(p.x, 0))
			h.hover.Resize(fyne.NewSize(p.w, s.Height-1))
		}
	}
}

// afterFrames calls f on the window's goroutine when d has passed; in tests,
// which have no frames to wait for, at once.
func afterFrames(d time.Duration, f func()) (stop func()) {
	if _, window := fyne.CurrentApp().Driver().(desktop.Driver); window {
		return After(d, f)
	}
	f()
	return func() {}
}
