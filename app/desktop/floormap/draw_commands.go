package floormap

import "packbench/app/desktop/page"

// Commands is what can be done on squared paper.
func (m *drawPage) Commands() page.Commands {
	free := func() bool { return m.begun && !m.busy }
	rack := func() bool { _, ok := m.chosen(); return free() && ok }
	var cmds page.Commands
	for _, t := range tools {
		cmds = append(cmds, page.Command{ID: "draw." + string(t.id), Title: t.title, Key: t.key, Group: "Tools", Hint: t.hint, Enabled: free, Run: func() { m.Take(t.id) }})
	}
	return append(cmds, page.Commands{
		{ID: "draw.remove", Title: "Remove the rack", Key: "Delete", Group: "Rack", Enabled: rack, Run: m.Remove},
		{ID: "draw.copy", Title: "Copy the rack", Key: "Ctrl+D", Group: "Rack", Hint: "Beside it, for the next aisle.", Enabled: rack, Run: m.CopyRack},
		{ID: "draw.floors.add", Title: "Add a floor", Key: "Ctrl+N", Group: "Floors", Enabled: free, Run: m.AddFloor},
		{ID: "draw.floors.set", Title: "This floor", Key: "F4", Group: "Floors", Hint: "Its name and its size.", Enabled: free, Run: m.AskFloor},
		{ID: "draw.floors.remove", Title: "Remove this floor", Key: "Ctrl+Shift+Delete", Group: "Floors", Enabled: func() bool { return free() && len(m.Drawing.Floors) > 1 }, Run: m.RemoveFloor},
		{ID: "draw.paper", Title: "Squares and codes", Key: "F6", Group: "Floors", Hint: "How large a square is, and how codes are read.", Enabled: free, Run: m.AskPaper},
		{ID: "draw.rows", Title: "Draw the rows", Key: "F8", Group: "Map", Hint: "Turns the rows of shelves that are described into a drawing.", Enabled: func() bool { return free() && m.rows != nil }, Run: m.FromRows},
		{ID: "draw.save", Title: "Save the map", Key: "F10", Group: "Map", Primary: true, Enabled: free, Run: m.Save},
	}...)
}
