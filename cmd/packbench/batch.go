package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"packbench/app/picking"
	"packbench/app/picking/batch"
	"packbench/app/picking/grid"
)

type batchIn struct {
	Warehouse *warehouseIn `json:"warehouse"`
	Orders    []orderIn    `json:"orders"`
	Cart      cartIn       `json:"cart"`
	Seconds   *float64     `json:"seconds"`
}

// orderIn is an order; its items are its picks, or more where they say so.
type orderIn struct {
	ID       string        `json:"id"`
	Priority int           `json:"priority"`
	Picks    []batchPickIn `json:"picks"`
	Weight   int64         `json:"weight"`
	Volume   int64         `json:"volume"`
}

type batchPickIn struct {
	pickIn
	Qty *int64 `json:"qty"`
}

// cartIn is what a cart takes; what is left out is no limit.
type cartIn struct {
	Orders *int64 `json:"orders"`
	Lines  *int64 `json:"lines"`
	Items  *int64 `json:"items"`
	Weight *int64 `json:"weight"`
	Volume *int64 `json:"volume"`
}

type batchOut struct {
	Batches   []oneBatchOut  `json:"batches"`
	Length    int64          `json:"length"`
	Single    int64          `json:"single"`
	Bound     int64          `json:"bound"`
	Unplanned []unplannedOut `json:"unplanned,omitempty"`
	MS        float64        `json:"ms"`
}

type oneBatchOut struct {
	Orders []string  `json:"orders"`
	Length int64     `json:"length"`
	Route  *routeOut `json:"route"`
}

// unplannedOut is an order that can't be fetched; the others are planned.
type unplannedOut struct {
	ID  string `json:"id"`
	Why string `json:"why"`
}

// usualSeconds is how long the search lasts where the document does not say.
const usualSeconds = 2

// mostSeconds bounds it: nobody waits longer for a plan of a day.
const mostSeconds = 3600

// batch answers which orders are fetched together.
func (m *Main) batch(ctx context.Context, args []string) error {
	var router picking.Router
	progress := newBar(m.Stderr)
	return m.documents(ctx, "batch", args, func(ctx context.Context, document []byte) (any, error) {
		defer progress.end()
		began := time.Now()
		var in batchIn
		if err := readDocument(document, &in); err != nil {
			return nil, err
		}
		w, start, end, err := in.Warehouse.read(nil)
		if err != nil {
			return nil, err
		}
		b, err := in.problem(w, start, end)
		if err != nil {
			return nil, err
		}
		b.options.Progress = func(p batch.Progress) {
			progress.step("looking for batches", int(100*p.Share), 100)
		}
		out, err := b.plan(ctx, &router, w, start, end)
		if err != nil {
			return nil, err
		}
		out.MS = float64(time.Since(began).Microseconds()) / 1000
		return out, nil
	})
}

// batching is a document's question, with the orders that can be planned.
type batching struct {
	in      *batchIn
	problem batch.Problem
	options batch.Options
	from    []int // for each order of the problem, the document's
	out     batchOut
}

