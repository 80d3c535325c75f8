package products

import (
	"context"
	"errors"
	"fmt"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// cards is what the product's page asks of the shop.
type cards interface {
	page.Companions
	finder
	ProductCard(ctx context.Context, sku string) (app.ProductCard, error)
	ProductCardOf(ctx context.Context, id int64) (app.ProductCard, error)
	SaveCard(ctx context.Context, who data.Actor, op data.Op, c app.CardChange) (data.Product, error)
	Profile(ctx context.Context) (app.Profile, error)
	Undo(ctx context.Context, who data.Actor, operation int64) (app.Undone, error)
}

// card is the page of one product, or of a new one.
type card struct {
	SKU      string // "" for a new product
	C        app.ProductCard
	Form     *page.Form
	Loaded   bool
	Notice   *page.Notice
	OnChange func()
	Filled   func() // the form was filled anew: the fields must show it
	Toast    func(page.Toast)
	Go       func(page.Route)
	Company  *page.Company // who else has the product open
	Row      func() int    // the history row under the cursor

	shop    cards
	who     func() data.Actor
	run     page.Runner
	began   app.ProductCard // what is typed began from this
	op      data.Op         // kept until the answer is shown
	loading page.Latest
	open    bool // it is on the screen
}

func newCard(shop cards, who func() data.Actor, run page.Runner, sku string) *card {
	c := &card{SKU: sku, shop: shop, who: who, run: run,
		OnChange: func() {}, Filled: func() {}, Toast: func(page.Toast) {}, Go: func(page.Route) {}, Row: func() int { return -1 }}
	c.Company = page.NewCompany(shop, run, who, "product", c.Changed, func() { c.OnChange() })
	c.fill()
	return c
}

// New says that there is no such product yet.
func (c *card) New() bool { return c.SKU == "" }

// Changed says that something is typed and not saved.
func (c *card) Changed() bool { return c.Form.Changed() }

// Text is what stands in a field of the form.
func (c *card) Text(field string) string { return c.Form.Field(field).Value }

// Reload reads the product; what is typed and not saved stays.
func (c *card) Reload() {
	id := c.C.Product.ID
	page.Load(c.run, &c.loading, page.Patience, func(ctx context.Context) (app.ProductCard, error) {
		if c.New() {
			pr, err := c.shop.Profile(ctx)
			return app.ProductCard{Product: data.Product{Kind: "stocked", TaxBp: pr.TaxBP}, Profile: pr}, err
		}
		if id > 0 { // its SKU may be another by now
			return c.shop.ProductCardOf(ctx, id)
		}
		return c.shop.ProductCard(ctx, c.SKU)
	}, func(read app.ProductCard, err error) {
		if c.Notice = page.Explain("read the product", err, c.Reload); err == nil {
			changed := c.Changed() && c.Loaded
			c.C, c.Loaded = read, true
			if c.open {
				c.Company.Open(read.Product.ID)
			}
			if !c.New() {
				c.SKU = string(read.Product.SKU)
			}
			if changed {
				c.op = data.Op{}
				c.Form.Follow(c.newer(read))
				c.Filled()
			} else {
				c.fill()
			}
		}
		c.OnChange()
	})
}

// newer is the product as it is by now, for what is typed.
func (c *card) newer(read app.ProductCard) page.Newer {
	return page.Newer{Fields: formOf(read).questions(), History: read.History, Now: read.Now, Begin: func() { c.C, c.began = read, read }}
}

func (c *card) fill() {
	c.began = c.C
	id := c.C.Product.ID
	c.Form = (&page.Form{Fields: formOf(c.C).questions(), Submit: c.submit}).Changing(func(ctx context.Context) (page.Newer, error) {
		read, err := c.shop.ProductCardOf(ctx, id)
		return c.newer(read), err
	})
	c.Filled()
}

// Open says that the page is on the screen.
func (c *card) Open() {
	c.open = true
	c.Reload()
}

// Close says that it is left.
func (c *card) Close() {
	c.open = false
	c.Company.Close()
	c.loading.Cancel()
}

// Set takes what is typed into a field.
func (c *card) Set(field, text string) {
	ff := c.Form.Field(field)
	if ff.Value == text {
		return
	}
	ff.Type(text)
	c.op = data.Op{}
	c.OnChange()
}

// Settle keeps one of the two values of the first field that both changed, or of
// the one that is named.
func (c *card) Settle(field string, side page.Side) {
	if !c.Form.Clashed(field) {
		field = c.Form.Unsettled()
	}
	c.Form.Choose(field, side)
	c.op = data.Op{}
	c.Filled()
	c.OnChange()
}

// Bad says what is wrong with a field.
func (c *card) Bad(field string) string { return c.Form.Field(field).Wrong }

// Drop forgets what is typed and not saved. It reports whether there was any.
func (c *card) Drop() bool {
	if !c.Changed() || c.Saving() {
		return false
	}
	c.fill()
	c.Reload()
	c.OnChange()
	return true
}

// Save writes what is typed. What is wrong is said at its field.
func (c *card) Save() {
	if c.Loaded {
		c.Form.Send()
		c.OnChange()
	}
}

// Saving says that the answer is awaited.
func (c *card) Saving() bool { return c.Form.Busy }

// read takes what is typed for a product and the parts of a kit. It says whether
// all of it can be read.
func (c *card) read() (p data.Product, codes []data.Barcode, parts []part, ok bool) {
	p, codes, bad := typed(c.Form).read(c.began.Product)
	parts, err := readParts(c.Text("parts"))
	if p.Kind == "kit" && err == nil && len(parts) == 0 {
		err = errors.New("a kit is made of at least one product")
	}
	if p.Kind == "kit" && err != nil {
		bad["parts"] = err.Error()
	}
	for field, says := range bad {
		c.Form.Refuse(field, says)
	}
	return p, codes, parts, len(bad) == 0
}

func (c *card) submit() {
	p, codes, parts, ok := c.read()
	if !ok {
		return
	}
	if c.op.ID == "" {
		c.op = data.NewOp("save product", p)
	}
	f, isNew := c.Form, c.New()
	op := c.op.For(p)
	if !isNew {
		op = op.Began(c.began.Seen())
	}
	partsField := f.Field("parts")
	changeParts := p.Kind == "kit" && (isNew || partsField.Value != partsField.Base || c.began.Product.Kind != "kit")
	f.Busy = true
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
		f.Busy = false
		if err != nil {
			if !f.Overtaken(c.run, "save the product", err, func() bool { return c.Form == f }, func() { c.Filled(); c.OnChange() }) {
				c.refused(err)
			}
			c.OnChange()
			return
		}
		c.op, c.Notice = data.Op{}, nil
		c.Toast(page.Toast{Text: f.Done(string(saved.SKU) + " saved"), State: page.Good})
		f.Saved()
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
		c.Form.Refuse(field, f.Message)
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
	if c.New() || c.Saving() {
		return
	}
	p := c.C.Product
	word := "taken off the list"
	if p.ArchivedAt.Set() {
		p.ArchivedAt, word = 0, "back on the list"
	} else {
		p.ArchivedAt = 1 // any moment: the list asks only whether there is one
	}
	op := data.NewOp("archive product", p.ID).Began(c.C.Seen())
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
	unsettled := func() bool { return c.Form.Unsettled() != "" }
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
		{ID: "product.mine", Title: "Keep yours", Key: page.MineKey, Group: "Product", Hint: "Of a field that another desk changed too.", Enabled: unsettled, Run: func() { c.Settle("", page.Mine) }, Quiet: true},
		{ID: "product.theirs", Title: "Take theirs", Key: page.TheirsKey, Group: "Product", Hint: "Of a field that another desk changed too.", Enabled: unsettled, Run: func() { c.Settle("", page.Theirs) }, Quiet: true},
		{ID: "product.archive", Title: "Take off the list, or put back", Group: "Product", Enabled: have, Run: c.archive},
		{ID: "product.save", Title: "Save", Key: "Ctrl+Enter", Group: "Product", Primary: true, Enabled: func() bool { return c.Changed() && !c.Saving() }, Run: c.Save},
	}
}
