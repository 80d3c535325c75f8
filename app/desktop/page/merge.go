package page

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"packbench/data"
)

// Newer is a record as it is by now, read again because somebody changed it
// while a form of it was open.
type Newer struct {
	// Fields are the questions as the form would begin with them now.
	Fields []FormField
	// History are the record's changes, the newest first, and Now is the shop's
	// time: they say who changed what and when.
	History []data.ChangesOfRow
	Now     time.Time
	// Gone says why nothing can be changed any more: "It was cancelled by Ben";
	// "" where it can.
	Gone string
	// Begin lets what is sent from now on begin from this.
	Begin func()
}

// Meanwhile is what somebody else made of a field while its form was open.
type Meanwhile struct {
	By, When string // "Ben at desk 2", "3 minutes ago"; either may be ""
	Was      string // what the form began from
	// Clash says that both changed it, each into something else. Then Mine and
	// Theirs are to be chosen from, and Chosen says what was.
	Clash        bool
	Mine, Theirs string
	Chosen       Side
}

// Side is whose value of a field is kept.
type Side int

// The sides of a clash.
const (
	Undecided Side = iota
	Mine
	Theirs
)

// Says tells of the change in a line: "Ben at desk 2 changed this, 3 minutes ago".
func (w *Meanwhile) Says() string {
	who := w.By
	if who == "" {
		who = "Somebody"
	}
	s := who + " changed this"
	if w.Clash {
		s += " too"
	}
	if w.When != "" {
		s += ", " + w.When
	}
	return s
}

// Changing makes the form one that changes a record which others may change at
// the same time: it remembers what each field began from, and again reads the
// record once more. It gives the form back.
func (f *Form) Changing(again func(ctx context.Context) (Newer, error)) *Form {
	f.again = again
	for i := range f.Fields {
		f.Fields[i].Base = f.Fields[i].Value
	}
	return f
}

// Changed says that something is typed that it did not begin with.
func (f *Form) Changed() bool {
	return slices.ContainsFunc(f.Fields, func(ff FormField) bool { return ff.Value != ff.Base })
}

// Saved takes what is typed for what the record is by now.
func (f *Form) Saved() {
	for i := range f.Fields {
		f.Fields[i].Base, f.Fields[i].Meanwhile = f.Fields[i].Value, nil
	}
}

// Merge brings a form up to a record as it is by now, field by field: what only
// this person changed stays theirs, what only others changed is taken over with a
// word on who did it, and what both changed, each differently, is left for the
// person to choose. It gives the number of fields that are to be chosen.
func (f *Form) Merge(n Newer) (clashes int) {
	for i := range f.Fields {
		ff := &f.Fields[i]
		at := slices.IndexFunc(n.Fields, func(now FormField) bool { return now.ID == ff.ID })
		if at < 0 {
			continue // a question that is not about the record
		}
		ff.merge(n.Fields[at].Value, n)
		if ff.clashes() {
			clashes++
		}
	}
	return clashes
}

func (ff *FormField) merge(theirs string, n Newer) {
	was := ff.Base
	ff.Base = theirs
	if same(theirs, was) {
		return
	}
	by, when := n.who(ff.kept())
	w := &Meanwhile{By: by, When: when, Was: was}
	switch {
	case same(ff.Value, theirs): // both meant the same
		w = nil
	case same(ff.Value, was):
		ff.Value = theirs
	default:
		w.Clash, w.Mine, w.Theirs = true, ff.Value, theirs
	}
	ff.Meanwhile = w
}

func same(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) }

func (ff *FormField) clashes() bool {
	return ff.Meanwhile != nil && ff.Meanwhile.Clash && ff.Meanwhile.Chosen == Undecided
}

// Type takes what a person types. Where both had changed the field, that settles
// it.
func (ff *FormField) Type(text string) {
	ff.Value, ff.Wrong = text, ""
	w := ff.Meanwhile
	switch {
	case w == nil || !w.Clash:
	case same(text, w.Theirs):
		w.Chosen = Theirs
	default:
		w.Mine, w.Chosen = text, Mine
	}
}

// Choose settles a field that both have changed.
func (f *Form) Choose(id string, side Side) {
	if !f.Clashed(id) {
		return
	}
	ff := f.Field(id)
	ff.Meanwhile.Chosen, ff.Wrong = side, ""
	ff.Value = ff.Meanwhile.Mine
	if side == Theirs {
		ff.Value = ff.Meanwhile.Theirs
	}
}

// Clashed says that both have changed a field, whether it is chosen for or not.
func (f *Form) Clashed(id string) bool {
	ff := f.Field(id)
	return ff != nil && ff.Meanwhile != nil && ff.Meanwhile.Clash
}

// Unsettled is the first field that both have changed and nobody has chosen for,
// "" where there is none.
func (f *Form) Unsettled() string {
	for i := range f.Fields {
		if f.Fields[i].clashes() {
			return f.Fields[i].ID
		}
	}
	return ""
}

// MineKey and TheirsKey settle the field that has the keyboard, or the first that
// is to be settled.
const (
	MineKey   Key = "Alt+M"
	TheirsKey Key = "Alt+T"
)

// Send submits the form for the person. Nothing goes out while a field is to be
// chosen for.
func (f *Form) Send() {
	if f.Busy {
		return
	}
	f.Clear()
	f.came, f.resent = "", 0
	if id := f.Unsettled(); id != "" {
		f.Refuse(id, "choose yours ("+string(MineKey)+") or theirs ("+string(TheirsKey)+")")
		return
	}
	f.Submit()
}

