package counts

import (
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

// found is how many of a product were counted at a place; -1 for none.
func found(s *sheet, sku data.SKU, place string) data.Quantity {
	for _, l := range s.C.Lines {
		if l.SKU == sku && l.Location == place {
			return l.Counted
		}
	}
	return -1
}

func TestCountingWithAScanner(t *testing.T) {
	for _, tc := range []struct {
		name  string
		scans string // "!x" is typed and ended with Enter
		good  bool   // the last one
		says  string
		want  map[string]data.Quantity // "SKU place"
	}{
		{"the place, then each unit", "A-01-1 MUG MUG MUG A-02-1", true, "At A-02-1", map[string]data.Quantity{"MUG A-01-1": 3}},
		{"by bar code, and a case of six", "A-01-1 " + apptest.MugCode + " " + apptest.CaseCode + " A-02-1", true, "At A-02-1", map[string]data.Quantity{"MUG A-01-1": 7}},
		{"one place after the other", "A-01-1 MUG A-02-1 LAMP LAMP B-02-1 MUG A-01-1", true, "At A-01-1", map[string]data.Quantity{"MUG A-01-1": 1, "LAMP A-02-1": 2, "MUG B-02-1": 1}},
		{"the rest is typed", "A-01-1 MUG MUG !9 A-02-1", true, "At A-02-1", map[string]data.Quantity{"MUG A-01-1": 9}},
		{"more turn up later", "A-01-1 MUG MUG A-02-1 LAMP A-01-1 MUG A-02-1", true, "At A-02-1", map[string]data.Quantity{"MUG A-01-1": 3, "LAMP A-02-1": 1}},
		{"nobody knows the code", "A-01-1 MUG 4006381333931", false, "no place and no product", nil},
		{"a place of another count", "A-01-1 A-10-1", false, "not on this count", nil},
		{"an order's bar code", "10001-1", false, "no place and no product", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			shop := apptest.New(t)
			shop.Placed(t, apptest.Want{SKU: "CARD", Qty: 1})
			s := open(t, shop, asked(t, shop, true, "A-01-1", "A-02-1", "B-02-1").Number)
			sounds := []bool{}
			s.Sound = func(good bool) { sounds = append(sounds, good) }
			for _, code := range strings.Fields(tc.scans) {
				if typed, ok := strings.CutPrefix(code, "!"); ok {
					s.Enter(typed)
					continue
				}
				s.Scan(code)
			}
			if good := s.Says.State != page.Bad; good != tc.good || !strings.Contains(s.Says.Text, tc.says) || sounds[len(sounds)-1] != tc.good {
				t.Errorf("it says %+v, sounds %v", s.Says, sounds)
			}
			for at, want := range tc.want {
				sku, place, _ := strings.Cut(at, " ")
				if got := found(s, data.SKU(sku), place); got != want {
					t.Errorf("%s: %d, want %d", at, got, want)
				}
			}
		})
	}
}

func TestAScanBeforeAnyPlaceIsKnown(t *testing.T) {
	shop := apptest.New(t)
	mugs, err := shop.RequestProductCount(t.Context(), anna(), data.NewOp("count", "mugs"), "mugs", false, []int64{shop.Products["MUG"].ID})
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, shop, mugs.Number)
	s.At, s.place = -1, 0
	s.Scan("MUG")
	if s.Says.State != page.Bad || !strings.Contains(s.Says.Text, "A-01-1 and B-02-1") {
		t.Errorf("mugs lie at two places, and it says %q", s.Says.Text)
	}
}

func TestGoodsThatNobodyExpectedThere(t *testing.T) {
	shop := apptest.New(t)
	s := open(t, shop, asked(t, shop, false, "A-01-1", "A-02-1").Number)
	s.Scan("A-01-1")
	s.Scan("MUG")
	s.Scan("MUG")
	var q page.Question
	s.Ask = func(asked page.Question) { q = asked }
	s.Scan("BOWL")
	if s.Says.State != page.Bad || !strings.Contains(q.Title, "A-01-1") {
		t.Fatalf("it says %q and asks %q", s.Says.Text, q.Title)
	}
	q.Run()
	s.Scan("BOWL")
	s.Scan("A-02-1")
	if mugs, bowls := found(s, "MUG", "A-01-1"), found(s, "BOWL", "A-01-1"); mugs != 2 || bowls != 2 {
		t.Errorf("%d mugs and %d bowls, want 2 of each: %+v", mugs, bowls, s.Notice)
	}
	s.Scan("LAMP")
	s.Scan("LAMP")
	s.Scan("LAMP")
	s.Jump(0)
	enter(t, s, "10")
	s.Finish(true)
	if s.Stage() != "recount" {
		t.Fatalf("stage %s: %q", s.Stage(), s.Says.Text)
	}
	s.Scan("A-02-1")
	if s.Says.State != page.Bad || !strings.Contains(s.Says.Text, "no second count") {
		t.Errorf("the lamps were right, and a scan of their place says %q", s.Says.Text)
	}
	s.Scan("A-01-1")
	s.Scan("MUG")
	if !strings.Contains(s.Says.Text, "no second count") {
		t.Errorf("the mugs were right, and a scan of one says %q", s.Says.Text)
	}
	if l := s.Line(); l == nil || l.SKU != "BOWL" {
		t.Errorf("the second count stands at %+v", l)
	}
}

func TestScansAreWrittenWhenThePageIsLeft(t *testing.T) {
	shop := apptest.New(t)
	c := asked(t, shop, false, "A-01-1")
	s := open(t, shop, c.Number)
	s.Scan("MUG")
	s.Scan("MUG")
	s.Leave()
	if again := open(t, shop, c.Number); found(again, "MUG", "A-01-1") != 2 {
		t.Errorf("two were scanned, the books say %+v", again.C.Lines[0])
	}
}

func TestScansComeFasterThanTheyAreLookedUp(t *testing.T) {
	shop := apptest.New(t)
	slow := &page.Manual{}
	s := newSheet(shop, anna, slow.Runner(), asked(t, shop, false, "A-01-1", "A-02-1").Number)
	s.Scan("A-02-1") // the count itself is still being read
	s.Reload()
	for _, code := range []string{"LAMP", apptest.CaseCode, "LAMP", "A-01-1", apptest.CaseCode, "A-02-1"} {
		s.Scan(code)
	}
	var q page.Question
	s.Ask = func(asked page.Question) { q = asked }
	slow.Drain()
	if found(s, "LAMP", "A-02-1") != 2 || found(s, "MUG", "A-01-1") != 6 || q.Title == "" {
		t.Errorf("counted %+v; asked %q", s.C.Lines, q.Title)
	}
}

func TestAShelfWithTheNameOfADocumentIsTheShelf(t *testing.T) {
	shop := apptest.New(t)
	asked(t, shop, false, "A-10-1") // C-1
	id, err := shop.SaveLocation(t.Context(), anna(), data.NewOp("place", 1), data.Location{Code: "C-1", Kind: "bin", Sellable: true, Pickable: true})
	if err != nil {
		t.Fatal(err)
	}
	shop.Places["C-1"] = id
	if err := shop.ReceiveStock(t.Context(), anna(), data.NewOp("stock", 1), shop.Products["BOWL"].ID, id, 5, "more"); err != nil {
		t.Fatal(err)
	}
	s := open(t, shop, asked(t, shop, false, "A-01-1", "C-1").Number)
	s.Scan("C-1")
	if l := s.Line(); s.Says.State == page.Bad || l.Location != "C-1" {
		t.Errorf("it says %q and stands at %+v", s.Says.Text, l)
	}
}
