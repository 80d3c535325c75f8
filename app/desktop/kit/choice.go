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

// press is what a box and a list share: pointer, focus and being switched off.
type press struct {
	widget.DisableableWidget
	keyed
	hovered, focused bool
}

// FocusGained is Fyne's notice that keys come here.
func (p *press) FocusGained() { p.focused = true; p.self.Refresh() }

// FocusLost is Fyne's notice that keys go elsewhere.
func (p *press) FocusLost() { p.focused = false; p.self.Refresh() }

// MouseIn lights it up.
func (p *press) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.self.Refresh() }

// MouseMoved does nothing.
func (p *press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (p *press) MouseOut() { p.hovered = false; p.self.Refresh() }

// box draws the field that a box to tick and a list share with text fields.
func (p *press) box(r *canvas.Rectangle) {
	r.CornerRadius, r.StrokeWidth = theme.InputRadiusSize(), 1
	r.FillColor, r.StrokeColor = ink(theme.ColorNameInputBackground), ink(theme.ColorNameInputBorder)
	switch {
	case p.Disabled():
		r.FillColor = ink(theme.ColorNameDisabledButton)
	case p.focused:
		r.StrokeColor, r.StrokeWidth = ink(theme.ColorNamePrimary), 2
	case p.hovered:
		r.StrokeColor = ink(ColorFaint)
	}
	r.Refresh()
}

func (p *press) front() color.Color {
	if p.Disabled() {
		return ink(theme.ColorNameDisabled)
	}
	return ink(theme.ColorNameForeground)
}

// Check is a box to tick. A scanned code never ticks it.
type Check struct {
	press
	Text      string
	Checked   bool
	OnChanged func(bool)
}

// NewCheck makes a box with its words.
func NewCheck(text string, changed func(bool)) *Check {
	c := &Check{Text: text, OnChanged: changed}
	c.ExtendBaseWidget(c)
	c.keyed = keyed{self: c, use: func(k page.Chord) bool {
		if k.Name == "Space" {
			pressSpace(c, c.toggle)
		}
		return k.Name == "Space"
	}}
	return c
}

func (c *Check) toggle() {
	if !c.Disabled() {
		c.SetChecked(!c.Checked)
	}
}

// SetChecked ticks the box or clears it and tells OnChanged if that is new.
func (c *Check) SetChecked(on bool) {
	if c.Checked == on {
		return
	}
	c.Checked = on
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(on)
	}
}

// Tapped is a click.
func (c *Check) Tapped(*fyne.PointEvent) { c.toggle() }

// CreateRenderer is Fyne's way to draw the widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	box := canvas.NewRectangle(color.Transparent)
	tick := NewIcon("good", theme.ColorNameForegroundOnPrimary, 14)
	text := canvas.NewText("", color.Black)
	r := &themed{self: c, objects: []fyne.CanvasObject{box, tick, text}}
	r.paint = func() {
		c.box(box)
		box.CornerRadius = 3
		if c.Checked && !c.Disabled() {
			box.FillColor = ink(theme.ColorNamePrimary)
			box.StrokeColor = ink(theme.ColorNamePrimary)
			if c.focused {
				box.StrokeColor = ink(theme.ColorNameForeground)
			}
			box.Refresh()
		}
		tick.Hidden = !c.Checked
		tick.Refresh()
		paintText(text, c.Text, c.front(), theme.TextSize())
	}
	r.layout = func(s fyne.Size) {
		y := float32(int((s.Height - 16) / 2))
		box.Move(fyne.NewPos(1, y))
		box.Resize(fyne.NewSquareSize(16))
		tick.Move(fyne.NewPos(2, y+1))
		tick.Resize(fyne.NewSquareSize(14))
		m := text.MinSize()
		text.Move(fyne.NewPos(25, float32(int((s.Height-m.Height)/2))))
		text.Resize(m)
	}
	r.min = func() fyne.Size {
		m := fyne.MeasureText(c.Text, theme.TextSize(), fyne.TextStyle{})
		return fyne.NewSize(m.Width+28, float32(int(m.Height))+8)
	}
	r.paint()
	return r
}

