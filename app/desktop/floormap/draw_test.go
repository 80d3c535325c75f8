package floormap

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/app/picking"
)

func openDrawing(t *testing.T, shop *apptest.Shop) (*drawPage, *fakeDesk) {
	t.Helper()
	d := &fakeDesk{}
	m := newDrawPage(shop, anna, d)
	m.Reload()
	if m.Notice.Shown() {
		t.Fatalf("%+v", m.Notice)
	}
	return m, d
}

// drag draws with a tool from one square to another.
func (m *drawPage) drag(with tool, x, y, toX, toY int) {
	m.Take(with)
	m.Down(app.FloorCell{X: x, Y: y})
	m.Drag(app.FloorCell{X: toX, Y: toY})
	m.Up()
}

// keys presses keys on the paper.
func (m *drawPage) keys(names ...string) {
	for _, n := range names {
		m.Key(page.Chord{Name: strings.TrimPrefix(n, "Shift+"), Shift: strings.HasPrefix(n, "Shift+")})
	}
}

func (m *drawPage) fill(id, text string) {
	m.Form.Field(id).Type(text)
	if m.Form.OnType != nil {
		m.Form.OnType(id)
	}
}

func TestADrawingIsMadeAndSaved(t *testing.T) {
	shop := apptest.New(t)
	m, d := openDrawing(t, shop)
	if m.Typed() || len(m.Lost) != 4 {
		t.Fatalf("an empty floor: typed %v, lost %d", m.Typed(), len(m.Lost))
	}
	m.drag(toolRack, 5, 4, 6, 23)
	if r := m.Drawing.Racks[0]; r.Aisle != "A" || r.FirstBay != 1 || r.LastBay != 10 {
		t.Fatalf("ten metres of rack are %+v", r)
	}
	if len(m.Lost) != 1 {
		t.Fatalf("aisle A stands, and %d are lost", len(m.Lost))
	}
	m.CopyRack()
	if r := m.Drawing.Racks[1]; r.Aisle != "B" || r.X != 11 || len(m.Lost) != 0 {
		t.Fatalf("its copy is %+v, lost %+v", r, m.Lost)
	}
	m.Save()
	saved := savedMap(t, shop)
	if saved.Kind != app.FloorDrawn || len(saved.Drawing.Racks) != 2 || d.opened[0] != "map" || m.Typed() {
		t.Fatalf("saved %+v, %+v", saved, m.Trouble)
	}
}

func TestStrokesAreTakenBackAndDrawnAgain(t *testing.T) {
	m, _ := openDrawing(t, apptest.New(t))
	m.drag(toolWall, 2, 2, 8, 2)
	m.drag(toolWay, 3, 10, 3, 6)
	m.drag(toolRack, 10, 10, 11, 15)
	m.fill("aisle", "K")
	m.fill("last", "9")
	rows := m.Drawing.Floors[0].Rows
	if rows[2][2:9] != "#######" || rows[6][3] != '^' || rows[10][3] != '^' || m.Drawing.Racks[0].Aisle != "K" || m.Drawing.Racks[0].LastBay != 9 {
		t.Fatalf("drawn %+v", m.Drawing)
	}
	m.retrace(-1)
	if m.Drawing.Racks[0].Aisle != "A" || m.Form != nil {
		t.Errorf("what was typed of the rack is one step: %+v", m.Drawing.Racks[0])
	}
	m.retrace(-1)
	m.retrace(-1)
	if len(m.Drawing.Racks) != 0 || m.Drawing.Floors[0].Rows[6][3] != '.' || m.Drawing.Floors[0].Rows[2][2] != '#' {
		t.Errorf("three steps back: %+v", m.Drawing)
	}
	m.retrace(1)
	if m.Drawing.Floors[0].Rows[6][3] != '^' {
		t.Error("one step on: no way")
	}
	m.drag(toolFloor, 0, 0, 20, 20)
	if m.Drawing.Floors[0].Rows[2] != bare(40, 1)[0] || m.retrace(1) {
		t.Error("the floor is not bare, or what was taken back comes again after a new stroke")
	}
}

