package products

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// form is a product as it is typed: every field as text, by its name.
type form map[string]string

// fields are the form's fields in their order, with their labels and the names
// under which a product's history tells of them.
var fields = []struct {
	name, label string
	kept        []string
}{
	{"sku", "SKU", []string{"SKU"}}, {"name", "Name", []string{"Name"}}, {"kind", "Kind", []string{"Kind"}}, {"codes", "Barcodes", []string{"barcode given", "barcode dropped"}}, {"category", "Category", []string{"Category"}},
	{"price", "Price", []string{"Price"}}, {"cost", "Cost", []string{"Cost"}}, {"tax", "Tax %", []string{"TaxBp"}},
	{"weight", "Weight", []string{"WeightG"}}, {"length", "Length", []string{"LengthMm"}}, {"width", "Width", []string{"WidthMm"}}, {"height", "Height", []string{"HeightMm"}},
	{"alone", "Ships alone", []string{"ShipsAlone"}}, {"fragile", "Fragile", []string{"Fragile"}},
	{"supplier", "Supplier", []string{"Supplier"}}, {"reorder", "Reorder at", []string{"ReorderPoint"}}, {"parts", "Parts", []string{"parts set"}}, {"description", "Description", []string{"Description"}},
}

// questions are the fields as a form asks them.
func (f form) questions() []page.FormField {
	out := make([]page.FormField, len(fields))
	for i, q := range fields {
		out[i] = page.FormField{ID: q.name, Label: q.label, Value: f[q.name], Kept: q.kept}
	}
	return out
}

// typed are the answers of a form.
func typed(f *page.Form) form {
	out := make(form, len(f.Fields))
	for _, q := range f.Fields {
		out[q.ID] = q.Value
	}
	return out
}

// kinds in the order of the list, with the words people read.
var kinds = []struct{ kind, word string }{{"stocked", "Stocked"}, {"kit", "Kit, made of others"}, {"untracked", "Not tracked"}}

func kindOf(word string) string {
	for _, k := range kinds {
		if k.word == word {
			return k.kind
		}
	}
	return "stocked"
}

func wordOf(kind string) string {
	for _, k := range kinds {
		if k.kind == kind {
			return k.word
		}
	}
	return kinds[0].word
}

// formOf writes a product as it would be typed.
func formOf(c app.ProductCard) form {
	p := c.Product
	codes := make([]string, len(c.Codes))
	for i, b := range c.Codes {
		codes[i] = b.Code
		if b.Units > 1 {
			codes[i] += fmt.Sprintf(" ×%d", b.Units)
		}
	}
	parts := make([]string, len(c.Parts))
	for i, k := range c.Parts {
		parts[i] = fmt.Sprintf("%d %s", k.Qty, k.SKU)
	}
	size := func(mm data.Millimetres) string { return plain(int64(mm)) }
	return form{
		"sku": string(p.SKU), "name": p.Name, "kind": wordOf(p.Kind), "codes": strings.Join(codes, ", "), "category": p.Category,
		"price": page.FormatMoney(int64(p.Price), 2), "cost": page.FormatMoney(int64(p.Cost), 2), "tax": percent(p.TaxBp),
		"weight": plain(int64(p.WeightG)), "length": size(p.LengthMm), "width": size(p.WidthMm), "height": size(p.HeightMm),
		"alone": ticked(p.ShipsAlone), "fragile": ticked(p.Fragile),
		"supplier": p.Supplier, "reorder": plain(int64(p.ReorderPoint)), "parts": strings.Join(parts, "\n"), "description": p.Description,
	}
}

