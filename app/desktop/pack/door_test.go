package pack

import (
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

func TestHandingOverTakesWhatIsMarkedAndSaysWhatIsStopped(t *testing.T) {
	shop := apptest.New(t)
	first := shop.Packed(t, apptest.Want{SKU: "MUG", Qty: 1})
	held := shop.Packed(t, apptest.Want{SKU: "BOWL", Qty: 1})
	third := shop.Packed(t, apptest.Want{SKU: "BOWL", Qty: 2})
	if _, err := shop.Hold(t.Context(), anna(), data.NewOp("hold", 1), held.OrderID, "review", "customer called", shop.Store.Now().AddDate(0, 0, 2)); err != nil {
		t.Fatal(err)
	}
	d := newDoor(shop, anna, page.Inline())
	asked := 0
	d.Ask = func(q page.Question) { asked++; q.Run() }
	d.Reload()
	if n := len(d.Shown()); n != 3 {
		t.Fatalf("%d wait for the carrier, want 3", n)
	}
	if !d.Scan(first.Number + "-1") {
		t.Fatal("a parcel that waits is not known")
	}
	d.HandOver()
	if got := shop.ShipmentByID(t, first.ID).Stage; got != data.ShipmentHandedOver {
		t.Errorf("the marked one is %s", got)
	}
	if got := shop.ShipmentByID(t, third.ID).Stage; got != data.ShipmentPacked {
		t.Errorf("one that is not marked is %s", got)
	}
	d.HandOver() // nothing marked: all that is shown
	if got := shop.ShipmentByID(t, third.ID).Stage; got != data.ShipmentHandedOver {
		t.Errorf("the last one is %s", got)
	}
	if len(d.Shown()) != 1 || d.why[held.ID] == "" || !d.Gate.Shown() {
		t.Errorf("left %d, why %q", len(d.Shown()), d.why[held.ID])
	}
	if asked != 2 {
		t.Errorf("asked %d times, want 2", asked)
	}
	if !d.Scan(first.Number + "-1") {
		t.Error("a parcel that has left must be refused here, not opened elsewhere")
	}
	if d.Scan("5012345678900") {
		t.Error("a product's code is nothing for the door")
	}
	if err := d.Commands().Check(); err != nil {
		t.Error(err)
	}
}
