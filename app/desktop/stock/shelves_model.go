package stock

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// store is what the stock page asks of the shop.
type store interface {
	StockPage(ctx context.Context, prefix, afterCode string, afterSKU data.SKU, most int32) ([]data.StockRowsRow, error)
	StockOfProducts(ctx context.Context, text string, most int) ([]data.StockRowsRow, error)
	PlacesWithStock(ctx context.Context) ([]data.LocationStockRow, error)
	PlaceNamed(ctx context.Context, code string) (data.Location, error)
	MovesPage(ctx context.Context, place, product, beforeID int64, most int32) ([]data.MovesPageRow, error)
	ProductList(ctx context.Context, low bool, by string) ([]int64, error)
	ProductRows(ctx context.Context, ids []int64) ([]data.ProductRow, error)
	Search(ctx context.Context, kind, query string, limit int) ([]data.Hit, error)
	Deliveries(ctx context.Context, most int32) ([]data.ReceiptsPageRow, error)
	FindCode(ctx context.Context, code string) (app.Found, error)
	ProductOf(ctx context.Context, code string) (data.Product, data.Quantity, error)
	Profile(ctx context.Context) (app.Profile, error)
}

// The views of the stock page.
const (
	viewShelves    = "shelves"
	viewProducts   = "products"
	viewPlaces     = "places"
	viewMoves      = "moves"
	viewDeliveries = "deliveries"
)

var views = []string{viewShelves, viewProducts, viewPlaces, viewMoves, viewDeliveries}

// deliveriesMost is how many deliveries are listed, and foundMost how many
// products a search finds.
const (
	deliveriesMost = 2000
	foundMost      = 2000
)

// shelves is the stock page.
type shelves struct {
	View     string
	Text     string // what the view is filtered by
	Routed   bool   // the route says which view, not how the page was left
	Notice   *page.Notice
	Zone     *time.Location
	OnChange func()
	Go       func(page.Route)
	Sound    func(good bool)

	shop       store
	run        page.Runner
	Shelves    *endless[data.StockRowsRow]
	Moves      *endless[data.MovesPageRow]
	Products   *page.Lazy[data.ProductRow]
	places     []data.LocationStockRow
	deliveries []data.ReceiptsPageRow
	begun      map[string]bool // views that were read
	ids        atomic.Pointer[[]int64]
	filter     atomic.Pointer[string] // Text, for what is read elsewhere
	selected   []int
	loading    page.Latest
	looking    page.Latest
}

func newShelves(shop store, run page.Runner, route page.Route) *shelves {
	s := &shelves{View: viewShelves, shop: shop, run: run, Zone: time.UTC, begun: map[string]bool{}, OnChange: func() {}, Go: func(page.Route) {}, Sound: func(bool) {}}
	s.setText(route.Arg(0))
	s.setView(route.Get("view"))
	s.Routed = route.Get("view") != "" || s.Text != ""
	failed := func(err error) {
		s.Notice = page.Explain("read the stock", err, s.Reload)
		s.OnChange()
	}
	s.Shelves = &endless[data.StockRowsRow]{run: run, onChange: failed, cells: shelfCells, load: s.readShelves,
		key: func(r data.StockRowsRow) string { return r.Bin + "\t" + string(r.SKU) }}
	s.Moves = &endless[data.MovesPageRow]{run: run, onChange: failed, cells: s.moveCells, load: s.readMoves,
		key: func(r data.MovesPageRow) string { return fmt.Sprint(r.ID) }}
	s.Products = page.NewLazy(run, func(ctx context.Context, from, to int) ([]data.ProductRow, error) {
		var ids []int64
		if p := s.ids.Load(); p != nil {
			ids = *p
		}
		return shop.ProductRows(ctx, ids[min(from, len(ids)):min(to, len(ids))])
	}, productCells, failed)
	return s
}

func (s *shelves) setView(view string) {
	for _, v := range views {
		if v == view {
			s.View = v
		}
	}
}

func (s *shelves) setText(text string) {
	s.Text = strings.TrimSpace(text)
	kept := s.Text
	s.filter.Store(&kept)
}

