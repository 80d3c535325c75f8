package page

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// grams in a unit, and what a number without a unit means is decided by the
// point: scales show 1.18 and 1180 for the same parcel.
var weightUnits = map[string]float64{"g": 1, "kg": 1000, "lb": 453.59237, "lbs": 453.59237, "oz": 28.349523125}

// ParseGrams reads a weight as people type it or a scale shows it, in whole
// grams: "1180", "1.18", "1.18 kg", "1180g", "2 lb", "12 oz". A number with a
// decimal point and no unit is kilograms, one without is grams.
func ParseGrams(text string) (int64, error) {
	number, unit := splitUnit(text)
	if number == "" {
		return 0, errors.New("a weight is missing")
	}
	if unit == "" {
		unit = "g"
		if strings.Contains(number, ".") {
			unit = "kg"
		}
	}
	factor, known := weightUnits[unit]
	if !known {
		return 0, fmt.Errorf("%q is no weight: write 1.18 kg, 1180 g, 2 lb or 12 oz", text)
	}
	return measure(text, number, factor, 10_000_000, "10 t")
}

var lengthUnits = map[string]float64{"mm": 1, "cm": 10, "m": 1000, "in": 25.4, "\"": 25.4, "": 1}

// ParseMillimetres reads a length as people type it, in whole millimetres:
// "120", "12 cm", "0.3 m", "4.5 in". A number without a unit is millimetres.
func ParseMillimetres(text string) (int64, error) {
	number, unit := splitUnit(text)
	if number == "" {
		return 0, errors.New("a length is missing")
	}
	factor, known := lengthUnits[unit]
	if !known {
		return 0, fmt.Errorf("%q is no length: write 120, 12 cm or 4.5 in", text)
	}
	return measure(text, number, factor, 100_000, "100 m")
}

func splitUnit(text string) (number, unit string) {
	s := strings.ToLower(strings.TrimSpace(text))
	at := strings.LastIndexAny(s, "0123456789.,") + 1
	return strings.ReplaceAll(strings.TrimSpace(s[:at]), ",", "."), strings.TrimSpace(s[at:])
}

func measure(text, number string, factor, most float64, mostSaid string) (int64, error) {
	f, err := strconv.ParseFloat(number, 64)
	if err != nil || strings.ContainsAny(number, "einpx") || math.IsNaN(f) {
		return 0, fmt.Errorf("%q is not a number", text)
	}
	f = math.Round(f * factor)
	switch {
	case f < 0:
		return 0, errors.New("it can't be below nothing")
	case f > most:
		return 0, fmt.Errorf("at most %s", mostSaid)
	}
	return int64(f), nil
}
