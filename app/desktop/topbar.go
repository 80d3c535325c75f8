package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/kit"
)

// topBar is the title of the page, the search over everything, and who sits
// here.
type topBar struct {
	widget.BaseWidget
	s     *Shell
	title *kit.Line
	who   *kit.Line
	back  *iconButton
	find  *searchBox
	box   *fyne.Container
}

func newTopBar(s *Shell) *topBar {
	t := &topBar{s: s, title: kit.NewBig("", 4), who: kit.NewMuted("")}
	t.title.Narrow = true
	t.back = newIconButton("back", s.Back)
	t.find = newSearchBox(s)
	t.box = container.New(&topLayout{t}, kit.NewGround(kit.ColorSurface), t.back, t.title, t.find, t.who, kit.HLine())
	t.ExtendBaseWidget(t)
	return t
}

func (t *topBar) refresh() {
	title := ""
	if t.s.current != nil {
		title = t.s.current.Title()
	}
	t.title.Set(title)
	who := t.s.opt.Person
	if t.s.opt.Desk != "" {
		if who != "" {
			who += " · "
		}
		who += t.s.opt.Desk
	}
	t.who.Set(who)
	t.back.setEnabled(t.s.history.canBack())
	t.box.Refresh()
}

// CreateRenderer is Fyne's way to draw the widget.
func (t *topBar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.box) }

type topLayout struct{ t *topBar }

func (l *topLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(400, 48+2*(theme.TextSize()-kit.TextSizes[0]))
}

func (l *topLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	t := l.t
	objects[0].Resize(s)
	line := objects[5]
	line.Resize(fyne.NewSize(s.Width, 1))
	line.Move(fyne.NewPos(0, s.Height-1))
	middle := func(h float32) float32 { return float32(int((s.Height - h) / 2)) }
	t.back.Resize(fyne.NewSquareSize(28))
	t.back.Move(fyne.NewPos(8, middle(28)))
	who := t.who.MinSize()
	t.who.Resize(who)
	t.who.Move(fyne.NewPos(s.Width-who.Width-16, middle(who.Height)))
	w := min(340, s.Width*0.32)
	x := s.Width - 16 - who.Width - 20 - w
	h := kit.RowHeight(theme.TextSize()) + 2
	t.find.Resize(fyne.NewSize(w, h))
	t.find.Move(fyne.NewPos(float32(int(x)), middle(h)))
	tm := t.title.MinSize()
	t.title.Move(fyne.NewPos(44, middle(tm.Height)))
	t.title.Resize(fyne.NewSize(max(0, x-60), tm.Height))
}

// searchBox looks like a field and opens the palette.
type searchBox struct {
	widget.BaseWidget
	s      *Shell
	ground *kit.Ground
	box    *fyne.Container
}

var _ desktop.Cursorable = (*searchBox)(nil)

func newSearchBox(s *Shell) *searchBox {
	b := &searchBox{s: s, ground: kit.NewGround(theme.ColorNameInputBackground)}
	b.ground.Stroke, b.ground.Radius = theme.ColorNameInputBorder, 4
	key := kit.NewMuted("Ctrl+K")
	key.Bigger = -2
	b.box = container.NewStack(b.ground, kit.Pad(0, 10, 0, 8, kit.Spread(
		kit.Row(8, kit.NewIcon("search", kit.ColorFaint, 16), kit.NewMuted("Search anything")), key)))
	b.ExtendBaseWidget(b)
	return b
}

// Tapped opens the palette.
func (b *searchBox) Tapped(*fyne.PointEvent) { b.s.OpenPalette() }

// Cursor is that of a text field.
func (b *searchBox) Cursor() desktop.Cursor { return desktop.TextCursor }

// CreateRenderer is Fyne's way to draw the widget.
func (b *searchBox) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.box) }

// iconButton is a sign to press that never takes the focus.
type iconButton struct {
	widget.BaseWidget
	tapped  func()
	icon    *kit.Icon
	ground  *kit.Ground
	enabled bool
}

func newIconButton(name string, tapped func()) *iconButton {
	b := &iconButton{tapped: tapped, icon: kit.NewIcon(name, kit.ColorFaint, 18), ground: kit.NewGround(kit.ColorSurface)}
	b.ground.Radius = 5
	b.ExtendBaseWidget(b)
	return b
}

func (b *iconButton) setEnabled(on bool) {
	b.enabled = on
	c := theme.ColorNameDisabled
	if on {
		c = theme.ColorNameForeground
	}
	b.icon.SetColor(c)
}

// Tapped presses the sign.
func (b *iconButton) Tapped(*fyne.PointEvent) {
	if b.enabled {
		b.tapped()
	}
}

// MouseIn lights the sign up.
func (b *iconButton) MouseIn(*desktop.MouseEvent) {
	if b.enabled {
		b.ground.SetColor(theme.ColorNameHover)
	}
}

// MouseMoved does nothing.
func (b *iconButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (b *iconButton) MouseOut() { b.ground.SetColor(kit.ColorSurface) }

// CreateRenderer is Fyne's way to draw the widget.
func (b *iconButton) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(b.ground, b.icon))
}
