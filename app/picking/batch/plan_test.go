package batch

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"packbench/app/picking/grid"

	"pgregory.net/rapid"
)

// day is a small shop's orders, drawn at random.
type day struct {
	rows *Rows
	p    Problem
}

func someDay(r *rand.Rand, orders int) day {
	aisles, blocks := 1+r.IntN(5), 1+r.IntN(2)
	w := &grid.Warehouse{}
	for range aisles - 1 {
		w.Pitch = append(w.Pitch, int64(1+r.IntN(9)))
	}
	for range blocks {
		w.Blocks = append(w.Blocks, int64(10+r.IntN(20)))
	}
	corner := func() grid.End {
		return grid.At(grid.Corner{Aisle: r.IntN(aisles), Cross: r.IntN(blocks + 1)})
	}
	start := corner()
	end := start
	if r.IntN(3) == 0 {
		end = corner()
	}
	spots := make([]grid.Spot, 40)
	for i := range spots {
		b := r.IntN(blocks)
		spots[i] = grid.Spot{Aisle: r.IntN(aisles), Block: b, Offset: r.Int64N(w.Blocks[b] + 1)}
	}
	rows, err := NewRows(w, spots, start, end)
	if err != nil {
		panic(err)
	}
	d := day{rows, Problem{NewMeter: rows.Meter, Exact: true}}
	for range orders {
		var o Order
		for range 1 + r.IntN(4) {
			o.Places = append(o.Places, int32(r.IntN(len(spots))))
			n := 1 + r.Int64N(3)
			o.Items += n
			o.Weight += n * 100
			o.Volume += n * r.Int64N(900)
		}
		d.p.Orders = append(d.p.Orders, o)
	}
	return d
}

// rules draws limits of carts and what orders may not share one.
func (d *day) rules(r *rand.Rand) {
	limit := func(least, more int64) int64 {
		if r.IntN(2) == 0 {
			return 0
		}
		return least + r.Int64N(more)
	}
	d.p.Cart = Cart{
		Orders: limit(1, 5), Slots: limit(2, 5), Lines: limit(3, 9), Items: limit(5, 15), Weight: limit(600, 2000), Volume: limit(2000, 9000),
		Slot: Slot{Items: limit(2, 5), Weight: limit(200, 500), Volume: limit(500, 2000)},
	}
	for i := range d.p.Orders {
		o := &d.p.Orders[i]
		o.CutOff, o.Zone = r.IntN(2), []string{"", "cold"}[r.IntN(2)]
		o.Alone, o.Fragile = r.IntN(6) == 0, r.IntN(5) == 0
		o.Priority = r.IntN(3)
	}
	if r.IntN(2) == 0 {
		d.p.Wait = r.Int64N(10)
	}
}

// walk measures the walk of some orders with the exact solver, not with ours.
func (d *day) walk(t interface{ Fatal(...any) }, orders []int) int64 {
	solver, err := grid.NewSolver(d.rows.w)
	if err != nil {
		t.Fatal(err)
	}
	var at []grid.Spot
	for _, o := range orders {
		for _, p := range d.p.Orders[o].Places {
			at = append(at, d.rows.spots[p])
		}
	}
	length, err := solver.Length(at, d.rows.from, d.rows.to)
	if err != nil {
		t.Fatal(err)
	}
	return length
}

func (d *day) share(orders []int) bool {
	var all []Order
	for _, o := range orders {
		all = append(all, d.p.Orders[o])
	}
	return d.p.Cart.Takes(all...) == nil
}

// cheapest tries every way to put orders on carts.
func (d *day) cheapest(t interface{ Fatal(...any) }) int64 {
	best := never
	var carts [][]int
	cost := map[string]int64{}
	of := func(orders []int) int64 {
		key := make([]byte, len(orders))
		for i, o := range orders {
			key[i] = byte(o)
		}
		c, known := cost[string(key)]
		if !known {
			c = d.walk(t, orders) + d.waits(orders)
			cost[string(key)] = c
		}
		return c
	}
	var put func(o int)
	put = func(o int) {
		if o == len(d.p.Orders) {
			sum := int64(0)
			for _, c := range carts {
				sum += of(c)
			}
			best = min(best, sum)
			return
		}
		for i := range carts {
			carts[i] = append(carts[i], o)
			if d.share(carts[i]) {
				put(o + 1)
			}
			carts[i] = carts[i][:len(carts[i])-1]
		}
		carts = append(carts, []int{o})
		put(o + 1)
		carts = carts[:len(carts)-1]
	}
	put(0)
	return best
}

