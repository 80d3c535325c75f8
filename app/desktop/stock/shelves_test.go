package stock

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

func anna() data.Actor { return apptest.Anna }

// firstCells gives the first column of all rows.
func firstCells(s *shelves) string {
	rows, _ := s.Rows()
	var out []string
	for i := range rows.Len() {
		cells, _ := rows.Row(i)
		out = append(out, cells[0].Text)
	}
	return strings.Join(out, " ")
}

func TestWhatIsFoundInEachView(t *testing.T) {
	shop := apptest.New(t)
	if err := shop.Transfer(t.Context(), anna(), data.NewOp("move", 1), shop.Products["MUG"].ID, shop.Places["A-01-1"], shop.Places["B-02-1"], 1); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ view, text, want string }{
		{viewShelves, "", "A-01-1 A-02-1 A-10-1 B-02-1"},
		{viewShelves, "a-0", "A-01-1 A-02-1"},
		{viewShelves, "B-02-1", "B-02-1"},
		{viewShelves, "mug", "A-01-1 B-02-1"},
		{viewShelves, apptest.MugCode, "A-01-1 B-02-1"},
		{viewShelves, "teapot", ""},
		{viewProducts, "", "BOWL CARD LAMP MUG SET"},
		{viewProducts, "lam", "LAMP"},
		{viewPlaces, "A-1", "A-10-1"},
		{viewPlaces, "b", "B-02-1"},
		{viewMoves, "B-02-1", "2 Mar 09:00 2 Mar 09:00"},
		{viewMoves, "LAMP", "2 Mar 09:00"},
		{viewMoves, "A-0", ""},
		{viewDeliveries, "", ""},
	} {
		s := newShelves(shop, page.Inline(), page.To("stock").With("view", tc.view))
		s.Reload()
		s.Filter(tc.text)
		if got := firstCells(s); got != tc.want || s.Notice.Shown() {
			t.Errorf("%s of %q: %q, want %q (%+v)", tc.view, tc.text, got, tc.want, s.Notice)
		}
		if title, _ := s.Empty(); (title == "") != (tc.want != "") && tc.want == "" {
			t.Errorf("%s of %q is empty and says %q", tc.view, tc.text, title)
		}
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
	s := newShelves(shop, page.Inline(), "stock")
	for _, view := range []string{viewShelves, viewPlaces} {
		s.Choose(view)
		s.Scan("A-1")
		if got := firstCells(s); got != "A-1 A-1-2" {
			t.Errorf("%s: A-1 shows %q", view, got)
		}
	}
}

func TestScansOnTheStockPage(t *testing.T) {
	for _, tc := range []struct {
		name, view, scan string
		text, went       string
		view2            string
		bad              bool
	}{
		{"a place filters to it", viewShelves, "B-02-1", "B-02-1", "", viewShelves, false},
		{"also from the products", viewProducts, "B-02-1", "B-02-1", "", viewShelves, false},
		{"and its movements", viewMoves, "B-02-1", "B-02-1", "", viewMoves, false},
		{"a product is shown", viewShelves, apptest.MugCode, "", "product/MUG", viewShelves, false},
		{"or its movements", viewMoves, apptest.MugCode, "MUG", "", viewMoves, false},
		{"nobody knows it", viewShelves, "4006381333931", "", "", viewShelves, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := newShelves(apptest.New(t), page.Inline(), page.To("stock").With("view", tc.view))
			s.Reload()
			var went page.Route
			var sounds []bool
			s.Go, s.Sound = func(r page.Route) { went = r }, func(good bool) { sounds = append(sounds, good) }
			s.Scan(tc.scan)
			if s.Text != tc.text || string(went) != tc.went || s.View != tc.view2 || s.Notice.Shown() != tc.bad || len(sounds) != 1 || sounds[0] == tc.bad {
				t.Errorf("text %q, went %q, view %s, notice %+v, sounds %v", s.Text, went, s.View, s.Notice, sounds)
			}
		})
	}
}

