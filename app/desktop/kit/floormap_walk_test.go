package kit_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2/theme"

	"packbench/app"
	"packbench/app/desktop/kit"
)

// painted is how many dots of a map are of a colour.
func painted(m *kit.FloorMap, c color.Color) (n int) {
	s := m.Size()
	img := m.Picture(int(s.Width), int(s.Height))
	r, g, b, _ := c.RGBA()
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if p, q, o, _ := img.At(x, y).RGBA(); p == r && q == g && o == b {
				n++
			}
		}
	}
	return n
}

func TestAWalkIsDrawnOnItsFloor(t *testing.T) {
	m := kit.NewFloorMap()
	window(t, m)
	plan := rowsPlan(3, 10)
	plan.Levels = append(plan.Levels, plan.Levels[0])
	m.SetPlan(plan)
	way := (&kit.Theme{Look: kit.LookLight}).Color(theme.ColorNamePrimary, theme.VariantLight)
	turn := (&kit.Theme{Look: kit.LookLight}).Color(kit.ColorWarning, theme.VariantLight)
	without := painted(m, way)
	walk := []app.FloorPoint{{X: 1500, Y: 13400, Stop: -1}, {X: 1500, Y: 5000, Stop: 0, Turn: true}, {X: 1500, Y: 13000, Stop: -1}, {X: 7500, Y: 13000, Stop: -1}, {X: 7500, Y: 9000, Stop: 1, Turn: true}, {X: 4500, Y: 13400, Stop: -1}}
	m.SetWalk(walk)
	there, back := painted(m, way)-without, painted(m, turn)
	if there < 500 || back < 20 {
		t.Errorf("the way takes %d dots, the turns %d", there, back)
	}
	upstairs := make([]app.FloorPoint, len(walk))
	for i, p := range walk {
		p.Floor = 1
		upstairs[i] = p
	}
	m.SetWalk(upstairs)
	if m.Level() != 1 {
		t.Errorf("the walk is upstairs, shown is floor %d", m.Level())
	}
	if m.SetLevel(0); painted(m, way) != without {
		t.Error("a walk upstairs is drawn on the ground floor")
	}
	m.SetWalk(nil)
	if painted(m, way) != without || painted(m, turn) != 0 {
		t.Error("the walk is still drawn")
	}
}

func TestButtonsForFingersAreLarge(t *testing.T) {
	small, large := kit.NewButton("Taken", nil), kit.NewButton("Taken", nil)
	large.Bigger = 5
	window(t, kit.Column(4, small, large))
	if s, l := small.MinSize(), large.MinSize(); l.Height < 48 || l.Width <= s.Width {
		t.Errorf("%v beside %v", l, s)
	}
}
