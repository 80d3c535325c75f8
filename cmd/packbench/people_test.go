package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"packbench/app"
	"packbench/data"
)

// In a shop with passwords a command that changes something, or takes customers
// out, is done in the name of somebody who has given theirs.
func TestCommandsOfALockedShopAskForAPassword(t *testing.T) {
	place := filepath.Join(t.TempDir(), "shop.packbench")
	books, err := data.Open(t.Context(), place, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	shop := app.New(books, app.Options{})
	who := data.Actor{User: "Olive", Desk: "desk 1"}
	for name, role := range map[string]string{"Olive": "owner", "Rita": "reader"} {
		if _, err := shop.SaveUser(context.Background(), who, data.NewOp("user", name), name, role); err != nil {
			t.Fatal(err)
		}
	}
	if err := books.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, password string
		args           []string
		status         int
		says           string
	}{
		{"no password yet", "", []string{"export", "customers", "--out", "c.csv"}, 0, ""},
		{"a poor one", "short", []string{"people", "--password", "Olive"}, 1, "at least 8"},
		{"a reader's first", "three green kettles", []string{"people", "--password", "Rita"}, 1, "an owner with a password must stay"},
		{"the owner's", "three green kettles", []string{"people", "--password", "Olive"}, 0, ""},
		{"the reader's", "four blue kettles", []string{"people", "--password", "Rita"}, 0, ""},
		{"nobody signed in", "", []string{"export", "customers", "--out", "c.csv"}, 1, "PACKBENCH_PASSWORD"},
		{"a wrong one", "nonsense", []string{"export", "customers", "--out", "c.csv", "--user", "Olive"}, 1, "not the password of Olive"},
		{"no right to it", "four blue kettles", []string{"export", "customers", "--out", "c.csv", "--user", "Rita"}, 1, "customer export"},
		{"the owner", "three green kettles", []string{"export", "customers", "--out", "c.csv", "--user", "Olive"}, 0, ""},
		{"what asks for no right", "", []string{"check"}, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			t.Setenv("PACKBENCH_PASSWORD", c.password)
			status, out, errs := runs(t, append([]string{"--shop", place}, c.args...)...)
			if status != c.status || !strings.Contains(errs, c.says) {
				t.Errorf("status %d, said %q %q; want %d and %q", status, out, errs, c.status, c.says)
			}
		})
	}
}
