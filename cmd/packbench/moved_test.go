package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"packbench/data"
)

// Who opens the place that the shop has left comes to where it is now.
func TestAShopThatHasMovedIsOpenedWhereItIs(t *testing.T) {
	dir := t.TempDir()
	old, now := filepath.Join(dir, "shop.packbench"), filepath.Join(dir, "now.packbench")
	books, err := data.Open(t.Context(), old, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := books.Close(); err != nil {
		t.Fatal(err)
	}
	run := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		m := &Main{Stdout: &out, Stderr: &errs}
		if got := m.Run(t.Context(), append([]string{"--shop", old}, args...)); got != want {
			t.Fatalf("%v ends with %d: %s%s", args, got, &out, &errs)
		}
		return out.String() + errs.String()
	}
	if says := run(exitFailed, "move", "--to", filepath.Join(dir, "nowhere", "shop")); !strings.Contains(says, "there is no folder") {
		t.Errorf("a folder that is not there: %s", says)
	}
	if says := run(exitDone, "move", "--to", now); !strings.Contains(says, "The shop is at "+now) || !strings.Contains(says, ".before-move") {
		t.Errorf("the move says %s", says)
	}
	run(exitDone, "check")
	if says := run(exitFailed, "move", "--to", now); !strings.Contains(says, "choose another name") {
		t.Errorf("moved onto itself: %s", says)
	}
}
