package apptest_test

import (
	"testing"

	"packbench/app/apptest"
	"packbench/data"
)

func TestTheSmallShopWorksAndItsBooksBalance(t *testing.T) {
	s := apptest.New(t)
	if sh := s.Packed(t, apptest.Want{SKU: "MUG", Qty: 2}, apptest.Want{SKU: "SET", Qty: 1}, apptest.Want{SKU: "CARD", Qty: 1}); sh.Stage != data.ShipmentPacked {
		t.Errorf("shipment %s is %s, want packed", sh.Number, sh.Stage)
	}
	found, err := s.Store.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			t.Errorf("rule %s is broken: %s (%s)", f.Rule, f.Says, f.Sample)
		}
	}
}
