package orders

import (
	"fmt"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

func openOrder(t *testing.T, s *apptest.Shop, number int64) (*Order, *fakeDesk) {
	t.Helper()
	d := &fakeDesk{}
	m := NewOrderPage(shop{s.Shop}, anna, d, number)
	m.Open()
	if !m.Loaded {
		t.Fatalf("order %d was not read: %+v", number, m.Notice)
	}
	t.Cleanup(m.Close)
	return m, d
}

// fill types into the form that is open and submits it.
func fill(t *testing.T, f *page.Form, values map[string]string) {
	t.Helper()
	if f == nil {
		t.Fatal("no form is open")
	}
	for id, v := range values {
		field := f.Field(id)
		if field == nil {
			t.Fatalf("the form %q has no field %q", f.Title, id)
		}
		field.Value = v
	}
	f.Clear()
	f.Submit()
}

func TestAnUnpaidOrderSaysWhatItWaitsForAndItsKeysSettleIt(t *testing.T) {
	s := apptest.New(t)
	p := unpaid(t, s, "MUG", 2)
	m, _ := openOrder(t, s, p.Number)
	if !strings.Contains(m.Detail.Waiting, "unpaid (F8)") {
		t.Fatalf("it says %q", m.Detail.Waiting)
	}
	m.AskPayment()
	fill(t, m.Form, map[string]string{"amount": "0"})
	if m.Form == nil || m.Form.Field("amount").Wrong == "" {
		t.Fatal("a payment of nothing was taken")
	}
	fill(t, m.Form, map[string]string{"amount": m.owed().String(), "reference": "4111 1111 1111 1111"})
	if m.Form == nil || m.Form.Field("reference").Wrong == "" {
		t.Fatalf("a card number was taken: %+v", m.Form)
	}
	fill(t, m.Form, map[string]string{"reference": "4242"})
	if m.Form != nil || m.Detail.Due != 0 || m.Detail.Payments[0].Last4 != "4242" {
		t.Fatalf("due %s, payments %+v, form %+v", m.Detail.Due, m.Detail.Payments, m.Form)
	}
	m.AskHold()
	fill(t, m.Form, map[string]string{"reason": "colour is asked"})
	if !strings.Contains(m.Detail.Waiting, "(F7)") {
		t.Errorf("a held order says %q", m.Detail.Waiting)
	}
	m.AskHold()
	fill(t, m.Form, map[string]string{"reason": "blue it is"})
	m.Release()
	if m.Detail.Order.Stage != data.Released || m.Notice.Shown() {
		t.Errorf("stage %s, notice %+v", m.Detail.Order.Stage, m.Notice)
	}
}

func TestADoubtfulAddressIsPutRightOrTakenWithAReason(t *testing.T) {
	for _, c := range []struct {
		name  string
		typed map[string]string
	}{
		{"put right", map[string]string{"postcode": "LS1 4AP"}},
		{"taken as it is", map[string]string{"reason": "confirmed on the phone"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := apptest.New(t)
			req := app.OrderRequest{CustomerID: s.Customer.ID, Lines: []app.LineRequest{{ProductID: s.Products["MUG"].ID, Qty: 1}}, Payment: &app.PaymentRequest{Method: "cash"},
				ShipTo: &data.ShipTo{Name: "Mary Okafor", Street1: "12 Rose Lane", City: "Leeds", Postcode: "NOT A CODE", Country: "GB"}}
			p, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", req), req)
			if err != nil {
				t.Fatal(err)
			}
			m, _ := openOrder(t, s, p.Number)
			if !strings.Contains(m.Detail.Waiting, "(F6)") {
				t.Fatalf("it says %q", m.Detail.Waiting)
			}
			m.AskAddress()
			fill(t, m.Form, nil)
			if m.Form == nil || m.Form.Field("reason").Wrong == "" {
				t.Fatal("a doubtful address was kept without a word")
			}
			fill(t, m.Form, c.typed)
			if strings.Contains(m.Detail.Waiting, "(F6)") || m.Form != nil {
				t.Errorf("it still says %q", m.Detail.Waiting)
			}
		})
	}
}

func TestAPartShipmentIsApproved(t *testing.T) {
	s := apptest.New(t)
	req := app.OrderRequest{CustomerID: s.Customer.ID, Lines: []app.LineRequest{{ProductID: s.Products["LAMP"].ID, Qty: 5}}, Payment: &app.PaymentRequest{Method: "cash"}, AcceptShort: true}
	p, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", req), req)
	if err != nil {
		t.Fatal(err)
	}
	m, _ := openOrder(t, s, p.Number)
	c, ok := m.Commands().Find("order.split")
	if !ok || !c.Can() || !strings.Contains(m.Detail.Waiting, "(F10)") {
		t.Fatalf("it says %q, F10 can %v", m.Detail.Waiting, c.Can())
	}
	c.Do()
	m.Release()
	if m.Detail.Order.Stage != data.Released && m.Detail.Order.Stage != data.Backordered {
		t.Errorf("stage %s, notice %+v", m.Detail.Order.Stage, m.Notice)
	}
	if len(m.live()) != 1 || !m.live()[0].ReleasedAt.Set() {
		t.Errorf("the part was not released: %+v", m.Notice)
	}
}

func TestPassingTheGateTakesANameAndAReason(t *testing.T) {
	s := apptest.New(t)
	p := unpaid(t, s, "MUG", 1)
	m, _ := openOrder(t, s, p.Number)
	m.Release()
	if !m.Notice.Shown() || !strings.Contains(m.Notice.Hint, "unpaid") {
		t.Errorf("the gate says %+v", m.Notice)
	}
	m.AskOverride()
	fill(t, m.Form, nil)
	if m.Form == nil || m.Form.Field("reason").Wrong == "" {
		t.Fatal("the gate was passed without a reason")
	}
	fill(t, m.Form, map[string]string{"reason": "pays at the door"})
	if sh := m.live()[0]; sh.OverrideBy != "Anna" || sh.Override != "pays at the door" {
		t.Errorf("shipment %+v, form %+v", sh.Shipment, m.Form)
	}
}

func TestCancellingOwesTheMoneyBackAndCanBeUndone(t *testing.T) {
	s := apptest.New(t)
	sh := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 2})
	m, d := openOrder(t, s, orderNumber(t, s, sh.OrderID))
	m.AskCancel()
	fill(t, m.Form, nil)
	if m.Form == nil {
		t.Fatal("cancelled without a reason")
	}
	fill(t, m.Form, map[string]string{"reason": "ordered twice"})
	if !m.Detail.Order.CancelledAt.Set() || !strings.HasPrefix(m.Detail.Waiting, "Owed back") {
		t.Fatalf("order %+v says %q", m.Detail.Order.Stage, m.Detail.Waiting)
	}
	d.toasts[len(d.toasts)-1].Undo()
	if m.Detail.Order.CancelledAt.Set() {
		t.Error("undo did not bring it back")
	}
	m.AskCancel()
	fill(t, m.Form, map[string]string{"reason": "ordered twice"})
	m.AskPayment() // money is owed back: F8 refunds
	if m.Form == nil || m.Form.Title != "Refund" {
		t.Fatalf("F8 asks %+v", m.Form)
	}
	fill(t, m.Form, map[string]string{"note": "cancelled"})
	if m.Detail.Order.Paid != 0 {
		t.Errorf("%s is still kept", m.Detail.Order.Paid)
	}
}

