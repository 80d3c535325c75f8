package picking

import (
	"fmt"
	"strings"

	"packbench/app/picking/graph"
)

// Signs of a drawn floor.
const (
	signFloor = '.'
	signWall  = '#'
	signLeft  = '<'
	signRight = '>'
	signUp    = '^'
	signDown  = 'v'
)

// mostSquares bounds a drawing: 250 by 400 squares of half a metre is 25,000
// square metres.
const mostSquares = 100_000

// sketch is a drawing worked out: its squares as nodes.
type sketch struct {
	d     *Drawing
	first []int // by floor: number of its first square
	wide  []int
	rack  map[Cell]bool // squares that a rack stands on
	g     *graph.Graph
	at    []PathPoint
}

// newSketch works a drawing out, or says what of it can't be.
func newSketch(d *Drawing) (*sketch, error) {
	if d.Cell < 10 || d.Cell > 100_000 {
		return nil, faulty("square", "%d mm wide: 10 mm to 100 m", d.Cell)
	}
	s := &sketch{d: d, rack: make(map[Cell]bool)}
	squares := 0
	for i, f := range d.Floors {
		name := "floor " + f.Name
		s.first = append(s.first, squares)
		if len(f.Rows) == 0 || len(f.Rows[0]) == 0 {
			return nil, faulty(name, "nothing is drawn on it")
		}
		s.wide = append(s.wide, len(f.Rows[0]))
		for y, row := range f.Rows {
			if len(row) != s.wide[i] {
				return nil, faulty(name, "row %d has %d squares, the first one has %d", y+1, len(row), s.wide[i])
			}
			if x := strings.IndexFunc(row, func(r rune) bool { return !strings.ContainsRune(".#<>^v", r) }); x >= 0 {
				return nil, faulty(name, "the sign %q at square %d of row %d is not known", row[x:x+1], x+1, y+1)
			}
		}
		if squares += len(f.Rows) * s.wide[i]; squares > mostSquares {
			return nil, faulty("drawing", "it has more than %d squares: make them larger", mostSquares)
		}
	}
	if len(d.Floors) == 0 {
		return nil, faulty("drawing", "draw at least one floor")
	}
	for i, r := range d.Racks {
		if err := s.checkRack(i, r); err != nil {
			return nil, err
		}
		for x := r.X; x < r.X+r.W; x++ {
			for y := r.Y; y < r.Y+r.H; y++ {
				s.rack[Cell{r.Floor, x, y}] = true
			}
		}
	}
	s.lay(squares)
	for i, st := range d.Stairs {
		field := fmt.Sprintf("stairs %d", i+1)
		if !s.free(st.From) || !s.free(st.To) {
			return nil, faulty(field, "both ends must stand on floor")
		}
		if st.Cost < 0 || st.Cost > mostLength {
			return nil, faulty(field, "%d mm: 0 to 1 km", st.Cost)
		}
		s.g.Edge(s.node(st.From), s.node(st.To), st.Cost)
	}
	return s, nil
}

func (s *sketch) checkRack(i int, r Rack) error {
	field := "rack of aisle " + r.Aisle
	switch {
	case plain(r.Aisle) == "":
		return faulty(fmt.Sprintf("rack %d", i+1), "it has no aisle: name the one in the codes on its shelves")
	case r.Floor < 0 || r.Floor >= len(s.d.Floors):
		return faulty(field, "there is no floor %d", r.Floor+1)
	case r.W < 1 || r.H < 1 || r.X < 0 || r.Y < 0 || r.X+r.W > s.wide[r.Floor] || r.Y+r.H > len(s.d.Floors[r.Floor].Rows):
		return faulty(field, "it does not lie on its floor")
	case r.FirstBay < 0 || r.LastBay < r.FirstBay || r.LastBay > 100_000:
		return faulty(field, "bays %d to %d can't be", r.FirstBay, r.LastBay)
	case r.Step < 0:
		return faulty(field, "step %d is negative", r.Step)
	case r.Faces != "" && faces[r.Faces] == (Cell{}):
		return faulty(field, "it faces up, down, left or right, not %q", r.Faces)
	}
	return nil
}

var faces = map[string]Cell{"up": {Y: -1}, "down": {Y: 1}, "left": {X: -1}, "right": {X: 1}}

