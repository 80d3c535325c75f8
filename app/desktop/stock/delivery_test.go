package stock

import (
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

// due writes a delivery of 12 lamps and 2 cases of mugs down.
func due(t *testing.T, shop *apptest.Shop) *delivery {
	t.Helper()
	e := newExpect(shop, anna, page.Inline())
	var went page.Route
	e.Go = func(r page.Route) { went = r }
	e.Set("supplier", "Potters")
	e.Set("goods", "12 LAMP\n2\t"+apptest.CaseCode)
	e.Save()
	if went.Name() != "delivery" {
		t.Fatalf("went to %q: %v %+v", went, e.Bad, e.Notice)
	}
	d := newDelivery(shop, anna, page.Inline(), strings.ToLower(went.Arg(0)))
	d.Reload()
	if len(d.D.Lines) != 2 {
		t.Fatalf("lines %+v", d.D.Lines)
	}
	return d
}

func TestADeliveryIsWrittenDown(t *testing.T) {
	for _, tc := range []struct {
		name string
		form map[string]string
		bad  string
		says string
	}{
		{"nothing typed", map[string]string{}, "supplier", "who"},
		{"no goods", map[string]string{"supplier": "Potters"}, "goods", "24 MUG"},
		{"a day that is none", map[string]string{"supplier": "Potters", "goods": "1 MUG", "due": "never"}, "due", ""},
		{"half a line", map[string]string{"supplier": "Potters", "goods": "1 MUG\nLAMP"}, "goods", "line 2"},
		{"a number that is none", map[string]string{"supplier": "Potters", "goods": "many MUG"}, "goods", "line 1"},
		{"nobody knows the SKU", map[string]string{"supplier": "Potters", "goods": "1 TEAPOT"}, "goods", "TEAPOT"},
		{"all is there", map[string]string{"supplier": "Potters", "goods": "1 MUG\n\n2 × LAMP", "due": "+3", "reference": "77"}, "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			e := newExpect(apptest.New(t), anna, page.Inline())
			for k, v := range tc.form {
				e.Set(k, v)
			}
			e.Save()
			if tc.bad == "" {
				if len(e.Bad) > 0 || e.Notice.Shown() || e.Keep() != "" {
					t.Errorf("refused: %v %+v, keeps %q", e.Bad, e.Notice, e.Keep())
				}
				return
			}
			if e.Bad[tc.bad] == "" || !strings.Contains(e.Bad[tc.bad], tc.says) {
				t.Errorf("bad %v", e.Bad)
			}
			again := newExpect(apptest.New(t), anna, page.Inline())
			again.Bring(e.Keep())
			for k, v := range tc.form {
				if again.Form[k] != v {
					t.Errorf("coming back, %s is %q, want %q", k, again.Form[k], v)
				}
			}
		})
	}
}

func TestWhatIsTypedOfGoodsIsShownAsUnderstood(t *testing.T) {
	e := newExpect(apptest.New(t), anna, page.Inline())
	e.Set("goods", "12 lamp\n\n2 "+apptest.CaseCode+"\nLAMP\n3 TEAPOT")
	var shown []string
	for _, row := range e.cells() {
		shown = append(shown, row[0].Text+" "+row[2].Text)
	}
	if got := strings.Join(shown, ", "); got != "LAMP 12, MUG 12, LAMP , TEAPOT 3" {
		t.Errorf("understood %q", got)
	}
	if e.Says() != "4 products, 27 units" || e.cells()[3][1].State != page.Bad {
		t.Errorf("it says %q, %+v", e.Says(), e.cells()[3])
	}
}

func TestADeliveryFromTheDoorToTheShelf(t *testing.T) {
	shop := apptest.New(t)
	d := due(t, shop)
	var toasts []page.Toast
	d.Toast = func(toast page.Toast) { toasts = append(toasts, toast) }
	d.Scan("LAMP")
	if d.line().SKU != "LAMP" || d.Units != "" {
		t.Fatalf("the scan went to %s, units %q", d.line().SKU, d.Units)
	}
	d.PutAway()
	if !strings.Contains(d.Bad["units"], "receive it first") {
		t.Errorf("put away before it came: %v", d.Bad)
	}
	d.Scan("LAMP")
	d.Scan("LAMP")
	if d.Units != "3" {
		t.Fatalf("three scans count %q", d.Units)
	}
	d.Receive()
	if d.line().Received != 3 || d.Units != "" {
		t.Fatalf("received %d: %+v", d.line().Received, d.Notice)
	}
	toasts[len(toasts)-1].Undo()
	if d.line().Received != 0 {
		t.Errorf("after undo %d are here", d.line().Received)
	}
	d.ReceiveAll()
	if d.Expecting() {
		t.Fatalf("something is still to come: %+v", d.D.Lines)
	}
	d.Receive()
	if !strings.Contains(d.Bad["units"], "how many more") {
		t.Errorf("received again: %v", d.Bad)
	}
	d.Type("units", "5")
	d.Stand(1)
	if d.Units != "" || d.line().SKU != "MUG" {
		t.Errorf("five of the lamps are taken for %q of %s", d.Units, d.line().SKU)
	}
	d.Scan("B-02-1")
	if d.Place != "B-02-1" {
		t.Fatalf("a scanned shelf became %q", d.Place)
	}
	d.Scan("LAMP")
	d.PutAway()
	if got := shop.OnHand(t, "LAMP", "B-02-1"); got != 12 {
		t.Errorf("%d lamps at B-02-1, want 12: %+v %v", got, d.Notice, d.Bad)
	}
	d.Scan(apptest.MugCode)
	d.PutAway() // to where mugs lie already
	if got := shop.OnHand(t, "MUG", "A-01-1"); got != 22 {
		t.Errorf("%d mugs, want 10 and two cases of six: %+v", got, d.Notice)
	}
	if d.D.Receipt.Stage != "closed" {
		t.Errorf("the delivery is %s", d.D.Receipt.Stage)
	}
	for _, c := range d.Commands() {
		if c.Can() && c.ID != "record.history" {
			t.Errorf("%s can still be done", c.ID)
		}
	}
}

