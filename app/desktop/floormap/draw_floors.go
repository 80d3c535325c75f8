package floormap

import (
	"errors"
	"fmt"

	"packbench/app"
	"packbench/app/desktop/page"
)

// mostAcross bounds a side of a floor, in squares.
const mostAcross = 400

// AskFloor asks for name and size of the floor that is shown.
func (m *drawPage) AskFloor() {
	w, h := size(m.Drawing, m.Level)
	f := &page.Form{Title: "This floor", Hint: "It grows and shrinks at its right and at its bottom.", Do: "Set", Light: true, Fields: []page.FormField{
		{ID: "name", Label: "Name", Value: m.Drawing.Floors[m.Level].Name},
		{ID: "wide", Label: "Wide", Value: lengthText(int64(w) * m.Drawing.Cell)},
		{ID: "deep", Label: "Deep", Value: lengthText(int64(h) * m.Drawing.Cell)},
	}}
	level := m.Level
	f.Submit = func() {
		r := reader{f: f}
		w, h := m.squares(&r, "wide"), m.squares(&r, "deep")
		d := copied(m.Drawing)
		d.Floors[level].Name = f.Value("name")
		if !r.bad && !resized(&d, level, w, h) {
			r.refuse("wide", errors.New("something stands outside of that: move it first"))
		}
		m.finish(f, r, d)
	}
	m.open(f)
}

func (m *drawPage) squares(r *reader, id string) int {
	n := int((r.length(id) + m.Drawing.Cell/2) / m.Drawing.Cell)
	if !r.bad && (n < 1 || n > mostAcross) {
		r.refuse(id, fmt.Errorf("1 to %d squares of %s", mostAcross, lengthText(m.Drawing.Cell)))
	}
	return n
}

// open asks something that is not about a rack.
func (m *drawPage) open(f *page.Form) {
	m.let()
	m.Form, m.Looking = f, false
	m.OnChange()
}

// finish takes a drawing that a form has made, if it could be read.
func (m *drawPage) finish(f *page.Form, r reader, d app.FloorDrawing) {
	if r.bad {
		m.OnChange()
		return
	}
	m.Drawing = d
	m.let()
	m.did()
}

// AskPaper asks how large a square is, and how codes are read.
func (m *drawPage) AskPaper() {
	f := &page.Form{Title: "Squares and codes", Do: "Set", Light: true, Fields: []page.FormField{
		{ID: "square", Label: "A square is wide", Value: lengthText(m.Drawing.Cell), Hint: "What is drawn grows and shrinks with it."},
		{ID: "pattern", Label: "A code on a shelf is", Value: m.Pattern, Hint: "Also {side}; {bay:2} two digits; {side?} not always"},
	}}
	f.Submit = func() {
		r := reader{f: f}
		d := copied(m.Drawing)
		if d.Cell = r.length("square"); !r.bad && d.Cell < 10 {
			r.refuse("square", errors.New("at least 10 mm"))
		}
		if _, err := app.ReadCodes(f.Value("pattern"), nil); err != nil {
			_, why, _ := app.FloorFault(err)
			r.refuse("pattern", errors.New(why))
		}
		if !r.bad {
			m.Pattern = f.Value("pattern")
		}
		m.finish(f, r, d)
	}
	m.open(f)
}

// AddFloor puts another floor on top, as large as the one that is shown.
func (m *drawPage) AddFloor() {
	w, h := size(m.Drawing, m.Level)
	d := copied(m.Drawing)
	d.Floors = append(d.Floors, app.DrawnFloor{Name: fmt.Sprintf("Floor %d", len(d.Floors)+1), Rows: bare(w, h)})
	m.Drawing = d
	m.Level = len(d.Floors) - 1
	m.let()
	m.did()
	m.AskFloor()
}

// RemoveFloor takes the floor that is shown away, with what stands on it.
func (m *drawPage) RemoveFloor() {
	if len(m.Drawing.Floors) < 2 {
		return
	}
	d := copied(m.Drawing)
	removeFloor(&d, m.Level)
	m.Drawing = d
	m.Level = max(0, m.Level-1)
	m.let()
	m.did()
}

// band is what a stroke that has begun would draw.
func (m *drawPage) band() (area, bool) {
	switch {
	case m.From != nil && m.Tool == toolWay:
		return along(*m.From, m.At), true
	case m.From != nil && !m.atOnce():
		return between(*m.From, m.At), true
	}
	return area{}, false
}

// chosen is the area of the rack that is chosen.
func (m *drawPage) chosen() (area, bool) {
	if m.Rack < 0 || m.Rack >= len(m.Drawing.Racks) {
		return area{}, false
	}
	return rackArea(m.Drawing.Racks[m.Rack]), true
}
