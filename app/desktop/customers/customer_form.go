package customers

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// yesNo are the words of a form for what is so or not.
var yesNo = []string{"no", "yes"}

// addressFields are the questions about an address.
func addressFields(a data.Address) []page.FormField {
	kept := []string{"address changed", "address added", "address used first", "address dropped"}
	return []page.FormField{
		{ID: "street", Label: "Street", Value: a.Street1, Kept: kept}, {ID: "street 2", Label: "Street 2", Value: a.Street2, Kept: kept},
		{ID: "postcode", Label: "Postcode", Value: a.Postcode, Kept: kept}, {ID: "city", Label: "Town", Value: a.City, Kept: kept},
		{ID: "region", Label: "County", Value: a.Region, Kept: kept}, {ID: "country", Label: "Country", Value: a.Country, Kept: kept},
	}
}

// wholeAddressFields ask also whose address it is.
func wholeAddressFields(a data.Address) []page.FormField {
	fields := append([]page.FormField{{ID: "name", Label: "Name", Value: a.Name}, {ID: "company", Label: "Company", Value: a.Company}}, addressFields(a)...)
	fields = append(fields, page.FormField{ID: "phone", Label: "Phone", Value: a.Phone})
	for i := range fields {
		fields[i].Kept = []string{"address changed"}
	}
	return fields
}

// readAddress takes the answers to addressFields.
func readAddress(f *page.Form, a data.Address) data.Address {
	a.Street1, a.Street2, a.City, a.Region = f.Value("street"), f.Value("street 2"), f.Value("city"), f.Value("region")
	a.Postcode, a.Country = strings.ToUpper(f.Value("postcode")), strings.ToUpper(f.Value("country"))
	return a
}

// customerFields are the questions about a customer and the address that is used
// first.
func customerFields(known app.Caller, p app.Profile) []page.FormField {
	c, a := known.Customer, firstAddress(known, p)
	limit, first := "", yesNo[0]
	if c.CreditLimit > 0 {
		limit = c.CreditLimit.String()
	}
	if c.Priority > 0 {
		first = yesNo[1]
	}
	fields := []page.FormField{{ID: "name", Label: "Name", Value: c.Name}, {ID: "company", Label: "Company", Value: c.Company},
		{ID: "phone", Label: "Phone", Value: c.Phone}, {ID: "email", Label: "E-mail", Value: c.Email}}
	fields = append(fields, addressFields(a)...)
	return append(fields,
		page.FormField{ID: "terms", Label: "Terms, days", Value: number(c.TermsDays), Placeholder: "0: pays at once"},
		page.FormField{ID: "credit", Label: "Credit limit", Value: limit, Placeholder: "0.00", Kept: []string{"credit limit"}},
		page.FormField{ID: "priority", Label: "Goes first", Value: first, Choices: yesNo, Kept: []string{"goes first"}},
		page.FormField{ID: "note", Label: "Note", Value: c.Note, Placeholder: "Shown at every call"})
}

// firstAddress is the address that a form of the customer begins with.
func firstAddress(known app.Caller, p app.Profile) data.Address {
	if len(known.Addresses) == 0 {
		return data.Address{Country: p.Country}
	}
	return known.Addresses[0]
}

// Edit opens the form of the customer, with the address that is used first.
func (m *Customer) Edit() {
	began, profile := m.Known, m.profile
	f := &page.Form{Title: "Change " + began.Customer.Name, Do: "Keep customer", Fields: customerFields(began, profile)}
	if m.ID == 0 {
		f.Title, f.Do = "New customer", "Add customer"
	}
	op := data.NewOp("customer", began.Customer.ID)
	f.Submit = func() { m.submit(f, op, began) }
	if m.ID > 0 {
		again := m.newer()
		f.Changing(func(ctx context.Context) (page.Newer, error) {
			n, known, err := again(ctx)
			n.Fields, n.Begin = customerFields(known, profile), func() { began = known }
			return n, err
		})
	}
	m.Form = f
	m.OnChange()
}

