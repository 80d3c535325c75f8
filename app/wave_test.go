package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

func waveStage(t testing.TB, s *apptest.Shop, number string) string {
	t.Helper()
	d, err := s.Wave(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	return d.Wave.Stage
}

// labelledOnly is placed and labelled, and waits before the gate.
func labelledOnly(t testing.TB, s *apptest.Shop, wants ...apptest.Want) data.Shipment {
	t.Helper()
	sh := s.Placed(t, wants...)
	sh, err := s.Label(t.Context(), apptest.Anna, op("label"), sh.ID)
	if err != nil {
		t.Fatal(err)
	}
	return sh
}

// A wave goes from its plan to the carrier, and closes by itself.
func TestAWaveFromItsPlanToTheCarrier(t *testing.T) {
	s := mapped(t)
	a, b := labelledOnly(t, s, want("G1", 1)), labelledOnly(t, s, want("G2", 1), want("G3", 2))
	w, err := s.PlanWave(t.Context(), apptest.Anna, op("wave"), 0, app.WaveRequest{Carrier: "Parcel Post", CutOff: time.Date(2026, 3, 2, 16, 30, 0, 0, time.UTC), Draft: true})
	if err != nil || w.Number != "W-1" || w.Stage != data.WaveDraft {
		t.Fatalf("%+v, %v", w, err)
	}
	req := app.WaveRequest{Carrier: "Parcel Post", Inside: app.PickBatch, Shipments: []int64{a.ID, b.ID}}
	if w, err = s.PlanWave(t.Context(), apptest.Anna, op("wave"), w.ID, req); err != nil || w.Stage != data.WavePlanned {
		t.Fatalf("%+v, %v", w, err)
	}
	_, err = s.PlanWave(t.Context(), apptest.Anna, op("wave"), 0, app.WaveRequest{Shipments: []int64{a.ID}})
	refused(t, err, data.KindConflict, "in wave W-1")
	if p := propose(t, s, app.PickingRequest{Ready: true}); len(p.Lists) != 0 {
		t.Errorf("what waits for its wave is proposed: %+v", p.Lists)
	}
	built, err := s.ReleaseWave(t.Context(), apptest.Anna, op("release wave"), w.ID, app.PickingRequest{Search: time.Millisecond}, nil)
	if err != nil || len(built.Lists) != 1 || built.Lists[0].WaveID != w.ID || len(built.Stopped) != 0 {
		t.Fatalf("%+v, %v", built, err)
	}
	if got := waveStage(t, s, "W-1"); got != data.WaveReleased {
		t.Errorf("the wave is %s", got)
	}
	_, err = s.ReleaseWave(t.Context(), apptest.Anna, op("release wave"), w.ID, app.PickingRequest{}, nil)
	refused(t, err, data.KindRefused, "W-1 is released")
	refused(t, s.CancelWave(t.Context(), apptest.Anna, op("cancel"), w.ID), data.KindRefused, "W-1 is released")
	undone(t, s, "Released wave W-1: 1 pick list from "+built.Lists[0].Number)
	if got := waveStage(t, s, "W-1"); got != data.WavePlanned || s.ShipmentByID(t, a.ID).Stage != data.ShipmentLabelled {
		t.Errorf("taken back, the wave is %s and %s is %s", got, a.Number, s.ShipmentByID(t, a.ID).Stage)
	}
	sound(t, s)
	if built, err = s.ReleaseWave(t.Context(), apptest.Anna, op("release wave"), w.ID, app.PickingRequest{Search: time.Millisecond}, nil); err != nil {
		t.Fatal(err)
	}
	_, lines := walkOf(t, s, built.Lists[0])
	for i, l := range lines {
		if _, err := s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: l.ID, Picked: l.Qty}}); err != nil {
			t.Fatal(err)
		}
		if got := waveStage(t, s, "W-1"); i == 0 && got != data.WavePicking {
			t.Errorf("after the first pick the wave is %s", got)
		}
	}
	if got := waveStage(t, s, "W-1"); got != data.WavePicked {
		t.Errorf("all picked, the wave is %s", got)
	}
	pack(t, s, a.ID)
	pack(t, s, b.ID)
	if got := waveStage(t, s, "W-1"); got != data.WavePacked {
		t.Errorf("all packed, the wave is %s", got)
	}
	sound(t, s)
	if _, err := s.HandOver(t.Context(), apptest.Anna, op("hand over"), []int64{a.ID, b.ID}); err != nil {
		t.Fatal(err)
	}
	if got := waveStage(t, s, "W-1"); got != data.WaveClosed {
		t.Errorf("all gone, the wave is %s", got)
	}
	if open, err := s.Waves(t.Context(), true, 0, 10); err != nil || len(open) != 0 {
		t.Errorf("open waves %+v, %v", open, err)
	}
	if all, err := s.Waves(t.Context(), false, 0, 10); err != nil || len(all) != 1 || all[0].OrderCount != 2 || all[0].PackedCount != 2 || all[0].ListCount != 1 {
		t.Errorf("waves %+v, %v", all, err)
	}
	sound(t, s)
}

