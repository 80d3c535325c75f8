package pack

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// shout is the strip across the bench that says by colour, sign and word how
// the last scan was, large enough for somebody who looks at the goods.
type shout struct {
	widget.BaseWidget
	ground       *kit.Ground
	word, detail *kit.Line
	box          fyne.CanvasObject
}

func newShout() *shout {
	s := &shout{ground: kit.NewGround(kit.ColorInfoSoft), word: kit.NewBig("", 25), detail: kit.NewBig("", 5)}
	s.detail.Bold = false
	s.word.Align, s.detail.Align = fyne.TextAlignCenter, fyne.TextAlignCenter
	s.word.Narrow, s.detail.Narrow = true, true
	s.box = kit.Fixed(0, 112, container.NewStack(s.ground, kit.Pad(14, 24, 10, 24, kit.Column(2, s.word, s.detail))))
	s.ExtendBaseWidget(s)
	return s
}

// set shows a word in the colour of its state: full colour for what is good or
// wrong, soft for all else.
func (s *shout) set(says said) {
	ground, front := kit.ColorInfoSoft, fyne.ThemeColorName(theme.ColorNameForeground)
	word := says.Word
	switch says.State {
	case page.Good:
		ground, front, word = theme.ColorNameSuccess, theme.ColorNameForegroundOnSuccess, "✓  "+word
	case page.Bad:
		ground, front, word = theme.ColorNameError, theme.ColorNameForegroundOnError, "✕  "+word
	case page.Warning:
		ground, front, word = theme.ColorNameWarning, theme.ColorNameForegroundOnWarning, "▲  "+word
	}
	s.ground.SetColor(ground)
	s.word.SetColor(word, front)
	s.detail.SetColor(says.Detail, front)
	s.Refresh()
}

// CreateRenderer is Fyne's way to draw the widget.
func (s *shout) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.box) }
