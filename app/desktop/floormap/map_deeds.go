package floormap

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// CloseForm leaves the form that is open.
func (m *shelfMap) CloseForm() {
	m.Form = nil
	m.OnChange()
}

// zoneNames are the zones there are, in order.
func zoneNames(p app.FloorPlan) []string {
	seen := map[string]bool{}
	for _, s := range p.Shapes {
		if s.Zone != "" {
			seen[s.Zone] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// AskZone asks for the zone of the shelves that are meant.
func (m *shelfMap) AskZone() {
	places := m.meant()
	if len(places) == 0 {
		return
	}
	hint := "Nothing means the zone of their aisle."
	if names := zoneNames(m.Plan); len(names) > 0 {
		hint += " There are " + strings.Join(names, ", ") + "."
	}
	zone := m.places[places[0]].Zone
	op := data.NewOp("set zones", nil)
	m.Form = &page.Form{Title: "Zone of " + page.Counted(len(places), "place"), Hint: hint, Do: "Set", Fields: []page.FormField{{ID: "zone", Label: "Zone", Value: zone, Placeholder: "front, cold room, ..."}}}
	m.Form.Submit = func() {
		f := m.Form
		zone := f.Value("zone")
		says := page.Counted(len(places), "place") + " are in zone " + zone
		if zone == "" {
			says = page.Counted(len(places), "place") + " have the zone of their aisle"
		}
		m.answer(f, "set the zone", op, func(ctx context.Context, who data.Actor) error {
			return m.shop.SetZones(ctx, who, op.For(zone), zone, places)
		}, func() string { return says })
	}
	m.OnChange()
}

// answer does what a form asks; it is closed when it is done.
func (m *shelfMap) answer(f *page.Form, doing string, op data.Op, deed func(context.Context, data.Actor) error, says func() string) {
	f.Busy = true
	m.do(doing, op, deed, says, func(err error) {
		f.Busy = false
		if err != nil {
			f.Fail(doing, err)
			m.Trouble = nil
			return
		}
		if m.Form == f {
			m.Form = nil
		}
		m.Reload()
	})
}

// place is the place at the side that is meant.
func (m *shelfMap) place() (data.Location, bool) {
	r, ok := m.row()
	return r.place, ok
}

// record is what the history is asked of: the place at the side, or else the map.
func (m *shelfMap) record() (page.Record, bool) {
	if l, ok := m.place(); ok {
		return page.Record{Entity: "location", ID: l.ID, Name: l.Code}, true
	}
	return page.Record{Entity: "setting", Action: data.FloorSetting, Name: "the map of the floor"}, m.HasMap()
}

// AskShut asks why a place is shut.
func (m *shelfMap) AskShut() {
	l, ok := m.place()
	if !ok || l.ShutAt.Set() {
		return
	}
	op := data.NewOp("shut place", l.ID)
	m.Form = &page.Form{Title: "Shut " + l.Code, Hint: "No walk goes there until it is opened again. What open lists wanted there is looked for elsewhere.", Do: "Shut", Fields: []page.FormField{
		{ID: "why", Label: "Why", Placeholder: "broken shelf, spill, wrong stock, ..."},
	}}
	m.Form.Submit = func() {
		f := m.Form
		why := f.Value("why")
		if why == "" {
			f.Refuse("why", "say why, for who opens it again")
			return
		}
		var nowhere data.Quantity
		m.answer(f, "shut "+l.Code, op, func(ctx context.Context, who data.Actor) (err error) {
			nowhere, err = m.shop.ShutPlace(ctx, who, op.For(why), l.ID, why)
			return err
		}, func() string {
			if nowhere > 0 {
				return fmt.Sprintf("%s is shut; %s on order lie nowhere else", l.Code, page.Counted(nowhere, "unit"))
			}
			return l.Code + " is shut"
		})
	}
	m.OnChange()
}

// OpenShut lets walks pass a place again.
func (m *shelfMap) OpenShut() {
	l, ok := m.place()
	if !ok || !l.ShutAt.Set() {
		return
	}
	op := data.NewOp("open place", l.ID)
	m.do("open "+l.Code, op, func(ctx context.Context, who data.Actor) error {
		return m.shop.OpenPlace(ctx, who, op, l.ID)
	}, func() string { return l.Code + " is open again" }, func(error) { m.Reload() })
}
