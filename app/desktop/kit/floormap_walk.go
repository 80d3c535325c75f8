package kit

import (
	"image"
	"image/color"
	"math"
	"slices"
	"strconv"

	"fyne.io/fyne/v2/theme"

	"packbench/app"
)

// SetWalk draws a walk on the map: the way with its direction, the stops numbered as
// they are come to, the next one largest, and a bar where the picker turns back. The
// floor of the next stop is shown. An empty path draws none.
func (m *FloorMap) SetWalk(path []app.FloorPoint) {
	m.walk = path
	for _, q := range path {
		if q.Stop >= 0 {
			m.SetLevel(q.Floor)
			break
		}
	}
	m.Refresh()
}

// The measures of a drawn walk, in units of the screen.
const (
	walkLine  = 3   // how thick the way is
	walkAside = 2.5 // how far it keeps to the right, so that there and back are seen apart
	walkArrow = 70  // from one arrow to the next
	walkStop  = 7   // half of a stop
)

type dot [2]float32

func (a dot) add(b dot, f float32) dot { return dot{a[0] + b[0]*f, a[1] + b[1]*f} }

func (a dot) to(b dot) (way dot, far float32) {
	d := dot{b[0] - a[0], b[1] - a[1]}
	far = float32(math.Hypot(float64(d[0]), float64(d[1])))
	if far == 0 {
		return dot{}, 0
	}
	return dot{d[0] / far, d[1] / far}, far
}

// paintWalk draws the way and its stops over the shelves.
func (m *FloorMap) paintWalk() {
	p := &m.painter
	ink := p.ink(theme.ColorNamePrimary)
	var last dot
	begun := false
	since := float32(walkArrow) / 2 * p.dot
	for i := 1; i < len(m.walk); i++ {
		a, b := m.walk[i-1], m.walk[i]
		from, to := dot{float32(p.px(a.X)), float32(p.py(a.Y))}, dot{float32(p.px(b.X)), float32(p.py(b.Y))}
		way, far := from.to(to)
		if a.Floor != m.level || b.Floor != m.level {
			begun = false
			continue
		}
		if far == 0 {
			continue
		}
		right := dot{-way[1], way[0]}
		from, to = from.add(right, walkAside*p.dot), to.add(right, walkAside*p.dot)
		if begun {
			p.line(last, from, ink)
		}
		p.line(from, to, ink)
		for since += far; since >= walkArrow*p.dot; since -= walkArrow * p.dot {
			p.head(to.add(way, walkArrow*p.dot-since), way, ink)
		}
		if b.Turn {
			p.turn(to, way, right)
		}
		last, begun = to, true
	}
	m.paintStops()
}

// paintStops numbers the stops, the next one largest. Where they stand too close, the
// later ones are dots.
func (m *FloorMap) paintStops() {
	p := &m.painter
	accent, surface := p.ink(theme.ColorNamePrimary), p.ink(ColorSurface)
	type numbered struct {
		at dot
		r  float32
		n  int
	}
	n := 0
	var seen []numbered
	for _, q := range m.walk {
		if q.Stop < 0 {
			continue
		}
		if n++; q.Floor != m.level {
			continue
		}
		s := numbered{dot{float32(p.px(q.X)), float32(p.py(q.Y))}, walkStop * p.dot, n}
		if n == 1 {
			s.r *= 1.5
		}
		if slices.ContainsFunc(seen, func(o numbered) bool { _, far := o.at.to(s.at); return far < o.r+s.r }) {
			p.disc(s.at, 3.5*p.dot, accent)
			p.disc(s.at, 2*p.dot, surface)
			continue
		}
		seen = append(seen, s)
	}
	for _, s := range slices.Backward(seen) {
		ground, front, size := surface, p.ink(theme.ColorNameForeground), float32(9)
		if s.n == 1 {
			ground, front, size = accent, p.ink(theme.ColorNameForegroundOnPrimary), 13
		}
		p.disc(s.at, s.r+1.2*p.dot, accent)
		p.disc(s.at, s.r, ground)
		if w := p.words.get(strconv.Itoa(s.n), size*p.dot, true); w != nil {
			p.word(w, image.Pt(int(s.at[0]), int(s.at[1])), front)
		}
	}
}

// line is a piece of the way.
func (p *mapPainter) line(a, b dot, c color.RGBA) {
	way, far := a.to(b)
	if far == 0 {
		return
	}
	side := dot{-way[1], way[0]}
	h := float32(walkLine) * p.dot / 2
	a, b = a.add(way, -h), b.add(way, h)
	p.polygon([][2]float32{a.add(side, h), b.add(side, h), b.add(side, -h), a.add(side, -h)}, c)
}

// head is an arrow on the way.
func (p *mapPainter) head(at, way dot, c color.RGBA) {
	side := dot{-way[1], way[0]}
	s := 5 * p.dot
	p.polygon([][2]float32{at.add(way, s), at.add(way, -s).add(side, s), at.add(way, -s).add(side, -s)}, c)
}

// turn is a bar across the aisle: no further.
func (p *mapPainter) turn(at, way, right dot) {
	at = at.add(right, -walkAside*p.dot).add(way, 12*p.dot)
	c, s, h := p.ink(ColorWarning), 9*p.dot, 2*p.dot
	p.polygon([][2]float32{at.add(right, s).add(way, h), at.add(right, -s).add(way, h), at.add(right, -s).add(way, -h), at.add(right, s).add(way, -h)}, c)
}

func (p *mapPainter) disc(at dot, r float32, c color.RGBA) {
	var pts [][2]float32
	for i := range 24 {
		s, k := math.Sincos(float64(i) * math.Pi / 12)
		pts = append(pts, at.add(dot{float32(k), float32(s)}, r))
	}
	p.polygon(pts, c)
}
