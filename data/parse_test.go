package data_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"packbench/data"
)

// digitsOf draws so many digits.
func digitsOf(t *rapid.T, name string, n int) string {
	return rapid.StringMatching(fmt.Sprintf("[0-9]{%d}", n)).Draw(t, name)
}

// gtinOf adds GS1's check digit to a body, worked out the slow way: the
// weighted sum with it is a multiple of ten.
func gtinOf(body string) string {
	for d := '0'; d <= '9'; d++ {
		sum := 0
		for i, r := range body + string(d) {
			w := 1
			if (len(body)-i)%2 == 1 {
				w = 3
			}
			sum += int(r-'0') * w
		}
		if sum%10 == 0 {
			return body + string(d)
		}
	}
	return ""
}

func TestBarcodesOfAProductsPage(t *testing.T) {
	for _, c := range []struct{ typed, lookup, says string }{
		{"036000291452", "00036000291452", ""},       // UPC-A
		{" 4006381333931 ", "04006381333931", ""},    // EAN-13
		{"96385074", "00000096385074", ""},           // EAN-8
		{"10614141000415", "10614141000415", ""},     // GTIN-14
		{"0036000291452", "00036000291452", ""},      // a UPC-A read as an EAN-13
		{"mug-7", "MUG-7", ""},                       // the shop's own
		{"1234567", "1234567", ""},                   // seven digits are no GTIN
		{"036000291453", "", "should be 2"},          // a digit mistyped
		{"", "", "empty"},                            // nothing
		{"   ", "", "empty"},                         // nothing that anybody sees
		{"MÜG", "", "no bar code carries"},           // a letter that no scanner sends
		{"A\x1dB", "", "no bar code carries"},        // a sign that nobody can type
		{strings.Repeat("7", 49), "", "longer than"}, // too long
		{strings.Repeat("7", 48), strings.Repeat("7", 48), ""},
	} {
		lookup, _, err := data.ParseBarcode(c.typed)
		if c.says == "" && (err != nil || lookup != c.lookup) {
			t.Errorf("%q is looked up as %q (%v), want %q", c.typed, lookup, err, c.lookup)
		}
		if c.says != "" && (data.KindOf(err) != data.KindInvalid || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%q: %v, want it refused with %q", c.typed, err, c.says)
		}
	}
}

func TestACheckDigitCatchesEveryWrongDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{7, 11, 12, 13}).Draw(t, "length")
		code := gtinOf(digitsOf(t, "body", n))
		lookup, clean, err := data.ParseBarcode(code)
		if err != nil || clean != code || len(lookup) != 14 || !strings.HasSuffix(lookup, code) || strings.Trim(lookup[:14-len(code)], "0") != "" {
			t.Fatalf("%s is looked up as %q (%v)", code, lookup, err)
		}
		at := rapid.IntRange(0, n).Draw(t, "place")
		wrong := []byte(code)
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "off")))%10
		if _, _, err := data.ParseBarcode(string(wrong)); data.KindOf(err) != data.KindInvalid {
			t.Fatalf("%s with a wrong digit, %s, was taken", code, wrong)
		}
		// A leading nought more or less is the same code.
		if longer := "0" + code; n > 7 && n < 13 && data.BarcodeKey(longer) != lookup {
			t.Fatalf("%s is looked up as %q, and %s as %q", code, lookup, longer, data.BarcodeKey(longer))
		}
	})
}

func TestALookupIsLookedUpAsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := data.BarcodeKey(rapid.StringMatching(`[ -~]{0,50}`).Draw(t, "code"))
		if again := data.BarcodeKey(key); again != key {
			t.Fatalf("%q is looked up as %q", key, again)
		}
	})
}

