// Package page holds what every page of the window is made of, without drawing
// anything: what a person can do there (commands and their keys), where they
// can go (routes), what a table shows (columns, rows, cells), how a slow answer
// is waited for, and how something that went wrong is said.
//
// Nothing in it imports Fyne, so that the two thinking files of a page, model.go
// and commands.go, can use it and be tested without a window. Package kit draws
// these values; package desktop is the window that joins the pages.
//
// # A model
//
// A model is a plain struct. It asks through a small interface of its own, and
// answers come back on the window's goroutine. A late answer of an older
// question is dropped, and the older question is cancelled:
//
//	type Finder interface {
//		FindOrders(ctx context.Context, query string) ([]OrderRow, error)
//	}
//
//	type Model struct {
//		Query    string
//		Rows     []OrderRow
//		Notice   *page.Notice // what went wrong, if anything
//		OnChange func()
//
//		find   Finder
//		run    page.Runner
//		search page.Latest
//	}
//
//	func (m *Model) Search(query string) {
//		m.Query = query
//		page.Load(m.run, &m.search, page.Patience, func(ctx context.Context) ([]OrderRow, error) {
//			return m.find.FindOrders(ctx, query) // runs outside the window's goroutine
//		}, func(rows []OrderRow, err error) { // runs on it
//			m.Rows, m.Notice = rows, page.Explain("find orders", err, m.Reload)
//			m.OnChange()
//		})
//	}
//
// # Commands
//
// commands.go is one table. It feeds the menu, the palette, the buttons, the
// context menu, the help sheet and the tests:
//
//	func (m *Model) Commands() page.Commands {
//		return page.Commands{
//			{ID: "orders.release", Title: "Release", Key: "F9", Group: "Orders",
//				Enabled: m.anySelected, Run: m.Release, Primary: true},
//			{ID: "orders.print", Title: "Print slips", Key: "Ctrl+P", Group: "Orders",
//				Enabled: m.anySelected, Run: m.PrintSlips},
//		}
//	}
//
// # A form that changes a record
//
// Others may change the same record while a person types. The form says how the
// record is read again, and the operation what the person began from; the rest is
// Overtaken's: what does not overlap goes on, what does is shown at its field.
//
//	f := &page.Form{Title: "Box B4", Do: "Save", Fields: boxFields(began)}
//	f.Changing(func(ctx context.Context) (page.Newer, error) {
//		now, history, err := m.shop.BoxAgain(ctx, began.ID)
//		return page.Newer{Fields: boxFields(now), History: history, Begin: func() { began = now }}, err
//	})
//	f.Submit = func() { // reads the fields, then:
//		op := op.For(to).Began(began) // the use case asks tx.Still
//		page.Do(..., func(err error) {
//			if err != nil && !f.Overtaken(m.run, "save the box", err, stillOpen, m.OnChange) {
//				f.Fail("save the box", err)
//			}
//		})
//	}
//
// A test calls Commands.Check, which refuses double ids, double keys and keys
// that cannot be typed.
package page
