package desktop_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
)

// fakePage is a page that writes down what happens to it.
type fakePage struct {
	title    string
	log      *[]string
	field    *kit.Entry
	commands page.Commands
	saved    string
	takes    string // the code it has a use for
	inner    bool   // it has something to leave before itself
}

func (p *fakePage) CanvasObject() fyne.CanvasObject { return kit.Column(0, p.field) }
func (p *fakePage) Title() string                   { return p.title }
func (p *fakePage) Commands() page.Commands         { return p.commands }
func (p *fakePage) Reload()                         { p.say("reload") }
func (p *fakePage) Opened()                         { p.say("opened") }
func (p *fakePage) Closed()                         { p.say("closed") }
func (p *fakePage) Save() string                    { return p.saved }
func (p *fakePage) Restore(s string)                { p.saved = s; p.say("restore " + s) }
func (p *fakePage) FocusSearch()                    { kit.Focus(p.field) }
func (p *fakePage) Scan(code string) bool           { p.say("scan " + code); return code == p.takes }
func (p *fakePage) Escape() bool                    { was := p.inner; p.inner = false; return was }
func (p *fakePage) say(what string)                 { *p.log = append(*p.log, p.title+" "+what) }

type desk struct {
	s     *desktop.Shell
	w     fyne.Window
	k     *keyboard.Keyboard
	m     *page.Manual
	prefs page.MapPrefs
	log   []string
	ran   []string
	found map[string]page.Route
}

// open makes a window with three pages and a command of an area.
func open(t *testing.T, prefs page.MapPrefs) *desk {
	t.Helper()
	test.NewTempApp(t)
	d := &desk{m: &page.Manual{}, prefs: prefs, found: map[string]page.Route{}}
	d.w = test.NewTempWindow(t, nil)
	run := page.Inline()
	run.After = d.m.After
	d.s = desktop.New(d.w, desktop.Options{
		Prefs: prefs, Runner: run,
		Undo: func() { d.ran = append(d.ran, "undo") },
		Search: func(_ context.Context, q string) ([]page.Hit, error) {
			if q == "broken" {
				return nil, errors.New("no records")
			}
			if q == "xyzzy" {
				return nil, nil
			}
			return []page.Hit{{Kind: "Order", Title: "10042 Mary Okafor", Figure: "55.26", Route: "order/10042"}}, nil
		},
		FindCode: func(_ context.Context, code string) (page.Route, error) { return d.found[code], nil },
		Sounds:   (*ear)(d), Person: "Anna", Desk: "desk 2",
	})
	t.Cleanup(func() { kit.Unhost(d.w) })
	newPage := func(title string) func(page.Desk, page.Route) kit.Page {
		return func(_ page.Desk, r page.Route) kit.Page {
			p := &fakePage{title: title, log: &d.log, field: kit.NewEntry(""), takes: "mine"}
			if r.Arg(0) != "" {
				p.title += " " + r.Arg(0)
			}
			p.commands = page.Commands{
				{ID: title + ".release", Title: "Release " + title, Key: "F9", Group: title, Run: func() { d.ran = append(d.ran, "release "+p.title) }},
				{ID: title + ".print", Title: "Print slips", Key: "Ctrl+P", Group: title, Run: func() { d.ran = append(d.ran, "print "+p.title) }},
				{ID: title + ".never", Title: "Never", Key: "F8", Group: title, Enabled: func() bool { return false }, Run: func() { d.ran = append(d.ran, "never") }},
			}
			return p
		}
	}
	err := d.s.Add(
		kit.Spec{Name: "today", Title: "Today", New: newPage("today")},
		kit.Spec{Name: "orders", Title: "Orders", New: newPage("orders"), Commands: func(page.Desk) page.Commands {
			return page.Commands{{ID: "order.new", Title: "New order", Key: "F2", Group: "Orders", Run: func() { d.ran = append(d.ran, "new") }}}
		}},
		kit.Spec{Name: "order", Title: "Order", Rail: "orders", Hidden: true, New: newPage("order")},
	)
	if err != nil {
		t.Fatal(err)
	}
	d.k = keyboard.New(d.w, d.s.Input())
	d.s.Start("today")
	return d
}

// ear is Sounds that writes down what is heard.
type ear desk