// cardOf draws a card's number: 13 to 19 digits with the right last one.
func cardOf(t *rapid.T, n int) string {
	body := digitsOf(t, "card", n-1)
	sum := 0
	for i, r := range body {
		d := int(r - '0')
		if (len(body)-i)%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return body + fmt.Sprint((10-sum%10)%10)
}

func grouped(number string, shape []int, sep string) string {
	var parts []string
	for _, n := range shape {
		parts, number = append(parts, number[:n]), number[n:]
	}
	return strings.Join(parts, sep)
}

func TestCardNumbersAreSeenHoweverTheyAreWritten(t *testing.T) {
	shapes := map[int][][]int{13: {{13}, {4, 4, 4, 1}}, 14: {{14}, {4, 6, 4}}, 15: {{15}, {4, 6, 5}}, 16: {{16}, {4, 4, 4, 4}, {8, 8}}, 17: {{17}, {4, 4, 4, 4, 1}}, 18: {{18}, {4, 4, 4, 4, 2}}, 19: {{19}, {4, 4, 4, 4, 3}, {6, 13}}}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(13, 19).Draw(t, "length")
		shape := rapid.SampledFrom(shapes[n]).Draw(t, "shape")
		sep := rapid.SampledFrom([]string{" ", "-", "  ", " - ", ".", "\u00a0", "\u2013", "\n", "_"}[:]).Draw(t, "between")
		if sep == " - " {
			sep = "- "
		}
		before := rapid.SampledFrom([]string{"", "card ", "pay with:", "Visa/", "no. ", "é", "12 "}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", " exp 12/26", " 12/26 123", ".", ", thanks", "/1226", " 123"}).Draw(t, "after")
		text := before + grouped(cardOf(t, n), shape, sep) + after
		if !data.LooksLikeCard(text) {
			t.Fatalf("no card was seen in %q", text)
		}
	})
}

func TestWhatIsNoCardNumberIsKept(t *testing.T) {
	for _, text := range []string{
		"", "0113 496 0142", "+44 7700 900123", "leave at no. 12, ring 07700 900123", "order 10042 of 2026-03-02",
		"4111 1111 1111 1112",       // fails the check
		"411111111111",              // too short
		"41111111111111111111",      // too long: 20
		"4111, 1111, 1111, 1111",    // a list
		"4111 x 1111 x 1111 x 1111", // sizes
	} {
		if data.LooksLikeCard(text) {
			t.Errorf("%q was taken for a card number", text)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		// Twelve digits or fewer are never a card, whatever stands between.
		text := rapid.StringMatching(`[^0-9]{0,5}([0-9][^0-9]{0,3}){0,12}`).Draw(t, "text")
		if data.LooksLikeCard(text) {
			t.Fatalf("%q was taken for a card number", text)
		}
	})
}

func TestAmountsAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]data.Money{"12": 1200, "12.5": 1250, "£12.50": 1250, " 12.50 £": 1250, ".5": 50, "5.": 500, "-3": -300, "£-3": -300, "-£3": -300, "1,234.50": 123450, "1,234,567": 123456700, "0": 0} {
		if got, err := data.ParseMoney("amount", text); err != nil || got != want {
			t.Errorf("%q is %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", ".", "-", "£", "12,50", "1,2", ",123", "1234,567", "12.345", "12.5x", "1e3", "+5", "12.-5", "1.2.3", "--3", "-£-3", "1 234", "٣", "99999999999999"} {
		if got, err := data.ParseMoney("amount", text); data.KindOf(err) != data.KindInvalid {
			t.Errorf("%q was taken for %d (%v)", text, got, err)
		}
	}
}

func TestUnitsAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]data.Quantity{"1": 1, " 12 ": 12, "2147483647": 2147483647} {
		if got, err := data.ParseQuantity("qty", text); err != nil || got != want {
			t.Errorf("%q is %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "0", "-1", "1.5", "a dozen", "1e3", "2147483648"} {
		if got, err := data.ParseQuantity("qty", text); data.KindOf(err) != data.KindInvalid {
			t.Errorf("%q was taken for %d (%v)", text, got, err)
		}
	}
}

func TestAPercentageIsRoundedToTheNearestPenny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := data.Money(rapid.Int64Range(-1<<40, 1<<40).Draw(t, "money"))
		bp := rapid.Int64Range(0, 10000).Draw(t, "percent")
		p := m.Percent(bp)
		if off := int64(m)*bp - int64(p)*10000; off > 5000 || off < -5000 {
			t.Fatalf("%d ten-thousandths of %d are %d", bp, m, p)
		}
		if p != -(-m).Percent(bp) {
			t.Fatalf("%d of %d and of its opposite differ", bp, m)
		}
	})
}

