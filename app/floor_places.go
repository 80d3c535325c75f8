package app

import (
	"context"
	"fmt"
	"slices"

	"packbench/data"
)

type walkNumbersUndo struct {
	Places []data.PlaceWas[int64] `json:"places"`
}

type zonesUndo struct {
	Places []data.PlaceWas[string] `json:"places"`
}

type placeUndo struct {
	Place int64  `json:"place"`
	Why   string `json:"why,omitempty"` // it was shut
}

// SetWalkNumbers gives the places their order of walking: 10, 20, 30, ... in the
// order given; places not named lose their number.
func (s *Shop) SetWalkNumbers(ctx context.Context, who data.Actor, op data.Op, places []int64) error {
	return s.run(ctx, KeepProducts, who, op.For(places), func(ctx context.Context, tx *data.Tx) error {
		all, err := tx.Locations(ctx)
		if err != nil {
			return fmt.Errorf("read the places: %w", err)
		}
		want := make(map[int64]int64, len(places))
		for i, id := range places {
			if _, twice := want[id]; twice {
				return data.Invalid("places", "place %d is named twice", id)
			}
			want[id] = int64(i+1) * 10
		}
		for _, l := range all {
			if _, named := want[l.ID]; !named && l.WalkNo != 0 {
				want[l.ID] = 0
			}
		}
		did, err := tx.SetWalkNumbers(ctx, want)
		if err != nil {
			return err
		}
		tx.About("location", 0, "Set the order of walking of %s", number(int64(len(places)), "place", "places"))
		return tx.Undoable("walk numbers", walkNumbersUndo{did})
	})
}

// SetZones gives places a zone, "" for none.
func (s *Shop) SetZones(ctx context.Context, who data.Actor, op data.Op, zone string, places []int64) error {
	return s.run(ctx, KeepProducts, who, op.For([]any{zone, places}), func(ctx context.Context, tx *data.Tx) error {
		if len(places) == 0 {
			return data.Invalid("places", "choose at least one place")
		}
		want := make(map[int64]string, len(places))
		for _, id := range places {
			want[id] = zone
		}
		did, err := tx.SetZones(ctx, want)
		if err != nil {
			return err
		}
		tx.About("location", places[0], "Put %s into zone %q", number(int64(len(places)), "place", "places"), zone)
		return tx.Undoable("zones", zonesUndo{did})
	})
}

// backTo gives what places had before, where nobody changed them since.
func backTo[T comparable](ctx context.Context, tx *data.Tx, did []data.PlaceWas[T], fact func(data.Location) T) (map[int64]T, error) {
	all, err := tx.Locations(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the places: %w", err)
	}
	want := make(map[int64]T, len(did))
	for _, d := range did {
		i := slices.IndexFunc(all, func(l data.Location) bool { return l.ID == d.ID })
		if i < 0 || fact(all[i]) != d.Is {
			return nil, data.Refused("undo", "change them by hand", "some of these places were changed again since")
		}
		want[d.ID] = d.Was
	}
	return want, nil
}

func (u walkNumbersUndo) take(ctx context.Context, tx *data.Tx) error {
	want, err := backTo(ctx, tx, u.Places, func(l data.Location) int64 { return l.WalkNo })
	if err != nil {
		return err
	}
	_, err = tx.SetWalkNumbers(ctx, want)
	return err
}

func (u zonesUndo) take(ctx context.Context, tx *data.Tx) error {
	want, err := backTo(ctx, tx, u.Places, func(l data.Location) string { return l.Zone })
	if err != nil {
		return err
	}
	_, err = tx.SetZones(ctx, want)
	return err
}

// ShutPlace takes a place out of all walks until it is opened: open picks there are
// sent elsewhere. It gives how many units no other place has.
func (s *Shop) ShutPlace(ctx context.Context, who data.Actor, op data.Op, place int64, why string) (data.Quantity, error) {
	return do(ctx, s, WorkFloor, who, op.For([]any{place, why}), func(ctx context.Context, tx *data.Tx) (data.Quantity, error) {
		waiting, err := tx.ShutPlace(ctx, place, why)
		if err != nil {
			return 0, err
		}
		l, err := tx.Location(ctx, place)
		if err != nil {
			return 0, fmt.Errorf("read place %d: %w", place, err)
		}
		tx.About("location", place, "Shut %s: %s", l.Code, why)
		return waiting, tx.Undoable("shut place", placeUndo{Place: place})
	})
}

// OpenPlace lets walks pass a shut place again.
func (s *Shop) OpenPlace(ctx context.Context, who data.Actor, op data.Op, place int64) error {
	return s.run(ctx, KeepProducts, who, op.For(place), func(ctx context.Context, tx *data.Tx) error {
		l, err := tx.Location(ctx, place)
		if err != nil {
			return data.IfMissing(err, "there is no place %d", place)
		}
		if err := tx.OpenPlace(ctx, place); err != nil {
			return err
		}
		tx.About("location", place, "Opened %s", l.Code)
		return tx.Undoable("open place", placeUndo{place, l.ShutWhy})
	})
}
