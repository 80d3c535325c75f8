package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// Empty stands where there is nothing yet: what would be here, and how to get
// it, with the key.
type Empty struct {
	// Icon is a drawing of assets/icons; "" means "empty".
	Icon, Title, Hint string
	// Action is a button under it; nil for none.
	Action *page.Command
}

// View draws it in the middle of the room there is.
func (e Empty) View() fyne.CanvasObject {
	icon := e.Icon
	if icon == "" {
		icon = "empty"
	}
	title := NewHeading(e.Title)
	title.Align = fyne.TextAlignCenter
	parts := []fyne.CanvasObject{NewIcon(icon, ColorFaint, 36), title}
	if e.Hint != "" {
		parts = append(parts, Fixed(400, 0, Words(e.Hint, ColorMuted, fyne.TextAlignCenter)))
	}
	if e.Action != nil {
		parts = append(parts, Pad(8, 0, 0, 0, container.NewCenter(CommandButton(*e.Action))))
	}
	return container.NewCenter(Column(6, parts...))
}

// Banner says what went wrong, or what to know, across the top of a page. It
// takes no room while there is nothing to say.
type Banner struct {
	widget.BaseWidget
	notice *page.Notice
	box    *fyne.Container
}

// NewBanner makes a banner with nothing to say.
func NewBanner() *Banner {
	b := &Banner{box: container.NewStack()}
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// Set shows a notice, or takes it away when it is nil.
func (b *Banner) Set(n *page.Notice) {
	b.notice = n
	if !n.Shown() {
		b.box.Objects = nil
		SetVisible(b, false)
		return
	}
	ground := NewGround(StateSoft(n.State))
	ground.Radius = 4
	words := []fyne.CanvasObject{}
	title := NewStrong(n.Title)
	title.Color, title.Narrow = StateColor(n.State), true
	words = append(words, title)
	if n.Hint != "" {
		hint := NewLine(n.Hint)
		hint.Narrow = true
		words = append(words, hint)
	}
	var retry fyne.CanvasObject
	if n.Retry != nil {
		again := NewButton("Try again", n.Retry)
		again.Key = "F5"
		retry = container.NewCenter(again)
	}
	sign := container.NewVBox(NewIcon(stateIcon(n.State), StateColor(n.State), 18))
	b.box.Objects = []fyne.CanvasObject{container.NewStack(ground,
		Pad(8, 12, 8, 12, Frame(nil, nil, Pad(0, 10, 0, 0, sign), retry, Column(2, words...))))}
	b.box.Refresh()
	b.Refresh()
	SetVisible(b, true)
}

// Notice is what the banner says, or nil.
func (b *Banner) Notice() *page.Notice { return b.notice }

// CreateRenderer is Fyne's way to draw the widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.box) }

func stateIcon(s page.State) string {
	switch s {
	case page.Good:
		return "good"
	case page.Bad:
		return "bad"
	case page.Warning:
		return "warning"
	}
	return "info"
}

// Strip is one quiet line across the top of a page: who else has its record open.
// It takes no room while there is nothing to say.
type Strip struct {
	widget.BaseWidget
	ground *Ground
	line   *Line
	box    *fyne.Container
}

// NewStrip makes a strip with nothing to say.
func NewStrip() *Strip {
	s := &Strip{ground: NewGround(ColorRaised), line: NewLine("")}
	s.line.Narrow = true
	s.box = container.NewStack(s.ground, Pad(4, 16, 4, 16, s.line))
	s.ExtendBaseWidget(s)
	s.Hide()
	return s
}

// Set says something, or nothing. It reports whether it takes more or less room
// than before, and the page has to be laid out anew.
func (s *Strip) Set(text string, state page.State) bool {
	if text != "" {
		s.ground.SetColor(StateSoft(state))
		s.line.SetColor(StateSign(state)+" "+text, StateColor(state))
	}
	was := s.Visible()
	SetVisible(s, text != "")
	return was != s.Visible()
}

// CreateRenderer is Fyne's way to draw the widget.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.box) }

// Pill is a word of state on its soft ground, for the head of a page.
type Pill struct {
	widget.BaseWidget
	line   *Line
	ground *Ground
	box    *fyne.Container
}

// NewPill makes a pill.
func NewPill(text string, s page.State) *Pill {
	p := &Pill{line: NewStrong(""), ground: NewGround(ColorRaised)}
	p.ground.Radius = 10
	p.line.Bigger = -1
	p.box = container.NewStack(p.ground, Pad(2, 10, 2, 10, p.line))
	p.ExtendBaseWidget(p)
	p.Set(text, s)
	return p
}

// Set changes word and state.
func (p *Pill) Set(text string, s page.State) {
	if s != page.Plain {
		text = StateSign(s) + "  " + text
	}
	p.line.SetColor(text, StateColor(s))
	p.ground.SetColor(StateSoft(s))
	p.Refresh()
}

// CreateRenderer is Fyne's way to draw the widget.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// Toasts shows short messages above the bottom of the window, one at a time;
// the next waits until the one before has gone.
type Toasts struct {
	layer   *fyne.Container
	run     page.Runner
	waiting []page.Toast
	shown   *page.Toast
	stop    func()
}

// NewToasts makes the layer of toasts. run's clock takes them away again.
func NewToasts(run page.Runner) *Toasts {
	return &Toasts{layer: container.New(toastLayout{}), run: run}
}

// CanvasObject is the layer to lay over the page.
func (t *Toasts) CanvasObject() fyne.CanvasObject { return t.layer }

// Show shows a toast, or lines it up. A toast that can be undone is shown at
// once, whatever stands there: Ctrl+Z takes back the last deed, not the one
// before.
func (t *Toasts) Show(toast page.Toast) {
	if t.shown != nil && (t.shown.Undo == nil || toast.Undo != nil) {
		t.hide()
	}
	t.waiting = append(t.waiting, toast)
	t.next()
}

// Current is the toast on screen, or nil.
func (t *Toasts) Current() *page.Toast { return t.shown }

// Undo takes back what the toast on screen reports. It reports whether there
// was something to take back.
func (t *Toasts) Undo() bool {
	if t.shown == nil || t.shown.Undo == nil {
		return false
	}
	undo := t.shown.Undo
	t.hide()
	undo()
	t.next()
	return true
}

func (t *Toasts) hide() {
	t.shown = nil
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
	t.layer.Objects = nil
	t.layer.Refresh()
}

func (t *Toasts) next() {
	if t.shown != nil || len(t.waiting) == 0 {
		return
	}
	toast := t.waiting[0]
	t.waiting = t.waiting[1:]
	t.shown = &toast
	t.layer.Objects = []fyne.CanvasObject{t.draw(toast)}
	t.layer.Refresh()
	t.stop = t.run.Later(toast.Stay(), func() {
		t.stop = nil
		t.hide()
		t.next()
	})
}

func (t *Toasts) draw(toast page.Toast) fyne.CanvasObject {
	ground := NewGround(ColorToast)
	ground.Radius = 6
	text := NewLine(toast.Text)
	text.Color, text.Narrow = ColorOnToast, true
	parts := []fyne.CanvasObject{}
	if toast.State != page.Plain {
		sign := NewLine(StateSign(toast.State))
		sign.Color = ColorOnToastAccent
		parts = append(parts, sign)
	}
	parts = append(parts, text)
	if toast.Undo != nil {
		parts = append(parts, newToastButton("Undo  "+page.Key("Ctrl+Z").Label(), func() { t.Undo() }))
	}
	parts = append(parts, newToastButton("✕", func() { t.hide(); t.next() }))
	text.Narrow = false
	return container.NewStack(ground, Pad(8, 10, 8, 14, Row(14, parts...)))
}

// toastRise is how far above the lower edge of the window a toast stands: clear
// of the line at the bottom and of a page's buttons.
const toastRise = 80

type toastLayout struct{}

func (toastLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		m := o.MinSize()
		m.Width = min(m.Width, size.Width-32)
		o.Resize(m)
		o.Move(fyne.NewPos(float32(int((size.Width-m.Width)/2)), size.Height-m.Height-toastRise))
	}
}

func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// toastButton is a word to press on a toast.
type toastButton struct {
	widget.BaseWidget
	line   *Line
	tapped func()
}

func newToastButton(text string, tapped func()) *toastButton {
	b := &toastButton{line: NewStrong(text), tapped: tapped}
	b.line.Color = ColorOnToastAccent
	b.ExtendBaseWidget(b)
	return b
}

// Tapped is a click.
func (b *toastButton) Tapped(*fyne.PointEvent) { b.tapped() }

func (b *toastButton) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(layout.NewCustomPaddedLayout(2, 2, 4, 4), b.line))
}

// Section is a heading with a line of explanation.
func Section(title, hint string) fyne.CanvasObject {
	h := NewHeading(title)
	if hint == "" {
		return h
	}
	return Column(2, h, NewMuted(hint))
}