// Done is what is said when the form was kept: what of somebody else's came in
// stands after it.
func (f *Form) Done(text string) string {
	if f.came == "" {
		return text
	}
	return text + ", " + f.came
}

// merges is how often a form is sent again by itself: in a shop where more happens
// to one record the person looks first.
const merges = 3

// Overtaken takes care of an answer that says that somebody else has changed the
// record meanwhile: it reads the record again and merges. Where nothing is to be
// chosen, the form is sent again by itself; otherwise it waits for the person.
// open says whether the form is still there, and draw shows it. It reports whether
// err was such an answer; any other is the caller's.
func (f *Form) Overtaken(run Runner, doing string, err error, open func() bool, draw func()) bool {
	if !data.Overtaken(err) || f.again == nil {
		return false
	}
	f.Busy = true
	var n Newer
	Do(run, Patience, func(ctx context.Context) (e error) {
		n, e = f.again(ctx)
		return e
	}, func(e error) {
		f.Busy = false
		switch {
		case e != nil:
			f.Fail(doing, e)
		case n.Gone != "":
			f.Trouble = n.Gone + ". What you typed stays here until you leave."
		default:
			before := f.meanwhiles()
			clashes := f.Merge(n)
			n.Begin()
			if f.resent++; clashes == 0 && f.resent <= merges && open() {
				f.came = f.words(before)
				f.Submit()
				break
			}
			f.Trouble, f.Mild = overtakenWords(clashes), true
		}
		draw()
	})
	return true
}

// Follow merges a record that was read anew while its form was open, without
// sending anything.
func (f *Form) Follow(n Newer) {
	f.Merge(n)
	n.Begin()
}

func overtakenWords(clashes int) string {
	switch clashes {
	case 0:
		return "It was changed again meanwhile. Look at it and send it once more."
	case 1:
		return "One field was changed by others too: choose which value stays, then send it again."
	}
	return fmt.Sprintf("%d fields were changed by others too: choose which values stay, then send it again.", clashes)
}

func (f *Form) meanwhiles() map[string]*Meanwhile {
	all := make(map[string]*Meanwhile)
	for i := range f.Fields {
		all[f.Fields[i].ID] = f.Fields[i].Meanwhile
	}
	return all
}

// words says what came in by the last merge: "with Ben's at desk 2: price 6.90".
func (f *Form) words(before map[string]*Meanwhile) string {
	by, same := "", true
	var parts []string
	for i := range f.Fields {
		ff := &f.Fields[i]
		w := ff.Meanwhile
		if w == nil || w.Clash || w == before[ff.ID] {
			continue
		}
		if len(parts) > 0 && w.By != by {
			same = false
		}
		by = w.By
		value := Clip(ff.Value, 24)
		if value == "" {
			value = "nothing"
		}
		parts = append(parts, strings.ToLower(ff.Label)+" "+value)
	}
	switch {
	case len(parts) == 0:
		return ""
	case !same || by == "":
		return "with what others changed: " + strings.Join(parts, ", ")
	}
	return "with what " + by + " changed: " + strings.Join(parts, ", ")
}

// Clip is the first line of a text, and no more than n letters of it.
func Clip(text string, n int) string {
	text, rest, more := strings.Cut(strings.TrimSpace(text), "\n")
	letters := []rune(text)
	if len(letters) > n {
		return strings.TrimSpace(string(letters[:n])) + "…"
	}
	if more && strings.TrimSpace(rest) != "" {
		return text + " …"
	}
	return text
}

// kept are the names under which the history tells of the field.
func (ff *FormField) kept() []string {
	if len(ff.Kept) > 0 {
		return ff.Kept
	}
	return []string{ff.ID}
}

// who finds in the history who changed a field last.
func (n Newer) who(kept []string) (by, when string) {
	at := slices.IndexFunc(n.History, func(h data.ChangesOfRow) bool { return touches(h, kept) })
	if at < 0 {
		return "", ""
	}
	h := n.History[at]
	return At(h.Who, h.Desk), Ago(h.At.Time(), n.Now)
}

// By says who did something to the record last, by what the history calls it:
// "by Ben at desk 2, 3 minutes ago", or nothing where it does not say.
func (n Newer) By(kept ...string) string {
	by, when := n.who(kept)
	if by == "" {
		return ""
	}
	return " by " + by + ", " + when
}

// At is a person at their desk: "Ben at desk 2".
func At(who, desk string) string {
	if desk == "" || who == "" {
		return who + desk
	}
	return who + " at " + desk
}

// touches says whether a change is of one of these: an action, or a field of what
// was before and is since.
func touches(h data.ChangesOfRow, kept []string) bool {
	if slices.Contains(kept, h.Action) {
		return true
	}
	var was, is map[string]any
	if json.Unmarshal([]byte(h.After), &is) != nil {
		return false
	}
	_ = json.Unmarshal([]byte(h.Before), &was) // of what is new there is none
	for _, k := range kept {
		if now, there := is[k]; there && !reflect.DeepEqual(was[k], now) {
			return true
		}
	}
	return false
}

// Ago says how long ago a moment was, as people say it.
func Ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return Counted(int64(d/time.Minute), "minute") + " ago"
	case d < 24*time.Hour:
		return Counted(int64(d/time.Hour), "hour") + " ago"
	}
	return "on " + t.In(now.Location()).Format("2 January")
}
