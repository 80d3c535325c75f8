package batch

import (
	"cmp"
	"math"
	"slices"
)

// pool keeps the batches that good plans were made of. Batches of several plans
// often make up a better one than any of them: set partitioning (Balas and Padberg
// 1976) finds which.
type pool struct {
	t      *team
	known  []uint64 // signs of batches, open addressing; 0 is free
	sign   []uint64
	cost   []int64
	first  []int32 // of each batch in orders, and the end
	orders []int32
}

// pooled bounds how many batches a pool keeps.
const pooled = 1 << 16

func newPool(t *team) *pool {
	return &pool{t: t, known: make([]uint64, 2*pooled), first: []int32{0}}
}

func (p *pool) size() int { return len(p.cost) }

func (p *pool) at(i int) []int32 { return p.orders[p.first[i]:p.first[i+1]] }

// add takes a batch in that it does not have yet, while there is room.
func (p *pool) add(orders []int32, sign uint64, cost int64) {
	if len(orders) == 0 || p.size() == pooled {
		return
	}
	i := sign % uint64(len(p.known))
	for ; p.known[i] != 0; i = (i + 1) % uint64(len(p.known)) {
		if p.known[i] == sign {
			return
		}
	}
	p.known[i] = sign
	p.sign = append(p.sign, sign)
	p.cost = append(p.cost, cost)
	p.orders = append(p.orders, orders...)
	p.first = append(p.first, int32(len(p.orders)))
}

// merge takes in what another pool has.
func (p *pool) merge(o *pool) {
	for i := range o.cost {
		p.add(o.at(i), o.sign[i], o.cost[i])
	}
}

// plan is a cheaper plan than best made of the pool's batches, nil when none was
// found within so many looks.
func (p *pool) plan(r *ruler, best, looks int64, stop func() bool) []batch {
	price := p.prices(best, stop)
	var plan []batch
	for _, i := range p.partition(price, best, looks, stop) {
		plan = append(plan, r.whole(p.at(int(i))...))
	}
	return plan
}

// prices are what each order may cost at most so that no batch of the pool costs
// less than its orders: no plan made of the pool costs less than their sum. (The
// Lagrangean dual of set partitioning, by subgradients: Held and Karp 1971.)
func (p *pool) prices(best int64, stop func() bool) []float64 {
	price := make([]float64, len(p.t.load))
	for i, c := range p.cost {
		for _, o := range p.at(i) {
			if each := float64(c) / float64(len(p.at(i))); price[o] == 0 || each < price[o] {
				price[o] = each
			}
		}
	}
	good := slices.Clone(price)
	most, step, stale := math.Inf(-1), 1.0, 0
	lacks := make([]float64, len(price)) // how often each order is not, or too often, taken
	var near []int32                     // batches that may come to be too cheap soon
	for round := 0; round < 400 && step > 0.005 && !stop(); round++ {
		all := round%10 == 0
		if all {
			near = near[:0]
		}
		sum := 0.0
		for o, u := range price {
			lacks[o] = 1
			sum += u
		}
		look := func(i int32) {
			rest := p.rest(int(i), price)
			if rest < 0 {
				sum += rest
				for _, o := range p.at(int(i)) {
					lacks[o]--
				}
			}
			if all && rest < 0.2*float64(p.cost[i]) {
				near = append(near, i)
			}
		}
		if all {
			for i := range p.cost {
				look(int32(i))
			}
			if sum > most {
				most, stale = sum, 0
				copy(good, price)
			}
		} else {
			for _, i := range near {
				look(i)
			}
		}
		if stale++; stale > 12 {
			step, stale = step/2, 0
		}
		norm := 0.0
		for _, l := range lacks {
			norm += l * l
		}
		if norm == 0 {
			break
		}
		move := step * max(1.001*float64(best)-sum, 1) / norm
		for o, l := range lacks {
			price[o] += move * l
		}
	}
	p.lower(good)
	return good
}

// lower brings prices down until no batch costs less than its orders.
func (p *pool) lower(price []float64) {
	for i := range p.cost {
		if rest := p.rest(i, price); rest < 0 {
			for _, o := range p.at(i) {
				price[o] += rest / float64(len(p.at(i)))
			}
		}
	}
}

// rest is what a batch costs more than the prices of its orders.
func (p *pool) rest(i int, price []float64) float64 {
	rest := float64(p.cost[i])
	for _, o := range p.at(i) {
		rest -= price[o]
	}
	return rest
}

// partition looks for the cheapest plan made of the pool's batches, cheaper than
// best: depth first, batches that cost least above their prices first, and no
// further where those already taken cost too much. It ends after so many looks at a
// batch. The answer is numbers of batches, nil when there is none.
func (p *pool) partition(price []float64, best, looks int64, stop func() bool) []int32 {
	slack := float64(best)
	for _, u := range price {
		slack -= u
	}
	n := len(price)
	d := &dive{p: p, by: make([][]taker, n), taken: make([]bool, n), slack: slack - 0.5, looks: looks, stop: stop}
	for i := range p.cost {
		if rest := max(0, p.rest(i, price)); rest < d.slack {
			for _, o := range p.at(i) {
				d.by[o] = append(d.by[o], taker{int32(i), rest})
			}
		}
	}
	d.rows = make([]int32, n)
	for o := range d.rows {
		d.rows[o] = int32(o)
		slices.SortFunc(d.by[o], func(a, b taker) int { return cmp.Or(cmp.Compare(a.rest, b.rest), cmp.Compare(a.batch, b.batch)) })
	}
	slices.SortFunc(d.rows, func(a, b int32) int { return cmp.Or(cmp.Compare(len(d.by[a]), len(d.by[b])), cmp.Compare(a, b)) })
	d.down(0, 0)
	return d.found
}

// taker is a batch that takes an order, and what it costs above its prices.
type taker struct {
	batch int32
	rest  float64
}

type dive struct {
	p     *pool
	by    [][]taker // by order
	rows  []int32   // orders, those with fewest takers first
	taken []bool
	plan  []int32
	found []int32
	slack float64
	looks int64
	stop  func() bool
}

func (d *dive) down(row int, spent float64) {
	for row < len(d.rows) && d.taken[d.rows[row]] {
		row++
	}
	if row == len(d.rows) {
		d.found = slices.Clone(d.plan)
		d.slack = spent - 0.5
		return
	}
	for _, t := range d.by[d.rows[row]] {
		if spent+t.rest >= d.slack || d.looks <= 0 {
			return
		}
		if d.looks--; d.looks&4095 == 0 && d.stop() {
			d.looks = 0
		}
		orders := d.p.at(int(t.batch))
		if slices.ContainsFunc(orders, func(o int32) bool { return d.taken[o] }) {
			continue
		}
		for _, o := range orders {
			d.taken[o] = true
		}
		d.plan = append(d.plan, t.batch)
		d.down(row+1, spent+t.rest)
		d.plan = d.plan[:len(d.plan)-1]
		for _, o := range orders {
			d.taken[o] = false
		}
	}
}
