package stock

import (
	"context"
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// dock is what a delivery asks of the shop.
type dock interface {
	Delivery(ctx context.Context, number string) (app.Delivery, error)
	ProductOf(ctx context.Context, code string) (data.Product, data.Quantity, error)
	PlaceNamed(ctx context.Context, code string) (data.Location, error)
	Receive(ctx context.Context, who data.Actor, op data.Op, receipt, product int64, qty data.Quantity) error
	PutAway(ctx context.Context, who data.Actor, op data.Op, receipt, product, to int64, qty data.Quantity) (int, error)
	CloseReceipt(ctx context.Context, who data.Actor, op data.Op, receipt int64) error
}

// delivery is a supplier's delivery between the door and the shelves.
type delivery struct {
	Number   string
	D        app.Delivery
	Loaded   bool
	Units    string // typed: of the line under the cursor; "" means all that is left
	Place    string // typed: where it is put away; "" means where it lies already
	Bad      map[string]string
	Notice   *page.Notice
	Busy     bool
	OnChange func()
	Cursor   func() int
	MoveTo   func(row int)
	Toast    func(page.Toast)
	Ask      func(page.Question)
	Sound    func(good bool)

	shop    dock
	who     func() data.Actor
	run     page.Runner
	loading page.Latest
}

func newDelivery(shop dock, who func() data.Actor, run page.Runner, number string) *delivery {
	return &delivery{Number: strings.ToUpper(number), Bad: map[string]string{}, shop: shop, who: who, run: run, OnChange: func() {},
		Cursor: func() int { return 0 }, MoveTo: func(int) {}, Toast: func(page.Toast) {}, Ask: func(page.Question) {}, Sound: func(bool) {}}
}

// Reload reads the delivery.
func (d *delivery) Reload() {
	page.Load(d.run, &d.loading, page.Patience, func(ctx context.Context) (app.Delivery, error) {
		return d.shop.Delivery(ctx, d.Number)
	}, func(read app.Delivery, err error) {
		if n := page.Explain("read delivery "+d.Number, err, d.Reload); n != nil {
			d.Notice = n
		} else {
			d.D, d.Loaded = read, true
		}
		d.OnChange()
	})
}

func (d *delivery) line() *app.DeliveryLine {
	if i := d.Cursor(); i >= 0 && i < len(d.D.Lines) {
		return &d.D.Lines[i]
	}
	return nil
}

// units is what is typed, or all.
func (d *delivery) units(all data.Quantity) (data.Quantity, bool) {
	delete(d.Bad, "units")
	if strings.TrimSpace(d.Units) == "" {
		return all, all > 0
	}
	n, err := page.ParseQuantity(d.Units, 1, 1_000_000)
	if err != nil {
		d.Bad["units"] = err.Error()
		d.OnChange()
		return 0, false
	}
	return data.Quantity(n), true
}

// Receive takes units of the line in: what is typed, or all that is expected
// and not here.
func (d *delivery) Receive() {
	l := d.line()
	if l == nil || d.Busy {
		return
	}
	n, ok := d.units(l.Expected - l.Received)
	if !ok {
		return
	}
	op, id, product := data.NewOp("receive", n), d.D.Receipt.ID, l.ProductID
	text := fmt.Sprintf("Received %d × %s", n, l.SKU)
	d.deed("receive "+string(l.SKU), func(ctx context.Context) error {
		return d.shop.Receive(ctx, d.who(), op, id, product, n)
	}, func() page.Toast { return page.Toast{Text: text, State: page.Good} })
}

// ReceiveAll takes in all that is expected and not here.
func (d *delivery) ReceiveAll() {
	if d.Busy {
		return
	}
	type want struct {
		product int64
		n       data.Quantity
		op      data.Op
	}
	var wants []want
	for _, l := range d.D.Lines {
		if n := l.Expected - l.Received; n > 0 {
			wants = append(wants, want{l.ProductID, n, data.NewOp("receive", l.ID)})
		}
	}
	id := d.D.Receipt.ID
	d.deed("receive the delivery", func(ctx context.Context) error {
		for _, w := range wants {
			if err := d.shop.Receive(ctx, d.who(), w.op, id, w.product, w.n); err != nil {
				return err
			}
		}
		return nil
	}, func() page.Toast {
		return page.Toast{Text: fmt.Sprintf("Received all of %d lines", len(wants)), State: page.Good}
	})
}

// PutAway moves received units to a shelf; orders that wait for them get them.
func (d *delivery) PutAway() {
	l := d.line()
	if l == nil || d.Busy {
		return
	}
	n, ok := d.units(l.Received - l.PutAway)
	if !ok {
		return
	}
	place := strings.TrimSpace(d.Place)
	if place == "" {
		place = l.Bin
	}
	if delete(d.Bad, "place"); place == "" {
		d.Bad["place"] = "scan or type the shelf"
		d.OnChange()
		return
	}
	op, id, product, sku := data.NewOp("put away", n), d.D.Receipt.ID, l.ProductID, l.SKU
	filled := 0
	d.deed("put "+string(sku)+" away", func(ctx context.Context) error {
		to, err := d.shop.PlaceNamed(ctx, place)
		if err != nil {
			return err
		}
		filled, err = d.shop.PutAway(ctx, d.who(), op, id, product, to.ID, n)
		return err
	}, func() page.Toast {
		text := fmt.Sprintf("%d × %s at %s", n, sku, strings.ToUpper(place))
		if filled > 0 {
			text += fmt.Sprintf("; %d waiting order lines got theirs", filled)
		}
		return page.Toast{Text: text, State: page.Good}
	})
}

// deed does something to the delivery and reads it again. What is typed is
// kept when it is refused.
func (d *delivery) deed(doing string, do func(context.Context) error, said func() page.Toast) {
	d.Busy = true
	d.OnChange()
	page.Do(d.run, 3*page.Patience, do, func(err error) {
		d.Busy = false
		if d.Notice = page.Explain(doing, err, nil); err == nil {
			d.Units, d.Place = "", ""
			d.Toast(said())
		}
		d.Reload()
	})
}

// Scan goes to the line of a scanned product, or takes a scanned shelf for the
// place. A product that nobody expected is taken in as one unit.
func (d *delivery) Scan(code string) bool {
	if !d.Loaded || d.Busy {
		return true
	}
	var p data.Product
	var units data.Quantity
	var l data.Location
	page.Do(d.run, page.Patience, func(ctx context.Context) error {
		var err error
		if l, err = d.shop.PlaceNamed(ctx, code); err == nil {
			return nil
		}
		p, units, err = d.shop.ProductOf(ctx, code)
		return err
	}, func(err error) {
		if d.Notice = page.Explain("look up "+code, err, nil); err != nil {
			d.Sound(false)
			d.OnChange()
			return
		}
		d.Sound(true)
		if l.ID > 0 {
			d.Place = l.Code
			d.OnChange()
			return
		}
		for i, x := range d.D.Lines {
			if x.ProductID == p.ID {
				d.MoveTo(i)
				if units > 1 {
					d.Units = fmt.Sprint(units)
				}
				d.OnChange()
				return
			}
		}
		d.Ask(page.Question{Title: string(p.SKU) + " was not expected", Body: fmt.Sprintf("Take %d of %s in with this delivery?", units, p.Name), Yes: "Take it in", No: "Leave it", Run: func() {
			op, id := data.NewOp("receive", p.ID), d.D.Receipt.ID
			d.deed("receive "+string(p.SKU), func(ctx context.Context) error { return d.shop.Receive(ctx, d.who(), op, id, p.ID, units) },
				func() page.Toast {
					return page.Toast{Text: fmt.Sprintf("Received %d × %s", units, p.SKU), State: page.Good}
				})
		}})
	})
	return true
}

// Close ends a delivery of which the rest will not come.
func (d *delivery) Close() {
	op, id := data.NewOp("close delivery", d.D.Receipt.ID), d.D.Receipt.ID
	d.deed("close "+d.Number, func(ctx context.Context) error { return d.shop.CloseReceipt(ctx, d.who(), op, id) },
		func() page.Toast { return page.Toast{Text: d.Number + " is closed", State: page.Good} })
}

// Commands is what can be done with a delivery.
func (d *delivery) Commands() page.Commands {
	open := func() bool { return d.Loaded && !d.Busy && !d.D.Receipt.ClosedAt.Set() }
	return page.Commands{
		{ID: "delivery.close", Title: "Close, the rest won't come", Group: "Delivery", Enabled: open, Run: d.Close},
		{ID: "delivery.all", Title: "Receive all", Key: "Ctrl+R", Group: "Delivery", Enabled: open, Run: d.ReceiveAll},
		{ID: "delivery.receive", Title: "Receive", Key: "F8", Group: "Delivery", Hint: "What is typed, or all that is expected of this line.", Rows: true, Enabled: open, Run: d.Receive},
		{ID: "delivery.putaway", Title: "Put away", Key: "F9", Group: "Delivery", Hint: "To the place that is typed, or where it lies already.", Rows: true, Primary: true, Enabled: open, Run: d.PutAway},
	}
}
