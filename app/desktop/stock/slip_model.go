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
}

// The things the form does.
const (
	modeAdjust   = "adjust"
	modeTransfer = "transfer"
	modeReceive  = "receive"
)

// slip is the form with which stock is corrected, moved, or received.
type slip struct {
	Mode     string
	Form     map[string]string // item, place, to, units, reason
	Bad      map[string]string
	Product  data.Product
	Bins     []data.BalancesOfRow
	Notice   *page.Notice
	Busy     bool
	OnChange func()
	Filled   func() // fields were filled: show them
	Toast    func(page.Toast)
	Sound    func(good bool)

	shop    clerk
	who     func() data.Actor
	run     page.Runner
	op      data.Op
	looking page.Latest
	finding page.Latest
}

func newSlip(shop clerk, who func() data.Actor, run page.Runner, route page.Route) *slip {
	s := &slip{Mode: modeAdjust, Form: map[string]string{"item": route.Get("sku"), "place": route.Get("place")}, Bad: map[string]string{}, shop: shop, who: who, run: run,
		OnChange: func() {}, Filled: func() {}, Toast: func(page.Toast) {}, Sound: func(bool) {}}
	switch m := route.Get("mode"); m {
	case modeTransfer, modeReceive:
		s.Mode = m
	}
	return s
}

// Set takes what is typed into a field.
func (s *slip) Set(field, text string) {
	if s.Form[field] == text {
		return
	}
	s.Form[field] = text
	delete(s.Bad, field)
	s.op = data.Op{}
	if field == "item" {
		s.Look()
	}
	s.OnChange()
}

// Choose changes what the form does; what is typed stays.
func (s *slip) Choose(mode string) {
	s.Mode, s.Bad, s.op = mode, map[string]string{}, data.Op{}
	s.OnChange()
}

// Look finds the product that is typed and where it lies.
func (s *slip) Look() {
	code := strings.TrimSpace(s.Form["item"])
	if code == "" {
		s.looking.Cancel()
		s.Product, s.Bins = data.Product{}, nil
		return
	}
	var bins []data.BalancesOfRow
	page.Load(s.run, &s.looking, page.Patience, func(ctx context.Context) (data.Product, error) {
		p, _, err := s.shop.ProductOf(ctx, code)
		if err == nil {
			bins, err = s.shop.BinsOf(ctx, p.ID)
		}
		return p, err
	}, func(p data.Product, err error) {
		s.Product, s.Bins = data.Product{}, nil
		if err == nil {
			s.Product, s.Bins = p, bins
		}
		s.OnChange()
	})
}

// Scan fills in what was scanned: a product, the place, or where it goes to.
func (s *slip) Scan(code string) {
	page.Load(s.run, &s.finding, page.Patience, func(ctx context.Context) (app.Found, error) {
		return s.shop.FindCode(ctx, code)
	}, func(f app.Found, err error) {
		s.Notice = page.Explain("look up "+code, err, nil)
		switch {
		case err != nil:
		case f.Kind == "product":
			s.Set("item", code)
		case f.Kind == "location" && s.Mode == modeTransfer && s.Form["place"] != "":
			s.Set("to", f.Name)
		case f.Kind == "location":
			s.Set("place", f.Name)
		default:
			s.Notice = &page.Notice{State: page.Warning, Title: code + " is no place and no product"}
		}
		s.Sound(!s.Notice.Shown())
		s.Filled()
		s.OnChange()
	})
}

