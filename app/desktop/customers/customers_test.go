package customers

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"packbench/app/apptest"
	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
	"packbench/data"
)

func anna() data.Actor { return apptest.Anna }

// fakeDesk is a window that remembers where it was sent and what it said.
type fakeDesk struct {
	page.Desk
	opened []page.Route
	toasts []page.Toast
	back   int
}

func (d *fakeDesk) Open(r page.Route)   { d.opened = append(d.opened, r) }
func (d *fakeDesk) Back()               { d.back++ }
func (d *fakeDesk) Toast(t page.Toast)  { d.toasts = append(d.toasts, t) }
func (d *fakeDesk) Changed()            {}
func (d *fakeDesk) Runner() page.Runner { return page.Inline() }

func openCustomer(t *testing.T, s *apptest.Shop, id int64) (*Customer, *fakeDesk) {
	t.Helper()
	d := &fakeDesk{}
	m := NewCustomer(shop{s.Shop}, anna, d, id)
	m.Open()
	t.Cleanup(m.Close)
	return m, d
}

func fill(t *testing.T, f *page.Form, values map[string]string) {
	t.Helper()
	if f == nil {
		t.Fatal("no form is open")
	}
	for id, v := range values {
		f.Field(id).Value = v
	}
	f.Clear()
	f.Submit()
}

func TestAChangedCustomerIsKeptAndUndone(t *testing.T) {
	s := apptest.New(t)
	m, d := openCustomer(t, s, s.Customer.ID)
	m.Edit()
	fill(t, m.Form, map[string]string{"terms": "thirty", "credit": "lots", "name": ""})
	for _, id := range []string{"terms", "credit", "name"} {
		if m.Form.Field(id).Wrong == "" {
			t.Errorf("a wrong %s was taken", id)
		}
	}
	fill(t, m.Form, map[string]string{"name": "Mary Okafor", "terms": "30", "credit": "250", "priority": "yes", "note": "4111 1111 1111 1111"})
	if m.Form == nil || m.Form.Field("note").Wrong == "" {
		t.Fatalf("a card number was kept: %+v", m.Form)
	}
	fill(t, m.Form, map[string]string{"note": "rings on Mondays", "street": "14 Rose Lane"})
	c := m.Known.Customer
	if m.Form != nil || c.TermsDays != 30 || c.CreditLimit != 25000 || c.Priority != 1 || m.Known.Addresses[0].Street1 != "14 Rose Lane" {
		t.Fatalf("kept %+v at %+v, form %+v", c, m.Known.Addresses, m.Form)
	}
	d.toasts[len(d.toasts)-1].Undo()
	if m.Known.Customer.TermsDays != 0 || m.Known.Addresses[0].Street1 != "12 Rose Lane" {
		t.Errorf("after undo: %+v at %+v", m.Known.Customer, m.Known.Addresses)
	}
}

func TestAFormInWhichNothingChangedWritesNothing(t *testing.T) {
	s := apptest.New(t)
	m, d := openCustomer(t, s, s.Customer.ID)
	m.Edit()
	fill(t, m.Form, nil)
	if m.Form != nil || len(d.toasts) > 0 || len(m.History) != 1 {
		t.Errorf("form %+v, said %+v, history %+v", m.Form, d.toasts, m.History)
	}
}

func TestACustomerChangedAtAnotherDeskIsNotOverwritten(t *testing.T) {
	s := apptest.New(t)
	m, _ := openCustomer(t, s, s.Customer.ID)
	m.Edit()
	form := m.Form
	other := m.Known.Customer
	other.Note = "from desk 2"
	if _, err := s.SaveCustomer(t.Context(), apptest.Anna, data.NewOp("customer", other), other, nil); err != nil {
		t.Fatal(err)
	}
	fill(t, form, map[string]string{"note": "from desk 1", "phone": "01904 111222"})
	w := form.Field("note").Meanwhile
	if m.Form != form || form.Unsettled() != "note" || w.Mine != "from desk 1" || w.Theirs != "from desk 2" || w.By != "Anna at desk 1" {
		t.Fatalf("the form says %q, and of the note %+v", form.Trouble, w)
	}
	form.Choose("note", page.Mine)
	form.Send()
	if c := m.Known.Customer; m.Form != nil || c.Note != "from desk 1" || c.Phone != "01904 111222" {
		t.Errorf("it is %+v: %s", c, form.Trouble)
	}
}

