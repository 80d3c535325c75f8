package floormap

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// mapper is what the pages ask on which a map is described.
type mapper interface {
	undoer
	FloorMap(ctx context.Context) (app.FloorMap, error)
	TryFloorMap(ctx context.Context, m app.FloorMap) (app.MapTrial, error)
	SaveFloorMap(ctx context.Context, who data.Actor, op data.Op, m app.FloorMap) (app.MapTrial, error)
}

// describing is what is typed or drawn of a map, tried on the shop's places as it
// changes.
type describing struct {
	sheet
	Codes []string // of the shop's places
	Fits  int
	Lost  []app.LostPlace
	Plan  app.FloorPlan

	shop   mapper
	saved  app.FloorMap // as it was read
	base   string       // the map as it was begun with, as text
	begun  bool
	trying page.Latest
}

// read reads the map and the codes of the shop's places.
func (d *describing) read(got func(saved app.FloorMap)) {
	page.Load(d.desk.Runner(), &d.loading, page.Patience, func(ctx context.Context) (m app.FloorMap, err error) {
		if m, err = d.shop.FloorMap(ctx); err != nil {
			return m, err
		}
		t, err := d.shop.TryFloorMap(ctx, app.FloorMap{}) // without a map every place fits
		d.Codes = d.Codes[:0:0]
		for _, p := range t.Fits {
			d.Codes = append(d.Codes, p.Code)
		}
		return m, err
	}, func(m app.FloorMap, err error) {
		if d.Notice = page.Explain("read the map", err, d.again); err == nil {
			d.begun = true
			got(m)
		}
		d.OnChange()
	})
	d.OnChange()
}

// try puts the shop's places on a map; wrong is told what of the map can't be.
func (d *describing) try(m app.FloorMap, wrong func(field, why string), then func()) {
	page.Load(d.desk.Runner(), &d.trying, page.Patience, func(ctx context.Context) (app.MapTrial, error) {
		return d.shop.TryFloorMap(ctx, m)
	}, func(t app.MapTrial, err error) {
		field, why, fault := app.FloorFault(err)
		switch {
		case fault:
			wrong(field, why)
		case err != nil:
			d.Notice = page.Explain("try the map", err, nil)
		default:
			d.Fits, d.Lost, d.Plan = len(t.Fits), t.Lost, t.Floor.Drawn()
		}
		d.OnChange()
		if err == nil && then != nil {
			then()
		}
	})
}

// textOf is a map as text, to tell whether it was changed.
func textOf(m app.FloorMap) string {
	text, err := json.Marshal(m)
	if err != nil {
		return "" // a map of numbers and words always marshals
	}
	return string(text)
}

// save keeps a map. Where it leaves places standing nowhere, that is asked first.
func (d *describing) save(m app.FloorMap) {
	if n := len(d.Lost); n > 0 {
		d.desk.Ask(page.Question{Title: stand(n) + " nowhere on this map", Yes: "Save it", No: "Go on with it", Run: func() { d.keep(m) },
			Body: firstLost(d.Lost, 5) + "\n\nWalks pass such places at the end, by their codes. The map lists them."})
		return
	}
	d.keep(m)
}

func (d *describing) keep(m app.FloorMap) {
	op := data.NewOp("floor map", m).Began(d.saved)
	fits := d.Fits
	d.do("save the map", op, func(ctx context.Context, who data.Actor) error {
		_, err := d.shop.SaveFloorMap(ctx, who, op, m)
		return err
	}, func() string { return "The map is saved, " + stand(fits) + " on it" }, func(err error) {
		switch {
		case err == nil:
			d.saved, d.base = m, textOf(m)
			d.desk.Open("map")
		case data.Overtaken(err):
			d.overtaken()
		}
	})
}