func TestSKUs(t *testing.T) {
	for text, want := range map[string]data.SKU{" MUG-7 ": "MUG-7", "a": "a", strings.Repeat("x", 40): data.SKU(strings.Repeat("x", 40))} {
		if got, err := data.ParseSKU(text); err != nil || got != want {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", " \t ", "MÜG", "A\nB", strings.Repeat("x", 41)} {
		if _, err := data.ParseSKU(text); data.KindOf(err) != data.KindInvalid {
			t.Errorf("%q was taken: %v", text, err)
		}
	}
}

func TestOrderNumbersAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]int64{"10042": 10042, "#10042": 10042, " 10042 ": 10042, "10042-1": 10042, "10042-1-2": 10042,
		"": 0, "#": 0, "-10042": 0, "0": 0, "MUG": 0, "10042x": 0, "10 042": 0, "+10042": 0, "99999999999999999999": 0} {
		n, ok := data.OrderNumber(text)
		if ok != (want > 0) || (ok && n != want) {
			t.Errorf("%q is order %d (%v), want %d", text, n, ok, want)
		}
	}
}

// What was typed finds the record that it is part of, in any case, with the
// signs that people put into phone numbers.
func TestWhateverPartOfARecordIsTypedFindsIt(t *testing.T) {
	s := newShop(t)
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"mary", "okafor", "01134960142", "ls1", "ls14ap", "leeds"}).Draw(t, "word")
		from := rapid.IntRange(0, len(word)-3).Draw(t, "from")
		text := word[from : from+rapid.IntRange(3, len(word)-from).Draw(t, "letters")]
		if strings.Trim(text, "0") == "" {
			t.Skip("noughts alone are in every number")
		}
		if rapid.Bool().Draw(t, "capitals") {
			text = strings.ToUpper(text)
		}
		if rapid.Bool().Draw(t, "spaces") {
			text = "  " + text + " "
		}
		var hits []data.Hit
		err := s.Read(context.Background(), func(ctx context.Context, v *data.View) (err error) {
			hits, err = v.Search(ctx, "customer", text, 10)
			return err
		})
		if err != nil || len(hits) != 1 || hits[0].ID != s.customer.ID {
			t.Fatalf("%q finds %+v, %v", text, hits, err)
		}
	})
}

func FuzzBarcode(f *testing.F) {
	for _, s := range []string{"", "036000291452", "4006381333931", "96385074", "10614141000415", "MUG-7", " mug ", "036000291453", "MÜG", "0\x000", strings.Repeat("9", 60)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key := data.BarcodeKey(text)
		if data.BarcodeKey(" "+text+"\n") != key {
			t.Errorf("spaces round %q change what it finds", text)
		}
		lookup, clean, err := data.ParseBarcode(text)
		if err != nil {
			if data.KindOf(err) != data.KindInvalid || !utf8.ValidString(err.Error()) {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		if lookup != key || clean == "" || len(clean) > 48 || clean != strings.TrimSpace(text) {
			t.Errorf("%q is kept as %q and looked up as %q, a scan as %q", text, clean, lookup, key)
		}
		if again, _, err := data.ParseBarcode(clean); err != nil || again != lookup {
			t.Errorf("%q is looked up as %q, then as %q (%v)", clean, lookup, again, err)
		}
	})
}

func FuzzLooksLikeCard(f *testing.F) {
	for _, s := range []string{"", "4111 1111 1111 1111", "4111111111111111 12/26 123", "3782-822463-10005", "0113 496 0142", "4111.1111.1111.1111", "1 2 3 4 5 6 7 8 9 0 1 2 3 4", "4111\u00a01111\u20111111 1111", "\xff4111"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		seen := data.LooksLikeCard(text)
		if n := len(data.Digits(text)); seen && n < 13 {
			t.Errorf("%q has %d digits and was taken for a card number", text, n)
		}
		// Words round it hide nothing.
		if seen && !data.LooksLikeCard("pay with "+text+" please") {
			t.Errorf("%q is a card number alone and none among words", text)
		}
		if !data.LooksLikeCard(text + ", 4111 1111 1111 1111, thanks") {
			t.Errorf("%q hides the card number that follows", text)
		}
	})
}

