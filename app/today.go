package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"packbench/data"
)

// Day is what a shop looks at in the morning: what waits at each stage with its
// oldest and its late ones, what people must decide, what leaves soonest, and
// the week's sales.
type Day struct {
	Profile   Profile
	Now       time.Time // in the shop's zone
	Stages    map[data.OrderStage]Standing
	Open      int64 // orders that are neither closed nor cancelled
	Late      int64 // of them past what was promised
	Owed      data.Money
	Urgent    []data.OrderRow // open orders by what was promised, soonest first
	CutOffs   []CutOff        // of today, soonest first
	Week      []SalesDay      // seven days, today last
	Low       int             // products at or below their reorder point
	HoldsDue  int             // holds whose day has come
	Failed    int64           // messages to channels that a person must look at
	Prints    int             // documents that wait for a printer
	Uncounted int             // counts that are asked for and not posted
	Start     Start
}

// Standing is how many orders stand at a stage.
type Standing struct {
	N, Late int64
	Oldest  time.Time  // when the oldest was placed; zero where none is
	Unpaid  data.Money // total less what is paid, of all of them
}

// CutOff is when a service's parcels must be ready today, and how many are
// still here. At is zero where the service has no such time.
type CutOff struct {
	Carrier, Service string
	At               time.Time
	Here             int64
}

// SalesDay is what was sold on one day of the shop's calendar.
type SalesDay struct {
	Day    time.Time
	Orders int64
	Total  data.Money
}

// Start says how far a new shop has been set up.
type Start struct {
	Profile, Rates                   bool
	Products, Orders, Bins, Boxes    int64
	Stock, Printers, RateCardExample bool
}

// urgentRows is how many of the most urgent orders the day shows.
const urgentRows = 30

// Day reads what waits today. desk is whose printers are asked after.
func (s *Shop) Day(ctx context.Context, desk string) (Day, error) {
	d := Day{Stages: make(map[data.OrderStage]Standing)}
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if d.Profile, err = profile(ctx, v); err != nil {
			return err
		}
		zone := d.Profile.Zone()
		d.Now = v.Now().Time().In(zone)
		stages, err := v.StageBoard(ctx, v.Now())
		if err != nil {
			return fmt.Errorf("count the orders: %w", err)
		}
		for _, r := range stages {
			d.Stages[r.Stage] = Standing{N: r.N, Late: r.Late, Oldest: data.Instant(r.Oldest).Time().In(zone), Unpaid: data.Money(r.Unpaid)}
			d.Open += r.N
			d.Late += r.Late
		}
		ids, err := v.OrderIDsUrgent(ctx, urgentRows)
		if err != nil {
			return fmt.Errorf("find the urgent orders: %w", err)
		}
		if d.Urgent, err = v.OrderRows(ctx, ids); err != nil {
			return fmt.Errorf("read the urgent orders: %w", err)
		}
		if err := s.decisions(ctx, v, &d); err != nil {
			return err
		}
		if err := s.cutOffs(ctx, v, &d); err != nil {
			return err
		}
		if err := d.week(ctx, v); err != nil {
			return err
		}
		return s.started(ctx, v, &d, desk)
	})
	return d, err
}

func (s *Shop) decisions(ctx context.Context, v *data.View, d *Day) error {
	low, err := v.ProductIDsLow(ctx)
	if err != nil {
		return fmt.Errorf("find what is low: %w", err)
	}
	d.Low = len(low)
	due, err := v.HoldsDue(ctx, v.Now())
	if err != nil {
		return fmt.Errorf("read the holds: %w", err)
	}
	d.HoldsDue = len(due)
	out, err := v.OutboxCounts(ctx)
	if err != nil {
		return fmt.Errorf("count the messages: %w", err)
	}
	for _, o := range out {
		if o.State == "failed" || o.State == "dead" {
			d.Failed += o.N
		}
	}
	jobs, err := v.WaitingPrintJobs(ctx)
	if err != nil {
		return fmt.Errorf("count what waits to be printed: %w", err)
	}
	d.Prints = len(jobs)
	counts, err := v.CountsPage(ctx, 200)
	if err != nil {
		return fmt.Errorf("read the counts: %w", err)
	}
	for _, c := range counts {
		if !c.PostedAt.Set() && !c.CancelledAt.Set() {
			d.Uncounted++
		}
	}
	return nil
}

