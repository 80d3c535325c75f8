// Package floormap is the map of the shop's shelves: what stands where, how full it
// is and how often people come to it, which places are shut and which stand
// nowhere; and the three ways to describe a floor, each more exact than the one
// before: an order of walking for the codes on the shelves, rows of shelves, a
// drawing on squared paper. Walks are planned on what is described here.
//
// Pages gives the window "map" (also "map?view=picks&place=A-03-2"), "maprows",
// "mapdraw" and "mapwalk".
package floormap

import (
	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages are the pages of the map; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	return []kit.Spec{
		{Name: "map", Title: "Map", New: func(desk page.Desk, route page.Route) kit.Page {
			return newMapView(newShelfMap(shop, who, desk, route), shop.Books(), desk)
		}},
		{Name: "maprows", Title: "Rows of shelves", Rail: "map", New: func(desk page.Desk, _ page.Route) kit.Page {
			return newRowsView(newRowsPage(shop, who, desk), desk)
		}},
		{Name: "mapdraw", Title: "Drawing of the floor", Rail: "map", New: func(desk page.Desk, _ page.Route) kit.Page {
			return newDrawView(newDrawPage(shop, who, desk))
		}},
		{Name: "mapwalk", Title: "Walking order", Rail: "map", New: func(desk page.Desk, _ page.Route) kit.Page {
			return newOrderView(newWalkOrder(shop, who, desk), desk)
		}},
	}
}
