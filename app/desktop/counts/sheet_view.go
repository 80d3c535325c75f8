package counts

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// watched is what tells of committed changes.
type watched interface {
	Watch(fn func(data.Changed)) (stop func())
}

var walkColumns = []page.Column{
	{ID: "place", Title: "Place", Width: 92, Strong: true},
	{ID: "item", Title: "Item", Grow: 1},
	{ID: "books", Title: "Books", Kind: page.Number, Width: 56},
	{ID: "found", Title: "Found", Kind: page.Number, Width: 60, Strong: true},
	{ID: "first", Title: "First", Kind: page.Number, Width: 52},
}

var diffColumns = []page.Column{
	{ID: "place", Title: "Place", Width: 110, Strong: true},
	{ID: "sku", Title: "SKU", Width: 110},
	{ID: "name", Title: "Product", Grow: 1},
	{ID: "books", Title: "Books", Kind: page.Number, Width: 76},
	{ID: "found", Title: "Found", Kind: page.Number, Width: 76},
	{ID: "diff", Title: "Difference", Kind: page.Number, Width: 92, Strong: true},
	{ID: "reason", Title: "Reason", Width: 190},
}

// sheetView draws a count: a walk while it is counted, a list of differences
// afterwards.
type sheetView struct {
	m      *sheet
	books  watched
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	pill   *kit.Pill
	head   *kit.Line
	share  *kit.Share
	count  *kit.Line
	says   *kit.Line
	place  *kit.Line
	sku    *kit.Line
	name   *kit.Line
	books2 *kit.Line
	field  *kit.Field
	found  *kit.Entry
	walk   *kit.Grid
	diffs  *kit.Grid
	left   fyne.CanvasObject
	body   *fyne.Container
	bars   [2]*kit.ActionBar
	bottom *fyne.Container
	box    fyne.CanvasObject
	stage  string
}

