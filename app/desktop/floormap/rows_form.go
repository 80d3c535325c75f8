package floormap

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
)

// How bays are numbered, and which ends of the aisles are open.
const (
	sameBoth = "the same on both sides"
	oddLeft  = "odd left, even right"

	endsOpen   = "open at front and back"
	endsFront  = "open at the front only"
	endsBack   = "open at the back only"
	endsClosed = "walls at front and back"
)

// rowFields are the questions about rows of shelves.
func rowFields(pattern string, r app.FloorRows) []page.FormField {
	numbering := sameBoth
	if r.OddLeft {
		numbering = oddLeft
	}
	ends := endsOpen
	switch {
	case r.NoFront && r.NoBack:
		ends = endsClosed
	case r.NoBack:
		ends = endsFront
	case r.NoFront:
		ends = endsBack
	}
	cross := make([]string, len(r.Cross))
	for i, c := range r.Cross {
		cross[i] = strconv.Itoa(c)
	}
	return []page.FormField{
		{ID: "pattern", Label: "A code is", Value: pattern, Placeholder: "{aisle}-{bay}-{level}", Hint: "Also {side}; {bay:2} two digits; {side?} not always"},
		{ID: "bays", Label: "Bays of an aisle", Value: strconv.Itoa(r.Bays)},
		{ID: "first bay", Label: "The first is bay", Value: strconv.Itoa(r.FirstBay)},
		{ID: "bay width", Label: "A bay is wide", Value: lengthText(r.BayWidth)},
		{ID: "numbering", Label: "Bays are numbered", Value: numbering, Choices: []string{sameBoth, oddLeft}},
		{ID: "cross aisles", Label: "Cross aisles after", Value: strings.Join(cross, ", "), Placeholder: "no bay: only front and back", Hint: crossHint(r.OddLeft)},
		{ID: "cross aisle", Label: "A cross aisle is wide", Value: lengthText(r.CrossWidth)},
		{ID: "ends", Label: "Aisles are", Value: ends, Choices: []string{endsOpen, endsFront, endsBack, endsClosed}},
		{ID: "start", Label: "Walks begin at", Value: cornerText(r, r.Start), Placeholder: "A front"},
		{ID: "packing bench", Label: "They end at", Value: cornerText(r, r.Pack), Placeholder: "A front", Hint: "An aisle and front, back, or 1, 2, ... for a cross aisle"},
		{ID: "closed", Label: "Closed for now", Value: shutText(r), Placeholder: "nothing", Hint: "Bays, or the way to the next: A 5-8; B to C front"},
	}
}

func crossHint(odd bool) string {
	if odd {
		return "How many bays of one side lie before it: 10, 20"
	}
	return "How many bays lie before it: 10, 20"
}

// reader reads the fields of a form and says what can't be read at its field.
type reader struct {
	f   *page.Form
	bad bool
}

func (r *reader) refuse(id string, err error) {
	r.bad = true
	r.f.Refuse(id, err.Error())
}

func (r *reader) number(id string, least, most int64) int {
	n, err := page.ParseQuantity(r.f.Value(id), least, most)
	if err != nil {
		r.refuse(id, err)
	}
	return int(n)
}

func (r *reader) length(id string) int64 {
	n, err := parseLength(r.f.Value(id))
	if err != nil {
		r.refuse(id, err)
	}
	return n
}

// readRows reads the form; was is what it began with.
func readRows(f *page.Form, was app.FloorRows, aisles []app.FloorAisle) (pattern string, rows app.FloorRows, ok bool) {
	r := reader{f: f}
	rows = app.FloorRows{Aisles: aisles, Levels: was.Levels, Bays: r.number("bays", 1, 2000), FirstBay: r.number("first bay", 0, 100_000), BayWidth: r.length("bay width"), CrossWidth: r.length("cross aisle"), OddLeft: f.Value("numbering") == oddLeft}
	ends := f.Value("ends")
	rows.NoFront, rows.NoBack = ends == endsBack || ends == endsClosed, ends == endsFront || ends == endsClosed
	for _, word := range words(f.Value("cross aisles"), ", ;") {
		n, err := page.ParseQuantity(word, 1, 2000)
		if err != nil {
			r.refuse("cross aisles", err)
		}
		rows.Cross = append(rows.Cross, int(n))
	}
	slices.Sort(rows.Cross)
	var err error
	if rows.Start, err = parseCorner(rows, f.Value("start")); err != nil {
		r.refuse("start", err)
	}
	if rows.Pack, err = parseCorner(rows, f.Value("packing bench")); err != nil {
		r.refuse("packing bench", err)
	}
	if rows.Shut, err = parseShut(rows, f.Value("closed")); err != nil {
		r.refuse("closed", err)
	}
	return f.Value("pattern"), rows, !r.bad
}

func words(text, between string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(between, r) })
}

