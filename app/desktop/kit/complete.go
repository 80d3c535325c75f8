package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// Choice is one line of the list under a type-ahead field: what it is, more
// about it, and up to two figures at the right.
type Choice struct {
	// ID tells the choices apart; it means what the page wants it to.
	ID string
	// Title and Detail are the two columns.
	Title, Detail string
	// Figures stand at the right, each in a column of its own: "96", "1.69".
	Figures []string
	// State colours the first figure.
	State page.State
}

// Complete is a field with a list that appears while one types. The list never
// takes the focus: Up and Down move in it, Enter takes the lit line, Escape
// closes it, and typing goes on all the while. Answers may come late and in any
// order; the page hands them to Answer, giving back the generation it was asked
// with, and those of an older question are dropped.
type Complete struct {
	Entry

	// OnQuery is called for each change of the text. The page answers, now or
	// later, with Answer.
	OnQuery func(text string, generation uint64)
	// OnChoose is called when a line is taken.
	OnChoose func(Choice)
	// OnEmptyEnter is called for Enter while no line is lit: the person is done
	// here. It gets what was typed.
	OnEmptyEnter func(text string)
	// OnHighlight is told which line is lit, nil for none.
	OnHighlight func(*Choice)
	// Rows is how many lines the list shows at most; 0 means 8.
	Rows int
	// Wide is the least width of the list.
	Wide float32
	// NoFirst leaves no line lit until Down is pressed: Enter then takes what
	// was typed.
	NoFirst bool
	// OneEscape lets Escape through to OnEscape also while the list is open,
	// where the list is all there is to close.
	OneEscape bool
	// Hint stands at the bottom of the list: which keys help.
	Hint string

	generation uint64
	answered   uint64
	choices    []Choice
	lit        int
	list       *completeList
	layer      *fyne.Container
	quiet      bool
}

// NewComplete makes a type-ahead field.
func NewComplete(placeholder string) *Complete {
	c := &Complete{lit: -1}
	c.setUp(c)
	c.SetPlaceHolder(placeholder)
	c.Entry.OnChanged = func(string) { c.ask() }
	c.Entry.OnKey = c.useKey
	c.Entry.OnFocus = func(on bool) {
		if !on {
			c.CloseList()
		}
	}
	return c
}

func (c *Complete) ask() {
	if c.quiet {
		return
	}
	c.generation++
	if c.OnQuery != nil {
		c.OnQuery(c.Text, c.generation)
	}
}

// SetQuietly changes the text without asking for answers, and closes the list.
func (c *Complete) SetQuietly(text string) {
	c.quiet = true
	c.SetText(text)
	c.CursorColumn = len([]rune(text))
	c.quiet = false
	c.generation++
	c.CloseList()
}

// Answer shows the answers to a question. Those of an older one are dropped, and
// those that come when the field has lost the focus.
func (c *Complete) Answer(choices []Choice, generation uint64) {
	if generation != c.generation {
		return
	}
	was := c.Lit()
	c.choices = choices
	c.lit = -1
	if len(choices) > 0 && !c.NoFirst {
		c.lit = 0
	}
	// More answers to the same question leave the lit line where it is.
	if was != nil && c.answered == generation {
		for i, ch := range choices {
			if ch.ID == was.ID {
				c.lit = i
			}
		}
	}
	c.answered = generation
	if len(choices) == 0 {
		c.CloseList()
		return
	}
	c.openList()
	c.tellLit()
}

// ListOpen reports whether the list is shown.
func (c *Complete) ListOpen() bool { return c.list != nil }

// Choices is what the list shows.
func (c *Complete) Choices() []Choice { return c.choices }

// Lit is the lit line, or nil.
func (c *Complete) Lit() *Choice {
	if c.list == nil || c.lit < 0 || c.lit >= len(c.choices) {
		return nil
	}
	return &c.choices[c.lit]
}

func (c *Complete) tellLit() {
	if c.OnHighlight != nil {
		c.OnHighlight(c.Lit())
	}
}

