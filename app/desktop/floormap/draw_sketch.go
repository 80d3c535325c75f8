package floormap

import (
	"slices"
	"strconv"
	"strings"

	"packbench/app"
)

// newDrawing is an empty floor of 20 by 15 metres on squares of half a metre.
func newDrawing() app.FloorDrawing {
	return app.FloorDrawing{Cell: 500, Floors: []app.DrawnFloor{{Name: "Ground floor", Rows: bare(40, 30)}}, Start: app.FloorCell{X: 1, Y: 28}, Pack: app.FloorCell{X: 3, Y: 28}}
}

// bare is a floor on which nothing is drawn.
func bare(w, h int) []string {
	rows := make([]string, h)
	for i := range rows {
		rows[i] = strings.Repeat(".", w)
	}
	return rows
}

// copied is a drawing that can be changed without changing the other.
func copied(d app.FloorDrawing) app.FloorDrawing {
	d.Floors = slices.Clone(d.Floors)
	for i := range d.Floors {
		d.Floors[i].Rows = slices.Clone(d.Floors[i].Rows)
	}
	d.Racks, d.Stairs = slices.Clone(d.Racks), slices.Clone(d.Stairs)
	return d
}

// area is a rectangle of squares on a floor.
type area struct{ floor, x, y, w, h int }

// between is the rectangle that two squares span.
func between(a, b app.FloorCell) area {
	return area{a.Floor, min(a.X, b.X), min(a.Y, b.Y), max(a.X, b.X) - min(a.X, b.X) + 1, max(a.Y, b.Y) - min(a.Y, b.Y) + 1}
}

func (r area) has(c app.FloorCell) bool {
	return c.Floor == r.floor && c.X >= r.x && c.X < r.x+r.w && c.Y >= r.y && c.Y < r.y+r.h
}

func rackArea(r app.FloorRack) area { return area{r.Floor, r.X, r.Y, r.W, r.H} }

func (r area) touches(o area) bool {
	return r.floor == o.floor && r.x < o.x+o.w && o.x < r.x+r.w && r.y < o.y+o.h && o.y < r.y+r.h
}

// fill draws a sign on every square of an area.
func fill(d *app.FloorDrawing, r area, sign byte) {
	rows := d.Floors[r.floor].Rows
	for y := r.y; y < r.y+r.h; y++ {
		row := []byte(rows[y])
		for x := r.x; x < r.x+r.w; x++ {
			row[x] = sign
		}
		rows[y] = string(row)
	}
}

// clearArea makes an area bare floor: racks and stairs that touch it go.
func clearArea(d *app.FloorDrawing, r area) {
	fill(d, r, '.')
	d.Racks = slices.DeleteFunc(d.Racks, func(k app.FloorRack) bool { return rackArea(k).touches(r) })
	d.Stairs = slices.DeleteFunc(d.Stairs, func(s app.FloorStairs) bool { return r.has(s.From) || r.has(s.To) })
}

// size is how many squares a floor has.
func size(d app.FloorDrawing, floor int) (w, h int) {
	rows := d.Floors[floor].Rows
	if len(rows) == 0 {
		return 0, 0
	}
	return len(rows[0]), len(rows)
}

// resized gives a floor another size; what is drawn stays at the upper left. It
// reports false where something stands outside.
func resized(d *app.FloorDrawing, floor, w, h int) bool {
	left := area{floor, 0, 0, w, h}
	for _, r := range d.Racks {
		if r.Floor == floor && (r.X+r.W > w || r.Y+r.H > h) {
			return false
		}
	}
	for _, s := range d.Stairs {
		for _, c := range [2]app.FloorCell{s.From, s.To} {
			if c.Floor == floor && !left.has(c) {
				return false
			}
		}
	}
	for _, c := range [2]app.FloorCell{d.Start, d.Pack} {
		if c.Floor == floor && !left.has(c) {
			return false
		}
	}
	rows := bare(w, h)
	for y, row := range d.Floors[floor].Rows {
		if y < h {
			rows[y] = row[:min(len(row), w)] + rows[y][min(len(row), w):]
		}
	}
	d.Floors[floor].Rows = rows
	return true
}

// removeFloor takes a floor away with all that stands on it.
func removeFloor(d *app.FloorDrawing, floor int) {
	d.Floors = slices.Delete(d.Floors, floor, floor+1)
	d.Racks = slices.DeleteFunc(d.Racks, func(r app.FloorRack) bool { return r.Floor == floor })
	d.Stairs = slices.DeleteFunc(d.Stairs, func(s app.FloorStairs) bool { return s.From.Floor == floor || s.To.Floor == floor })
	down := func(f *int) {
		if *f > floor {
			*f--
		}
	}
	for i := range d.Racks {
		down(&d.Racks[i].Floor)
	}
	for i := range d.Stairs {
		down(&d.Stairs[i].From.Floor)
		down(&d.Stairs[i].To.Floor)
	}
	for _, c := range [2]*app.FloorCell{&d.Start, &d.Pack} {
		if c.Floor == floor {
			*c = app.FloorCell{}
		}
		down(&c.Floor)
	}
}

