package page

import (
	"context"
	"errors"
	"strings"

	"packbench/data"
)

// Form is a few questions asked in place, beside what they are about: a reason,
// a payment, an address. Values are the texts as typed; Submit reads them. An
// answer that is refused is shown at its field, and all that was typed stays.
type Form struct {
	// Title is what is being done: "Take a payment". Hint is one line more.
	Title, Hint string
	// Facts stand under the hint: what was found out, for who decides.
	Facts []Fact
	// Do are the words on its button.
	Do     string
	Fields []FormField
	// Danger marks what cannot be undone.
	Danger bool
	// Stays has no way to leave it unanswered.
	Stays bool
	// Light is a form that nobody misses who leaves it half filled in, such as what
	// a list is to show.
	Light bool
	// First is the field that has the keyboard first; "" for the first of all.
	First string
	// Submit is called with the form filled in.
	Submit func()
	// OnType is told that a field was typed into, for what is shown while one types.
	OnType func(id string)
	// Trouble is what is wrong with it as a whole.
	Trouble string
	// Mild is trouble that asks for something rather than says no.
	Mild bool
	// Busy is set while Submit's answer is awaited.
	Busy bool

	again  func(ctx context.Context) (Newer, error) // reads the record once more; see Changing
	resent int                                      // how often it was merged and sent by itself
	came   string                                   // what of others came in by that
}

// Fact is one thing that is known: "Database", "shop, empty".
type Fact struct {
	Label, Text string
	State       State
}

// FormField is one question.
type FormField struct {
	// ID is the name under which a fault of the shop's rules speaks of it.
	ID, Label string
	Value     string
	// Placeholder is shown while it is empty; Hint under it.
	Placeholder, Hint string
	// Choices makes it a list to choose from.
	Choices []string
	// Lines above 1 makes it a field of several lines.
	Lines int
	// Secret hides what is typed.
	Secret bool
	// Wrong is what is wrong with it.
	Wrong string
	// Base is what it began from; see Changing.
	Base string
	// Kept are the names under which the record's history tells of it, of a field
	// or of an action; its ID where there are none.
	Kept []string
	// Meanwhile is what somebody else made of it while the form was open.
	Meanwhile *Meanwhile
}

// Field finds a question by its ID; nil where there is none.
func (f *Form) Field(id string) *FormField {
	for i := range f.Fields {
		if f.Fields[i].ID == id {
			return &f.Fields[i]
		}
	}
	return nil
}

// Value is what was typed, without the spaces around it.
func (f *Form) Value(id string) string {
	if field := f.Field(id); field != nil {
		return strings.TrimSpace(field.Value)
	}
	return ""
}

// Refuse says what is wrong with a field, or with the whole form where it has
// no such field.
func (f *Form) Refuse(id, says string) {
	if field := f.Field(id); field != nil {
		field.Wrong = says
		return
	}
	f.Trouble = says
}

// Clear forgets what was wrong.
func (f *Form) Clear() {
	f.Trouble, f.Mild = "", false
	for i := range f.Fields {
		f.Fields[i].Wrong = ""
	}
}

// Sound reports whether nothing is wrong.
func (f *Form) Sound() bool {
	for i := range f.Fields {
		if f.Fields[i].Wrong != "" {
			return false
		}
	}
	return f.Trouble == ""
}

// Fail shows an error where it belongs: at its field, or at the form.
func (f *Form) Fail(doing string, err error) {
	f.Busy = false
	n := Explain(doing, err, nil)
	if !n.Shown() {
		return
	}
	says := n.Says()
	var fault *data.Fault
	if errors.As(err, &fault) && fault.Kind == data.KindInvalid {
		f.Refuse(fault.Field, says)
		return
	}
	f.Trouble = says
}
