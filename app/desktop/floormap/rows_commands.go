package floormap

import "packbench/app/desktop/page"

// Commands is what can be done with rows of shelves.
func (m *rowsPage) Commands() page.Commands {
	free := func() bool { return m.Form != nil && !m.busy && m.Aisle == nil }
	some := func() bool { return free() && len(m.meant()) > 0 }
	return page.Commands{
		{ID: "rows.guess", Title: "From the codes", Key: "F6", Group: "Rows", Hint: "Takes aisles and bays from the codes of the shop's places.", Enabled: func() bool { return free() && len(m.Codes) > 0 }, Run: m.Guess},
		{ID: "rows.remove", Title: "Remove", Key: "Ctrl+Delete", Group: "Aisles", Rows: true, Enabled: some, Run: m.RemoveAisles},
		{ID: "rows.add", Title: "Add an aisle", Key: "Ctrl+N", Group: "Aisles", Enabled: free, Run: m.AddAisle},
		{ID: "rows.aisle", Title: "Change the aisle", Key: "F4", Group: "Aisles", Hint: "Width, one way and zone; of several at once where several are marked.", Rows: true, Enabled: some, Run: m.EditAisles},
		{ID: "rows.save", Title: "Save the map", Key: "F10", Group: "Rows", Primary: true, Enabled: free, Run: m.Save},
	}
}
