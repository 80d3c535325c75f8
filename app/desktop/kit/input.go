package kit

import (
	"image/color"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"packbench/app/desktop/page"
)

// plainWait is how long a single letter or a Space waits before it acts, so
// that the first character of a scanned code does nothing.
const plainWait = 80 * time.Millisecond

// Input is where all keys and scans of a window come together. Fyne hands a key
// to the focused widget only, so every widget of the kit passes on what it does
// not use itself, and the canvas passes on what nobody had the focus for.
type Input struct {
	// OnKey is the window's key map. It reports whether it used the key.
	OnKey func(page.Chord) bool
	// OnScan gets every scanned code, once, on the window's goroutine.
	OnScan func(code string)
	// OnQueue is told how many codes wait for a dialog to be closed.
	OnQueue func(waiting int)
	// Used is the last moment at which somebody pressed a key or moved the mouse
	// over the page.
	Used time.Time
	// Prefix is the key that the scanner is programmed to send first, if any.
	Prefix page.Key
	// Now and After are the clock; nil means the machine's and fyne.Do.
	Now   func() time.Time
	After func(d time.Duration, f func()) (stop func())

	canvas  fyne.Canvas
	catch   page.Catcher
	shift   bool
	runes   uint64 // how many characters came in all
	layers  []*fyne.Container
	dialogs []*Dialog
	form    *FormPanel // the form that was opened last
	queue   []string
}

var inputs sync.Map // fyne.Canvas to *Input

// Host puts content in the window, with a layer above it for floating lists,
// and catches the window's keys and scans. Call it once a window.
func Host(w fyne.Window, content fyne.CanvasObject) *Input {
	in := &Input{canvas: w.Canvas()}
	layer := container.NewWithoutLayout()
	in.layers = []*fyne.Container{layer}
	inputs.Store(in.canvas, in)
	w.SetPadded(false)
	w.SetContent(container.NewStack(newMouseSense(in), content, layer))
	in.use()
	in.canvas.SetOnTypedKey(func(ev *fyne.KeyEvent) { in.Key(ev) })
	in.canvas.SetOnTypedRune(func(r rune) { in.Rune(r) })
	if dc, ok := in.canvas.(desktop.Canvas); ok {
		dc.SetOnKeyDown(func(ev *fyne.KeyEvent) { in.KeyDown(ev) })
		dc.SetOnKeyUp(func(ev *fyne.KeyEvent) { in.KeyUp(ev) })
	}
	return in
}

// Redraw has the window drawn again. Fyne draws when a widget says that it
// changed; a list that is laid over the page or taken away says nothing, and
// without a blinking cursor nothing else would.
func (in *Input) Redraw() {
	if in.canvas != nil {
		in.canvas.Refresh(nothing)
	}
}

// nothing is refreshed to have a frame drawn without drawing anything anew.
var nothing = canvas.NewRectangle(color.Transparent)

// Unhost forgets a window that is being closed.
func Unhost(w fyne.Window) { inputs.Delete(w.Canvas()) }

// inputOf finds the Input of the window that a widget stands in. Fyne does not
// know the window of a widget that was not drawn yet: then it is the one window
// there is. Without any it is an Input that does nothing.
func inputOf(o fyne.CanvasObject) *Input {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		if in, ok := inputs.Load(c); ok {
			return in.(*Input)
		}
		return &Input{}
	}
	only := &Input{}
	inputs.Range(func(_, in any) bool {
		only = in.(*Input)
		return false
	})
	return only
}

// Typed says that a form is open in which something is typed that is not saved.
func (in *Input) Typed() bool { return in.form != nil && in.form.Typed() }

// Forget lets the open form go: the page that it stands on is left.
func (in *Input) Forget() { in.form = nil }

// use notes that somebody is here.
func (in *Input) use() { in.Used = in.now() }

func (in *Input) now() time.Time {
	if in.Now != nil {
		return in.Now()
	}
	return time.Now()
}

func (in *Input) after(d time.Duration, f func()) (stop func()) {
	if in.After != nil {
		return in.After(d, f)
	}
	return After(d, f)
}

// After calls f on the window's goroutine when d has passed.
func After(d time.Duration, f func()) (stop func()) {
	stopped := false // written and read on the window's goroutine only
	t := time.AfterFunc(d, func() {
		fyne.Do(func() {
			if !stopped {
				f()
			}
		})
	})
	return func() { stopped = true; t.Stop() }
}

