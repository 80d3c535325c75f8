package batch

import "fmt"

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
		at := orderAt(i, "")
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
	names := p.Cart.amounts() // the first are the limits, in their order
	for i := range p.Orders {
		l := p.Orders[i].load(p.Cart)
		for k := range l {
			if l[k] > takes[k] {
				out = append(out, TooLarge{i, names[k].name + " " + tooMuch(l[k], takes[k])})
				break
			}
		}
	}
	return out
}

func tooMuch(n, takes int64) string {
	return fmt.Sprintf("%d is more than the %d that a cart takes", n, takes)
}

func orderAt(i int, what string) string { return fmt.Sprintf("orders[%d].%s", i, what) }
