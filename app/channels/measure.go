package channels

import (
	"math/big"
	"regexp"
	"strings"
)

// Exact sizes of units: international inch and pound (1959).
var (
	lengthUnits = map[string]*big.Rat{
		"mm": big.NewRat(1, 1), "cm": big.NewRat(10, 1), "m": big.NewRat(1000, 1),
		"in": big.NewRat(254, 10), "ft": big.NewRat(3048, 10),
	}
	weightUnits = map[string]*big.Rat{
		"g": big.NewRat(1, 1), "kg": big.NewRat(1000, 1), "mg": big.NewRat(1, 1000),
		"oz": big.NewRat(28349523125, 1_000_000_000), "lb": big.NewRat(45359237, 100_000),
	}
)

// oneMeasure is a number and a unit; a measure may be several (1 lb 4 oz).
var oneMeasure = regexp.MustCompile(`^\s*([0-9][0-9.,' \x{a0}]*|[.,][0-9]+)\s*([A-Za-z"″”']*\.?)`)

// Limits of measures: 100 m and 100 t.
const (
	maxLength = 100_000
	maxWeight = 100_000_000
)

// ParseLength reads a length as whole mm, rounded to the nearest: "300", "30
// cm", "11.8 in", `11.8"`, "0,3 m". A number without a unit is in the unit
// given, or mm.
func ParseLength(s, unit string) (int64, error) {
	if unit == "" {
		unit = "mm"
	}
	return measure(s, unit, lengthUnits, maxLength, "a length such as 300 mm, 30 cm or 11.8 in")
}

// ParseWeight reads a weight as whole g, rounded to the nearest: "250", "0.25
// kg", "1 lb 4 oz". A number without a unit is in the unit given, or g.
func ParseWeight(s, unit string) (int64, error) {
	if unit == "" {
		unit = "g"
	}
	return measure(s, unit, weightUnits, maxWeight, "a weight such as 250 g, 0.25 kg or 1 lb 4 oz")
}

func measure(s, unit string, units map[string]*big.Rat, most int64, want string) (int64, error) {
	sum := new(big.Rat)
	rest := strings.TrimSpace(s)
	if rest == "" {
		return 0, expected("%s", want)
	}
	for n := 0; rest != ""; n++ {
		g := oneMeasure.FindStringSubmatch(rest)
		if g == nil || n == 2 {
			return 0, expected("%s", want)
		}
		name := unitName(g[2])
		if name == "" {
			name = unit
			if n > 0 || len(g[0]) < len(rest) {
				return 0, expected("%s", want)
			}
		}
		number, err := rational(strings.TrimSpace(g[1]), name == "g" || name == "mm")
		if err != nil {
			return 0, expected("%s", want)
		}
		size, ok := units[name]
		if !ok {
			return 0, expected("%s", want)
		}
		sum.Add(sum, number.Mul(number, size))
		rest = strings.TrimSpace(rest[len(g[0]):])
	}
	// Half a unit and more is rounded up: floor(x + 1/2).
	sum.Add(sum, big.NewRat(1, 2))
	whole := new(big.Int).Quo(sum.Num(), sum.Denom())
	if !whole.IsInt64() || whole.Int64() > most {
		return 0, expected("%s", want)
	}
	return whole.Int64(), nil
}

func unitName(s string) string {
	s = strings.TrimSuffix(strings.ToLower(s), ".")
	switch s {
	case `"`, "″", "”":
		return "in"
	case "'":
		return "ft"
	}
	if u, ok := unitWords[s]; ok {
		return u
	}
	return s
}

var sizeMark = regexp.MustCompile(`\s*[xX×*]\s*`)

var sizeUnit = regexp.MustCompile(`(?i)(mm|cm|m|inches|inch|in|"|″)\.?\s*$`)

// ParseSize reads three lengths of one cell: "30 x 20 x 10 cm". The unit at the
// end holds for all that name none.
func ParseSize(s, unit string) ([3]int64, error) {
	const want = "three lengths such as 30 x 20 x 10 cm"
	var size [3]int64
	parts := sizeMark.Split(strings.TrimSpace(s), -1)
	if len(parts) != 3 {
		return size, expected(want)
	}
	if g := sizeUnit.FindStringSubmatch(parts[2]); g != nil {
		unit = unitName(g[1])
	}
	for i, p := range parts {
		n, err := ParseLength(p, unit)
		if err != nil {
			return size, expected(want)
		}
		size[i] = n
	}
	return size, nil
}
