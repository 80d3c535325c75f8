package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// Check is a box to tick. A scanned code never ticks it.
type Check struct {
	widget.Check
	keyed
}

// NewCheck makes a box with its words.
func NewCheck(text string, changed func(bool)) *Check {
	c := &Check{}
	c.Text, c.OnChanged = text, changed
	c.ExtendBaseWidget(c)
	c.keyed = keyed{self: c, use: func(k page.Chord) bool {
		if k.Name != "Space" {
			return false
		}
		pressSpace(c, func() {
			if !c.Disabled() {
				c.SetChecked(!c.Checked)
			}
		})
		return true
	}}
	return c
}

// TypedKey and the following send keys the kit's way.
func (c *Check) TypedKey(ev *fyne.KeyEvent) { c.keyed.TypedKey(ev) }

// TypedRune takes a character.
func (c *Check) TypedRune(r rune) { c.keyed.TypedRune(r) }

// Select is a list to choose one from. Up and Down change it in place, Space
// opens the list.
type Select struct {
	widget.Select
	keyed
}

// NewSelect makes a list of options.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{}
	s.Options, s.OnChanged = options, changed
	s.PlaceHolder = "Choose"
	s.ExtendBaseWidget(s)
	s.keyed = keyed{self: s, use: func(k page.Chord) bool {
		if s.Disabled() || k.Ctrl || k.Alt {
			return false
		}
		switch k.Name {
		case "Space":
			pressSpace(s, func() { s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace}) })
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
	i := s.SelectedIndex() + d
	if i >= 0 && i < len(s.Options) {
		s.SetSelectedIndex(i)
	}
}

// TypedKey takes a key that is not text.
func (s *Select) TypedKey(ev *fyne.KeyEvent) { s.keyed.TypedKey(ev) }

// TypedRune takes a character.
func (s *Select) TypedRune(r rune) { s.keyed.TypedRune(r) }
