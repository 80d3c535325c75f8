package apptest

import (
	"context"
	"testing"

	"packbench/data"
)

// The copies of a day are sound: the self-check proves them, their numbers go
// on without a gap, and they are found.
func TestYearsHoldAllRules(t *testing.T) {
	if testing.Short() {
		t.Skip("makes the whole demo shop")
	}
	books, err := data.Open(context.Background(), Years(t, 60), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer books.Close()
	found, err := books.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			t.Errorf("rule %s, %s: broken %d times, first %s", f.Rule, f.Says, f.Broken, f.Sample)
		}
	}
	err = books.Read(context.Background(), func(ctx context.Context, v *data.View) error {
		if n, err := v.OrderCount(ctx); err != nil || n != 60 {
			t.Errorf("%d orders, want %d (%v)", n, 60, err)
		}
		hits, err := v.Search(ctx, "order", "10055", 5)
		if len(hits) != 1 {
			t.Errorf("searching for the number of a copy found %d orders, want it alone", len(hits))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
