package orders

import (
	"strings"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

// slow is a phone order whose answers come when the test lets them.
func slow(s *apptest.Shop) (*NewOrder, *page.Manual, *fakeDesk) {
	later := &page.Manual{}
	run := later.Runner()
	d := &fakeDesk{runner: &run}
	m := NewNewOrder(shop{s.Shop}, anna, d)
	m.Open(0)
	later.Drain()
	return m, later, d
}

func TestKeysTypedAheadOfTheAnswersAreNotLost(t *testing.T) {
	s := apptest.New(t)
	m, later, _ := slow(s)
	m.SearchCaller("4960142")
	m.EnterCaller("4960142") // before the list is there
	m.SearchItem("mu")
	m.SearchItem("mug")
	m.EnterItem("mug")
	m.SetQty("3")
	m.EnterQty("3")
	m.SearchItem("bowl")
	if m.Known != nil || m.Sheet.Lines[0].Product != 0 {
		t.Fatal("the answers came by themselves")
	}
	later.Drain()
	if m.Known == nil || m.Known.Customer.Name != "Mary Okafor" {
		t.Errorf("the caller is %+v", m.Known)
	}
	if l := m.Sheet.Lines[0]; l.SKU != "MUG" || l.Qty != 3 || m.ItemText != "bowl" || m.Spot != AtItem {
		t.Errorf("line %+v, typing %q at %d", l, m.ItemText, m.Spot)
	}
	if q, ok := m.QuoteLine(0); !ok || q.Have != 14 {
		t.Errorf("quoted %+v, %v", q, ok)
	}
}

func TestWhatWasTypedAheadOfANewCallerIsTheirName(t *testing.T) {
	m, later, _ := slow(apptest.New(t))
	m.EnterCaller("01904 557788")
	m.SearchItem("Jo Ma")
	later.Drain()
	if n := m.Sheet.Newcomer; n == nil || n.Name != "Jo Ma" || n.Phone != "01904 557788" || m.ItemText != "" {
		t.Errorf("the newcomer is %+v, the item %q", n, m.ItemText)
	}
}

func TestGoodsThatAreNotFoundGiveTheTextBack(t *testing.T) {
	m, later, _ := slow(apptest.New(t))
	m.EnterItem("heffalump")
	m.SetQty("3")
	later.Drain()
	if len(m.Sheet.Lines) != 0 || m.ItemText != "heffalump" || m.Wrong[AtItem] == "" || m.Spot != AtItem {
		t.Errorf("lines %+v, typing %q, wrong %v", m.Sheet.Lines, m.ItemText, m.Wrong)
	}
	m.SearchItem("heff")
	if m.Wrong[AtItem] != "" {
		t.Error("the error stays while the text is put right")
	}
}

func TestADraftBeingWrittenGoesWithTheOrder(t *testing.T) {
	s := apptest.New(t)
	m, later, _ := slow(s)
	m.ChooseCaller(s.Customer.ID)
	m.SearchItem("mug")
	later.Drain()
	m.EnterItem("mug")
	later.Pass(300 * time.Millisecond) // the draft begins to be written
	if later.Waiting() == 0 {
		t.Fatal("no draft is written 300 ms after a change")
	}
	m.Spot = AtPlace
	m.Place()
	later.Drain()
	if m.Taken == nil {
		t.Fatalf("not placed: %+v, %v", m.Notice, m.Wrong)
	}
	drafts, err := s.Drafts(t.Context(), apptest.Anna)
	if err != nil || len(drafts) != 0 {
		t.Errorf("the draft outlived its order: %+v, %v", drafts, err)
	}
}

func TestPressingTwicePlacesOnce(t *testing.T) {
	s := apptest.New(t)
	m, later, _ := slow(s)
	m.ChooseCaller(s.Customer.ID)
	m.SearchItem("mug")
	later.Drain()
	m.EnterItem("mug")
	later.Drain()
	m.Place()
	m.Place()
	m.Place()
	later.Drain()
	n, err := s.OrderCounts(t.Context())
	if err != nil || n[data.ViewAll] != 1 {
		t.Errorf("%d orders, %v", n[data.ViewAll], err)
	}
}

func TestWhatIsMissingIsAskedWhereItIsTyped(t *testing.T) {
	s := apptest.New(t)
	for _, c := range []struct {
		name  string
		typed func(m *NewOrder)
		at    Spot
	}{
		{"nothing", func(*NewOrder) {}, AtCaller},
		{"no lines", func(m *NewOrder) { m.ChooseCaller(s.Customer.ID) }, AtItem},
		{"a newcomer without a name", func(m *NewOrder) { m.EnterCaller("0190455778"); m.SearchItem("mug"); m.EnterItem("mug") }, AtName},
		{"a newcomer without a street", func(m *NewOrder) { m.EnterCaller("Jo Marsh") }, AtStreet},
		{"goods typed and not entered", func(m *NewOrder) { m.ChooseCaller(s.Customer.ID); m.SearchItem("mug") }, AtItem},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := NewNewOrder(shop{s.Shop}, anna, &fakeDesk{})
			c.typed(m)
			m.Place()
			if m.Spot != c.at || m.Wrong[c.at] == "" {
				t.Errorf("at %d saying %q, want %d", m.Spot, m.Wrong[m.Spot], c.at)
			}
		})
	}
}

