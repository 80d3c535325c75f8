package setup

import (
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/data"
)

func TestACartIsAddedChangedAndTakenOutOfUse(t *testing.T) {
	shop := apptest.New(t)
	s, v, k := opened(t, shop, "setup/carts", Options{})
	m := v.now().(*listView).m.(*cartsPart)
	k.Press("Ctrl+N")
	fill(m.Form, map[string]string{"code": "C1", "name": "blue", "slots": "30"})
	if m.Form.Submit(); m.Form == nil || m.Form.Field("slots").Wrong == "" {
		t.Fatal("a cart of 30 slots was taken")
	}
	fill(m.Form, map[string]string{"slots": "8", "weight": "60 kg", "volume": "240"})
	m.Form.Clear()
	m.Form.Submit()
	if m.Form != nil || len(m.All) != 1 || m.All[0] != (data.Cart{ID: m.All[0].ID, Code: "C1", Name: "blue", Slots: 8, WeightG: 60_000, VolumeMm3: 240 * litre, Active: true}) {
		t.Fatalf("%+v, %+v", m.All, m.Form)
	}
	k.Press("F4")
	fill(m.Form, map[string]string{"slots": "", "lines": "40"})
	m.Form.Submit()
	if c := m.All[0]; c.Slots != 0 || c.Lines != 40 || c.WeightG != 60_000 {
		t.Errorf("changed it is %+v", c)
	}
	k.Press("Ctrl+Delete")
	if m.All[0].Active {
		t.Error("it is still in use")
	}
	k.Press("Ctrl+N")
	fill(m.Form, map[string]string{"code": "c1"})
	if m.Form.Submit(); m.Form == nil || !strings.Contains(m.Form.Field("code").Wrong, "already") {
		t.Errorf("a second C1: %+v", m.Form)
	}
	if s.Route() != "setup/carts" {
		t.Errorf("it went to %s", s.Route())
	}
}

func TestCellsAreAddedAndTakenAway(t *testing.T) {
	shop := apptest.New(t)
	_, v, k := opened(t, shop, "setup/cells", Options{})
	m := v.now().(*listView).m.(*cellsPart)
	add := func(codes string) {
		k.Press("Ctrl+N")
		fill(m.Form, map[string]string{"cells": codes})
		m.Form.Submit()
	}
	before := len(m.All) // the cells that every shop begins with
	add("q-01..q-03, X")
	if len(m.All) != before+4 || m.Form != nil {
		t.Fatalf("cells %+v, %+v", m.All, m.Form)
	}
	for _, wrong := range []string{"", "Q-02", "P-9..P-1", "P..Q", "P-1..P-9999"} {
		if add(wrong); m.Form == nil || m.Form.Field("cells").Wrong == "" || len(m.All) != before+4 {
			t.Errorf("%q was taken: %+v", wrong, m.All)
		}
		m.CloseForm()
	}
	v.now().(*listView).grid.SetCursor(len(m.All) - 1)
	k.Press("Ctrl+Delete")
	if len(m.All) != before+3 || m.All[before+2].Code != "Q-03" {
		t.Errorf("taken away, there are %+v", m.All)
	}
}
