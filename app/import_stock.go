package app

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"packbench/app/channels"
	"packbench/data"
)

// parseStock reads a row of a stock list. Without a location, or with several
// ("A-01-1 +2", as the shop's own list says it), the number is the sum over
// all places.
func (im *importer) parseStock(row channels.Row) (channels.StockRow, []*channels.CellError) {
	st, errs := im.reader.ParseStock(row)
	kept := errs[:0]
	for _, e := range errs {
		if e.Name != im.reader.Mapping["location"].Name || e.Value != "" {
			kept = append(kept, e)
		}
	}
	if len(kept) < len(errs) {
		q, err := channels.ParseQuantity(im.raw(row, "qty"))
		if st.Qty = q; err != nil || q < 0 {
			kept = append(kept, im.cell(row, "qty", "a whole number such as 12"))
		}
	}
	return st, append(kept, im.limits(row, map[channels.Field][2]int64{"qty": {st.Qty, mostUnits}})...)
}

var severalPlaces = regexp.MustCompile(`^(.+) \+([0-9]+)$`)

// planStock brings one place to the level that the list says.
func (im *importer) planStock(ctx context.Context, v *data.View, row channels.Row, r channels.StockRow) (step, error) {
	p, _, err := v.ProductByCode(ctx, r.SKU)
	if data.KindOf(err) == data.KindNotFound {
		return step{}, im.cell(row, "sku", "a product of this shop: bring the products in first")
	}
	if err != nil {
		return step{}, fmt.Errorf("look up %s: %w", r.SKU, err)
	}
	if p.Kind != "stocked" {
		return step{}, im.cell(row, "sku", fmt.Sprintf("a stocked product: %s is %s and holds no stock of its own", p.SKU, map[string]string{"kit": "a kit", "untracked": "not tracked"}[p.Kind]))
	}
	if r.Location == "" || severalPlaces.MatchString(r.Location) {
		return im.planTotal(ctx, v, row, r, p)
	}
	l, err := im.bin(ctx, v, row, r.Location)
	if err != nil {
		return step{}, err
	}
	b, err := v.Balance(ctx, p.ID, l.ID)
	if noRows(err) != nil {
		return step{}, fmt.Errorf("look into %s: %w", l.Code, err)
	}
	by := data.Quantity(r.Qty) - b.OnHand
	if by == 0 {
		return step{}, nil
	}
	if -by > b.OnHand-b.Picking && by < 0 {
		return step{}, im.cell(row, "qty", fmt.Sprintf("at least %d: so many are promised to pick lists at %s", b.Picking, l.Code))
	}
	if by < 0 && l.Sellable {
		st, err := v.StockOf(ctx, p.ID)
		if noRows(err) != nil {
			return step{}, fmt.Errorf("read the stock of %s: %w", p.SKU, err)
		}
		if short := st.Allocated - (st.Sellable + by); short > 0 {
			im.note("leave fewer than are promised to orders, which then wait again")
		}
	}
	show := func(q data.Quantity) string { return fmt.Sprint(q) }
	c := changes{}
	have := b.OnHand
	set(&c, "on hand at "+l.Code, &have, data.Quantity(r.Qty), show)
	fresh := err != nil || b.OnHand == 0
	return step{change: ImportChange{New: fresh, Title: fmt.Sprintf("%s %s", p.SKU, p.Name), Fields: c.fields}, apply: func(ctx context.Context, tx *data.Tx) (rowUndo, error) {
		// The moves of the write say how it is taken back.
		if fresh {
			return rowUndo{}, tx.BookIn(ctx, p.ID, l.ID, by, "brought in from "+im.out.File)
		}
		return rowUndo{}, tx.Adjust(ctx, p.ID, l.ID, by, "brought in from "+im.out.File)
	}}, nil
}

