package data_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// saved puts books that an earlier version of the program wrote at a place: for
// each released schema there is a file of SQLite, and what pg_dump --inserts wrote
// of a server's. Both hold the small shop of the tests with an order that is
// picked, one whose note was changed, that taken back, and changed again.
func saved(t *testing.T, version int64) (place string) {
	t.Helper()
	tail := "packbench"
	if datatest.Server() != "" {
		tail = "sql"
	}
	f, err := os.Open(filepath.Join("testdata", fmt.Sprintf("schema%d.%s.gz", version, tail)))
	if err != nil {
		t.Fatalf("save books of version %d before the schema changes: %v", version, err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if tail == "packbench" {
		place = filepath.Join(t.TempDir(), "saved.packbench")
		if err := os.WriteFile(place, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return place
	}
	place = datatest.Blank(t)
	server := datatest.Eyes(t, place)
	if _, err := server.ExecContext(t.Context(), string(text)); err != nil {
		t.Fatal(err)
	}
	if err := server.Close(); err != nil { // the dump leaves a search path behind
		t.Fatal(err)
	}
	return place
}

// The books that every released version wrote are brought up to this one, and
// nothing in them is lost.
func TestSavedBooksOfEveryVersionAreBroughtUp(t *testing.T) {
	datatest.Alone(t)
	newShop(t) // the driver wants its locking set before the first file is opened
	home := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", home)
	for version := int64(1); version < data.SchemaVersion; version++ {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			books, err := data.Open(t.Context(), saved(t, version), data.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = books.Close() })
			if datatest.Server() != "" {
				kept, err := filepath.Glob(filepath.Join(home, "packbench", fmt.Sprintf("*.version-%d", version)))
				if err != nil || len(kept) != 1 {
					t.Fatalf("it was copied first to %v, %v", kept, err)
				}
				if _, err := data.CheckBackup(t.Context(), kept[0]); err != nil {
					t.Errorf("the copy: %v", err)
				}
			}
			if err := books.Read(t.Context(), func(ctx context.Context, v *data.View) error {
				rows, err := v.FirstOrders(ctx, 10)
				if err != nil || len(rows) != 2 {
					return fmt.Errorf("%d orders: %w", len(rows), err)
				}
				o, err := v.Order(ctx, rows[0].ID)
				if err != nil || o.Note != "ring once" {
					t.Errorf("the note is %q, %v", o.Note, err)
				}
				all, err := v.Journal(ctx, data.JournalAsk{}, 100)
				undone, undid := 0, 0
				for _, e := range all {
					if e.ReversedBy > 0 {
						undone++
					}
					if strings.HasPrefix(e.Title, "Undid: ") && e.Reverses > 0 {
						undid++
					}
				}
				if undone != 1 || undid != 1 {
					t.Errorf("%d deeds are undone, %d undo one", undone, undid)
				}
				last, e := v.LastUndoable(ctx, "Anna")
				if e != nil || !strings.Contains(last.Title, "notes") && !strings.Contains(last.Title, "Notes") {
					t.Errorf("Anna would undo %q, %v", last.Title, e)
				}
				return err
			}); err != nil {
				t.Error(err)
			}
			if err := books.Write(t.Context(), anna, data.NewOp("customer", 1), func(ctx context.Context, tx *data.Tx) (any, error) {
				tx.About("customer", 1, "Added a customer")
				return tx.AddCustomer(ctx, data.Customer{Name: "Mary Okafor"}, nil)
			}, nil); err != nil {
				t.Error(err)
			}
			found, err := books.CheckWhole(t.Context())
			for _, f := range found {
				if f.Broken > 0 {
					t.Errorf("%s: %s", f.Says, f.Sample)
				}
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
}
