package floormap

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
)

// choose chooses the rack on a square, or none.
func (m *drawPage) choose(c app.FloorCell) {
	m.Rack, m.Form = -1, nil
	for i, r := range m.Drawing.Racks {
		if rackArea(r).has(c) {
			m.Rack = i
			m.askRack(false)
		}
	}
	m.OnChange()
}

// usualBay is how wide a bay is where nobody has said so, millimetres.
const usualBay = 1000

// addRack puts a rack on an area and asks what is on it.
func (m *drawPage) addRack(r area) {
	d := &m.Drawing
	aisle := "A"
	if n := len(d.Racks); n > 0 {
		aisle = d.Racks[n-1].Aisle
	} else if all := app.AislesOf(m.Pattern, m.Codes); len(all) > 0 && all[0] != "" {
		aisle = all[0]
	}
	bays := max(1, int(int64(max(r.w, r.h))*d.Cell/usualBay))
	first := 1
	for _, k := range d.Racks { // an aisle goes on where its last rack ended
		if k.Aisle == aisle {
			first = max(first, k.LastBay+1)
		}
	}
	fill(d, r, '.')
	d.Racks = append(d.Racks, app.FloorRack{Floor: r.floor, X: r.x, Y: r.y, W: r.w, H: r.h, Aisle: aisle, FirstBay: first, LastBay: first + bays - 1})
	m.Rack = len(d.Racks) - 1
	m.did()
	m.askRack(true)
	m.OnChange()
}

// CopyRack puts another rack of the next aisle beside the one that is chosen.
func (m *drawPage) CopyRack() {
	if m.Rack < 0 {
		return
	}
	r := m.Drawing.Racks[m.Rack]
	w, h := size(m.Drawing, r.Floor)
	gap := max(1, int((2000+m.Drawing.Cell-1)/m.Drawing.Cell)) // two metres to walk in
	if r.H >= r.W {
		r.X += r.W + gap
	} else {
		r.Y += r.H + gap
	}
	if r.X+r.W > w || r.Y+r.H > h {
		m.Trouble = &page.Notice{State: page.Warning, Title: "There is no room for another rack beside it", Hint: "Make the floor larger with F4."}
		m.OnChange()
		return
	}
	r.Aisle = nextAisle(r.Aisle)
	m.Trouble = nil
	m.Drawing.Racks = append(m.Drawing.Racks, r)
	m.Rack = len(m.Drawing.Racks) - 1
	m.did()
	m.askRack(true)
	m.OnChange()
}

// Remove takes the rack that is chosen away.
func (m *drawPage) Remove() {
	if m.Rack < 0 {
		return
	}
	m.Drawing.Racks = slices.Delete(slices.Clone(m.Drawing.Racks), m.Rack, m.Rack+1)
	m.let()
	m.did()
}

// CloseForm lets go of what is asked.
func (m *drawPage) CloseForm() {
	m.Form, m.Rack = nil, -1
	m.OnChange()
}

// How bays are spread on a rack, as the form says it.
const (
	everyBay   = "every bay"
	everyOther = "every other bay"
	fromFirst  = "from left, or top"
	fromLast   = "from right, or bottom"
	anySide    = "any side with floor"
)

var sidesOf = []string{anySide, "up", "down", "left", "right"}

// askRack asks about the rack that is chosen; with fresh, the keyboard goes there at
// once.
func (m *drawPage) askRack(fresh bool) {
	r := m.Drawing.Racks[m.Rack]
	pick := func(on bool, yes, no string) string {
		if on {
			return yes
		}
		return no
	}
	faces := r.Faces
	if faces == "" {
		faces = anySide
	}
	at, changed := m.Rack, false
	f := &page.Form{Title: fmt.Sprintf("Rack of %s by %s", lengthText(int64(r.W)*m.Drawing.Cell), lengthText(int64(r.H)*m.Drawing.Cell)), Do: "Done", Light: true, Fields: []page.FormField{
		{ID: "aisle", Label: "Aisle", Value: r.Aisle},
		{ID: "first", Label: "First bay", Value: strconv.Itoa(r.FirstBay)},
		{ID: "last", Label: "Last bay", Value: strconv.Itoa(r.LastBay)},
		{ID: "step", Label: "It has", Value: pick(r.Step == 2, everyOther, everyBay), Choices: []string{everyBay, everyOther}},
		{ID: "reverse", Label: "Numbered", Value: pick(r.Reverse, fromLast, fromFirst), Choices: []string{fromFirst, fromLast}},
		{ID: "faces", Label: "Reached from", Value: faces, Choices: sidesOf},
		{ID: "side", Label: "Only side", Value: r.Side, Placeholder: "all sides"},
		{ID: "zone", Label: "Zone", Value: r.Zone},
	}}
	f.OnType = func(string) {
		f.Clear()
		to, ok := readRack(f, m.Drawing.Racks[at])
		if !ok {
			return
		}
		m.Drawing.Racks = slices.Clone(m.Drawing.Racks)
		m.Drawing.Racks[at] = to
		if changed { // one step back takes back all that was typed
			m.past.amend(copied(m.Drawing))
			m.changed()
			return
		}
		changed = true
		m.did()
	}
	f.Submit = func() {
		if _, ok := readRack(f, r); ok {
			m.CloseForm()
		} else {
			m.OnChange()
		}
	}
	m.Form, m.Looking = f, !fresh
}

// readRack reads what is typed about a rack.
func readRack(f *page.Form, was app.FloorRack) (app.FloorRack, bool) {
	r := reader{f: f}
	was.Aisle, was.Side, was.Zone = strings.ToUpper(f.Value("aisle")), strings.ToUpper(f.Value("side")), f.Value("zone")
	was.FirstBay, was.LastBay = r.number("first", 0, 100_000), r.number("last", 0, 100_000)
	was.Step, was.Reverse, was.Faces = 1, f.Value("reverse") == fromLast, f.Value("faces")
	if f.Value("step") == everyOther {
		was.Step = 2
	}
	if was.Faces == anySide {
		was.Faces = ""
	}
	if was.Aisle == "" {
		f.Refuse("aisle", "as in the codes on its shelves")
	}
	if !r.bad && was.LastBay < was.FirstBay {
		f.Refuse("last", fmt.Sprintf("not before the first, %d", was.FirstBay))
	}
	return was, f.Sound()
}

// usualStairs is how long a walk takes as long as a flight of stairs, millimetres.
const usualStairs = 10_000

// stairs sets one end of stairs, or the other.
func (m *drawPage) stairs(c app.FloorCell) {
	if m.Half == nil {
		m.Half = &c
		m.OnChange()
		return
	}
	from := *m.Half
	m.Half = nil
	if from == c {
		m.OnChange()
		return
	}
	m.Drawing.Stairs = append(m.Drawing.Stairs, app.FloorStairs{From: from, To: c, Cost: usualStairs})
	m.did()
	at := len(m.Drawing.Stairs) - 1
	f := &page.Form{Title: "Stairs, or a lift", Hint: "How long a walk on the floor takes the same time.", Do: "Done", Light: true, Fields: []page.FormField{{ID: "cost", Label: "As long as", Value: lengthText(usualStairs)}}}
	f.Submit = func() {
		r := reader{f: f}
		if cost := r.length("cost"); !r.bad && at < len(m.Drawing.Stairs) {
			m.Drawing.Stairs[at].Cost = cost
			m.did()
			m.CloseForm()
			return
		}
		m.OnChange()
	}
	m.Form, m.Looking = f, false
	m.OnChange()
}
