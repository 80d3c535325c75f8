package app

import (
	"context"
	"fmt"

	"packbench/data"
)

type productUndo struct {
	Was data.Product `json:"was"`
}

type customerUndo struct {
	Was     data.Customer `json:"was"`
	Address addressesUndo `json:"address"`
}

// SaveProduct adds a product (ID 0) or changes one, with its barcodes; codes
// that it no longer has are dropped.
func (s *Shop) SaveProduct(ctx context.Context, who data.Actor, op data.Op, p data.Product, barcodes []string) (data.Product, error) {
	return do(ctx, s, KeepProducts, who, op, func(ctx context.Context, tx *data.Tx) (data.Product, error) {
		var err error
		if p.ID == 0 {
			if p, err = tx.AddProduct(ctx, p); err != nil {
				return p, err
			}
			tx.About("product", p.ID, "Added product %s", p.SKU)
		} else {
			was, err := tx.Product(ctx, p.ID)
			if err != nil {
				return p, data.IfMissing(err, "there is no product %d", p.ID)
			}
			if err := tx.SetProduct(ctx, p); err != nil {
				return p, err
			}
			tx.About("product", p.ID, "Changed product %s", p.SKU)
			if err := tx.Undoable("product", productUndo{was}); err != nil {
				return p, err
			}
		}
		if barcodes == nil {
			return p, nil
		}
		return p, setBarcodes(ctx, tx, p.ID, barcodes)
	})
}

func setBarcodes(ctx context.Context, tx *data.Tx, product int64, codes []string) error {
	have, err := tx.BarcodesOf(ctx, product)
	if err != nil {
		return fmt.Errorf("read the barcodes: %w", err)
	}
	want := make(map[string]bool, len(codes))
	for _, c := range codes {
		want[data.BarcodeKey(c)] = true
	}
	for _, b := range have {
		if !want[b.Lookup] {
			if err := tx.DropBarcode(ctx, product, b.Code); err != nil {
				return err
			}
		}
	}
	for _, c := range codes {
		if err := tx.GiveBarcode(ctx, product, c, 1); err != nil {
			return err
		}
	}
	return nil
}

// SaveCustomer adds a customer (ID 0) or changes one. a, if not nil, is their
// address: added where its ID is 0, changed otherwise. op.Began names the address
// used first as the person saw it, the zero Address where there was none.
func (s *Shop) SaveCustomer(ctx context.Context, who data.Actor, op data.Op, c data.Customer, a *data.Address) (data.Customer, error) {
	return do(ctx, s, TakeOrders, who, op, func(ctx context.Context, tx *data.Tx) (data.Customer, error) {
		if c.ID == 0 {
			added, err := tx.AddCustomer(ctx, c, a)
			tx.About("customer", added.ID, "Added customer %s", added.Name)
			return added, err
		}
		was, err := tx.Customer(ctx, c.ID)
		if err != nil {
			return c, data.IfMissing(err, "there is no customer %d", c.ID)
		}
		if err := tx.SetCustomer(ctx, c); err != nil {
			return c, err
		}
		tx.About("customer", c.ID, "Changed customer %s", c.Name)
		undo := customerUndo{Was: was}
		if a != nil {
			saved, err := tx.AddressesOf(ctx, c.ID)
			if err != nil {
				return c, fmt.Errorf("read the addresses: %w", err)
			}
			if err := tx.Still("the address of "+was.Name, data.FirstAddress(saved)); err != nil {
				return c, err
			}
			a.CustomerID = c.ID
			if undo.Address, err = saveAddress(ctx, tx, a); err != nil {
				return c, err
			}
		}
		return c, tx.Undoable("customer", undo)
	})
}

