package app_test

import (
	"path/filepath"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
	"packbench/data/datatest"
)

// A shop in which something happens is copied by itself, once an hour at most,
// to both folders, and the first copy is restored to prove it.
func TestAShopKeepsItsCopies(t *testing.T) {
	datatest.OnFiles(t)
	s := apptest.New(t)
	second := filepath.Join(t.TempDir(), "another disk")
	if err := s.SetCopyRule(t.Context(), apptest.Anna, data.NewOp("copies", 1), app.CopyRule{Second: second}); err != nil {
		t.Fatal(err)
	}
	state := func() app.CopyState {
		c, err := s.CopyState(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if c := state(); !c.Changed || !c.Late(time.Now()) {
		t.Errorf("before the first copy it stands at %+v", c)
	}
	for range 3 {
		if err := s.KeepCopies(t.Context(), apptest.Anna); err != nil {
			t.Fatal(err)
		}
	}
	c := state()
	if len(c.Copies) != 1 || !c.Drill.At.Set() || c.Drill.Copy != c.Copies[0].Path || c.Late(s.Store.Now()) {
		t.Errorf("after an hour at most it stands at %+v", c)
	}
	both, err := data.CopiesOf(s.At).In(second).List()
	if err != nil || len(both) != 1 {
		t.Errorf("in the second folder are %+v, %v", both, err)
	}
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	if c := state(); !c.Changed || !c.Late(s.Store.Now().Add(25*time.Hour)) || c.Late(s.Store.Now()) {
		t.Errorf("after an order it stands at %+v", c)
	}
	if one, err := s.CopyNow(t.Context()); err != nil || one.Orders != 1 {
		t.Errorf("a copy now has %d orders, %v", one.Orders, err)
	}
	if c := state(); len(c.Copies) != 1 || c.Changed { // of an hour stays the newest
		t.Errorf("after a copy by hand it stands at %+v", c)
	}
	if err := s.SetCopyRule(t.Context(), apptest.Anna, data.NewOp("copies", 2), app.CopyRule{Second: filepath.Join(s.At, "is a file")}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CopyNow(t.Context()); data.KindOf(err) != data.KindUnavailable {
		t.Errorf("a second folder that is none says %v", err)
	}
}