// readShelves reads what lies where: at the place that the filter names, at the
// places that begin so, or else of the products that have it somewhere.
func (s *shelves) readShelves(ctx context.Context, after *data.StockRowsRow, most int32) ([]data.StockRowsRow, error) {
	text := *s.filter.Load()
	code := strings.ToUpper(text)
	afterCode, afterSKU := "", data.SKU("")
	if after != nil {
		afterCode, afterSKU = after.Bin, after.SKU
	}
	rows, err := s.shop.StockPage(ctx, code, afterCode, afterSKU, most)
	if err != nil || text == "" {
		return rows, err
	}
	if l, err := s.shop.PlaceNamed(ctx, code); err == nil {
		for i, r := range rows {
			if !within(r.Bin, l.Code) {
				return rows[:i], nil
			}
		}
		return rows, nil
	}
	if len(rows) > 0 || after != nil {
		return rows, nil
	}
	return s.shop.StockOfProducts(ctx, text, int(most)-1) // all in one piece
}

// within says that a place is another or a part of it: A-1-2 is, A-10 is not
// within A-1.
func within(code, place string) bool { return code == place || strings.HasPrefix(code, place+"-") }

// readMoves reads the moves at the place or of the product that the filter
// names.
func (s *shelves) readMoves(ctx context.Context, after *data.MovesPageRow, most int32) ([]data.MovesPageRow, error) {
	before, place, product := int64(0), int64(0), int64(0)
	if after != nil {
		before = after.ID
	}
	if text := *s.filter.Load(); text != "" {
		l, err := s.shop.PlaceNamed(ctx, text)
		if err == nil {
			place = l.ID
		} else if p, _, err := s.shop.ProductOf(ctx, text); err == nil {
			product = p.ID
		} else if page.Settled(err) {
			return nil, nil // half a code is typed
		} else {
			return nil, err
		}
	}
	return s.shop.MovesPage(ctx, place, product, before, most)
}

// stockRead is what a Reload reads at once; the long lists read themselves.
type stockRead struct {
	profile    app.Profile
	places     []data.LocationStockRow
	deliveries []data.ReceiptsPageRow
	ids        []int64
}

// Reload reads the view that is shown; the person stays where they are.
func (s *shelves) Reload() { s.read(false) }

func (s *shelves) read(fresh bool) {
	view, text := s.View, s.Text
	page.Load(s.run, &s.loading, page.Patience, func(ctx context.Context) (r stockRead, err error) {
		if r.profile, err = s.shop.Profile(ctx); err != nil {
			return r, err
		}
		switch view {
		case viewPlaces:
			r.places, err = s.shop.PlacesWithStock(ctx)
		case viewDeliveries:
			r.deliveries, err = s.shop.Deliveries(ctx, deliveriesMost)
		case viewProducts:
			r.ids, err = s.productIDs(ctx, text)
		}
		return r, err
	}, func(r stockRead, err error) {
		if s.Notice = page.Explain("read the stock", err, s.Reload); err != nil {
			s.OnChange()
			return
		}
		s.Zone, s.begun[view] = r.profile.Zone(), true
		switch view {
		case viewPlaces:
			s.places = r.places
		case viewDeliveries:
			s.deliveries = r.deliveries
		case viewProducts:
			s.ids.Store(&r.ids)
			s.Products.Reset(len(r.ids))
		case viewShelves:
			s.again(s.Shelves.Reset, s.Shelves.Again, fresh)
		case viewMoves:
			s.again(s.Moves.Reset, s.Moves.Again, fresh)
		}
		s.OnChange()
	})
	s.OnChange()
}

func (s *shelves) again(reset, again func(), fresh bool) {
	if fresh {
		reset()
		return
	}
	again()
}

// productIDs lists the products by SKU, those that have text somewhere.
func (s *shelves) productIDs(ctx context.Context, text string) ([]int64, error) {
	ids, err := s.shop.ProductList(ctx, false, "sku")
	if err != nil || text == "" {
		return ids, err
	}
	hits, err := s.shop.Search(ctx, "product", text, foundMost)
	if err != nil {
		return nil, err
	}
	hit := make(map[int64]bool, len(hits))
	for _, h := range hits {
		hit[h.ID] = true
	}
	var out []int64
	for _, id := range ids {
		if hit[id] {
			out = append(out, id)
		}
	}
	return out, nil
}

// Loading reports whether the view is being read.
func (s *shelves) Loading() bool {
	return s.loading.Running() || s.View == viewShelves && s.Shelves.Loading() || s.View == viewMoves && s.Moves.Loading()
}

// Close gives up what is being read.
func (s *shelves) Close() {
	s.loading.Cancel()
	s.looking.Cancel()
	s.Shelves.loading.Cancel()
	s.Moves.loading.Cancel()
	s.Products.Reset(0)
}

// Choose shows another view; the filter stays.
func (s *shelves) Choose(view string) {
	s.selected = nil
	s.setView(view)
	s.read(true)
}

