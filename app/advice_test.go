package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/demoday"
	"packbench/data"
	"packbench/data/datatest"
)

// A day of the demo shop is picked; then the advice walks it again.
func TestAdviceWalksTheDayAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("makes the whole demo shop")
	}
	books, err := data.Open(t.Context(), datatest.Place(t), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer books.Close()
	shop := app.New(books, app.Options{})
	empty, err := shop.AdviseSlots(t.Context(), nil)
	if err != nil || !strings.HasPrefix(empty.Why, "Describe your shelves") {
		t.Fatalf("a shop without a map: %+v %v", empty, err)
	}
	if err := demoday.Make(t.Context(), shop, apptest.Anna, nil); err != nil {
		t.Fatal(err)
	}
	if empty, err = shop.AdviseSlots(t.Context(), nil); err != nil || !strings.HasPrefix(empty.Why, "Nothing was picked") {
		t.Fatalf("a shop without walks: %+v %v", empty, err)
	}
	if _, err := demoday.Work(t.Context(), shop, apptest.Anna, demoday.Options{Orders: 30}); err != nil {
		t.Fatal(err)
	}
	a, err := shop.AdviseSlots(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d lists of %d days, %d to %d m a week, %s", a.Lists, a.Days, a.Before/1000, a.After/1000, a.Why)
	left := a.Before
	for _, s := range a.Swaps {
		t.Logf("%s from %s to %s (%s) saves %d m", s.SKU, s.From, s.To, s.OtherSKU, s.Saves/1000)
		if left -= s.Saves; s.Saves < 50_000 || s.From == s.To || s.SKU == "" {
			t.Errorf("swap %+v", s)
		}
	}
	if a.Lists == 0 || left-a.After > 10 || a.After-left > 10 || len(a.Swaps) == 0 && a.Why == "" {
		t.Errorf("advice %+v, left %d", a, left)
	}
	layouts, err := shop.AdviseLayout(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layouts {
		t.Logf("%s: %d to %d m a week", l.Title, l.Before/1000, l.After/1000)
		if l.After >= l.Before || l.Saves < 0 {
			t.Errorf("layout %+v", l)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	cancel()
	if _, err := shop.AdviseSlots(ctx, nil); err == nil {
		t.Error("a stop before the books were read was not told")
	}
}
