package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

// livesAt is the streets of the customer in their order.
func livesAt(t *testing.T, s *apptest.Shop) string {
	t.Helper()
	c, err := s.Caller(t.Context(), s.Customer.ID)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, a := range c.Addresses {
		out = append(out, a.Street1)
	}
	return strings.Join(out, ", ")
}

func TestEveryChangeOfAnAddressIsTakenBack(t *testing.T) {
	s := apptest.New(t)
	home := func() data.Address {
		c, err := s.Caller(t.Context(), s.Customer.ID)
		if err != nil {
			t.Fatal(err)
		}
		return c.Addresses[0]
	}()
	work, err := s.SaveAddress(t.Context(), apptest.Anna, data.NewOp("address", "work"), data.Address{CustomerID: s.Customer.ID, Name: "Mary Okafor", Street1: "1 Mill Road", City: "York", Postcode: "YO1 7HH", Country: "GB"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name string
		do   func(op data.Op) error
		then string
	}{
		{"another one", func(op data.Op) error {
			_, err := s.SaveAddress(t.Context(), apptest.Anna, op, data.Address{CustomerID: s.Customer.ID, Name: "Mary", Street1: "7 Quay", City: "Hull", Country: "GB"})
			return err
		}, "12 Rose Lane, 1 Mill Road, 7 Quay"},
		{"another street", func(op data.Op) error {
			a := home
			a.Street1 = "14 Rose Lane"
			_, err := s.SaveAddress(t.Context(), apptest.Anna, op, a)
			return err
		}, "14 Rose Lane, 1 Mill Road"},
		{"one is dropped", func(op data.Op) error { return s.DropAddress(t.Context(), apptest.Anna, op, work.ID) }, "12 Rose Lane"},
		{"the first is dropped", func(op data.Op) error { return s.DropAddress(t.Context(), apptest.Anna, op, home.ID) }, "1 Mill Road"},
		{"work is used first", func(op data.Op) error { return s.UseAddressFirst(t.Context(), apptest.Anna, op, work.ID) }, "1 Mill Road, 12 Rose Lane"},
		{"name and street together", func(op data.Op) error {
			c, err := s.Caller(t.Context(), s.Customer.ID)
			if err != nil {
				return err
			}
			c.Customer.Note, c.Addresses[0].Street1 = "rings twice", "16 Rose Lane"
			_, err = s.SaveCustomer(t.Context(), apptest.Anna, op, c.Customer, &c.Addresses[0])
			return err
		}, "16 Rose Lane, 1 Mill Road"},
	} {
		op := data.NewOp("address", tc.name)
		if err := tc.do(op); err != nil {
			t.Fatalf("%s: %v", tc.name, err)
		}
		if got := livesAt(t, s); got != tc.then {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.then)
		}
		if _, err := s.UndoOp(t.Context(), apptest.Anna, op); err != nil {
			t.Errorf("%s: undo: %v", tc.name, err)
		}
		if got := livesAt(t, s); got != "12 Rose Lane, 1 Mill Road" {
			t.Errorf("%s: after undo %s", tc.name, got)
		}
	}
}

func TestACustomerIsFoundByEveryAddress(t *testing.T) {
	s := apptest.New(t)
	find := func() int {
		ids, err := s.CustomerList(t.Context(), "name", "HU1 2AA", false)
		if err != nil {
			t.Fatal(err)
		}
		return len(ids)
	}
	op := data.NewOp("address", 1)
	if _, err := s.SaveAddress(t.Context(), apptest.Anna, op, data.Address{CustomerID: s.Customer.ID, Name: "Mary", Street1: "7 Quay", City: "Hull", Postcode: "HU1 2AA", Country: "GB"}); err != nil {
		t.Fatal(err)
	}
	if find() != 1 {
		t.Error("not found by the address that was added")
	}
	if _, err := s.UndoOp(t.Context(), apptest.Anna, op); err != nil || find() != 0 {
		t.Errorf("still found by the address that was taken back (%v)", err)
	}
}