// CloseList takes the list away; the text stays.
func (c *Complete) CloseList() {
	if c.list == nil {
		return
	}
	c.layer.Remove(c.list)
	inputOf(c).Redraw()
	c.list, c.layer, c.choices, c.lit = nil, nil, nil, -1
	c.tellLit()
}

func (c *Complete) openList() {
	in := inputOf(c)
	layer := in.layer()
	if layer == nil {
		return
	}
	if c.list == nil {
		c.list = &completeList{complete: c}
		c.list.ExtendBaseWidget(c.list)
		c.layer = layer
		layer.Add(c.list)
	}
	c.placeList()
	if fyne.CurrentApp().Driver().CanvasForObject(c) == nil {
		// A field that was not drawn yet has no place in the window.
		list := c.list
		list.Hide()
		afterFrames(30*time.Millisecond, func() {
			if c.list == list {
				SetVisible(list, true)
				c.placeList()
			}
		})
	}
}

func (c *Complete) placeList() {
	layer := c.layer
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(c).Subtract(d.AbsolutePositionForObject(layer))
	size := fyne.NewSize(max(c.Size().Width, c.Wide), c.list.height())
	at.Y += c.Size().Height + 2
	room := layer.Size()
	if at.Y+size.Height > room.Height && at.Y-c.Size().Height-4-size.Height > 0 {
		at.Y -= c.Size().Height + 4 + size.Height // above the field
	}
	at.X = max(0, min(at.X, room.Width-size.Width-4))
	c.list.Move(at)
	c.list.Resize(size)
	c.list.Refresh()
	inputOf(c).Redraw()
}

func (c *Complete) useKey(k page.Chord) bool {
	if k.Ctrl || k.Alt {
		return false
	}
	switch k.Name {
	case "Down", "Up":
		if c.list == nil {
			if k.Name == "Down" {
				c.ask() // shows the list again after Escape
				return true
			}
			return false
		}
		n := len(c.choices)
		if k.Name == "Down" {
			c.lit = min(c.lit+1, n-1)
		} else {
			c.lit = max(c.lit-1, 0)
		}
		c.list.Refresh()
		c.tellLit()
		return true
	case "Enter":
		if lit := c.Lit(); lit != nil {
			c.choose(*lit)
			return true
		}
		if c.OnEmptyEnter != nil {
			c.OnEmptyEnter(c.Text)
			return true
		}
	case "Esc":
		if c.list != nil && !c.OneEscape {
			c.CloseList()
			return true
		}
	}
	return false
}

func (c *Complete) choose(ch Choice) {
	c.generation++ // answers under way are too late now
	c.CloseList()
	if c.OnChoose != nil {
		c.OnChoose(ch)
	}
}

// completeList is the list under the field.
type completeList struct {
	widget.BaseWidget
	complete *Complete
	box      *fyne.Container
	top      int
}

// FocusGained sends the focus back. The list can have the focus only so that
// Fyne does not take it from the field when a line is pressed.
func (l *completeList) FocusGained() { Focus(l.complete) }

// FocusLost does nothing.
func (l *completeList) FocusLost() {}

// TypedRune does nothing.
func (l *completeList) TypedRune(rune) {}

// TypedKey does nothing.
func (l *completeList) TypedKey(*fyne.KeyEvent) {}

func (l *completeList) visible() int {
	n := l.complete.Rows
	if n == 0 {
		n = 8
	}
	return min(n, len(l.complete.choices))
}

func (l *completeList) rowHeight() float32 { return RowHeight(theme.TextSize()) + 2 }

func (l *completeList) height() float32 {
	h := float32(l.visible())*l.rowHeight() + 8
	if l.complete.Hint != "" {
		h += 24
	}
	return h
}

// Refresh draws the lines again.
func (l *completeList) Refresh() {
	c := l.complete
	n := l.visible()
	if c.lit >= 0 {
		if c.lit < l.top {
			l.top = c.lit
		}
		if c.lit >= l.top+n {
			l.top = c.lit - n + 1
		}
	}
	l.top = max(0, min(l.top, len(c.choices)-n))
	if l.box != nil {
		l.box.Objects = l.lines()
		l.box.Refresh()
	}
	l.BaseWidget.Refresh()
}

