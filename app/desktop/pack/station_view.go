package pack

import (
	"fmt"
	"image/color"
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

// stationView draws the packing bench.
type stationView struct {
	m     *station
	desk  page.Desk
	books watched
	first string // a shipment to open, from the route
	stop  func()
	burst *page.Burst

	banner *kit.Banner
	shout  *kit.Shout
	field  *kit.Entry
	head   *kit.Line
	to     *kit.Line
	count  *kit.Line
	share  *kit.Share
	lines  *kit.Grid
	wait   *kit.Grid
	waits  *kit.Line
	notes  *fyne.Container
	middle *fyne.Container
	// one of the two fills the middle
	waitBox, benchBox fyne.CanvasObject
	side              *fyne.Container
	boxes             *fyne.Container
	log               *fyne.Container
	weight            *kit.Field
	weigh             *kit.Entry
	ask               *fyne.Container
	doubt             *kit.Line
	reason            *kit.Entry
	bar               *kit.ActionBar
	box               fyne.CanvasObject
	asked             bool
	shown             *data.Shipment
}

var lineColumns = []page.Column{
	{ID: "left", Title: "To pack", Kind: page.Number, Width: 76, Strong: true},
	{ID: "done", Title: "Packed", Kind: page.Number, Width: 70},
	{ID: "sku", Title: "SKU", Width: 120, Strong: true},
	{ID: "name", Title: "Item", Grow: 1},
	{ID: "note", Title: "", Width: 150},
}

var waitColumns = []page.Column{
	{ID: "number", Title: "Shipment", Width: 96, Strong: true},
	{ID: "customer", Title: "Customer", Grow: 1},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 60},
	{ID: "parcels", Title: "Boxes", Kind: page.Number, Width: 60},
	{ID: "carrier", Title: "Carrier", Width: 190},
}

func newStationView(m *station, books watched, desk page.Desk, route page.Route) *stationView {
	v := &stationView{m: m, desk: desk, books: books, first: route.Arg(0), banner: kit.NewBanner(), shout: kit.NewShout()}
	m.Go, m.Sound, m.OnChange = desk.Open, desk.Sound, v.refresh
	m.ToWeight = func() { kit.Focus(v.weigh) }
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)

	v.field = kit.NewEntry("Scan, or type a number, SKU or barcode and press Enter")
	v.field.OnSubmitted = func(text string) { v.clear(); m.Enter(text) }
	v.head, v.to, v.count = kit.NewBig("", 9), kit.NewMuted(""), kit.NewStrong("")
	v.to.Narrow = true
	v.share = kit.NewShare(160)
	v.lines = kit.NewGrid(lineColumns, page.Fixed{})
	v.wait = kit.NewGrid(waitColumns, page.Fixed{})
	v.wait.OnOpen = func(row int) {
		if row < len(m.Waiting) {
			m.Open(m.Waiting[row].Number)
			kit.Focus(v.field)
		}
	}
	v.wait.Empty = kit.Empty{Icon: "pack", Title: "Nothing waits to be packed", Hint: "Picked orders come here by themselves. Release and pick them on the Pick page, Alt+7."}
	v.waits, v.notes = kit.NewMuted(""), kit.Column(2)
	v.waitBox = kit.Frame(kit.Pad(4, 16, 6, 16, kit.Spread(kit.NewHeading("Waits for the bench"), v.waits)), nil, nil, nil, v.wait)
	v.benchBox = kit.Frame(kit.Pad(0, 16, 8, 16, kit.Column(2,
		kit.Spread(v.head, kit.Row(10, v.share, v.count)), v.to, v.notes)), nil, nil, nil, v.lines)
	v.middle = container.NewStack(v.waitBox, v.benchBox)
	v.boxes, v.log = kit.Column(8), kit.Column(2)

	v.weigh = kit.NewEntry("1.18 or 1180 g")
	v.weigh.SelectAll = true
	v.weigh.OnChanged = m.Weigh
	v.weigh.OnSubmitted = func(string) { kit.Focus(v.field); m.Finish() }
	v.weight = kit.NewField("Weight, with boxes  F6", v.weigh)

	v.doubt = kit.NewStrong("")
	v.doubt.Narrow = true
	v.reason = kit.NewEntry("Why it goes all the same; kept with your name")
	v.reason.OnSubmitted = m.Override
	v.ask = kit.Column(6, v.doubt, v.reason, kit.NewMuted("Enter closes the box for this reason, Esc goes back to scanning"))
	v.ask.Hide()

	v.bar = kit.NewActionBar(m.Commands(), "pack.handover", "pack.unpack", "pack.label", "pack.finish")
	top := kit.Column(0, v.banner, v.shout, kit.Pad(10, 16, 10, 16, container.NewThemeOverride(v.field, largeText{})),
		kit.Pad(0, 16, 0, 16, v.ask))
	v.side = kit.Column(12, v.boxes, v.weight, kit.Column(4, kit.NewMuted("Last scans"), v.log))
	scroll := container.NewVScroll(kit.Pad(4, 16, 12, 12, v.side))
	side := kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(320, 0, scroll))
	v.box = kit.Frame(top, v.bar, nil, side, v.middle)
	v.refresh()
	return v
}

