// Package kit is the furniture of the window: the table, the fields, the
// buttons, the messages that every page of the shop is put together from, so
// that all pages look and work alike, with the keyboard as well as with the
// mouse, and a scanned code is never lost or taken for a key press.
//
// It draws what package page describes. Colours are roles (ColorGood,
// theme.ColorNamePrimary), never values; sizes are on a grid of 4.
//
// # A view
//
// view.go of a page builds its widgets once, and one method draws the model:
//
//	type view struct {
//		m      *Model
//		box    fyne.CanvasObject
//		banner *kit.Banner
//		views  *kit.Tabs
//		grid   *kit.Grid
//		bar    *kit.ActionBar
//	}
//
//	func newView(m *Model, desk page.Desk) *view {
//		v := &view{m: m, banner: kit.NewBanner()}
//		v.views = kit.NewTabs(kit.Tab{ID: "all", Title: "All", Count: -1}, kit.Tab{ID: "late", Title: "Late"})
//		v.views.OnChange = m.ChooseView
//		v.grid = kit.NewGrid([]page.Column{
//			{ID: "number", Title: "Order", Width: 80, Strong: true, Sorts: true},
//			{ID: "customer", Title: "Customer", Grow: 1, Sorts: true},
//			{ID: "total", Title: "Total", Kind: page.Money, Sorts: true},
//			{ID: "state", Title: "State", Kind: page.StateWord},
//		}, m.Rows) // m.Rows is a *page.Lazy[OrderRow] or a page.Fixed
//		v.grid.OnOpen, v.grid.OnSort = m.Open, m.SortBy
//		v.grid.OnSelect = func() { m.Select(v.grid.Selected()) }
//		v.grid.Commands = m.Commands
//		v.grid.Empty = kit.Empty{Icon: "orders", Title: "No orders yet", Hint: "A phone order starts with F2."}
//		v.grid.KeepLayout(desk.Prefs(), "orders")
//		v.bar = kit.NewActionBar(m.Commands(), "orders.print", "orders.release")
//		v.box = kit.Frame(kit.Column(0, v.views, v.banner), v.bar, nil, nil, v.grid)
//		m.OnChange = v.refresh
//		return v
//	}
//
//	func (v *view) CanvasObject() fyne.CanvasObject { return v.box }
//	func (v *view) Title() string                   { return "Orders" }
//	func (v *view) Commands() page.Commands         { return v.m.Commands() }
//	func (v *view) Reload()                         { v.m.Reload() }
//	func (v *view) Opened()                         { v.m.Reload(); v.grid.Focus() }
//	func (v *view) Scan(code string) bool           { return v.m.Scan(code) }
//
//	func (v *view) refresh() {
//		v.banner.Set(v.m.Notice)
//		v.grid.SetLoading(v.m.Loading())
//		v.grid.Refresh()
//		v.bar.Left.Set(v.m.SelectionText())
//		v.bar.Sync()
//	}
//
// The area gives the page to the window as a value:
//
//	func Pages(orders Finder) []kit.Spec {
//		return []kit.Spec{{
//			Name: "orders", Title: "Orders",
//			New: func(desk page.Desk, route page.Route) kit.Page {
//				return newView(NewModel(orders, desk.Runner(), route), desk)
//			},
//			Commands: func(desk page.Desk) page.Commands {
//				return page.Commands{{ID: "order.new", Title: "New order", Key: "F2", Group: "Orders",
//					Run: func() { desk.Open("neworder") }}}
//			},
//		}}
//	}
//
// # Keys and scans
//
// Host joins a window to the kit. From then on function keys, Escape and
// combinations reach the window's key map wherever the focus is, because every
// widget here passes on what it does not use. Use the kit's Entry, Button,
// Check and Select and never Fyne's own: those swallow keys, and a scanned code
// with a space in it would press them.
//
// A floating list (Complete) is drawn in a layer that Host lays over the
// content, or that a Dialog brings, because anything Fyne shows as an overlay
// takes the keyboard away from the field.
//
// # Tests
//
// Everything builds and tests without a display. Package keyboard presses keys
// and scans codes on a test window in the way the real driver does, and counts
// the keys:
//
//	test.NewTempApp(t).Settings().SetTheme(&kit.Theme{})
//	w := test.NewTempWindow(t, nil)
//	in := kit.Host(w, v.CanvasObject()) // or a whole desktop.New(w, options)
//	k := keyboard.New(w, in)
//	k.Press("F2").Type("okafor").Press("Enter", "F10")
//	k.Scan("5012345678900", 2*time.Millisecond)
//
// In a real window, four characters or more that come with less than 30 ms
// between them and end with Return are a scan: a script that types for a person
// must leave 40 ms between its keys.
package kit
