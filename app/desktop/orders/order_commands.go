package orders

import (
	"fmt"

	"packbench/app/desktop/page"
	"packbench/data"
)

// Commands is what can be done with the order now.
func (m *Order) Commands() page.Commands {
	held := "Hold"
	if _, ok := m.openHold(); ok {
		held = "Release hold"
	}
	pay := "Take payment"
	switch o := m.Detail.Order; {
	case o.PayStatus == data.PayRefundDue || o.PayStatus == data.PayOver:
		pay = "Refund what is owed"
	case m.owed() == 0 && o.Paid > 0:
		pay = "Refund"
	}
	loaded := func() bool { return m.Loaded && !m.busy }
	cs := page.Commands{
		{ID: "order.notes", Title: "Notes", Key: "F4", Group: "Order", Enabled: m.open, Run: m.AskNotes},
		{ID: "order.address", Title: "Address", Key: "F6", Group: "Order", Hint: "Change it, or take a doubtful one as it is with a reason.", Enabled: m.open, Run: m.AskAddress},
		{ID: "order.hold", Title: held, Key: "F7", Group: "Order", Enabled: m.open, Run: m.AskHold},
		{ID: "order.hold.more", Title: "Hold for another reason", Key: "Shift+F7", Group: "Order", Enabled: m.open, Run: m.AskNewHold},
		{ID: "order.fewer", Title: "Fewer of this", Key: "Delete", Group: "Order", Hint: "Takes units of the line under the cursor off the order.", Rows: true, Enabled: func() bool { _, _, ok := m.cuttable(); return ok }, Run: m.AskFewer},
		{ID: "order.cancel", Title: "Cancel order", Key: "Ctrl+Delete", Group: "Order", Danger: true, Enabled: m.open, Run: m.AskCancel},
		{ID: "order.customer", Title: "Customer", Key: "Ctrl+G", Group: "Order", Enabled: loaded, Run: m.OpenCustomer},
		{ID: "order.pay", Title: pay, Key: "F8", Group: "Money", Enabled: func() bool { return loaded() && (m.owed() > 0 || m.Detail.Order.Paid > 0) }, Run: m.AskPayment},
		{ID: "order.refund", Title: "Refund a part", Key: "Shift+F8", Group: "Money", Enabled: func() bool { return loaded() && m.Detail.Order.Paid > 0 }, Run: m.AskRefund},
		{ID: "order.print", Title: "Print slip and label", Key: "Ctrl+P", Group: "Shipment", Enabled: func() bool { return loaded() && len(m.live()) > 0 }, Run: m.Print},
		{ID: "order.plan", Title: "Plan again", Key: "Ctrl+L", Group: "Shipment", Hint: "Boxes, address and carrier, from what the shop has now.", Enabled: m.open, Run: m.Plan},
		{ID: "order.split", Title: "Send what is there", Key: "F10", Group: "Shipment", Enabled: func() bool { _, ok := m.splitWanted(); return ok && m.open() }, Run: m.ApproveSplit},
		{ID: "order.override", Title: "Release all the same", Key: "Shift+F9", Group: "Shipment", Hint: "Passes the gate with your name and a reason.", Danger: true, Enabled: m.canRelease, Run: m.AskOverride},
		{ID: "order.release", Title: "Label and release", Key: "F9", Group: "Shipment", Primary: true, Enabled: m.canRelease, Run: m.Release},
		{ID: "order.return", Title: "Something comes back", Key: "F11", Group: "Returns", Enabled: func() bool { return loaded() && len(m.returnable()) > 0 }, Run: m.AskReturn},
		{ID: "order.return.next", Title: m.returnStep(), Key: "F12", Group: "Returns", Enabled: func() bool { _, ok := m.nextReturn(); return ok && loaded() }, Run: m.NextReturnStep},
		{ID: "order.undo", Title: "Undo this", Key: "Ctrl+U", Group: "History", Hint: "Takes back what the line under the cursor tells of.", Rows: true, Enabled: func() bool { _, ok := m.undoable(); return ok && !m.busy }, Run: m.UndoRow},
	}
	history := page.Command{ID: "record.history", Title: "History", Key: page.HistoryKey, Group: "History", Hint: "Of the order; on the returns, of the return under the cursor.", Enabled: loaded, Run: m.ShowHistory}
	cs = append(cs, history)
	for i, t := range OrderTabs {
		cs = append(cs, page.Command{ID: "order.tab." + string(t), Title: sentence(string(t)), Key: page.Key(fmt.Sprintf("Ctrl+%d", i+1)), Group: "Show", Quiet: true, Run: func() { m.Choose(string(t)) }})
	}
	return cs
}
