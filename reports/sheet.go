package reports

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// ColumnKind says what the cells of a column are. Every cell of a column is of
// its kind, or nil for nothing.
type ColumnKind int

// The kinds and the Go values that a row gives for them.
const (
	Text     ColumnKind = iota // string: words and all codes, SKUs, barcodes, postcodes
	Int                        // int64 or int
	Money                      // int64, minor units of the column's currency
	Date                       // time.Time; its day in Table.Zone
	DateTime                   // time.Time, to the second; its clock in Table.Zone
	Percent                    // float64, a share: 0.125 is 12.5 %
)

// Column is one column of a Table.
type Column struct {
	Title    string
	Kind     ColumnKind
	Unit     string // shown in the header: g, mm; Money shows its currency, Percent %
	Currency string // ISO 4217, of Money
	Width    float64
	Total    bool // its sum stands on the summary sheet; Int and Money only
}

// header is the column's title with its unit: no cell says what it is in.
func (c Column) header() string {
	unit := c.Unit
	switch c.Kind {
	case Money:
		unit = c.Currency
	case Percent:
		unit = "%"
	}
	if unit == "" {
		return c.Title
	}
	return c.Title + " (" + unit + ")"
}

// Table is a spreadsheet before it is written: what it is called, what it
// covers, its columns, and its rows one after the other.
type Table struct {
	Name    string   // of the table in a workbook and of the file: letters, digits, _
	Title   string   // for people: "Orders"
	Period  string   // what it covers: "2011-12-05 to 2011-12-09"
	Filters []string // what it leaves out: "Channel: web"
	Notes   []string // what a reader must know: "Refunds are negative."
	Columns []Column
	// Rows calls yield for each row, in order, until it says false. A row has a
	// value a column. The slice may be used again for the next row.
	Rows func(yield func([]any) bool) error
	// Zone is the shop's clock; nil is UTC.
	Zone *time.Location
}

// ErrTable is the kind of error of a Table that is not well made.
var ErrTable = errors.New("spreadsheet")

// FileName is the usual name of the table's file: its name and its period.
// Ending is "xlsx" or "csv".
func (t Table) FileName(ending string) string {
	name := strings.TrimSpace(t.Name + " " + t.Period)
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	return name + "." + ending
}

// check finds what a workbook program would refuse.
func (t Table) check() error {
	if !validTableName(t.Name) {
		return fmt.Errorf("%w: %q is no name of a table: letters, digits and _, and not one that reads as a cell", ErrTable, t.Name)
	}
	if len(t.Columns) == 0 || t.Rows == nil {
		return fmt.Errorf("%w %s: it has no columns or no rows", ErrTable, t.Name)
	}
	seen := map[string]bool{}
	for _, c := range t.Columns {
		h := c.header()
		key := strings.ToLower(h)
		switch {
		case c.Title == "" || seen[key]:
			return fmt.Errorf("%w %s: the column title %q is empty or used twice", ErrTable, t.Name, h)
		case c.Kind == Money && len(c.Currency) != 3:
			return fmt.Errorf("%w %s: the column %s names no currency", ErrTable, t.Name, h)
		case c.Total && c.Kind != Int && c.Kind != Money:
			return fmt.Errorf("%w %s: the column %s cannot be added up", ErrTable, t.Name, h)
		}
		seen[key] = true
	}
	return nil
}

// validTableName keeps to what Excel takes: begins with a letter, goes on with
// letters, digits and _, and cannot be read as a cell (AB12, R1C1).
func validTableName(s string) bool {
	if s == "" || len(s) > 200 {
		return false
	}
	letters, digits := 0, 0
	for i, r := range s {
		switch {
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			if digits == 0 {
				letters++
			}
		case '0' <= r && r <= '9' && i > 0:
			digits++
		case r == '_' && i > 0:
		default:
			return false
		}
	}
	readsAsCell := letters+digits == len(s) && letters <= 3 && digits > 0
	single := strings.EqualFold(s, "r") || strings.EqualFold(s, "c") ||
		len(s) > 1 && strings.ContainsAny(s[:1], "rR") && strings.ContainsAny(s[1:], "0123456789") && strings.ContainsAny(s, "cC")
	return !readsAsCell && !single
}

// kindError says that a row does not fit its columns.
func (t Table) kindError(row, col int, v any) error {
	return fmt.Errorf("%w %s, row %d, column %s: a %T does not belong there", ErrTable, t.Name, row, t.Columns[col].header(), v)
}

func (t Table) zone() *time.Location {
	if t.Zone == nil {
		return time.UTC
	}
	return t.Zone
}

