package app_test

import (
	"context"
	"fmt"
	"testing"

	"packbench/app/apptest"
	"packbench/data"
)

func TestACodeIsFoundWhateverItIsOn(t *testing.T) {
	s := apptest.New(t)
	sh, list := s.Listed(t, apptest.Want{SKU: "MUG", Qty: 1})
	made, err := s.SaveProduct(t.Context(), apptest.Anna, data.NewOp("product", 1), data.Product{SKU: data.SKU(fmt.Sprint(10000 + sh.OrderID)), Name: "named like an order"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ code, kind string }{
		{"MUG", "product"}, {apptest.MugCode, "product"}, {sh.Number, "order"}, {"a-01-1", "location"}, {list.Number, "pick list"},
		{string(made.SKU), "product"}, // what a label says is what it is on
		{"NOTHING", ""}, {" ", ""},
	} {
		f, err := s.FindCode(t.Context(), c.code)
		if err != nil || f.Kind != c.kind {
			t.Errorf("%q found a %q (%v), want a %q", c.code, f.Kind, err, c.kind)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if f, err := s.FindCode(ended, "MUG"); err == nil {
		t.Errorf("when the books can't be read %+v was found, want to be told", f)
	}
}
