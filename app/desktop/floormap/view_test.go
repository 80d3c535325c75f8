package floormap

import (
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop"
	"packbench/app/desktop/desktoptest"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
)

func window(t *testing.T, shop *apptest.Shop, route page.Route) (*desktop.Shell, *keyboard.Keyboard) {
	t.Helper()
	s, k := desktoptest.Window(t, route, Pages(shop.Shop, anna))
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Errorf("%s: %v", s.Route(), err)
	}
	return s, k
}

func TestTheMapByKeyboard(t *testing.T) {
	shop := mapped(t)
	s, k := window(t, shop, "map")
	v := s.Page().(*mapView)
	k.Press("Down", "Down", "Right", "Ctrl+3")
	if v.floor.Cursor() < 0 || v.m.At != v.floor.Cursor() || v.m.View != viewZones {
		t.Fatalf("at %d, the model at %d, view %s", v.floor.Cursor(), v.m.At, v.m.View)
	}
	v.m.Scan("A-01-1")
	if v.floor.Cursor() != v.m.At || v.side.Rows().Len() != 1 {
		t.Fatalf("a scan looks at %d, drawn %d", v.m.At, v.floor.Cursor())
	}
	k.Press("F7").Type("spill").Press("Enter")
	if len(v.m.Details) == 0 || v.m.Details[0].Location.ShutWhy != "spill" {
		t.Fatalf("details %+v, %+v", v.m.Details, v.m.Form)
	}
	k.Press("F8")
	if v.m.Details[0].Location.ShutAt.Set() {
		t.Error("F8 did not open it")
	}
	k.Press("Space", "F4").Type("front").Press("Enter")
	if got := v.m.Details[0].Location.Zone; got != "front" {
		t.Errorf("zone %q", got)
	}
	v.m.Scan("A-10-1")
	k.Press("Enter", "Enter")
	if s.Route() != "map" {
		t.Errorf("there is no page of products here, and the window is at %s", s.Route())
	}
	k.Press("F6")
	if s.Route() != "mapwalk" {
		t.Errorf("F6 led to %s", s.Route())
	}
}

func TestAnEmptyMapLeadsToTheRows(t *testing.T) {
	shop := apptest.New(t)
	s, k := window(t, shop, "map")
	if v := s.Page().(*mapView); v.shown != v.empty {
		t.Fatal("the empty map is not said")
	}
	k.Press("F9")
	if s.Route() != "maprows" {
		t.Fatalf("F9 led to %s", s.Route())
	}
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Error(err)
	}
	v := s.Page().(*rowsView)
	k.Press("Enter").Type("12")
	if v.m.Form.Value("bays") != "12" || !v.Typed() {
		t.Fatalf("bays %q", v.m.Form.Value("bays"))
	}
	k.Press("F7", "Down", "Alt+Up")
	if v.m.Aisles[0].Code != "B" || v.aisles.Cursor() != 0 {
		t.Fatalf("aisles %+v, cursor %d", v.m.Aisles, v.aisles.Cursor())
	}
	if s.Undo(); v.m.Aisles[0].Code != "A" {
		t.Error("Ctrl+Z did not move it back")
	}
	if s.Redo(); v.m.Aisles[0].Code != "B" {
		t.Error("Ctrl+Y did not move it again")
	}
	if s.Open("map"); s.Route() != "maprows" || !s.Input().DialogOpen() {
		t.Fatal("what is typed is left unasked")
	}
	k.Press("Esc", "F10")
	if s.Route() != "map" {
		t.Fatalf("F10 led to %s: %+v", s.Route(), v.m.Trouble)
	}
	if got := savedMap(t, shop); got.Kind != app.FloorInRow || got.Rows.Bays != 12 || got.Rows.Aisles[0].Code != "B" {
		t.Errorf("saved %+v", got.Rows)
	}
	s.Undo()
	if got := savedMap(t, shop); got.Kind != "" {
		t.Errorf("the toast's undo left %+v", got)
	}
}

func TestTheWalkingOrderByKeyboard(t *testing.T) {
	s, k := window(t, apptest.New(t), "mapwalk")
	v := s.Page().(*orderView)
	k.Press("Alt+Down")
	if v.m.codes() != "B-02-1 A-01-1 A-02-1 A-10-1" || v.aisles.Cursor() != 1 {
		t.Fatalf("%s, cursor %d", v.m.codes(), v.aisles.Cursor())
	}
	k.Press("Enter", "Shift+Down", "Alt+Down")
	if v.m.codes() != "B-02-1 A-10-1 A-01-1 A-02-1" || len(v.places.Selected()) != 2 {
		t.Fatalf("%s, selected %v", v.m.codes(), v.places.Selected())
	}
	s.Undo()
	k.Press("F10")
	if v.m.Typed() || v.m.codes() != "B-02-1 A-01-1 A-02-1 A-10-1" {
		t.Errorf("saved %s: %+v", v.m.codes(), v.m.Trouble)
	}
}

func TestDrawingInTheWindow(t *testing.T) {
	s, k := window(t, apptest.New(t), "mapdraw")
	v := s.Page().(*drawView)
	v.m.At = app.FloorCell{X: 4, Y: 4}
	k.Type("r").Press("Enter", "Right", "Shift+Down", "Shift+Down", "Enter")
	if len(v.m.Drawing.Racks) != 1 || v.m.Form == nil {
		t.Fatalf("tool %s, racks %+v", v.m.Tool, v.m.Drawing.Racks)
	}
	k.Type("b").Press("Ctrl+Enter")
	if v.m.Drawing.Racks[0].Aisle != "B" || v.m.Form != nil || !v.floor.Focused() {
		t.Fatalf("rack %+v, form %+v", v.m.Drawing.Racks[0], v.m.Form)
	}
	s.Undo()
	s.Undo()
	if len(v.m.Drawing.Racks) != 0 || v.Typed() {
		t.Errorf("taken back: %+v", v.m.Drawing.Racks)
	}
	s.Redo()
	if len(v.m.Drawing.Racks) != 1 {
		t.Error("Ctrl+Y did not draw it again")
	}
	k.Press("Ctrl+N")
	if v.floor.Level() != 1 || !v.floors.tabs.Visible() {
		t.Errorf("the new floor is not shown: %d", v.floor.Level())
	}
	k.Press("Esc", "PageUp")
	if v.m.Level != 0 {
		t.Errorf("PageUp shows floor %d", v.m.Level)
	}
}
