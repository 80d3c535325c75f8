package kit

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/vector"

	"packbench/app"
)

// mapPainter draws a map into a picture, pixel by pixel of the screen. It keeps the
// picture and the words it has drawn from one time to the next.
type mapPainter struct {
	img    *image.RGBA
	k      float32 // pixels a millimetre
	dot    float32 // pixels a unit of the screen
	x, y   float32 // millimetres at the upper left corner
	inks   map[fyne.ThemeColorName]color.RGBA
	words  mapWords
	raster vector.Rasterizer
	taken  []image.Rectangle // where words stand already
	widest int               // pixels that the number of a bay needs
}

// Picture draws the map, w by h pixels. It is good until the next one is drawn.
func (m *FloorMap) Picture(w, h int) image.Image {
	p := &m.painter
	p.begin(w, h)
	if m.Size().Width <= 0 || m.level >= len(m.plan.Levels) {
		return p.img
	}
	p.dot = float32(w) / m.Size().Width
	p.k, p.x, p.y = m.view.scale*p.dot, m.view.x, m.view.y
	p.widest = 2 // all bays have room for their numbers, or none has
	if w := p.words.get(strings.Repeat("8", m.digits), 11*p.dot, false); w != nil {
		p.widest += w.Rect.Dx()
	}
	m.paintGround()
	m.paintLabels()
	for i, s := range m.plan.Shapes {
		if s.Floor == m.level && p.box(s.X, s.Y, s.W, s.H).Overlaps(p.img.Rect) {
			m.paintShape(i, s)
		}
	}
	p.drawTaken()
	m.paintWalk()
	m.paintEnds()
	m.paintMarks()
	return p.img
}

// begin takes a clean sheet.
func (p *mapPainter) begin(w, h int) {
	if p.img == nil || p.img.Rect.Dx() != w || p.img.Rect.Dy() != h {
		p.img = image.NewRGBA(image.Rect(0, 0, w, h))
	}
	p.inks = map[fyne.ThemeColorName]color.RGBA{}
	p.taken = p.taken[:0]
	p.fill(p.img.Rect, p.ink(theme.ColorNameBackground))
}

// paintGround draws the floor, and squares on it.
func (m *FloorMap) paintGround() {
	p, l := &m.painter, m.plan.Levels[m.level]
	floor := p.box(0, 0, l.W, l.H)
	p.fill(floor.Inset(-1), p.ink(ColorLine))
	p.fill(floor, p.ink(ColorSurface))
	if m.square <= 0 || float32(m.square)*p.k < 4 {
		return
	}
	for x := m.square; x < l.W; x += m.square {
		p.fill(image.Rect(p.px(x), floor.Min.Y, p.px(x)+1, floor.Max.Y), p.ink(ColorRowLine))
	}
	for y := m.square; y < l.H; y += m.square {
		p.fill(image.Rect(floor.Min.X, p.py(y), floor.Max.X, p.py(y)+1), p.ink(ColorRowLine))
	}
}

func (m *FloorMap) paintShape(i int, s app.FloorShape) {
	p := &m.painter
	r := p.box(s.X, s.Y, s.W, s.H)
	switch s.Kind {
	case app.ShapeShelf:
		var t Tint
		if i < len(m.tints) {
			t = m.tints[i]
		}
		p.shelf(r, s.Name, t)
	case app.ShapeWall:
		p.fill(r, p.ink(ColorMapWall))
	case app.ShapeClosed:
		p.fill(r, p.ink(ColorBadSoft))
		p.hatch(r, p.ink(ColorBad), 6*p.dot)
	case app.ShapeArrow:
		p.arrow(r, s.Name)
	case app.ShapeStairs:
		p.stairs(r)
	}
}

