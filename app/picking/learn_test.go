package picking_test

import (
	"testing"

	"pgregory.net/rapid"

	"packbench/app/picking"
)

// A pace is found again from what it made, though every seventh leg was a telephone
// call and nobody walks by the clock.
func TestThePaceIsLearnedThroughBreaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pace := picking.Pace{Speed: rapid.Int64Range(400, 2000).Draw(t, "speed"), Stop: rapid.Int64Range(2000, 15000).Draw(t, "stop"), Unit: rapid.Int64Range(500, 4000).Draw(t, "unit")}
		var legs []picking.Leg
		for i := range 210 {
			l := picking.Leg{Length: rapid.Int64Range(0, 60_000).Draw(t, "length"), Units: rapid.Int64Range(1, 6).Draw(t, "units")}
			l.Millis = pace.Stop + l.Length*1000/pace.Speed + l.Units*pace.Unit + int64(i%5-2)*100
			if i%7 == 3 {
				l.Millis += rapid.Int64Range(60_000, 400_000).Draw(t, "break")
			}
			legs = append(legs, l)
		}
		got, spread, ok := picking.Learn(legs)
		if !ok {
			t.Fatal("nothing was learned")
		}
		for _, x := range [][3]int64{{got.Speed, pace.Speed, pace.Speed / 20}, {got.Stop, pace.Stop, 600}, {got.Unit, pace.Unit, 150}, {spread, 100, 200}} {
			if x[0] < x[1]-x[2] || x[0] > x[1]+x[2] {
				t.Fatalf("learned %+v, spread %d; it was %+v", got, spread, pace)
			}
		}
	})
}

func TestNoPaceIsLearnedFromTooLittle(t *testing.T) {
	alike := func(n int, length, units, millis int64) (legs []picking.Leg) {
		for range n {
			legs = append(legs, picking.Leg{Length: length, Units: units, Millis: millis})
		}
		return legs
	}
	for name, legs := range map[string][]picking.Leg{
		"nobody has picked":                      nil,
		"one leg too few":                        alike(picking.LeastLegs-1, 1000, 1, 5000),
		"always the same way":                    alike(200, 5000, 1, 9000),
		"the further it is, the sooner they are": append(alike(100, 1000, 1, 20_000), alike(100, 30_000, 2, 6000)...),
		"they run like the wind":                 append(alike(100, 1000, 1, 5000), alike(100, 60_000, 1, 6000)...),
	} {
		if pace, _, ok := picking.Learn(legs); ok {
			t.Errorf("%s: learned %+v", name, pace)
		}
	}
	// Where everybody takes one unit, a unit has no time of its own; the rest is known.
	legs := append(alike(100, 1000, 1, 6000), alike(100, 21_000, 1, 26_000)...)
	if pace, _, ok := picking.Learn(legs); !ok || pace.Speed != 1000 || pace.Stop != 5000 {
		t.Errorf("learned %+v, %v", pace, ok)
	}
}