func (s *sketch) sign(c Cell) byte {
	if c.Floor < 0 || c.Floor >= len(s.d.Floors) || c.Y < 0 || c.Y >= len(s.d.Floors[c.Floor].Rows) || c.X < 0 || c.X >= s.wide[c.Floor] {
		return signWall
	}
	return s.d.Floors[c.Floor].Rows[c.Y][c.X]
}

// free says whether somebody can stand on a square.
func (s *sketch) free(c Cell) bool { return s.sign(c) != signWall && !s.rack[c] }

func (s *sketch) node(c Cell) int { return s.first[c.Floor] + c.Y*s.wide[c.Floor] + c.X }

// lay joins neighbouring squares, cornerwise too where nothing stands beside.
func (s *sketch) lay(squares int) {
	s.g, s.at = graph.New(squares), make([]PathPoint, squares)
	straight, slant := s.d.Cell, s.d.Cell*14142/10000
	for f := range s.d.Floors {
		for y := range s.d.Floors[f].Rows {
			for x := range s.wide[f] {
				c := Cell{f, x, y}
				s.at[s.node(c)] = PathPoint{Floor: f, X: int64(x)*s.d.Cell + s.d.Cell/2, Y: int64(y)*s.d.Cell + s.d.Cell/2, Stop: -1}
				if !s.free(c) {
					continue
				}
				for dx := -1; dx <= 1; dx++ {
					for dy := -1; dy <= 1; dy++ {
						to, length := Cell{f, x + dx, y + dy}, straight
						if dx == 0 && dy == 0 || !s.free(to) || against(s.sign(c), dx, dy) || against(s.sign(to), dx, dy) {
							continue
						}
						if dx != 0 && dy != 0 {
							if length = slant; !s.free(Cell{f, x + dx, y}) || !s.free(Cell{f, x, y + dy}) {
								continue
							}
						}
						s.g.Arc(s.node(c), s.node(to), length)
					}
				}
			}
		}
	}
}

// against says whether a step goes against the arrow of a square.
func against(sign byte, dx, dy int) bool {
	return sign == signLeft && dx > 0 || sign == signRight && dx < 0 || sign == signUp && dy > 0 || sign == signDown && dy < 0
}

// stand is the square from which a place is reached, with the number of its rack
// and of its bay there, or why none.
func (s *sketch) stand(p Parts) (at Cell, rack [2]int, why string) {
	aisle, nearest := false, ""
	for i, r := range s.d.Racks {
		if plain(r.Aisle) != p.Aisle {
			continue
		}
		aisle = true
		step := max(r.Step, 1)
		if p.Bay < r.FirstBay || p.Bay > r.LastBay || (p.Bay-r.FirstBay)%step != 0 || r.Side != "" && !strings.EqualFold(r.Side, p.Side) {
			continue
		}
		n := (p.Bay - r.FirstBay) / step
		if c, ok := s.beside(r, n, (r.LastBay-r.FirstBay)/step+1); ok {
			return c, [2]int{i, n}, ""
		}
		nearest = "nobody can stand before it"
	}
	switch {
	case !aisle:
		return Cell{}, rack, fmt.Sprintf("there is no aisle %s on the map", p.Aisle)
	case nearest != "":
		return Cell{}, rack, nearest
	}
	return Cell{}, rack, fmt.Sprintf("no rack of aisle %s has bay %d", p.Aisle, p.Bay)
}

// beside is the floor before the n-th of all bays of a rack.
func (s *sketch) beside(r Rack, n, all int) (Cell, bool) {
	if r.Reverse {
		n = all - 1 - n
	}
	along := func(side int) int { return (2*n + 1) * side / (2 * all) }
	try := func(face string) (Cell, bool) {
		c := Cell{Floor: r.Floor, X: r.X + along(r.W), Y: r.Y + along(r.H)}
		switch face {
		case "up":
			c.Y = r.Y - 1
		case "down":
			c.Y = r.Y + r.H
		case "left":
			c.X = r.X - 1
		case "right":
			c.X = r.X + r.W
		}
		return c, s.free(c)
	}
	order := []string{"down", "up", "right", "left"}
	if r.H > r.W {
		order = []string{"right", "left", "down", "up"}
	}
	if r.Faces != "" {
		order = []string{r.Faces}
	}
	for _, f := range order {
		if (f == "up" || f == "down") != (r.W >= r.H) && r.Faces == "" && r.W != r.H {
			continue // a rack is reached along its longer sides unless it says otherwise
		}
		if c, ok := try(f); ok {
			return c, true
		}
	}
	return Cell{}, false
}