func TestACustomersFormTakesOverWhatAnotherDeskChanged(t *testing.T) {
	s := apptest.New(t)
	m, d := openCustomer(t, s, s.Customer.ID)
	m.Edit()
	form := m.Form
	a := m.Known.Addresses[0]
	a.Street1 = "14 Rose Lane"
	if _, err := s.SaveAddress(t.Context(), data.Actor{User: "Ben", Desk: "desk 2"}, data.NewOp("address", a), a); err != nil {
		t.Fatal(err)
	}
	fill(t, form, map[string]string{"note": "rings twice"})
	if c := m.Known; m.Form != nil || c.Customer.Note != "rings twice" || c.Addresses[0].Street1 != "14 Rose Lane" {
		t.Errorf("it is %+v: %s", c, form.Trouble)
	}
	if said := d.toasts[len(d.toasts)-1].Text; !strings.HasSuffix(said, "with what Ben at desk 2 changed: street 14 Rose Lane") {
		t.Errorf("it says %q", said)
	}
}

func TestWhatIsTypedOfACustomerWhoWasErasedMeanwhileStays(t *testing.T) {
	s := apptest.New(t)
	m, _ := openCustomer(t, s, s.Customer.ID)
	m.Edit()
	form := m.Form
	if _, err := s.EraseCustomer(t.Context(), apptest.Anna, data.NewOp("erase", 1), s.Customer.ID, "by letter"); err != nil {
		t.Fatal(err)
	}
	fill(t, form, map[string]string{"note": "rings twice"})
	if m.Form != form || !strings.Contains(form.Trouble, "erased") || form.Value("note") != "rings twice" {
		t.Errorf("the form says %q", form.Trouble)
	}
}

func TestANewCustomerIsWrittenDown(t *testing.T) {
	s := apptest.New(t)
	m, d := openCustomer(t, s, 0)
	fill(t, m.Form, map[string]string{"name": "Jo Marsh", "phone": "01904 557788"})
	if m.ID == 0 || !m.Loaded || m.Known.Customer.Name != "Jo Marsh" || len(m.Known.Addresses) != 0 {
		t.Fatalf("customer %d is %+v", m.ID, m.Known)
	}
	m.StartOrder()
	if len(d.opened) != 1 || d.opened[0].Name() != "neworder" || d.opened[0].Get("customer") == "" {
		t.Errorf("F2 opened %v", d.opened)
	}
	m, d = openCustomer(t, s, 0)
	if !m.CloseForm() || d.back != 1 {
		t.Error("Escape from a new customer does not go back")
	}
}

func TestTheListFindsAndSortsCustomers(t *testing.T) {
	s := apptest.New(t)
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	for _, name := range []string{"Adam Novak", "Zoe White"} {
		if _, err := s.SaveCustomer(t.Context(), apptest.Anna, data.NewOp("customer", name), data.Customer{Name: name}, nil); err != nil {
			t.Fatal(err)
		}
	}
	d := &fakeDesk{}
	m := NewList(shop{s.Shop}, d, "customers")
	m.Open()
	defer m.Close()
	first := func() string { r, _ := m.Rows.Get(0); return r.Name }
	for _, c := range []struct {
		sort page.Sort
		want string
	}{{page.Sort{Column: "name"}, "Adam Novak"}, {page.Sort{Column: "name", Down: true}, "Zoe White"}, {page.Sort{Column: "value", Down: true}, "Mary Okafor"}} {
		m.SortBy(c.sort)
		if first() != c.want || m.Rows.Len() != 3 {
			t.Errorf("sorted by %+v: %s of %d, want %s", c.sort, first(), m.Rows.Len(), c.want)
		}
	}
	m.Find("LS1 4AP")
	if m.Rows.Len() != 1 || first() != "Mary Okafor" {
		t.Errorf("by postcode: %d", m.Rows.Len())
	}
	if cells, _ := m.Rows.Row(0); cells[5].Text != "1" || cells[7].Text != "–" {
		t.Errorf("cells %+v", cells)
	}
	again := NewList(shop{s.Shop}, d, "customers")
	again.Restore(m.Save())
	if again.Text != "LS1 4AP" || again.Sort.Column != "value" {
		t.Errorf("came back as %q, %+v", again.Text, again.Sort)
	}
	m.Find("nobody here")
	if title, _ := m.Empty(); !strings.Contains(title, "nobody here") {
		t.Errorf("an empty search says %q", title)
	}
}

