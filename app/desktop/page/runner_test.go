package page

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestLoadDropsTheLateAnswerOfAnOlderQuestion(t *testing.T) {
	var m Manual
	var latest Latest
	var got []string
	contexts := map[string]context.Context{}
	search := func(q string) {
		Load(m.Runner(), &latest, time.Minute, func(ctx context.Context) (string, error) {
			contexts[q] = ctx
			return "rows for " + q, nil
		}, func(answer string, _ error) { got = append(got, answer) })
	}
	search("h")
	search("he")
	m.Step(1) // the newer answers first
	m.Step(0) // the older comes late
	if !slices.Equal(got, []string{"rows for he"}) {
		t.Errorf("shown: %q", got)
	}
	if contexts["h"].Err() == nil {
		t.Error("the older question was not cancelled")
	}
	if latest.Running() {
		t.Error("still waiting after the answer")
	}
}

func TestCancelDropsTheAnswer(t *testing.T) {
	var m Manual
	var latest Latest
	Load(m.Runner(), &latest, time.Minute, func(context.Context) (int, error) { return 1, nil },
		func(int, error) { t.Error("shown after the page was left") })
	latest.Cancel()
	m.Drain()
}

func TestDoAlwaysAnswers(t *testing.T) {
	var m Manual
	n := 0
	for range 2 {
		Do(m.Runner(), time.Minute, func(context.Context) error { return nil }, func(error) { n++ })
	}
	m.Drain()
	if n != 2 {
		t.Errorf("%d of 2 deeds were answered for", n)
	}
}

func TestManualTime(t *testing.T) {
	var m Manual
	var at []string
	m.After(3*time.Second, func() { at = append(at, "three") })
	stop := m.After(2*time.Second, func() { at = append(at, "two") })
	m.After(time.Second, func() {
		at = append(at, "one")
		m.After(time.Second, func() { at = append(at, "one later") })
	})
	stop()
	m.Pass(2500 * time.Millisecond)
	if !slices.Equal(at, []string{"one", "one later"}) {
		t.Errorf("after 2.5 s: %q", at)
	}
	m.Pass(time.Second)
	if at[len(at)-1] != "three" {
		t.Errorf("after 3.5 s: %q", at)
	}
}

type stuck struct{ error }

func (stuck) Hint() string { return "Take the payment with F8." }

func TestExplain(t *testing.T) {
	if n := Explain("find orders", nil, nil); n.Shown() {
		t.Errorf("no error says %q", n.Title)
	}
	if n := Explain("find orders", context.Canceled, nil); n.Shown() {
		t.Errorf("a cancelled question says %q", n.Title)
	}
	n := Explain("find orders", context.DeadlineExceeded, func() {})
	if !strings.Contains(n.Title, "did not answer in time") || n.Hint == "" || n.Retry == nil {
		t.Errorf("late: %+v", n)
	}
	n = Explain("release order 10042", errors.Join(stuck{errors.New("12.00 unpaid.")}), nil)
	if n.Title != "Could not release order 10042: 12.00 unpaid" || n.Hint != "Take the payment with F8." {
		t.Errorf("refused: %q, %q", n.Title, n.Hint)
	}
}

func TestToastStay(t *testing.T) {
	if d := (Toast{Text: "Shipped", Undo: func() {}}).Stay(); d != 10*time.Second {
		t.Errorf("with undo: %v", d)
	}
	if d := (Toast{Text: "Printed"}).Stay(); d != 4*time.Second {
		t.Errorf("without: %v", d)
	}
}
