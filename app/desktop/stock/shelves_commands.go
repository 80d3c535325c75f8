package stock

import "packbench/app/desktop/page"

// Commands is what can be done with stock.
func (s *shelves) Commands() page.Commands {
	show := func(view string) func() { return func() { s.Choose(view) } }
	return page.Commands{
		{ID: "stock.shelves", Title: "What lies where", Key: "Ctrl+1", Group: "Show", Run: show(viewShelves)},
		{ID: "stock.products", Title: "By product", Key: "Ctrl+2", Group: "Show", Run: show(viewProducts)},
		{ID: "stock.places", Title: "Places", Key: "Ctrl+3", Group: "Show", Run: show(viewPlaces)},
		{ID: "stock.moves", Title: "Movements", Key: "Ctrl+4", Group: "Show", Run: show(viewMoves)},
		{ID: "stock.deliveries", Title: "Deliveries", Key: "Ctrl+5", Group: "Show", Run: show(viewDeliveries)},
		{ID: "stock.then", Title: "Stock of a past moment", Key: "Ctrl+T", Group: "Stock", Hint: "What lay where, and what changed since.", Run: s.then},
		{ID: "record.history", Title: "History", Key: page.HistoryKey, Group: "Stock", Hint: "Who changed the place, the product or the delivery, when and at which desk, from what to what.", Rows: true, Enabled: func() bool { return s.cursor() >= 0 && s.View != viewMoves }, Run: s.history},
		{ID: "stock.labels", Title: "Shelf labels", Key: "Ctrl+P", Group: "Stock", Rows: true, Enabled: func() bool { return s.View == viewPlaces && s.cursor() >= 0 }, Run: s.labels},
		{ID: "stock.count", Title: "Count", Key: "F9", Group: "Stock", Hint: "Asks for a count of the places or products that are marked.", Rows: true, Enabled: func() bool { return s.View != viewDeliveries }, Run: s.count},
		{ID: "stock.adjust", Title: "Adjust", Key: "F6", Group: "Stock", Hint: "Corrects one place, with a reason.", Rows: true, Run: func() { s.form(modeAdjust) }},
		{ID: "stock.transfer", Title: "Move", Key: "F7", Group: "Stock", Hint: "From one place to another.", Rows: true, Run: func() { s.form(modeTransfer) }},
		{ID: "stock.receive", Title: "Receive", Key: "F8", Group: "Stock", Hint: "Straight onto a shelf, without a delivery.", Rows: true, Run: func() { s.form(modeReceive) }},
		{ID: "stock.expect", Title: "Expect a delivery", Key: "Ctrl+N", Group: "Stock", Primary: true, Run: func() { s.Go("newdelivery") }},
	}
}
