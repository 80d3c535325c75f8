package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// SetMeanwhile shows under the input what somebody else made of the field while
// its form was open: who changed it and what it was, or both values to choose
// from. choose is called with the side that is pressed; no w takes it all away. It
// reports whether something else is shown than before.
func (f *Field) SetMeanwhile(w *page.Meanwhile, choose func(page.Side)) bool {
	switch {
	case w == nil && f.meanwhile == nil, w != nil && f.meanwhile != nil && *f.meanwhile == *w:
		return false
	case w == nil:
		f.meanwhile, f.under.Objects = nil, nil
	default:
		kept := *w
		f.meanwhile = &kept
		f.under.Objects = []fyne.CanvasObject{meanwhileView(w, choose)}
	}
	f.under.Hidden = w == nil
	f.Refresh()
	return true
}

func meanwhileView(w *page.Meanwhile, choose func(page.Side)) fyne.CanvasObject {
	state := page.Info
	if w.Clash && w.Chosen == page.Undecided {
		state = page.Warning
	}
	says := smallLine(StateSign(state)+" "+w.Says(), StateColor(state))
	if !w.Clash {
		was := w.Was
		if was == "" {
			was = "empty"
		}
		return Column(1, says, smallLine("It was "+page.Clip(was, 80), ColorFaint))
	}
	return Column(2, says,
		newSideView("yours", w.Mine, page.MineKey, w.Chosen == page.Mine, func() { choose(page.Mine) }),
		newSideView("theirs", w.Theirs, page.TheirsKey, w.Chosen == page.Theirs, func() { choose(page.Theirs) }))
}

func smallLine(text string, c fyne.ThemeColorName) *Line {
	l := NewLine(text)
	l.Color, l.Bigger, l.Narrow = c, -2, true
	return l
}

// sideView is one of two values to choose from, with its key. It never takes the
// keyboard from the field.
type sideView struct {
	widget.BaseWidget
	word, value string
	key         page.Key
	chosen      bool
	tapped      func()
}

func newSideView(word, value string, key page.Key, chosen bool, tapped func()) *sideView {
	v := &sideView{word: word, value: value, key: key, chosen: chosen, tapped: tapped}
	v.ExtendBaseWidget(v)
	return v
}

// Tapped chooses it.
func (v *sideView) Tapped(*fyne.PointEvent) { v.tapped() }

// sideWord is how wide the word before a value is, so that both values begin at
// one line.
const sideWord = 62

// CreateRenderer is Fyne's way to draw the widget.
func (v *sideView) CreateRenderer() fyne.WidgetRenderer {
	ground, sign, ink := NewGround(ColorSurface), "○ ", ColorMuted
	ground.Stroke, ground.Radius = ColorLine, 4
	if v.chosen {
		sign, ink = "● ", fyne.ThemeColorName(theme.ColorNamePrimary)
		ground.Stroke = theme.ColorNamePrimary
	}
	word, value := NewLine(sign+v.word), NewLine(page.Clip(v.value, 120))
	word.Color = ink
	if value.Text == "" {
		value = NewLine("empty")
		value.Color = ColorFaint
	}
	value.Narrow = true
	key := NewLine(string(v.key))
	key.Color, key.Bigger = ColorFaint, -2
	return widget.NewSimpleRenderer(container.NewStack(ground, Pad(3, 8, 3, 6,
		Frame(nil, nil, Fixed(sideWord, 0, Row(0, word)), Pad(0, 0, 0, 8, Row(0, key)), value))))
}