// SaveLocation adds a place or gives one another zone. op.Began names the place
// as the person saw it, the zero Location where there was none.
func (s *Shop) SaveLocation(ctx context.Context, who data.Actor, op data.Op, l data.Location) (int64, error) {
	return do(ctx, s, KeepProducts, who, op, func(ctx context.Context, tx *data.Tx) (int64, error) {
		now, err := tx.LocationByCode(ctx, l.Code)
		if err != nil && !data.Missing(err) {
			return 0, fmt.Errorf("read location %s: %w", l.Code, err)
		}
		if err := tx.Still("location "+l.Code, now); err != nil {
			return 0, err
		}
		id, err := tx.PutLocation(ctx, l)
		tx.About("location", id, "Set location %s", l.Code)
		return id, err
	})
}

// ArchiveLocation takes an empty place out of use.
func (s *Shop) ArchiveLocation(ctx context.Context, who data.Actor, op data.Op, id int64) error {
	return s.run(ctx, KeepProducts, who, op, func(ctx context.Context, tx *data.Tx) error {
		l, err := tx.Location(ctx, id)
		if err != nil {
			return data.IfMissing(err, "there is no location %d", id)
		}
		tx.About("location", id, "Archived location %s", l.Code)
		return tx.ArchiveLocation(ctx, id)
	})
}

// SaveBox adds a box of the shop's range or changes it. op.Began names the box as
// the person saw it, the zero Box where there was none.
func (s *Shop) SaveBox(ctx context.Context, who data.Actor, op data.Op, b data.Box) (int64, error) {
	return do(ctx, s, KeepProducts, who, op, func(ctx context.Context, tx *data.Tx) (int64, error) {
		now, err := tx.BoxByCode(ctx, b.Code)
		if err != nil && !data.Missing(err) {
			return 0, fmt.Errorf("read box %s: %w", b.Code, err)
		}
		if err := tx.Still("box "+b.Code, now); err != nil {
			return 0, err
		}
		id, err := tx.PutBox(ctx, b)
		tx.About("box", id, "Set box %s", b.Code)
		return id, err
	})
}

// SaveUser adds a person or gives them another role. op.Began names the role as
// it was seen, "" for somebody new.
func (s *Shop) SaveUser(ctx context.Context, who data.Actor, op data.Op, name, role string) (int64, error) {
	return do(ctx, s, ManagePeople, who, op, func(ctx context.Context, tx *data.Tx) (int64, error) {
		now, err := tx.UserByName(ctx, name)
		if err != nil && !data.Missing(err) {
			return 0, fmt.Errorf("read %s: %w", name, err)
		}
		if err := tx.Still(name, now.Role); err != nil {
			return 0, err
		}
		tx.About("user", 0, "Set user %s", name)
		return tx.PutUser(ctx, name, role)
	})
}

// ArchiveUser takes a person off the list.
func (s *Shop) ArchiveUser(ctx context.Context, who data.Actor, op data.Op, id int64) error {
	return s.run(ctx, ManagePeople, who, op, func(ctx context.Context, tx *data.Tx) error {
		tx.About("user", id, "Took a user off the list")
		return tx.ArchiveUser(ctx, id)
	})
}

// SaveDraft keeps a half-typed order; id 0 makes a new one.
func (s *Shop) SaveDraft(ctx context.Context, who data.Actor, d data.Draft) (int64, error) {
	return do(ctx, s, Anyone, who, data.NewOp("save draft", nil), func(ctx context.Context, tx *data.Tx) (int64, error) { return tx.SaveDraft(ctx, d) })
}

// DropDraft forgets a draft that is given up.
func (s *Shop) DropDraft(ctx context.Context, who data.Actor, id int64) error {
	return s.run(ctx, Anyone, who, data.NewOp("drop draft", id), func(ctx context.Context, tx *data.Tx) error { return tx.DropDraft(ctx, id) })
}

// Drafts reads the half-typed orders of a person at a desk.
func (s *Shop) Drafts(ctx context.Context, who data.Actor) ([]data.Draft, error) {
	var out []data.Draft
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		out, err = v.Drafts(ctx, who.User, who.Desk)
		return err
	})
	return out, err
}
