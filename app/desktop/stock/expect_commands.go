package stock

import "packbench/app/desktop/page"

// Commands is what can be done here.
func (e *expect) Commands() page.Commands {
	return page.Commands{{ID: "expect.save", Title: "Expect it", Key: "Ctrl+Enter", Group: "Delivery", Primary: true, Enabled: func() bool { return !e.Busy }, Run: e.Save}}
}
