package counts

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"packbench/app/desktop/page"
	"packbench/data"
)

// asker is what asking for a count asks of the shop.
type asker interface {
	PlacesWithStock(ctx context.Context) ([]data.LocationStockRow, error)
	ProductOf(ctx context.Context, code string) (data.Product, data.Quantity, error)
	BinsOf(ctx context.Context, product int64) ([]data.BalancesOfRow, error)
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

// productsMost is how many products are asked for by name at once; whoever
// wants more counts their places.
const productsMost = 200

// product is one of the products that are to be counted.
type product struct {
	code   string // as it was typed
	id     int64
	sku    data.SKU
	name   string
	places int // how many shelves it lies on
	wrong  string
}

// request is a count that is being asked for.
type request struct {
	Scope    string
	What     string // codes of places, a zone, or products, with commas
	Title    string
	Blind    bool
	Bad      string // what is wrong with What
	Notice   *page.Notice
	Busy     bool
	OnChange func()
	Go       func(page.Route)
	Toast    func(page.Toast)
	Sound    func(good bool)

	shop     asker
	who      func() data.Actor
	run      page.Runner
	places   []data.LocationStockRow
	products []product
	op       data.Op
	saving   bool // Save was pressed while something was still being read
	loading  page.Latest
	finding  page.Latest
	scanning page.Latest
}

func newRequest(shop asker, who func() data.Actor, run page.Runner, route page.Route) *request {
	r := &request{Scope: ofPlaces, What: route.Get("place"), shop: shop, who: who, run: run, OnChange: func() {}, Go: func(page.Route) {}, Toast: func(page.Toast) {}, Sound: func(bool) {}}
	if sku := route.Get("sku"); sku != "" {
		r.Scope, r.What = ofProducts, sku
	}
	return r
}

// Load reads the places, so that the page can say what a count would hold.
func (r *request) Load() {
	page.Load(r.run, &r.loading, page.Patience, r.shop.PlacesWithStock, func(rows []data.LocationStockRow, err error) {
		if r.Notice = page.Explain("read the places", err, r.Load); err == nil {
			r.places = rows
		}
		r.ready()
	})
	r.find()
}

// ready goes on with a Save that waited for what was being read.
func (r *request) ready() {
	if r.saving && !r.Loading() {
		r.saving = false
		r.Save()
		return
	}
	r.OnChange()
}

// Loading reports whether it is still being found out what is meant.
func (r *request) Loading() bool { return r.loading.Running() || r.finding.Running() }

// Set takes what is typed or chosen.
func (r *request) Set(change func(r *request)) {
	scope, what := r.Scope, r.What
	change(r)
	r.op, r.Bad, r.saving = data.Op{}, "", false
	if scope != r.Scope || what != r.What {
		r.find()
	}
	r.OnChange()
}

// find looks the products up that are typed, with how many shelves each lies
// on.
func (r *request) find() {
	r.finding.Cancel()
	r.products = nil
	codes := items(r.What)
	if r.Scope != ofProducts || len(codes) == 0 {
		return
	}
	page.Load(r.run, &r.finding, page.Patience, func(ctx context.Context) ([]product, error) {
		var out []product
		for _, code := range codes[:min(len(codes), productsMost)] {
			p, _, err := r.shop.ProductOf(ctx, code)
			switch data.KindOf(err) {
			case data.KindNotFound, data.KindInvalid:
				out = append(out, product{code: code, wrong: page.Explain("", err, nil).Title})
				continue
			}
			if err != nil {
				return nil, err
			}
			bins, err := r.shop.BinsOf(ctx, p.ID)
			if err != nil {
				return nil, err
			}
			found := product{code: code, id: p.ID, sku: p.SKU, name: p.Name}
			for _, b := range bins {
				if b.Kind == "bin" {
					found.places++
				}
			}
			out = append(out, found)
		}
		return out, nil
	}, func(found []product, err error) {
		r.Notice = page.Explain("look the products up", err, r.find)
		r.products = found
		r.ready()
	})
}

// Scan adds a scanned place or product to what is counted. It never throws
// away what was typed: places and products don't go on one list.
func (r *request) Scan(code string) {
	for _, p := range r.places {
		if strings.EqualFold(p.Code, code) {
			r.take(ofPlaces, p.Code)
			return
		}
	}
	page.Load(r.run, &r.scanning, page.Patience, func(ctx context.Context) (data.Product, error) {
		p, _, err := r.shop.ProductOf(ctx, code)
		return p, err
	}, func(p data.Product, err error) {
		if err != nil {
			r.Bad = page.Explain("look up "+code, err, nil).Title
			r.Sound(false)
			r.OnChange()
			return
		}
		r.take(ofProducts, string(p.SKU))
	})
}

func (r *request) take(scope, code string) {
	empty := strings.TrimSpace(r.What) == "" || r.Scope == ofAll
	if r.Scope != scope && !empty {
		kind := map[string]string{ofPlaces: "a place", ofProducts: "a product"}[scope]
		r.Bad = code + " is " + kind + ": ask for it in a count of its own"
		r.Sound(false)
		r.OnChange()
		return
	}
	for _, have := range items(r.What) {
		if r.Scope == scope && strings.EqualFold(have, code) {
			r.Sound(true) // it is on the list already
			return
		}
	}
	r.Set(func(r *request) {
		if r.Scope != scope || empty {
			r.Scope, r.What = scope, code
			return
		}
		r.What = strings.TrimRight(r.What, " ,;") + ", " + code
	})
	r.Sound(true)
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
func (r *request) chosen() []data.LocationStockRow {
	want := items(r.What)
	whole := make(map[string]bool)
	for _, p := range r.places {
		whole[strings.ToUpper(p.Code)] = true
	}
	var out []data.LocationStockRow
	for _, p := range r.places {
		if p.Kind != "bin" || p.ProductCount == 0 {
			continue
		}
		hit := r.Scope == ofAll
		for _, w := range want {
			switch w = strings.ToUpper(w); r.Scope {
			case ofPlaces:
				code := strings.ToUpper(p.Code)
				// The code of a place means that place: A-1 is not A-10.
				hit = hit || code == w || strings.HasPrefix(code, w+"-") || !whole[w] && strings.HasPrefix(code, w)
			case ofZone:
				hit = hit || strings.EqualFold(p.Zone, w)
			}
		}
		if hit {
			out = append(out, p)
		}
	}
	return out
}

// Says is what the count would hold.
func (r *request) Says() string {
	if r.Scope == ofProducts {
		lines := 0
		for _, p := range r.products {
			lines += p.places
		}
		return fmt.Sprintf("%s, %s", page.Counted(len(r.products), "product"), page.Counted(lines, "line"))
	}
	lines := int64(0)
	places := r.chosen()
	for _, p := range places {
		lines += p.ProductCount
	}
	return fmt.Sprintf("%s, %s", page.Counted(len(places), "place"), page.Counted(lines, "line"))
}

// cells shows what the count would hold: the place or SKU, its zone or name, and
// how many lines it brings.
func (r *request) cells() page.Fixed {
	var rows page.Fixed
	if r.Scope == ofProducts {
		for _, p := range r.products {
			switch {
			case p.wrong != "":
				rows = append(rows, []page.Cell{page.T(p.code), page.S(p.wrong, page.Bad), page.T("")})
			case p.places == 0:
				rows = append(rows, []page.Cell{page.T(string(p.sku)), page.S(p.name+": on no shelf", page.Warning), page.T("")})
			default:
				rows = append(rows, []page.Cell{page.T(string(p.sku)), page.T(p.name), page.T(page.FormatCount(int64(p.places)))})
			}
		}
		return rows
	}
	for _, p := range r.chosen() {
		rows = append(rows, []page.Cell{page.T(p.Code), page.T(p.Zone), page.T(page.FormatCount(p.ProductCount))})
	}
	return rows
}

// zones names the zones there are.
func (r *request) zones() string {
	var out []string
	seen := map[string]bool{"": true}
	for _, p := range r.places {
		if !seen[p.Zone] {
			seen[p.Zone] = true
			out = append(out, p.Zone)
		}
	}
	if len(out) == 0 {
		return "no place has a zone yet"
	}
	return "there are " + strings.Join(out, ", ")
}

// Hint says what is to be typed.
func (r *request) Hint() string {
	switch r.Scope {
	case ofZone:
		return r.zones()
	case ofProducts:
		return "SKUs or barcodes with commas; scanning adds to it"
	}
	return "several with commas; scanning adds to it"
}

// wrong is what stands in the way of asking; "" for nothing.
func (r *request) wrong() string {
	if r.Scope != ofProducts {
		if len(r.chosen()) == 0 {
			return "no place with goods in it is meant"
		}
		return ""
	}
	if len(items(r.What)) > productsMost {
		return fmt.Sprintf("at most %d products at once: count their places instead", productsMost)
	}
	lines := 0
	for _, p := range r.products {
		if p.wrong != "" {
			return p.wrong
		}
		lines += p.places
	}
	switch {
	case len(r.products) == 0:
		return "which products? SKUs or barcodes, with commas"
	case lines == 0:
		return "none of it lies on a shelf"
	}
	return ""
}

// Save asks for the count and opens it.
func (r *request) Save() {
	if r.Busy {
		return
	}
	if r.Loading() {
		r.saving = true // as soon as it is known what is meant
		return
	}
	if r.Bad = r.wrong(); r.Bad != "" {
		r.Sound(false)
		r.OnChange()
		return
	}
	title := strings.TrimSpace(r.Title)
	if title == "" {
		title = r.name()
	}
	if r.op.ID == "" {
		r.op = data.NewOp("request count", title)
	}
	op, blind, scope, who := r.op, r.Blind, r.Scope, r.who()
	var places, products []int64
	for _, p := range r.chosen() {
		places = append(places, p.ID)
	}
	for _, p := range r.products {
		products = append(products, p.id)
	}
	r.Busy = true
	r.OnChange()
	var c data.Count
	page.Do(r.run, 3*page.Patience, func(ctx context.Context) (err error) {
		if scope == ofProducts {
			c, err = r.shop.RequestProductCount(ctx, who, op, title, blind, products)
			return err
		}
		c, err = r.shop.RequestCount(ctx, who, op, title, blind, places)
		return err
	}, func(err error) {
		r.Busy = false
		var fault *data.Fault
		switch {
		case err == nil:
			r.Toast(page.Toast{Text: c.Number + " is asked for", State: page.Good})
			r.Go(page.To("count", c.Number))
			return
		case errors.As(err, &fault) && page.Settled(err):
			r.op, r.Bad = data.Op{}, fault.Message
		default:
			r.Notice = page.Explain("ask for the count", err, r.Save)
		}
		r.OnChange()
	})
}

// name is what the count is called when nobody calls it anything.
func (r *request) name() string {
	what := strings.Join(items(r.What), ", ")
	switch r.Scope {
	case ofZone:
		return "Zone " + what
	case ofAll:
		return ofAll
	}
	return what
}