func TestWhatIsTypedWrongOnADelivery(t *testing.T) {
	for _, tc := range []struct{ name, field, units, place string }{
		{"no number", "units", "many", "A-02-1"},
		{"nothing", "units", "0", "A-02-1"},
		{"no such shelf", "place", "2", "Z-9"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := due(t, apptest.New(t))
			d.Stand(0)
			d.ReceiveAll()
			d.Type("units", tc.units)
			d.Type("place", tc.place)
			d.PutAway()
			if d.Bad[tc.field] == "" || d.Units != tc.units || d.Place != tc.place || d.line().PutAway != 0 || d.Notice.Shown() {
				t.Errorf("bad %v, units %q, place %q, %+v", d.Bad, d.Units, d.Place, d.Notice)
			}
		})
	}
}

func TestGoodsThatNobodyExpected(t *testing.T) {
	shop := apptest.New(t)
	d := due(t, shop)
	var q page.Question
	d.Ask = func(asked page.Question) { q = asked }
	d.Scan("BOWL")
	if !strings.Contains(q.Title, "BOWL") {
		t.Fatalf("it asks %+v", q)
	}
	q.Run()
	if l := d.line(); l == nil || l.SKU != "BOWL" || l.Received != 1 {
		t.Errorf("the line is %+v", l)
	}
	d.Scan("4006381333931")
	if !d.Notice.Shown() {
		t.Error("an unknown code is passed over")
	}
}

func TestADeliveryIsClosedWithoutTheRest(t *testing.T) {
	d := due(t, apptest.New(t))
	var said page.Toast
	d.Toast = func(t page.Toast) { said = t }
	d.Stand(0)
	d.Receive()
	d.Close()
	if !d.Notice.Shown() || d.D.Receipt.ClosedAt.Set() {
		t.Fatalf("closed with goods at receiving: %+v", d.D.Receipt)
	}
	d.Type("place", "A-02-1")
	d.PutAway()
	d.Close()
	if !d.D.Receipt.ClosedAt.Set() || !strings.Contains(said.Text, "12 units") {
		t.Fatalf("it says %q: %+v", said.Text, d.Notice)
	}
	said.Undo()
	if d.D.Receipt.ClosedAt.Set() || d.D.Receipt.Stage != "put away" {
		t.Errorf("taken back it is %s", d.D.Receipt.Stage)
	}
}

func TestScansOnADeliveryComeFasterThanTheyAreLookedUp(t *testing.T) {
	shop := apptest.New(t)
	number := due(t, shop).Number
	slow := &page.Manual{}
	d := newDelivery(shop, anna, slow.Runner(), number)
	d.Reload()
	for _, code := range []string{"LAMP", "LAMP", "LAMP", "A-02-1"} {
		d.Scan(code)
	}
	slow.Drain()
	if d.Units != "3" || d.Place != "A-02-1" || d.line().SKU != "LAMP" {
		t.Errorf("units %q, place %q at %+v", d.Units, d.Place, d.line())
	}
}

func TestABackorderIsFilledWhenGoodsArePutAway(t *testing.T) {
	shop := apptest.New(t)
	req := orderFor(shop, "LAMP", 5)
	if _, err := shop.PlaceOrder(t.Context(), anna(), data.NewOp("place order", req), req); err != nil {
		t.Fatal(err)
	}
	d := due(t, shop)
	said := ""
	d.Toast = func(toast page.Toast) { said = toast.Text }
	d.Stand(0)
	d.Receive()
	d.PutAway()
	if !strings.Contains(said, "waiting order line") {
		t.Errorf("it says %q: %v %+v", said, d.Bad, d.Notice)
	}
}
