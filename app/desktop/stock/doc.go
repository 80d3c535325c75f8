// Package stock shows what lies where and moves it: by place, by product, every
// movement, deliveries from the supplier to the shelf, corrections with their
// reason, and labels for the shelves.
//
// Pages gives the window "stock" (also "stock/A-03-2" for one place), the form
// "adjust", "delivery/R-12", "newdelivery", and "stockthen" for the stock of a past
// moment (also "stockthen?at=1 Nov&to=yesterday&find=A-03").
package stock

import (
	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages are the pages of stock; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	return []kit.Spec{
		{Name: "stock", Title: "Stock", New: func(desk page.Desk, route page.Route) kit.Page {
			return newShelvesView(newShelves(shop, desk.Runner(), route), shop.Books(), desk)
		}},
		{Name: "adjust", Title: "Adjust, move or receive stock", Rail: "stock", New: func(desk page.Desk, route page.Route) kit.Page {
			return newSlipView(newSlip(shop, who, desk.Runner(), route), desk)
		}},
		{Name: "delivery", Title: "Delivery", Rail: "stock", Hidden: true, New: func(desk page.Desk, route page.Route) kit.Page {
			return newDeliveryView(newDelivery(shop, who, desk.Runner(), route.Arg(0)), shop.Books(), desk)
		}},
		{Name: "newdelivery", Title: "Expect a delivery", Rail: "stock", New: func(desk page.Desk, _ page.Route) kit.Page {
			return newExpectView(newExpect(shop, who, desk.Runner()), desk)
		}},
		{Name: "stockthen", Title: "Stock of a past moment", Rail: "stock", New: func(desk page.Desk, route page.Route) kit.Page {
			return newThenView(newThen(shop, desk, route), desk)
		}},
	}
}
