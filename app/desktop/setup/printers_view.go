package setup

import (
	"fmt"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// printersView draws which printer takes what, the machine's printers, and what
// waits for one.
type printersView struct {
	m       *printersPart
	banner  *kit.Banner
	kinds   *kit.Grid
	machine *kit.Grid
	jobs    *kit.Grid
	form    *kit.FormPanel
	right   *fyne.Container
	bar     *kit.ActionBar
	box     *fyne.Container
}

func newPrintersView(m *printersPart, desk page.Desk) *printersView {
	v := &printersView{m: m, banner: kit.NewBanner(), form: kit.NewFormPanel()}
	m.OnChange = v.refresh
	v.kinds = kit.NewGrid(kindColumns, page.Fixed{})
	v.kinds.OnCursor = func(i int) { m.Kind = i }
	v.kinds.OnOpen = m.Choose
	v.kinds.Commands = m.Commands
	v.machine = kit.NewGrid(machineColumns, page.Fixed{})
	v.machine.Commands = m.Commands
	v.jobs = kit.NewGrid(jobColumns, page.Fixed{})
	v.jobs.OnCursor = func(i int) { m.At = i; v.bar.Sync() }
	v.jobs.OnOpen = func(i int) { m.At = i; m.Send() }
	v.jobs.Commands = m.Commands
	v.jobs.Empty = kit.Empty{Icon: "print", Title: "Nothing was printed yet", Hint: "What cannot be printed waits here, with the reason."}
	v.jobs.KeepLayout(desk.Prefs(), "setup.jobs")
	v.form.OnClose = func() { m.CloseForm(); v.kinds.Focus() }
	v.bar = kit.NewActionBar(m.Commands(), "printers.choose", "printers.drop", "printers.send", "printers.all")
	v.right = kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(360, 0, v.form))
	v.right.Hide()
	top := kit.Fixed(0, 262, kit.Frame(nil, nil, kit.Fixed(440, 0, titled("At this desk", v.kinds)), nil, kit.Frame(nil, nil, kit.VLine(), nil, titled("Printers of this machine", v.machine))))
	v.box = kit.Frame(v.banner, v.bar, nil, v.right, kit.Frame(kit.Column(0, top, kit.HLine()), nil, nil, nil, titled("Printed, and waiting", v.jobs)))
	v.refresh()
	return v
}

// titled puts a heading over a table.
func titled(title string, o fyne.CanvasObject) fyne.CanvasObject {
	return kit.Frame(kit.Pad(10, 12, 6, 12, kit.NewHeading(title)), nil, nil, nil, o)
}

func (v *printersView) body() fyne.CanvasObject { return v.box }
func (v *printersView) Commands() page.Commands { return v.m.Commands() }
func (v *printersView) Reload()                 { v.m.Reload() }
func (v *printersView) focus()                  { v.kinds.Focus() }
func (v *printersView) closed()                 { v.m.loading.Cancel() }

func (v *printersView) escape() bool {
	if v.m.Form == nil {
		return false
	}
	v.m.CloseForm()
	v.kinds.Focus()
	return true
}

func (v *printersView) refresh() {
	m := v.m
	v.banner.Set(m.says())
	put(v.kinds, m.KindRows())
	hint := "Connect one, or add it in the system's settings; F5 looks again."
	if m.Missing != "" {
		hint = m.Missing
	}
	v.machine.SetEmpty(kit.Empty{Icon: "print", Title: "This machine has no printers", Hint: hint})
	put(v.machine, m.MachineRows())
	put(v.jobs, m.JobRows())
	m.At, m.Kind = v.jobs.Cursor(), v.kinds.Cursor()
	v.jobs.SetLoading(m.loading.Running() || m.busy)
	if show := m.Form != nil; show != v.right.Visible() {
		kit.SetVisible(v.right, show)
		v.box.Refresh()
	}
	if v.form.Set(m.Form) && m.Form == nil {
		v.kinds.Focus()
	}
	v.bar.Left.Set(map[bool]string{true: fmt.Sprintf("%d wait to be printed", m.Waiting()), false: "Nothing waits"}[m.Waiting() > 0])
	v.bar.Sync()
}

// put shows other rows and leaves the cursor where it is.
func put(g *kit.Grid, rows page.Fixed) {
	at := g.Cursor()
	g.SetRows(rows)
	if at > 0 && at < len(rows) {
		g.SetCursor(at)
	}
}
