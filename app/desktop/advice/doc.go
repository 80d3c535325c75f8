// Package advice is where the owner reads what the floor could be like: what to
// move where, what another layout would walk, how fast people pick, and where the
// map is likely wrong. It is all learned from the shop's own lists of the last
// four weeks; nothing is changed by reading it.
//
// Pages gives the window "advice" (also "advice?view=layout").
package advice

import (
	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages is the page of advice.
func Pages(shop *app.Shop, _ func() data.Actor) []kit.Spec {
	return []kit.Spec{{Name: "advice", Title: "Advice on the floor", Rail: "pick", New: func(desk page.Desk, route page.Route) kit.Page {
		return newView(newModel(shop, desk.Runner()), desk, route)
	}}}
}
