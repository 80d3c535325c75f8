package today

import (
	"fmt"
	"time"

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

const gap = 12 // between the cards of the page

// view draws the day.
type view struct {
	m      *model
	books  watched
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	box    fyne.CanvasObject

	tiles   []*stageTile
	day     *fyne.Container // the page of a shop at work
	decide  *kit.Grid
	urgent  *kit.Grid
	cuts    *kit.Grid
	week    *kit.Bars
	weekSum *kit.Line
	lines   []line

	begin *fyne.Container // the page of a new shop, made when it is one
	steps *kit.Grid

	atWork, beginning bool
	changed           func() // the title or what can be done is another
}

func newView(m *model, books watched, desk page.Desk) *view {
	v := &view{m: m, books: books, banner: kit.NewBanner(), week: kit.NewBars(), weekSum: kit.NewMuted(""), begin: container.NewStack()}
	m.OnChange, m.Go = v.refresh, desk.Open
	v.changed = desk.Changed
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.makeDay(desk)
	v.day.Hide()
	v.begin.Hide()
	v.box = kit.Frame(v.banner, nil, nil, nil, container.NewStack(v.day, v.begin))
	v.refresh()
	return v
}

func (v *view) makeDay(desk page.Desk) {
	strip := make([]fyne.CanvasObject, len(stageTiles))
	for i, t := range v.m.Tiles() {
		v.tiles = append(v.tiles, newStageTile(t, v.m.Open))
		strip[i] = v.tiles[i]
	}
	v.decide = kit.NewGrid([]page.Column{
		{ID: "what", Title: "What", Grow: 1},
		{ID: "n", Title: "Count", Width: 64, Kind: page.Number, Strong: true},
		{ID: "state", Title: "State", Width: 96, Kind: page.StateWord},
		{ID: "detail", Title: "", Width: 140},
		{ID: "key", Title: "Key", Width: 40},
	}, page.Fixed{})
	v.decide.Empty = kit.Empty{Icon: "good", Title: "Nothing to decide", Hint: "Holds, doubtful addresses and what runs low would stand here."}
	v.decide.OnOpen = func(i int) {
		if i < len(v.lines) {
			v.m.Open(v.lines[i].Route)
		}
	}
	v.decide.Commands = v.m.Commands
	v.urgent = kit.NewGrid([]page.Column{
		{ID: "order", Title: "Order", Width: 72, Strong: true},
		{ID: "customer", Title: "Customer", Grow: 1},
		{ID: "promised", Title: "Promised", Width: 96, Kind: page.Date},
		{ID: "state", Title: "State", Width: 104, Kind: page.StateWord},
		{ID: "units", Title: "Units", Width: 56, Kind: page.Number},
		{ID: "total", Title: "Total", Width: 88, Kind: page.Money},
	}, page.Fixed{})
	v.urgent.Empty = kit.Empty{Icon: "good", Title: "Everything has left", Hint: "A phone order starts with F2."}
	v.urgent.OnOpen = func(i int) {
		if i < len(v.m.Day.Urgent) {
			v.m.Open(page.To("order", fmt.Sprint(v.m.Day.Urgent[i].Number)))
		}
	}
	v.urgent.Commands = v.m.Commands
	v.urgent.KeepLayout(desk.Prefs(), "today.urgent")
	v.cuts = kit.NewGrid([]page.Column{
		{ID: "service", Title: "Service", Grow: 1},
		{ID: "here", Title: "Here", Width: 48, Kind: page.Number, Strong: true},
		{ID: "left", Title: "Leaves", Width: 136},
	}, page.Fixed{})
	v.cuts.Empty = kit.Empty{Icon: "good", Title: "No parcel waits", Hint: "What is planned stands here with the time its van comes."}
	v.cuts.OnOpen = func(int) { v.m.Open("handover") }
	v.cuts.Commands = v.m.Commands
	v.week.Height = 150
	side := kit.Frame(kit.Fixed(0, 216, card("The van comes", v.cuts)), nil, nil, nil,
		kit.Pad(gap, 0, 0, 0, card("The week", kit.Pad(4, 8, 4, 8, kit.Frame(v.weekSum, nil, nil, nil, v.week)))))
	left := kit.Frame(kit.Fixed(0, 284, card("To decide", v.decide)), nil, nil, nil, kit.Pad(gap, 0, 0, 0, card("Leaves first", v.urgent)))
	v.day = kit.On("background", kit.Pad(gap, gap, gap, gap, kit.Frame(
		kit.Pad(0, 0, gap, 0, container.New(even{8}, strip...)), nil, nil, kit.Pad(0, 0, 0, gap, kit.Fixed(332, 0, side)), left)))
}

func (v *view) makeBegin() {
	v.steps = kit.NewGrid([]page.Column{
		{ID: "key", Title: "Key", Width: 44, Strong: true},
		{ID: "what", Title: "What", Width: 220, Strong: true},
		{ID: "detail", Title: "", Grow: 1},
		{ID: "state", Title: "State", Width: 120, Kind: page.StateWord},
	}, page.Fixed{})
	v.steps.OnOpen = func(i int) {
		if steps := v.m.Steps(); i < len(steps) {
			v.m.Open(steps[i].Route)
		}
	}
	v.steps.Commands = v.m.Commands
	head := kit.Column(4, kit.NewBig("A new shop", 8),
		kit.Words("Eight steps, in any order; most take a minute. Press the number, or Enter on the line. To see the program at work first, close it and start packbench demo: it makes a shop from a real week.", kit.ColorMuted, fyne.TextAlignLeading))
	foot := kit.Words("Lists come in from .csv and .xlsx as they are: columns are found by their names, wrong rows are told one by one, and nothing is written before you have seen what would change.", kit.ColorMuted, fyne.TextAlignLeading)
	v.begin.Add(kit.On("background", kit.Pad(24, 48, 24, 48, kit.Frame(kit.Pad(0, 0, 16, 0, head), nil, nil, nil,
		kit.Frame(kit.Fixed(0, 256, card("", v.steps)), nil, nil, nil, kit.Pad(12, 0, 0, 0, kit.Column(0, foot)))))))
}

// card frames a table with a heading on its border.
func card(title string, o fyne.CanvasObject) fyne.CanvasObject {
	g := kit.NewGround(kit.ColorSurface)
	g.Stroke, g.Radius = kit.ColorLine, 6
	if title == "" {
		return container.NewStack(g, kit.Pad(1, 1, 1, 1, o))
	}
	return container.NewStack(g, kit.Pad(1, 1, 1, 1, kit.Frame(kit.Pad(8, 12, 6, 12, kit.NewHeading(title)), nil, nil, nil, o)))
}

// even lays things out side by side, all of one width.
type even struct{ gap float32 }

// Layout gives each the same share of the width.
func (l even) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	n := float32(len(objects))
	w := (s.Width - l.gap*(n-1)) / n
	for i, o := range objects {
		x := float32(int(float32(i) * (w + l.gap)))
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(float32(int(float32(i)*(w+l.gap)+w))-x, s.Height))
	}
}

