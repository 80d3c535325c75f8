// Package today is the page that a shop looks at in the morning and between
// two calls: what waits at each stage with its oldest and its late orders, what
// people must decide, what leaves soonest and when the van comes, and the
// week's sales. Each number opens the list behind it. In a new shop it says
// instead what to do first, with the keys.
//
// Pages gives the window its place "today".
package today

import (
	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages is the page of the day; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	return []kit.Spec{{Name: "today", Title: "Today", New: func(desk page.Desk, _ page.Route) kit.Page {
		return newView(newModel(shop, who, desk.Runner()), shop.Books(), desk)
	}}}
}
