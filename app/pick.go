package app

import (
	"context"
	"fmt"
	"slices"

	"packbench/data"
)

// PickRequest asks for pick lists over released shipments.
type PickRequest struct {
	Shipments []int64
	Method    string // "single" or "batch"
	Slots     int    // shipments a batch carries; 0 means 8
}

// BuiltLists names the lists that were built, and what could not be put on one.
type BuiltLists struct {
	Lists   []data.PickList
	Missing []string // "3 of 22423: no shelf has them"
}

// BuildPickLists builds walks over released shipments without asking what would be
// best: one a shipment, or in batches as they come, with a slot of the cart for
// each. ProposePicking plans a day.
func (s *Shop) BuildPickLists(ctx context.Context, who data.Actor, op data.Op, req PickRequest) (BuiltLists, error) {
	return do(ctx, s, WorkFloor, who, op.For(req), func(ctx context.Context, tx *data.Tx) (BuiltLists, error) {
		var out BuiltLists
		floor, err := s.floorNow(ctx, tx)
		if err != nil {
			return out, err
		}
		d, err := s.readPicking(ctx, &tx.View, floor, PickingRequest{Shipments: req.Shipments})
		if err != nil {
			return out, err
		}
		size := 1
		if req.Method == PickBatch {
			if size = req.Slots; size < 1 || size > mostSlots {
				size = int(usualCart.Slots)
			}
		}
		p := PickProposal{plan: d.plan}
		for group := range slices.Chunk(d.orders, size) {
			var parts []pickPart
			for _, o := range group {
				parts = append(parts, o.whole())
			}
			l, err := d.plan.walked(ctx, ProposedList{Method: req.Method}, parts, nil)
			if err != nil {
				return out, err
			}
			l.Cart = 0
			p.Lists = append(p.Lists, l)
		}
		for _, n := range d.left {
			if n.SKU != "" {
				out.Missing = append(out.Missing, fmt.Sprintf("%d of %s: %s", n.Qty, n.SKU, n.Why))
			}
		}
		if len(p.Lists) == 0 {
			return out, data.Refused("pick", "release shipments whose goods lie on shelves", "there is nothing to pick")
		}
		var built BuiltPicking
		if err := buildLists(ctx, tx, p, nil, &built); err != nil {
			return out, err
		}
		out.Lists = built.Lists
		var undo pickListUndo
		for _, l := range out.Lists {
			undo.Lists = append(undo.Lists, l.ID)
		}
		about(tx, built)
		return out, tx.Undoable("pick lists", undo)
	})
}

// PickConfirm says how many units of a pick line were taken.
type PickConfirm struct {
	LineID int64
	Picked data.Quantity
}

type pickUndo struct {
	Lines []int64 `json:"lines"`
}

// ConfirmPicks writes what a picker took. Fewer than asked is a short pick:
// the rest is looked for elsewhere, the bin is counted (domain 3).
func (s *Shop) ConfirmPicks(ctx context.Context, who data.Actor, op data.Op, picks []PickConfirm) ([]data.PickResult, error) {
	return do(ctx, s, WorkFloor, who, op.For(picks), func(ctx context.Context, tx *data.Tx) ([]data.PickResult, error) {
		out := make([]data.PickResult, 0, len(picks))
		var undo pickUndo
		short := false
		for _, p := range picks {
			r, err := tx.PickLine(ctx, p.LineID, p.Picked)
			if err != nil {
				return nil, err
			}
			short = short || r.Short > 0
			undo.Lines = append(undo.Lines, p.LineID)
			out = append(out, r)
		}
		if len(picks) == 0 {
			return out, nil
		}
		tx.About("pick line", picks[0].LineID, "Picked %d lines", len(picks))
		if short {
			return out, nil // what a short pick set going is settled by its count
		}
		return out, tx.Undoable("pick", undo)
	})
}

// CancelPickList closes a list; back puts what was picked back on its shelves.
func (s *Shop) CancelPickList(ctx context.Context, who data.Actor, op data.Op, list int64, back bool) error {
	return s.run(ctx, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) error {
		l, err := tx.Queries.PickList(ctx, list)
		if err != nil {
			return data.IfMissing(err, "there is no pick list %d", list)
		}
		tx.About("pick list", list, "Cancelled pick list %s", l.Number)
		off, err := tx.CancelPickList(ctx, list, back)
		if err != nil {
			return err
		}
		return tx.Undoable("cancel pick list", cancelledListUndo{list, off})
	})
}

type cancelledListUndo struct {
	List int64              `json:"list"`
	Off  []data.PlannedPick `json:"off"`
}
