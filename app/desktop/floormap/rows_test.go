package floormap

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/page"
)

func openRows(t *testing.T, shop *apptest.Shop) (*rowsPage, *fakeDesk) {
	t.Helper()
	d := &fakeDesk{}
	m := newRowsPage(shop, anna, d)
	m.Reload()
	if m.Notice.Shown() {
		t.Fatalf("%+v", m.Notice)
	}
	return m, d
}

// write types into a field.
func (m *rowsPage) write(id, text string) {
	m.Form.Field(id).Type(text)
	m.Form.OnType(id)
}

func TestTheCodesOfTheShopAreGuessedAtOnce(t *testing.T) {
	m, _ := openRows(t, apptest.New(t))
	if got := len(m.Aisles); got != 2 || m.Aisles[0].Code != "A" {
		t.Fatalf("aisles %+v", m.Aisles)
	}
	if m.Form.Value("bays") != "10" || m.Typed() {
		t.Errorf("bays %q, typed %v", m.Form.Value("bays"), m.Typed())
	}
	if says, _ := m.FitWords(); says != "All 4 places stand on this map" {
		t.Errorf("says %q", says)
	}
	if len(m.Plan.Shapes) == 0 {
		t.Error("nothing is drawn")
	}
}

func TestThePatternIsTriedWhileItIsTyped(t *testing.T) {
	m, _ := openRows(t, apptest.New(t))
	m.write("pattern", "{aisle:2}{bay}-{level}")
	if says, _ := m.CodeWords(); !strings.HasPrefix(says, "0 of 4 codes are read, not A-01-1") {
		t.Errorf("says %q", says)
	}
	m.write("pattern", "{aisle}-{bay")
	if m.Form.Field("pattern").Wrong == "" {
		t.Error("an open brace is not said")
	}
	if m.Guess(); m.Form.Value("pattern") == "{aisle}-{bay" || len(m.Read.Misses) != 0 {
		t.Errorf("guessed %q, misses %v", m.Form.Value("pattern"), m.Read.Misses)
	}
}

// Aisles taken anew from other codes leave no walk that begins in an aisle that is
// gone.
func TestTheGuessMendsWhatNamesOtherAisles(t *testing.T) {
	m, _ := openRows(t, mapped(t))
	m.write("start", "B back")
	m.write("closed", "A to B front")
	m.Marked = []int{1}
	m.RemoveAisles()
	if says, _ := m.FitWords(); !strings.Contains(says, "marked red") || m.Form.Field("start").Wrong == "" {
		t.Errorf("says %q", says)
	}
	m.write("pattern", "A-{aisle}-{bay}")
	m.Guess()
	if m.Form.Value("start") != "1 front" || m.Form.Value("closed") != "" || !m.Form.Sound() {
		t.Errorf("start %q, closed %q, %+v", m.Form.Value("start"), m.Form.Value("closed"), m.Form)
	}
}

func TestFaultsStandAtTheirFields(t *testing.T) {
	for _, c := range []struct{ field, typed, at string }{
		{"bays", "none", "bays"},
		{"bay width", "wide", "bay width"},
		{"cross aisles", "5, 12", "cross aisles"},
		{"start", "C front", "start"},
		{"packing bench", "A 7", "packing bench"},
		{"closed", "A 5-50", "closed"},
		{"closed", "A to C front", "closed"},
		{"ends", endsClosed, ""},
	} {
		m, _ := openRows(t, apptest.New(t))
		m.write(c.field, c.typed)
		wrong := m.Form.Trouble
		if c.at != "" {
			wrong = m.Form.Field(c.at).Wrong
		}
		switch {
		case c.field == "ends":
			if m.Form.Sound() && len(m.Lost) == 0 {
				t.Error("walls at both ends lose no place")
			}
		case wrong == "":
			t.Errorf("%s %q is not refused: %+v", c.field, c.typed, m.Form)
		}
	}
}

