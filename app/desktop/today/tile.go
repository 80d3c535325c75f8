package today

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// stageTile is one stage with its number. A press opens the list behind it; it
// never takes the keyboard, its digit does the same.
type stageTile struct {
	widget.BaseWidget
	t      tile
	open   func(page.Route)
	ground *kit.Ground
	n      *kit.Line
	title  *kit.Line
	key    *kit.Line
	detail *kit.Line
	box    *fyne.Container
}

var (
	_ fyne.Tappable     = (*stageTile)(nil)
	_ desktop.Hoverable = (*stageTile)(nil)
)

func newStageTile(t tile, open func(page.Route)) *stageTile {
	s := &stageTile{t: t, open: open, ground: kit.NewGround(kit.ColorSurface), n: kit.NewBig("", 11), title: kit.NewMuted(t.Title), key: kit.NewMuted(t.Key.Label()), detail: kit.NewMuted("")}
	s.ground.Stroke, s.ground.Radius = kit.ColorLine, 6
	s.key.Color = kit.ColorFaint
	s.title.Narrow, s.detail.Narrow = true, true
	s.n.Bold = true
	s.box = container.NewStack(s.ground, kit.Pad(8, 10, 8, 10, kit.Column(2, kit.Spread(s.title, s.key), s.n, s.detail)))
	s.ExtendBaseWidget(s)
	s.set(t)
	return s
}

// set shows what stands at the stage now.
func (s *stageTile) set(t tile) {
	s.t = t
	role := theme.ColorNameForeground
	if t.N == 0 {
		role = kit.ColorFaint
	}
	s.n.SetColor(page.FormatCount(t.N), role)
	detail := kit.ColorMuted
	text := t.Detail
	if t.N == 0 {
		detail = kit.ColorFaint
	}
	if t.Late {
		detail, text = kit.StateColor(page.Bad), kit.StateSign(page.Bad)+" "+t.Detail
	}
	s.detail.SetColor(text, detail)
}

// CreateRenderer is Fyne's way to draw the widget.
func (s *stageTile) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.box) }

// Tapped opens the list behind the number.
func (s *stageTile) Tapped(*fyne.PointEvent) { s.open(s.t.Route) }

// MouseIn lights it up.
func (s *stageTile) MouseIn(*desktop.MouseEvent) { s.ground.SetColor(kit.ColorCursor) }

// MouseMoved does nothing.
func (s *stageTile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (s *stageTile) MouseOut() { s.ground.SetColor(kit.ColorSurface) }
