package data_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// flip changes sixteen bytes of a file.
func flip(t *testing.T, path string, at int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := make([]byte, 16)
	if _, err := f.ReadAt(b, at); err != nil {
		t.Fatal(err)
	}
	for i := range b {
		b[i] ^= 0xff
	}
	if _, err := f.WriteAt(b, at); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNoShopIsRefused(t *testing.T) {
	datatest.OnFiles(t)
	good := newShop(t)
	whole := filepath.Join(t.TempDir(), "whole.packbench")
	if _, err := good.Backup(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
	bytes, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"a text file": []byte("this is a shopping list, not a shop"),
		"a cut file":  bytes[:len(bytes)/3],
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.packbench")
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := data.Open(context.Background(), path, data.Options{})
			if err == nil {
				_, err = s.Check(context.Background())
				if cerr := s.Close(); cerr != nil {
					t.Log(cerr)
				}
			}
			if err == nil {
				t.Error("it was opened and found good")
			}
			if now, rerr := os.ReadFile(path); rerr != nil || len(now) < len(content) {
				t.Errorf("the file was changed: %v", rerr)
			}
		})
	}
}

func TestAFileIsForItsOwnerAlone(t *testing.T) {
	datatest.OnFiles(t)
	s := newShop(t)
	for _, tail := range []string{"", "-wal"} {
		st, err := os.Stat(s.Place() + tail)
		if err != nil {
			t.Fatal(err)
		}
		if st.Mode().Perm() != 0o600 {
			t.Errorf("%s has rights %v", tail, st.Mode().Perm())
		}
	}
}
