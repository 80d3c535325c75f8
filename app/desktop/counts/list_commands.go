package counts

import "packbench/app/desktop/page"

// Commands is what can be done with counts.
func (l *list) Commands() page.Commands {
	some := func() bool { return len(l.chosen()) > 0 }
	return page.Commands{
		{ID: "counts.view.open", Title: "Open counts", Key: "Ctrl+1", Group: "Show", Run: func() { l.Choose(viewOpen) }},
		{ID: "counts.view.over", Title: "Posted and cancelled counts", Key: "Ctrl+2", Group: "Show", Run: func() { l.Choose(viewOver) }},
		{ID: "counts.open", Title: "Open", Key: "F8", Group: "Counts", Rows: true, Enabled: some, Run: func() { l.OpenRow(l.selected[0]) }},
		{ID: "counts.print", Title: "Print the sheets", Key: "Ctrl+P", Group: "Counts", Rows: true, Enabled: some, Run: l.Print},
		page.HistoryCommand("Counts", func(r page.Route) { l.Go(r) }, l.record),
		{ID: "counts.new", Title: "Ask for a count", Key: "Ctrl+N", Group: "Counts", Primary: true, Run: func() { l.Go("newcount") }},
	}
}
