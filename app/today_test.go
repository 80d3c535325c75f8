package app_test

import (
	"testing"

	"packbench/app/apptest"
	"packbench/data"
)

// In Honolulu the evening of the first of March is the second of March in
// London: what is sold then is sold on the first.
func TestTheWeekAddsUpTheShopsOwnDays(t *testing.T) {
	s := apptest.New(t)
	p, err := s.Profile(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p.TimeZone = "Pacific/Honolulu"
	if err := s.SetProfile(t.Context(), apptest.Anna, data.NewOp("profile", p), p); err != nil {
		t.Fatal(err)
	}
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	day, err := s.Day(t.Context(), "desk 1")
	if err != nil {
		t.Fatal(err)
	}
	last := day.Week[6]
	if len(day.Week) != 7 || last.Day.Format("2 Jan 15:04") != "1 Mar 00:00" || last.Orders != 1 || last.Total == 0 {
		t.Errorf("the last day of the week is %+v of %d, want one order on 1 March", last, len(day.Week))
	}
}
