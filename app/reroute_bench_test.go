package app_test

import (
	"slices"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/demoday"
	"packbench/data"
	"packbench/data/datatest"
)

// BenchmarkShortPick is how long a short pick takes on the demo's longest list:
// the bin is counted, another place is looked for, and what remains is walked
// anew. Goal: 50 ms.
func BenchmarkShortPick(b *testing.B) {
	for b.Loop() {
		books, err := data.Open(b.Context(), datatest.Place(b), data.Options{})
		if err != nil {
			b.Fatal(err)
		}
		shop := app.New(books, app.Options{})
		if err := demoday.Make(b.Context(), shop, apptest.Anna, nil); err != nil {
			b.Fatal(err)
		}
		if err := demoday.Stage(b.Context(), shop, apptest.Anna, 60, nil); err != nil {
			b.Fatal(err)
		}
		p, err := shop.ProposePicking(b.Context(), app.PickingRequest{Method: app.PickBatch, Search: time.Millisecond}, nil)
		if err != nil {
			b.Fatal(err)
		}
		built, err := shop.BuildProposal(b.Context(), apptest.Anna, data.NewOp("build", 1), p)
		if err != nil || len(built.Lists) == 0 {
			b.Fatalf("%d lists: %v", len(built.Lists), err)
		}
		var longest app.Walk
		for _, l := range built.Lists {
			w, err := shop.Walk(b.Context(), l.Number)
			if err != nil {
				b.Fatal(err)
			}
			if len(w.Lines) > len(longest.Lines) {
				longest = w
			}
		}
		var took []time.Duration
		for i, l := range longest.Lines {
			if i%2 == 1 {
				continue // what was fetched elsewhere instead may stand here by now
			}
			at := time.Now()
			if _, err := shop.ConfirmPicks(b.Context(), apptest.Anna, data.NewOp("short", l.ID), []app.PickConfirm{{LineID: l.ID, Picked: l.Qty - 1}}); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(at))
		}
		slices.Sort(took)
		b.ReportMetric(float64(len(longest.Lines)), "lines")
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms")
		if err := books.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
