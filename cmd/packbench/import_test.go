package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"packbench/data"
)

// A list comes in by command: what it would do, what it did, what is wrong and
// where, and the exit status that scripts look at.
func TestImportByCommand(t *testing.T) {
	dir := t.TempDir()
	shop := filepath.Join(dir, "shop.packbench")
	books, err := data.Open(t.Context(), shop, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := books.Close(); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("good.csv", "SKU,Name,Price\nVASE,Vase,12.50\n")
	bad := write("bad.csv", "SKU,Name,Price\nPOT,Pot,3\nCUP,Cup,dear\n")
	mend := filepath.Join(dir, "mend.csv")
	for _, c := range []struct {
		name     string
		args     []string
		status   int
		out, err string
	}{
		{"dry", []string{"import", "products", good, "--dry-run"}, exitDone, "1 would be new", ""},
		{"dry wrote nothing", []string{"import", "products", good, "--dry-run"}, exitDone, "1 would be new", ""},
		{"for real", []string{"import", "products", good}, exitDone, "1 new, 0 changed, 0 unchanged", ""},
		{"twice", []string{"import", "products", good}, exitDone, "nothing to do: this very file was brought in", ""},
		{"with a bad row", []string{"import", "products", bad, "--bad", mend}, exitFailed, "1 new, 0 changed, 0 unchanged, 1 row is wrong", `bad.csv, line 3, column 3 (Price): "dear"; expected`},
		{"as JSON", []string{"--json", "import", "products", good, "--dry-run", "--again"}, exitDone, `"same": 1`, ""},
		{"another format", []string{"import", "products", good, "--format", "xlsx"}, exitFailed, "", "is no xlsx file"},
		{"orders", []string{"import", "orders", good}, exitFailed, "", "orders can't be brought in from a file yet"},
		{"no such file", []string{"import", "products", filepath.Join(dir, "nothing.csv")}, exitFailed, "", "there is no file"},
		{"no file named", []string{"import", "products"}, exitUsage, "", "packbench import KIND FILE"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			m := &Main{Stdout: &out, Stderr: &errs}
			status := m.Run(t.Context(), append([]string{"--shop", shop}, c.args...))
			if status != c.status || !strings.Contains(out.String(), c.out) || !strings.Contains(errs.String(), c.err) {
				t.Errorf("status %d, says %q and %q; want %d, %q and %q", status, out.String(), errs.String(), c.status, c.out, c.err)
			}
		})
	}
	if b, err := os.ReadFile(mend); err != nil || !strings.Contains(string(b), "CUP") || strings.Contains(string(b), "POT") {
		t.Errorf("to mend: %q, %v", b, err)
	}
}
