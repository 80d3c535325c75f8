package pick

import "packbench/app/desktop/page"

// Commands is what can be done on a walk.
func (w *walk) Commands() page.Commands {
	open := func() bool { return w.Now() != nil && !w.Asking && !w.Stopped }
	return page.Commands{
		{ID: "walk.print", Title: "Print the list", Key: "Ctrl+P", Group: "Walk", Enabled: func() bool { return w.Loaded }, Run: func() { w.Go(page.To("picklistpaper", w.Number)) }},
		{ID: "walk.pack", Title: "To the bench", Key: "F8", Group: "Walk", Hint: "Opens the packing bench.", Run: w.toBench},
		{ID: "walk.back", Title: "Take back", Key: "Backspace", Group: "Walk", Hint: "What was picked last was not taken after all.", Enabled: func() bool { return len(w.taken) > 0 && !w.Asking }, Run: w.TakeBack},
		{ID: "walk.later", Title: "Later", Key: "L", Group: "Walk", Hint: "Goes on with the next line; this one comes last.", Enabled: func() bool { return open() && len(w.ahead(2)) > 1 }, Run: w.Later},
		{ID: "walk.short", Title: "Short", Key: "S", Group: "Walk", Hint: "Fewer are there than asked.", Enabled: open, Run: w.Short},
		{ID: "walk.confirm", Title: "Taken", Key: "Enter", Group: "Walk", Hint: "All units are in the tote. After a wrong scan: go on.", Primary: true, Enabled: func() bool { return w.Stopped || open() }, Run: w.Enter},
	}
}