// KeyDown and KeyUp keep track of Shift: Fyne reports Shift with an arrow or a
// function key without saying so.
func (in *Input) KeyDown(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		in.shift = true
	}
}

// KeyUp sees Shift let go.
func (in *Input) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		in.shift = false
	}
}

// Shift reports whether Shift is held.
func (in *Input) Shift() bool {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return in.shift
}

// Key takes a key that the focused widget did not use. It ends a scan, or goes
// to the dialog that is open, or to the window's key map.
func (in *Input) Key(ev *fyne.KeyEvent) bool {
	in.use()
	in.Redraw()
	if in.EndScan(ev.Name) {
		return true
	}
	c, ok := chordOf(ev.Name, in.Shift())
	if !ok || c.Plain() && c.Name != "Space" {
		return false // letters come again as characters
	}
	if c.Name == "Space" {
		return false
	}
	return in.Chord(c)
}

// Chord gives a combination to the dialog that is open or to the key map.
func (in *Input) Chord(c page.Chord) bool {
	in.use()
	in.Redraw()
	if p, err := in.Prefix.Parse(); err == nil && in.Prefix != "" && p == c {
		in.catch.Prefix(in.now())
		return true
	}
	if d := in.dialog(); d != nil {
		return d.chord(c)
	}
	return in.OnKey != nil && in.OnKey(c)
}

// Rune takes a character that went to no text field. A single letter that is a
// command's key acts when it is clear that no scan follows.
func (in *Input) Rune(r rune) {
	if in.feed(r) {
		return
	}
	c, ok := chordOfRune(r)
	if !ok {
		return
	}
	mine := in.runes
	in.after(plainWait, func() {
		if in.runes == mine {
			in.Chord(c)
		}
	})
}

// feed shows a character to the scan catcher. It reports whether the character
// belongs to an announced code.
func (in *Input) feed(r rune) (captured bool) {
	in.use()
	in.runes++
	return in.catch.Rune(r, in.now())
}

// Busy reports whether a scan may be coming in right now.
func (in *Input) Busy() bool { return in.catch.Busy(in.now()) }

// EndScan is told of every Return and Tab. It reports whether that ended a scan,
// which has then been handed on.
func (in *Input) EndScan(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
	default:
		return false
	}
	code, ok := in.endCode()
	if ok {
		in.Scanned(code)
	}
	return ok
}

// endCode ends a code, and with it every letter of it that still waits to be a
// command.
func (in *Input) endCode() (code string, ok bool) {
	code, ok = in.catch.End(in.now())
	if ok {
		in.runes++
	}
	return code, ok
}

// Scanned hands on a code, or queues it while a dialog is open.
func (in *Input) Scanned(code string) {
	if d := in.dialog(); d != nil && d.Locks {
		return
	}
	if in.dialog() != nil {
		in.queue = append(in.queue, code)
		if in.OnQueue != nil {
			in.OnQueue(len(in.queue))
		}
		return
	}
	if in.OnScan != nil {
		in.OnScan(code)
	}
}

// Waiting is how many codes wait for the dialog to be closed.
func (in *Input) Waiting() int { return len(in.queue) }

// DialogOpen reports whether a dialog is open: the page's keys are off.
func (in *Input) DialogOpen() bool { return len(in.dialogs) > 0 }

func (in *Input) dialog() *Dialog {
	if len(in.dialogs) == 0 {
		return nil
	}
	return in.dialogs[len(in.dialogs)-1]
}

func (in *Input) dialogClosed() {
	for in.dialog() == nil && len(in.queue) > 0 {
		code := in.queue[0]
		in.queue = in.queue[1:]
		if in.OnScan != nil {
			in.OnScan(code)
		}
	}
	if in.OnQueue != nil {
		in.OnQueue(len(in.queue))
	}
}

// layer is where a floating list of the window, or of the dialog that is open,
// is drawn. It lies in the same tree as the field, so that the field keeps the
// focus.
func (in *Input) layer() *fyne.Container {
	if len(in.layers) == 0 {
		return nil
	}
	return in.layers[len(in.layers)-1]
}

// AcceptsTab reports whether a Tab would end a scan and must therefore not move
// the focus.
func (in *Input) acceptsTab() bool {
	c := in.catch // a copy: asking must not end it
	_, ok := c.End(in.now())
	return ok
}
