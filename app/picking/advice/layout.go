package advice

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"packbench/app/picking"
)

// Layout is another way to lay out the floor, and what it would walk.
type Layout struct {
	Title         string // "a cross aisle after bay 12"
	Map           picking.Map
	Before, After int64 // millimetres, all past lists
}

// Saves is the share of the way that is saved, 0.2 for a fifth.
func (l Layout) Saves() float64 {
	if l.Before == 0 {
		return 0
	}
	return 1 - float64(l.After)/float64(l.Before)
}

// WhatIf walks past lists (of places) through other layouts of the rows of shelves
// and gives those that save something, the best first. A map of another kind has
// no variants. A cancelled context ends it with what was tried.
func WhatIf(ctx context.Context, m picking.Map, places []picking.Place, lists [][]int64, progress func(done, of int)) ([]Layout, error) {
	if m.Kind != picking.Rows || m.Rows == nil {
		return nil, nil
	}
	before, err := walked(m, places, lists)
	if err != nil {
		return nil, err
	}
	var out []Layout
	all := variants(m)
	for i, v := range all {
		if ctx.Err() != nil {
			break
		}
		if progress != nil {
			progress(i, len(all))
		}
		v.Before = before
		if v.After, err = walked(v.Map, places, lists); err != nil {
			continue // this layout can't be: a cross aisle through what is closed
		}
		if v.After < before {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b Layout) int { return cmp.Compare(a.After, b.After) })
	return out, nil
}

func walked(m picking.Map, places []picking.Place, lists [][]int64) (int64, error) {
	f, err := picking.NewFloor(m, places)
	if err != nil {
		return 0, fmt.Errorf("lay out the floor: %w", err)
	}
	meter := f.NewMeter()
	sum := int64(0)
	for _, l := range lists {
		sum += meter.Length(l)
	}
	return sum, nil
}

// variants are the changes that a shop could make: one more cross aisle, one
// fewer, the packing bench or the start elsewhere, an end opened.
func variants(m picking.Map) []Layout {
	var out []Layout
	with := func(title string, change func(r *picking.RowPlan)) {
		v := m
		r := *m.Rows
		r.Cross, r.Shut, r.Aisles = slices.Clone(r.Cross), slices.Clone(r.Shut), slices.Clone(r.Aisles)
		change(&r)
		v.Rows = &r
		out = append(out, Layout{Title: title, Map: v})
	}
	r := m.Rows
	along := r.Bays
	if r.OddLeft {
		along = (r.Bays + 1) / 2
	}
	bay := func(after int) int {
		if r.OddLeft {
			return r.FirstBay + 2*after - 1
		}
		return r.FirstBay + after - 1
	}
	for _, part := range []int{2, 3, 4} {
		for k := 1; k < part; k++ {
			after := along * k / part
			if after < 1 || after >= along || slices.Contains(r.Cross, after) || part == 4 && k == 2 {
				continue
			}
			with(fmt.Sprintf("a cross aisle after bay %d", bay(after)), func(r *picking.RowPlan) {
				i, _ := slices.BinarySearch(r.Cross, after)
				r.Cross = slices.Insert(r.Cross, i, after)
				for _, p := range []*picking.RowPoint{&r.Start, &r.Pack} {
					if p.Cross > i {
						p.Cross++
					}
				}
			})
		}
	}
	for i, after := range r.Cross {
		if r.Start.Cross == i+1 || r.Pack.Cross == i+1 {
			continue
		}
		with(fmt.Sprintf("no cross aisle after bay %d: shelves there instead", bay(after)), func(r *picking.RowPlan) {
			r.Cross = slices.Delete(r.Cross, i, i+1)
			for _, p := range []*picking.RowPoint{&r.Start, &r.Pack} {
				if p.Cross > i+1 {
					p.Cross--
				}
			}
		})
	}
	if r.NoFront {
		with("a way along the front", func(r *picking.RowPlan) { r.NoFront = false })
	}
	if r.NoBack {
		with("a way along the back", func(r *picking.RowPlan) { r.NoBack = false })
	}
	middle := r.Aisles[len(r.Aisles)/2].Code
	last := len(r.Cross) + 1
	for _, at := range []struct {
		name string
		p    picking.RowPoint
	}{
		{"the middle of the front", picking.RowPoint{Aisle: middle}},
		{"the middle of the back", picking.RowPoint{Aisle: middle, Cross: last}},
		{"the front of aisle " + r.Aisles[0].Code, picking.RowPoint{Aisle: r.Aisles[0].Code}},
		{"the front of aisle " + r.Aisles[len(r.Aisles)-1].Code, picking.RowPoint{Aisle: r.Aisles[len(r.Aisles)-1].Code}},
	} {
		if at.p != r.Pack {
			with("start and packing bench at "+at.name, func(r *picking.RowPlan) { r.Start, r.Pack = at.p, at.p })
		}
	}
	if r.Start != r.Pack {
		with("walks that begin at the packing bench", func(r *picking.RowPlan) { r.Start = r.Pack })
	}
	return out
}
