package reports

import "packbench/app/desktop/page"

// Commands is what can be done with reports.
func (m *model) Commands() page.Commands {
	return page.Commands{
		{ID: "reports.folder", Title: "Open folder", Key: "Ctrl+O", Group: "Reports", Hint: "Where the spreadsheets are written.", Run: m.OpenFolder},
		{ID: "reports.stop", Title: "Stop", Key: "F6", Group: "Reports", Enabled: m.Busy, Run: m.Stop},
		{ID: "reports.write", Title: "Write", Key: "F10", Group: "Reports", Hint: "Write the spreadsheet, or show the paper before it is printed.", Primary: true, Run: m.Write},
	}
}
