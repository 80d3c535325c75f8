package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// Shout is the strip across a scan page that says by colour, sign and word how the
// last scan was, large enough for somebody who looks at the goods.
type Shout struct {
	widget.BaseWidget
	ground       *Ground
	word, detail *Line
	box          fyne.CanvasObject
}

// NewShout makes a strip that says nothing yet.
func NewShout() *Shout {
	s := &Shout{ground: NewGround(ColorInfoSoft), word: NewBig("", 25), detail: NewBig("", 5)}
	s.detail.Bold = false
	s.word.Align, s.detail.Align = fyne.TextAlignCenter, fyne.TextAlignCenter
	s.word.Narrow, s.detail.Narrow = true, true
	s.box = Fixed(0, 112, container.NewStack(s.ground, Pad(14, 24, 10, 24, Column(2, s.word, s.detail))))
	s.ExtendBaseWidget(s)
	return s
}

// Set shows a word, and a line below it, in the colour of a state: full colour for
// what is good or wrong, soft for all else.
func (s *Shout) Set(state page.State, word, detail string) {
	ground, front := ColorInfoSoft, fyne.ThemeColorName(theme.ColorNameForeground)
	switch state {
	case page.Good:
		ground, front = theme.ColorNameSuccess, theme.ColorNameForegroundOnSuccess
	case page.Bad:
		ground, front = theme.ColorNameError, theme.ColorNameForegroundOnError
	case page.Warning:
		ground, front = theme.ColorNameWarning, theme.ColorNameForegroundOnWarning
	}
	if state != page.Plain && word != "" {
		word = StateSign(state) + "  " + word
	}
	s.ground.SetColor(ground)
	s.word.SetColor(word, front)
	s.detail.SetColor(detail, front)
	s.Refresh()
}

// CreateRenderer is Fyne's way to draw the widget.
func (s *Shout) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.box) }
