package data

import (
	"slices"
	"unicode/utf8"
)

// cardShapes are how the digits of payment cards are grouped when people write
// them (ISO/IEC 7812 numbers have 13 to 19): embossed, or read out in halves.
var cardShapes = [][]int{{4, 4, 4, 4}, {4, 4, 4, 4, 1}, {4, 4, 4, 4, 2}, {4, 4, 4, 4, 3}, {4, 4, 4, 1}, {4, 6, 5}, {4, 6, 4}, {6, 13}, {8, 8}}

// LooksLikeCard says whether text holds what could be a payment card's number:
// 13 to 19 digits that pass the Luhn check (domain 4.16), in one piece, in the
// groups of a card whatever stands before and after, such as the date and the
// security code, or alone with any spaces and hyphens. Bar codes and tracking
// numbers are never asked: one EAN-13 in ten passes by chance.
func LooksLikeCard(text string) bool {
	for _, alone := range []bool{false, true} {
		runs := digitRuns(text, alone)
		for _, run := range runs {
			if alone && cardDigits(slices.Concat(run...)) {
				return true
			}
			for i, group := range run {
				if cardDigits(group) || slices.ContainsFunc(cardShapes, func(shape []int) bool { return shaped(run[i:], shape) }) {
					return true
				}
			}
		}
	}
	return false
}

// digitRuns gives the groups of digits that stand together in a text, run by
// run. Within a run one or two signs that people put between groups may stand;
// with alone any number of spaces and hyphens, and nothing else.
func digitRuns(text string, alone bool) (runs [][][]byte) {
	var run [][]byte
	apart := 0 // signs since the last digit; more than may be after anything else
	const far = 3
	end := func() {
		if len(run) > 0 {
			runs, run = append(runs, run), nil
		}
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case r >= '0' && r <= '9':
			switch {
			case apart >= far && !alone:
				end()
				run = append(run, nil)
			case apart > 0 || len(run) == 0:
				run = append(run, nil)
			}
			run[len(run)-1] = append(run[len(run)-1], byte(r-'0'))
			apart = 0
		case alone && (r == ' ' || r == '-'):
			apart = 1
		case !alone && between(r):
			apart++
		default:
			end()
			apart = 0
		}
	}
	end()
	return runs
}

// between says whether people put r between the groups of a card's number.
func between(r rune) bool {
	switch r {
	case ' ', '-', '.', '_', '\t', '\n', '\r', 0xa0, 0x2007, 0x2009, 0x202f, 0x2010, 0x2011, 0x2012, 0x2013:
		return true
	}
	return false
}

// shaped says whether groups begin with a card's number in this shape.
func shaped(groups [][]byte, shape []int) bool {
	if len(groups) < len(shape) {
		return false
	}
	for i, n := range shape {
		if len(groups[i]) != n {
			return false
		}
	}
	return cardDigits(slices.Concat(groups[:len(shape)]...))
}

func cardDigits(digits []byte) bool {
	return len(digits) >= 13 && len(digits) <= 19 && luhn(digits)
}

// luhn is the check of ISO/IEC 7812-1, annex B.
func luhn(digits []byte) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i])
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// noCards refuses a record when one of its free texts looks like a card
// number. The message never repeats the digits.
func noCards(fields map[string]string) error {
	for _, name := range sortedKeys(fields) {
		if LooksLikeCard(fields[name]) {
			return &Fault{Kind: KindInvalid, Field: name, Rule: "domain 4.16",
				Message: "this looks like a card number, which is never kept",
				Hint:    "write the payment's reference and the last four digits instead"}
		}
	}
	return nil
}
