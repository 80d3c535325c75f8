package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// themed is the part our own widgets share: a renderer that lays out by a
// function and draws again, with the colours of now, by another.
type themed struct {
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	paint   func()
	self    fyne.CanvasObject
}

var _ fyne.WidgetRenderer = (*themed)(nil)

func (r *themed) Destroy()                     {}
func (r *themed) Layout(s fyne.Size)           { r.layout(s) }
func (r *themed) MinSize() fyne.Size           { return r.min() }
func (r *themed) Objects() []fyne.CanvasObject { return r.objects }
func (r *themed) Refresh() {
	r.paint()
	r.layout(r.self.Size())
	canvas.Refresh(r.self)
}

// paintText sets a text's fields and redraws it if one changed. Redrawing a
// text that did not change costs a new texture.
func paintText(t *canvas.Text, text string, c color.Color, size float32) {
	if t.Text == text && t.Color == c && t.TextSize == size {
		return
	}
	t.Text, t.Color, t.TextSize = text, c, size
	t.Refresh()
}

// newRect is a rectangle that is not seen until paintRect fills it.
func newRect() *canvas.Rectangle {
	r := canvas.NewRectangle(transparent)
	r.Hidden = true
	return r
}

// paintRect fills a rectangle. One that cannot be seen is hidden: painting it
// would cost as much as any other.
func paintRect(r *canvas.Rectangle, fill color.Color) {
	if r.FillColor == fill {
		return
	}
	r.Hidden = fill == transparent
	r.FillColor = fill
	r.Refresh()
}

// ink is the colour of a role now. Under a theme that is not ours, as in a test
// that installs none, our own roles keep their colours.
func ink(name fyne.ThemeColorName) color.Color {
	settings := fyne.CurrentApp().Settings()
	t, ok := settings.Theme().(*Theme)
	if _, own := palette[name]; own && !ok {
		t, ok = &Theme{}, true
	}
	if ok {
		return t.Color(name, settings.ThemeVariant())
	}
	return theme.Color(name)
}

func textWidth(s string, size float32, style fyne.TextStyle) float32 {
	return fyne.MeasureText(s, size, style).Width
}

