package stock

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// clerk is what the form asks of the shop.
type clerk interface {
	ProductOf(ctx context.Context, code string) (data.Product, data.Quantity, error)
	PlaceNamed(ctx context.Context, code string) (data.Location, error)
	FindCode(ctx context.Context, code string) (app.Found, error)
	BinsOf(ctx context.Context, product int64) ([]data.BalancesOfRow, error)
	Adjust(ctx context.Context, who data.Actor, op data.Op, product, location int64, by data.Quantity, reason string) error
	Transfer(ctx context.Context, who data.Actor, op data.Op, product, from, to int64, qty data.Quantity) error
	ReceiveStock(ctx context.Context, who data.Actor, op data.Op, product, location int64, qty data.Quantity, reason string) error
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
}

// The things the form does.
const (
	modeAdjust   = "adjust"
	modeTransfer = "transfer"
	modeReceive  = "receive"
)

// slipFields are the fields of the form in their order.
var slipFields = []string{"item", "place", "to", "units", "reason"}

// slip is the form with which stock is corrected, moved, or received.
type slip struct {
	Mode     string
	Form     map[string]string // by the names of slipFields
	Bad      map[string]string
	Product  data.Product
	Bins     []data.BalancesOfRow
	Notice   *page.Notice
	Busy     bool
	OnChange func()
	Done     func() // it is written: on to the next
	Toast    func(page.Toast)
	Sound    func(good bool)

	shop    clerk
	who     func() data.Actor
	run     page.Runner
	each    data.Quantity // units that one of the code typed stands for
	offered bool          // the place was filled in by the form
	op      data.Op
	looking page.Latest
	finding page.Latest
}

func newSlip(shop clerk, who func() data.Actor, run page.Runner, route page.Route) *slip {
	s := &slip{Mode: modeAdjust, Form: map[string]string{"item": route.Get("sku"), "place": route.Get("place")}, Bad: map[string]string{}, shop: shop, who: who, run: run,
		OnChange: func() {}, Done: func() {}, Toast: func(page.Toast) {}, Sound: func(bool) {}}
	switch m := route.Get("mode"); m {
	case modeTransfer, modeReceive:
		s.Mode = m
	}
	s.offered = s.Form["item"] != "" && s.Form["place"] != ""
	return s
}

// Shown says whether a field belongs to what the form does.
func (s *slip) Shown(field string) bool {
	switch field {
	case "to":
		return s.Mode == modeTransfer
	case "reason":
		return s.Mode != modeTransfer
	}
	return true
}

// Next is the field to go to from one: the next that is needed and empty; ""
// where all is there.
func (s *slip) Next(from string) string {
	after := from == ""
	for _, f := range slipFields {
		needed := s.Shown(f) && (f != "reason" || s.Mode == modeAdjust)
		if after && needed && strings.TrimSpace(s.Form[f]) == "" {
			return f
		}
		after = after || f == from
	}
	return ""
}

// Set takes what is typed into a field.
func (s *slip) Set(field, text string) {
	if s.Form[field] == text {
		return
	}
	s.Form[field] = text
	delete(s.Bad, field)
	s.op = data.Op{}
	switch field {
	case "item":
		s.Look()
	case "place":
		s.offered = false
	}
	s.OnChange()
}

// Choose changes what the form does; what is typed stays.
func (s *slip) Choose(mode string) {
	s.Mode, s.Bad, s.op = mode, map[string]string{}, data.Op{}
	s.offer()
	s.OnChange()
}

// Look finds the product that is typed and where it lies.
func (s *slip) Look() {
	code := strings.TrimSpace(s.Form["item"])
	s.looking.Cancel()
	if code == "" {
		s.Product, s.Bins = data.Product{}, nil
		s.OnChange()
		return
	}
	var bins []data.BalancesOfRow
	var each data.Quantity
	page.Load(s.run, &s.looking, page.Patience, func(ctx context.Context) (p data.Product, err error) {
		if p, each, err = s.shop.ProductOf(ctx, code); err == nil {
			bins, err = s.shop.BinsOf(ctx, p.ID)
		}
		return p, err
	}, func(p data.Product, err error) {
		s.Product, s.Bins, s.each = data.Product{}, nil, 1
		switch {
		case err == nil:
			s.Product, s.Bins, s.each = p, bins, max(each, 1)
			s.offer()
		case !page.Settled(err):
			s.Notice = page.Explain("look the product up", err, s.Look)
		}
		s.OnChange()
	})
}

