package app_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/demoday"
	"packbench/data"
	"packbench/data/datatest"
)

// deskActions are what a desk does, in the order of an order's way.
var deskActions = []string{"search", "place", "pay", "release", "pick", "pack", "count"}

// deskWork is one desk of eight: what it does, and how long each thing took.
type deskWork struct {
	*app.Shop
	who       data.Actor
	customers []int64
	products  []int64
	places    []data.Location
	took      map[string][]time.Duration
	whole     int // whole orders: from the search to the packed box, or placed where nothing else is done
}

func (d *deskWork) time(what string, do func() error) error {
	at := time.Now()
	if err := do(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	d.took[what] = append(d.took[what], time.Since(at))
	return nil
}

// order does what a desk does for one order, from the search to the packed box.
func (d *deskWork) order(ctx context.Context, i int) error {
	words := []string{"hea", "lant", "red", "vint", "box", "pap", "gla", "tea"}
	for _, w := range words[i%len(words):][:1] {
		if err := d.time("search", func() error { _, err := d.FindGoods(ctx, w, 12); return err }); err != nil {
			return err
		}
	}
	placed, err := d.place(ctx, i)
	if err != nil {
		return err
	}
	if err := d.time("pay", func() error {
		return d.TakePayment(ctx, d.who, data.NewOp("pay", i), placed.OrderID, app.PaymentRequest{Kind: data.Captured, Method: "cash", Amount: placed.Total})
	}); err != nil {
		return err
	}
	var r app.Released
	if err := d.time("release", func() (err error) {
		r, err = d.ReleaseOrders(ctx, d.who, data.NewOp("release", i), []int64{placed.OrderID})
		return err
	}); err != nil || len(r.Done) == 0 {
		return err // it waits for its address, or for goods
	}
	if err := d.pick(ctx, r.Done[0]); err != nil {
		return err
	}
	d.whole++
	return nil
}

// place places an order of three lines.
func (d *deskWork) place(ctx context.Context, i int) (placed app.Placed, err error) {
	req := app.OrderRequest{CustomerID: d.customers[i*7%len(d.customers)], AcceptShort: true}
	for k := range 3 {
		req.Lines = append(req.Lines, app.LineRequest{ProductID: d.products[(i*3+k)%len(d.products)], Qty: 1})
	}
	err = d.time("place", func() error {
		placed, err = d.PlaceOrder(ctx, d.who, data.NewOp("place order", i), req)
		return err
	})
	return placed, err
}

// pick picks a shipment on a list of its own and packs it.
func (d *deskWork) pick(ctx context.Context, shipment int64) error {
	var scans []data.Scan
	if err := d.time("pick", func() error {
		req := app.PickRequest{Shipments: []int64{shipment}, Method: "single"}
		built, err := d.BuildPickLists(ctx, d.who, data.NewOp("pick list", req), req)
		if err != nil {
			return err
		}
		if len(built.Lists) != 1 {
			return fmt.Errorf("%d pick lists for one shipment", len(built.Lists))
		}
		w, err := d.Walk(ctx, built.Lists[0].Number)
		if err != nil {
			return err
		}
		var picks []app.PickConfirm
		for _, l := range w.Lines {
			picks = append(picks, app.PickConfirm{LineID: l.ID, Picked: l.Qty})
			scans = append(scans, data.Scan{Code: string(l.SKU), Qty: l.Qty})
		}
		_, err = d.ConfirmPicks(ctx, d.who, data.NewOp("pick", picks), picks)
		return err
	}); err != nil {
		return err
	}
	return d.time("pack", func() error {
		if _, err := d.Scan(ctx, d.who, data.NewOp("scan", scans), shipment, scans); err != nil {
			return err
		}
		_, err := d.FinishPacking(ctx, d.who, data.NewOp("finish", shipment), shipment, 0, "")
		return err
	})
}

// count counts one shelf, and drops the count so that the stock stays.
func (d *deskWork) count(ctx context.Context, place int64) error {
	return d.time("count", func() error {
		c, err := d.RequestCount(ctx, d.who, data.NewOp("count", place), "round", false, []int64{place})
		if err != nil {
			return err
		}
		sheet, err := d.CountSheet(ctx, c.Number)
		if err != nil {
			return err
		}
		for _, l := range sheet.Lines {
			if _, err := d.EnterCount(ctx, d.who, data.NewOp("counted", l.ID), l.ID, 1); err != nil {
				return err
			}
		}
		return d.CancelCount(ctx, d.who, data.NewOp("cancel", c.ID), c.ID)
	})
}

// work does one order after the other until the time is over, and counts a shelf
// now and then.
func (d *deskWork) work(ctx context.Context, first int, until time.Time) error {
	for i := first; time.Now().Before(until); i++ {
		if err := d.order(ctx, i); err != nil {
			return err
		}
		if i%20 != 7 {
			continue
		}
		// A place that is no shelf, or is counted by another desk, is left out.
		if err := d.count(ctx, d.places[i%len(d.places)].ID); err != nil && data.KindOf(err) != data.KindInvalid {
			return err
		}
	}
	return nil
}

// eightDesks opens the demo shop on a server at eight desks, with goods enough
// for all that they will sell.
func eightDesks(b *testing.B) (desks []*deskWork) {
	b.Helper()
	server := datatest.StartServer(b)
	for i := range 8 {
		books, err := data.Open(b.Context(), server.URL, data.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = books.Close() })
		desks = append(desks, &deskWork{Shop: app.New(books, app.Options{}), who: data.Actor{User: "Anna", Desk: fmt.Sprintf("desk %d", i+1)}, took: make(map[string][]time.Duration)})
	}
	d := desks[0]
	if err := demoday.Make(b.Context(), d.Shop, d.who, nil); err != nil {
		b.Fatal(err)
	}
	if _, err := data.Do(b.Context(), d.Books(), d.who, data.NewOp("stock up", nil), func(ctx context.Context, tx *data.Tx) (n int, err error) {
		if d.customers, err = tx.CustomerIDs(ctx); err != nil {
			return 0, err
		}
		if d.products, err = tx.ProductIDs(ctx); err != nil {
			return 0, err
		}
		if d.places, err = tx.Locations(ctx); err != nil {
			return 0, err
		}
		for _, id := range d.products {
			at, err := tx.BalancesOf(ctx, id)
			if err != nil {
				return 0, err
			}
			if len(at) == 0 {
				continue // a kit, or not kept in stock
			}
			if err := tx.BookIn(ctx, id, at[0].LocationID, 10_000, "for the measurement"); err != nil {
				return 0, err
			}
		}
		return 0, nil
	}); err != nil {
		b.Fatal(err)
	}
	for _, other := range desks {
		other.customers, other.products, other.places = d.customers, d.products, d.places
	}
	return desks
}

