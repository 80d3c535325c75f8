package setup

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// importView draws the bringing in of a file.
type importView struct {
	m       *importPart
	banner  *kit.Banner
	kind    *kit.Select
	needs   *kit.Field
	said    string // under it: what such a list needs
	path    *kit.Path
	notes   *fyne.Container
	tabs    *kit.Tabs
	grid    *kit.Grid // what changes
	wrong   *kit.Grid // the wrong rows
	bar     *kit.ActionBar
	box     fyne.CanvasObject
	bad     bool // the wrong rows are looked at
	shown   *app.Imported
	dropped fyne.Window // the window whose drops come here
}

func newImportView(m *importPart, desk page.Desk) *importView {
	v := &importView{m: m, banner: kit.NewBanner(), notes: kit.Column(2)}
	m.OnChange = v.refresh
	names := make([]string, len(app.ImportKinds))
	for i, k := range app.ImportKinds {
		names[i] = k.Title
	}
	v.kind = kit.NewSelect(names, func(string) { m.ChooseKind(v.kind.SelectedIndex()) })
	v.kind.SetSelected(names[m.Kind])
	v.path = kit.NewPath(desk.Runner(), "Type the path of a .csv or .xlsx file, or drop one here", ".csv", ".tsv", ".txt", ".xlsx", ".json")
	query := v.path.Entry.OnChanged
	v.path.Entry.OnChanged = func(s string) { query(s); m.Type(s) }
	v.path.OnFile = m.File
	v.needs = kit.NewField("List of", v.kind)
	fields := kit.Frame(nil, nil, kit.Fixed(400, 0, v.needs), nil, kit.Pad(0, 0, 0, 16, kit.NewField("File", v.path.Entry).WithHint("Columns are found by their names; what is not in the file, or empty in it, stays as it is.")))
	v.tabs = kit.NewTabs(kit.Tab{ID: "changes", Title: "What changes", Count: -1}, kit.Tab{ID: "bad", Title: "Wrong rows", Count: -1})
	v.tabs.OnChange = func(id string) { v.bad = id == "bad"; v.rows() }
	v.grid, v.wrong = kit.NewGrid(changeColumns, page.Fixed{}), kit.NewGrid(badColumns, page.Fixed{})
	v.grid.Commands, v.wrong.Commands = m.Commands, m.Commands
	v.wrong.Empty = kit.Empty{Icon: "good", Title: "No row is wrong", Hint: "Each wrong cell would stand here with its line and what was expected."}
	v.wrong.Hide()
	v.bar = kit.NewActionBar(m.Commands(), "import.stop", "import.again", "import.mend", "import.try", "import.bring")
	v.box = kit.Frame(kit.Column(0, v.banner, kit.Pad(16, 16, 12, 16, kit.Column(8, fields, v.notes)), v.tabs), v.bar, nil, nil, container.NewStack(v.grid, v.wrong))
	v.refresh()
	return v
}

func (v *importView) body() fyne.CanvasObject { return v.box }
func (v *importView) Commands() page.Commands { return v.m.Commands() }
func (v *importView) Reload()                 { v.m.Reload() }
func (v *importView) escape() bool            { return false }

// focus puts the keyboard into the path, and takes files that are dropped onto
// the window.
func (v *importView) focus() {
	kit.Focus(v.path.Entry)
	canvas := fyne.CurrentApp().Driver().CanvasForObject(v.box)
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if w.Canvas() == canvas && canvas != nil {
			v.dropped = w
			w.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
				if len(files) > 0 && files[0].Scheme() == "file" && v.box.Visible() {
					v.path.Set(files[0].Path())
					v.m.File(files[0].Path())
				}
			})
		}
	}
}

func (v *importView) closed() {
	if v.dropped != nil {
		v.dropped.SetOnDropped(nil)
	}
	v.m.Close()
}

func (v *importView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	kind := app.ImportKinds[m.Kind]
	if v.kind.Selected != kind.Title {
		v.kind.SetSelected(kind.Title)
	}
	if v.said != kind.Says {
		v.said = kind.Says
		v.needs.SetNote(kind.Says, kit.ColorMuted)
	}
	if v.path.Entry.Text != m.Path {
		v.path.Set(m.Path)
	}
	if v.shown != m.Tried || m.Tried == nil {
		v.shown = m.Tried
		v.note()
		bad := 0
		changes := 0
		if t := m.Tried; t != nil {
			bad, changes = t.BadRows, t.New+t.Changed
		}
		v.tabs.SetTabs(kit.Tab{ID: "changes", Title: "What changes", Count: changes}, kit.Tab{ID: "bad", Title: "Wrong rows", Count: bad, State: page.Bad})
		v.bad = bad > 0 && changes == 0
		v.tabs.Mark(map[bool]string{true: "bad", false: "changes"}[v.bad])
		v.rows()
	}
	v.grid.SetLoading(m.Busy())
	v.bar.Left.Set(m.Says())
	v.bar.Sync()
}

// rows shows what changes, or the wrong rows.
func (v *importView) rows() {
	v.grid.SetRows(v.m.ChangeRows())
	v.wrong.SetRows(v.m.BadRows())
	title, hint := "No file yet", "Type its path above, or drop it onto the window. First you see what it would change; nothing is written before F10."
	if t := v.m.Tried; t != nil {
		title, hint = "Nothing changes", t.Says()
	}
	v.grid.SetEmpty(kit.Empty{Icon: "info", Title: title, Hint: hint})
	kit.SetVisible(v.wrong, v.bad)
	kit.SetVisible(v.grid, !v.bad)
	v.box.Refresh()
}

// note shows what was taken for granted.
func (v *importView) note() {
	v.notes.Objects = nil
	if notes := v.m.Notes(); len(notes) > 0 {
		v.notes.Objects = []fyne.CanvasObject{kit.Words(strings.Join(notes, " · "), kit.ColorMuted, fyne.TextAlignLeading)}
	}
	v.notes.Refresh()
}
