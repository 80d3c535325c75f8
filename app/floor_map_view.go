package app

import (
	"errors"

	"packbench/app/picking"
	"packbench/data"
)

// The map of the floor as pages show and describe it; see package picking, which
// pages do not import.
type (
	// Floor is the map with the shop's places on it.
	Floor = picking.Floor
	// FloorMap is what a shop says about its floor.
	FloorMap = picking.Map
	// FloorRows is rows of shelves, FloorAisle one of their aisles, FloorCorner where
	// an aisle meets a cross aisle, ShutPiece what nobody can walk through.
	FloorRows   = picking.RowPlan
	FloorAisle  = picking.RowAisle
	FloorCorner = picking.RowPoint
	ShutPiece   = picking.ShutPiece
	// FloorDrawing is floors on squared paper, with what stands on them.
	FloorDrawing = picking.Drawing
	DrawnFloor   = picking.DrawnFloor
	FloorRack    = picking.Rack
	FloorStairs  = picking.Stairs
	FloorCell    = picking.Cell
	// FloorPlan is the floor to scale, FloorShape one thing on it.
	FloorPlan  = picking.Plan
	FloorShape = picking.Shape
	FloorLevel = picking.Level
	FloorPoint = picking.PathPoint
	// FloorPlace is a place as walks know it.
	FloorPlace = picking.Place
	// LostPlace is a place that stands nowhere on the map, and why.
	LostPlace = picking.Lost
)

// The levels of a map, and the kinds of shapes on a plan.
const (
	FloorCodes = picking.Codes
	FloorInRow = picking.Rows
	FloorDrawn = picking.Drawn

	ShapeShelf  = picking.Shelf
	ShapeWall   = picking.Wall
	ShapeClosed = picking.Closed
	ShapeArrow  = picking.Arrow
	ShapeLabel  = picking.Label
	ShapeStairs = picking.Stair
)

// CodesRead says how a pattern reads the codes of a shop's places.
type CodesRead struct {
	Fits   int
	Misses []string // codes that it does not fit, in their order
}

// ReadCodes tries a pattern on codes.
func ReadCodes(pattern string, codes []string) (CodesRead, error) {
	p, err := picking.ParsePattern(pattern)
	if err != nil {
		return CodesRead{}, data.Invalid("pattern", "%s", err.Error())
	}
	var r CodesRead
	for _, c := range codes {
		if _, ok := p.Read(c); ok {
			r.Fits++
		} else {
			r.Misses = append(r.Misses, c)
		}
	}
	return r, nil
}

// GuessPattern is the usual pattern that reads most of a shop's codes, "" where none
// reads any.
func GuessPattern(codes []string) string {
	p, _ := picking.GuessPattern(codes)
	return p
}

// GuessRows makes rows of shelves of the codes that a pattern reads.
func GuessRows(pattern string, codes []string) (FloorRows, error) {
	p, err := picking.ParsePattern(pattern)
	if err != nil {
		return FloorRows{}, data.Invalid("pattern", "%s", err.Error())
	}
	return picking.GuessRows(p, codes), nil
}

// AislesOf gives the aisle that each code names by the shop's pattern, or by the
// usual one that reads most of them; "" where it does not fit.
func AislesOf(pattern string, codes []string) []string {
	out := make([]string, len(codes))
	p, err := picking.ParsePattern(pattern)
	if err != nil {
		if p, err = picking.ParsePattern(GuessPattern(codes)); err != nil {
			return out
		}
	}
	for i, c := range codes {
		if parts, ok := p.Read(c); ok {
			out[i] = parts.Aisle
		}
	}
	return out
}

// CompareCodes orders codes as people count: A-2 before A-10.
func CompareCodes(a, b string) int { return picking.Compare(a, b) }

// FloorFault says which part of a map can't be, and why; ok is false for an error
// of another kind.
func FloorFault(err error) (field, why string, ok bool) {
	var f *picking.Fault
	if errors.As(err, &f) {
		return f.Field, f.Why, true
	}
	var d *data.Fault
	if errors.As(err, &d) && d.Kind == data.KindInvalid {
		return d.Field, d.Message, true
	}
	return "", "", false
}
