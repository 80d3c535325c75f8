package app_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
	"packbench/data/datatest"
)

// waiting releases so many shipments of two to four lines.
func waiting(t testing.TB, s *apptest.Shop, n int) {
	t.Helper()
	for i := range n {
		wants := []apptest.Want{want(fmt.Sprintf("G%d", 1+i%12), 1), want(fmt.Sprintf("G%d", 1+(i+5)%12), 1)}
		for k := range i % 3 {
			wants = append(wants, want(fmt.Sprintf("G%d", 1+(i*7+k+1)%12), 1))
		}
		s.Released(t, wants...)
	}
}

// A day of 2,000 shipments is proposed in a handful of queries; the search gets no
// time here, so that what is measured is the rest.
func BenchmarkProposeTwoThousand(b *testing.B) {
	s := mapped(b)
	for i := range 12 {
		p := s.Products[data.SKU(fmt.Sprintf("G%d", i+1))]
		if err := s.ReceiveStock(b.Context(), apptest.Anna, data.NewOp("stock", i), p.ID, s.Places["A-01-1"], 5000, "more"); err != nil {
			b.Fatal(err)
		}
	}
	waiting(b, s, 2000)
	for _, method := range []string{app.PickSingle, app.PickBatch, app.PickZone, app.PickWave} {
		b.Run(method, func(b *testing.B) {
			var p app.PickProposal
			for b.Loop() {
				var err error
				if p, err = s.ProposePicking(b.Context(), app.PickingRequest{Method: method, Search: time.Millisecond}, nil); err != nil {
					b.Fatal(err)
				}
			}
			if len(p.Orders) != 2000 {
				b.Fatalf("%d orders are planned", len(p.Orders))
			}
			b.ReportMetric(float64(p.Total.Length)/1000, "m")
			b.ReportMetric(float64(p.FirstCome.Length)/1000, "m-as-they-come")
		})
	}
	b.Run("write", func(b *testing.B) {
		p, err := s.ProposePicking(b.Context(), app.PickingRequest{Method: app.PickBatch, Search: time.Second}, nil)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := s.BuildProposal(b.Context(), apptest.Anna, op("build"), p); err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			if _, err := s.UndoLast(b.Context(), apptest.Anna); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	})
}

// However many shipments wait, a proposal asks a server the same number of times.
func TestAProposalAsksNoShipmentByItself(t *testing.T) {
	if datatest.Server() == "" {
		t.Skip("it is about a shop on a server: PACKBENCH_POSTGRES names one")
	}
	s := mapped(t)
	if err := s.Store.Close(); err != nil {
		t.Fatal(err)
	}
	w := datatest.NewWire(t, s.At)
	books, err := data.Open(t.Context(), w.URL, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = books.Close() })
	s.Store, s.Shop = books, app.New(books, app.Options{Printing: s.Printer})
	asks := func() int64 {
		var sent atomic.Int64
		w.Break(func([]byte) datatest.Fate {
			sent.Add(1)
			return datatest.Through
		})
		defer w.Break(nil)
		if _, err := s.ProposePicking(t.Context(), app.PickingRequest{Search: time.Millisecond}, nil); err != nil {
			t.Fatal(err)
		}
		return sent.Load()
	}
	least := func() int64 { // each session prepares its statements once
		return min(asks(), asks(), asks(), asks(), asks(), asks(), asks(), asks())
	}
	waiting(t, s, 2)
	few := least()
	waiting(t, s, 15)
	if many := least(); many != few {
		t.Errorf("2 shipments are proposed with %d questions, 17 with %d", few, many)
	}
}
