package demoday

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"packbench/app"
	"packbench/assets/demo"
	"packbench/data"
)

// Options are how much of a day is worked.
type Options struct {
	Orders int    // how many, from the busiest day on; 0 means 154
	Out    string // folder for documents and spreadsheets; "" writes none
	Step   Step   // told while it goes on; may be nil
}

// Line is one row of the day's report: what was done, how much of it, how long
// it took.
type Line struct {
	What string        `json:"what"`
	N    int           `json:"n"`
	Unit string        `json:"unit"`
	Note string        `json:"note,omitempty"`
	Took time.Duration `json:"took_ns"`
}

// Day is what came of a day.
type Day struct {
	Lines []Line        `json:"lines"`
	Took  time.Duration `json:"took_ns"`
	Files []string      `json:"files"`
}

// day is a day being worked.
type day struct {
	shop *app.Shop
	who  data.Actor
	opt  Options
	rng  *rand.Rand
	out  Day

	orders    []int64
	shipments []int64
	plan      app.PickProposal
	lists     []int64
	found     map[shelf]data.Quantity // what really lies on a shelf
	trouble   int
}

// shelf is a product at a place.
type shelf struct{ product, location int64 }

func newDay(shop *app.Shop, who data.Actor, opt Options) *day {
	if opt.Orders == 0 {
		opt.Orders = 154
	}
	if opt.Step == nil {
		opt.Step = func(string, int, int) {}
	}
	return &day{shop: shop, who: who, opt: opt, rng: rand.New(rand.NewPCG(2011, 12))}
}

// Work works one day in a shop that Make has made.
func Work(ctx context.Context, shop *app.Shop, who data.Actor, opt Options) (Day, error) {
	d := newDay(shop, who, opt)
	began := time.Now()
	for _, part := range []struct {
		what string
		do   func(context.Context) (int, string, string, error)
	}{
		{"orders placed, paid and planned", d.place},
		{"doubts settled", d.settle},
		{"shipments labelled", d.label},
		{"shipping labels drawn", d.labelPaper},
		{"packing slips drawn", d.slipPaper},
		{"shipments released through the gate", d.release},
		{"walks, each order alone", d.propose(app.PickSingle)},
		{"walks in zones, the parts joined at the bench", d.propose(app.PickZone)},
		{"walks in waves by carrier and cut-off", d.propose(app.PickWave)},
		{"walks in batches of eight crates", d.propose(app.PickBatch)},
		{"pick lists built", d.build},
		{"pick lists drawn", d.pickPaper},
		{"lines picked", d.pick},
		{"changed shipments planned and labelled again", d.relabel},
		{"units scanned and packed", d.pack},
		{"shipments handed over", d.handOver},
		{"manifests drawn", d.manifest},
		{"places counted", d.count},
		{"deliveries received", d.receive},
		{"credits booked", d.credit},
		{"stock corrected", d.adjust},
		{"labels for products and shelves drawn", d.stockLabels},
		{"spreadsheets written", d.report},
		{"rules of the books proved", d.check},
	} {
		at := time.Now()
		n, unit, note, err := part.do(ctx)
		if err != nil {
			return d.out, fmt.Errorf("%s: %w", part.what, err)
		}
		d.out.Lines = append(d.out.Lines, Line{What: part.what, N: n, Unit: unit, Note: note, Took: time.Since(at)})
	}
	d.out.Took = time.Since(began)
	return d.out, nil
}

// payment turns the data's way of paying into how the shop takes it.
func (d *day) payment(o demo.Order) (*app.PaymentRequest, bool) {
	last4 := fmt.Sprintf("%04d", d.rng.IntN(10000))
	switch o.Payment {
	case "terms":
		return nil, true
	case "cash":
		return &app.PaymentRequest{Method: "cash"}, false
	case "bank":
		return &app.PaymentRequest{Method: "bank", Reference: "transfer " + o.Number}, false
	case "channel":
		return &app.PaymentRequest{Method: "other", Reference: "paid at the channel, " + o.Number}, false
	}
	return &app.PaymentRequest{Method: "card", Reference: "terminal " + o.Number, Last4: last4}, false
}

