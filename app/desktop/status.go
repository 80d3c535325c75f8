package desktop

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// Light is one of the facts at the bottom of the window that are always true:
// whether work is saved, the printer ready, the books in balance.
type Light struct {
	// ID is "connection", "printer", "books", or any other; "books" stands at
	// the right.
	ID string
	// Text says how it stands in a few words.
	Text  string
	State page.State
	// Route opens what is behind it when the light is pressed; "" for nothing.
	Route page.Route
}

// statusBar is the line at the bottom.
type statusBar struct {
	widget.BaseWidget
	s      *Shell
	lights []Light
	jobs   []page.Job
	queue  int
	left   *fyne.Container
	right  *fyne.Container
	box    *fyne.Container
}

func newStatusBar(s *Shell) *statusBar {
	b := &statusBar{s: s, left: kit.Row(16, small(" ", kit.ColorMuted)), right: kit.Row(16)}
	b.box = kit.Frame(kit.HLine(), nil, nil, nil,
		kit.On(kit.ColorRail, kit.Pad(5, 12, 4, 12, kit.Spread(b.left, b.right))))
	b.ExtendBaseWidget(b)
	return b
}

// setLight shows a light, or takes it away when it says nothing.
func (b *statusBar) setLight(l Light) {
	for i := range b.lights {
		if b.lights[i].ID == l.ID && l.Text == "" {
			b.lights = slices.Delete(b.lights, i, i+1)
			b.rebuild()
			return
		}
		if b.lights[i].ID == l.ID {
			if b.lights[i] == l {
				return
			}
			b.lights[i] = l
			b.rebuild()
			return
		}
	}
	if l.Text == "" {
		return
	}
	b.lights = append(b.lights, l)
	b.rebuild()
}

func (b *statusBar) setJob(j page.Job) {
	for i := range b.jobs {
		if b.jobs[i].ID == j.ID {
			b.jobs[i] = j
			b.rebuild()
			return
		}
	}
	b.jobs = append(b.jobs, j)
	b.rebuild()
}

func (b *statusBar) endJob(id string) {
	for i := range b.jobs {
		if b.jobs[i].ID == id {
			b.jobs = append(b.jobs[:i:i], b.jobs[i+1:]...)
			b.rebuild()
			return
		}
	}
}

func (b *statusBar) setQueue(n int) {
	if n != b.queue {
		b.queue = n
		b.rebuild()
	}
}

func (b *statusBar) rebuild() {
	var left, right []fyne.CanvasObject
	for _, l := range b.lights {
		if l.ID == "books" {
			right = append(right, newLightView(b.s, l))
		} else {
			left = append(left, newLightView(b.s, l))
		}
	}
	if b.queue > 0 {
		left = append(left, newLightView(b.s, Light{Text: fmt.Sprintf("%d scanned, waiting for the question above", b.queue), State: page.Warning}))
	}
	shown := b.jobs
	if len(shown) > 2 {
		shown = shown[:2]
	}
	var jobs []fyne.CanvasObject
	for _, j := range shown {
		jobs = append(jobs, jobView(j))
	}
	if more := len(b.jobs) - len(shown); more > 0 {
		jobs = append(jobs, small(fmt.Sprintf("and %d more", more), kit.ColorMuted))
	}
	if len(left) == 0 {
		left = append(left, small(" ", kit.ColorMuted)) // the bar keeps its height
	}
	b.left.Objects = left
	b.right.Objects = append(jobs, right...)
	b.left.Refresh()
	b.right.Refresh()
	b.box.Refresh()
}

// CreateRenderer is Fyne's way to draw the widget.
func (b *statusBar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.box) }

func small(text string, c fyne.ThemeColorName) *kit.Line {
	l := kit.NewLine(text)
	l.Color, l.Bigger = c, -1
	return l
}

func jobView(j page.Job) fyne.CanvasObject {
	parts := []fyne.CanvasObject{small(j.Title, kit.ColorMuted)}
	if j.Total > 0 {
		bar := kit.NewShare(72)
		bar.Set(float64(j.Done) / float64(j.Total))
		parts = append(parts, small(fmt.Sprintf("%d/%d", j.Done, j.Total), kit.ColorMuted), bar)
	}
	if j.Stop != nil {
		parts = append(parts, newLink("stop", j.Stop))
	}
	return kit.Row(8, parts...)
}

// lightView is a sign and some words, to press when something is behind them.
type lightView struct {
	widget.BaseWidget
	s     *Shell
	light Light
}

func newLightView(s *Shell, l Light) *lightView {
	v := &lightView{s: s, light: l}
	v.ExtendBaseWidget(v)
	return v
}

// Tapped opens what is behind the light.
func (v *lightView) Tapped(*fyne.PointEvent) {
	if v.light.Route != "" {
		v.s.Open(v.light.Route)
	}
}

// CreateRenderer is Fyne's way to draw the widget.
func (v *lightView) CreateRenderer() fyne.WidgetRenderer {
	words := kit.ColorMuted
	if v.light.State == page.Bad || v.light.State == page.Warning {
		words = kit.StateColor(v.light.State)
	}
	return widget.NewSimpleRenderer(kit.Row(6,
		small(kit.StateSign(v.light.State), kit.StateColor(v.light.State)), small(v.light.Text, words)))
}

// link is a word to press that never takes the focus.
type link struct {
	widget.BaseWidget
	line   *kit.Line
	tapped func()
}

func newLink(text string, tapped func()) *link {
	l := &link{line: small(text, "hyperlink"), tapped: tapped}
	l.ExtendBaseWidget(l)
	return l
}

// Tapped presses the word.
func (l *link) Tapped(*fyne.PointEvent) { l.tapped() }

// CreateRenderer is Fyne's way to draw the widget.
func (l *link) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.line) }
