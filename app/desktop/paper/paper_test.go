package paper

import (
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"

	"fyne.io/fyne/v2/test"
)

func anna() data.Actor { return apptest.Anna }

// desk is a window that remembers what it was told; everything is done at once.
type desk struct {
	page.MapPrefs
	toasts []page.Toast
}

func (d *desk) Open(page.Route)     {}
func (d *desk) Back()               {}
func (d *desk) Toast(t page.Toast)  { d.toasts = append(d.toasts, t) }
func (d *desk) Ask(page.Question)   {}
func (d *desk) SetJob(page.Job)     {}
func (d *desk) EndJob(string)       {}
func (d *desk) Changed()            {}
func (d *desk) Sound(bool)          {}
func (d *desk) Prefs() page.Prefs   { return d.MapPrefs }
func (d *desk) Runner() page.Runner { return page.Inline() }

// Each kind of paper is drawn, looked at and sent to its printer; what can't be
// drawn says why and sends nothing.
func TestPaperIsShownAndPrinted(t *testing.T) {
	s := apptest.New(t)
	test.NewTempApp(t)
	_, list := s.Listed(t, apptest.Want{SKU: "MUG", Qty: 2})
	for _, c := range []struct {
		route   page.Route
		printed string // what the job's title holds; "" for what is refused
	}{
		{page.To("productlabels").With("ids", "1,2"), "label"},
		{"productlabels", ""},
		{page.To("productlabels").With("ids", "one"), ""},
		{page.To("locationlabels").With("ids", "8"), "label"},
		{"locationlabels", "label"}, // all shelves
		{page.To("picklistpaper", list.Number), list.Number},
		{"picklistpaper/P-99", ""},
		{"countpaper", ""},
		{"manifest", ""}, // nothing has left today
	} {
		before := len(s.Printer.Titles())
		for _, spec := range Pages(s.Shop, anna) {
			if spec.Name != c.route.Name() {
				continue
			}
			p := spec.New(&desk{MapPrefs: page.MapPrefs{}}, c.route)
			p.CanvasObject()
			p.(*kit.PaperPage).Opened()
			for _, cmd := range p.Commands() {
				if cmd.ID == "paper.print" && cmd.Enabled() {
					cmd.Run()
				}
			}
		}
		printed := s.Printer.Titles()[before:]
		if c.printed == "" && len(printed) > 0 {
			t.Errorf("%s printed %q, want it refused", c.route, printed)
		}
		if c.printed != "" && (len(printed) != 1 || !strings.Contains(strings.ToLower(printed[0]), strings.ToLower(c.printed))) {
			t.Errorf("%s printed %q, want one document %q", c.route, printed, c.printed)
		}
	}
}