func TestACustomerWantsFewer(t *testing.T) {
	s := apptest.New(t)
	p := unpaid(t, s, "MUG", 5)
	m, d := openOrder(t, s, p.Number)
	was := m.Detail.Order.Total
	m.AskFewer()
	fill(t, m.Form, map[string]string{"qty": "6"})
	if m.Form == nil || m.Form.Field("qty").Wrong == "" {
		t.Fatal("six of five were taken off")
	}
	fill(t, m.Form, map[string]string{"qty": "2", "reason": "three will do"})
	if l := m.Detail.Lines[0]; m.Form != nil || l.Cancelled != 2 || l.Allocated != 3 || m.Detail.Order.Total >= was {
		t.Fatalf("the line is %+v, the total %d of %d, the form %+v", l, m.Detail.Order.Total, was, m.Form)
	}
	d.toasts[len(d.toasts)-1].Undo()
	if l := m.Detail.Lines[0]; l.Cancelled != 0 || l.Allocated != 5 || m.Detail.Order.Total != was {
		t.Errorf("after undo the line is %+v, the total %d of %d", l, m.Detail.Order.Total, was)
	}
}

func TestGoodsComeBackAndAreRefunded(t *testing.T) {
	s := apptest.New(t)
	sh := s.Packed(t, apptest.Want{SKU: "MUG", Qty: 2})
	if r, err := s.HandOver(t.Context(), apptest.Anna, data.NewOp("hand over", sh.ID), []int64{sh.ID}); err != nil || len(r.Stopped) > 0 {
		t.Fatalf("hand over: %v, %+v", err, r.Stopped)
	}
	before := s.OnHand(t, "MUG", "A-01-1")
	m, _ := openOrder(t, s, orderNumber(t, s, sh.OrderID))
	m.AskReturn()
	line := m.Detail.Lines[0]
	fill(t, m.Form, map[string]string{fmt.Sprintf("MUG%d", line.ID): "9"})
	if m.Form == nil || m.Form.Sound() {
		t.Fatal("more came back than went out")
	}
	fill(t, m.Form, map[string]string{fmt.Sprintf("MUG%d", line.ID): "1", "reason": "chipped"})
	for _, want := range []string{"Receive", "Inspect"} {
		if !strings.HasPrefix(m.returnStep(), want) {
			t.Fatalf("the next step is %q, want %s", m.returnStep(), want)
		}
		m.NextReturnStep()
		values := map[string]string{}
		if want == "Inspect" {
			values["to"] = "NOWHERE"
			fill(t, m.Form, values)
			if m.Form == nil || m.Form.Field("to").Wrong == "" {
				t.Fatal("restocked to a place that does not exist")
			}
			values["to"] = "a-01-1"
		}
		fill(t, m.Form, values)
	}
	if got := s.OnHand(t, "MUG", "A-01-1"); got != before+1 {
		t.Errorf("%d mugs on the shelf, want %d", got, before+1)
	}
	m.NextReturnStep()
	if m.Form.Value("amount") != "6.00" { // 5.00 and 20 % tax
		t.Errorf("the refund proposes %s", m.Form.Value("amount"))
	}
	fill(t, m.Form, nil)
	if r := m.Detail.Returns[0]; !r.RefundedAt.Set() {
		t.Errorf("return %+v, form %+v", r, m.Form)
	}
}

