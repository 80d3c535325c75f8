package counts

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// watched is what tells of committed changes.
type watched interface {
	Watch(fn func(data.Changed)) (stop func())
}

// sheetView draws a count: a walk while it is counted, a list of differences
// afterwards.
type sheetView struct {
	m      *sheet
	books  watched
	desk   page.Desk
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	pill   *kit.Pill
	head   *kit.Line
	share  *kit.Share
	count  *kit.Line
	walk   *walkPart
	review *reviewPart
	body   *fyne.Container
	bars   [2]*kit.ActionBar // while counting, afterwards
	bottom *fyne.Container
	box    fyne.CanvasObject
	stage  string
}

func newSheetView(m *sheet, books watched, desk page.Desk) *sheetView {
	v := &sheetView{m: m, books: books, desk: desk, banner: kit.NewBanner(), pill: kit.NewPill("", page.Plain), head: kit.NewStrong("")}
	m.Ask, m.Toast, m.Sound, m.Go = desk.Ask, desk.Toast, desk.Sound, desk.Open
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.head.Narrow = true
	v.share, v.count = kit.NewShare(140), kit.NewStrong("")
	v.walk, v.review = newWalkPart(m, desk.Prefs()), newReviewPart(m, desk.Prefs())
	v.review.grid.OnCursor = func(int) { v.bars[1].Sync() }
	m.Selected, m.MoveTo = v.review.grid.Selected, v.review.grid.SetCursor
	m.Unmark = func() { v.review.grid.Select() }
	v.bars[0] = kit.NewActionBar(m.Commands(), "record.history", "count.cancel", "count.print", "count.finish", "count.recount")
	v.bars[1] = kit.NewActionBar(m.Commands(), "record.history", "count.cancel", "count.print", "count.post")
	v.body, v.bottom = container.NewStack(), container.NewStack()
	head := kit.Pad(10, 12, 10, 12, kit.Spread(v.head, kit.Row(10, v.share, v.count, v.pill)))
	v.box = kit.Frame(kit.Column(0, head, kit.HLine(), v.banner), v.bottom, nil, nil, v.body)
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

// Reload reads the count again, or tries again what did not work.
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

// Closed stops listening; what scans added up is written.
func (v *sheetView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.Leave()
}

func (v *sheetView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	title := page.Sentence(m.C.Count.Title)
	if m.Blind() {
		title += " · blind"
	}
	v.head.Set(title)
	v.refreshProgress()
	v.arrange()
	if m.Counting() {
		v.walk.refresh()
	} else {
		v.review.refresh()
	}
	text := ""
	switch n := m.Unwritten(); {
	case n > 0 && m.Notice.Shown():
		text = page.Counted(n, "line") + " not written yet: nothing is lost, F5 tries again"
	case m.Counting():
		text = "Up and Down go through the lines"
	case m.Reviewing():
		text = reviewText(m)
	}
	for _, b := range v.bars {
		b.Left.Set(text)
		b.Sync()
	}
}

func (v *sheetView) refreshProgress() {
	m := v.m
	counting := m.Counting()
	for _, o := range []fyne.CanvasObject{v.share, v.count} {
		kit.SetVisible(o, counting)
	}
	kit.SetVisible(v.pill, m.Loaded)
	v.pill.Set(page.Sentence(m.Stage()), stateOf(m.Stage()))
	done, all := m.Progress()
	v.count.Set(fmt.Sprintf("%s of %s", page.FormatCount(int64(done)), page.FormatCount(int64(all))))
	if all > 0 {
		v.share.Set(float64(done) / float64(all))
	}
}

func reviewText(m *sheet) string {
	lines, more, fewer := m.Totals()
	if lines == 0 {
		return "Nothing differs"
	}
	open, _ := m.unexplained(-1)
	text := fmt.Sprintf("%s: %s too many, %s too few", page.Counted(lines, "difference"), page.FormatCount(int64(more)), page.FormatCount(int64(fewer)))
	if open > 0 {
		text += fmt.Sprintf(" · %s without a reason", page.FormatCount(int64(open)))
	}
	return text
}

// arrange shows the walk or the differences; the keyboard follows.
func (v *sheetView) arrange() {
	m := v.m
	if !m.Loaded || v.stage == m.Stage() {
		return
	}
	part := map[bool]int{true: 0, false: 1}[m.Counting()]
	v.stage = m.Stage()
	v.review.arrange()
	want := []fyne.CanvasObject{v.walk.box}
	if part == 1 {
		want = []fyne.CanvasObject{v.review.box}
	}
	if len(v.body.Objects) == 0 || v.body.Objects[0] != want[0] {
		v.body.Objects, v.bottom.Objects = want, []fyne.CanvasObject{v.bars[part]}
		v.body.Refresh()
		v.bottom.Refresh()
		if part == 0 {
			kit.Focus(v.walk.found)
		} else {
			v.review.grid.Focus()
		}
	}
	v.desk.Changed()
}