// cutOffs joins what is still here to the times of the rate card.
func (s *Shop) cutOffs(ctx context.Context, v *data.View, d *Day) error {
	here, err := v.ShipmentsByService(ctx)
	if err != nil {
		return fmt.Errorf("count the shipments: %w", err)
	}
	times := make(map[string]string)
	if card, err := s.rateCard(ctx, v); err == nil { // without a card nothing has a cut-off
		for _, svc := range card.Services {
			times[svc.Name], times[svc.Code] = svc.CutOff, svc.CutOff
		}
	}
	for _, h := range here {
		c := CutOff{Carrier: h.Carrier, Service: h.Service, Here: h.N}
		if t, err := time.Parse("15:04", times[h.Service]); err == nil {
			c.At = time.Date(d.Now.Year(), d.Now.Month(), d.Now.Day(), t.Hour(), t.Minute(), 0, 0, d.Now.Location())
		}
		d.CutOffs = append(d.CutOffs, c)
	}
	slices.SortStableFunc(d.CutOffs, func(a, b CutOff) int {
		if a.At.IsZero() != b.At.IsZero() {
			if a.At.IsZero() {
				return 1
			}
			return -1
		}
		return a.At.Compare(b.At)
	})
	return nil
}

// week reads seven days of sales, each from midnight to midnight where the shop
// is: a day is an hour shorter or longer when the clocks change.
func (d *Day) week(ctx context.Context, v *data.View) error {
	for i := -6; i <= 0; i++ {
		from := time.Date(d.Now.Year(), d.Now.Month(), d.Now.Day()+i, 0, 0, 0, 0, d.Now.Location())
		sold, err := v.SalesBetween(ctx, data.At(from), data.At(from.AddDate(0, 0, 1)))
		if err != nil {
			return fmt.Errorf("add the week up: %w", err)
		}
		d.Week = append(d.Week, SalesDay{Day: from, Orders: sold.Orders, Total: data.Money(sold.Total)})
	}
	return nil
}

// started reads how far the shop is set up.
func (s *Shop) started(ctx context.Context, v *data.View, d *Day, desk string) (err error) {
	st := &d.Start
	st.Profile = !d.Profile.FirstTime
	if st.Products, err = v.ProductCount(ctx); err != nil {
		return fmt.Errorf("count the products: %w", err)
	}
	if st.Orders, err = v.OrderCount(ctx); err != nil {
		return fmt.Errorf("count the orders: %w", err)
	}
	if st.Orders > 0 {
		return nil // long begun: what follows is not shown any more
	}
	places, err := v.Locations(ctx)
	if err != nil {
		return fmt.Errorf("read the locations: %w", err)
	}
	for _, l := range places {
		if l.Kind == "bin" {
			st.Bins++
		}
	}
	boxes, err := v.Boxes(ctx)
	if err != nil {
		return fmt.Errorf("read the boxes: %w", err)
	}
	st.Boxes = int64(len(boxes))
	if card, err := v.ActiveRateCard(ctx); err == nil {
		st.Rates, st.RateCardExample = true, card.Example
	}
	last, err := v.LastMove(ctx)
	if noRows(err) != nil {
		return fmt.Errorf("look for stock: %w", err)
	}
	st.Stock = last > 0
	p := PrinterFor{}
	if err := setting(ctx, v, printerKey(desk), &p); err != nil {
		return err
	}
	st.Printers = len(p) > 0
	return nil
}
