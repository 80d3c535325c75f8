package kit

import (
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// Preview shows the pages of a document before it is printed, with zoom and a
// page at a time.
type Preview struct {
	widget.BaseWidget
	// PointsWide is the width of a page in points at zoom 1; 0 means that of A4.
	PointsWide float32

	pages  []image.Image
	at     int
	zoom   float32 // 0 fits the page in the room there is
	paper  *canvas.Image
	holder *fyne.Container
	scroll *container.Scroll
	count  *Line
	bar    *fyne.Container
	box    *fyne.Container
}

// NewPreview makes a preview with no pages.
func NewPreview() *Preview {
	p := &Preview{count: NewMuted("")}
	p.paper = canvas.NewImageFromImage(nil)
	p.paper.FillMode = canvas.ImageFillContain
	p.paper.ScaleMode = canvas.ImageScaleSmooth
	p.holder = container.New(&paperLayout{p}, NewGround(ColorLine), p.paper)
	p.scroll = container.NewScroll(p.holder)
	prev := NewButton("", p.Previous)
	prev.Icon, prev.Weight = IconResource("previous", ColorMuted), Quiet
	next := NewButton("", p.Next)
	next.Icon, next.Weight = IconResource("next", ColorMuted), Quiet
	fitted := NewButton("Fit", func() { p.SetZoom(0) })
	fitted.Weight = Quiet
	smaller := NewButton("−", func() { p.zoomBy(1 / 1.25) })
	smaller.Weight = Quiet
	larger := NewButton("+", func() { p.zoomBy(1.25) })
	larger.Weight = Quiet
	p.bar = Spread(Row(4, prev, p.count, next), Row(4, smaller, fitted, larger))
	p.box = Frame(Pad(4, 8, 4, 8, p.bar), nil, nil, nil, On(ColorRail, p.scroll))
	p.ExtendBaseWidget(p)
	p.SetPages(nil)
	return p
}

// SetPages shows the first of other pages.
func (p *Preview) SetPages(pages []image.Image) {
	p.pages, p.at = pages, 0
	p.show()
}

// Page is the page on screen counted from 0, and how many there are.
func (p *Preview) Page() (at, of int) { return p.at, len(p.pages) }

// Next and Previous turn the page.
func (p *Preview) Next() { p.turn(p.at + 1) }

// Previous turns back.
func (p *Preview) Previous() { p.turn(p.at - 1) }

func (p *Preview) turn(to int) {
	if to >= 0 && to < len(p.pages) && to != p.at {
		p.at = to
		p.scroll.ScrollToTop()
		p.show()
	}
}

// SetZoom sets how large a page is drawn; 1 is its size on paper, 0 fits it in.
func (p *Preview) SetZoom(z float32) {
	p.zoom = z
	if z > 0 {
		p.zoom = min(max(z, 0.2), 5)
	}
	p.show()
}

// Zoom is what SetZoom was told.
func (p *Preview) Zoom() float32 { return p.zoom }

func (p *Preview) zoomBy(f float32) {
	z := p.zoom
	if z == 0 && p.wide() > 0 {
		z = p.paper.Size().Width / p.wide()
	}
	if z == 0 {
		z = 1
	}
	p.SetZoom(z * f)
}

func (p *Preview) wide() float32 {
	if p.PointsWide > 0 {
		return p.PointsWide
	}
	return 595
}

func (p *Preview) show() {
	text := "no pages"
	p.paper.Image = nil
	if p.at < len(p.pages) {
		p.paper.Image = p.pages[p.at]
		text = fmt.Sprintf("page %d of %d", p.at+1, len(p.pages))
	}
	p.count.Set(text)
	p.bar.Refresh()
	p.paper.Refresh()
	p.holder.Refresh()
	p.scroll.Refresh()
}

// Commands are the keys of a preview, for a page or a dialog to take in.
func (p *Preview) Commands() page.Commands {
	return page.Commands{
		{ID: "preview.next", Title: "Next page", Key: "PageDown", Group: "Preview", Run: p.Next, Quiet: true},
		{ID: "preview.previous", Title: "Page before", Key: "PageUp", Group: "Preview", Run: p.Previous, Quiet: true},
		{ID: "preview.larger", Title: "Larger", Key: "Ctrl+=", Group: "Preview", Run: func() { p.zoomBy(1.25) }, Quiet: true},
		{ID: "preview.smaller", Title: "Smaller", Key: "Ctrl+-", Group: "Preview", Run: func() { p.zoomBy(1 / 1.25) }, Quiet: true},
		{ID: "preview.fit", Title: "Fit in the window", Key: "Ctrl+0", Group: "Preview", Run: func() { p.SetZoom(0) }, Quiet: true},
	}
}

// CreateRenderer is Fyne's way to draw the widget.
func (p *Preview) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// paperLayout puts the page in the middle with a thin edge around it.
type paperLayout struct{ p *Preview }

func (l *paperLayout) size() fyne.Size {
	p := l.p
	if p.at >= len(p.pages) {
		return fyne.Size{}
	}
	b := p.pages[p.at].Bounds()
	if b.Dx() == 0 || b.Dy() == 0 {
		return fyne.Size{}
	}
	shape := float32(b.Dy()) / float32(b.Dx())
	if p.zoom > 0 {
		return fyne.NewSize(p.wide()*p.zoom, p.wide()*p.zoom*shape)
	}
	room := p.scroll.Size().SubtractWidthHeight(32, 32)
	w := min(room.Width, room.Height/shape)
	return fyne.NewSize(max(w, 1), max(w*shape, 1))
}

func (l *paperLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	edge, paper := objects[0], objects[1]
	size := l.size()
	if size.Width <= 1 {
		edge.Hide()
		paper.Hide()
		return
	}
	edge.Show()
	paper.Show()
	at := fyne.NewPos(max(16, float32(int((s.Width-size.Width)/2))), max(16, float32(int((s.Height-size.Height)/2))))
	paper.Move(at)
	paper.Resize(size)
	edge.Move(at.SubtractXY(1, 1))
	edge.Resize(size.AddWidthHeight(2, 2))
}

func (l *paperLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if l.p.zoom == 0 {
		return fyne.NewSize(64, 64)
	}
	return l.size().AddWidthHeight(32, 32)
}