func (e *ear) Good() { e.ran = append(e.ran, "good") }
func (e *ear) Bad()  { e.ran = append(e.ran, "bad") }

func (d *desk) markup() string { return test.RenderToMarkup(d.w.Canvas()) }

func TestEveryKeyHasOneMeaning(t *testing.T) {
	d := open(t, page.MapPrefs{})
	if err := d.s.CheckKeys(d.s.Page().Commands()); err != nil {
		t.Error(err)
	}
	for _, bad := range []page.Key{"Ctrl+K", "Ctrl+B", "Ctrl+Z", "Ctrl+C"} {
		err := d.s.CheckKeys(page.Commands{{ID: "x", Title: "X", Key: bad, Run: func() {}}})
		if err == nil {
			t.Errorf("a page may take %s", bad)
		}
	}
	for _, yields := range []page.Key{"F2", "F5", "Alt+1"} {
		if err := d.s.CheckKeys(page.Commands{{ID: "x", Title: "X", Key: yields, Run: func() {}}}); err != nil {
			t.Errorf("a page may not take %s: %v", yields, err)
		}
	}
}

func TestAPageNameIsTakenOnce(t *testing.T) {
	d := open(t, page.MapPrefs{})
	if err := d.s.Add(kit.Spec{Name: "orders"}); err == nil || !strings.Contains(err.Error(), "orders") {
		t.Errorf("got %v", err)
	}
}

func TestRoutesAndBack(t *testing.T) {
	d := open(t, page.MapPrefs{})
	d.s.Open("orders")
	d.s.Page().(*fakePage).saved = "late, row 17"
	d.s.Open("order/10042")
	if d.s.Page().Title() != "order 10042" || d.w.Title() != "order 10042 · Packbench" {
		t.Errorf("page %q, window %q", d.s.Page().Title(), d.w.Title())
	}
	d.log = nil
	d.k.Press("Alt+Left")
	if d.s.Route() != "orders" || !slices.Equal(d.log, []string{"order 10042 closed", "orders restore late, row 17", "orders opened"}) {
		t.Errorf("at %q after %q", d.s.Route(), d.log)
	}
	d.k.Press("Alt+Right")
	if d.s.Route() != "order/10042" {
		t.Errorf("forward came to %q", d.s.Route())
	}
	d.k.Press("Esc")
	if d.s.Route() != "orders" {
		t.Errorf("Escape came to %q", d.s.Route())
	}
	d.s.Page().(*fakePage).inner = true
	d.k.Press("Esc")
	if d.s.Route() != "orders" {
		t.Error("Escape left the page before what is open in it")
	}
	d.k.Press("Esc", "Esc", "Esc")
	if d.s.Route() != "today" {
		t.Errorf("Escape at the beginning came to %q", d.s.Route())
	}
	d.log = nil
	d.s.Open("today")
	if !slices.Equal(d.log, []string{"today reload"}) {
		t.Errorf("opening the open page: %q", d.log)
	}
	d.s.Open("nowhere")
	if d.s.Route() != "today" || d.s.Toasts().Current() == nil {
		t.Error("a route that does not exist was followed in silence")
	}
}

// wholePage wants the window for itself.
type wholePage struct{ fakePage }

func (p *wholePage) WholeWindow() {}

func TestAPageMayHaveTheWholeWindow(t *testing.T) {
	d := open(t, page.MapPrefs{})
	field := kit.NewEntry("")
	if err := d.s.Add(kit.Spec{Name: "cart", Title: "Cart", New: func(page.Desk, page.Route) kit.Page {
		return &wholePage{fakePage{title: "cart", log: &d.log, field: field}}
	}}); err != nil {
		t.Fatal(err)
	}
	left := func(o fyne.CanvasObject) float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).X }
	beside := left(d.s.Page().(*fakePage).field)
	d.s.Open("cart")
	if at := left(field); at > 4 || beside < 40 {
		t.Errorf("the page begins at %v, beside the rail at %v", at, beside)
	}
	d.s.Back()
	if at := left(d.s.Page().(*fakePage).field); at != beside {
		t.Errorf("back on an ordinary page it begins at %v, not %v", at, beside)
	}
}