// crossText names a cross aisle: front, back, or its number.
func crossText(r app.FloorRows, cross int) string {
	switch cross {
	case 0:
		return anyAtFront
	case len(r.Cross) + 1:
		return anyAtBack
	}
	return strconv.Itoa(cross)
}

func parseCross(r app.FloorRows, text string) (int, error) {
	switch strings.ToLower(text) {
	case anyAtFront:
		return 0, nil
	case anyAtBack:
		return len(r.Cross) + 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > len(r.Cross)+1 {
		return 0, fmt.Errorf("%q is no cross aisle: write front, back, or a number up to %d", text, len(r.Cross))
	}
	return n, nil
}

// cornerText is where an aisle meets a cross aisle: "A front".
func cornerText(r app.FloorRows, c app.FloorCorner) string {
	aisle := c.Aisle
	if aisle == "" && len(r.Aisles) > 0 {
		aisle = r.Aisles[0].Code
	}
	return strings.TrimSpace(aisle + " " + crossText(r, c.Cross))
}

func parseCorner(r app.FloorRows, text string) (c app.FloorCorner, err error) {
	parts := strings.Fields(text)
	switch len(parts) {
	case 0:
		return c, errors.New("an aisle and an end of it, such as A front")
	case 1:
		parts = append(parts, anyAtFront)
	}
	last := len(parts) - 1
	c.Aisle = strings.ToUpper(strings.Join(parts[:last], " "))
	if _, err := findAisle(r, c.Aisle); err != nil {
		return c, err
	}
	c.Cross, err = parseCross(r, parts[last])
	return c, err
}

func findAisle(r app.FloorRows, code string) (int, error) {
	at := slices.IndexFunc(r.Aisles, func(a app.FloorAisle) bool { return strings.EqualFold(a.Code, code) })
	if at < 0 {
		return at, fmt.Errorf("there is no aisle %s", strings.ToUpper(code))
	}
	return at, nil
}

// shutText is what is closed for now: "A 5-8; B to C front".
func shutText(r app.FloorRows) string {
	var out []string
	for _, s := range r.Shut {
		at, err := findAisle(r, s.Aisle)
		switch {
		case s.Across && err == nil && at+1 < len(r.Aisles):
			out = append(out, fmt.Sprintf("%s to %s %s", s.Aisle, r.Aisles[at+1].Code, crossText(r, s.Cross)))
		case !s.Across && s.From == s.To:
			out = append(out, fmt.Sprintf("%s %d", s.Aisle, s.From))
		case !s.Across:
			out = append(out, fmt.Sprintf("%s %d-%d", s.Aisle, s.From, s.To))
		}
	}
	return strings.Join(out, "; ")
}

func parseShut(r app.FloorRows, text string) ([]app.ShutPiece, error) {
	var out []app.ShutPiece
	for _, piece := range words(text, ";,") {
		p := strings.Fields(piece)
		switch {
		case len(p) == 0:
		case len(p) == 4 && strings.EqualFold(p[1], "to"):
			a, err := findAisle(r, p[0])
			b, err2 := findAisle(r, p[2])
			if err := errors.Join(err, err2); err != nil {
				return nil, err
			}
			if a-b != 1 && b-a != 1 {
				return nil, fmt.Errorf("aisles %s and %s are not neighbours", p[0], p[2])
			}
			cross, err := parseCross(r, p[3])
			if err != nil {
				return nil, err
			}
			out = append(out, app.ShutPiece{Aisle: r.Aisles[min(a, b)].Code, Across: true, Cross: cross})
		case len(p) == 2:
			a, err := findAisle(r, p[0])
			if err != nil {
				return nil, err
			}
			from, to, many := strings.Cut(p[1], "-")
			if !many {
				to = from
			}
			first, err := strconv.Atoi(from)
			last, err2 := strconv.Atoi(to)
			if err != nil || err2 != nil {
				return nil, fmt.Errorf("%q are no bays: write 5 or 5-8", p[1])
			}
			out = append(out, app.ShutPiece{Aisle: r.Aisles[a].Code, From: first, To: last})
		default:
			return nil, fmt.Errorf("%q: write an aisle and its bays, A 5-8, or the way to the next, B to C front", strings.TrimSpace(piece))
		}
	}
	return out, nil
}

// lengthText is a length as it is shown: "2.5 m", "35 mm".
func lengthText(mm int64) string {
	if mm%10 != 0 {
		return strconv.FormatInt(mm, 10) + " mm"
	}
	return strconv.FormatFloat(float64(mm)/1000, 'f', -1, 64) + " m"
}

// parseLength reads a length. A number without a unit is metres where it has a point
// or is small: nobody has a bay of 3 mm.
func parseLength(text string) (int64, error) {
	if strings.Trim(text, "0123456789., ") == "" && text != "" {
		if n, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(text), ",", "."), 64); err == nil && n < 50 {
			text += " m"
		}
	}
	return page.ParseMillimetres(text)
}
