package labels

import (
	"testing"

	"golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"
)

func TestVisualOrder(t *testing.T) {
	// Written with letters for bidi classes as UAX #9 does: here the Hebrew
	// letters are alef to he, and what is wanted is left to right as on paper.
	for _, c := range []struct{ name, in, want string }{
		{"plain text stays", "Mug, blue (2)", "Mug, blue (2)"},
		{"Hebrew is turned", "אבג", "גבא"},
		{"a number in Hebrew keeps its order", "אב 123 גד", "דג 123 בא"},
		{"a price with its sign", "אב 12.50₪", "12.50₪ בא"},
		{"Hebrew in English", "To אבג now", "To גבא now"},
		{"Hebrew with a number in English", "To אב 12 גד now", "To דג 12 בא now"},
		{"English in Hebrew", "אב abc גד", "דג abc בא"},
		{"brackets turn round", "אב (גד)", "(דג) בא"},
		{"a number after Hebrew in English", "Flat אב 12", "Flat 12 בא"},
		{"Arabic with Arabic digits", "مر ١٢", "١٢ رم"},
		{"Arabic with a phone number", "مر 12-34", "34-12 رم"},
		{"Hebrew vowels stay on their letter", "אָב", "באָ"},
	} {
		if got := visual(c.in, baseLevel(c.in)); got != c.want {
			t.Errorf("%s: %q became %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

// Directions of the runs agree with x/text, which knows them but not their
// nesting.
func TestLevelsAgreeWithText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runes := rapid.SliceOfN(rapid.RuneFrom([]rune("abc אבג12 .,-+مرح١٢%")), 1, 20).Draw(t, "text")
		s := string(runes)
		base := baseLevel(s)
		var p bidi.Paragraph
		dir := bidi.LeftToRight
		if base == 1 {
			dir = bidi.RightToLeft
		}
		if _, err := p.SetString(s, bidi.DefaultDirection(dir)); err != nil {
			t.Skip(err)
		}
		order, err := p.Order()
		if err != nil {
			t.Skip(err)
		}
		levels := resolveLevels(runes, base)
		at := 0
		for i := range order.NumRuns() {
			run := order.Run(i)
			for range []rune(run.String()) {
				if rtl := levels[at]%2 == 1; rtl != (run.Direction() == bidi.RightToLeft) {
					t.Fatalf("%q: rune %d is at level %d, x/text says %v", s, at, levels[at], run.Direction())
				}
				at++
			}
		}
		if at != len(runes) {
			t.Fatalf("x/text covers %d of %d runes", at, len(runes))
		}
		if got := []rune(visual(s, base)); len(got) != len(runes) {
			t.Fatalf("%q: %d runes became %d", s, len(runes), len(got))
		}
	})
}
