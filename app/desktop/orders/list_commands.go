package orders

import "packbench/app/desktop/page"

// Commands is what can be done in the list of orders.
func (m *List) Commands() page.Commands {
	return page.Commands{
		{ID: "orders.open", Title: "Open", Group: "Orders", Hint: "Enter", Rows: true, Quiet: true, Enabled: m.any, Run: m.OpenMarked},
		{ID: "orders.hold", Title: "Hold", Key: "F7", Group: "Orders", Rows: true, Enabled: m.any, Run: m.AskHold},
		{ID: "orders.cancel", Title: "Cancel orders", Key: "Ctrl+Delete", Group: "Orders", Rows: true, Danger: true, Enabled: m.any, Run: m.AskCancel},
		{ID: "orders.print", Title: "Print slips", Key: "Ctrl+P", Group: "Orders", Rows: true, Enabled: m.any, Run: m.PrintSlips},
		{ID: "orders.release", Title: "Release", Key: "F9", Group: "Orders", Hint: "Makes the labels and sends the orders to the floor.", Rows: true, Primary: true, Enabled: m.any, Run: m.Release},
	}
}