func TestDrawingByKeys(t *testing.T) {
	m, _ := openDrawing(t, apptest.New(t))
	m.At = app.FloorCell{X: 4, Y: 4}
	m.Take(toolWall)
	m.keys("Enter", "Shift+Right", "Down", "Enter")
	rows := m.Drawing.Floors[0].Rows
	if rows[4][4:10] != "######" || rows[5][9] != '#' || rows[5][10] != '.' {
		t.Fatalf("rows %q, %q", rows[4], rows[5])
	}
	m.Take(toolStart)
	m.keys("Down", "Down", "Space")
	if m.Drawing.Start != (app.FloorCell{X: 9, Y: 7}) {
		t.Errorf("start %+v", m.Drawing.Start)
	}
	m.Take(toolPack)
	m.keys("Shift+Left", "Shift+Left", "Enter")
	if m.Drawing.Pack != (app.FloorCell{X: 0, Y: 7}) {
		t.Errorf("packing bench %+v", m.Drawing.Pack)
	}
	m.Take(toolWall)
	m.keys("Enter", "Esc")
	if m.From != nil || m.Tool != toolWall {
		t.Error("Esc does not let go of the stroke first")
	}
	m.keys("Esc")
	if m.Tool != toolHand || m.Key(page.Chord{Name: "Esc"}) {
		t.Error("Esc does not put the tool down, or keeps the page from being left")
	}
}

func TestARackIsChosenChangedAndRemoved(t *testing.T) {
	m, _ := openDrawing(t, apptest.New(t))
	m.drag(toolRack, 5, 5, 14, 6)
	m.CloseForm()
	m.Take(toolHand)
	m.Down(app.FloorCell{X: 8, Y: 6})
	m.Up()
	if m.Rack != 0 || m.Form == nil {
		t.Fatal("the rack is not chosen")
	}
	m.fill("last", "0")
	if m.Form.Field("last").Wrong == "" || m.Drawing.Racks[0].LastBay == 0 {
		t.Error("bays 1 to 0 are taken")
	}
	m.fill("last", "7")
	m.fill("step", everyOther)
	m.fill("faces", "up")
	m.fill("reverse", fromLast)
	if r := m.Drawing.Racks[0]; r.LastBay != 7 || r.Step != 2 || r.Faces != "up" || !r.Reverse {
		t.Errorf("rack %+v", r)
	}
	m.Remove()
	if len(m.Drawing.Racks) != 0 || m.Form != nil {
		t.Error("the rack is still there")
	}
}

func TestFloorsAndStairs(t *testing.T) {
	shop := apptest.New(t)
	m, _ := openDrawing(t, shop)
	m.drag(toolRack, 5, 4, 6, 23)
	m.AddFloor()
	m.Form.Field("name").Value = "Loft"
	m.Form.Field("wide").Value = "6 m"
	m.Form.Send()
	if w, h := size(m.Drawing, 1); m.Drawing.Floors[1].Name != "Loft" || w != 12 || h != 30 || m.Level != 1 {
		t.Fatalf("the loft has %d by %d squares: %+v", w, h, m.Form)
	}
	m.drag(toolRack, 4, 4, 5, 5)
	m.fill("aisle", "B")
	m.fill("first", "1")
	m.fill("last", "2")
	if len(m.Lost) != 1 {
		t.Fatalf("without stairs nobody gets to the loft: %+v", m.Lost)
	}
	m.Take(toolStairs)
	m.Down(app.FloorCell{X: 0, Y: 0})
	m.Up()
	m.Show(0)
	m.Down(app.FloorCell{X: 20, Y: 3})
	m.Up()
	m.Form.Field("cost").Value = "12 m"
	m.Form.Send()
	if s := m.Drawing.Stairs[0]; s.From.Floor != 1 || s.To.Floor != 0 || s.Cost != 12_000 || len(m.Lost) != 0 {
		t.Fatalf("stairs %+v, lost %+v, %s", s, m.Lost, m.Fault)
	}
	m.AskFloor()
	m.Form.Field("wide").Value = "2 m"
	m.Form.Send()
	if m.Form == nil || m.Form.Field("wide").Wrong == "" {
		t.Error("a rack was cut off with its floor")
	}
	m.CloseForm()
	m.Save()
	m.Show(1)
	m.RemoveFloor()
	if len(m.Drawing.Floors) != 1 || len(m.Drawing.Racks) != 1 || len(m.Drawing.Stairs) != 0 || m.Level != 0 {
		t.Errorf("the loft is gone: %+v", m.Drawing)
	}
	if got := savedMap(t, shop); len(got.Drawing.Floors) != 2 || len(got.Drawing.Racks) != 2 {
		t.Error("drawing on changed what is saved")
	}
}

