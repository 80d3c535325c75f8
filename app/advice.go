package app

import (
	"context"
	"fmt"

	"packbench/app/picking/advice"
	"packbench/data"
)

// Advice walks the lists of the last four weeks again; lists with more lines than
// adviceLines in all are left out, the oldest first.
const (
	adviceWeeks = 4
	adviceLines = 40_000
)

// SlotSwap is advice to exchange what lies at two places, or to move a product to
// an empty one.
type SlotSwap struct {
	ProductID      int64
	SKU            data.SKU
	Name           string
	FromID, ToID   int64
	From, To       string   // codes of the places
	OtherID        int64    // the product that comes back, 0 where the other place is empty
	OtherSKU       data.SKU // "" for none
	OtherName      string
	Saves          data.Millimetres // of walking, a week
	Minutes        int64            // a week, about, in tenths
	Better, Longer int              // how many of the past lists get shorter and longer
}

// SlotAdvice is what to move where, each swap after those before it.
type SlotAdvice struct {
	Swaps         []SlotSwap
	Before, After data.Millimetres // all walking, a week
	Lists         int              // past lists that were walked again
	Days          int              // how long ago the oldest of them was
	Stopped       bool             // somebody stopped it: there may be more
	Why           string           // where there is no advice
}

// AdviseSlots says which products would better lie elsewhere, by walking the lists
// of the last four weeks again. It takes seconds; a cancelled context ends it with
// what was found.
func (s *Shop) AdviseSlots(ctx context.Context, progress func(done, of int)) (SlotAdvice, error) {
	var out SlotAdvice
	p, err := s.pastWalks(ctx)
	if err != nil {
		return out, err
	}
	out.Lists, out.Days = len(p.lists), p.days
	switch {
	case !p.known:
		out.Why = "Describe your shelves first: the map knows how far places lie apart."
		return out, nil
	case len(p.lists) == 0:
		out.Why = "Nothing was picked in the last four weeks."
		return out, nil
	}
	var items []advice.Item
	places := make([]int64, 0, len(p.codes))
	row := make(map[int64]data.PickPlacesRow)
	for _, r := range p.stock {
		if at, picked := p.picked[r.ProductID]; picked && at != r.LocationID {
			items = append(items, advice.Item{Product: -r.LocationID, Place: r.LocationID, Fixed: true}) // a reserve stays
			continue
		}
		row[r.ProductID] = r
		items = append(items, advice.Item{Product: r.ProductID, Place: r.LocationID, Volume: int64(r.LengthMm) * int64(r.WidthMm) * int64(r.HeightMm) * int64(r.OnHand)})
	}
	for id := range p.codes {
		places = append(places, id)
	}
	a := advice.Slot(ctx, p.floor, items, sortedIDs(places), advice.Past{Lists: p.lists, Weeks: p.weeks()}, advice.Options{Progress: progress})
	out.Before, out.After, out.Stopped = data.Millimetres(a.Before), data.Millimetres(a.After), a.Stopped
	pace := p.floor.Pace()
	for _, w := range a.Swaps {
		from, to := row[w.Product], row[w.Other]
		out.Swaps = append(out.Swaps, SlotSwap{ProductID: w.Product, SKU: from.SKU, Name: from.Name, FromID: w.From, ToID: w.To, From: p.codes[w.From], To: p.codes[w.To],
			OtherID: max(w.Other, 0), OtherSKU: to.SKU, OtherName: to.Name, Saves: data.Millimetres(w.Saves), Minutes: w.Saves / max(1, pace.Speed) / 6, Better: w.Lists, Longer: w.Longer})
	}
	if len(out.Swaps) == 0 && !out.Stopped {
		out.Why = "No exchange of two products would save as much as the moving costs."
	}
	return out, nil
}

// LayoutAdvice is another way to lay out the shelves, and what it would have
// walked.
type LayoutAdvice struct {
	Title         string
	Before, After data.Millimetres // a week
	Saves         int64            // hundredths of a per cent
}

// AdviseLayout walks the lists of the last four weeks through other layouts of the
// rows and gives those that save something, the best first.
func (s *Shop) AdviseLayout(ctx context.Context, progress func(done, of int)) ([]LayoutAdvice, error) {
	p, err := s.pastWalks(ctx)
	if err != nil || !p.known || len(p.lists) == 0 {
		return nil, err
	}
	found, err := advice.WhatIf(ctx, p.m, p.all, p.places, progress)
	if err != nil {
		return nil, fmt.Errorf("walk the past lists through other layouts: %w", err)
	}
	out := make([]LayoutAdvice, 0, len(found))
	for _, l := range found {
		week := func(mm int64) data.Millimetres { return data.Millimetres(float64(mm) / p.weeks()) }
		out = append(out, LayoutAdvice{Title: l.Title, Before: week(l.Before), After: week(l.After), Saves: int64(10000 * l.Saves())})
	}
	return out, nil
}