func FuzzMoney(f *testing.F) {
	for _, s := range []string{"12.50", "£1,234.50", "12,50", "", "-", ".", "-.5", "1e9", "£€$", "99999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := data.ParseMoney("amount", text)
		if err != nil {
			if data.KindOf(err) != data.KindInvalid {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		if again, err := data.ParseMoney("amount", m.In("GBP")); err != nil || again != m {
			t.Errorf("%q is %s, which is read back as %s (%v)", text, m, again, err)
		}
		if len(data.Digits(text)) == 0 {
			t.Errorf("%q has no digits and is %s", text, m)
		}
	})
}

func FuzzQuantity(f *testing.F) {
	for _, s := range []string{"1", "0", "-1", " 5 ", "+5", "1_000", "999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := data.ParseQuantity("qty", text)
		if err != nil {
			if data.KindOf(err) != data.KindInvalid {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		if again, err := data.ParseQuantity("qty", fmt.Sprint(q)); err != nil || again != q || q < 1 {
			t.Errorf("%q is %d, then %d (%v)", text, q, again, err)
		}
	})
}

func FuzzSKU(f *testing.F) {
	for _, s := range []string{"", "MUG", " A B ", "MÜG", "\x7f", strings.Repeat("x", 41)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sku, err := data.ParseSKU(text)
		if err != nil {
			if data.KindOf(err) != data.KindInvalid {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		if again, err := data.ParseSKU(string(sku)); err != nil || again != sku || sku == "" || len(sku) > 40 {
			t.Errorf("%q is %q, then %q (%v)", text, sku, again, err)
		}
	})
}

func FuzzOrderNumber(f *testing.F) {
	for _, s := range []string{"10042", "#10042", "10042-1", "-1", "+1", "", "9223372036854775807", "9223372036854775808", "#-", "１２"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, ok := data.OrderNumber(text)
		if ok && (n < 1 || !strings.Contains(text, fmt.Sprint(n)) && !strings.Contains(text, "0")) {
			t.Errorf("%q is order %d", text, n)
		}
		if again, same := data.OrderNumber(fmt.Sprint("#", n)); ok && (!same || again != n) {
			t.Errorf("order %d is read back as %d", n, again)
		}
	})
}

// Whatever is typed into the search is answered, never with an error.
func FuzzSearch(f *testing.F) {
	s := newShop(f)
	s.place(want{s.mug, 1})
	for _, text := range []string{"mug", "MU", "000", "0", `"`, `"mug" OR NEAR(`, "a* b*", "-", "--", "'; DROP TABLE orders", "+44 (0)113 496 0142", "ls1 4ap", "😀", "\x00", "\xff\xfe", "ß", "İ", "%", "_", "^mug", "mug:", "a b c d e f g h", strings.Repeat("x", 5000), "+", "(((((", "001", "#10001"} {
		for _, kind := range []string{"", "product", "order"} {
			f.Add(kind, text)
		}
	}
	f.Fuzz(func(t *testing.T, kind, text string) {
		err := s.Read(context.Background(), func(ctx context.Context, v *data.View) error {
			hits, err := v.Search(ctx, kind, text, 5)
			if len(hits) > 5 {
				t.Errorf("%q finds %d, more than were asked for", text, len(hits))
			}
			return err
		})
		if err != nil {
			t.Errorf("%q among %q: %v", text, kind, err)
		}
	})
}
