package labels

import (
	"fmt"
	"math"
	"testing"
)

func TestStockFitsItsPage(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Stocks() {
		if seen[s.ID] {
			t.Errorf("%s is there twice", s.ID)
		}
		seen[s.ID] = true
		const slack = 0.1 // the sources' rounding
		if w := s.Left + float64(s.Cols-1)*s.PitchX + s.Label.W; w > s.Page.W+slack {
			t.Errorf("%s is %.2f mm wide, its page %.2f", s, w, s.Page.W)
		} else if right := s.Page.W - w; math.Abs(right-s.Left) > 0.5 && !s.Lopsided && s.PerSheet() > 1 {
			t.Errorf("%s has margins of %.2f and %.2f mm", s, s.Left, right)
		}
		if h := s.Top + float64(s.Rows-1)*s.PitchY + s.Label.H; h > s.Page.H+slack {
			t.Errorf("%s is %.2f mm high, its page %.2f", s, h, s.Page.H)
		}
		if s.PitchX < s.Label.W-slack || s.PitchY < s.Label.H-slack {
			t.Errorf("the labels of %s overlap", s)
		}
		if s.Sources[0] == "" || s.Sources[1] == "" || s.Media == "" {
			t.Errorf("%s lacks a source or the paper's name", s)
		}
		if safe := s.Safe(s.Cell(0)); safe.W < 10 || safe.H < 5 {
			t.Errorf("nothing can be printed on %s: %v", s, safe)
		}
		if got, err := StockByID(s.ID); err != nil || got.Name != s.Name {
			t.Errorf("%s is not found: %v", s.ID, err)
		}
	}
	if _, err := StockByID("9999"); err == nil {
		t.Error("stock 9999 was found")
	}
}

// Labels go on from the first free one, across sheets, without an empty sheet.
func TestSheetStartsWhereTheLastEnded(t *testing.T) {
	s, err := StockByID("L7160")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ start, count, pages, next int }{
		{1, 21, 1, 1}, {1, 22, 2, 2}, {20, 2, 1, 1}, {20, 3, 2, 2}, {21, 1, 1, 1}, {5, 0, 0, 5}, {0, 1, 1, 2}, {99, 1, 1, 2},
	} {
		var ls []Label
		for i := range c.count {
			ls = append(ls, LocationLabel{Code: fmt.Sprintf("A-%d", i)})
		}
		d := Sheet(s, c.start, 203, ls)
		if len(d.Pages) != c.pages {
			t.Errorf("%d labels from %d take %d sheets, want %d", c.count, c.start, len(d.Pages), c.pages)
		}
		if got := NextStart(s, c.start, c.count); got != c.next {
			t.Errorf("after %d labels from %d comes %d, want %d", c.count, c.start, got, c.next)
		}
		n := max(0, c.start-1)
		if n >= s.PerSheet() {
			n = 0
		}
		for _, p := range d.Pages {
			if len(p.Items) == 0 {
				t.Errorf("%d labels from %d: an empty sheet", c.count, c.start)
			}
			for _, it := range p.Items {
				sym, ok := it.(Symbol)
				if !ok {
					continue
				}
				cell := s.Cell(n)
				if x := float64(sym.X) * 25.4 / 203; x < cell.X || x > cell.Right() || float64(sym.Y)*25.4/203 < cell.Y || float64(sym.Y)*25.4/203 > cell.Bottom() {
					t.Errorf("label %d stands outside its cell %v", n, cell)
				}
				n++
			}
		}
	}
	if got := LeftOnSheet(s, 10); got != "12 labels left on the sheet" {
		t.Error(got)
	}
}

func TestShippingWeightsAndSizes(t *testing.T) {
	for _, c := range []struct {
		l            ShippingLabel
		weight, size string
	}{
		{ShippingLabel{WeightG: 1250, LengthMM: 305, WidthMM: 210, HeightMM: 100}, "1.250 kg", "30.5 × 21 × 10 cm"},
		{ShippingLabel{WeightG: 5, LengthMM: 305}, "0.005 kg", ""},
		{ShippingLabel{WeightG: 1250, LengthMM: 305, WidthMM: 254, HeightMM: 100, Imperial: true}, "2 lb 12 oz", "12 × 10 × 3.9 in"},
		{ShippingLabel{WeightG: 100, Imperial: true}, "4 oz", ""},
		{ShippingLabel{WeightG: 453, Imperial: true}, "1 lb 0 oz", ""},
		{ShippingLabel{}, "", ""},
	} {
		if c.l.weight() != c.weight || c.l.size() != c.size {
			t.Errorf("%d g: %q and %q, want %q and %q", c.l.WeightG, c.l.weight(), c.l.size(), c.weight, c.size)
		}
	}
}
