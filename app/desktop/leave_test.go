package desktop_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
)

// formPage is a page with a form on it.
type formPage struct {
	fakePage
	panel *kit.FormPanel
}

func (p *formPage) CanvasObject() fyne.CanvasObject { return p.panel }

// A form in which something is typed is not left by a slip of the hand.
func TestAHalfTypedFormIsNotLeftUnasked(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, nil)
	s := desktop.New(w, desktop.Options{Prefs: page.MapPrefs{}, Runner: page.Inline()})
	t.Cleanup(func() { kit.Unhost(w) })
	var log []string
	p := &formPage{fakePage: fakePage{title: "customer", log: &log}, panel: kit.NewFormPanel()}
	if err := s.Add(kit.Spec{Name: "today", Title: "Today", New: func(page.Desk, page.Route) kit.Page {
		return &fakePage{title: "today", log: &log, field: kit.NewEntry("")}
	}}, kit.Spec{Name: "customer", Title: "Customer", New: func(page.Desk, page.Route) kit.Page { return p }}); err != nil {
		t.Fatal(err)
	}
	k := keyboard.New(w, s.Input())
	s.Start("today")
	s.Open("customer")
	open := func() {
		p.panel.Set(&page.Form{Title: "A note", Do: "Save", Fields: []page.FormField{{ID: "note", Label: "Note", Value: "rings"}}, Submit: func() {}})
	}
	open()
	if s.Open("today"); s.Route() != "today" {
		t.Error("a form that nobody touched is asked about")
	}
	s.Open("customer")
	p.panel.Set(nil)
	open()
	k.Type("twice")
	if s.Open("today"); s.Route() != "customer" || !s.Input().DialogOpen() {
		t.Fatalf("at %s, asked %v", s.Route(), s.Input().DialogOpen())
	}
	k.Press("Esc")
	if s.Route() != "customer" || !p.panel.Typed() {
		t.Errorf("at %s, typed %v", s.Route(), p.panel.Typed())
	}
	s.Back()
	k.Press("Left", "Enter")
	if s.Route() != "today" || s.Input().DialogOpen() {
		t.Errorf("at %s, asked %v", s.Route(), s.Input().DialogOpen())
	}
}
