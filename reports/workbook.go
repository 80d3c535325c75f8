package reports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Options of a workbook.
type Options struct {
	Chart     *Chart    // nil: none
	Generated time.Time // shown and kept as the file's date; zero leaves it out
	Shop      string    // who made it, kept in the file's properties
}

// Chart is one picture on the summary sheet: the sum of a column for each value
// of another, or the number of rows.
type Chart struct {
	Title string
	By    string // title of a Text, Date or DateTime column
	Sum   string // title of an Int or Money column; "" counts rows
}

// ErrTooManyRows is that a table is longer than a sheet can be; a .csv file
// holds it.
var ErrTooManyRows = errors.New("more rows than a workbook's sheet can hold; save it as .csv instead")

// maxSheetRows is what a sheet holds below its header (ECMA-376).
const maxSheetRows = 1<<20 - 1

const summarySheet = "Summary"

// WriteXLSX writes the table as a workbook of two sheets. Summary comes first:
// what it is, its period and filters, when it was made, how many rows, the
// totals as formulas with their values, and a chart. The other has the rows:
// one header, a named table with filters, the header kept in sight, codes as
// text, dates and numbers as such. Rows are streamed, so memory does not grow
// with them. The same table and options give the same parts, though they may be
// packed in another order. It stops when ctx ends.
func WriteXLSX(ctx context.Context, w io.Writer, t Table, opt Options) (err error) {
	if err := t.check(); err != nil {
		return err
	}
	b := &workbook{table: t, opt: opt, file: excelize.NewFile(), groups: newGroups(opt.Chart)}
	defer func() {
		if e := b.file.Close(); err == nil && e != nil {
			err = fmt.Errorf("writing %s: %w", t.Name, e)
		}
	}()
	for _, step := range []func() error{b.setUp, func() error { return b.writeRows(ctx) }, b.writeSummary} {
		if err := step(); err != nil {
			return fmt.Errorf("writing %s: %w", t.Name, err)
		}
	}
	if err := b.file.Write(w); err != nil {
		return fmt.Errorf("writing %s: %w", t.Name, err)
	}
	return nil
}

type workbook struct {
	table  Table
	opt    Options
	file   *excelize.File
	sheet  string
	styles []int // of columns
	head   int   // style of the header
	rows   int
	sums   []int64 // of columns that are added up
	groups *groups
}

// setUp makes both sheets, the styles and the file's properties.
func (b *workbook) setUp() error {
	f, t := b.file, b.table
	b.sheet = sheetName(t)
	if err := f.SetSheetName("Sheet1", summarySheet); err != nil {
		return err
	}
	if _, err := f.NewSheet(b.sheet); err != nil {
		return err
	}
	b.sums = make([]int64, len(t.Columns))
	if err := b.groups.find(t); err != nil {
		return err
	}
	var err error
	if b.head, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "center"}}); err != nil {
		return err
	}
	b.styles = make([]int, len(t.Columns))
	for i, c := range t.Columns {
		if b.styles[i], err = f.NewStyle(styleOf(c)); err != nil {
			return err
		}
	}
	props := &excelize.DocProperties{Title: t.Title, Subject: t.Period, Creator: b.opt.Shop, LastModifiedBy: b.opt.Shop}
	if !b.opt.Generated.IsZero() {
		props.Created = b.opt.Generated.UTC().Format(time.RFC3339)
		props.Modified = props.Created
	}
	if err := f.SetDocProps(props); err != nil {
		return err
	}
	// Paper: landscape, as wide as the page, the header on each page.
	landscape, one, none, fit := "landscape", 1, 0, true
	if err := f.SetPageLayout(b.sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &one, FitToHeight: &none}); err != nil {
		return err
	}
	if err := f.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + b.sheet + "'!$1:$1", Scope: b.sheet})
}

// sheetName is what stands on the tab: at most 31 letters, none that a
// workbook refuses.
func sheetName(t Table) string {
	name := ""
	for _, r := range t.Title {
		switch r {
		case ':', '\\', '/', '?', '*', '[', ']', '\'':
			r = ' '
		}
		if utf8.RuneCountInString(name) == 31 || r < ' ' || r > 0xffff {
			continue
		}
		name += string(r)
	}
	if name == "" || name == summarySheet {
		return t.Name[:min(len(t.Name), 31)]
	}
	return name
}

// styleOf gives a column the number form of its kind; text is marked as text,
// so that a code stays a code when somebody edits it.
func styleOf(c Column) *excelize.Style {
	form := ""
	switch c.Kind {
	case Text:
		form = "@"
	case Int:
		form = "#,##0"
	case Money:
		form = "#,##0"
		if n := decimalsOf(c.Currency); n > 0 {
			form += ".000"[:n+1]
		}
	case Date:
		form = "yyyy-mm-dd"
	case DateTime:
		form = "yyyy-mm-dd hh:mm:ss"
	case Percent:
		form = "0.0%"
	}
	return &excelize.Style{CustomNumFmt: &form}
}

