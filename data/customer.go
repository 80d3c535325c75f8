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
	} else if have, err := tx.CustomerByNumber(ctx, c.Number); err == nil {
		if back, err := tx.TakenBack(ctx, "customer", have.ID); err != nil || back {
			if err != nil {
				return c, err
			}
			return tx.reviveCustomer(ctx, have, c, a)
		}
	}
	c.PhoneDigits, c.CreatedAt, c.Version = Digits(c.Phone), tx.now, 1
	id, err := tx.insertCustomer(ctx, insertCustomerParams{Number: c.Number, Name: c.Name, Company: c.Company, Email: c.Email, Phone: c.Phone, PhoneDigits: c.PhoneDigits, Note: c.Note, Priority: c.Priority, TermsDays: c.TermsDays, CreditLimit: c.CreditLimit, CreatedAt: c.CreatedAt})
	if err != nil {
		return c, fmt.Errorf("write customer %s: %w", c.Name, err)
	}
	c.ID = id
	if a != nil {
		a.CustomerID, a.IsDefault = id, true
		if a.ID, err = tx.writeAddress(ctx, *a); err != nil {
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
	was, err := tx.Customer(ctx, c.ID)
	if err != nil {
		return IfMissing(err, "there is no customer %d", c.ID)
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
	before, after := differing(was.fields(), c.fields())
	return tx.Record("customer", c.ID, "changed", before, after)
}

// fields are what people change of a customer, by their names.
func (c Customer) fields() map[string]any {
	return map[string]any{"name": c.Name, "company": c.Company, "email": c.Email, "phone": c.Phone, "note": c.Note, "goes first": c.Priority > 0, "terms": c.TermsDays, "credit limit": c.CreditLimit}
}

// differing keeps the fields that are not the same on both sides.
func differing(before, after map[string]any) (was, is map[string]any) {
	was, is = make(map[string]any), make(map[string]any)
	for k, v := range after {
		if before[k] != v {
			was[k], is[k] = before[k], v
		}
	}
	return was, is
}