// benchmarkDesks lets every desk work until the time is over, each from a number
// of its own, and proves the books. PACKBENCH_DESKS is for how long (10s); make
// torture asks for a minute.
func benchmarkDesks(b *testing.B, desks []*deskWork, work func(d *deskWork, first int, until time.Time) error) {
	b.Helper()
	most, err := time.ParseDuration(os.Getenv("PACKBENCH_DESKS"))
	if err != nil {
		most = 10 * time.Second
	}
	b.ResetTimer()
	began := time.Now()
	var all sync.WaitGroup
	for n, d := range desks {
		all.Go(func() {
			if err := work(d, n*1000, began.Add(most)); err != nil {
				b.Error(err)
			}
		})
	}
	all.Wait()
	b.StopTimer()
	reportDesks(b, desks, time.Since(began))
	found, err := desks[0].CheckBooks(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			b.Errorf("self-check %s: %s", f.Says, f.Sample)
		}
	}
	b.Logf("self-check: %d rules proved", len(found))
}

// Eight desks, each with its own connections, do the mixed work of a shop on one
// server with all its safety: what they get done together, how long a person
// waits for each action, and whether one desk is left behind.
func BenchmarkEightDesks(b *testing.B) {
	benchmarkDesks(b, eightDesks(b), func(d *deskWork, first int, until time.Time) error { return d.work(b.Context(), first, until) })
}

// One desk, and eight, do nothing but place orders of three lines: the time of one
// write bounds them all.
func BenchmarkDesksPlacing(b *testing.B) {
	for _, n := range []int{1, 8} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			benchmarkDesks(b, eightDesks(b)[:n], func(d *deskWork, first int, until time.Time) error {
				for i := first; time.Now().Before(until); i++ {
					if _, err := d.place(b.Context(), i); err != nil {
						return err
					}
					d.whole++
				}
				return nil
			})
		})
	}
}

// reportDesks gives whole orders a second, the slowest desk against the mean,
// and the middle and the slowest hundredth of each action.
func reportDesks(b *testing.B, desks []*deskWork, took time.Duration) {
	b.Helper()
	total, least := 0, desks[0].whole
	for _, d := range desks {
		total += d.whole
		least = min(least, d.whole)
	}
	b.ReportMetric(float64(total)/took.Seconds(), "orders/s")
	b.ReportMetric(float64(least*len(desks))/float64(max(total, 1)), "slowest/mean")
	b.Logf("%d whole orders in %.0f s; the slowest desk did %d", total, took.Seconds(), least)
	for _, what := range deskActions {
		var all []time.Duration
		for _, d := range desks {
			all = append(all, d.took[what]...)
		}
		if len(all) == 0 {
			b.Logf("%-8s not once", what)
			continue
		}
		slices.Sort(all)
		b.Logf("%-8s %6d times, p50 %6.1f ms, p99 %6.1f ms", what, len(all), all[len(all)/2].Seconds()*1000, all[len(all)*99/100].Seconds()*1000)
	}
}
