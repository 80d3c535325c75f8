package channels

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"unicode"
)

// Money is an amount as a cell has it.
type Money struct {
	Minor    int64  // pence, cents; whole units where the currency has none
	Currency string // ISO 4217; the one asked for when the cell names none
}

// ValueError says what was expected of a value. The parsers of values give no
// other error.
type ValueError struct{ Want string }

func (e *ValueError) Error() string { return "expected " + e.Want }

func expected(form string, args ...any) error { return &ValueError{fmt.Sprintf(form, args...)} }

// decimals of currencies that have not two (ISO 4217).
var decimals = map[string]int{"JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "VND": 0, "BHD": 3, "KWD": 3, "OMR": 3, "JOD": 3, "TND": 3}

var currencySigns = []struct{ sign, code string }{
	{"A$", "AUD"}, {"AU$", "AUD"}, {"C$", "CAD"}, {"CA$", "CAD"}, {"US$", "USD"}, {"AU $", "AUD"}, {"US $", "USD"},
	{"£", "GBP"}, {"€", "EUR"}, {"$", "USD"}, {"¥", "JPY"}, {"₹", "INR"}, {"zł", "PLN"}, {"Kč", "CZK"},
}

// currencies that a cell may name by its code.
const currencies = " AED AUD BGN BHD BRL CAD CHF CLP CNY CZK DKK EUR GBP HKD HUF IDR ILS INR ISK JOD JPY KRW KWD MXN MYR NOK NZD OMR PHP PLN QAR RON SAR SEK SGD THB TND TRY TWD UAH USD VND ZAR "

var currencyCode = regexp.MustCompile(`^([A-Za-z]{3})\s*([^A-Za-z]+)$|^([^A-Za-z]+?)\s*([A-Za-z]{3})$`)

// ParseMoney reads an amount: 2.55, "£2.55", "2,55 €", "1,234.50", "1.234,50",
// "EUR 90,00", "(5.00)" or "-5.00" for less than nothing. A cell that names no
// currency is taken to be in the one given; a dollar sign alone is that one too
// when it is a kind of dollar. A number that can be read two ways (1.234) is
// refused rather than guessed.
func ParseMoney(s, currency string) (Money, error) {
	m := Money{Currency: currency}
	if m.Currency == "" {
		m.Currency = "GBP"
	}
	const want = "an amount of money such as 2.55"
	t, negative, err := signed(s)
	if err != nil {
		return Money{}, expected(want)
	}
	if g := currencyCode.FindStringSubmatch(t); g != nil {
		t = strings.TrimSpace(g[2] + g[3])
		m.Currency = strings.ToUpper(g[1] + g[4])
		if !strings.Contains(currencies, " "+m.Currency+" ") {
			return Money{}, expected(want)
		}
	} else {
		for _, c := range currencySigns {
			rest, before := strings.CutPrefix(t, c.sign)
			if !before {
				var after bool
				if rest, after = strings.CutSuffix(t, c.sign); !after {
					continue
				}
			}
			t = strings.TrimSpace(rest)
			if c.sign != "$" || !strings.HasSuffix(m.Currency, "D") {
				m.Currency = c.code
			}
			break
		}
	}
	if t2, neg, err := signed(t); err == nil && neg && !negative {
		t, negative = t2, true // £-5.00
	}
	places, ok := decimals[m.Currency]
	if !ok {
		places = 2
	}
	whole, part, err := decimal(t)
	if errors.Is(err, errNumber) {
		err = expected(want)
	}
	if err != nil {
		return Money{}, err
	}
	part = strings.TrimRight(part, "0")
	if len(part) > places {
		return Money{}, expected("an amount with at most %d decimals", places)
	}
	part += strings.Repeat("0", places-len(part))
	n, err := wholeNumber(whole + part)
	if err != nil {
		return Money{}, expected(want)
	}
	m.Minor = n
	if negative {
		m.Minor = -n
	}
	return m, nil
}

// ParseQuantity reads a whole number: 12, "1,200", "12.0", "-3".
func ParseQuantity(s string) (int64, error) {
	const want = "a whole number such as 12"
	t, negative, err := signed(s)
	if err != nil {
		return 0, expected(want)
	}
	whole, part, err := decimal(t)
	if err != nil || strings.Trim(part, "0") != "" {
		return 0, expected(want)
	}
	n, err := wholeNumber(whole)
	if err != nil {
		return 0, expected(want)
	}
	if negative {
		n = -n
	}
	return n, nil
}

// ParseYesNo reads yes or no in the usual ways.
func ParseYesNo(s string) (bool, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "yes", "y", "true", "1", "x", "ja", "oui", "si", "on":
		return true, nil
	case "no", "n", "false", "0", "-", "nein", "non", "off":
		return false, nil
	}
	return false, expected("yes or no")
}

// maxWhole bounds every number that is read: a million millions.
const maxWhole = 1_000_000_000_000

