package kit

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"packbench/app/desktop/page"
)

// chordNames maps Fyne's key names to ours where they differ.
var chordNames = map[fyne.KeyName]string{
	fyne.KeyReturn: "Enter", fyne.KeyEnter: "Enter", fyne.KeyEscape: "Esc",
	fyne.KeyBackspace: "Backspace", fyne.KeyDelete: "Delete", fyne.KeyInsert: "Insert",
	fyne.KeyPageUp: "PageUp", fyne.KeyPageDown: "PageDown", fyne.KeyHome: "Home", fyne.KeyEnd: "End",
	fyne.KeyUp: "Up", fyne.KeyDown: "Down", fyne.KeyLeft: "Left", fyne.KeyRight: "Right",
	fyne.KeySpace: "Space", fyne.KeyTab: "Tab",
}

func chordOf(name fyne.KeyName, shift bool) (page.Chord, bool) {
	if n, ok := chordNames[name]; ok {
		return page.Chord{Name: n, Shift: shift}, true
	}
	c, err := page.Key(name).Parse()
	if err != nil || c.Ctrl || c.Alt || c.Shift {
		return page.Chord{}, false
	}
	c.Shift = shift
	return c, true
}

func chordOfRune(r rune) (page.Chord, bool) {
	if r == ' ' {
		return page.Chord{}, false
	}
	c, err := page.Key(string(r)).Parse()
	return c, err == nil
}

func fyneKey(name string) fyne.KeyName {
	for k, n := range chordNames {
		if n == name && k != fyne.KeyEnter {
			return k
		}
	}
	return fyne.KeyName(name)
}

// ShortcutOf turns a combination with Ctrl or Alt into the shortcut of a menu
// item; nil for any other, because Fyne never makes shortcuts of those.
func ShortcutOf(c page.Chord) fyne.Shortcut {
	if !c.Ctrl && !c.Alt {
		return nil
	}
	var m fyne.KeyModifier
	if c.Ctrl {
		m |= fyne.KeyModifierShortcutDefault
	}
	if c.Alt {
		m |= fyne.KeyModifierAlt
	}
	if c.Shift {
		m |= fyne.KeyModifierShift
	}
	return &desktop.CustomShortcut{KeyName: fyneKey(c.Name), Modifier: m}
}

// namedShortcut is a shortcut that a menu item answers to and does not show.
// Fyne 2.7.4 writes the keys of its menus almost transparent, because it cuts
// the alpha of their colour to its lower byte; we write them in the label. A
// Mac draws its own menu and gets the real shortcut.
type namedShortcut string

// ShortcutName is the name by which Fyne finds the item.
func (n namedShortcut) ShortcutName() string { return string(n) }

func menuShortcut(c page.Chord) fyne.Shortcut {
	s := ShortcutOf(c)
	if s == nil || runtime.GOOS == "darwin" {
		return s
	}
	return namedShortcut(s.ShortcutName())
}

// chordOfShortcut is the way back, for shortcuts that reached a focused widget.
func chordOfShortcut(s fyne.Shortcut) (page.Chord, bool) {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return page.Chord{}, false
	}
	c, ok := chordOf(custom.KeyName, custom.Modifier&fyne.KeyModifierShift != 0)
	c.Ctrl = custom.Modifier&fyne.KeyModifierShortcutDefault != 0
	c.Alt = custom.Modifier&fyne.KeyModifierAlt != 0
	return c, ok
}

// TitleWithKey writes a title with its key behind it, as on a button.
func TitleWithKey(title string, k page.Key) string {
	if k == "" {
		return title
	}
	return strings.TrimSpace(title + "  " + k.Label())
}

// KeyLabel is our name of a key of Fyne's.
func KeyLabel(name fyne.KeyName) string {
	if n, ok := chordNames[name]; ok {
		return n
	}
	return string(name)
}
