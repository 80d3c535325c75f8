package orders

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
	"packbench/data"
)

// bench is the window with the pages of this area on a real small shop, and
// the keyboard before it.
type bench struct {
	*apptest.Shop
	t     *testing.T
	shell *desktop.Shell
	keys  *keyboard.Keyboard
	time  *page.Manual
	prefs page.MapPrefs
}

func anna() data.Actor { return apptest.Anna }

func sit(t *testing.T, s *apptest.Shop) *bench {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
	b := &bench{Shop: s, t: t, time: &page.Manual{}, prefs: page.MapPrefs{}}
	w := test.NewTempWindow(t, nil)
	run := page.Inline()
	run.After = b.time.After
	b.shell = desktop.New(w, desktop.Options{Prefs: b.prefs, Runner: run, SetTheme: func(fyne.Theme) {}, Person: "Anna", Desk: "desk 1"})
	if err := b.shell.Add(Pages(s.Shop, anna)...); err != nil {
		t.Fatal(err)
	}
	w.Resize(fyne.NewSize(1280, 800))
	b.keys = keyboard.New(w, b.shell.Input())
	b.shell.Start("neworder")
	b.shell.Back()
	t.Cleanup(b.shell.Close)
	return b
}

// page is the phone order that is open.
func (b *bench) order() *NewOrder {
	b.t.Helper()
	v, ok := b.shell.Page().(*newOrderView)
	if !ok {
		b.t.Fatalf("the page %T is open, not a phone order", b.shell.Page())
	}
	return v.m
}

// taken is the order whose number is on the screen.
func (b *bench) taken() app.Detail {
	b.t.Helper()
	m := b.order()
	if m.Taken == nil {
		b.t.Fatalf("no number is on the screen; the page says %+v, fields %v, at %d", m.Notice, m.Wrong, m.Spot)
	}
	d, err := b.Order(b.t.Context(), m.Taken.OrderID)
	if err != nil {
		b.t.Fatal(err)
	}
	return d
}

func lineText(d app.Detail) string {
	var lines []string
	for _, l := range d.Lines {
		if l.ParentID == 0 {
			lines = append(lines, strings.TrimSpace(data.Money(l.Qty).String())+" "+string(l.SKU))
		}
	}
	return strings.Join(lines, ", ")
}

func TestRepeatCallerWithThreeLinesTakesAtMost45Keys(t *testing.T) {
	b := sit(t, apptest.New(t))
	b.keys.Press("F2").Type("4960142").Press("Enter")
	b.keys.Type("mug").Press("Enter").Type("2").Press("Enter")
	b.keys.Type("lamp").Press("Enter").Type("1").Press("Enter")
	b.keys.Type("bowl").Press("Enter").Type("3").Press("Enter")
	b.keys.Press("F8").Type("1").Type("123456").Press("Enter")
	b.keys.Press("F10", "Enter")
	d := b.taken()
	if d.Customer.Name != "Mary Okafor" || lineText(d) != "0.02 MUG, 0.01 LAMP, 0.03 BOWL" {
		t.Errorf("placed %s for %s", lineText(d), d.Customer.Name)
	}
	if len(d.Payments) != 1 || d.Payments[0].Method != "card" || d.Payments[0].Reference != "123456" || d.Order.PayStatus != data.PayPaid {
		t.Errorf("payments %+v, status %s", d.Payments, d.Order.PayStatus)
	}
	if len(d.Shipments) != 1 || d.Shipments[0].Service == "" {
		t.Errorf("no shipment is planned: %+v", d.Shipments)
	}
	if b.keys.Keys > 45 {
		t.Errorf("%d keys, at most 45", b.keys.Keys)
	}
	t.Logf("%d keys", b.keys.Keys)
}

