package counts

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

var diffColumns = []page.Column{
	{ID: "place", Title: "Place", Width: 110, Strong: true},
	{ID: "sku", Title: "SKU", Width: 104},
	{ID: "name", Title: "Product", Grow: 1},
	{ID: "books", Title: "Books", Kind: page.Number, Width: 72},
	{ID: "first", Title: "First", Kind: page.Number, Width: 64},
	{ID: "found", Title: "Found", Kind: page.Number, Width: 72},
	{ID: "diff", Title: "Difference", Kind: page.Number, Width: 92, Strong: true},
	{ID: "reason", Title: "Reason", Kind: page.StateWord, Width: 170},
}

// reviewPart draws the differences of a count with their reasons.
type reviewPart struct {
	m     *sheet
	says  *kit.Line
	strip *kit.Ground
	top   *fyne.Container
	grid  *kit.Grid
	side  *fyne.Container
	box   fyne.CanvasObject
}

func newReviewPart(m *sheet, prefs page.Prefs) *reviewPart {
	p := &reviewPart{m: m, says: kit.NewBig("", 1), strip: kit.NewGround(kit.ColorInfoSoft)}
	p.says.Narrow = true
	p.grid = kit.NewGrid(diffColumns, page.Fixed{})
	p.grid.Commands = m.Commands
	p.grid.KeepLayout(prefs, "count.review")
	reasons := kit.Column(6, kit.NewHeading("Reasons"), kit.Words("One key for the line under the cursor, or for all that are marked with Space.", kit.ColorMuted, fyne.TextAlignLeading))
	for i, r := range data.Reasons {
		if i < len(reasonKeys) {
			reasons.Add(kit.Row(12, kit.NewStrong(reasonKeys[i:i+1]), kit.NewLine(page.Sentence(r))))
		}
	}
	p.side = kit.Fixed(220, 0, kit.Frame(nil, nil, kit.VLine(), nil, kit.Pad(16, 16, 16, 16, reasons)))
	p.top = container.NewStack(p.strip, kit.Pad(8, 12, 8, 12, p.says))
	p.box = kit.Frame(p.top, nil, nil, p.side, p.grid)
	return p
}

// arrange shows the reasons only where they can be given.
func (p *reviewPart) arrange() { kit.SetVisible(p.side, p.m.Reviewing()) }

func (p *reviewPart) refresh() {
	m := p.m
	says := m.Says
	kit.SetVisible(p.top, says.Text != "")
	p.strip.SetColor(kit.StateSoft(says.State))
	p.says.SetColor(kit.StateSign(says.State)+"  "+says.Text, kit.StateColor(says.State))
	empty := kit.Empty{}
	switch {
	case m.Reviewing():
		empty = kit.Empty{Icon: "good", Title: "Nothing differs", Hint: "The books are right: post it with Ctrl+Enter."}
	case m.Loaded:
		empty = kit.Empty{Icon: "counts", Title: "Nothing differed", Hint: "This count is " + inWords(m.Stage()) + "."}
	}
	p.grid.SetEmpty(empty)
	rows := m.Differences()
	cells, keys := make(page.Fixed, len(rows)), make([]string, len(rows))
	for i, l := range rows {
		keys[i] = fmt.Sprint(l.ID)
		diff := page.S(page.FormatCount(int64(Diff(l))), page.Bad)
		if Diff(l) > 0 {
			diff = page.S("+"+diff.Text, page.Info)
		}
		reason := page.S(page.Sentence(l.Reason), page.Good)
		if l.Reason == "" {
			reason = page.S("Give a reason", page.Warning)
		}
		first := ""
		if l.Recount {
			first = page.FormatCount(int64(l.FirstCount))
		}
		cells[i] = []page.Cell{page.T(l.Location), page.T(string(l.SKU)), page.T(l.Name), page.T(page.FormatCount(int64(l.Expected) + l.Missing)), page.T(first),
			page.T(page.FormatCount(int64(l.Counted))), diff, reason}
	}
	p.grid.ShowAgain(cells, keys)
}
