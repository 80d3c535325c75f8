package picking

import (
	"cmp"
	"slices"
	"strconv"
)

// Shape is one thing to draw on a plan of the floor, millimetres from its top
// left corner.
type Shape struct {
	Kind       ShapeKind
	Floor      int
	X, Y, W, H int64
	Name       string  // of a shelf: aisle and bay, "A 12"; of an aisle: its code
	Zone       string  // of a shelf
	Places     []int64 // on a shelf, by code
}

// ShapeKind is what a shape is.
type ShapeKind string

// The kinds of shapes.
const (
	Shelf  ShapeKind = "shelf"  // one bay, one side
	Wall   ShapeKind = "wall"   // nobody walks here
	Closed ShapeKind = "closed" // closed for now
	Arrow  ShapeKind = "arrow"  // one way; Name is up, down, left or right
	Label  ShapeKind = "label"  // the code of an aisle, in the middle of the shape
	Stair  ShapeKind = "stairs" // stairs or a lift to another floor, whose name it has
)

// Level is one floor of a plan.
type Level struct {
	Name string
	W, H int64
}

// Plan is the floor to scale: its levels, and what stands on them. It is empty
// where there is no map.
type Plan struct {
	Levels []Level
	Shapes []Shape
	Start  PathPoint
	Pack   PathPoint
}

// Drawn is the floor to scale.
func (f *Floor) Drawn() Plan {
	if f.engine == nil {
		return Plan{}
	}
	p := f.plan
	p.Start, p.Pack = f.at[startPost], f.at[packPost]
	p.Shapes = slices.Clone(p.Shapes)
	return p
}

// left is how much room lies left of an aisle's middle, right what lies right of
// it: half of the way to its neighbour.
func (l *layout) left(a int) int64 {
	if a > 0 {
		return l.r.Aisles[a-1].Pitch / 2
	}
	return l.right(0)
}

func (l *layout) right(a int) int64 {
	if p := l.r.Aisles[a].Pitch; p > 0 {
		return p / 2
	}
	return l.r.BayWidth
}

// deep is how deep the building is, with the front and the back cross aisle.
func (l *layout) deep() int64 { return l.cross[len(l.cross)-1] + l.r.CrossWidth }

// shelfKey is one bay on one side.
type shelfKey struct {
	aisle, at int
	right     bool
}

// draw makes the plan of rows of shelves; where gives the places of each bay.
func (l *layout) draw(where map[shelfKey][]Place, zone func(int64) string) Plan {
	last := len(l.x) - 1
	p := Plan{Levels: []Level{{W: l.left(0) + l.x[last] + l.right(last), H: l.deep()}}}
	for a, ra := range l.r.Aisles {
		mid := l.left(0) + l.x[a]
		for at := range l.bays {
			b, y := l.along(at)
			top := l.deep() - l.r.CrossWidth/2 - l.cross[b] - y - l.r.BayWidth/2
			for _, right := range [2]bool{false, true} {
				depth := l.left(a) * 3 / 5
				s := Shape{Kind: Shelf, X: mid - l.left(a), Y: top, W: depth, H: l.r.BayWidth, Name: ra.Code + " " + l.bayName(at, right), Zone: ra.Zone}
				if right {
					s.W = l.right(a) * 3 / 5
					s.X = mid + l.right(a) - s.W
				}
				places := where[shelfKey{a, at, right}]
				slices.SortFunc(places, func(a, b Place) int { return cmp.Or(Compare(a.Code, b.Code), cmp.Compare(a.ID, b.ID)) })
				for _, pl := range places {
					s.Places = append(s.Places, pl.ID)
					if z := zone(pl.ID); z != "" {
						s.Zone = z
					}
				}
				p.Shapes = append(p.Shapes, s)
			}
		}
		p.Shapes = append(p.Shapes, Shape{Kind: Label, X: mid - l.left(a), Y: l.deep() - l.r.CrossWidth, W: l.left(a) + l.right(a), H: l.r.CrossWidth / 2, Name: ra.Code})
		if ra.OneWay != "" {
			for i := range l.walls.Blocks {
				y := l.deep() - l.r.CrossWidth/2 - (l.cross[i]+l.cross[i+1])/2
				p.Shapes = append(p.Shapes, Shape{Kind: Arrow, X: mid - l.r.BayWidth/2, Y: y - l.r.BayWidth/2, W: l.r.BayWidth, H: l.r.BayWidth, Name: ra.OneWay})
			}
		}
	}
	for _, c := range l.walls.Closed {
		s := Shape{Kind: Closed}
		if c.Across {
			s.X, s.W = l.left(0)+l.x[c.Aisle], l.walls.Pitch[c.Aisle]
			s.Y, s.H = l.deep()-l.cross[c.Cross]-l.r.CrossWidth, l.r.CrossWidth
		} else {
			s.X, s.W = l.left(0)+l.x[c.Aisle]-l.left(c.Aisle)*2/5, (l.left(c.Aisle)+l.right(c.Aisle))*2/5
			s.Y, s.H = l.deep()-l.r.CrossWidth/2-l.cross[c.Block]-c.To, c.To-c.From
		}
		p.Shapes = append(p.Shapes, s)
	}
	return p
}

