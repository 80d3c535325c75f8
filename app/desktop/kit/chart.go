package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Bar is one bar of a chart.
type Bar struct {
	// Label stands under the bar, Value decides its height, and Text stands
	// above it; "" leaves it out.
	Label string
	Value float64
	Text  string
	// Now marks the bar of today or of what is chosen.
	Now bool
}

// Bars is a small chart of bars: a week on a page. It does not replace figures;
// each bar says its own.
type Bars struct {
	widget.BaseWidget
	bars []Bar
	// Height is the least height; 0 means 120.
	Height float32
}

// NewBars makes a chart.
func NewBars(bars ...Bar) *Bars {
	b := &Bars{bars: bars}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes the bars.
func (b *Bars) Set(bars ...Bar) {
	b.bars = bars
	b.Refresh()
}

// CreateRenderer is Fyne's way to draw the widget.
func (b *Bars) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	r := &barsRenderer{b: b, base: newRect()}
	r.Refresh()
	return r
}

type barsRenderer struct {
	b       *Bars
	base    *canvas.Rectangle
	rects   []*canvas.Rectangle
	labels  []*canvas.Text
	texts   []*canvas.Text
	objects []fyne.CanvasObject
}

func (r *barsRenderer) Destroy()                     {}
func (r *barsRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *barsRenderer) MinSize() fyne.Size {
	h := r.b.Height
	if h == 0 {
		h = 120
	}
	return fyne.NewSize(float32(len(r.b.bars))*28, h)
}

func (r *barsRenderer) Refresh() {
	r.objects = append(r.objects[:0], r.base)
	paintRect(r.base, ink(ColorLine))
	for len(r.rects) < len(r.b.bars) {
		r.rects = append(r.rects, newRect())
		r.labels = append(r.labels, canvas.NewText("", color.Black))
		r.texts = append(r.texts, canvas.NewText("", color.Black))
	}
	size := theme.CaptionTextSize()
	for i, bar := range r.b.bars {
		fill, role := ink(ColorFaint), ColorMuted
		if bar.Now {
			fill, role = ink(theme.ColorNamePrimary), theme.ColorNameForeground
		}
		n := color.NRGBAModel.Convert(fill).(color.NRGBA)
		if !bar.Now {
			n.A = 0x70
		}
		paintRect(r.rects[i], n)
		r.rects[i].CornerRadius = 2
		r.labels[i].TextStyle.Bold = bar.Now
		paintText(r.labels[i], bar.Label, ink(role), size)
		paintText(r.texts[i], bar.Text, ink(role), size)
		r.objects = append(r.objects, r.rects[i], r.labels[i], r.texts[i])
	}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

func (r *barsRenderer) Layout(s fyne.Size) {
	n := len(r.b.bars)
	if n == 0 || s.Width <= 0 {
		return
	}
	line := fyne.MeasureText("0", theme.CaptionTextSize(), fyne.TextStyle{}).Height
	most := 0.0
	for _, b := range r.b.bars {
		most = max(most, b.Value)
	}
	floor := float32(int(s.Height - line - 4))
	room := floor - line - 4
	r.base.Move(fyne.NewPos(0, floor))
	r.base.Resize(fyne.NewSize(s.Width, 1))
	step := s.Width / float32(n)
	for i, b := range r.b.bars {
		h := float32(0)
		if most > 0 && b.Value > 0 {
			h = max(2, float32(int(float64(room)*b.Value/most)))
		}
		w := float32(int(min(step*0.64, 44)))
		x := float32(int(float32(i)*step + (step-w)/2))
		r.rects[i].Move(fyne.NewPos(x, floor-h))
		r.rects[i].Resize(fyne.NewSize(w, h))
		lm, tm := r.labels[i].MinSize(), r.texts[i].MinSize()
		r.labels[i].Resize(lm)
		r.labels[i].Move(fyne.NewPos(float32(int(float32(i)*step+(step-lm.Width)/2)), floor+3))
		r.texts[i].Resize(tm)
		r.texts[i].Move(fyne.NewPos(float32(int(float32(i)*step+(step-tm.Width)/2)), floor-h-tm.Height-1))
	}
}

// Share is a thin bar that is filled in part: how far a job or an order has
// come.
type Share struct {
	widget.BaseWidget
	part  float64
	width float32
}

// NewShare makes a bar of a width.
func NewShare(width float32) *Share {
	s := &Share{width: width}
	s.ExtendBaseWidget(s)
	return s
}

// Set fills the bar, from 0 to 1.
func (s *Share) Set(part float64) {
	s.part = min(max(part, 0), 1)
	s.Refresh()
}

// CreateRenderer is Fyne's way to draw the widget.
func (s *Share) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	back, front := newRect(), newRect()
	r := &themed{self: s, objects: []fyne.CanvasObject{back, front}}
	r.paint = func() {
		back.CornerRadius, front.CornerRadius = 3, 3
		paintRect(back, ink(ColorLine))
		paintRect(front, ink(theme.ColorNamePrimary))
	}
	r.layout = func(size fyne.Size) {
		back.Resize(size)
		front.Resize(fyne.NewSize(size.Width*float32(s.part), size.Height))
	}
	r.min = func() fyne.Size { return fyne.NewSize(s.width, 6) }
	r.paint()
	return r
}
