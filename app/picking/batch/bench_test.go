package batch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"packbench/app/picking/grid"
	"packbench/app/picking/instances"
)

func problemOf(tb testing.TB, in instances.Instance) Problem {
	tb.Helper()
	w := &grid.Warehouse{Blocks: in.BlockLengths()}
	for range in.Aisles - 1 {
		w.Pitch = append(w.Pitch, in.Pitch)
	}
	depot := grid.Corner{Aisle: in.DepotAisle}
	if in.DepotBack {
		depot.Cross = len(w.Blocks)
	}
	spots := make([]grid.Spot, len(in.Spots))
	for i, s := range in.Spots {
		block, offset := in.Place(s.Cell)
		spots[i] = grid.Spot{Aisle: s.Aisle, Block: block, Offset: offset}
	}
	rows, err := NewRows(w, spots, grid.At(depot), grid.At(depot))
	if err != nil {
		tb.Fatal(err)
	}
	p := Problem{NewMeter: rows.Meter, Exact: true, Cart: Cart{Items: in.Capacity}}
	for _, o := range in.Orders {
		order := Order{Items: o.Items()}
		for _, l := range o {
			order.Places = append(order.Places, int32(l.Spot))
		}
		p.Orders = append(p.Orders, order)
	}
	return p
}

// number is a number of the environment.
func number(tb testing.TB, name string, usual float64) float64 {
	tb.Helper()
	s := os.Getenv(name)
	if s == "" {
		return usual
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n <= 0 {
		tb.Fatalf("%s cannot be %q", name, s)
	}
	return n
}

// BenchmarkBestKnown is how far plans are from the best that anybody has published,
// in percent: of the plan that was searched for PACKBENCH_BATCH_SECONDS, of the one
// by savings, of orders as they came; and of our bound. With PACKBENCH_BATCH_EVERY
// only each so manieth case is planned. A plan shorter than what is proved to be
// the shortest fails.
func BenchmarkBestKnown(b *testing.B) {
	folder := os.Getenv(instances.Folder)
	if folder == "" {
		b.Skip(instances.Folder + " is unset")
	}
	every := int(number(b, "PACKBENCH_BATCH_EVERY", 1))
	for _, set := range []struct {
		name    string
		read    func(string) ([]instances.Instance, error)
		seconds float64
	}{
		{"bahceci-oencan", instances.BahceciOencan, 0.5},
		{"henn-waescher", instances.HennWaescher, 3},
		{"muter-oencan", instances.MuterOencan, 5},
	} {
		b.Run(set.name, func(b *testing.B) {
			all, err := set.read(folder)
			if err != nil {
				b.Fatal(err)
			}
			took := time.Duration(number(b, "PACKBENCH_BATCH_SECONDS", set.seconds) * float64(time.Second))
			for b.Loop() {
				sum := map[string]float64{}
				var cases, equal, better, worst float64
				for i := 0; i < len(all); i += every {
					in := all[i]
					plan, err := Plan(context.Background(), problemOf(b, in), Options{Time: took})
					if err != nil {
						b.Fatal(err)
					}
					if plan.Length < in.Best && in.Proven || plan.Bound > in.Best {
						b.Fatalf("%s: length %d, bound %d, but %d is the best (proved: %v)", in.Name, plan.Length, plan.Bound, in.Best, in.Proven)
					}
					gap := func(l int64) float64 { return 100 * (float64(l)/float64(in.Best) - 1) }
					cases++
					if plan.Length == in.Best {
						equal++
					} else if plan.Length < in.Best {
						better++
					}
					worst = max(worst, gap(plan.Length))
					sum["mean-%"] += gap(plan.Length)
					sum["savings-%"] += gap(plan.Savings)
					sum["fcfs-%"] += gap(plan.FirstCome)
					sum["bound-%"] += gap(plan.Bound)
					sum["changes/s"] += float64(plan.Iterations) / took.Seconds()
				}
				for what, n := range sum {
					b.ReportMetric(n/cases, what)
				}
				b.ReportMetric(worst, "max-%")
				b.ReportMetric(cases, "cases")
				b.ReportMetric(equal, "equal")
				b.ReportMetric(better, "better")
			}
		})
	}
}

// manyOrders is a day like the cases of Zulj, Kramer and Schneider (2018): 10
// aisles of 45 cells, orders of 2.5 lines on average, carts of 6 items.
func manyOrders(tb testing.TB, n int) Problem {
	tb.Helper()
	r := rand.New(rand.NewPCG(18, 7))
	w := &grid.Warehouse{Pitch: slices.Repeat([]int64{50}, 9), Blocks: []int64{470}}
	var spots []grid.Spot
	for a := range 10 {
		for c := range int64(45) {
			spots = append(spots, grid.Spot{Aisle: a, Offset: 15 + 10*c})
		}
	}
	rows, err := NewRows(w, spots, grid.End{}, grid.End{})
	if err != nil {
		tb.Fatal(err)
	}
	p := Problem{NewMeter: rows.Meter, Exact: true, Cart: Cart{Items: 6}}
	for range n {
		o := Order{Items: 1 + r.Int64N(4)}
		for range o.Items {
			o.Places = append(o.Places, r.Int32N(int32(len(spots))))
		}
		p.Orders = append(p.Orders, o)
	}
	return p
}

// BenchmarkManyOrders is the first plan (savings alone) of many orders, and one that
// was searched for during five seconds; also with a meter that is not ours, of
// which nothing is known but lengths.
func BenchmarkManyOrders(b *testing.B) {
	for _, day := range []struct {
		orders int
		any    bool
	}{{2000, false}, {2000, true}, {4000, false}} {
		p := manyOrders(b, day.orders)
		if day.any {
			rows := p.NewMeter().(*rowMeter).rows
			p.NewMeter = func() Meter {
				solver, err := grid.NewSolver(rows.w)
				if err != nil {
					panic(err)
				}
				return &solverMeter{rows: rows, solver: solver}
			}
		}
		for name, o := range map[string]Options{"first": {Iterations: 1}, "5s": {Time: 5 * time.Second}} {
			b.Run(fmt.Sprintf("orders=%d/any=%v/%s", day.orders, day.any, name), func(b *testing.B) {
				var plan Result
				var err error
				for b.Loop() {
					if plan, err = Plan(context.Background(), p, o); err != nil {
						b.Fatal(err)
					}
				}
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.Sys)/1e6, "MB")
				b.ReportMetric(100*(1-float64(plan.Length)/float64(plan.FirstCome)), "shorter-%")
				b.ReportMetric(100*(float64(plan.Length)/float64(plan.Savings)-1), "savings-%")
				b.ReportMetric(100*(float64(plan.Length)/float64(plan.Bound)-1), "bound-%")
			})
		}
	}
}
