package data

import (
	"context"
	"fmt"
	"strings"
)

func (c Customer) check() error {
	if strings.TrimSpace(c.Name) == "" {
		return Invalid("name", "a customer needs a name")
	}
	if c.Email != "" && !strings.Contains(c.Email, "@") {
		return Invalid("email", "%q is not an e-mail address", c.Email)
	}
	return noCards(map[string]string{"name": c.Name, "company": c.Company, "note": c.Note, "email": c.Email, "phone": c.Phone})
}

// AddCustomer writes a new customer with their first address, if any.
func (tx *Tx) AddCustomer(ctx context.Context, c Customer, a *Address) (Customer, error) {
	if err := c.check(); err != nil {
		return c, err
	}
	if c.Number == "" {
		n, err := tx.Number(ctx, "customer")
		if err != nil {
			return c, err
		}
		c.Number = fmt.Sprintf("K%d", 1000+n)
	}
	c.PhoneDigits, c.CreatedAt, c.Version = Digits(c.Phone), tx.now, 1
	id, err := tx.insertCustomer(ctx, insertCustomerParams{Number: c.Number, Name: c.Name, Company: c.Company, Email: c.Email, Phone: c.Phone, PhoneDigits: c.PhoneDigits, Note: c.Note, Priority: c.Priority, TermsDays: c.TermsDays, CreditLimit: c.CreditLimit, CreatedAt: c.CreatedAt})
	if err != nil {
		return c, fmt.Errorf("write customer %s: %w", c.Name, err)
	}
	c.ID = id
	if a != nil {
		a.CustomerID, a.IsDefault = id, true
		if a.ID, err = tx.AddAddress(ctx, *a); err != nil {
			return c, err
		}
	}
	if err := tx.indexCustomer(ctx, c); err != nil {
		return c, err
	}
	return c, tx.Record("customer", id, "added", nil, nil)
}

// SetCustomer writes a changed customer; Version is the one that was read.
func (tx *Tx) SetCustomer(ctx context.Context, c Customer) error {
	if err := c.check(); err != nil {
		return err
	}
	c.PhoneDigits = Digits(c.Phone)
	n, err := tx.updateCustomer(ctx, updateCustomerParams{Name: c.Name, Company: c.Company, Email: c.Email, Phone: c.Phone, PhoneDigits: c.PhoneDigits, Note: c.Note, Priority: c.Priority, TermsDays: c.TermsDays, CreditLimit: c.CreditLimit, ArchivedAt: c.ArchivedAt, ID: c.ID, Version: c.Version})
	if err != nil {
		return fmt.Errorf("write customer %s: %w", c.Name, err)
	}
	if n == 0 {
		return Conflict("customer %s was changed meanwhile", c.Name)
	}
	tx.credit[c.ID] = true // the terms or the limit may be others now
	if err := tx.indexCustomer(ctx, c); err != nil {
		return err
	}
	return tx.Record("customer", c.ID, "changed", nil, nil)
}

// AddAddress saves an address of a customer.
func (tx *Tx) AddAddress(ctx context.Context, a Address) (int64, error) {
	if err := a.ShipTo().noCards(); err != nil {
		return 0, err
	}
	id, err := tx.insertAddress(ctx, insertAddressParams{CustomerID: a.CustomerID, Name: a.Name, Company: a.Company, Street1: a.Street1, Street2: a.Street2, City: a.City, Region: a.Region, Postcode: a.Postcode, Country: a.Country, Phone: a.Phone, IsDefault: a.IsDefault})
	if err != nil {
		return 0, fmt.Errorf("write the address: %w", err)
	}
	return id, nil
}

// SetAddress changes a saved address.
func (tx *Tx) SetAddress(ctx context.Context, a Address) error {
	if err := a.ShipTo().noCards(); err != nil {
		return err
	}
	n, err := tx.updateAddress(ctx, updateAddressParams{Name: a.Name, Company: a.Company, Street1: a.Street1, Street2: a.Street2, City: a.City, Region: a.Region, Postcode: a.Postcode, Country: a.Country, Phone: a.Phone, ID: a.ID})
	if err != nil {
		return fmt.Errorf("write the address: %w", err)
	}
	if n == 0 {
		return NotFound("there is no address %d", a.ID)
	}
	c, err := tx.Customer(ctx, a.CustomerID)
	if err != nil {
		return missing(err, "there is no customer %d", a.CustomerID)
	}
	return tx.indexCustomer(ctx, c)
}
