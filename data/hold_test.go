package data_test

import (
	"testing"
	"time"

	"packbench/data"
)

func TestWhyAnOrderIsHeld(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	// Midnight of 4 July in the shop is still the third in UTC.
	july := data.At(time.Date(2026, 7, 4, 0, 0, 0, 0, london))
	for _, c := range []struct {
		h    data.Hold
		want string
	}{
		{data.Hold{Kind: "wish", Until: july, Reason: "away till then"}, "on hold: customer's wish, until 4 Jul, away till then"},
		{data.Hold{Kind: "wish"}, "on hold: customer's wish"},
		{data.Hold{Kind: "payment", Reason: "cheque to clear"}, "on hold: payment, cheque to clear"},
	} {
		if got := c.h.Says(london); got != c.want {
			t.Errorf("it says %q, want %q", got, c.want)
		}
	}
}
