package pick

import (
	"testing"
	"time"

	"packbench/app/apptest"
	"packbench/app/desktop"
	"packbench/app/desktop/desktoptest"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
	"packbench/app/desktop/paper"
	"packbench/data"
)

// window opens a page of the area in a test window.
func window(t *testing.T, shop *apptest.Shop, route page.Route) (*desktop.Shell, *keyboard.Keyboard) {
	t.Helper()
	return desktoptest.Window(t, route, Pages(shop.Shop, anna), paper.Pages(shop.Shop, anna))
}

func checkKeys(t *testing.T, s *desktop.Shell) {
	t.Helper()
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Errorf("%s: %v", s.Route(), err)
	}
}

func TestFromReadyToAWalkByKeyboard(t *testing.T) {
	shop := apptest.New(t)
	first := shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 2})
	shop.Placed(t, apptest.Want{SKU: "LAMP", Qty: 1}, apptest.Want{SKU: "BOWL", Qty: 3})
	s, k := window(t, shop, "pick")
	v := s.Page().(*floorView)
	checkKeys(t, s)
	k.Press("Ctrl+A", "F9")
	if got := shop.ShipmentByID(t, first.ID).Stage; got != data.ShipmentReleased {
		t.Fatalf("F9 left it %s: %+v", got, v.m.Gate)
	}
	if got := len(shop.Printer.Titles()); got != 4 {
		t.Errorf("printed %d documents, want 2 labels and 2 slips", got)
	}
	k.Press("Ctrl+3", "F7").Type("2").Press("Enter", "Ctrl+A", "F10")
	if v.m.View != viewLists || len(v.m.Board.Open) != 1 || v.m.Slots != 2 {
		t.Fatalf("view %s, slots %d, lists %+v, %+v", v.m.View, v.m.Slots, v.m.Board.Open, v.m.Gate)
	}
	if !v.lists.Focused() {
		t.Fatal("the keyboard did not follow to the lists")
	}
	checkKeys(t, s)
	number := v.m.Board.Open[0].Number
	k.Press("Enter")
	if s.Route() != page.To("picklist", number) {
		t.Fatalf("Enter led to %s", s.Route())
	}
	w := s.Page().(*walkView)
	checkKeys(t, s)
	k.Press("Enter", "Backspace", "Enter", "Enter", "Enter")
	if w.m.Over() != "done" {
		t.Fatalf("three Enters left %+v (%+v)", w.m.Now(), w.m.Says)
	}
	k.Press("Ctrl+P")
	checkKeys(t, s)
	k.Press("Ctrl+P")
	if got := len(shop.Printer.Titles()); got != 5 {
		t.Errorf("the list was not printed: %q", shop.Printer.Titles())
	}
}

func TestShortAndWrongByKeyboardAndScanner(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "LAMP", Qty: 2}, apptest.Want{SKU: "BOWL", Qty: 1})
	s, k := window(t, shop, page.To("picklist", list.Number))
	w := s.Page().(*walkView)
	k.Scan(apptest.MugCode, 2*time.Millisecond)
	if !w.m.Stopped {
		t.Fatalf("a wrong scan does not stop: %+v", w.m.Says)
	}
	k.Press("Enter")
	if done, _ := w.m.Progress(); w.m.Stopped || done != 0 {
		t.Fatalf("Enter after a wrong scan: stopped %v, %d done", w.m.Stopped, done)
	}
	k.Type("s")
	k.Wait(100 * time.Millisecond)
	if w.m.Asking != askFound {
		t.Fatal("S did not ask how many were found")
	}
	k.Press("Esc")
	if w.m.Asking != askNothing || s.Route().Name() != "picklist" {
		t.Fatal("Esc did not go back to the walk")
	}
	k.Type("s")
	k.Wait(100 * time.Millisecond)
	k.Type("1").Press("Enter")
	if w.m.W.Lines[0].State != "short" || w.m.W.Lines[0].Picked != 1 {
		t.Fatalf("line %+v (%+v)", w.m.W.Lines[0], w.m.Says)
	}
	k.Scan("A-10-1", 2*time.Millisecond)
	k.Scan("BOWL", 2*time.Millisecond)
	if w.m.Over() != "done" {
		t.Errorf("left %+v (%+v)", w.m.Now(), w.m.Says)
	}
}

func TestAWalkThatDoesNotExist(t *testing.T) {
	s, _ := window(t, apptest.New(t), "pick")
	s.Open("picklist/P-99")
	if v := s.Page().(*walkView); !v.banner.Visible() {
		t.Error("it is not said that there is none")
	}
}