// nextAisle is the code after a code: B after A, 08 after 07.
func nextAisle(code string) string {
	head := strings.TrimRight(code, "0123456789")
	if digits := code[len(head):]; digits != "" {
		n, err := strconv.Atoi(digits)
		if err != nil {
			return code
		}
		next := strconv.Itoa(n + 1)
		for len(next) < len(digits) {
			next = "0" + next
		}
		return head + next
	}
	if code != "" && code[len(code)-1] >= 'A' && code[len(code)-1] < 'Z' {
		return code[:len(code)-1] + string(code[len(code)-1]+1)
	}
	return code
}

// fromRows draws what rows of shelves look like: a rack for each side of an aisle
// between two cross aisles. sides says that codes name the side they are on.
func fromRows(p app.FloorPlan, r app.FloorRows, sides bool) app.FloorDrawing {
	d := app.FloorDrawing{Cell: 500}
	if len(p.Levels) == 0 {
		return newDrawing()
	}
	at := func(mm int64) int { return int((mm + d.Cell/2) / d.Cell) }
	l := p.Levels[0]
	w, h := max(1, at(l.W)), max(1, at(l.H))
	d.Floors = []app.DrawnFloor{{Name: "Ground floor", Rows: bare(w, h)}}
	within := func(x, y int64) app.FloorCell {
		return app.FloorCell{X: min(max(int(x/d.Cell), 0), w-1), Y: min(max(int(y/d.Cell), 0), h-1)}
	}
	d.Start, d.Pack = within(p.Start.X, p.Start.Y), within(p.Pack.X, p.Pack.Y)

	// The shelves of a side lie one above the other, the highest bay at the top.
	type side struct {
		aisle string
		x     int64
	}
	shelves := map[side][]app.FloorShape{}
	var order []side
	for _, s := range p.Shapes {
		if s.Kind != app.ShapeShelf {
			continue
		}
		cut := strings.LastIndexByte(s.Name, ' ')
		k := side{s.Name[:cut], s.X}
		if shelves[k] == nil {
			order = append(order, k)
		}
		shelves[k] = append(shelves[k], s)
	}
	second := map[string]bool{}
	for _, k := range order {
		rack := app.FloorRack{Aisle: k.aisle, Step: 1, Reverse: true, Faces: "right"}
		if r.OddLeft {
			rack.Step = 2
		}
		if sides {
			rack.Side = "L"
		}
		if second[k.aisle] {
			rack.Faces = "left"
			if sides {
				rack.Side = "R"
			}
		}
		second[k.aisle] = true
		all := shelves[k]
		slices.SortFunc(all, func(a, b app.FloorShape) int { return int(a.Y - b.Y) })
		for i := 0; i < len(all); {
			end := i + 1
			for end < len(all) && all[end-1].Y+all[end-1].H == all[end].Y {
				end++
			}
			top, bottom := all[i], all[end-1]
			rack.Zone = top.Zone
			rack.FirstBay, rack.LastBay = bayOf(bottom.Name), bayOf(top.Name)
			rack.X, rack.Y = at(top.X), at(top.Y)
			rack.W = max(1, at(top.X+top.W)-rack.X)
			rack.H = max(1, at(bottom.Y+bottom.H)-rack.Y)
			rack.X, rack.Y = min(rack.X, w-rack.W), min(rack.Y, h-rack.H)
			d.Racks = append(d.Racks, rack)
			i = end
		}
	}
	for _, s := range p.Shapes {
		if s.Kind == app.ShapeArrow {
			oneWayRow(&d, within(s.X+s.W/2, s.Y+s.H/2), map[string]byte{"up": '^', "down": 'v'}[s.Name])
		}
		if s.Kind == app.ShapeClosed {
			to := within(s.X+s.W-1, s.Y+s.H-1)
			fill(&d, between(within(s.X, s.Y), to), '#')
		}
	}
	return d
}

func bayOf(name string) int {
	n, err := strconv.Atoi(name[strings.LastIndexByte(name, ' ')+1:])
	if err != nil {
		return 0
	}
	return n
}

// oneWayRow lets nobody pass the other way between the racks at both sides of a
// square.
func oneWayRow(d *app.FloorDrawing, c app.FloorCell, sign byte) {
	w, _ := size(*d, 0)
	free := func(x int) bool {
		return x >= 0 && x < w && !slices.ContainsFunc(d.Racks, func(r app.FloorRack) bool { return rackArea(r).has(app.FloorCell{X: x, Y: c.Y}) })
	}
	from, to := c.X, c.X
	for free(from - 1) {
		from--
	}
	for free(to + 1) {
		to++
	}
	fill(d, area{0, from, c.Y, to - from + 1, 1}, sign)
}