func newSheetView(m *sheet, books watched, desk page.Desk) *sheetView {
	v := &sheetView{m: m, books: books, banner: kit.NewBanner(), pill: kit.NewPill("", page.Plain), head: kit.NewLine("")}
	m.Ask, m.Toast, m.Sound, m.Go = desk.Ask, desk.Toast, desk.Sound, desk.Open
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.head.Narrow = true
	v.share, v.count = kit.NewShare(140), kit.NewStrong("")
	v.says = kit.NewBig("", 3)
	v.place, v.sku, v.name, v.books2 = kit.NewBig("", 67), kit.NewBig("", 15), kit.NewBig("", 5), kit.NewMuted("")
	v.place.Narrow, v.name.Narrow, v.says.Narrow = true, true, true
	v.name.Bold = false
	v.found = kit.NewEntry("0")
	v.found.OnChanged = func(text string) {
		if text != m.Typed {
			m.Type(text)
		}
	}
	v.found.OnSubmitted = m.Enter
	v.field = kit.NewField("How many lie there?", v.found).WithWidth(200)
	v.left = kit.Pad(16, 20, 16, 20, kit.Column(10, v.says, v.place, kit.Column(2, v.sku, v.name, v.books2), v.field,
		kit.NewMuted("Enter writes it and goes on. Scan the place to go there, scan the item once for each unit.")))
	v.walk = kit.NewGrid(walkColumns, page.Fixed{})
	v.walk.OnOpen = func(row int) { m.Jump(row); kit.Focus(v.found) }
	v.diffs = kit.NewGrid(diffColumns, page.Fixed{})
	v.diffs.Commands = m.Commands
	v.diffs.OnCursor = func(int) { v.bars[1].Sync() }
	m.Cursor, m.MoveTo = v.diffs.Cursor, v.diffs.SetCursor
	v.bars[0] = kit.NewActionBar(m.Commands(), "count.cancel", "count.print", "count.finish", "count.recount")
	v.bars[1] = kit.NewActionBar(m.Commands(), "count.cancel", "count.print", "count.post")
	v.body, v.bottom = container.NewStack(), container.NewStack()
	v.box = kit.Frame(kit.Column(0, kit.Pad(10, 16, 10, 16, kit.Spread(v.head, kit.Row(10, v.share, v.count, v.pill))), v.banner), v.bottom, nil, nil, v.body)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

// CanvasObject is what is drawn.
func (v *sheetView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *sheetView) Title() string { return "Count " + v.m.Number }

// Commands is what can be done here.
func (v *sheetView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the count again, or tries again what could not be written.
func (v *sheetView) Reload() {
	if n := v.m.Notice; n.Shown() && n.Retry != nil {
		n.Retry()
		return
	}
	v.m.Reload()
}

// Scan takes every code that is scanned on the count.
func (v *sheetView) Scan(code string) bool { v.m.Scan(code); return true }

// Opened loads the count.
func (v *sheetView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["count"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.Reload()
}

// Closed stops listening.
func (v *sheetView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.loading.Cancel()
}

func (v *sheetView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	c := m.C.Count
	kind := ""
	if c.Blind {
		kind = " · blind"
	}
	v.head.Set(c.Title + kind)
	v.pill.Set(c.Stage, stateOf(c.Stage))
	done, all := m.Progress()
	v.count.Set(fmt.Sprintf("%s of %s", page.FormatCount(int64(done)), page.FormatCount(int64(all))))
	if all > 0 {
		v.share.Set(float64(done) / float64(all))
	}
	v.arrange()
	if m.Counting() {
		v.refreshWalk()
	} else {
		v.refreshDiffs()
	}
	color := fyne.ThemeColorName(kit.ColorGood)
	if m.SaysBad {
		color = kit.ColorBad
	}
	says := m.Says
	if says != "" {
		sign := page.Good
		if m.SaysBad {
			sign = page.Bad
		}
		says = kit.StateSign(sign) + "  " + says
	}
	v.says.SetColor(says, color)
	for _, b := range v.bars {
		b.Left.Set(v.barText())
		b.Sync()
	}
}

func (v *sheetView) barText() string {
	m := v.m
	if m.Counting() {
		return "PageUp and PageDown go through the lines"
	}
	if m.Reviewing() {
		return strings.TrimSpace(m.Says)
	}
	return ""
}

// arrange shows the walk or the differences; the keyboard follows.
func (v *sheetView) arrange() {
	m := v.m
	if !m.Loaded || v.stage == m.C.Count.Stage {
		return
	}
	was := v.stage
	v.stage = m.C.Count.Stage
	if m.Counting() {
		if was == "requested" || was == "counting" || was == "recount" {
			return
		}
		v.body.Objects = []fyne.CanvasObject{kit.Frame(nil, nil, kit.Fixed(480, 0, v.left), nil, kit.Frame(nil, nil, kit.VLine(), nil, v.walk))}
		v.bottom.Objects = []fyne.CanvasObject{v.bars[0]}
	} else {
		reasons := kit.Column(4, kit.NewHeading("Reason"), kit.NewMuted("of the line under the cursor"))
		for i, r := range data.Reasons {
			if i < 10 {
				reasons.Add(kit.Row(10, kit.NewStrong("1234567890"[i:i+1]), kit.NewLine(r)))
			}
		}
		side := kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(230, 0, kit.Pad(16, 16, 16, 16, reasons)))
		if !m.Reviewing() {
			side = kit.Pad(0, 0, 0, 0, kit.NewMuted(""))
		}
		v.body.Objects = []fyne.CanvasObject{kit.Frame(nil, nil, nil, side, v.diffs)}
		v.bottom.Objects = []fyne.CanvasObject{v.bars[1]}
	}
	v.body.Refresh()
	v.bottom.Refresh()
	if m.Counting() {
		kit.Focus(v.found)
	} else {
		v.diffs.Focus()
	}
}

func (v *sheetView) refreshWalk() {
	m := v.m
	blind := m.C.Count.Blind
	l := m.Line()
	switch {
	case l == nil:
		v.place.SetColor("✓ Done", kit.ColorGood)
		v.sku.Set("")
		v.name.Set("Everything is counted: finish with F10")
		v.books2.Set("")
	default:
		v.place.SetColor(l.Location, theme.ColorNameForeground)
		v.sku.Set(string(l.SKU))
		v.name.Set(l.Name)
		v.books2.Set(l.Barcode)
	}
	if v.found.Text != m.Typed {
		v.found.SetText(m.Typed)
		v.found.CursorColumn = len(m.Typed)
	}
	v.field.SetError(m.Bad)
	cells := make(page.Fixed, len(m.C.Lines))
	for i, x := range m.C.Lines {
		found, books, first := page.T(""), page.T(""), page.T("")
		if x.Counted >= 0 {
			found = page.S(page.FormatCount(int64(x.Counted)), page.Good)
			if !blind {
				books = page.T(page.FormatCount(int64(x.Expected) + x.Missing))
				if Diff(x) != 0 {
					found.State = page.Warning
				}
			}
		}
		if x.Recount && !blind {
			first = page.S(page.FormatCount(int64(x.FirstCount)), page.Muted)
		}
		item := page.T(string(x.SKU) + "  " + x.Name)
		if i == m.At {
			item.State = page.Info
		} else if m.C.Count.Stage == "recount" && !x.Recount {
			item.State = page.Muted
		}
		cells[i] = []page.Cell{page.T(x.Location), item, books, found, first}
	}
	v.walk.SetRows(cells)
	v.walk.SetCursor(max(m.At, 0))
}

func (v *sheetView) refreshDiffs() {
	rows := v.m.Differences()
	v.diffs.SetEmpty(kit.Empty{Icon: "good", Title: "Nothing differs", Hint: "The books are right: post it with Ctrl+Enter."})
	if over(v.m.C.Count.Stage) {
		v.diffs.SetEmpty(kit.Empty{Icon: "counts", Title: "Nothing differed", Hint: "This count is " + v.m.C.Count.Stage + "."})
	}
	cells := make(page.Fixed, len(rows))
	for i, l := range rows {
		diff := page.S(fmt.Sprintf("%+d", Diff(l)), page.Bad)
		if Diff(l) > 0 {
			diff.State = page.Info
		}
		reason := page.S(l.Reason, page.Good)
		if l.Reason == "" {
			reason = page.S("give a reason", page.Warning)
		}
		cells[i] = []page.Cell{page.T(l.Location), page.T(string(l.SKU)), page.T(l.Name), page.T(page.FormatCount(int64(l.Expected) + l.Missing)), page.T(page.FormatCount(int64(l.Counted))), diff, reason}
	}
	at := v.diffs.Cursor()
	v.diffs.SetRows(cells)
	v.diffs.SetCursor(min(at, len(cells)-1))
}
