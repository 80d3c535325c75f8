package counts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

var walkColumns = []page.Column{
	{ID: "place", Title: "Place", Width: 92, Strong: true},
	{ID: "sku", Title: "SKU", Width: 92},
	{ID: "name", Title: "Item", Grow: 1},
	{ID: "books", Title: "Books", Kind: page.Number, Width: 68},
	{ID: "found", Title: "Found", Kind: page.Number, Width: 68, Strong: true},
}

// walkPart draws the counting: one place huge, the number that is asked for, the
// whole walk beside it.
type walkPart struct {
	m     *sheet
	says  *kit.Line
	place *kit.Line
	sku   *kit.Line
	name  *kit.Line
	known *kit.Line
	field *kit.Field
	found *kit.Entry
	how   fyne.CanvasObject
	grid  *kit.Grid
	rows  walkRows
	shown int // how many rows the grid was given
	box   fyne.CanvasObject
}

func newWalkPart(m *sheet, prefs page.Prefs) *walkPart {
	p := &walkPart{m: m, rows: walkRows{m}, shown: -1}
	p.says, p.place, p.sku, p.name, p.known = kit.NewBig("", 3), kit.NewBig("", 67), kit.NewBig("", 15), kit.NewBig("", 5), kit.NewBig("", 1)
	for _, l := range []*kit.Line{p.says, p.place, p.sku, p.name, p.known} {
		l.Narrow = true
	}
	p.place.Shrink, p.sku.Shrink = true, true
	p.name.Bold, p.known.Bold, p.known.Color = false, false, kit.ColorMuted
	p.found = kit.NewEntry("")
	p.found.OnChanged = func(text string) {
		if text != m.Typed {
			m.Type(text)
		}
	}
	p.found.OnSubmitted = m.Enter
	p.found.OnKey = func(c page.Chord) bool {
		switch {
		case c.Ctrl || c.Alt || c.Shift:
			return false
		case c.Name == "Up":
			m.Step(-1)
		case c.Name == "Down":
			m.Step(1)
		default:
			return false
		}
		return true
	}
	p.field = kit.NewField("How many lie there?", p.found).WithWidth(200)
	p.how = kit.Words("Enter writes it and goes on; 0 for an empty place. Scan a place to go there, and each unit of an item to add it up.", kit.ColorMuted, fyne.TextAlignLeading)
	left := kit.Pad(12, 20, 12, 12, kit.Column(10, p.says, p.place, kit.Column(2, p.sku, p.name, p.known), p.field, p.how))
	p.grid = kit.NewGrid(walkColumns, page.Fixed{})
	p.grid.OnOpen = func(row int) { m.Jump(row); kit.Focus(p.found) }
	p.grid.Commands = m.Commands
	p.grid.KeepLayout(prefs, "count.walk")
	p.box = kit.Frame(nil, nil, kit.Fixed(500, 0, left), nil, kit.Frame(nil, nil, kit.VLine(), nil, p.grid))
	return p
}

func (p *walkPart) refresh() {
	m := p.m
	switch l := m.Line(); {
	case l != nil:
		p.place.SetColor(l.Location, theme.ColorNameForeground)
		p.sku.Set(string(l.SKU))
		p.name.Set(l.Name)
		p.known.Set(p.lineText())
	case len(m.C.Lines) > 0:
		p.place.SetColor("✓ Counted", kit.ColorGood)
		p.name.Set("F10 finishes: what differs is counted once more")
		if m.Stage() == "recount" {
			p.name.Set("F10 finishes: what differs goes to the review")
		}
	}
	for _, o := range []fyne.CanvasObject{p.sku, p.known, p.field, p.how} {
		kit.SetVisible(o, m.Line() != nil)
	}
	if p.found.Text != m.Typed {
		p.found.SetText(m.Typed)
		p.found.CursorColumn = len([]rune(m.Typed))
	}
	if p.field.Error() != m.Bad {
		p.field.SetError(m.Bad)
	}
	text := m.Says.Text
	if text != "" && m.Says.State != page.Plain {
		text = kit.StateSign(m.Says.State) + "  " + text
	}
	p.says.SetColor(text, kit.StateColor(m.Says.State))
	if p.shown != len(m.C.Lines) {
		p.shown = len(m.C.Lines)
		p.grid.SetRows(p.rows)
	} else {
		p.grid.Refresh()
	}
	if m.At >= 0 {
		p.grid.SetCursor(m.At)
	}
}

// lineText is what stands under the name: the barcode, what the books say where
// it may be seen, what was counted already.
func (p *walkPart) lineText() string {
	l := p.m.Line()
	text := l.Barcode
	add := func(more string) {
		if text != "" {
			text += " · "
		}
		text += more
	}
	if n, ok := p.m.Known(*l); ok {
		add("the books say " + page.FormatCount(int64(n)))
	}
	if l.Counted >= 0 {
		add("counted " + page.FormatCount(int64(l.Counted)))
	}
	return text
}

// walkRows is the lines of a count as the grid reads them, so that a thousand
// lines cost what is on screen.
type walkRows struct{ m *sheet }

// Len is the number of lines.
func (r walkRows) Len() int { return len(r.m.C.Lines) }

// Row gives the cells of a line.
func (r walkRows) Row(i int) ([]page.Cell, bool) {
	if i < 0 || i >= len(r.m.C.Lines) {
		return nil, false
	}
	l := r.m.C.Lines[i]
	books, found, state := "", page.T(""), page.Plain
	if n, ok := r.m.Known(l); ok {
		books = page.FormatCount(int64(n))
	}
	if l.Counted >= 0 {
		found = page.S(page.FormatCount(int64(l.Counted)), page.Good)
		n, ok := r.m.Known(l)
		switch {
		case r.m.Waits(l.ID):
			found.State = page.Muted
		case ok && n != l.Counted:
			found.State = page.Warning
		}
	}
	if !r.m.asked(l) {
		state = page.Muted
	}
	return []page.Cell{page.T(l.Location), page.S(string(l.SKU), state), page.S(l.Name, state), page.S(books, state), found}, true
}
