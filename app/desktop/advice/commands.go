package advice

import "packbench/app/desktop/page"

// Commands is what can be done with advice.
func (m *model) Commands() page.Commands {
	return page.Commands{
		{ID: "advice.moves", Title: "What to move", Key: "Ctrl+1", Group: "Show", Run: func() { m.Choose(viewMoves) }},
		{ID: "advice.layout", Title: "Other layouts", Key: "Ctrl+2", Group: "Show", Run: func() { m.Choose(viewLayout) }},
		{ID: "advice.pace", Title: "Pace", Key: "Ctrl+3", Group: "Show", Run: func() { m.Choose(viewPace) }},
		{ID: "advice.distances", Title: "Wrong distances", Key: "Ctrl+4", Group: "Show", Run: func() { m.Choose(viewDistances) }},
		{ID: "advice.stop", Title: "Stop", Key: "F6", Group: "Advice", Hint: "Keeps what was found so far.", Enabled: m.Busy, Run: m.Stop},
		{ID: "advice.map", Title: "The map", Key: "F7", Group: "Advice", Hint: "The shelves to scale.", Run: func() { m.Go(page.To("map")) }},
		{ID: "advice.open", Title: "Open the product", Key: "Ctrl+O", Group: "Advice", Rows: true, Enabled: m.hasProduct, Run: m.OpenProduct},
		{ID: "advice.again", Title: "Walk the lists again", Key: "F5", Group: "Advice", Primary: true, Enabled: func() bool { return !m.Busy() }, Run: m.Reload},
	}
}
