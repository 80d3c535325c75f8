package pack

import (
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

func TestAnOrderIsPackedWithoutAMouse(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Picked(t, apptest.Want{SKU: "MUG", Qty: 6}, apptest.Want{SKU: "LAMP", Qty: 1})
	s, k := window(t, shop, "pack")
	v := s.Page().(*stationView)
	k.Scan(sh.Number, 2*time.Millisecond)
	k.Type("6").Scan(apptest.MugCode, 2*time.Millisecond)
	if v.m.On == nil || v.m.On.Packed != 6 {
		t.Fatalf("six typed and a scan: %+v", v.m.Says)
	}
	k.Scan("BOWL-WRONG", 2*time.Millisecond)
	if !v.m.Blocked {
		t.Fatal("a wrong scan did not stop the bench")
	}
	k.Press("Enter")
	k.Type("LAMP").Press("Enter")
	if !v.m.On.Done() {
		t.Fatalf("not all packed: %+v", v.m.Says)
	}
	k.Press("F10")
	if v.m.On != nil || v.m.Last.ID != sh.ID {
		t.Fatalf("F10 did not close the box: %+v", v.m.Says)
	}
	if err := s.CheckKeys(v.Commands()); err != nil {
		t.Error(err)
	}
}

func TestTheReasonIsAskedInPlace(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Picked(t, apptest.Want{SKU: "MUG", Qty: 2})
	s, k := window(t, shop, page.To("pack", sh.Number))
	v := s.Page().(*stationView)
	k.Press("F10")
	if !v.ask.Visible() {
		t.Fatal("no reason is asked for")
	}
	k.Type("counted by hand").Press("Enter")
	if got := shop.ShipmentByID(t, sh.ID).PackOverride; got != "counted by hand" {
		t.Errorf("kept the reason %q", got)
	}
	k.Press("F7")
	if s.Route() != "handover" {
		t.Fatalf("F7 led to %s", s.Route())
	}
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Error(err)
	}
	s.Open("manifest")
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Error(err)
	}
}
