package stock

import (
	"context"
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"packbench/app/apptest"
	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
	"packbench/data"
)

func anna() data.Actor { return apptest.Anna }

// window opens a page of the area in a test window.
func window(t *testing.T, shop *apptest.Shop, route page.Route) (*desktop.Shell, *keyboard.Keyboard) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
	w := test.NewTempWindow(t, nil)
	s := desktop.New(w, desktop.Options{Prefs: page.MapPrefs{}, Runner: page.Inline()})
	if err := s.Add(Pages(shop.Shop, anna)...); err != nil {
		t.Fatal(err)
	}
	w.Resize(fyne.NewSize(1280, 800))
	s.Start(route)
	t.Cleanup(s.Close)
	return s, keyboard.New(w, s.Input())
}

func TestAScannedPlaceFiltersToIt(t *testing.T) {
	shop := apptest.New(t)
	s := newShelves(shop, page.Inline(), "stock")
	s.Reload()
	if s.Shelves.Len() != 4 {
		t.Fatalf("%d rows of stock, want 4", s.Shelves.Len())
	}
	for _, tc := range []struct {
		name, scan, filter string
		rows               int
		first              data.SKU
	}{
		{"a place", "B-02-1", "", 1, "MUG"},
		{"how places begin", "", "a-", 3, "MUG"},
		{"another beginning", "", "A-1", 1, "BOWL"},
		{"all again", "", "", 4, "MUG"},
		{"nothing there", "", "Z", 0, ""},
	} {
		if tc.scan != "" {
			s.Scan(tc.scan)
		} else {
			s.Filter(tc.filter)
		}
		r, _ := s.Shelves.Get(0)
		if s.Shelves.Len() != tc.rows || r.SKU != tc.first {
			t.Errorf("%s: %d rows, first %q; want %d, %q", tc.name, s.Shelves.Len(), r.SKU, tc.rows, tc.first)
		}
	}
	var went page.Route
	s.Go = func(r page.Route) { went = r }
	s.Scan(apptest.MugCode)
	if went != "product/MUG" {
		t.Errorf("a scanned product led to %q", went)
	}
	s.Scan("NONSENSE")
	if !s.Notice.Shown() {
		t.Error("an unknown code is passed over")
	}
}

func TestEveryViewOfStockIsRead(t *testing.T) {
	shop := apptest.New(t)
	s := newShelves(shop, page.Inline(), "stock/B-02-1")
	for view, rows := range map[string]int{viewShelves: 1, viewProducts: 5, viewPlaces: 1, viewMoves: 1, viewDeliveries: 0} {
		s.Choose(view)
		if n := s.Rows().Len(); n != rows || s.Notice.Shown() {
			t.Errorf("%s: %d rows, want %d (%v)", view, n, rows, s.Notice)
		}
	}
}

func TestAnEndlessListReadsOnAtItsEnd(t *testing.T) {
	e := &endless[int]{run: page.Inline(), onChange: func(error) {}, cells: func(i int) []page.Cell { return []page.Cell{page.T(fmt.Sprint(i))} }}
	e.load = func(_ context.Context, after *int) ([]int, error) {
		from := 0
		if after != nil {
			from = *after + 1
		}
		var out []int
		for i := from; i < min(from+pieceSize, 700); i++ {
			out = append(out, i)
		}
		return out, nil
	}
	e.Reset()
	for i := 0; i < e.Len(); i++ {
		e.Row(i)
	}
	last, ok := e.Get(699)
	if e.Len() != 700 || !ok || last != 699 {
		t.Errorf("%d rows, the last %d", e.Len(), last)
	}
}

func TestStockIsCorrectedMovedAndReceived(t *testing.T) {
	for _, tc := range []struct {
		name, mode string
		form       map[string]string
		bad        string // the field that is refused, "" for none
		sku        data.SKU
		place      string
		want       data.Quantity
	}{
		{"three fewer", modeAdjust, map[string]string{"item": "MUG", "place": "a-01-1", "units": "-3", "reason": "damaged"}, "", "MUG", "A-01-1", 7},
		{"two more", modeAdjust, map[string]string{"item": apptest.MugCode, "place": "A-01-1", "units": "+2", "reason": "found"}, "", "MUG", "A-01-1", 12},
		{"no reason", modeAdjust, map[string]string{"item": "MUG", "place": "A-01-1", "units": "1"}, "reason", "MUG", "A-01-1", 10},
		{"nothing", modeAdjust, map[string]string{"item": "MUG", "place": "A-01-1", "units": "0", "reason": "x"}, "units", "MUG", "A-01-1", 10},
		{"an unknown product", modeAdjust, map[string]string{"item": "TEAPOT", "place": "A-01-1", "units": "1", "reason": "x"}, "item", "MUG", "A-01-1", 10},
		{"an unknown place", modeReceive, map[string]string{"item": "MUG", "place": "Z-9", "units": "1"}, "place", "MUG", "A-01-1", 10},
		{"moved", modeTransfer, map[string]string{"item": "MUG", "place": "A-01-1", "to": "B-02-1", "units": "4"}, "", "MUG", "B-02-1", 8},
		{"moved nowhere", modeTransfer, map[string]string{"item": "MUG", "place": "A-01-1", "to": "A-01-1", "units": "4"}, "to", "MUG", "A-01-1", 10},
		{"received", modeReceive, map[string]string{"item": "LAMP", "place": "A-02-1", "units": "6"}, "", "LAMP", "A-02-1", 9},
	} {
		t.Run(tc.name, func(t *testing.T) {
			shop := apptest.New(t)
			s := newSlip(shop, anna, page.Inline(), page.To("adjust").With("mode", tc.mode))
			for k, v := range tc.form {
				s.Set(k, v)
			}
			s.Do()
			if (tc.bad == "") != (len(s.Bad) == 0) || tc.bad != "" && s.Bad[tc.bad] == "" || s.Notice.Shown() {
				t.Errorf("bad %v, notice %v; want %q", s.Bad, s.Notice, tc.bad)
			}
			if got := shop.OnHand(t, tc.sku, tc.place); got != tc.want {
				t.Errorf("%s at %s: %d, want %d", tc.sku, tc.place, got, tc.want)
			}
		})
	}
}

