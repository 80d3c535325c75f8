package floormap

import "packbench/app/desktop/page"

// Commands is what can be done with the walking order.
func (m *walkOrder) Commands() page.Commands {
	some := func() bool { return len(m.order) > 0 && !m.busy }
	return page.Commands{
		{ID: "walk.forget", Title: "Forget the order", Key: "Ctrl+Delete", Group: "All places", Hint: "Places are walked by their codes again.", Enabled: func() bool { return some() && m.own }, Run: m.Forget},
		{ID: "walk.turn", Title: "Turn the aisle", Key: "F4", Group: "The aisle", Hint: "It is walked from its other end.", Enabled: some, Run: m.Turn},
		{ID: "walk.aisle", Title: "Aisle by code", Key: "F6", Group: "The aisle", Enabled: some, Run: m.SortAisle},
		{ID: "walk.code", Title: "All by code", Key: "F7", Group: "All places", Enabled: some, Run: func() { m.SortAll(false) }},
		{ID: "walk.snake", Title: "Up and down", Key: "F8", Group: "All places", Hint: "By code, every other aisle from its far end.", Enabled: some, Run: func() { m.SortAll(true) }},
		{ID: "walk.save", Title: "Save the order", Key: "F10", Group: "All places", Primary: true, Enabled: func() bool { return some() && (m.Typed() || !m.own) }, Run: m.Save},
	}
}
