package setup

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// section is one tab of the page.
type section interface {
	body() fyne.CanvasObject
	Commands() page.Commands
	Reload()
	refresh()
	focus()
	escape() bool // leaves what is open in the section, and says whether there was something
	closed()
}

// sections are the tabs in their order, each with the changes that it shows.
var sections = []struct{ id, title, shows string }{
	{"shop", "Shop", "setting"},
	{"locations", "Locations", "location stock"},
	{"boxes", "Boxes", "box"},
	{"rates", "Rate card", "rate card"},
	{"printers", "Printers", "print job setting"},
	{"people", "People", "user"},
	{"rights", "Rights", "setting"},
	{"import", "Bring in", ""},
	{"books", "Books", ""},
	{"journal", "Journal", ""},
	{"carts", "Carts", "cart"},
	{"cells", "Cells", "cells shipment"},
	{"look", "Look", ""},
	{"about", "About", ""},
}

// view is the page with its tabs. A section is made when it is first looked at.
type view struct {
	shop  *app.Shop
	who   func() data.Actor
	o     Options
	desk  page.Desk
	route page.Route

	tabs  *kit.Tabs
	stack *fyne.Container
	box   fyne.CanvasObject
	made  map[string]section
	at    string
	stop  func()
	burst *page.Burst
}

func newView(shop *app.Shop, who func() data.Actor, o Options, desk page.Desk, route page.Route) *view {
	v := &view{shop: shop, who: who, o: o, desk: desk, route: route, stack: container.NewStack(), made: map[string]section{}, at: "shop"}
	tabs := make([]kit.Tab, len(sections))
	for i, s := range sections {
		tabs[i] = kit.Tab{ID: s.id, Title: s.title, Count: -1}
		if route.Arg(0) == s.id {
			v.at = s.id
		}
	}
	v.tabs = kit.NewTabs(tabs...)
	v.tabs.Mark(v.at)
	v.tabs.OnChange = v.choose
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, func() { v.now().Reload() })
	v.stack.Objects = []fyne.CanvasObject{v.now().body()}
	v.box = kit.Frame(v.tabs, nil, nil, nil, v.stack)
	return v
}

// now is the section that is looked at.
func (v *view) now() section {
	if s, ok := v.made[v.at]; ok {
		return s
	}
	p := newPart(v.who, v.desk)
	var s section
	switch v.at {
	case "locations":
		s = newPlacesView(newPlacesPart(p, v.shop), v.desk)
	case "boxes":
		s = newBoxesView(newBoxesPart(p, v.shop), v.desk)
	case "carts":
		s = newCartsView(newCartsPart(p, v.shop), v.desk)
	case "cells":
		s = newCellsView(newCellsPart(p, v.shop), v.desk)
	case "rates":
		s = newRatesView(newRatesPart(p, v.shop), v.desk)
	case "printers":
		s = newPrintersView(newPrintersPart(p, v.shop), v.desk)
	case "people":
		s = newPeopleView(newPeoplePart(p, v.shop, v.o.SetPerson), v.desk)
	case "rights":
		s = newRightsView(newRightsPart(p, v.shop), v.desk)
	case "import":
		s = newImportView(newImportPart(p, v.shop, v.desk, v.route.Get("kind")), v.desk)
	case "books":
		s = newBooksView(newBooksPart(p, v.shop, v.desk, v.shop.Books(), v.o), v.desk)
	case "journal":
		s = newJournalView(newJournalPart(p, v.shop, v.route), v.desk)
	case "look":
		s = newLookView(v.o)
	case "about":
		s = newAboutView(v.o)
	default:
		s = newShopView(newShopPart(p, v.shop))
	}
	v.made[v.at] = s
	return s
}

func (v *view) choose(id string) {
	v.at = id
	s := v.now()
	v.stack.Objects = []fyne.CanvasObject{s.body()}
	v.stack.Refresh()
	if d, ok := v.desk.(interface{ Replace(page.Route) }); ok {
		d.Replace(page.To("setup", id))
	}
	s.Reload()
	s.refresh()
	v.desk.Changed()
	s.focus()
}

// CanvasObject is what is drawn.
func (v *view) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *view) Title() string {
	for _, s := range sections {
		if s.id == v.at {
			if j, ok := v.made[s.id].(*listView); ok {
				if m, ok := j.m.(*journalPart); ok && m.Name != "" {
					return "History of " + m.Name
				}
			}
			return "Setup · " + s.title
		}
	}
	return "Setup"
}

// Commands is what the section can do, and how to get to the others.
func (v *view) Commands() page.Commands {
	cmds := withHistory(v.now().Commands(), v.desk.Open, v.record)
	for i, s := range sections {
		key := page.Key("")
		if i < 9 {
			key = page.Key("Ctrl+" + string(rune('1'+i)))
		}
		cmds = append(cmds, page.Command{ID: "setup." + s.id, Title: "Setup: " + s.title, Key: key, Group: "Setup", Run: func() { v.tabs.Choose(s.id) }})
	}
	return cmds
}

// Reload reads what the section shows again.
func (v *view) Reload() { v.now().Reload() }

// Escape leaves a form before the page.
func (v *view) Escape() bool { return v.now().escape() }

// Opened loads the section.
func (v *view) Opened() {
	v.stop = v.shop.Books().Watch(func(c data.Changed) {
		v.desk.Runner().UI(func() {
			for _, s := range sections {
				for entity := range c.Entities {
					if s.id == v.at && entity != "" && strings.Contains(s.shows, entity) {
						v.burst.Poke()
					}
				}
			}
		})
	})
	v.now().Reload()
	v.now().focus()
}

// Closed stops listening.
func (v *view) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	for _, s := range v.made {
		s.closed()
	}
}
