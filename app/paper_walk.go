package app

import (
	"context"
	"fmt"
	"strings"

	"packbench/app/picking"
	"packbench/data"
	"packbench/reports"
)

// walkPaper puts onto a pick list what its walk is: the wave, how far and how
// long, where the next aisle begins and where to turn back, and the map with the
// way. ids are the places of the rows, in their order.
func walkPaper(ctx context.Context, v *data.View, pr Profile, floor *picking.Floor, l data.PickList, r *reports.PickList, ids []int64) error {
	if l.WaveID > 0 {
		w, err := v.Wave(ctx, l.WaveID)
		if err != nil {
			return fmt.Errorf("read the wave of %s: %w", l.Number, err)
		}
		r.Wave = "Wave " + w.Number
	}
	if l.CutOffAt.Set() {
		r.CutOff = "leaves " + l.CutOffAt.Time().In(pr.Zone()).Format("Mon 15:04")
	}
	if l.CartID > 0 {
		c, err := v.Cart(ctx, l.CartID)
		if err != nil {
			return fmt.Errorf("read the cart of %s: %w", l.Number, err)
		}
		r.Cart = c.Code
	}
	if l.PassNo > 1 {
		r.Cart = strings.TrimSpace(r.Cart + "  taken over from the zone before")
	}
	r.Bulk = l.Bulk
	path, length := floor.Along(0, ids)
	r.Walk = walkSays(l, length)
	for i := range r.Lines {
		r.Lines[i].Aisle = floor.Aisle(ids[i])
	}
	for _, p := range path {
		if p.Stop >= 0 && p.Turn && p.Stop+1 < len(r.Lines) {
			last := p.Stop // the last row at that place
			for last+1 < len(ids) && sameSpot(floor, ids[last], ids[last+1]) {
				last++
			}
			r.Lines[last].Turn = r.Lines[last].Aisle == nextAisle(r.Lines, last)
		}
	}
	r.Maps = walkMaps(floor, ids, path)
	return nil
}

// nextAisle is the aisle of the row after one.
func nextAisle(rows []reports.PickLine, i int) string {
	if i+1 < len(rows) {
		return rows[i+1].Aisle
	}
	return ""
}

func sameSpot(f *picking.Floor, a, b int64) bool {
	d, known := f.Between(a, b)
	return known && d == 0
}

// walkSays is how far and how long a walk is, in a line. Lengths are about: people
// cut corners.
func walkSays(l data.PickList, length int64) string {
	if length == 0 {
		return ""
	}
	says := fmt.Sprintf("about %s", metres(length))
	if l.Seconds > 0 {
		says += fmt.Sprintf(", %d minutes", max(1, (l.Seconds+30)/60))
	}
	if l.BoundMm > 0 && int64(l.BoundMm) >= length {
		says += "; no walk is shorter"
	}
	return says
}

// walkMaps draws the floors that a walk comes to.
func walkMaps(f *picking.Floor, ids []int64, path []picking.PathPoint) []reports.WalkMap {
	plan := f.Drawn()
	if len(plan.Levels) == 0 || len(path) == 0 {
		return nil
	}
	maps := make([]reports.WalkMap, len(plan.Levels))
	for i, l := range plan.Levels {
		maps[i] = reports.WalkMap{Name: l.Name, W: float64(l.W), H: float64(l.H)}
	}
	// first is the running number of the first row at each place, numbered those
	// that stand on the map: all of a short list, else where an aisle begins.
	first, numbered := make(map[int64]int), make(map[int]bool)
	for i := len(ids) - 1; i >= 0; i-- {
		first[ids[i]] = i + 1
		numbered[i+1] = len(ids) <= 20 || i == 0 || f.Aisle(ids[i]) != f.Aisle(ids[i-1])
	}
	for _, s := range plan.Shapes {
		m := &maps[s.Floor]
		r := reports.MapRect{X: float64(s.X), Y: float64(s.Y), W: float64(s.W), H: float64(s.H)}
		switch s.Kind {
		case picking.Shelf:
			m.Racks = joinRack(m.Racks, r)
			n := 0
			for _, p := range s.Places {
				if k := first[p]; k > 0 && (n == 0 || k < n) {
					n = k
				}
			}
			if n == 0 {
				continue
			}
			if !numbered[n] {
				n = 0
			}
			m.Picks = append(m.Picks, reports.MapPick{MapRect: r, N: n})
		case picking.Wall, picking.Closed:
			m.Walls = append(m.Walls, r)
		case picking.Label:
			if f.Kind() == picking.Rows {
				r.Y = m.H // under the frame: the walk passes where the aisle begins
			}
			m.Names = append(m.Names, reports.MapName{MapRect: r, Name: s.Name})
		}
	}
	on := make([]bool, len(maps))
	for i, p := range path {
		m := &maps[p.Floor]
		on[p.Floor] = true
		if i > 0 && path[i-1].Floor != p.Floor && len(m.Path) > 0 {
			continue // came by the stairs again: a line through the building would be wrong
		}
		m.Path = append(m.Path, reports.MapPoint{X: float64(p.X), Y: float64(p.Y), Turn: p.Turn})
	}
	maps[plan.Start.Floor].Start = reports.MapPoint{X: float64(plan.Start.X), Y: float64(plan.Start.Y)}
	maps[plan.Pack.Floor].Pack = reports.MapPoint{X: float64(plan.Pack.X), Y: float64(plan.Pack.Y)}
	var out []reports.WalkMap
	for i, m := range maps {
		if on[i] {
			out = append(out, m)
		}
	}
	return out
}

// joinRack makes one rectangle of bays that follow each other.
func joinRack(racks []reports.MapRect, r reports.MapRect) []reports.MapRect {
	for i := len(racks) - 1; i >= 0 && i >= len(racks)-2; i-- {
		q := &racks[i]
		switch {
		case q.X == r.X && q.W == r.W && q.Y == r.Y+r.H:
			q.Y, q.H = r.Y, q.H+r.H
			return racks
		case q.X == r.X && q.W == r.W && q.Y+q.H == r.Y:
			q.H += r.H
			return racks
		case q.Y == r.Y && q.H == r.H && q.X+q.W == r.X:
			q.W += r.W
			return racks
		}
	}
	return append(racks, r)
}
