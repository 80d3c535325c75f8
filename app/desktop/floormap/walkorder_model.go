package floormap

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// orderShop is what the page of the walking order asks.
type orderShop interface {
	undoer
	FloorMap(ctx context.Context) (app.FloorMap, error)
	TryFloorMap(ctx context.Context, m app.FloorMap) (app.MapTrial, error)
	SetWalkNumbers(ctx context.Context, who data.Actor, op data.Op, places []int64) error
}

// walkOrder is the order in which places are walked, one aisle of it shown.
type walkOrder struct {
	sheet
	Kind   string // whether the shop has a map besides: "", or what it is
	Aisle  string // the aisle that is shown
	Marked []int  // the places of it that are meant
	Aisles []int  // the aisles that are meant

	shop   orderShop
	order  []app.FloorPlace
	aisle  map[int64]string
	base   []app.FloorPlace // as it was read
	own    bool             // the shop has an order of its own
	begun  bool
	past   past[[]app.FloorPlace]
	groups []group
}

// group is an aisle: its places in their order.
type group struct {
	name   string
	places []app.FloorPlace
	first  int // where its first place stands among all
}

// elsewhere is where codes stand that name no aisle.
const elsewhere = "others"

func newWalkOrder(shop orderShop, who func() data.Actor, desk page.Desk) *walkOrder {
	m := &walkOrder{sheet: newSheet(shop, who, desk), shop: shop}
	m.again = m.Reload
	return m
}

type orderRead struct {
	m      app.FloorMap
	places []app.FloorPlace
}

// Reload reads the order. One that is being changed is not replaced.
func (m *walkOrder) Reload() {
	page.Load(m.desk.Runner(), &m.loading, page.Patience, func(ctx context.Context) (r orderRead, err error) {
		if r.m, err = m.shop.FloorMap(ctx); err != nil {
			return r, err
		}
		t, err := m.shop.TryFloorMap(ctx, app.FloorMap{}) // without a map every place fits
		r.places = t.Fits
		return r, err
	}, func(r orderRead, err error) {
		if m.Notice = page.Explain("read the walking order", err, m.Reload); err == nil && !m.Typed() {
			m.begin(r)
		}
		m.OnChange()
	})
	m.OnChange()
}

func (m *walkOrder) begin(r orderRead) {
	m.begun, m.own = true, slices.ContainsFunc(r.places, func(p app.FloorPlace) bool { return p.WalkNo > 0 })
	m.Kind = map[bool]string{true: "", false: string(r.m.Kind)}[r.m.Kind == app.FloorCodes]
	slices.SortFunc(r.places, func(a, b app.FloorPlace) int {
		if (a.WalkNo == 0) != (b.WalkNo == 0) {
			return cmp.Compare(b.WalkNo, a.WalkNo) // those without come last
		}
		return cmp.Or(cmp.Compare(a.WalkNo, b.WalkNo), app.CompareCodes(a.Code, b.Code))
	})
	codes := make([]string, len(r.places))
	for i, p := range r.places {
		codes[i] = p.Code
	}
	m.aisle = make(map[int64]string, len(codes))
	for i, a := range app.AislesOf(r.m.Pattern, codes) {
		if a == "" {
			a = elsewhere
		}
		m.aisle[r.places[i].ID] = a
	}
	m.base = r.places
	m.past.begin(r.places)
	m.set(r.places)
}

// set shows another order.
func (m *walkOrder) set(order []app.FloorPlace) {
	m.order, m.groups = order, nil
	at := map[string]int{}
	for i, p := range order {
		name := m.aisle[p.ID]
		g, ok := at[name]
		if !ok {
			g = len(m.groups)
			at[name] = g
			m.groups = append(m.groups, group{name: name, first: i})
		}
		m.groups[g].places = append(m.groups[g].places, p)
	}
	if _, ok := at[m.Aisle]; !ok && len(m.groups) > 0 {
		m.Aisle = m.groups[0].name
	}
}

// change makes another order, to be taken back.
func (m *walkOrder) change(order []app.FloorPlace) {
	m.past.did(order)
	m.set(order)
	m.OnChange()
}

func (m *walkOrder) retrace(d int) bool {
	was, ok := m.past.step(d)
	if ok {
		m.set(was)
		m.OnChange()
	}
	return ok
}

// Typed says that something is not saved.
func (m *walkOrder) Typed() bool {
	return !slices.EqualFunc(m.order, m.base, func(a, b app.FloorPlace) bool { return a.ID == b.ID })
}

// Look shows the places of an aisle.
func (m *walkOrder) Look(i int) {
	if i >= 0 && i < len(m.groups) && m.groups[i].name != m.Aisle {
		m.Aisle, m.Marked = m.groups[i].name, nil
		m.OnChange()
	}
}

func (m *walkOrder) shown() group {
	for _, g := range m.groups {
		if g.name == m.Aisle {
			return g
		}
	}
	return group{}
}