func TestNewCustomerTakesAtMost95Keys(t *testing.T) {
	b := sit(t, apptest.New(t))
	b.keys.Press("F2").Type("01904557788").Press("Enter")
	b.keys.Type("Jonathan Marsh").Press("Enter").Type("17 Elm Road").Press("Enter").Type("YO10 4DD").Press("Enter").Type("York").Press("Enter")
	b.keys.Type("mug").Press("Enter").Type("2").Press("Enter")
	b.keys.Type("lamp").Press("Enter").Type("1").Press("Enter")
	b.keys.Type("bowl").Press("Enter").Type("3").Press("Enter")
	b.keys.Press("F8").Type("1").Type("4242").Press("Enter")
	b.keys.Press("F10", "Enter")
	d := b.taken()
	if d.Customer.Name != "Jonathan Marsh" || d.Customer.Phone != "01904557788" || d.Order.ShipStreet1 != "17 Elm Road" || d.Order.ShipPostcode != "YO10 4DD" || d.Order.ShipCity != "York" {
		t.Errorf("customer %+v, order to %s, %s, %s", d.Customer, d.Order.ShipStreet1, d.Order.ShipPostcode, d.Order.ShipCity)
	}
	if d.Payments[0].Last4 != "4242" {
		t.Errorf("payment %+v", d.Payments[0])
	}
	if b.keys.Keys > 95 {
		t.Errorf("%d keys, at most 95", b.keys.Keys)
	}
	t.Logf("%d keys", b.keys.Keys)
}

func TestRepeatingTheLastOrderTakesAtMost20Keys(t *testing.T) {
	s := apptest.New(t)
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 2}, apptest.Want{SKU: "BOWL", Qty: 1})
	b := sit(t, s)
	b.keys.Press("F2").Type("4960142").Press("Enter", "Ctrl+R", "F8").Type("14242").Press("Enter", "F10", "Enter")
	d := b.taken()
	if lineText(d) != "0.02 MUG, 0.01 BOWL" {
		t.Errorf("placed %s", lineText(d))
	}
	if b.keys.Keys > 20 {
		t.Errorf("%d keys, at most 20", b.keys.Keys)
	}
	t.Logf("%d keys", b.keys.Keys)
}

func TestUsualGoodsScansAndUndoOfALine(t *testing.T) {
	s := apptest.New(t)
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 2})
	b := sit(t, s)
	b.keys.Press("F2").Type("okafor").Press("Enter")
	b.keys.Press("Alt+1")
	b.keys.Scan(apptest.MugCode, 2*time.Millisecond)
	m := b.order()
	if len(m.Sheet.Lines) != 1 || m.Sheet.Lines[0].Qty != 2 {
		t.Fatalf("a usual mug and a scanned one make %+v", m.Sheet.Lines)
	}
	b.keys.Type("bow").Press("Enter", "Enter")
	if len(m.Sheet.Lines) != 2 {
		t.Fatalf("lines %+v", m.Sheet.Lines)
	}
	b.keys.Press("Ctrl+Z")
	if len(m.Sheet.Lines) != 1 || m.Sheet.Lines[0].SKU != "MUG" {
		t.Errorf("after Ctrl+Z: %+v", m.Sheet.Lines)
	}
	b.keys.Press("Up").Type("5").Press("Enter")
	if m.Sheet.Lines[0].Qty != 5 {
		t.Errorf("Up and 5 make a quantity of %d", m.Sheet.Lines[0].Qty)
	}
	b.keys.Press("F3").Type("4.50").Press("Enter")
	if p := m.Sheet.Lines[0].Price; p == nil || *p != 450 {
		t.Errorf("F3 and 4.50 make the price %v", p)
	}
	b.keys.Press("Ctrl+Delete")
	if len(m.Sheet.Lines) != 0 {
		t.Errorf("after Ctrl+Delete: %+v", m.Sheet.Lines)
	}
}

