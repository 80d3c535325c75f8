package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"packbench/app/picking"
	"packbench/data"
)

// keptFloor is the floor as it was compiled last, kept until the map or the places
// change.
type keptFloor struct {
	version int64
	floor   *picking.Floor
}

// FloorMap reads the shop's map; the zero Map where it has only codes.
func (s *Shop) FloorMap(ctx context.Context) (picking.Map, error) {
	var m picking.Map
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		m, err = floorMap(ctx, v)
		return err
	})
	return m, err
}

func floorMap(ctx context.Context, v *data.View) (picking.Map, error) {
	var m picking.Map
	text, err := v.Setting(ctx, data.FloorSetting)
	if err != nil {
		if data.Missing(err) {
			return m, nil
		}
		return m, fmt.Errorf("read the map of the floor: %w", err)
	}
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return m, fmt.Errorf("read the map of the floor: %w", err)
	}
	return m, nil
}

// MapTrial says which of the shop's places stand on a map and which do not.
type MapTrial struct {
	Fits  []picking.Place `json:"-"`
	Lost  []picking.Lost  // each with why
	Floor *picking.Floor  `json:"-"` // for drawing and for walks
}

// TryFloorMap puts the shop's places on a map without saving it. What is wrong with
// the map itself is an error that names it.
func (s *Shop) TryFloorMap(ctx context.Context, m picking.Map) (MapTrial, error) {
	var t MapTrial
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		t, err = tryMap(ctx, v, m)
		return err
	})
	return t, err
}

func tryMap(ctx context.Context, v *data.View, m picking.Map) (MapTrial, error) {
	var t MapTrial
	places, err := floorPlaces(ctx, v)
	if err != nil {
		return t, err
	}
	if t.Floor, err = picking.NewFloor(m, places); err != nil {
		return t, mapFault(err)
	}
	t.Lost = t.Floor.Lost()
	lost := make(map[int64]bool, len(t.Lost))
	for _, l := range t.Lost {
		lost[l.ID] = true
	}
	for _, p := range places {
		if !lost[p.ID] {
			t.Fits = append(t.Fits, p)
		}
	}
	return t, nil
}

// mapFault says what is wrong with a map as bad input of the field that it names.
func mapFault(err error) error {
	var f *picking.Fault
	if errors.As(err, &f) {
		return data.Invalid(f.Field, "%s", f.Why)
	}
	return fmt.Errorf("read the map of the floor: %w", err)
}

// floorPlaces are the places that walks may pass.
func floorPlaces(ctx context.Context, v *data.View) ([]picking.Place, error) {
	all, err := v.Locations(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the places: %w", err)
	}
	places := make([]picking.Place, 0, len(all))
	for _, l := range all {
		if l.Kind == "bin" {
			places = append(places, picking.Place{ID: l.ID, Code: l.Code, WalkNo: l.WalkNo, Zone: l.Zone, Shut: l.ShutAt.Set()})
		}
	}
	return places, nil
}

type mapUndo struct {
	Was picking.Map `json:"was"`
	Is  picking.Map `json:"is"`
}

// SaveFloorMap changes the map and says which places stand nowhere on it. op.Began
// names the map as it was seen.
func (s *Shop) SaveFloorMap(ctx context.Context, who data.Actor, op data.Op, m picking.Map) (MapTrial, error) {
	return do(ctx, s, KeepProducts, who, op.For(m), func(ctx context.Context, tx *data.Tx) (MapTrial, error) {
		was, err := floorMap(ctx, &tx.View)
		if err != nil {
			return MapTrial{}, err
		}
		if err := tx.Still("the map of the floor", was); err != nil {
			return MapTrial{}, err
		}
		t, err := tryMap(ctx, &tx.View, m)
		if err != nil {
			return t, err
		}
		tx.About("setting", 0, "Changed the map of the floor")
		if err := putMap(ctx, tx, m); err != nil {
			return t, err
		}
		return t, tx.Undoable("floor map", mapUndo{was, m})
	})
}

