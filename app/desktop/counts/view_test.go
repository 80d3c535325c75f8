package counts

import (
	"strings"
	"testing"
	"time"

	"packbench/app/apptest"
	"packbench/app/desktop"
	"packbench/app/desktop/desktoptest"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
	"packbench/app/desktop/paper"
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

func TestAWholeCountByKeyboardAndScanner(t *testing.T) {
	shop := apptest.New(t)
	s, k := window(t, shop, "counts")
	checkKeys(t, s)
	k.Press("Ctrl+N").Type("A-0")
	checkKeys(t, s)
	k.Press("Enter")
	v, ok := s.Page().(*sheetView)
	if !ok {
		t.Fatalf("Enter led to %s", s.Route())
	}
	checkKeys(t, s)
	k.Type("9").Press("Enter") // mugs, of which the books have 10
	k.Scan("A-02-1", 2*time.Millisecond)
	for range 3 {
		k.Scan("LAMP", 2*time.Millisecond)
	}
	if v.walk.found.Text != "3" {
		t.Fatalf("the field shows %q after three scans", v.walk.found.Text)
	}
	k.Press("F10")
	if v.m.Stage() != "recount" {
		t.Fatalf("F10 left it %s: %q", v.m.Stage(), v.m.Says.Text)
	}
	k.Type("9").Press("Enter", "F9")
	if v.m.Stage() != "review" {
		t.Fatalf("F9 left it %s: %q", v.m.Stage(), v.m.Says.Text)
	}
	checkKeys(t, s)
	k.Type("2")
	k.Wait(100 * time.Millisecond)
	if r := v.m.Differences()[0].Reason; r != "damaged" {
		t.Fatalf("2 gave the reason %q", r)
	}
	k.Press("Ctrl+Enter", "Enter")
	if v.m.Stage() != "posted" || shop.OnHand(t, "MUG", "A-01-1") != 9 {
		t.Errorf("it is %s, %d mugs: %+v", v.m.Stage(), shop.OnHand(t, "MUG", "A-01-1"), v.m.Notice)
	}
	k.Press("Esc", "Esc")
	if s.Route().Name() != "counts" {
		t.Fatalf("Esc led to %s", s.Route())
	}
	list := s.Page().(*listView)
	k.Press("Ctrl+2")
	if n := list.grid.Rows().Len(); n != 1 {
		t.Errorf("%d counts are over", n)
	}
	k.Press("Ctrl+P", "Ctrl+P")
	if got := shop.Printer.Titles(); len(got) != 1 || !strings.Contains(got[0], "C-1") {
		t.Errorf("printed %q", got)
	}
}

func TestACountThatDoesNotExist(t *testing.T) {
	s, _ := window(t, apptest.New(t), "counts")
	s.Open("count/C-99")
	v := s.Page().(*sheetView)
	if !v.banner.Visible() || !strings.Contains(v.banner.Notice().Title, "C-99") {
		t.Errorf("the banner says %+v", v.banner.Notice())
	}
	s.Open("countpaper/C-99")
	s.Open("count/C-99") // and again, without harm
}
