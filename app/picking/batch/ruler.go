package batch

import (
	"slices"
	"sync"
)

// ruler measures batches of one team, for one goroutine. What was measured lately
// it knows by heart.
type ruler struct {
	t      *team
	meter  Meter
	bits   *rowMeter
	known  []measured // by the low bits of the sign
	mask   []uint64
	places []int32
	both   []int32 // the orders of two batches
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

// measure is cost without looking at what is known.
func (r *ruler) measure(orders []int32, without, with int32) int64 {
	if with == nobody && (len(orders) == 0 || len(orders) == 1 && orders[0] == without) {
		return 0 // nobody walks
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

// whole is a batch of the orders given, measured.
func (r *ruler) whole(orders ...int32) batch {
	var b batch
	for _, i := range orders {
		r.t.put(&b, i)
	}
	b.cost = r.cost(&b, nobody, nobody)
	return b
}

// firstCome fills carts with orders as they came, each until the next one does not
// fit: what a shop without a plan does.
func (r *ruler) firstCome() []batch {
	var out []batch
	for i := range r.t.load {
		n := len(out)
		if n > 0 && !r.t.single {
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

// each calls a function for every number below n, with a ruler that no other call
// uses meanwhile; fewer when it is stopped.
func each(rulers []*ruler, n int, stop func() bool, do func(r *ruler, i int)) {
	var wait sync.WaitGroup
	for w, r := range rulers {
		wait.Go(func() {
			for i := w; i < n && !stop(); i += len(rulers) {
				do(r, i)
			}
		})
	}
	wait.Wait()
}

// alone are all orders on carts of their own; nil when it was stopped.
func (t *team) alone(rulers []*ruler, stop func() bool) []batch {
	out := make([]batch, len(t.load))
	each(rulers, len(out), stop, func(r *ruler, i int) { out[i] = r.whole(int32(i)) })
	if stop() {
		return nil
	}
	return out
}
