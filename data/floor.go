package data

import (
	"context"
	"fmt"
	"strings"
)

// FloorSetting is the setting that keeps the map of the floor.
const FloorSetting = "floor"

// touchFloor says that the map or the places changed, so that what is made of
// them is made anew (FloorVersion).
func (tx *Tx) touchFloor(ctx context.Context) error {
	if tx.floorChanged {
		return nil
	}
	tx.floorChanged = true
	if err := tx.bumpFloor(ctx); err != nil {
		return fmt.Errorf("say that the floor changed: %w", err)
	}
	return nil
}

// FloorChanged says whether this write has changed the map or the places: what is
// made of them now is not to be kept, since the write may still be taken back.
func (tx *Tx) FloorChanged() bool { return tx.floorChanged }

// PlaceWas is a fact of a place before and after a change.
type PlaceWas[T comparable] struct {
	ID      int64 `json:"id"`
	Was, Is T
}

// SetWalkNumbers gives places their number in the order of walking, 0 for none,
// and says which changed. Places must be the shop's own.
func (tx *Tx) SetWalkNumbers(ctx context.Context, want map[int64]int64) ([]PlaceWas[int64], error) {
	return changePlaces(ctx, tx, want, "walk number", func(l *Location) *int64 { return &l.WalkNo }, func(id, n int64) error {
		if n < 0 {
			return Invalid("walk number", "a walk number can't be below 0")
		}
		return tx.setWalkNo(ctx, n, id)
	})
}

// SetZones gives places a zone, "" for none, and says which changed.
func (tx *Tx) SetZones(ctx context.Context, want map[int64]string) ([]PlaceWas[string], error) {
	return changePlaces(ctx, tx, want, "zone", func(l *Location) *string { return &l.Zone }, func(id int64, zone string) error {
		if len(zone) > 32 {
			return Invalid("zone", "a zone's name has at most 32 characters")
		}
		return tx.setZone(ctx, zone, id)
	})
}

// changePlaces writes one fact of many places, those that differ.
func changePlaces[T comparable](ctx context.Context, tx *Tx, want map[int64]T, what string, fact func(*Location) *T, set func(id int64, to T) error) ([]PlaceWas[T], error) {
	all, err := tx.Locations(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the places: %w", err)
	}
	here := make(map[int64]Location, len(all))
	for _, l := range all {
		here[l.ID] = l
	}
	var did []PlaceWas[T]
	var do []func() error
	for _, id := range sortedKeys(want) {
		l, ok := here[id]
		if !ok || !l.own() {
			return nil, NotFound("there is no place %d", id)
		}
		at := fact(&l)
		if *at == want[id] {
			continue
		}
		did = append(did, PlaceWas[T]{ID: id, Was: *at, Is: want[id]})
		if err := tx.Record("location", id, what, map[string]any{what: *at}, map[string]any{what: want[id]}); err != nil {
			return nil, err
		}
		delete(tx.places, id)
		do = append(do, func() error {
			if err := set(id, want[id]); err != nil {
				return fmt.Errorf("write the %s of %s: %w", what, l.Code, err)
			}
			return nil
		})
	}
	if len(did) == 0 {
		return nil, nil
	}
	if err := tx.Together(ctx, do...); err != nil {
		return nil, err
	}
	return did, tx.touchFloor(ctx)
}

// ShutPlace takes a place out of all walks until somebody has looked at it. Open
// picks there are sent to other places; waiting is how many units no other place
// has free: they wait for the next list.
func (tx *Tx) ShutPlace(ctx context.Context, id int64, why string) (waiting Quantity, err error) {
	why = strings.TrimSpace(why)
	if why == "" || len(why) > 200 {
		return 0, Invalid("why", "say in a few words why the place is shut")
	}
	l, err := tx.Location(ctx, id)
	if err != nil {
		return 0, IfMissing(err, "there is no place %d", id)
	}
	if !l.Pickable || l.ArchivedAt.Set() {
		return 0, Refused("shut", "only shelves that are picked from can be shut", "nothing is picked from %s", l.Code)
	}
	if l.ShutAt.Set() {
		return 0, Refused("shut", "open it once somebody has looked", "%s is shut already: %s", l.Code, l.ShutWhy)
	}
	if err := tx.writeShut(ctx, l, tx.now, why); err != nil {
		return 0, err
	}
	ids, err := tx.ids(ctx, "SELECT id FROM pick_lines WHERE location_id = $1 AND state = 'open' ORDER BY id", id)
	if err != nil {
		return 0, fmt.Errorf("read the open picks at %s: %w", l.Code, err)
	}
	for _, line := range ids {
		p, err := tx.Queries.PickLine(ctx, line)
		if err != nil {
			return 0, fmt.Errorf("read pick line %d: %w", line, err)
		}
		if err := tx.putBack(ctx, p, ""); err != nil {
			return 0, err
		}
		found, err := tx.fetchElsewhere(ctx, p, p.Qty)
		if err != nil {
			return 0, err
		}
		waiting += p.Qty
		for _, e := range found {
			waiting -= e.Qty
		}
		if err := tx.afterPick(ctx, p); err != nil {
			return 0, err
		}
	}
	return waiting, nil
}

// OpenPlace lets walks pass a place again.
func (tx *Tx) OpenPlace(ctx context.Context, id int64) error {
	l, err := tx.Location(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no place %d", id)
	}
	if !l.ShutAt.Set() {
		return Refused("shut", "nothing is left to do", "%s is not shut", l.Code)
	}
	return tx.writeShut(ctx, l, 0, "")
}

func (tx *Tx) writeShut(ctx context.Context, l Location, at Instant, why string) error {
	if err := tx.setShut(ctx, at, why, l.ID); err != nil {
		return fmt.Errorf("write whether %s is shut: %w", l.Code, err)
	}
	delete(tx.places, l.ID)
	if err := tx.touchFloor(ctx); err != nil {
		return err
	}
	if why == "" {
		return tx.Record("location", l.ID, "opened", map[string]any{"shut": l.ShutWhy}, nil)
	}
	return tx.Record("location", l.ID, "shut", nil, map[string]any{"shut": why})
}

// LookedAt keeps that somebody has seen a place to be empty.
func (tx *Tx) LookedAt(ctx context.Context, place int64) error {
	return tx.Record("location", place, "seen to be empty", nil, nil)
}

// CountPlace opens a count of a product at a place, or finds the one that is open;
// it gives the count's line.
func (tx *Tx) CountPlace(ctx context.Context, product, place int64, why string) (line, count int64, opened bool, err error) {
	if open, err := tx.OpenCountLine(ctx, product, place); err == nil {
		return open.ID, open.CountID, false, nil
	}
	l, err := tx.place(ctx, place)
	if err != nil {
		return 0, 0, false, err
	}
	c, err := tx.RequestCount(ctx, why+" at "+l.Code, true, []CountPlace{{ProductID: product, LocationID: place}})
	if err != nil {
		return 0, 0, false, err
	}
	lines, err := tx.CountLines(ctx, c.ID)
	if err != nil || len(lines) == 0 {
		return 0, 0, false, fmt.Errorf("read the count of %s: %w", l.Code, err)
	}
	return lines[0].ID, c.ID, true, nil
}
