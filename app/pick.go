package app

import (
	"context"
	"fmt"

	"packbench/app/picking"
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

type pickListUndo struct {
	Lists []int64 `json:"lists"`
}

// BuildPickLists builds walks over released shipments: one a shipment, or in
// batches with a slot of the cart for each.
func (s *Shop) BuildPickLists(ctx context.Context, who data.Actor, op data.Op, req PickRequest) (BuiltLists, error) {
	return do(ctx, s, WorkFloor, who, op.For(req), func(ctx context.Context, tx *data.Tx) (BuiltLists, error) {
		var out BuiltLists
		size := 1
		if req.Method == "batch" {
			size = req.Slots
			if size < 1 || size > 26 {
				size = 8
			}
		}
		for from := 0; from < len(req.Shipments); from += size {
			group := req.Shipments[from:min(from+size, len(req.Shipments))]
			l, missing, err := buildPickList(ctx, tx, req.Method, group)
			if err != nil {
				return out, err
			}
			out.Missing = append(out.Missing, missing...)
			if l.ID > 0 {
				out.Lists = append(out.Lists, l)
			}
		}
		if len(out.Lists) == 0 {
			return out, data.Refused("pick", "release shipments whose goods lie on shelves", "there is nothing to pick")
		}
		ids := make([]int64, 0, len(out.Lists))
		for _, l := range out.Lists {
			ids = append(ids, l.ID)
		}
		tx.About("pick list", ids[0], "Built %s from %s", number(int64(len(ids)), "pick list", "pick lists"), out.Lists[0].Number)
		return out, tx.Undoable("pick lists", pickListUndo{ids})
	})
}

func buildPickList(ctx context.Context, tx *data.Tx, method string, shipments []int64) (data.PickList, []string, error) {
	slots := make(map[int64]string, len(shipments))
	var picks []data.PlannedPick
	var missing []string
	taken := make(map[[2]int64]data.Quantity)
	codes := make(map[int64]string)
	for i, id := range shipments {
		wanted, err := tx.Wanted(ctx, id)
		if err != nil {
			return data.PickList{}, nil, err
		}
		if len(wanted) == 0 {
			continue
		}
		slots[id] = string(rune('A' + i))
		for _, w := range wanted {
			got, err := chooseBins(ctx, tx, w, slots[id], taken, codes)
			if err != nil {
				return data.PickList{}, nil, err
			}
			left := w.Qty
			for _, p := range got {
				left -= p.Qty
			}
			if left > 0 {
				p, err := tx.Product(ctx, w.ProductID)
				if err != nil {
					return data.PickList{}, nil, fmt.Errorf("read product %d: %w", w.ProductID, err)
				}
				missing = append(missing, fmt.Sprintf("%d of %s: no shelf has them free", left, p.SKU))
			}
			picks = append(picks, got...)
		}
	}
	if len(picks) == 0 {
		return data.PickList{}, missing, nil
	}
	l, err := tx.BuildPickList(ctx, method, slots, walk(picks, codes))
	return l, missing, err
}

// chooseBins takes a line from as few bins as will do: the smallest that
// covers it, else the fullest first.
func chooseBins(ctx context.Context, tx *data.Tx, w data.Wanted, slot string, taken map[[2]int64]data.Quantity, codes map[int64]string) ([]data.PlannedPick, error) {
	bins, err := tx.BalancesOf(ctx, w.ProductID)
	if err != nil {
		return nil, fmt.Errorf("look for product %d: %w", w.ProductID, err)
	}
	free := func(i int) data.Quantity {
		return bins[i].OnHand - bins[i].Picking - taken[[2]int64{w.ProductID, bins[i].LocationID}]
	}
	var out []data.PlannedPick
	for w.Qty > 0 {
		best := -1
		for i := range bins {
			if !bins[i].Pickable || free(i) <= 0 {
				continue
			}
			if best < 0 || better(free(i), free(best), w.Qty) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		b := bins[best]
		q := min(w.Qty, free(best))
		out = append(out, data.PlannedPick{ShipmentLineID: w.ShipmentLineID, ProductID: w.ProductID, LocationID: b.LocationID, Qty: q, Slot: slot})
		taken[[2]int64{w.ProductID, b.LocationID}] += q
		codes[b.LocationID] = b.Code
		w.Qty -= q
	}
	return out, nil
}

func better(have, best, want data.Quantity) bool {
	if have >= want && best >= want {
		return have < best
	}
	return have > best
}

// walk puts picks into the order in which the shelves are walked.
func walk(picks []data.PlannedPick, codes map[int64]string) []data.PlannedPick {
	stops := make([]picking.Coded, len(picks))
	for i, p := range picks {
		stops[i] = picking.Coded{Code: codes[p.LocationID], Ref: int64(i)}
	}
	out := make([]data.PlannedPick, 0, len(picks))
	for _, st := range picking.ByCode(stops) {
		out = append(out, picks[st.Ref])
	}
	return out
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
