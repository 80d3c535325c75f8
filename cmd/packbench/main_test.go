package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runs starts the program as the shell does.
func runs(t *testing.T, args ...string) (status int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	m := &Main{Stdout: &stdout, Stderr: &stderr}
	status = m.Run(context.Background(), args)
	return status, stdout.String(), stderr.String()
}

func TestWrongUse(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none.packbench")
	for _, c := range []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"no such command", []string{"frobnicate"}, 2, "there is no command"},
		{"unknown flag", []string{"check", "--fast"}, 2, "fast"},
		{"export without a file", []string{"export", "orders"}, 2, "--out"},
		{"no shop there", []string{"--shop", none, "check"}, 1, "there is no shop"},
		{"no server there", []string{"--shop", "postgres://127.0.0.1:1/shop", "check"}, 1, "no PostgreSQL does"},
		{"print what is no PDF", []string{"print", "main_test.go", "--printer", "x"}, 1, "not a PDF"},
		{"print what is not there", []string{"print", none, "--printer", "x"}, 1, "can't read"},
		{"a backup of nothing", []string{"restore", none, "--shop", none}, 1, "none.packbench"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, _, errs := runs(t, c.args...)
			if status != c.status || !strings.Contains(errs, c.says) {
				t.Errorf("status %d, said %q; want %d and %q", status, errs, c.status, c.says)
			}
		})
	}
}

func TestHelpNamesEveryCommand(t *testing.T) {
	status, out, _ := runs(t, "help")
	if status != 0 {
		t.Fatalf("status %d", status)
	}
	for _, c := range commands {
		if !strings.Contains(out, "packbench "+c.name) {
			t.Errorf("help leaves out %s", c.name)
		}
	}
}