// planTotal takes a number over several places, which can be compared but not
// written.
func (im *importer) planTotal(ctx context.Context, v *data.View, row channels.Row, r channels.StockRow, p data.Product) (step, error) {
	st, err := v.StockOf(ctx, p.ID)
	if noRows(err) != nil {
		return step{}, fmt.Errorf("read the stock of %s: %w", p.SKU, err)
	}
	if st.Sellable == data.Quantity(r.Qty) {
		return step{}, nil
	}
	want := "a location"
	if g := severalPlaces.FindStringSubmatch(r.Location); g != nil {
		if more, err := strconv.Atoi(g[2]); err == nil {
			want = fmt.Sprintf("one location, with a row for each of the %d: all together hold %d", more+1, st.Sellable)
		}
	}
	return step{}, im.cell(row, "location", want)
}

// bin finds the place that a row names.
func (im *importer) bin(ctx context.Context, v *data.View, row channels.Row, code string) (data.Location, error) {
	code = strings.TrimSpace(code)
	l, err := v.LocationByCode(ctx, code)
	if err != nil {
		if upper := strings.ToUpper(code); upper != code && noRows(err) == nil {
			l, err = v.LocationByCode(ctx, upper)
		}
	}
	if noRows(err) != nil {
		return l, fmt.Errorf("look up location %s: %w", code, err)
	}
	if err != nil {
		return l, im.cell(row, "location", "a location of this shop: bring the locations in first")
	}
	if l.ArchivedAt.Set() || l.Kind == "outside" || l.Kind == "customer" || l.Kind == "loss" {
		return l, im.cell(row, "location", "a location where goods can lie")
	}
	return l, nil
}

// planLocation adds a place, or gives one another zone.
func (im *importer) planLocation(ctx context.Context, v *data.View, row channels.Row, r channels.LocationRow) (step, error) {
	if len(r.Code) > 32 || strings.IndexFunc(r.Code, func(c rune) bool { return c < 33 || c > 126 }) >= 0 {
		return step{}, im.cell(row, "code", "at most 32 letters, digits and signs, without blanks")
	}
	l, err := v.LocationByCode(ctx, r.Code)
	if noRows(err) != nil {
		return step{}, fmt.Errorf("look up location %s: %w", r.Code, err)
	}
	isNew := err != nil
	if !isNew && l.ArchivedAt.Set() {
		if isNew, err = v.TakenBack(ctx, "location", l.ID); err != nil {
			return step{}, err
		}
		if !isNew {
			return step{}, im.cell(row, "code", "a location in use: this one is archived")
		}
	}
	was := l
	kind, ok := placeKinds[strings.ToLower(r.Kind.Value)]
	if r.Kind.Given() && !ok {
		return step{}, im.cell(row, "kind", "bin, receiving, staging, packing or quarantine")
	}
	if isNew {
		l = data.Location{Code: r.Code, Kind: "bin", Sellable: true, Pickable: true}
		if r.Kind.Given() && kind != "bin" {
			l.Kind, l.Sellable, l.Pickable = kind, false, false
		}
		l.Sellable, l.Pickable = orGiven(r.Sellable, l.Sellable), orGiven(r.Pickable, l.Pickable)
	} else if r.Kind.Given() && kind != l.Kind || orGiven(r.Sellable, l.Sellable) != l.Sellable || orGiven(r.Pickable, l.Pickable) != l.Pickable {
		return step{}, im.cell(row, "code", fmt.Sprintf("a new location: %s is there already as %s, and only its zone can change", l.Code, l.Kind))
	}
	var c changes
	c.text("zone", &l.Zone, r.Zone)
	if !isNew && len(c.fields) == 0 {
		return step{}, nil
	}
	return step{change: ImportChange{New: isNew, Title: l.Code, Fields: c.fields}, apply: func(ctx context.Context, tx *data.Tx) (rowUndo, error) {
		id, err := tx.PutLocation(ctx, l)
		back := rowUndo{Kind: "location", ID: id, Name: l.Code, New: isNew}
		if !isNew {
			back.Location = &was
		}
		return back, err
	}}, nil
}

var placeKinds = map[string]string{"": "bin", "bin": "bin", "shelf": "bin", "pick": "bin", "pick face": "bin", "rack": "bin", "receiving": "receiving", "goods in": "receiving",
	"staging": "staging", "packing": "packing", "bench": "packing", "quarantine": "quarantine", "hold": "quarantine"}

func orGiven(c channels.Cell[bool], otherwise bool) bool {
	if c.Given() {
		return c.Value
	}
	return otherwise
}
