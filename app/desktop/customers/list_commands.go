package customers

import "packbench/app/desktop/page"

// Commands is what can be done in the list of customers. F2 here starts the
// order for the customer under the cursor.
func (m *List) Commands() page.Commands {
	some := func() bool { return m.at > 0 }
	return page.Commands{
		{ID: "customers.open", Title: "Open", Group: "Customers", Hint: "Enter", Rows: true, Quiet: true, Enabled: some, Run: func() { m.OpenRow(m.RowOf()) }},
		{ID: "customers.new", Title: "New customer", Key: "F3", Group: "Customers", Run: m.OpenNew},
		{ID: "customers.order", Title: "Order for this customer", Key: "F2", Group: "Customers", Rows: true, Primary: true, Enabled: some, Run: m.StartOrder},
	}
}
