package data_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// wholeShop is the bytes of a sound shop's file.
func wholeShop(t *testing.T) []byte {
	t.Helper()
	s := newShop(t)
	s.place(want{s.mug, 2}, want{s.set, 1})
	path := filepath.Join(t.TempDir(), "whole.packbench")
	if _, err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// openAndClose opens a file as a shop, and closes it where it could.
func openAndClose(path string) error {
	s, err := data.Open(context.Background(), path, data.Options{})
	if err != nil {
		return err
	}
	return s.Close()
}

// told proves that an error is one that a person is told of, with what to do.
func told(t *testing.T, err error, kind data.Kind, says ...string) {
	t.Helper()
	var f *data.Fault
	if !errors.As(err, &f) || f.Kind != kind || f.Hint == "" {
		t.Errorf("got %v, want one that is %s and says what to do", err, kind)
		return
	}
	for _, s := range says {
		if !strings.Contains(f.Message+": "+f.Hint, s) {
			t.Errorf("it says %q, which does not tell of %q", f.Message+": "+f.Hint, s)
		}
	}
}

// What is no whole shop of this program is refused with what to do, and left
// as it was, byte by byte.
func TestABadFileIsRefusedAndLeftAlone(t *testing.T) {
	datatest.Alone(t)
	datatest.OnFiles(t)
	whole := wholeShop(t)
	foreign := func(version string) []byte {
		path := filepath.Join(t.TempDir(), "other.db")
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []string{"CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, url TEXT)", "INSERT INTO bookmarks (url) VALUES ('x')", "PRAGMA user_version = " + version} {
			if _, err := db.ExecContext(t.Context(), q); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	newer := bytes.Clone(whole)
	newer[63]++ // the last byte of SQLite's user version
	for _, c := range []struct {
		name    string
		content []byte
		says    []string
	}{
		{"a text file", []byte("this is a shopping list, not a shop"), []string{"not a shop's file", "restore"}},
		{"an empty file", nil, []string{"empty", "restore"}},
		{"one byte", []byte("S"), []string{"not a shop's file", "restore"}},
		{"from a newer program", newer, []string{"newer Packbench", "update"}},
		{"another program's database", foreign("0"), []string{"not a shop's file", "choose"}},
		{"another program's database with a version", foreign("1"), []string{"not a shop's file", "choose"}},
		{"another program's database with a high version", foreign("77"), []string{"not a shop's file", "choose"}},
		{"cut within its header", whole[:60], []string{"damaged", "restore"}},
		{"cut within its first page", whole[:1000], []string{"damaged", "restore"}},
		{"cut to a third", whole[:len(whole)/3], []string{"damaged", "restore"}},
		{"cut by one page", whole[:len(whole)-4096], []string{"damaged", "restore"}},
		{"cut by a byte", whole[:len(whole)-1], []string{"damaged", "restore"}},
		{"zeroes after its header", append(bytes.Clone(whole[:100]), make([]byte, len(whole)-100)...), []string{"damaged", "restore"}},
		{"a header of rubbish", append([]byte("SQLite format 3\x00"), bytes.Repeat([]byte{0xa5}, len(whole)-16)...), []string{"damaged", "restore"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.packbench")
			if err := os.WriteFile(path, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			told(t, openAndClose(path), data.KindRefused, c.says...)
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, c.content) {
				t.Errorf("the file was changed (%v)", err)
			}
		})
	}
}

func TestAFolderIsNoShop(t *testing.T) {
	datatest.OnFiles(t)
	told(t, openAndClose(t.TempDir()), data.KindRefused, "is a folder", "choose")
}

// A page of rubbish in the middle is met when it is read: then the shop says
// that its file is damaged, and what to do. Nothing panics, and what is asked
// of other pages is still answered.
func TestADamagedPageIsMetWithWords(t *testing.T) {
	datatest.OnFiles(t)
	if testing.Short() {
		t.Skip("opens a shop for every third of its pages")
	}
	whole := wholeShop(t)
	rubbish := make([]byte, 4096)
	rnd := rand.NewChaCha8([32]byte{1})
	found, tried, pages := 0, 0, len(whole)/4096
	for page := 1; page < pages; page += 3 {
		_, _ = rnd.Read(rubbish) // it never fails
		tried++
		bad := bytes.Clone(whole)
		copy(bad[page*4096:], rubbish)
		path := filepath.Join(t.TempDir(), "x.packbench")
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := useAll(t, path); err != nil {
			told(t, err, data.KindRefused, "damaged", "restore")
			found++
		}
		if _, err := data.CheckBackup(t.Context(), path); err == nil {
			t.Errorf("page %d: as a backup the file was found good", page)
		}
	}
	// Pages of what a small day never reads go unseen until then.
	if found < tried/5 {
		t.Errorf("%d of %d damaged pages were met", found, tried)
	}
	t.Logf("%d of %d damaged pages were met", found, tried)
}

// useAll opens a shop, proves its books, searches and takes an order.
func useAll(t *testing.T, path string) error {
	s, err := data.Open(t.Context(), path, data.Options{})
	if err != nil {
		return err
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}()
	if _, err := s.Check(t.Context()); err != nil {
		return err
	}
	return s.Write(t.Context(), anna, data.NewOp("look and add", nil), func(ctx context.Context, tx *data.Tx) (any, error) {
		if _, err := tx.Search(ctx, "", "mug", 9); err != nil {
			return nil, err
		}
		if _, err := tx.OrderIDs(ctx); err != nil {
			return nil, err
		}
		_, err := tx.AddCustomer(ctx, data.Customer{Name: "Ben Adeyemi"}, nil)
		return nil, err
	}, nil)
}
