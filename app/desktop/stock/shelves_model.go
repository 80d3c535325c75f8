package stock

import (
	"context"
	"fmt"
	"strconv"
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
	PlacesWithStock(ctx context.Context) ([]data.LocationStockRow, error)
	PlaceNamed(ctx context.Context, code string) (data.Location, error)
	MovesPage(ctx context.Context, place, product, beforeID int64, most int32) ([]data.MovesPageRow, error)
	ProductList(ctx context.Context, low bool, by string) ([]int64, error)
	ProductRows(ctx context.Context, ids []int64) ([]data.ProductRow, error)
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

// shelves is the stock page.
type shelves struct {
	View     string
	Place    string // a place's code, or how it begins; "" for all
	Notice   *page.Notice
	Zone     *time.Location
	OnChange func()
	Fresh    func() // another view or filter: from the top
	Go       func(page.Route)
	Sound    func(good bool)

	shop       store
	run        page.Runner
	Shelves    *endless[data.StockRowsRow]
	Moves      *endless[data.MovesPageRow]
	Products   *page.Lazy[data.ProductRow]
	places     []data.LocationStockRow
	deliveries []data.ReceiptsPageRow
	ids        atomic.Pointer[[]int64]
	filter     atomic.Pointer[string] // Place, for what is read elsewhere
	selected   []int
	loading    page.Latest
	looking    page.Latest
}

func newShelves(shop store, run page.Runner, route page.Route) *shelves {
	s := &shelves{View: viewShelves, shop: shop, run: run, Zone: time.UTC, OnChange: func() {}, Fresh: func() {}, Go: func(page.Route) {}, Sound: func(bool) {}}
	s.setPlace(route.Arg(0))
	switch v := route.Get("view"); v {
	case viewProducts, viewPlaces, viewMoves, viewDeliveries:
		s.View = v
	}
	failed := func(err error) {
		s.Notice = page.Explain("read the stock", err, s.Reload)
		s.OnChange()
	}
	s.Shelves = &endless[data.StockRowsRow]{run: run, onChange: failed, cells: shelfCells, load: func(ctx context.Context, after *data.StockRowsRow) ([]data.StockRowsRow, error) {
		code, sku := "", data.SKU("")
		if after != nil {
			code, sku = after.Bin, after.SKU
		}
		return shop.StockPage(ctx, *s.filter.Load(), code, sku, pieceSize)
	}}
	s.Moves = &endless[data.MovesPageRow]{run: run, onChange: failed, cells: s.moveCells, load: func(ctx context.Context, after *data.MovesPageRow) ([]data.MovesPageRow, error) {
		before, place := int64(0), int64(0)
		if after != nil {
			before = after.ID
		}
		if code := *s.filter.Load(); code != "" {
			l, err := shop.PlaceNamed(ctx, code)
			if err != nil {
				return nil, err
			}
			place = l.ID
		}
		return shop.MovesPage(ctx, place, 0, before, pieceSize)
	}}
	s.Products = page.NewLazy(run, func(ctx context.Context, from, to int) ([]data.ProductRow, error) {
		var ids []int64
		if p := s.ids.Load(); p != nil {
			ids = *p
		}
		return shop.ProductRows(ctx, ids[min(from, len(ids)):min(to, len(ids))])
	}, productCells, failed)
	return s
}

func (s *shelves) setPlace(code string) {
	s.Place = strings.ToUpper(strings.TrimSpace(code))
	kept := s.Place
	s.filter.Store(&kept)
}

// Reload reads the view that is shown.
func (s *shelves) Reload() {
	view := s.View
	var pr app.Profile
	var places []data.LocationStockRow
	var deliveries []data.ReceiptsPageRow
	var ids []int64
	page.Load(s.run, &s.loading, page.Patience, func(ctx context.Context) (struct{}, error) {
		var err error
		if pr, err = s.shop.Profile(ctx); err != nil {
			return struct{}{}, err
		}
		switch view {
		case viewPlaces:
			places, err = s.shop.PlacesWithStock(ctx)
		case viewDeliveries:
			deliveries, err = s.shop.Deliveries(ctx, 2000)
		case viewProducts:
			ids, err = s.shop.ProductList(ctx, false, "sku")
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		if s.Notice = page.Explain("read the stock", err, s.Reload); err != nil {
			s.OnChange()
			return
		}
		s.Zone = pr.Zone()
		switch view {
		case viewPlaces:
			s.places = places
		case viewDeliveries:
			s.deliveries = deliveries
		case viewProducts:
			s.ids.Store(&ids)
			s.Products.Reset(len(ids))
		case viewShelves:
			s.Shelves.Reset()
		case viewMoves:
			s.Moves.Reset()
		}
		s.OnChange()
	})
}

// Rows is what the view shows.
func (s *shelves) Rows() page.Rows {
	switch s.View {
	case viewProducts:
		return s.Products
	case viewPlaces:
		return s.placeRows()
	case viewMoves:
		return s.Moves
	case viewDeliveries:
		return s.deliveryRows()
	}
	return s.Shelves
}

// Choose shows another view; the filter by place stays.
func (s *shelves) Choose(view string) {
	s.View, s.selected = view, nil
	s.Fresh()
	s.Reload()
}

// Filter shows only places whose code begins so.
func (s *shelves) Filter(code string) {
	if strings.ToUpper(strings.TrimSpace(code)) == s.Place {
		return
	}
	s.setPlace(code)
	if s.View != viewShelves && s.View != viewPlaces {
		s.View = viewShelves
	}
	s.Fresh()
	s.Reload()
}

// Scan filters to a scanned place and opens a scanned product; other codes are
// the window's.
func (s *shelves) Scan(code string) bool {
	var p data.Product
	page.Load(s.run, &s.looking, page.Patience, func(ctx context.Context) (app.Found, error) {
		f, err := s.shop.FindCode(ctx, code)
		if err == nil && f.Kind == "product" {
			p, _, err = s.shop.ProductOf(ctx, code)
		}
		return f, err
	}, func(f app.Found, err error) {
		switch {
		case err != nil:
			s.Notice = page.Explain("look up "+code, err, nil)
		case f.Kind == "location":
			s.Sound(true)
			s.Filter(f.Name)
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
	switch s.View {
	case viewShelves:
		if r, ok := s.Shelves.Get(row); ok {
			s.Go(page.To("product", string(r.SKU)))
		}
	case viewMoves:
		if r, ok := s.Moves.Get(row); ok {
			s.Go(page.To("product", string(r.SKU)))
		}
	case viewProducts:
		if r, ok := s.Products.Get(row); ok {
			s.Go(page.To("product", string(r.SKU)))
		}
	case viewPlaces:
		if shown := s.shownPlaces(); row < len(shown) {
			s.View = viewShelves
			s.setPlace(shown[row].Code)
			s.Fresh()
			s.Reload()
		}
	case viewDeliveries:
		if row < len(s.deliveries) {
			s.Go(page.To("delivery", s.deliveries[row].Number))
		}
	}
}

// form opens the form of a change for what the cursor stands on.
func (s *shelves) form(mode string) {
	r := page.To("adjust").With("mode", mode)
	i := s.cursor()
	switch s.View {
	case viewShelves:
		if row, ok := s.Shelves.Get(i); ok {
			r = r.With("sku", string(row.SKU)).With("place", row.Bin)
		}
	case viewProducts:
		if row, ok := s.Products.Get(i); ok {
			r = r.With("sku", string(row.SKU))
		}
	case viewPlaces:
		if shown := s.shownPlaces(); i >= 0 && i < len(shown) {
			r = r.With("place", shown[i].Code)
		}
	}
	s.Go(r)
}

func (s *shelves) labels() {
	shown := s.shownPlaces()
	var ids []string
	for _, i := range s.selected {
		if i < len(shown) {
			ids = append(ids, strconv.FormatInt(shown[i].ID, 10))
		}
	}
	s.Go(page.To("locationlabels").With("ids", strings.Join(ids, ",")))
}

func (s *shelves) shownPlaces() []data.LocationStockRow {
	if s.Place == "" {
		return s.places
	}
	var out []data.LocationStockRow
	for _, p := range s.places {
		if strings.HasPrefix(p.Code, s.Place) {
			out = append(out, p)
		}
	}
	return out
}

// Commands is what can be done with stock.
func (s *shelves) Commands() page.Commands {
	show := func(view string) func() { return func() { s.Choose(view) } }
	return page.Commands{
		{ID: "stock.shelves", Title: "What lies where", Key: "Ctrl+1", Group: "Show", Run: show(viewShelves)},
		{ID: "stock.products", Title: "By product", Key: "Ctrl+2", Group: "Show", Run: show(viewProducts)},
		{ID: "stock.places", Title: "Places", Key: "Ctrl+3", Group: "Show", Run: show(viewPlaces)},
		{ID: "stock.moves", Title: "Movements", Key: "Ctrl+4", Group: "Show", Run: show(viewMoves)},
		{ID: "stock.deliveries", Title: "Deliveries", Key: "Ctrl+5", Group: "Show", Run: show(viewDeliveries)},
		{ID: "stock.labels", Title: "Shelf labels", Key: "Ctrl+P", Group: "Stock", Rows: true, Enabled: func() bool { return s.View == viewPlaces && s.cursor() >= 0 }, Run: s.labels},
		{ID: "stock.adjust", Title: "Adjust", Key: "F6", Group: "Stock", Hint: "Corrects one place, with a reason.", Rows: true, Run: func() { s.form("adjust") }},
		{ID: "stock.transfer", Title: "Move", Key: "F7", Group: "Stock", Hint: "From one place to another.", Rows: true, Run: func() { s.form("transfer") }},
		{ID: "stock.receive", Title: "Receive", Key: "F8", Group: "Stock", Hint: "Straight onto a shelf, without a delivery.", Rows: true, Run: func() { s.form("receive") }},
		{ID: "stock.expect", Title: "Expect a delivery", Key: "Ctrl+N", Group: "Stock", Primary: true, Run: func() { s.Go("newdelivery") }},
	}
}

func shelfCells(r data.StockRowsRow) []page.Cell {
	state := page.S("", page.Plain)
	if r.Place != "bin" {
		state = page.S(r.Place, page.Muted)
	}
	return []page.Cell{page.T(r.Bin), page.T(string(r.SKU)), page.T(r.Name), page.T(page.FormatCount(int64(r.OnHand))), page.T(count(r.Picking)), page.T(page.FormatCount(int64(r.OnHand - r.Picking))), state}
}

// count writes a number, and nothing for none.
func count[N ~int64](n N) string {
	if n == 0 {
		return ""
	}
	return page.FormatCount(int64(n))
}

func productCells(r data.ProductRow) []page.Cell {
	if r.Kind != "stocked" {
		return []page.Cell{page.T(string(r.SKU)), page.T(r.Name), page.T(""), page.T(""), page.T(""), page.S("not stocked itself", page.Muted)}
	}
	free := page.T(page.FormatCount(int64(r.OnHand - r.Promised)))
	if r.OnHand-r.Promised <= 0 {
		free.State = page.Bad
	} else if r.OnHand-r.Promised <= r.ReorderPoint {
		free.State = page.Warning
	}
	return []page.Cell{page.T(string(r.SKU)), page.T(r.Name), page.T(page.FormatCount(int64(r.OnHand))), page.T(count(r.Promised)), free, page.T(r.Bin)}
}

func (s *shelves) moveCells(r data.MovesPageRow) []page.Cell {
	why := r.Kind
	if r.Reason != "" {
		why += ": " + r.Reason
	}
	state := page.T(why)
	if r.Reverses > 0 {
		state = page.S(why, page.Muted)
	}
	return []page.Cell{page.T(r.At.Time().In(s.Zone).Format("2 Jan 15:04")), page.T(string(r.SKU)), page.T(r.Name), page.T(page.FormatCount(int64(r.Qty))), page.T(r.FromCode), page.T(r.ToCode), state, page.T(r.Who)}
}

func (s *shelves) placeRows() page.Fixed {
	rows := s.shownPlaces()
	cells := make(page.Fixed, len(rows))
	for i, r := range rows {
		use := page.S("for sale and picking", page.Plain)
		switch {
		case !r.IsSellable:
			use = page.S("not for sale", page.Warning)
		case !r.Pickable:
			use = page.S("reserve, not picked from", page.Muted)
		}
		cells[i] = []page.Cell{page.T(r.Code), page.T(r.Zone), page.T(r.Kind), page.T(count(r.ProductCount)), page.T(count(r.UnitCount)), page.T(count(r.PickingCount)), use}
	}
	return cells
}

func (s *shelves) deliveryRows() page.Fixed {
	cells := make(page.Fixed, len(s.deliveries))
	for i, r := range s.deliveries {
		due := ""
		if r.ExpectedAt.Set() {
			due = r.ExpectedAt.Time().In(s.Zone).Format("Mon 2 Jan")
		}
		state := page.S(r.Stage, page.Info)
		if r.Stage == "closed" {
			state = page.S(r.Stage, page.Muted)
		}
		cells[i] = []page.Cell{page.T(r.Number), page.T(r.Supplier), page.T(r.Reference), page.T(due), page.T(fmt.Sprintf("%s of %s", page.FormatCount(r.UnitsReceived), page.FormatCount(r.UnitsExpected))), state}
	}
	return cells
}
