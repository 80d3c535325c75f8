package setup

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"packbench/app/desktop/page"
	"packbench/data"
)

func upper(s string) string { return strings.ToUpper(s) }

// shelves is what the section of locations asks.
type shelves interface {
	histories
	Places(ctx context.Context) ([]data.LocationStockRow, error)
	SaveLocation(ctx context.Context, who data.Actor, op data.Op, l data.Location) (int64, error)
	ArchiveLocation(ctx context.Context, who data.Actor, op data.Op, id int64) error
}

// placesPart is the list of locations.
type placesPart struct {
	part
	Places []data.LocationStockRow
	At     int // the row under the cursor

	shop shelves
}

func newPlacesPart(p part, shop shelves) *placesPart { return &placesPart{part: p, shop: shop} }

// Reload reads the locations.
func (m *placesPart) Reload() {
	ask(&m.part, "read the locations", m.Reload, m.shop.Places, func(all []data.LocationStockRow) { m.Places = all })
}

var placeColumns = []page.Column{
	{ID: "code", Title: "Location", Width: 120, Strong: true},
	{ID: "kind", Title: "Kind", Width: 96},
	{ID: "zone", Title: "Zone", Grow: 1},
	{ID: "sellable", Title: "Sold from", Width: 80},
	{ID: "pickable", Title: "Picked from", Width: 88},
	{ID: "products", Title: "Products", Kind: page.Number, Width: 76},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 72},
}

// Rows is the list as a table shows it.
func (m *placesPart) Rows() page.Fixed {
	out := make(page.Fixed, len(m.Places))
	for i, l := range m.Places {
		out[i] = []page.Cell{page.T(l.Code), page.T(l.Kind), page.T(l.Zone), page.T(yes(l.IsSellable)), page.T(yes(l.Pickable)), page.T(page.FormatCount(l.ProductCount)), page.T(page.FormatCount(l.UnitCount))}
	}
	return out
}

// Says is what stands at the bottom.
func (m *placesPart) Says() string {
	return page.FormatCount(int64(len(m.Places))) + " locations"
}

// Cursor says which row is meant.
func (m *placesPart) Cursor(i int) { m.At = i }

func (m *placesPart) here() (data.LocationStockRow, bool) {
	if m.At < 0 || m.At >= len(m.Places) {
		return data.LocationStockRow{}, false
	}
	return m.Places[m.At], true
}

var placeKindNames = []string{"bin", "receiving", "staging", "packing", "quarantine"}

// New asks for a location.
func (m *placesPart) New() {
	op := data.NewOp("add location", nil)
	m.show(&page.Form{Title: "New location", Hint: "A code is read from the shelf and scanned: letters, digits, signs, no blanks. Walks follow the codes in natural order.", Do: "Add", Fields: []page.FormField{
		{ID: "code", Label: "Code", Placeholder: "A-03-2-L"},
		{ID: "kind", Label: "Kind", Value: "bin", Choices: placeKindNames},
		{ID: "zone", Label: "Zone", Placeholder: "front, cold room, ..."},
		{ID: "use", Label: "Goods there are", Value: "sold and picked", Choices: []string{"sold and picked", "sold, not picked", "not sold"}},
	}, Submit: func() {
		f := m.Form
		l := data.Location{Code: f.Value("code"), Kind: f.Value("kind"), Zone: f.Value("zone"), Sellable: f.Value("use") != "not sold", Pickable: f.Value("use") == "sold and picked"}
		for _, p := range m.Places {
			if p.Code == l.Code {
				f.Refuse("code", l.Code+" is there already")
				return
			}
		}
		m.submit("add the location", "Added "+l.Code, func(ctx context.Context) error {
			_, err := m.shop.SaveLocation(ctx, m.who(), op.For(l).Began(data.Location{}), l)
			return err
		}, m.Reload)
	}})
}

// Edit asks for another zone.
func (m *placesPart) Edit() {
	l, ok := m.here()
	if !ok {
		return
	}
	began := placeOf(l)
	op := data.NewOp("change location", l.ID)
	f := &page.Form{Title: "Zone of " + l.Code, Hint: "Kind and use of a place stay as they are: stock that lies there depends on them.", Do: "Save", Fields: zoneFields(began)}
	f.Changing(func(ctx context.Context) (page.Newer, error) {
		n, err := newer(ctx, m.shop, "location", l.ID)
		if err != nil {
			return n, err
		}
		all, err := m.shop.Places(ctx)
		if at := slices.IndexFunc(all, func(now data.LocationStockRow) bool { return now.ID == l.ID }); at >= 0 {
			now := placeOf(all[at])
			n.Fields, n.Begin = zoneFields(now), func() { began = now }
		} else {
			n.Gone = l.Code + " was taken out of use" + n.By("archived")
		}
		return n, err
	})
	f.Submit = func() {
		to := began
		to.Zone = f.Value("zone")
		sent := op.For(to).Began(began)
		m.submit("change the location", l.Code+" is in zone "+to.Zone, func(ctx context.Context) error {
			_, err := m.shop.SaveLocation(ctx, m.who(), sent, to)
			return err
		}, m.Reload)
	}
	m.show(f)
}

// placeOf is a row of the list as the place that it tells of.
func placeOf(l data.LocationStockRow) data.Location {
	return data.Location{ID: l.ID, Code: l.Code, Kind: l.Kind, Zone: l.Zone, Sellable: l.IsSellable, Pickable: l.Pickable, WalkNo: l.WalkNo, ShutAt: l.ShutAt, ShutWhy: l.ShutWhy}
}

func zoneFields(l data.Location) []page.FormField {
	return []page.FormField{{ID: "zone", Label: "Zone", Value: l.Zone}}
}

// Archive takes an empty place out of use.
func (m *placesPart) Archive() {
	l, ok := m.here()
	if !ok {
		return
	}
	op := data.NewOp("archive location", l.ID)
	m.do(fmt.Sprintf("take %s out of use", l.Code), l.Code+" is out of use", func(ctx context.Context) error {
		return m.shop.ArchiveLocation(ctx, m.who(), op, l.ID)
	}, m.Reload)
}

// Commands is what can be done here.
func (m *placesPart) Commands() page.Commands {
	some := func() bool { _, ok := m.here(); return ok && m.Form == nil }
	return page.Commands{
		{ID: "places.import", Title: "Bring a list in", Key: "Ctrl+I", Group: "Locations", Run: func() { m.open("setup/import?kind=locations") }},
		{ID: "places.map", Title: "Map", Group: "Locations", Hint: "Where they stand, and how walks go past them.", Run: func() { m.open("map") }},
		{ID: "places.labels", Title: "Labels", Key: "Ctrl+P", Group: "Locations", Run: func() { m.open("locationlabels") }},
		{ID: "places.archive", Title: "Take out of use", Key: "Ctrl+Delete", Group: "Locations", Rows: true, Enabled: some, Run: m.Archive},
		{ID: "places.edit", Title: "Change zone", Key: "F4", Group: "Locations", Rows: true, Enabled: some, Run: m.Edit},
		{ID: "places.new", Title: "New location", Key: "Ctrl+N", Group: "Locations", Primary: true, Run: m.New},
	}
}

// Open is Enter on a row.
func (m *placesPart) Open(i int) { m.At = i; m.Edit() }
