package customers

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"packbench/app/desktop/page"
	"packbench/data"
)

// yesNo are the words of a form for what is so or not.
var yesNo = []string{"no", "yes"}

// addressFields are the questions about an address.
func addressFields(a data.Address) []page.FormField {
	return []page.FormField{
		{ID: "street", Label: "Street", Value: a.Street1}, {ID: "street 2", Label: "Street 2", Value: a.Street2},
		{ID: "postcode", Label: "Postcode", Value: a.Postcode}, {ID: "city", Label: "Town", Value: a.City},
		{ID: "region", Label: "County", Value: a.Region}, {ID: "country", Label: "Country", Value: a.Country},
	}
}

// readAddress takes the answers to addressFields.
func readAddress(f *page.Form, a data.Address) data.Address {
	a.Street1, a.Street2, a.City, a.Region = f.Value("street"), f.Value("street 2"), f.Value("city"), f.Value("region")
	a.Postcode, a.Country = strings.ToUpper(f.Value("postcode")), strings.ToUpper(f.Value("country"))
	return a
}

// Edit opens the form of the customer, with the address that is used first.
func (m *Customer) Edit() {
	c, a := m.Known.Customer, data.Address{Country: m.profile.Country}
	if len(m.Known.Addresses) > 0 {
		a = m.Known.Addresses[0]
	}
	limit, first := "", yesNo[0]
	if c.CreditLimit > 0 {
		limit = c.CreditLimit.String()
	}
	if c.Priority > 0 {
		first = yesNo[1]
	}
	title, do := "Change "+c.Name, "Keep customer"
	if m.ID == 0 {
		title, do = "New customer", "Add customer"
	}
	f := &page.Form{Title: title, Do: do}
	f.Fields = append(f.Fields,
		page.FormField{ID: "name", Label: "Name", Value: c.Name}, page.FormField{ID: "company", Label: "Company", Value: c.Company},
		page.FormField{ID: "phone", Label: "Phone", Value: c.Phone}, page.FormField{ID: "email", Label: "E-mail", Value: c.Email})
	f.Fields = append(f.Fields, addressFields(a)...)
	f.Fields = append(f.Fields,
		page.FormField{ID: "terms", Label: "Terms, days", Value: number(c.TermsDays), Placeholder: "0: pays at once"},
		page.FormField{ID: "credit", Label: "Credit limit", Value: limit, Placeholder: "0.00"},
		page.FormField{ID: "priority", Label: "Goes first", Value: first, Choices: yesNo},
		page.FormField{ID: "note", Label: "Note", Value: c.Note, Placeholder: "Shown at every call"})
	op := data.NewOp("customer", c.ID)
	f.Submit = func() { m.submit(f, op, c, a) }
	m.Form = f
	m.OnChange()
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// submit reads the form and keeps the customer.
func (m *Customer) submit(f *page.Form, op data.Op, c data.Customer, a data.Address) {
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
	was := m.Known.Customer
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
	if m.ID > 0 && c == m.Known.Customer && (address == nil || len(m.Known.Addresses) > 0 && a == m.Known.Addresses[0]) {
		m.CloseForm() // nothing was changed
		return
	}
	m.save(f, op.For([]any{c, a}), c, address)
}

func (m *Customer) save(f *page.Form, op data.Op, c data.Customer, a *data.Address) {
	f.Busy = true
	who, added := m.who(), c.ID == 0
	page.Do(m.run, page.Patience, func(ctx context.Context) (err error) {
		c, err = m.shop.SaveCustomer(ctx, who, op, c, a)
		return err
	}, func(err error) {
		if err != nil {
			f.Fail("keep the customer", err)
			m.OnChange()
			return
		}
		if m.Form == f {
			m.Form = nil
		}
		toast := page.Toast{Text: c.Name + " is kept", State: page.Good}
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

// AddAddress opens the form of another address.
func (m *Customer) AddAddress() {
	c := m.Known.Customer
	m.EditAddress(data.Address{CustomerID: m.ID, Name: c.Name, Company: c.Company, Phone: c.Phone, Country: m.profile.Country, IsDefault: len(m.Known.Addresses) == 0})
}

// EditAddress opens the form of an address.
func (m *Customer) EditAddress(a data.Address) {
	f := &page.Form{Title: "Change the address", Do: "Keep address"}
	if a.ID == 0 {
		f.Title, f.Do = "Another address", "Add address"
	}
	f.Fields = append(f.Fields, page.FormField{ID: "name", Label: "Name", Value: a.Name}, page.FormField{ID: "company", Label: "Company", Value: a.Company})
	f.Fields = append(f.Fields, addressFields(a)...)
	f.Fields = append(f.Fields, page.FormField{ID: "phone", Label: "Phone", Value: a.Phone})
	op := data.NewOp("address", a.ID)
	f.Submit = func() {
		a := readAddress(f, a)
		a.Name, a.Company, a.Phone = f.Value("name"), f.Value("company"), f.Value("phone")
		if a.Name == "" {
			f.Refuse("name", "who is it for?")
		}
		if a.Street1 == "" {
			f.Refuse("street", "where is it?")
		}
		if f.Sound() {
			m.saveAddress(f, op.For(a), a)
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
			f.Fail("keep the address", err)
			m.OnChange()
			return
		}
		if m.Form == f {
			m.Form = nil
		}
		m.desk.Toast(page.Toast{Text: a.Street1 + " is kept", State: page.Good, Undo: func() { m.undo(op) }})
		m.Reload()
	})
}
