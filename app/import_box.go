package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"packbench/app/channels"
	"packbench/app/shipping"
	"packbench/data"
)

const (
	boardMm    = 3      // of a carton's wall, where a list gives inner sizes only
	usualLimit = 30_000 // g that a box carries, where a list does not say
)

func (im *importer) parseBox(row channels.Row) (channels.BoxRow, []*channels.CellError) {
	b, errs := im.reader.ParseBox(row)
	if len(errs) > 0 {
		return b, errs
	}
	errs = append(errs, im.inCurrency(row, "cost", b.Cost)...)
	for i, f := range [3]channels.Field{"inner_length", "inner_width", "inner_height"} {
		if b.Inner[i] <= 0 {
			errs = append(errs, im.cell(row, f, "a side longer than nothing"))
		}
	}
	for i, f := range [3]channels.Field{"outer_length", "outer_width", "outer_height"} {
		if b.Outer.Given() && b.Outer.Value[i] < b.Inner[i] {
			errs = append(errs, im.cell(row, f, "at least the inner side"))
		}
	}
	if b.MaxWeight.Given() && b.MaxWeight.Value <= 0 {
		errs = append(errs, im.cell(row, "max_weight", "a weight over nothing"))
	}
	return b, append(errs, im.limits(row, map[channels.Field][2]int64{"inner_length": {b.Inner[0], mostLength}, "inner_width": {b.Inner[1], mostLength}, "inner_height": {b.Inner[2], mostLength},
		"outer_length": {b.Outer.Value[0], mostLength}, "outer_width": {b.Outer.Value[1], mostLength}, "outer_height": {b.Outer.Value[2], mostLength},
		"tare": {b.Tare, mostWeight}, "max_weight": {b.MaxWeight.Value, mostWeight}, "stock": {b.Stock.Value, mostUnits}})...)
}

func (im *importer) planBox(ctx context.Context, v *data.View, row channels.Row, r channels.BoxRow) (step, error) {
	if im.boxes == nil {
		all, err := v.Boxes(ctx)
		if err != nil {
			return step{}, fmt.Errorf("read the boxes: %w", err)
		}
		im.boxes = make(map[string]data.Box, len(all))
		for _, b := range all {
			im.boxes[b.Code] = b
		}
	}
	b, known := im.boxes[r.Code]
	was := b
	if !known {
		b = data.Box{Code: r.Code, Kind: "carton", Active: true}
	}
	mm := func(l data.Millimetres) string { return fmt.Sprintf("%d mm", l) }
	var c changes
	c.text("name", &b.Name, r.Name)
	if !known || b.InLength != data.Millimetres(r.Inner[0]) || b.InWidth != data.Millimetres(r.Inner[1]) || b.InHeight != data.Millimetres(r.Inner[2]) {
		if !r.Outer.Given() {
			im.note(fmt.Sprintf("give inner sizes only: %d mm of board were added on each side", boardMm))
			r.Outer = channels.Cell[[3]int64]{State: channels.Given}
			for i := range r.Inner {
				r.Outer.Value[i] = r.Inner[i] + 2*boardMm
			}
		}
	}
	set(&c, "inner length", &b.InLength, data.Millimetres(r.Inner[0]), mm)
	set(&c, "inner width", &b.InWidth, data.Millimetres(r.Inner[1]), mm)
	set(&c, "inner height", &b.InHeight, data.Millimetres(r.Inner[2]), mm)
	if r.Outer.Given() {
		set(&c, "outer length", &b.OutLength, data.Millimetres(r.Outer.Value[0]), mm)
		set(&c, "outer width", &b.OutWidth, data.Millimetres(r.Outer.Value[1]), mm)
		set(&c, "outer height", &b.OutHeight, data.Millimetres(r.Outer.Value[2]), mm)
	}
	set(&c, "empty weight", &b.TareG, data.Grams(r.Tare), data.Grams.String)
	if !r.MaxWeight.Given() && b.MaxG == 0 {
		im.note(fmt.Sprintf("do not say how much the box carries: %s was taken", data.Grams(usualLimit)))
		r.MaxWeight = channels.Cell[int64]{Value: usualLimit, State: channels.Given}
	}
	if r.MaxWeight.Given() {
		set(&c, "carries", &b.MaxG, data.Grams(r.MaxWeight.Value), data.Grams.String)
	}
	if r.Cost.Given() {
		set(&c, "cost", &b.Cost, data.Money(r.Cost.Value.Minor), func(m data.Money) string { return m.In(im.pr.Currency) })
	}
	if r.Stock.Given() {
		set(&c, "stock", &b.Stock, data.Quantity(r.Stock.Value), func(q data.Quantity) string { return fmt.Sprint(q) })
	}
	if known && len(c.fields) == 0 {
		return step{}, nil
	}
	return step{change: ImportChange{New: !known, Title: strings.TrimSpace(b.Code + " " + b.Name), Fields: c.fields}, apply: func(ctx context.Context, tx *data.Tx) (rowUndo, error) {
		id, err := tx.PutBox(ctx, b)
		back := rowUndo{Kind: "box", ID: id, Name: b.Code, New: !known}
		if known {
			back.Box = &was
		}
		return back, err
	}}, nil
}

