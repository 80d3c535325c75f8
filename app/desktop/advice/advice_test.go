package advice

import (
	"context"
	"errors"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/desktoptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

// shopOf answers as it is told.
type shopOf struct {
	slots  app.SlotAdvice
	asked  map[string]int
	broken error
}

func (s *shopOf) AdviseSlots(ctx context.Context, progress func(done, of int)) (app.SlotAdvice, error) {
	s.asked["slots"]++
	progress(1, 10)
	a := s.slots
	if ctx.Err() != nil {
		a.Stopped = true
	}
	return a, s.broken
}

func (s *shopOf) AdviseLayout(context.Context, func(done, of int)) ([]app.LayoutAdvice, error) {
	s.asked["layout"]++
	return []app.LayoutAdvice{{Title: "a cross aisle after bay 12", Before: 10_000_000, After: 8_000_000, Saves: 2000}}, nil
}

func (s *shopOf) PickerPace(_ context.Context, who string) (app.PaceLearned, error) {
	if who == "Ben" {
		var fast app.PaceLearned
		fast.Speed, fast.Stop, fast.Unit, fast.Enough, fast.Moves, fast.Spread = 950, 8200, 1400, true, 312, 2100
		return fast, nil
	}
	return app.PaceLearned{}, nil
}

func (s *shopOf) WrongDistances(context.Context) ([]app.WrongDistance, error) {
	return []app.WrongDistance{{FromCode: "A-01", ToCode: "A-02", Length: 1000, Seconds: 80, Expected: 10, Times: 4}}, nil
}

func (s *shopOf) People(context.Context) ([]data.Person, error) {
	return []data.Person{{Name: "Anna"}, {Name: "Ben"}}, nil
}

func someShop() *shopOf {
	return &shopOf{asked: make(map[string]int), slots: app.SlotAdvice{Lists: 40, Days: 12, Before: 9_000_000, After: 8_500_000,
		Swaps: []app.SlotSwap{{ProductID: 1, SKU: "22423", Name: "Regency cakestand", From: "H-25-1-L", To: "A-01-1-L", OtherID: 2, OtherSKU: "84946", OtherName: "Antique silver", Saves: 500_000, Minutes: 93, Better: 20, Longer: 1}}}}
}

func TestAdviceIsWorkedOutOnceAView(t *testing.T) {
	s := someShop()
	m := newModel(s, page.Inline())
	m.Choose(viewMoves)
	m.Choose(viewLayout)
	m.Choose(viewMoves)
	if s.asked["slots"] != 1 || s.asked["layout"] != 1 {
		t.Errorf("asked %v", s.asked)
	}
	rows := m.Rows()
	if rows.Len() != 1 || !strings.Contains(m.Says(), "40 lists of 12 days: 8,500 m a week instead of 9,000 m") {
		t.Errorf("%v, says %q", rows, m.Says())
	}
	var gone page.Route
	m.Go = func(r page.Route) { gone = r }
	m.OpenProduct()
	if gone != page.To("product", "22423") {
		t.Errorf("opened %q", gone)
	}
	m.Reload()
	if s.asked["slots"] != 2 {
		t.Error("F5 did not walk again")
	}
	m.Choose(viewPace)
	if len(m.Paces) != 1 || m.Rows()[0][1].Text != "0.9 m/s" || m.Rows()[0][2].Text != "8.2 s" {
		t.Errorf("paces %+v, rows %v", m.Paces, m.Rows())
	}
	m.Choose(viewDistances)
	if m.Rows().Len() != 1 {
		t.Error("the wrong distance is not shown")
	}
}

func TestStopKeepsWhatWasFound(t *testing.T) {
	s := someShop()
	var hold page.Manual
	m := newModel(s, hold.Runner())
	jobs := 0
	m.SetJob, m.EndJob = func(page.Job) { jobs = 1 }, func(string) { jobs = 0 }
	m.Choose(viewMoves)
	if !m.Busy() || jobs != 1 {
		t.Fatal("nothing is being worked out")
	}
	m.Stop()
	hold.Drain()
	if m.Busy() || jobs != 0 || len(m.Slots.Swaps) != 1 || !m.Slots.Stopped || m.Notice != nil {
		t.Errorf("after the stop: %+v %v", m.Slots, m.Notice)
	}
	s.broken = errors.New("the disk is gone")
	m.Reload()
	hold.Drain()
	if m.Notice == nil || len(m.Slots.Swaps) != 1 {
		t.Errorf("notice %v", m.Notice)
	}
}

func TestAdviceByKeyboard(t *testing.T) {
	shop := apptest.New(t)
	w, k := desktoptest.Window(t, "advice?view=layout", Pages(shop.Shop, func() data.Actor { return apptest.Anna }))
	v := w.Page().(*view)
	if err := w.CheckKeys(v.Commands()); err != nil {
		t.Error(err)
	}
	if title, hint := v.m.Empty(); v.m.View != viewLayout || title == "" || hint == "" {
		t.Errorf("an empty shop: %s, %q", v.m.View, title)
	}
	k.Press("Ctrl+1")
	if _, hint := v.m.Empty(); v.m.View != viewMoves || !strings.HasPrefix(hint, "Describe your shelves") {
		t.Errorf("%s says %q", v.m.View, hint)
	}
}
