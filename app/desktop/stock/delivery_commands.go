package stock

import "packbench/app/desktop/page"

// Commands is what can be done with a delivery.
func (d *delivery) Commands() page.Commands {
	open := func() bool { return d.Loaded && !d.Busy && !d.D.Receipt.ClosedAt.Set() }
	line := func() bool { return open() && d.line() != nil }
	return page.Commands{
		page.HistoryCommand("Delivery", func(r page.Route) { d.Go(r) }, func() (page.Record, bool) {
			return page.Record{Entity: "receipt", ID: d.D.Receipt.ID, Name: "delivery " + d.Number}, d.Loaded
		}),
		{ID: "delivery.close", Title: "Close, the rest won't come", Key: "Ctrl+Delete", Group: "Delivery", Danger: true, Enabled: open, Run: d.Close},
		{ID: "delivery.all", Title: "Receive all", Key: "Ctrl+R", Group: "Delivery", Enabled: func() bool { return open() && d.Expecting() }, Run: d.ReceiveAll},
		{ID: "delivery.receive", Title: "Receive", Key: "F8", Group: "Delivery", Hint: "What is typed or scanned, or all that is expected of this line.", Rows: true, Enabled: line, Run: d.Receive},
		{ID: "delivery.putaway", Title: "Put away", Key: "F9", Group: "Delivery", Hint: "To the place that is typed, or where it lies already.", Rows: true, Primary: true, Enabled: line, Run: d.PutAway},
	}
}