// largeText makes the one field of the bench readable from two steps away.
type largeText struct{}

func (largeText) theme() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color, Font and Icon are the window's own.
func (l largeText) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return l.theme().Color(n, v)
}

// Font is the window's own.
func (l largeText) Font(s fyne.TextStyle) fyne.Resource { return l.theme().Font(s) }

// Icon is the window's own.
func (l largeText) Icon(n fyne.ThemeIconName) fyne.Resource { return l.theme().Icon(n) }

// Size is larger for text and the room around it.
func (l largeText) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameText:
		return l.theme().Size(n) + 7
	case theme.SizeNameInnerPadding:
		return 10
	}
	return l.theme().Size(n)
}

func (v *stationView) clear() {
	v.field.SetText("")
}

// CanvasObject is what is drawn.
func (v *stationView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *stationView) Title() string { return "Pack" }

// Commands is what can be done here.
func (v *stationView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the bench again.
func (v *stationView) Reload() { v.m.Reload() }

// Opened places the keyboard where scans are typed.
func (v *stationView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["shipment"])+len(c.Entities["order"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.List()
	if v.first != "" {
		v.m.Open(v.first)
	}
	kit.Focus(v.field)
}

// Closed stops listening.
func (v *stationView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.reading.Cancel()
	v.m.listing.Cancel()
}

// FocusSearch puts the keyboard back where scans are typed.
func (v *stationView) FocusSearch() { kit.Focus(v.field) }

// Scan takes every code that is scanned while the bench is open.
func (v *stationView) Scan(code string) bool {
	typed := v.field.Text
	v.clear()
	v.m.Scan(code, typed)
	if !v.asked {
		kit.Focus(v.field)
	}
	return true
}

// Escape goes back one step before the page is left.
func (v *stationView) Escape() bool {
	if v.field.Text != "" {
		v.clear()
		return true
	}
	left := v.m.Leave()
	if left {
		kit.Focus(v.field)
	}
	return left
}

func (v *stationView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	v.shout.Set(m.Says.State, m.Says.Word, m.Says.Detail)
	if m.On == nil {
		v.refreshWaiting()
	} else {
		v.refreshBench()
	}
	v.refreshAsk()
	v.refreshLog()
	switch {
	case m.Queued() > 0:
		v.bar.Left.Set(fmt.Sprintf("%d scans wait to be counted", m.Queued()))
	case m.Blocked:
		v.bar.Left.Set("Stopped: Enter goes on")
	default:
		v.bar.Left.Set("Esc puts the order aside · 6 and Enter before a scan counts six")
	}
	v.bar.Sync()
}

func (v *stationView) refreshWaiting() {
	v.shown = nil
	rows := make(page.Fixed, len(v.m.Waiting))
	for i, w := range v.m.Waiting {
		number := page.T(w.Number)
		if w.Priority > 0 {
			number = page.S(w.Number+" !", page.Warning)
		}
		rows[i] = []page.Cell{number, page.T(w.Customer), page.T(page.FormatCount(w.UnitCount)), page.T(page.FormatCount(w.ParcelCount)), page.T(strings.TrimSpace(w.Carrier + " " + w.Service))}
	}
	v.setRows(v.wait, rows)
	v.waits.Set(page.FormatCount(int64(len(rows))) + " shipments")
	v.benchBox.Hide()
	v.waitBox.Show()
	v.weight.Hide()
	v.boxes.Objects = []fyne.CanvasObject{kit.NewMuted("The box and what goes into it stand here")}
	v.boxes.Refresh()
}

// setRows shows other rows without moving the cursor.
func (v *stationView) setRows(g *kit.Grid, rows page.Fixed) {
	at := g.Cursor()
	g.SetRows(rows)
	if at > 0 {
		g.SetCursor(min(at, len(rows)-1))
	}
}

func (v *stationView) refreshBench() {
	b := v.m.On
	if v.shown == nil || v.shown.ID != b.Shipment.ID {
		sh := b.Shipment
		v.shown = &sh
		v.weigh.SetText("")
	}
	v.head.Set(b.Shipment.Number)
	to := []string{b.Order.ShipName, b.Order.ShipCity, b.Order.ShipCountry, strings.TrimSpace(b.Shipment.Carrier + " " + b.Shipment.Service)}
	v.to.Set(join(to))
	v.count.Set(fmt.Sprintf("%d of %d", b.Packed, b.Units))
	if b.Units > 0 {
		v.share.Set(float64(b.Packed) / float64(b.Units))
	}
	list := benchLines(b)
	rows := make(page.Fixed, len(list))
	for i, l := range list {
		rows[i] = lineCells(l)
	}
	v.lines.SetRows(rows)
	v.notes.Objects = nil
	for _, note := range []string{b.Order.Note, b.Order.GiftNote} {
		if note != "" {
			n := kit.NewStrong("● " + note)
			n.Color, n.Narrow = kit.ColorWarning, true
			v.notes.Add(n)
		}
	}
	v.waitBox.Hide()
	v.benchBox.Show()
	v.weight.Show()
	v.weight.SetNote(weightNote(v.m), kit.ColorMuted)
	if v.m.WeighBad != "" {
		v.weight.SetError(v.m.WeighBad)
	}
	v.boxes.Objects = nil
	for _, x := range boxViews(b) {
		v.boxes.Add(drawBox(x))
	}
	v.boxes.Refresh()
}

func weightNote(m *station) string {
	want := m.On.Expected
	if m.Weighed == 0 {
		return fmt.Sprintf("expected %s", want)
	}
	diff := m.Weighed - want
	switch {
	case diff > 0:
		return fmt.Sprintf("%s of %s expected, %s more", m.Weighed, want, diff)
	case diff < 0:
		return fmt.Sprintf("%s of %s expected, %s less", m.Weighed, want, -diff)
	}
	return fmt.Sprintf("%s, as expected", want)
}

func join(parts []string) string {
	var out []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

func lineCells(l benchLine) []page.Cell {
	left, name := page.T(page.FormatCount(int64(l.Left))), page.T(l.Name)
	note := page.S(l.Note, page.Muted)
	switch {
	case l.Missing > 0:
		note = page.S(fmt.Sprintf("%d not picked", l.Missing), page.Warning)
	case !l.Scanned:
		left = page.S("–", page.Muted)
	case l.Left == 0:
		left, name = page.S("✓", page.Good), page.S(l.Name, page.Muted)
	}
	return []page.Cell{left, page.S(page.FormatCount(int64(l.Done)), page.Muted), page.T(l.SKU), name, note}
}

// drawBox draws one parcel: the box's code large, then what goes in.
func drawBox(x boxView) fyne.CanvasObject {
	code := kit.NewBig(x.Code, 15)
	title := kit.NewMuted(x.Title)
	switch {
	case x.Full:
		code.Color = kit.ColorGood
		title.Set("✓ " + x.Title + ", full")
	case !x.Now:
		code.Color = kit.ColorMuted
	}
	parts := []fyne.CanvasObject{kit.Spread(code, kit.Column(0, title, kit.NewMuted(x.Size)))}
	for i, l := range x.Lines {
		if i == 8 {
			parts = append(parts, kit.NewMuted(fmt.Sprintf("and %d more", len(x.Lines)-i)))
			break
		}
		line := kit.NewLine(fmt.Sprintf("%d of %d  %s %s", l.In, l.Qty, l.SKU, l.Name))
		line.Narrow = true
		if l.In == l.Qty {
			line.SetColor("✓ "+line.Text, kit.ColorFaint)
		}
		parts = append(parts, line)
	}
	if x.Filling != "" {
		parts = append(parts, kit.NewMuted("Filling: "+x.Filling))
	}
	parts = append(parts, kit.NewMuted("Weighs "+x.Weight.String()))
	return kit.Card(kit.Column(2, parts...))
}

func (v *stationView) refreshAsk() {
	asks := v.m.Asking != ""
	if asks == v.asked {
		return
	}
	v.asked = asks
	if !asks {
		v.ask.Hide()
		v.reason.SetText("")
		kit.Focus(v.field)
		return
	}
	v.doubt.SetColor("▲ Not proved: "+v.m.Asking, kit.ColorWarning)
	v.ask.Show()
	kit.Focus(v.reason)
}

func (v *stationView) refreshLog() {
	v.log.Objects = nil
	for _, h := range v.m.Log {
		l := kit.NewLine(kit.StateSign(h.State) + "  " + h.Text)
		l.Color, l.Narrow = kit.StateColor(h.State), true
		v.log.Add(l)
	}
	if len(v.m.Log) == 0 {
		v.log.Add(kit.NewMuted("none yet"))
	}
	v.log.Refresh()
}
