package batch

import (
	"context"
	"fmt"
	"time"
)

// Options say how long to look.
type Options struct {
	// Seed, Iterations and Workers decide the plan alone: the same ones give the
	// same plan on every machine, however busy, unless Time or the context ends
	// the search first. Without Iterations the search lasts for Time; with neither,
	// a million iterations are made.
	Seed       uint64
	Iterations int64
	Time       time.Duration
	// Workers is how many goroutines look, 2 by default.
	Workers int
	// Progress is told ten times a second how far the search is, by one goroutine
	// that is not the caller's.
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
	Orders []int // indexes of Problem.Orders, from the lowest
	Length int64
	Wait   int64 // what urgent orders wait for others
}

// Plan groups orders into batches. It makes a first plan by savings and makes it
// better until iterations or time are over or ctx is done, which is no error: the
// best plan so far is the answer. It never costs more than the one by savings or
// than carts filled with orders as they came. What cannot be is a *Fault.
func Plan(ctx context.Context, p Problem, o Options) (Result, error) {
	if err := p.check(); err != nil {
		return Result{}, fmt.Errorf("planning batches: %w", err)
	}
	large := p.tooLarge()
	r := newRun(&p, o)
	for _, t := range p.teams(large, r.meters[0]) {
		r.plans = append(r.plans, &teamPlan{t: t})
	}
	defer context.AfterFunc(ctx, r.end)()
	if o.Time > 0 {
		defer time.AfterFunc(o.Time, r.end).Stop()
	}
	defer r.report()()
	for _, tp := range r.plans {
		r.first(tp)
	}
	for i := range r.plans {
		r.search(i)
	}
	return r.result(large), nil
}
