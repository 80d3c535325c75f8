package today

import "packbench/app/desktop/page"

// Commands opens what the numbers stand for; in a new shop, what to do first.
func (m *model) Commands() page.Commands {
	if m.Beginning() {
		var cmds page.Commands
		for _, s := range m.Steps() {
			if s.Key == "F2" {
				continue // the orders bring it for the whole window
			}
			cmds = append(cmds, page.Command{ID: "today.step" + s.Key, Title: s.What, Key: page.Key(s.Key), Group: "Begin", Hint: s.Detail, Run: func() { m.Open(s.Route) }})
		}
		return cmds
	}
	var cmds page.Commands
	for _, t := range stageTiles {
		cmds = append(cmds, page.Command{ID: "today." + string(t.stage), Title: "Show: " + t.title, Key: t.key, Group: "Today", Run: func() { m.Open(t.route) }})
	}
	return append(cmds,
		page.Command{ID: "today.late", Title: "Show the late orders", Key: "L", Group: "Today", Run: func() { m.Open("orders?view=late") }},
		page.Command{ID: "today.low", Title: "Show what runs low", Key: "W", Group: "Today", Run: func() { m.Open("products?view=low") }},
		page.Command{ID: "today.counts", Title: "Show the counts", Key: "C", Group: "Today", Run: func() { m.Open("counts") }},
		page.Command{ID: "today.prints", Title: "Show what waits to be printed", Key: "P", Group: "Today", Run: func() { m.Open("setup/printers") }},
	)
}
