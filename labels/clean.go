package labels

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxText bounds one text in bytes: beyond it nothing fits on any paper, and
// measuring it would only take time.
const maxText = 20_000

// clean makes any string fit to be drawn in font f: composed (NFC), on one
// line or with "\n" as the only control character when lines is set, without
// invisible marks, and with [Missing] in place of what no font has. lost names
// what was replaced, each once.
func clean(f Font, s string, lines bool) (out string, lost []string) {
	if plainASCII(s) && len(s) <= maxText {
		return s, nil
	}
	if len(s) > maxText {
		s = s[:maxText]
		for len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		s = s[:len(s)-1]
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = norm.NFC.String(s)
	var b strings.Builder
	b.Grow(len(s))
	lose := func(what string) {
		b.WriteRune(Missing)
		if !slices.Contains(lost, what) {
			lost = append(lost, what)
		}
	}
	for i, r := range s {
		switch {
		case r == utf8.RuneError:
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				lose("byte " + fmt.Sprintf("%02X", s[i]))
			} else {
				lose(nameRune(r))
			}
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			if lines {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		case r == '\t' || unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		case invisible(r):
		case unicode.IsControl(r):
			lose(nameRune(r))
		default:
			if _, _, ok := pick(f, r); ok {
				b.WriteRune(r)
			} else {
				lose(nameRune(r))
			}
		}
	}
	return b.String(), lost
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < 32 || s[i] > 126 {
			return false
		}
	}
	return true
}

// invisible reports marks that steer text without being seen: joiners,
// direction marks, variation selectors, the byte order mark, soft hyphens.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x61C, r == 0xFEFF, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E,
		r >= 0x2060 && r <= 0x206F, r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE01EF:
		return true
	}
	return false
}

// nameRune names a character for a warning.
func nameRune(r rune) string {
	if unicode.IsPrint(r) {
		return fmt.Sprintf("%c (U+%04X)", r, r)
	}
	return fmt.Sprintf("U+%04X", r)
}
