// Package channels reads what people bring: price lists, customer lists, stock
// counts, shelf lists and box lists, as they come out of a spreadsheet or
// another program. It finds out by itself how a file is written (comma,
// semicolon or tab; which letters; .xlsx), which columns it has under which of
// their many names, and says of every wrong cell where it is and what was
// expected.
//
// OpenFile (or OpenReader) gives a Table with its header; Recognise says what
// the header is a list of and which column is what; Table.Rows hands the rows
// over one by one, so that a file of any length never lies in memory whole; and
// ParseProduct, ParseCustomer and their like turn a row into plain values. A
// file's contents are data, never instructions: formulas are not computed,
// links not followed. The connectors to sales channels go here too.
package channels

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Limits on what is read.
const (
	MaxWorkbook = 32 << 20  // bytes of an .xlsx file
	MaxText     = 512 << 20 // bytes of a .csv or .tsv file
	MaxColumns  = 1000
	MaxCell     = 64 << 10 // bytes of one cell
	maxRecord   = 1 << 20  // bytes of one row
	maxRows     = 5_000_000

	// Unpacked sizes; a small file can unpack to gigabytes to choke a reader.
	unzipLimit    = 64 << 20
	unzipXMLLimit = 16 << 20
)

// Format is how a file is written.
type Format string

// The formats.
const (
	CSV  Format = "csv" // text with commas, semicolons or bars
	TSV  Format = "tsv" // text with tabs
	XLSX Format = "xlsx"
)

// Options choose what is otherwise found out.
type Options struct {
	Sheet     string // of a workbook; "" takes the first that is a known list
	Delimiter rune   // of a text file; 0 finds it
	NoQuotes  bool   // a double quote is a letter like any other
}

// Row is one row below the header. It is valid until the callback returns.
type Row struct {
	Line  int        // in the file, from 1; a row with line breaks inside counts from its first
	Cells []string   // as many as the header has, blanks around taken off
	Bad   *CellError // the row has more cells than the header, so they may stand in the wrong columns
}

// Table is an open file with its header read.
type Table struct {
	File       string // name for messages, without folders
	Format     Format
	Encoding   string // of a text file: UTF-8, UTF-16LE, UTF-16BE, Windows-1252
	Delimiter  rune   // of a text file
	Sheet      string // of a workbook
	Header     []string
	HeaderLine int

	opt    Options
	source io.ReadSeeker
	book   *workbook
	close  func() error
}

// ErrNotATable is that a file is not one that can be read as a table.
var ErrNotATable = errors.New("not a table that can be read")

// OpenFile opens a file by its path; see OpenReader.
func OpenFile(ctx context.Context, path string, opt Options) (*Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening: %w", err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: %w: it is not a file", filepath.Base(path), ErrNotATable)
	}
	var t *Table
	if err == nil {
		t, err = OpenReader(ctx, filepath.Base(path), f, opt)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	t.close = f.Close
	return t, nil
}

