package kit

import (
	"fyne.io/fyne/v2"

	"packbench/app/desktop/page"
)

// Page is one page of the window while it is shown. Every method is called on
// the window's goroutine.
type Page interface {
	// CanvasObject is what is drawn; the same object every time.
	CanvasObject() fyne.CanvasObject
	// Title stands at the top of the window.
	Title() string
	// Commands is what can be done here now.
	Commands() page.Commands
	// Reload fetches again what is shown, keeping where the person is.
	Reload()
}

// What a page may do besides. The window asks for each by its interface.
type (
	// Keeper is a page that remembers how it was left: filter, sort, cursor.
	// Save gives a short text and Restore takes it back when the person comes
	// back to the same route, also on another day.
	Keeper interface {
		Save() string
		Restore(saved string)
	}
	// Opener is told when it is on screen: the moment to load and to place the
	// focus.
	Opener interface{ Opened() }
	// Closer is told when the person has left: the moment to cancel.
	Closer interface{ Closed() }
	// Searchable is a page with a search field of its own, for Ctrl+F.
	Searchable interface{ FocusSearch() }
	// Scannable is a page that has a use for scanned codes. It reports whether
	// it took the code; if not, the window looks it up.
	Scannable interface{ Scan(code string) bool }
	// Escaper is a page that has something to leave before itself. It reports
	// whether it did.
	Escaper interface{ Escape() bool }
	// Typist is a page that keeps what is being typed outside of a form. It
	// reports whether something is not saved.
	Typist interface{ Typed() bool }
	// Retracer is a page that takes back what was done on it and not yet saved, and
	// does it again. Each reports whether there was anything.
	Retracer interface {
		Undo() bool
		Redo() bool
	}
	// Whole is a page that wants the whole window for itself, without the rail and
	// the top bar: somebody works at it standing up. It shows its own title and
	// the way out.
	Whole interface{ WholeWindow() }
	// Footer is a page whose own bar stands above the status bar.
	Footer interface{ Footer() fyne.CanvasObject }
)

// Spec is how an area brings a page to the window: a value, no registration at
// start-up, so that what the window has can be read in one place.
type Spec struct {
	// Name is the first word of the page's routes: "orders", "order".
	Name string
	// Title stands in the palette and the help sheet.
	Title string
	// Rail names the place of the rail that is lit while the page is shown;
	// empty means Name.
	Rail string
	// Hidden keeps a page that needs an argument out of the palette.
	Hidden bool
	// New makes the page for a route. It is called each time the route is
	// opened and must not wait for anything.
	New func(desk page.Desk, route page.Route) Page
	// Commands are commands of the whole window that this area brings, such as
	// "New order" with F2.
	Commands func(desk page.Desk) page.Commands
}