func TestWhereStockLeads(t *testing.T) {
	shop := apptest.New(t)
	for _, tc := range []struct {
		view string
		rows []int
		do   string
		want page.Route
	}{
		{viewShelves, []int{0}, "open", "product/MUG"},
		{viewPlaces, []int{0}, "open", ""}, // shows what lies there
		{viewShelves, []int{1}, "stock.adjust", page.To("adjust").With("mode", "adjust").With("sku", "LAMP").With("place", "A-02-1")},
		{viewProducts, []int{3}, "stock.receive", page.To("adjust").With("mode", "receive").With("sku", "MUG")},
		{viewPlaces, []int{2}, "stock.transfer", page.To("adjust").With("mode", "transfer").With("place", "A-10-1")},
		{viewShelves, []int{0, 3}, "stock.count", page.To("newcount").With("place", "A-01-1, B-02-1")},
		{viewProducts, []int{0, 3}, "stock.count", page.To("newcount").With("sku", "BOWL, MUG")},
		{viewDeliveries, nil, "stock.expect", "newdelivery"},
	} {
		s := newShelves(shop, page.Inline(), page.To("stock").With("view", tc.view))
		s.Reload()
		var went page.Route
		s.Go = func(r page.Route) { went = r }
		s.Select(tc.rows)
		if tc.do == "open" {
			s.Open(tc.rows[0])
		} else if c, ok := s.Commands().Find(tc.do); !ok || !c.Do() {
			t.Errorf("%s: %s can't be done", tc.view, tc.do)
		}
		if went != tc.want {
			t.Errorf("%s %s led to %q, want %q", tc.view, tc.do, went, tc.want)
		}
	}
}

func TestMovementsSayWhatHappened(t *testing.T) {
	shop := apptest.New(t)
	shop.Packed(t, apptest.Want{SKU: "MUG", Qty: 1})
	if err := shop.Adjust(t.Context(), anna(), data.NewOp("adjust", 1), shop.Products["LAMP"].ID, shop.Places["A-02-1"], -1, "damaged"); err != nil {
		t.Fatal(err)
	}
	s := newShelves(shop, page.Inline(), "stock?view=moves")
	s.Reload()
	var said []string
	for i := range 2 {
		cells, _ := s.Moves.Row(i)
		said = append(said, cells[6].Text)
	}
	if got := strings.Join(said, "; "); got != "Corrected: damaged; Picked" {
		t.Errorf("it says %q", got)
	}
}

func TestAnEndlessListReadsOnAtItsEnd(t *testing.T) {
	broken := false
	asked := 0
	e := &endless[int]{run: page.Inline(), onChange: func(error) {}, cells: func(i int) []page.Cell { return []page.Cell{page.T(fmt.Sprint(i))} }, key: func(i int) string { return fmt.Sprint(i) }}
	e.load = func(_ context.Context, after *int, most int32) ([]int, error) {
		asked++
		if broken {
			return nil, errors.New("the books are out of reach")
		}
		from := 0
		if after != nil {
			from = *after + 1
		}
		var out []int
		for i := from; i < min(from+int(most), 700); i++ {
			out = append(out, i)
		}
		return out, nil
	}
	e.Reset()
	if e.Len() != pieceSize+1 {
		t.Fatalf("at first %d rows", e.Len())
	}
	e.Row(pieceSize)
	broken = true
	asked = 0
	for range 60 {
		e.Row(e.Len() - 1) // a second of drawing
	}
	if asked != 1 {
		t.Errorf("while the books are out of reach it asked %d times", asked)
	}
	broken = false
	e.Again()
	if e.Len() != 2*pieceSize+1 {
		t.Errorf("after a change %d rows are known, want those that were: %d", e.Len(), 2*pieceSize+1)
	}
	for i := 0; i < e.Len(); i++ {
		e.Row(i)
	}
	if last, ok := e.Get(699); e.Len() != 700 || !ok || last != 699 || len(e.Keys()) != 700 {
		t.Errorf("%d rows, the last %d", e.Len(), last)
	}
}
