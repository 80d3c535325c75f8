package counts

import (
	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

var listColumns = []page.Column{
	{ID: "number", Title: "Count", Width: 84, Strong: true},
	{ID: "title", Title: "Of what", Grow: 1},
	{ID: "kind", Title: "Kind", Width: 72},
	{ID: "at", Title: "When", Width: 112},
	{ID: "lines", Title: "Lines", Kind: page.Number, Width: 76},
	{ID: "left", Title: "To count", Kind: page.Number, Width: 84},
	{ID: "state", Title: "State", Kind: page.StateWord, Width: 130},
}

// listView draws the list of counts.
type listView struct {
	m      *list
	books  watched
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	tabs   *kit.Tabs
	grid   *kit.Grid
	bar    *kit.ActionBar
	box    fyne.CanvasObject
	shown  string
}

func newListView(m *list, books watched, desk page.Desk) *listView {
	v := &listView{m: m, books: books, banner: kit.NewBanner(), shown: m.View}
	m.Go = desk.Open
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.tabs = kit.NewTabs(kit.Tab{ID: viewOpen, Title: "Open"}, kit.Tab{ID: viewOver, Title: "Posted and cancelled"})
	v.tabs.OnChange = m.Choose
	v.grid = kit.NewGrid(listColumns, page.Fixed{})
	v.grid.OnOpen = m.OpenRow
	v.grid.OnSelect = v.selected
	v.grid.OnCursor = func(int) { v.selected() }
	v.grid.Commands = m.Commands
	v.grid.KeepLayout(desk.Prefs(), "counts")
	v.bar = kit.NewActionBar(m.Commands(), "record.history", "counts.print", "counts.open", "counts.new")
	v.box = kit.Frame(kit.Column(0, v.tabs, v.banner), v.bar, nil, nil, v.grid)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

func (v *listView) selected() {
	v.m.Select(v.grid.Selected())
	v.bar.Left.Set(v.m.Says())
	v.bar.Sync()
}

// CanvasObject is what is drawn.
func (v *listView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *listView) Title() string { return "Counts" }

// Commands is what can be done here.
func (v *listView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the counts again.
func (v *listView) Reload() { v.m.Reload() }

// Scan opens a scanned count sheet.
func (v *listView) Scan(code string) bool { return v.m.Scan(code) }

// Opened loads the counts.
func (v *listView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["count"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.Reload()
	v.grid.Focus()
}

// Closed stops listening.
func (v *listView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.loading.Cancel()
}

func (v *listView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	title, hint := m.Empty()
	v.grid.SetEmpty(kit.Empty{Icon: "counts", Title: title, Hint: hint})
	v.tabs.SetTabs(kit.Tab{ID: viewOpen, Title: "Open", Count: m.Count(viewOpen)}, kit.Tab{ID: viewOver, Title: "Posted and cancelled", Count: m.Count(viewOver)})
	v.tabs.Mark(m.View)
	if v.shown != m.View {
		v.grid.SetRows(m.cells())
		v.grid.Focus()
	}
	v.grid.ShowAgain(m.cells(), m.numbers())
	v.shown = m.View
	v.grid.SetLoading(m.Loading())
	v.selected()
}