func TestTermsAreOnlyForThoseWhoHaveThem(t *testing.T) {
	s := apptest.New(t)
	m := NewNewOrder(shop{s.Shop}, anna, &fakeDesk{})
	m.ChooseCaller(s.Customer.ID)
	m.PayBy(3)
	if m.Sheet.Pay == PayTerms || m.Wrong[AtPay] == "" {
		t.Errorf("Mary pays %q", m.Sheet.Pay)
	}
	c := s.Customer
	c.TermsDays, c.CreditLimit = 30, 50000
	if _, err := s.SaveCustomer(t.Context(), apptest.Anna, data.NewOp("customer", c), c, nil); err != nil {
		t.Fatal(err)
	}
	m.ChooseCaller(s.Customer.ID)
	m.PayBy(3)
	m.SearchItem("mug")
	m.EnterItem("mug")
	m.Go(AtPlace)
	m.Place()
	if m.Taken == nil {
		t.Fatalf("not placed: %+v", m.Notice)
	}
	if d, err := s.Order(t.Context(), m.Taken.OrderID); err != nil || d.Order.PayStatus != data.PayTerms || d.Due != 0 {
		t.Errorf("%s, due %s, %v", d.Order.PayStatus, d.Due, err)
	}
}

func TestTheSameGoodsWithinADayAreWarnedOf(t *testing.T) {
	s := apptest.New(t)
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	m := NewNewOrder(shop{s.Shop}, anna, &fakeDesk{})
	m.ChooseCaller(s.Customer.ID)
	m.SearchItem("mug")
	m.EnterItem("mug")
	if len(m.Quote.Warnings) != 1 || !strings.Contains(m.Quote.Warnings[0], "same goods") {
		t.Errorf("warnings %q", m.Quote.Warnings)
	}
}

func TestAnotherAddressIsTypedInPlace(t *testing.T) {
	s := apptest.New(t)
	m := NewNewOrder(shop{s.Shop}, anna, &fakeDesk{})
	m.ChooseCaller(s.Customer.ID)
	m.EditAddress()
	if m.Spot != AtShipStreet || m.Text(AtShipTown) != "Leeds" {
		t.Fatalf("at %d with %+v", m.Spot, m.Sheet.ShipTo)
	}
	if m.Escape(); m.Spot != AtItem || m.Sheet.ShipTo != nil {
		t.Errorf("Escape from an unchanged address leaves %+v at %d", m.Sheet.ShipTo, m.Spot)
	}
	m.EditAddress()
	m.SetText(AtShipStreet, "1 Office Park")
	m.SearchItem("mug")
	m.EnterItem("mug")
	m.Go(AtPlace)
	m.Place()
	if m.Taken == nil {
		t.Fatalf("not placed: %+v %v", m.Notice, m.Wrong)
	}
	d, err := s.Order(t.Context(), m.Taken.OrderID)
	if err != nil || d.Order.ShipStreet1 != "1 Office Park" {
		t.Errorf("goes to %s, %v", d.Order.ShipStreet1, err)
	}
	c, err := s.Caller(t.Context(), s.Customer.ID)
	if err != nil || c.Addresses[0].Street1 != "12 Rose Lane" {
		t.Errorf("the customer moved: %+v, %v", c.Addresses, err)
	}
}

