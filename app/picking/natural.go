package picking

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Compare orders two place codes the way a person reads them: runs of digits
// by their value (A-2 before A-10, whatever their length), everything else
// letter by letter without regard to case. It returns a negative number, zero
// or a positive number, as cmp.Compare does.
//
// Codes that differ only in leading zeros are the same number but
// not the same code, so the one that reads first as plain text comes first.
// Codes that differ only in case compare as equal.
func Compare(a, b string) int {
	if c := compareRuns(a, b); c != 0 {
		return c
	}
	return strings.Compare(fold(a), fold(b))
}

// Less reports whether code a comes before code b; see Compare.
func Less(a, b string) bool { return Compare(a, b) < 0 }

// compareRuns compares token by token; a token is a run of ASCII digits or one
// other letter. Digit runs are compared as text of equal length after their
// leading zeros are gone, so a run of any length is right.
func compareRuns(a, b string) int {
	for a != "" && b != "" {
		if isDigit(a[0]) && isDigit(b[0]) {
			var x, y string
			x, a = digits(a)
			y, b = digits(b)
			if c := cmp.Compare(len(x), len(y)); c != 0 {
				return c
			}
			if c := strings.Compare(x, y); c != 0 {
				return c
			}
			continue
		}
		x, n := utf8.DecodeRuneInString(a)
		y, m := utf8.DecodeRuneInString(b)
		if c := cmp.Compare(foldRune(x), foldRune(y)); c != 0 {
			return c
		}
		a, b = a[n:], b[m:]
	}
	return cmp.Compare(len(a), len(b))
}

// digits cuts the leading run of digits off s, without its leading zeros.
func digits(s string) (run, rest string) {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return strings.TrimLeft(s[:n], "0"), s[n:]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// foldRune goes through upper case first, so that letters which share one
// upper case form (such as the two small sigmas) are equal.
func foldRune(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }

func fold(s string) string { return strings.Map(foldRune, s) }
