package batch

import (
	"fmt"
)

// Order is what is known of an order for putting it on a cart.
type Order struct {
	Places []int32 // as the Meter knows them; may repeat
	Lines  int64   // 0 counts as one for each of Places
	Items  int64
	Weight int64 // grams
	Volume int64 // cubic millimetres

	// Priority: a higher one is more urgent; see Problem.Wait.
	Priority int
	// CutOff is the rank of the wave that the order leaves with, lowest first.
	// Orders of different waves never share a cart, nor do those of different
	// zones.
	CutOff int
	Zone   string
	// Alone: the order shares its cart with no other.
	Alone bool
	// Fragile orders share a cart with fragile orders only, so that nothing heavy
	// comes to lie on them.
	Fragile bool
}

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

// Problem is the orders of a day and what they are fetched with.
type Problem struct {
	Orders []Order
	Cart   Cart
	// NewMeter makes a meter; it is called once for each goroutine and may be
	// called from any.
	NewMeter func() Meter
	// Exact: no walk is shorter than the meter says. Only then is there a bound.
	Exact bool
	// Wait is what it costs, in units of length, when an order rides with one that
	// is more urgent by one: the urgent one waits for the other to be fetched. 0
	// leaves priority to the sequence of the batches.
	Wait int64
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

// A Fault names what of an input can't be: What as "orders[3].weight".
type Fault struct{ What, Why string }

func (f *Fault) Error() string { return f.What + ": " + f.Why }

// most of anything: sums over all orders stay far inside an int64.
const most = int64(1) << 40

// mostOrders is how many orders there may be, and places in one.
const mostOrders = 1 << 20

func (p *Problem) check() error {
	if p.NewMeter == nil {
		return &Fault{"meter", "there is none to measure walks with"}
	}
	if len(p.Orders) > mostOrders {
		return &Fault{"orders", fmt.Sprintf("%d is more than %d", len(p.Orders), mostOrders)}
	}
	if err := within("cart.", p.Cart.amounts()); err != nil {
		return err
	}
	if err := within("", []amount{{"wait", p.Wait}}); err != nil {
		return err
	}
	for i := range p.Orders {
		o := &p.Orders[i]
		at := fmt.Sprintf("orders[%d].", i)
		if err := within(at, []amount{{"lines", o.Lines}, {"items", o.Items}, {"weight", o.Weight}, {"volume", o.Volume}}); err != nil {
			return err
		}
		if len(o.Places) > mostOrders {
			return &Fault{at + "places", fmt.Sprintf("%d is more than %d", len(o.Places), mostOrders)}
		}
		if o.Priority < -mostOrders || o.Priority > mostOrders {
			return &Fault{at + "priority", fmt.Sprintf("%d is not between %d and %d", o.Priority, -mostOrders, mostOrders)}
		}
	}
	return nil
}

// amount is a number of an input by its name.
type amount struct {
	name string
	n    int64
}

func (c Cart) amounts() []amount {
	return []amount{
		{"orders", c.Orders}, {"slots", c.Slots}, {"lines", c.Lines}, {"items", c.Items}, {"weight", c.Weight}, {"volume", c.Volume},
		{"slot.items", c.Slot.Items}, {"slot.weight", c.Slot.Weight}, {"slot.volume", c.Slot.Volume},
	}
}

func within(at string, amounts []amount) error {
	for _, a := range amounts {
		if a.n < 0 {
			return &Fault{at + a.name, fmt.Sprintf("%d is negative", a.n)}
		}
		if a.n > most {
			return &Fault{at + a.name, fmt.Sprintf("%d is more than %d", a.n, most)}
		}
	}
	return nil
}

// A TooLarge order is larger than a cart.
type TooLarge struct {
	Order int
	Why   string // "weight 5000 is more than the 3000 that a cart takes"
}

// tooLarge says why an order fits on no cart.
func (p *Problem) tooLarge() []TooLarge {
	var out []TooLarge
	takes := p.Cart.limits()
	names := p.Cart.amounts()
	for i := range p.Orders {
		l := p.Orders[i].load(p.Cart)
		for k := range l {
			if l[k] > takes[k] {
				out = append(out, TooLarge{i, fmt.Sprintf("%s %d is more than the %d that a cart takes", names[k].name, l[k], takes[k])})
				break
			}
		}
	}
	return out
}
