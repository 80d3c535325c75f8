package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"packbench/data"
	"packbench/labels"
)

// ProductList gives the ids of the products on sale in the order of a column:
// "name", "sku", "price" or "available"; low keeps those at or below their
// reorder point, by name.
func (s *Shop) ProductList(ctx context.Context, low bool, by string) ([]int64, error) {
	var ids []int64
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		switch {
		case low:
			ids, err = v.ProductIDsLow(ctx)
		case by == "sku":
			ids, err = v.ProductIDsBySKU(ctx)
		case by == "price":
			ids, err = v.ProductIDsByPrice(ctx)
		case by == "available":
			ids, err = v.ProductIDsByAvailable(ctx)
		default:
			ids, err = v.ProductIDs(ctx)
		}
		return err
	})
	return ids, err
}

// ProductRows reads rows of a product list.
func (s *Shop) ProductRows(ctx context.Context, ids []int64) ([]data.ProductRow, error) {
	var rows []data.ProductRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		rows, err = v.ProductRows(ctx, ids)
		return err
	})
	return rows, err
}

// ProductCard is a product with everything that its page shows.
type ProductCard struct {
	Product   data.Product
	Codes     []data.Barcode
	Parts     []data.KitPartsRow
	Bins      []data.BalancesOfRow
	Available data.Quantity
	Limited   bool // false: not tracked
	Promised  data.Quantity
	Incoming  data.IncomingRow
	Moves     []data.MovesOfProductRow // the newest
	History   []data.ChangesOfRow      // the newest
	Profile   Profile
	Now       time.Time // when it was read
}

// cardMost is how many moves and changes a product's page shows.
const cardMost = 300

// ProductCard reads a product by its SKU.
func (s *Shop) ProductCard(ctx context.Context, sku string) (ProductCard, error) {
	return s.productCard(ctx, func(ctx context.Context, v *data.View) (data.Product, error) {
		p, err := v.ProductBySKU(ctx, data.SKU(sku))
		return p, data.IfMissing(err, "there is no product %s", sku)
	})
}

// ProductCardOf reads a product whatever its SKU is by now.
func (s *Shop) ProductCardOf(ctx context.Context, id int64) (ProductCard, error) {
	return s.productCard(ctx, func(ctx context.Context, v *data.View) (data.Product, error) {
		p, err := v.Product(ctx, id)
		return p, data.IfMissing(err, "there is no product %d", id)
	})
}

func (s *Shop) productCard(ctx context.Context, find func(context.Context, *data.View) (data.Product, error)) (ProductCard, error) {
	var c ProductCard
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		var err error
		if c.Profile, err = profile(ctx, v); err != nil {
			return err
		}
		if c.Product, err = find(ctx, v); err != nil {
			return err
		}
		c.Now = v.Now().Time().In(c.Profile.Zone())
		id, sku := c.Product.ID, c.Product.SKU
		if c.Codes, err = v.BarcodesOf(ctx, id); err != nil {
			return fmt.Errorf("read the barcodes of %s: %w", sku, err)
		}
		if c.Parts, err = v.KitParts(ctx, id); err != nil {
			return fmt.Errorf("read the parts of %s: %w", sku, err)
		}
		if c.Bins, err = v.BalancesOf(ctx, id); err != nil {
			return fmt.Errorf("read where %s lies: %w", sku, err)
		}
		if c.Available, c.Limited, err = v.Available(ctx, c.Product); err != nil {
			return err
		}
		if c.Incoming, err = v.Incoming(ctx, id); err != nil {
			return fmt.Errorf("read what comes of %s: %w", sku, err)
		}
		if c.Moves, err = v.MovesOfProduct(ctx, id, 1<<62, cardMost); err != nil {
			return fmt.Errorf("read the moves of %s: %w", sku, err)
		}
		if c.History, err = v.ChangesOf(ctx, "product", id, cardMost); err != nil {
			return fmt.Errorf("read the changes of %s: %w", sku, err)
		}
		rows, err := v.ProductRows(ctx, []int64{id})
		if err != nil {
			return err
		}
		c.Promised = rows[0].Promised
		return nil
	})
	return c, err
}

// CardChange is a product as a person wants it: its fields, its codes (how many
// units each stands for) and, where Parts is not nil, what the kit is made of.
type CardChange struct {
	Product data.Product
	Codes   []data.Barcode
	Parts   map[int64]data.Quantity
}

// CardSeen is what of a product stood on its page beside its own fields, which
// have a version of their own.
type CardSeen struct {
	Codes map[string]data.Quantity // by the code as it is looked up: the units that it stands for
	Parts map[int64]data.Quantity
}

// Seen is the card for who begins to change it.
func (c ProductCard) Seen() CardSeen { return cardSeen(c.Codes, c.Parts) }

