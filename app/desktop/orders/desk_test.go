package orders

import (
	"packbench/app/desktop/page"
)

// fakeDesk is a window that remembers what it was told. Everything is done at
// once; time stands still.
type fakeDesk struct {
	page.MapPrefs
	opened []page.Route
	toasts []page.Toast
	asked  []page.Question
	runner *page.Runner
}

func (d *fakeDesk) Open(r page.Route)   { d.opened = append(d.opened, r) }
func (d *fakeDesk) Back()               {}
func (d *fakeDesk) Toast(t page.Toast)  { d.toasts = append(d.toasts, t) }
func (d *fakeDesk) Ask(q page.Question) { d.asked = append(d.asked, q) }
func (d *fakeDesk) SetJob(page.Job)     {}
func (d *fakeDesk) EndJob(string)       {}
func (d *fakeDesk) Changed()            {}
func (d *fakeDesk) Sound(bool)          {}
func (d *fakeDesk) Prefs() page.Prefs   { return d.MapPrefs }
func (d *fakeDesk) Runner() page.Runner {
	if d.runner != nil {
		return *d.runner
	}
	return page.Inline()
}

// pageRoute makes a route of its text.
func pageRoute(text string) page.Route { return page.Route(text) }

func sortOf(column string, down bool) page.Sort { return page.Sort{Column: column, Down: down} }