// place places the day's orders in the order in which they came.
func (d *day) place(ctx context.Context) (int, string, string, error) {
	all, err := demo.Orders()
	if err != nil {
		return 0, "", "", err
	}
	lines, units, short := 0, data.Quantity(0), 0
	n := min(d.opt.Orders, len(all))
	for i, o := range all[:n] {
		req, err := d.request(ctx, o)
		if err != nil {
			return 0, "", "", err
		}
		placed, err := d.shop.PlaceOrder(ctx, d.who, data.NewOp("place order", nil), req)
		if err != nil {
			return 0, "", "", fmt.Errorf("order %s: %w", o.Number, err)
		}
		d.orders = append(d.orders, placed.OrderID)
		lines += len(req.Lines)
		for _, l := range req.Lines {
			units += l.Qty
		}
		if placed.Backorder > 0 {
			short++
		}
		d.opt.Step("orders", i+1, n)
	}
	return len(d.orders), "orders", fmt.Sprintf("%d lines, %d units; %d orders wait for something", lines, units, short), nil
}

func (d *day) request(ctx context.Context, o demo.Order) (app.OrderRequest, error) {
	number := o.Customer
	if number == "" {
		number = counterCustomer
	}
	req := app.OrderRequest{Channel: o.Channel, ExternalRef: "", AcceptShort: true, Backorder: "part", Discount: data.Money(o.Discount())}
	if o.Channel != "phone" && o.Channel != "counter" {
		req.ExternalRef = o.Number
	}
	if p := data.Money(o.Postage()); p > 0 || o.Channel == "counter" {
		req.Postage = &p
	}
	err := d.shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
		c, err := v.CustomerByNumber(ctx, number)
		if err != nil {
			return fmt.Errorf("customer %s of order %s: %w", number, o.Number, err)
		}
		req.CustomerID = c.ID
		var terms bool
		if req.Payment, terms = d.payment(o); terms && c.TermsDays > 0 {
			req.OnTerms = true
		} else if terms {
			req.Payment = &app.PaymentRequest{Method: "bank", Reference: "transfer " + o.Number}
		}
		for _, l := range o.Lines {
			p, err := v.ProductBySKU(ctx, data.SKU(l.SKU))
			if err != nil {
				return fmt.Errorf("product %s of order %s: %w", l.SKU, o.Number, err)
			}
			price := data.Money(l.Price)
			req.Lines = append(req.Lines, app.LineRequest{ProductID: p.ID, Qty: data.Quantity(l.Qty), Price: &price})
		}
		return nil
	})
	if req.Discount > 0 {
		goods := data.Money(0)
		for _, l := range req.Lines {
			goods += l.Price.Times(l.Qty)
		}
		req.Discount = min(req.Discount, goods)
	}
	return req, err
}

// settle accepts doubtful addresses and takes what is over the credit limit,
// as a desk would; what can't be packed is left for a person and said.
func (d *day) settle(ctx context.Context) (int, string, string, error) {
	settled, paid := 0, 0
	for _, id := range d.orders {
		o, err := d.shop.Order(ctx, id)
		if err != nil {
			return 0, "", "", err
		}
		if o.Due > 0 {
			if err := d.shop.TakePayment(ctx, d.who, data.NewOp("take payment", id), id, app.PaymentRequest{Method: "bank", Reference: "transfer " + strconv.FormatInt(o.Order.Number, 10)}); err != nil {
				return 0, "", "", err
			}
			paid++
			settled++
		}
		for _, sh := range o.Shipments {
			if sh.Exception != "" {
				d.trouble++
				continue
			}
			for _, b := range sh.Stops {
				if b.Rule == "address" {
					if err := d.shop.AcceptAddress(ctx, d.who, data.NewOp("accept address", sh.ID), sh.ID, "confirmed with the customer by phone"); err != nil {
						return 0, "", "", err
					}
					settled++
				}
			}
			d.shipments = append(d.shipments, sh.ID)
		}
	}
	return settled, "doubts", fmt.Sprintf("%d payments over a credit limit; %d shipments need a person", paid, d.trouble), nil
}

func (d *day) label(ctx context.Context) (int, string, string, error) {
	for i, id := range d.shipments {
		if _, err := d.shop.Label(ctx, d.who, data.NewOp("label", id), id); err != nil {
			return 0, "", "", err
		}
		d.opt.Step("labels", i+1, len(d.shipments))
	}
	return len(d.shipments), "shipments", "", nil
}

func (d *day) release(ctx context.Context) (int, string, string, error) {
	r, err := d.shop.Release(ctx, d.who, data.NewOp("release", d.shipments), d.shipments, "")
	if err != nil {
		return 0, "", "", err
	}
	note := ""
	for _, s := range r.Stopped {
		note += s.Why + " "
	}
	d.shipments = r.Done
	return len(r.Done), "shipments", note, nil
}
