package pick

import (
	"packbench/app"
	"packbench/app/desktop/page"
)

// Commands is what can be done on the view that is shown, and how to get to the
// others.
func (f *floor) Commands() page.Commands {
	var cmds page.Commands
	for i, v := range []struct{ id, title string }{{viewPlan, "Plan the day"}, {viewReady, "Ready to release"}, {viewFloor, "To pick"}, {viewWaves, "Waves"}, {viewLists, "Pick lists"}, {viewDone, "Finished lists"}} {
		cmds = append(cmds, page.Command{ID: "pick." + v.id, Title: v.title, Key: page.Key("Ctrl+" + string(rune('1'+i))), Group: "Show", Run: func() { f.Choose(v.id) }})
	}
	cmds = append(cmds, page.Command{ID: "pick.advice", Title: "Advice on the floor", Key: "Ctrl+J", Group: "Show", Hint: "What to move, what another layout would walk, how fast people pick.", Run: func() { f.Desk.Open("advice") }})
	return append(cmds, f.commandsOf(f.View)...)
}

// commandsOf is what can be done on a view.
func (f *floor) commandsOf(view string) page.Commands {
	switch view {
	case viewPlan:
		return f.Plan.Commands()
	case viewWaves:
		return f.Waves.Commands()
	case viewReady, viewFloor:
		return f.shipmentCommands(view)
	}
	return f.listCommands(view)
}

func (f *floor) shipmentCommands(view string) page.Commands {
	some := func() bool { return f.View == view && !f.busy && f.Form == nil && len(f.shipments()) > 0 }
	urgent := page.Command{ID: "pick.urgent", Title: "Pick at once", Key: "F6", Group: "Pick", Hint: "Onto the list whose picker reaches it with the least extra walking.", Rows: true, Enabled: some, Run: f.Urgent}
	if view == viewReady {
		return page.Commands{urgent,
			{ID: "pick.release", Title: "Release", Key: "F9", Group: "Pick", Hint: "Prints the labels that are missing and sends the marked shipments to the floor.", Rows: true, Primary: true, Enabled: some, Run: f.Release}}
	}
	return page.Commands{urgent,
		{ID: "pick.single", Title: "List for each", Key: "F8", Group: "Pick", Hint: "One walk a shipment.", Rows: true, Enabled: some, Run: f.BuildSingle},
		{ID: "pick.batch", Title: "Batch lists", Key: "F10", Group: "Pick", Hint: "Walks that carry several shipments in slots of the cart.", Rows: true, Primary: true, Enabled: some, Run: f.BuildBatch}}
}

func (f *floor) listCommands(view string) page.Commands {
	some := func() bool { return f.View == view && !f.busy && f.Form == nil && len(f.lists()) > 0 }
	paper := page.Command{ID: "pick.print", Title: "Print the lists", Key: "Ctrl+P", Group: "Lists", Rows: true, Enabled: some, Run: f.Print}
	if view == viewDone {
		return page.Commands{paper}
	}
	return page.Commands{
		{ID: "pick.cancel", Title: "Cancel, keep at the bench", Key: "Ctrl+Shift+Delete", Group: "Lists", Rows: true, Danger: true, Enabled: some, Run: func() { f.Cancel(false) }},
		{ID: "pick.cancelback", Title: "Cancel, put back", Key: "Ctrl+Delete", Group: "Lists", Rows: true, Danger: true, Enabled: some, Run: func() { f.Cancel(true) }},
		paper,
		{ID: "pick.assign", Title: "Who picks it", Key: "F6", Group: "Lists", Rows: true, Enabled: some, Run: f.Assign},
		{ID: "pick.open", Title: "Pick this list", Key: "F11", Group: "Lists", Rows: true, Primary: true, Enabled: some, Run: func() { f.Open(f.selected[0]) }},
	}
}

