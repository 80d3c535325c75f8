package channels

import (
	"context"
	"fmt"
	"io"
	"math/big"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// workbook is an open .xlsx file.
type workbook struct{ file *excelize.File }

// openWorkbook unpacks the file within its limits and picks the sheet.
func (t *Table) openWorkbook(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%s: reading: %w", t.File, err)
	}
	if _, err := t.source.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("%s: reading: %w", t.File, err)
	}
	f, err := excelize.OpenReader(io.LimitReader(t.source, MaxWorkbook+1), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: unzipLimit, UnzipXMLSizeLimit: unzipXMLLimit,
	})
	if err != nil {
		return fmt.Errorf("%s: %w: %w", t.File, ErrNotATable, err)
	}
	t.book = &workbook{f}
	if t.opt.Sheet != "" {
		if i, err := f.GetSheetIndex(t.opt.Sheet); err != nil || i < 0 {
			return fmt.Errorf("%s: %w: it has no sheet %q, but %s", t.File, ErrNotATable, t.opt.Sheet, strings.Join(f.GetSheetList(), ", "))
		}
		t.Sheet = t.opt.Sheet
		return t.findHeader(ctx)
	}
	return t.pickSheet(ctx)
}

// maxSheets bounds how many sheets are looked at.
const maxSheets = 50

// pickSheet takes the first sheet whose header is a known list, else the first
// that has a header and is not hidden.
func (t *Table) pickSheet(ctx context.Context) error {
	fallback := ""
	var last error
	for i, name := range t.book.file.GetSheetList() {
		if i == maxSheets {
			break
		}
		if shown, err := t.book.file.GetSheetVisible(name); err != nil || !shown {
			continue
		}
		t.Sheet, t.Header = name, nil
		if last = t.findHeader(ctx); last != nil {
			if ctx.Err() != nil {
				return last
			}
			continue
		}
		if kind, _ := Recognise(t.Header); kind != Unknown {
			return nil
		}
		if fallback == "" {
			fallback = name
		}
	}
	if fallback == "" {
		if last == nil {
			last = fmt.Errorf("%s: %w: it has no sheet", t.File, ErrNotATable)
		}
		return last
	}
	t.Sheet = fallback
	return t.findHeader(ctx)
}

// longFraction is a number with the noise of binary fractions, as sheets store
// it: 2.5499999999999998 for 2.55.
var longFraction = regexp.MustCompile(`^-?[0-9]+\.[0-9]{9,}(?:[Ee][+-]?[0-9]{1,3})?$`)

// rows walks the rows of a sheet.
func (b *workbook) rows(ctx context.Context, file, sheet string, fn func(line int, cells []string) error) (err error) {
	rows, err := b.file.Rows(sheet)
	if err != nil {
		return fmt.Errorf("%s, sheet %s: %w", file, sheet, err)
	}
	defer func() {
		if e := rows.Close(); err == nil && e != nil {
			err = fmt.Errorf("%s, sheet %s: %w", file, sheet, e)
		}
	}()
	for line := 1; rows.Next(); line++ {
		if line%64 == 0 && ctx.Err() != nil {
			return fmt.Errorf("%s: reading: %w", file, ctx.Err())
		}
		if line > maxRows {
			return &CellError{File: file, Line: line, Want: fmt.Sprintf("the end of the sheet: at most %d rows are read", maxRows)}
		}
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return fmt.Errorf("%s, sheet %s, line %d: %w", file, sheet, line, err)
		}
		if len(cells) > MaxColumns {
			return &CellError{File: file, Line: line, Column: MaxColumns + 1, Want: fmt.Sprintf("at most %d columns", MaxColumns)}
		}
		for i, c := range cells {
			if len(c) > MaxCell {
				return &CellError{File: file, Line: line, Column: i + 1, Value: clip(c), Want: fmt.Sprintf("a cell of at most %d kB", MaxCell>>10)}
			}
			if longFraction.MatchString(c) {
				cells[i] = shortFraction(c)
			}
		}
		if err := fn(line, cells); err != nil {
			return err
		}
	}
	return rows.Error()
}

// shortFraction rounds to the 15 digits that a spreadsheet shows at most.
func shortFraction(s string) string {
	f, _, err := big.ParseFloat(s, 10, 64, big.ToNearestEven)
	if err != nil {
		return s
	}
	text := f.Text('g', 15)
	if strings.ContainsAny(text, "eE") {
		text = f.Text('f', 18)
	}
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}
