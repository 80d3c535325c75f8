package batch

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// team is orders that may share carts: of one wave and zone, fragile or not. Its
// orders are numbered from 0, most urgent first and else as they came; what is
// planned for one team touches no other.
type team struct {
	problem *Problem
	orders  []int // by own number: the problem's
	load    []load
	most    load
	wait    int64
	urgent  []int64  // priority, where it costs
	sign    []uint64 // a random number for each order: a batch is known by their XOR
	rows    *Rows
	mask    [][]uint64 // places as bits, where rows are walked
	alone   bool       // its one order shares its cart with no other
}

// teams sorts the orders that fit on a cart by the hard rules, first wave first.
func (p *Problem) teams(large []TooLarge, meter Meter) []*team {
	type key struct {
		cutOff  int
		zone    string
		fragile bool
		alone   int // 0 for those that share
	}
	skip := make(map[int]bool, len(large))
	for _, l := range large {
		skip[l.Order] = true
	}
	members := map[key][]int{}
	for i := range p.Orders {
		if skip[i] {
			continue
		}
		o := &p.Orders[i]
		k := key{o.CutOff, o.Zone, o.Fragile, 0}
		if o.Alone {
			k.alone = i + 1
		}
		members[k] = append(members[k], i)
	}
	keys := make([]key, 0, len(members))
	for k := range members {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int {
		if c := cmp.Or(cmp.Compare(a.cutOff, b.cutOff), cmp.Compare(a.zone, b.zone), cmp.Compare(a.alone, b.alone)); c != 0 {
			return c
		}
		if a.fragile == b.fragile {
			return 0
		} else if b.fragile {
			return -1
		}
		return 1
	})
	rows, _ := meter.(*rowMeter)
	var out []*team
	for _, k := range keys {
		all := members[k]
		slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(p.Orders[b].Priority, p.Orders[a].Priority) })
		for len(all) > 0 {
			n := min(len(all), largestTeam)
			t := p.team(all[:n], rows)
			t.alone = k.alone > 0
			out = append(out, t)
			all = all[n:]
		}
	}
	return out
}

// largestTeam keeps the work of comparing every order with every other, which
// grows with the square of their number, and its memory within bounds: of more
// orders, the most urgent and earliest are planned together first.
const largestTeam = 4000

func (p *Problem) team(orders []int, rows *rowMeter) *team {
	t := &team{problem: p, orders: orders, most: p.Cart.limits(), load: make([]load, len(orders)), sign: make([]uint64, len(orders))}
	signs := rand.New(rand.NewPCG(1, 2)) // the same each time: plans must be
	for i, o := range orders {
		t.load[i] = p.Orders[o].load(p.Cart)
		t.sign[i] = signs.Uint64()
	}
	if p.Wait > 0 && p.Orders[orders[0]].Priority != p.Orders[orders[len(orders)-1]].Priority {
		t.wait = p.Wait
		for _, o := range orders {
			t.urgent = append(t.urgent, int64(p.Orders[o].Priority))
		}
	}
	if rows != nil {
		t.rows = rows.rows
		t.mask = make([][]uint64, len(orders))
		for i, o := range orders {
			t.mask[i] = make([]uint64, t.rows.words)
			t.rows.mark(t.mask[i], p.Orders[o].Places)
		}
	}
	return t
}

// batch is orders of a team on one cart.
type batch struct {
	orders []int32
	load   load
	sign   uint64
	cost   int64
}

func (t *team) put(b *batch, i int32) {
	b.orders = append(b.orders, i)
	b.load = b.load.plus(t.load[i])
	b.sign ^= t.sign[i]
}

func (t *team) take(b *batch, i int32) {
	at := slices.Index(b.orders, i)
	b.orders[at] = b.orders[len(b.orders)-1]
	b.orders = b.orders[:len(b.orders)-1]
	b.load = b.load.minus(t.load[i])
	b.sign ^= t.sign[i]
}

// ruler measures batches of one team, for one goroutine. What was measured lately
// it knows by heart.
type ruler struct {
	t      *team
	meter  Meter
	bits   *rowMeter
	known  []measured
	mask   []uint64
	places []int32
	both   []int32
}

