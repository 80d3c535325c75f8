package data_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// Books of every earlier version are brought up to this one: what was in them
// stays, a file is copied first, the rules hold, and work goes on.
func TestOldBooksAreBroughtUp(t *testing.T) {
	datatest.Alone(t)
	newShop(t) // the driver wants its locking set before the first file is opened
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	for version := int64(1); version < data.SchemaVersion; version++ {
		place := filepath.Join(t.TempDir(), "old.packbench")
		if datatest.Server() != "" {
			place = datatest.Blank(t)
		}
		old := datatest.Eyes(t, place)
		if err := data.MakeOld(t.Context(), old, datatest.Server() != "", version); err != nil {
			t.Fatal(err)
		}
		for _, q := range []string{
			"INSERT INTO operations (op_id, kind, request_hash, title, who, desk, at) VALUES ('old', 'product', 'x', 'Added MUG', 'Anna', 'desk 1', 1)",
			"INSERT INTO products (sku, name, price) VALUES ('MUG', 'Mug', 500)",
			"INSERT INTO search_docs (kind, ref_id, title, detail, words) VALUES ('product', 1, 'Mug', 'MUG', 'mug mug')",
		} {
			if _, err := old.ExecContext(t.Context(), q); err != nil {
				t.Fatal(err)
			}
		}
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		books, err := data.Open(t.Context(), place, data.Options{})
		if err != nil {
			t.Fatalf("version %d: %v", version, err)
		}
		if err := books.Write(t.Context(), anna, data.NewOp("customer", 1), func(ctx context.Context, tx *data.Tx) (any, error) {
			tx.About("customer", 1, "Added a customer")
			return tx.AddCustomer(ctx, data.Customer{Name: "Mary Okafor"}, nil)
		}, nil); err != nil {
			t.Errorf("version %d: %v", version, err)
		}
		if err := books.Read(t.Context(), func(ctx context.Context, v *data.View) error {
			_, err := v.ProductBySKU(ctx, "MUG")
			return err
		}); err != nil {
			t.Errorf("version %d: %v", version, err)
		}
		found, err := books.CheckWhole(t.Context())
		for _, f := range found {
			if f.Broken > 0 {
				t.Errorf("version %d: %s: %s", version, f.Says, f.Sample)
			}
		}
		if err != nil {
			t.Error(err)
		}
		if err := books.Close(); err != nil {
			t.Error(err)
		}
		if datatest.Server() == "" {
			kept := fmt.Sprintf("%s.version-%d", place, version)
			if _, err := os.Stat(kept); err != nil {
				t.Errorf("the file was not copied first: %v", err)
			}
			if m, err := data.CheckBackup(t.Context(), kept); err != nil || m.Schema != version {
				t.Errorf("the copy is of version %d: %v", m.Schema, err)
			}
		}
	}
}