// fit shortens s with an ellipsis so that it is at most width wide.
func fit(s string, width, size float32, style fyne.TextStyle) string {
	// No glyph of our fonts is wider than this, so that short texts are not
	// measured at all.
	if float32(len(s))*size*1.05 <= width {
		return s
	}
	if textWidth(s, size, style) <= width {
		return s
	}
	runes := []rune(s)
	low, high := 0, len(runes)-1 // how many runes fit beside the ellipsis
	for low < high {
		mid := (low + high + 1) / 2
		if textWidth(string(runes[:mid])+"…", size, style) <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	if low <= 0 {
		return "…"
	}
	for low > 1 && runes[low-1] == ' ' {
		low--
	}
	return string(runes[:low]) + "…"
}

// Line is text of one line in a role's colour, shortened with an ellipsis when
// there is no room for it.
type Line struct {
	widget.BaseWidget
	Text  string
	Color fyne.ThemeColorName
	// Size is the theme's text size plus this.
	Bigger float32
	Bold   bool
	Align  fyne.TextAlign
	// Narrow lets the line be narrower than its text.
	Narrow bool
	// Shrink makes a text that has no room smaller, down to ordinary size,
	// before it is shortened: the end of a shelf's code matters most.
	Shrink bool

	text *canvas.Text
}

// NewLine makes a line of plain text.
func NewLine(text string) *Line {
	return line(text, theme.ColorNameForeground, 0, false)
}

// NewMuted makes a line of explaining text.
func NewMuted(text string) *Line { return line(text, ColorMuted, 0, false) }

// NewStrong makes a bold line.
func NewStrong(text string) *Line { return line(text, theme.ColorNameForeground, 0, true) }

// NewHeading makes the heading of a section.
func NewHeading(text string) *Line { return line(text, theme.ColorNameForeground, 2, true) }

// NewBig makes a line of large text, for what is read from two steps away:
// bigger is added to the text size.
func NewBig(text string, bigger float32) *Line {
	return line(text, theme.ColorNameForeground, bigger, true)
}

func line(text string, c fyne.ThemeColorName, bigger float32, bold bool) *Line {
	l := &Line{Text: text, Color: c, Bigger: bigger, Bold: bold}
	l.ExtendBaseWidget(l)
	return l
}

// Set changes the text.
func (l *Line) Set(text string) {
	if l.Text == text {
		return
	}
	l.Text = text
	l.Refresh()
}

// SetColor changes text and colour.
func (l *Line) SetColor(text string, c fyne.ThemeColorName) {
	if l.Text == text && l.Color == c {
		return
	}
	l.Text, l.Color = text, c
	l.Refresh()
}

func (l *Line) size() float32 { return theme.TextSize() + l.Bigger }

// CreateRenderer is Fyne's way to draw the widget.
func (l *Line) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	l.text = canvas.NewText("", nil)
	r := &themed{self: l, objects: []fyne.CanvasObject{l.text}}
	r.paint = func() {
		l.text.TextStyle = fyne.TextStyle{Bold: l.Bold}
		l.text.Alignment = l.Align
		shown, size := l.Text, l.size()
		if width := l.Size().Width; l.Narrow && width > 0 {
			if full := textWidth(l.Text, size, l.text.TextStyle); l.Shrink && full > width {
				size = float32(int(max(theme.TextSize()+2, size*width/full)))
			}
			shown = fit(l.Text, width, size, l.text.TextStyle)
		}
		paintText(l.text, shown, ink(l.Color), size)
	}
	r.layout = func(s fyne.Size) {
		r.paint()
		l.text.Resize(s)
	}
	r.min = func() fyne.Size {
		m := fyne.MeasureText(l.Text, l.size(), fyne.TextStyle{Bold: l.Bold})
		if l.Narrow {
			m.Width = min(m.Width, l.size()*3)
		}
		return m
	}
	r.paint()
	return r
}

// Words is text of several lines in a role's colour that wraps where the room
// ends, without the space that Fyne's own labels have around them.
func Words(text string, c fyne.ThemeColorName, align fyne.TextAlign) fyne.CanvasObject {
	t := widget.NewRichText(&widget.TextSegment{Text: text, Style: widget.RichTextStyle{
		ColorName: c, Alignment: align, SizeName: theme.SizeNameText,
	}})
	t.Wrapping = fyne.TextWrapWord
	in := -theme.InnerPadding()
	return container.New(layout.NewCustomPaddedLayout(in, in, in, in), t)
}

// Ground is a rectangle in a role's colour to lie under other things.
type Ground struct {
	widget.BaseWidget
	Color  fyne.ThemeColorName
	Stroke fyne.ThemeColorName
	Radius float32
}

// NewGround makes a ground of one colour.
func NewGround(c fyne.ThemeColorName) *Ground {
	g := &Ground{Color: c}
	g.ExtendBaseWidget(g)
	return g
}

// SetColor changes the colour.
func (g *Ground) SetColor(c fyne.ThemeColorName) {
	if g.Color != c {
		g.Color = c
		g.Refresh()
	}
}

// CreateRenderer is Fyne's way to draw the widget.
func (g *Ground) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	rect := canvas.NewRectangle(color.Transparent)
	r := &themed{self: g, objects: []fyne.CanvasObject{rect}}
	r.paint = func() {
		rect.CornerRadius = g.Radius
		rect.FillColor = ink(g.Color)
		if g.Stroke != "" {
			rect.StrokeColor, rect.StrokeWidth = ink(g.Stroke), 1
		}
		rect.Refresh()
	}
	r.layout = func(s fyne.Size) { rect.Resize(s) }
	r.min = func() fyne.Size { return fyne.Size{} }
	r.paint()
	return r
}
