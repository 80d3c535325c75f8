package reports

import (
	"math"
	"strconv"

	"packbench/labels"
)

// A WalkMap is one floor with a walk on it, to be drawn to scale. Lengths are of
// any one unit, from the top left corner.
type WalkMap struct {
	Name  string // of the floor, where there are several
	W, H  float64
	Racks []MapRect // rows of shelves
	Walls []MapRect
	Names []MapName // of aisles
	Picks []MapPick
	Path  []MapPoint
	Start MapPoint
	Pack  MapPoint
}

// MapRect is a thing with an outline.
type MapRect struct{ X, Y, W, H float64 }

// MapName is a text in the middle of a rectangle; one that lies below the floor
// (Y = the map's H) stands under its frame.
type MapName struct {
	MapRect
	Name string
}

// MapPick is a shelf that something is taken from.
type MapPick struct {
	MapRect
	N int // running number on the list of the first line there; 0 for none
}

// MapPoint is a corner of the walk.
type MapPoint struct {
	X, Y float64
	Turn bool // the picker turns back here
}

// underH is the height of the names under a map, mm.
const underH = 3.2

// mapHeight is how high a map is drawn where it may be so wide and high at most.
func mapHeight(m *WalkMap, w, most float64) float64 {
	if m.W <= 0 || m.H <= 0 {
		return 0
	}
	return min(most, w*m.H/m.W+underH)
}

// drawMap draws a floor into a rectangle, as large as it will go.
func drawMap(c *labels.Canvas, r labels.Rect, m *WalkMap) {
	if m.W <= 0 || m.H <= 0 || r.W <= 0 || r.H <= 0 {
		return
	}
	r.H -= underH
	s := min(r.W/m.W, r.H/m.H)
	d := mapDrawing{c: c, s: s, x: r.X + (r.W-m.W*s)/2, y: r.Y}
	for _, k := range m.Racks {
		c.Fill(d.rect(k), labels.Pale)
	}
	for _, k := range m.Walls {
		c.Fill(d.rect(k), labels.Grey)
	}
	for _, k := range m.Picks {
		q := d.rect(k.MapRect)
		grow := max(0, 1.1-min(q.W, q.H)) / 2 // a bay of a large floor is still seen
		c.Fill(labels.Rect{X: q.X - grow, Y: q.Y - grow, W: q.W + 2*grow, H: q.H + 2*grow}, labels.Black)
	}
	d.path(m.Path)
	for _, n := range m.Names {
		q := d.rect(n.MapRect)
		if q.W > 1.5 {
			c.Text(labels.Rect{X: q.X, Y: q.Y + 0.4, W: q.W, H: max(q.H, 2.6)}, n.Name, labels.Style{Font: labels.SansBold, Size: 7, Min: 4, Align: labels.Center, Middle: true})
		}
	}
	d.numbers(m.Picks)
	d.mark(m.Start, "S")
	if d.x1(m.Pack) != d.x1(m.Start) || d.y1(m.Pack) != d.y1(m.Start) {
		d.mark(m.Pack, "P")
	}
	c.Frame(d.rect(MapRect{0, 0, m.W, m.H}), 0.2)
}

type mapDrawing struct {
	c    *labels.Canvas
	s    float64 // millimetres of paper for one of the floor
	x, y float64
	put  []labels.Rect // where numbers stand
}

func (d *mapDrawing) rect(k MapRect) labels.Rect {
	return labels.Rect{X: d.x + k.X*d.s, Y: d.y + k.Y*d.s, W: k.W * d.s, H: k.H * d.s}
}

func (d *mapDrawing) x1(p MapPoint) float64 { return d.x + p.X*d.s }
func (d *mapDrawing) y1(p MapPoint) float64 { return d.y + p.Y*d.s }

// lane is how far right of the middle a walk is drawn, so that the way there and
// the way back are two lines.
const lane = 0.55

// path draws the walk, with an arrow head in the middle of each longer piece.
func (d *mapDrawing) path(path []MapPoint) {
	type piece struct{ x1, y1, x2, y2 float64 }
	var pieces []piece
	for i := 1; i < len(path); i++ {
		a, b := path[i-1], path[i]
		dx, dy := b.X-a.X, b.Y-a.Y
		l := math.Hypot(dx, dy)
		if l == 0 {
			continue
		}
		ox, oy := -dy/l*lane, dx/l*lane
		pieces = append(pieces, piece{d.x1(a) + ox, d.y1(a) + oy, d.x1(b) + ox, d.y1(b) + oy})
	}
	for i, p := range pieces {
		d.c.Line(p.x1, p.y1, p.x2, p.y2, 0.35, labels.Black)
		if i > 0 {
			q := pieces[i-1]
			d.c.Line(q.x2, q.y2, p.x1, p.y1, 0.35, labels.Black)
		}
		if l := math.Hypot(p.x2-p.x1, p.y2-p.y1); l > 5 {
			ux, uy := (p.x2-p.x1)/l, (p.y2-p.y1)/l
			mx, my := (p.x1+p.x2)/2, (p.y1+p.y2)/2
			for _, side := range [2]float64{1, -1} {
				d.c.Line(mx, my, mx-1.3*ux-side*0.7*uy, my-1.3*uy+side*0.7*ux, 0.35, labels.Black)
			}
		}
	}
}

// numbers sets the running numbers beside their shelves where there is room.
func (d *mapDrawing) numbers(picks []MapPick) {
	for _, k := range picks {
		if k.N == 0 {
			continue
		}
		q := d.rect(k.MapRect)
		at := labels.Rect{X: q.X + q.W/2 - 2, Y: q.Y + q.H/2 - 1.1, W: 4, H: 2.2}
		if d.taken(at) {
			continue
		}
		d.put = append(d.put, at)
		d.c.Fill(labels.Rect{X: at.X + 0.4, Y: at.Y, W: at.W - 0.8, H: at.H}, labels.Black)
		d.c.Text(at, strconv.Itoa(k.N), labels.Style{Font: labels.SansBold, Size: 6, Min: 4, Ink: labels.White, Align: labels.Center, Middle: true})
	}
}

func (d *mapDrawing) taken(r labels.Rect) bool {
	for _, p := range d.put {
		if r.X < p.X+p.W && p.X < r.X+r.W && r.Y < p.Y+p.H && p.Y < r.Y+r.H {
			return true
		}
	}
	return false
}

// mark sets a letter in a box: where the walk begins and ends.
func (d *mapDrawing) mark(p MapPoint, letter string) {
	r := labels.Rect{X: d.x1(p) - 1.7, Y: d.y1(p) - 1.7, W: 3.4, H: 3.4}
	d.c.Fill(r, labels.White)
	d.c.Frame(r, 0.35)
	d.c.Text(r, letter, labels.Style{Font: labels.SansBold, Size: 7.5, Min: 4, Align: labels.Center, Middle: true})
}
