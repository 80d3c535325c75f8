package app

import (
	"context"
	"fmt"

	"packbench/data"
)

// addressesUndo takes a change of a customer's addresses back: Was is how one
// was, Added the one that was not there, Dropped the one that was, First the one
// that was used first.
type addressesUndo struct {
	Was     *data.Address `json:"was,omitempty"`
	Added   int64         `json:"added,omitempty"`
	Dropped int64         `json:"dropped,omitempty"`
	First   int64         `json:"first,omitempty"`
}

func (u addressesUndo) take(ctx context.Context, tx *data.Tx) error {
	if u.Was != nil {
		if err := tx.SetAddress(ctx, *u.Was); err != nil {
			return err
		}
	}
	if u.Added > 0 {
		if err := tx.ArchiveAddress(ctx, u.Added); err != nil {
			return err
		}
	}
	if u.Dropped > 0 {
		if err := tx.KeepAddress(ctx, u.Dropped); err != nil {
			return err
		}
	}
	if u.First > 0 {
		return tx.UseAddressFirst(ctx, u.First)
	}
	return nil
}

// SaveAddress adds an address of a customer (ID 0) or changes one. op.Began
// names the address as the person saw it.
func (s *Shop) SaveAddress(ctx context.Context, who data.Actor, op data.Op, a data.Address) (data.Address, error) {
	return do(ctx, s, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) (data.Address, error) {
		if a.ID > 0 {
			now, err := tx.Address(ctx, a.ID)
			if err != nil {
				return a, data.IfMissing(err, "there is no address %d", a.ID)
			}
			if err := tx.Still("the address", now); err != nil {
				return a, err
			}
		}
		undo, err := saveAddress(ctx, tx, &a)
		if err != nil {
			return a, err
		}
		tx.About("customer", a.CustomerID, "Changed an address")
		return a, tx.Undoable("addresses", undo)
	})
}

// saveAddress writes an address and says how that is taken back.
func saveAddress(ctx context.Context, tx *data.Tx, a *data.Address) (addressesUndo, error) {
	if a.ID == 0 {
		id, err := tx.AddAddress(ctx, *a)
		a.ID = id
		return addressesUndo{Added: id}, err
	}
	was, err := tx.Address(ctx, a.ID)
	if err != nil {
		return addressesUndo{}, data.IfMissing(err, "there is no address %d", a.ID)
	}
	return addressesUndo{Was: &was}, tx.SetAddress(ctx, *a)
}

// DropAddress takes an address off a customer's list. Orders keep where they
// go.
func (s *Shop) DropAddress(ctx context.Context, who data.Actor, op data.Op, id int64) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		a, err := tx.Address(ctx, id)
		if err != nil {
			return data.IfMissing(err, "there is no address %d", id)
		}
		tx.About("customer", a.CustomerID, "Dropped an address")
		if err := tx.ArchiveAddress(ctx, id); err != nil {
			return err
		}
		return tx.Undoable("addresses", addressesUndo{Dropped: id})
	})
}

// UseAddressFirst makes an address the one that a customer's orders go to when
// nothing else is said.
func (s *Shop) UseAddressFirst(ctx context.Context, who data.Actor, op data.Op, id int64) error {
	return s.run(ctx, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) error {
		a, err := tx.Address(ctx, id)
		if err != nil {
			return data.IfMissing(err, "there is no address %d", id)
		}
		saved, err := tx.AddressesOf(ctx, a.CustomerID)
		if err != nil {
			return fmt.Errorf("read the addresses: %w", err)
		}
		tx.About("customer", a.CustomerID, "Changed which address is used first")
		if err := tx.UseAddressFirst(ctx, id); err != nil {
			return err
		}
		return tx.Undoable("addresses", addressesUndo{First: saved[0].ID})
	})
}

// keepAddress makes an address the one that a customer's orders go to, adding it
// where it is not saved yet, and says how that is taken back; nil where it is
// theirs already.
func keepAddress(ctx context.Context, tx *data.Tx, customer int64, to data.ShipTo) (*addressesUndo, error) {
	saved, err := tx.AddressesOf(ctx, customer)
	if err != nil {
		return nil, fmt.Errorf("read the addresses: %w", err)
	}
	var undo addressesUndo
	use := int64(0)
	for i, a := range saved {
		if a.ShipTo() == to {
			if i == 0 {
				return nil, nil
			}
			use = a.ID
		}
	}
	if use == 0 {
		if use, err = tx.AddAddress(ctx, data.Address{CustomerID: customer, Name: to.Name, Company: to.Company, Street1: to.Street1, Street2: to.Street2, City: to.City, Region: to.Region,
			Postcode: to.Postcode, Country: to.Country, Phone: to.Phone, IsDefault: len(saved) == 0}); err != nil {
			return nil, err
		}
		undo.Added = use
	}
	if len(saved) > 0 {
		undo.First = saved[0].ID
		err = tx.UseAddressFirst(ctx, use)
	}
	return &undo, err
}
