package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestListFilesOffersWhatATypedPathCouldMean(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"Prices.csv", "prices old.xlsx", "notes.txt", ".hidden.csv"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "pricing"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ typed, want string }{
		{"", "pricing prices old.xlsx Prices.csv"},
		{"pri", "pricing prices old.xlsx Prices.csv"},
		{"PRICES.", "Prices.csv"},
		{"notes", ""},
		{".hid", ".hidden.csv"},
	} {
		got, err := ListFiles(dir+string(filepath.Separator)+c.typed, ".csv", ".xlsx")
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range got {
			names = append(names, f.Name)
		}
		if s := strings.Join(names, " "); s != c.want {
			t.Errorf("%q offers %q, want %q", c.typed, s, c.want)
		}
	}
	if _, err := ListFiles(filepath.Join(dir, "nowhere", "x")); err == nil {
		t.Error("a folder that is not there offers nothing without a word")
	}
}
