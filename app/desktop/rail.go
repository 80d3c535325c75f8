package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// rail is the list of places at the left.
type rail struct {
	widget.BaseWidget
	s     *Shell
	items []*railItem
	list  *fyne.Container
	box   *fyne.Container
}

type badge struct {
	n     int
	state page.State
}

func newRail(s *Shell) *rail {
	r := &rail{s: s, list: kit.Column(2)}
	r.box = kit.Frame(nil, nil, nil, kit.VLine(), kit.On(kit.ColorRail, kit.Pad(8, 8, 8, 8, r.list)))
	r.ExtendBaseWidget(r)
	r.rebuild()
	return r
}

func (r *rail) narrow() bool { return r.s.opt.Prefs.Get("rail") == "narrow" }

func (r *rail) rebuild() {
	kept := map[page.Route]badge{}
	for _, i := range r.items {
		kept[i.place.Route] = i.badge
	}
	r.items = nil
	var objects []fyne.CanvasObject
	for _, p := range r.s.places() {
		i := newRailItem(r, p)
		i.badge = kept[p.Route]
		r.items = append(r.items, i)
		objects = append(objects, i)
	}
	r.list.Objects = objects
	r.refresh()
	r.box.Refresh()
	r.Refresh()
}

// refresh lights the place that is open.
func (r *rail) refresh() {
	for _, i := range r.items {
		i.Refresh()
	}
}

func (r *rail) lit() string {
	if r.s.spec.Rail != "" {
		return r.s.spec.Rail
	}
	return r.s.spec.Name
}

func (r *rail) setBadge(route page.Route, n int, state page.State) {
	for _, i := range r.items {
		if i.place.Route == route {
			i.badge = badge{n, state}
			i.Refresh()
		}
	}
}

// MinSize is the rail's width: names, or signs alone.
func (r *rail) MinSize() fyne.Size {
	w := 144 + (theme.TextSize()-kit.TextSizes[0])*8
	if r.narrow() {
		w = 56
	}
	return fyne.NewSize(w, 100)
}

// CreateRenderer is Fyne's way to draw the widget.
func (r *rail) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// railItem is one place. It never takes the focus: the keyboard has Alt+1.
type railItem struct {
	widget.BaseWidget
	rail    *rail
	place   Place
	badge   badge
	hovered bool

	ground *kit.Ground
	mark   *kit.Ground
	icon   *kit.Icon
	title  *kit.Line
	right  *kit.Line
}

var (
	_ fyne.Tappable     = (*railItem)(nil)
	_ desktop.Hoverable = (*railItem)(nil)
)

func newRailItem(r *rail, p Place) *railItem {
	i := &railItem{rail: r, place: p}
	i.ground, i.mark = kit.NewGround(kit.ColorRail), kit.NewGround(kit.ColorRail)
	i.ground.Radius = 5
	i.mark.Radius = 1
	i.icon = kit.NewIcon(p.Icon, kit.ColorMuted, 20)
	i.title, i.right = kit.NewLine(p.Title), kit.NewLine("")
	i.title.Narrow = true
	i.right.Bigger = -2
	i.right.Align = fyne.TextAlignTrailing
	i.ExtendBaseWidget(i)
	return i
}

// Tapped opens the place.
func (i *railItem) Tapped(*fyne.PointEvent) { i.rail.s.Open(i.place.Route) }

// MouseIn lights the place up.
func (i *railItem) MouseIn(*desktop.MouseEvent) { i.hovered = true; i.Refresh() }

// MouseMoved does nothing.
func (i *railItem) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (i *railItem) MouseOut() { i.hovered = false; i.Refresh() }

// Refresh draws the place as it stands now.
func (i *railItem) Refresh() {
	i.draw()
	i.BaseWidget.Refresh()
}

func (i *railItem) draw() {
	on := i.rail.lit() == i.place.Route.Name()
	ground, front, mark := kit.ColorRail, kit.ColorMuted, kit.ColorRail
	switch {
	case on:
		ground, front, mark = kit.ColorAccentSoft, theme.ColorNameForeground, theme.ColorNamePrimary
	case i.hovered:
		ground, front = theme.ColorNameHover, theme.ColorNameForeground
		mark = theme.ColorNameHover
	}
	i.ground.SetColor(ground)
	i.mark.SetColor(mark)
	i.mark.Hidden = !on
	icon := front
	if on {
		icon = theme.ColorNamePrimary
	}
	i.icon.SetColor(icon)
	i.title.Bold = on
	i.title.Color = front
	i.title.Refresh()
	right, rightColor := "", kit.ColorFaint
	if i.hovered {
		right = i.place.Key.Label()
	}
	if i.badge.n > 0 && !i.hovered {
		right, rightColor = page.FormatCount(int64(i.badge.n)), kit.StateColor(i.badge.state)
	}
	i.right.SetColor(right, rightColor)
}

// CreateRenderer is Fyne's way to draw the widget.
func (i *railItem) CreateRenderer() fyne.WidgetRenderer {
	c := container.New(&railItemLayout{i}, i.ground, i.mark, i.icon, i.title, i.right)
	i.draw()
	return widget.NewSimpleRenderer(c)
}

type railItemLayout struct{ i *railItem }

func (l *railItemLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(40, kit.RowHeight(theme.TextSize())+6)
}

func (l *railItemLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	i := l.i
	i.ground.Resize(s)
	i.mark.Resize(fyne.NewSize(3, s.Height-14))
	i.mark.Move(fyne.NewPos(0, 7))
	i.icon.Resize(fyne.NewSquareSize(20))
	narrow := i.rail.narrow()
	i.title.Hidden, i.right.Hidden = narrow, narrow
	if narrow {
		i.icon.Move(fyne.NewPos(float32(int((s.Width-20)/2)), float32(int((s.Height-20)/2))))
		return
	}
	i.icon.Move(fyne.NewPos(10, float32(int((s.Height-20)/2))))
	rm := i.right.MinSize()
	tm := i.title.MinSize()
	i.right.Resize(rm)
	i.right.Move(fyne.NewPos(s.Width-rm.Width-8, float32(int((s.Height-rm.Height)/2))))
	i.title.Move(fyne.NewPos(38, float32(int((s.Height-tm.Height)/2))))
	i.title.Resize(fyne.NewSize(max(0, s.Width-38-rm.Width-12), tm.Height))
}
