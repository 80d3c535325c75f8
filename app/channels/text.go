package channels

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Encodings by their names in Table.Encoding.
const (
	utf8Name    = "UTF-8"
	utf16LEName = "UTF-16LE"
	utf16BEName = "UTF-16BE"
	windowsName = "Windows-1252"
)

// openText finds the encoding and the delimiter and reads the header.
func (t *Table) openText(ctx context.Context) error {
	if err := t.findEncoding(ctx); err != nil {
		return err
	}
	t.Delimiter = t.opt.Delimiter
	if t.Delimiter == 0 {
		if err := t.findDelimiter(); err != nil {
			return err
		}
	}
	t.Format = CSV
	if t.Delimiter == '\t' {
		t.Format = TSV
	}
	return t.findHeader(ctx)
}

// findEncoding looks at the byte order mark, else at zero bytes (UTF-16), else
// at every byte of the file: what is not UTF-8 throughout is Windows-1252,
// which is what older programs in the West write.
func (t *Table) findEncoding(ctx context.Context) error {
	if _, err := t.source.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("%s: reading: %w", t.File, err)
	}
	r := bufio.NewReaderSize(t.source, 64<<10)
	start, err := r.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: reading: %w", t.File, err)
	}
	switch {
	case bytes.HasPrefix(start, []byte("\xff\xfe")):
		t.Encoding = utf16LEName
		return nil
	case bytes.HasPrefix(start, []byte("\xfe\xff")):
		t.Encoding = utf16BEName
		return nil
	}
	var zeros [2]int
	for i, b := range start {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch half := len(start) / 2; {
	case zeros[1] > half*6/10 && zeros[0] < half/10:
		t.Encoding = utf16LEName
		return nil
	case zeros[0] > half*6/10 && zeros[1] < half/10:
		t.Encoding = utf16BEName
		return nil
	case zeros[0]+zeros[1] > 0:
		return fmt.Errorf("%s: %w: it is not text", t.File, ErrNotATable)
	}
	t.Encoding = utf8Name
	buf := make([]byte, 64<<10)
	keep := 0
	for {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("%s: reading: %w", t.File, err)
		}
		n, err := r.Read(buf[keep:])
		chunk := buf[:keep+n]
		for len(chunk) > 0 {
			if chunk[0] < utf8.RuneSelf {
				chunk = chunk[1:]
				continue
			}
			c, size := utf8.DecodeRune(chunk)
			if c == utf8.RuneError && size == 1 {
				if err == nil && !utf8.FullRune(chunk) {
					break // the letter goes on in the next chunk
				}
				t.Encoding = windowsName
				return nil
			}
			chunk = chunk[size:]
		}
		keep = copy(buf, chunk)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: reading: %w", t.File, err)
		}
	}
}

// text is the file from its start as UTF-8 without byte order mark.
func (t *Table) text() (*bufio.Reader, error) {
	if _, err := t.source.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("%s: reading: %w", t.File, err)
	}
	var e encoding.Encoding
	switch t.Encoding {
	case utf16LEName:
		e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case utf16BEName:
		e = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case windowsName:
		e = charmap.Windows1252
	}
	r := bufio.NewReaderSize(t.source, 64<<10)
	if e != nil {
		r = bufio.NewReaderSize(e.NewDecoder().Reader(r), 64<<10)
	}
	if mark, err := r.Peek(3); err == nil && string(mark) == "\ufeff" {
		if _, err := r.Discard(3); err != nil {
			return nil, fmt.Errorf("%s: reading: %w", t.File, err)
		}
	}
	return r, nil
}

// sniffBytes is how much of a file is looked at to find the delimiter.
const sniffBytes = 64 << 10

// findDelimiter takes the one that cuts the first rows into the most equal
// rows. A first line "sep=;", which Excel writes and heeds, says it outright.
func (t *Table) findDelimiter() error {
	r, err := t.text()
	if err != nil {
		return err
	}
	sample := make([]byte, sniffBytes)
	n, err := io.ReadFull(r, sample)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%s: reading: %w", t.File, err)
	}
	whole := n < len(sample)
	sample = sample[:n]
	if first, _, _ := strings.Cut(string(sample), "\n"); len(first) >= 5 && strings.EqualFold(first[:4], "sep=") {
		t.Delimiter = rune(first[4])
		return nil
	}
	t.Delimiter = ','
	best := 0
	for _, d := range []rune{',', ';', '\t', '|'} {
		if score := delimiterScore(sample, d, t.opt.NoQuotes, whole); score > best {
			best, t.Delimiter = score, d
		}
	}
	return nil
}

// delimiterScore counts the rows of a sample that have as many cells as the
// first, times the cells over one; 0 when the rows do not agree at all.
func delimiterScore(sample []byte, delimiter rune, noQuotes, whole bool) int {
	p := parser{r: bufio.NewReader(bytes.NewReader(sample)), delimiter: delimiter, noQuotes: noQuotes}
	width, same, rows := 0, 0, 0
	for rows < 50 {
		cells, _, err := p.next()
		if err != nil {
			if !errors.Is(err, io.EOF) && whole {
				same /= 2 // this delimiter does not read the file to its end
			}
			break
		}
		if blank(cells) {
			continue
		}
		rows++
		if width == 0 {
			width = len(cells)
		}
		if len(cells) == width {
			same++
		}
	}
	if width < 2 {
		return 0
	}
	return same * (width - 1)
}

func isSepLine(cells []string) bool {
	return len(cells) <= 2 && len(cells[0]) >= 4 && strings.EqualFold(cells[0][:4], "sep=")
}

// textRecords walks the records of a text file.
func (t *Table) textRecords(ctx context.Context, fn func(line int, cells []string) error) error {
	r, err := t.text()
	if err != nil {
		return err
	}
	p := parser{r: r, delimiter: t.Delimiter, noQuotes: t.opt.NoQuotes}
	for i := 0; ; i++ {
		if i%256 == 0 {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("%s: reading: %w", t.File, err)
			}
		}
		cells, line, err := p.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			var c *CellError
			if errors.As(err, &c) {
				c.File = t.File
				return c
			}
			return fmt.Errorf("%s, line %d: reading: %w", t.File, p.line, err)
		}
		if err := fn(line, cells); err != nil {
			return err
		}
	}
}