func TestAnAddressThatIsTypedCanBeTheirsFromNowOn(t *testing.T) {
	s := apptest.New(t)
	m := NewNewOrder(shop{s.Shop}, anna, &fakeDesk{})
	if m.CanKeepAddress() {
		t.Error("an address can be kept for nobody")
	}
	m.ChooseCaller(s.Customer.ID)
	m.EditAddress()
	m.SetText(AtShipStreet, "1 Office Park")
	m.KeepAddress(true)
	m.SearchItem("mug")
	m.EnterItem("mug")
	m.Go(AtPlace)
	m.Place()
	c, err := s.Caller(t.Context(), s.Customer.ID)
	if err != nil || len(c.Addresses) != 2 || c.Addresses[0].Street1 != "1 Office Park" {
		t.Errorf("their addresses are %+v, %v", c.Addresses, err)
	}
	if m.Sheet.KeepTo {
		t.Error("the next call's address would be kept too")
	}
}

func TestTheTownComesWithThePostcode(t *testing.T) {
	m := NewNewOrder(shop{apptest.New(t).Shop}, anna, &fakeDesk{})
	m.EnterCaller("Jo Marsh")
	m.SetText(AtPostcode, "ls1 4ap")
	if m.Text(AtTown) != "Leeds" {
		t.Errorf("the town is %q", m.Text(AtTown))
	}
}

func TestAnOrderForACustomerParksTheCallBefore(t *testing.T) {
	s := apptest.New(t)
	first := NewNewOrder(shop{s.Shop}, anna, &fakeDesk{})
	first.EnterCaller("Jo Marsh")
	first.Close()
	m := NewNewOrder(shop{s.Shop}, anna, &fakeDesk{})
	m.Open(s.Customer.ID)
	if m.Sheet.Customer != s.Customer.ID || len(m.Parked) != 1 || !strings.HasPrefix(m.Parked[0].Title, "Jo Marsh") {
		t.Errorf("sheet %+v, parked %+v", m.Sheet, m.Parked)
	}
}

func TestASheetSurvivesItsDraft(t *testing.T) {
	price := data.Money(450)
	s := Sheet{Caller: "Mary", Customer: 7, Lines: []SheetLine{{Product: 3, SKU: "MUG", Name: "Mug", Qty: 2, Price: &price}, {Wanted: "lam", Qty: 1}}, Note: "ring twice", Pay: PayCard, Reference: "4242", ShipTo: &data.ShipTo{Street1: "1 Mill Road"}}
	body, err := s.body()
	if err != nil {
		t.Fatal(err)
	}
	got, err := readSheet(body)
	if err != nil || len(got.Lines) != 1 || *got.Lines[0].Price != 450 || got.Note != s.Note || got.ShipTo.Street1 != "1 Mill Road" {
		t.Errorf("came back as %+v, %v", got, err)
	}
	if _, err := readSheet("{"); err == nil {
		t.Error("a cut draft was read")
	}
}

func FuzzReadSheet(f *testing.F) {
	f.Add(`{"lines":[{"product":1,"qty":2}]}`)
	f.Add(`{"newcomer":null,"ship_to":{}}`)
	f.Fuzz(func(t *testing.T, body string) {
		s, err := readSheet(body)
		if err != nil {
			return
		}
		for _, l := range s.Lines {
			if l.Product <= 0 || l.Qty <= 0 {
				t.Errorf("a line of %d x %d was taken", l.Qty, l.Product)
			}
		}
		req, at := s.request()
		if len(req.Lines) != len(at) {
			t.Error("lines and their places differ")
		}
	})
}

func TestRequestOfPayments(t *testing.T) {
	for _, c := range []struct {
		pay  PayWay
		ref  string
		want *app.PaymentRequest
	}{
		{PayCard, "4242", &app.PaymentRequest{Method: "card", Last4: "4242"}},
		{PayCard, "A-77", &app.PaymentRequest{Method: "card", Reference: "A-77"}},
		{PayCash, "4242", &app.PaymentRequest{Method: "cash"}},
		{PayBank, "4242", &app.PaymentRequest{Method: "bank", Reference: "4242"}},
		{PayTerms, "", nil}, {PayLater, "", nil}, {"", "", nil},
	} {
		req, _ := Sheet{Pay: c.pay, Reference: c.ref}.request()
		switch {
		case (req.Payment == nil) != (c.want == nil) || req.Payment != nil && *req.Payment != *c.want:
			t.Errorf("%s %q pays %+v, want %+v", c.pay, c.ref, req.Payment, c.want)
		case req.OnTerms != (c.pay == PayTerms):
			t.Errorf("%s is on terms: %v", c.pay, req.OnTerms)
		}
	}
}
