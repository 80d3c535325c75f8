package app_test

import (
	"flag"
	"strconv"
	"testing"
)

// checks has the properties of a test tried n times: those that make a shop for
// each try take too long for rapid's hundred. With -short, as under the race
// detector, it is a few; -rapid.checks=1000 makes a long run.
func checks(t *testing.T, n int) {
	t.Helper()
	if testing.Short() {
		n = max(2, n/15)
	}
	unlessAsked(t, "rapid.checks", strconv.Itoa(n))
}

// unlessAsked gives a flag another value for a test, where nobody has asked for
// one, and says whether it did.
func unlessAsked(t *testing.T, name, value string) bool {
	t.Helper()
	f := flag.Lookup(name)
	if f.Value.String() != f.DefValue {
		return false
	}
	t.Cleanup(func() { _ = flag.Set(name, f.DefValue) })
	set(t, name, value)
	return true
}

func set(t *testing.T, name, value string) {
	t.Helper()
	if err := flag.Set(name, value); err != nil {
		t.Fatal(err)
	}
}
