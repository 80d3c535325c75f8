package app

import (
	"context"
	"io"
	"time"

	"packbench/data"
	"packbench/reports"
)

// StockThen is what lay where at a past moment, by product and place; Was of each
// is what lay there at since, for the difference of two moments (0 for the zero
// time). It is added up from the ledger, so it is right however long ago.
func (s *Shop) StockThen(ctx context.Context, since, moment time.Time) ([]data.StockThenRow, error) {
	if !since.IsZero() && since.After(moment) {
		return nil, data.Invalid("since", "the first moment must come before the second")
	}
	var rows []data.StockThenRow
	err := s.books.ReadLong(ctx, func(ctx context.Context, v *data.View) (err error) {
		rows, err = v.StockThen(ctx, data.At(since), data.At(moment))
		return err
	})
	return rows, err
}

// ExportStockThen writes StockThen as a spreadsheet, as Export does; with since,
// what changed between the two.
func (s *Shop) ExportStockThen(ctx context.Context, w io.Writer, name string, since, moment time.Time, progress func(rows int)) error {
	pr, err := s.Profile(ctx)
	if err != nil {
		return err
	}
	rows, err := s.StockThen(ctx, since, moment)
	if err != nil {
		return err
	}
	const form = "2 January 2006 15:04"
	then := moment.In(pr.Zone()).Format(form)
	num := func(title string) reports.Column {
		return reports.Column{Title: title, Kind: reports.Int, Total: true, Width: 11}
	}
	t := reports.Table{Name: "Stock", Title: "Stock on " + then, Period: then, Zone: pr.Zone(),
		Columns: []reports.Column{{Title: "SKU", Width: 14}, {Title: "Product", Width: 36}, {Title: "Place", Width: 12}, num("On hand")}}
	two := !since.IsZero()
	if two {
		first := since.In(pr.Zone()).Format(form)
		t.Title, t.Period = "Stock, changed from "+first+" to "+then, first+" to "+then
		t.Notes = []string{"Places whose stock did not change are left out."}
		t.Columns = append(t.Columns[:3], num("Was"), num("On hand"), num("Difference"))
	}
	t.Rows = func(yield func([]any) bool) error {
		n := 0
		for _, r := range rows {
			line := []any{string(r.SKU), r.Name, r.Code, r.OnHand}
			switch {
			case two && r.Was == r.OnHand, !two && r.OnHand == 0:
				continue
			case two:
				line = []any{string(r.SKU), r.Name, r.Code, r.Was, r.OnHand, r.OnHand - r.Was}
			}
			if !yield(line) {
				return nil
			}
			n++
		}
		if progress != nil {
			progress(n)
		}
		return nil
	}
	return s.writeSheet(ctx, w, name, t, nil, pr)
}