func putMap(ctx context.Context, tx *data.Tx, m picking.Map) error {
	text, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write the map of the floor: %w", err)
	}
	return tx.PutSetting(ctx, data.FloorSetting, string(text))
}

func (u mapUndo) take(ctx context.Context, tx *data.Tx) error {
	now, err := floorMap(ctx, &tx.View)
	if err != nil {
		return err
	}
	is, err := json.Marshal(u.Is)
	if err != nil {
		return fmt.Errorf("read the map of the floor: %w", err)
	}
	if text, err := json.Marshal(now); err != nil || string(text) != string(is) {
		return data.Refused("undo", "change it by hand", "the map of the floor was changed again since")
	}
	return putMap(ctx, tx, u.Was)
}

// Floor is the shop's map with its places on it, ready for walks.
func (s *Shop) Floor(ctx context.Context) (*picking.Floor, error) {
	var f *picking.Floor
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		f, err = s.floor(ctx, v)
		return err
	})
	return f, err
}

// floor gives the compiled floor, made anew when the map or the places changed.
func (s *Shop) floor(ctx context.Context, v *data.View) (*picking.Floor, error) {
	version, err := v.FloorVersion(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the floor: %w", err)
	}
	s.mu.Lock()
	kept := s.kept
	s.mu.Unlock()
	if kept.floor != nil && kept.version == version {
		return kept.floor, nil
	}
	f, err := compileFloor(ctx, v)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.kept = keptFloor{version, f}
	s.mu.Unlock()
	return f, nil
}

// floorNow is floor within a write: what the write itself changed is not kept,
// since it may still be taken back.
func (s *Shop) floorNow(ctx context.Context, tx *data.Tx) (*picking.Floor, error) {
	if tx.FloorChanged() {
		return compileFloor(ctx, &tx.View)
	}
	return s.floor(ctx, &tx.View)
}

func compileFloor(ctx context.Context, v *data.View) (*picking.Floor, error) {
	m, err := floorMap(ctx, v)
	if err != nil {
		return nil, err
	}
	places, err := floorPlaces(ctx, v)
	if err != nil {
		return nil, err
	}
	f, err := picking.NewFloor(m, places)
	if err != nil {
		return nil, mapFault(err)
	}
	return f, nil
}

// MapPlace is a place as a map colours it: what lies there, how many lines of open
// lists come for it, and how many were picked there.
type MapPlace = data.MapStockRow

// MapStock reads all places for the colours of a map; picks are counted since a
// time (four weeks is usual).
func (s *Shop) MapStock(ctx context.Context, since time.Time) ([]MapPlace, error) {
	var all []MapPlace
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if all, err = v.MapStock(ctx, data.At(since)); err != nil {
			return fmt.Errorf("read what lies on the map: %w", err)
		}
		return nil
	})
	return all, err
}

// PlaceDetail is what lies at a place and who comes for it.
type PlaceDetail struct {
	Location data.Location
	Stock    []data.BalancesAtRow
	Picks    []data.PicksAtRow // open lines with their lists
	Shorts   int64             // short picks there in the last 30 days
}

// PlaceDetail reads one place.
func (s *Shop) PlaceDetail(ctx context.Context, id int64) (PlaceDetail, error) {
	var d PlaceDetail
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if d.Location, err = v.Location(ctx, id); err != nil {
			return data.IfMissing(err, "there is no place %d", id)
		}
		if d.Stock, err = v.BalancesAt(ctx, id); err != nil {
			return fmt.Errorf("look into %s: %w", d.Location.Code, err)
		}
		if d.Picks, err = v.PicksAt(ctx, id); err != nil {
			return fmt.Errorf("read who comes to %s: %w", d.Location.Code, err)
		}
		if d.Shorts, err = v.ShortsAt(ctx, id, v.Now().Add(-30*24*time.Hour)); err != nil {
			return fmt.Errorf("count the short picks at %s: %w", d.Location.Code, err)
		}
		return nil
	})
	return d, err
}