func TestTheHistoryTellsWhatHappenedAndUndoesIt(t *testing.T) {
	s := apptest.New(t)
	p := unpaid(t, s, "MUG", 1)
	m, _ := openOrder(t, s, p.Number)
	m.AskPayment()
	fill(t, m.Form, map[string]string{"method": "cash"})
	m.Choose(string(TabHistory))
	for i, h := range m.Detail.History {
		if h.Action == "payment captured" {
			m.Row = i
		}
	}
	if c, _ := m.Commands().Find("order.undo"); !c.Can() {
		t.Fatalf("the payment cannot be undone: %+v", m.Detail.History)
	}
	m.UndoRow()
	if m.Detail.Due == 0 {
		t.Errorf("the payment still stands: %+v, notice %+v", m.Detail.Payments, m.Notice)
	}
}

func TestAnOrderThatIsNotThereIsSaid(t *testing.T) {
	m := NewOrderPage(shop{apptest.New(t).Shop}, anna, &fakeDesk{}, 4711)
	m.Open()
	if !m.Notice.Shown() || m.Loaded {
		t.Errorf("notice %+v", m.Notice)
	}
}

func TestTheOrderPageByKeyboard(t *testing.T) {
	s := apptest.New(t)
	p := unpaid(t, s, "MUG", 1)
	b := sit(t, s)
	b.shell.Open(page.To("order", fmt.Sprint(p.Number)))
	v := b.shell.Page().(*orderPage)
	b.keys.Press("F8", "Enter", "Enter").Type("4242").Press("Enter")
	if v.m.Detail.Due != 0 {
		t.Fatalf("due %s; form %+v", v.m.Detail.Due, v.m.Form)
	}
	b.keys.Press("F9")
	if v.m.Detail.Order.Stage != data.Released {
		t.Errorf("stage %s", v.m.Detail.Order.Stage)
	}
	for i, tab := range OrderTabs {
		b.keys.Press(page.Key(fmt.Sprintf("Ctrl+%d", i+1)))
		if v.m.Tab != tab {
			t.Errorf("Ctrl+%d shows %s", i+1, v.m.Tab)
		}
	}
	b.keys.Press("F4", "Esc")
	if v.m.Form != nil || b.shell.Route().Name() != "order" {
		t.Errorf("Escape left %s with form %+v", b.shell.Route(), v.m.Form)
	}
	if err := b.shell.CheckKeys(v.Commands()); err != nil {
		t.Error(err)
	}
}

func orderNumber(t *testing.T, s *apptest.Shop, id int64) int64 {
	t.Helper()
	d, err := s.Order(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d.Order.Number
}

func TestAnAddressThatTwoDesksChangeIsMerged(t *testing.T) {
	s := apptest.New(t)
	number := unpaid(t, s, "MUG", 1).Number
	m, d := openOrder(t, s, number)
	other, _ := openOrder(t, s, number)
	m.AskAddress()
	other.AskAddress()
	fill(t, other.Form, map[string]string{"phone": "0113 555 0142"})
	f := m.Form
	fill(t, f, map[string]string{"street 2": "Flat 2"})
	if o := m.Detail.Order; m.Form != nil || o.ShipStreet2 != "Flat 2" || o.ShipPhone != "0113 555 0142" {
		t.Fatalf("it goes to %+v: %s", o.ShipTo(), f.Trouble)
	}
	if said := d.toasts[len(d.toasts)-1].Text; !strings.Contains(said, "with what Anna at desk 1 changed: phone 0113 555 0142") {
		t.Errorf("it says %q", said)
	}
	m.AskNotes()
	f = m.Form
	if err := s.CancelOrder(t.Context(), apptest.Anna, data.NewOp("cancel", 1), m.Detail.Order.ID, "not wanted"); err != nil {
		t.Fatal(err)
	}
	fill(t, f, map[string]string{"note": "rings twice"})
	if m.Form != f || !strings.Contains(f.Trouble, "was cancelled by Anna at desk 1") || f.Value("note") != "rings twice" {
		t.Errorf("of a cancelled order the form says %q", f.Trouble)
	}
}
