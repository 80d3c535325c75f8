// Package setup is where a shop says who it is and what it works with: its name
// and address, shelves, boxes, carts and cells, rate card, printers, people; where it proves and
// copies its books, chooses the look of the window, and brings lists in from
// files, with what they would change shown before anything is written.
//
// Pages gives the window its place "setup"; each section is a route of its own,
// such as "setup/printers" or "setup/import?kind=stock".
package setup

import (
	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Options are what the page asks of the window and not of the shop. All may be
// left out.
type Options struct {
	SetPerson   func(name string)
	SetLook     func(kit.Look)
	SetTextSize func(float32)
	Look        func() kit.Theme
	Version     string

	// KeepSecret keeps the password of a server's place where the machine keeps
	// secrets; nil where nobody does, and then it is kept nowhere.
	KeepSecret func(place, password string) error
	// Restore puts a copy in the place of the shop and goes on with it, in this
	// window; nil where only the command can.
	Restore func(copy string)
	// GoOn opens the shop at the place it has moved to, in this window; nil where
	// the program has to be started again for it.
	GoOn func(place string, a Arrival)
	// Arrived is the move that has just brought the window here, or nil.
	Arrived *Arrival
}

// Arrival is what a person reads when the shop has moved.
type Arrival struct {
	Moved    data.Relocation
	Password string // what became of the server's password, "" where there is none
}

// Pages is the page of setting up; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor, o Options) []kit.Spec {
	if o.SetPerson == nil {
		o.SetPerson = func(string) {}
	}
	if o.SetLook == nil {
		o.SetLook = func(kit.Look) {}
	}
	if o.SetTextSize == nil {
		o.SetTextSize = func(float32) {}
	}
	if o.Look == nil {
		o.Look = func() kit.Theme { return kit.Theme{Look: kit.LookSystem} }
	}
	return []kit.Spec{{Name: "setup", Title: "Setup", New: func(desk page.Desk, route page.Route) kit.Page {
		return newView(shop, who, o, desk, route)
	}}}
}
