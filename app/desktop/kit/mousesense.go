package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// mouseSense lies under the page and notes that the mouse moves: Fyne tells of
// that only the topmost widget that asks for it, and between those there is
// always some of this one to be seen.
type mouseSense struct {
	widget.BaseWidget
	in *Input
}

var _ desktop.Hoverable = (*mouseSense)(nil)

func newMouseSense(in *Input) *mouseSense {
	s := &mouseSense{in: in}
	s.ExtendBaseWidget(s)
	return s
}

// MouseIn, MouseMoved and MouseOut are Fyne's notices of the mouse.
func (s *mouseSense) MouseIn(*desktop.MouseEvent) { s.in.use() }

// MouseMoved notes that somebody is here.
func (s *mouseSense) MouseMoved(*desktop.MouseEvent) { s.in.use() }

// MouseOut notes that the mouse went to something on the page.
func (s *mouseSense) MouseOut() { s.in.use() }

// CreateRenderer is Fyne's way to draw the widget: there is nothing to see.
func (s *mouseSense) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(newRect())
}
