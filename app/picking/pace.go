package picking

import (
	"cmp"
	"time"
)

// usualPace is that of a person with a cart in a small shop, until the shop's own
// pickers have shown theirs.
var usualPace = Pace{Speed: 900, Stop: 9000, Unit: 1500, Setup: 60000}

func (p Pace) orUsual() Pace {
	p.Speed = cmp.Or(max(p.Speed, 0), usualPace.Speed)
	p.Stop = cmp.Or(max(p.Stop, 0), usualPace.Stop)
	p.Unit = cmp.Or(max(p.Unit, 0), usualPace.Unit)
	p.Setup = cmp.Or(max(p.Setup, 0), usualPace.Setup)
	return p
}

// of is how long a walk takes.
func (p Pace) of(w Walk) time.Duration {
	ms := p.Setup + w.Length*1000/p.Speed
	var at int64
	for i, s := range w.Stops {
		if i == 0 || s.Place != at {
			ms += p.Stop
		}
		at = s.Place
		ms += max(s.Units, 1) * p.Unit
	}
	return time.Duration(ms) * time.Millisecond
}
