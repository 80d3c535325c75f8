package pick

import (
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

func TestAWaveFromWhatWaitsToTheFloor(t *testing.T) {
	shop := apptest.New(t)
	onTheFloor(t, shop, "MUG", "LAMP")
	ready := shop.Placed(t, apptest.Want{SKU: "BOWL", Qty: 1})
	f, d := opened(t, shop, viewWaves)
	w := f.Waves
	w.PlanWaiting()
	if len(w.Rows) != 1 || w.Rows[0].OrderCount != 3 || w.Rows[0].Stage != data.WavePlanned {
		t.Fatalf("planned %+v, %+v", w.Rows, f.Gate)
	}
	d.toasts[len(d.toasts)-1].Undo()
	if len(w.Rows) != 0 {
		t.Fatalf("after undo there are %+v", w.Rows)
	}
	w.PlanWaiting()
	w.Select([]int{0})
	if len(w.In.Shipments) != 3 || w.canAdd() || !w.canRelease() {
		t.Fatalf("in it are %+v", w.In.Shipments)
	}
	w.Release()
	if len(w.Rows) != 1 || w.Rows[0].Stage != data.WaveReleased || len(f.Board.Open) == 0 || f.Gate.Shown() {
		t.Fatalf("released it is %+v: %+v", w.Rows, f.Gate)
	}
	if got := shop.ShipmentByID(t, ready.ID); got.Stage != data.ShipmentReleased || !got.LabelledAt.Set() {
		t.Errorf("what was only ready is %s", got.Stage)
	}
	said := d.toasts[len(d.toasts)-1]
	if !strings.HasPrefix(said.Text, "Wave "+w.Rows[0].Number+" is on the floor") {
		t.Errorf("it says %q", said.Text)
	}
	said.Undo()
	if len(f.Board.Open) != 0 || w.Rows[0].Stage != data.WavePlanned {
		t.Fatalf("after undo %d lists, %+v", len(f.Board.Open), w.Rows)
	}
	w.Cancel()
	if len(w.Rows) != 0 {
		t.Errorf("given up, there is %+v", w.Rows)
	}
	if w.ShowOver(); len(w.Rows) == 0 {
		t.Error("the wave that was given up is not among the finished ones")
	}
}

func TestAnUrgentOrderJoinsAWave(t *testing.T) {
	shop := apptest.New(t)
	onTheFloor(t, shop, "MUG", "LAMP")
	f, d := opened(t, shop, viewWaves)
	w := f.Waves
	w.PlanWaiting()
	w.Select([]int{0})
	w.Release()
	urgent := shop.Placed(t, apptest.Want{SKU: "BOWL", Qty: 1})
	f.Reload()
	w.AddUrgent()
	f.Form.Field("number").Value = "99999"
	if f.Form.Submit(); f.Form == nil || f.Form.Field("number").Wrong == "" {
		t.Fatal("an order that does not exist was taken")
	}
	f.Form.Field("number").Value = urgent.Number
	f.Form.Submit()
	if f.Form != nil || f.Gate.Shown() || w.Rows[0].OrderCount != 3 {
		t.Fatalf("%+v, in the wave are %d", f.Gate, w.Rows[0].OrderCount)
	}
	said := d.toasts[len(d.toasts)-1]
	if !strings.HasPrefix(said.Text, urgent.Number+" ") {
		t.Errorf("it says %q", said.Text)
	}
	said.Undo()
	if w.Rows[0].OrderCount != 2 {
		t.Errorf("after undo %d are in the wave", w.Rows[0].OrderCount)
	}
}

func TestAShipmentIsPickedAtOnce(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Placed(t, apptest.Want{SKU: "BOWL", Qty: 1})
	f, d := opened(t, shop, viewReady)
	all(f)
	f.Urgent()
	if got := shop.ShipmentByID(t, sh.ID); got.Stage != data.ShipmentReleased || len(f.Board.Open) != 1 {
		t.Errorf("it is %s, %d lists, %+v, %+v", got.Stage, len(f.Board.Open), f.Gate, d.toasts)
	}
}

func TestListsAreGivenToAPicker(t *testing.T) {
	shop := apptest.New(t)
	shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 1})
	shop.Listed(t, apptest.Want{SKU: "LAMP", Qty: 1})
	f, d := opened(t, shop, viewLists)
	for _, tc := range []struct{ picker, want, says string }{
		{"Anna", "Anna", "2 lists given to Anna"},
		{nobody, "", "2 lists: anybody may pick"},
	} {
		all(f)
		f.Assign()
		if f.Form == nil || f.Form.Fields[0].Value != "Anna" {
			t.Fatalf("it asks %+v, %+v", f.Form, f.Gate)
		}
		f.Form.Field("picker").Value = tc.picker
		f.Form.Submit()
		for _, l := range f.Board.Open {
			if l.Picker != tc.want {
				t.Errorf("%s is with %q, want %q: %+v", l.Number, l.Picker, tc.want, f.Gate)
			}
		}
		if said := d.toasts[len(d.toasts)-1]; said.Text != tc.says {
			t.Errorf("it says %q", said.Text)
		}
	}
}

func TestThePageOpensOnWhatWaits(t *testing.T) {
	for _, tc := range []struct {
		name  string
		begin func(shop *apptest.Shop)
		view  string
	}{
		{"nothing", func(*apptest.Shop) {}, viewPlan},
		{"something is ready", func(s *apptest.Shop) { s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1}) }, viewReady},
		{"something is on the floor", func(s *apptest.Shop) {
			s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
			s.Released(t, apptest.Want{SKU: "LAMP", Qty: 1})
		}, viewPlan},
		{"only walks are open", func(s *apptest.Shop) { s.Listed(t, apptest.Want{SKU: "LAMP", Qty: 1}) }, viewLists},
	} {
		shop := apptest.New(t)
		tc.begin(shop)
		f := newFloor(shop, anna, page.Inline())
		f.Desk = &fakeDesk{}
		if f.Reload(); f.View != tc.view {
			t.Errorf("%s: it opens on %s, want %s", tc.name, f.View, tc.view)
		}
		f.Choose(viewDone)
		if f.Reload(); f.View != viewDone {
			t.Errorf("%s: chosen, and it went to %s", tc.name, f.View)
		}
	}
}
