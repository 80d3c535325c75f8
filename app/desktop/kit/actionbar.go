package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// ActionBar is the line at the bottom of a page: what is chosen at the left,
// what can be done at the right, and the page's one primary button last.
type ActionBar struct {
	widget.BaseWidget
	// Left says what the buttons act on.
	Left *Line

	buttons []*Button
	box     *fyne.Container
}

// NewActionBar makes a line of buttons for the commands with these ids, in this
// order; the primary one should be last.
func NewActionBar(cmds page.Commands, ids ...string) *ActionBar {
	b := &ActionBar{Left: NewMuted("")}
	b.Left.Narrow = true
	b.box = Frame(HLine(), nil, nil, nil,
		On(ColorRaised, Pad(6, 12, 6, 12, Spread(b.Left, Row(8, b.add(cmds, 0, ids)...)))))
	b.ExtendBaseWidget(b)
	return b
}

// NewTouchBar makes a line of large buttons for fingers, of which the last, primary
// one takes the room that is left.
func NewTouchBar(cmds page.Commands, ids ...string) *ActionBar {
	b := &ActionBar{Left: NewMuted("")}
	b.Left.Narrow = true
	buttons := b.add(cmds, 5, ids)
	last := len(buttons) - 1
	b.box = Frame(HLine(), nil, nil, nil, On(ColorRaised, Pad(8, 12, 8, 12,
		Frame(nil, nil, Pad(0, 8, 0, 0, Row(8, buttons[:last]...)), nil, buttons[last]))))
	b.ExtendBaseWidget(b)
	return b
}

// add makes the buttons of commands.
func (b *ActionBar) add(cmds page.Commands, bigger float32, ids []string) []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, id := range ids {
		c, ok := cmds.Find(id)
		if !ok {
			fyne.LogError("action bar: no command "+id, nil)
			continue
		}
		button := CommandButton(c)
		button.Bigger = bigger
		b.buttons = append(b.buttons, button)
		objects = append(objects, button)
	}
	return objects
}

// Sync asks every command whether it can be done now.
func (b *ActionBar) Sync() {
	for _, button := range b.buttons {
		button.Sync()
	}
}

// CreateRenderer is Fyne's way to draw the widget.
func (b *ActionBar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.box) }