// Do writes it, or says at its field what is wrong.
func (s *slip) Do() {
	if s.Busy {
		return
	}
	s.Bad, s.Notice = map[string]string{}, nil
	f := s.Form
	if strings.TrimSpace(f["item"]) == "" {
		s.Bad["item"] = "scan or type a product"
	}
	if strings.TrimSpace(f["place"]) == "" {
		s.Bad["place"] = "scan or type a place"
	}
	if s.Mode == modeTransfer && strings.TrimSpace(f["to"]) == "" {
		s.Bad["to"] = "where does it go?"
	}
	least := int64(1)
	if s.Mode == modeAdjust {
		least = -1_000_000
	}
	n, err := page.ParseQuantity(strings.TrimPrefix(strings.TrimSpace(f["units"]), "+"), least, 1_000_000)
	switch {
	case err != nil:
		s.Bad["units"] = err.Error()
	case n == 0:
		s.Bad["units"] = "how many more (3) or fewer (-3)?"
	}
	if s.Mode == modeAdjust && strings.TrimSpace(f["reason"]) == "" {
		s.Bad["reason"] = "say why the stock is corrected"
	}
	if len(s.Bad) > 0 {
		s.OnChange()
		return
	}
	s.write(data.Quantity(n))
}

func (s *slip) write(n data.Quantity) {
	if s.op.ID == "" {
		s.op = data.NewOp(s.Mode, s.Form)
	}
	mode, op := s.Mode, s.op
	item, place, to, reason := s.Form["item"], s.Form["place"], s.Form["to"], strings.TrimSpace(s.Form["reason"])
	s.Busy = true
	s.OnChange()
	var p data.Product
	page.Do(s.run, page.Patience, func(ctx context.Context) error {
		var err error
		if p, _, err = s.shop.ProductOf(ctx, strings.TrimSpace(item)); err != nil {
			return at("item", err)
		}
		l, err := s.shop.PlaceNamed(ctx, place)
		if err != nil {
			return at("place", err)
		}
		switch mode {
		case modeTransfer:
			t, err := s.shop.PlaceNamed(ctx, to)
			if err != nil {
				return at("to", err)
			}
			if t.ID == l.ID {
				return data.Invalid("to", "it lies there already")
			}
			return s.shop.Transfer(ctx, s.who(), op, p.ID, l.ID, t.ID, n)
		case modeReceive:
			if reason == "" {
				reason = "received without a delivery"
			}
			return s.shop.ReceiveStock(ctx, s.who(), op, p.ID, l.ID, n, reason)
		}
		return s.shop.Adjust(ctx, s.who(), op, p.ID, l.ID, n, reason)
	}, func(err error) {
		s.Busy = false
		if err != nil {
			s.failed(err)
			return
		}
		s.op = data.Op{}
		s.Toast(page.Toast{Text: did(mode, n, p, place, to), State: page.Good})
		s.Form["units"], s.Form["to"] = "", ""
		s.Filled()
		s.Look()
		s.OnChange()
	})
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
	if errors.As(err, &f) && f.Kind != data.KindUnavailable {
		s.op = data.Op{}
		if _, ours := map[string]bool{"item": true, "place": true, "to": true, "units": true, "reason": true}[f.Field]; ours {
			s.Bad[f.Field], s.Notice = f.Message, nil
		}
	}
	s.OnChange()
}

func did(mode string, n data.Quantity, p data.Product, place, to string) string {
	place, to = strings.ToUpper(strings.TrimSpace(place)), strings.ToUpper(strings.TrimSpace(to))
	switch mode {
	case modeTransfer:
		return fmt.Sprintf("Moved %d × %s from %s to %s", n, p.SKU, place, to)
	case modeReceive:
		return fmt.Sprintf("Received %d × %s at %s", n, p.SKU, place)
	}
	return fmt.Sprintf("Corrected %s at %s by %+d", p.SKU, place, n)
}

// Commands is what can be done with the form.
func (s *slip) Commands() page.Commands {
	mode := func(m string) func() { return func() { s.Choose(m) } }
	return page.Commands{
		{ID: "slip.adjust", Title: "Adjust", Key: "F6", Group: "Stock", Run: mode(modeAdjust)},
		{ID: "slip.transfer", Title: "Move", Key: "F7", Group: "Stock", Run: mode(modeTransfer)},
		{ID: "slip.receive", Title: "Receive", Key: "F8", Group: "Stock", Run: mode(modeReceive)},
		{ID: "slip.do", Title: "Write it", Key: "Ctrl+Enter", Group: "Stock", Primary: true, Enabled: func() bool { return !s.Busy }, Run: s.Do},
	}
}
