package floormap

import "packbench/app/desktop/page"

// Commands is what can be done on the map.
func (m *shelfMap) Commands() page.Commands {
	free := func() bool { return m.HasMap() && !m.busy && m.Form == nil }
	place := func(shut bool) func() bool {
		return func() bool { l, ok := m.place(); return free() && ok && l.ShutAt.Set() == shut }
	}
	show := func(id, title string, key page.Key) page.Command {
		return page.Command{ID: "map.show." + id, Title: title, Key: key, Group: "Show", Enabled: m.HasMap, Run: func() { m.Choose(id) }}
	}
	return page.Commands{
		show(viewStock, "Stock on the shelves", "Ctrl+1"),
		show(viewPicks, "Picks of four weeks", "Ctrl+2"),
		show(viewZones, "Zones", "Ctrl+3"),
		show(viewOpen, "Open picks", "Ctrl+4"),
		show(viewLost, "Places that stand nowhere", "Ctrl+5"),
		{ID: "map.zone", Title: "Zone", Key: "F4", Group: "Shelves", Hint: "Of the shelves that are marked; Space, Shift and Ctrl mark.", Enabled: func() bool { return free() && len(m.meant()) > 0 }, Run: m.AskZone},
		{ID: "map.shut", Title: "Shut", Key: "F7", Group: "Shelves", Hint: "The place in the list at the side: no walk goes there.", Rows: true, Enabled: place(false), Run: m.AskShut},
		{ID: "map.open", Title: "Open again", Key: "F8", Group: "Shelves", Rows: true, Enabled: place(true), Run: m.OpenShut},
		{ID: "map.walk", Title: "Walking order", Key: "F6", Group: "Map", Hint: "The order in which places are walked where there is no map, or where the map is not asked.", Run: func() { m.desk.Open("mapwalk") }},
		{ID: "map.draw", Title: "Draw", Key: "F11", Group: "Map", Hint: "On squared paper: walls, racks, one way, several floors.", Run: func() { m.desk.Open("mapdraw") }},
		{ID: "map.advice", Title: "Advice", Key: "Ctrl+J", Group: "Advice", Hint: "What to move, and what another layout would walk.", Enabled: m.HasMap, Run: func() { m.desk.Open("advice") }},
		{ID: "map.describe", Title: "Describe the shelves", Key: "F9", Group: "Map", Hint: "Rows of shelves, as most shops have them.", Primary: true, Run: func() { m.desk.Open("maprows") }},
	}
}
