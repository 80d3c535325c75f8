package kit_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// rowsPlan is aisles of bays on both sides, 1 m wide, 3 m apart.
func rowsPlan(aisles, bays int) app.FloorPlan {
	p := app.FloorPlan{Levels: []app.FloorLevel{{W: int64(aisles) * 3000, H: int64(bays)*1000 + 4000}}}
	for a := range aisles {
		code := string(rune('A' + a%26))
		for b := range bays {
			for side := range 2 {
				p.Shapes = append(p.Shapes, app.FloorShape{Kind: app.ShapeShelf, X: int64(a)*3000 + int64(side)*2100, Y: 2000 + int64(b)*1000, W: 900, H: 1000, Name: fmt.Sprintf("%s %d", code, b+1)})
			}
		}
		p.Shapes = append(p.Shapes, app.FloorShape{Kind: app.ShapeLabel, X: int64(a) * 3000, Y: p.Levels[0].H - 2000, W: 3000, H: 1000, Name: code})
	}
	p.Start = app.FloorPoint{X: 1500, Y: p.Levels[0].H - 600}
	p.Pack = app.FloorPoint{X: 4500, Y: p.Levels[0].H - 600}
	return p
}

// mapWindow shows a plan of three aisles of ten bays and looks at nothing yet.
func mapWindow(t *testing.T) (*kit.FloorMap, func(keys ...page.Key)) {
	t.Helper()
	m := kit.NewFloorMap()
	_, _, k := window(t, m)
	m.SetPlan(rowsPlan(3, 10))
	m.Focus()
	return m, func(keys ...page.Key) { k.Press(keys...) }
}

// name is what stands on a shelf of the plan.
func name(plan app.FloorPlan, shape int) string {
	if shape < 0 {
		return "none"
	}
	return plan.Shapes[shape].Name
}

func TestArrowKeysGoFromShelfToShelf(t *testing.T) {
	m, press := mapWindow(t)
	plan := rowsPlan(3, 10)
	for _, c := range []struct {
		key  page.Key
		want string
	}{{"Down", "A 1"}, {"Down", "A 2"}, {"Right", "A 2"}, {"Right", "B 2"}, {"Up", "B 1"}, {"Up", "B 1"}, {"Left", "A 1"}} {
		press(c.key)
		if got := name(plan, m.Cursor()); got != c.want {
			t.Fatalf("%s led to %s, want %s", c.key, got, c.want)
		}
	}
}

func TestShelvesAreMarkedByKeys(t *testing.T) {
	m, press := mapWindow(t)
	press("Down", "Shift+Down", "Shift+Down", "Right", "Space")
	if got := len(m.Marked()); got != 4 {
		t.Fatalf("%d shelves are marked, want the three gone over and the one across", got)
	}
	press("Space", "Esc")
	if got := m.Marked(); len(got) != 1 || got[0] != m.Cursor() {
		t.Errorf("without marks the shelf looked at is meant, not %v", got)
	}
	m.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := len(m.Marked()); got != 60 {
		t.Errorf("select all marked %d of 60", got)
	}
}

// at is the place of the widget at which a shelf is drawn.
func at(m *kit.FloorMap, shape int) fyne.Position {
	for y := float32(0); y < m.Size().Height; y += 4 {
		for x := float32(0); x < m.Size().Width; x += 4 {
			if m.ShapeAt(fyne.NewPos(x, y)) == shape {
				return fyne.NewPos(x, y)
			}
		}
	}
	return fyne.NewPos(-1, -1)
}

func click(m *kit.FloorMap, p fyne.Position, mod fyne.KeyModifier) {
	m.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary, Modifier: mod})
	m.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary, Modifier: mod})
}

func TestTheMouseLooksAtShelvesAndMarksThem(t *testing.T) {
	m, _ := mapWindow(t)
	opened := -1
	m.OnOpen = func(s int) { opened = s }
	click(m, at(m, 4), 0)
	if m.Cursor() != 4 || opened != -1 {
		t.Fatalf("a click looks at %d, opened %d", m.Cursor(), opened)
	}
	click(m, at(m, 4), 0)
	if opened != 4 {
		t.Errorf("a double click opened %d", opened)
	}
	click(m, at(m, 8), fyne.KeyModifierShift)
	if got := len(m.Marked()); got != 3 {
		t.Errorf("shift marked %d shelves of one side, want 3", got)
	}
	click(m, at(m, 21), fyne.KeyModifierControl)
	if got := len(m.Marked()); got != 4 {
		t.Errorf("ctrl made it %d, want 4", got)
	}
	click(m, fyne.NewPos(2, 2), 0)
	if m.Cursor() != -1 || len(m.Marked()) != 0 {
		t.Errorf("a click beside all shelves leaves %d looked at, %d marked", m.Cursor(), len(m.Marked()))
	}
}

