// Package keyboard types on a window in a test as a person at the desk would,
// and counts the keys, so that a test can say "a repeat caller's order takes at
// most 45 keys". It also scans: the characters come as fast as a scanner sends
// them.
//
// It does what Fyne's driver for real windows does with a key: Tab moves the
// focus, a combination goes to the main menu first, then to the focused widget,
// then to the canvas; other keys go to the focused widget or the canvas.
package keyboard

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// Keyboard types on one window. Time passes only as it types.
type Keyboard struct {
	// Keys is how many key presses were made: a combination is one, a scanned
	// code is none.
	Keys int
	// Gap is the time between two keys of the person; 0 means 120 ms.
	Gap time.Duration

	w    fyne.Window
	in   *kit.Input
	now  time.Time
	late []*pending
}

type pending struct {
	at      time.Time
	f       func()
	stopped bool
}

// New takes over the clock of a window's Input.
func New(w fyne.Window, in *kit.Input) *Keyboard {
	k := &Keyboard{w: w, in: in, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	in.Now = func() time.Time { return k.now }
	in.After = func(d time.Duration, f func()) func() {
		p := &pending{at: k.now.Add(d), f: f}
		k.late = append(k.late, p)
		return func() { p.stopped = true }
	}
	return k
}

// Wait lets time pass.
func (k *Keyboard) Wait(d time.Duration) {
	k.now = k.now.Add(d)
	late := k.late
	k.late = nil
	for _, p := range late {
		switch {
		case p.stopped:
		case p.at.After(k.now):
			k.late = append(k.late, p)
		default:
			p.f()
		}
	}
}

// Press presses keys one after the other: Press("F2", "Ctrl+Enter"). It panics
// on a key that does not exist: that is a mistake in the test.
func (k *Keyboard) Press(keys ...page.Key) *Keyboard {
	for _, key := range keys {
		c, err := key.Parse()
		if err != nil {
			panic(fmt.Sprintf("keyboard: %v", err))
		}
		k.gap()
		k.press(c)
		k.Keys++
	}
	k.Wait(200 * time.Millisecond)
	return k
}

// Type types text, one key a character.
func (k *Keyboard) Type(text string) *Keyboard {
	for _, r := range text {
		k.gap()
		k.rune(r)
		k.Keys++
	}
	return k
}

func (k *Keyboard) gap() {
	if k.Gap == 0 {
		k.Gap = 120 * time.Millisecond
	}
	k.Wait(k.Gap)
}

// Scan sends a code and Return with gap between the characters, as a scanner
// does.
func (k *Keyboard) Scan(code string, gap time.Duration) *Keyboard {
	k.Wait(time.Second)
	for _, r := range code {
		k.Wait(gap)
		k.rune(r)
	}
	k.Wait(gap)
	k.key(fyne.KeyReturn)
	k.Wait(time.Second)
	return k
}

// Send sends single characters with the gap before each, for scanners that
// stutter.
func (k *Keyboard) Send(r rune, gap time.Duration) *Keyboard {
	k.Wait(gap)
	k.rune(r)
	return k
}

func (k *Keyboard) rune(r rune) {
	// A key press comes as a key first and as a character after.
	switch {
	case r == ' ':
		k.key(fyne.KeySpace)
	case r >= 'a' && r <= 'z':
		k.key(fyne.KeyName(string(r - 32)))
	case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
		k.key(fyne.KeyName(string(r)))
	}
	if f := k.w.Canvas().Focused(); f != nil {
		f.TypedRune(r)
	} else if on := k.w.Canvas().OnTypedRune(); on != nil {
		on(r)
	}
}

func (k *Keyboard) key(name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if name == fyne.KeyTab {
		if t, ok := k.w.Canvas().Focused().(fyne.Tabbable); !ok || !t.AcceptsTab() {
			k.w.Canvas().FocusNext()
			return
		}
	}
	if f := k.w.Canvas().Focused(); f != nil {
		f.TypedKey(ev)
	} else if on := k.w.Canvas().OnTypedKey(); on != nil {
		on(ev)
	}
}

func (k *Keyboard) press(c page.Chord) {
	if s := standard(c); s != nil || kit.ShortcutOf(c) != nil {
		if s == nil {
			s = kit.ShortcutOf(c)
		}
		k.shortcut(s)
		return
	}
	name := fyne.KeyName(c.Name)
	for _, n := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape, fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyInsert,
		fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight} {
		if kit.KeyLabel(n) == c.Name {
			name = n
		}
	}
	if c.Shift {
		k.shift(true)
		defer k.shift(false)
	}
	if len(c.Name) == 1 {
		k.rune([]rune(c.Name)[0])
		return
	}
	if c.Name == "Tab" && c.Shift {
		k.w.Canvas().FocusPrevious()
		return
	}
	if c.Name == "Space" {
		k.rune(' ')
		return
	}
	k.key(name)
}

func (k *Keyboard) shift(down bool) {
	ev := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	f, ok := k.w.Canvas().Focused().(desktop.Keyable)
	switch {
	case ok && down:
		f.KeyDown(ev)
	case ok:
		f.KeyUp(ev)
	}
	// The widget may have lost the focus meanwhile: the window knows anyway.
	if down {
		k.in.KeyDown(ev)
	} else {
		k.in.KeyUp(ev)
	}
}

// standard is the combinations that Fyne turns into shortcuts of its own before
// anybody else sees them.
func standard(c page.Chord) fyne.Shortcut {
	if !c.Ctrl || c.Alt || c.Shift {
		return nil
	}
	clip := fyne.CurrentApp().Clipboard()
	switch c.Name {
	case "Z":
		return &fyne.ShortcutUndo{}
	case "Y":
		return &fyne.ShortcutRedo{}
	case "V":
		return &fyne.ShortcutPaste{Clipboard: clip}
	case "C":
		return &fyne.ShortcutCopy{Clipboard: clip}
	case "X":
		return &fyne.ShortcutCut{Clipboard: clip}
	case "A":
		return &fyne.ShortcutSelectAll{}
	}
	return nil
}

func (k *Keyboard) shortcut(s fyne.Shortcut) {
	if m := k.w.MainMenu(); m != nil {
		for _, menu := range m.Items {
			if inMenu(s, menu) {
				return
			}
		}
	}
	if f, ok := k.w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
		return
	}
	if c, ok := k.w.Canvas().(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

func inMenu(s fyne.Shortcut, m *fyne.Menu) bool {
	for _, i := range m.Items {
		if i.Shortcut != nil && i.Shortcut.ShortcutName() == s.ShortcutName() && i.Action != nil {
			i.Action()
			return true
		}
		if i.ChildMenu != nil && inMenu(s, i.ChildMenu) {
			return true
		}
	}
	return false
}
