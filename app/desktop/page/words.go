package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"packbench/data"
)

// Sentence begins a text with a capital, as what stands alone does.
func Sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// Counted says how many of a thing there are: "1 line", "1,200 lines".
func Counted[N ~int | ~int64](n N, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return FormatCount(int64(n)) + " " + what + "s"
}

// Settled says of an error that trying again would bring the same: a rule of
// the shop answered, not a slow disk or a lost connection.
func Settled(err error) bool {
	switch data.KindOf(err) {
	case data.KindInvalid, data.KindNotFound, data.KindRefused, data.KindConflict:
		return true
	}
	return false
}

// UndoToast says how taking something back went.
func UndoToast(err error) Toast {
	n := Explain("undo it", err, nil)
	if !n.Shown() {
		return Toast{Text: "Undone", State: Good}
	}
	return Toast{Text: strings.TrimSuffix(n.Title+". "+n.Hint, ". "), State: Warning}
}
