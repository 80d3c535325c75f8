package page

import (
	"fmt"
	"runtime"
	"strings"
)

// Key is a key or a combination as a person writes it: "F9", "Ctrl+K",
// "Shift+F4", "Alt+1", "Ctrl+Enter", "Esc", "S". The modifiers are Ctrl (the
// command key on a Mac), Alt and Shift, in any order. The empty Key is no key.
type Key string

// Chord is a Key taken apart. Name is a canonical key name: "A" to "Z", "0" to
// "9", "F1" to "F12", one of the words in the table below, or a sign.
type Chord struct {
	Ctrl, Alt, Shift bool
	Name             string
}

// keyNames maps what people write, in lower case, to the canonical name.
var keyNames = map[string]string{
	"enter": "Enter", "return": "Enter", "esc": "Esc", "escape": "Esc",
	"space": "Space", "tab": "Tab", "backspace": "Backspace",
	"del": "Delete", "delete": "Delete", "ins": "Insert", "insert": "Insert",
	"home": "Home", "end": "End", "pageup": "PageUp", "pagedown": "PageDown",
	"up": "Up", "down": "Down", "left": "Left", "right": "Right",
	"plus": "+", "minus": "-", "comma": ",", "period": ".", "slash": "/",
}

// Parse takes a Key apart. It refuses an unknown name, a modifier twice, and a
// Key that has only modifiers.
func (k Key) Parse() (Chord, error) {
	var c Chord
	rest := string(k)
	for {
		mod, after, found := strings.Cut(rest, "+")
		if !found || after == "" {
			break
		}
		var seen *bool
		switch strings.ToLower(mod) {
		case "ctrl", "cmd":
			seen = &c.Ctrl
		case "alt":
			seen = &c.Alt
		case "shift":
			seen = &c.Shift
		default:
			return Chord{}, fmt.Errorf("key %q: %q is not Ctrl, Alt or Shift", string(k), mod)
		}
		if *seen {
			return Chord{}, fmt.Errorf("key %q: %s twice", string(k), mod)
		}
		*seen = true
		rest = after
	}
	name, err := keyName(rest)
	if err != nil {
		return Chord{}, fmt.Errorf("key %q: %w", string(k), err)
	}
	c.Name = name
	return c, nil
}

func keyName(s string) (string, error) {
	if name, ok := keyNames[strings.ToLower(s)]; ok {
		return name, nil
	}
	if len(s) == 1 {
		up := strings.ToUpper(s)
		if up >= "!" && up <= "~" {
			return up, nil
		}
	}
	for i := 1; i <= 12; i++ {
		if f := fmt.Sprintf("F%d", i); strings.EqualFold(s, f) {
			return f, nil
		}
	}
	return "", fmt.Errorf("unknown key name %q", s)
}

// Key writes the chord in its one canonical form.
func (c Chord) Key() Key {
	var b strings.Builder
	for _, m := range []struct {
		on   bool
		name string
	}{{c.Ctrl, "Ctrl+"}, {c.Alt, "Alt+"}, {c.Shift, "Shift+"}} {
		if m.on {
			b.WriteString(m.name)
		}
	}
	b.WriteString(c.Name)
	return Key(b.String())
}

// Function reports whether the key is one of F1 to F12.
func (c Chord) Function() bool {
	return len(c.Name) >= 2 && c.Name[0] == 'F' && c.Name[1] >= '1' && c.Name[1] <= '9'
}

// Plain reports whether the chord is a letter, digit or sign without Ctrl or
// Alt: a key that a text field would take for text.
func (c Chord) Plain() bool {
	return !c.Ctrl && !c.Alt && (len(c.Name) == 1 || c.Name == "Space")
}

// Label is the key as it stands on the keyboard of this machine.
func (k Key) Label() string { return k.labelFor(runtime.GOOS) }

func (k Key) labelFor(goos string) string {
	c, err := k.Parse()
	if err != nil {
		return string(k)
	}
	if goos != "darwin" {
		return string(c.Key())
	}
	s := c.Name
	if c.Shift {
		s = "⇧" + s
	}
	if c.Alt {
		s = "⌥" + s
	}
	if c.Ctrl {
		s = "⌘" + s
	}
	return s
}
