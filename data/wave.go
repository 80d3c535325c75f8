package data

import (
	"context"
	"fmt"
	"slices"
)

// Stages of a wave.
const (
	WaveDraft     = "draft"
	WavePlanned   = "planned"
	WaveReleased  = "released"
	WavePicking   = "picking"
	WavePicked    = "picked"
	WavePacked    = "packed"
	WaveClosed    = "closed"
	WaveCancelled = "cancelled"
)

// SaveWave adds a wave (ID 0) or changes one that is not released, with the
// shipments in it. planned says that it is more than a draft.
func (tx *Tx) SaveWave(ctx context.Context, w Wave, shipments []int64, planned bool) (Wave, error) {
	if planned && len(shipments) == 0 {
		return w, Invalid("shipments", "a planned wave needs at least one shipment")
	}
	if !slices.Contains([]string{"single", "batch", "zone"}, w.Method) {
		return w, Invalid("method", "inside a wave orders are picked single, in batches or by zone, not %q", w.Method)
	}
	var before any
	if w.ID == 0 {
		n, err := tx.Number(ctx, "wave")
		if err != nil {
			return w, err
		}
		w.Number, w.MadeAt = fmt.Sprintf("W-%d", n), tx.now
		w.Stage = WaveDraft
		if w.ID, err = tx.insertWave(ctx, insertWaveParams{Number: w.Number, Carrier: w.Carrier, CutOffAt: w.CutOffAt, Method: w.Method, Note: w.Note, MadeAt: w.MadeAt, Stage: w.Stage}); err != nil {
			return w, fmt.Errorf("write wave %s: %w", w.Number, err)
		}
	} else {
		was, err := tx.unreleased(ctx, w.ID)
		if err != nil {
			return w, err
		}
		before = waveWords(was)
		was.Carrier, was.CutOffAt, was.Method, was.Note = w.Carrier, w.CutOffAt, w.Method, w.Note
		w = was
	}
	if err := tx.fillWave(ctx, w, shipments); err != nil {
		return w, err
	}
	w.PlannedAt = 0
	if planned {
		w.PlannedAt = tx.now
	}
	if err := tx.writeWave(ctx, &w); err != nil {
		return w, err
	}
	after := waveWords(w)
	after["shipments"] = len(shipments)
	return w, tx.Record("wave", w.ID, w.Stage, before, after)
}

func waveWords(w Wave) map[string]any {
	return map[string]any{"carrier": w.Carrier, "cut-off": w.CutOffAt, "inside": w.Method, "note": w.Note}
}

// unreleased reads a wave that can still be changed.
func (tx *Tx) unreleased(ctx context.Context, id int64) (Wave, error) {
	w, err := tx.Wave(ctx, id)
	if err != nil {
		return w, IfMissing(err, "there is no wave %d", id)
	}
	if w.ReleasedAt.Set() || w.CancelledAt.Set() {
		return w, Refused("wave", "plan another wave", "wave %s is %s", w.Number, w.Stage)
	}
	return w, nil
}

// InWave lists the shipments of a wave.
func (v *View) InWave(ctx context.Context, id int64) ([]int64, error) {
	ids, err := v.ids(ctx, "SELECT shipment_id FROM wave_shipments WHERE wave_id = $1 ORDER BY shipment_id", id)
	if err != nil {
		return nil, fmt.Errorf("read the shipments of wave %d: %w", id, err)
	}
	return ids, nil
}

// fillWave makes the shipments given those of a wave.
func (tx *Tx) fillWave(ctx context.Context, w Wave, shipments []int64) error {
	have, err := tx.InWave(ctx, w.ID)
	if err != nil {
		return err
	}
	for _, id := range have {
		if !slices.Contains(shipments, id) {
			if err := tx.deleteWaveShipment(ctx, w.ID, id); err != nil {
				return fmt.Errorf("take shipment %d out of wave %s: %w", id, w.Number, err)
			}
		}
	}
	var more []int64
	for _, id := range shipments {
		if !slices.Contains(have, id) {
			more = append(more, id)
		}
	}
	return tx.JoinWave(ctx, w.ID, more)
}