// rates brings a rate card in. A card with a wrong row would price parcels
// wrongly, so it goes in whole or not at all.
func (im *importer) rates(ctx context.Context, t *channels.Table) error {
	card := shipping.RateCard{Name: strings.TrimSuffix(im.out.File, filepath.Ext(im.out.File)), From: im.pr.Country, Currency: im.pr.Currency}
	if err := t.Rows(ctx, func(row channels.Row) error {
		var errs []*channels.CellError
		var r channels.RateRow
		if row.Bad != nil {
			errs = []*channels.CellError{row.Bad}
		} else if r, errs = im.reader.ParseRate(row); len(errs) == 0 {
			errs = im.inCurrency(row, "price", channels.Cell[channels.Money]{Value: r.Price, State: channels.Given})
			errs = append(errs, im.addRate(&card, row, r)...)
		}
		if errs = append(errs, im.cards(row)...); len(errs) > 0 {
			im.bad(row.Line, slices.Clone(row.Cells), errs)
		}
		return nil
	}); err != nil {
		return im.unreadable(err)
	}
	if im.out.BadRows > 0 {
		im.counts["of a rate card are wrong, so that none of it was brought in"] = im.out.BadRows
		return nil
	}
	return im.useCard(ctx, card)
}

// addRate adds one price to the card.
func (im *importer) addRate(card *shipping.RateCard, row channels.Row, r channels.RateRow) []*channels.CellError {
	at := slices.IndexFunc(card.Services, func(s shipping.Service) bool { return s.Code == r.Service })
	if at < 0 {
		s := shipping.Service{Code: r.Service, Name: r.Service, Carrier: r.Carrier.Value}
		if r.Name.Given() {
			s.Name = r.Name.Value
		}
		if s.Carrier == "" {
			s.Carrier = s.Name
		}
		card.Services = append(card.Services, s)
		at = len(card.Services) - 1
	}
	s := &card.Services[at]
	zone := shipping.Zone{Name: r.Zone.Value, Days: int(r.Days.Value)}
	if !r.Days.Given() {
		zone.Days = 3
		im.note("do not say how many days the parcel takes: 3 were taken")
	}
	for _, c := range r.Countries.Value {
		code, ok := shipping.CountryCode(c)
		if c == "*" {
			code, ok = c, true
		}
		if !ok {
			return []*channels.CellError{im.cell(row, "countries", "countries such as GB or France, or * for any other")}
		}
		zone.Countries = append(zone.Countries, code)
	}
	if len(zone.Countries) == 0 {
		zone.Countries = []string{card.From}
	}
	for _, p := range r.Postcodes.Value {
		zone.Postcodes = append(zone.Postcodes, plainPostcode(p))
	}
	if zone.Name == "" {
		zone.Name = strings.Join(append(slices.Clone(zone.Countries), zone.Postcodes...), " ")
	}
	z := slices.IndexFunc(s.Zones, func(z shipping.Zone) bool { return z.Name == zone.Name })
	if z < 0 {
		s.Zones = append(s.Zones, zone)
		z = len(s.Zones) - 1
	}
	s.Zones[z].Rates = append(s.Zones[z].Rates, shipping.Break{UpTo: r.UpTo, Price: r.Price.Minor})
	slices.SortFunc(s.Zones[z].Rates, func(a, b shipping.Break) int { return int(a.UpTo - b.UpTo) })
	return nil
}