func TestKeysWorkWhereverTheFocusIs(t *testing.T) {
	d := open(t, page.MapPrefs{})
	d.k.Press("Alt+2", "F9", "Ctrl+F")
	if d.w.Canvas().Focused() == nil {
		t.Fatal("Ctrl+F did not focus the page's search")
	}
	d.k.Type("ab").Press("F9", "Ctrl+P", "F2", "F8")
	want := []string{"release orders", "release orders", "print orders", "new"}
	if !slices.Equal(d.ran, want) {
		t.Errorf("ran %q, want %q", d.ran, want)
	}
	d.log = nil
	d.k.Press("F5")
	if !slices.Equal(d.log, []string{"orders reload"}) {
		t.Errorf("F5: %q", d.log)
	}
}

func TestKeysAreOffWhileADialogIsOpen(t *testing.T) {
	d := open(t, page.MapPrefs{})
	d.s.Ask(page.Question{Title: "Sure?", Yes: "Yes"})
	d.k.Press("F9", "Ctrl+P", "Alt+2", "F2", "Ctrl+K", "Ctrl+Z", "F1")
	if len(d.ran) > 0 || d.s.Route() != "today" {
		t.Errorf("ran %q, at %q", d.ran, d.s.Route())
	}
	d.k.Press("Esc", "F9")
	if !slices.Equal(d.ran, []string{"release today"}) {
		t.Errorf("afterwards ran %q", d.ran)
	}
}

func TestUndo(t *testing.T) {
	d := open(t, page.MapPrefs{})
	d.s.Toast(page.Toast{Text: "Shipped 12 orders", Undo: func() { d.ran = append(d.ran, "unship") }})
	if !strings.Contains(d.markup(), "Shipped 12 orders") {
		t.Error("the toast is not shown")
	}
	d.k.Press("Ctrl+Z", "Ctrl+Z")
	if !slices.Equal(d.ran, []string{"unship", "undo"}) {
		t.Errorf("ran %q", d.ran)
	}
	d.k.Press("Ctrl+F").Type("ab").Press("Ctrl+Z")
	if len(d.ran) != 2 {
		t.Errorf("Ctrl+Z in a text field undid a deed: %q", d.ran)
	}
	d.s.Toast(page.Toast{Text: "Printed", Undo: func() { d.ran = append(d.ran, "never") }})
	d.m.Pass(11 * time.Second)
	if d.s.Toasts().Current() != nil {
		t.Error("the toast stayed for 11 s")
	}
}

func TestPalette(t *testing.T) {
	d := open(t, page.MapPrefs{})
	d.k.Press("Ctrl+K").Type("new ord").Press("Enter")
	if !slices.Equal(d.ran, []string{"new"}) || d.s.Input().DialogOpen() {
		t.Fatalf("ran %q", d.ran)
	}
	d.k.Press("Ctrl+K").Type("okafor")
	if m := d.markup(); !strings.Contains(m, "10042 Mary Okafor") || !strings.Contains(m, "55.26") {
		t.Error("the palette does not show what was found")
	}
	d.k.Press("Enter")
	if d.s.Route() != "order/10042" {
		t.Errorf("came to %q", d.s.Route())
	}
	d.k.Press("Ctrl+K").Type("broken")
	if !strings.Contains(d.markup(), "Could not search: no records") {
		t.Error("a search that failed says nothing")
	}
	d.k.Press("Esc")
	if d.s.Input().DialogOpen() {
		t.Error("one Escape does not close the palette")
	}
	d.k.Press("Ctrl+K").Type("xyzzy")
	if !strings.Contains(d.markup(), "Nothing found") {
		t.Error("where nothing is found the palette does not say so")
	}
	if d.k.Press("Enter"); !d.s.Input().DialogOpen() {
		t.Error("Enter on nothing closes the palette")
	}
	d.k.Press("Esc")
	d.k.Press("Ctrl+K").Type("never")
	if strings.Contains(d.markup(), "F8") {
		t.Error("the palette offers what cannot be done now")
	}
}