func (d *day) waits(orders []int) int64 {
	top, sum := d.p.Orders[orders[0]].Priority, int64(0)
	for _, o := range orders {
		top = max(top, d.p.Orders[o].Priority)
	}
	for _, o := range orders {
		sum += int64(top-d.p.Orders[o].Priority) * d.p.Wait
	}
	return sum
}

// check holds a plan against everything that must be true of it.
func (d *day) check(t interface{ Fatalf(string, ...any) }, plan Result, f interface{ Fatal(...any) }) {
	var seen []int
	for _, l := range plan.TooLarge {
		if d.p.Cart.Takes(d.p.Orders[l.Order]) == nil || l.Why == "" {
			t.Fatalf("order %d is said to be too large: %q", l.Order, l.Why)
		}
		seen = append(seen, l.Order)
	}
	var length, cost int64
	for _, b := range plan.Batches {
		seen = append(seen, b.Orders...)
		if !d.share(b.Orders) {
			t.Fatalf("orders %v may not share a cart", b.Orders)
		}
		if got := d.walk(f, b.Orders); got != b.Length {
			t.Fatalf("the walk of %v is %d long, said to be %d", b.Orders, got, b.Length)
		}
		if got := d.waits(b.Orders); got != b.Wait {
			t.Fatalf("orders %v wait %d, said to be %d", b.Orders, got, b.Wait)
		}
		length += b.Length
		cost += b.Length + b.Wait
	}
	slices.Sort(seen)
	for i := range d.p.Orders {
		if i >= len(seen) || seen[i] != i {
			t.Fatalf("of %d orders these are planned: %v", len(d.p.Orders), seen)
		}
	}
	if len(seen) != len(d.p.Orders) || length != plan.Length || cost != plan.Cost {
		t.Fatalf("%d orders planned of %d, length %d said %d, cost %d said %d", len(seen), len(d.p.Orders), length, plan.Length, cost, plan.Cost)
	}
	if plan.Cost > plan.FirstCome || plan.Cost > plan.Savings || plan.Cost < plan.Bound {
		t.Fatalf("cost %d, first come %d, savings %d, bound %d", plan.Cost, plan.FirstCome, plan.Savings, plan.Bound)
	}
}

func TestEveryOrderOnceAndNoRuleBroken(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		d := someDay(r, rapid.IntRange(0, 40).Draw(rt, "orders"))
		d.rules(r)
		plan, err := Plan(context.Background(), d.p, Options{Iterations: 4000})
		if err != nil {
			rt.Fatal(err)
		}
		d.check(rt, plan, rt)
	})
}

// slow hides from the planner that it walks on rows, as any map does.
type slow struct{ Meter }

func (d *day) onAnyMap() { d.p.NewMeter = func() Meter { return slow{d.rows.Meter()} } }

func TestFewOrdersArePlannedBest(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 3))
		d := someDay(r, 1+r.IntN(7))
		d.rules(r)
		if seed%3 == 0 {
			d.onAnyMap()
		}
		d.p.Orders = slices.DeleteFunc(d.p.Orders, func(o Order) bool { return d.p.Cart.Takes(o) != nil })
		plan, err := Plan(context.Background(), d.p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		best := int64(0)
		if len(d.p.Orders) > 0 {
			best = d.cheapest(t)
		}
		if plan.Cost != best || plan.Bound != best {
			t.Errorf("seed %d: %d orders cost %d, bound %d; the best plan costs %d", seed, len(d.p.Orders), plan.Cost, plan.Bound, best)
		}
	}
}

