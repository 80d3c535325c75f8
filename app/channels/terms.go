package channels

import (
	"regexp"
	"strconv"
	"strings"
)

// mostTerms is the longest that a customer is given to pay, in days: two years.
const mostTerms = 730

var (
	prepaid   = map[string]bool{"none": true, "no": true, "cash": true, "prepaid": true, "prepayment": true, "proforma": true, "pro forma": true, "due on receipt": true, "on receipt": true, "immediate": true, "immediately": true, "cod": true, "cash on delivery": true, "-": true}
	netDays   = regexp.MustCompile(`^(?:net|netto|n)\s*(\d+)(?:\s*(?:days?|d|tage))?$`)
	plainDays = regexp.MustCompile(`^(\d+)(?:\.0+)?(?:\s*(?:days?|d|tage))?(?:\s*net|\s*netto)?$`)
)

// ParseTerms reads within how many days a customer pays: "30", "30 days",
// "Net 30"; 0 for "due on receipt", "prepaid", "none". Terms with a discount
// ("2/10 net 30") or by the end of a month are refused rather than guessed.
func ParseTerms(s string) (int64, error) {
	const want = "the days to pay, such as 30, net 30 or none"
	word := strings.ToLower(strings.Join(strings.Fields(s), " "))
	if prepaid[word] {
		return 0, nil
	}
	for _, form := range []*regexp.Regexp{netDays, plainDays} {
		g := form.FindStringSubmatch(word)
		if g == nil {
			continue
		}
		n, err := strconv.ParseInt(g[1], 10, 64)
		if err != nil {
			return 0, expected(want)
		}
		if n > mostTerms {
			return 0, expected("at most %d days", mostTerms)
		}
		return n, nil
	}
	return 0, expected(want)
}
