package products

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// catalogue is what the list asks of the shop.
type catalogue interface {
	ProductList(ctx context.Context, low bool, by string) ([]int64, error)
	ProductRows(ctx context.Context, ids []int64) ([]data.ProductRow, error)
	Search(ctx context.Context, kind, text string, limit int) ([]data.Hit, error)
	Profile(ctx context.Context) (app.Profile, error)
}

// searchMost is how many finds a search of the list shows.
const searchMost = 500

// list is the page of all products.
type list struct {
	Low      bool
	Query    string
	Sort     page.Sort
	Rows     *page.Lazy[data.ProductRow]
	Notice   *page.Notice
	Currency string
	OnChange func()
	Fresh    func() // other rows are shown: from the top
	Go       func(page.Route)

	shop     catalogue
	run      page.Runner
	ids      atomic.Pointer[[]int64] // read outside the window's goroutine, replaced on it
	selected []int
	loading  page.Latest
}

func newList(shop catalogue, run page.Runner, route page.Route) *list {
	l := &list{Low: route.Get("view") == "low", Query: route.Get("q"), Sort: page.Sort{Column: "name"}, shop: shop, run: run, OnChange: func() {}, Fresh: func() {}, Go: func(page.Route) {}}
	l.Rows = page.NewLazy(run, func(ctx context.Context, from, to int) ([]data.ProductRow, error) {
		return shop.ProductRows(ctx, l.slice(from, to))
	}, l.cells, func(err error) {
		l.Notice = page.Explain("read the products", err, l.Reload)
		l.OnChange()
	})
	return l
}

func (l *list) all() []int64 {
	if ids := l.ids.Load(); ids != nil {
		return *ids
	}
	return nil
}

func (l *list) slice(from, to int) []int64 {
	ids := l.all()
	return ids[min(from, len(ids)):min(to, len(ids))]
}

// Reload asks again for what is shown.
func (l *list) Reload() {
	low, query, sort := l.Low, strings.TrimSpace(l.Query), l.Sort
	currency := ""
	page.Load(l.run, &l.loading, page.Patience, func(ctx context.Context) ([]int64, error) {
		pr, err := l.shop.Profile(ctx)
		if err != nil {
			return nil, err
		}
		currency = pr.Currency
		if query != "" {
			return find(ctx, l.shop, query)
		}
		ids, err := l.shop.ProductList(ctx, low, sort.Column)
		if err == nil && sort.Down {
			slices.Reverse(ids)
		}
		return ids, err
	}, func(ids []int64, err error) {
		if l.Notice = page.Explain("read the products", err, l.Reload); err == nil {
			same := slices.Equal(ids, l.all())
			l.ids.Store(&ids)
			l.Currency = currency
			l.Rows.Reset(len(ids))
			if !same {
				l.Fresh()
			}
		}
		l.OnChange()
	})
}

func find(ctx context.Context, shop catalogue, query string) ([]int64, error) {
	hits, err := shop.Search(ctx, "product", query, searchMost)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	return ids, nil
}

// Search shows what is found; nothing shows all.
func (l *list) Search(query string) {
	l.Query = query
	l.Reload()
}

// Choose shows all products or those that run low.
func (l *list) Choose(view string) {
	l.Low, l.Query = view == "low", ""
	l.Reload()
}

// SortBy sorts by a column. A search is shown as it was found, and low stock by
// name.
func (l *list) SortBy(s page.Sort) {
	l.Sort = s
	l.Reload()
}

func (l *list) cells(r data.ProductRow) []page.Cell {
	available := page.T(page.FormatCount(int64(r.OnHand - r.Promised)))
	onHand, promised := page.T(page.FormatCount(int64(r.OnHand))), page.T(page.FormatCount(int64(r.Promised)))
	switch {
	case r.Kind != "stocked":
		available, onHand, promised = page.S(kindWord(r.Kind), page.Muted), page.T(""), page.T("")
	case r.OnHand-r.Promised <= 0:
		available.State = page.Bad
	case r.OnHand-r.Promised <= r.ReorderPoint:
		available.State = page.Warning
	}
	return []page.Cell{page.T(string(r.SKU)), page.T(r.Name), page.T(r.Category), page.T(r.Barcode), page.T(r.Bin), onHand, promised, available,
		page.T(page.FormatCount(int64(r.ReorderPoint))), page.T(r.Price.In(l.Currency))}
}

func kindWord(kind string) string {
	switch kind {
	case "kit":
		return "kit"
	case "untracked":
		return "not tracked"
	}
	return "stocked"
}

// Open shows the product of a row.
func (l *list) Open(row int) {
	if r, ok := l.Rows.Get(row); ok {
		l.Go(page.To("product", string(r.SKU)))
	}
}

// Select says which rows are meant.
func (l *list) Select(rows []int) { l.selected = rows }

// labelMost is how many products get labels in one go.
const labelMost = 2000

func (l *list) labels() {
	var ids []string
	all := l.all()
	for _, i := range l.selected {
		if i < len(all) && len(ids) < labelMost {
			ids = append(ids, strconv.FormatInt(all[i], 10))
		}
	}
	l.Go(page.To("productlabels").With("ids", strings.Join(ids, ",")))
}

// Commands is what can be done in the list.
func (l *list) Commands() page.Commands {
	some := func() bool { return len(l.selected) > 0 && l.Rows.Len() > 0 }
	return page.Commands{
		{ID: "products.labels", Title: "Print labels", Key: "Ctrl+P", Group: "Products", Rows: true, Enabled: some, Run: l.labels},
		{ID: "products.open", Title: "Open", Key: "F8", Group: "Products", Rows: true, Enabled: some, Run: func() { l.Open(l.selected[0]) }},
		{ID: "products.new", Title: "New product", Key: "Ctrl+N", Group: "Products", Primary: true, Run: func() { l.Go("newproduct") }},
	}
}