func cardSeen(codes []data.Barcode, parts []data.KitPartsRow) CardSeen {
	s := CardSeen{Codes: map[string]data.Quantity{}, Parts: map[int64]data.Quantity{}}
	for _, b := range codes {
		s.Codes[data.BarcodeKey(b.Code)] = max(b.Units, 1)
	}
	for _, p := range parts {
		s.Parts[p.ProductID] = p.Qty
	}
	return s
}

// stillCard refuses a change of a product whose codes or parts are others by now.
func stillCard(ctx context.Context, tx *data.Tx, p data.Product) error {
	codes, err := tx.BarcodesOf(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("read the barcodes of %s: %w", p.SKU, err)
	}
	parts, err := tx.KitParts(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("read the parts of %s: %w", p.SKU, err)
	}
	return tx.Still("product "+string(p.SKU), cardSeen(codes, parts))
}

// SaveCard adds a product (ID 0) or changes one, with its codes and its parts,
// in one write. A change of the product's own fields alone can be undone.
// op.Began names the CardSeen.
func (s *Shop) SaveCard(ctx context.Context, who data.Actor, op data.Op, c CardChange) (data.Product, error) {
	return do(ctx, s, KeepProducts, who, op, func(ctx context.Context, tx *data.Tx) (data.Product, error) {
		p := c.Product
		var was data.Product
		var err error
		if p.ID == 0 {
			if p, err = tx.AddProduct(ctx, p); err != nil {
				return p, err
			}
			tx.About("product", p.ID, "Added product %s", p.SKU)
		} else {
			if was, err = tx.Product(ctx, p.ID); err != nil {
				return p, data.IfMissing(err, "there is no product %d", p.ID)
			}
			if other, err := tx.ProductBySKU(ctx, p.SKU); err == nil && other.ID != p.ID {
				return p, data.Invalid("sku", "SKU %s is already %s", p.SKU, other.Name)
			}
			if err := tx.SetProduct(ctx, p); err != nil {
				return p, err
			}
			tx.About("product", p.ID, "Changed product %s", p.SKU)
			if err := stillCard(ctx, tx, was); err != nil {
				return p, err
			}
		}
		codesChanged, err := setCodes(ctx, tx, p.ID, c.Codes)
		if err != nil {
			return p, err
		}
		if c.Parts != nil {
			if err := setParts(ctx, tx, p.ID, c.Parts); err != nil {
				return p, err
			}
		}
		if was.ID > 0 && !codesChanged && c.Parts == nil {
			err = tx.Undoable("product", productUndo{was})
		}
		return p, err
	})
}

func setCodes(ctx context.Context, tx *data.Tx, product int64, codes []data.Barcode) (changed bool, err error) {
	have, err := tx.BarcodesOf(ctx, product)
	if err != nil {
		return false, fmt.Errorf("read the barcodes: %w", err)
	}
	same := func(a, b data.Barcode) bool {
		return data.BarcodeKey(a.Code) == data.BarcodeKey(b.Code) && max(a.Units, 1) == max(b.Units, 1)
	}
	for _, h := range have {
		if !slices.ContainsFunc(codes, func(c data.Barcode) bool { return data.BarcodeKey(c.Code) == h.Lookup }) {
			changed = true
			if err := tx.DropBarcode(ctx, product, h.Code); err != nil {
				return true, err
			}
		}
	}
	for _, c := range codes {
		if slices.ContainsFunc(have, func(h data.Barcode) bool { return same(h, c) }) {
			continue
		}
		changed = true
		if err := tx.GiveBarcode(ctx, product, c.Code, max(c.Units, 1)); err != nil {
			return true, err
		}
	}
	return changed, nil
}

// SaveKit says which products make a kit up: product ids and units.
func (s *Shop) SaveKit(ctx context.Context, who data.Actor, op data.Op, kit int64, parts map[int64]data.Quantity) error {
	return s.run(ctx, KeepProducts, who, op.For(parts), func(ctx context.Context, tx *data.Tx) error {
		p, err := tx.Product(ctx, kit)
		if err != nil {
			return data.IfMissing(err, "there is no product %d", kit)
		}
		tx.About("product", kit, "Set the parts of %s", p.SKU)
		return setParts(ctx, tx, kit, parts)
	})
}

func setParts(ctx context.Context, tx *data.Tx, kit int64, parts map[int64]data.Quantity) error {
	if len(parts) == 0 {
		return data.Invalid("parts", "a kit is made of at least one product")
	}
	return tx.SetKit(ctx, kit, parts)
}

// LabelStock is a kind of label sheet or roll to choose from.
type LabelStock struct {
	ID, Name string
	PerSheet int
}

// LabelStocks lists the label sheets and rolls that the program knows.
func LabelStocks() []LabelStock {
	var out []LabelStock
	for _, st := range labels.Stocks() {
		out = append(out, LabelStock{st.ID, st.Name, st.PerSheet()})
	}
	return out
}
