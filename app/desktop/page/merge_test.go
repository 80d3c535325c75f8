package page

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"packbench/data"
)

var noon = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)

// now is a record of one field as it is by now, changed by Ben three minutes ago.
func now(value string) Newer {
	return Newer{Fields: []FormField{{ID: "price", Value: value}}, Now: noon, Begin: func() {},
		History: []data.ChangesOfRow{
			{Action: "changed", Before: `{"name":"a"}`, After: `{"name":"b"}`, Who: "Cara", Desk: "desk 3", At: data.At(noon.Add(-time.Minute))},
			{Action: "changed", Before: `{"price":"5.95"}`, After: `{"price":"6.90"}`, Who: "Ben", Desk: "desk 2", At: data.At(noon.Add(-3 * time.Minute))},
			{Action: "changed", Before: `{"price":"5.00"}`, After: `{"price":"5.95"}`, Who: "Anna", Desk: "desk 1", At: data.At(noon.Add(-time.Hour))},
		}}
}

func TestAFormIsMergedFieldByField(t *testing.T) {
	for name, c := range map[string]struct {
		mine, theirs string
		stands       string
		note, clash  bool
	}{
		"nobody changed it":           {"5.95", "5.95", "5.95", false, false},
		"only I changed it":           {"6.50", "5.95", "6.50", false, false},
		"only they changed it":        {"5.95", "6.90", "6.90", true, false},
		"both changed it to the same": {"6.90", "6.90 ", "6.90", false, false},
		"both changed it":             {"6.50", "6.90", "6.50", true, true},
		"they emptied it":             {"5.95", "", "", true, false},
		"I emptied what they changed": {"", "6.90", "", true, true},
	} {
		f := (&Form{Fields: []FormField{{ID: "price", Value: "5.95"}, {ID: "reason", Value: ""}}}).Changing(nil)
		f.Field("price").Type(c.mine)
		f.Field("reason").Type("because")
		clashes := f.Merge(now(c.theirs))
		ff := f.Field("price")
		if ff.Value != c.stands || (ff.Meanwhile != nil) != c.note || (clashes == 1) != c.clash || f.Value("reason") != "because" {
			t.Errorf("%s: it stands at %q, %+v, %d clashes", name, ff.Value, ff.Meanwhile, clashes)
		}
		if c.note && (ff.Meanwhile.By != "Ben at desk 2" || ff.Meanwhile.When != "3 minutes ago" || ff.Meanwhile.Was != "5.95") {
			t.Errorf("%s: it says %+v", name, ff.Meanwhile)
		}
	}
}

func TestWhatBothChangedIsChosenBeforeItIsSent(t *testing.T) {
	for name, c := range map[string]struct {
		settle func(f *Form)
		stands string
	}{
		"mine":            {func(f *Form) { f.Choose("price", Mine) }, "6.50"},
		"theirs":          {func(f *Form) { f.Choose("price", Theirs) }, "6.90"},
		"first the other": {func(f *Form) { f.Choose("price", Theirs); f.Choose("price", Mine) }, "6.50"},
		"a third value":   {func(f *Form) { f.Field("price").Type("7.00") }, "7.00"},
	} {
		sent := 0
		f := (&Form{Fields: []FormField{{ID: "price", Value: "5.95"}}, Submit: func() { sent++ }}).Changing(nil)
		f.Field("price").Type("6.50")
		f.Merge(now("6.90"))
		if f.Send(); sent != 0 || f.Field("price").Wrong == "" || f.Unsettled() != "price" {
			t.Errorf("%s: sent before it was chosen", name)
		}
		c.settle(f)
		if f.Send(); sent != 1 || f.Value("price") != c.stands {
			t.Errorf("%s: sent %d times, %q", name, sent, f.Value("price"))
		}
	}
}

// overtaken is what a use case answers when another was first.
var overtaken = data.Conflict("box B4 was changed meanwhile")

func TestAFormThatWasOvertakenIsMergedAndSentAgain(t *testing.T) {
	for name, c := range map[string]struct {
		mine   string
		newer  Newer
		err    error
		closed bool
		sent   int
		says   string
	}{
		"where nothing overlaps, by itself":    {mine: "5.95", newer: now("6.90"), sent: 1},
		"what both changed waits for a person": {mine: "6.50", newer: now("6.90"), says: "choose which"},
		"what is gone stays typed":             {mine: "6.50", newer: Newer{Gone: "It was cancelled by Ben"}, says: "It was cancelled by Ben. What you typed stays"},
		"the shop can't be reached":            {mine: "6.50", err: errors.New("no way"), says: "no way"},
		"a form that was left":                 {mine: "5.95", newer: now("6.90"), closed: true, says: "once more"},
	} {
		sent, drawn := 0, 0
		f := &Form{Fields: []FormField{{ID: "price", Label: "Price", Value: "5.95"}, {ID: "name", Value: "a"}}, Submit: func() { sent++ }}
		f.Changing(func(context.Context) (Newer, error) { return c.newer, c.err })
		f.Field("price").Type(c.mine)
		f.Field("name").Type("mine")
		if !f.Overtaken(Inline(), "save", overtaken, func() bool { return !c.closed }, func() { drawn++ }) {
			t.Fatalf("%s: it is not taken care of", name)
		}
		if sent != c.sent || drawn != 1 || !strings.Contains(f.Trouble, c.says) || f.Value("name") != "mine" || f.Busy {
			t.Errorf("%s: sent %d, drawn %d, says %q, %+v", name, sent, drawn, f.Trouble, f.Fields)
		}
		if got := f.Done("Saved"); c.sent == 1 && got != "Saved, with what Ben at desk 2 changed: price 6.90" {
			t.Errorf("%s: it says %q", name, got)
		}
	}
	f := &Form{}
	if f.Overtaken(Inline(), "save", overtaken, nil, nil) || f.Changing(nil).Overtaken(Inline(), "save", errors.New("other"), nil, nil) {
		t.Error("what is no such answer, or no such form, is the caller's")
	}
}

// A record that others change without end is sent again a few times by itself,
// and then by the person.
func TestAFormIsNotSentAgainWithoutEnd(t *testing.T) {
	sent := 0
	f := &Form{Fields: []FormField{{ID: "price", Value: "5.95"}}}
	f.Changing(func(context.Context) (Newer, error) { return now("5.95"), nil })
	f.Submit = func() {
		sent++
		f.Overtaken(Inline(), "save", overtaken, func() bool { return true }, func() {})
	}
	f.Send()
	if sent != 1+merges || f.Trouble == "" {
		t.Errorf("sent %d times: %q", sent, f.Trouble)
	}
}

func TestHowLongAgo(t *testing.T) {
	for d, want := range map[time.Duration]string{20 * time.Second: "just now", time.Minute: "1 minute ago", 59 * time.Minute: "59 minutes ago", 3 * time.Hour: "3 hours ago", 30 * time.Hour: "on 2 November"} {
		if got := Ago(noon.Add(-d), noon); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}
