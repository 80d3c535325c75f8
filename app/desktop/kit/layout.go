package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// Pad puts space around something: top, right, bottom, left, in units of 4
// where possible.
func Pad(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), o)
}

// Card puts something on a raised ground with a thin border and 12 around it.
func Card(o fyne.CanvasObject) *fyne.Container {
	g := NewGround(ColorSurface)
	g.Stroke, g.Radius = ColorLine, 6
	return container.NewStack(g, Pad(12, 12, 12, 12, o))
}

// TitledCard is a Card with a heading.
func TitledCard(title string, o fyne.CanvasObject) *fyne.Container {
	return Card(Frame(Pad(0, 0, 8, 0, NewHeading(title)), nil, nil, nil, o))
}

// Sheet is the ground of a page made of cards, with 16 around them.
func Sheet(o fyne.CanvasObject) *fyne.Container {
	return On(theme.ColorNameBackground, Pad(16, 16, 16, 16, o))
}

// On puts something on a ground of a colour.
func On(c fyne.ThemeColorName, o fyne.CanvasObject) *fyne.Container {
	return container.NewStack(NewGround(c), o)
}

// Row lays things out from left to right with a gap, centred on one line, each
// as wide as it needs.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap}, objects...)
}

// Column lays things out from top to bottom with a gap, each as wide as there
// is room.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), objects...)
}

// Spread puts left at the left and right at the right of one line.
func Spread(left, right fyne.CanvasObject) *fyne.Container {
	return container.New(spreadLayout{}, left, right)
}

// TabLine puts something small, such as a field to find by, at the right end of
// a line of views. The line under the views goes on below it.
func TabLine(tabs *Tabs, right fyne.CanvasObject) *fyne.Container {
	return container.NewStack(Frame(nil, HLine(), nil, nil, nil), Spread(tabs, right))
}

// HLine and VLine are thin separating lines.
func HLine() fyne.CanvasObject { return Fixed(0, 1, NewGround(ColorLine)) }

// VLine is a thin upright separating line.
func VLine() fyne.CanvasObject { return Fixed(1, 0, NewGround(ColorLine)) }

// Fixed gives something a least size; 0 leaves its own.
func Fixed(w, h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixedLayout{w, h}, o)
}

type rowLayout struct{ gap float32 }

func (l *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		o.Resize(m)
		o.Move(fyne.NewPos(x, float32(int((size.Height-m.Height)/2))))
		x += m.Width + l.gap
	}
}

func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if s.Width > 0 {
			s.Width += l.gap
		}
		s.Width += m.Width
		s.Height = max(s.Height, m.Height)
	}
	return s
}

type spreadLayout struct{}

func (spreadLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, right := objects[0], objects[1]
	if !right.Visible() {
		l := left.MinSize()
		left.Resize(fyne.NewSize(size.Width, l.Height))
		left.Move(fyne.NewPos(0, float32(int((size.Height-l.Height)/2))))
		return
	}
	r := right.MinSize()
	right.Resize(r)
	right.Move(fyne.NewPos(size.Width-r.Width, float32(int((size.Height-r.Height)/2))))
	l := left.MinSize()
	left.Resize(fyne.NewSize(max(0, size.Width-r.Width-8), l.Height))
	left.Move(fyne.NewPos(0, float32(int((size.Height-l.Height)/2))))
}

func (spreadLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	l, r := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(l.Width+8+r.Width, max(l.Height, r.Height))
}

type fixedLayout struct{ w, h float32 }

func (l fixedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
		o.Move(fyne.Position{})
	}
}

func (l fixedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	if l.w > 0 {
		s.Width = l.w
	}
	if l.h > 0 {
		s.Height = l.h
	}
	return s
}

// SetVisible shows or hides something on a page. Fyne does not draw the window
// again for a thing that was hidden from the beginning, because it does not
// know yet to which window it belongs.
func SetVisible(o fyne.CanvasObject, on bool) {
	if o.Visible() == on {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
	if in := inputOf(o); in.canvas != nil {
		in.canvas.Refresh(o)
	}
}

// Frame puts things at the edges and one in the middle, without any space
// between them; nil leaves an edge out. Fyne's own border leaves a gap that
// shows as a stripe.
func Frame(top, bottom, left, right, middle fyne.CanvasObject) *fyne.Container {
	l := &frameLayout{top, bottom, left, right}
	var objects []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{middle, top, bottom, left, right} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(l, objects...)
}

type frameLayout struct{ top, bottom, left, right fyne.CanvasObject }

func (l *frameLayout) edge(o fyne.CanvasObject) fyne.Size {
	if o == nil || !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}

func (l *frameLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	top, bottom := l.edge(l.top).Height, l.edge(l.bottom).Height
	left, right := l.edge(l.left).Width, l.edge(l.right).Width
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		if o != nil {
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(max(0, w), max(0, h)))
		}
	}
	put(l.top, 0, 0, s.Width, top)
	put(l.bottom, 0, s.Height-bottom, s.Width, bottom)
	put(l.left, 0, top, left, s.Height-top-bottom)
	put(l.right, s.Width-right, top, right, s.Height-top-bottom)
	for _, o := range objects {
		if o != l.top && o != l.bottom && o != l.left && o != l.right {
			put(o, left, top, s.Width-left-right, s.Height-top-bottom)
		}
	}
}

func (l *frameLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		if o != l.top && o != l.bottom && o != l.left && o != l.right && o.Visible() {
			m = m.Max(o.MinSize())
		}
	}
	t, b, le, r := l.edge(l.top), l.edge(l.bottom), l.edge(l.left), l.edge(l.right)
	m.Height = max(m.Height, le.Height, r.Height) + t.Height + b.Height
	m.Width = max(m.Width+le.Width+r.Width, t.Width, b.Width)
	return m
}
