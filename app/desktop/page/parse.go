package page

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// ParseMoney reads an amount as people type it and gives it in minor units:
// "12", "12.5", "1,204.50", "1 204,50", "-3", "(3.00)", "£4". The last comma or
// point is the decimal one when decimals digits or fewer follow it, otherwise
// it groups thousands. More digits than the currency has are refused, never
// rounded. decimals is the currency's number of decimals, 0 to 4.
func ParseMoney(text string, decimals int) (minor int64, err error) {
	s := strings.TrimSpace(text)
	if s == "" {
		return 0, errors.New("an amount is missing")
	}
	negative := false
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		negative, s = true, s[1:len(s)-1]
	}
	s = strings.Trim(s, "£$€¥ \u00a0")
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		negative, s = !negative, strings.Trim(rest, "£$€¥ \u00a0")
	}
	whole, fraction, err := splitAmount(s, decimals)
	if err != nil {
		return 0, fmt.Errorf("%q is not an amount: %w", text, err)
	}
	for len(fraction) < decimals {
		fraction += "0"
	}
	n, err := strconv.ParseInt(whole+fraction, 10, 64)
	if err != nil || n > math.MaxInt64/100 {
		return 0, fmt.Errorf("%q is too large", text)
	}
	if negative {
		n = -n
	}
	return n, nil
}

func splitAmount(s string, decimals int) (whole, fraction string, err error) {
	point := strings.LastIndexAny(s, ".,")
	if point >= 0 {
		after := s[point+1:]
		if strings.Trim(after, "0123456789") != "" {
			return "", "", errors.New("only digits may stand after the point")
		}
		grouping := len(after) == 3 && decimals < 3 && point > 0
		switch {
		case grouping:
			// 1,204 has thousands; 1.204 in a currency of two decimals can be
			// nothing else either.
		case len(after) > decimals:
			return "", "", fmt.Errorf("at most %d digits after the point", decimals)
		default:
			s, fraction = s[:point], after
		}
	}
	digits, groups := 0, 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			whole += string(r)
			digits++
		case r == ',' || r == '.' || r == ' ' || r == '\u00a0' || r == '\'':
			if i == 0 || groups > 0 && digits != 3 || groups == 0 && digits > 3 {
				return "", "", errors.New("thousands have three digits")
			}
			groups++
			digits = 0
		default:
			return "", "", fmt.Errorf("%q does not belong in it", string(r))
		}
	}
	if groups > 0 && digits != 3 {
		return "", "", errors.New("thousands have three digits")
	}
	if whole == "" && fraction == "" {
		return "", "", errors.New("it has no digits")
	}
	return whole, fraction, nil
}

// FormatMoney writes minor units with the currency's decimals and thousands
// grouped: 120450 with 2 is "1,204.50".
func FormatMoney(minor int64, decimals int) string {
	sign := ""
	digits := strconv.FormatInt(minor, 10)
	if minor < 0 {
		sign, digits = "-", digits[1:]
	}
	for len(digits) <= decimals {
		digits = "0" + digits
	}
	whole, fraction := digits[:len(digits)-decimals], digits[len(digits)-decimals:]
	s := sign + group(whole)
	if decimals > 0 {
		s += "." + fraction
	}
	return s
}

// FormatCount writes a whole number with thousands grouped.
func FormatCount(n int64) string { return FormatMoney(n, 0) }

func group(digits string) string {
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ParseQuantity reads a whole number of pieces between least and most. It also
// reads "6x2" and "6*2", six packs of two.
func ParseQuantity(text string, least, most int64) (int64, error) {
	s := strings.ToLower(strings.TrimSpace(text))
	if s == "" {
		return 0, errors.New("a quantity is missing")
	}
	n := int64(1)
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(s, "*", "x"), func(r rune) bool { return r == 'x' }) {
		part = strings.ReplaceAll(strings.TrimSpace(part), ",", "")
		f, err := strconv.ParseInt(part, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("%q is not a whole number", text)
		}
		if f != 0 && (n > math.MaxInt32 || f > math.MaxInt32 || f < -math.MaxInt32) {
			return 0, fmt.Errorf("%q is too large", text)
		}
		n *= f
	}
	if strings.Trim(s, "x* ") == "" {
		return 0, fmt.Errorf("%q is not a whole number", text)
	}
	switch {
	case n < least:
		return 0, fmt.Errorf("at least %s", FormatCount(least))
	case n > most:
		return 0, fmt.Errorf("at most %s", FormatCount(most))
	}
	return n, nil
}

