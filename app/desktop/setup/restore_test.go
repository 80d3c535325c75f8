package setup

import (
	"path/filepath"
	"strings"
	"testing"

	"packbench/app/apptest"
)

// Before a copy is brought back the person sees what it holds and what of the shop
// it lacks.
func TestWhatACopyWouldBringBackIsShownFirst(t *testing.T) {
	shop, brought := apptest.New(t), ""
	copy := filepath.Join(t.TempDir(), "old.backup")
	if _, err := shop.Backup(t.Context(), copy); err != nil {
		t.Fatal(err)
	}
	shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	_, v, _ := opened(t, shop, "setup/books", Options{Restore: func(path string) { brought = path }})
	m := v.now().(*booksView).m
	m.AskRestore()
	if m.Form == nil {
		t.Skip("a server's shop is brought back by the command")
	}
	m.Form.Submit()
	if m.Form.Field("file").Wrong == "" {
		t.Errorf("no file: %+v", m.Form)
	}
	m.Form.Clear()
	fill(m.Form, map[string]string{"file": filepath.Join(t.TempDir(), "none.backup")})
	if m.Form.Submit(); m.Form.Sound() {
		t.Error("a file that is not there is no copy")
	}
	m.Form.Clear()
	fill(m.Form, map[string]string{"file": copy})
	m.Form.Submit()
	said := ""
	for _, f := range m.Form.Facts {
		said += f.Label + ": " + f.Text + "\n"
	}
	if !strings.Contains(said, "Would be lost: ") || !strings.Contains(said, "Placed order") || !m.Form.Danger || brought != "" {
		t.Fatalf("it says %s, brought %q", said, brought)
	}
	if m.Form.Submit(); brought != copy {
		t.Errorf("brought %q", brought)
	}
}