// bayName is what stands on a bay.
func (l *layout) bayName(at int, right bool) string {
	n := l.r.FirstBay + at
	if l.r.OddLeft {
		n = l.r.FirstBay + 2*at
		if right {
			n++
		}
	}
	return strconv.Itoa(n)
}

// sideOf says on which sides of its aisle a place stands.
func (l *layout) sideOf(p Parts) (left, right bool) {
	switch {
	case p.Side == "R":
		return false, true
	case p.Side == "L":
		return true, false
	case l.r.OddLeft:
		odd := (p.Bay-l.r.FirstBay)%2 == 0
		return odd, !odd
	}
	return true, true
}

// Sketched is a drawing to scale without any places, also one that is not finished
// and could not be walked yet. Racks and stairs must be on floors that there are.
func (d *Drawing) Sketched() Plan {
	s := sketch{d: d}
	for _, f := range d.Floors {
		w := 0
		for _, row := range f.Rows {
			w = max(w, len(row))
		}
		s.wide = append(s.wide, w)
	}
	p := s.draw(nil, func(int64) string { return "" })
	middle := func(c Cell) PathPoint {
		return PathPoint{Floor: c.Floor, X: int64(c.X)*d.Cell + d.Cell/2, Y: int64(c.Y)*d.Cell + d.Cell/2}
	}
	p.Start, p.Pack = middle(d.Start), middle(d.Pack)
	return p
}

// draw makes the plan of a drawing; places are those on each bay of each rack.
func (s *sketch) draw(where map[[2]int][]Place, zone func(int64) string) Plan {
	var p Plan
	cell := s.d.Cell
	for i, f := range s.d.Floors {
		p.Levels = append(p.Levels, Level{Name: f.Name, W: int64(s.wide[i]) * cell, H: int64(len(f.Rows)) * cell})
		for y, row := range f.Rows {
			for x := 0; x < len(row); {
				to := x + 1
				for to < len(row) && row[to] == row[x] && row[x] == signWall {
					to++
				}
				sh := Shape{Floor: i, X: int64(x) * cell, Y: int64(y) * cell, W: int64(to-x) * cell, H: cell}
				switch row[x] {
				case signFloor:
				case signWall:
					sh.Kind = Wall
					p.Shapes = append(p.Shapes, sh)
				default:
					sh.Kind, sh.Name = Arrow, map[byte]string{signLeft: "left", signRight: "right", signUp: "up", signDown: "down"}[row[x]]
					p.Shapes = append(p.Shapes, sh)
				}
				x = to
			}
		}
	}
	for _, st := range s.d.Stairs {
		for _, end := range [2][2]Cell{{st.From, st.To}, {st.To, st.From}} {
			at, to := end[0], end[1]
			p.Shapes = append(p.Shapes, Shape{Kind: Stair, Floor: at.Floor, X: int64(at.X) * cell, Y: int64(at.Y) * cell, W: cell, H: cell, Name: s.d.Floors[to.Floor].Name})
		}
	}
	for i, r := range s.d.Racks {
		step := max(r.Step, 1)
		all := (r.LastBay-r.FirstBay)/step + 1
		for n := range all {
			k := n
			if r.Reverse {
				k = all - 1 - n
			}
			sh := Shape{Kind: Shelf, Floor: r.Floor, X: int64(r.X) * cell, Y: int64(r.Y) * cell, W: int64(r.W) * cell, H: int64(r.H) * cell, Name: r.Aisle + " " + strconv.Itoa(r.FirstBay+n*step), Zone: r.Zone}
			if r.W >= r.H {
				sh.X, sh.W = sh.X+sh.W*int64(k)/int64(all), sh.W*int64(k+1)/int64(all)-sh.W*int64(k)/int64(all)
			} else {
				sh.Y, sh.H = sh.Y+sh.H*int64(k)/int64(all), sh.H*int64(k+1)/int64(all)-sh.H*int64(k)/int64(all)
			}
			for _, pl := range where[[2]int{i, n}] {
				sh.Places = append(sh.Places, pl.ID)
				if z := zone(pl.ID); z != "" {
					sh.Zone = z
				}
			}
			p.Shapes = append(p.Shapes, sh)
		}
		p.Shapes = append(p.Shapes, Shape{Kind: Label, Floor: r.Floor, X: int64(r.X) * cell, Y: int64(r.Y) * cell, W: int64(r.W) * cell, H: int64(r.H) * cell, Name: r.Aisle})
	}
	return p
}
