package app_test

import (
	"slices"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

// change saves products with something said of them.
func change(t testing.TB, s *apptest.Shop, skus []string, say func(p *data.Product)) {
	t.Helper()
	for _, sku := range skus {
		p, _, err := s.ProductOf(t.Context(), sku)
		if err != nil {
			t.Fatal(err)
		}
		say(&p)
		if _, err := s.SaveProduct(t.Context(), apptest.Anna, op("product "+sku), p, nil); err != nil {
			t.Fatal(err)
		}
	}
}

// breaks says that nothing is laid on products.
func breaks(t testing.TB, s *apptest.Shop, skus ...string) {
	t.Helper()
	change(t, s, skus, func(p *data.Product) { p.Fragile = true })
}

// shipsAlone says that products have a parcel and a walk of their own.
func shipsAlone(t testing.TB, s *apptest.Shop, skus ...string) {
	t.Helper()
	change(t, s, skus, func(p *data.Product) { p.ShipsAlone = true })
}

func TestAnOrderThatShipsAloneIsOnNoListWithOthers(t *testing.T) {
	s := mapped(t)
	shipsAlone(t, s, "G4")
	one := s.Released(t, want("G4", 1)) // one line, and still not sorted at the bench
	more := s.Released(t, want("G4", 1), want("G5", 1))
	for _, sku := range []string{"G1", "G2", "G7", "G10"} {
		s.Released(t, want(sku, 1))
	}
	for _, method := range []string{app.PickBatch, app.PickZone, app.PickWave} {
		for _, pass := range []bool{false, true} {
			p := propose(t, s, app.PickingRequest{Method: method, Inside: app.PickZone, Pass: pass})
			for i, l := range p.Lists {
				for _, sl := range l.Slots {
					if (sl.ShipmentID == one.ID || sl.ShipmentID == more.ID) && (len(l.Slots) > 1 || l.Bulk) {
						t.Errorf("%s, passed on %v: list %d has %d orders, with %s", method, pass, i, len(l.Slots), sl.Number)
					}
				}
			}
			if len(p.Left) > 0 || len(p.Orders) != 6 {
				t.Errorf("%s: %d orders are planned, left %+v", method, len(p.Orders), p.Left)
			}
		}
	}
	p := propose(t, s, app.PickingRequest{Method: app.PickBatch})
	if why := strings.Join(p.Why, " "); len(p.Lists) != 3 || !strings.Contains(why, "2 orders that ship alone") {
		t.Fatalf("%d lists: %s", len(p.Lists), why)
	}
	at := slices.IndexFunc(p.Lists, func(l app.ProposedList) bool { return l.Slots[0].ShipmentID == one.ID })
	if l := p.Lists[at]; l.Method != app.PickSingle || l.Cart != 0 {
		t.Errorf("it is picked %s, with cart %d", l.Method, l.Cart)
	}
	_, err := p.Move(one.ID, (at+1)%3)
	refused(t, err, data.KindRefused, "what ships alone, together with others")
	_, err = p.Join((at+1)%3, at)
	refused(t, err, data.KindRefused, "what ships alone, together with others")
	if b := build(t, s, p); len(b.Lists) != 3 {
		t.Errorf("%d lists are built", len(b.Lists))
	}
	sound(t, s)
}

func TestWhatShipsAloneIsTakenAlongOnNoWalk(t *testing.T) {
	s := mapped(t)
	shipsAlone(t, s, "G4")
	s.Released(t, want("G1", 1), want("G5", 1))
	list := build(t, s, propose(t, s, app.PickingRequest{Method: app.PickBatch})).Lists[0]
	urgent := s.Released(t, want("G4", 1))
	_, err := s.AddUrgent(t.Context(), apptest.Anna, op("urgent"), app.Urgent{Shipment: urgent.ID, List: list.ID})
	refused(t, err, data.KindRefused, "ships alone")
	got, err := s.AddUrgent(t.Context(), apptest.Anna, op("urgent"), app.Urgent{Shipment: urgent.ID})
	if err != nil || !got.Own || got.Why != "It ships alone." {
		t.Fatalf("%+v, %v", got, err)
	}
	other := s.Released(t, want("G7", 1))
	_, err = s.AddUrgent(t.Context(), apptest.Anna, op("urgent"), app.Urgent{Shipment: other.ID, List: got.List.ID})
	refused(t, err, data.KindRefused, "ships alone")
	sound(t, s)
}

// Fragile goods come last on every list, so that they lie on top, and what the list
// says of its length is how far that walk is.
func TestFragileGoodsComeLast(t *testing.T) {
	s := mapped(t)
	for _, wants := range [][]apptest.Want{{want("G10", 1), want("G11", 1), want("G12", 1)}, {want("G1", 1), want("G3", 1)}, {want("G5", 1), want("G2", 2), want("G11", 1)}} {
		s.Released(t, wants...)
	}
	for _, sku := range []string{"G1", "G2", "G3", "G5", "G11"} {
		s.Released(t, want(sku, 1))
	}
	floor, err := s.Floor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	as := func(method string, familiar bool) app.PickProposal {
		return propose(t, s, app.PickingRequest{Method: method, Familiar: familiar})
	}
	usual := as(app.PickSingle, false).Total.Length
	breaks(t, s, "G3", "G11")
	for _, method := range []string{app.PickSingle, app.PickBatch, app.PickZone} {
		for _, familiar := range []bool{false, true} {
			p := as(method, familiar)
			mixed := 0
			for i, l := range p.Lists {
				walk := make([]int64, len(l.Stops))
				for k, st := range l.Stops {
					walk[k] = st.LocationID
					if k > 0 && laid(l.Stops[k-1].SKU, st.SKU) {
						t.Errorf("%s, list %d: %s is fetched after %s", method, i, st.SKU, l.Stops[k-1].SKU)
					}
					if k > 0 && laid(st.SKU, l.Stops[k-1].SKU) {
						mixed++
					}
				}
				if path, length := floor.Along(0, walk); int64(l.Cost.Length) != length || !slices.Equal(path, l.Path) {
					t.Errorf("%s, list %d is %d long, followed it is %d", method, i, l.Cost.Length, length)
				}
				if familiar && l.How != "familiar" && l.How != "walk numbers" {
					t.Errorf("%s, list %d: the familiar walk was asked for, and it is %s", method, i, l.How)
				}
			}
			if why := strings.Join(p.Why, " "); mixed == 0 || !strings.Contains(why, "ragile goods last on") {
				t.Errorf("%s: on %d lists something lies below fragile goods: %s", method, mixed, why)
			}
			if method == app.PickSingle && !familiar && (p.Total.Length <= usual || p.OneByOne.Length < p.Total.Length) {
				t.Errorf("fragile goods last, the walks are %d long, without %d; one by one %d", p.Total.Length, usual, p.OneByOne.Length)
			}
		}
	}
}

// What is short is fetched elsewhere, and still nothing is laid on fragile goods,
// whether they are short themselves or what lies below them.
func TestFragileGoodsComeLastAfterAShortPick(t *testing.T) {
	for _, fragile := range []string{"G1", "G8"} {
		t.Run(fragile, func(t *testing.T) {
			s := mapped(t)
			breaks(t, s, fragile)
			s.Released(t, want("G2", 3), want("G1", 2), want("G4", 1), want("G8", 1), want("G6", 1))
			list := build(t, s, propose(t, s, app.PickingRequest{Method: app.PickSingle})).Lists[0]
			shorts := 0
			for range 20 {
				_, lines := walkOf(t, s, list)
				for i, l := range lines {
					if string(l.SKU) == fragile && i+1 < len(lines) {
						t.Errorf("%s is fetched before %s", fragile, lines[i+1].SKU)
					}
				}
				if len(lines) == 0 {
					break
				}
				picked := lines[0].Qty
				if code := lines[0].Location; code == "C-10-1" || code == "A-09-3" {
					picked = 0
				}
				r, err := s.ConfirmPicks(t.Context(), apptest.Anna, op("pick"), []app.PickConfirm{{LineID: lines[0].ID, Picked: picked}})
				if err != nil {
					t.Fatal(err)
				}
				shorts += len(r[0].Elsewhere)
			}
			if shorts != 2 {
				t.Errorf("%d lines were fetched elsewhere, want both that are at two places", shorts)
			}
			sound(t, s)
		})
	}
}

// An urgent order with fragile goods is taken along, and they come last.
func TestUrgentFragileGoodsComeLastOfTheWalk(t *testing.T) {
	s := mapped(t)
	breaks(t, s, "G4")
	s.Released(t, want("G1", 1), want("G7", 1), want("G10", 1))
	list := build(t, s, propose(t, s, app.PickingRequest{Method: app.PickBatch})).Lists[0]
	urgent := s.Released(t, want("G4", 1), want("G2", 1))
	got, err := s.AddUrgent(t.Context(), apptest.Anna, op("urgent"), app.Urgent{Shipment: urgent.ID, List: list.ID})
	if err != nil || got.Own {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, lines := walkOf(t, s, list); len(lines) != 5 || lines[4].SKU != "G4" {
		t.Errorf("the last of %d lines is of %s", len(lines), lines[len(lines)-1].SKU)
	}
	sound(t, s)
}