// overtaken takes note of what somebody else made of the map meanwhile.
func (d *describing) overtaken() {
	trouble := &page.Notice{State: page.Warning, Title: "Somebody else has changed the map meanwhile", Hint: "Save once more to put yours in its place, or leave this page to see theirs."}
	page.Load(d.desk.Runner(), &d.loading, page.Patience, d.shop.FloorMap, func(m app.FloorMap, err error) {
		if d.Notice = page.Explain("read the map", err, nil); err == nil {
			d.saved, d.Trouble = m, trouble
		}
		d.OnChange()
	})
}

// firstLost names the first places that stand nowhere, each with why.
func firstLost(lost []app.LostPlace, most int) string {
	var lines []string
	for i, l := range lost {
		if i == most {
			lines = append(lines, fmt.Sprintf("and %s more", page.FormatCount(int64(len(lost)-most))))
			break
		}
		lines = append(lines, l.Code+": "+l.Why)
	}
	return strings.Join(lines, "\n")
}

// FitWords says how many places stand on the map as it is described.
func (d *describing) FitWords() (string, page.State) {
	switch n := len(d.Lost); {
	case !d.begun:
		return "", page.Plain
	case n == 0 && d.Fits == 0:
		return "The shop has no places yet: bring them in under Setup, Locations", page.Warning
	case n == 0:
		return "All " + page.Counted(d.Fits, "place") + " stand on this map", page.Good
	}
	return fmt.Sprintf("%s nowhere: %s", stand(len(d.Lost)), strings.ReplaceAll(firstLost(d.Lost, 2), "\n", "; ")), page.Warning
}

// rowsPage describes rows of shelves.
type rowsPage struct {
	describing
	Form   *page.Form // about all aisles
	Aisle  *page.Form // about some of them; nil while nothing is asked
	Aisles []app.FloorAisle
	Read   app.CodesRead
	Marked []int // the aisles that are meant

	past past[[]app.FloorAisle]
	was  app.FloorRows // what is not asked: levels
}

func newRowsPage(shop mapper, who func() data.Actor, desk page.Desk) *rowsPage {
	m := &rowsPage{describing: describing{sheet: newSheet(shop, who, desk), shop: shop}}
	m.again = m.Reload
	return m
}

// Reload reads the map and the shop's codes. What is typed is not replaced.
func (m *rowsPage) Reload() {
	m.read(func(saved app.FloorMap) {
		if m.Form != nil && m.Typed() {
			m.changed()
			return
		}
		m.saved = saved
		if saved.Rows != nil { // also beside a drawing
			m.begin(saved.Pattern, *saved.Rows)
			return
		}
		pattern := saved.Pattern
		if pattern == "" {
			pattern = app.GuessPattern(m.Codes)
		}
		rows, err := app.GuessRows(pattern, m.Codes)
		if err != nil {
			rows = app.FloorRows{Bays: 10, FirstBay: 1, BayWidth: 1000, CrossWidth: 2000}
		}
		m.begin(pattern, rows)
	})
}

// begin fills the form in.
func (m *rowsPage) begin(pattern string, rows app.FloorRows) {
	m.was, m.Aisles = rows, slices.Clone(rows.Aisles)
	m.past.begin(slices.Clone(m.Aisles))
	m.Form = &page.Form{Title: "Rows of shelves", Hint: "Lengths as 2.5 m, 90 cm or 35 in. Bay 1 is at the front.", Do: "Save the map", Stays: true, Light: true,
		Fields: rowFields(pattern, rows), Submit: m.Save, OnType: func(string) { m.changed() }}
	if d, ok := m.draft(); ok {
		m.base = textOf(d)
	}
	m.changed()
}

// draft is the map as it is typed; what can't be read is said at its field.
func (m *rowsPage) draft() (app.FloorMap, bool) {
	pattern, rows, ok := readRows(m.Form, m.was, m.Aisles)
	d := m.saved
	d.Kind, d.Pattern, d.Rows = app.FloorInRow, pattern, &rows
	return d, ok
}

