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

// keep keeps only some batches, by number.
func (p *pool) keep(some []int32) {
	old := *p
	*p = *newPool(p.t)
	for _, i := range some {
		p.add(old.at(int(i)), old.sign[i], old.cost[i])
	}
}

// merge takes in what another pool has.
func (p *pool) merge(o *pool) {
	for i := range o.cost {
		p.add(o.at(i), o.sign[i], o.cost[i])
	}
}

// plan is a cheaper plan than best made of the pool's batches, nil when none was
// found.
func (p *pool) plan(r *ruler, best int64, stop func() bool) []batch {
	price := p.prices(best, stop)
	var plan []batch
	for _, i := range p.partition(price, best, 300_000, stop) {
		plan = append(plan, r.whole(p.at(int(i))...))
	}
	return plan
}

// prices are what each order may cost at most so that no batch of the pool costs
// less than its orders: their sum is what no plan made of the pool costs less than.
// (The dual of the set partitioning, by subgradients: Held and Karp 1971.)
func (p *pool) prices(best int64, stop func() bool) []float64 {
	n := len(p.t.load)
	price := make([]float64, n)
	for o := range price {
		price[o] = math.Inf(1)
	}
	for i, c := range p.cost {
		for _, o := range p.at(i) {
			price[o] = min(price[o], float64(c)/float64(len(p.at(i))))
		}
	}
	good := slices.Clone(price)
	most := math.Inf(-1)
	covered := make([]float64, n)
	step, stale := 1.0, 0
	var near []int32 // batches that may come to be too cheap soon
	for round := 0; round < 400 && step > 0.005 && !stop(); round++ {
		full := round%10 == 0
		sum := 0.0
		for o := range covered {
			covered[o] = 1
			sum += price[o]
		}
		look := func(i int32) {
			rest := float64(p.cost[i])
			for _, o := range p.at(int(i)) {
				rest -= price[o]
			}
			if rest < 0 {
				sum += rest
				for _, o := range p.at(int(i)) {
					covered[o]--
				}
			}
			if full && rest < 0.2*float64(p.cost[i]) {
				near = append(near, i)
			}
		}
		if full {
			near = near[:0]
			for i := range p.cost {
				look(int32(i))
			}
		} else {
			for _, i := range near {
				look(i)
			}
		}
		if full || sum < most {
			if sum > most {
				most, stale = sum, 0
				copy(good, price)
			}
		}
		if stale++; stale > 12 {
			step, stale = step/2, 0
		}
		norm := 0.0
		for _, c := range covered {
			norm += c * c
		}
		if norm == 0 {
			break
		}
		move := step * max(float64(best)*1.001-sum, 1) / norm
		for o, c := range covered {
			price[o] += move * c
		}
	}
	p.lower(good)
	return good
}

// lower brings prices down until no batch costs less than its orders, and up again
// where there is room.
func (p *pool) lower(price []float64) {
	room := make([]float64, len(price))
	for o := range room {
		room[o] = math.Inf(1)
	}
	for i := range p.cost {
		rest := p.rest(i, price)
		if rest < 0 {
			for _, o := range p.at(i) {
				price[o] += rest / float64(len(p.at(i)))
			}
		}
	}
	for o := range price {
		_ = o
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
// further where those already taken cost too much. It ends after so many nodes.
// The answer is numbers of batches, nil when there is none.
func (p *pool) partition(price []float64, best int64, nodes int, stop func() bool) []int32 {
	slack := float64(best)
	for _, u := range price {
		slack -= u
	}
	n := len(price)
	d := &dive{p: p, by: make([][]taker, n), taken: make([]bool, n), slack: slack - 0.5, nodes: nodes, stop: stop}
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
	nodes int
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
		if spent+t.rest >= d.slack || d.nodes <= 0 {
			return
		}
		orders := d.p.at(int(t.batch))
		if slices.ContainsFunc(orders, func(o int32) bool { return d.taken[o] }) {
			continue
		}
		if d.nodes--; d.nodes&1023 == 0 && d.stop() {
			d.nodes = 0
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
