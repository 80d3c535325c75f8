package page_test

import (
	"testing"

	"packbench/app/desktop/page"
)

func TestWeightsAndLengthsAsPeopleTypeThem(t *testing.T) {
	for _, tc := range []struct {
		parse func(string) (int64, error)
		text  string
		want  int64 // -1: refused
	}{
		{page.ParseGrams, "1180", 1180},
		{page.ParseGrams, "1.18", 1180},
		{page.ParseGrams, "1,18", 1180},
		{page.ParseGrams, "1.18 kg", 1180},
		{page.ParseGrams, " 1180 G ", 1180},
		{page.ParseGrams, "2lb", 907},
		{page.ParseGrams, "12 oz", 340},
		{page.ParseGrams, "0", 0},
		{page.ParseGrams, "", -1},
		{page.ParseGrams, "kg", -1},
		{page.ParseGrams, "1 stone", -1},
		{page.ParseGrams, "1.2.3", -1},
		{page.ParseGrams, "-5", -1},
		{page.ParseGrams, "1e9", -1},
		{page.ParseGrams, "99999999999", -1},
		{page.ParseMillimetres, "120", 120},
		{page.ParseMillimetres, "12 cm", 120},
		{page.ParseMillimetres, "0.3m", 300},
		{page.ParseMillimetres, "4.5 in", 114},
		{page.ParseMillimetres, "4,5\"", 114},
		{page.ParseMillimetres, "wide", -1},
		{page.ParseMillimetres, "12 miles", -1},
	} {
		got, err := tc.parse(tc.text)
		if tc.want < 0 {
			if err == nil {
				t.Errorf("%q was read as %d, want it refused", tc.text, got)
			}
			continue
		}
		if err != nil || got != tc.want {
			t.Errorf("%q: %d, %v; want %d", tc.text, got, err, tc.want)
		}
	}
}

func FuzzMeasures(f *testing.F) {
	for _, s := range []string{"1.18 kg", "12cm", "", "1e309", "NaN", "∞ g", "0x10"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if g, err := page.ParseGrams(s); err == nil && (g < 0 || g > 10_000_000) {
			t.Errorf("ParseGrams(%q) = %d", s, g)
		}
		if mm, err := page.ParseMillimetres(s); err == nil && (mm < 0 || mm > 100_000) {
			t.Errorf("ParseMillimetres(%q) = %d", s, mm)
		}
	})
}
