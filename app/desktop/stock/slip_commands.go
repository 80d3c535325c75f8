package stock

import "packbench/app/desktop/page"

// Commands is what can be done with the form.
func (s *slip) Commands() page.Commands {
	mode := func(m string) func() { return func() { s.Choose(m) } }
	return page.Commands{
		{ID: "slip.adjust", Title: "Adjust", Key: "F6", Group: "Stock", Run: mode(modeAdjust)},
		{ID: "slip.transfer", Title: "Move", Key: "F7", Group: "Stock", Run: mode(modeTransfer)},
		{ID: "slip.receive", Title: "Receive", Key: "F8", Group: "Stock", Run: mode(modeReceive)},
		{ID: "slip.do", Title: "Write it", Key: "Ctrl+Enter", Group: "Stock", Primary: true, Enabled: func() bool { return !s.Busy }, Run: s.Do},
	}
}
