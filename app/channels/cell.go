package channels

import (
	"errors"
	"strings"
	"time"
)

// rowParser reads the cells of one row and keeps what is wrong with them.
type rowParser struct {
	Reader
	row    Row
	errors []*CellError
}

func (r Reader) start(row Row) *rowParser {
	p := &rowParser{Reader: r, row: row}
	if row.Bad != nil {
		p.errors = append(p.errors, row.Bad)
	}
	return p
}

// raw is the text of a field's cell and its column.
func (p *rowParser) raw(f Field) (string, Column, bool) {
	c, ok := p.Mapping[f]
	if !ok || c.At >= len(p.row.Cells) {
		return "", c, ok
	}
	return p.row.Cells[c.At], c, true
}

// fail notes that a cell is not what it should be, once.
func (p *rowParser) fail(f Field, want string) {
	s, c, ok := p.raw(f)
	e := &CellError{File: p.File, Line: p.row.Line, Name: string(f), Value: clip(s), Want: want}
	if ok {
		e.Column, e.Name = c.At+1, c.Name
	}
	for _, was := range p.errors {
		if was.Column == e.Column && was.Name == e.Name {
			return
		}
	}
	p.errors = append(p.errors, e)
}

// cellOf reads a cell with a parser of values.
func cellOf[T any](p *rowParser, f Field, parse func(s, unit string) (T, error)) Cell[T] {
	s, c, ok := p.raw(f)
	if !ok {
		return Cell[T]{}
	}
	if s == "" {
		return Cell[T]{State: Empty}
	}
	v, err := parse(s, c.Unit)
	if err != nil {
		want := err.Error()
		var v *ValueError
		if errors.As(err, &v) {
			want = v.Want
		}
		p.fail(f, want)
		return Cell[T]{State: Empty}
	}
	return Cell[T]{Value: v, State: Given}
}

func plainCode(s, _ string) (string, error) { return parseCode(s) }

func (p *rowParser) text(f Field) Cell[string] {
	return cellOf(p, f, func(s, _ string) (string, error) { return s, nil })
}

func (p *rowParser) must(f Field, want string) string {
	c := p.text(f)
	if !c.Given() {
		p.fail(f, want)
	}
	return c.Value
}

func (p *rowParser) code(f Field, want string) string {
	c := cellOf(p, f, plainCode)
	if !c.Given() {
		p.fail(f, want) // fail keeps the first word on a cell
	}
	return c.Value
}

// codes reads several codes of one cell, parted by blanks, commas, semicolons
// or bars.
func (p *rowParser) codes(f Field) Cell[[]string] {
	return cellOf(p, f, func(s, _ string) ([]string, error) {
		var codes []string
		for _, one := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;|\n\t", r) }) {
			code, err := parseCode(one)
			if err != nil {
				return nil, err
			}
			codes = append(codes, code)
		}
		return codes, nil
	})
}

func (p *rowParser) money(f Field) Cell[Money] {
	return cellOf(p, f, func(s, unit string) (Money, error) {
		if unit == "" {
			unit = p.Currency
		}
		return ParseMoney(s, unit)
	})
}

func (p *rowParser) weight(f Field) Cell[int64] { return cellOf(p, f, ParseWeight) }

func (p *rowParser) yesNo(f Field) Cell[bool] {
	return cellOf(p, f, func(s, _ string) (bool, error) { return ParseYesNo(s) })
}

// quantity reads a whole number of at least least.
func (p *rowParser) quantity(f Field, least int64) Cell[int64] {
	c := cellOf(p, f, func(s, _ string) (int64, error) { return ParseQuantity(s) })
	if c.Given() && c.Value < least {
		p.fail(f, "a whole number of nothing or more")
		return Cell[int64]{State: Empty}
	}
	return c
}

// sides reads three columns as one size: all of them or none.
func (p *rowParser) sides(length, width, height Field) Cell[[3]int64] {
	var out Cell[[3]int64]
	given, there := 0, 0
	fields := [3]Field{length, width, height}
	for i, f := range fields {
		before := len(p.errors)
		c := cellOf(p, f, ParseLength)
		if c.State != Absent {
			there++
		}
		if c.Given() {
			given++
			out.Value[i] = c.Value
		}
		if len(p.errors) > before {
			given = -3 // said already
		}
	}
	switch {
	case there == 0:
		return Cell[[3]int64]{}
	case given == 3:
		out.State = Given
		return out
	case given > 0:
		for _, f := range fields {
			if s, _, _ := p.raw(f); s == "" {
				p.fail(f, "a length, as the other two sides have")
			}
		}
	}
	return Cell[[3]int64]{State: Empty}
}

// lines reads several cells as lines of one text, each cell perhaps of several.
func (p *rowParser) lines(fields ...Field) []string {
	var out []string
	for _, f := range fields {
		for _, line := range strings.FieldsFunc(p.text(f).Value, func(r rune) bool { return r == '\n' || r == '\r' }) {
			if line = strings.TrimSpace(line); line != "" {
				out = append(out, line)
			}
		}
	}
	return out
}

func (p *rowParser) moment(f Field) Cell[time.Time] {
	return cellOf(p, f, func(s, _ string) (time.Time, error) { return ParseTime(s, p.Zone) })
}