// newer gives the way to read the customer as they are by now, for a form that
// began before.
func (m *Customer) newer() func(ctx context.Context) (page.Newer, app.Caller, error) {
	id, profile := m.ID, m.profile
	return func(ctx context.Context) (n page.Newer, known app.Caller, err error) {
		if known, err = m.shop.Caller(ctx, id); err != nil {
			return n, known, err
		}
		n.History, err = m.shop.CustomerHistory(ctx, id, mostHistory)
		n.Now = m.shop.Now(profile)
		if known.Customer.ArchivedAt.Set() {
			n.Gone = "This customer was erased or taken off the list" + n.By("erased", "archived")
		}
		return n, known, err
	}
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// submit reads the form and keeps the customer. began is what the form began from.
func (m *Customer) submit(f *page.Form, op data.Op, began app.Caller) {
	c, a := began.Customer, firstAddress(began, m.profile)
	c.Name, c.Company, c.Phone, c.Email, c.Note = f.Value("name"), f.Value("company"), f.Value("phone"), f.Value("email"), f.Value("note")
	if c.Name == "" {
		f.Refuse("name", "a customer needs a name")
	}
	c.TermsDays = 0
	if text := f.Value("terms"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 || n > 365 {
			f.Refuse("terms", "days from 0 to 365")
		}
		c.TermsDays = n
	}
	c.CreditLimit = 0
	if text := f.Value("credit"); text != "" {
		minor, err := page.ParseMoney(text, 2)
		switch {
		case err != nil:
			f.Refuse("credit", err.Error())
		case minor < 0:
			f.Refuse("credit", "a limit is not below nothing")
		}
		c.CreditLimit = data.Money(minor)
	}
	switch yes := f.Value("priority") == "yes"; {
	case yes && c.Priority == 0:
		c.Priority = 1
	case !yes:
		c.Priority = 0
	}
	a = readAddress(f, a)
	// An address that is the customer's own follows their name; that of somebody
	// else keeps its.
	was := began.Customer
	for _, follows := range []struct {
		to       *string
		was, now string
	}{{&a.Name, was.Name, c.Name}, {&a.Company, was.Company, c.Company}, {&a.Phone, was.Phone, c.Phone}} {
		if a.ID == 0 || *follows.to == follows.was {
			*follows.to = follows.now
		}
	}
	if a.ID == 0 {
		a.IsDefault = true
	}
	if !f.Sound() {
		return
	}
	address := &a
	if a.ID == 0 && a.Street1+a.City+a.Postcode == "" {
		address = nil // nothing is known of where they live yet
	}
	if m.ID > 0 && c == began.Customer && (address == nil || len(began.Addresses) > 0 && a == began.Addresses[0]) {
		m.CloseForm() // nothing was changed
		return
	}
	if op = op.For([]any{c, a}); m.ID > 0 {
		op = op.Began(data.FirstAddress(began.Addresses))
	}
	m.save(f, op, c, address)
}

func (m *Customer) save(f *page.Form, op data.Op, c data.Customer, a *data.Address) {
	f.Busy = true
	who, added := m.who(), c.ID == 0
	page.Do(m.run, page.Patience, func(ctx context.Context) (err error) {
		c, err = m.shop.SaveCustomer(ctx, who, op, c, a)
		return err
	}, func(err error) {
		if err != nil {
			m.refused(f, "keep the customer", err)
			return
		}
		if m.Form == f {
			m.Form = nil
		}
		toast := page.Toast{Text: f.Done(c.Name + " is kept"), State: page.Good}
		if added {
			m.ID = c.ID
			toast.Text = fmt.Sprintf("%s is customer %s", c.Name, c.Number)
		} else {
			toast.Undo = func() { m.undo(op) }
		}
		m.desk.Toast(toast)
		m.Reload()
	})
}

// refused says in a form why it was not kept; what others have changed meanwhile
// is merged into it.
func (m *Customer) refused(f *page.Form, doing string, err error) {
	if !f.Overtaken(m.run, doing, err, func() bool { return m.Form == f }, func() { m.OnChange() }) {
		f.Fail(doing, err)
	}
	m.OnChange()
}

// AddAddress opens the form of another address.
func (m *Customer) AddAddress() {
	c := m.Known.Customer
	m.EditAddress(data.Address{CustomerID: m.ID, Name: c.Name, Company: c.Company, Phone: c.Phone, Country: m.profile.Country, IsDefault: len(m.Known.Addresses) == 0})
}

// EditAddress opens the form of an address.
func (m *Customer) EditAddress(a data.Address) {
	f := &page.Form{Title: "Change the address", Do: "Keep address", Fields: wholeAddressFields(a)}
	if a.ID == 0 {
		f.Title, f.Do = "Another address", "Add address"
	} else {
		again := m.newer()
		f.Changing(func(ctx context.Context) (page.Newer, error) {
			n, known, err := again(ctx)
			if at := slices.IndexFunc(known.Addresses, func(b data.Address) bool { return b.ID == a.ID }); at >= 0 {
				now := known.Addresses[at]
				n.Fields, n.Begin = wholeAddressFields(now), func() { a = now }
			} else if n.Gone == "" {
				n.Gone = "This address was taken off the list" + n.By("address dropped")
			}
			return n, err
		})
	}
	op := data.NewOp("address", a.ID)
	f.Submit = func() {
		to := readAddress(f, a)
		to.Name, to.Company, to.Phone = f.Value("name"), f.Value("company"), f.Value("phone")
		if to.Name == "" {
			f.Refuse("name", "who is it for?")
		}
		if to.Street1 == "" {
			f.Refuse("street", "where is it?")
		}
		op := op.For(to)
		if a.ID > 0 {
			op = op.Began(a)
		}
		if f.Sound() {
			m.saveAddress(f, op, to)
		}
	}
	m.Tab, m.Form = TabAddresses, f
	m.OnChange()
}

func (m *Customer) saveAddress(f *page.Form, op data.Op, a data.Address) {
	f.Busy = true
	who := m.who()
	page.Do(m.run, page.Patience, func(ctx context.Context) (err error) {
		a, err = m.shop.SaveAddress(ctx, who, op, a)
		return err
	}, func(err error) {
		if err != nil {
			m.refused(f, "keep the address", err)
			return
		}
		if m.Form == f {
			m.Form = nil
		}
		m.desk.Toast(page.Toast{Text: f.Done(a.Street1 + " is kept"), State: page.Good, Undo: func() { m.undo(op) }})
		m.Reload()
	})
}
