package demoday_test

import (
	"context"
	"testing"

	"packbench/app"
	"packbench/app/demoday"
	"packbench/data"
	"packbench/data/datatest"
)

func openShop(tb testing.TB) *app.Shop {
	tb.Helper()
	books, err := data.Open(context.Background(), datatest.Place(tb), data.Options{})
	if err != nil {
		tb.Fatalf("open: %v", err)
	}
	tb.Cleanup(func() {
		if err := books.Close(); err != nil {
			tb.Errorf("close: %v", err)
		}
	})
	return app.New(books, app.Options{})
}

// A shop is made and twelve orders go through every stage, with every document
// drawn and every rule proved at the end.
func TestADayInTheShop(t *testing.T) {
	if testing.Short() {
		t.Skip("makes the whole demo shop; one goroutine does it all, so that the race detector has nothing to find")
	}
	shop, who := openShop(t), data.Actor{User: "Anna", Desk: "desk 1"}
	if err := demoday.Make(context.Background(), shop, who, nil); err != nil {
		t.Fatalf("make: %v", err)
	}
	out := t.TempDir()
	day, err := demoday.Work(context.Background(), shop, who, demoday.Options{Orders: 12, Out: out})
	if err != nil {
		t.Fatalf("work: %v", err)
	}
	done := make(map[string]int)
	for _, l := range day.Lines {
		done[l.What] = l.N
		t.Logf("%-46s %6d %-12s %8.2fs %s", l.What, l.N, l.Unit, l.Took.Seconds(), l.Note)
	}
	if done["orders placed, paid and planned"] != 12 {
		t.Errorf("%d orders placed, want 12", done["orders placed, paid and planned"])
	}
	if got, want := done["shipments handed over"], done["shipments released through the gate"]; got == 0 || got > want {
		t.Errorf("%d of %d released shipments handed over", got, want)
	}
}
