package picking

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCompareReadsCodesAsPeopleDo(t *testing.T) {
	cases := []struct {
		name string
		a, b string
		want int
	}{
		{"bay two before bay ten", "A-2", "A-10", -1},
		{"zeros do not change the bay", "A-02", "A-3", -1},
		{"case does not matter", "a-2", "A-10", -1},
		{"same place typed in small letters", "a-03-2-l", "A-03-2-L", 0},
		{"same number, other code", "A-02", "A-2", -1},
		{"the aisle comes first", "B-1", "A-99", 1},
		{"level after bay", "A-3-10", "A-3-9", 1},
		{"a place comes before what is inside it", "A-3", "A-3-1", -1},
		{"numbers longer than any machine word", "A-" + strings.Repeat("9", 40), "A-1" + strings.Repeat("0", 40), -1},
		{"zeros only", "A-0", "A-000", -1},
		{"nothing comes first", "", "A", -1},
		{"other alphabets", "Ä-2", "ä-10", -1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := sign(Compare(c.a, c.b)); got != c.want {
				t.Errorf("Compare(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
			}
			if got := sign(Compare(c.b, c.a)); got != -c.want {
				t.Errorf("Compare(%q, %q) = %d, want %d", c.b, c.a, got, -c.want)
			}
			if Less(c.a, c.b) != (c.want < 0) {
				t.Errorf("Less(%q, %q) = %v", c.a, c.b, Less(c.a, c.b))
			}
		})
	}
}

func TestWalkVisitsShelvesInTurn(t *testing.T) {
	stops := []Coded{{"B-1", 1}, {"A-10", 2}, {"a-2", 3}, {"A-2", 4}, {"A-1", 5}}
	want := []Coded{{"A-1", 5}, {"a-2", 3}, {"A-2", 4}, {"A-10", 2}, {"B-1", 1}}
	before := slices.Clone(stops)
	if got := ByCode(stops); !slices.Equal(got, want) {
		t.Errorf("walk %v, want %v", got, want)
	}
	if !slices.Equal(stops, before) {
		t.Error("the caller's own list was changed")
	}
	if got := ByCode(nil); len(got) != 0 {
		t.Errorf("no stops gave %v", got)
	}
}

// codes makes place codes that collide often: few letters, digits with zeros.
func codes() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`[aAbB]{0,2}-?[0-9]{0,3}(-[0-9]{1,2})?[lLrR]?`),
		rapid.String(),
	)
}

func TestCompareIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := codes().Draw(t, "a"), codes().Draw(t, "b"), codes().Draw(t, "c")
		if Compare(a, a) != 0 {
			t.Fatalf("%q differs from itself", a)
		}
		if sign(Compare(a, b)) != -sign(Compare(b, a)) {
			t.Fatalf("%q and %q have no order", a, b)
		}
		if Compare(a, b) <= 0 && Compare(b, c) <= 0 && Compare(a, c) > 0 {
			t.Fatalf("%q <= %q <= %q but not %q <= %q", a, b, c, a, c)
		}
		if Compare(a, b) == 0 && fold(a) != fold(b) {
			t.Fatalf("%q and %q are different places", a, b)
		}
	})
}

func TestWalkOnlyReorders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stops := make([]Coded, 0)
		for i, c := range rapid.SliceOfN(codes(), 0, 30).Draw(t, "codes") {
			stops = append(stops, Coded{Code: c, Ref: int64(i)})
		}
		walk := ByCode(stops)
		if len(walk) != len(stops) {
			t.Fatalf("%d stops became %d", len(stops), len(walk))
		}
		seen := map[int64]bool{}
		for i, s := range walk {
			if seen[s.Ref] || stops[s.Ref] != s {
				t.Fatalf("stop %+v is not one of the list, or comes twice", s)
			}
			seen[s.Ref] = true
			if i == 0 {
				continue
			}
			switch c := Compare(walk[i-1].Code, s.Code); {
			case c > 0:
				t.Fatalf("%q is visited before %q", walk[i-1].Code, s.Code)
			case c == 0 && walk[i-1].Ref > s.Ref:
				t.Fatal("stops at one place lost their order")
			}
		}
	})
}

func BenchmarkWalk5000(b *testing.B) {
	stops := make([]Coded, 5000)
	for i := range stops {
		stops[i] = Coded{Code: string(rune('A'+i*7%8)) + "-" + string(rune('0'+i%10)) + string(rune('0'+i/10%10)) + "-2-L"}
	}
	b.ReportAllocs()
	for b.Loop() {
		ByCode(stops)
	}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
