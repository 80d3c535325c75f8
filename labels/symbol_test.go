package labels

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSymbolFor(t *testing.T) {
	for _, c := range []struct {
		name, barcode, sku string
		kind               Kind
		data               string
		wrong              string
	}{
		{"13 digits", "5012345678900", "X", EAN13, "5012345678900", ""},
		{"12 digits", "036000291452", "X", UPCA, "036000291452", ""},
		{"8 digits", "96385074", "X", EAN8, "96385074", ""},
		{"14 digits, a case", "15012345678907", "X", Code128, "15012345678907", ""},
		{"the shop's own", "SHOP-7", "X", Code128, "SHOP-7", ""},
		{"none", "", "MUG-BLUE", Code128, "MUG-BLUE", ""},
		{"spaces around", " 96385074 ", "X", EAN8, "96385074", ""},
		{"wrong check digit: the SKU stands in", "5012345678901", "MUG", Code128, "MUG", "check digit"},
		{"a SKU with an accent", "", "CAÑON", NoCode, "", "plain letters"},
		{"a SKU that the encoder would take for function signs", "", "cañón", NoCode, "", "plain letters"},
		{"neither", "", " ", NoCode, "", "nothing"},
		{"too long", "", strings.Repeat("A", 81), NoCode, "", "80 are the most"},
	} {
		got, err := SymbolFor(c.barcode, c.sku)
		if got != (Code{c.kind, c.data}) {
			t.Errorf("%s: %v %q", c.name, got.Kind, got.Data)
		}
		if (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s: error %v, want one that says %q", c.name, err, c.wrong)
		}
	}
}

func TestCheckDigit(t *testing.T) {
	for number, want := range map[string]byte{"501234567890": '0', "03600029145": '2', "9638507": '4', "1501234567890": '7', "00614141123456789": '0', "629104150021": '3'} {
		if got := CheckDigit(number); got != want {
			t.Errorf("%s: %c, want %c", number, got, want)
		}
	}
	// One digit read wrong never passes.
	rapid.Check(t, func(t *rapid.T) {
		n := []byte(rapid.StringMatching(`[0-9]{7,17}`).Draw(t, "number"))
		i := rapid.IntRange(0, len(n)-1).Draw(t, "place")
		was := CheckDigit(string(n))
		n[i] = '0' + (n[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if CheckDigit(string(n)) == was {
			t.Fatalf("a wrong digit at %d of %s is not noticed", i, n)
		}
	})
}

// Every bar is a whole number of modules, the symbol is as wide as the standard
// says, and UPC-A is EAN-13 with a 0 in front.
func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		code  Code
		width int
	}{{Code{EAN13, "5012345678900"}, 95}, {Code{UPCA, "036000291452"}, 95}, {Code{EAN8, "96385074"}, 67}, {Code{Code128, "SKU-000123-XL"}, 167}} {
		p, err := encode(c.code)
		if err != nil {
			t.Fatal(err)
		}
		last := p.bars[len(p.bars)-1]
		if p.width != c.width || p.bars[0].x != 0 || last.x+last.w != c.width {
			t.Errorf("%v %s is %d modules wide, want %d", c.code.Kind, c.code.Data, p.width, c.width)
		}
		guards := 0
		for _, b := range p.bars {
			if b.guard {
				guards++
			}
		}
		if want := map[Kind]int{EAN13: 6, UPCA: 10, EAN8: 6}[c.code.Kind]; guards != want {
			t.Errorf("%v has %d long bars, want %d", c.code.Kind, guards, want)
		}
	}
}

