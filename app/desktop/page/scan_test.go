package page

import (
	"testing"
	"time"
)

const ms = time.Millisecond

func TestCatcher(t *testing.T) {
	even := func(n int, gap time.Duration) []time.Duration {
		gaps := make([]time.Duration, n)
		for i := 1; i < n; i++ {
			gaps[i] = gap
		}
		return gaps
	}
	with := func(gaps []time.Duration, at int, gap time.Duration) []time.Duration {
		gaps[at] = gap
		return gaps
	}
	for _, tc := range []struct {
		name  string
		typed string
		gaps  []time.Duration
		end   time.Duration
		code  string
	}{
		{"a fast scanner", "5012345678900", even(13, ms/3), ms, "5012345678900"},
		{"a slow scanner", "5012345678900", even(13, 25*ms), 25 * ms, "5012345678900"},
		{"one frame was late", "5012345678900", with(even(13, ms), 6, 100*ms), ms, "5012345678900"},
		{"with a space in it", "00 12345", even(8, 2*ms), 2 * ms, "00 12345"},
		{"a person typing fast", "heart", even(5, 60*ms), 60 * ms, ""},
		{"a person typing", "heart", even(5, 120*ms), 120 * ms, ""},
		{"too short", "123", even(3, ms), ms, ""},
		{"Return pressed by hand long after", "5012345678900", even(13, ms), 400 * ms, ""},
		{"typed text before the code", "x5012345678900", with(even(14, ms), 1, 300*ms), ms, "5012345678900"},
		{"a pause inside", "501234", with(even(6, ms), 3, 200*ms), ms, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var c Catcher
			now := time.Unix(1000, 0)
			for i, r := range tc.typed {
				now = now.Add(tc.gaps[i])
				if c.Rune(r, now) {
					t.Error("held back without a prefix")
				}
			}
			now = now.Add(tc.end)
			code, ok := c.End(now)
			if code != tc.code || ok != (tc.code != "") {
				t.Errorf("got %q, %v; want %q", code, ok, tc.code)
			}
			if _, ok := c.End(now); ok {
				t.Error("the same code twice")
			}
		})
	}
}

func TestCatcherWithPrefix(t *testing.T) {
	var c Catcher
	now := time.Unix(1000, 0)
	c.Prefix(now)
	for _, r := range "AB1" { // short and slow: the prefix says it is a code
		now = now.Add(200 * ms)
		if !c.Rune(r, now) {
			t.Error("a character of an announced code reached the field")
		}
	}
	if code, ok := c.End(now.Add(200 * ms)); !ok || code != "AB1" {
		t.Errorf("got %q, %v", code, ok)
	}
	if c.Rune('x', now.Add(time.Second)) {
		t.Error("still holding back after the code")
	}
	c.Prefix(now)
	if c.Rune('x', now.Add(5*time.Second)) {
		t.Error("a prefix without a code holds typing back for ever")
	}
}

func TestCatcherBusy(t *testing.T) {
	var c Catcher
	now := time.Unix(1000, 0)
	if c.Busy(now) {
		t.Error("busy before anything was typed")
	}
	c.Rune('0', now)
	if !c.Busy(now.Add(20*ms)) || c.Busy(now.Add(200*ms)) {
		t.Error("busy must hold for a moment after a character")
	}
}
