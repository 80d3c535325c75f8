package products

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// cards is what the product's page asks of the shop.
type cards interface {
	finder
	ProductCard(ctx context.Context, sku string) (app.ProductCard, error)
	SaveCard(ctx context.Context, who data.Actor, op data.Op, c app.CardChange) (data.Product, error)
	Profile(ctx context.Context) (app.Profile, error)
	Undo(ctx context.Context, who data.Actor, operation int64) (app.Undone, error)
}

// card is the page of one product, or of a new one.
type card struct {
	SKU      string // "" for a new product
	C        app.ProductCard
	Form     form
	Bad      map[string]string
	Loaded   bool
	Saving   bool
	Notice   *page.Notice
	OnChange func()
	Filled   func() // the form was filled anew: the fields must show it
	Toast    func(page.Toast)
	Go       func(page.Route)
	Row      func() int // the history row under the cursor

	shop    cards
	who     func() data.Actor
	run     page.Runner
	kept    form    // as it was read: what the person changed differs
	op      data.Op // kept until the answer is shown
	loading page.Latest
}

func newCard(shop cards, who func() data.Actor, run page.Runner, sku string) *card {
	return &card{SKU: sku, Form: form{"kind": wordOf("stocked")}, kept: form{"kind": wordOf("stocked")}, Bad: map[string]string{}, shop: shop, who: who, run: run,
		OnChange: func() {}, Filled: func() {}, Toast: func(page.Toast) {}, Go: func(page.Route) {}, Row: func() int { return -1 }}
}

// New says that there is no such product yet.
func (c *card) New() bool { return c.SKU == "" }

// Changed says that something is typed and not saved.
func (c *card) Changed() bool { return !maps.Equal(c.Form, c.kept) }

// Reload reads the product; what is typed and not saved stays.
func (c *card) Reload() {
	page.Load(c.run, &c.loading, page.Patience, func(ctx context.Context) (app.ProductCard, error) {
		if c.New() {
			pr, err := c.shop.Profile(ctx)
			return app.ProductCard{Product: data.Product{Kind: "stocked", TaxBp: pr.TaxBP}, Profile: pr}, err
		}
		return c.shop.ProductCard(ctx, c.SKU)
	}, func(read app.ProductCard, err error) {
		if c.Notice = page.Explain("read the product", err, c.Reload); err == nil {
			changed := c.Changed() && c.Loaded
			if changed && read.Product.Version != c.C.Product.Version {
				c.Notice = &page.Notice{State: page.Warning, Title: "Another desk has changed this product meanwhile", Hint: "Saving is refused until it is loaded anew: Esc drops what you typed."}
				read.Product.Version = c.C.Product.Version
			}
			c.C, c.Loaded = read, true
			if !changed {
				c.fill()
			}
		}
		c.OnChange()
	})
}

func (c *card) fill() {
	c.Form = formOf(c.C)
	c.kept = maps.Clone(c.Form)
	c.Bad = map[string]string{}
	c.Filled()
}

// Set takes what is typed into a field.
func (c *card) Set(field, text string) {
	if c.Form[field] == text {
		return
	}
	c.Form[field] = text
	delete(c.Bad, field)
	c.op = data.Op{}
	c.OnChange()
}

// Drop forgets what is typed and not saved. It reports whether there was any.
func (c *card) Drop() bool {
	if !c.Changed() || c.Saving {
		return false
	}
	c.fill()
	c.Reload()
	c.OnChange()
	return true
}

// Save writes what is typed. What is wrong is said at its field.
func (c *card) Save() {
	if c.Saving || !c.Loaded {
		return
	}
	p, codes, bad := c.Form.read(c.C.Product)
	parts, err := readParts(c.Form["parts"])
	if err != nil && p.Kind == "kit" {
		bad["parts"] = err.Error()
	}
	if p.Kind == "kit" && len(parts) == 0 && err == nil {
		bad["parts"] = "a kit is made of at least one product"
	}
	if c.Bad = bad; len(bad) > 0 {
		c.OnChange()
		return
	}
	if c.op.ID == "" {
		c.op = data.NewOp("save product", p)
	}
	op, isNew := c.op, c.New()
	changeParts := p.Kind == "kit" && (isNew || c.Form["parts"] != c.kept["parts"] || c.C.Product.Kind != "kit")
	c.Saving = true
	c.OnChange()
	var saved data.Product
	page.Do(c.run, page.Patience, func(ctx context.Context) (err error) {
		change := app.CardChange{Product: p, Codes: codes}
		if changeParts {
			if change.Parts, err = lookUp(ctx, c.shop, parts); err != nil {
				return err
			}
		}
		saved, err = c.shop.SaveCard(ctx, c.who(), op, change)
		return err
	}, func(err error) {
		c.Saving = false
		if err != nil {
			c.refused(err)
			c.OnChange()
			return
		}
		c.op = data.Op{}
		c.kept = maps.Clone(c.Form)
		c.Toast(page.Toast{Text: string(saved.SKU) + " saved", State: page.Good})
		if isNew || string(saved.SKU) != c.SKU {
			c.SKU = string(saved.SKU)
			c.Go(page.To("product", c.SKU))
			return
		}
		c.Reload()
	})
}

