package orders

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

// Pages are the pages of this area: the phone order, the list, and one order.
func Pages(s *app.Shop, who func() data.Actor) []kit.Spec {
	books := shop{s}
	return []kit.Spec{
		{Name: "orders", Title: "Orders", New: func(desk page.Desk, r page.Route) kit.Page {
			return newListPage(NewList(books, who, desk, r), desk)
		}},
		{Name: "order", Title: "Order", Rail: "orders", Hidden: true, New: func(desk page.Desk, r page.Route) kit.Page {
			number, ok := data.OrderNumber(r.Arg(0))
			if !ok {
				number = 0 // said by the page: there is no such order
			}
			return newOrderPage(NewOrderPage(books, who, desk, number), desk)
		}},
		{Name: "neworder", Title: "New order", Rail: "orders",
			New: func(desk page.Desk, r page.Route) kit.Page {
				customer, err := strconv.ParseInt(r.Get("customer"), 10, 64)
				if err != nil {
					customer = 0
				}
				return newNewOrderView(NewNewOrder(books, who, desk), customer)
			},
			Commands: func(desk page.Desk) page.Commands {
				return page.Commands{{ID: "order.new", Title: "New order", Key: "F2", Group: "Orders", Hint: "A phone order, typed while the caller talks.", Run: func() { desk.Open("neworder") }}}
			}},
	}
}
