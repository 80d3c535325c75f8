package batch

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// cheapest tries every choice of batches that takes each of six orders once.
func (p *pool) cheapest() int64 {
	best := never
	for choice := range 1 << p.size() {
		var orders []int32
		cost := int64(0)
		for i := range p.size() {
			if choice>>i&1 == 1 {
				cost += p.cost[i]
				orders = append(orders, p.at(i)...)
			}
		}
		slices.Sort(orders)
		if slices.Equal(orders, []int32{0, 1, 2, 3, 4, 5}) {
			best = min(best, cost)
		}
	}
	return best
}

// The cheapest plan made of pooled batches is found, and prices prove that there is
// no cheaper one.
func TestPoolMakesTheCheapestPlan(t *testing.T) {
	found := 0
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 8))
		d := someDay(r, 6)
		run := newRun(&d.p, Options{})
		team := d.p.teams(nil, run.meters[0])[0]
		ruler := run.rulers(team)[0]
		p := newPool(team)
		for p.size() < 12 {
			b := batch{}
			for o := range int32(6) {
				if r.IntN(5) < 2 {
					team.put(&b, o)
				}
			}
			b.cost = ruler.cost(&b, nobody, nobody)
			p.add(b.orders, b.sign, b.cost)
			p.add(b.orders, b.sign, b.cost) // known already
		}
		best := p.cheapest()
		forever := func() bool { return false }
		const high = 1_000_000
		price := p.prices(high, forever)
		sum := 0.0
		for _, u := range price {
			sum += u
		}
		plan := p.partition(price, high, 1_000_000, forever)
		if best == never {
			if plan != nil {
				t.Fatalf("seed %d: a plan where there is none", seed)
			}
			continue
		}
		found++
		cost := int64(0)
		var orders []int32
		for _, i := range plan {
			cost += p.cost[i]
			orders = append(orders, p.at(int(i))...)
		}
		slices.Sort(orders)
		if cost != best || !slices.Equal(orders, []int32{0, 1, 2, 3, 4, 5}) {
			t.Errorf("seed %d: the plan of %v costs %d, the cheapest %d", seed, orders, cost, best)
		}
		if sum > float64(best)+0.001 {
			t.Errorf("seed %d: prices sum to %.1f, a plan costs %d", seed, sum, best)
		}
	}
	if found < 10 {
		t.Errorf("only %d pools had a plan: the test shows little", found)
	}
}
