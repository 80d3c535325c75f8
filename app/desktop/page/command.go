package page

import (
	"errors"
	"fmt"
)

// Command is one thing a person can do. The same value is a menu item, a line
// of the palette, a button, an entry of the context menu and a line of the help
// sheet.
type Command struct {
	// ID names the command in tests, settings and the log: "orders.release".
	ID string
	// Title is what the person reads: a verb and its object, "Release orders".
	Title string
	// Key does it at once. Empty for none.
	Key Key
	// Group is the heading it stands under in the menu and on the help sheet.
	Group string
	// Hint is one more line for the help sheet and the palette.
	Hint string
	// Enabled says whether it can be done now; nil means always.
	Enabled func() bool
	// Run does it, on the window's goroutine.
	Run func()
	// Primary marks the one thing this page is for; its button is the accented
	// one at the bottom right.
	Primary bool
	// Danger marks what cannot be undone.
	Danger bool
	// Rows marks what is done to the rows under the cursor or selected; it
	// stands in the table's context menu.
	Rows bool
	// Quiet keeps it out of the palette: keys that only move around.
	Quiet bool
}

// Can reports whether the command can be done now.
func (c Command) Can() bool {
	return c.Run != nil && (c.Enabled == nil || c.Enabled())
}

// Do runs the command if it can be done now and reports whether it ran.
func (c Command) Do() bool {
	if !c.Can() {
		return false
	}
	c.Run()
	return true
}

// Commands is the table of a page's commands, in the order they are shown.
type Commands []Command

// Find returns the command with that id.
func (cs Commands) Find(id string) (Command, bool) {
	for _, c := range cs {
		if c.ID == id {
			return c, true
		}
	}
	return Command{}, false
}

// ByKey returns the command that the chord calls.
func (cs Commands) ByKey(chord Chord) (Command, bool) {
	for _, c := range cs {
		if c.Key == "" {
			continue
		}
		if have, err := c.Key.Parse(); err == nil && have == chord {
			return c, true
		}
	}
	return Command{}, false
}

// Groups returns the group names in the order of their first command.
func (cs Commands) Groups() []string {
	var names []string
	seen := map[string]bool{}
	for _, c := range cs {
		if !seen[c.Group] {
			seen[c.Group] = true
			names = append(names, c.Group)
		}
	}
	return names
}

// InGroup returns the commands of one group.
func (cs Commands) InGroup(name string) Commands {
	var out Commands
	for _, c := range cs {
		if c.Group == name {
			out = append(out, c)
		}
	}
	return out
}

// ForRows returns the commands that are done to rows of a table.
func (cs Commands) ForRows() Commands {
	var out Commands
	for _, c := range cs {
		if c.Rows {
			out = append(out, c)
		}
	}
	return out
}

// Check refuses a table that would confuse a person: a command without id,
// title or deed, an id or a key twice, a key that cannot be typed.
func (cs Commands) Check() error {
	var errs []error
	ids, keys := map[string]bool{}, map[Key]string{}
	for i, c := range cs {
		switch {
		case c.ID == "":
			errs = append(errs, fmt.Errorf("command %d (%q) has no id", i, c.Title))
		case ids[c.ID]:
			errs = append(errs, fmt.Errorf("command %s stands twice in the table", c.ID))
		}
		ids[c.ID] = true
		if c.Title == "" {
			errs = append(errs, fmt.Errorf("command %s has no title", c.ID))
		}
		if c.Run == nil {
			errs = append(errs, fmt.Errorf("command %s does nothing", c.ID))
		}
		if c.Key == "" {
			continue
		}
		chord, err := c.Key.Parse()
		if err != nil {
			errs = append(errs, fmt.Errorf("command %s: %w", c.ID, err))
			continue
		}
		if other, taken := keys[chord.Key()]; taken {
			errs = append(errs, fmt.Errorf("%s is the key of %s and of %s", chord.Key(), other, c.ID))
		}
		keys[chord.Key()] = c.ID
	}
	return errors.Join(errs...)
}