// A wave is no way around the gate: what it stops is named and leaves the wave.
func TestAWavePassesTheGate(t *testing.T) {
	s := mapped(t)
	good := labelledOnly(t, s, want("G1", 1))
	bare := s.Placed(t, want("G2", 1)) // without a label
	held := labelledOnly(t, s, want("G3", 1))
	if _, err := s.Hold(t.Context(), apptest.Anna, op("hold"), held.OrderID, "wish", "wait for me", time.Time{}); err != nil {
		t.Fatal(err)
	}
	w, err := s.PlanWave(t.Context(), apptest.Anna, op("wave"), 0, app.WaveRequest{Shipments: []int64{good.ID, bare.ID, held.ID}})
	if err != nil {
		t.Fatal(err)
	}
	built, err := s.ReleaseWave(t.Context(), apptest.Anna, op("release wave"), w.ID, app.PickingRequest{Search: time.Millisecond}, nil)
	if err != nil {
		t.Fatal(err)
	}
	why := map[int64]string{}
	for _, st := range built.Stopped {
		why[st.ShipmentID] = st.Why
	}
	if len(why) != 2 || why[bare.ID] == "" || why[held.ID] == "" {
		t.Errorf("the gate stopped %+v", built.Stopped)
	}
	d, err := s.Wave(t.Context(), w.Number)
	if err != nil || len(d.Shipments) != 1 || d.Shipments[0].ID != good.ID || len(d.Lists) != 1 {
		t.Errorf("in the wave are %+v, %v", d.Shipments, err)
	}
	if err := s.Store.Write(t.Context(), apptest.Anna, data.NewOp("around", 1), func(ctx context.Context, tx *data.Tx) (any, error) {
		v, err := tx.SaveWave(ctx, data.Wave{Method: "batch"}, []int64{bare.ID}, true)
		if err != nil {
			return nil, err
		}
		_, err = tx.ReleaseWave(ctx, v.ID)
		return nil, err
	}, nil); data.KindOf(err) != data.KindRefused || !strings.Contains(err.Error(), "not released") {
		t.Errorf("a wave went around the gate: %v", err)
	}
	undone(t, s, "Released wave W-1: 1 pick list from "+built.Lists[0].Number)
	if d, err = s.Wave(t.Context(), w.Number); err != nil || len(d.Shipments) != 3 || d.Wave.Stage != data.WavePlanned {
		t.Errorf("taken back, the wave is %s with %+v, %v", d.Wave.Stage, d.Shipments, err)
	}
	for _, place := range []string{"A-02-2", "C-10-1"} { // nothing of the good one can be picked any more
		if _, err := s.ShutPlace(t.Context(), apptest.Anna, op("shut"), s.Places[place], "wet"); err != nil {
			t.Fatal(err)
		}
	}
	more := labelledOnly(t, s, want("G4", 1))
	if w, err = s.PlanWave(t.Context(), apptest.Anna, op("wave"), w.ID, app.WaveRequest{Shipments: []int64{good.ID, more.ID}}); err != nil {
		t.Fatal(err)
	}
	if built, err = s.ReleaseWave(t.Context(), apptest.Anna, op("release wave"), w.ID, app.PickingRequest{Search: time.Millisecond}, nil); err != nil || len(built.Stopped) != 1 || built.Stopped[0].Number != good.Number || built.Stopped[0].Why != "no shelf has them free" {
		t.Errorf("%+v, %v", built.Stopped, err)
	}
	only := s.Placed(t, want("G5", 1))
	_, err = s.BuildProposal(t.Context(), apptest.Anna, op("build"), propose(t, s, app.PickingRequest{Shipments: []int64{only.ID}}))
	refused(t, err, data.KindRefused, "gate let none of it through")
	sound(t, s)
}