func widthOf(c Column) float64 {
	if c.Width > 0 {
		return math.Min(c.Width, 255)
	}
	least := map[ColumnKind]float64{Text: 16, Int: 9, Money: 12, Date: 11.5, DateTime: 19, Percent: 9}[c.Kind]
	// The filter's arrow needs room beside the title.
	return math.Max(least, float64(utf8.RuneCountInString(c.header()))*1.1+4)
}

// writeRows streams the header and the rows, then makes them a table.
func (b *workbook) writeRows(ctx context.Context) error {
	t := b.table
	s, err := b.file.NewStreamWriter(b.sheet)
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		if err := s.SetColWidth(i+1, i+1, widthOf(c)); err != nil {
			return err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		cells[i] = excelize.Cell{StyleID: b.head, Value: cleanText(c.header())}
	}
	if err := s.SetRow("A1", cells); err != nil {
		return err
	}
	var failed error
	err = t.Rows(func(row []any) bool {
		if failed = ctx.Err(); failed != nil {
			return false
		}
		if b.rows++; b.rows > maxSheetRows {
			failed = ErrTooManyRows
			return false
		}
		if failed = b.convert(row, cells); failed != nil {
			return false
		}
		at, err := excelize.CoordinatesToCellName(1, b.rows+1)
		if err == nil {
			err = s.SetRow(at, cells)
		}
		failed = err
		return failed == nil
	})
	if err := errors.Join(failed, err); err != nil {
		return err
	}
	corner, err := excelize.CoordinatesToCellName(len(t.Columns), max(b.rows, 1)+1)
	if err != nil {
		return err
	}
	stripes := false
	if err := s.AddTable(&excelize.Table{Range: "A1:" + corner, Name: t.Name, StyleName: "TableStyleLight1", ShowRowStripes: &stripes}); err != nil {
		return err
	}
	return s.Flush()
}

// convert turns a row into cells, adds it to the sums and to the chart.
func (b *workbook) convert(row, cells []any) error {
	t := b.table
	if len(row) != len(cells) {
		return fmt.Errorf("%w %s, row %d: %d cells for %d columns", ErrTable, t.Name, b.rows, len(row), len(cells))
	}
	for i, v := range row {
		cells[i] = nil
		if v == nil {
			continue
		}
		value, n, ok := t.workbookCell(i, v)
		if !ok {
			return t.kindError(b.rows, i, v)
		}
		if t.Columns[i].Total {
			b.sums[i] += n
		}
		if value != nil {
			cells[i] = excelize.Cell{StyleID: b.styles[i], Value: value}
		}
	}
	b.groups.add(t, row)
	return nil
}

// workbookCell is what stands in a cell, and its integer where it has one.
func (t Table) workbookCell(col int, v any) (value any, n int64, ok bool) {
	switch c := t.Columns[col]; c.Kind {
	case Text:
		if s, ok := v.(string); ok {
			if s == "" {
				return nil, 0, true
			}
			return cleanText(s), 0, true
		}
	case Int:
		if n, ok := asInt(v); ok {
			return n, n, true
		}
	case Money:
		if n, ok := asInt(v); ok {
			return amountOf(n, c.Currency), n, true
		}
	case Date, DateTime:
		if at, ok := v.(time.Time); ok {
			if at.IsZero() {
				return nil, 0, true
			}
			return t.serial(at, c.Kind), 0, true
		}
	case Percent:
		if f, ok := v.(float64); ok && !math.IsNaN(f) && !math.IsInf(f, 0) {
			return f, 0, true
		}
	}
	return nil, 0, false
}

// amountOf is the number nearest to an amount; a spreadsheet has no exact one.
func amountOf(minor int64, currency string) float64 {
	return float64(minor) / math.Pow10(decimalsOf(currency))
}

// firstSerialDay is the first day whose number all programs agree on: before
// it, Excel counts a 29 February 1900 that never was.
var firstSerialDay = time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)

// serial is a time as the days since 30 December 1899 by the shop's clock, or
// ISO text before there are such numbers.
func (t Table) serial(at time.Time, kind ColumnKind) any {
	at = at.In(t.zone())
	y, m, d := at.Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if day.Before(firstSerialDay) || y > 9999 {
		return at.Format("2006-01-02")
	}
	days := day.Unix()/86400 + 25569
	if kind == Date {
		return days
	}
	h, min, s := at.Clock()
	return float64(days) + float64(h*3600+min*60+s)/86400
}
