package orders

import (
	"fmt"

	"packbench/app/desktop/page"
)

// Commands is what can be done while a phone order is typed.
func (m *NewOrder) Commands() page.Commands {
	typed := func() bool { return !m.Sheet.Empty() }
	lines := func() bool { return len(m.Sheet.Lines) > 0 }
	resume := "Resume a call"
	if n := len(m.Parked); n > 0 {
		resume = fmt.Sprintf("Resume (%d)", n)
	}
	cs := page.Commands{
		{ID: "neworder.park", Title: "Park", Key: "F4", Group: "Call", Hint: "Puts the call aside; nothing is lost.", Enabled: typed, Run: m.Park},
		{ID: "neworder.resume", Title: resume, Key: "F5", Group: "Call", Hint: "Again goes to the next parked call.", Enabled: func() bool { return len(m.Parked) > 0 }, Run: m.Resume},
		{ID: "neworder.repeat", Title: "Repeat last order", Key: "Ctrl+R", Group: "Lines", Enabled: m.CanRepeat, Run: m.RepeatLast},
		{ID: "neworder.price", Title: "Change price", Key: "F3", Group: "Lines", Hint: "Of the line the keyboard is on, or of the last one.", Enabled: lines, Run: m.EditPrice},
		{ID: "neworder.remove", Title: "Remove line", Key: "Ctrl+Delete", Group: "Lines", Hint: "Ctrl+Z takes the last line back.", Enabled: lines, Run: m.RemoveLine},
		{ID: "neworder.address", Title: "Address", Key: "F6", Group: "Order", Run: m.EditAddress},
		{ID: "neworder.note", Title: "Note", Key: "F7", Group: "Order", Run: func() { m.Go(AtNote) }},
		{ID: "neworder.pay", Title: "Pay", Key: "F8", Group: "Order", Enabled: lines, Run: m.StartPay},
		{ID: "neworder.place", Title: "Place order", Key: "F10", Group: "Order", Hint: "Reads the order back; Enter or F10 again places it.", Primary: true,
			Enabled: func() bool { return typed() && !m.placing }, Run: m.Place},
		{ID: "neworder.print", Title: "Print slip and label", Key: "Ctrl+P", Group: "Order just placed", Enabled: func() bool { return m.Taken != nil && m.Taken.ShipmentID > 0 }, Run: m.PrintTaken},
		{ID: "neworder.open", Title: "Open the order", Key: "Ctrl+O", Group: "Order just placed", Enabled: func() bool { return m.Taken != nil }, Run: m.OpenTaken},
	}
	if m.Known == nil {
		return cs
	}
	for i, u := range m.Known.Usual {
		if i == 9 {
			break
		}
		cs = append(cs, page.Command{ID: fmt.Sprintf("neworder.usual.%d", i+1), Title: "Add " + u.Name, Key: page.Key(fmt.Sprintf("Alt+%d", i+1)), Group: "Usual goods", Quiet: true, Run: func() { m.AddUsual(i) }})
	}
	return cs
}
