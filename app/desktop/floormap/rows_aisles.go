package floormap

import (
	"fmt"
	"slices"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
)

var aisleColumns = []page.Column{
	{ID: "code", Title: "Aisle", Width: 60, Strong: true},
	{ID: "pitch", Title: "To next", Width: 68, Kind: page.Number},
	{ID: "way", Title: "One way", Width: 100},
	{ID: "zone", Title: "Zone", Grow: 1},
}

// AisleRows are the aisles from left to right.
func (m *rowsPage) AisleRows() page.Fixed {
	out := make(page.Fixed, len(m.Aisles))
	for i, a := range m.Aisles {
		out[i] = []page.Cell{page.T(a.Code), page.T(lengthText(a.Pitch)), page.T(wayNames[a.OneWay]), page.T(a.Zone)}
	}
	return out
}

// The ways through an aisle, as people say them.
const (
	bothWays   = "both ways"
	frontBack  = "front to back"
	backFront  = "back to front"
	leaveAsIs  = "leave as it is"
	anyAtFront = "front"
	anyAtBack  = "back"
)

var wayNames = map[string]string{"": "", "up": frontBack, "down": backFront}

// setAisles changes the aisles, to be taken back.
func (m *rowsPage) setAisles(aisles []app.FloorAisle) {
	m.Aisles = aisles
	m.past.did(slices.Clone(aisles))
	m.changed()
	m.OnChange()
}

// retrace takes back a change of the aisles (-1), or does it again.
func (m *rowsPage) retrace(d int) bool {
	was, ok := m.past.step(d)
	if ok {
		m.Aisles = slices.Clone(was)
		m.changed()
		m.OnChange()
	}
	return ok
}

// Move puts aisles before another.
func (m *rowsPage) Move(rows []int, before int) { m.setAisles(moved(m.Aisles, rows, before)) }

// moved gives a list with some of its rows, which stand in order, put before another.
func moved[T any](all []T, rows []int, before int) []T {
	var taken, head, tail []T
	for i, v := range all {
		switch {
		case slices.Contains(rows, i):
			taken = append(taken, v)
		case i < before:
			head = append(head, v)
		default:
			tail = append(tail, v)
		}
	}
	return slices.Concat(head, taken, tail)
}

// CloseAisle leaves what is asked about an aisle.
func (m *rowsPage) CloseAisle() {
	m.Aisle = nil
	m.OnChange()
}

func (m *rowsPage) meant() []int {
	return slices.DeleteFunc(slices.Clone(m.Marked), func(i int) bool { return i < 0 || i >= len(m.Aisles) })
}

// EditAisles asks about the aisles that are meant; what is left empty for several
// stays as it is.
func (m *rowsPage) EditAisles() {
	rows := m.meant()
	if len(rows) == 0 {
		return
	}
	first := m.Aisles[rows[0]]
	ways := []string{bothWays, frontBack, backFront}
	way := wayNames[first.OneWay]
	if way == "" {
		way = bothWays
	}
	if len(rows) == 1 {
		m.ask(fmt.Sprintf("Aisle %s", first.Code), "Change", first, way, ways, true, func(f *page.Form, a app.FloorAisle) {
			all := slices.Clone(m.Aisles)
			all[rows[0]] = a
			m.setAisles(all)
		})
		return
	}
	m.ask(fmt.Sprintf("%d aisles", len(rows)), "Change", app.FloorAisle{}, leaveAsIs, append([]string{leaveAsIs}, ways...), false, func(f *page.Form, a app.FloorAisle) {
		all := slices.Clone(m.Aisles)
		for _, i := range rows {
			if f.Value("pitch") != "" {
				all[i].Pitch = a.Pitch
			}
			if f.Value("way") != leaveAsIs {
				all[i].OneWay = a.OneWay
			}
			if f.Value("zone") != "" {
				all[i].Zone = a.Zone
			}
		}
		m.setAisles(all)
	})
}

// AddAisle asks for one more aisle, right of those that are meant.
func (m *rowsPage) AddAisle() {
	at, like := len(m.Aisles), app.FloorAisle{Pitch: 3000}
	if rows := m.meant(); len(rows) > 0 {
		at = rows[len(rows)-1] + 1
		like.Pitch, like.Zone = m.Aisles[at-1].Pitch, m.Aisles[at-1].Zone
	}
	m.ask("One more aisle", "Add", like, bothWays, []string{bothWays, frontBack, backFront}, true, func(_ *page.Form, a app.FloorAisle) {
		m.setAisles(slices.Insert(slices.Clone(m.Aisles), at, a))
	})
}

// RemoveAisles takes the aisles that are meant off the map.
func (m *rowsPage) RemoveAisles() {
	rows := m.meant()
	var left []app.FloorAisle
	for i, a := range m.Aisles {
		if !slices.Contains(rows, i) {
			left = append(left, a)
		}
	}
	m.setAisles(left)
}

// ask opens the questions about an aisle.
func (m *rowsPage) ask(title, do string, a app.FloorAisle, way string, ways []string, one bool, then func(*page.Form, app.FloorAisle)) {
	pitch := ""
	if one {
		pitch = lengthText(a.Pitch)
	}
	f := &page.Form{Title: title, Do: do, Light: true, Fields: []page.FormField{
		{ID: "pitch", Label: "To the next aisle", Value: pitch, Placeholder: "3 m", Hint: "From the middle of one to the middle of the other."},
		{ID: "way", Label: "One way", Value: way, Choices: ways},
		{ID: "zone", Label: "Zone", Value: a.Zone},
	}}
	if one {
		f.Fields = slices.Insert(f.Fields, 0, page.FormField{ID: "code", Label: "Code", Value: a.Code, Placeholder: "as in the codes on its shelves"})
	}
	for i := range f.Fields {
		f.Fields[i].Base = f.Fields[i].Value
	}
	f.Submit = func() {
		r := reader{f: f}
		b := app.FloorAisle{Code: a.Code, Zone: f.Value("zone")}
		switch f.Value("way") {
		case frontBack:
			b.OneWay = "up"
		case backFront:
			b.OneWay = "down"
		}
		if one || f.Value("pitch") != "" {
			b.Pitch = r.length("pitch")
		}
		if one {
			b.Code = strings.ToUpper(f.Value("code"))
			switch {
			case b.Code == "":
				f.Refuse("code", "an aisle has a code")
			case b.Code != a.Code && slices.ContainsFunc(m.Aisles, func(o app.FloorAisle) bool { return strings.EqualFold(o.Code, b.Code) }):
				f.Refuse("code", b.Code+" is there already")
			}
		}
		if !f.Sound() {
			m.OnChange()
			return
		}
		m.Aisle = nil
		then(f, b)
	}
	m.Aisle = f
	m.OnChange()
}