// JoinWave puts shipments into a wave that is not over. None may be in another,
// nor gone already.
func (tx *Tx) JoinWave(ctx context.Context, id int64, shipments []int64) error {
	w, err := tx.Wave(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no wave %d", id)
	}
	if w.ClosedAt.Set() || w.CancelledAt.Set() {
		return Refused("wave", "plan another wave", "wave %s is %s", w.Number, w.Stage)
	}
	in, err := tx.WavedShipments(ctx)
	if err != nil {
		return fmt.Errorf("read what is in waves: %w", err)
	}
	other := make(map[int64]string, len(in))
	for _, x := range in {
		if x.WaveID != id {
			other[x.ShipmentID] = x.Number
		}
	}
	found := make([]Shipment, len(shipments))
	var ask []func() error
	for i, s := range shipments {
		ask = append(ask, asked(ctx, &found[i], tx.Shipment, s, ""))
	}
	if err := tx.Together(ctx, ask...); err != nil {
		return IfMissing(err, "there is no such shipment")
	}
	for _, s := range found {
		switch {
		case other[s.ID] != "":
			return Conflict("shipment %s is in wave %s", s.Number, other[s.ID])
		case s.VoidedAt.Set() || s.PackedAt.Set() || s.HandedOverAt.Set():
			return Refused("wave", "leave it out", "shipment %s is %s", s.Number, s.Stage)
		}
		if err := tx.insertWaveShipment(ctx, id, s.ID); err != nil {
			return fmt.Errorf("put shipment %s into wave %s: %w", s.Number, w.Number, err)
		}
	}
	tx.waves = true
	return nil
}

// LeaveWave takes a shipment out of a wave.
func (tx *Tx) LeaveWave(ctx context.Context, id, shipment int64) error {
	if err := tx.deleteWaveShipment(ctx, id, shipment); err != nil {
		return fmt.Errorf("take shipment %d out of wave %d: %w", shipment, id, err)
	}
	tx.waves = true
	return tx.Record("wave", id, "shipment taken out", map[string]any{"shipment": shipment}, nil)
}

// ReleaseWave sends a planned wave to the floor. Its shipments must have passed
// the gate (domain 4.5): a wave is no way around it.
func (tx *Tx) ReleaseWave(ctx context.Context, id int64) (Wave, error) {
	w, err := tx.unreleased(ctx, id)
	if err != nil {
		return w, err
	}
	rows, err := tx.WaveShipments(ctx, id)
	if err != nil {
		return w, fmt.Errorf("read the shipments of wave %s: %w", w.Number, err)
	}
	here := 0
	for _, r := range rows {
		switch r.Stage {
		case ShipmentVoided:
		case ShipmentPlanned, ShipmentChecked, ShipmentLabelled:
			return w, Refused("domain 4.5", "release it first, or take it out of the wave", "shipment %s of wave %s is %s, not released", r.Number, w.Number, r.Stage)
		default:
			here++
		}
	}
	if here == 0 {
		return w, Refused("wave", "put shipments into it", "wave %s is empty", w.Number)
	}
	if !w.PlannedAt.Set() {
		w.PlannedAt = tx.now
	}
	w.ReleasedAt, w.Stage = tx.now, WaveReleased
	if err := tx.writeWave(ctx, &w); err != nil {
		return w, err
	}
	tx.waves = true
	return w, tx.Record("wave", id, WaveReleased, nil, nil)
}

// UnreleaseWave takes a release back, once the wave's lists are cancelled (undo).
func (tx *Tx) UnreleaseWave(ctx context.Context, id int64) error {
	w, err := tx.Wave(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no wave %d", id)
	}
	if !w.ReleasedAt.Set() || w.ClosedAt.Set() || w.CancelledAt.Set() {
		return Refused("undo", "plan another wave", "wave %s is %s", w.Number, w.Stage)
	}
	lists, err := tx.PickListsOfWave(ctx, id)
	if err != nil {
		return fmt.Errorf("read the lists of wave %s: %w", w.Number, err)
	}
	for _, l := range lists {
		if !l.CancelledAt.Set() {
			return Refused("undo", "cancel it first", "list %s of wave %s is %s", l.Number, w.Number, l.Stage)
		}
	}
	w.ReleasedAt = 0
	if err := tx.writeWave(ctx, &w); err != nil {
		return err
	}
	return tx.Record("wave", id, "release taken back", nil, nil)
}

