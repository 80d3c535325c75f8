package floormap

import (
	"context"
	"fmt"
	"slices"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// mapShop is what the map asks.
type mapShop interface {
	undoer
	FloorMap(ctx context.Context) (app.FloorMap, error)
	Floor(ctx context.Context) (*app.Floor, error)
	MapStock(ctx context.Context, since time.Time) ([]app.MapPlace, error)
	PlaceDetail(ctx context.Context, id int64) (app.PlaceDetail, error)
	SetZones(ctx context.Context, who data.Actor, op data.Op, zone string, places []int64) error
	ShutPlace(ctx context.Context, who data.Actor, op data.Op, place int64, why string) (data.Quantity, error)
	OpenPlace(ctx context.Context, who data.Actor, op data.Op, place int64) error
	Profile(ctx context.Context) (app.Profile, error)
	Now(p app.Profile) time.Time
}

// The views of the map.
const (
	viewStock = "stock"
	viewPicks = "picks"
	viewZones = "zones"
	viewOpen  = "open"
	viewLost  = "lost"
)

var viewNames = []string{viewStock, viewPicks, viewZones, viewOpen, viewLost}

// picksSince is how far back picks are counted.
const picksSince = 28 * 24 * time.Hour

// shelfMap is the map of the shelves, one shelf of which is looked at.
type shelfMap struct {
	sheet
	View    string
	Map     app.FloorMap
	Plan    app.FloorPlan
	Lost    []app.LostPlace
	At      int   // the shape that is looked at, -1 for none
	Marked  []int // shapes that are meant
	Row     int   // the line at the side that is meant
	Form    *page.Form
	Details []app.PlaceDetail // of the places on the shelf, by code

	shop   mapShop
	begun  bool
	want   string // the place to look at when the map has come
	places map[int64]app.MapPlace

	standing int // how many of them are on the map
	detail   page.Latest
}

func newShelfMap(shop mapShop, who func() data.Actor, desk page.Desk, route page.Route) *shelfMap {
	m := &shelfMap{sheet: newSheet(shop, who, desk), View: viewStock, At: -1, shop: shop, want: route.Get("place")}
	m.again = m.Reload
	m.Choose(route.Get("view"))
	return m
}

type mapRead struct {
	m      app.FloorMap
	floor  *app.Floor
	places []app.MapPlace
}

// Reload reads map and shelves.
func (m *shelfMap) Reload() {
	page.Load(m.desk.Runner(), &m.loading, page.Patience, func(ctx context.Context) (r mapRead, err error) {
		pr, err := m.shop.Profile(ctx)
		if err != nil {
			return r, err
		}
		if r.m, err = m.shop.FloorMap(ctx); err != nil {
			return r, err
		}
		if r.places, err = m.shop.MapStock(ctx, m.shop.Now(pr).Add(-picksSince)); err != nil {
			return r, err
		}
		r.floor, err = m.shop.Floor(ctx)
		return r, err
	}, func(r mapRead, err error) {
		if m.Notice = page.Explain("read the map", err, m.Reload); err == nil {
			m.show(r)
		}
		m.OnChange()
	})
	m.OnChange()
}

func (m *shelfMap) show(r mapRead) {
	m.Map, m.begun = r.m, true
	m.Plan, m.Lost = r.floor.Drawn(), r.floor.Lost()
	on := map[int64]bool{}
	for _, s := range m.Plan.Shapes {
		for _, id := range s.Places {
			on[id] = true
		}
	}
	m.standing = len(on)
	m.places = make(map[int64]app.MapPlace, len(r.places))
	for _, p := range r.places {
		m.places[p.ID] = p
	}
	if m.View == viewLost && len(m.Lost) == 0 {
		m.View = viewStock
	}
	if m.At >= len(m.Plan.Shapes) {
		m.At, m.Marked = -1, nil
	}
	if m.want != "" {
		m.find(m.want)
		m.want = ""
	}
	m.loadDetail()
}

// find looks at the shelf on which a place is; it reports whether one is.
func (m *shelfMap) find(code string) bool {
	for i, s := range m.Plan.Shapes {
		if slices.ContainsFunc(s.Places, func(id int64) bool { return m.places[id].Code == code }) {
			m.At = i
			return true
		}
	}
	return false
}

// HasMap says that the floor is described.
func (m *shelfMap) HasMap() bool { return len(m.Plan.Levels) > 0 }

// Empty says that there is no map yet.
func (m *shelfMap) Empty() bool { return m.begun && !m.HasMap() }

// Choose shows another view.
func (m *shelfMap) Choose(view string) {
	if slices.Contains(viewNames, view) {
		m.View = view
		m.OnChange()
	}
}

// Look looks at a shelf, -1 for none.
func (m *shelfMap) Look(shape int) {
	if shape == m.At {
		return
	}
	m.At, m.Row, m.Details = shape, 0, nil
	m.loadDetail()
	m.OnChange()
}

// Mark says which shelves are meant.
func (m *shelfMap) Mark(shapes []int) {
	m.Marked = shapes
	m.OnChange()
}

// shelf is what is looked at.
func (m *shelfMap) shelf() (app.FloorShape, bool) {
	if m.At < 0 || m.At >= len(m.Plan.Shapes) {
		return app.FloorShape{}, false
	}
	return m.Plan.Shapes[m.At], true
}

// loadDetail reads what is on the shelf that is looked at.
func (m *shelfMap) loadDetail() {
	s, ok := m.shelf()
	if !ok || len(s.Places) == 0 {
		m.detail.Cancel()
		m.Details = nil
		return
	}
	page.Load(m.desk.Runner(), &m.detail, page.Patience, func(ctx context.Context) ([]app.PlaceDetail, error) {
		all := make([]app.PlaceDetail, 0, len(s.Places))
		for _, id := range s.Places {
			d, err := m.shop.PlaceDetail(ctx, id)
			if err != nil {
				return nil, err
			}
			all = append(all, d)
		}
		return all, nil
	}, func(all []app.PlaceDetail, err error) {
		if m.Notice = page.Explain("read what is on "+s.Name, err, m.Reload); err == nil {
			m.Details = all
		}
		m.OnChange()
	})
}

// Title is the shelf that is looked at; under it stands what is said of it.
func (m *shelfMap) Title() (title, under string) {
	s, ok := m.shelf()
	if !ok {
		return "No shelf chosen", "Click one, or go there with the arrow keys."
	}
	units, picked, open := int64(0), int64(0), int64(0)
	for _, id := range s.Places {
		p := m.places[id]
		units, picked, open = units+p.UnitCount, picked+p.PickedLines, open+p.OpenPicks
	}
	under = page.Counted(len(s.Places), "place")
	if s.Zone != "" {
		under += ", zone " + s.Zone
	}
	return "Shelf " + s.Name, fmt.Sprintf("%s, %s\n%s in four weeks, %s open", under, page.Counted(units, "unit"), page.Counted(picked, "pick"), page.FormatCount(open))
}

// sideRow is one line at the side: a product at a place, or what is to say of it.
type sideRow struct {
	place data.Location
	sku   data.SKU
	cells []page.Cell
}

var sideColumns = []page.Column{
	{ID: "place", Title: "Place", Width: 92, Strong: true},
	{ID: "goods", Title: "On it", Grow: 1},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 52},
	{ID: "picks", Title: "To pick", Kind: page.Number, Width: 60},
}

