package orders

import (
	"fmt"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

// unpaid places an order that nobody has paid for.
func unpaid(t *testing.T, s *apptest.Shop, sku data.SKU, qty data.Quantity) app.Placed {
	t.Helper()
	req := app.OrderRequest{CustomerID: s.Customer.ID, Lines: []app.LineRequest{{ProductID: s.Products[sku].ID, Qty: qty}}, AcceptShort: true}
	p, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", req), req)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func openList(s *apptest.Shop, route string) (*List, *fakeDesk) {
	d := &fakeDesk{}
	m := NewList(shop{s.Shop}, anna, d, pageRoute("orders?"+route))
	m.Open()
	return m, d
}

func numbers(m *List) string {
	var out []string
	for i := range m.Rows.Len() {
		if r, ok := m.Rows.Get(i); ok {
			out = append(out, fmt.Sprint(r.Number-10000))
		}
	}
	return strings.Join(out, " ")
}

func TestSavedViewsShowAndCountTheirOrders(t *testing.T) {
	s := apptest.New(t)
	first := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1}) // paid and ready
	second := unpaid(t, s, "BOWL", 2)
	third := unpaid(t, s, "LAMP", 9) // six lamps are missing
	if _, err := s.Hold(t.Context(), apptest.Anna, data.NewOp("hold", 1), second.OrderID, "wish", "thinks about it", s.Store.Now().AddDate(0, 0, 3)); err != nil {
		t.Fatal(err)
	}
	m, _ := openList(s, "view=all")
	base := first.OrderID - 1
	for _, c := range []struct {
		view data.OrderView
		want int64
	}{{data.ViewAll, 3}, {data.ViewOpen, 3}, {data.ViewReady, 1}, {data.ViewOnHold, 1}, {data.ViewUnpaid, 1}, {data.ViewLate, 0}} {
		m.Choose(string(c.view))
		if m.Counts[c.view] != c.want || int64(m.Rows.Len()) != c.want {
			t.Errorf("%s: the tab says %d, the list has %d, want %d", c.view, m.Counts[c.view], m.Rows.Len(), c.want)
		}
	}
	m.Choose("all")
	m.SortBy(sortOf("number", false))
	up := numbers(m)
	m.SortBy(sortOf("number", true))
	down := numbers(m)
	if up == down || len(up) != len(down) {
		t.Errorf("sorted by number: %q up, %q down (first is %d)", up, down, base)
	}
	m.SortBy(sortOf("total", true))
	if r, _ := m.Rows.Get(0); r.Number != third.Number {
		t.Errorf("the largest is %d, want %d", r.Number, third.Number)
	}
	m.Find(fmt.Sprint(second.Number))
	if m.Rows.Len() != 1 {
		t.Errorf("found %d orders by number %d", m.Rows.Len(), second.Number)
	}
	m.Find("nobody at all")
	if title, _ := m.Empty(); !strings.Contains(title, "nobody at all") {
		t.Errorf("an empty search says %q", title)
	}
}

func TestReleaseNamesTheOrdersThatStay(t *testing.T) {
	s := apptest.New(t)
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	unpaid(t, s, "BOWL", 2)
	m, d := openList(s, "view=all")
	m.Mark([]int{0, 1})
	m.Release()
	if len(d.toasts) != 1 || d.toasts[0].Text != "Released 1 shipment" {
		t.Fatalf("toasts %+v", d.toasts)
	}
	if !m.Notice.Shown() || !strings.Contains(m.Notice.Hint, "unpaid") {
		t.Errorf("what stays is said as %+v", m.Notice)
	}
	d.toasts[0].Undo()
	m.Reload()
	if n := m.Counts[data.OrderView(data.Released)]; n != 0 {
		t.Errorf("%d orders are still released after undo", n)
	}
}

func TestSlipsHoldsAndCancelsOfSeveralOrders(t *testing.T) {
	s := apptest.New(t)
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	s.Placed(t, apptest.Want{SKU: "BOWL", Qty: 1})
	m, d := openList(s, "view=open")
	m.Mark([]int{0, 1})
	m.PrintSlips()
	if len(d.toasts) != 1 || d.toasts[0].Text != "2 slips are queued" {
		t.Errorf("toasts %+v, notice %+v", d.toasts, m.Notice)
	}
	m.AskHold()
	m.Form.Submit()
	if m.Form == nil || m.Form.Field("reason").Wrong == "" {
		t.Fatal("held without a reason")
	}
	m.Form.Clear()
	m.Form.Field("reason").Value = "stock take"
	m.Form.Field("until").Value = "fri"
	m.Form.Submit()
	if m.Form != nil || m.Counts[data.ViewOnHold] != 2 {
		m.Reload()
		if m.Counts[data.ViewOnHold] != 2 {
			t.Errorf("%d are on hold, form %+v", m.Counts[data.ViewOnHold], m.Form)
		}
	}
	m.Mark([]int{0})
	m.AskCancel()
	m.Form.Field("reason").Value = "changed their mind"
	m.Form.Submit()
	m.Reload()
	if m.Rows.Len() != 1 {
		t.Errorf("%d orders are open after one was cancelled", m.Rows.Len())
	}
}

func TestMarkedOrdersStayMarkedWhenRowsMove(t *testing.T) {
	s := apptest.New(t)
	a := unpaid(t, s, "MUG", 1)
	unpaid(t, s, "BOWL", 1)
	m, _ := openList(s, "view=open")
	m.Mark([]int{1}) // newest first: the mug
	unpaid(t, s, "BOWL", 2)
	m.Reload()
	if len(m.marked) != 1 || m.marked[0] != a.OrderID || len(m.Moved) != 1 || m.Moved[0] != 2 {
		t.Errorf("marked %v at rows %v, want order %d at row 2", m.marked, m.Moved, a.OrderID)
	}
}

func TestTheListRemembersHowItWasLeft(t *testing.T) {
	s := apptest.New(t)
	m, _ := openList(s, "view=late")
	m.SortBy(sortOf("total", true))
	again, _ := openList(s, "")
	again.Restore(m.Save())
	if again.View != data.ViewLate || again.Sort.Column != "total" {
		t.Errorf("came back as %s sorted by %+v", again.View, again.Sort)
	}
	again.Restore("{not json")
}

func TestTheListByKeyboard(t *testing.T) {
	s := apptest.New(t)
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	s.Placed(t, apptest.Want{SKU: "BOWL", Qty: 1})
	b := sit(t, s)
	b.shell.Open("orders")
	b.keys.Press("Shift+Down", "F7").Type("x")
	v := b.shell.Page().(*listPage)
	if v.m.Form == nil {
		t.Fatal("F7 asks nothing")
	}
	b.keys.Press("Enter").Type("stock take").Press("Ctrl+Enter")
	if v.m.Form != nil {
		t.Fatalf("the form stays: %+v", v.m.Form)
	}
	b.keys.Press("Home", "Enter")
	if b.shell.Route().Name() != "order" {
		t.Errorf("Enter opened %s", b.shell.Route())
	}
	if err := b.shell.CheckKeys(v.Commands()); err != nil {
		t.Error(err)
	}
}
