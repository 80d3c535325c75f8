package reports

import (
	"fyne.io/fyne/v2"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// view draws the reports: what there is at the left, what becomes of it at the
// right.
type view struct {
	m      *model
	banner *kit.Banner
	grid   *kit.Grid
	title  *kit.Line
	says   *fyne.Container
	path   *kit.Path
	field  *kit.Field
	ending *kit.Select
	sheet  *fyne.Container
	made   *kit.Grid
	bar    *kit.ActionBar
	box    fyne.CanvasObject
	shown  int
}

var (
	endings     = []string{".xlsx", ".csv"}
	endingNames = []string{"Workbook (.xlsx): table, totals, chart", "Text (.csv): for other programs"}
)

func newView(m *model, desk page.Desk) *view {
	v := &view{m: m, banner: kit.NewBanner(), title: kit.NewBig("", 4), shown: -1}
	m.OnChange, m.Go, m.Toast, m.SetJob, m.EndJob = v.refresh, desk.Open, desk.Toast, desk.SetJob, desk.EndJob
	v.grid = kit.NewGrid([]page.Column{
		{ID: "what", Title: "Report", Width: 150, Strong: true},
		{ID: "says", Title: "What it says", Grow: 1},
		{ID: "form", Title: "As", Width: 96},
	}, reportRows())
	v.grid.OnCursor = func(i int) { m.Choose(i) }
	v.grid.OnOpen = func(i int) {
		m.Choose(i)
		m.Write()
	}
	v.grid.Commands = m.Commands
	v.path = kit.NewPath(desk.Runner(), "Folder and name", ".xlsx", ".csv")
	v.path.Set(m.Path)
	v.path.Entry.OnChanged = chain(v.path.Entry.OnChanged, func(string) { m.Type(v.path.Entry.Text) })
	v.path.OnFile = func(string) { m.Write() }
	v.path.Entry.OnEscape = v.grid.Focus
	v.field = kit.NewField("File", v.path.Entry).WithHint("Folders and files are offered as you type.")
	v.ending = kit.NewSelect(endingNames, func(string) {
		if i := v.ending.SelectedIndex(); i >= 0 && endings[i] != m.Ending() {
			m.SetEnding(endings[i])
		}
	})
	v.ending.SetSelected(endingNames[0])
	v.made = kit.NewGrid([]page.Column{
		{ID: "what", Title: "Written", Width: 104, Strong: true},
		{ID: "rows", Title: "Rows", Width: 64, Kind: page.Number},
		{ID: "path", Title: "File", Grow: 1},
	}, page.Fixed{})
	v.made.Empty = kit.Empty{Icon: "reports", Title: "Nothing written yet", Hint: "What you write stands here with its place."}
	v.made.Commands = m.Commands
	v.bar = kit.NewActionBar(m.Commands(), "reports.folder", "reports.stop", "reports.write")
	v.says = kit.Column(0)
	v.sheet = kit.Column(12, v.field, kit.NewField("As", v.ending))
	right := kit.Frame(kit.Pad(16, 16, 12, 16, kit.Column(12, v.title, v.says, v.sheet)), nil, nil, nil, kit.Frame(kit.HLine(), nil, nil, nil, v.made))
	v.box = kit.Frame(v.banner, v.bar, nil, kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(480, 0, right)), v.grid)
	v.refresh()
	return v
}

// chain calls both.
func chain(first, second func(string)) func(string) {
	return func(s string) {
		if first != nil {
			first(s)
		}
		second(s)
	}
}

func reportRows() page.Fixed {
	var rows page.Fixed
	for _, s := range app.Sheets {
		rows = append(rows, []page.Cell{page.T(s.Title), {Text: s.Says, State: page.Muted}, page.T("spreadsheet")})
	}
	for _, p := range papers {
		rows = append(rows, []page.Cell{page.T(p.Title), {Text: p.Says, State: page.Muted}, page.T("paper")})
	}
	return rows
}

// CanvasObject is what is drawn.
func (v *view) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *view) Title() string { return "Reports" }

// Commands is what can be done here.
func (v *view) Commands() page.Commands { return v.m.Commands() }

// Reload reads the shop's day again.
func (v *view) Reload() { v.m.Reload() }

// FocusSearch puts the keyboard into the file's name.
func (v *view) FocusSearch() { kit.Focus(v.path.Entry) }

// Opened places the focus.
func (v *view) Opened() {
	v.m.Reload()
	v.grid.Focus()
}

func (v *view) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	s, isSheet := m.Sheet()
	if v.shown != m.Chosen {
		v.shown = m.Chosen
		title, says := s.Title, s.Says
		if !isSheet {
			p := papers[m.Chosen-len(app.Sheets)]
			title, says = p.Title, p.Says
		}
		v.title.Set(title)
		v.says.Objects = []fyne.CanvasObject{kit.Words(says+".", kit.ColorMuted, fyne.TextAlignLeading)}
		v.says.Refresh()
		kit.SetVisible(v.sheet, isSheet)
		v.bar.Left.Set(map[bool]string{true: "Written in the background; work goes on.", false: "Shown before it is printed."}[isSheet])
	}
	if v.path.Entry.Text != m.Path {
		v.path.Set(m.Path)
	}
	for i, e := range endings {
		if e == m.Ending() && v.ending.Selected != endingNames[i] {
			v.ending.SetSelected(endingNames[i])
		}
	}
	if v.field.Error() != m.Wrong {
		v.field.SetError(m.Wrong)
	}
	rows := make(page.Fixed, len(m.Made))
	for i, f := range m.Made {
		rows[i] = []page.Cell{page.T(f.Title), page.T(page.FormatCount(int64(f.Rows))), page.T(f.Path)}
	}
	if v.made.Rows().Len() != len(rows) {
		v.made.SetRows(rows)
	}
	v.grid.SetLoading(m.Busy())
	v.bar.Sync()
}