// Select is a list to choose one from. Up and Down change it in place, Space
// opens the list.
type Select struct {
	press
	Options     []string
	Selected    string
	PlaceHolder string
	OnChanged   func(string)
}

// NewSelect makes a list of options.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{Options: options, OnChanged: changed, PlaceHolder: "Choose"}
	s.ExtendBaseWidget(s)
	s.keyed = keyed{self: s, use: func(k page.Chord) bool {
		if s.Disabled() || k.Ctrl || k.Alt {
			return false
		}
		switch k.Name {
		case "Space":
			pressSpace(s, s.open)
		case "Down", "Right":
			s.step(1)
		case "Up", "Left":
			s.step(-1)
		default:
			return false
		}
		return true
	}}
	return s
}

func (s *Select) step(d int) {
	if i := s.SelectedIndex() + d; i >= 0 && i < len(s.Options) {
		s.SetSelected(s.Options[i])
	}
}

// SelectedIndex is the place of what is selected, or -1.
func (s *Select) SelectedIndex() int {
	for i, o := range s.Options {
		if o == s.Selected {
			return i
		}
	}
	return -1
}

// SetSelected selects an option and tells OnChanged if it is another one.
func (s *Select) SetSelected(option string) {
	if s.Selected == option {
		return
	}
	s.Selected = option
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(option)
	}
}

// SetOptions changes what there is to choose from.
func (s *Select) SetOptions(options []string) {
	s.Options = options
	s.Refresh()
}

// Tapped opens the list.
func (s *Select) Tapped(*fyne.PointEvent) {
	if !s.Disabled() {
		Focus(s)
		s.open()
	}
}

func (s *Select) open() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil || len(s.Options) == 0 {
		return
	}
	var items []*fyne.MenuItem
	for _, o := range s.Options {
		item := fyne.NewMenuItem(o, func() { s.SetSelected(o) })
		item.Checked = o == s.Selected
		items = append(items, item)
	}
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), c)
	menu.ShowAtRelativePosition(fyne.NewPos(0, s.Size().Height+2), s)
	menu.Resize(fyne.NewSize(max(s.Size().Width, menu.MinSize().Width), menu.MinSize().Height))
	c.Focus(menu)
}

// CreateRenderer is Fyne's way to draw the widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	box := canvas.NewRectangle(color.Transparent)
	text := canvas.NewText("", color.Black)
	arrow := NewIcon("down", ColorMuted, 16)
	r := &themed{self: s, objects: []fyne.CanvasObject{box, text, arrow}}
	r.paint = func() {
		s.box(box)
		shown, front := s.Selected, s.front()
		if shown == "" {
			shown, front = s.PlaceHolder, ink(theme.ColorNamePlaceHolder)
		}
		paintText(text, fit(shown, max(s.Size().Width-36, 24), theme.TextSize(), fyne.TextStyle{}), front, theme.TextSize())
	}
	r.layout = func(size fyne.Size) {
		r.paint()
		box.Resize(size)
		m := text.MinSize()
		text.Move(fyne.NewPos(8, float32(int((size.Height-m.Height)/2))))
		text.Resize(m)
		arrow.Resize(fyne.NewSquareSize(16))
		arrow.Move(fyne.NewPos(size.Width-24, float32(int((size.Height-16)/2))))
	}
	r.min = func() fyne.Size {
		w := textWidth(s.PlaceHolder, theme.TextSize(), fyne.TextStyle{})
		for _, o := range s.Options {
			w = max(w, textWidth(o, theme.TextSize(), fyne.TextStyle{}))
		}
		h := fyne.MeasureText("M", theme.TextSize(), fyne.TextStyle{}).Height
		return fyne.NewSize(min(w, 240)+40, float32(int(h))+12)
	}
	r.paint()
	return r
}