func TestRowsAreSavedAndTakenBack(t *testing.T) {
	shop := apptest.New(t)
	m, d := openRows(t, shop)
	m.write("bay width", "1.2")
	m.write("cross aisles", "5")
	m.write("packing bench", "b 1")
	if !m.Typed() {
		t.Fatal("nothing is typed")
	}
	m.Save()
	saved := savedMap(t, shop)
	if saved.Rows == nil || saved.Rows.BayWidth != 1200 || !slices.Equal(saved.Rows.Cross, []int{5}) || saved.Rows.Pack != (app.FloorCorner{Aisle: "B", Cross: 1}) {
		t.Fatalf("saved %+v (%+v)", saved.Rows, m.Trouble)
	}
	if len(d.asked) != 0 || d.opened[0] != "map" || m.Typed() {
		t.Errorf("asked %v, went to %v, typed %v", d.asked, d.opened, m.Typed())
	}
	d.toasts[0].Undo()
	if got := savedMap(t, shop); got.Kind != "" {
		t.Errorf("after undo the map is %+v", got)
	}
}

func TestAMapThatLosesPlacesIsAskedAbout(t *testing.T) {
	shop := apptest.New(t)
	m, d := openRows(t, shop)
	d.stays = true
	m.write("bays", "9")
	if says, _ := m.FitWords(); !strings.Contains(says, "1 place stands nowhere: A-10-1") {
		t.Errorf("says %q", says)
	}
	m.Save()
	if len(d.asked) != 1 || savedMap(t, shop).Kind != "" {
		t.Fatalf("asked %+v", d.asked)
	}
	d.stays = false
	if m.Save(); savedMap(t, shop).Rows.Bays != 9 {
		t.Error("yes did not save it")
	}
}

func TestSomebodyElseChangesTheMapMeanwhile(t *testing.T) {
	shop := mapped(t)
	m, _ := openRows(t, shop)
	other := twoAisles()
	other.Rows.BayWidth = 900
	keepMap(t, shop, twoAisles(), other)
	m.write("bay width", "1.1 m")
	m.Save()
	if !m.Trouble.Shown() || savedMap(t, shop).Rows.BayWidth != 900 {
		t.Fatalf("their map was overwritten: %+v", m.Trouble)
	}
	if m.Form.Value("bay width") != "1.1 m" {
		t.Error("what was typed is gone")
	}
	if m.Save(); savedMap(t, shop).Rows.BayWidth != 1100 {
		t.Error("saving once more does not save")
	}
}

func TestAislesAreMovedChangedAndTakenBack(t *testing.T) {
	m, _ := openRows(t, apptest.New(t))
	m.Move([]int{1}, 0)
	if m.Aisles[0].Code != "B" || !m.Typed() {
		t.Fatalf("aisles %+v", m.Aisles)
	}
	m.Marked = []int{0, 1}
	m.EditAisles()
	m.Aisle.Field("pitch").Value = "2.5 m"
	m.Aisle.Send()
	if m.Aisle != nil || m.Aisles[0].Pitch != 2500 || m.Aisles[1].Pitch != 2500 || m.Aisles[1].Code != "A" {
		t.Fatalf("aisles %+v, form %+v", m.Aisles, m.Aisle)
	}
	m.Marked = []int{1}
	m.AddAisle()
	m.Aisle.Field("code").Value = "a"
	m.Aisle.Send()
	if m.Aisle == nil || m.Aisle.Field("code").Wrong == "" {
		t.Fatal("an aisle stands twice")
	}
	m.Aisle.Field("code").Value = "c"
	m.Aisle.Field("way").Value = frontBack
	m.Aisle.Send()
	if got := m.Aisles[2]; got.Code != "C" || got.OneWay != "up" || got.Pitch != 2500 {
		t.Fatalf("the new aisle is %+v", got)
	}
	m.Marked = []int{0, 2}
	m.RemoveAisles()
	if len(m.Aisles) != 1 || len(m.Lost) != 1 {
		t.Fatalf("left %+v, lost %+v", m.Aisles, m.Lost)
	}
	for range 4 {
		m.retrace(-1)
	}
	if m.Aisles[0].Code != "A" || m.Aisles[0].Pitch != 3000 || m.Typed() || m.retrace(-1) {
		t.Errorf("all taken back: %+v, typed %v", m.Aisles, m.Typed())
	}
	if !m.retrace(1) || m.Aisles[0].Code != "B" {
		t.Errorf("done again: %+v", m.Aisles)
	}
}

