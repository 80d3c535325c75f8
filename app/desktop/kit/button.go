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

// Weight says how much a button asks for attention. A page has one Primary.
type Weight int

// The weights of a button.
const (
	Normal Weight = iota
	Primary
	// Danger is the deed of a dialog that cannot be undone.
	Danger
	// Careful leads to such a dialog: red words on the ground of all others, so
	// that a page is calm and its primary button stands out.
	Careful
	// Quiet has no ground until the pointer is on it.
	Quiet
)

// Button does one thing and shows its key. A scanned code never presses it.
type Button struct {
	widget.DisableableWidget
	keyed

	Text   string
	Key    page.Key
	Weight Weight
	// Bigger is added to the text size, for fingers and for who stands two steps
	// away.
	Bigger float32
	// Icon stands before the text; nil for none.
	Icon     fyne.Resource
	OnTapped func()

	hovered, focused bool
	command          *page.Command
	painter          *themed
}

// NewButton makes a button of normal weight.
func NewButton(text string, tapped func()) *Button {
	b := &Button{Text: text, OnTapped: tapped}
	b.ExtendBaseWidget(b)
	b.keyed = keyed{self: b, use: b.useKey}
	return b
}

// NewPrimary makes the button that a page is for.
func NewPrimary(text string, key page.Key, tapped func()) *Button {
	b := NewButton(text, tapped)
	b.Key, b.Weight = key, Primary
	return b
}

// CommandButton makes the button of a command. Call Sync when what can be done
// has changed.
func CommandButton(c page.Command) *Button {
	b := NewButton(c.Title, func() { c.Do() })
	b.Key, b.command = c.Key, &c
	switch {
	case c.Primary:
		b.Weight = Primary
	case c.Danger:
		b.Weight = Careful
	}
	b.Sync()
	return b
}

// Sync asks the button's command whether it can be done now.
func (b *Button) Sync() {
	if b.command == nil {
		return
	}
	if can := b.command.Can(); can == b.Disabled() {
		if can {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// SetText changes what stands on the button.
func (b *Button) SetText(text string) {
	if b.Text != text {
		b.Text = text
		b.Refresh()
	}
}

func (b *Button) useKey(c page.Chord) bool {
	switch c.Name {
	case "Space":
		pressSpace(b, b.press)
		return true
	case "Enter":
		if c.Ctrl || c.Alt {
			return false
		}
		b.press()
		return true
	}
	return false
}

func (b *Button) press() {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// Tapped is a click. The focus stays where it was, so that the keyboard goes on
// where it left off.
func (b *Button) Tapped(*fyne.PointEvent) { b.press() }

// FocusGained and the rest are Fyne's notices.
func (b *Button) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost is Fyne's notice that keys go elsewhere.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// MouseIn lights the button up.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved does nothing.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (b *Button) MouseOut() { b.hovered = false; b.Refresh() }

// MinSize is the least size that shows text and key.
func (b *Button) MinSize() fyne.Size {
	b.ExtendBaseWidget(b)
	return b.DisableableWidget.MinSize()
}

// CreateRenderer is Fyne's way to draw the widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	ground := canvas.NewRectangle(color.Transparent)
	over := canvas.NewRectangle(color.Transparent)
	text := canvas.NewText("", color.Black)
	key := canvas.NewText("", color.Black)
	icon := canvas.NewImageFromResource(nil)
	icon.FillMode = canvas.ImageFillContain
	r := &themed{self: b, objects: []fyne.CanvasObject{ground, over, icon, text, key}}
	r.paint = func() {
		fill, front, faint := b.colors()
		ground.FillColor, ground.CornerRadius = fill, theme.InputRadiusSize()
		over.FillColor, over.CornerRadius = color.Transparent, theme.InputRadiusSize()
		over.StrokeWidth = 0
		if b.hovered && !b.Disabled() {
			over.FillColor = ink(theme.ColorNameHover)
		}
		if b.focused {
			over.StrokeColor, over.StrokeWidth = ink(theme.ColorNamePrimary), 2
			if b.Weight == Primary {
				over.StrokeColor = ink(theme.ColorNameForeground)
			}
		}
		ground.Refresh()
		over.Refresh()
		text.TextStyle = fyne.TextStyle{Bold: b.Weight == Primary || b.Weight == Danger}
		paintText(text, b.Text, front, theme.TextSize()+b.Bigger)
		label := ""
		if b.Key != "" {
			label = b.Key.Label()
		}
		paintText(key, label, faint, theme.CaptionTextSize()+b.Bigger/2)
		icon.Hidden = b.Icon == nil
		if b.Icon != nil && icon.Resource != b.Icon {
			icon.Resource = b.Icon
		}
		icon.Refresh()
	}
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		over.Resize(s)
		parts := b.parts(text, key, icon)
		x := max(8, float32(int((s.Width-widthOf(parts))/2)))
		for _, p := range parts {
			p.o.Resize(p.size)
			p.o.Move(fyne.NewPos(x, float32(int((s.Height-p.size.Height)/2))))
			x += p.size.Width + p.gap
		}
	}
	r.min = func() fyne.Size {
		parts := b.parts(text, key, icon)
		line := fyne.MeasureText("M", theme.TextSize()+b.Bigger, fyne.TextStyle{}).Height
		side := float32(24)
		if b.Text == "" {
			side = 12
		}
		return fyne.NewSize(widthOf(parts)+side, float32(int(line))+12+4*b.Bigger)
	}
	r.paint()
	b.painter = r
	return r
}

type buttonPart struct {
	o    fyne.CanvasObject
	size fyne.Size
	gap  float32
}

func (b *Button) parts(text, key *canvas.Text, icon *canvas.Image) []buttonPart {
	var parts []buttonPart
	if b.Icon != nil {
		parts = append(parts, buttonPart{icon, fyne.NewSquareSize(theme.IconInlineSize()), 6})
	}
	if b.Text != "" {
		parts = append(parts, buttonPart{text, text.MinSize(), 10})
	}
	if b.Key != "" {
		parts = append(parts, buttonPart{key, key.MinSize(), 0})
	}
	return parts
}

func widthOf(parts []buttonPart) float32 {
	w := float32(0)
	for i, p := range parts {
		w += p.size.Width
		if i < len(parts)-1 {
			w += p.gap
		}
	}
	return w
}

func (b *Button) colors() (fill, front, faint color.Color) {
	if b.Disabled() {
		fill = ink(theme.ColorNameDisabledButton)
		if b.Weight == Quiet {
			fill = color.Transparent
		}
		return fill, ink(theme.ColorNameDisabled), ink(theme.ColorNameDisabled)
	}
	switch b.Weight {
	case Primary:
		front = ink(theme.ColorNameForegroundOnPrimary)
		return ink(theme.ColorNamePrimary), front, faded(front)
	case Danger:
		front = ink(theme.ColorNameForegroundOnError)
		return ink(theme.ColorNameError), front, faded(front)
	case Careful:
		return ink(theme.ColorNameButton), ink(ColorBad), ink(ColorMuted)
	case Quiet:
		return color.Transparent, ink(theme.ColorNameForeground), ink(ColorFaint)
	}
	return ink(theme.ColorNameButton), ink(theme.ColorNameForeground), ink(ColorMuted)
}

func faded(c color.Color) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = 0xcc
	return n
}
