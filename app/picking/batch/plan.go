package batch

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Options say how long to look.
type Options struct {
	// Seed and Iterations decide the plan alone: the same ones give the same plan
	// on every machine, however busy, unless Time or the context ends the search
	// first. With neither Iterations nor Time, 100,000 iterations are made.
	Seed       uint64
	Iterations int64
	Time       time.Duration
	// Workers is how many goroutines look, 2 by default.
	Workers int
	// Progress is told a few times a second how far the search is, from a
	// goroutine of its own and never twice at a time.
	Progress func(Progress)
}

// Progress is how far a search is.
type Progress struct {
	Share float64 // of the time or the iterations, 0 to 1
	Cost  int64   // of the best plan so far
	Bound int64
}

// A Result is a plan.
type Result struct {
	// Batches are in the sequence in which they are best walked: first wave first,
	// in it the most urgent first.
	Batches []Batch
	// TooLarge are the orders that are larger than a cart: they are in no batch.
	TooLarge []TooLarge
	Length   int64 // of all walks
	Cost     int64 // Length and what urgent orders wait for others: what is planned for
	// FirstCome is Cost if carts were filled with orders as they came, Single if
	// each order were walked alone, Savings of the plan by savings alone.
	FirstCome, Single, Savings int64
	// Bound is what no plan can cost less than, 0 where it is not known. Cost ==
	// Bound: the plan is the best there is.
	Bound      int64
	Iterations int64
}

// Batch is one walk.
type Batch struct {
	Orders []int // indexes of Problem.Orders
	Length int64
	Wait   int64 // what urgent orders wait for others
}

// Plan groups orders into batches. It makes a first plan by savings and makes it
// better until iterations or time are over or ctx is done, which is no error: the
// best plan so far is the answer. It never costs more than the one by savings or
// one filled as orders came. What cannot be is a *Fault.
func Plan(ctx context.Context, p Problem, o Options) (Result, error) {
	if err := p.check(); err != nil {
		return Result{}, fmt.Errorf("planning batches: %w", err)
	}
	if o.Workers < 1 {
		o.Workers = 2
	}
	if o.Iterations <= 0 && o.Time <= 0 {
		o.Iterations = 100_000
	}
	large := p.tooLarge()
	run := &run{p: &p, o: o, began: time.Now()}
	defer context.AfterFunc(ctx, func() { run.stop.Store(true) })()
	if o.Time > 0 {
		defer time.AfterFunc(o.Time, func() { run.stop.Store(true) }).Stop()
	}
	res := Result{TooLarge: large}
	for _, t := range p.teams(large) {
		run.plans = append(run.plans, &teamPlan{t: t})
	}
	run.first()
	run.search()
	run.collect(&res)
	return res, nil
}

// run is one call of Plan.
type run struct {
	p     *Problem
	o     Options
	began time.Time
	stop  atomic.Bool
	plans []*teamPlan
}

func (run *run) stopped() bool { return run.stop.Load() }

// teamPlan is what is known of a team's plan.
type teamPlan struct {
	t                          *team
	best                       []batch
	firstCome, single, savings int64
	bound                      int64
	rulers                     []*ruler
	mates                      [][]mate
	tries                      int64
}

// first makes the plans by savings.
func (run *run) first() {
	for _, tp := range run.plans {
		t := tp.t
		for range run.o.Workers {
			tp.rulers = append(tp.rulers, t.ruler())
		}
		r := tp.rulers[0]
		tp.best = r.firstCome()
		tp.firstCome = total(tp.best)
		tp.savings = tp.firstCome
		if run.stopped() {
			continue
		}
		alone := make([]int64, len(t.load))
		for i := range alone {
			alone[i] = r.whole(int32(i)).cost
			tp.single += alone[i]
		}
		tp.mates = t.mates(tp.rulers, alone, run.stopped)
		if tp.mates == nil {
			continue
		}
		by := r.savings(alone, tp.mates, run.stopped)
		tp.savings = total(by)
		if tp.savings < tp.firstCome {
			tp.best = by
		}
	}
}

// search makes the plans better.
func (run *run) search() {
	for _, tp := range run.plans {
		if tp.mates == nil || len(tp.t.load) < 3 {
			continue
		}
		var wait sync.WaitGroup
		start, budget := time.Now(), run.o.Time-time.Since(run.began)
		mean := float64(total(tp.best)) / float64(len(tp.best))
		found := make([][]batch, run.o.Workers)
		ss := make([]*searcher, run.o.Workers)
		for w := range run.o.Workers {
			wait.Go(func() {
				s := newSearcher(tp.t, tp.rulers[w], tp.mates, run.o.Seed+uint64(w), tp.best)
				ss[w] = s
				s.anneal(mean*heatA, mean*heatB, func() (float64, bool) {
					if run.o.Iterations > 0 {
						share := float64(s.tries) * float64(run.o.Workers) / float64(run.o.Iterations)
						return share, share >= 1 || run.stopped()
					}
					share := float64(time.Since(start)) / float64(budget)
					return share, share >= 1 || run.stopped()
				})
				found[w] = s.result()
			})
		}
		wait.Wait()
		for w, f := range found {
			tp.tries += ss[w].tries
			if total(f) < total(tp.best) {
				tp.best = f
			}
		}
	}
}

var heatA, heatB = 0.05, 0.002

func (run *run) collect(res *Result) {
	for _, tp := range run.plans {
		res.FirstCome += tp.firstCome
		res.Single += tp.single
		res.Savings += tp.savings
		res.Iterations += tp.tries
		for _, b := range tp.best {
			out := Batch{Length: tp.rulers[0].length(b.orders, nobody, nobody), Wait: tp.t.waits(b.orders, nobody, nobody)}
			for _, o := range b.orders {
				out.Orders = append(out.Orders, tp.t.orders[o])
			}
			res.Batches = append(res.Batches, out)
			res.Length += out.Length
			res.Cost += out.Length + out.Wait
		}
	}
}
