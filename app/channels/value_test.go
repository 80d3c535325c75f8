package channels

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseMoney(t *testing.T) {
	cases := []struct {
		text, in string
		minor    int64
		currency string // "" means refused
	}{
		{"2.55", "GBP", 255, "GBP"},
		{"£2.55", "GBP", 255, "GBP"},
		{"2,55", "EUR", 255, "EUR"},
		{"2,55 €", "GBP", 255, "EUR"},
		{"EUR 90,00", "GBP", 9000, "EUR"},
		{"90.00 usd", "GBP", 9000, "USD"},
		{"$1,090.00", "USD", 109000, "USD"},
		{"$5", "AUD", 500, "AUD"},
		{"AU $3,000.00", "GBP", 300000, "AUD"},
		{"1.234,50", "EUR", 123450, "EUR"},
		{"1 234,50 €", "EUR", 123450, "EUR"},
		{"1'234.50", "CHF", 123450, "CHF"},
		{"1,234,567.8", "GBP", 123456780, "GBP"},
		{"1,234", "GBP", 123400, "GBP"},
		{"1234", "GBP", 123400, "GBP"},
		{"-5.00", "GBP", -500, "GBP"},
		{"(5.00)", "GBP", -500, "GBP"},
		{"£-5.00", "GBP", -500, "GBP"},
		{"-£5.00", "GBP", -500, "GBP"},
		{".5", "GBP", 50, "GBP"},
		{"0", "GBP", 0, "GBP"},
		{"0.500", "GBP", 50, "GBP"},
		{"1500", "JPY", 1500, "JPY"},
		{"¥1,500", "GBP", 1500, "JPY"},
		{"1.250", "BHD", 0, ""}, // a thousand dinars or one and a quarter?
		{"1.234", "GBP", 0, ""},
		{"2.555", "GBP", 0, ""},
		{"0.555", "GBP", 0, ""},
		{"1.5", "JPY", 0, ""},
		{"", "GBP", 0, ""},
		{"free", "GBP", 0, ""},
		{"12,34,56", "GBP", 0, ""},
		{"1,23.45", "GBP", 0, ""},
		{"1.2.3", "GBP", 0, ""},
		{"qty 5", "GBP", 0, ""},
		{"99999999999999999999", "GBP", 0, ""},
		{"£", "GBP", 0, ""},
		{"=2+2", "GBP", 0, ""},
	}
	for _, c := range cases {
		m, err := ParseMoney(c.text, c.in)
		if c.currency == "" {
			if err == nil {
				t.Errorf("%q was read as %+v", c.text, m)
			}
			continue
		}
		if err != nil || m != (Money{c.minor, c.currency}) {
			t.Errorf("%q is %+v (%v), want %d %s", c.text, m, err, c.minor, c.currency)
		}
	}
}

func TestMoneyWrittenIsMoneyRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.Int64Range(-99_999_999, 99_999_999).Draw(t, "minor")
		sign, n := "", minor
		if n < 0 {
			sign, n = "-", -n
		}
		for _, form := range []string{
			fmt.Sprintf("%s%d.%02d", sign, n/100, n%100),
			fmt.Sprintf("%s%d,%02d", sign, n/100, n%100),
			fmt.Sprintf("%s£%d.%02d", sign, n/100, n%100),
			fmt.Sprintf("%s%s.%02d GBP", sign, thousands(n/100, ","), n%100),
			fmt.Sprintf("%s%s,%02d", sign, thousands(n/100, "."), n%100),
			fmt.Sprintf("%s%s,%02d", sign, thousands(n/100, "\u00a0"), n%100),
		} {
			if m, err := ParseMoney(form, "GBP"); err != nil || m.Minor != minor {
				t.Fatalf("%q is %+v (%v), want %d", form, m, err, minor)
			}
		}
	})
}

func thousands(n int64, mark string) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s%s%03d", thousands(n/1000, mark), mark, n%1000)
}

