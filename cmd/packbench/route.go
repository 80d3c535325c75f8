package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"packbench/app/picking"
	"packbench/app/picking/grid"
)

// warehouseIn is a warehouse as the planning commands read it.
type warehouseIn struct {
	Aisles      int        `json:"aisles"`
	CrossAisles int        `json:"cross_aisles"`
	BlockLength []int64    `json:"block_length"`
	AislePitch  pitchIn    `json:"aisle_pitch"`
	Depot       *cornerIn  `json:"depot"`
	End         *cornerIn  `json:"end"`
	Closed      []closedIn `json:"closed"`
}

// closedIn is a piece that nobody can walk through: of a sub-aisle from one offset
// to another, or of a cross aisle from an aisle to the next.
type closedIn struct {
	Aisle      int    `json:"aisle"`
	CrossAisle *int   `json:"cross_aisle,omitempty"`
	Block      int    `json:"block"`
	From       int64  `json:"from"`
	To         *int64 `json:"to"`
}

type cornerIn struct {
	Aisle      int `json:"aisle"`
	CrossAisle int `json:"cross_aisle"`
}

// pitchIn is one distance between all aisles, or one for each pair.
type pitchIn struct {
	given bool
	one   int64
	each  []int64
}

func (p *pitchIn) UnmarshalJSON(text []byte) error {
	p.given = true
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("[")) {
		if err := json.Unmarshal(text, &p.each); err != nil {
			return errors.New("aisle_pitch: one whole number, or a list of one for each pair of neighbouring aisles, was expected")
		}
		if p.each == nil {
			p.each = []int64{}
		}
		return nil
	}
	if err := json.Unmarshal(text, &p.one); err != nil {
		return errors.New("aisle_pitch: one whole number, or a list of one for each pair of neighbouring aisles, was expected")
	}
	return nil
}

type pickIn struct {
	ID     string `json:"id"`
	Aisle  int    `json:"aisle"`
	Block  int    `json:"block"`
	Offset int64  `json:"offset"`
}

type routeIn struct {
	Warehouse *warehouseIn `json:"warehouse"`
	Picks     []pickIn     `json:"picks"`
	End       *cornerIn    `json:"end"`
}

// pointOut is a point of a path: a corner, or a place with what is picked there.
type pointOut struct {
	Aisle      int     `json:"aisle"`
	CrossAisle *int    `json:"cross_aisle,omitempty"`
	Block      *int    `json:"block,omitempty"`
	Offset     *int64  `json:"offset,omitempty"`
	Pick       *string `json:"pick,omitempty"`
}

type routeOut struct {
	Length  int64            `json:"length"`
	Optimal bool             `json:"optimal"`
	Bound   int64            `json:"bound"`
	Order   []string         `json:"order"`
	Path    []pointOut       `json:"path"`
	Methods map[string]int64 `json:"methods,omitempty"`
	MS      float64          `json:"ms"`
}

// route answers walks: see the promises in the README's list of commands.
func (m *Main) route(ctx context.Context, args []string) error {
	var router picking.Router
	return m.documents(ctx, "route", args, func(ctx context.Context, document []byte) (any, error) {
		var in routeIn
		if err := readDocument(document, &in); err != nil {
			return nil, err
		}
		w, start, end, err := in.Warehouse.read(in.End)
		if err != nil {
			return nil, err
		}
		return routeOne(ctx, &router, w, in.Picks, start, end)
	})
}

