package batch

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// run is one call of Plan.
type run struct {
	p       *Problem
	o       Options
	meters  []Meter // one for each worker
	began   time.Time
	stopped atomic.Bool
	plans   []*teamPlan
	share   atomic.Int64 // millionths of the work that are done
	cost    atomic.Int64 // of the best plans of all teams
	bound   atomic.Int64
}

// teamPlan is what is known of a team's plan.
type teamPlan struct {
	t                          *team
	best                       []batch
	firstCome, single, savings int64
	bound                      int64
	mates                      [][]mate // nil where nothing is to be searched for
	tries                      int64
}

func newRun(p *Problem, o Options) *run {
	if o.Workers < 1 {
		o.Workers = 2
	}
	if o.Iterations <= 0 && o.Time <= 0 {
		o.Iterations = 1_000_000
	}
	r := &run{p: p, o: o, began: time.Now()}
	for range o.Workers {
		r.meters = append(r.meters, p.NewMeter())
	}
	return r
}

func (r *run) end()       { r.stopped.Store(true) }
func (r *run) stop() bool { return r.stopped.Load() }

// report tells the progress until the function that it returns is called.
func (r *run) report() (end func()) {
	if r.o.Progress == nil {
		return func() {}
	}
	tell := func() {
		r.o.Progress(Progress{float64(r.share.Load()) / 1e6, r.cost.Load(), r.bound.Load()})
	}
	done, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				tell()
			case <-done:
				r.share.Store(1e6)
				tell()
				return
			}
		}
	}()
	return func() {
		close(done)
		<-over
	}
}

// rulers are a ruler for each worker.
func (r *run) rulers(t *team) []*ruler {
	var out []*ruler
	for _, m := range r.meters {
		out = append(out, t.ruler(m))
	}
	return out
}

// first makes a team's plan as orders came and by savings; for few orders, the
// best there is.
func (r *run) first(tp *teamPlan) {
	t := tp.t
	rulers := r.rulers(t)
	tp.best = rulers[0].firstCome()
	tp.firstCome = total(tp.best)
	tp.savings = tp.firstCome
	defer func() {
		r.cost.Add(total(tp.best))
		r.bound.Add(tp.bound)
	}()
	if r.stop() {
		return
	}
	alone := rulers[0].alone()
	tp.single = total(alone)
	if r.p.Exact {
		tp.bound = t.bound(alone)
	}
	mates := t.mates(rulers, alone, t.candidates(rulers, alone, r.stop), r.stop)
	if mates == nil {
		return
	}
	by := t.savings(rulers, alone, mates, r.stop)
	tp.savings = min(tp.savings, total(by))
	if total(by) < tp.firstCome {
		tp.best = by
	}
	if len(t.load) > t.few() {
		tp.mates = mates
	} else if best := rulers[0].exact(r.stop); best != nil {
		tp.best = best
		if r.p.Exact {
			tp.bound = total(best)
		}
	}
}

// work is how much of the search a team gets.
func (tp *teamPlan) work() int64 {
	if tp.mates == nil || total(tp.best) == tp.bound {
		return 0
	}
	return int64(len(tp.t.load))
}

// rounds are the parts of a search, as shares of it: after each, the workers put
// together what they found.
var rounds = []float64{0.5, 0.75, 0.9, 1}

// search makes the plan of team i better with its share of what time or iterations
// are left.
func (r *run) search(i int) {
	tp := r.plans[i]
	var left, all int64
	for k, other := range r.plans {
		if k >= i {
			left += other.work()
		}
		all += other.work()
	}
	if tp.work() == 0 || r.stop() {
		return
	}
	began := time.Now()
	time4 := time.Duration(float64(r.o.Time-time.Since(r.began)) * float64(tp.work()) / float64(left))
	tries := r.o.Iterations * tp.work() / all / int64(r.o.Workers)
	part, before := float64(tp.work())/float64(all), float64(all-left)/float64(all)

	var searchers []*searcher
	for w, ruler := range r.rulers(tp.t) {
		searchers = append(searchers, newSearcher(tp.t, ruler, tp.mates, r.o.Seed*64+uint64(w), tp.best))
	}
	from := 0.0
	for k, to := range rounds {
		var wait sync.WaitGroup
		for w, s := range searchers {
			done := func() (float64, bool) {
				var share float64
				if r.o.Iterations > 0 {
					share = float64(s.tries) / float64(max(tries, 1))
				} else {
					share = float64(time.Since(began)) / float64(max(time4, 1))
				}
				if w == 0 {
					r.share.Store(int64(1e6 * (before + min(share, 1)*part)))
				}
				return (share - from) / (to - from), share >= to || r.stop()
			}
			wait.Go(func() { s.anneal(k, done) })
		}
		wait.Wait()
		from = to
		r.meet(tp, searchers)
	}
	for _, s := range searchers {
		tp.tries += s.tries
	}
}

// meet puts together what the searchers found, and they go on from there.
func (r *run) meet(tp *teamPlan, searchers []*searcher) {
	better := func(plan []batch) {
		if c := total(plan); c < total(tp.best) {
			r.cost.Add(c - total(tp.best))
			tp.best = plan
		}
	}
	first := searchers[0]
	for _, s := range searchers {
		better(s.result())
		if s != first {
			first.pool.merge(s.pool)
		}
	}
	if plan := first.pool.plan(first.r, total(tp.best), r.stop); plan != nil {
		better(plan)
	}
	for _, s := range searchers {
		s.set(tp.best)
		s.keep()
	}
}

func (r *run) result(large []TooLarge) Result {
	res := Result{TooLarge: large}
	for _, tp := range r.plans {
		res.FirstCome += tp.firstCome
		res.Single += tp.single
		res.Savings += tp.savings
		res.Iterations += tp.tries
		res.Bound += tp.bound
		for _, b := range tp.best {
			out := Batch{Wait: tp.t.waits(b.orders, nobody, nobody)}
			out.Length = b.cost - out.Wait
			for _, o := range b.orders {
				out.Orders = append(out.Orders, tp.t.orders[o])
			}
			slices.Sort(out.Orders)
			res.Batches = append(res.Batches, out)
			res.Length += out.Length
			res.Cost += b.cost
		}
	}
	slices.SortFunc(res.Batches, func(a, b Batch) int {
		return cmp.Or(
			cmp.Compare(r.p.Orders[a.Orders[0]].CutOff, r.p.Orders[b.Orders[0]].CutOff),
			cmp.Compare(r.urgent(b), r.urgent(a)),
			cmp.Compare(a.Orders[0], b.Orders[0]),
		)
	})
	return res
}

// urgent is the highest priority of a batch.
func (r *run) urgent(b Batch) int {
	most := r.p.Orders[b.Orders[0]].Priority
	for _, o := range b.Orders {
		most = max(most, r.p.Orders[o].Priority)
	}
	return most
}