// shelf draws one bay, with its number or what its tint says.
func (p *mapPainter) shelf(r image.Rectangle, name string, t Tint) {
	ground := p.ink(ColorMapShelf)
	line := p.ink(ColorMapEdge)
	inner := r
	if min(r.Dx(), r.Dy()) >= 5 { // neighbours share a line
		p.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X+1, r.Max.Y+1), line)
		inner = image.Rect(r.Min.X+1, r.Min.Y+1, r.Max.X, r.Max.Y)
	}
	p.fill(inner, ground)
	on := ground
	if t.Color != "" {
		c, part := p.ink(t.Color), inner
		if t.Part > 0 && t.Part < 1 {
			part.Min.Y = part.Max.Y - max(1, int(math.Round(float64(t.Part)*float64(inner.Dy()))))
		} else {
			on = c
		}
		p.fill(part, c)
	}
	if t.Crossed {
		p.hatch(inner, p.ink(ColorBad), 5*p.dot)
	}
	size := 11 * p.dot
	if inner.Dy() < int(size) || inner.Dx() < p.widest || p.isTaken(inner) {
		return
	}
	if near := min(float32(inner.Dy())*0.4, 18*p.dot); near > size && inner.Dx() > 2*p.widest {
		size = near
	}
	if w := p.words.get(bay(name), size, false); w != nil {
		p.word(w, middle(inner), p.over(on))
	}
}

// bay is what stands on a shelf: its name without the aisle.
func bay(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }

// paintLabels finds room for the codes of the aisles, never too small to be read, and
// in sight as long as their aisle is.
func (m *FloorMap) paintLabels() {
	p, l := &m.painter, m.plan.Levels[m.level]
	floor := p.box(0, 0, l.W, l.H)
	for i, s := range m.plan.Shapes {
		if s.Kind != app.ShapeLabel || s.Floor != m.level {
			continue
		}
		r := p.box(s.X, s.Y, s.W, s.H)
		if m.fronts[i] && floor.Overlaps(p.img.Rect) { // at the end of the aisle that is nearest
			r = r.Add(image.Pt(0, min(0, p.img.Rect.Max.Y-r.Max.Y)))
		}
		if !r.Overlaps(p.img.Rect) {
			continue
		}
		size := min(max(float32(min(r.Dx(), r.Dy()))*0.85, 13*p.dot), 24*p.dot)
		w := p.words.get(s.Name, size, true)
		if w != nil && w.Rect.Dx() > r.Dx() && r.Dx() > 0 {
			size = max(size*float32(r.Dx())/float32(w.Rect.Dx()), 12*p.dot)
			w = p.words.get(s.Name, size, true)
		}
		if w == nil {
			continue
		}
		c := middle(r.Intersect(p.img.Rect)) // where of a long rack something is seen
		at := image.Rect(c.X-w.Rect.Dx()/2-2, c.Y-w.Rect.Dy()/2-1, c.X+w.Rect.Dx()/2+3, c.Y+w.Rect.Dy()/2+2)
		if p.isTaken(at) {
			continue // too near to another one
		}
		p.taken = append(p.taken, at)
		p.words.labels = append(p.words.labels, placedWord{w, at})
	}
}

// drawTaken draws the aisle codes over the shelves.
func (p *mapPainter) drawTaken() {
	for _, l := range p.words.labels {
		p.fill(l.at, p.ink(ColorSurface))
		p.word(l.word, middle(l.at), p.ink(theme.ColorNameForeground))
	}
	p.words.labels = p.words.labels[:0]
}

func (p *mapPainter) isTaken(r image.Rectangle) bool {
	for _, t := range p.taken {
		if t.Overlaps(r) {
			return true
		}
	}
	return false
}

// paintEnds says where walks begin and end.
func (m *FloorMap) paintEnds() {
	if len(m.plan.Shapes) == 0 {
		return
	}
	start, pack := m.plan.Start, m.plan.Pack
	if start == pack {
		m.flag(start, "Start, pack", 0)
		return
	}
	lean := 0 // near to each other they lean apart
	if p := &m.painter; abs(p.px(start.X)-p.px(pack.X)) < int(64*p.dot) && abs(p.py(start.Y)-p.py(pack.Y)) < int(32*p.dot) {
		if lean = 1; start.X > pack.X {
			lean = -1
		}
	}
	m.flag(start, "Start", -lean)
	m.flag(pack, "Pack", lean)
}