// offer fills the place in where there is little doubt: the only one where the
// product lies, or the first it is sold from for goods that come in.
func (s *slip) offer() {
	if s.Form["place"] != "" && !s.offered || s.Product.ID == 0 {
		return
	}
	place := ""
	if s.Mode == modeReceive {
		for _, b := range s.Bins {
			if place == "" && b.Pickable && b.IsSellable {
				place = b.Code
			}
		}
	} else if len(s.Bins) == 1 {
		place = s.Bins[0].Code
	}
	for _, b := range s.Bins {
		if strings.EqualFold(b.Code, s.Form["place"]) {
			return // what stands there is as good
		}
	}
	s.Form["place"], s.offered = place, true
}

// Units is what one of the code typed stands for, "" where that is one.
func (s *slip) Units() string {
	if s.Product.ID == 0 || s.each <= 1 {
		return ""
	}
	return fmt.Sprintf("each %s is %d units", strings.TrimSpace(s.Form["item"]), s.each)
}

// Take fills in a place where the product lies.
func (s *slip) Take(row int) {
	if row >= 0 && row < len(s.Bins) {
		s.Set("place", s.Bins[row].Code)
	}
}

// Scan fills in what was scanned: a product, the place, or where it goes to.
func (s *slip) Scan(code string) {
	page.Load(s.run, &s.finding, page.Patience, func(ctx context.Context) (app.Found, error) {
		if l, err := s.shop.PlaceNamed(ctx, code); err == nil {
			return app.Found{Kind: "location", ID: l.ID, Name: l.Code}, nil
		}
		return s.shop.FindCode(ctx, code)
	}, func(f app.Found, err error) {
		s.Notice = page.Explain("look up "+code, err, func() { s.Scan(code) })
		switch {
		case err != nil:
		case f.Kind == "product":
			s.Set("item", code)
		case f.Kind == "location" && s.Mode == modeTransfer && s.Form["place"] != "" && !s.offered:
			s.Set("to", f.Name)
		case f.Kind == "location":
			s.Set("place", f.Name)
			s.offered = false // it was there already, and now it is meant
		default:
			s.Notice = &page.Notice{State: page.Warning, Title: code + " is no place and no product"}
		}
		s.Sound(!s.Notice.Shown())
		s.OnChange()
	})
}

// check finds what is missing or can't be read, and how many units are meant.
func (s *slip) check() (data.Quantity, bool) {
	s.Bad, s.Notice = map[string]string{}, nil
	for field, says := range map[string]string{"item": "scan or type a product", "place": "scan or type a place", "to": "where does it go?", "reason": "say why the stock is corrected"} {
		if s.Shown(field) && (field != "reason" || s.Mode == modeAdjust) && strings.TrimSpace(s.Form[field]) == "" {
			s.Bad[field] = says
		}
	}
	least := int64(1)
	if s.Mode == modeAdjust {
		least = -1_000_000
	}
	n, err := page.ParseQuantity(strings.TrimPrefix(strings.TrimSpace(s.Form["units"]), "+"), least, 1_000_000)
	switch {
	case err != nil:
		s.Bad["units"] = err.Error()
	case n == 0:
		s.Bad["units"] = "how many more (3) or fewer (-3)?"
	}
	return data.Quantity(n), len(s.Bad) == 0
}

