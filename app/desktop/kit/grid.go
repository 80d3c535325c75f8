package kit

import (
	"sort"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// doubleClick is the longest time between the two clicks of a double click.
const doubleClick = 400 * time.Millisecond

// Grid is the table that people look at all day: dense rows, a heading that
// sorts and resizes, a cursor row for the keys and a set of selected rows. It
// asks its Rows for what is on screen only, so that 100,000 rows cost what
// thirty do.
type Grid struct {
	widget.BaseWidget

	// OnOpen is called for Enter and a double click.
	OnOpen func(row int)
	// OnSort is called when a heading is pressed; the model sorts and calls
	// Refresh. Set SetSort to show the arrow.
	OnSort func(page.Sort)
	// OnCursor is called when the cursor moves to another row, -1 for none.
	OnCursor func(row int)
	// OnSelect is called when other rows are selected.
	OnSelect func()
	// OnMove puts rows before another, len(rows) for the end: dragged there, or by
	// Alt+Up and Alt+Down. nil where the order is not the person's.
	OnMove func(rows []int, before int)
	// OnLayout is called when widths or hidden columns change, for Layout to be
	// kept.
	OnLayout func()
	// OnKey sees keys before the grid does and reports whether it used one.
	OnKey func(page.Chord) bool
	// Commands gives the context menu and the keys of single letters.
	Commands func() page.Commands
	// Empty is shown while there are no rows.
	Empty Empty
	// Now is the clock for double clicks; nil means the machine's.
	Now func() time.Time

	columns  []page.Column
	rows     page.Rows
	widths   map[string]float32
	hidden   map[string]bool
	sort     page.Sort
	cursor   int
	anchor   int
	selected map[int]bool
	marking  bool     // rows are marked one by one: moving on keeps them
	keys     []string // what ShowAgain called the rows
	loading  bool

	header  *gridHeader
	list    *gridList
	over    *fyne.Container // empty state, or the bar of loading
	box     *fyne.Container
	place   []placed
	laidFor float32
	pitch   float32
	first   fyne.CanvasObject // the empty state, made once
	stop    func()

	held     bool // a selected row is pressed: selected rows may be dragged together
	dragged  int  // the row that is dragged
	dropAt   int  // where dragged rows would go, -1 for nowhere
	clickAt  time.Time
	clickRow int
}

// placed is where a column stands.
type placed struct {
	column int
	x, w   float32
}

// NewGrid makes a table of columns. rows is asked while drawing and must answer
// at once.
func NewGrid(columns []page.Column, rows page.Rows) *Grid {
	g := &Grid{columns: columns, rows: rows, cursor: -1, anchor: -1, clickRow: -1, dropAt: -1,
		widths: map[string]float32{}, hidden: map[string]bool{}, selected: map[int]bool{}}
	for _, c := range columns {
		if c.Hidden {
			g.hidden[c.ID] = true
		}
	}
	if rows.Len() > 0 {
		g.cursor, g.anchor = 0, 0
	}
	g.header = newGridHeader(g)
	g.list = newGridList(g)
	g.over = container.NewStack()
	g.box = Frame(g.header, nil, nil, nil,
		container.NewStack(NewGround(ColorSurface), container.NewThemeOverride(g.list, listTheme{}), g.over))
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer is Fyne's way to draw the widget.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	return widget.NewSimpleRenderer(g.box)
}

// MinSize is small: a table takes the room it is given.
func (g *Grid) MinSize() fyne.Size { return fyne.NewSize(200, 96) }

// Resize lays the columns out anew.
func (g *Grid) Resize(s fyne.Size) {
	g.BaseWidget.Resize(s)
	if s.Width != g.laidFor {
		g.arrange()
	}
}

// SetRows shows other rows and puts the cursor on the first.
func (g *Grid) SetRows(rows page.Rows) {
	g.rows, g.keys = rows, nil
	g.selected = map[int]bool{}
	g.setCursor(min(0, rows.Len()-1), false)
	g.list.ScrollToTop()
	g.Refresh()
}

// Rows is what is shown.
func (g *Grid) Rows() page.Rows { return g.rows }

// Refresh draws the rows again, after they have changed.
func (g *Grid) Refresh() {
	n := g.rows.Len()
	if g.cursor >= n {
		g.setCursor(n-1, false)
	} else if g.cursor < 0 && n > 0 {
		g.setCursor(0, false)
	}
	for i := range g.selected {
		if i >= n {
			delete(g.selected, i)
		}
	}
	g.showOver()
	g.header.Refresh()
	g.list.Refresh()
}

// SetLoading says that rows are being fetched. A bar appears when that takes
// longer than people notice.
func (g *Grid) SetLoading(on bool) {
	if g.loading == on {
		return
	}
	g.loading = on
	if g.stop != nil {
		g.stop()
		g.stop = nil
	}
	if !on {
		g.header.busy = false
		g.Refresh()
		return
	}
	g.stop = afterFrames(150*time.Millisecond, func() {
		g.stop = nil
		g.header.busy = g.loading
		g.header.Refresh()
		g.showOver()
	})
}

// Loading reports whether rows are being fetched.
func (g *Grid) Loading() bool { return g.loading }

func (g *Grid) showOver() {
	want := fyne.CanvasObject(nil)
	if g.rows.Len() == 0 {
		switch {
		case g.loading:
			if g.header.busy {
				want = container.NewCenter(NewMuted("Loading…"))
			}
		case g.Empty.Title != "":
			if g.first == nil {
				g.first = g.Empty.View()
			}
			want = g.first
		}
	}
	switch {
	case want == nil && len(g.over.Objects) > 0:
		g.over.Objects = nil
		g.over.Refresh()
	case want != nil && (len(g.over.Objects) == 0 || g.over.Objects[0] != want):
		g.over.Objects = []fyne.CanvasObject{want}
		g.over.Refresh()
	}
}

// SetEmpty changes what is shown while there are no rows: a filter that finds
// nothing is another matter than a new shop.
func (g *Grid) SetEmpty(e Empty) {
	if g.Empty.Title == e.Title && g.Empty.Hint == e.Hint {
		return
	}
	g.Empty, g.first = e, nil
	g.showOver()
}

// Focus puts the keyboard on the table.
func (g *Grid) Focus() { Focus(g.list) }

// Focused reports whether the keyboard is on the table.
func (g *Grid) Focused() bool { return g.list.on }

// Cursor is the row that the keys act on, -1 in an empty table.
func (g *Grid) Cursor() int { return g.cursor }

// SetCursor moves the cursor and scrolls it into view.
func (g *Grid) SetCursor(row int) {
	if row < 0 || row >= g.rows.Len() {
		return
	}
	g.anchor = row
	g.setCursor(row, true)
	g.list.Refresh()
}

func (g *Grid) setCursor(row int, show bool) {
	changed := row != g.cursor
	g.cursor = row
	if row < 0 || g.anchor < 0 || g.anchor >= g.rows.Len() {
		g.anchor = row
	}
	if show && row >= 0 {
		g.list.ScrollTo(row)
	}
	if changed && g.OnCursor != nil {
		g.OnCursor(row)
	}
}

// Selected is the selected rows from top to bottom; the cursor's row when none
// is selected. It is what a command acts on.
func (g *Grid) Selected() []int {
	if len(g.selected) == 0 {
		if g.cursor < 0 || g.cursor >= g.rows.Len() {
			return nil
		}
		return []int{g.cursor}
	}
	rows := make([]int, 0, len(g.selected))
	for i := range g.selected {
		rows = append(rows, i)
	}
	sort.Ints(rows)
	return rows
}

// Marked is how many rows are selected, without the cursor standing in.
func (g *Grid) Marked() int { return len(g.selected) }

// Select selects exactly these rows.
func (g *Grid) Select(rows ...int) {
	g.selected = map[int]bool{}
	for _, r := range rows {
		if r >= 0 && r < g.rows.Len() {
			g.selected[r] = true
		}
	}
	g.selectionChanged()
}

// SelectAll selects every row.
func (g *Grid) SelectAll() {
	n := g.rows.Len()
	g.selected = make(map[int]bool, n)
	for i := range n {
		g.selected[i] = true
	}
	g.selectionChanged()
}

func (g *Grid) selectionChanged() {
	g.list.Refresh()
	if g.OnSelect != nil {
		g.OnSelect()
	}
}

// selectTo selects from where the selection began to row.
func (g *Grid) selectTo(row int, keep bool) {
	if !keep {
		g.selected = map[int]bool{}
	}
	from, to := g.anchor, row
	if from < 0 {
		from = row
	}
	if from > to {
		from, to = to, from
	}
	for i := from; i <= to; i++ {
		g.selected[i] = true
	}
	g.setCursor(row, true)
	g.selectionChanged()
}

func (g *Grid) toggle(row int) {
	if g.selected[row] {
		delete(g.selected, row)
	} else {
		g.selected[row] = true
	}
	g.anchor = row
	g.selectionChanged()
}

// SetSort shows by which column the rows are sorted.
func (g *Grid) SetSort(s page.Sort) {
	g.sort = s
	g.header.Refresh()
}

// Sort is what SetSort was told.
func (g *Grid) Sort() page.Sort { return g.sort }

// Copy gives the selected rows as text with tabs between the columns, headings
// first, as spreadsheets paste it. Rows still being fetched are left out, and
// at most 10,000 are given.
func (g *Grid) Copy() string {
	var b strings.Builder
	cols := g.shown()
	for i, c := range cols {
		if i > 0 {
			b.WriteByte('\t')
		}
		b.WriteString(flat(g.columns[c].Title))
	}
	b.WriteByte('\n')
	for n, row := range g.Selected() {
		if n >= 10_000 {
			break
		}
		cells, ok := g.rows.Row(row)
		if !ok {
			continue
		}
		for i, c := range cols {
			if i > 0 {
				b.WriteByte('\t')
			}
			if c < len(cells) {
				b.WriteString(flat(cells[c].Text))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

var flatten = strings.NewReplacer("\t", " ", "\n", " ", "\r", "")

func flat(s string) string { return flatten.Replace(s) }

// move takes a key that moves the cursor.
func (g *Grid) useKey(c page.Chord) bool {
	if g.OnKey != nil && g.OnKey(c) {
		return true
	}
	if c.Alt && !c.Ctrl && !c.Shift && g.OnMove != nil && (c.Name == "Up" || c.Name == "Down") {
		g.moveBy(c.Name == "Down")
		return true
	}
	if c.Ctrl || c.Alt {
		return false
	}
	n := g.rows.Len()
	if n == 0 {
		return false
	}
	to := max(0, g.cursor)
	pageRows := max(1, int(g.list.Size().Height/g.rowPitch())-1)
	switch c.Name {
	case "Up":
		to--
	case "Down":
		to++
	case "PageUp":
		to -= pageRows
	case "PageDown":
		to += pageRows
	case "Home":
		to = 0
	case "End":
		to = n - 1
	case "Enter":
		if g.OnOpen == nil || g.cursor < 0 {
			return false
		}
		g.OnOpen(g.cursor)
		return true
	case "Space":
		pressSpace(g.list, func() {
			if g.cursor >= 0 {
				g.toggle(g.cursor)
				g.marking = len(g.selected) > 0
			}
		})
		return true
	case "Esc":
		if len(g.selected) == 0 {
			return false
		}
		g.marking = false
		g.Select()
		return true
	default:
		return false
	}
	to = min(max(to, 0), n-1)
	if g.marking = g.marking && len(g.selected) > 0; c.Shift {
		g.selectTo(to, g.marking)
		return true
	}
	hadSelection := len(g.selected) > 0 && !g.marking
	if !g.marking {
		g.selected = map[int]bool{}
	}
	g.anchor = to
	g.setCursor(to, true)
	if hadSelection {
		g.selectionChanged()
	} else {
		g.list.Refresh()
	}
	return true
}

// click takes a press of the pointer on a row.
func (g *Grid) click(row int, shift, ctrl, secondary bool) {
	if row < 0 || row >= g.rows.Len() {
		return
	}
	g.Focus()
	now := time.Now
	if g.Now != nil {
		now = g.Now
	}
	at := now()
	double := row == g.clickRow && at.Sub(g.clickAt) < doubleClick && !shift && !ctrl && !secondary
	g.clickRow, g.clickAt = row, at
	switch {
	case secondary:
		if !g.selected[row] {
			g.selected = map[int]bool{}
			g.anchor = row
			g.setCursor(row, false)
			g.selectionChanged()
		}
	case double:
		g.clickRow = -1
		if g.OnOpen != nil {
			g.OnOpen(row)
		}
	case shift:
		g.selectTo(row, ctrl)
	case ctrl:
		if len(g.selected) == 0 && g.cursor >= 0 && g.cursor != row {
			g.selected[g.cursor] = true // the row that was meant before
		}
		g.setCursor(row, false)
		g.toggle(row)
	default:
		g.selected = map[int]bool{}
		g.anchor = row
		g.setCursor(row, false)
		g.selectionChanged()
	}
}

// menu shows the commands for the rows at a place of the window.
func (g *Grid) menu(at fyne.Position) {
	if g.Commands == nil {
		return
	}
	cmds := g.Commands().ForRows()
	if len(cmds) == 0 {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(g.list); c != nil {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", MenuItems(cmds)...), c, at)
	}
}