// read makes the warehouse, or says what of it can't be.
func (in *warehouseIn) read(other *cornerIn) (w *grid.Warehouse, start, end grid.Corner, err error) {
	fail := func(format string, args ...any) (*grid.Warehouse, grid.Corner, grid.Corner, error) {
		return nil, start, end, fmt.Errorf(format, args...)
	}
	switch {
	case in == nil:
		return fail(`"warehouse" is missing`)
	case in.Aisles < 1 || in.Aisles > grid.MaxAisles:
		return fail("warehouse.aisles: %d: a whole number from 1 to %d was expected", in.Aisles, grid.MaxAisles)
	case in.CrossAisles < 2 || in.CrossAisles > grid.MaxCross:
		return fail("warehouse.cross_aisles: %d: a whole number from 2 to %d was expected", in.CrossAisles, grid.MaxCross)
	case len(in.BlockLength) != in.CrossAisles-1:
		return fail("warehouse.block_length: %d lengths: %d were expected, one for each block between two of the %d cross aisles", len(in.BlockLength), in.CrossAisles-1, in.CrossAisles)
	case in.Depot == nil:
		return fail(`warehouse.depot is missing: {"aisle": a, "cross_aisle": h} was expected`)
	}
	w = &grid.Warehouse{Blocks: in.BlockLength, Pitch: in.AislePitch.each}
	switch {
	case w.Pitch == nil && !in.AislePitch.given && in.Aisles > 1:
		return fail("warehouse.aisle_pitch is missing: the distance from one aisle to the next")
	case w.Pitch == nil:
		w.Pitch = make([]int64, in.Aisles-1)
		for i := range w.Pitch {
			w.Pitch[i] = in.AislePitch.one
		}
	case len(w.Pitch) != in.Aisles-1:
		return fail("warehouse.aisle_pitch: %d distances: one number, or %d for %d aisles, were expected", len(w.Pitch), in.Aisles-1, in.Aisles)
	}
	if in.Aisles == 1 && in.AislePitch.one < 0 {
		return fail("warehouse.aisle_pitch: %d is negative", in.AislePitch.one)
	}
	for i, c := range in.Closed {
		switch {
		case c.CrossAisle != nil:
			w.Closed = append(w.Closed, grid.Closed{Aisle: c.Aisle, Across: true, Cross: *c.CrossAisle})
		case c.To == nil:
			return fail(`warehouse.closed[%d]: "from" and "to" in a block, or "cross_aisle", were expected`, i)
		default:
			w.Closed = append(w.Closed, grid.Closed{Aisle: c.Aisle, Block: c.Block, From: c.From, To: *c.To})
		}
	}
	if err := w.Check(); err != nil {
		return fail("warehouse.%w", err)
	}
	start = grid.Corner{Aisle: in.Depot.Aisle, Cross: in.Depot.CrossAisle}
	end = start
	if in.End != nil {
		other = in.End
	}
	if other != nil {
		end = grid.Corner{Aisle: other.Aisle, Cross: other.CrossAisle}
	}
	if why := w.OutsideEnd(grid.At(start)); why != "" {
		return fail("warehouse.depot: %s", why)
	}
	if why := w.OutsideEnd(grid.At(end)); why != "" {
		return fail("end: %s", why)
	}
	return w, start, end, nil
}

// spotsOf are the spots of picks.
func spotsOf(picks []pickIn) []grid.Spot {
	spots := make([]grid.Spot, len(picks))
	for i, p := range picks {
		spots[i] = grid.Spot{Aisle: p.Aisle, Block: p.Block, Offset: p.Offset}
	}
	return spots
}

func routeOne(ctx context.Context, router *picking.Router, w *grid.Warehouse, picks []pickIn, start, end grid.Corner) (*routeOut, error) {
	began := time.Now()
	spots := spotsOf(picks)
	r, err := router.Route(ctx, w, spots, start, end)
	if err != nil {
		return nil, nameOf(err, picks)
	}
	out := &routeOut{Length: r.Length, Optimal: r.Optimal, Bound: r.Bound, Order: make([]string, 0, len(picks)), Path: make([]pointOut, 0, len(r.Path)), Methods: make(map[string]int64)}
	for _, i := range r.Order {
		out.Order = append(out.Order, picks[i].ID)
	}
	for _, p := range r.Path {
		q := pointOut{Aisle: p.Aisle}
		if p.Corner {
			q.CrossAisle = &p.Cross
		} else {
			q.Block, q.Offset = &p.Block, &p.Offset
		}
		if p.Pick >= 0 {
			q.Pick = &picks[p.Pick].ID
		}
		out.Path = append(out.Path, q)
	}
	for _, rule := range grid.Rules {
		if _, length, ok := w.Walk(rule, spots, start, end); ok {
			out.Methods[string(rule)] = length
		}
	}
	out.MS = float64(time.Since(began).Microseconds()) / 1000
	return out, nil
}

// nameOf names the pick that is at fault by its id too.
func nameOf(err error, picks []pickIn) error {
	var f *grid.Fault
	if errors.As(err, &f) && f.What == "" && f.Pick >= 0 && f.Pick < len(picks) {
		return fmt.Errorf("picks[%d] (%q) %s", f.Pick, strings.TrimSpace(picks[f.Pick].ID), f.Why)
	}
	return err
}