func TestAShortfallIsSaidAndF10AgainAcceptsIt(t *testing.T) {
	b := sit(t, apptest.New(t))
	b.keys.Press("F2").Type("4960142").Press("Enter").Type("lamp").Press("Enter").Type("5").Press("Enter")
	m := b.order()
	if got := m.Stock(0); got != "3 in stock, none on order" {
		t.Errorf("the line says %q", got)
	}
	b.keys.Press("F8").Type("2").Press("F10", "Enter")
	if m.Taken != nil || m.Notice == nil || !strings.Contains(m.Notice.Title, "2 of LAMP") {
		t.Fatalf("placed %v, the page says %+v", m.Taken, m.Notice)
	}
	b.keys.Press("F10")
	if d := b.taken(); d.Lines[0].Backordered != 2 {
		t.Errorf("line %+v", d.Lines[0])
	}
}

// The last ones are sold at another desk while the caller reads out their address.
func TestWhatWasSoldMeanwhileShowsWhatIsLeftNow(t *testing.T) {
	s := apptest.New(t)
	b := sit(t, s)
	b.keys.Press("F2").Type("4960142").Press("Enter").Type("lamp").Press("Enter").Type("3").Press("Enter")
	m := b.order()
	if got := m.Stock(0); got != "" { // nothing is short
		t.Errorf("the line says %q", got)
	}
	s.Placed(t, apptest.Want{SKU: "LAMP", Qty: 2})
	b.keys.Press("F8").Type("2").Press("F10", "Enter")
	if m.Taken != nil || m.Notice == nil || !strings.Contains(m.Notice.Title, "2 of LAMP") {
		t.Fatalf("placed %v, the page says %+v", m.Taken, m.Notice)
	}
	if got := m.Stock(0); !strings.HasPrefix(got, "1 in stock") || len(m.Sheet.Lines) != 1 {
		t.Errorf("the line says %q", got)
	}
}

func TestEscapeGoesBackAndLosesNothing(t *testing.T) {
	b := sit(t, apptest.New(t))
	b.keys.Press("F2").Type("4960142").Press("Enter").Type("mug").Press("Enter").Type("2")
	m := b.order()
	for _, want := range []Spot{AtItem, AtCaller} {
		b.keys.Press("Esc")
		if m.Spot != want {
			t.Errorf("at %d, want %d", m.Spot, want)
		}
	}
	if len(m.Sheet.Lines) != 1 || m.Sheet.Lines[0].Qty != 2 || m.Sheet.Customer == 0 {
		t.Errorf("the sheet lost something: %+v", m.Sheet)
	}
}

func TestACrashLosesNothingAndCallsAreParked(t *testing.T) {
	s := apptest.New(t)
	b := sit(t, s)
	b.keys.Press("F2").Type("4960142").Press("Enter").Type("mug").Press("Enter").Type("2").Press("Enter")
	b.time.Pass(300 * time.Millisecond)
	drafts, err := s.Drafts(t.Context(), apptest.Anna)
	if err != nil || len(drafts) != 1 || drafts[0].Title != "Mary Okafor, 1 line" {
		t.Fatalf("300 ms after the last key the drafts are %+v, %v", drafts, err)
	}
	// The program is gone; another window comes up on the same shop.
	again := NewNewOrder(shop{s.Shop}, anna, &fakeDesk{})
	again.Open(0)
	if len(again.Sheet.Lines) != 1 || again.Sheet.Lines[0].Qty != 2 || again.Known == nil || again.Quote.Goods != 1000 {
		t.Fatalf("came back as %+v, goods %s", again.Sheet, again.Quote.Goods)
	}
	again.Park()
	if len(again.Parked) != 1 || !again.Sheet.Empty() {
		t.Fatalf("parked %+v, sheet %+v", again.Parked, again.Sheet)
	}
	again.EnterCaller("mary")
	again.EnterItem("bowl")
	again.Resume()
	if again.Sheet.Lines[0].SKU != "MUG" || len(again.Parked) != 1 {
		t.Errorf("resumed %+v with %d parked", again.Sheet.Lines, len(again.Parked))
	}
	again.Resume()
	if again.Sheet.Lines[0].SKU != "BOWL" || len(again.Parked) != 1 {
		t.Errorf("resumed %+v with %d parked", again.Sheet.Lines, len(again.Parked))
	}
}