// minorDigits are the decimals of currencies that have not two (ISO 4217).
var minorDigits = map[string]int{"JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "VND": 0, "BHD": 3, "KWD": 3, "OMR": 3, "JOD": 3, "TND": 3}

func decimalsOf(currency string) int {
	if n, ok := minorDigits[currency]; ok {
		return n
	}
	return 2
}

// plainAmount writes minor units with a dot.
func plainAmount(minor int64, currency string) string {
	places := decimalsOf(currency)
	sign, n := "", uint64(minor)
	if minor < 0 {
		sign, n = "-", -n
	}
	s := strconv.FormatUint(n, 10)
	if places == 0 {
		return sign + s
	}
	if len(s) <= places {
		s = strings.Repeat("0", places+1-len(s)) + s
	}
	return sign + s[:len(s)-places] + "." + s[len(s)-places:]
}

// cleanText keeps what a cell of every program can hold: no control letters,
// one kind of line end, at most 32,767 letters.
func cleanText(s string) string {
	if plain(s) {
		return s
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case r < ' ' && r != '\t' && r != '\n', r == 0x7f, r == 0xfffe, r == 0xffff:
			return -1
		}
		return r // a broken letter comes as U+FFFD
	}, s)
	if utf8.RuneCountInString(s) > maxCellLetters {
		// A letter beyond the basic plane counts twice in a workbook.
		units := 0
		for i, r := range s {
			if units++; r > 0xffff {
				units++
			}
			if units > maxCellLetters-1 {
				return s[:i] + "…"
			}
		}
	}
	return s
}

const maxCellLetters = 32_767

// plain reports that a text needs no cleaning.
func plain(s string) bool {
	if len(s) > maxCellLetters/2 {
		return false
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// guard puts a quote before text that a spreadsheet would take for a formula
// (OWASP, CSV injection), and before text that already looks guarded, so that
// taking one quote off always gives the text back.
func guard(s string) string {
	rest := strings.TrimLeft(s, "'")
	if rest != "" && strings.ContainsRune("=+-@\t\r", rune(rest[0])) {
		return "'" + s
	}
	return s
}

// WriteCSV writes the table as text: UTF-8 with byte order mark, commas, CRLF,
// ISO dates, dots in numbers, percentages as such (12.5), and text that looks
// like a formula guarded by a quote. It stops when ctx ends.
func WriteCSV(ctx context.Context, w io.Writer, t Table) error {
	if err := t.check(); err != nil {
		return err
	}
	buf := bufio.NewWriterSize(w, 64<<10)
	if _, err := buf.WriteString("\ufeff"); err != nil {
		return fmt.Errorf("writing %s: %w", t.Name, err)
	}
	out := csv.NewWriter(buf)
	out.UseCRLF = true
	cells := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		cells[i] = guard(cleanText(c.header()))
	}
	failed := out.Write(cells)
	n := 0
	err := t.Rows(func(row []any) bool {
		if failed == nil {
			failed = ctx.Err()
		}
		if n++; failed == nil && len(row) != len(cells) {
			failed = fmt.Errorf("%w %s, row %d: %d cells for %d columns", ErrTable, t.Name, n, len(row), len(cells))
		}
		for i := 0; i < len(row) && failed == nil; i++ {
			cells[i], failed = t.csvCell(n, i, row[i])
		}
		if failed == nil {
			failed = out.Write(cells)
		}
		return failed == nil
	})
	out.Flush()
	return wrapWrite(t.Name, failed, err, out.Error(), buf.Flush())
}

func wrapWrite(name string, errs ...error) error {
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

func (t Table) csvCell(row, col int, v any) (string, error) {
	if v == nil {
		return "", nil
	}
	c := t.Columns[col]
	switch c.Kind {
	case Text:
		if s, ok := v.(string); ok {
			return guard(cleanText(s)), nil
		}
	case Int:
		if n, ok := asInt(v); ok {
			return strconv.FormatInt(n, 10), nil
		}
	case Money:
		if n, ok := asInt(v); ok {
			return plainAmount(n, c.Currency), nil
		}
	case Date, DateTime:
		if at, ok := v.(time.Time); ok {
			switch {
			case at.IsZero():
				return "", nil
			case c.Kind == Date:
				return at.In(t.zone()).Format("2006-01-02"), nil
			}
			return at.In(t.zone()).Format("2006-01-02 15:04:05"), nil
		}
	case Percent:
		if f, ok := v.(float64); ok && !math.IsNaN(f) && !math.IsInf(f, 0) {
			// Ten decimals of a share are enough and hide binary noise.
			return strconv.FormatFloat(math.Round(f*1e12)/1e10, 'f', -1, 64), nil
		}
	}
	return "", t.kindError(row, col, v)
}

func asInt(v any) (int64, bool) {
	switch n := v.(type) {
	case int64:
		return n, true
	case int:
		return int64(n), true
	}
	return 0, false
}
