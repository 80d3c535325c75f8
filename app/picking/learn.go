package picking

import (
	"math"
	"slices"
	"time"
)

// Pace is how fast the people of this floor walk and pick, the usual where the map
// does not say.
func (f *Floor) Pace() Pace { return f.pace }

// Takes is how long a walk of a length in millimetres takes that stops at so many
// places for so many units.
func (p Pace) Takes(length, places, units int64) time.Duration {
	p = p.orUsual()
	return time.Duration(p.Setup+length*1000/p.Speed+places*p.Stop+units*p.Unit) * time.Millisecond
}

// Between is the way from one place to another in millimetres; false where the map
// does not know one of them.
func (f *Floor) Between(from, to int64) (int64, bool) {
	a, known := f.post[from]
	b, too := f.post[to]
	if !known || !too || f.engine == nil {
		return 0, false
	}
	m := f.engine.measurer()
	defer f.engine.done(m)
	return m.distance(a, b), true
}

// Leg is one thing a picker did: from the place confirmed last to the next, and
// what was taken there.
type Leg struct {
	Length int64 // millimetres
	Units  int64
	Millis int64 // until it was confirmed
}

// LeastLegs is how many legs a pace can be learned from at least.
const LeastLegs = 50

// Learn fits a pace to what pickers did: milliseconds = stop + length/speed +
// units x unit, by iteratively reweighted least squares with Tukey's biweight
// (Beaton and Tukey 1974; Holland and Welsch 1977, 4.685 times the spread for 95 %
// efficiency), so that breaks and telephone calls do not count. spread is the
// middle of how far legs are from the line, milliseconds. ok is false where there
// are too few legs, or no pace that can be explains them. Setup is not learned.
func Learn(legs []Leg) (pace Pace, spread int64, ok bool) {
	if len(legs) < LeastLegs {
		return Pace{}, 0, false
	}
	times := make([]int64, len(legs))
	for i, l := range legs {
		times[i] = l.Millis
	}
	slices.Sort(times)
	// The first weights leave out the slowest, which least squares would run after.
	cap := 3 * times[len(times)/2]
	weights := make([]float64, len(legs))
	for i, l := range legs {
		if l.Millis <= cap {
			weights[i] = 1
		}
	}
	var b [3]float64
	off := make([]float64, len(legs))
	for range 30 {
		next, solved := solve(legs, weights)
		if !solved {
			return Pace{}, 0, false
		}
		for i, l := range legs {
			off[i] = math.Abs(float64(l.Millis) - next[0] - next[1]*float64(l.Length) - next[2]*float64(l.Units))
		}
		middle := slices.Clone(off)
		slices.Sort(middle)
		mad := middle[len(middle)/2]
		spread = int64(mad)
		far := math.Max(4.685*mad/0.6745, 1)
		for i, o := range off {
			u := o / far
			weights[i] = 0
			if u < 1 {
				weights[i] = (1 - u*u) * (1 - u*u)
			}
		}
		same := true
		for k := range b {
			same = same && math.Abs(next[k]-b[k]) <= 1e-9*math.Max(1, math.Abs(next[k]))
		}
		if b = next; same {
			break
		}
	}
	// Nobody runs, nobody takes a minute for a metre, and nothing takes less than no
	// time.
	if b[1] <= 1.0/5 || b[1] > 60 {
		return Pace{}, spread, false
	}
	return Pace{Speed: int64(math.Round(1000 / b[1])), Stop: max(1, int64(math.Round(b[0]))), Unit: max(1, int64(math.Round(b[2])))}, spread, true
}

// solve gives the weighted least squares of time over 1, length and units; false
// where the legs are too much alike. Where all take as many units, a unit takes no
// time of its own.
func solve(legs []Leg, weights []float64) (b [3]float64, ok bool) {
	var a [3][4]float64
	for i, l := range legs {
		x := [3]float64{1, float64(l.Length), float64(l.Units)}
		for r := range 3 {
			for c := range 3 {
				a[r][c] += weights[i] * x[r] * x[c]
			}
			a[r][3] += weights[i] * x[r] * float64(l.Millis)
		}
	}
	n := 3
	if d := a[0][0]*a[2][2] - a[0][2]*a[0][2]; d <= 1e-9*a[0][0]*a[2][2] {
		n = 2
	}
	for i := range n {
		best := i
		for r := i + 1; r < n; r++ {
			if math.Abs(a[r][i]) > math.Abs(a[best][i]) {
				best = r
			}
		}
		a[i], a[best] = a[best], a[i]
		if math.Abs(a[i][i]) < 1e-6 {
			return b, false
		}
		for r := range n {
			if r == i {
				continue
			}
			f := a[r][i] / a[i][i]
			for c := i; c < 4; c++ {
				a[r][c] -= f * a[i][c]
			}
		}
	}
	for i := range n {
		b[i] = a[i][3] / a[i][i]
	}
	return b, true
}
