package channels

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// CellError says where in a file something is wrong, and what was expected.
type CellError struct {
	File   string
	Line   int    // from 1; 0 when no line is meant
	Column int    // from 1; 0 when the whole row is meant
	Name   string // of the column, as the header has it
	Value  string // what stands there, cut short
	Want   string // what was expected
}

func (e *CellError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ", line %d", e.Line)
	}
	if e.Column > 0 {
		fmt.Fprintf(&b, ", column %d", e.Column)
	}
	if e.Name != "" {
		fmt.Fprintf(&b, " (%s)", e.Name)
	}
	b.WriteString(": ")
	if e.Value == "" {
		b.WriteString("nothing is there; expected ")
	} else {
		fmt.Fprintf(&b, "%q; expected ", e.Value)
	}
	b.WriteString(e.Want)
	return strings.TrimPrefix(b.String(), ", ")
}

// clip cuts a value short for a message.
func clip(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