// useCard puts a card into use, unless the one in use says the same.
func (im *importer) useCard(ctx context.Context, card shipping.RateCard) error {
	if err := card.Validate(); err != nil {
		return &data.Fault{Kind: data.KindInvalid, Field: "file", Message: fmt.Sprintf("%s: %v", im.out.File, err), Hint: "nothing was changed"}
	}
	if card.Currency != im.pr.Currency {
		return &data.Fault{Kind: data.KindInvalid, Field: "file", Message: fmt.Sprintf("%s: its prices are in %s, the shop's in %s", im.out.File, card.Currency, im.pr.Currency), Hint: "nothing was changed"}
	}
	body, err := json.Marshal(card)
	if err != nil {
		return fmt.Errorf("write the rate card: %w", err)
	}
	var old data.RateCardRow
	if err := im.shop.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		old, err = v.ActiveRateCard(ctx)
		return noRows(err)
	}); err != nil {
		return fmt.Errorf("read the rate card in use: %w", err)
	}
	prices := 0
	for _, s := range card.Services {
		for _, z := range s.Zones {
			prices += len(z.Rates)
		}
	}
	im.out.Rows = max(im.out.Rows, prices)
	if sameJSON(old.Body, string(body)) {
		im.out.Same = im.out.Rows
		return im.finish(ctx)
	}
	ch := ImportChange{Line: 1, New: old.Body == "", Title: card.Name, Fields: []FieldChange{{"rate card", old.Name, fmt.Sprintf("%s: %d services, %d prices", card.Name, len(card.Services), prices)}}}
	im.out.Changes = []ImportChange{ch}
	if im.out.New = im.out.Rows; !ch.New {
		im.out.New, im.out.Changed = 0, im.out.Rows
	}
	if im.req.DryRun {
		return nil
	}
	op := data.Op{ID: im.chunkID("card"), Kind: "import rates", Hash: im.op.Hash}
	if err := im.shop.run(ctx, KeepProducts, im.who, op, func(ctx context.Context, tx *data.Tx) error {
		tx.About("rate card", 0, "Put rate card %s into use", card.Name)
		if err := tx.UseRateCard(ctx, card.Name, string(body), false); err != nil {
			return err
		}
		now, err := tx.ActiveRateCard(ctx)
		if err != nil {
			return fmt.Errorf("read the rate card back: %w", err)
		}
		return tx.Undoable("import", importUndo{im.op.ID, []rowUndo{{Kind: "rate card", ID: now.ID, Name: card.Name, Card: old.ID}}})
	}); err != nil {
		return err
	}
	return im.finish(ctx)
}

// isJSON says whether the file is a rate card as other programs write it.
func (im *importer) isJSON() bool {
	f, err := os.Open(im.req.File)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, 64)
	n, _ := f.Read(start) // a file that can't be read is told of when it is opened as a table
	return bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(start[:n], []byte("\ufeff"))), []byte("{"))
}

// rateFile brings in a rate card that is written as JSON.
func (im *importer) rateFile(ctx context.Context) error {
	f, err := os.Open(im.req.File)
	if err != nil {
		return im.unreadable(err)
	}
	defer f.Close()
	card, err := shipping.ReadRateCard(f)
	if err != nil {
		return im.unreadable(fmt.Errorf("%s: %w", im.out.File, err))
	}
	return im.useCard(ctx, card)
}

// sameJSON says whether two texts are the same JSON.
func sameJSON(a, b string) bool {
	var x, y bytes.Buffer
	if a == "" || json.Compact(&x, []byte(a)) != nil || json.Compact(&y, []byte(b)) != nil {
		return false
	}
	return bytes.Equal(x.Bytes(), y.Bytes())
}
