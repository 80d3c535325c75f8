package channels

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// parser cuts text into records as RFC 4180 says, with what files in the wild
// need besides: any delimiter, any line end, quotes inside cells that do not
// begin with one, and a limit on each record, so that a quote which never
// closes does not swallow the whole file.
type parser struct {
	r         *bufio.Reader
	delimiter rune
	noQuotes  bool
	line      int // of what was read last, from 1
	buf       []byte
	ends      []int
	cells     []string
}

// next gives the cells of the next record and the line it begins on. The cells
// are valid until the next call. At the end it gives io.EOF.
func (p *parser) next() ([]string, int, error) {
	p.buf, p.ends = p.buf[:0], p.ends[:0]
	p.line++
	first := p.line
	var (
		inQuotes, wasQuoted bool
		quoteLine           int
		begin               int // of the cell in buf
		any                 bool
	)
	bad := func(line int, want string) error {
		return &CellError{Line: line, Column: len(p.ends) + 1, Value: clip(string(p.buf[begin:])), Want: want}
	}
	for {
		c, size, err := p.r.ReadRune()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				return nil, p.line, err
			}
			if inQuotes {
				return nil, first, bad(quoteLine, "a closing double quote for the one that opens here")
			}
			if !any {
				return nil, first, io.EOF
			}
			return p.finish(), first, nil
		}
		any = true
		switch {
		case c == 0:
			return nil, first, bad(p.line, "text, not zero bytes")
		case inQuotes && c == '"':
			if after, _, err := p.r.ReadRune(); err == nil {
				if after == '"' {
					p.buf = append(p.buf, '"')
					break
				}
				if err := p.r.UnreadRune(); err != nil {
					return nil, first, err
				}
			}
			inQuotes, wasQuoted = false, true
		case inQuotes && c == '\r':
			// A line end within a cell is one letter, however it is written.
			if after, _, err := p.r.ReadRune(); err == nil && after != '\n' {
				if err := p.r.UnreadRune(); err != nil {
					return nil, first, err
				}
			}
			p.line++
			p.put('\n', 1)
		case inQuotes:
			if c == '\n' {
				p.line++
			}
			p.put(c, size)
		case c == p.delimiter:
			p.ends = append(p.ends, len(p.buf))
			begin, wasQuoted = len(p.buf), false
		case c == '\r':
			if after, _, err := p.r.ReadRune(); err == nil && after != '\n' {
				if err := p.r.UnreadRune(); err != nil {
					return nil, first, err
				}
			}
			return p.finish(), first, nil
		case c == '\n':
			return p.finish(), first, nil
		case wasQuoted:
			if c == ' ' || c == '\t' {
				break // blanks between a closing quote and the delimiter
			}
			return nil, first, bad(p.line, "the end of the cell after its closing quote")
		case c == '"' && !p.noQuotes && len(p.buf) == begin:
			inQuotes, quoteLine = true, p.line
		default:
			p.put(c, size)
		}
		switch {
		case len(p.buf)-begin > MaxCell:
			want := fmt.Sprintf("a cell of at most %d kB", MaxCell>>10)
			if inQuotes {
				want += "; is the double quote that opens it meant to be there?"
			}
			line := p.line
			if inQuotes {
				line = quoteLine
			}
			return nil, first, bad(line, want)
		case len(p.buf) > maxRecord:
			return nil, first, bad(p.line, fmt.Sprintf("a row of at most %d kB", maxRecord>>10))
		case len(p.ends) >= MaxColumns:
			return nil, first, bad(p.line, fmt.Sprintf("at most %d columns", MaxColumns))
		}
	}
}

func (p *parser) put(c rune, size int) {
	if c == utf8.RuneError && size == 1 {
		c = '\ufffd'
	}
	p.buf = utf8.AppendRune(p.buf, c)
}

// finish cuts the record into its cells: one copy for all of them.
func (p *parser) finish() []string {
	all := string(p.buf)
	p.cells = p.cells[:0]
	begin := 0
	for _, end := range p.ends {
		p.cells = append(p.cells, all[begin:end])
		begin = end
	}
	p.cells = append(p.cells, all[begin:])
	return p.cells
}
