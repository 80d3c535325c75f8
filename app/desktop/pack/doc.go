// Package pack is the packing bench and the door to the carriers. At the bench
// a person scans an order or any of its goods, then every unit that goes into
// the boxes; a wrong scan stops the work until it is seen, and the box closes
// only when everything is proved or somebody says why not. At the door packed
// parcels are given to their carriers.
//
// Pages gives the window its two places, "pack" and "handover".
package pack

import (
	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages are the pages of packing; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	return []kit.Spec{
		{Name: "pack", Title: "Pack", New: func(desk page.Desk, route page.Route) kit.Page {
			return newStationView(newStation(shop, who, desk.Runner()), shop.Books(), desk, route)
		}},
		{Name: "handover", Title: "Hand over", Rail: "pack", New: func(desk page.Desk, _ page.Route) kit.Page {
			return newDoorView(newDoor(shop, who, desk.Runner()), shop.Books(), desk)
		}},
	}
}