// Zooming keeps the place under the pointer where it is, dragging moves it along.
func TestZoomAndPan(t *testing.T) {
	m, _ := mapWindow(t)
	p := at(m, 30).AddXY(3, 3)
	m.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: p}, Scrolled: fyne.NewDelta(0, 40)})
	if got := m.ShapeAt(p); got != 30 {
		t.Errorf("after zooming shelf %d is under the pointer, want 30", got)
	}
	m.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary})
	m.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: p.AddXY(60, -25)}, Dragged: fyne.NewDelta(60, -25)})
	m.DragEnd()
	if got := m.ShapeAt(p.AddXY(60, -25)); got != 30 || m.Cursor() != -1 {
		t.Errorf("after dragging shelf %d is under the pointer, looking at %d", got, m.Cursor())
	}
	m.ZoomBy(8)
	m.SetCursor(0)
	if at(m, 0).X < 0 {
		t.Error("the shelf that is looked at is out of sight")
	}
	m.Fit()
	if at(m, 0).X < 0 || at(m, 60).X < 0 {
		t.Error("not all of the floor is in sight")
	}
}

// Another plan of the same shelves keeps what is marked.
func TestTheSameShelvesStayMarked(t *testing.T) {
	m, press := mapWindow(t)
	press("Down", "Space")
	m.SetPlan(rowsPlan(3, 10))
	if len(m.Marked()) != 1 || m.Cursor() < 0 {
		t.Error("the mark is gone")
	}
	m.SetPlan(rowsPlan(2, 10))
	if len(m.Marked()) != 0 || m.Cursor() != -1 {
		t.Error("a mark stands on another map")
	}
}

// However a map is moved and zoomed, and whatever stands on it, it can be drawn.
func TestEveryViewOfAMapIsDrawn(t *testing.T) {
	m, _ := mapWindow(t)
	p := rowsPlan(3, 10)
	for i, kind := range []app.FloorShape{{Kind: app.ShapeWall}, {Kind: app.ShapeClosed}, {Kind: app.ShapeStairs}, {Kind: app.ShapeArrow, Name: "up"}, {Kind: app.ShapeArrow, Name: "down"}, {Kind: app.ShapeArrow, Name: "left"}, {Kind: app.ShapeArrow, Name: "right"}} {
		kind.X, kind.Y, kind.W, kind.H = 1000, int64(i)*1500, 800, 800
		p.Shapes = append(p.Shapes, kind)
	}
	m.SetPlan(p)
	tints := make([]kit.Tint, len(p.Shapes))
	for i := range tints {
		tints[i] = kit.Tint{Color: kit.ColorMapLow, Part: 0.3, Crossed: i%2 == 0}
	}
	m.SetTints(tints)
	m.SetSquare(500)
	m.SetBands(kit.Band{X: -5000, W: 100_000, H: 100, Color: kit.ColorInfo, Filled: true})
	m.SetCursor(0)
	m.MarkLevel()
	rapid.Check(t, func(t *rapid.T) {
		m.Fit()
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			at := fyne.NewPos(rapid.Float32Range(-100, 1400).Draw(t, "x"), rapid.Float32Range(-100, 900).Draw(t, "y"))
			m.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(0, rapid.Float32Range(-90, 90).Draw(t, "wheel"))})
			m.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(rapid.Float32Range(-2000, 2000).Draw(t, "dx"), rapid.Float32Range(-2000, 2000).Draw(t, "dy"))})
		}
		w, h := rapid.IntRange(1, 1300).Draw(t, "w"), rapid.IntRange(1, 900).Draw(t, "h")
		if got := m.Picture(w, h).Bounds(); got.Dx() != w || got.Dy() != h {
			t.Fatalf("drawn %v, asked for %d by %d", got, w, h)
		}
	})
}

// BenchmarkFloorMap draws 6,000 shelves whole and near by.
func BenchmarkFloorMap(b *testing.B) {
	for _, zoom := range []float32{1, 6} {
		b.Run(fmt.Sprintf("zoom%g", zoom), func(b *testing.B) {
			test.NewTempApp(b).Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
			m := kit.NewFloorMap()
			c := software.NewCanvas()
			c.SetPadded(false)
			c.SetContent(m)
			c.Resize(fyne.NewSize(900, 650))
			p := rowsPlan(50, 60)
			m.SetPlan(p)
			tints := make([]kit.Tint, len(p.Shapes))
			for i := range tints {
				tints[i] = kit.Tint{Color: kit.HeatColors[i%5], Part: float32(i%3) / 3}
			}
			m.SetTints(tints)
			m.ZoomBy(zoom)
			for b.Loop() {
				m.Picture(900, 650)
			}
		})
	}
}
