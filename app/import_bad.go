package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"packbench/app/channels"
	"packbench/data"
	"packbench/reports"
)

// BadRow is a row that did not go in, with its cells as they stand in the
// file. What looks like a card number is left out of it.
type BadRow struct {
	Line   int       `json:"line"`
	Cells  []string  `json:"cells,omitempty"`
	Errors []BadCell `json:"errors"`
}

// BadCell says which cell is wrong and what was expected.
type BadCell struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`   // from 1
	Column int    `json:"column,omitempty"` // from 1; 0 is the whole row
	Name   string `json:"name,omitempty"`   // of the column, as the header has it
	Value  string `json:"value,omitempty"`
	Want   string `json:"want"` // what was expected
	Says   string `json:"says"` // all of it in one sentence
}

// Why is what is wrong with a row, without saying where.
func (b BadRow) Why() string {
	all := make([]string, len(b.Errors))
	for i, e := range b.Errors {
		switch {
		case e.Name == "":
			all[i] = e.Want
		case e.Value == "":
			all[i] = fmt.Sprintf("%s is empty; expected %s", e.Name, e.Want)
		default:
			all[i] = fmt.Sprintf("%s %q; expected %s", e.Name, e.Value, e.Want)
		}
	}
	return strings.Join(all, "; ")
}

const (
	hiddenCard  = "(looks like a card number)"
	wrongColumn = "What is wrong"
)

func (im *importer) bad(line int, cells []string, errs []*channels.CellError) {
	im.out.BadRows++
	if len(im.out.Bad) < keepBad {
		im.out.Bad = append(im.out.Bad, im.badRow(line, cells, errs))
	}
}

func (im *importer) badRow(line int, cells []string, errs []*channels.CellError) BadRow {
	b := BadRow{Line: line, Cells: slices.Clone(cells)}
	safe := make(map[int]bool)
	for f, c := range im.reader.Mapping {
		safe[c.At] = codeFields[f]
	}
	for i, c := range b.Cells {
		if !safe[i] && data.LooksLikeCard(c) {
			b.Cells[i] = hiddenCard
		}
	}
	for _, e := range errs {
		if e.Column > 0 && !safe[e.Column-1] && data.LooksLikeCard(e.Value) {
			e.Value = hiddenCard
		}
		b.Errors = append(b.Errors, BadCell{File: e.File, Line: e.Line, Column: e.Column, Name: e.Name, Value: e.Value, Want: e.Want, Says: e.Error()})
	}
	return b
}

// badOf gives the bad row that an error means, or nil where it is no fault of
// the row.
func (im *importer) badOf(it item, err error) *BadRow {
	var cell *channels.CellError
	if errors.As(err, &cell) {
		b := im.badRow(it.line, it.cells, []*channels.CellError{cell})
		return &b
	}
	var f *data.Fault
	if !errors.As(err, &f) || f.Kind == data.KindUnavailable || f.Err != nil {
		return nil
	}
	e := &channels.CellError{File: im.out.File, Line: it.line, Want: f.Message}
	says := fmt.Sprintf("%s, line %d: %s", im.out.File, it.line, f.Message)
	if f.Hint != "" {
		e.Want += ": " + f.Hint
		says += ": " + f.Hint
	}
	b := im.badRow(it.line, it.cells, []*channels.CellError{e})
	b.Errors[0].Says = says
	return &b
}

// WriteBad writes the bad rows as a list of their own, .xlsx or .csv by the
// ending of name, with what is wrong beside each: to be mended and brought in
// again. The rows that went in are not in it.
func (i Imported) WriteBad(ctx context.Context, w io.Writer, name string) error {
	t := reports.Table{Name: "ToMend", Title: "Rows to mend"}
	twice := make(map[string]int)
	for n, h := range i.Header {
		if h == wrongColumn {
			continue
		}
		if strings.TrimSpace(h) == "" {
			h = fmt.Sprintf("Column %d", n+1)
		}
		if twice[strings.ToLower(h)]++; twice[strings.ToLower(h)] > 1 {
			h = fmt.Sprintf("%s %d", h, n+1)
		}
		t.Columns = append(t.Columns, reports.Column{Title: h, Width: 18})
	}
	t.Columns = append(t.Columns, reports.Column{Title: wrongColumn, Width: 60})
	t.Rows = func(yield func([]any) bool) error {
		for _, b := range i.Bad {
			cells := make([]any, 0, len(t.Columns))
			for n, h := range i.Header {
				if h != wrongColumn {
					c := ""
					if n < len(b.Cells) {
						c = b.Cells[n]
					}
					cells = append(cells, c)
				}
			}
			if !yield(append(cells, b.Why())) {
				return nil
			}
		}
		return nil
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".xlsx":
		return reports.WriteXLSX(ctx, w, t, reports.Options{})
	case ".csv":
		return reports.WriteCSV(ctx, w, t)
	}
	return data.Invalid("out", "%q ends neither in .xlsx nor in .csv", name)
}
