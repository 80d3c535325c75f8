package data

import (
	"context"
	"fmt"
	"strings"
)

// productByCode finds what a scan or a typed code means: a barcode first, then
// a SKU. units is how many of the product one such code stands for.
func (v *View) productByCode(ctx context.Context, code string) (Product, Quantity, error) {
	row, err := v.ProductByBarcode(ctx, BarcodeKey(code))
	if err == nil {
		p, err := v.Product(ctx, row.ID)
		return p, row.Units, err
	}
	if KindOf(IfMissing(err, "")) != KindNotFound {
		return Product{}, 0, fmt.Errorf("look up %q: %w", clip(code, 40), err)
	}
	p, err := v.ProductBySKU(ctx, SKU(strings.TrimSpace(code)))
	if KindOf(IfMissing(err, "")) == KindNotFound {
		p, err = v.ProductBySKU(ctx, SKU(strings.ToUpper(strings.TrimSpace(code))))
	}
	if err != nil {
		return p, 0, IfMissing(err, "no product has the code %s", clip(code, 40))
	}
	return p, 1, nil
}

// ProductByCode is productByCode for screens and commands.
func (v *View) ProductByCode(ctx context.Context, code string) (Product, Quantity, error) {
	return v.productByCode(ctx, code)
}

func (p Product) check() error {
	if _, err := ParseSKU(string(p.SKU)); err != nil {
		return err
	}
	if strings.TrimSpace(p.Name) == "" {
		return Invalid("name", "product %s needs a name", p.SKU)
	}
	if p.Price < 0 || p.Cost < 0 {
		return Invalid("price", "product %s: a price can't be below nothing", p.SKU)
	}
	if p.LengthMm < 0 || p.WidthMm < 0 || p.HeightMm < 0 || p.WeightG < 0 {
		return Invalid("size", "product %s: sizes and weight can't be below nothing", p.SKU)
	}
	return noCards(map[string]string{"name": p.Name, "description": p.Description, "supplier": p.Supplier})
}

// AddProduct writes a new product.
func (tx *Tx) AddProduct(ctx context.Context, p Product) (Product, error) {
	if p.Kind == "" {
		p.Kind = "stocked"
	}
	if err := p.check(); err != nil {
		return p, err
	}
	if have, err := tx.ProductBySKU(ctx, p.SKU); err == nil {
		back, err := tx.TakenBack(ctx, "product", have.ID)
		switch {
		case err != nil:
			return p, err
		case back:
			return tx.reviveProduct(ctx, have, p)
		}
		return p, Invalid("sku", "SKU %s is already %s", p.SKU, have.Name)
	}
	id, err := tx.insertProduct(ctx, insertProductParams{SKU: p.SKU, Name: p.Name, Description: p.Description, Category: p.Category, Kind: p.Kind, Price: p.Price, Cost: p.Cost, TaxBp: p.TaxBp,
		LengthMm: p.LengthMm, WidthMm: p.WidthMm, HeightMm: p.HeightMm, WeightG: p.WeightG, ShipsAlone: p.ShipsAlone, Fragile: p.Fragile, Supplier: p.Supplier, ReorderPoint: p.ReorderPoint})
	if err != nil {
		return p, fmt.Errorf("write product %s: %w", p.SKU, err)
	}
	p.ID, p.Version = id, 1
	if err := tx.indexProduct(ctx, p); err != nil {
		return p, err
	}
	return p, tx.Record("product", id, "added", nil, p)
}

// SetProduct writes a changed product; Version is the one that was read.
func (tx *Tx) SetProduct(ctx context.Context, p Product) error {
	if err := p.check(); err != nil {
		return err
	}
	was, err := tx.Product(ctx, p.ID)
	if err != nil {
		return IfMissing(err, "there is no product %d", p.ID)
	}
	if was.Kind != p.Kind {
		s, err := tx.stockOf(ctx, p.ID)
		if err != nil {
			return err
		}
		if s.Sellable > 0 || s.Allocated > 0 {
			return Refused("product", "bring its stock to nothing first", "%s has stock, so it must stay %s", p.SKU, was.Kind)
		}
	}
	n, err := tx.updateProduct(ctx, updateProductParams{SKU: p.SKU, Name: p.Name, Description: p.Description, Category: p.Category, Kind: p.Kind, Price: p.Price, Cost: p.Cost, TaxBp: p.TaxBp,
		LengthMm: p.LengthMm, WidthMm: p.WidthMm, HeightMm: p.HeightMm, WeightG: p.WeightG, ShipsAlone: p.ShipsAlone, Fragile: p.Fragile, Supplier: p.Supplier, ReorderPoint: p.ReorderPoint, ArchivedAt: p.ArchivedAt, ID: p.ID, Version: p.Version})
	if err != nil {
		return fmt.Errorf("write product %s: %w", p.SKU, err)
	}
	if n == 0 {
		return Conflict("product %s was changed meanwhile", p.SKU)
	}
	if err := tx.indexProduct(ctx, p); err != nil {
		return err
	}
	return tx.Record("product", p.ID, "changed", was, p)
}