func TestWavesAreProposedByCarrierAndCutOff(t *testing.T) {
	s := mapped(t)
	for i := range 3 {
		s.Released(t, want(fmt.Sprintf("G%d", i+1), 1), want(fmt.Sprintf("G%d", i+4), 1))
	}
	p := propose(t, s, app.PickingRequest{Method: app.PickWave})
	if len(p.Waves) != 1 || len(p.Waves[0].Shipments) != 3 || p.Waves[0].CutOff == 0 || p.Waves[0].Carrier == "" || p.Lists[0].Wave != 1 || p.Waves[0].Cost.Length != p.Total.Length {
		t.Fatalf("%+v", p.Waves)
	}
	waves, err := s.PlanWaves(t.Context(), apptest.Anna, op("plan waves"), p)
	if err != nil || len(waves) != 1 || waves[0].Stage != data.WavePlanned || waves[0].CutOffAt != p.Waves[0].CutOff {
		t.Fatalf("%+v, %v", waves, err)
	}
	undone(t, s, "Planned 1 wave from W-1")
	if got := waveStage(t, s, "W-1"); got != data.WaveCancelled {
		t.Errorf("taken back it is %s", got)
	}
	b := build(t, s, p)
	if len(b.Waves) != 1 || b.Waves[0].Number != "W-2" || waveStage(t, s, "W-2") != data.WaveReleased {
		t.Errorf("%+v", b.Waves)
	}
	sound(t, s)
}