// What is typed is not replaced by what is read anew.
func TestReloadingKeepsWhatIsTyped(t *testing.T) {
	m, _ := openRows(t, apptest.New(t))
	m.write("bays", "12")
	if m.Reload(); m.Form.Value("bays") != "12" {
		t.Error("it is gone")
	}
}

func TestLengths(t *testing.T) {
	for _, c := range []struct {
		typed string
		mm    int64
	}{{"3", 3000}, {"2.5", 2500}, {"2,5", 2500}, {"90 cm", 900}, {"900", 900}, {"36 in", 914}, {"1.25 m", 1250}} {
		if got, err := parseLength(c.typed); err != nil || got != c.mm {
			t.Errorf("%q is %d, %v; want %d", c.typed, got, err, c.mm)
		}
	}
	for _, bad := range []string{"", "wide", "-3", "1e9", "500 m"} {
		if got, err := parseLength(bad); err == nil {
			t.Errorf("%q is %d", bad, got)
		}
	}
}

// What is shown of rows of shelves is read back as it was.
func TestRowsAreReadBackAsTheyAreShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "aisles")
		r := app.FloorRows{Bays: rapid.IntRange(1, 60).Draw(t, "bays"), FirstBay: rapid.IntRange(0, 9).Draw(t, "first"), BayWidth: rapid.Int64Range(1, 9000).Draw(t, "width"), CrossWidth: rapid.Int64Range(0, 5000).Draw(t, "cross"),
			OddLeft: rapid.Bool().Draw(t, "odd"), NoFront: rapid.Bool().Draw(t, "front"), NoBack: rapid.Bool().Draw(t, "back"), Levels: 3}
		for i := range n {
			r.Aisles = append(r.Aisles, app.FloorAisle{Code: string(rune('A' + i)), Pitch: 3000})
		}
		for c := 1; c < r.Bays && len(r.Cross) < 3; c += rapid.IntRange(1, 20).Draw(t, "gap") {
			r.Cross = append(r.Cross, c)
		}
		aisle := rapid.IntRange(0, n-1)
		corner := func(name string) app.FloorCorner {
			return app.FloorCorner{Aisle: r.Aisles[aisle.Draw(t, name)].Code, Cross: rapid.IntRange(0, len(r.Cross)+1).Draw(t, name+" cross")}
		}
		r.Start, r.Pack = corner("start"), corner("pack")
		if n > 1 && rapid.Bool().Draw(t, "shut") {
			r.Shut = []app.ShutPiece{{Aisle: "A", Across: true, Cross: rapid.IntRange(0, len(r.Cross)+1).Draw(t, "shut cross")}, {Aisle: "B", From: 2, To: rapid.IntRange(2, 4).Draw(t, "to")}}
		}
		pattern, got, ok := readRows(&page.Form{Fields: rowFields("{aisle}-{bay}", r)}, r, r.Aisles)
		if !ok || pattern != "{aisle}-{bay}" || textOf(app.FloorMap{Rows: &got}) != textOf(app.FloorMap{Rows: &r}) {
			t.Fatalf("%+v\nis read as\n%+v (%v)", r, got, ok)
		}
	})
}

// Moving rows loses none, doubles none, and leaves the others in their order.
func TestMovedRowsAreAllStillThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "n")
		all := make([]int, n)
		var rows []int
		for i := range all {
			if all[i] = i; rapid.Bool().Draw(t, "moved") {
				rows = append(rows, i)
			}
		}
		before := rapid.IntRange(0, n).Draw(t, "before")
		got := moved(all, rows, before)
		var rest []int
		for _, v := range got {
			if !slices.Contains(rows, v) {
				rest = append(rest, v)
			}
		}
		if len(got) != n || !slices.IsSorted(rest) || len(rest)+len(rows) != n {
			t.Fatalf("%v before %d: %v", rows, before, got)
		}
		if at := slices.Index(got, before); len(rows) > 0 && at >= 0 && !slices.Contains(rows, before) && got[at-1] != rows[len(rows)-1] {
			t.Fatalf("%v do not stand before %d: %v", rows, before, got)
		}
	})
}
