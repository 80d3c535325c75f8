package grid

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// BenchmarkRoute is 100 picks in 15 aisles of 60 bays, for each number of cross
// aisles; p95 is of the single walks.
func BenchmarkRoute(b *testing.B) {
	for h := 2; h <= 7; h++ {
		b.Run(fmt.Sprintf("cross=%d", h), func(b *testing.B) {
			r := rand.New(rand.NewPCG(7, uint64(h)))
			w := &Warehouse{Pitch: slices.Repeat([]int64{5}, 14)}
			for i := range h - 1 {
				w.Blocks = append(w.Blocks, int64(60*(i+1)/(h-1)-60*i/(h-1)+1))
			}
			lists := make([][]Spot, 64)
			for i := range lists {
				for range 100 {
					lists[i] = append(lists[i], randomSpot(r, w))
				}
			}
			s, err := NewSolver(w)
			if err != nil {
				b.Fatal(err)
			}
			for _, l := range lists[:min(len(lists), 8)] { // warm
				if _, err := s.Length(l, End{}, End{}); err != nil {
					b.Fatal(err)
				}
			}
			var took []time.Duration
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				at := time.Now()
				if _, err := s.Length(lists[i%len(lists)], End{}, End{}); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(at))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(len(s.auto.states)), "states")
		})
	}
}