var (
	groupColumns = []page.Column{
		{ID: "aisle", Title: "Aisle", Width: 90, Strong: true},
		{ID: "from", Title: "From", Kind: page.Number, Width: 76},
		{ID: "places", Title: "Places", Kind: page.Number, Width: 76},
	}
	placeColumns = []page.Column{
		{ID: "no", Title: "Number", Kind: page.Number, Width: 84},
		{ID: "code", Title: "Place", Width: 160, Strong: true},
		{ID: "zone", Title: "Zone", Grow: 1},
		{ID: "was", Title: "Saved number", Kind: page.Number, Width: 116},
	}
)

// GroupRows are the aisles in their order of walking.
func (m *walkOrder) GroupRows() page.Fixed {
	out := make(page.Fixed, len(m.groups))
	for i, g := range m.groups {
		out[i] = []page.Cell{page.T(g.name), page.T(walkNumber(g.first)), page.T(page.FormatCount(int64(len(g.places))))}
	}
	return out
}

// walkNumber is the number of a place in the order: there is room between two.
func walkNumber(at int) string { return page.FormatCount(int64(at+1) * 10) }

// PlaceRows are the places of the aisle that is shown.
func (m *walkOrder) PlaceRows() page.Fixed {
	out := page.Fixed{}
	for i, p := range m.order {
		if m.aisle[p.ID] == m.Aisle {
			was := page.S("none", page.Muted)
			if p.WalkNo > 0 {
				was = page.T(page.FormatCount(p.WalkNo))
			}
			out = append(out, []page.Cell{page.T(walkNumber(i)), page.T(p.Code), page.T(p.Zone), was})
		}
	}
	return out
}

// Move puts places of the aisle before another of it; where the aisle's places stand
// among all others stays.
func (m *walkOrder) Move(rows []int, before int) {
	m.put(moved(m.shown().places, rows, before))
}

// put gives the places of the aisle that is shown another order.
func (m *walkOrder) put(places []app.FloorPlace) {
	order, next := slices.Clone(m.order), 0
	for i, p := range order {
		if m.aisle[p.ID] == m.Aisle {
			order[i] = places[next]
			next++
		}
	}
	m.change(order)
}

// MoveAisles puts whole aisles before another.
func (m *walkOrder) MoveAisles(rows []int, before int) {
	moving := map[string]bool{}
	for _, r := range rows {
		moving[m.groups[r].name] = true
	}
	for before < len(m.groups) && moving[m.groups[before].name] {
		before++
	}
	var taken, order []app.FloorPlace
	for _, r := range rows {
		taken = append(taken, m.groups[r].places...)
	}
	for _, p := range m.order {
		if moving[m.aisle[p.ID]] {
			continue
		}
		if before < len(m.groups) && p.ID == m.groups[before].places[0].ID {
			order = append(order, taken...)
			taken = nil
		}
		order = append(order, p)
	}
	m.change(append(order, taken...))
}

// SortAisle sorts the places of the aisle by code.
func (m *walkOrder) SortAisle() {
	places := slices.Clone(m.shown().places)
	slices.SortFunc(places, byCode)
	m.put(places)
}

func byCode(a, b app.FloorPlace) int { return app.CompareCodes(a.Code, b.Code) }

// Turn has the aisle walked from its other end.
func (m *walkOrder) Turn() {
	places := slices.Clone(m.shown().places)
	slices.Reverse(places)
	m.put(places)
}

// SortAll walks everything by code; with upAndDown, every other aisle from its far
// end, as one walks through aisles that are open at both ends.
func (m *walkOrder) SortAll(upAndDown bool) {
	order := slices.Clone(m.order)
	slices.SortFunc(order, byCode)
	if upAndDown {
		from := 0
		for i, back := 0, false; i <= len(order); i++ {
			if i < len(order) && m.aisle[order[i].ID] == m.aisle[order[from].ID] {
				continue
			}
			if back {
				slices.Reverse(order[from:i])
			}
			from, back = i, !back
		}
	}
	m.change(order)
}

// Save gives every place its number.
func (m *walkOrder) Save() {
	ids := make([]int64, len(m.order))
	for i, p := range m.order {
		ids[i] = p.ID
	}
	m.number(ids, "The walking order is saved: "+page.Counted(len(ids), "place"))
}

// Forget takes all numbers away: places are walked by their codes.
func (m *walkOrder) Forget() { m.number(nil, "Places are walked by their codes again") }

func (m *walkOrder) number(ids []int64, says string) {
	op := data.NewOp("walk numbers", ids)
	m.do("save the walking order", op, func(ctx context.Context, who data.Actor) error {
		return m.shop.SetWalkNumbers(ctx, who, op, ids)
	}, func() string { return says }, func(err error) {
		if err == nil {
			m.base = m.order
			m.Reload()
		}
	})
}

// Says is what stands at the bottom.
func (m *walkOrder) Says() string {
	switch {
	case !m.begun:
		return ""
	case m.Typed():
		return "Changed, not saved yet"
	case !m.own:
		return "No order of its own yet: places are walked by their codes"
	case m.Kind != "":
		return "The map decides; this order stands in where it knows no place"
	}
	return fmt.Sprintf("%s in their order", page.Counted(len(m.order), "place"))
}
