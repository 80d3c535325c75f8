package floormap

import (
	"slices"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/page"
)

func openMap(t *testing.T, shop *apptest.Shop, route page.Route) (*shelfMap, *fakeDesk) {
	t.Helper()
	d := &fakeDesk{}
	m := newShelfMap(shop, anna, d, route)
	m.Reload()
	if m.Notice.Shown() {
		t.Fatalf("%+v", m.Notice)
	}
	return m, d
}

func TestAShopWithoutAMapIsToldHowToMakeOne(t *testing.T) {
	m, d := openMap(t, apptest.New(t), "map")
	if !m.Empty() || m.HasMap() {
		t.Fatal("a map is shown where there is none")
	}
	for _, c := range m.Commands() {
		if c.Group == "Map" {
			c.Do()
		}
	}
	if want := []page.Route{"mapwalk", "mapdraw", "maprows"}; !slices.Equal(d.opened, want) {
		t.Errorf("the three ways to describe a floor lead to %v", d.opened)
	}
}

func TestWhatIsOnAShelf(t *testing.T) {
	m, d := openMap(t, mapped(t), "map?place=A-01-1")
	title, under := m.Title()
	if title != "Shelf A 1" || !strings.Contains(under, "10 units") {
		t.Fatalf("%q: %q", title, under)
	}
	rows := m.Side()
	if len(rows) != 1 || rows[0].place.Code != "A-01-1" || rows[0].sku != "MUG" || rows[0].cells[2].Text != "10" {
		t.Fatalf("side %+v", rows)
	}
	m.Open(0)
	if d.opened[0] != page.To("product", "MUG") {
		t.Errorf("Enter led to %v", d.opened)
	}
	if m.Scan("B-02-1"); m.Side()[0].place.Code != "B-02-1" {
		t.Errorf("a scanned place shows %+v", m.Side())
	}
	if m.Scan("MUG") {
		t.Error("a product was taken for a place")
	}
}

// shadeOf is how the shelf of a place is coloured.
func shadeOf(t *testing.T, m *shelfMap, view, code string) shade {
	t.Helper()
	m.Choose(view)
	was := m.At
	if !m.find(code) {
		t.Fatalf("%s is on no shelf", code)
	}
	at := m.At
	m.At = was
	shades, legend := m.Shades()
	if len(legend) == 0 {
		t.Errorf("no legend for %s", view)
	}
	return shades[at]
}

func TestColoursSayHowFullAndHowBusyShelvesAre(t *testing.T) {
	shop := mapped(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "LAMP", Qty: 2})
	if list.Number == "" {
		t.Fatal("no list")
	}
	m, _ := openMap(t, shop, "map")
	if got := shadeOf(t, m, viewStock, "A-10-1"); got.scale != full {
		t.Errorf("20 bowls are %+v", got)
	}
	if got := shadeOf(t, m, viewOpen, "A-02-1"); got.scale != heat {
		t.Errorf("a picker comes for lamps: %+v", got)
	}
	if got := shadeOf(t, m, viewOpen, "A-01-1"); got.scale != plain {
		t.Errorf("nobody comes for mugs: %+v", got)
	}
	if got := shadeOf(t, m, viewZones, "B-02-1"); got.scale != zone {
		t.Errorf("aisle B is a zone: %+v", got)
	}
	if got := shadeOf(t, m, viewPicks, "A-02-1"); got.scale != plain {
		t.Errorf("nothing was picked yet: %+v", got)
	}
}

func TestLowIsAQuarterOfTheUsualShelf(t *testing.T) {
	shades, legend := stocked([]int64{-1, 0, 10, 11, 40, 44, 400})
	for i, want := range []scale{plain, plain, low, full, full, full, full} {
		if shades[i].scale != want {
			t.Errorf("shelf %d is %v, want %v", i, shades[i].scale, want)
		}
	}
	if !strings.Contains(legend[1].text, "10 units") {
		t.Errorf("legend %q", legend[1].text)
	}
	if _, legend = stocked([]int64{0, 0}); len(legend) != 1 {
		t.Errorf("where all is empty the legend tells of %v", legend)
	}
}

