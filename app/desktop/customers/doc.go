// Package customers is where the shop looks after the people it sells to: the
// list of all customers, and the page of one, with what they owe, what they
// usually buy, their orders, and the form that changes their terms and address.
//
// Pages gives both to the window:
//
//	shell.Add(customers.Pages(shop, who)...)
package customers

import (
	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/data"
)

// Pages are the pages of this area.
func Pages(s *app.Shop, who func() data.Actor) []kit.Spec { return nil }