var errNumber = errors.New("not a number")

// signed takes a sign, or brackets, off a number.
func signed(s string) (rest string, negative bool, err error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return "", false, errNumber
	case strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")"):
		return strings.TrimSpace(s[1 : len(s)-1]), true, nil
	case strings.HasPrefix(s, "-") || strings.HasPrefix(s, "\u2212"):
		return strings.TrimSpace(strings.TrimLeft(s, "-\u2212")), true, nil
	case strings.HasPrefix(s, "+"):
		return strings.TrimSpace(s[1:]), false, nil
	}
	return s, false, nil
}

// decimal cuts a number without sign into its whole part and its decimals. A
// comma or a dot is the decimal mark when it stands once with other than three
// digits after it, or after the other one; otherwise it parts thousands. The
// error is errNumber, or a ValueError when the number can be read two ways.
func decimal(s string) (whole, part string, err error) {
	var digits strings.Builder
	marks := []int{} // where in s
	for i, r := range s {
		switch {
		case '0' <= r && r <= '9':
			digits.WriteRune(r)
		case r == '.' || r == ',':
			marks = append(marks, i)
		case r == '\'' || r == '\u2019' || unicode.IsSpace(r):
			// parts thousands: 1 234,50 and 1'234.50
		default:
			return "", "", errNumber
		}
	}
	all := digits.String()
	if all == "" {
		return "", "", errNumber
	}
	if len(marks) == 0 {
		return all, "", nil
	}
	last := marks[len(marks)-1]
	mark := s[last]
	after := onlyDigits(s[last+1:])
	first := s[marks[0]]
	switch {
	case len(marks) == 1 && len(after) != 3:
		// 2.55, 2,5, 12., .5
	case len(marks) == 1 && (strings.HasPrefix(all, "0") || last > 3):
		// 0.125 and 1234.500 cannot be thousands
	case len(marks) == 1 && mark == ',':
		return all, "", grouped(s, ',') // 1,234
	case len(marks) == 1:
		return "", "", expected("a number that can be read one way only: %s, or %s", all, s+"0")
	case first != mark && strings.Count(s, string(mark)) == 1:
		if err := grouped(s[:last], first); err != nil {
			return "", "", err
		}
	case first == mark:
		return all, "", grouped(s, rune(mark)) // 1,234,567
	default:
		return "", "", errNumber
	}
	return all[:len(all)-len(after)], after, nil
}

// grouped checks that a mark parts groups of three digits.
func grouped[M byte | rune](s string, mark M) error {
	groups := strings.Split(s, string(rune(mark)))
	for i, g := range groups {
		g = onlyDigits(g)
		if i == 0 && (len(g) < 1 || len(g) > 3) || i > 0 && len(g) != 3 {
			return errNumber
		}
	}
	return nil
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func wholeNumber(digits string) (int64, error) {
	if digits == "" {
		return 0, nil
	}
	var n int64
	for _, r := range digits {
		if n = n*10 + int64(r-'0'); n > maxWhole {
			return 0, errNumber
		}
	}
	return n, nil
}

// rational reads a number of a measure exactly. A single dot is its decimal
// mark; a single comma before three digits parts thousands only of the smallest
// unit, since 1,250 kg may be meant either way and is refused.
func rational(s string, smallest bool) (*big.Rat, error) {
	whole, part, err := decimal(s)
	if dot := strings.Count(s, "."); dot == 1 && !strings.Contains(s, ",") {
		before, after, _ := strings.Cut(s, ".")
		whole, part, err = onlyDigits(before), onlyDigits(after), nil
	} else if err == nil && part == "" && strings.Count(s, ",") == 1 && !smallest && !strings.HasSuffix(s, ",") {
		return nil, errNumber
	}
	if err != nil {
		return nil, err
	}
	if len(whole) > 12 || len(part) > 12 || whole+part == "" {
		return nil, errNumber
	}
	r, ok := new(big.Rat).SetString("0" + whole + "." + part + "0")
	if !ok {
		return nil, errNumber
	}
	return r, nil
}

// damaged is a long number as a spreadsheet shortens it, 5.01235E+12: its last
// digits are gone.
var damaged = regexp.MustCompile(`^[0-9](?:[.,][0-9]+)?[Ee]\+[0-9]{1,2}$`)

// parseCode reads a text of digits and letters: an SKU, a barcode, a phone
// number. One that a spreadsheet has shortened is refused, since nobody can
// know the digits it had.
func parseCode(s string) (string, error) {
	if damaged.MatchString(s) {
		return "", expected("all its digits: a spreadsheet has shortened the number; format the column as text and export again")
	}
	// Shopify and others guard numbers that are codes with a quote: '01904.
	if rest, ok := strings.CutPrefix(s, "'"); ok && rest != "" && strings.IndexByte("+0123456789", rest[0]) >= 0 {
		return rest, nil
	}
	return s, nil
}