// problem makes the question, or says what of the document can't be. An order
// with a pick outside of the map is left out and named.
func (in *batchIn) problem(w *grid.Warehouse, start, end grid.Corner) (*batching, error) {
	b := &batching{in: in, out: batchOut{Batches: []oneBatchOut{}}}
	for _, l := range []struct {
		name string
		n    *int64
		to   *int64
	}{{"orders", in.Cart.Orders, &b.problem.Cart.Orders}, {"lines", in.Cart.Lines, &b.problem.Cart.Lines}, {"items", in.Cart.Items, &b.problem.Cart.Items},
		{"weight", in.Cart.Weight, &b.problem.Cart.Weight}, {"volume", in.Cart.Volume, &b.problem.Cart.Volume}} {
		if l.n == nil {
			continue
		}
		if *l.n < 1 {
			return nil, fmt.Errorf("cart.%s: %d: a whole number from 1 was expected; left out, it is no limit", l.name, *l.n)
		}
		*l.to = *l.n
	}
	switch s := in.Seconds; {
	case s == nil:
		b.options.Time = usualSeconds * time.Second
	case *s < 0 || *s > mostSeconds:
		return nil, fmt.Errorf("seconds: %v: a number from 0 to %d was expected", *s, mostSeconds)
	case *s == 0:
		b.options.Iterations = 1
	default:
		b.options.Time = time.Duration(*s * float64(time.Second))
	}
	solver, err := grid.NewSolver(w)
	if err != nil {
		return nil, fmt.Errorf("warehouse.%w", err)
	}
	var spots []grid.Spot
	for i, o := range in.Orders {
		order := batch.Order{Priority: o.Priority, Weight: o.Weight, Volume: o.Volume, Lines: int64(len(o.Picks))}
		here := make([]grid.Spot, 0, len(o.Picks))
		picks := make([]pickIn, 0, len(o.Picks))
		for k, p := range o.Picks {
			q := int64(1)
			if p.Qty != nil {
				if q = *p.Qty; q < 1 {
					return nil, fmt.Errorf("orders[%d].picks[%d].qty: %d: a whole number from 1 was expected", i, k, q)
				}
			}
			order.Items += q
			order.Places = append(order.Places, int32(len(spots)+k))
			here = append(here, grid.Spot{Aisle: p.Aisle, Block: p.Block, Offset: p.Offset})
			picks = append(picks, p.pickIn)
		}
		if _, err := solver.Length(here, grid.At(start), grid.At(end)); err != nil {
			b.out.Unplanned = append(b.out.Unplanned, unplannedOut{o.ID, nameOf(err, picks).Error()})
			continue
		}
		spots = append(spots, here...)
		b.problem.Orders = append(b.problem.Orders, order)
		b.from = append(b.from, i)
	}
	rows, err := batch.NewRows(w, spots, grid.At(start), grid.At(end))
	if err != nil {
		return nil, err
	}
	b.problem.NewMeter, b.problem.Exact = rows.Meter, true
	return b, nil
}

func (b *batching) plan(ctx context.Context, router *picking.Router, w *grid.Warehouse, start, end grid.Corner) (*batchOut, error) {
	r, err := batch.Plan(ctx, b.problem, b.options)
	if err != nil {
		return nil, b.name(err)
	}
	out := &b.out
	out.Length, out.Single, out.Bound = r.Length, r.Single, r.Bound
	for _, t := range r.TooLarge {
		out.Unplanned = append(out.Unplanned, unplannedOut{b.order(t.Order).ID, "it is larger than a cart: " + t.Why + "; split it, or take a larger cart"})
	}
	for _, one := range r.Batches {
		o := oneBatchOut{Length: one.Length, Orders: make([]string, 0, len(one.Orders))}
		var picks []pickIn
		for _, i := range one.Orders {
			o.Orders = append(o.Orders, b.order(i).ID)
			for _, p := range b.order(i).Picks {
				picks = append(picks, p.pickIn)
			}
		}
		if o.Route, err = routeOne(ctx, router, w, picks, start, end); err != nil {
			return nil, err
		}
		out.Batches = append(out.Batches, o)
	}
	return out, nil
}

func (b *batching) order(i int) *orderIn { return &b.in.Orders[b.from[i]] }

// name says where in the document a fault lies.
func (b *batching) name(err error) error {
	var f *batch.Fault
	if !errors.As(err, &f) {
		return err
	}
	var i int
	var rest string
	if n, _ := fmt.Sscanf(f.What, "orders[%d].%s", &i, &rest); n == 2 && i < len(b.from) {
		return fmt.Errorf("orders[%d].%s (%q): %s", b.from[i], rest, b.order(i).ID, f.Why)
	}
	return err
}
