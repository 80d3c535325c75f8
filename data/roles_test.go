package data_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// as gives the place of a shop for another login.
func as(t *testing.T, place, login string) string {
	t.Helper()
	u, err := url.Parse(place)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.User(login)
	return u.String()
}

// A desk's own login does all the work of a shop, and can rewrite nothing of what
// was done, by whatever program; a reader reads.
func TestADeskCannotRewriteThePast(t *testing.T) {
	if datatest.Server() == "" {
		t.Skip("roles are a server's: PACKBENCH_POSTGRES names one")
	}
	datatest.Alone(t)
	place := datatest.Place(t)
	owner, err := data.Open(t.Context(), place, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = owner.Close() })
	for login, role := range map[string]string{"desk o'1": "desk", "reader1": "reader"} {
		for range 2 { // again changes nothing
			if err := owner.SetUpRoles(t.Context(), login, role); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := data.Roles("x", "king"); data.KindOf(err) != data.KindInvalid {
		t.Errorf("a role that there is not: %v", err)
	}
	desk, err := data.Open(t.Context(), as(t, place, "desk o'1"), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = desk.Close() })
	work := func(s *data.Store, n int) error {
		return s.Write(t.Context(), anna, data.NewOp("work", n), func(ctx context.Context, tx *data.Tx) (any, error) {
			p, err := tx.AddProduct(ctx, data.Product{SKU: data.SKU(fmt.Sprintf("P%d", n)), Name: "Thing", Kind: "stocked", Price: 100})
			if err != nil {
				return nil, err
			}
			at, err := tx.PutLocation(ctx, data.Location{Code: fmt.Sprintf("S-%d", n), Kind: "bin", Sellable: true, Pickable: true})
			if err != nil {
				return nil, err
			}
			tx.About("product", p.ID, "Worked")
			return nil, tx.BookIn(ctx, p.ID, at, 5, "for the test")
		}, nil)
	}
	if err := work(desk, 1); err != nil {
		t.Fatalf("a desk's work: %v", err)
	}
	reader, err := data.Open(t.Context(), as(t, place, "reader1"), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = reader.Close() })
	if err := work(reader, 2); data.KindOf(err) != data.KindRefused {
		t.Errorf("a reader writes: %v", err)
	}
	if found, err := reader.Check(t.Context()); err != nil || len(found) < 20 {
		t.Errorf("a reader proves the books: %v", err)
	}
	if owner.Owned(t.Context()) != nil || data.KindOf(desk.Owned(t.Context())) != data.KindRefused {
		t.Error("who owns the shop is not known")
	}
	eyes := datatest.Eyes(t, as(t, place, "desk o'1"))
	t.Cleanup(func() { _ = eyes.Close() })
	for _, q := range []string{
		"UPDATE moves SET qty = qty + 1", "DELETE FROM moves", "TRUNCATE moves",
		"UPDATE changes SET after = ''", "DELETE FROM changes", "UPDATE payments SET amount = 0", "DELETE FROM payments",
		"UPDATE operations SET who = 'nobody'", "UPDATE operations SET reverses = 1", "DELETE FROM operations",
		"UPDATE operations SET title = 'nothing happened'", "UPDATE operations SET hash = '' WHERE hash <> ''",
		"UPDATE goose_db_version SET version_id = 1", "ALTER TABLE operations DISABLE ROW LEVEL SECURITY", "DROP POLICY operations_finish ON operations",
	} {
		r, err := eyes.ExecContext(t.Context(), q)
		if err != nil {
			if !strings.Contains(err.Error(), "42501") {
				t.Errorf("%s: %v", q, err)
			}
			continue
		}
		if n, err := r.RowsAffected(); n != 0 || err != nil {
			t.Errorf("%s changed %d rows, %v", q, n, err)
		}
	}
	found, err := owner.CheckWhole(t.Context())
	for _, f := range found {
		if f.Broken > 0 {
			t.Errorf("%s: %s", f.Says, f.Sample)
		}
	}
	if err != nil {
		t.Error(err)
	}
}