// Every count from one to the most has a step of its own in the legend, and a shelf
// with more is never paler.
func TestHeatLeavesNoGap(t *testing.T) {
	for most := int64(1); most < 70; most++ {
		counts := make([]int64, most+1)
		for i := range counts {
			counts[i] = int64(i)
		}
		shades, legend := hot(counts, "none", "pick")
		steps := map[int]bool{}
		for i := 1; i < len(shades); i++ {
			if shades[i].scale != heat || shades[i].step < shades[i-1].step {
				t.Fatalf("of %d: %d is %+v after %+v", most, i, shades[i], shades[i-1])
			}
			steps[shades[i].step] = true
		}
		if len(legend) != len(steps)+1 {
			t.Fatalf("of %d: %d lines for %d steps", most, len(legend), len(steps))
		}
	}
}

func TestAPlaceIsShutWithAReasonAndOpenedAgain(t *testing.T) {
	m, d := openMap(t, mapped(t), "map?place=A-01-1")
	m.AskShut()
	m.Form.Send()
	if m.Form == nil || m.Form.Field("why").Wrong == "" {
		t.Fatal("shut without a reason")
	}
	m.Form.Field("why").Value = "broken shelf"
	m.Form.Send()
	if m.Form != nil || !strings.Contains(d.said(), "A-01-1 is shut") {
		t.Fatalf("form %+v, said %q, %+v", m.Form, d.said(), m.Trouble)
	}
	if rows := m.Side(); rows[0].cells[1].Text != "Shut: broken shelf" {
		t.Fatalf("side %+v", rows)
	}
	shades, legend := m.Shades()
	if !shades[m.At].shut || legend[len(legend)-1].text != "a place is shut" {
		t.Error("the shelf is not crossed out")
	}
	if m.AskShut(); m.Form != nil {
		t.Error("a shut place is asked about again")
	}
	m.OpenShut()
	if m.Details[0].Location.ShutAt.Set() {
		t.Fatal("it is still shut")
	}
	d.toasts[len(d.toasts)-1].Undo()
	if !m.Details[0].Location.ShutAt.Set() {
		t.Error("undo did not shut it again")
	}
}

func TestZoneOfMarkedShelves(t *testing.T) {
	shop := mapped(t)
	m, d := openMap(t, shop, "map?place=A-01-1")
	first := m.At
	m.find("A-02-1")
	m.Mark([]int{first, m.At})
	m.AskZone()
	if !strings.Contains(m.Form.Title, "2 places") || !strings.Contains(m.Form.Hint, "There are A, B") {
		t.Errorf("%q: %q", m.Form.Title, m.Form.Hint)
	}
	m.Form.Field("zone").Value = "front"
	m.Form.Send()
	if got := shadeOf(t, m, viewZones, "A-01-1"); got.scale != zone {
		t.Errorf("it is %+v, said %q", got, d.said())
	}
	d.toasts[0].Undo()
	if got := zoneNames(m.Plan); slices.Contains(got, "front") {
		t.Errorf("after undo there are the zones %v", got)
	}
}

func TestPlacesThatStandNowhereAreListedWithWhy(t *testing.T) {
	shop := apptest.New(t)
	short := twoAisles()
	short.Rows.Bays = 5
	keepMap(t, shop, app.FloorMap{}, short)
	m, _ := openMap(t, shop, "map")
	rows := m.LostRows()
	if len(rows) != 1 || rows[0][0].Text != "A-10-1" || rows[0][1].Text != "20" || !strings.Contains(rows[0][3].Text, "1 to 5") {
		t.Fatalf("lost %+v", rows)
	}
	if says := m.Says(); !strings.Contains(says, "3 places on the map, 1 nowhere") {
		t.Errorf("says %q", says)
	}
	m.Choose(viewLost)
	keepMap(t, shop, short, twoAisles())
	if m.Reload(); len(m.Lost) != 0 || m.View != viewStock {
		t.Errorf("the map was mended, and %q shows %d", m.View, len(m.Lost))
	}
}

func TestNoShelfIsMeant(t *testing.T) {
	m, _ := openMap(t, mapped(t), "map")
	m.AskZone()
	m.AskShut()
	m.OpenShut()
	if m.Form != nil || m.busy {
		t.Error("something is asked of no shelf")
	}
}