// Typed says that something is not saved.
func (m *rowsPage) Typed() bool {
	if m.Form == nil {
		return false
	}
	d, ok := m.draft()
	return !ok || textOf(d) != m.base || m.Aisle != nil && m.Aisle.Changed()
}

// changed tries what is typed.
func (m *rowsPage) changed() {
	m.Form.Clear()
	r, err := app.ReadCodes(m.Form.Value("pattern"), m.Codes)
	if m.Read = r; err != nil {
		_, why, _ := app.FloorFault(err)
		m.Form.Refuse("pattern", why)
	}
	d, ok := m.draft()
	if !ok || err != nil {
		m.trying.Cancel()
		m.OnChange()
		return
	}
	m.try(d, m.wrong, nil)
}

// wrong says what of the map can't be, at its field.
func (m *rowsPage) wrong(field, why string) {
	switch {
	case strings.HasPrefix(field, "closed piece"):
		field = "closed"
	case m.Form.Field(field) == nil:
		why = page.Sentence(field) + ": " + why
	}
	m.Form.Refuse(field, why)
}

// FitWords says how many places stand on the map, once all that is typed can be read.
func (m *rowsPage) FitWords() (string, page.State) {
	if m.Form != nil && !m.Form.Sound() {
		return "The map waits for what is marked red", page.Warning
	}
	return m.describing.FitWords()
}

// CodeWords says how the pattern reads the shop's codes.
func (m *rowsPage) CodeWords() (string, page.State) {
	n := len(m.Codes)
	switch {
	case m.Form == nil || n == 0:
		return "", page.Plain
	case m.Form.Field("pattern").Wrong != "":
		return "The pattern cannot be read", page.Bad
	case len(m.Read.Misses) == 0:
		return "All " + page.Counted(n, "code") + " are read", page.Good
	}
	misses := m.Read.Misses
	text := fmt.Sprintf("%s of %s are read, not %s", page.FormatCount(int64(m.Read.Fits)), page.Counted(n, "code"), strings.Join(misses[:min(4, len(misses))], ", "))
	if len(misses) > 4 {
		text += ", ..."
	}
	return text, page.Warning
}

// Guess takes aisles and bays from the codes, by the pattern that is typed, or by
// the usual one where that reads nothing.
func (m *rowsPage) Guess() {
	pattern := m.Form.Value("pattern")
	if m.Read.Fits == 0 {
		pattern = app.GuessPattern(m.Codes)
	}
	rows, err := app.GuessRows(pattern, m.Codes)
	if err != nil {
		m.Form.Refuse("pattern", "no usual pattern reads the codes of this shop: write how yours are made")
		m.OnChange()
		return
	}
	for i, a := range rows.Aisles { // what is known of an aisle stays
		if at := slices.IndexFunc(m.Aisles, func(b app.FloorAisle) bool { return b.Code == a.Code }); at >= 0 {
			rows.Aisles[i] = m.Aisles[at]
		}
	}
	m.Form.Field("pattern").Value = pattern
	m.Form.Field("bays").Value = fmt.Sprint(rows.Bays)
	m.Form.Field("first bay").Value = fmt.Sprint(rows.FirstBay)
	m.was.Levels = rows.Levels
	for _, id := range []string{"start", "packing bench"} { // an aisle that is gone is no corner
		if _, err := parseCorner(rows, m.Form.Value(id)); err != nil {
			m.Form.Field(id).Value = cornerText(rows, app.FloorCorner{})
		}
	}
	if _, err := parseShut(rows, m.Form.Value("closed")); err != nil {
		m.Form.Field("closed").Value = ""
	}
	m.setAisles(rows.Aisles)
}

// Save keeps the map, once it is tried as it is now.
func (m *rowsPage) Save() {
	m.Form.Clear()
	d, ok := m.draft()
	if !ok {
		m.OnChange()
		return
	}
	m.try(d, m.wrong, func() { m.save(d) })
}
