package today

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
	"packbench/data"
)

func anna() data.Actor { return apptest.Anna }

func loaded(t *testing.T, s *apptest.Shop) *model {
	t.Helper()
	m := newModel(s, anna, page.Inline())
	m.Reload()
	if m.Notice.Shown() || !m.Come {
		t.Fatalf("the day was not read: %+v", m.Notice)
	}
	t.Cleanup(m.Close)
	return m
}

func tileOf(t *testing.T, m *model, id data.OrderStage) tile {
	t.Helper()
	for _, x := range m.Tiles() {
		if x.ID == string(id) {
			return x
		}
	}
	t.Fatalf("there is no tile for %s", id)
	return tile{}
}

func TestNewShopIsToldWhatToDoFirst(t *testing.T) {
	s := apptest.New(t)
	m := loaded(t, s)
	if !m.Beginning() {
		t.Fatal("a shop that has sold nothing is not at its beginning")
	}
	words := map[string]string{}
	for _, l := range m.Steps() {
		words[l.What] = l.Word
	}
	for what, want := range map[string]string{"Say who the shop is": "done", "Name the shelves": "4 there", "Bring the products in": "5 there", "Say what is in stock": "done", "Take the first order": "to do"} {
		if words[what] != want {
			t.Errorf("%s: %q, want %q", what, words[what], want)
		}
	}
	if err := m.Commands().Check(); err != nil {
		t.Error(err)
	}
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	m.Reload()
	if m.Beginning() {
		t.Error("a shop with an order is told to begin")
	}
}

func TestEachStageSaysWhatWaitsThere(t *testing.T) {
	s := apptest.New(t)
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	held := s.Placed(t, apptest.Want{SKU: "LAMP", Qty: 1})
	if _, err := s.Hold(t.Context(), apptest.Anna, data.NewOp("hold", 1), held.OrderID, "wish", "later", time.Time{}); err != nil {
		t.Fatal(err)
	}
	s.Picked(t, apptest.Want{SKU: "BOWL", Qty: 2})
	m := loaded(t, s)
	for stage, n := range map[data.OrderStage]int64{data.Ready: 1, data.OnHold: 1, data.Packing: 1, data.Unpaid: 0} {
		if got := tileOf(t, m, stage); got.N != n {
			t.Errorf("%s: %d, want %d", stage, got.N, n)
		}
	}
	var says []string
	for _, d := range m.Decisions() {
		says = append(says, d.What)
		if d.N == 0 {
			t.Errorf("%q is nothing to decide", d.What)
		}
	}
	if all := strings.Join(says, "\n"); !strings.Contains(all, "Orders on hold") || strings.Contains(all, "not paid") {
		t.Errorf("to decide: %s", all)
	}
	if n := len(m.Day.Urgent); n != 3 {
		t.Errorf("%d orders leave first, want 3", n)
	}
	if last := m.Day.Week[6]; len(m.Day.Week) != 7 || last.Orders != 3 || last.Total == 0 {
		t.Errorf("the week is %+v", m.Day.Week)
	}
	if len(m.Day.CutOffs) == 0 {
		t.Error("no van is said to come")
	}
}

func TestLateOrdersAreSaid(t *testing.T) {
	day := app.Day{Now: time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC), Late: 2, Start: app.Start{Orders: 9}, Stages: map[data.OrderStage]app.Standing{
		data.Ready:   {N: 5, Late: 2, Oldest: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)},
		data.Picking: {N: 1, Oldest: time.Date(2026, 3, 4, 7, 30, 0, 0, time.UTC)},
		data.Packing: {N: 1, Oldest: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)},
	}}
	m := newModel(nil, anna, page.Inline())
	m.Day, m.Come = day, true
	for stage, want := range map[data.OrderStage]string{data.Ready: "2 late", data.Picking: "oldest 2 h", data.Packing: "oldest 3 days", data.OnHold: "nothing"} {
		if got := tileOf(t, m, stage); got.Detail != want || got.Late != (want == "2 late") {
			t.Errorf("%s says %q, want %q", stage, got.Detail, want)
		}
	}
	if d := m.Decisions(); len(d) != 1 || d[0].N != 2 || d[0].Route != "orders?view=late" {
		t.Errorf("to decide: %+v", d)
	}
}

func TestCutOffsCountDown(t *testing.T) {
	m := newModel(nil, anna, page.Inline())
	m.Day.Now = time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC)
	at := func(h, min int) app.CutOff { return app.CutOff{At: time.Date(2026, 3, 4, h, min, 0, 0, time.UTC)} }
	for _, c := range []struct {
		at    app.CutOff
		want  string
		state page.State
	}{{at(16, 30), "2 h 30 left", page.Plain}, {at(14, 20), "20 min left", page.Warning}, {at(13, 0), "missed today", page.Bad}, {app.CutOff{}, "any time", page.Muted}} {
		if got, state := m.Left(c.at); got != c.want || state != c.state {
			t.Errorf("%s: %q in state %d, want %q in %d", c.at.At.Format("15:04"), got, state, c.want, c.state)
		}
	}
}

func TestNumbersOpenTheirLists(t *testing.T) {
	shop := apptest.New(t)
	shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	a := test.NewTempApp(t)
	a.Settings().SetTheme(&kit.Theme{Look: kit.LookDark})
	w := test.NewTempWindow(t, nil)
	s := desktop.New(w, desktop.Options{Prefs: page.MapPrefs{}, Runner: page.Inline()})
	if err := s.Add(Pages(shop.Shop, anna)...); err != nil {
		t.Fatal(err)
	}
	w.Resize(fyne.NewSize(1280, 800))
	s.Start("today")
	t.Cleanup(s.Close)
	v := s.Page().(*view)
	if err := s.CheckKeys(v.Commands()); err != nil {
		t.Error(err)
	}
	if !v.day.Visible() || v.begin.Visible() || !strings.HasPrefix(v.Title(), "Today · Monday 2 March") {
		t.Fatalf("%q is shown, the day %v, the beginning %v", v.Title(), v.day.Visible(), v.begin.Visible())
	}
	if min := v.CanvasObject().MinSize(); min.Width > 1130 || min.Height > 690 {
		t.Errorf("the page needs %v, more than the window has", min)
	}
	var went page.Route
	v.m.Go = func(r page.Route) { went = r }
	k := keyboard.New(w, s.Input())
	k.Press("5")
	if went != "pick?view=ready" {
		t.Errorf("5 leads to %q", went)
	}
	test.Tap(v.tiles[1])
	if went != "orders?view=unpaid" {
		t.Errorf("the tile leads to %q", went)
	}
	shop.Placed(t, apptest.Want{SKU: "BOWL", Qty: 1})
	v.Reload()
	if v.tiles[4].t.N != 2 {
		t.Errorf("%d are ready after another order", v.tiles[4].t.N)
	}
}
