package pack

import (
	"fmt"

	"fyne.io/fyne/v2"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

var doorColumns = []page.Column{
	{ID: "number", Title: "Shipment", Width: 100, Strong: true},
	{ID: "carrier", Title: "Carrier", Width: 130},
	{ID: "service", Title: "Service", Width: 150},
	{ID: "customer", Title: "Customer", Grow: 1},
	{ID: "country", Title: "To", Width: 44},
	{ID: "parcels", Title: "Parcels", Kind: page.Number, Width: 68},
	{ID: "units", Title: "Units", Kind: page.Number, Width: 64},
	{ID: "state", Title: "State", Kind: page.StateWord, Width: 250},
}

// doorView draws what waits for the carriers.
type doorView struct {
	m      *door
	books  watched
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	tabs   *kit.Tabs
	grid   *kit.Grid
	bar    *kit.ActionBar
	box    fyne.CanvasObject
	rows   []app.FloorRow
	quiet  bool // the view itself selects rows
}

func newDoorView(m *door, books watched, desk page.Desk) *doorView {
	v := &doorView{m: m, books: books, banner: kit.NewBanner(), tabs: kit.NewTabs(kit.Tab{Title: "All", Count: -1})}
	m.OnChange, m.Ask, m.Toast, m.Sound, m.Go = v.refresh, desk.Ask, desk.Toast, desk.Sound, desk.Open
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.tabs.OnChange = m.Choose
	v.grid = kit.NewGrid(doorColumns, page.Fixed{})
	v.grid.Empty = kit.Empty{Icon: "pack", Title: "Nothing waits for a carrier", Hint: "Parcels come here when their box is closed at the bench, F7."}
	v.grid.OnSelect = v.mark
	v.grid.OnOpen = func(row int) {
		if row < len(v.rows) {
			desk.Open(page.To("order", fmt.Sprint(v.rows[row].OrderNumber)))
		}
	}
	v.grid.Commands = m.Commands
	v.grid.KeepLayout(desk.Prefs(), "handover")
	v.bar = kit.NewActionBar(m.Commands(), "door.bench", "door.manifest", "door.handover")
	v.box = kit.Frame(kit.Column(0, v.tabs, v.banner), v.bar, nil, nil, v.grid)
	v.refresh()
	return v
}

func (v *doorView) mark() {
	if v.quiet {
		return
	}
	var rows []app.FloorRow
	if v.grid.Marked() > 0 {
		for _, i := range v.grid.Selected() {
			rows = append(rows, v.rows[i])
		}
	}
	v.m.Mark(rows)
	v.refreshBar()
}

// CanvasObject is what is drawn.
func (v *doorView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *doorView) Title() string { return "Hand over" }

// Commands is what can be done here.
func (v *doorView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the list again.
func (v *doorView) Reload() { v.m.Reload() }

// Scan marks a scanned parcel.
func (v *doorView) Scan(code string) bool { return v.m.Scan(code) }

// Opened loads the list.
func (v *doorView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["shipment"])+len(c.Entities["order"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.Reload()
	v.grid.Focus()
}

// Closed stops listening.
func (v *doorView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.loading.Cancel()
}

func (v *doorView) refresh() {
	v.banner.Set(v.m.Gate)
	if v.m.Notice.Shown() {
		v.banner.Set(v.m.Notice)
	}
	var tabs []kit.Tab
	for _, c := range v.m.Carriers() {
		title := c.Carrier
		if title == "" {
			title = "All"
		}
		tabs = append(tabs, kit.Tab{ID: c.Carrier, Title: title, Count: c.N})
	}
	v.tabs.SetTabs(tabs...)
	v.tabs.Mark(v.m.Carrier)
	v.rows = v.m.Shown()
	cells := make(page.Fixed, len(v.rows))
	var marked []int
	for i, r := range v.rows {
		state := page.S("packed", page.Good)
		if why := v.m.why[r.ID]; why != "" {
			state = page.S(why, page.Bad)
		}
		cells[i] = []page.Cell{page.T(r.Number), page.T(r.Carrier), page.T(r.Service), page.T(r.Customer), page.T(r.ShipCountry),
			page.T(page.FormatCount(r.ParcelCount)), page.T(page.FormatCount(r.UnitCount)), state}
		if v.m.marked[r.ID] {
			marked = append(marked, i)
		}
	}
	at := v.grid.Cursor()
	v.quiet = true
	v.grid.SetRows(cells)
	v.grid.SetCursor(min(at, len(cells)-1))
	v.grid.Select(marked...)
	v.quiet = false
	v.grid.SetLoading(v.m.loading.Running() || v.m.busy)
	v.refreshBar()
}

func (v *doorView) refreshBar() {
	rows := v.m.meant()
	what := "All shown"
	if len(v.m.marked) > 0 {
		what = "Marked"
	}
	if len(rows) == 0 {
		v.bar.Left.Set("")
	} else {
		v.bar.Left.Set(fmt.Sprintf("%s: %s, %s", what, counted(len(rows), "shipment"), counted(int(parcelsOf(rows)), "parcel")))
	}
	v.bar.Sync()
}
