package data

import "strings"

// BarcodeKey gives what a scanned or typed code is compared with: a GTIN
// (8, 12, 13 or 14 digits with a right check digit) padded to 14 digits, any
// other code trimmed and in upper case. So a UPC-A read as an EAN-13 with a
// leading zero still finds its product.
func BarcodeKey(code string) string {
	c := strings.TrimSpace(code)
	if gtin(c) {
		return strings.Repeat("0", 14-len(c)) + c
	}
	return strings.ToUpper(c)
}

// ParseBarcode checks a code that is to be given to a product. All-digit codes
// of a GTIN's length must have a right check digit (GS1 General
// Specifications 7.9).
func ParseBarcode(code string) (lookup, clean string, err error) {
	clean = strings.TrimSpace(code)
	if clean == "" {
		return "", "", Invalid("barcode", "the barcode is empty")
	}
	if len(clean) > 48 {
		return "", "", Invalid("barcode", "barcode %q is longer than 48 characters", clean)
	}
	for _, r := range clean {
		if r < 32 || r > 126 {
			return "", "", Invalid("barcode", "barcode %q holds %q, which no bar code carries", clean, r)
		}
	}
	switch len(clean) {
	case 8, 12, 13, 14:
		if digitsOnly(clean) && !gtin(clean) {
			want := checkDigit(clean[:len(clean)-1])
			return "", "", Invalid("barcode", "barcode %s ends in %c, but its check digit should be %c", clean, clean[len(clean)-1], want)
		}
	}
	return BarcodeKey(clean), clean, nil
}

func gtin(c string) bool {
	switch len(c) {
	case 8, 12, 13, 14:
		return digitsOnly(c) && checkDigit(c[:len(c)-1]) == c[len(c)-1]
	}
	return false
}

// checkDigit is GS1's: from the right, weights 3, 1, 3, 1 and so on.
func checkDigit(body string) byte {
	sum := 0
	for i := range len(body) {
		d := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			d *= 3
		}
		sum += d
	}
	return byte('0' + (10-sum%10)%10)
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Digits keeps only the digits of a text: how phone numbers are compared.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