// CancelWave gives up a wave that is not released: its shipments wait as before.
func (tx *Tx) CancelWave(ctx context.Context, id int64) error {
	w, err := tx.unreleased(ctx, id)
	if err != nil {
		return err
	}
	w.CancelledAt = tx.now
	if err := tx.writeWave(ctx, &w); err != nil {
		return err
	}
	return tx.Record("wave", id, WaveCancelled, nil, nil)
}

// ReopenWave takes a cancelled wave up again (undo of CancelWave).
func (tx *Tx) ReopenWave(ctx context.Context, id int64) error {
	w, err := tx.Wave(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no wave %d", id)
	}
	if !w.CancelledAt.Set() {
		return Refused("undo", "nothing is left to do", "wave %s is %s", w.Number, w.Stage)
	}
	in, err := tx.WavedShipments(ctx)
	if err != nil {
		return fmt.Errorf("read what is in waves: %w", err)
	}
	mine, err := tx.InWave(ctx, id)
	if err != nil {
		return err
	}
	for _, x := range in {
		if slices.Contains(mine, x.ShipmentID) {
			return Refused("undo", "plan another wave", "some of wave %s is in wave %s now", w.Number, x.Number)
		}
	}
	w.CancelledAt = 0
	if err := tx.writeWave(ctx, &w); err != nil {
		return err
	}
	return tx.Record("wave", id, "taken up again", nil, nil)
}

// writeWave writes a wave's facts with the stage that follows from them; once it
// is released that is refreshWaves' to say.
func (tx *Tx) writeWave(ctx context.Context, w *Wave) error {
	switch {
	case w.CancelledAt.Set():
		w.Stage = WaveCancelled
	case w.ClosedAt.Set():
		w.Stage = WaveClosed
	case !w.ReleasedAt.Set() && w.PlannedAt.Set():
		w.Stage = WavePlanned
	case !w.ReleasedAt.Set():
		w.Stage = WaveDraft
	}
	if err := tx.setWave(ctx, setWaveParams{Carrier: w.Carrier, CutOffAt: w.CutOffAt, Method: w.Method, Note: w.Note, PlannedAt: w.PlannedAt, ReleasedAt: w.ReleasedAt, ClosedAt: w.ClosedAt, CancelledAt: w.CancelledAt, Stage: w.Stage, ID: w.ID}); err != nil {
		return fmt.Errorf("write wave %s: %w", w.Number, err)
	}
	return nil
}

// refreshWaves works out how far the released waves have come. A wave closes by
// itself once all that is still in it has left.
func (tx *Tx) refreshWaves(ctx context.Context) error {
	all, err := tx.waveFacts(ctx)
	if err != nil {
		return fmt.Errorf("read how far the waves are: %w", err)
	}
	for _, f := range all {
		stage := WaveReleased
		switch {
		case f.Here == f.Gone:
			stage = WaveClosed
		case f.Here == f.Boxed:
			stage = WavePacked
		case f.Here == f.Full:
			stage = WavePicked
		case f.Begun > 0:
			stage = WavePicking
		}
		if stage == f.Stage {
			continue
		}
		w, err := tx.Wave(ctx, f.ID)
		if err != nil {
			return fmt.Errorf("read wave %d: %w", f.ID, err)
		}
		if w.Stage = stage; stage == WaveClosed {
			w.ClosedAt = tx.now
		}
		if err := tx.writeWave(ctx, &w); err != nil {
			return err
		}
		if err := tx.Record("wave", w.ID, w.Stage, nil, nil); err != nil {
			return err
		}
	}
	return nil
}