// Commands is what can be done with the plan of the day.
func (p *plan) Commands() page.Commands {
	here := func() bool { return p.f.View == viewPlan && !p.f.busy && p.f.Form == nil }
	some := func() bool { return here() && p.free() && len(p.lists) > 0 && len(p.P.Lists) > 0 }
	method := func(m string) func() { return func() { p.SetMethod(m) } }
	return page.Commands{
		{ID: "plan.auto", Title: "What fits the day", Key: "A", Group: "How to pick", Enabled: here, Run: method(app.PickAuto)},
		{ID: "plan.single", Title: "One order, one walk", Key: "S", Group: "How to pick", Enabled: here, Run: method(app.PickSingle)},
		{ID: "plan.batch", Title: "Several orders on a cart", Key: "B", Group: "How to pick", Enabled: here, Run: method(app.PickBatch)},
		{ID: "plan.zone", Title: "By zone", Key: "Z", Group: "How to pick", Enabled: here, Run: method(app.PickZone)},
		{ID: "plan.wave", Title: "In waves", Key: "W", Group: "How to pick", Hint: "What one carrier fetches at one time, together.", Enabled: here, Run: method(app.PickWave)},
		{ID: "plan.pass", Title: "Pass the cart on", Key: "P", Group: "How to pick", Hint: "One cart goes from zone to zone, instead of one in each.", Enabled: here, Run: func() { p.Ask(func(r *app.PickingRequest) { r.Pass = !r.Pass }) }},
		{ID: "plan.familiar", Title: "The way people know", Key: "K", Group: "How to pick", Hint: "Up one aisle and down the next, though it is longer.", Enabled: here, Run: func() { p.Ask(func(r *app.PickingRequest) { r.Familiar = !r.Familiar }) }},
		{ID: "plan.ready", Title: "With what is ready", Key: "R", Group: "How to pick", Hint: "It is labelled and released when the lists are built.", Enabled: here, Run: func() { p.Ask(func(r *app.PickingRequest) { r.Ready = !r.Ready }) }},
		{ID: "plan.unbegun", Title: "With unbegun lists", Key: "U", Group: "How to pick", Hint: "Lists that are neither begun, printed nor given to somebody are planned anew.", Enabled: here, Run: func() { p.Ask(func(r *app.PickingRequest) { r.Again = !r.Again }) }},
		{ID: "plan.cart", Title: "Another cart", Key: "C", Group: "How to pick", Enabled: func() bool { return here() && len(p.Carts) > 1 }, Run: p.NextCart},
		{ID: "plan.search", Title: "Look longer", Key: "T", Group: "How to pick", Hint: "For shorter walks: 2, 10 or 60 seconds; it can be stopped.", Enabled: here, Run: p.NextSearch},
		{ID: "plan.move", Title: "Move", Key: "F6", Group: "By hand", Hint: "The chosen orders onto another list; each is offered with what it costs.", Rows: true, Enabled: some, Run: p.Move},
		{ID: "plan.join", Title: "Join", Key: "F7", Group: "By hand", Hint: "The marked lists become one.", Rows: true, Enabled: func() bool { return some() && len(p.lists) > 1 }, Run: p.Join},
		{ID: "plan.split", Title: "Split", Key: "F8", Group: "By hand", Hint: "The orders chosen at the side get a list of their own.", Rows: true, Enabled: func() bool { return some() && len(p.orders()) > 0 }, Run: p.Split},
		{ID: "plan.leave", Title: "Leave out", Key: "Ctrl+Delete", Group: "By hand", Hint: "The chosen orders wait for the next plan.", Rows: true, Enabled: some, Run: p.LeaveOut},
		{ID: "plan.waves", Title: "Plan the waves", Key: "F9", Group: "Plan", Hint: "They are kept, to be released one by one.", Enabled: func() bool { return here() && p.free() && len(p.P.Waves) > 0 }, Run: p.PlanWaves},
		{ID: "plan.build", Title: "Build the lists", Key: "F10", Group: "Plan", Hint: "Labels that are missing are made first; lists are printed where the desk has a printer for them.", Primary: true, Enabled: func() bool { return here() && p.free() && len(p.P.Lists) > 0 }, Run: p.Build},
	}
}

// Commands is what can be done with waves.
func (w *waves) Commands() page.Commands {
	here := func() bool { return w.f.View == viewWaves && !w.f.busy && w.f.Form == nil }
	return page.Commands{
		{ID: "waves.over", Title: "Finished waves too", Key: "F4", Group: "Waves", Enabled: here, Run: w.ShowOver},
		{ID: "waves.cancel", Title: "Give up", Key: "Ctrl+Delete", Group: "Waves", Rows: true, Danger: true, Hint: "What is in the wave waits as before.", Enabled: func() bool { return here() && w.canRelease() }, Run: w.Cancel},
		{ID: "waves.urgent", Title: "Urgent order", Key: "F6", Group: "Waves", Rows: true, Hint: "Joins a wave that is on the floor.", Enabled: func() bool { return here() && w.canAdd() }, Run: w.AddUrgent},
		{ID: "waves.plan", Title: "Plan what waits", Key: "F8", Group: "Waves", Hint: "Waves by carrier and cut-off.", Enabled: here, Run: w.PlanWaiting},
		{ID: "waves.release", Title: "Release", Key: "F9", Group: "Waves", Rows: true, Primary: true, Hint: "Labels, lists and all: the wave goes to the floor.", Enabled: func() bool { return here() && w.canRelease() }, Run: w.Release},
	}
}
