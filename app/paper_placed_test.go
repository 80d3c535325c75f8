package app_test

import (
	"slices"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
	"packbench/data/datatest"
)

func TestSlipAndLabelOfAnOrderThatMayGoArePrintedWhenItIsPlaced(t *testing.T) {
	datatest.Alone(t)
	paid := &app.PaymentRequest{Method: "cash"}
	both := []string{app.DocSlip, app.DocShippingLabel}
	for _, c := range []struct {
		name     string
		set      func(p *app.Profile)
		printers app.PrinterFor // nil: all at "bench"
		terms    bool
		payment  *app.PaymentRequest
		to       string // another postcode
		qty      data.Quantity
		docs     []string
		says     string
		labelled bool
	}{
		{name: "paid", payment: paid, qty: 1, docs: both, says: "Slip and label are queued", labelled: true},
		{name: "on terms with credit left", terms: true, qty: 1, docs: both, says: "Slip and label are queued", labelled: true},
		{name: "unpaid", qty: 1, says: "unpaid (F8)"},
		{name: "a doubtful address", payment: paid, to: "NOT ONE", qty: 1, says: "(F6)"},
		{name: "not all of it there", payment: paid, qty: 5, says: "2 units are not in stock (F10)"},
		{name: "the shop prints later", payment: paid, qty: 1, set: func(p *app.Profile) { p.PrintPlaced = false }},
		{name: "a desk without printers", payment: paid, qty: 1, printers: app.PrinterFor{}},
		{name: "a desk with printers for other things", payment: paid, qty: 1, printers: app.PrinterFor{app.DocPickList: "laser"}},
		{name: "a desk with a printer for slips", payment: paid, qty: 1, printers: app.PrinterFor{app.DocSlip: "laser"}, docs: both[:1], says: "The slip is queued"},
		{name: "a desk with a printer for labels", payment: paid, qty: 1, printers: app.PrinterFor{app.DocShippingLabel: "zebra"}, docs: both[1:], says: "The label is queued", labelled: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := apptest.New(t)
			if c.set != nil {
				p, err := s.Profile(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				c.set(&p)
				if err := s.SetProfile(t.Context(), apptest.Anna, data.NewOp("profile", 1), p); err != nil {
					t.Fatal(err)
				}
			}
			if c.printers != nil {
				if err := s.SetPrinters(t.Context(), apptest.Anna, data.NewOp("printers", 1), apptest.Anna.Desk, c.printers); err != nil {
					t.Fatal(err)
				}
			}
			if c.terms {
				s.Customer.TermsDays, s.Customer.CreditLimit = 30, 100_000
				if _, err := s.SaveCustomer(t.Context(), apptest.Anna, data.NewOp("customer", 1), s.Customer, nil); err != nil {
					t.Fatal(err)
				}
			}
			to := data.ShipTo{Name: "Mary Okafor", Street1: "12 Rose Lane", City: "Leeds", Postcode: "LS1 4AP", Country: "GB"}
			if c.to != "" {
				to.Postcode = c.to
			}
			placed, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", 1), app.OrderRequest{CustomerID: s.Customer.ID, ShipTo: &to, OnTerms: c.terms, Payment: c.payment, AcceptShort: true,
				Lines: []app.LineRequest{{ProductID: s.Products["LAMP"].ID, Qty: c.qty}}})
			if err != nil {
				t.Fatal(err)
			}
			q, err := s.PrintPlaced(t.Context(), apptest.Anna, placed.ShipmentID)
			if err != nil || !slices.Equal(q.Docs, c.docs) || !strings.Contains(q.Says(), c.says) || (c.says == "") != (q.Says() == "") {
				t.Errorf("queued %q, says %q, %v; want %q, %q", q.Docs, q.Says(), err, c.docs, c.says)
			}
			if got := len(s.Printer.Titles()); got != len(c.docs) {
				t.Errorf("the printer got %d documents, want %d", got, len(c.docs))
			}
			if got := s.ShipmentByID(t, placed.ShipmentID).LabelledAt.Set(); got != c.labelled {
				t.Errorf("the shipment has a label: %v, want %v", got, c.labelled)
			}
			again, err := s.PrintPlaced(t.Context(), apptest.Anna, placed.ShipmentID)
			if c.labelled && (err != nil || len(again.Docs) > 0) {
				t.Errorf("asked again it prints %q, %v", again.Docs, err)
			}
			checked(t, s)
		})
	}
}

func TestWhatCannotBePrintedAfterPlacingIsKeptAndSaid(t *testing.T) {
	s := apptest.New(t)
	s.Printer.Off = true
	sh := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	q, err := s.PrintPlaced(t.Context(), apptest.Anna, sh.ID)
	if len(q.Docs) != 0 || data.KindOf(err) != data.KindUnavailable || !strings.Contains(err.Error(), "was not printed") || !strings.Contains(err.Error(), "the job is kept") {
		t.Fatalf("queued %q, %v", q.Docs, err)
	}
	waiting, err := s.WaitingPrints(t.Context())
	if err != nil || waiting != 2 {
		t.Fatalf("%d jobs wait, %v", waiting, err)
	}
	s.Printer.Off = false
	jobs, err := s.PrintJobs(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range jobs {
		if err := s.SendPrint(t.Context(), apptest.Anna, j.ID); err != nil {
			t.Errorf("%s: %v", j.Title, err)
		}
	}
	if got := len(s.Printer.Titles()); got != 2 {
		t.Errorf("the printer got %d documents", got)
	}
}

func TestAnOrderThatIsTakenBackAtOnceIsNotPrinted(t *testing.T) {
	s := apptest.New(t)
	first := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	if _, err := s.PrintPlaced(t.Context(), apptest.Anna, first.ID); err != nil {
		t.Fatal(err)
	}
	// One undo takes the order back, label and all.
	if u, err := s.UndoLast(t.Context(), apptest.Anna); err != nil || !strings.HasPrefix(u.Title, "Placed order") && !strings.HasPrefix(u.Title, "Took") {
		t.Errorf("took %q back, %v", u.Title, err)
	}
	second := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	if _, err := s.UndoLast(t.Context(), apptest.Anna); err != nil {
		t.Fatal(err)
	}
	printed := len(s.Printer.Titles())
	q, err := s.PrintPlaced(t.Context(), apptest.Anna, second.ID)
	if err != nil || len(q.Docs) != 0 || q.Says() != "" || len(s.Printer.Titles()) != printed {
		t.Errorf("an order that was taken back is printed: %+v, %v", q, err)
	}
	checked(t, s)
}
