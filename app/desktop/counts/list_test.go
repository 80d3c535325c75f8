package counts

import (
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

func TestTheListOfCounts(t *testing.T) {
	shop := apptest.New(t)
	l := newList(shop, page.Inline(), "counts")
	var went []page.Route
	l.Go = func(r page.Route) { went = append(went, r) }
	if title, _ := l.Empty(); title != "" {
		t.Errorf("before it is read it says %q", title)
	}
	l.Reload()
	if title, hint := l.Empty(); title != "No count is open" || !strings.Contains(hint, "Ctrl+N") {
		t.Errorf("an empty shop says %q, %q", title, hint)
	}
	first, second := asked(t, shop, true, "A-01-1"), asked(t, shop, false, "A-02-1", "B-02-1")
	if err := shop.CancelCount(t.Context(), anna(), data.NewOp("cancel", 1), first.ID); err != nil {
		t.Fatal(err)
	}
	third := asked(t, shop, true, "A-10-1")
	l.Reload()
	for _, tc := range []struct {
		view  string
		count int
		first string
		kind  string
	}{{viewOpen, 2, third.Number, "Blind"}, {viewOver, 1, first.Number, "Blind"}, {viewOpen, 2, third.Number, "Blind"}} {
		l.Choose(tc.view)
		rows := l.cells()
		if len(rows) != tc.count || l.Count(tc.view) != tc.count || rows[0][0].Text != tc.first || rows[0][2].Text != tc.kind {
			t.Errorf("%s: %+v", tc.view, rows)
		}
	}
	if row := l.cells()[1]; row[4].Text != "2" || row[5].Text != "2" || row[6].Text != "Requested" {
		t.Errorf("the row of %s is %+v", second.Number, row)
	}
	l.Select([]int{0, 1})
	if says := l.Says(); says != "2 counts · 3 lines to count" {
		t.Errorf("two marked: %q", says)
	}
	l.Print()
	l.OpenRow(1)
	l.OpenRow(7)
	if !l.Scan(strings.ToLower(first.Number)) || l.Scan("MUG") {
		t.Error("a scanned sheet is not opened, or a product is taken for one")
	}
	want := []page.Route{page.To("countpaper", third.Number, second.Number), page.To("count", second.Number), page.To("count", first.Number)}
	if len(went) != 3 || went[0] != want[0] || went[1] != want[1] || went[2] != want[2] {
		t.Errorf("went to %v, want %v", went, want)
	}
}

func TestAskingForACount(t *testing.T) {
	for _, tc := range []struct {
		name        string
		scope, what string
		says, wrong string
		lines       string // places of the count
	}{
		{"one place", ofPlaces, "a-01-1", "1 place, 1 line", "", "A-01-1"},
		{"how places begin", ofPlaces, "A-0", "2 places, 2 lines", "", "A-01-1 A-02-1"},
		{"two beginnings, in walking order", ofPlaces, "B; A-1", "2 places, 2 lines", "", "A-10-1 B-02-1"},
		{"a zone", ofZone, "b", "1 place, 1 line", "", "B-02-1"},
		{"a product wherever it lies", ofProducts, "MUG", "1 product, 2 lines", "", "A-01-1 B-02-1"},
		{"products by bar code", ofProducts, apptest.MugCode + ", lamp", "2 products, 3 lines", "", "A-01-1 A-02-1 B-02-1"},
		{"all", ofAll, "", "4 places, 4 lines", "", "A-01-1 A-02-1 A-10-1 B-02-1"},
		{"no such place", ofPlaces, "Z", "0 places, 0 lines", "no place", ""},
		{"no such product", ofProducts, "MUG, TEAPOT", "2 products, 2 lines", "TEAPOT", ""},
		{"goods that lie nowhere", ofProducts, "SET", "1 product, 0 lines", "none of it", ""},
		{"nothing", ofProducts, " , ", "0 products, 0 lines", "which products", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			shop := apptest.New(t)
			r := newRequest(shop, anna, page.Inline(), "newcount")
			var went page.Route
			r.Go = func(to page.Route) { went = to }
			r.Load()
			r.Set(func(r *request) { r.Scope, r.What = tc.scope, tc.what })
			if r.Says() != tc.says {
				t.Errorf("it would hold %q, want %q", r.Says(), tc.says)
			}
			r.Save()
			if (tc.wrong == "") != (r.Bad == "") || !strings.Contains(r.Bad, tc.wrong) || r.Notice.Shown() {
				t.Fatalf("refused with %q, %+v", r.Bad, r.Notice)
			}
			if tc.wrong != "" {
				return
			}
			var places []string
			for _, l := range open(t, shop, went.Arg(0)).C.Lines {
				places = append(places, l.Location)
			}
			if got := strings.Join(places, " "); got != tc.lines {
				t.Errorf("it counts %q, want %q", got, tc.lines)
			}
		})
	}
}