// weekdays in the order of time.Weekday.
var weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// ParseDate reads a day as people type it, seen from today: "today", "tomorrow",
// "+3", "fri" (the next one), "24" (the next 24th), "24/12", "24.12.2026",
// "2026-12-24", "24 dec". The day comes before the month unless monthFirst. The
// answer is midnight in today's zone.
func ParseDate(text string, today time.Time, monthFirst bool) (time.Time, error) {
	s := strings.ToLower(strings.TrimSpace(text))
	day := time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, today.Location())
	bad := fmt.Errorf("%q is not a day: write 24/12, fri, +3 or 2026-12-24", text)
	switch s {
	case "":
		return time.Time{}, errors.New("a day is missing")
	case "today", "t", "0":
		return day, nil
	case "tomorrow", "tom":
		return day.AddDate(0, 0, 1), nil
	case "yesterday", "yes":
		return day.AddDate(0, 0, -1), nil
	}
	if s[0] == '+' || s[0] == '-' {
		n, err := strconv.Atoi(s)
		if err != nil || n > 3660 || n < -3660 {
			return time.Time{}, bad
		}
		return day.AddDate(0, 0, n), nil
	}
	if len(s) >= 2 {
		for i, name := range weekdays {
			if strings.HasPrefix(name, s) {
				ahead := (i - int(day.Weekday()) + 7) % 7
				if ahead == 0 {
					ahead = 7
				}
				return day.AddDate(0, 0, ahead), nil
			}
		}
	}
	return parseCalendar(s, day, monthFirst, bad)
}

func parseCalendar(s string, day time.Time, monthFirst bool, bad error) (time.Time, error) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/.- ,", r) })
	if len(parts) == 0 || len(parts) > 3 {
		return time.Time{}, bad
	}
	var n [3]int
	named := -1
	for i, p := range parts {
		if m := monthNamed(p); m > 0 {
			if named >= 0 {
				return time.Time{}, bad
			}
			n[i], named = m, i
			continue
		}
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 {
			return time.Time{}, bad
		}
		n[i] = v
	}
	year, month, date := 0, 0, 0
	switch {
	case len(parts) == 1 && named < 0:
		for months := range 12 {
			first := time.Date(day.Year(), day.Month()+time.Month(months), 1, 0, 0, 0, 0, day.Location())
			if t, ok := exact(first.Year(), int(first.Month()), n[0], day.Location()); ok && !t.Before(day) {
				return t, nil
			}
		}
		return time.Time{}, bad
	case len(parts) == 1:
		return time.Time{}, bad
	case len(parts[0]) == 4 && named != 0: // year first
		if len(parts) != 3 {
			return time.Time{}, bad
		}
		year, month, date = n[0], n[1], n[2]
	case named == 0 || named < 0 && monthFirst:
		month, date, year = n[0], n[1], n[2]
	default:
		date, month, year = n[0], n[1], n[2]
	}
	if len(parts) == 3 && year < 100 {
		year += 2000
	}
	if len(parts) == 2 {
		year = day.Year()
		// A day half a year back is meant to be next year's.
		if t, ok := exact(year, month, date, day.Location()); ok && t.Before(day.AddDate(0, -6, 0)) {
			year++
		}
	}
	t, ok := exact(year, month, date, day.Location())
	if !ok || year < 1990 || year > 2199 {
		return time.Time{}, bad
	}
	return t, nil
}

func monthNamed(s string) int {
	if len(s) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), s) {
			return int(m)
		}
	}
	return 0
}

// exact refuses the 31st of a month that has 30 days.
func exact(year, month, date int, zone *time.Location) (time.Time, bool) {
	if month < 1 || month > 12 || date < 1 || date > 31 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), date, 0, 0, 0, 0, zone)
	return t, t.Day() == date
}
