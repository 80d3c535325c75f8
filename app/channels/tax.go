package channels

import (
	"math"
	"strconv"
	"strings"
)

// Tax is what a cell says of a product's tax: a rate, or a class that the shop
// knows a rate for.
type Tax struct {
	BP    int64    // ten-thousandths, where Class is TaxRate
	Class TaxClass // what kind of word it was
}

// TaxClass is how a list names a tax without its rate.
type TaxClass int

// The ways in which a list names a tax.
const (
	TaxRate     TaxClass = iota // a number: 20 %
	TaxStandard                 // the shop's own rate
	TaxNone                     // zero rated, exempt, not taxable
	TaxOther                    // a class whose rate the list does not say: "reduced-rate"
)

var taxClasses = map[string]TaxClass{
	"standard": TaxStandard, "standard rate": TaxStandard, "standard rated": TaxStandard, "taxable": TaxStandard, "true": TaxStandard, "yes": TaxStandard, "y": TaxStandard,
	"full": TaxStandard, "normal": TaxStandard, "s": TaxStandard,
	"zero": TaxNone, "zero rate": TaxNone, "zero rated": TaxNone, "exempt": TaxNone, "tax exempt": TaxNone, "none": TaxNone, "no tax": TaxNone, "not taxable": TaxNone, "no vat": TaxNone, "false": TaxNone, "no": TaxNone, "n": TaxNone, "z": TaxNone, "e": TaxNone,
	"reduced": TaxOther, "reduced rate": TaxOther, "reduced rated": TaxOther, "low": TaxOther, "lower rate": TaxOther, "parent": TaxOther, "r": TaxOther,
}

// ParseTax reads a tax: "20", "20%", "5,5 %", "standard", "zero-rate" (as
// WooCommerce says it), TRUE (as Shopify does). A number below 1 is a share
// (0.2 is 20 %) unless the header says percent; shares says that the numbers
// are a workbook's, which keeps 20 % as 0.2 and 100 % as 1 whatever its header
// says.
func ParseTax(s, unit string, shares bool) (Tax, error) {
	const want = "a tax such as 20%%, standard or zero"
	word := strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == '-' || r == '_' || r == ' ' }), " ")
	if c, ok := taxClasses[word]; ok {
		return Tax{Class: c}, nil
	}
	number, percent := strings.CutSuffix(strings.TrimSpace(s), "%")
	number = strings.Replace(strings.TrimSpace(number), ",", ".", 1)
	if strings.Trim(number, "0123456789.eE-") != "" {
		return Tax{}, expected(want)
	}
	f, err := strconv.ParseFloat(number, 64)
	if err != nil || math.IsInf(f, 0) || f < 0 {
		return Tax{}, expected(want)
	}
	switch {
	case percent:
	case shares && f <= 1, unit != "%" && f < 1:
		f *= 100
	}
	if f > 100 {
		return Tax{}, expected("a tax of at most 100%%")
	}
	return Tax{BP: int64(math.Round(f * 100))}, nil
}