// OpenReader finds out how a file is written, by its contents and not by its
// name, and reads its header. Name is for messages only. The reader must stay
// open until Close.
func OpenReader(ctx context.Context, name string, r io.ReadSeeker, opt Options) (*Table, error) {
	t := &Table{File: name, opt: opt, source: r}
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, fmt.Errorf("%s: reading: %w", name, err)
	}
	start := make([]byte, 512)
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("%s: reading: %w", name, err)
	}
	n, err := io.ReadFull(r, start)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("%s: reading: %w", name, err)
	}
	start = start[:n]
	if why := foreign(start); why != "" {
		return nil, fmt.Errorf("%s: %w: %s", name, ErrNotATable, why)
	}
	if bytes.HasPrefix(start, []byte("PK\x03\x04")) {
		t.Format = XLSX
		if size > MaxWorkbook {
			return nil, tooLarge(name, size, MaxWorkbook)
		}
		err = t.openWorkbook(ctx)
	} else {
		if size > MaxText {
			return nil, tooLarge(name, size, MaxText)
		}
		err = t.openText(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return t, nil
}

func tooLarge(name string, size, limit int64) error {
	return fmt.Errorf("%s: %w: it has %d MB; at most %d MB are read", name, ErrNotATable, size>>20, limit>>20)
}

// foreign names files that people take for tables.
func foreign(start []byte) string {
	text := strings.ToLower(strings.TrimSpace(string(start)))
	switch {
	case len(bytes.TrimSpace(start)) == 0:
		return "it is empty"
	case bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "it is an old or locked Excel file; save it as .xlsx without a password, or as .csv"
	case bytes.HasPrefix(start, []byte("%PDF")):
		return "it is a PDF; export the list as .xlsx or .csv"
	case bytes.HasPrefix(start, []byte("\x89PNG")), bytes.HasPrefix(start, []byte("\xff\xd8\xff")):
		return "it is a picture"
	case bytes.HasPrefix(start, []byte("\x1f\x8b")):
		return "it is compressed; unpack it first"
	case strings.HasPrefix(text, "<!doctype"), strings.HasPrefix(text, "<html"), strings.HasPrefix(text, "<?xml"), strings.HasPrefix(text, "<table"):
		return "it is a web page or XML; export the list as .xlsx or .csv"
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["):
		return "it is JSON; export the list as .xlsx or .csv"
	}
	return ""
}

// Rows hands over each row below the header, in order. Empty rows are left
// out. It ends at the first error that fn returns, at ctx's end, or at a row
// that cannot be read, with an error that names the file, line and column. It
// may be called again and begins at the top.
func (t *Table) Rows(ctx context.Context, fn func(Row) error) error {
	n := 0
	return t.records(ctx, func(line int, cells []string) error {
		if line <= t.HeaderLine || blank(cells) {
			return nil
		}
		if n++; n > maxRows {
			return &CellError{File: t.File, Line: line, Want: fmt.Sprintf("the end of the file: at most %d rows are read", maxRows)}
		}
		row := Row{Line: line, Cells: make([]string, len(t.Header))}
		for i, c := range cells {
			c = unguard(strings.TrimSpace(c))
			if i >= len(t.Header) {
				if c != "" && row.Bad == nil {
					row.Bad = &CellError{File: t.File, Line: line, Column: i + 1, Value: c,
						Want: fmt.Sprintf("at most %d cells, as the header has", len(t.Header))}
				}
				continue
			}
			row.Cells[i] = c
		}
		return fn(row)
	})
}

// records hands over each record of the file from the top, the header too.
func (t *Table) records(ctx context.Context, fn func(line int, cells []string) error) error {
	if t.Format == XLSX {
		return t.book.rows(ctx, t.File, t.Sheet, fn)
	}
	return t.textRecords(ctx, fn)
}

// errStop ends a walk over records early.
var errStop = errors.New("stop")

// findHeader takes the first row that is not empty as the header.
func (t *Table) findHeader(ctx context.Context) error {
	err := t.records(ctx, func(line int, cells []string) error {
		if blank(cells) || line == 1 && isSepLine(cells) {
			return nil
		}
		t.HeaderLine = line
		for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		t.Header = make([]string, len(cells))
		for i, c := range cells {
			t.Header[i] = unguard(strings.Join(strings.Fields(c), " "))
		}
		return errStop
	})
	if err != nil && !errors.Is(err, errStop) {
		return err
	}
	if len(t.Header) == 0 {
		return fmt.Errorf("%s: %w: it has no header row", t.File, ErrNotATable)
	}
	return nil
}

// Close frees what the table holds. It may be called more than once.
func (t *Table) Close() error {
	var errs []error
	if t.book != nil {
		errs = append(errs, t.book.file.Close())
		t.book = nil
	}
	if t.close != nil {
		errs = append(errs, t.close())
		t.close = nil
	}
	return errors.Join(errs...)
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// unguard takes off the one quote that exports put before text which a
// spreadsheet would take for a formula (OWASP, CSV injection): '=1, '+44 20.
// Exports guard a text that already begins so by one more quote, and only one
// is taken off.
func unguard(s string) string {
	if !strings.HasPrefix(s, "'") {
		return s
	}
	rest := strings.TrimLeft(s, "'")
	if rest != "" && strings.ContainsRune("=+-@\t\r\x00", rune(rest[0])) {
		return s[1:]
	}
	return s
}