func TestMoreThanIsThereIsRefusedInWords(t *testing.T) {
	shop := apptest.New(t)
	s := newSlip(shop, anna, page.Inline(), "adjust?mode=transfer")
	for k, v := range map[string]string{"item": "MUG", "place": "A-01-1", "to": "B-02-1", "units": "40"} {
		s.Set(k, v)
	}
	s.Do()
	if !s.Notice.Shown() || s.Form["units"] != "40" {
		t.Errorf("notice %v, units %q", s.Notice, s.Form["units"])
	}
}

func TestADeliveryFromTheOrderToTheShelf(t *testing.T) {
	shop := apptest.New(t)
	e := newExpect(shop, anna, page.Inline())
	var went page.Route
	e.Go = func(r page.Route) { went = r }
	e.Save()
	if e.Bad["goods"] == "" || e.Bad["supplier"] == "" {
		t.Fatalf("an empty delivery: %v", e.Bad)
	}
	e.Set("supplier", "Potters")
	e.Set("due", "never")
	e.Set("goods", "12 LAMP\n2\t"+apptest.CaseCode)
	e.Save()
	if e.Bad["due"] == "" {
		t.Fatalf("a day that is none: %v %v", e.Bad, e.Notice)
	}
	e.Set("due", "+3")
	e.Save()
	if went.Name() != "delivery" {
		t.Fatalf("went to %q: %v %v", went, e.Bad, e.Notice)
	}
	d := newDelivery(shop, anna, page.Inline(), went.Arg(0))
	row := 0
	d.Cursor, d.MoveTo = func() int { return row }, func(i int) { row = i }
	d.Reload()
	if len(d.D.Lines) != 2 {
		t.Fatalf("lines %+v", d.D.Lines)
	}
	d.Scan("LAMP")
	if d.line().SKU != "LAMP" {
		t.Fatalf("the scan went to %s", d.line().SKU)
	}
	d.Units = "5"
	d.Receive()
	if d.line().Received != 5 {
		t.Fatalf("received %d: %v", d.line().Received, d.Notice)
	}
	d.ReceiveAll()
	d.Scan("B-02-1")
	if d.Place != "B-02-1" {
		t.Fatalf("a scanned shelf became %q", d.Place)
	}
	d.PutAway()
	if got := shop.OnHand(t, "LAMP", "B-02-1"); got != 12 {
		t.Errorf("%d lamps at B-02-1, want 12: %v", got, d.Notice)
	}
	d.Scan(apptest.MugCode)
	d.Units, d.Place = "", ""
	d.PutAway() // to where mugs lie already
	if got := shop.OnHand(t, "MUG", "A-01-1"); got != 22 {
		t.Errorf("%d mugs, want 10 and two cases of six: %v", got, d.Notice)
	}
	if d.D.Receipt.Stage != "closed" {
		t.Errorf("the delivery is %s", d.D.Receipt.Stage)
	}
}

func TestStockByKeyboard(t *testing.T) {
	shop := apptest.New(t)
	s, k := window(t, shop, "stock")
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Error(err)
	}
	k.Press("F6")
	if s.Route().Name() != "adjust" || s.Route().Get("place") != "A-01-1" {
		t.Fatalf("F6 led to %s", s.Route())
	}
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Error(err)
	}
	k.Type("-1").Press("Enter").Type("damaged").Press("Enter")
	if got := shop.OnHand(t, "MUG", "A-01-1"); got != 9 {
		t.Errorf("%d mugs, want 9: %+v", got, s.Page().(*slipView).m.Bad)
	}
	for _, r := range []page.Route{"newdelivery", "stock?view=places"} {
		s.Open(r)
		if err := s.CheckKeys(s.Page().Commands()); err != nil {
			t.Error(err)
		}
	}
	k.Press("Ctrl+A", "Ctrl+P")
	if s.Route().Name() != "locationlabels" {
		t.Fatalf("Ctrl+P led to %s", s.Route())
	}
	k.Press("Ctrl+P")
	if got := shop.Printer.Titles(); len(got) != 1 {
		t.Errorf("printed %q", got)
	}
}
