package counts

import (
	"packbench/app/desktop/page"
	"packbench/data"
)

// reasonKeys are the keys of data.Reasons, in their order.
const reasonKeys = "1234567890"

// Commands is what can be done with a count at its stage.
func (s *sheet) Commands() page.Commands {
	counting := func() bool { return s.Counting() && !s.Busy }
	review := func() bool { return s.Reviewing() && !s.Busy }
	cmds := page.Commands{
		{ID: "count.print", Title: "Print the sheet", Key: "Ctrl+P", Group: "Count", Enabled: func() bool { return s.Loaded }, Run: func() { s.Go(page.To("countpaper", s.Number)) }},
		page.HistoryCommand("Count", func(r page.Route) { s.Go(r) }, func() (page.Record, bool) {
			return page.Record{Entity: "count", ID: s.C.Count.ID, Name: "count " + s.Number}, s.Loaded
		}),
		{ID: "count.cancel", Title: "Cancel the count", Key: "Ctrl+Delete", Group: "Count", Danger: true, Enabled: func() bool { return s.Loaded && !over(s.Stage()) && !s.Busy }, Run: s.Cancel},
		{ID: "count.finish", Title: "To review", Key: "F9", Group: "Count", Hint: "Ends counting without a second count.", Enabled: counting, Run: func() { s.Finish(false) }},
		{ID: "count.recount", Title: "Finish, count differences again", Key: "F10", Group: "Count", Primary: true, Enabled: counting, Run: func() { s.Finish(true) }},
		{ID: "count.back", Title: "Back to counting", Key: "F7", Group: "Count", Hint: "To change what was entered.", Enabled: review, Run: s.CountOn},
		{ID: "count.post", Title: "Post", Key: "Ctrl+Enter", Group: "Count", Hint: "Brings the books to what was found.", Primary: true, Enabled: review, Run: s.Post},
		{ID: "count.before", Title: "Line before", Key: "PageUp", Group: "Count", Quiet: true, Enabled: counting, Run: func() { s.Step(-1) }},
		{ID: "count.after", Title: "Line after", Key: "PageDown", Group: "Count", Quiet: true, Enabled: counting, Run: func() { s.Step(1) }},
	}
	for i, reason := range data.Reasons {
		c := page.Command{ID: "count.reason." + reason, Title: "Reason: " + reason, Group: "Reasons", Rows: true,
			Enabled: func() bool { return s.Reviewing() && len(s.Selected()) > 0 }, Run: func() { s.Explain(reason) }}
		if i < len(reasonKeys) {
			c.Key = page.Key(reasonKeys[i : i+1])
		}
		cmds = append(cmds, c)
	}
	return cmds
}