// fieldOf says at which field of the form a fault of the shop stands.
var fieldOf = map[string]string{"sku": "sku", "name": "name", "price": "price", "size": "weight", "barcode": "codes", "parts": "parts"}

func (c *card) refused(err error) {
	c.Notice = page.Explain("save the product", err, c.Save)
	var f *data.Fault
	if !errors.As(err, &f) || f.Kind == data.KindUnavailable {
		return
	}
	c.op = data.Op{} // another try is another request
	if field := fieldOf[f.Field]; field != "" {
		c.Bad[field] = f.Message
		c.Notice = nil
	}
}

// UndoChange takes back the change under the cursor of the history.
func (c *card) UndoChange() {
	i := c.Row()
	if !c.CanUndo() || i >= len(c.C.History) {
		return
	}
	h := c.C.History[i]
	page.Do(c.run, page.Patience, func(ctx context.Context) error {
		_, err := c.shop.Undo(ctx, c.who(), h.Op)
		return err
	}, func(err error) {
		if c.Notice = page.Explain("undo", err, nil); err == nil {
			c.Toast(page.Toast{Text: "Undone: " + h.Title, State: page.Good})
		}
		c.Reload()
	})
}

// CanUndo says whether the change under the cursor can be taken back.
func (c *card) CanUndo() bool {
	i := c.Row()
	if i < 0 || i >= len(c.C.History) {
		return false
	}
	h := c.C.History[i]
	return h.Undo != "" && h.ReversedBy == 0
}

func (c *card) archive() {
	if c.New() || c.Saving {
		return
	}
	p := c.C.Product
	word := "taken off the list"
	if p.ArchivedAt.Set() {
		p.ArchivedAt, word = 0, "back on the list"
	} else {
		p.ArchivedAt = 1 // any moment: the list asks only whether there is one
	}
	op := data.NewOp("archive product", p.ID)
	page.Do(c.run, page.Patience, func(ctx context.Context) error {
		_, err := c.shop.SaveCard(ctx, c.who(), op, app.CardChange{Product: p, Codes: c.C.Codes})
		return err
	}, func(err error) {
		if c.Notice = page.Explain("take the product off the list", err, nil); err == nil {
			c.Toast(page.Toast{Text: fmt.Sprintf("%s is %s", p.SKU, word), State: page.Good})
		}
		c.Reload()
	})
}

// Commands is what can be done with a product.
func (c *card) Commands() page.Commands {
	have := func() bool { return !c.New() && c.Loaded }
	return page.Commands{
		{ID: "product.labels", Title: "Print labels", Key: "Ctrl+P", Group: "Product", Enabled: have, Run: func() {
			c.Go(page.To("productlabels").With("ids", fmt.Sprint(c.C.Product.ID)))
		}},
		{ID: "product.stock", Title: "Adjust stock", Key: "F6", Group: "Product", Enabled: func() bool { return have() && c.C.Product.Kind == "stocked" }, Run: func() {
			c.Go(page.To("adjust").With("sku", string(c.C.Product.SKU)))
		}},
		page.HistoryCommand("Product", func(r page.Route) { c.Go(r) }, func() (page.Record, bool) {
			return page.Record{Entity: "product", ID: c.C.Product.ID, Name: string(c.C.Product.SKU)}, have()
		}),
		{ID: "product.undo", Title: "Undo this change", Key: "F8", Group: "Product", Hint: "The change under the cursor of the history.", Rows: true, Enabled: c.CanUndo, Run: c.UndoChange},
		{ID: "product.archive", Title: "Take off the list, or put back", Group: "Product", Enabled: have, Run: c.archive},
		{ID: "product.save", Title: "Save", Key: "Ctrl+Enter", Group: "Product", Primary: true, Enabled: func() bool { return c.Changed() && !c.Saving }, Run: c.Save},
	}
}
