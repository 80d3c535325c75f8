package app_test

import (
	"testing"

	"packbench/app/apptest"
	"packbench/data"
)

func TestTheBestFindComesFirst(t *testing.T) {
	s := apptest.New(t)
	for _, p := range []data.Product{
		{SKU: "X-MUG", Name: "Rack for a mug", Price: 900}, {SKU: "MUG-XL", Name: "Large one", Price: 700}, {SKU: "Z1", Name: "Mug tree", Price: 1200},
		{SKU: "OLD", Name: "Mug of last year", Price: 100, ArchivedAt: 1},
	} {
		made, err := s.SaveProduct(t.Context(), apptest.Anna, data.NewOp("product", p.SKU), p, nil)
		if err != nil {
			t.Fatal(err)
		}
		if p.ArchivedAt.Set() {
			made.ArchivedAt = p.ArchivedAt
			if _, err := s.SaveProduct(t.Context(), apptest.Anna, data.NewOp("product", "old"), made, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		text string
		want []data.SKU
	}{
		{"mug", []data.SKU{"MUG", "MUG-XL", "Z1", "X-MUG"}}, // the code itself, codes that begin so, names that begin so, the rest
		{apptest.MugCode, []data.SKU{"MUG"}},
		{"old", nil},
		{"  ", nil},
	} {
		found, err := s.FindGoods(t.Context(), c.text, 8)
		if err != nil {
			t.Fatal(err)
		}
		for i := range max(len(found), len(c.want)) {
			if i >= len(found) || i >= len(c.want) || found[i].Product.SKU != c.want[i] {
				t.Errorf("%q found %+v, want %v", c.text, found, c.want)
				break
			}
		}
	}
}

func TestTheCallerWhoseNumberEndsSoComesFirst(t *testing.T) {
	s := apptest.New(t)
	for _, c := range []data.Customer{{Name: "Adam", Phone: "0142 700 999"}, {Name: "Zoe", Phone: "01904 140142"}} {
		if _, err := s.SaveCustomer(t.Context(), apptest.Anna, data.NewOp("customer", c), c, nil); err != nil {
			t.Fatal(err)
		}
	}
	found, err := s.FindCallers(t.Context(), "0142", 8)
	if err != nil || len(found) != 3 || found[2].Name != "Adam" {
		t.Errorf("found %+v, %v", found, err)
	}
}

func TestOrdersReleaseEachForItself(t *testing.T) {
	s := apptest.New(t)
	good := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	r, err := s.ReleaseOrders(t.Context(), apptest.Anna, data.NewOp("release", 1), []int64{good.OrderID})
	if err != nil || len(r.Done) != 1 || len(r.Stopped) != 0 {
		t.Fatalf("released %+v, %v", r, err)
	}
	r, err = s.ReleaseOrders(t.Context(), apptest.Anna, data.NewOp("release", 2), []int64{good.OrderID})
	if err != nil || len(r.Done) != 0 || len(r.Stopped) != 1 {
		t.Errorf("released again: %+v, %v", r, err)
	}
}
