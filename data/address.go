package data

import (
	"context"
	"fmt"
	"strings"
)

// line is an address in one line, for the history.
func (a Address) line() string {
	var parts []string
	for _, s := range []string{a.Name, a.Street1, a.Street2, strings.TrimSpace(a.Postcode + " " + a.City), a.Region, a.Country} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// FirstAddress is the address that orders go to when nothing else is said, of
// all that a customer has; the zero Address where there is none.
func FirstAddress(saved []Address) Address {
	if len(saved) == 0 {
		return Address{}
	}
	return saved[0]
}

// AddAddress saves an address of a customer who is there already.
func (tx *Tx) AddAddress(ctx context.Context, a Address) (int64, error) {
	id, err := tx.writeAddress(ctx, a)
	if err != nil {
		return 0, err
	}
	if err := tx.Record("customer", a.CustomerID, "address added", nil, a.line()); err != nil {
		return id, err
	}
	return id, tx.findByAddresses(ctx, a.CustomerID)
}

func (tx *Tx) writeAddress(ctx context.Context, a Address) (int64, error) {
	if err := a.ShipTo().noCards(); err != nil {
		return 0, err
	}
	id, err := tx.insertAddress(ctx, insertAddressParams{CustomerID: a.CustomerID, Name: a.Name, Company: a.Company, Street1: a.Street1, Street2: a.Street2, City: a.City, Region: a.Region, Postcode: a.Postcode, Country: a.Country, Phone: a.Phone, IsDefault: a.IsDefault})
	if err != nil {
		return 0, fmt.Errorf("write the address: %w", err)
	}
	return id, nil
}

// findByAddresses lets a customer be found by their addresses as they are now.
func (tx *Tx) findByAddresses(ctx context.Context, customer int64) error {
	c, err := tx.Customer(ctx, customer)
	if err != nil {
		return IfMissing(err, "there is no customer %d", customer)
	}
	return tx.indexCustomer(ctx, c)
}

// SetAddress changes a saved address.
func (tx *Tx) SetAddress(ctx context.Context, a Address) error {
	if err := a.ShipTo().noCards(); err != nil {
		return err
	}
	was, err := tx.Address(ctx, a.ID)
	if err != nil {
		return IfMissing(err, "there is no address %d", a.ID)
	}
	a.CustomerID = was.CustomerID
	if _, err := tx.updateAddress(ctx, updateAddressParams{Name: a.Name, Company: a.Company, Street1: a.Street1, Street2: a.Street2, City: a.City, Region: a.Region, Postcode: a.Postcode, Country: a.Country, Phone: a.Phone, ID: a.ID}); err != nil {
		return fmt.Errorf("write the address: %w", err)
	}
	if before, after := was.line(), a.line(); before != after {
		if err := tx.Record("customer", a.CustomerID, "address changed", before, after); err != nil {
			return err
		}
	}
	return tx.findByAddresses(ctx, a.CustomerID)
}

// ArchiveAddress takes an address off a customer's list; orders that went there
// keep it. KeepAddress puts it back.
func (tx *Tx) ArchiveAddress(ctx context.Context, id int64) error {
	return tx.setAddressArchived(ctx, id, tx.now, "address dropped")
}

// KeepAddress puts an address that was dropped back on the list.
func (tx *Tx) KeepAddress(ctx context.Context, id int64) error {
	return tx.setAddressArchived(ctx, id, 0, "address kept after all")
}

func (tx *Tx) setAddressArchived(ctx context.Context, id int64, at Instant, what string) error {
	a, err := tx.Address(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no address %d", id)
	}
	if err := tx.archiveAddress(ctx, at, id); err != nil {
		return fmt.Errorf("write the address: %w", err)
	}
	if err := tx.Record("customer", a.CustomerID, what, nil, a.line()); err != nil {
		return err
	}
	return tx.findByAddresses(ctx, a.CustomerID)
}

// UseAddressFirst makes an address the one that orders go to when nothing else
// is said.
func (tx *Tx) UseAddressFirst(ctx context.Context, id int64) error {
	a, err := tx.Address(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no address %d", id)
	}
	if err := tx.setDefaultAddress(ctx, id, a.CustomerID); err != nil {
		return fmt.Errorf("write the address: %w", err)
	}
	if err := tx.Record("customer", a.CustomerID, "address used first", nil, a.line()); err != nil {
		return err
	}
	return tx.findByAddresses(ctx, a.CustomerID)
}