// flag is a word in the accent colour that points at a place of the floor, from the
// side on which there are no shelves. It leans to the left (-1) or to the right.
func (m *FloorMap) flag(at app.FloorPoint, text string, lean int) {
	p := &m.painter
	w := p.words.get(text, 11*p.dot, true)
	if w == nil || at.Floor != m.level {
		return
	}
	x, y := p.px(at.X), p.py(at.Y)
	half, high, tip := w.Rect.Dx()/2+5, w.Rect.Dy()+8, int(6*p.dot)
	top := y + tip
	if at.Y < m.plan.Levels[m.level].H/2 {
		tip, top = -tip, y-tip-high
	}
	accent := p.ink(theme.ColorNamePrimary)
	left := max(x-half+lean*(half-int(7*p.dot)), min(0, x)) // all of it, where it is half out of sight
	left = min(left, max(p.img.Rect.Max.X-2*half, x-2*half))
	r := image.Rect(left, top, left+2*half, top+high)
	fx, fy, ft := float32(x), float32(y), float32(tip)
	p.polygon([][2]float32{{fx, fy}, {fx + 6*p.dot, fy + ft}, {fx - 6*p.dot, fy + ft}}, accent)
	p.fill(r, accent)
	p.word(w, middle(r), p.ink(theme.ColorNameForegroundOnPrimary))
}

// paintMarks draws what is marked, what is looked at, and the bands.
func (m *FloorMap) paintMarks() {
	p := &m.painter
	accent := p.ink(theme.ColorNamePrimary)
	thick := max(1, int(2*p.dot+0.5))
	for i := range m.marked {
		if s := m.plan.Shapes[i]; s.Floor == m.level {
			r := p.box(s.X, s.Y, s.W, s.H)
			p.wash(r, accent, 0x50)
			p.frame(r, accent, thick)
		}
	}
	if m.cursor >= 0 && m.cursor < len(m.plan.Shapes) {
		s := m.plan.Shapes[m.cursor]
		r := p.box(s.X, s.Y, s.W, s.H).Inset(-thick)
		p.frame(r, accent, thick+1)
		if m.focused {
			p.frame(r.Inset(-1), p.ink(theme.ColorNameForeground), 1)
		}
	}
	for _, b := range m.bands {
		r := p.box(b.X, b.Y, b.W, b.H)
		if b.Filled {
			p.wash(r, p.ink(b.Color), 0x60)
		}
		p.frame(r.Inset(-1), p.ink(b.Color), thick)
	}
}

func abs(n int) int { return max(n, -n) }

func (p *mapPainter) ink(name fyne.ThemeColorName) color.RGBA {
	c, ok := p.inks[name]
	if !ok {
		c = color.RGBAModel.Convert(ink(name)).(color.RGBA)
		p.inks[name] = c
	}
	return c
}

// over is the colour of words on a ground.
func (p *mapPainter) over(ground color.RGBA) color.RGBA {
	light := 0.299*float64(ground.R) + 0.587*float64(ground.G) + 0.114*float64(ground.B)
	if light > 140 {
		return color.RGBA{0x1b, 0x20, 0x27, 0xff}
	}
	return color.RGBA{0xf2, 0xf4, 0xf7, 0xff}
}

func (p *mapPainter) px(mm int64) int { return int(math.Round(float64((float32(mm) - p.x) * p.k))) }
func (p *mapPainter) py(mm int64) int { return int(math.Round(float64((float32(mm) - p.y) * p.k))) }

// box is a rectangle of the floor on the picture; both its edges are rounded, so
// that neighbours neither gape nor overlap.
func (p *mapPainter) box(x, y, w, h int64) image.Rectangle {
	return image.Rect(p.px(x), p.py(y), p.px(x+w), p.py(y+h))
}

func middle(r image.Rectangle) image.Point {
	return image.Pt((r.Min.X+r.Max.X)/2, (r.Min.Y+r.Max.Y)/2)
}

// fill fills a rectangle, row by row.
func (p *mapPainter) fill(r image.Rectangle, c color.RGBA) {
	r = r.Intersect(p.img.Rect)
	if r.Empty() {
		return
	}
	first := p.img.Pix[p.img.PixOffset(r.Min.X, r.Min.Y):p.img.PixOffset(r.Max.X, r.Min.Y)]
	first[0], first[1], first[2], first[3] = c.R, c.G, c.B, c.A
	for n := 4; n < len(first); n *= 2 {
		copy(first[n:], first[:n])
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		copy(p.img.Pix[p.img.PixOffset(r.Min.X, y):], first)
	}
}