// searched plans without trying everything, however few orders there are.
func searched(p Problem, o Options) (Result, int64) {
	r := newRun(&p, o)
	bound := int64(0)
	for _, t := range p.teams(p.tooLarge(), r.meters[0]) {
		tp := &teamPlan{t: t}
		r.plans = append(r.plans, tp)
		r.first(tp)
		rulers := r.rulers(t)
		tp.best = rulers[0].firstCome()
		alone := rulers[0].alone()
		tp.bound = t.bound(alone)
		bound += tp.bound
		tp.mates = t.mates(rulers, alone, nil, r.stop)
	}
	for i := range r.plans {
		r.search(i)
	}
	return r.result(nil), bound
}

func TestSearchFindsTheBestPlanOfFewOrders(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 4))
		d := someDay(r, 2+r.IntN(6))
		d.p.Cart = Cart{Items: 12}
		if seed%2 == 0 {
			d.rules(r)
		}
		if seed%3 == 0 {
			d.onAnyMap()
		}
		d.p.Orders = slices.DeleteFunc(d.p.Orders, func(o Order) bool { return d.p.Cart.Takes(o) != nil })
		if len(d.p.Orders) == 0 {
			continue
		}
		plan, bound := searched(d.p, Options{Iterations: 20_000})
		best := d.cheapest(t)
		if plan.Cost != best {
			t.Errorf("seed %d: found %d, the best plan costs %d", seed, plan.Cost, best)
		}
		if bound > best {
			t.Errorf("seed %d: bound %d, but a plan costs %d", seed, bound, best)
		}
		d.check(t, plan, t)
	}
}

func TestMirroredWarehouseCostsTheSame(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 5))
		d := someDay(r, 7)
		d.p.Cart = Cart{Items: 14}
		w := *d.rows.w
		w.Pitch = slices.Clone(w.Pitch)
		slices.Reverse(w.Pitch)
		spots := slices.Clone(d.rows.spots)
		for i := range spots {
			spots[i].Aisle = w.Aisles() - 1 - spots[i].Aisle
		}
		over := func(e grid.End) grid.End {
			e.Corner.Aisle = w.Aisles() - 1 - e.Corner.Aisle
			return e
		}
		rows, err := NewRows(&w, spots, over(d.rows.from), over(d.rows.to))
		if err != nil {
			t.Fatal(err)
		}
		plan, err := Plan(context.Background(), d.p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		d.p.NewMeter = rows.Meter
		mirrored, err := Plan(context.Background(), d.p, Options{})
		if err != nil || mirrored.Cost != plan.Cost || mirrored.Single != plan.Single {
			t.Errorf("seed %d: cost %d, single %d; mirrored %d, %d (%v)", seed, plan.Cost, plan.Single, mirrored.Cost, mirrored.Single, err)
		}
	}
}

func TestSameSeedSamePlan(t *testing.T) {
	for _, orders := range []int{50, 130} {
		for _, rows := range []bool{true, false} {
			r := rand.New(rand.NewPCG(9, uint64(orders)))
			d := someDay(r, orders)
			d.p.Cart = Cart{Items: 20}
			if !rows {
				d.onAnyMap()
			}
			plan := func(seed uint64) Result {
				res, err := Plan(context.Background(), d.p, Options{Seed: seed, Iterations: 40_000})
				if err != nil {
					t.Fatal(err)
				}
				return res
			}
			one, other := plan(1), plan(2)
			for range 3 {
				if again := plan(1); !reflect.DeepEqual(one, again) {
					t.Fatalf("%d orders, rows %v: the same seed gave %d and then %d", orders, rows, one.Cost, again.Cost)
				}
			}
			if reflect.DeepEqual(one.Batches, other.Batches) {
				t.Errorf("%d orders, rows %v: another seed gave the same batches, so it is not used", orders, rows)
			}
			d.check(t, one, t)
		}
	}
}

