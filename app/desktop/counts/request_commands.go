package counts

import "packbench/app/desktop/page"

// Commands is what can be done here.
func (r *request) Commands() page.Commands {
	return page.Commands{{ID: "newcount.save", Title: "Ask for it", Key: "Ctrl+Enter", Group: "Count", Primary: true, Enabled: func() bool { return !r.Busy }, Run: r.Save}}
}
