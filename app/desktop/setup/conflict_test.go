package setup

import (
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

var ben = data.Actor{User: "Ben", Desk: "desk 2"}

func TestABoxChangedAtTwoDesksIsMergedByField(t *testing.T) {
	shop := apptest.New(t)
	_, v, _ := opened(t, shop, "setup/boxes", Options{})
	m := v.now().(*listView).m.(*boxesPart)
	m.At = 0
	m.Edit()
	f := m.Form
	other := m.All[0]
	other.Cost, other.Name = 123, "theirs"
	if _, err := shop.SaveBox(t.Context(), ben, data.NewOp("set box", 1), other); err != nil {
		t.Fatal(err)
	}
	fill(f, map[string]string{"name": "mine", "stock": "77"})
	f.Send()
	if w := f.Field("name").Meanwhile; m.Form != f || f.Unsettled() != "name" || w.By != "Ben at desk 2" || f.Value("cost") != "1.23" {
		t.Fatalf("%q, of the name %+v", f.Trouble, w)
	}
	f.Choose("name", page.Mine)
	f.Send()
	if b := m.All[0]; m.Form != nil || b.Name != "mine" || b.Cost != 123 || b.Stock != 77 {
		t.Errorf("it is %+v: %s", b, f.Trouble)
	}
}

func TestANewBoxThatIsThereByNowKeepsItsForm(t *testing.T) {
	shop := apptest.New(t)
	_, v, _ := opened(t, shop, "setup/boxes", Options{})
	m := v.now().(*listView).m.(*boxesPart)
	m.New()
	f, known := m.Form, m.All
	theirs := known[0]
	theirs.Code = "NEW"
	if _, err := shop.SaveBox(t.Context(), ben, data.NewOp("set box", 1), theirs); err != nil {
		t.Fatal(err)
	}
	m.All = known // the list has not heard of it yet
	fill(f, map[string]string{"code": "NEW", "name": "mine", "inner size": "1 x 1 x 1", "weight": "1 kg"})
	f.Send()
	if m.Form != f || !strings.Contains(f.Trouble, "added a box with this code") || f.Value("name") != "mine" {
		t.Errorf("it says %q", f.Trouble)
	}
}

// What another desk saves while the shop's own form is half typed comes in beside
// what is typed.
func TestAHalfTypedFormOfTheShopIsNotLost(t *testing.T) {
	shop := apptest.New(t)
	_, v, _ := opened(t, shop, "setup", Options{})
	m := v.now().(*shopView).m
	f := m.Form
	fill(f, map[string]string{"name": "Half a na"})
	p := m.Profile
	p.Returns, p.Address.City = "within 30 days", "Hull"
	if err := shop.SetProfile(t.Context(), ben, data.NewOp("set up shop", 1), p); err != nil {
		t.Fatal(err)
	}
	m.Reload()
	if m.Form != f || f.Value("name") != "Half a na" || f.Value("city") != "Hull" || f.Field("city").Meanwhile.By != "Ben at desk 2" {
		t.Fatalf("the form is %+v", m.Form.Fields)
	}
	f.Send()
	if m.Profile.Name != "Half a na" || m.Profile.Returns != "within 30 days" {
		t.Errorf("it is %+v: %s", m.Profile, f.Trouble)
	}
}
