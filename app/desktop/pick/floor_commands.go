package pick

import "packbench/app/desktop/page"

// Commands is what can be done on the pick page. Each view has its own primary
// command.
func (f *floor) Commands() page.Commands {
	ships := func(view string) func() bool {
		return func() bool { return f.View == view && !f.busy && len(f.shipments()) > 0 }
	}
	lists := func() bool { return !f.busy && len(f.lists()) > 0 }
	open := func() bool { return f.View == viewLists && lists() }
	return page.Commands{
		{ID: "pick.ready", Title: "Ready to release", Key: "Ctrl+1", Group: "Show", Run: func() { f.Choose(viewReady) }},
		{ID: "pick.floor", Title: "To pick", Key: "Ctrl+2", Group: "Show", Run: func() { f.Choose(viewFloor) }},
		{ID: "pick.lists", Title: "Pick lists", Key: "Ctrl+3", Group: "Show", Run: func() { f.Choose(viewLists) }},
		{ID: "pick.done", Title: "Finished lists", Key: "Ctrl+4", Group: "Show", Run: func() { f.Choose(viewDone) }},
		{ID: "pick.release", Title: "Release", Key: "F9", Group: "Pick", Hint: "Prints the labels that are missing and sends the marked shipments to the floor.", Rows: true, Primary: true, Enabled: ships(viewReady), Run: f.Release},
		{ID: "pick.single", Title: "List for each", Key: "F8", Group: "Pick", Hint: "One walk a shipment.", Rows: true, Enabled: ships(viewFloor), Run: f.BuildSingle},
		{ID: "pick.batch", Title: "Batch lists", Key: "F10", Group: "Pick", Hint: "Walks that carry several shipments in slots of the cart.", Rows: true, Primary: true, Enabled: ships(viewFloor), Run: f.BuildBatch},
		{ID: "pick.open", Title: "Pick this list", Key: "F11", Group: "Lists", Rows: true, Primary: true, Enabled: open, Run: func() { f.Open(f.selected[0]) }},
		{ID: "pick.print", Title: "Print the lists", Key: "Ctrl+P", Group: "Lists", Rows: true, Enabled: lists, Run: f.Print},
		{ID: "pick.cancel", Title: "Cancel, keep at the bench", Key: "Ctrl+Shift+Delete", Group: "Lists", Rows: true, Danger: true, Enabled: open, Run: func() { f.Cancel(false) }},
		{ID: "pick.cancelback", Title: "Cancel, put back", Key: "Ctrl+Delete", Group: "Lists", Rows: true, Danger: true, Enabled: open, Run: func() { f.Cancel(true) }},
	}
}
