package labels

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"packbench/labels/scantest"
)

// zbar names a code as the scanner does: UPC-A is an EAN-13 with a 0 in front.
func zbar(c Code) string {
	switch c.Kind {
	case EAN13:
		return "EAN-13:" + c.Data
	case UPCA:
		return "EAN-13:0" + c.Data
	case EAN8:
		return "EAN-8:" + c.Data
	case QR:
		return "QR-Code:" + c.Data
	}
	return "CODE-128:" + c.Data
}

// codesOn lists the codes of each page as the scanner should read them.
func codesOn(d *Doc) [][]string {
	out := make([][]string, len(d.Pages))
	for i, p := range d.Pages {
		for _, it := range p.Items {
			if s, ok := it.(Symbol); ok {
				out[i] = append(out[i], zbar(s.Code))
			}
		}
	}
	return out
}

func randomDigits(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
	}
	return string(b)
}

func randomText(r *rand.Rand, n int) string {
	const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-./_+#%$*"
	b := make([]byte, n)
	for i := range b {
		b[i] = signs[r.IntN(len(signs))]
	}
	return string(b)
}

// TestCodesDecode prints labels of each kind at the dots of thermal printers,
// one bit deep, and reads every code back, with nothing extra on the paper.
// PACKBENCH_DOCUMENTS=1 makes it 500 of each kind at both densities.
func TestCodesDecode(t *testing.T) {
	scantest.Need(t)
	n, dpis := 30, []int{203}
	if scantest.Full() {
		n, dpis = 500, []int{203, 300}
	}
	sheet, err := StockByID("5160")
	if err != nil {
		t.Fatal(err)
	}
	wide, err := StockByID("L7163")
	if err != nil {
		t.Fatal(err)
	}
	shelf, err := StockByID("L7160")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]func(r *rand.Rand, dpi int) (*Doc, int){}
	for name, digits := range map[string]int{"product EAN-13": 13, "product UPC-A": 12, "product EAN-8": 8, "product Code 128": 0} {
		kinds[name] = func(r *rand.Rand, dpi int) (*Doc, int) {
			var ls []Label
			for i := range n {
				l := ProductLabel{Name: fmt.Sprintf("Product %d", i), SKU: randomText(r, 4+r.IntN(8)), Price: "£4.95"}
				if digits > 0 {
					l.Barcode = withCheck(randomDigits(r, digits-1))
				}
				ls = append(ls, l)
			}
			half := n / 2
			d := Sheet(sheet, 1+r.IntN(30), dpi, ls[:half])
			d.Pages = append(d.Pages, Sheet(wide, 1, dpi, ls[half:]).Pages...)
			return d, n
		}
	}
	kinds["location"] = func(r *rand.Rand, dpi int) (*Doc, int) {
		var ls []Label
		for range n {
			ls = append(ls, LocationLabel{Code: fmt.Sprintf("%c-%02d-%d-%c", 'A'+r.IntN(26), r.IntN(100), r.IntN(9), 'A'+r.IntN(26)), Name: "Picking"})
		}
		return Sheet(shelf, 1, dpi, ls), n
	}
	kinds["shipping"] = func(r *rand.Rand, dpi int) (*Doc, int) {
		var ls []ShippingLabel
		for i := range n {
			l := sampleShipping()
			l.Order = fmt.Sprint(10000 + r.IntN(90000))
			l.Parcel = fmt.Sprintf("%s-%d-%d", l.Order, 1+i%3, 1+r.IntN(9))
			ls = append(ls, l)
		}
		return ShippingLabels(dpi, ls), n
	}
	for name, make := range kinds {
		for _, dpi := range dpis {
			t.Run(fmt.Sprintf("%s at %d dpi", name, dpi), func(t *testing.T) {
				d, count := make(rand.New(rand.NewPCG(7, uint64(dpi))), dpi)
				want := codesOn(d)
				total := 0
				for _, p := range want {
					total += len(p)
				}
				if total != count {
					t.Fatalf("%d codes were drawn for %d labels: %v", total, count, d.Warnings)
				}
				pdf, err := d.PDF()
				if err != nil {
					t.Fatal(err)
				}
				scantest.Compare(t, scantest.Read(t, pdf, dpi), want)
			})
		}
	}
}

// TestQRDecodes reads QR codes of several sizes back.
func TestQRDecodes(t *testing.T) {
	scantest.Need(t)
	r := rand.New(rand.NewPCG(3, 3))
	d := NewDoc("QR", 203)
	for i := range 8 {
		c := d.AddPage(Label4x6)
		code, err := QRCode("https://id.example/01/" + randomText(r, 1+i*20))
		if err != nil {
			t.Fatal(err)
		}
		c.Code(Rect{10.07, 10.03, 70, 70}, code, CodeStyle{})
	}
	pdf, err := d.PDF()
	if err != nil {
		t.Fatal(err)
	}
	scantest.Compare(t, scantest.Read(t, pdf, 203), codesOn(d))
}

// TestBarsAreWholeDots renders sheets one bit deep at the printer's density and
// compares every dot across every bar code: no bar is a dot too wide or narrow.
func TestBarsAreWholeDots(t *testing.T) {
	scantest.Need(t)
	for _, id := range []string{"5160", "L7163", "4x6"} {
		stock, err := StockByID(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, dpi := range []int{203, 300, 600} {
			d := Sheet(stock, 1, dpi, sampleProducts(min(stock.PerSheet(), 12)))
			pdf, err := d.PDF()
			if err != nil {
				t.Fatal(err)
			}
			page := scantest.Bits(t, pdf, dpi)
			bars, wrong := 0, 0
			for _, it := range d.Pages[0].Items {
				s, ok := it.(Symbol)
				if !ok {
					continue
				}
				all := s.Bars()
				bars += len(all)
				y := s.Y + s.Height/2
				for x := all[0].Min.X - 3; x < all[len(all)-1].Max.X+3; x++ {
					want := false
					for _, b := range all {
						want = want || x >= b.Min.X && x < b.Max.X
					}
					if page.Dark(x, y) != want {
						wrong++
					}
				}
			}
			if bars == 0 || wrong > 0 {
				t.Errorf("%s at %d dpi: %d dots of %d bars are wrong", id, dpi, wrong, bars)
			}
		}
	}
}
