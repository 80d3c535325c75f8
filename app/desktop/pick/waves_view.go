package pick

import (
	"fmt"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

var waveColumns = []page.Column{
	{ID: "number", Title: "Wave", Width: 60, Strong: true},
	{ID: "carrier", Title: "Carrier", Width: 110, Grow: 1},
	{ID: "cutoff", Title: "Cut-off", Kind: page.Date, Width: 84},
	{ID: "left", Title: "Leaves in", Kind: page.Number, Width: 88},
	{ID: "orders", Title: "Orders", Kind: page.Number, Width: 66},
	{ID: "picked", Title: "Picked", Kind: page.Number, Width: 66},
	{ID: "packed", Title: "Packed", Kind: page.Number, Width: 70},
	{ID: "lists", Title: "Lists", Kind: page.Number, Width: 54},
	{ID: "metres", Title: "Walk", Kind: page.Number, Width: 68},
	{ID: "minutes", Title: "Time", Kind: page.Number, Width: 88, Hidden: true},
	{ID: "stage", Title: "State", Kind: page.StateWord, Width: 112},
}

var waveShipmentColumns = []page.Column{
	{ID: "number", Title: "Shipment", Width: 84, Strong: true},
	{ID: "customer", Title: "Customer", Grow: 1},
	{ID: "lines", Title: "Lines", Kind: page.Number, Width: 54, Hidden: true},
	{ID: "cell", Title: "Cell", Width: 52},
	{ID: "stage", Title: "State", Kind: page.StateWord, Width: 110},
}

// wavesView draws the waves, and what is in the one that is looked at.
type wavesView struct {
	m    *waves
	grid *kit.Grid
	head *kit.Line
	note *kit.Line
	in   *kit.Grid
	side *fyne.Container
	box  *fyne.Container
}

func newWavesView(m *waves, desk page.Desk) *wavesView {
	v := &wavesView{m: m, head: kit.NewStrong(""), note: kit.NewMuted("")}
	v.head.Narrow, v.note.Narrow = true, true
	v.grid = kit.NewGrid(waveColumns, page.Fixed{})
	v.grid.KeepLayout(desk.Prefs(), "pick.waves")
	v.grid.Commands = m.Commands
	v.grid.OnSelect = func() { m.Select(v.grid.Selected()) }
	v.grid.OnCursor = func(int) { m.Select(v.grid.Selected()); m.f.OnChange() }
	v.grid.OnOpen = func(int) { v.in.Focus() }
	v.in = kit.NewGrid(waveShipmentColumns, page.Fixed{})
	v.in.KeepLayout(desk.Prefs(), "pick.wave")
	v.in.OnOpen = func(row int) {
		if row < len(m.In.Shipments) {
			desk.Open(page.To("order", fmt.Sprint(m.In.Shipments[row].OrderNumber)))
		}
	}
	side := kit.Frame(kit.Pad(8, 12, 8, 12, kit.Column(2, v.head, v.note)), nil, nil, nil, v.in)
	v.side = kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(340, 0, side))
	v.box = kit.Frame(nil, nil, nil, v.side, v.grid)
	return v
}

func (v *wavesView) refresh() {
	m := v.m
	hint := "Waves are orders that leave together, with one carrier at one time. F8 makes them of what waits; each is released when its time comes."
	v.grid.SetEmpty(kit.Empty{Icon: "pick", Title: "No wave is open", Hint: hint})
	now := m.f.now()
	cells, keys := make(page.Fixed, len(m.Rows)), make([]string, len(m.Rows))
	for i, r := range m.Rows {
		cutOff, left := "", page.T("")
		if r.CutOffAt.Set() {
			cutOff = r.CutOffAt.Time().In(m.f.Zone).Format("Mon 15:04")
		}
		over := r.ClosedAt.Set() || r.CancelledAt.Set()
		if !over {
			left = timeLeft(r.CutOffAt, now)
		}
		walk, time := "", ""
		if r.LengthSum > 0 {
			walk = metres(data.Millimetres(r.LengthSum))
		}
		if r.SecondsSum > 0 {
			time = minutes(r.SecondsSum)
		}
		keys[i] = r.Number
		cells[i] = []page.Cell{page.T(r.Number), page.T(r.Carrier), page.T(cutOff), left, page.T(page.FormatCount(r.OrderCount)), page.T(page.FormatCount(r.PickedCount)),
			page.T(page.FormatCount(r.PackedCount)), page.T(page.FormatCount(r.ListCount)), page.T(walk), page.T(time), waveState(r)}
	}
	v.grid.ShowAgain(cells, keys)
	v.grid.SetLoading(m.reading.Running() || m.f.busy)
	m.Select(v.grid.Selected())
	v.refreshIn()
}

func waveState(r data.WavesPageRow) page.Cell {
	word := page.Sentence(r.Stage)
	switch r.Stage {
	case data.WaveReleased, data.WavePicking:
		return page.S(word, page.Info)
	case data.WavePicked, data.WavePacked:
		return page.S(word, page.Good)
	case data.WaveClosed, data.WaveCancelled:
		return page.S(word, page.Muted)
	}
	return page.S(word, page.Plain)
}

// refreshIn shows the shipments of a wave, and its lists in a line.
func (v *wavesView) refreshIn() {
	d := v.m.In
	if d.Wave.ID == 0 {
		v.head.Set("")
		v.note.Set("")
		v.in.ShowAgain(page.Fixed{}, nil)
		return
	}
	v.head.Set(fmt.Sprintf("Wave %s  ·  %s", d.Wave.Number, page.Counted(len(d.Shipments), "shipment")))
	var lists []string
	for _, l := range d.Lists {
		words := l.Number
		if l.DoneAt.Set() {
			words += " ✓"
		} else if l.Picker != "" {
			words += " " + l.Picker
		}
		lists = append(lists, words)
	}
	v.note.Set("No lists yet: they are made when it is released")
	if len(lists) > 0 {
		v.note.Set(first(lists, 6))
	}
	cells, keys := make(page.Fixed, len(d.Shipments)), make([]string, len(d.Shipments))
	for i, s := range d.Shipments {
		customer := s.Customer
		if s.Priority > 0 {
			customer = "★ " + customer
		}
		keys[i] = s.Number
		cells[i] = []page.Cell{page.T(s.Number), page.T(customer), page.T(page.FormatCount(s.LineCount)), page.T(s.Cell), page.S(page.Sentence(string(s.Stage)), page.Plain)}
	}
	v.in.ShowAgain(cells, keys)
}
