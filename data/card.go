package data

// LooksLikeCard says whether text holds what could be a payment card's number:
// 13 to 19 digits in a row, spaces and hyphens aside, that pass the Luhn check
// (domain 4.16). Bar codes and tracking numbers are never asked: one EAN-13 in
// ten passes by chance.
func LooksLikeCard(text string) bool {
	run := make([]byte, 0, 24)
	found := func() bool {
		for from := 0; from < len(run); from++ {
			for n := 13; n <= 19 && from+n <= len(run); n++ {
				if (from == 0 && from+n == len(run)) && luhn(run[from:from+n]) {
					return true
				}
			}
		}
		return false
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			run = append(run, c-'0')
		case (c == ' ' || c == '-') && len(run) > 0:
		default:
			if found() {
				return true
			}
			run = run[:0]
		}
	}
	return found()
}

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
