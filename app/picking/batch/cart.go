package batch

// Cart is what one cart takes; 0 is no limit.
type Cart struct {
	Orders int64
	Slots  int64 // boxes or compartments; no two orders share one
	Lines  int64
	Items  int64
	Weight int64 // grams
	Volume int64 // cubic millimetres
	// Slot is what one slot takes: a larger order takes as many as it needs.
	Slot Slot
}

// Slot is what one slot of a cart takes; 0 is no limit.
type Slot struct {
	Items  int64
	Weight int64 // grams
	Volume int64 // cubic millimetres
}

// limits are what a cart can be full of.
const limits = 6

type load [limits]int64

func (l load) plus(o load) load {
	for i := range l {
		l[i] += o[i]
	}
	return l
}

func (l load) minus(o load) load {
	for i := range l {
		l[i] -= o[i]
	}
	return l
}

// within says whether a load fits.
func (l *load) within(most *load) bool {
	for i := range l {
		if l[i] > most[i] {
			return false
		}
	}
	return true
}

// unlimited is more than any sum of loads: see most.
const unlimited = int64(1) << 62

func (c Cart) limits() load {
	l := load{c.Orders, c.Slots, c.Lines, c.Items, c.Weight, c.Volume}
	for i := range l {
		if l[i] == 0 {
			l[i] = unlimited
		}
	}
	return l
}

// load is what an order takes of a cart.
func (o *Order) load(c Cart) load {
	lines := o.Lines
	if lines == 0 {
		lines = int64(len(o.Places))
	}
	slots := int64(1)
	for _, s := range [][2]int64{{o.Items, c.Slot.Items}, {o.Weight, c.Slot.Weight}, {o.Volume, c.Slot.Volume}} {
		if s[1] > 0 {
			slots = max(slots, (s[0]+s[1]-1)/s[1])
		}
	}
	return load{1, slots, lines, o.Items, o.Weight, o.Volume}
}

func (c Cart) amounts() []amount {
	return []amount{
		{"orders", c.Orders}, {"slots", c.Slots}, {"lines", c.Lines}, {"items", c.Items}, {"weight", c.Weight}, {"volume", c.Volume},
		{"slot.items", c.Slot.Items}, {"slot.weight", c.Slot.Weight}, {"slot.volume", c.Slot.Volume},
	}
}
