package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"packbench/app/channels"
	"packbench/data"
)

// Beyond these a number in a list is a slip of the keyboard, and arithmetic
// with it would not be safe.
const (
	mostMoney  = 100_000_000_00 // minor units: a hundred million
	mostUnits  = 10_000_000
	mostLength = 30_000     // mm
	mostWeight = 10_000_000 // g: ten tonnes
	mostText   = 2_000      // letters of one text
)

// limits says what of a row's numbers and texts goes too far. Fields that are
// not in the file are passed over.
func (im *importer) limits(row channels.Row, numbers map[channels.Field][2]int64) []*channels.CellError {
	var errs []*channels.CellError
	for f, c := range im.reader.Mapping {
		if n, ok := numbers[f]; ok && n[0] > n[1] {
			errs = append(errs, im.cell(row, f, fmt.Sprintf("at most %s", grouped(n[1]))))
		}
		if len([]rune(row.Cells[c.At])) > mostText {
			e := im.cell(row, f, fmt.Sprintf("at most %d letters", mostText))
			e.Value = string([]rune(e.Value)[:40]) + "…"
			errs = append(errs, e)
		}
	}
	return errs
}

// grouped writes a whole number with its thousands apart.
func grouped(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// inCurrency refuses an amount of another currency than the shop's.
func (im *importer) inCurrency(row channels.Row, f channels.Field, m channels.Cell[channels.Money]) []*channels.CellError {
	switch {
	case !m.Given():
		return nil
	case m.Value.Currency != im.pr.Currency:
		return []*channels.CellError{im.cell(row, f, "an amount in "+im.pr.Currency)}
	case m.Value.Minor > mostMoney:
		return []*channels.CellError{im.cell(row, f, "at most "+data.Money(mostMoney).In(im.pr.Currency))}
	}
	return nil
}

func (im *importer) parseProduct(row channels.Row) (channels.ProductRow, []*channels.CellError) {
	p, errs := im.reader.ParseProduct(row)
	if len(errs) > 0 {
		return p, errs
	}
	errs = append(im.inCurrency(row, "price", p.Price), im.inCurrency(row, "cost", p.Cost)...)
	errs = append(errs, im.limits(row, map[channels.Field][2]int64{
		"length": {p.Size.Value[0], mostLength}, "width": {p.Size.Value[1], mostLength}, "height": {p.Size.Value[2], mostLength},
		"size":   {max(p.Size.Value[0], p.Size.Value[1], p.Size.Value[2]), mostLength},
		"weight": {p.Weight.Value, mostWeight}, "qty": {p.Qty.Value, mostUnits}, "reorder": {p.Reorder.Value, mostUnits}})...)
	if _, err := data.ParseSKU(p.SKU); err != nil {
		errs = append(errs, im.cell(row, "sku", "at most 40 letters, digits and signs that a bar code can carry"))
	}
	if _, ok := productKinds[strings.ToLower(p.Kind.Value)]; p.Kind.Given() && !ok {
		if strings.EqualFold(im.reader.Mapping["kind"].Name, "kind") {
			errs = append(errs, im.cell(row, "kind", "stocked, kit or untracked"))
		} else {
			im.note("name a " + im.reader.Mapping["kind"].Name + " that is no kind of product here; it was not read")
		}
	}
	for _, code := range p.Barcodes.Value {
		if _, _, err := data.ParseBarcode(code); err != nil {
			errs = append(errs, im.cell(row, "barcode", "a bar code whose check digit is right: "+messageOf(err)))
		}
	}
	return p, errs
}

// productKinds are the words for the kinds of product.
var productKinds = map[string]string{"": "", "stocked": "stocked", "stock": "stocked", "simple": "stocked", "physical": "stocked", "kit": "kit", "bundle": "kit", "set": "kit",
	"untracked": "untracked", "not tracked": "untracked", "service": "untracked", "digital": "untracked"}

func messageOf(err error) string {
	var f *data.Fault
	if errors.As(err, &f) {
		return f.Message
	}
	return err.Error()
}

func (im *importer) planProduct(ctx context.Context, v *data.View, row channels.Row, r channels.ProductRow) (step, error) {
	p, err := v.ProductBySKU(ctx, data.SKU(r.SKU))
	if noRows(err) != nil {
		return step{}, fmt.Errorf("look up %s: %w", r.SKU, err)
	}
	isNew := err != nil
	if !isNew && p.ArchivedAt.Set() {
		if isNew, err = v.TakenBack(ctx, "product", p.ID); err != nil {
			return step{}, err
		}
		if !isNew {
			return step{}, im.cell(row, "sku", "a product in use: this one is archived")
		}
	}
	was := p
	if isNew {
		p = data.Product{SKU: data.SKU(r.SKU), Kind: "stocked", TaxBp: im.pr.TaxBP}
	}
	money := func(m data.Money) string { return m.In(im.pr.Currency) }
	var c changes
	c.words("name", &p.Name, r.Name)
	c.text("description", &p.Description, r.Description)
	c.text("category", &p.Category, r.Category)
	c.text("supplier", &p.Supplier, r.Supplier)
	if r.Price.Given() {
		set(&c, "price", &p.Price, data.Money(r.Price.Value.Minor), money)
	}
	if r.Cost.Given() {
		set(&c, "cost", &p.Cost, data.Money(r.Cost.Value.Minor), money)
	}
	if r.Tax.Given() {
		im.tax(&c, &p, r.Tax.Value)
	}
	if r.Size.Given() {
		mm := func(l data.Millimetres) string { return fmt.Sprintf("%d mm", l) }
		set(&c, "length", &p.LengthMm, data.Millimetres(r.Size.Value[0]), mm)
		set(&c, "width", &p.WidthMm, data.Millimetres(r.Size.Value[1]), mm)
		set(&c, "height", &p.HeightMm, data.Millimetres(r.Size.Value[2]), mm)
	}
	if r.Weight.Given() {
		set(&c, "weight", &p.WeightG, data.Grams(r.Weight.Value), data.Grams.String)
	}
	if r.ShipsAlone.Given() {
		set(&c, "ships alone", &p.ShipsAlone, r.ShipsAlone.Value, yesNo)
	}
	if r.Fragile.Given() {
		set(&c, "fragile", &p.Fragile, r.Fragile.Value, yesNo)
	}
	if r.Reorder.Given() {
		set(&c, "reorder at", &p.ReorderPoint, data.Quantity(r.Reorder.Value), func(q data.Quantity) string { return fmt.Sprint(q) })
	}
	if kind := productKinds[strings.ToLower(r.Kind.Value)]; r.Kind.Given() && kind != "" {
		if err := im.mayBe(ctx, v, row, p, kind, isNew); err != nil {
			return step{}, err
		}
		c.words("kind", &p.Kind, kind)
	}
	codes, err := im.newCodes(ctx, v, row, p, r)
	if err != nil {
		return step{}, err
	}
	for _, code := range codes {
		c.fields = append(c.fields, FieldChange{Field: "barcode", After: code})
	}
	opening, err := im.opening(ctx, v, row, r, p, isNew)
	if err != nil {
		return step{}, err
	}
	if !isNew && len(c.fields) == 0 {
		return step{}, nil
	}
	changed := !isNew && len(c.fields) > len(codes)
	return step{change: ImportChange{New: isNew, Title: r.SKU + " " + r.Name, Fields: c.fields}, apply: func(ctx context.Context, tx *data.Tx) (back rowUndo, err error) {
		back = rowUndo{Kind: "product", Name: r.SKU, Codes: codes}
		switch {
		case isNew:
			p, err = tx.AddProduct(ctx, p)
		case changed:
			back.Product = &was
			err = tx.SetProduct(ctx, p)
		}
		back.ID, back.New = p.ID, isNew
		for i := 0; i < len(codes) && err == nil; i++ {
			err = tx.GiveBarcode(ctx, p.ID, codes[i], 1)
		}
		if err == nil && opening > 0 {
			err = tx.BookIn(ctx, p.ID, opening, data.Quantity(r.Qty.Value), "opening stock")
		}
		return back, err
	}}, nil
}

// tax gives a product the tax that a row names. A class whose rate no list says
// is told of and leaves the tax as it is.
func (im *importer) tax(c *changes, p *data.Product, t channels.Tax) {
	switch t.Class {
	case channels.TaxOther:
		im.note("name a tax class whose rate the file does not say; the tax stays as it is")
		return
	case channels.TaxStandard:
		t.BP = im.pr.TaxBP
	}
	set(c, "tax", &p.TaxBp, t.BP, percent)
}

// percent writes ten-thousandths as people do: "20%", "5.5%".
func percent(bp int64) string {
	return strings.TrimSuffix(strings.TrimRight(data.Money(bp).String(), "0"), ".") + "%"
}

// mayBe asks whether a product can become another kind.
func (im *importer) mayBe(ctx context.Context, v *data.View, row channels.Row, p data.Product, kind string, isNew bool) error {
	if kind == "kit" && isNew {
		im.note("are kits: say which products make them up, until then none can be sold")
	}
	if isNew || kind == p.Kind {
		return nil
	}
	st, err := v.StockOf(ctx, p.ID)
	if noRows(err) != nil {
		return fmt.Errorf("read the stock of %s: %w", p.SKU, err)
	}
	if st.Sellable > 0 || st.Allocated > 0 {
		return im.cell(row, "kind", fmt.Sprintf("%s as long as it has stock", p.Kind))
	}
	return nil
}

// newCodes gives the bar codes of a row that the product does not have yet. An
// import never takes a code away.
func (im *importer) newCodes(ctx context.Context, v *data.View, row channels.Row, p data.Product, r channels.ProductRow) ([]string, error) {
	if !r.Barcodes.Given() {
		return nil, nil
	}
	whole := im.raw(row, "barcode")
	if b, err := v.Barcode(ctx, data.BarcodeKey(whole)); err == nil && b.ProductID == p.ID && p.ID > 0 {
		return nil, nil // one code, perhaps with blanks in it
	}
	var add []string
	for _, code := range r.Barcodes.Value {
		b, err := v.Barcode(ctx, data.BarcodeKey(code))
		if noRows(err) != nil {
			return nil, fmt.Errorf("look up barcode %s: %w", code, err)
		}
		switch {
		case err != nil:
			key := data.BarcodeKey(code)
			if owner, ok := im.codes[key]; ok && owner != r.SKU {
				return nil, im.cell(row, "barcode", fmt.Sprintf("a bar code of its own: this file gives it to %s too", owner))
			}
			im.codes[key] = r.SKU
			add = append(add, code)
		case b.ProductID != p.ID:
			other, err := v.Product(ctx, b.ProductID)
			if err != nil {
				return nil, fmt.Errorf("read product %d: %w", b.ProductID, err)
			}
			return nil, im.cell(row, "barcode", fmt.Sprintf("a bar code of its own: this one belongs to %s %s", other.SKU, other.Name))
		}
	}
	return add, nil
}

// opening gives the place of a new product's opening stock. What is on the
// shelves of a product that is known is never touched by a product list, whose
// numbers may be of last week.
func (im *importer) opening(ctx context.Context, v *data.View, row channels.Row, r channels.ProductRow, p data.Product, isNew bool) (int64, error) {
	if !r.Qty.Given() || r.Qty.Value == 0 {
		return 0, nil
	}
	if !isNew {
		im.note("say how many there are of a product that is known already; stock changes with a list of stock")
		return 0, nil
	}
	if !r.Location.Given() || p.Kind != "stocked" {
		im.note("say how many there are, but not where: bring them in with a list of stock")
		return 0, nil
	}
	l, err := im.bin(ctx, v, row, r.Location.Value)
	return l.ID, err
}
