package pick

import (
	"strings"
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

func TestFromReadyToAWalkByKeyboard(t *testing.T) {
	shop := apptest.New(t)
	first := shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 2})
	shop.Placed(t, apptest.Want{SKU: "LAMP", Qty: 1}, apptest.Want{SKU: "BOWL", Qty: 3})
	s, k := window(t, shop, "pick")
	v := s.Page().(*floorView)
	if n := len(v.m.Board.Ready); n != 2 {
		t.Fatalf("%d are ready, want 2", n)
	}
	k.Press("Ctrl+A", "F9")
	if got := shop.ShipmentByID(t, first.ID).Stage; got != data.ShipmentReleased {
		t.Fatalf("F9 left it %s: %v", got, v.m.Gate)
	}
	if got := len(shop.Printer.Titles()); got != 4 {
		t.Errorf("printed %d documents, want 2 labels and 2 slips", got)
	}
	k.Press("Ctrl+2", "Ctrl+A", "F10")
	if v.m.View != viewLists || len(v.m.Board.Open) != 1 || v.m.Board.Open[0].OrderCount != 2 {
		t.Fatalf("view %s, lists %+v, %v", v.m.View, v.m.Board.Open, v.m.Gate)
	}
	if err := s.CheckKeys(v.Commands()); err != nil {
		t.Error(err)
	}
	number := v.m.Board.Open[0].Number
	k.Press("Enter")
	if s.Route() != page.To("picklist", number) {
		t.Fatalf("Enter led to %s", s.Route())
	}
	k.Press("Enter", "Enter", "Enter")
	w := s.Page().(*walkView)
	if w.m.Now() != nil {
		t.Fatalf("three Enters left %+v (%s)", w.m.Now(), w.m.Says.Text)
	}
	if err := s.CheckKeys(w.Commands()); err != nil {
		t.Error(err)
	}
	s.Open(page.To("picklistpaper", number))
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Error(err)
	}
	k.Press("Ctrl+P")
	if got := len(shop.Printer.Titles()); got != 5 {
		t.Errorf("the list was not printed: %q", shop.Printer.Titles())
	}
}

func TestTheGateNamesWhatItStops(t *testing.T) {
	shop := apptest.New(t)
	held := shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	free := shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	s, k := window(t, shop, "pick")
	v := s.Page().(*floorView)
	if _, err := shop.Hold(t.Context(), anna(), data.NewOp("hold", 1), held.OrderID, "review", "ask first", shop.Store.Now().AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	k.Press("Ctrl+A", "F9")
	if got := shop.ShipmentByID(t, free.ID).Stage; got != data.ShipmentReleased {
		t.Errorf("the free one is %s", got)
	}
	if !v.m.Gate.Shown() || !strings.Contains(v.m.Gate.Hint, "hold") {
		t.Errorf("the gate says %+v", v.m.Gate)
	}
}

func TestAWalkByScanner(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 2}, apptest.Want{SKU: "LAMP", Qty: 1})
	w := newWalk(shop, anna, page.Inline(), strings.ToLower(list.Number))
	w.Reload()
	if w.Now() == nil {
		t.Fatal("nothing to pick")
	}
	firstPlace, firstSKU := w.Now().Location, string(w.Now().SKU)
	for _, tc := range []struct {
		scan string
		good bool
		says string
	}{
		{"A-10-1", false, "Wrong place"},
		{"BOWL", false, "Wrong item"},
		{"NONSENSE", false, "not known"},
		{firstPlace, true, "is right"},
		{firstSKU, true, firstSKU},
	} {
		w.Scan(tc.scan)
		if good := w.Says.State == page.Good; good != tc.good || !strings.Contains(w.Says.Text, tc.says) {
			t.Errorf("scan %s: %q", tc.scan, w.Says.Text)
		}
	}
	if done, all := w.Progress(); done != 1 || all != 2 {
		t.Errorf("%d of %d done", done, all)
	}
}

func TestAShortPickSaysWhereElseAndWhatIsCounted(t *testing.T) {
	for _, tc := range []struct {
		name, found string
		want        data.Quantity
		says        []string
	}{
		{"the other place has it", "1", 4, []string{"3 of MUG short", "fetch 3 at", "is opened"}},
		{"all there after all", "4", 4, []string{"4 × MUG"}},
		{"nobody has it", "0", 14, []string{"MUG short", "wait for new stock"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			shop := apptest.New(t)
			_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: tc.want})
			w := newWalk(shop, anna, page.Inline(), list.Number)
			w.Reload()
			w.Short()
			w.Found("99")
			if w.Bad == "" || !w.Asking {
				t.Fatal("99 found of 4 was taken")
			}
			w.Found(tc.found)
			for _, s := range tc.says {
				if !strings.Contains(w.Says.Text, s) {
					t.Errorf("it says %q, want %q in it", w.Says.Text, s)
				}
			}
		})
	}
}

func TestShortByKeyboard(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "LAMP", Qty: 2})
	s, k := window(t, shop, page.To("picklist", list.Number))
	w := s.Page().(*walkView)
	k.Press("S")
	if !w.m.Asking {
		t.Fatal("S did not ask how many were found")
	}
	k.Press("Esc")
	if w.m.Asking {
		t.Fatal("Esc did not go back")
	}
	k.Press("S").Type("1").Press("Enter")
	if w.m.W.Lines[0].State != "short" || w.m.W.Lines[0].Picked != 1 {
		t.Errorf("line %+v (%s)", w.m.W.Lines[0], w.m.Says.Text)
	}
}

func TestAListIsCancelledAndPutBack(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 2})
	s, k := window(t, shop, "pick?view=lists")
	v := s.Page().(*floorView)
	if len(v.m.Lists()) != 1 || v.m.Lists()[0].Number != list.Number {
		t.Fatalf("lists %+v", v.m.Lists())
	}
	k.Press("Ctrl+Delete", "Left", "Enter") // the way back has the focus
	if len(v.m.Board.Open) != 0 {
		t.Errorf("the list is still open: %v", v.m.Gate)
	}
}
