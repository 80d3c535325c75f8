package batch

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"packbench/app/picking/grid"
)

// someRows is a warehouse with places everywhere, and its meter.
func someRows(tb testing.TB, r *rand.Rand, aisles, blocks, cells int, start, end grid.Corner) (*Rows, []grid.Spot) {
	tb.Helper()
	w := &grid.Warehouse{}
	for range aisles - 1 {
		w.Pitch = append(w.Pitch, int64(2+r.IntN(4)))
	}
	for range blocks {
		w.Blocks = append(w.Blocks, int64(cells+r.IntN(5)))
	}
	var spots []grid.Spot
	for a := range aisles {
		for b := range blocks {
			for range cells {
				spots = append(spots, grid.Spot{Aisle: a, Block: b, Offset: r.Int64N(w.Blocks[b] + 1)})
			}
		}
	}
	rows, err := NewRows(w, spots, grid.At(start), grid.At(end))
	if err != nil {
		tb.Fatal(err)
	}
	return rows, spots
}

// The quick meters measure what the exact solver does, which is proved elsewhere.
func TestRowsMeasureTheShortestWalk(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		aisles, blocks := 1+r.IntN(6), 1+r.IntN(2)
		corner := func() grid.Corner { return grid.Corner{Aisle: r.IntN(aisles), Cross: r.IntN(blocks + 1)} }
		start := corner()
		end := start
		if r.IntN(2) == 0 {
			end = corner()
		}
		cells := 6
		if r.IntN(4) == 0 {
			cells = 80 // more places in an aisle than bits in a word
		}
		rows, spots := someRows(t, r, aisles, blocks, cells, start, end)
		solver, err := grid.NewSolver(rows.w)
		if err != nil {
			t.Fatal(err)
		}
		meter := rows.Meter()
		for range 10 {
			places := make([]int32, r.IntN(9))
			at := make([]grid.Spot, len(places))
			for i := range places {
				places[i] = int32(r.IntN(len(spots)))
				at[i] = spots[places[i]]
			}
			want, err := solver.Length(at, grid.At(start), grid.At(end))
			if err != nil {
				t.Fatal(err)
			}
			if got := meter.Length(places); got != want {
				t.Fatalf("%+v from %v to %v past %v: %d, want %d", rows.w, start, end, at, got, want)
			}
		}
	}
}

func BenchmarkLength(b *testing.B) {
	for blocks := 1; blocks <= 2; blocks++ {
		for _, end := range []grid.Corner{{}, {Aisle: 9}} {
			r := rand.New(rand.NewPCG(1, 2))
			rows, spots := someRows(b, r, 10, blocks, 45/blocks, grid.Corner{}, end)
			lists := make([][]int32, 64)
			for i := range lists {
				for range 30 {
					lists[i] = append(lists[i], int32(r.IntN(len(spots))))
				}
			}
			solver, err := grid.NewSolver(rows.w)
			if err != nil {
				b.Fatal(err)
			}
			name := fmt.Sprintf("blocks=%d/end=%d/", blocks, end.Aisle)
			for how, m := range map[string]Meter{"bits": rows.Meter(), "solver": &solverMeter{rows: rows, solver: solver}} {
				b.Run(name+how, func(b *testing.B) {
					for i := 0; b.Loop(); i++ {
						m.Length(lists[i%len(lists)])
					}
				})
			}
		}
	}
}
