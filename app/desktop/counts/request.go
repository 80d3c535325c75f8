package counts

import (
	"context"
	"fmt"
	"strings"

	"packbench/app/desktop/page"
	"packbench/data"
)

// asker is what asking for a count asks of the shop.
type asker interface {
	PlacesWithStock(ctx context.Context) ([]data.LocationStockRow, error)
	ProductOf(ctx context.Context, code string) (data.Product, data.Quantity, error)
	RequestCount(ctx context.Context, who data.Actor, op data.Op, title string, blind bool, locations []int64) (data.Count, error)
	RequestProductCount(ctx context.Context, who data.Actor, op data.Op, title string, blind bool, products []int64) (data.Count, error)
}

// What a count may be asked of, as people read it.
const (
	ofPlaces   = "Places that begin with"
	ofZone     = "A zone"
	ofProducts = "Products"
	ofAll      = "The whole shop"
)

var scopes = []string{ofPlaces, ofZone, ofProducts, ofAll}

// request is a count that is being asked for.
type request struct {
	Scope    string
	What     string // codes of places, a zone, or products, one a line or with commas
	Title    string
	Blind    bool
	Bad      map[string]string
	Says     string // what the count would hold
	Notice   *page.Notice
	Busy     bool
	OnChange func()
	Go       func(page.Route)
	Toast    func(page.Toast)
	Sound    func(good bool)

	shop    asker
	who     func() data.Actor
	run     page.Runner
	places  []data.LocationStockRow
	op      data.Op
	loading page.Latest
}

func newRequest(shop asker, who func() data.Actor, run page.Runner, route page.Route) *request {
	r := &request{Scope: ofPlaces, What: route.Get("place"), Bad: map[string]string{}, shop: shop, who: who, run: run, OnChange: func() {}, Go: func(page.Route) {}, Toast: func(page.Toast) {}, Sound: func(bool) {}}
	if sku := route.Get("sku"); sku != "" {
		r.Scope, r.What = ofProducts, sku
	}
	return r
}

// Load reads the places, so that the page can say what a count would hold.
func (r *request) Load() {
	page.Load(r.run, &r.loading, page.Patience, r.shop.PlacesWithStock, func(rows []data.LocationStockRow, err error) {
		r.Notice = page.Explain("read the places", err, r.Load)
		r.places = rows
		r.weigh()
	})
}

// Set takes what is typed or chosen.
func (r *request) Set(change func(r *request)) {
	change(r)
	r.op = data.Op{}
	r.Bad = map[string]string{}
	r.weigh()
}

// Scan adds a scanned place or product to what is counted.
func (r *request) Scan(code string) {
	for _, p := range r.places {
		if strings.EqualFold(p.Code, code) {
			r.Set(func(r *request) { r.Scope, r.What = ofPlaces, added(r.What, p.Code, r.Scope == ofPlaces) })
			r.Sound(true)
			return
		}
	}
	r.Set(func(r *request) { r.What, r.Scope = added(r.What, code, r.Scope == ofProducts), ofProducts })
	r.Sound(true)
}

func added(list, item string, same bool) string {
	if !same || strings.TrimSpace(list) == "" {
		return item
	}
	return strings.TrimSpace(list) + ", " + item
}

func items(text string) []string {
	var out []string
	for _, s := range strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ';' || c == '\n' }) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// chosen is the places that are meant: the shop's own bins with something in.
func (r *request) chosen() (ids []int64, products int64) {
	want := items(r.What)
	for _, p := range r.places {
		if p.Kind != "bin" || p.ProductCount == 0 {
			continue
		}
		hit := r.Scope == ofAll
		for _, w := range want {
			switch r.Scope {
			case ofPlaces:
				hit = hit || strings.HasPrefix(strings.ToUpper(p.Code), strings.ToUpper(w))
			case ofZone:
				hit = hit || strings.EqualFold(p.Zone, w)
			}
		}
		if hit {
			ids = append(ids, p.ID)
			products += p.ProductCount
		}
	}
	return ids, products
}

func (r *request) weigh() {
	if r.Scope == ofProducts {
		r.Says = fmt.Sprintf("%d products, wherever they lie", len(items(r.What)))
	} else {
		ids, products := r.chosen()
		r.Says = fmt.Sprintf("%s places with %s lines to count", page.FormatCount(int64(len(ids))), page.FormatCount(products))
	}
	r.OnChange()
}

// zones names the zones there are, for the hint.
func (r *request) zones() string {
	var out []string
	seen := map[string]bool{"": true}
	for _, p := range r.places {
		if !seen[p.Zone] {
			seen[p.Zone] = true
			out = append(out, p.Zone)
		}
	}
	return strings.Join(out, ", ")
}

// Save asks for the count and opens it.
func (r *request) Save() {
	if r.Busy {
		return
	}
	ids, _ := r.chosen()
	switch {
	case r.Scope == ofProducts && len(items(r.What)) == 0:
		r.Bad["what"] = "which products? SKUs or barcodes, with commas"
	case r.Scope != ofProducts && len(ids) == 0:
		r.Bad["what"] = "no place with goods in it is meant"
	}
	if len(r.Bad) > 0 {
		r.OnChange()
		return
	}
	title := strings.TrimSpace(r.Title)
	if title == "" {
		title = strings.TrimSpace(r.Scope + " " + strings.Join(items(r.What), ", "))
	}
	if r.op.ID == "" {
		r.op = data.NewOp("request count", title)
	}
	op, blind, scope, codes := r.op, r.Blind, r.Scope, items(r.What)
	r.Busy = true
	r.OnChange()
	var c data.Count
	page.Do(r.run, 3*page.Patience, func(ctx context.Context) (err error) {
		if scope != ofProducts {
			c, err = r.shop.RequestCount(ctx, r.who(), op, title, blind, ids)
			return err
		}
		var products []int64
		for _, code := range codes {
			p, _, err := r.shop.ProductOf(ctx, code)
			if err != nil {
				return err
			}
			products = append(products, p.ID)
		}
		c, err = r.shop.RequestProductCount(ctx, r.who(), op, title, blind, products)
		return err
	}, func(err error) {
		r.Busy = false
		switch kind := data.KindOf(err); {
		case err == nil:
			r.Toast(page.Toast{Text: c.Number + " is asked for", State: page.Good})
			r.Go(page.To("count", c.Number))
			return
		case kind == data.KindNotFound || kind == data.KindInvalid:
			r.op = data.Op{}
			r.Bad["what"] = page.Explain("", err, nil).Title
		default:
			r.Notice = page.Explain("ask for the count", err, r.Save)
		}
		r.OnChange()
	})
}

// Commands is what can be done here.
func (r *request) Commands() page.Commands {
	return page.Commands{{ID: "newcount.save", Title: "Ask for it", Key: "Ctrl+Enter", Group: "Count", Primary: true, Enabled: func() bool { return !r.Busy }, Run: r.Save}}
}