func TestParseLengthAndWeight(t *testing.T) {
	lengths := []struct {
		text, unit string
		mm         int64 // -1 is refused
	}{
		{"300", "", 300}, {"300 mm", "cm", 300}, {"30", "cm", 300}, {"30cm", "", 300}, {"12.5 cm", "", 125}, {"12,5 cm", "", 125},
		{"0.3 m", "", 300}, {"11.8 in", "", 300}, {`12"`, "", 305}, {"1 ft 6 in", "", 457}, {"1 in", "", 25}, {"1,200", "mm", 1200},
		{"1.234 m", "", 1234}, {"0.5", "mm", 1}, {"0.4", "mm", 0}, {"0", "", 0},
		{"wide", "", -1}, {"", "", -1}, {"-5", "", -1}, {"30 kg", "", -1}, {"5 cm 3", "", -1}, {"1 2 3 cm x", "", -1}, {"1,250 m", "", -1}, {"999999999", "", -1}, {"1e3", "", -1},
	}
	for _, c := range lengths {
		mm, err := ParseLength(c.text, c.unit)
		if (err != nil) != (c.mm < 0) || err == nil && mm != c.mm {
			t.Errorf("%q (%s) is %d mm (%v), want %d", c.text, c.unit, mm, err, c.mm)
		}
	}
	weights := []struct {
		text, unit string
		g          int64
	}{
		{"250", "", 250}, {"0.25 kg", "", 250}, {"0,25", "kg", 250}, {"1 lb", "", 454}, {"1 lb 4 oz", "", 567}, {"16oz", "", 454}, {"2.2 lbs", "", 998},
		{"1.234 kg", "", 1234}, {"1,234", "g", 1234}, {"1,234 kg", "", -1}, {"1 lb 4", "", -1}, {"1 cm", "", -1}, {"heavy", "", -1}, {"200000000", "", -1},
	}
	for _, c := range weights {
		g, err := ParseWeight(c.text, c.unit)
		if (err != nil) != (c.g < 0) || err == nil && g != c.g {
			t.Errorf("%q (%s) is %d g (%v), want %d", c.text, c.unit, g, err, c.g)
		}
	}
	if s, err := ParseSize("30 x 20,5 × 10 cm", ""); err != nil || s != [3]int64{300, 205, 100} {
		t.Errorf("size %v (%v)", s, err)
	}
	if s, err := ParseSize("30 x 20 cm", ""); err == nil {
		t.Errorf("two sides are a size: %v", s)
	}
}

func TestParseQuantityAndYesNo(t *testing.T) {
	for text, want := range map[string]int64{"12": 12, "1,200": 1200, "12.0": 12, "-3": -3, " 7 ": 7, "0": 0, "12.5": -99, "dozen": -99, "": -99, "1.234": -99} {
		n, err := ParseQuantity(text)
		if (err != nil) != (want == -99) || err == nil && n != want {
			t.Errorf("%q is %d (%v), want %d", text, n, err, want)
		}
	}
	for text, want := range map[string]bool{"Yes": true, "x": true, "0": false, "FALSE": false} {
		if got, err := ParseYesNo(text); err != nil || got != want {
			t.Errorf("%q is %v (%v)", text, got, err)
		}
	}
	if _, err := ParseYesNo("maybe"); err == nil {
		t.Error("maybe is yes or no")
	}
}

func TestParseTime(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	for text, want := range map[string]string{
		"2011-12-05": "2011-12-04 23:00:00", "2011-12-05 08:26:00": "2011-12-05 07:26:00", "2011-12-05T08:26:00Z": "2011-12-05 08:26:00",
		"2026-11-02 09:15:42 -0500": "2026-11-02 14:15:42", "5 Dec 2011": "2011-12-04 23:00:00", "Dec 5, 2011": "2011-12-04 23:00:00",
		"05.12.2011": "2011-12-04 23:00:00", "5.12.2011 8:26": "2011-12-05 07:26:00", "25/12/2011": "2011-12-24 23:00:00", "12/25/2011 08:26": "2011-12-25 07:26:00",
		"5/5/2011": "2011-05-04 23:00:00", "40882": "2011-12-04 23:00:00", "40882.351388888892": "2011-12-05 07:26:00",
		"5/12/2011": "", "31.02.2011": "", "2011-13-05": "", "tomorrow": "", "": "", "25/25/2011": "", "12": "",
	} {
		got, err := ParseTime(text, berlin)
		if (err != nil) != (want == "") || err == nil && got.Format("2006-01-02 15:04:05") != want {
			t.Errorf("%q is %s (%v), want %s", text, got, err, want)
		}
	}
}

