// Package reports is where a shop takes its figures home: spreadsheets of
// orders, stock, movements, customers, products and payments, written in the
// background while work goes on, and the printed lists of the day.
//
// Pages gives the window its place "reports".
package reports

import (
	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages is the page of reports; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	return []kit.Spec{{Name: "reports", Title: "Reports", New: func(desk page.Desk, _ page.Route) kit.Page {
		return newView(newModel(shop, who, desk.Runner(), page.Documents()), desk)
	}}}
}
