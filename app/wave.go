package app

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"packbench/data"
)

// WaveRequest is what a wave should be.
type WaveRequest struct {
	Carrier   string
	CutOff    time.Time // zero for none
	Inside    string    // single, batch or zone; "" is batch
	Note      string
	Shipments []int64
	Draft     bool // not planned yet: it may still be empty
}

type waveUndo struct {
	Waves []int64    `json:"waves"`
	Was   *wavedUndo `json:"was,omitempty"` // what one wave was; none where they were new
}

type wavedUndo struct {
	Wave      data.Wave `json:"wave"`
	Shipments []int64   `json:"shipments"`
}

// take gives a wave its old facts, or gives up waves that were new.
func (u waveUndo) take(ctx context.Context, tx *data.Tx) error {
	if u.Was != nil {
		_, err := tx.SaveWave(ctx, u.Was.Wave, u.Was.Shipments, u.Was.Wave.PlannedAt.Set())
		return err
	}
	for _, id := range u.Waves {
		if err := tx.CancelWave(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// PlanWave plans a wave (ID 0) or changes one that is not released. op.Began names
// the wave as it was seen.
func (s *Shop) PlanWave(ctx context.Context, who data.Actor, op data.Op, id int64, req WaveRequest) (data.Wave, error) {
	return do(ctx, s, WorkFloor, who, op.For([]any{id, req}), func(ctx context.Context, tx *data.Tx) (data.Wave, error) {
		undo := waveUndo{}
		if id > 0 {
			was, err := tx.Wave(ctx, id)
			if err != nil {
				return was, data.IfMissing(err, "there is no wave %d", id)
			}
			if err := tx.Still("wave "+was.Number, was); err != nil {
				return was, err
			}
			in, err := tx.InWave(ctx, id)
			if err != nil {
				return was, err
			}
			undo.Was = &wavedUndo{was, in}
		}
		w := data.Wave{ID: id, Carrier: req.Carrier, Method: cmp.Or(req.Inside, PickBatch), Note: req.Note}
		if !req.CutOff.IsZero() {
			w.CutOffAt = data.At(req.CutOff)
		}
		w, err := tx.SaveWave(ctx, w, req.Shipments, !req.Draft)
		if err != nil {
			return w, err
		}
		undo.Waves = []int64{w.ID}
		tx.About("wave", w.ID, "Planned wave %s: %s", w.Number, number(int64(len(req.Shipments)), "shipment", "shipments"))
		return w, tx.Undoable("wave", undo)
	})
}

// PlanWaves plans the waves of a proposal without releasing them: their lists are
// made when each is released.
func (s *Shop) PlanWaves(ctx context.Context, who data.Actor, op data.Op, p PickProposal) ([]data.Wave, error) {
	return do(ctx, s, WorkFloor, who, op.For(p.Waves), func(ctx context.Context, tx *data.Tx) ([]data.Wave, error) {
		var waves []data.Wave
		var undo waveUndo
		for _, w := range p.Waves {
			if w.ID > 0 || len(w.Shipments) == 0 {
				continue
			}
			made, err := tx.SaveWave(ctx, data.Wave{Carrier: w.Carrier, CutOffAt: w.CutOff, Method: w.Inside}, w.Shipments, true)
			if err != nil {
				return nil, err
			}
			waves = append(waves, made)
			undo.Waves = append(undo.Waves, made.ID)
		}
		if len(waves) == 0 {
			return nil, data.Refused("wave", "propose waves first", "there is no wave to plan")
		}
		tx.About("wave", waves[0].ID, "Planned %s from %s", number(int64(len(waves)), "wave", "waves"), waves[0].Number)
		return waves, tx.Undoable("wave", undo)
	})
}

// ReleaseWave sends a planned wave to the floor: its shipments pass the gate, its
// lists are proposed and built. Those that the gate stops leave the wave.
func (s *Shop) ReleaseWave(ctx context.Context, who data.Actor, op data.Op, id int64, req PickingRequest, progress PickingProgress) (BuiltPicking, error) {
	req.Wave, req.Shipments = id, nil
	p, err := s.ProposePicking(ctx, req, progress)
	if err != nil {
		return BuiltPicking{}, err
	}
	if len(p.Lists) == 0 && len(p.Left) > 0 {
		return BuiltPicking{}, data.Refused("pick", p.Left[0].Fix, "nothing of the wave can be picked: %s: %s", p.Left[0].Number, p.Left[0].Why)
	}
	return s.BuildProposal(ctx, who, op, p)
}

// CancelWave gives up a wave before it is released: its shipments wait as before.
func (s *Shop) CancelWave(ctx context.Context, who data.Actor, op data.Op, id int64) error {
	return s.run(ctx, WorkFloor, who, op.For(id), func(ctx context.Context, tx *data.Tx) error {
		w, err := tx.Wave(ctx, id)
		if err != nil {
			return data.IfMissing(err, "there is no wave %d", id)
		}
		if err := tx.CancelWave(ctx, id); err != nil {
			return err
		}
		tx.About("wave", id, "Cancelled wave %s", w.Number)
		return tx.Undoable("cancel wave", waveUndo{Waves: []int64{id}})
	})
}

// Waves lists waves, the newest first: before is the id to go on from, 0 for the
// first page; open leaves out what is closed and cancelled.
func (s *Shop) Waves(ctx context.Context, open bool, before int64, most int32) ([]data.WavesPageRow, error) {
	if before <= 0 {
		before = math.MaxInt64
	}
	closed := int64(1)
	if open {
		closed = 0
	}
	var rows []data.WavesPageRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if rows, err = v.WavesPage(ctx, before, closed, most); err != nil {
			return fmt.Errorf("read the waves: %w", err)
		}
		return nil
	})
	return rows, err
}

// WaveDetail is a wave with what is in it.
type WaveDetail struct {
	Wave      data.Wave
	Shipments []data.WaveShipmentsRow
	Lists     []data.PickListsOfWaveRow
}

// Wave reads a wave by its number.
func (s *Shop) Wave(ctx context.Context, number string) (WaveDetail, error) {
	var d WaveDetail
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if d.Wave, err = v.WaveByNumber(ctx, number); err != nil {
			return data.IfMissing(err, "there is no wave %s", number)
		}
		if d.Shipments, err = v.WaveShipments(ctx, d.Wave.ID); err != nil {
			return fmt.Errorf("read the shipments of %s: %w", number, err)
		}
		if d.Lists, err = v.PickListsOfWave(ctx, d.Wave.ID); err != nil {
			return fmt.Errorf("read the lists of %s: %w", number, err)
		}
		return nil
	})
	return d, err
}

// inWave says whether a shipment is in a wave that is not over, and which.
func inWave(ctx context.Context, v *data.View, shipment int64) (int64, error) {
	all, err := v.WavedShipments(ctx)
	if err != nil {
		return 0, fmt.Errorf("read what is in waves: %w", err)
	}
	i := slices.IndexFunc(all, func(w data.WavedShipmentsRow) bool { return w.ShipmentID == shipment })
	if i < 0 {
		return 0, nil
	}
	return all[i].WaveID, nil
}