// GiveBarcode gives a product a code of its own, or of a case of units.
func (tx *Tx) GiveBarcode(ctx context.Context, product int64, code string, units Quantity) error {
	key, clean, err := ParseBarcode(code)
	if err != nil {
		return err
	}
	if have, err := tx.Barcode(ctx, key); err == nil && have.ProductID != product {
		p, err := tx.Product(ctx, have.ProductID)
		if err != nil {
			return fmt.Errorf("read product %d: %w", have.ProductID, err)
		}
		return Invalid("barcode", "barcode %s already belongs to %s %s", clean, p.SKU, p.Name)
	}
	if err := tx.putBarcode(ctx, key, clean, product, max(units, 1)); err != nil {
		return fmt.Errorf("write barcode %s: %w", clean, err)
	}
	p, err := tx.Product(ctx, product)
	if err != nil {
		return IfMissing(err, "there is no product %d", product)
	}
	if err := tx.indexProduct(ctx, p); err != nil {
		return err
	}
	return tx.Record("product", product, "barcode given", nil, clean)
}

// DropBarcode takes a code from a product.
func (tx *Tx) DropBarcode(ctx context.Context, product int64, code string) error {
	if err := tx.deleteBarcode(ctx, BarcodeKey(code), product); err != nil {
		return fmt.Errorf("drop barcode %s: %w", code, err)
	}
	p, err := tx.Product(ctx, product)
	if err != nil {
		return IfMissing(err, "there is no product %d", product)
	}
	if err := tx.indexProduct(ctx, p); err != nil {
		return err
	}
	return tx.Record("product", product, "barcode dropped", code, nil)
}

// SetKit says which products make a kit up.
func (tx *Tx) SetKit(ctx context.Context, kit int64, parts map[int64]Quantity) error {
	k, err := tx.Product(ctx, kit)
	if err != nil {
		return IfMissing(err, "there is no product %d", kit)
	}
	if k.Kind != "kit" {
		return Refused("domain 4.11", "make it a kit first", "%s is not a kit", k.SKU)
	}
	if err := tx.deleteKitParts(ctx, kit); err != nil {
		return fmt.Errorf("write the parts of %s: %w", k.SKU, err)
	}
	for _, id := range sortedKeys(parts) {
		p, err := tx.Product(ctx, id)
		if err != nil {
			return IfMissing(err, "there is no product %d", id)
		}
		if p.Kind != "stocked" {
			return Invalid("parts", "%s is no stocked product and can't be part of a kit", p.SKU)
		}
		if parts[id] < 1 {
			return Invalid("parts", "a kit needs at least one of %s", p.SKU)
		}
		if err := tx.insertKitPart(ctx, kit, id, parts[id]); err != nil {
			return fmt.Errorf("write the parts of %s: %w", k.SKU, err)
		}
		tx.products[id] = true
	}
	return tx.Record("product", kit, "parts set", nil, parts)
}

// ProductRow is a product as a list shows it.
type ProductRow struct {
	Product
	OnHand, Promised Quantity
	Barcode, Bin     string
}

// ProductRows reads the rows of ids, in their order.
func (v *View) ProductRows(ctx context.Context, ids []int64) ([]ProductRow, error) {
	rows := make([]ProductRow, 0, len(ids))
	for _, id := range ids {
		r, err := v.productRow(ctx, id)
		if err != nil {
			return nil, IfMissing(err, "there is no product %d", id)
		}
		rows = append(rows, ProductRow{
			Product: Product{ID: r.ID, SKU: r.SKU, Name: r.Name, Description: r.Description, Category: r.Category, Kind: r.Kind, Price: r.Price, Cost: r.Cost, TaxBp: r.TaxBp, LengthMm: r.LengthMm, WidthMm: r.WidthMm,
				HeightMm: r.HeightMm, WeightG: r.WeightG, ShipsAlone: r.ShipsAlone, Fragile: r.Fragile, Supplier: r.Supplier, ReorderPoint: r.ReorderPoint, Version: r.Version, ArchivedAt: r.ArchivedAt},
			OnHand: Quantity(r.OnHand), Promised: Quantity(r.Promised), Barcode: r.Barcode, Bin: r.Bin})
	}
	return rows, nil
}
