package data_test

import (
	"testing"

	"pgregory.net/rapid"

	"packbench/data"
)

func TestMoneyAsPeopleReadIt(t *testing.T) {
	for _, c := range []struct {
		m        data.Money
		currency string
		want     string
	}{
		{0, "GBP", "£0.00"}, {5, "EUR", "€0.05"}, {123450, "GBP", "£1,234.50"}, {-123456789, "USD", "-$1,234,567.89"}, {99999, "GBP", "£999.99"},
		{100000, "CHF", "1,000.00 CHF"}, {1200, "", "12.00"},
	} {
		if got := c.m.In(c.currency); got != c.want {
			t.Errorf("%d of %q reads %q, want %q", c.m, c.currency, got, c.want)
		}
	}
}

func TestMoneyThatIsReadCanBeTypedBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := data.Money(rapid.Int64Range(-1e12, 1e12).Draw(t, "minor units"))
		// A list for another program has no commas, a screen has: both are the
		// same amount.
		for _, text := range []string{m.String(), m.In("")} {
			if got, err := data.ParseMoney("amount", text); err != nil || got != m {
				t.Fatalf("%q reads back as %d, %v, want %d", text, got, err, m)
			}
		}
	})
}