func TestAWaveIsCancelledAndTakenUpAgain(t *testing.T) {
	s := mapped(t)
	a := s.Released(t, want("G1", 1))
	w, err := s.PlanWave(t.Context(), apptest.Anna, op("wave"), 0, app.WaveRequest{Shipments: []int64{a.ID}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CancelWave(t.Context(), apptest.Anna, op("cancel"), w.ID); err != nil {
		t.Fatal(err)
	}
	if p := propose(t, s, app.PickingRequest{}); len(p.Lists) != 1 {
		t.Error("its shipments wait no more")
	}
	undone(t, s, "Cancelled wave W-1")
	undone(t, s, "Planned wave W-1: 1 shipment")
	if got := waveStage(t, s, "W-1"); got != data.WaveCancelled {
		t.Errorf("a wave whose plan is taken back is %s", got)
	}
	for _, bad := range []app.WaveRequest{{}, {Inside: "wave", Shipments: []int64{a.ID}}, {Shipments: []int64{999}}} {
		if _, err := s.PlanWave(t.Context(), apptest.Anna, op("wave"), 0, bad); data.KindOf(err) == "" {
			t.Errorf("%+v gave %v", bad, err)
		}
	}
	sound(t, s)
}

// An urgent shipment goes where its picker walks least further, and not over the
// cart; taken back, the list is as it was.
func TestAnUrgentShipmentGoesOntoAnOpenWalk(t *testing.T) {
	s := mapped(t)
	s.Released(t, want("G1", 1), want("G4", 1))
	s.Released(t, want("G7", 1), want("G10", 1))
	list := build(t, s, propose(t, s, app.PickingRequest{Method: app.PickBatch})).Lists[0]
	before, lines := walkOf(t, s, list)
	if _, err := s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: lines[0].ID, Picked: lines[0].Qty}}); err != nil {
		t.Fatal(err)
	}
	urgent := labelledOnly(t, s, want("G4", 2))
	got, err := s.AddUrgent(t.Context(), apptest.Anna, op("urgent"), app.Urgent{Shipment: urgent.ID})
	if err != nil || got.Own || got.List.ID != list.ID || got.Slot != "C" || !strings.Contains(got.Why, "m on its own") {
		t.Fatalf("%+v, %v", got, err)
	}
	after, _ := walkOf(t, s, list)
	if len(after) != len(before) {
		t.Errorf("before one was picked the walk was %v, now %v", before, after)
	}
	stops := slices.Compact(slices.Clone(after))
	slices.Sort(after)
	if len(stops) != len(slices.Compact(after)) {
		t.Errorf("a place is visited twice: %v", stops)
	}
	undone(t, s, "Put urgent "+urgent.Number+" onto list "+list.Number)
	if now, _ := walkOf(t, s, list); len(now) != len(before)-1 || s.ShipmentByID(t, urgent.ID).Stage != data.ShipmentLabelled {
		t.Errorf("taken back the walk is %v and the shipment %s", now, s.ShipmentByID(t, urgent.ID).Stage)
	}
	own, err := s.AddUrgent(t.Context(), apptest.Anna, op("urgent"), app.Urgent{Shipment: urgent.ID, Alone: true})
	if err != nil || !own.Own || own.List.ID == list.ID {
		t.Fatalf("%+v, %v", own, err)
	}
	_, err = s.AddUrgent(t.Context(), apptest.Anna, op("urgent"), app.Urgent{Shipment: urgent.ID})
	refused(t, err, data.KindRefused, "waits for nothing")
	undone(t, s, "Put urgent "+urgent.Number+" onto list "+own.List.Number)
	sound(t, s)
}

func TestAnUrgentShipmentJoinsAReleasedWave(t *testing.T) {
	s := mapped(t)
	a := s.Released(t, want("G1", 1), want("G2", 1))
	w, err := s.PlanWave(t.Context(), apptest.Anna, op("wave"), 0, app.WaveRequest{Shipments: []int64{a.ID}})
	if err != nil {
		t.Fatal(err)
	}
	urgent := s.Released(t, want("G3", 1))
	_, err = s.AddUrgent(t.Context(), apptest.Anna, op("urgent"), app.Urgent{Shipment: urgent.ID, Wave: w.ID})
	refused(t, err, data.KindRefused, "planned, not released")
	if _, err = s.ReleaseWave(t.Context(), apptest.Anna, op("release wave"), w.ID, app.PickingRequest{Search: time.Millisecond}, nil); err != nil {
		t.Fatal(err)
	}
	got, err := s.AddUrgent(t.Context(), apptest.Anna, op("urgent"), app.Urgent{Shipment: urgent.ID, Wave: w.ID, Alone: true})
	if err != nil || got.List.WaveID != w.ID {
		t.Fatalf("%+v, %v", got, err)
	}
	if d, err := s.Wave(t.Context(), w.Number); err != nil || len(d.Shipments) != 2 || len(d.Lists) != 2 {
		t.Errorf("%+v, %v", d, err)
	}
	undone(t, s, "Put urgent "+urgent.Number+" onto list "+got.List.Number)
	if d, err := s.Wave(t.Context(), w.Number); err != nil || len(d.Shipments) != 1 {
		t.Errorf("taken back, the wave holds %+v, %v", d.Shipments, err)
	}
	sound(t, s)
}