func TestStoppedSearchGivesTheBestSoFar(t *testing.T) {
	d := someDay(rand.New(rand.NewPCG(2, 2)), 200)
	d.p.Cart = Cart{Items: 20}
	ctx, cancel := context.WithCancel(context.Background())
	told := 0
	var last Progress
	plan, err := Plan(ctx, d.p, Options{Time: time.Hour, Progress: func(p Progress) {
		if told++; told == 3 {
			cancel()
		}
		last = p
	}})
	if err != nil {
		t.Fatal(err)
	}
	d.check(t, plan, t)
	if plan.Cost >= plan.FirstCome || plan.Iterations == 0 {
		t.Errorf("cost %d, first come %d, %d iterations", plan.Cost, plan.FirstCome, plan.Iterations)
	}
	if last.Cost != plan.Cost || last.Bound != plan.Bound || last.Share != 1 {
		t.Errorf("the last progress was %+v, the plan costs %d", last, plan.Cost)
	}
	plan, err = Plan(ctx, d.p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if plan.Cost != plan.FirstCome || len(plan.Batches) == 0 {
		t.Errorf("stopped before it began: cost %d, first come %d", plan.Cost, plan.FirstCome)
	}
}

func TestOrderLargerThanACartIsNamed(t *testing.T) {
	d := someDay(rand.New(rand.NewPCG(3, 3)), 6)
	d.p.Cart = Cart{Slots: 4, Weight: 6000, Slot: Slot{Items: 3}}
	d.p.Orders[2].Weight = 6001
	d.p.Orders[4].Items = 13
	plan, err := Plan(context.Background(), d.p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []TooLarge{
		{2, "weight 6001 is more than the 6000 that a cart takes"},
		{4, "slots 5 is more than the 4 that a cart takes"},
	}
	if !slices.Equal(plan.TooLarge, want) {
		t.Errorf("too large: %v", plan.TooLarge)
	}
	d.check(t, plan, t)
}

func TestUrgentOrdersGoFirstAndDoNotWait(t *testing.T) {
	w := &grid.Warehouse{Pitch: []int64{5}, Blocks: []int64{20}}
	spots := []grid.Spot{{Offset: 18}, {Offset: 17}, {Aisle: 1, Offset: 5}}
	rows, err := NewRows(w, spots, grid.End{}, grid.End{})
	if err != nil {
		t.Fatal(err)
	}
	p := Problem{NewMeter: rows.Meter, Exact: true, Orders: []Order{
		{Places: []int32{2}}, {Places: []int32{0}}, {Places: []int32{1}, Priority: 2},
	}}
	for _, c := range []struct {
		wait int64
		want [][]int
	}{
		{0, [][]int{{0, 1, 2}}},     // all on one cart
		{7, [][]int{{1, 2}, {0}}},   // 14 for the neighbour is less than 36 for its own walk
		{100, [][]int{{2}, {0, 1}}}, // the urgent one alone, and first
	} {
		p.Wait = c.wait
		plan, err := Plan(context.Background(), p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got [][]int
		for _, b := range plan.Batches {
			got = append(got, b.Orders)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("where waiting costs %d: batches %v, want %v", c.wait, got, c.want)
		}
	}
}

func TestWhatCannotBeIsNamed(t *testing.T) {
	d := someDay(rand.New(rand.NewPCG(3, 3)), 3)
	for what, spoil := range map[string]func(*Problem){
		"orders[1].weight":   func(p *Problem) { p.Orders[1].Weight = -5 },
		"orders[2].volume":   func(p *Problem) { p.Orders[2].Volume = 1 << 41 },
		"orders[0].priority": func(p *Problem) { p.Orders[0].Priority = 1 << 30 },
		"cart.slot.items":    func(p *Problem) { p.Cart.Slot.Items = -1 },
		"wait":               func(p *Problem) { p.Wait = -1 },
		"meter":              func(p *Problem) { p.NewMeter = nil },
	} {
		p := d.p
		p.Orders = slices.Clone(p.Orders)
		spoil(&p)
		_, err := Plan(context.Background(), p, Options{})
		if f := (*Fault)(nil); !errors.As(err, &f) || f.What != what || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
