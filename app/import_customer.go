package app

import (
	"context"
	"fmt"
	"strings"

	"packbench/app/channels"
	"packbench/app/shipping"
	"packbench/data"
)

// parseCustomer reads a row of a customer list. One with neither street nor
// town is a customer without an address, as callers who collect are.
func (im *importer) parseCustomer(row channels.Row) (channels.CustomerRow, []*channels.CellError) {
	c, errs := im.reader.ParseCustomer(row)
	if len(c.Street) == 0 && c.City == "" && im.raw(row, "postcode") == "" {
		kept := errs[:0]
		for _, e := range errs {
			if e.Value != "" || e.Name != im.reader.Mapping["street1"].Name && e.Name != im.reader.Mapping["city"].Name {
				kept = append(kept, e)
			}
		}
		errs = kept
		if !c.Phone.Given() && !c.Email.Given() && !c.Number.Given() {
			errs = append(errs, im.cell(row, "street1", "an address, a phone or an e-mail"))
		}
	}
	if c.Name == "" {
		c.Name, c.Company = c.Company, ""
	}
	if c.Email.Given() && !strings.Contains(c.Email.Value, "@") {
		errs = append(errs, im.cell(row, "email", "an e-mail address such as name@example.com"))
	}
	if _, ok := shipping.CountryCode(c.Country.Value); c.Country.Given() && !ok {
		errs = append(errs, im.cell(row, "country", "a country such as GB or United Kingdom"))
	}
	errs = append(errs, im.inCurrency(row, "credit", c.Credit)...)
	return c, append(errs, im.limits(row, nil)...)
}

// customerKey is what makes two rows of a file mean the same customer.
func customerKey(c channels.CustomerRow) string {
	if c.Number.Given() {
		return c.Number.Value
	}
	return strings.ToLower(strings.Join([]string{c.Name, c.Company, strings.Join(c.Street, " "), c.City, c.Postcode.Value, data.Digits(c.Phone.Value), c.Email.Value}, "\x00"))
}

func (im *importer) planCustomer(ctx context.Context, v *data.View, row channels.Row, r channels.CustomerRow) (step, error) {
	cu, known, err := im.knownCustomer(ctx, v, row, r)
	if err != nil {
		return step{}, err
	}
	var a data.Address
	if known {
		all, err := v.AddressesOf(ctx, cu.ID)
		if err != nil {
			return step{}, fmt.Errorf("read the addresses of %s: %w", cu.Name, err)
		}
		if len(all) > 0 {
			a = all[0] // the default comes first
		}
	} else {
		cu = data.Customer{Number: r.Number.Value}
	}
	wasAddress, wasCustomer := a, cu
	var c changes
	c.words("name", &cu.Name, r.Name)
	if r.Company != "" {
		c.words("company", &cu.Company, r.Company)
	}
	c.text("e-mail", &cu.Email, r.Email)
	c.text("phone", &cu.Phone, r.Phone)
	c.text("note", &cu.Note, r.Note)
	if r.Terms.Given() {
		set(&c, "terms", &cu.TermsDays, r.Terms.Value, func(days int64) string { return number(days, "day", "days") })
	}
	if r.Credit.Given() {
		set(&c, "credit limit", &cu.CreditLimit, data.Money(r.Credit.Value.Minor), func(m data.Money) string { return m.In(im.pr.Currency) })
	}
	if r.Priority.Given() {
		set(&c, "priority", &cu.Priority, r.Priority.Value, func(n int64) string { return fmt.Sprint(n) })
	}
	own := len(c.fields)
	hasAddress := len(r.Street) > 0 || r.City != ""
	if hasAddress {
		im.address(&c, &a, r)
		if a.ID == 0 {
			a.Name, a.Company, a.Phone, a.IsDefault = cu.Name, cu.Company, cu.Phone, true
		}
	}
	if known && len(c.fields) == 0 {
		return step{}, nil
	}
	return step{change: ImportChange{New: !known, Title: strings.TrimSpace(cu.Number + " " + cu.Name), Fields: c.fields}, apply: func(ctx context.Context, tx *data.Tx) (rowUndo, error) {
		back := rowUndo{Kind: "customer", ID: cu.ID, Name: cu.Name, New: !known}
		if !known {
			first := &a
			if !hasAddress {
				first = nil
			}
			added, err := tx.AddCustomer(ctx, cu, first)
			back.ID = added.ID
			return back, err
		}
		if own > 0 {
			back.Customer = &wasCustomer
			if err := tx.SetCustomer(ctx, cu); err != nil {
				return back, err
			}
		}
		if !hasAddress || a == wasAddress {
			return back, nil
		}
		a.CustomerID = cu.ID
		undo, err := saveAddress(ctx, tx, &a)
		back.Address = &undo
		return back, err
	}}, nil
}

// address brings an address to what a row says.
func (im *importer) address(c *changes, a *data.Address, r channels.CustomerRow) {
	street := append([]string(nil), r.Street...)
	for len(street) < 2 {
		street = append(street, "")
	}
	c.words("street", &a.Street1, street[0])
	if rest := strings.Join(street[1:], ", "); rest != "" || a.ID == 0 {
		c.words("street 2", &a.Street2, rest)
	}
	c.words("town", &a.City, r.City)
	c.text("county", &a.Region, r.Region)
	c.text("postcode", &a.Postcode, r.Postcode)
	country := a.Country
	if country == "" {
		country = im.pr.Country
	}
	if code, ok := shipping.CountryCode(r.Country.Value); r.Country.Given() && ok {
		country = code
	}
	c.words("country", &a.Country, country)
}

// knownCustomer finds whom a row means: by number, or by the same name with
// nothing that speaks against it (another phone, e-mail or postcode).
func (im *importer) knownCustomer(ctx context.Context, v *data.View, row channels.Row, r channels.CustomerRow) (data.Customer, bool, error) {
	if r.Number.Given() {
		c, err := v.CustomerByNumber(ctx, r.Number.Value)
		if noRows(err) != nil {
			return c, false, fmt.Errorf("look up customer %s: %w", r.Number.Value, err)
		}
		if err == nil && c.ArchivedAt.Set() {
			if back, err := v.TakenBack(ctx, "customer", c.ID); err != nil || back {
				return data.Customer{}, false, err
			}
			return c, false, im.cell(row, "number", "a customer in use: this one is archived")
		}
		return c, err == nil, nil
	}
	all, err := v.CustomersNamed(ctx, r.Name)
	if err != nil {
		return data.Customer{}, false, fmt.Errorf("look up customer %s: %w", r.Name, err)
	}
	var fit []data.Customer
	for _, c := range all {
		if r.Phone.Given() && c.PhoneDigits != "" && c.PhoneDigits != data.Digits(r.Phone.Value) || r.Email.Given() && c.Email != "" && !strings.EqualFold(c.Email, r.Email.Value) {
			continue
		}
		if r.Postcode.Given() {
			addresses, err := v.AddressesOf(ctx, c.ID)
			if err != nil {
				return c, false, fmt.Errorf("read the addresses of %s: %w", c.Name, err)
			}
			if len(addresses) > 0 && plainPostcode(addresses[0].Postcode) != plainPostcode(r.Postcode.Value) {
				continue
			}
		}
		fit = append(fit, c)
	}
	switch len(fit) {
	case 0:
		return data.Customer{}, false, nil
	case 1:
		return fit[0], true, nil
	}
	return data.Customer{}, false, im.cell(row, "name", fmt.Sprintf("the customer's number too: %d customers of this name could be meant", len(fit)))
}

func plainPostcode(s string) string { return strings.ToUpper(strings.ReplaceAll(s, " ", "")) }