func TestScans(t *testing.T) {
	d := open(t, page.MapPrefs{})
	d.found["5012345678900"] = "order/10042"
	d.log = nil
	d.k.Scan("mine", 2*time.Millisecond)
	if !slices.Equal(d.log, []string{"today scan mine"}) || len(d.ran) > 0 {
		t.Errorf("the page's own code: %q, %q", d.log, d.ran)
	}
	d.k.Scan("5012345678900", 2*time.Millisecond)
	if d.s.Route() != "order/10042" || !slices.Equal(d.ran, []string{"good"}) {
		t.Errorf("a known code came to %q, heard %q", d.s.Route(), d.ran)
	}
	d.k.Scan("99999", 2*time.Millisecond)
	if d.ran[len(d.ran)-1] != "bad" || !strings.Contains(d.markup(), "Nothing known by the code") {
		t.Errorf("an unknown code: heard %q", d.ran)
	}
}

func TestTheWindowIsRemembered(t *testing.T) {
	prefs := page.MapPrefs{}
	d := open(t, prefs)
	d.s.Open("orders")
	d.s.Page().(*fakePage).saved = "late"
	d.s.SetLook(kit.LookDark)
	d.s.SetTextSize(16)
	d.k.Press("Ctrl+B")
	d.w.Resize(fyne.NewSize(1100, 700))
	d.s.Close()

	d = open(t, prefs)
	if d.s.Route() != "orders" || d.s.Page().(*fakePage).saved != "late" {
		t.Errorf("opened at %q with %q", d.s.Route(), d.s.Page().(*fakePage).saved)
	}
	if l := d.s.Look(); l.Look != kit.LookDark || l.Text != 16 {
		t.Errorf("looks like %+v", l)
	}
	if s := d.w.Canvas().Size(); s != fyne.NewSize(1100, 700) {
		t.Errorf("is %v large", s)
	}
	if prefs["rail"] != "narrow" {
		t.Errorf("rail is %q", prefs["rail"])
	}
	for _, junk := range []page.MapPrefs{
		{"window": "9x9", "look": "pink", "text": "400", "route": "gone/1"},
		{"window": "-1e9x-1e9", "text": "NaN", "route": "?%zz"},
	} {
		d = open(t, junk)
		if d.s.Route() != "today" || d.s.Look().Text != 13 || d.w.Canvas().Size().Width < 1280 {
			t.Errorf("settings %v: at %q, text %v, size %v", junk, d.s.Route(), d.s.Look().Text, d.w.Canvas().Size())
		}
	}
}

func TestStatusBarAndRail(t *testing.T) {
	d := open(t, page.MapPrefs{})
	stopped := false
	d.s.SetLight(desktop.Light{ID: "books", Text: "books balance", State: page.Good})
	d.s.SetLight(desktop.Light{ID: "printer", Text: "printer off", State: page.Bad})
	d.s.SetLight(desktop.Light{ID: "printer", Text: "printer ready", State: page.Good})
	for i := range 4 {
		d.s.SetJob(page.Job{ID: fmt.Sprint(i), Title: "labels", Done: 12, Total: 40, Stop: func() { stopped = true }})
	}
	d.s.SetBadge("orders", 31, page.Info)
	m := d.markup()
	for _, want := range []string{"books balance", "printer ready", "12/40", "stop", "and 2 more", "31", "Anna · desk 2"} {
		if !strings.Contains(m, want) {
			t.Errorf("the window does not show %q", want)
		}
	}
	if strings.Contains(m, "printer off") {
		t.Error("shows how the printer stood before")
	}
	if stopped {
		t.Error("stopped by itself")
	}
	for i := range 4 {
		d.s.EndJob(fmt.Sprint(i))
	}
	if strings.Contains(d.markup(), "12/40") {
		t.Error("a job that ended is still shown")
	}
	d.s.Ask(page.Question{Title: "Sure?", Yes: "Yes"})
	d.k.Scan("5012345678900", time.Millisecond)
	if !strings.Contains(d.markup(), "1 scanned, waiting") {
		t.Error("does not say that a scan waits")
	}
}

func TestHelpShowsEveryKey(t *testing.T) {
	d := open(t, page.MapPrefs{})
	d.k.Press("F1")
	m := d.markup()
	for _, c := range d.s.AllCommands() {
		if c.Key != "" && !strings.Contains(m, c.Key.Label()) {
			t.Errorf("the help sheet leaves out %s, %s", c.Key, c.Title)
		}
	}
	d.k.Press("F1")
	if d.s.Input().DialogOpen() {
		t.Error("F1 does not close it")
	}
}
