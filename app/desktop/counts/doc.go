// Package counts is the stocktaking: asking for a count of some places or
// products, walking it with keyboard or scanner, counting what differs once
// more, giving each difference its reason, and bringing the books to what was
// found. Sales go on meanwhile.
//
// Pages gives the window "counts", "newcount" (also "newcount?place=A-03" and
// "newcount?sku=MUG") and "count/C-12".
package counts

import (
	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages are the pages of counting; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	return []kit.Spec{
		{Name: "counts", Title: "Counts", New: func(desk page.Desk, route page.Route) kit.Page {
			return newListView(newList(shop, desk.Runner(), route), shop.Books(), desk)
		}},
		{Name: "newcount", Title: "Ask for a count", Rail: "counts", New: func(desk page.Desk, route page.Route) kit.Page {
			return newRequestView(newRequest(shop, who, desk.Runner(), route), desk)
		}},
		{Name: "count", Title: "Count", Rail: "counts", Hidden: true, New: func(desk page.Desk, route page.Route) kit.Page {
			return newSheetView(newSheet(shop, who, desk.Runner(), route.Arg(0)), shop.Books(), desk)
		}},
	}
}
