package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// Entry is a field for one line of text that works with the window's keys: it
// passes on function keys and Escape, does not keep scanned codes, and tells
// when Return is pressed.
type Entry struct {
	widget.Entry

	// OnKey sees every key that is not text before the field does, and reports
	// whether it used it.
	OnKey func(page.Chord) bool
	// OnEscape is called for Escape; without it the window gets the key.
	OnEscape func()
	// OnUndo sees Ctrl+Z before the field takes back typing, and reports
	// whether it used it.
	OnUndo func() bool
	// OnFocus is told when the field gets and loses the focus.
	OnFocus func(on bool)
	// TakesScans makes a scanned code the field's text and submits it. Other
	// fields hand scans to the window and keep what they held.
	TakesScans bool
	// SelectAll marks the whole text when the keyboard comes to the field, so
	// that typing replaces it.
	SelectAll bool

	before struct {
		text   string
		column int
	}
}

// NewEntry makes a field with a text shown while it is empty.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.setUp(e)
	e.SetPlaceHolder(placeholder)
	return e
}

// NewSecret makes a field that hides what is typed; its eye shows it.
func NewSecret(placeholder string) *Entry {
	e := &Entry{}
	e.Password = true
	e.setUp(e)
	e.SetPlaceHolder(placeholder)
	return e
}

// NewTextArea makes a field of several lines.
func NewTextArea(placeholder string, lines int) *Entry {
	e := &Entry{}
	e.MultiLine = true
	e.setUp(e)
	e.Wrapping = fyne.TextWrapWord
	e.SetMinRowsVisible(lines)
	e.SetPlaceHolder(placeholder)
	return e
}

func (e *Entry) setUp(self fyne.Widget) {
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(self)
}

// FocusGained is Fyne's notice that keys come here now.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.SelectAll && e.Text != "" {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost is Fyne's notice that keys go elsewhere now.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// AcceptsTab keeps a Tab that ends a scan from moving the focus.
func (e *Entry) AcceptsTab() bool { return inputOf(e).acceptsTab() }

// KeyDown and KeyUp see Shift.
func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	inputOf(e).KeyDown(ev)
	e.Entry.KeyDown(ev)
}

// KeyUp sees Shift let go.
func (e *Entry) KeyUp(ev *fyne.KeyEvent) {
	inputOf(e).KeyUp(ev)
	e.Entry.KeyUp(ev)
}

// TypedRune takes a character.
func (e *Entry) TypedRune(r rune) {
	in := inputOf(e)
	if in.feed(r) {
		return
	}
	if in.catch.Started() {
		e.before.text, e.before.column = e.Text, e.CursorColumn
	}
	e.Entry.TypedRune(r)
}

// TypedKey takes a key that is not text.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	in := inputOf(e)
	if e.endScan(in, ev.Name) {
		return
	}
	c, known := chordOf(ev.Name, in.Shift())
	if known && e.OnKey != nil && e.OnKey(c) {
		return
	}
	switch {
	case known && c.Function():
		in.Chord(c)
	case c.Name == "Esc":
		if e.OnEscape != nil {
			e.OnEscape()
			return
		}
		in.Chord(c)
	case c.Name == "Enter" && !e.MultiLine && e.OnSubmitted == nil:
		in.Chord(c)
	case !e.MultiLine && (c.Name == "Up" || c.Name == "Down" || c.Name == "PageUp" || c.Name == "PageDown"):
		in.Chord(c)
	default:
		e.Entry.TypedKey(ev)
	}
}

// endScan finishes a code whose characters this field just received.
func (e *Entry) endScan(in *Input, name fyne.KeyName) bool {
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
	default:
		return false
	}
	announced := in.catch // a prefixed code never reached the field
	code, ok := in.endCode()
	if !ok {
		return false
	}
	if e.TakesScans {
		e.SetText(code)
		if e.OnSubmitted != nil {
			e.OnSubmitted(code)
		}
		return true
	}
	if !announced.Announced() {
		e.SetText(e.before.text)
		e.CursorColumn = e.before.column
		e.Refresh()
	}
	in.Scanned(code)
	return true
}

// TypedShortcut takes a combination with Ctrl or Alt. What a text field has no
// use for goes to the window.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	c, ok := chordOfShortcut(s)
	if !ok {
		if _, undo := s.(*fyne.ShortcutUndo); undo && e.OnUndo != nil && e.OnUndo() {
			return
		}
		e.Entry.TypedShortcut(s)
		return
	}
	switch c.Name {
	case "Left", "Right", "Home", "End", "Backspace", "Delete":
		e.Entry.TypedShortcut(s)
		return
	}
	if e.OnKey != nil && e.OnKey(c) {
		return
	}
	inputOf(e).Chord(c)
}

// Focus puts the keyboard into a field or onto a widget of the kit, if it is on
// screen.
func Focus(f fyne.Focusable) {
	o, ok := f.(fyne.CanvasObject)
	if !ok {
		return
	}
	if in := inputOf(o); in.canvas != nil {
		in.canvas.Focus(f)
	}
}

// keyed is what our focusable widgets that are no text fields share: keys they
// have no use for go to the window.
type keyed struct {
	self fyne.Widget
	// use is given a key first.
	use func(c page.Chord) bool
}

func (k *keyed) AcceptsTab() bool          { return inputOf(k.self).acceptsTab() }
func (k *keyed) KeyDown(ev *fyne.KeyEvent) { inputOf(k.self).KeyDown(ev) }
func (k *keyed) KeyUp(ev *fyne.KeyEvent)   { inputOf(k.self).KeyUp(ev) }
func (k *keyed) TypedRune(r rune)          { inputOf(k.self).Rune(r) }

func (k *keyed) TypedKey(ev *fyne.KeyEvent) {
	in := inputOf(k.self)
	if in.EndScan(ev.Name) {
		return
	}
	c, ok := chordOf(ev.Name, in.Shift())
	if !ok || c.Plain() && c.Name != "Space" {
		return // letters come again as characters
	}
	if k.use != nil && k.use(c) {
		return
	}
	if c.Name != "Space" {
		in.Chord(c)
	}
}

func (k *keyed) TypedShortcut(s fyne.Shortcut) {
	in := inputOf(k.self)
	if c, ok := chordOfShortcut(s); ok {
		if k.use == nil || !k.use(c) {
			in.Chord(c)
		}
		return
	}
	if in.canvas == nil {
		return
	}
	// Undo, copy and select-all of the window, which Fyne would not pass on
	// from a widget that has the focus.
	if sc, ok := in.canvas.(interface{ TypedShortcut(fyne.Shortcut) }); ok {
		sc.TypedShortcut(s)
	}
}

// pressSpace calls f for a Space that is not part of a scanned code.
func pressSpace(o fyne.CanvasObject, f func()) {
	in := inputOf(o)
	if in.Busy() {
		return
	}
	mine := in.runes + 1 // the Space itself comes as a character, too
	in.after(plainWait, func() {
		if in.runes <= mine {
			f()
		}
	})
}
