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

// deskWork is one desk of eight: what it does, and how long each thing took.
type deskWork struct {
	*app.Shop
	who       data.Actor
	customers []int64
	products  []int64
	took      map[string][]time.Duration
	placed    int
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
	return d.send(ctx, r.Done[0])
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
	d.placed++
	return placed, err
}

func (d *deskWork) send(ctx context.Context, shipment int64) error {
	return d.time("pick and pack", func() error {
		req := app.PickRequest{Shipments: []int64{shipment}, Method: "single"}
		built, err := d.BuildPickLists(ctx, d.who, data.NewOp("pick list", req), req)
		if err != nil || len(built.Lists) == 0 {
			return err
		}
		w, err := d.Walk(ctx, built.Lists[0].Number)
		if err != nil {
			return err
		}
		var picks []app.PickConfirm
		var scans []data.Scan
		for _, l := range w.Lines {
			picks = append(picks, app.PickConfirm{LineID: l.ID, Picked: l.Qty})
			scans = append(scans, data.Scan{Code: string(l.SKU), Qty: l.Qty})
		}
		if _, err := d.ConfirmPicks(ctx, d.who, data.NewOp("pick", picks), picks); err != nil {
			return err
		}
		if _, err := d.Scan(ctx, d.who, data.NewOp("scan", scans), shipment, scans); err != nil {
			return err
		}
		_, err = d.FinishPacking(ctx, d.who, data.NewOp("finish", shipment), shipment, 0, "")
		return err
	})
}

// count counts one shelf and posts what it found.
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

// eightDesks opens the demo shop at eight desks, each with its own connections, on
// a server with all its safety.
func eightDesks(b *testing.B) (desks []*deskWork, places []data.Location) {
	server := datatest.StartServer(b)
	for i := range 8 {
		books, err := data.Open(b.Context(), server.URL, data.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = books.Close() })
		d := &deskWork{Shop: app.New(books, app.Options{}), who: data.Actor{User: "Anna", Desk: fmt.Sprintf("desk %d", i+1)}, took: make(map[string][]time.Duration)}
		desks = append(desks, d)
	}
	if err := demoday.Make(b.Context(), desks[0].Shop, desks[0].who, nil); err != nil {
		b.Fatal(err)
	}
	var customers, products []int64
	if err := desks[0].Books().Read(b.Context(), func(ctx context.Context, v *data.View) (err error) {
		if customers, err = v.CustomerIDs(ctx); err != nil {
			return err
		}
		if products, err = v.ProductIDs(ctx); err != nil {
			return err
		}
		places, err = v.Locations(ctx)
		return err
	}); err != nil {
		b.Fatal(err)
	}
	for _, d := range desks {
		d.customers, d.products = customers, products
	}
	return desks, places
}

// together lets every desk do its work again and again for a while, and reports
// how many orders they placed, whether one was left behind, and whether the books
// still add up. PACKBENCH_DESKS is for how long (10s).
func together(b *testing.B, desks []*deskWork, work func(ctx context.Context, d *deskWork, i int) error) {
	most, err := time.ParseDuration(os.Getenv("PACKBENCH_DESKS"))
	if err != nil {
		most = 10 * time.Second
	}
	b.ResetTimer()
	until := time.Now().Add(most)
	var all sync.WaitGroup
	for n, d := range desks {
		all.Go(func() {
			for i := n * 1000; time.Now().Before(until); i++ {
				if err := work(b.Context(), d, i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	total, least := 0, desks[0].placed
	took := make(map[string][]time.Duration)
	for _, d := range desks {
		total += d.placed
		least = min(least, d.placed)
		for what, t := range d.took {
			took[what] = append(took[what], t...)
		}
	}
	b.ReportMetric(float64(total)/most.Seconds(), "orders/s")
	b.ReportMetric(float64(least)*float64(len(desks))/float64(total), "least/mean")
	for what, t := range took {
		slices.Sort(t)
		b.Logf("%-14s %6d times, p50 %6.1f ms, p99 %6.1f ms", what, len(t), t[len(t)/2].Seconds()*1000, t[len(t)*99/100].Seconds()*1000)
	}
	found, err := desks[0].CheckBooks(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			b.Errorf("self-check %s: %s", f.Says, f.Sample)
		}
	}
}

// Eight desks do the mixed work of a shop.
func BenchmarkEightDesks(b *testing.B) {
	desks, places := eightDesks(b)
	together(b, desks, func(ctx context.Context, d *deskWork, i int) error {
		if err := d.order(ctx, i); err != nil {
			return err
		}
		if i%20 == 19 {
			if err := d.count(ctx, places[i%len(places)].ID); err != nil && data.KindOf(err) != data.KindInvalid {
				return err
			}
		}
		return nil
	})
}

// One desk, and eight, do nothing but place orders of three lines.
func BenchmarkDesksPlacing(b *testing.B) {
	for _, n := range []int{1, 8} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			desks, _ := eightDesks(b)
			together(b, desks[:n], func(ctx context.Context, d *deskWork, i int) error {
				_, err := d.place(ctx, i)
				return err
			})
		})
	}
}
