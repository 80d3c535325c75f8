package app

import (
	"context"
	"fmt"
	"time"

	"packbench/app/picking"
	"packbench/data"
)

// rerouteBudget is how long the rest of a walk is looked at when places were added
// to it: the picker waits for it.
const rerouteBudget = 30 * time.Millisecond

// reroute puts the open lines of a list into the order in which the walk passes
// them from where the picker stands. What was put to later and what is fragile stays at
// the end.
func (s *Shop) reroute(ctx context.Context, tx *data.Tx, list, from int64) error {
	stops, err := tx.OpenStops(ctx, list)
	if err != nil || len(stops) < 2 {
		return err
	}
	floor, err := s.floorNow(ctx, tx)
	if err != nil {
		return err
	}
	w, err := floor.Plan(ctx, picking.Trip{Stops: tripStops(stops), From: from, Budget: rerouteBudget})
	if err != nil {
		return fmt.Errorf("plan the rest of the walk: %w", err)
	}
	lines := make([]int64, 0, len(w.Stops))
	for _, st := range w.Stops {
		lines = append(lines, st.Ref)
	}
	return tx.OrderStops(ctx, list, lines)
}

func tripStops(stops []data.OpenStop) []picking.Stop {
	out := make([]picking.Stop, 0, len(stops))
	for _, st := range stops {
		out = append(out, picking.Stop{Place: st.LocationID, Ref: st.ID, Units: int64(st.Qty), Last: st.Skipped || st.Fragile})
	}
	return out
}

type skipUndo struct {
	Line int64  `json:"line"`
	Why  string `json:"why"` // why it was put to later before
}

// SkipLine puts an open line to the end of the walk, with a reason.
func (s *Shop) SkipLine(ctx context.Context, who data.Actor, op data.Op, line int64, why string) error {
	return s.run(ctx, WorkFloor, who, op.For([]any{line, why}), func(ctx context.Context, tx *data.Tx) error {
		was, err := tx.SkipLine(ctx, line, why)
		if err != nil {
			return err
		}
		tx.About("pick list", was.PickListID, "Put line %d to later: %s", was.N, why)
		return tx.Undoable("skip line", skipUndo{line, was.SkipWhy})
	})
}

// ZeroCheck is the picker's answer after a pick that should have emptied its place
// (PickResult.AskEmpty). Where something is left a count of the place is opened;
// its line is given.
func (s *Shop) ZeroCheck(ctx context.Context, who data.Actor, op data.Op, line int64, empty bool) (countLine int64, err error) {
	return do(ctx, s, WorkFloor, who, op.For([]any{line, empty}), func(ctx context.Context, tx *data.Tx) (int64, error) {
		p, err := tx.Queries.PickLine(ctx, line)
		if err != nil {
			return 0, data.IfMissing(err, "there is no pick line %d", line)
		}
		if p.State != "picked" {
			return 0, data.Refused("pick", "confirm the pick first", "this line is %s", p.State)
		}
		l, err := tx.Location(ctx, p.LocationID)
		if err != nil {
			return 0, fmt.Errorf("read the place: %w", err)
		}
		if empty {
			tx.About("location", l.ID, "Saw that %s is empty", l.Code)
			return 0, tx.LookedAt(ctx, l.ID)
		}
		tx.About("location", l.ID, "Found more in %s than the books say", l.Code)
		countLine, count, opened, err := tx.CountPlace(ctx, p.ProductID, p.LocationID, "zero check")
		if err != nil || !opened {
			return countLine, err
		}
		return countLine, tx.Undoable("request count", countUndo{count})
	})
}

type pickerUndo struct {
	List int64  `json:"list"`
	Was  string `json:"was"`
	Is   string `json:"is"`
}

func (u pickerUndo) take(ctx context.Context, tx *data.Tx) error {
	now, err := tx.AssignPicker(ctx, u.List, u.Was)
	if err == nil && now != u.Is {
		return data.Refused("undo", "assign it by hand", "the list was given to %s since", now)
	}
	return err
}

// AssignPicker gives a list to a person, "" to nobody.
func (s *Shop) AssignPicker(ctx context.Context, who data.Actor, op data.Op, list int64, picker string) error {
	return s.run(ctx, WorkFloor, who, op.For([]any{list, picker}), func(ctx context.Context, tx *data.Tx) error {
		l, err := tx.PickList(ctx, list)
		if err != nil {
			return data.IfMissing(err, "there is no pick list %d", list)
		}
		was, err := tx.AssignPicker(ctx, list, picker)
		if err != nil {
			return err
		}
		if picker == "" {
			tx.About("pick list", list, "Took list %s from %s", l.Number, was)
		} else {
			tx.About("pick list", list, "Gave list %s to %s", l.Number, picker)
		}
		return tx.Undoable("assign picker", pickerUndo{list, was, picker})
	})
}

type printedUndo struct {
	Lists map[int64]data.Instant `json:"lists"`
}

// ListsPrinted says that lists are on paper: they are not planned anew any more.
func (s *Shop) ListsPrinted(ctx context.Context, who data.Actor, op data.Op, lists []int64) error {
	if len(lists) == 0 {
		return data.Invalid("lists", "choose at least one list")
	}
	return s.run(ctx, WorkFloor, who, op.For(lists), func(ctx context.Context, tx *data.Tx) error {
		undo := printedUndo{make(map[int64]data.Instant, len(lists))}
		for _, id := range lists {
			was, err := tx.ListPrinted(ctx, id, tx.Now())
			if err != nil {
				return err
			}
			undo.Lists[id] = was
		}
		tx.About("pick list", lists[0], "Printed %s", number(int64(len(lists)), "pick list", "pick lists"))
		return tx.Undoable("lists printed", undo)
	})
}

type listUndo struct {
	List int64 `json:"list"`
}

// ReleaseList lets a list begin that waits for the one before it in its chain.
func (s *Shop) ReleaseList(ctx context.Context, who data.Actor, op data.Op, list int64) error {
	return s.run(ctx, WorkFloor, who, op.For(list), func(ctx context.Context, tx *data.Tx) error {
		if err := tx.ReleaseList(ctx, list); err != nil {
			return err
		}
		l, err := tx.PickList(ctx, list)
		if err != nil {
			return fmt.Errorf("read pick list %d: %w", list, err)
		}
		tx.About("pick list", list, "Released list %s", l.Number)
		return tx.Undoable("release list", listUndo{list})
	})
}
