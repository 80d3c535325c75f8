// Package products is the catalogue: what the shop sells, what it costs, how
// large and heavy it is, by which codes it is known, what a kit is made of,
// where it lies and what happened to it.
//
// Pages gives the window "products", "product/SKU" and "newproduct".
package products

import (
	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages are the pages of the catalogue; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	return []kit.Spec{
		{Name: "products", Title: "Products", New: func(desk page.Desk, route page.Route) kit.Page {
			return newListView(newList(shop, desk.Runner(), route), shop.Books(), desk)
		}},
		{Name: "product", Title: "Product", Rail: "products", Hidden: true, New: func(desk page.Desk, route page.Route) kit.Page {
			return newCardView(newCard(shop, who, desk.Runner(), route.Arg(0)), shop.Books(), desk)
		}},
		{Name: "newproduct", Title: "New product", Rail: "products", New: func(desk page.Desk, _ page.Route) kit.Page {
			return newCardView(newCard(shop, who, desk.Runner(), ""), shop.Books(), desk)
		}},
	}
}
