package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// Dialog stands in front of the page until it is answered. Escape closes it,
// Enter presses its primary button, the page's keys are off meanwhile, scans
// wait, and the focus goes back to where it was.
type Dialog struct {
	// OnClose is called once, when it has gone.
	OnClose func()
	// Keys are commands that work while it is open.
	Keys page.Commands
	// OnEnter is called for Enter where no field or button took it. NewDialog
	// sets it to press the primary button.
	OnEnter func()
	// Focus gets the keyboard when it opens.
	Focus fyne.Focusable
	// OnKey sees other keys before Keys; it reports whether it used one.
	OnKey func(page.Chord) bool
	// Top puts it near the top of the window instead of in the middle.
	Top bool
	// Locks hides the page behind it, lets no Escape close it, and forgets what
	// is scanned meanwhile.
	Locks bool

	in      *Input
	canvas  fyne.Canvas
	shade   *dialogShade
	layer   *fyne.Container
	focused fyne.Focusable
	open    bool
}

// NewDialog makes a dialog with a title, its content, and a line of buttons at
// its bottom right. Show shows it.
func NewDialog(w fyne.Window, title string, content fyne.CanvasObject, buttons ...fyne.CanvasObject) *Dialog {
	body := []fyne.CanvasObject{}
	if title != "" {
		body = append(body, NewHeading(title))
	}
	var bottom fyne.CanvasObject
	if len(buttons) > 0 {
		bottom = Pad(8, 0, 0, 0, Spread(NewMuted(""), Row(8, buttons...)))
	}
	inner := Frame(Column(8, body...), bottom, nil, nil, Pad(8, 0, 4, 0, content))
	d := newDialog(w, Pad(16, 20, 16, 20, inner))
	for _, o := range buttons {
		if b, ok := o.(*Button); ok && b.Weight == Primary {
			d.OnEnter = b.press
		}
	}
	return d
}

// newDialog makes a dialog without any space around its content.
func newDialog(w fyne.Window, content fyne.CanvasObject) *Dialog {
	d := &Dialog{canvas: w.Canvas()}
	d.in = &Input{canvas: d.canvas}
	if in, ok := inputs.Load(d.canvas); ok {
		d.in = in.(*Input)
	}
	d.layer = container.NewWithoutLayout()
	ground := NewGround(theme.ColorNameOverlayBackground)
	ground.Stroke, ground.Radius = ColorLine, 8
	d.shade = &dialogShade{dialog: d, panel: container.NewStack(ground, content)}
	d.shade.ExtendBaseWidget(d.shade)
	return d
}

// NewBareDialog makes a dialog of nothing but its content.
func NewBareDialog(w fyne.Window, content fyne.CanvasObject) *Dialog { return newDialog(w, content) }

// SetSize gives the panel a least size.
func (d *Dialog) SetSize(width, height float32) {
	d.shade.least = fyne.NewSize(width, height)
	d.shade.Refresh()
}

// Show opens the dialog.
func (d *Dialog) Show() {
	if d.open {
		return
	}
	d.open = true
	d.focused = d.canvas.Focused()
	d.in.catch.Clear()
	d.in.dialogs = append(d.in.dialogs, d)
	d.in.layers = append(d.in.layers, d.layer)
	d.shade.Resize(d.canvas.Size())
	d.canvas.Overlays().Add(d.shade)
	if d.Focus != nil {
		d.canvas.Focus(d.Focus)
	}
}

// Close takes the dialog away.
func (d *Dialog) Close() {
	if !d.open {
		return
	}
	d.open = false
	d.canvas.Overlays().Remove(d.shade)
	for i, other := range d.in.dialogs {
		if other == d {
			d.in.dialogs = append(d.in.dialogs[:i:i], d.in.dialogs[i+1:]...)
			break
		}
	}
	for i, l := range d.in.layers {
		if l == d.layer {
			d.in.layers = append(d.in.layers[:i:i], d.in.layers[i+1:]...)
			break
		}
	}
	if d.focused != nil {
		d.canvas.Focus(d.focused)
	}
	if d.OnClose != nil {
		d.OnClose()
	}
	d.in.dialogClosed()
}

// Open reports whether it is shown.
func (d *Dialog) Open() bool { return d.open }

func (d *Dialog) chord(c page.Chord) bool {
	if d.OnKey != nil && d.OnKey(c) {
		return true
	}
	if cmd, ok := d.Keys.ByKey(c); ok {
		cmd.Do()
		return true
	}
	switch c.Name {
	case "Esc":
		if !d.Locks {
			d.Close()
		}
	case "Enter":
		if d.OnEnter != nil {
			d.OnEnter()
		}
	}
	return true // the page's keys are off
}

// Ask shows a question. The way back has the focus when the deed is dangerous.
func Ask(w fyne.Window, q page.Question) *Dialog {
	if q.No == "" {
		q.No = "Cancel"
	}
	text := Words(q.Body, theme.ColorNameForeground, fyne.TextAlignLeading)
	no := NewButton(q.No, nil)
	no.Key = "Esc"
	yes := NewButton(q.Yes, nil)
	yes.Weight = Primary
	if q.Danger {
		yes.Weight = Danger
	}
	d := NewDialog(w, q.Title, text, no, yes)
	d.SetSize(440, 0)
	no.OnTapped = d.Close
	yes.OnTapped = func() {
		d.Close()
		if q.Run != nil {
			q.Run()
		}
	}
	d.Focus = yes
	if q.Danger {
		d.Focus = no
	}
	d.OnKey = func(c page.Chord) bool {
		if c.Name == "Left" || c.Name == "Right" {
			if d.canvas.Focused() == fyne.Focusable(yes) {
				d.canvas.Focus(no)
			} else {
				d.canvas.Focus(yes)
			}
			return true
		}
		return false
	}
	d.Show()
	return d
}

// dialogShade covers the page and holds the panel.
type dialogShade struct {
	widget.BaseWidget
	dialog *Dialog
	panel  *fyne.Container
	least  fyne.Size
}

// Tapped keeps clicks from the page behind.
func (s *dialogShade) Tapped(*fyne.PointEvent) {}

func (s *dialogShade) CreateRenderer() fyne.WidgetRenderer {
	cover := newRect()
	r := &themed{self: s, objects: []fyne.CanvasObject{cover, s.panel, s.dialog.layer}}
	r.paint = func() {
		shade := ColorShade
		if s.dialog.Locks {
			shade = theme.ColorNameBackground
		}
		paintRect(cover, ink(shade))
	}
	r.layout = func(size fyne.Size) {
		cover.Resize(size)
		s.dialog.layer.Resize(size)
		p := s.panel.MinSize().Max(s.least)
		p = p.Min(fyne.NewSize(size.Width-16, size.Height-16))
		s.panel.Resize(p)
		y := float32(int((size.Height - p.Height) / 3))
		if s.dialog.Top {
			y = min(64, float32(int((size.Height-p.Height)/2)))
		}
		s.panel.Move(fyne.NewPos(float32(int((size.Width-p.Width)/2)), y))
	}
	r.min = func() fyne.Size { return s.panel.MinSize() }
	r.paint()
	return r
}
