package stock

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// buyer is what writing down a delivery asks of the shop.
type buyer interface {
	ProductOf(ctx context.Context, code string) (data.Product, data.Quantity, error)
	Expect(ctx context.Context, who data.Actor, op data.Op, supplier, reference string, due time.Time, goods map[int64]data.Quantity) (data.Receipt, error)
	Profile(ctx context.Context) (app.Profile, error)
	Now(p app.Profile) time.Time
}

// expect is a delivery as it is written down before it comes.
type expect struct {
	Form     map[string]string // supplier, reference, due, goods
	Bad      map[string]string
	Notice   *page.Notice
	Busy     bool
	OnChange func()
	Go       func(page.Route)
	Toast    func(page.Toast)

	shop    buyer
	who     func() data.Actor
	run     page.Runner
	op      data.Op
	coming  []coming
	finding page.Latest
}

// coming is a line of goods as it was understood.
type coming struct {
	sku, name string
	units     data.Quantity
	wrong     string
}

func newExpect(shop buyer, who func() data.Actor, run page.Runner) *expect {
	return &expect{Form: map[string]string{}, Bad: map[string]string{}, shop: shop, who: who, run: run, OnChange: func() {}, Go: func(page.Route) {}, Toast: func(page.Toast) {}}
}

// Set takes what is typed into a field.
func (e *expect) Set(field, text string) {
	if e.Form[field] != text {
		e.Form[field] = text
		delete(e.Bad, field)
		e.op = data.Op{}
		if field == "goods" {
			e.find()
		}
		e.OnChange()
	}
}

// find looks up what is typed, so that a wrong SKU is seen before it is saved.
func (e *expect) find() {
	e.finding.Cancel()
	lines := strings.Split(e.Form["goods"], "\n")
	page.Load(e.run, &e.finding, page.Patience, func(ctx context.Context) ([]coming, error) {
		var out []coming
		for _, line := range lines[:min(len(lines), comingMost)] {
			goods, err := readGoods(line)
			if err != nil {
				if text := strings.TrimSpace(line); text != "" {
					out = append(out, coming{sku: text, wrong: "write a number and a SKU"})
				}
				continue
			}
			c := coming{sku: goods[0].code, units: goods[0].qty}
			p, each, err := e.shop.ProductOf(ctx, c.sku)
			switch {
			case err == nil:
				c.sku, c.name, c.units = string(p.SKU), p.Name, c.units*max(each, 1)
			case page.Settled(err):
				c.wrong = page.Explain("", err, nil).Title
			default:
				return nil, err
			}
			out = append(out, c)
		}
		return out, nil
	}, func(found []coming, err error) {
		e.Notice = page.Explain("look the goods up", err, e.find)
		e.coming = found
		e.OnChange()
	})
}

// comingMost is how many lines are looked up while they are typed; all of them
// are when the delivery is saved.
const comingMost = 300

// Says is what was understood.
func (e *expect) Says() string {
	units := data.Quantity(0)
	for _, c := range e.coming {
		units += c.units
	}
	return fmt.Sprintf("%s, %s units", page.Counted(len(e.coming), "product"), page.FormatCount(int64(units)))
}

func (e *expect) cells() page.Fixed {
	cells := make(page.Fixed, len(e.coming))
	for i, c := range e.coming {
		name := page.T(c.name)
		if c.wrong != "" {
			name = page.S(c.wrong, page.Bad)
		}
		cells[i] = []page.Cell{page.T(c.sku), name, page.T(count(c.units))}
	}
	return cells
}

// Keep keeps what is typed, so that nothing is lost when the page is left.
func (e *expect) Keep() string {
	if len(e.Form) == 0 {
		return ""
	}
	kept, err := json.Marshal(e.Form)
	if err != nil {
		return ""
	}
	return string(kept)
}

// Bring takes back what Keep gave.
func (e *expect) Bring(kept string) {
	form := map[string]string{}
	if json.Unmarshal([]byte(kept), &form) == nil {
		e.Form = form
		e.find()
		e.OnChange()
	}
}

// wanted is a line of goods as it was typed.
type wanted struct {
	code string
	qty  data.Quantity
}

// readGoods reads "24 MUG" lines.
func readGoods(text string) ([]wanted, error) {
	var out []wanted
	for n, line := range strings.Split(text, "\n") {
		words := strings.Fields(strings.NewReplacer("×", " ", "*", " ", "\t", " ").Replace(line))
		if len(words) == 0 {
			continue
		}
		if len(words) != 2 {
			return nil, fmt.Errorf("line %d: write a number and a SKU, such as 24 MUG", n+1)
		}
		q, err := page.ParseQuantity(words[0], 1, 1_000_000)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		out = append(out, wanted{words[1], data.Quantity(q)})
	}
	if len(out) == 0 {
		return nil, errors.New("write what will come: 24 MUG, one a line")
	}
	return out, nil
}

// Save writes the delivery down and opens it.
func (e *expect) Save() {
	if e.Busy {
		return
	}
	e.Bad, e.Notice = map[string]string{}, nil
	goods, err := readGoods(e.Form["goods"])
	if err != nil {
		e.Bad["goods"] = err.Error()
	}
	if strings.TrimSpace(e.Form["supplier"]) == "" {
		e.Bad["supplier"] = "who sends it?"
	}
	if len(e.Bad) > 0 {
		e.OnChange()
		return
	}
	if e.op.ID == "" {
		e.op = data.NewOp("expect delivery", e.Form)
	}
	op, who := e.op, e.who()
	supplier, reference, due := strings.TrimSpace(e.Form["supplier"]), strings.TrimSpace(e.Form["reference"]), strings.TrimSpace(e.Form["due"])
	e.Busy = true
	e.OnChange()
	var r data.Receipt
	page.Do(e.run, page.Patience, func(ctx context.Context) error {
		pr, err := e.shop.Profile(ctx)
		if err != nil {
			return err
		}
		var day time.Time
		if due != "" {
			if day, err = page.ParseDate(due, e.shop.Now(pr), pr.Country == "US"); err != nil {
				return data.Invalid("due", "%s", err)
			}
		}
		want := make(map[int64]data.Quantity, len(goods))
		for _, g := range goods {
			p, units, err := e.shop.ProductOf(ctx, g.code)
			if err != nil {
				return at("goods", err)
			}
			want[p.ID] += g.qty * max(units, 1)
		}
		r, err = e.shop.Expect(ctx, who, op, supplier, reference, day, want)
		return err
	}, func(err error) {
		e.Busy = false
		var f *data.Fault
		switch {
		case err == nil:
			e.Form = map[string]string{}
			e.Toast(page.Toast{Text: r.Number + " is expected", State: page.Good})
			e.Go(page.To("delivery", r.Number))
			return
		case errors.As(err, &f) && (f.Field == "due" || f.Field == "goods" || f.Field == "supplier" || f.Field == "reference"):
			e.Bad[f.Field], e.op = f.Message, data.Op{}
		default:
			e.Notice = page.Explain("write the delivery down", err, e.Save)
		}
		e.OnChange()
	})
}
