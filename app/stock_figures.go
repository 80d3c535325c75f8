package app

import (
	"context"
	"fmt"
	"io"
	"time"

	"packbench/data"
	"packbench/reports"
)

// StockFigures is StockThen without the names: what lay where at a moment, and at
// a later one. Names are read with StockLines for the rows that somebody looks at.
func (s *Shop) StockFigures(ctx context.Context, then, later time.Time) ([]data.StockFigure, error) {
	if then.After(later) {
		return nil, data.Invalid("later", "this is before the first moment")
	}
	var all []data.StockFigure
	err := s.books.ReadLong(ctx, func(ctx context.Context, v *data.View) (err error) {
		all, err = v.StockFigures(ctx, data.At(then), data.At(later))
		return err
	})
	return all, err
}

// StockMatch chooses among StockFigures. The zero value chooses all.
type StockMatch struct {
	on               bool
	products, places map[int64]bool
}

// Has says whether a figure is chosen.
func (m StockMatch) Has(f data.StockFigure) bool {
	return !m.on || m.products[f.ProductID] || m.places[f.LocationID]
}

// StockMatching chooses the figures of products that have a text, and of places
// that begin with it.
func (s *Shop) StockMatching(ctx context.Context, text string) (StockMatch, error) {
	if text == "" {
		return StockMatch{}, nil
	}
	m := StockMatch{on: true, products: make(map[int64]bool), places: make(map[int64]bool)}
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		products, places, err := v.StockMatches(ctx, text)
		for _, id := range products {
			m.products[id] = true
		}
		for _, id := range places {
			m.places[id] = true
		}
		return err
	})
	return m, err
}

// StockLine is a figure with its names.
type StockLine struct {
	SKU         data.SKU
	Name, Place string
	Was, Is     int64
	Cost        data.Money // of one unit, today
}

// StockLines reads the names of figures.
func (s *Shop) StockLines(ctx context.Context, figures []data.StockFigure) ([]StockLine, error) {
	lines := make([]StockLine, 0, len(figures))
	places := make(map[int64]string)
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		var p data.Product
		for _, f := range figures {
			if f.ProductID != p.ID { // they come product by product
				var err error
				if p, err = v.Product(ctx, f.ProductID); err != nil {
					return data.IfMissing(err, "there is no product %d", f.ProductID)
				}
			}
			code, known := places[f.LocationID]
			if !known {
				l, err := v.Location(ctx, f.LocationID)
				if err != nil {
					return data.IfMissing(err, "there is no place %d", f.LocationID)
				}
				code = l.Code
				places[f.LocationID] = code
			}
			lines = append(lines, StockLine{SKU: p.SKU, Name: p.Name, Place: code, Was: f.Was, Is: f.OnHand, Cost: f.Cost})
		}
		return nil
	})
	return lines, err
}

// linesAtOnce is how many names a list reads in one go.
const linesAtOnce = 500

// ExportStockFigures writes figures as a spreadsheet, .xlsx or .csv by the name's
// ending: what lay where then and later, the difference, and what it cost.
func (s *Shop) ExportStockFigures(ctx context.Context, w io.Writer, name string, then, later time.Time, figures []data.StockFigure, progress func(rows int)) error {
	pr, err := s.Profile(ctx)
	if err != nil {
		return err
	}
	const form = "2 January 2006 15:04"
	first, second := then.In(pr.Zone()).Format(form), later.In(pr.Zone()).Format(form)
	num := func(title string) reports.Column {
		return reports.Column{Title: title, Kind: reports.Int, Total: true, Width: 11}
	}
	money := func(title string, total bool) reports.Column {
		return reports.Column{Title: title, Kind: reports.Money, Currency: pr.Currency, Total: total, Width: 13}
	}
	t := reports.Table{Name: "Stock", Title: "Stock on " + first + " and on " + second, Period: first + " to " + second, Zone: pr.Zone(),
		Notes: []string{"Values are at today's cost of each product."},
		Columns: []reports.Column{{Title: "SKU", Width: 14}, {Title: "Product", Width: 36}, {Title: "Place", Width: 12}, num("Then"), num("Compared"), num("Difference"),
			money("Cost of one", false), money("Value then", true), money("Value compared", true)}}
	t.Rows = func(yield func([]any) bool) error {
		for from := 0; from < len(figures); from += linesAtOnce {
			if err := ctx.Err(); err != nil {
				return err
			}
			lines, err := s.StockLines(ctx, figures[from:min(from+linesAtOnce, len(figures))])
			if err != nil {
				return fmt.Errorf("read the names: %w", err)
			}
			for _, l := range lines {
				if !yield([]any{string(l.SKU), l.Name, l.Place, l.Was, l.Is, l.Is - l.Was, int64(l.Cost), int64(l.Cost) * l.Was, int64(l.Cost) * l.Is}) {
					return nil
				}
			}
			if progress != nil {
				progress(from + len(lines))
			}
		}
		return nil
	}
	return s.writeSheet(ctx, w, name, t, nil, pr)
}