// A day with a few orders, and everything that a script would then ask of the
// shop.
func TestADemoDayAndWhatAScriptAsks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "day")
	status, out, errs := runs(t, "demo", "--out", dir, "--orders", "6", "--json")
	if status != 0 {
		t.Fatalf("demo: status %d, %s", status, errs)
	}
	var day struct{ Worked struct{ Files []string } }
	if err := json.Unmarshal([]byte(out), &day); err != nil {
		t.Fatalf("demo --json: %v", err)
	}
	for _, name := range day.Worked.Files {
		if st, err := os.Stat(filepath.Join(dir, name)); err != nil || st.Size() == 0 {
			t.Errorf("%s was not written", name)
		}
	}
	shop := filepath.Join(dir, "shop.packbench")
	if status, _, errs = runs(t, "demo", "--out", dir); status != 1 || !strings.Contains(errs, "already there") {
		t.Errorf("a second demo in the folder: status %d, %s", status, errs)
	}
	if status, out, errs = runs(t, "--shop", shop, "check"); status != 0 || strings.Contains(out, "BROKEN") {
		t.Errorf("check: status %d %s %s", status, out, errs)
	}
	for _, name := range []string{"orders.xlsx", "stock.csv"} {
		kind, _, _ := strings.Cut(name, ".")
		if status, _, errs = runs(t, "export", kind, "--out", filepath.Join(dir, "again-"+name), "--shop", shop); status != 0 {
			t.Errorf("export %s: %s", name, errs)
		}
	}
	if status, out, errs = runs(t, "export", "stock", "--since", "2020-01-01", "--out", filepath.Join(dir, "then.xlsx"), "--shop", shop); status != 0 || strings.Contains(out, " 0 rows") {
		t.Errorf("what changed in the stock: status %d, %s %s", status, out, errs)
	}
	if status, _, errs = runs(t, "export", "stock", "--at", "yesterday", "--out", filepath.Join(dir, "then.xlsx"), "--shop", shop); status != 1 || !strings.Contains(errs, "no moment") {
		t.Errorf("stock of no moment: status %d, %s", status, errs)
	}
	if status, _, errs = runs(t, "export", "orders", "--out", filepath.Join(dir, "orders.doc"), "--shop", shop); status != 1 || !strings.Contains(errs, ".xlsx") {
		t.Errorf("export to .doc: status %d, %s", status, errs)
	}
	if _, err := os.Stat(filepath.Join(dir, "orders.doc")); err == nil {
		t.Error("a refused export left a file")
	}
	for _, args := range [][]string{
		{"labels", "product", "22423", "85123A", "--price", "--out", filepath.Join(dir, "p.pdf")},
		{"labels", "location", "--all", "--stock", "5160", "--start", "4", "--out", filepath.Join(dir, "l.pdf")},
		{"labels", "shipping", "10001-1", "--out", filepath.Join(dir, "s.pdf")},
	} {
		if status, _, errs = runs(t, append(args, "--shop", shop)...); status != 0 {
			t.Errorf("%v: %s", args, errs)
		}
	}
	if status, _, errs = runs(t, "labels", "product", "NOSUCH", "--out", filepath.Join(dir, "x.pdf"), "--shop", shop); status != 1 || !strings.Contains(errs, "NOSUCH") {
		t.Errorf("label of an unknown product: status %d, %s", status, errs)
	}
	people := filepath.Join(dir, "people.csv")
	if err := os.WriteFile(people, []byte("Number,Name,Email,Street,City,Postcode,Country\nX1,Wilhelmina Quartermaine,w@example.com,7 High Street,Salford,M5 4WT,GB\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, errs = runs(t, "import", "customers", people, "--shop", shop); status != 0 {
		t.Fatalf("import: %s", errs)
	}
	held := filepath.Join(dir, "x1.json")
	if status, _, errs = runs(t, "customer", "X1", "--out", held, "--shop", shop); status != 0 {
		t.Errorf("what is held: %s", errs)
	}
	if text, err := os.ReadFile(held); err != nil || !strings.Contains(string(text), "Quartermaine") {
		t.Errorf("what is held: %s, %v", text, err)
	}
	if status, out, errs = runs(t, "erase", "X1", "--why", "she asked", "--shop", shop); status != 0 || !strings.Contains(out, "is erased") {
		t.Errorf("erase: status %d %s %s", status, out, errs)
	}
	if status, out, _ = runs(t, "customer", "X1", "--out", held, "--shop", shop); status != 0 || strings.Contains(out, "Quartermaine") {
		t.Errorf("after the erasure: %s", out)
	}
	backup := filepath.Join(dir, "copy.packbench")
	if status, _, errs = runs(t, "backup", "--out", backup, "--shop", shop); status != 0 {
		t.Fatalf("backup: %s", errs)
	}
	if status, out, errs = runs(t, "backup", "--shop", shop); status != 0 || !strings.Contains(out, "verified") {
		t.Errorf("backup among those that are kept: status %d %s %s", status, out, errs)
	}
	if status, out, errs = runs(t, "backups", "--drill", "--shop", shop); status != 0 || !strings.Contains(out, "restored and proved") {
		t.Errorf("backups: status %d %s %s", status, out, errs)
	}
	if status, out, errs = runs(t, "restore", backup, "--look", "--shop", shop); status != 0 || !strings.Contains(out, "nothing was written since") {
		t.Errorf("a look at a copy: status %d %s %s", status, out, errs)
	}
	lists := filepath.Join(dir, "one.csv")
	if err := os.WriteFile(lists, []byte("SKU,Name,Price\nNEWONE,New one,1.00\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, errs = runs(t, "import", "products", lists, "--shop", shop); status != 0 {
		t.Fatalf("import: %s", errs)
	}
	if status, out, errs = runs(t, "restore", backup, "--look", "--shop", shop); status != 0 || !strings.Contains(out, "written since") || !strings.Contains(out, "product") {
		t.Errorf("a look at a copy that lacks something: status %d %s %s", status, out, errs)
	}
	if status, out, errs = runs(t, "restore", backup, "--shop", shop); status != 0 || !strings.Contains(out, "kept as") {
		t.Errorf("restore: status %d %s %s", status, out, errs)
	}
	if status, _, errs = runs(t, "--shop", shop, "check"); status != 0 {
		t.Errorf("check after restoring: %s", errs)
	}
}
