package customers

import "packbench/app/desktop/page"

// Commands is what can be done with a customer.
func (m *Customer) Commands() page.Commands {
	there := func() bool { return m.ID > 0 && m.Loaded }
	return page.Commands{
		{ID: "customer.edit", Title: "Change", Key: "F6", Group: "Customer", Enabled: there, Run: m.Edit},
		{ID: "customer.open", Title: "Open the order", Key: "Ctrl+O", Group: "Customer", Rows: true, Enabled: func() bool { return there() && len(m.Orders) > 0 }, Run: func() { m.OpenOrder(m.Row) }},
		{ID: "customer.order", Title: "Order for this customer", Key: "F2", Group: "Customer", Primary: true, Enabled: there, Run: m.StartOrder},
	}
}