// Side is what stands on the shelf that is looked at, place by place.
func (m *shelfMap) Side() []sideRow {
	var out []sideRow
	for _, d := range m.Details {
		l := d.Location
		code := l.Code
		add := func(sku data.SKU, goods page.Cell, units, picks string) {
			out = append(out, sideRow{l, sku, []page.Cell{page.T(code), goods, page.T(units), page.T(picks)}})
			code = ""
		}
		if l.ShutAt.Set() {
			add("", page.S("Shut: "+l.ShutWhy, page.Bad), "", "")
		}
		if d.Shorts > 0 {
			add("", page.S(page.Counted(d.Shorts, "short pick")+" in 30 days", page.Warning), "", "")
		}
		for _, b := range d.Stock {
			picks := data.Quantity(0)
			for _, p := range d.Picks {
				if p.ProductID == b.ProductID {
					picks += p.Qty
				}
			}
			add(b.SKU, page.T(b.Name), page.FormatCount(int64(b.OnHand)), noZero(int64(picks)))
		}
		if code != "" {
			add("", page.S("empty", page.Muted), "", "")
		}
	}
	return out
}

func noZero(n int64) string {
	if n == 0 {
		return ""
	}
	return page.FormatCount(n)
}

func (m *shelfMap) row() (sideRow, bool) {
	rows := m.Side()
	if m.Row < 0 || m.Row >= len(rows) {
		return sideRow{}, false
	}
	return rows[m.Row], true
}

// LostRows are the places that stand nowhere on the map.
func (m *shelfMap) LostRows() page.Fixed {
	out := make(page.Fixed, len(m.Lost))
	for i, l := range m.Lost {
		p := m.places[l.ID]
		out[i] = []page.Cell{page.T(l.Code), page.T(page.FormatCount(p.UnitCount)), page.T(noZero(p.OpenPicks)), page.T(page.Sentence(l.Why))}
	}
	return out
}

// OpenLost shows what lies at a place that stands nowhere.
func (m *shelfMap) OpenLost(i int) {
	if i >= 0 && i < len(m.Lost) {
		m.desk.Open(page.To("stock", m.Lost[i].Code))
	}
}

var lostColumns = []page.Column{
	{ID: "code", Title: "Place", Width: 140, Strong: true},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 80},
	{ID: "picks", Title: "To pick", Kind: page.Number, Width: 80},
	{ID: "why", Title: "Why it stands nowhere", Grow: 1},
}

// Says is what stands at the bottom.
func (m *shelfMap) Says() string {
	if !m.HasMap() {
		return ""
	}
	if len(m.Marked) > 1 {
		return fmt.Sprintf("%s shelves are marked, %s", page.FormatCount(int64(len(m.Marked))), page.Counted(len(m.meant()), "place"))
	}
	text := page.Counted(m.standing, "place") + " on the map"
	if n := len(m.Lost); n > 0 {
		text += fmt.Sprintf(", %s nowhere (Ctrl+5)", page.FormatCount(int64(n)))
	}
	return text
}

// stand says how many places stand: "1 place stands", "12 places stand".
func stand(n int) string {
	if n == 1 {
		return "1 place stands"
	}
	return page.Counted(n, "place") + " stand"
}

// meant are the places on the shelves that are meant.
func (m *shelfMap) meant() []int64 {
	var out []int64
	for _, i := range m.Marked {
		if i >= 0 && i < len(m.Plan.Shapes) {
			for _, id := range m.Plan.Shapes[i].Places {
				if !slices.Contains(out, id) {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

// Open shows the product in a line at the side.
func (m *shelfMap) Open(row int) {
	m.Row = row
	if r, ok := m.row(); ok && r.sku != "" {
		m.desk.Open(page.To("product", string(r.sku)))
	}
}

// Scan looks at the place whose code is scanned.
func (m *shelfMap) Scan(code string) bool {
	was := m.At
	if !m.find(code) {
		return false
	}
	m.desk.Sound(true)
	to := m.At
	m.At = was
	m.Look(to)
	return true
}