func TestCustomersByKeyboard(t *testing.T) {
	s := apptest.New(t)
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	a := test.NewTempApp(t)
	a.Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
	w := test.NewTempWindow(t, nil)
	sh := desktop.New(w, desktop.Options{Prefs: page.MapPrefs{}, Runner: page.Inline(), SetTheme: func(fyne.Theme) {}})
	if err := sh.Add(Pages(s.Shop, anna)...); err != nil {
		t.Fatal(err)
	}
	w.Resize(fyne.NewSize(1280, 800))
	keys := keyboard.New(w, sh.Input())
	sh.Start("customers")
	defer sh.Close()
	if err := sh.CheckKeys(sh.Page().Commands()); err != nil {
		t.Error(err)
	}
	keys.Press("Ctrl+F").Type("okafor").Press("Enter", "Enter")
	v, ok := sh.Page().(*customerPage)
	if !ok {
		t.Fatalf("Enter opened %s", sh.Route())
	}
	keys.Press("F7").Type("Mary").Press("Enter", "Enter").Type("1 Mill Road").Press("Ctrl+Enter")
	if len(v.m.Known.Addresses) != 2 || !v.grid().Focused() {
		t.Fatalf("addresses %+v, form %+v, the keyboard in the table %v", v.m.Known.Addresses, v.m.Form, v.grid().Focused())
	}
	keys.Press("Down", "F8")
	if v.m.Known.Addresses[0].Street1 != "1 Mill Road" {
		t.Errorf("F8 left %+v", v.m.Known.Addresses)
	}
	keys.Press("Ctrl+1")
	if !v.grid().Focused() {
		t.Error("Ctrl+1 took the keyboard away")
	}
	keys.Press("F6").Type("Mary O").Press("Ctrl+Enter")
	if v.m.Form != nil || v.m.Known.Customer.Name != "Mary O" {
		t.Errorf("the name is %q, form %+v", v.m.Known.Customer.Name, v.m.Form)
	}
	if err := sh.CheckKeys(v.Commands()); err != nil {
		t.Error(err)
	}
	if rows, _ := v.m.Rows(); len(rows) != 1 || len(v.m.Figures()) < 5 {
		t.Errorf("orders %v, figures %v", rows, v.m.Figures())
	}
}

func TestACustomerIsErasedForGood(t *testing.T) {
	s := apptest.New(t)
	m, d := openCustomer(t, s, s.Customer.ID)
	m.AskErase()
	if !m.Form.Danger {
		t.Error("the form does not warn")
	}
	fill(t, m.Form, map[string]string{"reason": ""})
	if m.Form == nil || m.Form.Field("reason").Wrong == "" {
		t.Fatalf("without a reason the form says %+v", m.Form)
	}
	fill(t, m.Form, map[string]string{"reason": "by letter"})
	if m.Form != nil || m.Known.Customer.Name != "Erased" || len(d.toasts) == 0 || d.toasts[len(d.toasts)-1].Undo != nil {
		t.Errorf("erased, the page shows %+v, form %+v", m.Known.Customer, m.Form)
	}
}
