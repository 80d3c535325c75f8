package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"packbench/app/picking"
	"packbench/data"
)

// pastWalks is what was picked in the last four weeks, list by list.
type pastWalks struct {
	m      picking.Map
	floor  *picking.Floor
	all    []picking.Place
	known  bool            // the map knows distances
	lists  [][]int64       // products
	places [][]int64       // where they were taken from
	picked map[int64]int64 // of each product: where it was picked most often
	stock  []data.PickPlacesRow
	codes  map[int64]string // of the places that may be used
	days   int
}

// weeks is how long ago the oldest list was: at least a day, so that the first day
// of a shop does not count for a month.
func (p pastWalks) weeks() float64 { return float64(max(1, p.days)) / 7 }

func (s *Shop) pastWalks(ctx context.Context) (pastWalks, error) {
	p := pastWalks{picked: make(map[int64]int64), codes: make(map[int64]string)}
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		floor, err := s.floor(ctx, v)
		if err != nil {
			return err
		}
		p.floor, p.known = floor, floor.Kind() != picking.Codes
		since := v.Now().Add(-adviceWeeks * 7 * 24 * time.Hour)
		lines, err := v.PickedLists(ctx, since, adviceLines)
		if err != nil {
			return fmt.Errorf("read what was picked: %w", err)
		}
		times := make(map[[2]int64]int)
		oldest := v.Now()
		for i, l := range lines {
			if i == 0 || lines[i-1].PickListID != l.PickListID {
				p.lists, p.places = append(p.lists, nil), append(p.places, nil)
			}
			n := len(p.lists) - 1
			p.lists[n], p.places[n] = append(p.lists[n], l.ProductID), append(p.places[n], l.LocationID)
			at := [2]int64{l.ProductID, l.LocationID}
			times[at]++
			if best, ok := p.picked[l.ProductID]; !ok || times[at] > times[[2]int64{l.ProductID, best}] {
				p.picked[l.ProductID] = l.LocationID
			}
			oldest = min(oldest, l.DoneAt)
		}
		p.days = int(v.Now().Time().Sub(oldest.Time())/(24*time.Hour)) + 1
		if p.stock, err = v.PickPlaces(ctx); err != nil {
			return fmt.Errorf("read where products lie: %w", err)
		}
		all, err := v.Locations(ctx)
		if err != nil {
			return fmt.Errorf("read the places: %w", err)
		}
		for _, l := range all {
			if _, on := floor.At(l.ID); on && l.Kind == "bin" && l.Pickable && !l.ShutAt.Set() {
				p.codes[l.ID] = l.Code
			}
		}
		if p.all, err = floorPlaces(ctx, v); err != nil {
			return err
		}
		p.m, err = floorMap(ctx, v)
		return err
	})
	return p, err
}

func sortedIDs(ids []int64) []int64 {
	slices.Sort(ids)
	return ids
}
