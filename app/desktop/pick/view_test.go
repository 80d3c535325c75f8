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

func TestADayPlannedByKeyboard(t *testing.T) {
	shop := apptest.New(t)
	withMap(t, shop)
	onTheFloor(t, shop, "MUG", "LAMP", "BOWL")
	s, k := window(t, shop, "pick")
	v := s.Page().(*floorView)
	checkKeys(t, s)
	if v.m.View != viewPlan || !v.plan.lists.Focused() || v.plan.lists.Rows().Len() != 1 {
		t.Fatalf("it opens on %s with %d lists", v.m.View, v.plan.lists.Rows().Len())
	}
	letter := func(c string) {
		k.Type(c)
		k.Wait(100 * time.Millisecond)
	}
	letter("s")
	if v.plan.lists.Rows().Len() != 3 {
		t.Fatalf("S: %d lists", v.plan.lists.Rows().Len())
	}
	k.Press("F6")
	if v.m.Form == nil || !v.right.Visible() || v.plan.side.Visible() {
		t.Fatalf("F6 asks %+v", v.m.Form)
	}
	k.Press("Ctrl+Enter")
	if len(v.m.Plan.P.Lists) != 2 || !v.plan.lists.Focused() {
		t.Fatalf("moved: %d lists, %+v", len(v.m.Plan.P.Lists), v.m.Gate)
	}
	s.Undo()
	if len(v.m.Plan.P.Lists) != 3 {
		t.Fatalf("Ctrl+Z: %d lists", len(v.m.Plan.P.Lists))
	}
	k.Press("Home", "Shift+Down", "F7", "Enter")
	if len(v.m.Plan.P.Lists) != 2 {
		t.Fatalf("joined: %d lists, %+v", len(v.m.Plan.P.Lists), v.m.Form)
	}
	k.Press("Home", "Enter")
	if !v.plan.slots.Focused() {
		t.Fatal("Enter does not lead to the orders of the list")
	}
	k.Press("F8", "Enter")
	if len(v.m.Plan.P.Lists) != 3 {
		t.Fatalf("split: %d lists, %+v", len(v.m.Plan.P.Lists), v.m.Form)
	}
	letter("w")
	checkKeys(t, s)
	if len(v.m.Plan.P.Waves) != 1 {
		t.Fatalf("W: %d waves", len(v.m.Plan.P.Waves))
	}
	k.Press("F9")
	if v.m.View != viewWaves || v.waves.grid.Rows().Len() != 1 || !v.waves.grid.Focused() {
		t.Fatalf("F9 leads to %s with %d waves", v.m.View, v.waves.grid.Rows().Len())
	}
	checkKeys(t, s)
	k.Press("F9")
	if len(v.m.Board.Open) == 0 {
		t.Fatalf("the wave was not released: %+v", v.m.Gate)
	}
	for _, key := range []page.Key{"Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6"} {
		k.Press(key)
		checkKeys(t, s)
	}
	k.Press("Ctrl+5", "F6")
	if v.m.Form == nil {
		t.Fatal("F6 does not ask who picks it")
	}
	k.Press("Ctrl+Enter", "F11")
	w, ok := s.Page().(*walkView)
	if !ok || w.m.W.List.Picker != "Anna" || len(w.m.W.Path) == 0 {
		t.Fatalf("F11 leads to %s", s.Route())
	}
}

func TestQuestionsByKeyboard(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "LAMP", Qty: 3}, apptest.Want{SKU: "BOWL", Qty: 1})
	s, k := window(t, shop, page.To("picklist", list.Number))
	w := s.Page().(*walkView)
	letter := func(c string) {
		k.Type(c)
		k.Wait(100 * time.Millisecond)
	}
	letter("k")
	if w.m.Asking != askWhy || !w.ask.Visible() {
		t.Fatal("K does not ask why")
	}
	letter("1")
	if w.m.Now().SKU != "BOWL" || w.ask.Visible() {
		t.Fatalf("put to later, it asks for %s", w.m.Now().SKU)
	}
	k.Press("Enter", "Enter")
	if w.m.Asking != askEmpty {
		t.Fatalf("the last lamp was taken, %v is asked: %+v", w.m.Asking, w.m.Says)
	}
	letter("y")
	if w.m.Over() != "done" || w.m.Says.Word != "A-02-1 is empty" {
		t.Errorf("it says %+v", w.m.Says)
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
