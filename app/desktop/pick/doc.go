// Package pick is the way from paid orders to goods on the bench: the plan of the
// day's walks with what it saves, what may be released to the floor, the waves that
// leave with one carrier at one time, the pick lists with their pickers, and one
// walk on a screen at the cart, place by place.
//
// Pages gives the window "pick" (also "pick?view=plan", ready, floor, waves, lists,
// done) and "picklist/P-311", which has the whole window.
package pick

import (
	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages are the pages of picking; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	return []kit.Spec{
		{Name: "pick", Title: "Pick", New: func(desk page.Desk, route page.Route) kit.Page {
			return newFloorView(newFloor(shop, who, desk.Runner()), shop.Books(), desk, route)
		}},
		{Name: "picklist", Title: "Pick list", Rail: "pick", Hidden: true, New: func(desk page.Desk, route page.Route) kit.Page {
			return newWalkView(newWalk(shop, who, desk.Runner(), route.Arg(0)), shop.Books(), desk)
		}},
	}
}