func TestWhatOfADrawingCannotBeIsSaid(t *testing.T) {
	m, d := openDrawing(t, apptest.New(t))
	m.drag(toolWall, 1, 28, 1, 28) // where walks begin
	if says, state := m.FitWords(); state != page.Bad || !strings.HasPrefix(says, "Start: ") {
		t.Errorf("says %q", says)
	}
	m.Save()
	if len(d.opened)+len(d.toasts) != 0 {
		t.Error("it was saved")
	}
	m.AskPaper()
	m.Form.Field("square").Value = "1 mm"
	m.Form.Field("pattern").Value = "{bay}"
	m.Form.Send()
	if m.Form.Field("square").Wrong == "" || m.Form.Field("pattern").Wrong == "" {
		t.Errorf("form %+v", m.Form)
	}
}

func TestRowsAreTurnedIntoADrawing(t *testing.T) {
	shop := mapped(t)
	m, d := openDrawing(t, shop)
	m.FromRows()
	if len(m.Drawing.Racks) != 4 || len(m.Lost) != 0 || m.Fault != "" {
		t.Fatalf("racks %+v, lost %+v, %s", m.Drawing.Racks, m.Lost, m.Fault)
	}
	m.Save()
	if got := savedMap(t, shop); got.Kind != app.FloorDrawn || got.Rows == nil {
		t.Errorf("saved %+v: the rows are kept beside the drawing", got)
	}
	if len(d.asked) != 0 {
		t.Errorf("asked %+v", d.asked)
	}
}

// Every place that stands on rows of shelves stands on the drawing of them, on the
// shelf of the same name.
func TestADrawingOfRowsLosesNoPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := app.FloorRows{Bays: rapid.IntRange(1, 30).Draw(t, "bays"), FirstBay: rapid.IntRange(0, 3).Draw(t, "first"), OddLeft: rapid.Bool().Draw(t, "odd"),
			BayWidth: rapid.Int64Range(8, 20).Draw(t, "width") * 100, CrossWidth: rapid.Int64Range(15, 40).Draw(t, "cross") * 100}
		sides := !r.OddLeft && rapid.Bool().Draw(t, "sides")
		for i := range rapid.IntRange(1, 6).Draw(t, "aisles") {
			r.Aisles = append(r.Aisles, app.FloorAisle{Code: string(rune('A' + i)), Pitch: rapid.Int64Range(30, 50).Draw(t, "pitch") * 100})
		}
		if positions := r.Bays / 2; positions > 2 && rapid.Bool().Draw(t, "middle") {
			r.Cross = []int{rapid.IntRange(1, positions-1).Draw(t, "after")}
		}
		var places []app.FloorPlace
		for _, a := range r.Aisles {
			for b := range r.Bays {
				for _, side := range []string{"L", "R"} {
					code := fmt.Sprintf("%s-%02d-%s", a.Code, r.FirstBay+b, side)
					if sides || side == "L" {
						places = append(places, app.FloorPlace{ID: int64(len(places) + 1), Code: code})
					}
				}
			}
		}
		pattern := "{aisle}-{bay}-{level}"
		if sides {
			pattern = "{aisle}-{bay}-{side}"
		}
		rows, err := picking.NewFloor(app.FloorMap{Kind: app.FloorInRow, Pattern: pattern, Rows: &r}, places)
		if err != nil || len(rows.Lost()) > 0 {
			t.Fatalf("rows: %v, %v", err, rows.Lost())
		}
		d := fromRows(rows.Drawn(), r, sides)
		drawn, err := picking.NewFloor(app.FloorMap{Kind: app.FloorDrawn, Pattern: pattern, Drawing: &d}, places)
		if err != nil || len(drawn.Lost()) > 0 {
			t.Fatalf("drawn: %v, %v\n%+v", err, drawn.Lost(), d)
		}
		shelf := map[int64]string{}
		for _, s := range drawn.Drawn().Shapes {
			for _, id := range s.Places {
				shelf[id] = s.Name
			}
		}
		for _, s := range rows.Drawn().Shapes {
			for _, id := range s.Places {
				if shelf[id] != s.Name {
					t.Fatalf("place %d is on %s, drawn on %s", id, s.Name, shelf[id])
				}
			}
		}
	})
}
