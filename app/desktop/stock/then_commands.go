package stock

import "packbench/app/desktop/page"

// Commands is what can be done with the stock of a past moment.
func (t *then) Commands() page.Commands {
	some := func() bool { return t.Read && len(t.shown) > 0 }
	return page.Commands{
		{ID: "stockthen.changed", Title: "Only what changed", Key: "F8", Group: "Stock", Hint: "Rows that are the same at both moments are left out, or shown again.", Enabled: func() bool { return t.Read }, Run: t.OnlyChanged},
		{ID: "stockthen.write", Title: "Write a list", Key: "F10", Group: "Stock", Hint: "The rows that are shown, as .xlsx or .csv.", Primary: true, Enabled: func() bool { return some() && t.Form == nil && !t.writing }, Run: t.AskFile},
	}
}
