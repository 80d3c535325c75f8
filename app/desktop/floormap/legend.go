package floormap

import (
	"strconv"

	"fyne.io/fyne/v2"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// legend says what the colours of a map mean, in a line under it.
type legend struct {
	row   *fyne.Container
	shown []key
}

func newLegend() *legend { return &legend{row: kit.Row(16)} }

// over is the line with the buttons that zoom the map at its right.
func (l *legend) over(m *kit.FloorMap) fyne.CanvasObject {
	button := func(text string, do func()) *kit.Button {
		b := kit.NewButton(text, do)
		b.Weight = kit.Quiet
		return b
	}
	zoom := kit.Row(2, button("−", func() { m.ZoomBy(1 / zoomStep) }), button("Fit  0", m.Fit), button("+", func() { m.ZoomBy(zoomStep) }))
	return kit.Frame(kit.HLine(), nil, nil, nil, kit.On(kit.ColorSurface, kit.Pad(1, 8, 1, 12, kit.Spread(l.row, zoom))))
}

func (l *legend) set(keys []key) {
	if len(keys) == len(l.shown) {
		same := true
		for i := range keys {
			same = same && keys[i] == l.shown[i]
		}
		if same {
			return
		}
	}
	l.shown, l.row.Objects = keys, nil
	for _, k := range keys {
		l.row.Add(kit.Row(6, kit.Fixed(16, 12, kit.NewSwatch(tint(k.shade))), kit.NewMuted(k.text)))
	}
	l.row.Refresh()
}

const zoomStep = 1.3

// zoomCommands are the keys of a map.
func zoomCommands(m *kit.FloorMap, f *floorTabs) page.Commands {
	turn := func(d int) page.Command {
		return page.Command{Group: "Map", Quiet: true, Enabled: func() bool { return f.has(m.Level() + d) }, Run: func() { f.choose(m.Level() + d) }}
	}
	up, down := turn(-1), turn(1)
	up.ID, up.Title, up.Key = "map.floor.before", "Floor before", "PageUp"
	down.ID, down.Title, down.Key = "map.floor.next", "Next floor", "PageDown"
	return page.Commands{
		{ID: "map.larger", Title: "Larger", Key: "+", Group: "Map", Run: func() { m.ZoomBy(zoomStep) }, Quiet: true},
		{ID: "map.smaller", Title: "Smaller", Key: "-", Group: "Map", Run: func() { m.ZoomBy(1 / zoomStep) }, Quiet: true},
		{ID: "map.fit", Title: "All of the floor", Key: "0", Group: "Map", Run: m.Fit, Quiet: true},
		up, down,
	}
}

// floorTabs are the floors of a map, where there are several.
type floorTabs struct {
	tabs     *kit.Tabs
	m        *kit.FloorMap
	levels   []app.FloorLevel
	onChoose func(level int)
}

func newFloorTabs(m *kit.FloorMap) *floorTabs {
	f := &floorTabs{tabs: kit.NewTabs(), m: m}
	f.tabs.OnChange = func(id string) {
		if n, err := strconv.Atoi(id); err == nil {
			f.choose(n)
		}
	}
	kit.SetVisible(f.tabs, false)
	return f
}

func (f *floorTabs) has(level int) bool { return level >= 0 && level < len(f.levels) }

func (f *floorTabs) choose(level int) {
	if !f.has(level) {
		return
	}
	f.m.SetLevel(level)
	f.mark()
	if f.onChoose != nil {
		f.onChoose(level)
	}
}

func (f *floorTabs) mark() { f.tabs.Mark(strconv.Itoa(f.m.Level())) }

func (f *floorTabs) set(p app.FloorPlan) {
	f.levels = p.Levels
	var tabs []kit.Tab
	for i, l := range p.Levels {
		name := l.Name
		if name == "" {
			name = "Floor " + strconv.Itoa(i+1)
		}
		tabs = append(tabs, kit.Tab{ID: strconv.Itoa(i), Title: name, Count: -1})
	}
	f.tabs.SetTabs(tabs...)
	f.mark()
	kit.SetVisible(f.tabs, len(tabs) > 1)
}
