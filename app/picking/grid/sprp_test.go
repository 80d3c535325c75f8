package grid_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"packbench/app/picking/grid"
	"packbench/app/picking/instances"
)

// published reads the 2,400 published pick lists with their proven lengths, in
// warehouses of one or two blocks.
func published(tb testing.TB, blocks int) []instances.Instance {
	tb.Helper()
	all, err := instances.SPRP(blocks)
	if err != nil {
		tb.Fatalf("read the published lists: %v", err)
	}
	if len(all) != 2400 {
		tb.Fatalf("read %d lists, want 2400", len(all))
	}
	return all
}

// lay is a published instance as a warehouse with its spots and its depot.
func lay(in instances.Instance) (*grid.Warehouse, []grid.Spot, grid.Corner) {
	w := &grid.Warehouse{Pitch: slices.Repeat([]int64{in.Pitch}, in.Aisles-1), Blocks: in.BlockLengths()}
	depot := grid.Corner{Aisle: in.DepotAisle}
	if in.DepotBack {
		depot.Cross = w.CrossAisles() - 1
	}
	spots := make([]grid.Spot, len(in.Spots))
	for i, s := range in.Spots {
		b, off := in.Place(s.Cell)
		spots[i] = grid.Spot{Aisle: s.Aisle, Block: b, Offset: off}
	}
	return w, spots, depot
}

// mirrored is the same warehouse seen from behind and in a mirror.
func mirrored(w *grid.Warehouse, spots []grid.Spot, c grid.Corner) (*grid.Warehouse, []grid.Spot, grid.Corner) {
	m := &grid.Warehouse{Pitch: slices.Clone(w.Pitch), Blocks: slices.Clone(w.Blocks)}
	slices.Reverse(m.Pitch)
	slices.Reverse(m.Blocks)
	out := make([]grid.Spot, len(spots))
	for i, s := range spots {
		out[i] = grid.Spot{Aisle: w.Aisles() - 1 - s.Aisle, Block: len(w.Blocks) - 1 - s.Block, Offset: w.Blocks[s.Block] - s.Offset}
	}
	return m, out, grid.Corner{Aisle: w.Aisles() - 1 - c.Aisle, Cross: w.CrossAisles() - 1 - c.Cross}
}

// Every one of the 4,800 published shortest walks (Hessler and Irnich 2024), and
// each of them mirrored and with a pick less.
func TestPublishedShortestWalks(t *testing.T) {
	for blocks := 1; blocks <= 2; blocks++ {
		for i, in := range published(t, blocks) {
			w, spots, depot := lay(in)
			s, err := grid.NewSolver(w)
			if err != nil {
				t.Fatalf("%s: %v", in.Name, err)
			}
			r, err := s.Route(spots, grid.At(depot), grid.At(depot))
			if err != nil || r.Length != in.Best {
				t.Fatalf("%s, %d blocks: length %d (%v), published %d", in.Name, blocks, r.Length, err, in.Best)
			}
			if got := len(r.Order); got != len(spots) {
				t.Fatalf("%s: %d of %d picks", in.Name, got, len(spots))
			}
			fewer, err := s.Length(slices.Delete(slices.Clone(spots), i%len(spots), i%len(spots)+1), grid.At(depot), grid.At(depot))
			if err != nil || fewer > r.Length {
				t.Fatalf("%s: a pick fewer walks %d (%v), all walk %d", in.Name, fewer, err, r.Length)
			}
			if i%4 > 0 {
				continue
			}
			m, there, home := mirrored(w, spots, depot)
			if s, err = grid.NewSolver(m); err != nil {
				t.Fatalf("%s mirrored: %v", in.Name, err)
			}
			if l, err := s.Length(there, grid.At(home), grid.At(home)); err != nil || l != r.Length {
				t.Fatalf("%s: mirrored %d (%v), straight %d", in.Name, l, err, r.Length)
			}
		}
	}
}

// The classic rules are walks: never shorter than the shortest, past every pick.
func TestRulesAreWalks(t *testing.T) {
	for blocks := 1; blocks <= 2; blocks++ {
		for i, in := range published(t, blocks) {
			if i%3 > 0 {
				continue
			}
			w, spots, depot := lay(in)
			for _, rule := range grid.Rules {
				order, length, ok := w.Walk(rule, spots, depot, depot)
				if !ok || length < in.Best {
					t.Fatalf("%s by %s: %d (%v), the shortest is %d", in.Name, rule, length, ok, in.Best)
				}
				slices.Sort(order)
				if len(order) != len(spots) || len(slices.Compact(order)) != len(spots) {
					t.Fatalf("%s by %s: picks %v", in.Name, rule, order)
				}
			}
		}
	}
}

// BenchmarkRules says how much further the rules walk on the published lists, in
// per cent; reference: 49.7 return, 30.3 S-shape, 12.4 midpoint, 12.2 combined,
// 9.9 largest gap, 23.2 by name, one block.
func BenchmarkRules(b *testing.B) {
	for blocks := 1; blocks <= 2; blocks++ {
		all := published(b, blocks)
		for _, rule := range append(slices.Clone(grid.Rules), "by-name") {
			b.Run(fmt.Sprintf("blocks=%d/%s", blocks, rule), func(b *testing.B) {
				for b.Loop() {
					sum, best := 0.0, 0
					for _, in := range all {
						w, spots, depot := lay(in)
						length := byName(w, spots, depot)
						if rule != "by-name" {
							_, length, _ = w.Walk(rule, spots, depot, depot)
						}
						sum += float64(length)/float64(in.Best) - 1
						if length == in.Best {
							best++
						}
					}
					b.ReportMetric(100*sum/float64(len(all)), "%further")
					b.ReportMetric(100*float64(best)/float64(len(all)), "%shortest")
				}
			})
		}
	}
}

// byName is how far it is from shelf to shelf as their names count.
func byName(w *grid.Warehouse, spots []grid.Spot, depot grid.Corner) int64 {
	list := slices.Clone(spots)
	slices.SortFunc(list, func(a, b grid.Spot) int {
		return cmp.Or(a.Aisle-b.Aisle, b.Block-a.Block, cmp.Compare(b.Offset, a.Offset))
	})
	s, err := grid.NewSolver(w)
	if err != nil {
		return 0
	}
	sum, at := int64(0), grid.At(depot)
	for _, p := range list {
		l, _ := s.Length(nil, at, grid.Inside(p))
		sum, at = sum+l, grid.Inside(p)
	}
	l, _ := s.Length(nil, at, grid.At(depot))
	return sum + l
}