func TestSlipAndLabelAreQueuedWhileTheNextCallIsTaken(t *testing.T) {
	s := apptest.New(t)
	b := sit(t, s)
	place := func() {
		b.keys.Press("F2").Type("4960142").Press("Enter").Type("mug").Press("Enter").Type("1").Press("Enter", "F8").Type("2").Press("F10", "Enter")
	}
	place()
	b.taken()
	if got := b.order().Taken.Papers; got != "Slip and label are queued" || len(s.Printer.Titles()) != 2 {
		t.Errorf("the page says %q, the printer has %q", got, s.Printer.Titles())
	}
	s.Printer.Off = true
	place()
	b.taken()
	if got := b.order().Taken.Papers; !strings.Contains(got, "was not printed") || !strings.Contains(got, "the job is kept") {
		t.Errorf("with the printer off the page says %q", got)
	}
	b.keys.Press("F2").Type("4960142").Press("Enter").Type("mug").Press("Enter").Type("1").Press("Enter", "F8").Type("6").Press("F10", "Enter")
	b.taken()
	if got := b.order().Taken.Papers; !strings.HasPrefix(got, "Slip and label wait: ") || !strings.Contains(got, "unpaid (F8)") {
		t.Errorf("of an unpaid order the page says %q", got)
	}
}

func TestUndoOfAPlacedOrderCancelsItAndGivesTheSheetBack(t *testing.T) {
	b := sit(t, apptest.New(t))
	b.keys.Press("F2").Type("4960142").Press("Enter").Type("mug").Press("Enter").Type("2").Press("Enter", "F8").Type("2").Press("F10", "Enter")
	id := b.taken().Order.ID
	b.keys.Press("Ctrl+Z")
	d, err := b.Order(context.Background(), id)
	if err != nil || !d.Order.CancelledAt.Set() {
		t.Errorf("order %+v, %v", d.Order, err)
	}
	if m := b.order(); len(m.Sheet.Lines) != 1 || m.Taken != nil {
		t.Errorf("the sheet is %+v", m.Sheet)
	}
}

func TestCardNumbersAreRefusedAtTheirFieldAndNeverKept(t *testing.T) {
	s := apptest.New(t)
	b := sit(t, s)
	b.keys.Press("F2").Type("4960142").Press("Enter").Type("mug").Press("Enter", "Enter", "F8").Type("1").Type("4111111111111111").Press("Enter")
	m := b.order()
	if m.Wrong[AtReference] == "" || m.Spot != AtReference {
		t.Errorf("the card number was taken; at %d, wrong %v", m.Spot, m.Wrong)
	}
	b.keys.Press("F7").Type("card 4111 1111 1111 1111")
	if m.Wrong[AtNote] == "" {
		t.Errorf("the note was taken: %v", m.Wrong)
	}
	b.time.Pass(time.Second)
	drafts, err := s.Drafts(t.Context(), apptest.Anna)
	if err != nil || len(drafts) != 1 || strings.Contains(drafts[0].Body, "1111") {
		t.Errorf("the draft keeps it: %+v, %v", drafts, err)
	}
	b.keys.Press("F10")
	if m.Spot == AtPlace {
		t.Error("an order with a card number in its note may be placed")
	}
}

func TestTheKeysOfThePhoneOrderHideNoOthers(t *testing.T) {
	s := apptest.New(t)
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 2})
	b := sit(t, s)
	b.keys.Press("F2").Type("4960142").Press("Enter")
	if err := b.shell.CheckKeys(b.order().Commands()); err != nil {
		t.Error(err)
	}
}
