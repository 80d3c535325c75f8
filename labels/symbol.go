package labels

import (
	"fmt"
	"image"
	"strings"
	"sync"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/ean"
	"github.com/boombuler/barcode/qr"
)

// A Kind is a bar code symbology.
type Kind uint8

// The symbologies that are printed.
const (
	NoCode  Kind = iota
	EAN13        // 13 digits, world retail
	UPCA         // 12 digits, North American retail
	EAN8         // 8 digits, small packs
	Code128      // letters and digits: SKUs, locations, order numbers
	QR
)

func (k Kind) String() string {
	return [...]string{"none", "EAN-13", "UPC-A", "EAN-8", "Code 128", "QR"}[min(int(k), 5)]
}

// A Code is what a bar code says and in which symbology. Make it by SymbolFor,
// RetailCode, TextCode or QRCode: those check what a scanner would refuse.
type Code struct {
	Kind Kind
	Data string
}

// maxCode128 is the longest text a Code 128 is made of; more does not fit on
// any label and the encoder refuses it.
const maxCode128 = 80

// SymbolFor chooses a product's bar code by what it has: 13 digits EAN-13, 12
// UPC-A, 8 EAN-8, 14 (a case) Code 128, any other barcode Code 128 as it
// stands, and with no barcode Code 128 of the SKU. When the barcode cannot be
// printed the SKU's code is returned together with the error, so that a label
// still scans; the Code is empty when neither can be.
func SymbolFor(barcode, sku string) (Code, error) {
	barcode = strings.TrimSpace(barcode)
	if barcode == "" {
		return TextCode(strings.TrimSpace(sku))
	}
	var c Code
	var err error
	if digits(barcode) && (len(barcode) == 8 || len(barcode) == 12 || len(barcode) == 13) {
		c, err = RetailCode(barcode)
	} else {
		c, err = TextCode(barcode)
	}
	if err != nil {
		c, skuErr := TextCode(strings.TrimSpace(sku))
		if skuErr != nil {
			return Code{}, err
		}
		return c, err
	}
	return c, nil
}

// RetailCode makes an EAN-13, UPC-A or EAN-8 of 13, 12 or 8 digits. The last
// digit must be the right check digit.
func RetailCode(number string) (Code, error) {
	kinds := map[int]Kind{13: EAN13, 12: UPCA, 8: EAN8}
	kind, ok := kinds[len(number)]
	if !ok || !digits(number) {
		return Code{}, fmt.Errorf("barcode %q: 8, 12 or 13 digits are needed", shorten(number, 40))
	}
	last := len(number) - 1
	if want := CheckDigit(number[:last]); number[last] != want {
		return Code{}, fmt.Errorf("barcode %s: the check digit is %c, it should be %c", number, number[last], want)
	}
	return Code{kind, number}, nil
}

// TextCode makes a Code 128 of 1 to 80 ASCII signs (space to ~). Other letters
// are refused: the encoder takes some of them for function signs.
func TextCode(text string) (Code, error) {
	switch {
	case text == "":
		return Code{}, fmt.Errorf("bar code: there is nothing to encode")
	case !plainASCII(text):
		return Code{}, fmt.Errorf("bar code of %q: only plain letters, digits and signs can be encoded", shorten(text, 40))
	case len(text) > maxCode128:
		return Code{}, fmt.Errorf("bar code of %q: %d signs, %d are the most", shorten(text, 40), len(text), maxCode128)
	}
	return Code{Code128, text}, nil
}

// QRCode makes a QR code of 1 to 1000 bytes of text.
func QRCode(text string) (Code, error) {
	if text == "" || len(text) > 1000 {
		return Code{}, fmt.Errorf("QR code: 1 to 1000 bytes are needed, there are %d", len(text))
	}
	return Code{QR, text}, nil
}