func TestWhichGiftsAreDue(t *testing.T) {
	s := apptest.New(t)
	err := s.Store.Write(t.Context(), apptest.Anna, data.NewOp("gifts", 1), func(ctx context.Context, tx *data.Tx) (any, error) {
		for _, g := range []data.GiftRule{
			{Name: "third order", NthOrder: 3, GiftProduct: s.Products["CARD"].ID},
			{Name: "over 50", MinGoods: 5000, GiftProduct: s.Products["BOWL"].ID},
			{Name: "with a lamp", TriggerProduct: s.Products["LAMP"].ID, GiftProduct: s.Products["CARD"].ID},
		} {
			if _, err := tx.AddGiftRule(ctx, g); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for orders, in := range []int64{3, 2, 1, 3} {
		due, err := s.GiftsDue(t.Context(), s.Customer.ID)
		if err != nil || len(due) != 3 {
			t.Fatalf("%+v, %v", due, err)
		}
		if due[0].In != in || due[1].In != 0 || due[1].MinGoods != 5000 || due[2].With != "Lamp" {
			t.Errorf("after %d orders: %+v, want the card in %d", orders, due, in)
		}
		placed := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
		d, err := s.Order(t.Context(), placed.OrderID)
		if err != nil {
			t.Fatal(err)
		}
		if gift := len(d.Lines) > 1; gift != (in == 1) {
			t.Errorf("order %d has %d lines; the card was due in %d", orders+1, len(d.Lines), in)
		}
	}
}

func TestTheHistoryOfACustomerSaysWhatChanged(t *testing.T) {
	s := apptest.New(t)
	c := s.Customer
	c.TermsDays, c.Note = 30, "rings on Mondays"
	if _, err := s.SaveCustomer(t.Context(), apptest.Anna, data.NewOp("customer", 1), c, nil); err != nil {
		t.Fatal(err)
	}
	h, err := s.CustomerHistory(t.Context(), c.ID, 9)
	if err != nil || len(h) != 2 {
		t.Fatalf("%+v, %v", h, err)
	}
	if h[0].Who != "Anna" || h[0].Before != `{"note":"","terms":0}` || h[0].After != `{"note":"rings on Mondays","terms":30}` || h[1].Action != "added" {
		t.Errorf("it says %+v", h)
	}
}

func TestAnAddressOfAnOrderCanBeTheirsFromNowOn(t *testing.T) {
	office := data.ShipTo{Name: "Mary Okafor", Street1: "1 Office Park", City: "York", Postcode: "YO1 7HH", Country: "GB"}
	home := data.ShipTo{Name: "Mary Okafor", Street1: "12 Rose Lane", City: "Leeds", Postcode: "LS1 4AP", Country: "GB"}
	for _, c := range []struct {
		name  string
		saved []data.ShipTo // besides home
		to    *data.ShipTo
		keep  bool
		want  []data.ShipTo // the first is used first
	}{
		{"a new one", nil, &office, true, []data.ShipTo{office, home}},
		{"for this order only", nil, &office, false, []data.ShipTo{home}},
		{"one that is saved already", []data.ShipTo{office}, &office, true, []data.ShipTo{office, home}},
		{"their own", nil, &home, true, []data.ShipTo{home}},
		{"none typed", nil, nil, true, []data.ShipTo{home}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := apptest.New(t)
			addresses := func() (all []data.ShipTo) {
				t.Helper()
				who, err := s.Caller(t.Context(), s.Customer.ID)
				if err != nil {
					t.Fatal(err)
				}
				for _, a := range who.Addresses {
					all = append(all, a.ShipTo())
				}
				return all
			}
			for _, a := range c.saved {
				if _, err := s.SaveAddress(t.Context(), apptest.Anna, data.NewOp("address", a), data.Address{CustomerID: s.Customer.ID, Name: a.Name, Street1: a.Street1, City: a.City, Postcode: a.Postcode, Country: a.Country}); err != nil {
					t.Fatal(err)
				}
			}
			before := addresses()
			if _, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place order", 1), app.OrderRequest{CustomerID: s.Customer.ID, ShipTo: c.to, KeepAddress: c.keep,
				Lines: []app.LineRequest{{ProductID: s.Products["MUG"].ID, Qty: 1}}}); err != nil {
				t.Fatal(err)
			}
			if got := addresses(); !slices.Equal(got, c.want) {
				t.Errorf("their addresses are %v, want %v", got, c.want)
			}
			if _, err := s.UndoLast(t.Context(), apptest.Anna); err != nil {
				t.Fatal(err)
			}
			if got := addresses(); !slices.Equal(got, before) {
				t.Errorf("taken back, their addresses are %v, want %v", got, before)
			}
		})
	}
}
