package customers

import "packbench/app/desktop/page"

// Commands is what can be done with a customer.
func (m *Customer) Commands() page.Commands {
	there := func() bool { return m.ID > 0 && m.Loaded }
	show := func(tab string) func() { return func() { m.Choose(tab) } }
	address := func() bool { _, ok := m.address(); return there() && ok }
	return page.Commands{
		{ID: "customer.orders", Title: "Orders", Key: "Ctrl+1", Group: "Show", Enabled: there, Run: show(TabOrders)},
		{ID: "customer.addresses", Title: "Addresses", Key: "Ctrl+2", Group: "Show", Enabled: there, Run: show(TabAddresses)},
		{ID: "customer.history", Title: "History", Key: "Ctrl+3", Group: "Show", Enabled: there, Run: show(TabHistory)},
		{ID: "record.history", Title: "Show the history", Key: page.HistoryKey, Group: "Show", Quiet: true, Enabled: there, Run: show(TabHistory)},
		{ID: "customer.open", Title: "Open", Key: "Ctrl+O", Group: "Customer", Hint: "The order of the row, or its address.", Rows: true, Enabled: func() bool {
			return there() && (m.Tab == TabOrders && m.Row < len(m.Orders) || address())
		}, Run: func() { m.OpenRow(m.Row) }},
		{ID: "customer.erase", Title: "Erase for good", Group: "Customer", Hint: "All that is personal, when they ask for it.", Danger: true, Enabled: there, Run: m.AskErase},
		{ID: "customer.drop", Title: "Drop the address", Key: "Ctrl+Delete", Group: "Customer", Hint: "Orders that go there keep it.", Rows: true, Enabled: address, Run: m.DropAddress},
		{ID: "customer.first", Title: "Use the address first", Key: "F8", Group: "Customer", Hint: "Orders go there when nothing else is said.", Rows: true, Enabled: func() bool { return address() && m.Row > 0 }, Run: m.UseFirst},
		{ID: "customer.address", Title: "Another address", Key: "F7", Group: "Customer", Enabled: there, Run: m.AddAddress},
		{ID: "customer.edit", Title: "Change", Key: "F6", Group: "Customer", Enabled: there, Run: m.Edit},
		{ID: "customer.order", Title: "Order for this customer", Key: "F2", Group: "Customer", Primary: true, Enabled: there, Run: m.StartOrder},
	}
}