// The thin bar is whole dots, in the standard's range wherever the label has
// room, and a warning says where it is not.
func TestModuleWidths(t *testing.T) {
	ean := Code{EAN13, "5012345678900"}
	for _, c := range []struct {
		name string
		code Code
		dpi  int
		room float64
		dots int
		warn WarningKind
	}{
		{"EAN at 203 dpi", ean, 203, 60, 3, 0},
		{"EAN at 300 dpi", ean, 300, 60, 4, 0},
		{"EAN at 600 dpi", ean, 600, 60, 8, 0},
		{"EAN at 600 dpi on a 38 mm label", ean, 600, 35.1, 7, 0},
		{"EAN at 203 dpi on a 38 mm label", ean, 203, 35.1, 2, CodeNarrow},
		{"EAN on 20 mm", ean, 203, 20, 0, CodeNoFit},
		{"Code 128 at 203 dpi", Code{Code128, "SKU-000123-XL"}, 203, 50, 2, 0},
		{"Code 128 in a wide place", Code{Code128, "10042"}, 203, 90, 4, 0},
		{"Code 128 at 600 dpi", Code{Code128, "SKU-000123-XL"}, 600, 47.6, 6, 0},
		{"Code 128 that is too long", Code{Code128, strings.Repeat("A", 40)}, 203, 50, 0, CodeNoFit},
	} {
		d := NewDoc("t", c.dpi)
		cv := d.AddPage(Letter)
		cv.Code(Rect{10.123, 10, c.room, 20}, c.code, CodeStyle{Text: true})
		dots := 0
		for _, it := range cv.Page().Items {
			if s, ok := it.(Symbol); ok {
				dots = s.Module
			}
		}
		if dots != c.dots {
			t.Errorf("%s: %d dots, want %d", c.name, dots, c.dots)
		}
		if c.warn == 0 && len(d.Warnings) != 0 || c.warn != 0 && (len(d.Warnings) == 0 || d.Warnings[0].Kind != c.warn) {
			t.Errorf("%s: warnings %v", c.name, d.Warnings)
		}
	}
}

// A code never leaves its rectangle, quiet zones included.
func TestCodeStaysInItsPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		codes := []Code{{EAN13, "5012345678900"}, {UPCA, "036000291452"}, {EAN8, "96385074"}, {Code128, "A"}, {Code128, "MUG-BLUE-12"}, {QR, "https://a.example/1"}}
		code := rapid.SampledFrom(codes).Draw(t, "code")
		d := NewDoc("t", rapid.SampledFrom([]int{203, 300, 600}).Draw(t, "dpi"))
		c := d.AddPage(Letter)
		r := Rect{rapid.Float64Range(5, 20).Draw(t, "x"), 10, rapid.Float64Range(1, 100).Draw(t, "w"), rapid.Float64Range(1, 60).Draw(t, "h")}
		c.Code(r, code, CodeStyle{Text: rapid.Bool().Draw(t, "text"), Align: Align(rapid.IntRange(0, 2).Draw(t, "align"))})
		dot := 25.4 / float64(d.DPI)
		for _, it := range c.Page().Items {
			switch it := it.(type) {
			case Symbol:
				left, right := quiet(code.Kind)
				bars := it.Bars()
				for _, b := range bars {
					x1, x2 := float64(b.Min.X-left*it.Module)*dot, float64(b.Max.X+right*it.Module)*dot
					if b.Min.X == it.X && x1 < r.X-dot || b == bars[len(bars)-1] && code.Kind != QR && x2 > r.Right()+dot {
						t.Fatalf("the quiet zone from %.2f to %.2f leaves %.2f to %.2f", x1, x2, r.X, r.Right())
					}
					if y := float64(b.Max.Y) * dot; y > r.Bottom()+dot || float64(b.Min.Y)*dot < r.Y-dot {
						t.Fatalf("a bar down to %.2f leaves %.2f to %.2f", y, r.Y, r.Bottom())
					}
				}
			case Text:
				if it.X < r.X-dot || it.X+it.W > r.Right()+dot {
					t.Fatalf("the digits %q from %.2f to %.2f leave %.2f to %.2f", it.Plain, it.X, it.X+it.W, r.X, r.Right())
				}
			}
		}
	})
}

func FuzzSymbolFor(f *testing.F) {
	f.Add("5012345678900", "MUG")
	f.Add("", hostile)
	f.Fuzz(func(t *testing.T, barcode, sku string) {
		code, err := SymbolFor(barcode, sku)
		if code.Kind == NoCode {
			if err == nil {
				t.Fatal("no code and no reason")
			}
			return
		}
		if _, err := encode(code); err != nil {
			t.Fatalf("%v was promised and cannot be encoded: %v", code, err)
		}
	})
}
