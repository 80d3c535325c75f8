package stock

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"packbench/app/apptest"
	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
	"packbench/data"
)

func thenOf(t *testing.T, shop *apptest.Shop, route page.Route) (*desktop.Shell, *thenView, *keyboard.Keyboard) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
	w := test.NewTempWindow(t, nil)
	s := desktop.New(w, desktop.Options{Prefs: page.MapPrefs{}, Runner: page.Inline()})
	if err := s.Add(Pages(shop.Shop, anna)...); err != nil {
		t.Fatal(err)
	}
	w.Resize(fyne.NewSize(1280, 800))
	s.Start(route)
	t.Cleanup(s.Close)
	return s, s.Page().(*thenView), keyboard.New(w, s.Input())
}

// lines are the rows as they are drawn, by SKU and place.
func lines(m *then) string {
	var out []string
	for i := range m.Lines.Len() {
		cells, _ := m.Lines.Row(i)
		var texts []string
		for _, c := range cells {
			texts = append(texts, c.Text)
		}
		out = append(out, strings.Join(append(texts[:1], texts[2:]...), " "))
	}
	return strings.Join(out, "; ")
}

func TestTheStockOfAPastMomentIsShownBesideNow(t *testing.T) {
	shop := apptest.New(t)
	pr, err := shop.Profile(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	moment := shop.Now(pr)
	mug := shop.Products["MUG"].ID
	for i := range 3 { // the clock of the tests goes on with every write
		if err := shop.Transfer(t.Context(), anna(), data.NewOp("move", i), mug, shop.Places["A-01-1"], shop.Places["B-02-1"], 1); err != nil {
			t.Fatal(err)
		}
	}
	if err := shop.Adjust(t.Context(), anna(), data.NewOp("adjust", 1), mug, shop.Places["A-01-1"], -2, "broken"); err != nil {
		t.Fatal(err)
	}
	s, v, k := thenOf(t, shop, "stockthen")
	if title, _ := v.m.Empty(); title != "Which moment?" || v.m.Read {
		t.Errorf("before a moment is typed it says %q", title)
	}
	if err := s.CheckKeys(v.Commands()); err != nil {
		t.Error(err)
	}
	k.Type("soon").Press("Enter")
	if v.m.AtBad == "" || v.m.Read {
		t.Fatalf("soon is a moment: %+v", v.m)
	}
	m := v.m
	first, later := moment, shop.Now(pr)
	m.shop = fixed{m.shop, first, later}
	m.Show("now", "")
	if got := lines(m); !strings.Contains(got, "MUG A-01-1 10 5 −5") || !strings.Contains(got, "MUG B-02-1 4 7 +3") || !strings.Contains(got, "LAMP") {
		t.Errorf("then: %s", got)
	}
	k.Press("F8")
	if got := lines(m); strings.Contains(got, "LAMP") || m.Sums.Rows != 2 || m.Sums.Was != 14 || m.Sums.Is != 12 {
		t.Errorf("what changed: %s, %+v", got, m.Sums)
	}
	if cost := shop.Products["MUG"].Cost; m.Sums.WasCost-m.Sums.IsCost != cost.Times(2) {
		t.Errorf("worth %+v", m.Sums)
	}
	m.Filter("b-0")
	if got := lines(m); got != "MUG B-02-1 4 7 +3" {
		t.Errorf("at B: %s", got)
	}
	m.Filter("lamp")
	if title, hint := m.Empty(); lines(m) != "" || !strings.Contains(title, "lamp") || hint == "" {
		t.Errorf("it says %q", title)
	}
	if !v.Escape() || m.Text != "" {
		t.Error("Esc leaves the filter")
	}
	m.Open(0)
}

// fixed gives two moments that a person would have to type to the second.
type fixed struct {
	rememberer
	first, later time.Time
}

func (f fixed) StockFigures(ctx context.Context, _, _ time.Time) ([]data.StockFigure, error) {
	return f.rememberer.StockFigures(ctx, f.first, f.later)
}

func TestMomentsTheWrongWayRoundAreSaidAtTheSecond(t *testing.T) {
	shop := apptest.New(t)
	_, v, _ := thenOf(t, shop, "stockthen?at=yesterday&to=3+days+ago")
	if v.m.ThanBad == "" || v.m.AtBad != "" || v.m.Notice.Shown() {
		t.Errorf("it says %q, %q", v.m.AtBad, v.m.ThanBad)
	}
	if min := v.CanvasObject().MinSize(); min.Width > 1130 || min.Height > 690 {
		t.Errorf("it needs %v", min)
	}
}

func TestTheRowsOfAPastMomentAreWrittenAsTheyAreShown(t *testing.T) {
	shop := apptest.New(t)
	_, v, _ := thenOf(t, shop, "stockthen?at=now&find=mug")
	m := v.m
	m.AskFile()
	m.Form.Field("file").Value = "stock.pdf"
	if m.Form.Submit(); m.Form == nil || m.Form.Field("file").Wrong == "" {
		t.Error("a PDF is written")
	}
	to := filepath.Join(t.TempDir(), "new", "stock.csv")
	m.Form.Field("file").Value = to
	m.Form.Submit()
	text, err := os.ReadFile(to)
	if err != nil || !strings.Contains(string(text), "MUG") || strings.Contains(string(text), "LAMP") || !strings.Contains(string(text), "Difference") {
		t.Errorf("%s, %v (%+v)", text, err, m.Notice)
	}
}
