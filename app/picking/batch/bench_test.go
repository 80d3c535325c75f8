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

func BenchmarkBestKnown(b *testing.B) {
	folder := os.Getenv(instances.Folder)
	if folder == "" {
		b.Skip(instances.Folder + " is unset")
	}
	every := 1
	if s := os.Getenv("PACKBENCH_BATCH_EVERY"); s != "" {
		every, _ = strconv.Atoi(s)
	}
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
			seconds := set.seconds
			if s := os.Getenv("PACKBENCH_BATCH_SECONDS"); s != "" {
				seconds, err = strconv.ParseFloat(s, 64)
				if err != nil {
					b.Fatal(err)
				}
			}
			if s := os.Getenv("HA"); s != "" {
				heatA, _ = strconv.ParseFloat(s, 64)
			}
			if s := os.Getenv("HB"); s != "" {
				heatB, _ = strconv.ParseFloat(s, 64)
			}
			if s := os.Getenv("HC"); s != "" {
				heatC, _ = strconv.ParseFloat(s, 64)
			}
			for range b.N {
				var n, equal, iter, sum, worst, cw, fc, bd float64
				for i, in := range all {
					if i%every != 0 {
						continue
					}
					plan, err := Plan(context.Background(), problemOf(b, in), Options{Time: time.Duration(seconds * float64(time.Second))})
					if err != nil {
						b.Fatal(err)
					}
					if plan.Length < in.Best && in.Proven {
						b.Fatalf("%s: %d is below the proven %d", in.Name, plan.Length, in.Best)
					}
					gap := func(l int64) float64 { return 100 * (float64(l)/float64(in.Best) - 1) }
					n++
					if plan.Length <= in.Best {
						equal++
					}
					sum += gap(plan.Length)
					worst = max(worst, gap(plan.Length))
					cw += gap(plan.Savings)
					fc += gap(plan.FirstCome)
					bd += gap(plan.Bound)
					iter += float64(plan.Iterations)
					if os.Getenv("V") != "" {
						fmt.Printf("%-40s %3d orders cap %d best %d %v gap %.3f cw %.3f it %d\n", in.Name, len(in.Orders), in.Capacity, in.Best, in.Proven, gap(plan.Length), gap(plan.Savings), plan.Iterations)
					}
				}
				b.ReportMetric(n, "cases")
				b.ReportMetric(equal, "equal")
				b.ReportMetric(sum/n, "mean-%")
				b.ReportMetric(worst, "max-%")
				b.ReportMetric(cw/n, "savings-%")
				b.ReportMetric(fc/n, "fcfs-%")
				b.ReportMetric(bd/n, "bound-%")
				b.ReportMetric(iter/n/seconds/1e6, "Mit/s")
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
// was searched for during five seconds.
func BenchmarkManyOrders(b *testing.B) {
	for _, n := range []int{2000, 4000} {
		p := manyOrders(b, n)
		for name, o := range map[string]Options{"first": {Iterations: 1}, "5s": {Time: 5 * time.Second}} {
			b.Run(fmt.Sprintf("orders=%d/%s", n, name), func(b *testing.B) {
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