// Filter shows only what has the text.
func (s *shelves) Filter(text string) {
	if strings.TrimSpace(text) == s.Text {
		return
	}
	s.setText(text)
	s.selected = nil
	s.read(true)
}

// Scan filters to a scanned place, and opens a scanned product or filters the
// movements to it.
func (s *shelves) Scan(code string) bool {
	var p data.Product
	page.Load(s.run, &s.looking, page.Patience, func(ctx context.Context) (app.Found, error) {
		// A shelf may have the name of a document: here the shelf is meant.
		if l, err := s.shop.PlaceNamed(ctx, code); err == nil {
			return app.Found{Kind: "location", ID: l.ID, Name: l.Code}, nil
		}
		f, err := s.shop.FindCode(ctx, code)
		if err == nil && f.Kind == "product" {
			p, _, err = s.shop.ProductOf(ctx, code)
		}
		return f, err
	}, func(f app.Found, err error) {
		switch {
		case err != nil:
			s.Notice = page.Explain("look up "+code, err, func() { s.Scan(code) })
		case f.Kind == "location":
			s.Sound(true)
			if s.View == viewProducts || s.View == viewDeliveries {
				s.View = viewShelves
			}
			s.setText(f.Name)
			s.selected = nil
			s.read(true)
			return
		case f.Kind == "product" && s.View == viewMoves:
			s.Sound(true)
			s.Filter(string(p.SKU))
			return
		case f.Kind == "product":
			s.Sound(true)
			s.Go(page.To("product", string(p.SKU)))
			return
		default:
			s.Notice = &page.Notice{State: page.Warning, Title: code + " is no place and no product", Hint: "Scan a shelf's label or a product."}
		}
		s.Sound(false)
		s.OnChange()
	})
	return true
}

// Select says which rows are meant.
func (s *shelves) Select(rows []int) { s.selected = rows }

func (s *shelves) cursor() int {
	if len(s.selected) == 0 {
		return -1
	}
	return s.selected[0]
}

// Open shows what stands in a row.
func (s *shelves) Open(row int) {
	if row < 0 {
		return
	}
	if s.View == viewPlaces {
		if shown := s.shownPlaces(); row < len(shown) {
			s.View = viewShelves
			s.setText(shown[row].Code)
			s.read(true)
		}
		return
	}
	if s.View == viewDeliveries {
		if shown := s.shownDeliveries(); row < len(shown) {
			s.Go(page.To("delivery", shown[row].Number))
		}
		return
	}
	if sku := s.skuAt(row); sku != "" {
		s.Go(page.To("product", string(sku)))
	}
}

// skuAt is the product of a row.
func (s *shelves) skuAt(row int) data.SKU {
	switch s.View {
	case viewShelves:
		r, _ := s.Shelves.Get(row)
		return r.SKU
	case viewMoves:
		r, _ := s.Moves.Get(row)
		return r.SKU
	case viewProducts:
		r, _ := s.Products.Get(row)
		return r.SKU
	}
	return ""
}

// placeAt is the place of a row.
func (s *shelves) placeAt(row int) string {
	switch s.View {
	case viewShelves:
		r, _ := s.Shelves.Get(row)
		return r.Bin
	case viewPlaces:
		if shown := s.shownPlaces(); row >= 0 && row < len(shown) {
			return shown[row].Code
		}
	}
	return ""
}

func (s *shelves) shownPlaces() []data.LocationStockRow {
	code := strings.ToUpper(s.Text)
	if code == "" {
		return s.places
	}
	exact := false
	for _, p := range s.places {
		exact = exact || strings.ToUpper(p.Code) == code
	}
	var out []data.LocationStockRow
	for _, p := range s.places {
		c := strings.ToUpper(p.Code)
		if exact && within(c, code) || !exact && (strings.HasPrefix(c, code) || strings.ToUpper(p.Zone) == code) {
			out = append(out, p)
		}
	}
	return out
}

func (s *shelves) shownDeliveries() []data.ReceiptsPageRow {
	text := strings.ToLower(s.Text)
	if text == "" {
		return s.deliveries
	}
	var out []data.ReceiptsPageRow
	for _, d := range s.deliveries {
		if strings.Contains(strings.ToLower(d.Number+" "+d.Supplier+" "+d.Reference), text) {
			out = append(out, d)
		}
	}
	return out
}

// Title says what is shown.
func (s *shelves) Title() string {
	if s.Text != "" && s.View != viewDeliveries {
		return "Stock: " + s.Text
	}
	return "Stock"
}
