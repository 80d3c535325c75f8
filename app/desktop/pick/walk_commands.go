package pick

import (
	"fmt"

	"packbench/app/desktop/page"
)

// Commands is what can be done on a walk.
func (w *walk) Commands() page.Commands {
	open := func() bool { return w.Now() != nil && w.Asking == askNothing && !w.Stopped }
	asked := func() bool { return w.Asking == askEmpty || w.Asking == askShut }
	cmds := page.Commands{
		{ID: "walk.print", Title: "Print the list", Key: "Ctrl+P", Group: "Walk", Enabled: func() bool { return w.Loaded }, Run: func() { w.Go(page.To("picklistpaper", w.Number)) }},
		{ID: "walk.pack", Title: "To the bench", Key: "F8", Group: "Walk", Hint: "Opens the packing bench.", Run: w.toBench},
		{ID: "walk.back", Title: "Take back", Key: "Backspace", Group: "Walk", Hint: "What was picked last was not taken after all.", Enabled: func() bool { return len(w.taken) > 0 && w.Asking == askNothing }, Run: w.TakeBack},
		{ID: "walk.later", Title: "Later", Key: "K", Group: "Walk", Hint: "Puts this place to the end of the walk, with a reason.", Enabled: func() bool { return open() && len(w.ahead(2)) > 1 }, Run: w.Later},
		{ID: "walk.short", Title: "Short", Key: "S", Group: "Walk", Hint: "Fewer are there than asked: the rest is fetched elsewhere.", Enabled: open, Run: w.Short},
		{ID: "walk.confirm", Title: "Taken", Key: "Enter", Group: "Walk", Hint: "All units are in the cart. After a wrong scan: go on.", Primary: true, Enabled: func() bool { return w.Stopped || open() || asked() }, Run: w.Enter},
		{ID: "walk.yes", Title: "Yes", Key: "Y", Group: "Answers", Quiet: true, Enabled: asked, Run: func() { w.Answer(true) }},
		{ID: "walk.no", Title: "No", Key: "N", Group: "Answers", Quiet: true, Enabled: asked, Run: func() { w.Answer(false) }},
	}
	for i, why := range reasons {
		cmds = append(cmds, page.Command{ID: fmt.Sprintf("walk.why%d", i+1), Title: why, Key: page.Key(fmt.Sprint(i + 1)), Group: "Answers", Quiet: true,
			Enabled: func() bool { return w.Asking == askWhy }, Run: func() { w.Skip(i) }})
	}
	return cmds
}