func TestScanningWhatIsToBeCounted(t *testing.T) {
	for _, tc := range []struct {
		name, scope, typed, scans string
		scope2, what              string
		bad                       bool
	}{
		{"two shelves", ofPlaces, "", "A-01-1 B-02-1", ofPlaces, "A-01-1, B-02-1", false},
		{"one of them twice", ofPlaces, "", "A-01-1 A-01-1", ofPlaces, "A-01-1", false},
		{"after what was typed", ofPlaces, "A-02, ", "B-02-1", ofPlaces, "A-02, B-02-1", false},
		{"products", ofPlaces, "", "MUG LAMP", ofProducts, "MUG, LAMP", false},
		{"a product among shelves", ofPlaces, "", "A-01-1 MUG", ofPlaces, "A-01-1", true},
		{"a shelf instead of the whole shop", ofAll, "", "A-01-1", ofPlaces, "A-01-1", false},
		{"a code that nobody knows", ofPlaces, "A-01-1", "4006381333931", ofPlaces, "A-01-1", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRequest(apptest.New(t), anna, page.Inline(), "newcount")
			r.Load()
			r.Set(func(r *request) { r.Scope, r.What = tc.scope, tc.typed })
			for _, code := range strings.Fields(tc.scans) {
				r.Scan(code)
			}
			if r.Scope != tc.scope2 || r.What != tc.what || (r.Bad != "") != tc.bad {
				t.Errorf("%s: %q, bad %q", r.Scope, r.What, r.Bad)
			}
		})
	}
}

func TestAPlaceIsNotItsNeighbour(t *testing.T) {
	shop := apptest.New(t)
	for i, code := range []string{"A-1", "A-10", "A-1-2"} {
		id, err := shop.SaveLocation(t.Context(), anna(), data.NewOp("place", i), data.Location{Code: code, Kind: "bin", Sellable: true, Pickable: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := shop.ReceiveStock(t.Context(), anna(), data.NewOp("stock", i), shop.Products["BOWL"].ID, id, 5, "more"); err != nil {
			t.Fatal(err)
		}
	}
	r := newRequest(shop, anna, page.Inline(), "newcount?place=A-1")
	r.Load()
	var codes []string
	for _, p := range r.chosen() {
		codes = append(codes, p.Code)
	}
	if got := strings.Join(codes, " "); got != "A-1 A-1-2" {
		t.Errorf("A-1 means %q", got)
	}
}

func TestSavingBeforeTheShelvesAreRead(t *testing.T) {
	shop := apptest.New(t)
	slow := &page.Manual{}
	r := newRequest(shop, anna, slow.Runner(), "newcount?place=A-01-1")
	var went page.Route
	r.Go = func(to page.Route) { went = to }
	r.Load()
	r.Save()
	r.Save() // twice is once
	slow.Drain()
	if went.Name() != "count" {
		t.Fatalf("went to %q: %q", went, r.Bad)
	}
	if rows, err := shop.Counts(t.Context(), 9); err != nil || len(rows) != 1 {
		t.Errorf("%d counts were asked for: %v", len(rows), err)
	}
}
