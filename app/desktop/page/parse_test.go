package page

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseMoney(t *testing.T) {
	for _, tc := range []struct {
		text     string
		decimals int
		want     int64
		bad      string
	}{
		{"12", 2, 1200, ""},
		{"12.5", 2, 1250, ""},
		{"12,50", 2, 1250, ""},
		{" £4 ", 2, 400, ""},
		{"-3", 2, -300, ""},
		{"-£3.00", 2, -300, ""},
		{"(3.00)", 2, -300, ""},
		{"1,204.50", 2, 120450, ""},
		{"1 204,50", 2, 120450, ""},
		{"1.204,50", 2, 120450, ""},
		{"1,204", 2, 120400, ""},
		{"1'000'000", 2, 100000000, ""},
		{".5", 2, 50, ""},
		{"1204", 0, 1204, ""},
		{"1.234", 3, 1234, ""},
		{"12.345.5", 2, 1234550, ""},
		{"", 2, 0, "missing"},
		{"abc", 2, 0, "does not belong"},
		{"1.2345", 2, 0, "at most 2"},
		{"1.5", 0, 0, "at most 0"},
		{"12,34,56", 2, 0, "three digits"},
		{"1204,500.00", 2, 0, "three digits"},
		{"12.5x", 2, 0, "only digits"},
		{"99999999999999999999", 2, 0, "too large"},
		{".", 2, 0, "no digits"},
	} {
		got, err := ParseMoney(tc.text, tc.decimals)
		switch {
		case tc.bad == "" && (err != nil || got != tc.want):
			t.Errorf("%q: %d, %v; want %d", tc.text, got, err, tc.want)
		case tc.bad != "" && (err == nil || !strings.Contains(err.Error(), tc.bad)):
			t.Errorf("%q: %d, %v; want an error with %q", tc.text, got, err, tc.bad)
		}
	}
}

func TestMoneyGoesThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.Int64Range(-1e14, 1e14).Draw(t, "minor")
		decimals := rapid.IntRange(0, 3).Draw(t, "decimals")
		text := FormatMoney(minor, decimals)
		if decimals == 3 && !strings.Contains(text, ".") {
			t.Fatalf("%q has no decimals", text)
		}
		if got, err := ParseMoney(text, decimals); err != nil || got != minor {
			t.Fatalf("%d is written %q and read %d, %v", minor, text, got, err)
		}
	})
}

func TestParseQuantity(t *testing.T) {
	for _, tc := range []struct {
		text string
		want int64
		bad  string
	}{
		{"6", 6, ""}, {" 1,200 ", 1200, ""}, {"6x2", 12, ""}, {"3 * 4", 12, ""}, {"-2", 0, "at least 1"},
		{"0", 0, "at least 1"}, {"10000000", 0, "at most 1,000,000"}, {"1.5", 0, "whole number"},
		{"", 0, "missing"}, {"x", 0, "whole number"}, {"9999999999x9999999999", 0, "too large"},
	} {
		got, err := ParseQuantity(tc.text, 1, 1_000_000)
		switch {
		case tc.bad == "" && (err != nil || got != tc.want):
			t.Errorf("%q: %d, %v; want %d", tc.text, got, err, tc.want)
		case tc.bad != "" && (err == nil || !strings.Contains(err.Error(), tc.bad)):
			t.Errorf("%q: %d, %v; want an error with %q", tc.text, got, err, tc.bad)
		}
	}
}

func TestParseDate(t *testing.T) {
	today := time.Date(2026, 11, 23, 15, 4, 5, 0, time.UTC) // a Monday
	for _, tc := range []struct {
		text       string
		monthFirst bool
		want       string // "" is refused
	}{
		{"today", false, "2026-11-23"}, {"tomorrow", false, "2026-11-24"}, {"+3", false, "2026-11-26"}, {"-1", false, "2026-11-22"},
		{"fri", false, "2026-11-27"}, {"mon", false, "2026-11-30"}, {"24", false, "2026-11-24"}, {"22", false, "2026-12-22"},
		{"31", false, "2026-12-31"},
		{"24/12", false, "2026-12-24"}, {"12/24", true, "2026-12-24"}, {"24.12.26", false, "2026-12-24"},
		{"24 dec", false, "2026-12-24"}, {"dec 24", false, "2026-12-24"}, {"2026-12-24", false, "2026-12-24"}, {"2026-12-24", true, "2026-12-24"},
		{"4/1", false, "2027-01-04"}, {"1/11", false, "2026-11-01"}, {"29/2/2028", false, "2028-02-29"},
		{"", false, ""}, {"31/11", false, ""}, {"29/2/2027", false, ""}, {"24/13", false, ""}, {"soon", false, ""}, {"1/2/3/4", false, ""}, {"99", false, ""}, {"+99999", false, ""},
	} {
		got, err := ParseDate(tc.text, today, tc.monthFirst)
		text := ""
		if err == nil {
			text = got.Format("2006-01-02")
		}
		if text != tc.want {
			t.Errorf("%q: got %q, %v; want %q", tc.text, text, err, tc.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"12.5", "(3,00)", "fri", "24/12/26", "6x2", "2026-12-24", "+3", ""} {
		f.Add(s)
	}
	today := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		if minor, err := ParseMoney(s, 2); err == nil {
			if again, err := ParseMoney(FormatMoney(minor, 2), 2); err != nil || again != minor {
				t.Errorf("money %q: %d, then %d, %v", s, minor, again, err)
			}
		}
		if n, err := ParseQuantity(s, -5, 5000); err == nil && (n < -5 || n > 5000) {
			t.Errorf("quantity %q: %d is out of bounds", s, n)
		}
		if d, err := ParseDate(s, today, false); err == nil && (d.Year() < 1990 || d.Year() > 2199) {
			t.Errorf("date %q: %v", s, d)
		}
	})
}
