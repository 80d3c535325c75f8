package page

import (
	"context"
	"errors"
	"strings"
	"time"

	"packbench/data"
)

// State says how something stands. It is always shown as a sign and a word as
// well as a colour.
type State int

// The states a cell, a toast or a banner can have.
const (
	Plain State = iota
	Good
	Warning
	Bad
	Info
	// Muted is what is over or does not matter now.
	Muted
)

// Notice says what went wrong and what to do about it, on the page it belongs
// to. The zero Notice is no notice.
type Notice struct {
	State State
	// Title says what happened, in one sentence without a full stop.
	Title string
	// Hint says what to do.
	Hint string
	// Retry tries again; nil when trying again cannot help.
	Retry func()
}

// Shown reports whether there is anything to say.
func (n *Notice) Shown() bool { return n != nil && n.Title != "" }

// Says is title and hint in one text, for where there is room for one.
func (n *Notice) Says() string {
	if n.Hint == "" {
		return n.Title
	}
	return n.Title + ". " + n.Hint
}

// Hinter is an error that knows the way out.
type Hinter interface {
	error
	// Hint says what the person can do, in one sentence.
	Hint() string
}

// Explain turns an error into what the person reads; nil for no error, and for
// one that the person caused by asking something else meanwhile. doing is what
// was attempted, as in "could not <doing>": "find orders". The hint is that of
// the first Hinter in the error's chain. A fault of the shop's rules speaks for
// itself: its message is the title.
func Explain(doing string, err error, retry func()) *Notice {
	if err == nil || errors.Is(err, context.Canceled) {
		return nil
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &Notice{
			State: Warning,
			Title: "Could not " + doing + ": the shop's records did not answer in time",
			Hint:  "Check the connection, then try again. Nothing was changed.",
			Retry: retry,
		}
	}
	var fault *data.Fault
	if errors.As(err, &fault) {
		n := &Notice{State: Bad, Title: Sentence(fault.Message), Hint: Sentence(fault.Hint)}
		switch fault.Kind {
		case data.KindRefused:
			n.State = Warning
		case data.KindConflict, data.KindUnavailable:
			n.State, n.Retry = Warning, retry
		}
		return n
	}
	n := &Notice{State: Bad, Title: "Could not " + doing + ": " + strings.TrimSuffix(err.Error(), "."), Retry: retry}
	var h Hinter
	if errors.As(err, &h) {
		n.Hint = h.Hint()
	}
	return n
}

// Toast is a short message that goes away by itself.
type Toast struct {
	Text  string
	State State
	// Undo takes back what the toast reports; nil when there is nothing to
	// take back.
	Undo func()
	// For is how long it stays; 0 means 10 s with Undo and 4 s without.
	For time.Duration
}

// Stay is how long the toast is shown.
func (t Toast) Stay() time.Duration {
	switch {
	case t.For > 0:
		return t.For
	case t.Undo != nil:
		return 10 * time.Second
	case t.State == Bad || t.State == Warning:
		return 8 * time.Second
	}
	return 4 * time.Second
}

// Question stops a person before something that cannot be undone.
type Question struct {
	Title, Body string
	// Yes and No are the words on the buttons: the deed ("Buy label") and the
	// way back ("Keep order"). No defaults to "Cancel" and has the focus.
	Yes, No string
	Danger  bool
	// Run does it.
	Run func()
}

// Job is work that goes on in the background, shown in the status bar.
type Job struct {
	ID, Title string
	// Done of Total pieces; Total 0 when it is not known.
	Done, Total int
	// Stop ends it early; nil when it cannot be stopped.
	Stop func()
}

// Hit is one answer of the search over everything.
type Hit struct {
	// Kind is the word before it: "Order", "Customer", "Product".
	Kind string
	// Title and Detail are its two columns; Figure stands at the right.
	Title, Detail, Figure string
	State                 State
	// Route opens it.
	Route Route
}

// Desk is what the window does for a page. Everything is called on the window's
// goroutine.
type Desk interface {
	// Open shows a route. Back goes to the one before.
	Open(Route)
	Back()
	// Toast shows a short message; Ask stops for a question.
	Toast(Toast)
	Ask(Question)
	// SetJob shows or updates a running job by its ID; EndJob takes it away.
	SetJob(Job)
	EndJob(id string)
	// Changed tells the window that the page's title, or what its commands can
	// do, is different now.
	Changed()
	// Sound tells by ear whether a scan was good.
	Sound(good bool)
	// Prefs keeps small settings of the window for this person.
	Prefs() Prefs
	// Run is the window's runner.
	Runner() Runner
}

// Prefs keeps small settings of the window: widths, the last route. Settings of
// the shop live with its records.
type Prefs interface {
	Get(name string) string
	Set(name, value string)
}

// MapPrefs is Prefs in memory.
type MapPrefs map[string]string

// Get returns the value kept under that name, or "".
func (p MapPrefs) Get(name string) string { return p[name] }

// Set keeps a value.
func (p MapPrefs) Set(name, value string) { p[name] = value }