// Do writes it, or says at its field what is wrong.
func (s *slip) Do() {
	if s.Busy {
		return
	}
	n, ok := s.check()
	if !ok {
		s.Sound(false)
		s.OnChange()
		return
	}
	if s.op.ID == "" {
		s.op = data.NewOp(s.Mode, s.Form)
	}
	d := deed{mode: s.Mode, op: s.op, who: s.who(), n: n, item: strings.TrimSpace(s.Form["item"]), place: s.Form["place"], to: s.Form["to"], reason: strings.TrimSpace(s.Form["reason"])}
	s.Busy = true
	s.OnChange()
	page.Do(s.run, page.Patience, func(ctx context.Context) error { return d.write(ctx, s.shop) }, func(err error) {
		s.Busy = false
		if err != nil {
			s.failed(err)
			return
		}
		s.op = data.Op{}
		s.Toast(page.Toast{Text: d.says(), State: page.Good, Undo: func() { s.undo(d.op) }})
		s.Sound(true)
		s.Form["units"], s.Form["to"] = "", ""
		s.offered = true
		s.Look()
		s.OnChange()
		s.Done()
	})
}

// undo takes back what was written under an operation.
func (s *slip) undo(op data.Op) {
	undo(s.run, s.shop, s.who(), s.Toast, s.Look, op)
}

// undoer takes an operation back.
type undoer interface {
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
}

// undo takes operations back, the last first, says so, and reads again.
func undo(run page.Runner, shop undoer, who data.Actor, toast func(page.Toast), again func(), ops ...data.Op) {
	page.Do(run, 3*page.Patience, func(ctx context.Context) error {
		for i := len(ops) - 1; i >= 0; i-- {
			if _, err := shop.UndoOp(ctx, who, ops[i]); err != nil {
				return err
			}
		}
		return nil
	}, func(err error) {
		toast(page.UndoToast(err))
		again()
	})
}

// deed is one change of stock as it is written.
type deed struct {
	mode, item, place, to, reason string

	op  data.Op
	who data.Actor
	n   data.Quantity
	sku data.SKU // found when it is written
}

func (d *deed) write(ctx context.Context, shop clerk) error {
	p, each, err := shop.ProductOf(ctx, d.item)
	if err != nil {
		return at("item", err)
	}
	d.sku = p.SKU
	d.n *= max(each, 1)
	l, err := shop.PlaceNamed(ctx, d.place)
	if err != nil {
		return at("place", err)
	}
	switch d.mode {
	case modeTransfer:
		to, err := shop.PlaceNamed(ctx, d.to)
		if err != nil {
			return at("to", err)
		}
		if to.ID == l.ID {
			return data.Invalid("to", "it lies there already")
		}
		return shop.Transfer(ctx, d.who, d.op, p.ID, l.ID, to.ID, d.n)
	case modeReceive:
		reason := d.reason
		if reason == "" {
			reason = "received without a delivery"
		}
		return shop.ReceiveStock(ctx, d.who, d.op, p.ID, l.ID, d.n, reason)
	}
	return shop.Adjust(ctx, d.who, d.op, p.ID, l.ID, d.n, d.reason)
}

// says is what was done.
func (d *deed) says() string {
	place, to := strings.ToUpper(strings.TrimSpace(d.place)), strings.ToUpper(strings.TrimSpace(d.to))
	switch d.mode {
	case modeTransfer:
		return fmt.Sprintf("Moved %d × %s from %s to %s", d.n, d.sku, place, to)
	case modeReceive:
		return fmt.Sprintf("Received %d × %s at %s", d.n, d.sku, place)
	}
	return fmt.Sprintf("Corrected %s at %s by %+d", d.sku, place, d.n)
}

// at names the field of a fault that a look-up found.
func at(field string, err error) error {
	var f *data.Fault
	if errors.As(err, &f) && f.Kind != data.KindUnavailable {
		return data.Invalid(field, "%s", f.Message)
	}
	return err
}

func (s *slip) failed(err error) {
	var f *data.Fault
	s.Notice = page.Explain("write it", err, s.Do)
	s.Sound(false)
	if errors.As(err, &f) && f.Kind != data.KindUnavailable {
		s.op = data.Op{}
		for _, field := range slipFields {
			if field == f.Field {
				s.Bad[field], s.Notice = f.Message, nil
			}
		}
	}
	s.OnChange()
}
