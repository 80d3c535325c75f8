package app_test

import (
	"time"

	"pgregory.net/rapid"

	"packbench/app"
)

// some draws a few of the shipments that are not packed, released or not.
func (w *world) some(t *rapid.T) (ids []int64) {
	all := w.shipments(t, "voided_at = 0 AND packed_at = 0")
	first := draw(t, "shipment", all)
	ids = []int64{first.id}
	for _, s := range all {
		if s.id != first.id && chance(t, "this too", 3) {
			ids = append(ids, s.id)
		}
	}
	return ids
}

// proposePicking plans some work and builds it: what is picked, packed and promised
// stays as it is.
func (w *world) proposePicking(t *rapid.T) {
	req := app.PickingRequest{Shipments: w.some(t), Method: draw(t, "method", []string{app.PickAuto, app.PickSingle, app.PickBatch, app.PickZone, app.PickWave}),
		Pass: rapid.Bool().Draw(t, "pass"), Search: time.Millisecond}
	if chance(t, "plan again", 3) {
		req.Shipments, req.Again, req.Ready = nil, true, rapid.Bool().Draw(t, "ready")
	}
	p, err := w.ProposePicking(w.ctx, req, nil)
	if err != nil {
		t.Fatalf("propose %+v: %v", req, err)
	}
	b, err := w.BuildProposal(w.ctx, anna, op("build"), p)
	w.did(t, err, func() {}, "pick %v by %s: %d lists, %d waves, stopped %v", req.Shipments, req.Method, len(b.Lists), len(b.Waves), b.Stopped)
}

func (w *world) planWave(t *rapid.T) {
	ids := w.some(t)
	v, err := w.PlanWave(w.ctx, anna, op("wave"), 0, app.WaveRequest{Shipments: ids, Inside: draw(t, "inside", []string{app.PickSingle, app.PickBatch, app.PickZone})})
	w.did(t, err, func() {}, "plan wave %s of %v", v.Number, ids)
}

func (w *world) releaseWave(t *rapid.T) {
	id := draw(t, "wave", rows(t, w, "SELECT id FROM waves WHERE released_at = 0 AND cancelled_at = 0 ORDER BY id", one[int64]))
	if chance(t, "give it up", 4) {
		w.did(t, w.CancelWave(w.ctx, anna, op("cancel wave"), id), func() {}, "cancel wave %d", id)
		return
	}
	b, err := w.ReleaseWave(w.ctx, anna, op("release wave"), id, app.PickingRequest{Search: time.Millisecond}, nil)
	w.did(t, err, func() {}, "release wave %d: %d lists, stopped %v", id, len(b.Lists), b.Stopped)
}

func (w *world) urgent(t *rapid.T) {
	u := app.Urgent{Shipment: draw(t, "shipment", w.shipments(t, "voided_at = 0 AND packed_at = 0")).id, Alone: rapid.Bool().Draw(t, "alone")}
	got, err := w.AddUrgent(w.ctx, anna, op("urgent"), u)
	w.did(t, err, func() {}, "urgent %+v: list %s, slot %s", u, got.List.Number, got.Slot)
}

func (w *world) shutOrOpen(t *rapid.T) {
	place := w.places[draw(t, "bin", w.bins)]
	if rows(t, w, "SELECT shut_at FROM locations WHERE id = $1", one[int64], place)[0] > 0 {
		w.did(t, w.OpenPlace(w.ctx, anna, op("open"), place), func() {}, "open place %d", place)
		return
	}
	left, err := w.ShutPlace(w.ctx, anna, op("shut"), place, "wet")
	w.did(t, err, func() {}, "shut place %d: %d wait", place, left)
}

func (w *world) skip(t *rapid.T) {
	p := draw(t, "pick", w.picks(t, "p.state = 'open'"))
	w.did(t, w.SkipLine(w.ctx, anna, op("skip"), p.id, "later"), func() {}, "put %+v to later", p)
}
