package stock

import (
	"context"
	"errors"
	"fmt"
	"strconv"
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
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
}

// delivery is a supplier's delivery between the door and the shelves.
type delivery struct {
	Number   string
	D        app.Delivery
	Loaded   bool
	At       int64  // the product that is dealt with now
	Units    string // typed or scanned of it; "" means all that is left
	Place    string // where it is put away; "" means where it lies already
	Bad      map[string]string
	Notice   *page.Notice
	Busy     bool
	OnChange func()
	Toast    func(page.Toast)
	Ask      func(page.Question)
	Sound    func(good bool)
	Go       func(page.Route)

	shop    dock
	who     func() data.Actor
	run     page.Runner
	scans   []string
	looking bool
	scanned data.Quantity // of the product, one after the other
	loading page.Latest
}

func newDelivery(shop dock, who func() data.Actor, run page.Runner, number string) *delivery {
	return &delivery{Number: strings.ToUpper(number), Bad: map[string]string{}, shop: shop, who: who, run: run, OnChange: func() {},
		Toast: func(page.Toast) {}, Ask: func(page.Question) {}, Sound: func(bool) {}, Go: func(page.Route) {}}
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
		d.next()
	})
	d.OnChange()
}

// Loading reports whether the delivery is being read or changed.
func (d *delivery) Loading() bool { return d.loading.Running() || d.Busy }

// Row is where the product stands that is dealt with now; -1 where nowhere.
func (d *delivery) Row() int {
	for i, l := range d.D.Lines {
		if l.ProductID == d.At {
			return i
		}
	}
	return -1
}

func (d *delivery) line() *app.DeliveryLine {
	if i := d.Row(); i >= 0 {
		return &d.D.Lines[i]
	}
	return nil
}

// Stand says which row is dealt with now. What was typed of another product is
// not taken for this one.
func (d *delivery) Stand(row int) {
	if row < 0 || row >= len(d.D.Lines) || d.D.Lines[row].ProductID == d.At {
		return
	}
	d.At = d.D.Lines[row].ProductID
	d.Units, d.Place, d.scanned, d.Bad = "", "", 0, map[string]string{}
}

// Type takes what is typed into a field.
func (d *delivery) Type(field, text string) {
	delete(d.Bad, field)
	switch field {
	case "units":
		d.Units, d.scanned = text, 0
	case "place":
		d.Place = text
	}
}

func (d *delivery) refuse(field, says string) {
	d.Bad[field] = says
	d.Sound(false)
	d.OnChange()
}

// units is what is typed, or all; none says why there is nothing to do.
func (d *delivery) units(all data.Quantity, none string) (data.Quantity, bool) {
	delete(d.Bad, "units")
	if strings.TrimSpace(d.Units) == "" {
		if all <= 0 {
			d.refuse("units", none)
		}
		return all, all > 0
	}
	n, err := page.ParseQuantity(d.Units, 1, 1_000_000)
	if err != nil {
		d.refuse("units", err.Error())
		return 0, false
	}
	return data.Quantity(n), true
}

// Receive takes units of the product in: what is typed, or all that is expected
// and not here.
func (d *delivery) Receive() {
	l := d.line()
	if l == nil || d.Busy {
		return
	}
	n, ok := d.units(l.Expected-l.Received, "all of it is here: type how many more came")
	if !ok {
		return
	}
	op, id, product := data.NewOp("receive", n), d.D.Receipt.ID, l.ProductID
	text := fmt.Sprintf("Received %s × %s", page.FormatCount(int64(n)), l.SKU)
	d.deed("receive "+string(l.SKU), func(ctx context.Context, who data.Actor) error {
		return d.shop.Receive(ctx, who, op, id, product, n)
	}, func() string { return text }, op)
}

// ReceiveAll takes in all that is expected and not here.
func (d *delivery) ReceiveAll() {
	if d.Busy {
		return
	}
	type want struct {
		product int64
		n       data.Quantity
	}
	var wants []want
	var ops []data.Op
	for _, l := range d.D.Lines {
		if n := l.Expected - l.Received; n > 0 {
			wants, ops = append(wants, want{l.ProductID, n}), append(ops, data.NewOp("receive", l.ID))
		}
	}
	id := d.D.Receipt.ID
	d.deed("receive the delivery", func(ctx context.Context, who data.Actor) error {
		for i, w := range wants {
			if err := d.shop.Receive(ctx, who, ops[i], id, w.product, w.n); err != nil {
				return err
			}
		}
		return nil
	}, func() string { return fmt.Sprintf("Received all of %d products", len(wants)) }, ops...)
}

// Expecting says that something is still to come.
func (d *delivery) Expecting() bool {
	for _, l := range d.D.Lines {
		if l.Received < l.Expected {
			return true
		}
	}
	return false
}

