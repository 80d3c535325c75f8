package floormap

import (
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

// fakeDesk is a window that remembers where it was sent and what it said; it says
// yes to every question.
type fakeDesk struct {
	page.Desk
	opened []page.Route
	toasts []page.Toast
	asked  []page.Question
	stays  bool // says no
}

func (d *fakeDesk) Open(r page.Route)   { d.opened = append(d.opened, r) }
func (d *fakeDesk) Toast(t page.Toast)  { d.toasts = append(d.toasts, t) }
func (d *fakeDesk) Sound(bool)          {}
func (d *fakeDesk) Runner() page.Runner { return page.Inline() }
func (d *fakeDesk) Ask(q page.Question) {
	if d.asked = append(d.asked, q); !d.stays {
		q.Run()
	}
}

func (d *fakeDesk) said() string {
	if len(d.toasts) == 0 {
		return ""
	}
	return d.toasts[len(d.toasts)-1].Text
}

func anna() data.Actor { return data.Actor{User: "anna", Desk: "desk 1"} }

// twoAisles are the shelves of the test shop: A-01-1, A-02-1, A-10-1 and B-02-1.
func twoAisles() app.FloorMap {
	return app.FloorMap{Kind: app.FloorInRow, Pattern: "{aisle}-{bay}-{level}", Rows: &app.FloorRows{
		Aisles: []app.FloorAisle{{Code: "A", Pitch: 3000}, {Code: "B", Pitch: 3000, Zone: "back"}}, Bays: 10, FirstBay: 1, BayWidth: 1000, CrossWidth: 2000}}
}

// mapped is the test shop with a map of its two aisles.
func mapped(t *testing.T) *apptest.Shop {
	t.Helper()
	shop := apptest.New(t)
	keepMap(t, shop, app.FloorMap{}, twoAisles())
	return shop
}

func keepMap(t *testing.T, shop *apptest.Shop, was, is app.FloorMap) {
	t.Helper()
	if _, err := shop.SaveFloorMap(t.Context(), anna(), data.NewOp("floor map", is).Began(was), is); err != nil {
		t.Fatal(err)
	}
}

func savedMap(t *testing.T, shop *apptest.Shop) app.FloorMap {
	t.Helper()
	m, err := shop.FloorMap(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return m
}