// ticked is what a box to tick stands for, as text.
func ticked(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

func plain(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// percent writes ten-thousandths as a percentage without needless zeros.
func percent(bp int64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%02d", bp/100, bp%100), "0"), ".")
}

// read turns a form into a product and its codes. What can't be read is named
// by its field.
func (f form) read(was data.Product) (p data.Product, codes []data.Barcode, bad map[string]string) {
	p, bad = was, map[string]string{}
	fail := func(field string, err error) {
		if err != nil {
			bad[field] = err.Error()
		}
	}
	number := func(field string, parse func(string) (int64, error)) int64 {
		if strings.TrimSpace(f[field]) == "" {
			return 0
		}
		n, err := parse(f[field])
		fail(field, err)
		return n
	}
	money := func(s string) (int64, error) {
		n, err := page.ParseMoney(s, 2)
		if err == nil && n < 0 {
			err = fmt.Errorf("it can't be below nothing")
		}
		return n, err
	}
	sku, err := data.ParseSKU(strings.TrimSpace(f["sku"]))
	fail("sku", message(err))
	p.SKU, p.Name, p.Category, p.Supplier, p.Description = sku, strings.TrimSpace(f["name"]), strings.TrimSpace(f["category"]), strings.TrimSpace(f["supplier"]), strings.TrimSpace(f["description"])
	if p.Name == "" {
		bad["name"] = "a product needs a name"
	}
	p.Kind = kindOf(f["kind"])
	p.Price, p.Cost = data.Money(number("price", money)), data.Money(number("cost", money))
	p.TaxBp = number("tax", func(s string) (int64, error) {
		bp, err := page.ParseMoney(strings.TrimSuffix(strings.TrimSpace(s), "%"), 2)
		if err == nil && (bp < 0 || bp > 10000) {
			err = fmt.Errorf("a tax lies between 0 and 100 %%")
		}
		return bp, err
	})
	p.ShipsAlone, p.Fragile = f["alone"] == ticked(true), f["fragile"] == ticked(true)
	p.WeightG = data.Grams(number("weight", page.ParseGrams))
	p.LengthMm, p.WidthMm, p.HeightMm = data.Millimetres(number("length", page.ParseMillimetres)), data.Millimetres(number("width", page.ParseMillimetres)), data.Millimetres(number("height", page.ParseMillimetres))
	p.ReorderPoint = data.Quantity(number("reorder", func(s string) (int64, error) { return page.ParseQuantity(s, 0, 1_000_000) }))
	codes, err = readCodes(f["codes"])
	fail("codes", err)
	return p, codes, bad
}

// message keeps what a fault says and leaves out what to do: there is no room
// for both under a field.
func message(err error) error {
	if n := page.Explain("", err, nil); n != nil {
		return fmt.Errorf("%s", n.Title)
	}
	return nil
}

// readCodes reads "5012345678900, 15012345678907 ×12".
func readCodes(text string) ([]data.Barcode, error) {
	var out []data.Barcode
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		b := data.Barcode{Code: part, Units: 1}
		for _, sign := range []string{"×", " x", "*"} {
			code, units, found := strings.Cut(part, sign)
			if !found {
				continue
			}
			n, err := page.ParseQuantity(units, 1, 100_000)
			if err != nil {
				return nil, fmt.Errorf("%q: how many units one code stands for: %w", part, err)
			}
			b = data.Barcode{Code: strings.TrimSpace(code), Units: data.Quantity(n)}
			break
		}
		if _, _, err := data.ParseBarcode(b.Code); err != nil {
			return nil, message(err)
		}
		out = append(out, b)
	}
	return out, nil
}

// part is a product of a kit as it was typed.
type part struct {
	code string
	qty  data.Quantity
}

// readParts reads "2 MUG" lines, or "2 MUG, 1 LAMP".
func readParts(text string) ([]part, error) {
	var out []part
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		words := strings.Fields(strings.NewReplacer("×", " ", "*", " ").Replace(line))
		if len(words) == 0 {
			continue
		}
		p := part{code: words[len(words)-1], qty: 1}
		if len(words) > 1 {
			n, err := page.ParseQuantity(words[0], 1, 10_000)
			if err != nil || len(words) > 2 {
				return nil, fmt.Errorf("%q: write a number and a SKU, such as 2 MUG", strings.TrimSpace(line))
			}
			p.qty = data.Quantity(n)
		}
		out = append(out, p)
	}
	return out, nil
}

// finder looks products up by what people type.
type finder interface {
	ProductOf(ctx context.Context, code string) (data.Product, data.Quantity, error)
}

// lookUp finds the products of a kit's parts.
func lookUp(ctx context.Context, shop finder, parts []part) (map[int64]data.Quantity, error) {
	out := make(map[int64]data.Quantity, len(parts))
	for _, p := range parts {
		found, units, err := shop.ProductOf(ctx, p.code)
		if err != nil {
			if data.KindOf(err) == data.KindNotFound {
				return nil, data.Invalid("parts", "no product has the code %s", p.code)
			}
			return nil, err
		}
		out[found.ID] += p.qty * max(units, 1)
	}
	return out, nil
}
