package desktop

import (
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// ownCommands is what can be done in every window.
func (s *Shell) ownCommands() page.Commands {
	cmds := page.Commands{
		{ID: "search", Title: "Search anything", Key: "Ctrl+K", Group: "Find", Hint: "Orders, customers, products, and every command.", Run: s.OpenPalette, Quiet: true},
		{ID: "search.page", Title: "Search on this page", Key: "Ctrl+F", Group: "Find", Run: s.searchPage, Enabled: s.canSearchPage},
		{ID: "reload", Title: "Load again", Key: "F5", Group: "Find", Run: s.Reload},
		{ID: "back", Title: "Back", Key: "Alt+Left", Group: "Go", Run: s.Back, Enabled: s.history.canBack, Quiet: true},
		{ID: "forward", Title: "Forward", Key: "Alt+Right", Group: "Go", Run: s.Forward, Enabled: s.history.canForward, Quiet: true},
	}
	for _, p := range s.places() {
		cmds = append(cmds, page.Command{ID: "go." + string(p.Route), Title: p.Title, Key: p.Key, Group: "Go",
			Run: func() { s.Open(p.Route) }})
	}
	cmds = append(cmds, s.otherPages(cmds)...)
	if s.opt.Door != nil {
		cmds = append(cmds, page.Command{ID: "person", Title: "Lock, or change who sits here", Key: "Ctrl+Shift+L", Group: "Go", Run: s.ChangePerson})
	}
	return append(cmds,
		page.Command{ID: "look.light", Title: "Light look", Group: "View", Run: func() { s.SetLook(kit.LookLight) }},
		page.Command{ID: "look.dark", Title: "Dark look", Group: "View", Run: func() { s.SetLook(kit.LookDark) }},
		page.Command{ID: "look.system", Title: "Look of the system", Group: "View", Run: func() { s.SetLook(kit.LookSystem) }},
		page.Command{ID: "text.larger", Title: "Larger text", Key: "Ctrl+Shift+.", Group: "View", Run: func() { s.stepText(1) }},
		page.Command{ID: "text.smaller", Title: "Smaller text", Key: "Ctrl+Shift+,", Group: "View", Run: func() { s.stepText(-1) }},
		page.Command{ID: "rail", Title: "Narrow or wide rail", Key: "Ctrl+B", Group: "View", Run: s.toggleRail},
		page.Command{ID: "help", Title: "Keys", Key: "F1", Group: "Help", Hint: "All keys of this page and of the window.", Run: s.OpenHelp},
	)
}

// otherPages opens the pages that stand neither in the rail nor among the
// commands of an area, so that the palette finds every page from anywhere.
func (s *Shell) otherPages(own page.Commands) page.Commands {
	taken := map[string]bool{}
	for _, c := range append(own, s.areas...) {
		taken[c.Title] = true
	}
	var cmds page.Commands
	for _, name := range s.order {
		if spec := s.specs[name]; !spec.Hidden && !taken[spec.Title] {
			cmds = append(cmds, page.Command{ID: "open." + name, Title: spec.Title, Group: "Go", Run: func() { s.Open(page.Route(name)) }})
		}
	}
	return cmds
}

func (s *Shell) places() []Place {
	var out []Place
	for _, p := range Places {
		if _, ok := s.specs[p.Route.Name()]; ok {
			out = append(out, p)
		}
	}
	return out
}

// pageCommands is what can be done on the open page.
func (s *Shell) pageCommands() page.Commands {
	if s.current == nil {
		return nil
	}
	return s.current.Commands()
}

// AllCommands is everything that can be done now: the page's, the areas', the
// window's.
func (s *Shell) AllCommands() page.Commands {
	all := append(page.Commands{}, s.pageCommands()...)
	all = append(all, s.areas...)
	return append(all, s.own...)
}

// Key runs the command that a combination calls. It reports whether there is
// one, also when it cannot be done now.
func (s *Shell) Key(c page.Chord) bool {
	if s.in.DialogOpen() {
		return false
	}
	for _, cmds := range []page.Commands{s.pageCommands(), s.areas, s.own} {
		if cmd, ok := cmds.ByKey(c); ok {
			s.Do(cmd)
			return true
		}
	}
	if c.Name == "Esc" && !c.Ctrl && !c.Alt {
		if e, ok := s.current.(kit.Escaper); ok && e.Escape() {
			return true
		}
		s.Back()
		return true
	}
	return false
}

// Do runs a command if no dialog is open and it can be done now.
func (s *Shell) Do(c page.Command) {
	if s.in.DialogOpen() {
		return
	}
	c.Do()
}

// CheckKeys refuses a page whose commands are not sound or hide commands of the
// window by their keys.
func (s *Shell) CheckKeys(p page.Commands) error {
	if err := p.Check(); err != nil {
		return fmt.Errorf("commands of the page: %w", err)
	}
	all := append(page.Commands{}, p...)
	for _, c := range append(append(page.Commands{}, s.areas...), s.own...) {
		chord, err := c.Key.Parse()
		if _, taken := p.ByKey(chord); err == nil && taken && givesWay(c) {
			continue
		}
		all = append(all, c)
	}
	if err := all.Check(); err != nil {
		return fmt.Errorf("commands of the page beside those of the window: %w", err)
	}
	for _, c := range all {
		if chord, err := c.Key.Parse(); c.Key != "" && err == nil && reserved[chord.Key()] {
			return errors.New(string(chord.Key()) + " belongs to text fields and undo: " + c.ID)
		}
	}
	return nil
}

// givesWay says whether a page may take a key of the window for itself while it
// is open: the phone order resumes a call with F5 and adds usual goods with
// Alt and a digit, and F2 at a customer is an order for that customer.
func givesWay(c page.Command) bool {
	return c.ID == "reload" || c.ID == "order.new" || strings.HasPrefix(c.ID, "go.")
}

// reserved are the keys that Fyne gives to text fields, or to undo and copy
// when no field has the focus, before anybody else sees them.
var reserved = map[page.Key]bool{
	"Ctrl+Z": true, "Ctrl+Y": true, "Ctrl+X": true, "Ctrl+C": true, "Ctrl+V": true, "Ctrl+A": true,
}

func (s *Shell) canSearchPage() bool {
	_, ok := s.current.(kit.Searchable)
	return ok
}

func (s *Shell) searchPage() {
	if p, ok := s.current.(kit.Searchable); ok {
		p.FocusSearch()
	}
}

// setMenu builds the menu bar from the command tables. Combinations with Ctrl
// and Alt live there because Fyne gives them to a menu item even while a text
// field has the focus.
func (s *Shell) setMenu() {
	var menus []*fyne.Menu
	if cmds := s.pageCommands(); len(cmds) > 0 {
		menus = append(menus, s.menu(s.spec.Title, cmds))
	}
	if len(s.areas) > 0 {
		menus = append(menus, s.menu("Do", s.areas))
	}
	for _, g := range s.own.Groups() {
		menus = append(menus, s.menu(g, s.own.InGroup(g)))
	}
	s.w.SetMainMenu(fyne.NewMainMenu(menus...))
}

func (s *Shell) menu(title string, cmds page.Commands) *fyne.Menu {
	guarded := make(page.Commands, len(cmds))
	for i, c := range cmds {
		guarded[i] = c
		// Fyne runs a menu item by its key also while a dialog is open.
		guarded[i].Run = func() { s.Do(c) }
		if c.Run == nil {
			guarded[i].Run = nil
		}
	}
	return fyne.NewMenu(title, kit.MenuItems(guarded)...)
}
