package app_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"packbench/app/apptest"
	"packbench/data"
	"packbench/data/datatest"
)

func TestStockAsItWas(t *testing.T) {
	s := apptest.New(t)
	opened := s.Store.Now()
	mug := s.Products["MUG"].ID
	if err := s.Adjust(t.Context(), apptest.Anna, data.NewOp("adjust", 1), mug, s.Places["A-01-1"], -2, "broken"); err != nil {
		t.Fatal(err)
	}
	broken := s.Store.Now()
	if err := s.Transfer(t.Context(), apptest.Anna, data.NewOp("move", 1), mug, s.Places["A-01-1"], s.Places["B-02-1"], 3); err != nil {
		t.Fatal(err)
	}
	at := func(since, moment time.Time) map[string][2]int64 {
		rows, err := s.StockThen(t.Context(), since, moment)
		if err != nil {
			t.Fatal(err)
		}
		lay := make(map[string][2]int64)
		for _, r := range rows {
			if r.SKU == "MUG" {
				lay[r.Code] = [2]int64{r.Was, r.OnHand}
			}
		}
		return lay
	}
	for name, c := range map[string]struct {
		since, moment time.Time
		a, b          [2]int64
	}{
		"when it opened":                   {time.Time{}, opened, [2]int64{0, 10}, [2]int64{0, 4}},
		"after some broke":                 {time.Time{}, broken, [2]int64{0, 8}, [2]int64{0, 4}},
		"now":                              {time.Time{}, s.Store.Now(), [2]int64{0, 5}, [2]int64{0, 7}},
		"from the opening to the breaking": {opened, broken, [2]int64{10, 8}, [2]int64{4, 4}},
		"from the breaking to now":         {broken, s.Store.Now(), [2]int64{8, 5}, [2]int64{4, 7}},
	} {
		if lay := at(c.since, c.moment); lay["A-01-1"] != c.a || lay["B-02-1"] != c.b {
			t.Errorf("%s: mugs lay %v, want %v and %v", name, lay, c.a, c.b)
		}
	}
	if rows, err := s.StockThen(t.Context(), time.Time{}, opened.AddDate(-1, 0, 0)); err != nil || len(rows) > 0 {
		t.Errorf("before there was a shop it had %v, %v", rows, err)
	}
	if _, err := s.StockThen(t.Context(), broken, opened); data.KindOf(err) != data.KindInvalid {
		t.Errorf("moments the wrong way round: %v", err)
	}
	var sheet bytes.Buffer
	if err := s.ExportStockThen(t.Context(), &sheet, "x.csv", opened, s.Store.Now(), nil); err != nil {
		t.Fatal(err)
	}
	if got := sheet.String(); !strings.Contains(got, "MUG,Mug,A-01-1,10,5,-5") || !strings.Contains(got, "MUG,Mug,B-02-1,4,7,3") || strings.Contains(got, "LAMP") {
		t.Errorf("the spreadsheet says\n%s", got)
	}
}

// Whatever moved, the stock of now added up from the ledger is what lies there,
// and the differences of all stretches add up to it.
func TestStockAsItWasAddsUp(t *testing.T) {
	datatest.Alone(t)
	s := apptest.New(t)
	mug, places := s.Products["MUG"].ID, []string{"A-01-1", "A-02-1", "B-02-1"}
	rapid.Check(t, func(rt *rapid.T) {
		moments := []time.Time{s.Store.Now()}
		for range rapid.IntRange(1, 5).Draw(rt, "moves") {
			from, to := rapid.SampledFrom(places).Draw(rt, "from"), rapid.SampledFrom(places).Draw(rt, "to")
			q := data.Quantity(rapid.IntRange(1, 3).Draw(rt, "units"))
			if from != to && s.OnHand(t, "MUG", from) >= q {
				if err := s.Transfer(t.Context(), apptest.Anna, data.NewOp("move", q), mug, s.Places[from], s.Places[to], q); err != nil {
					rt.Fatal(err)
				}
			}
			moments = append(moments, s.Store.Now())
		}
		sum := make(map[string]int64)
		for i, m := range moments {
			since := time.Time{}
			if i > 0 {
				since = moments[i-1]
			}
			rows, err := s.StockThen(t.Context(), since, m)
			if err != nil {
				rt.Fatal(err)
			}
			for _, r := range rows {
				if r.SKU == "MUG" {
					sum[r.Code] += r.OnHand - r.Was
				}
			}
		}
		for _, p := range places {
			if lies := int64(s.OnHand(t, "MUG", p)); sum[p] != lies {
				rt.Fatalf("at %s lie %d, the stretches add up to %d", p, lies, sum[p])
			}
		}
	})
}