// PutAway moves received units to a shelf; orders that wait for them get them.
func (d *delivery) PutAway() {
	l := d.line()
	if l == nil || d.Busy {
		return
	}
	n, ok := d.units(l.Received-l.PutAway, "none of it is at receiving: receive it first, F8")
	if !ok {
		return
	}
	place := strings.ToUpper(strings.TrimSpace(d.Place))
	if place == "" {
		place = l.Bin
	}
	if delete(d.Bad, "place"); place == "" {
		d.refuse("place", "it lies nowhere yet: scan or type the shelf")
		return
	}
	op, id, product, sku := data.NewOp("put away", n), d.D.Receipt.ID, l.ProductID, l.SKU
	filled := 0
	d.deed("put "+string(sku)+" away", func(ctx context.Context, who data.Actor) error {
		to, err := d.shop.PlaceNamed(ctx, place)
		if err != nil {
			return at("place", err)
		}
		filled, err = d.shop.PutAway(ctx, who, op, id, product, to.ID, n)
		return err
	}, func() string {
		text := fmt.Sprintf("%s × %s at %s", page.FormatCount(int64(n)), sku, place)
		switch {
		case filled == 1:
			text += "; a waiting order line got its units"
		case filled > 1:
			text += fmt.Sprintf("; %d waiting order lines got theirs", filled)
		}
		return text
	}, op)
}

// deed does something to the delivery under operations that can be taken back,
// and reads it again. What is typed is kept when it is refused; what may not
// have been written is tried again as the same operations.
func (d *delivery) deed(doing string, do func(ctx context.Context, who data.Actor) error, says func() string, ops ...data.Op) {
	if d.Busy {
		return
	}
	d.Busy = true
	d.OnChange()
	who := d.who()
	page.Do(d.run, 3*page.Patience, func(ctx context.Context) error { return do(ctx, who) }, func(err error) {
		d.Busy = false
		d.Notice = page.Explain(doing, err, func() { d.deed(doing, do, says, ops...) })
		if err == nil {
			d.Units, d.Place, d.scanned = "", "", 0
			toast := page.Toast{Text: says(), State: page.Good}
			if len(ops) > 0 {
				toast.Undo = func() { undo(d.run, d.shop, d.who(), d.Toast, d.Reload, ops...) }
			}
			d.Toast(toast)
		} else {
			d.failed(err)
		}
		d.Reload()
	})
}

// failed shows at its field what a field is to blame for.
func (d *delivery) failed(err error) {
	d.Sound(false)
	if page.Settled(err) {
		d.Notice.Retry = nil
	}
	var f *data.Fault
	if errors.As(err, &f) && f.Kind == data.KindInvalid && (f.Field == "units" || f.Field == "place") {
		d.Bad[f.Field], d.Notice = f.Message, nil
	}
}

// Scan goes to a scanned product, or takes a scanned shelf for the place. The
// product scanned again and again is counted. Codes are taken in their order.
func (d *delivery) Scan(code string) bool {
	d.scans = append(d.scans, code)
	d.next()
	return true
}

func (d *delivery) next() {
	if !d.Loaded || d.Busy || d.looking || len(d.scans) == 0 {
		return
	}
	code := d.scans[0]
	d.scans = d.scans[1:]
	d.looking = true
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
		d.looking = false
		switch d.Notice = page.Explain("look up "+code, err, func() { d.Scan(code) }); {
		case err != nil:
			d.Sound(false)
		case l.ID > 0:
			d.Sound(true)
			d.Type("place", l.Code)
		default:
			d.toProduct(p, max(units, 1))
		}
		d.OnChange()
		d.next()
	})
}

// toProduct goes to a product's line. Scanned once, it means all that is left;
// scanned on, as many as were scanned.
func (d *delivery) toProduct(p data.Product, units data.Quantity) {
	for i, l := range d.D.Lines {
		if l.ProductID != p.ID {
			continue
		}
		d.Sound(true)
		place := d.Place // the shelf may have been scanned first
		d.Stand(i)
		d.Place = place
		d.scanned += units
		if d.scanned > 1 {
			d.Units = strconv.FormatInt(int64(d.scanned), 10)
			delete(d.Bad, "units")
		}
		return
	}
	d.Sound(false)
	op, id := data.NewOp("receive", p.ID), d.D.Receipt.ID
	d.Ask(page.Question{Title: string(p.SKU) + " was not expected", Body: fmt.Sprintf("Take %d of %s in with this delivery?", units, p.Name), Yes: "Take it in", No: "Leave it", Run: func() {
		d.deed("receive "+string(p.SKU), func(ctx context.Context, who data.Actor) error {
			return d.shop.Receive(ctx, who, op, id, p.ID, units)
		}, func() string {
			d.At = p.ID
			return fmt.Sprintf("Received %d × %s", units, p.SKU)
		}, op)
	}})
}

// Close ends a delivery of which the rest will not come.
func (d *delivery) Close() {
	op, id := data.NewOp("close delivery", d.D.Receipt.ID), d.D.Receipt.ID
	missing := data.Quantity(0)
	for _, l := range d.D.Lines {
		missing += max(l.Expected-l.Received, 0)
	}
	says := d.Number + " is closed"
	if missing > 0 {
		says += ": " + page.Counted(int(missing), "unit") + " will not come, and callers are no longer told so"
	}
	d.deed("close "+d.Number, func(ctx context.Context, who data.Actor) error { return d.shop.CloseReceipt(ctx, who, op, id) },
		func() string { return says }, op)
}
