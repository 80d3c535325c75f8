package data

import (
	"database/sql"
	"errors"
	"fmt"
)

// Kind sorts errors into the few that a screen knows how to show.
type Kind string

// The kinds of Fault.
const (
	KindInvalid     Kind = "invalid"     // a value is wrong; Field says which
	KindNotFound    Kind = "not found"   // there is no such record
	KindConflict    Kind = "conflict"    // someone else changed it meanwhile
	KindRefused     Kind = "refused"     // a rule of the shop; Rule names it, Hint the way out
	KindUnavailable Kind = "unavailable" // the books can't be reached now: try again
)

// Fault is an error that people see. Message says what is wrong in words;
// Hint says what to do next.
type Fault struct {
	Kind    Kind
	Field   string
	Rule    string
	Message string
	Hint    string
	Err     error

	to string // where a shop is that has moved
}

// Error gives the message, the hint and the cause.
func (f *Fault) Error() string {
	s := f.Message
	if f.Hint != "" {
		s += ": " + f.Hint
	}
	if f.Err != nil {
		s += " (" + f.Err.Error() + ")"
	}
	return s
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// Invalid reports a wrong value in a field.
func Invalid(field, format string, args ...any) error {
	return &Fault{Kind: KindInvalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// NotFound reports that there is no such record.
func NotFound(format string, args ...any) error {
	return &Fault{Kind: KindNotFound, Message: fmt.Sprintf(format, args...)}
}

// Conflict reports that someone else changed the record meanwhile.
func Conflict(format string, args ...any) error {
	return &Fault{Kind: KindConflict, Rule: ruleMeanwhile, Message: fmt.Sprintf(format, args...), Hint: "look at it again and repeat your change"}
}

// Refused reports that a rule of the shop stands in the way, and the way out.
func Refused(rule, hint, format string, args ...any) error {
	return &Fault{Kind: KindRefused, Rule: rule, Hint: hint, Message: fmt.Sprintf(format, args...)}
}

// KindOf gives the kind of err, or "" where it is none of ours.
func KindOf(err error) Kind {
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return ""
}

// Missing says that a question after one record found none.
func Missing(err error) bool { return errors.Is(err, sql.ErrNoRows) || KindOf(err) == KindNotFound }

// IfMissing turns "no rows" into NotFound with the words given; any other error
// stays what it is: books that are busy are no missing record.
func IfMissing(err error, format string, args ...any) error {
	if errors.Is(err, sql.ErrNoRows) {
		return NotFound(format, args...)
	}
	return err
}

// InUse says that a shop could not be opened because another window has it.
func InUse(err error) bool {
	var f *Fault
	return errors.As(err, &f) && f.Rule == "one window"
}