func (l *completeList) lines() []fyne.CanvasObject {
	c := l.complete
	var lines []fyne.CanvasObject
	figures := make([]float32, 0, 2)
	for i := l.top; i < l.top+l.visible(); i++ {
		for n, f := range c.choices[i].Figures {
			for len(figures) <= n {
				figures = append(figures, 0)
			}
			figures[n] = max(figures[n], textWidth(f, theme.TextSize(), fyne.TextStyle{}))
		}
	}
	for i := l.top; i < l.top+l.visible(); i++ {
		lines = append(lines, newCompleteRow(l, i, figures))
	}
	return lines
}

// CreateRenderer is Fyne's way to draw the widget.
func (l *completeList) CreateRenderer() fyne.WidgetRenderer {
	ground := NewGround(theme.ColorNameMenuBackground)
	ground.Stroke, ground.Radius = ColorLine, 4
	l.box = Column(0, l.lines()...)
	var hint fyne.CanvasObject
	if l.complete.Hint != "" {
		h := NewMuted(l.complete.Hint)
		h.Bigger = -2
		hint = Pad(2, 12, 4, 12, h)
	}
	return widget.NewSimpleRenderer(container.NewStack(ground, Pad(4, 4, 4, 4, Frame(nil, hint, nil, nil, l.box))))
}

// completeRow is one line of the list.
type completeRow struct {
	widget.BaseWidget
	list    *completeList
	index   int
	figures []float32
}

func newCompleteRow(l *completeList, index int, figures []float32) *completeRow {
	r := &completeRow{list: l, index: index, figures: figures}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped takes the line.
func (r *completeRow) Tapped(*fyne.PointEvent) {
	c := r.list.complete
	if r.index < len(c.choices) {
		c.choose(c.choices[r.index])
	}
}

func (r *completeRow) CreateRenderer() fyne.WidgetRenderer {
	c := r.list.complete
	ch := c.choices[r.index]
	ground := NewGround(theme.ColorNameMenuBackground)
	ground.Radius = 3
	if r.index == c.lit {
		ground.Color = ColorAccentSoft
	}
	title, detail := NewLine(ch.Title), NewMuted(ch.Detail)
	title.Narrow, detail.Narrow = true, true
	objects := []fyne.CanvasObject{ground, title, detail}
	var figures []*Line
	for n, f := range ch.Figures {
		fl := NewLine(f)
		fl.Align = fyne.TextAlignTrailing
		if n == 0 && ch.State != page.Plain {
			fl.Color = StateColor(ch.State)
		}
		figures = append(figures, fl)
		objects = append(objects, fl)
	}
	t := &themed{self: r, objects: objects, paint: func() {}}
	t.layout = func(s fyne.Size) {
		ground.Resize(s)
		right := s.Width - 8
		for n := len(figures) - 1; n >= 0; n-- {
			w := r.figures[n] + 2
			h := figures[n].MinSize().Height
			figures[n].Resize(fyne.NewSize(w, h))
			figures[n].Move(fyne.NewPos(right-w, float32(int((s.Height-h)/2))))
			right -= w + 16
		}
		h := title.MinSize().Height
		y := float32(int((s.Height - h) / 2))
		room := right - 8
		tw := room
		if ch.Detail != "" {
			tw = float32(int(room * 0.58))
		}
		title.Move(fyne.NewPos(8, y))
		title.Resize(fyne.NewSize(tw-8, h))
		detail.Move(fyne.NewPos(8+tw, y))
		detail.Resize(fyne.NewSize(max(0, room-tw), h))
	}
	t.min = func() fyne.Size { return fyne.NewSize(120, r.list.rowHeight()) }
	return t
}

// Generation is that of the question asked last, for a page that answers before
// anything is typed.
func (c *Complete) Generation() uint64 { return c.generation }