func TestParseTax(t *testing.T) {
	for _, c := range []struct {
		cell, unit string
		shares     bool
		want       Tax
		bad        bool
	}{
		{"20", "", false, Tax{BP: 2000}, false}, {"20%", "", false, Tax{BP: 2000}, false}, {"5,5 %", "", false, Tax{BP: 550}, false}, {"0", "", false, Tax{}, false},
		{"0.2", "", false, Tax{BP: 2000}, false},  // a share
		{"0.2", "%", false, Tax{BP: 20}, false},   // the header says percent
		{"0.2", "%", true, Tax{BP: 2000}, false},  // a workbook's cell of 20 %
		{"1E-4", "%", true, Tax{BP: 1}, false},    // and of 0.01 %
		{"1", "%", true, Tax{BP: 10000}, false},   // and of 100 %
		{"17.5", "%", true, Tax{BP: 1750}, false}, // a plain number in a workbook
		{"Standard", "", false, Tax{Class: TaxStandard}, false}, {"TRUE", "", false, Tax{Class: TaxStandard}, false},
		{"zero-rate", "", false, Tax{Class: TaxNone}, false}, {"Exempt", "", false, Tax{Class: TaxNone}, false}, {"reduced-rate", "", false, Tax{Class: TaxOther}, false},
		{"-5", "", false, Tax{}, true}, {"120", "", false, Tax{}, true}, {"nan", "", false, Tax{}, true}, {"lots", "", false, Tax{}, true}, {"%", "", false, Tax{}, true},
	} {
		got, err := ParseTax(c.cell, c.unit, c.shares)
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%q under %q is %+v, %v, want %+v", c.cell, c.unit, got, err, c.want)
		}
	}
}

func TestParseTerms(t *testing.T) {
	for _, c := range []struct {
		cell string
		want int64
		bad  bool
	}{
		{"30", 30, false}, {"Net 30", 30, false}, {"NET30", 30, false}, {"14 days net", 14, false}, {"60 Tage", 60, false}, {"30.0", 30, false}, {"0", 0, false},
		{"Due on receipt", 0, false}, {"none", 0, false}, {"Pro forma", 0, false},
		{"2/10 net 30", 0, true}, {"30 EOM", 0, true}, {"99999", 0, true}, {"-30", 0, true}, {"99999999999999999999", 0, true}, {"", 0, true},
	} {
		if got, err := ParseTerms(c.cell); got != c.want || (err != nil) != c.bad {
			t.Errorf("%q is %d days, %v, want %d", c.cell, got, err, c.want)
		}
	}
}

func FuzzValues(f *testing.F) {
	for _, s := range []string{"£2.55", "1.234,5", "1 lb 4 oz", "30 x 20 x 10 cm", "(5)", "5E+12", "٣", "20%", "0.2", "net 30", "zero-rate"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if m, err := ParseMoney(s, "GBP"); err == nil && (m.Minor > maxWhole*1000 || m.Minor < -maxWhole*1000 || len(m.Currency) != 3) {
			t.Errorf("%q is %+v", s, m)
		}
		if n, err := ParseLength(s, "cm"); err == nil && (n < 0 || n > maxLength) {
			t.Errorf("%q is %d mm", s, n)
		}
		if n, err := ParseWeight(s, "kg"); err == nil && (n < 0 || n > maxWeight) {
			t.Errorf("%q is %d g", s, n)
		}
		if size, err := ParseSize(s, ""); err == nil && min(size[0], size[1], size[2]) < 0 {
			t.Errorf("%q is %v", s, size)
		}
		ParseQuantity(s)
		ParseYesNo(s)
		if tax, err := ParseTax(s, "", true); err == nil && (tax.BP < 0 || tax.BP > 10000) {
			t.Errorf("%q is a tax of %d", s, tax.BP)
		}
		if days, err := ParseTerms(s); err == nil && (days < 0 || days > mostTerms) {
			t.Errorf("%q are terms of %d days", s, days)
		}
		if at, err := ParseTime(s, nil); err == nil && at.Location() != time.UTC {
			t.Errorf("%q is %s", s, at)
		}
	})
}