// MinSize is what the largest needs, for each.
func (l even) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		m = m.Max(o.MinSize())
	}
	n := float32(len(objects))
	return fyne.NewSize(m.Width*n+l.gap*(n-1), m.Height)
}

// CanvasObject is what is drawn.
func (v *view) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *view) Title() string {
	if !v.m.Come {
		return "Today"
	}
	return "Today · " + v.m.Day.Now.Format("Monday 2 January")
}

// Commands is what can be done here.
func (v *view) Commands() page.Commands { return v.m.Commands() }

// Reload reads the day again.
func (v *view) Reload() { v.m.Reload() }

// Opened loads the day.
func (v *view) Opened() {
	v.stop = v.books.Watch(func(data.Changed) { v.burst.Poke() })
	v.m.Reload()
}

// Closed stops listening.
func (v *view) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.Close()
}

func (v *view) refresh() {
	v.banner.Set(v.m.Notice)
	if !v.m.Come {
		return
	}
	if v.m.Beginning() {
		v.refreshBegin()
	} else {
		v.refreshDay()
	}
	if first := !v.atWork && !v.beginning; first || v.beginning != v.m.Beginning() {
		v.beginning, v.atWork = v.m.Beginning(), !v.m.Beginning()
		kit.SetVisible(v.begin, v.beginning)
		kit.SetVisible(v.day, v.atWork)
		v.box.Refresh()
		v.changed()
		if v.beginning {
			v.steps.Focus()
		} else {
			v.decide.Focus()
		}
	}
}

