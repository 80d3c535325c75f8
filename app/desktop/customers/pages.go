package customers

import (
	"strconv"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// shop is the use cases as the models of this area take them.
type shop struct{ *app.Shop }

// Watch tells of every committed change.
func (s shop) Watch(fn func(data.Changed)) (stop func()) { return s.Books().Watch(fn) }

// Pages are the list of customers and the page of one; "customer/new" is the
// page of one who is not there yet.
func Pages(s *app.Shop, who func() data.Actor) []kit.Spec {
	books := shop{s}
	return []kit.Spec{
		{Name: "customers", Title: "Customers", New: func(desk page.Desk, r page.Route) kit.Page {
			return newListPage(NewList(books, desk, r), desk)
		}},
		{Name: "customer", Title: "Customer", Rail: "customers", Hidden: true, New: func(desk page.Desk, r page.Route) kit.Page {
			id, err := strconv.ParseInt(r.Arg(0), 10, 64)
			if err != nil {
				id = 0
			}
			return newCustomerPage(NewCustomer(books, who, desk, id), desk)
		}},
	}
}
