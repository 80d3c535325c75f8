package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// Tab is one of several views of a page.
type Tab struct {
	ID, Title string
	// Count stands behind the title; negative shows none.
	Count int
	// State colours a count that is not 0.
	State page.State
	// Key stands behind the title, for tabs with keys.
	Key page.Key
}

// Tabs is a line of views to choose one from, with counts: the saved views of
// a list, or the parts of an order.
type Tabs struct {
	widget.BaseWidget
	keyed
	// OnChange is called when another one is chosen.
	OnChange func(id string)

	tabs    []Tab
	chosen  string
	focused bool
	hovered int
	spans   [][2]float32
}

var (
	_ fyne.Tappable     = (*Tabs)(nil)
	_ fyne.Focusable    = (*Tabs)(nil)
	_ desktop.Hoverable = (*Tabs)(nil)
)

// NewTabs makes a line of views; the first is chosen.
func NewTabs(tabs ...Tab) *Tabs {
	t := &Tabs{tabs: tabs, hovered: -1}
	if len(tabs) > 0 {
		t.chosen = tabs[0].ID
	}
	t.ExtendBaseWidget(t)
	t.keyed = keyed{self: t, use: t.useKey}
	return t
}

// Chosen is the id of the chosen view.
func (t *Tabs) Chosen() string { return t.chosen }

// Choose chooses a view and tells OnChange if it is another one.
func (t *Tabs) Choose(id string) {
	if id == t.chosen {
		return
	}
	t.Mark(id)
	if t.OnChange != nil {
		t.OnChange(id)
	}
}

// Mark marks a view as chosen and tells nobody.
func (t *Tabs) Mark(id string) {
	t.chosen = id
	t.Refresh()
}

// SetTabs changes the views, as when counts have changed.
func (t *Tabs) SetTabs(tabs ...Tab) {
	t.tabs = tabs
	t.Refresh()
}

// SetCount changes one count.
func (t *Tabs) SetCount(id string, n int) {
	for i := range t.tabs {
		if t.tabs[i].ID == id && t.tabs[i].Count != n {
			t.tabs[i].Count = n
			t.Refresh()
		}
	}
}

func (t *Tabs) useKey(c page.Chord) bool {
	d := 0
	switch c.Name {
	case "Left":
		d = -1
	case "Right":
		d = 1
	default:
		return false
	}
	for i, tab := range t.tabs {
		if tab.ID == t.chosen {
			if to := i + d; to >= 0 && to < len(t.tabs) {
				t.Choose(t.tabs[to].ID)
			}
			return true
		}
	}
	return false
}

func (t *Tabs) at(x float32) int {
	for i, s := range t.spans {
		if x >= s[0] && x < s[1] {
			return i
		}
	}
	return -1
}

// Tapped chooses the view under the pointer.
func (t *Tabs) Tapped(ev *fyne.PointEvent) {
	if i := t.at(ev.Position.X); i >= 0 && i < len(t.tabs) {
		t.Choose(t.tabs[i].ID)
	}
}

// MouseIn and the rest follow the pointer.
func (t *Tabs) MouseIn(ev *desktop.MouseEvent) { t.MouseMoved(ev) }

// MouseMoved follows the pointer.
func (t *Tabs) MouseMoved(ev *desktop.MouseEvent) {
	if i := t.at(ev.Position.X); i != t.hovered {
		t.hovered = i
		t.Refresh()
	}
}

// MouseOut forgets the pointer.
func (t *Tabs) MouseOut() { t.hovered = -1; t.Refresh() }

// FocusGained is Fyne's notice that keys come here.
func (t *Tabs) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost is Fyne's notice that keys go elsewhere.
func (t *Tabs) FocusLost() { t.focused = false; t.Refresh() }

// CreateRenderer is Fyne's way to draw the widget.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &tabsRenderer{t: t, line: newRect(), hover: newRect()}
	r.Refresh()
	return r
}

type tabsRenderer struct {
	t           *Tabs
	line, hover *canvas.Rectangle
	cells       []*tabCell
	objects     []fyne.CanvasObject
}

type tabCell struct {
	title, count *canvas.Text
	mark         *canvas.Rectangle
	w            float32
}

func (r *tabsRenderer) Destroy()                     {}
func (r *tabsRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *tabsRenderer) MinSize() fyne.Size {
	w := float32(0)
	for _, c := range r.cells {
		w += c.w
	}
	return fyne.NewSize(w, RowHeight(theme.TextSize())+4)
}

func (r *tabsRenderer) Refresh() {
	t := r.t
	for len(r.cells) < len(t.tabs) {
		r.cells = append(r.cells, &tabCell{
			title: canvas.NewText("", color.Black), count: canvas.NewText("", color.Black),
			mark: newRect(),
		})
	}
	r.cells = r.cells[:len(t.tabs)]
	r.objects = append(r.objects[:0], r.line, r.hover)
	paintRect(r.line, ink(ColorLine))
	hover := transparent
	if t.hovered >= 0 {
		hover = ink(theme.ColorNameHover)
	}
	paintRect(r.hover, hover)
	size := theme.TextSize()
	for i, tab := range t.tabs {
		c := r.cells[i]
		on := tab.ID == t.chosen
		role, mark := ColorMuted, transparent
		if on {
			role, mark = theme.ColorNameForeground, ink(theme.ColorNamePrimary)
		}
		c.title.TextStyle.Bold = on
		paintText(c.title, tab.Title, ink(role), size)
		c.title.Refresh()
		count, countRole := "", ColorFaint
		if tab.Count >= 0 {
			count = page.FormatCount(int64(tab.Count))
			if tab.Count > 0 && tab.State != page.Plain {
				countRole = StateColor(tab.State)
			}
		}
		if tab.Key != "" {
			count = tab.Key.Label()
		}
		paintText(c.count, count, ink(countRole), size-1)
		paintRect(c.mark, mark)
		// The bold width, so that nothing moves when another one is chosen.
		c.w = textWidth(tab.Title, size, fyne.TextStyle{Bold: true}) + 24
		if count != "" {
			c.w += textWidth(count, size-1, fyne.TextStyle{}) + 6
		}
		c.w = float32(int(c.w + 0.99))
		r.objects = append(r.objects, c.title, c.count, c.mark)
	}
	r.Layout(t.Size())
	canvas.Refresh(t)
}

func (r *tabsRenderer) Layout(s fyne.Size) {
	t := r.t
	r.line.Move(fyne.NewPos(0, s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width, 1))
	t.spans = t.spans[:0]
	x := float32(0)
	for i, c := range r.cells {
		tm := c.title.MinSize()
		c.title.Move(fyne.NewPos(x+12, float32(int((s.Height-tm.Height)/2))))
		c.title.Resize(tm)
		cm := c.count.MinSize()
		full := textWidth(c.title.Text, c.title.TextSize, fyne.TextStyle{Bold: true})
		c.count.Move(fyne.NewPos(x+12+full+6, float32(int((s.Height-cm.Height)/2))))
		c.count.Resize(cm)
		h := float32(2)
		if t.focused && i < len(t.tabs) && t.tabs[i].ID == t.chosen {
			h = 4
		}
		c.mark.Move(fyne.NewPos(x+4, s.Height-h))
		c.mark.Resize(fyne.NewSize(c.w-8, h))
		if i == t.hovered {
			r.hover.Move(fyne.NewPos(x, 0))
			r.hover.Resize(fyne.NewSize(c.w, s.Height-1))
		}
		t.spans = append(t.spans, [2]float32{x, x + c.w})
		x += c.w
	}
}
