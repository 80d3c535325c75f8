package customers

import (
	"context"
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/data"
)

// livesAt is the streets of the customer's addresses in their order.
func livesAt(m *Customer) string {
	var out []string
	for _, a := range m.Known.Addresses {
		out = append(out, a.Street1)
	}
	return strings.Join(out, ", ")
}

func TestTheAddressesOfACustomer(t *testing.T) {
	s := apptest.New(t)
	m, d := openCustomer(t, s, s.Customer.ID)
	undo := func() { d.toasts[len(d.toasts)-1].Undo() }
	m.AddAddress()
	if m.Tab != TabAddresses || m.Form.Value("name") != "Mary Okafor" || m.Form.Value("country") != "GB" {
		t.Fatalf("the form begins with %+v", m.Form)
	}
	fill(t, m.Form, map[string]string{"name": "", "street": ""})
	if m.Form.Field("name").Wrong == "" || m.Form.Field("street").Wrong == "" {
		t.Errorf("an address without name and street was taken: %+v", m.Form)
	}
	fill(t, m.Form, map[string]string{"name": "Mary at work", "street": "1 Mill Road", "postcode": "yo1 7hh", "city": "York"})
	if m.Form != nil || livesAt(m) != "12 Rose Lane, 1 Mill Road" || m.Known.Addresses[1].Postcode != "YO1 7HH" {
		t.Fatalf("addresses %+v, form %+v", m.Known.Addresses, m.Form)
	}
	for _, tc := range []struct {
		name string
		row  int
		do   func()
		then string
	}{
		{"used first", 1, m.UseFirst, "1 Mill Road, 12 Rose Lane"},
		{"dropped", 1, m.DropAddress, "12 Rose Lane"},
		{"changed", 1, func() {
			m.OpenRow(1)
			fill(t, m.Form, map[string]string{"street": "2 Mill Road"})
		}, "12 Rose Lane, 2 Mill Road"},
		{"a card number in it", 0, func() {
			m.OpenRow(0)
			fill(t, m.Form, map[string]string{"street 2": "4111 1111 1111 1111"})
			if m.Form == nil {
				t.Error("a card number was kept")
			}
			m.CloseForm()
		}, "12 Rose Lane, 1 Mill Road"},
	} {
		m.Row = tc.row
		if tc.do(); livesAt(m) != tc.then {
			t.Errorf("%s: %s, want %s", tc.name, livesAt(m), tc.then)
		}
		if tc.then != "12 Rose Lane, 1 Mill Road" {
			undo()
		}
		if livesAt(m) != "12 Rose Lane, 1 Mill Road" {
			t.Errorf("%s, after undo: %s", tc.name, livesAt(m))
		}
	}
	rows, keys := m.Rows()
	if len(rows) != 2 || len(keys) != 2 || rows[0][6].Text != "First" || rows[1][6].Text != "" {
		t.Errorf("rows %+v", rows)
	}
}

func TestARenamedCustomerKeepsWhoTheirAddressesAreFor(t *testing.T) {
	s := apptest.New(t)
	m, _ := openCustomer(t, s, s.Customer.ID)
	m.AddAddress()
	fill(t, m.Form, map[string]string{"name": "Ada Okafor", "street": "1 Mill Road"})
	for _, name := range []string{"Mary Okafor", "Ada Okafor"} {
		m.Edit()
		fill(t, m.Form, map[string]string{"name": "Mary Adeyemi", "note": "rings on Mondays"})
		want := name
		if name == "Mary Okafor" {
			want = "Mary Adeyemi"
		}
		if got := m.Known.Addresses[0].Name; got != want {
			t.Errorf("the address of %s is now for %s, want %s", name, got, want)
		}
		m.Choose(TabAddresses)
		m.Row = 1
		m.UseFirst()
	}
}

func TestTheHistorySaysWhoChangedWhat(t *testing.T) {
	s := apptest.New(t)
	m, d := openCustomer(t, s, s.Customer.ID)
	m.Edit()
	fill(t, m.Form, map[string]string{"terms": "30", "credit": "250", "priority": "yes", "street": "14 Rose Lane"})
	m.Choose(TabHistory)
	said := func() (out []string) {
		rows, _ := m.Rows()
		for _, r := range rows {
			out = append(out, r[1].Text+" "+r[3].Text+" "+r[4].Text)
		}
		return out
	}
	want := []string{
		"Anna Address changed Mary Okafor, 12 Rose Lane, LS1 4AP Leeds, GB → Mary Okafor, 14 Rose Lane, LS1 4AP Leeds, GB",
		"Anna Changed credit limit: £0.00 → £250.00; goes first: no → yes; terms: 0 → 30",
		"Anna Added ",
	}
	if got := said(); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("it says %q", got)
	}
	d.toasts[len(d.toasts)-1].Undo()
	rows, _ := m.Rows()
	if len(rows) != 5 || rows[2][5].Text != "Undone" || rows[0][5].Text != "" {
		t.Errorf("after undo %+v", rows)
	}
}

func TestWhatTheCardSays(t *testing.T) {
	s := apptest.New(t)
	err := s.Store.Write(t.Context(), apptest.Anna, data.NewOp("gifts", 1), func(ctx context.Context, tx *data.Tx) (any, error) {
		for _, g := range []data.GiftRule{
			{Name: "second order", NthOrder: 2, GiftProduct: s.Products["CARD"].ID},
			{Name: "fifth order", NthOrder: 5, GiftProduct: s.Products["BOWL"].ID},
			{Name: "large", MinGoods: 5000, GiftProduct: s.Products["BOWL"].ID},
			{Name: "lamp", TriggerProduct: s.Products["LAMP"].ID, GiftProduct: s.Products["CARD"].ID},
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
	m, _ := openCustomer(t, s, s.Customer.ID)
	figures := func() string {
		var out []string
		for _, f := range m.Figures() {
			out = append(out, f[0]+" "+f[1])
		}
		return strings.Join(out, ", ")
	}
	if got := figures(); got != "Orders 0, Value £0.00, Owes £0.00, Terms pays at once" {
		t.Errorf("before any order: %s", got)
	}
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 2})
	m.Reload()
	want := []string{"With the next order: Greeting card", "With the order after 3 more: Bowl", "With an order over £50.00: Bowl", "With an order of Lamp: Greeting card"}
	if got := m.GiftLines(); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("gifts %q", got)
	}
	if got := figures(); !strings.Contains(got, "Orders 1") || !strings.Contains(got, "Last order 2 Mar 2026") {
		t.Errorf("after an order: %s", got)
	}
}