type measured struct {
	sign uint64
	cost int64
}

// remembered bounds the memory of a ruler: 16 bytes each. A meter that knows bits
// forgets more, since what fits into the processor's own memory is found sooner.
const (
	rememberedBits = 1 << 16
	remembered     = 1 << 20
)

func (t *team) ruler(meter Meter) *ruler {
	r := &ruler{t: t, meter: meter}
	size := remembered
	if t.rows != nil {
		r.bits = meter.(*rowMeter)
		r.mask = make([]uint64, t.rows.words)
		size = rememberedBits
	}
	for size > 1<<8 && size > len(t.orders)<<12 {
		size /= 2
	}
	r.known = make([]measured, size)
	return r
}

const nobody = int32(-1)

// cost is what a batch costs without one of its orders, and with another (nobody
// for none): its walk, and what urgent orders wait for others.
func (r *ruler) cost(b *batch, without, with int32) int64 {
	sign := b.sign
	if without != nobody {
		sign ^= r.t.sign[without]
	}
	if with != nobody {
		sign ^= r.t.sign[with]
	}
	at := &r.known[sign&uint64(len(r.known)-1)]
	if at.sign == sign && sign != 0 {
		return at.cost
	}
	cost := r.measure(b.orders, without, with)
	*at = measured{sign, cost}
	return cost
}

func (r *ruler) measure(orders []int32, without, with int32) int64 {
	if len(orders) == 0 || len(orders) == 1 && orders[0] == without {
		if with == nobody {
			return 0
		}
		without = nobody
		if len(orders) > 0 {
			orders = orders[:0]
		}
	}
	return r.length(orders, without, with) + r.t.waits(orders, without, with)
}

func (r *ruler) length(orders []int32, without, with int32) int64 {
	if r.bits == nil {
		r.places = r.places[:0]
		add := func(i int32) { r.places = append(r.places, r.t.problem.Orders[r.t.orders[i]].Places...) }
		for _, i := range orders {
			if i != without {
				add(i)
			}
		}
		if with != nobody {
			add(with)
		}
		slices.Sort(r.places)
		r.places = slices.Compact(r.places)
		return r.meter.Length(r.places)
	}
	mask := r.mask
	if with != nobody {
		copy(mask, r.t.mask[with])
	} else {
		clear(mask)
	}
	for _, i := range orders {
		if i != without {
			for w, m := range r.t.mask[i] {
				mask[w] |= m
			}
		}
	}
	return r.bits.length(mask)
}

// waits is what the urgent orders of a batch wait for the others.
func (t *team) waits(orders []int32, without, with int32) int64 {
	if t.wait == 0 {
		return 0
	}
	var n, sum int64
	urgent := int64(-mostOrders)
	add := func(i int32) {
		n++
		sum += t.urgent[i]
		urgent = max(urgent, t.urgent[i])
	}
	for _, i := range orders {
		if i != without {
			add(i)
		}
	}
	if with != nobody {
		add(with)
	}
	return (n*urgent - sum) * t.wait
}

// whole is a batch of the orders given, measured.
func (r *ruler) whole(orders ...int32) batch {
	var b batch
	for _, i := range orders {
		r.t.put(&b, i)
	}
	b.cost = r.cost(&b, nobody, nobody)
	return b
}

// alone are all orders on carts of their own.
func (r *ruler) alone() []batch {
	out := make([]batch, len(r.t.load))
	for i := range out {
		out[i] = r.whole(int32(i))
	}
	return out
}

// firstCome fills carts with orders as they came, each until the next one does not
// fit: what a shop without a plan does.
func (r *ruler) firstCome() []batch {
	var out []batch
	for i := range r.t.load {
		n := len(out)
		if n > 0 && !r.t.alone {
			if l := out[n-1].load.plus(r.t.load[i]); l.within(&r.t.most) {
				r.t.put(&out[n-1], int32(i))
				continue
			}
		}
		out = append(out, batch{})
		r.t.put(&out[n], int32(i))
	}
	for i := range out {
		out[i].cost = r.cost(&out[i], nobody, nobody)
	}
	return out
}

func total(batches []batch) int64 {
	var n int64
	for i := range batches {
		n += batches[i].cost
	}
	return n
}