// CheckDigit returns the digit that follows the given ones in a GTIN, SSCC or
// GLN: from the right weights 3, 1, 3, 1 ..., then up to the next ten (GS1
// General Specifications, 7.9). Callers pass digits only.
func CheckDigit(number string) byte {
	sum, weight := 0, 3
	for i := len(number) - 1; i >= 0; i-- {
		sum += int(number[i]-'0') * weight
		weight = 4 - weight
	}
	return byte('0' + (10-sum%10)%10)
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// A bar is a dark stretch in modules from the symbol's left and top edge.
type bar struct {
	x, y, w, h int // h 0: as high as the symbol is drawn
	guard      bool
}

// A pattern is an encoded Code: dark bars, and how many modules it is wide (and
// high, for QR).
type pattern struct {
	bars          []bar
	width, height int
}

// encode returns the pattern of c. Only Codes from this file's constructors
// are sure to encode.
func encode(c Code) (pattern, error) {
	var img barcode.Barcode
	var err error
	switch c.Kind {
	case EAN13, EAN8:
		img, err = ean.Encode(c.Data)
	case UPCA:
		// The encoder would take 12 digits for an EAN-13 without its check digit.
		img, err = ean.Encode("0" + c.Data)
	case Code128:
		if !plainASCII(c.Data) {
			return pattern{}, fmt.Errorf("bar code of %q: not plain ASCII", shorten(c.Data, 40))
		}
		img, err = code128.Encode(c.Data)
	case QR:
		img, err = qr.Encode(c.Data, qr.M, qr.Auto)
		if err != nil {
			img, err = qr.Encode(c.Data, qr.M, qr.Unicode)
		}
	default:
		return pattern{}, fmt.Errorf("bar code: kind %d is not known", c.Kind)
	}
	if err != nil {
		return pattern{}, fmt.Errorf("encode %s %q: %w", c.Kind, shorten(c.Data, 40), err)
	}
	size := img.Bounds().Size()
	p := pattern{width: size.X}
	rows := 1
	if c.Kind == QR {
		p.height, rows = size.Y, size.Y
	}
	for y := range rows {
		for x := 0; x < size.X; {
			if !dark(img, x, y) {
				x++
				continue
			}
			start := x
			for x < size.X && dark(img, x, y) {
				x++
			}
			b := bar{x: start, w: x - start, guard: guardAt(c.Kind, start)}
			if c.Kind == QR {
				b.y, b.h = y, 1
			}
			p.bars = append(p.bars, b)
		}
	}
	return p, nil
}

func dark(img image.Image, x, y int) bool {
	r, _, _, _ := img.At(x, y).RGBA()
	return r < 0x8000
}

// guardAt reports whether the bar that starts at module x is drawn long. In
// UPC-A that holds for the first and last digit's bars too.
func guardAt(k Kind, x int) bool {
	switch k {
	case EAN13:
		return x < 3 || x >= 45 && x < 50 || x >= 92
	case UPCA:
		return x < 10 || x >= 45 && x < 50 || x >= 85
	case EAN8:
		return x < 3 || x >= 31 && x < 36 || x >= 64
	}
	return false
}

// patterns remembers the last codes: the same one is measured, drawn and drawn
// again in the preview.
var patterns = struct {
	sync.Mutex
	m map[Code]pattern
}{m: map[Code]pattern{}}

const maxPatterns = 4096

// cached is encode with memory.
func cached(c Code) (pattern, error) {
	patterns.Lock()
	p, ok := patterns.m[c]
	patterns.Unlock()
	if ok {
		return p, nil
	}
	p, err := encode(c)
	if err != nil {
		return p, err
	}
	patterns.Lock()
	if len(patterns.m) >= maxPatterns {
		clear(patterns.m)
	}
	patterns.m[c] = p
	patterns.Unlock()
	return p, nil
}

// Bars returns the dark rectangles in dots from the page's top left corner.
// Bars that touch are already one. It is empty when the Code cannot be encoded.
func (s Symbol) Bars() []image.Rectangle {
	p, err := cached(s.Code)
	if err != nil {
		return nil
	}
	out := make([]image.Rectangle, len(p.bars))
	for i, b := range p.bars {
		x, y := s.X+b.x*s.Module, s.Y+b.y*s.Module
		h := b.h * s.Module
		if b.h == 0 {
			h = s.Height
			if b.guard {
				h += s.Guard
			}
		}
		out[i] = image.Rect(x, y, x+b.w*s.Module, y+h)
	}
	return out
}