func (v *view) refreshBegin() {
	if v.steps == nil {
		v.makeBegin()
	}
	var rows page.Fixed
	for _, s := range v.m.Steps() {
		rows = append(rows, []page.Cell{page.T(s.Key), page.T(s.What), {Text: s.Detail, State: page.Muted}, page.S(s.Word, s.State)})
	}
	keep(v.steps, rows)
}

func (v *view) refreshDay() {
	for i, t := range v.m.Tiles() {
		v.tiles[i].set(t)
	}
	d := v.m.Day
	v.lines = v.m.Decisions()
	rows := make(page.Fixed, len(v.lines))
	for i, l := range v.lines {
		rows[i] = []page.Cell{page.T(l.What), page.T(page.FormatCount(l.N)), page.S(l.Word, l.State), {Text: l.Detail, State: page.Muted}, {Text: l.Key, State: page.Muted}}
	}
	keep(v.decide, rows)
	rows = make(page.Fixed, len(d.Urgent))
	for i, o := range d.Urgent {
		promised := o.PromisedAt.Time().In(d.Now.Location())
		when := page.Cell{Text: promised.Format("Mon 2 Jan")}
		if promised.Before(d.Now) {
			when.State = page.Bad
		} else if promised.Sub(d.Now) < 24*time.Hour {
			when.State = page.Warning
		}
		rows[i] = []page.Cell{page.T(fmt.Sprint(o.Number)), page.T(o.Customer), when, page.S(string(o.Stage), stateOf(o.Stage)),
			page.T(page.FormatCount(int64(o.Units))), page.T(page.FormatMoney(int64(o.Total), 2))}
	}
	keep(v.urgent, rows)
	rows = make(page.Fixed, len(d.CutOffs))
	for i, c := range d.CutOffs {
		left, state := v.m.Left(c)
		if !c.At.IsZero() && c.At.After(d.Now) {
			left = c.At.Format("15:04") + "  " + left
		}
		rows[i] = []page.Cell{page.T(c.Service), page.T(page.FormatCount(c.Here)), {Text: left, State: state}}
	}
	keep(v.cuts, rows)
	bars := make([]kit.Bar, len(d.Week))
	var orders int64
	var total data.Money
	for i, s := range d.Week {
		orders += s.Orders
		total += s.Total
		bars[i] = kit.Bar{Label: s.Day.Format("Mon"), Value: float64(s.Total), Text: short(s.Total), Now: i == len(d.Week)-1}
	}
	v.week.Set(bars...)
	v.weekSum.Set(fmt.Sprintf("%s in %s orders", page.FormatMoney(int64(total), 2)+" "+d.Profile.Currency, page.FormatCount(orders)))
}

// keep shows other rows and leaves the cursor where it is.
func keep(g *kit.Grid, rows page.Fixed) {
	at := g.Cursor()
	g.SetRows(rows)
	if at > 0 && at < len(rows) {
		g.SetCursor(at)
	}
}

// short writes an amount for the top of a bar: "940", "12.4k".
func short(m data.Money) string {
	switch whole := int64(m) / 100; {
	case whole == 0:
		return ""
	case whole < 10_000:
		return page.FormatCount(whole)
	default:
		return fmt.Sprintf("%.1fk", float64(whole)/1000)
	}
}

func stateOf(s data.OrderStage) page.State {
	switch s {
	case data.OnHold:
		return page.Bad
	case data.Unpaid, data.BadAddress, data.Backordered:
		return page.Warning
	case data.Ready, data.Packed:
		return page.Good
	}
	return page.Info
}