// wash lays a colour over a rectangle that is seen through it.
func (p *mapPainter) wash(r image.Rectangle, c color.RGBA, alpha uint8) {
	draw.Draw(p.img, r.Intersect(p.img.Rect), image.NewUniform(color.NRGBA{c.R, c.G, c.B, alpha}), image.Point{}, draw.Over)
}

// frame is the outline of a rectangle, on its inside.
func (p *mapPainter) frame(r image.Rectangle, c color.RGBA, thick int) {
	p.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X+1, r.Min.Y+thick), c)
	p.fill(image.Rect(r.Min.X, r.Max.Y+1-thick, r.Max.X+1, r.Max.Y+1), c)
	p.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+thick, r.Max.Y+1), c)
	p.fill(image.Rect(r.Max.X+1-thick, r.Min.Y, r.Max.X+1, r.Max.Y+1), c)
}

// hatch draws slanting lines: shut, or closed.
func (p *mapPainter) hatch(r image.Rectangle, c color.RGBA, gap float32) {
	step := max(3, int(gap))
	seen := r.Intersect(p.img.Rect)
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		for x := seen.Min.X; x < seen.Max.X; x++ {
			if (x-r.Min.X+y-r.Min.Y)%step == 0 {
				p.img.SetRGBA(x, y, c)
			}
		}
	}
}

// arrow points up, down, left or right.
func (p *mapPainter) arrow(r image.Rectangle, way string) {
	side := float32(min(r.Dx(), r.Dy(), int(28*p.dot)))
	if side < 6 {
		side = 6
	}
	c := middle(r)
	x, y, h := float32(c.X), float32(c.Y), side/2
	var pts [][2]float32
	for _, q := range [][2]float32{{0, -1}, {0.8, 0}, {0.3, 0}, {0.3, 1}, {-0.3, 1}, {-0.3, 0}, {-0.8, 0}} {
		switch way {
		case "down":
			q = [2]float32{-q[0], -q[1]}
		case "left":
			q = [2]float32{q[1], -q[0]}
		case "right":
			q = [2]float32{-q[1], q[0]}
		}
		pts = append(pts, [2]float32{x + q[0]*h, y + q[1]*h})
	}
	p.polygon(pts, p.ink(ColorFaint))
}

func (p *mapPainter) polygon(pts [][2]float32, c color.RGBA) {
	lo, hi := pts[0], pts[0]
	for _, q := range pts {
		lo = [2]float32{min(lo[0], q[0]), min(lo[1], q[1])}
		hi = [2]float32{max(hi[0], q[0]), max(hi[1], q[1])}
	}
	at := image.Rect(int(lo[0])-1, int(lo[1])-1, int(hi[0])+2, int(hi[1])+2)
	if !at.Overlaps(p.img.Rect) {
		return
	}
	p.raster.Reset(at.Dx(), at.Dy())
	for i, q := range pts {
		x, y := q[0]-float32(at.Min.X), q[1]-float32(at.Min.Y)
		if i == 0 {
			p.raster.MoveTo(x, y)
		} else {
			p.raster.LineTo(x, y)
		}
	}
	p.raster.ClosePath()
	// By way of a mask: the rasterizer itself does not stop at the picture's edge.
	mask := image.NewAlpha(image.Rect(0, 0, at.Dx(), at.Dy()))
	p.raster.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	draw.DrawMask(p.img, at, image.NewUniform(c), image.Point{}, mask, image.Point{}, draw.Over)
}

// stairs are steps across a square.
func (p *mapPainter) stairs(r image.Rectangle) {
	p.fill(r, p.ink(ColorInfoSoft))
	step := max(3, r.Dy()/5)
	for y := r.Min.Y + step; y < r.Max.Y; y += step {
		p.fill(image.Rect(r.Min.X, y, r.Max.X, y+1), p.ink(ColorInfo))
	}
	p.frame(r, p.ink(ColorInfo), 1)
}
