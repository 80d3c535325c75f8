package app_test

import (
	"bytes"
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/data"
)

func TestFiguresOfAPastMomentAreThoseOfTheLedgerWithTheirNames(t *testing.T) {
	s := apptest.New(t)
	then := s.Store.Now()
	mug := s.Products["MUG"].ID
	if err := s.Transfer(t.Context(), apptest.Anna, data.NewOp("move", 1), mug, s.Places["A-01-1"], s.Places["B-02-1"], 3); err != nil {
		t.Fatal(err)
	}
	later := s.Store.Now()
	want, err := s.StockThen(t.Context(), then, later)
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.StockFigures(t.Context(), then, later)
	if err != nil || len(all) != len(want) || len(all) == 0 {
		t.Fatalf("%v, %v; want %v", all, err, want)
	}
	lines, err := s.StockLines(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range lines {
		if w := want[i]; l.SKU != w.SKU || l.Name != w.Name || l.Place != w.Code || l.Was != w.Was || l.Is != w.OnHand {
			t.Errorf("%+v, want %+v", l, w)
		}
	}
	for text, most := range map[string]string{"mug": "MUG", "a-0": "A-0", "%": "", "": "*"} {
		m, err := s.StockMatching(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for i, f := range all {
			if m.Has(f) {
				n++
				if most != "*" && string(lines[i].SKU) != most && !strings.HasPrefix(lines[i].Place, most) {
					t.Errorf("%q finds %+v", text, lines[i])
				}
			}
		}
		if (n > 0) != (most != "") || most == "*" && n != len(all) {
			t.Errorf("%q finds %d of %d", text, n, len(all))
		}
	}
	var sheet bytes.Buffer
	told := 0
	if err := s.ExportStockFigures(t.Context(), &sheet, "x.csv", then, later, all, func(n int) { told = n }); err != nil || told != len(all) || strings.Count(sheet.String(), "MUG") != 2 {
		t.Errorf("%s, %d, %v", &sheet, told, err)
	}
	if _, err := s.StockFigures(t.Context(), later, then); data.KindOf(err) != data.KindInvalid {
		t.Errorf("the wrong way round: %v", err)
	}
	if none, err := s.StockFigures(t.Context(), then.AddDate(-1, 0, 0), then.AddDate(-1, 0, 0)); err != nil || len(none) > 0 {
		t.Errorf("before there was a shop: %v, %v", none, err)
	}
}
