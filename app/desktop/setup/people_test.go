package setup

import (
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

// The first owner's password locks the shop, the form says so, and what was typed
// wrongly is said at its field.
func TestTheFirstPasswordLocksTheShop(t *testing.T) {
	shop := apptest.New(t)
	if _, err := shop.SaveUser(t.Context(), apptest.Anna, data.NewOp("user", 1), "Anna", "owner"); err != nil {
		t.Fatal(err)
	}
	_, v, k := opened(t, shop, "setup/people", Options{})
	m := v.now().(*listView).m.(*peoplePart)
	k.Press("F6")
	if m.Form == nil || !strings.Contains(m.Form.Hint, "ask everybody") {
		t.Fatalf("the form is %+v", m.Form)
	}
	fill(m.Form, map[string]string{"password": "three green kettles", "again": "three green"})
	if m.Form.Submit(); m.Form.Field("again").Wrong == "" {
		t.Error("two passwords that differ are taken")
	}
	m.Form.Clear()
	fill(m.Form, map[string]string{"password": "short", "again": "short"})
	if m.Form.Submit(); m.Form.Field("password").Wrong == "" {
		t.Errorf("a poor one is taken: %+v", m.Form)
	}
	m.Form.Clear()
	fill(m.Form, map[string]string{"password": "three green kettles", "again": "three green kettles"})
	if m.Form.Submit(); m.Form != nil || !m.Guarded || m.Rows()[0][2].Text != "password" {
		t.Errorf("the form says %+v, locked %v, %v", m.Form, m.Guarded, m.Rows())
	}
	k.Press("F6")
	if m.Form.Field("old") == nil {
		t.Error("their own password is changed without the old one")
	}
}

// Which roles have a right stands in one table and is changed there.
func TestWhoHasARight(t *testing.T) {
	shop := apptest.New(t)
	_, v, k := opened(t, shop, "setup/rights", Options{})
	m := v.now().(*listView).m.(*rightsPart)
	if len(m.Rows()) != len(app.Rights) || m.Rows()[0][5].Text != "–" {
		t.Fatalf("%d rights, the clerk takes orders: %q", len(m.Rows()), m.Rows()[0][5].Text)
	}
	k.Press("F4")
	fill(m.Form, map[string]string{"shipping clerk": "yes"})
	if m.Form.Submit(); m.Form != nil || m.Rows()[0][5].Text != "yes" || m.Rows()[0][6].Text != "–" {
		t.Errorf("the clerk %q, the reader %q, %+v", m.Rows()[0][5].Text, m.Rows()[0][6].Text, m.Form)
	}
}
