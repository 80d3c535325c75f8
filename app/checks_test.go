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
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if asked {
		return
	}
	if testing.Short() {
		n = max(2, n/15)
	}
	was := flag.Lookup("rapid.checks").Value.String()
	if err := flag.Set("rapid.checks", strconv.Itoa(n)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set("rapid.checks", was) })
}
