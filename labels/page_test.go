package labels

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file in testdata; -update writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		a, b := "", ""
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Fatalf("%s line %d: is %q, was %q (run with -update when it is meant)", name, i+1, a, b)
		}
	}
}

func TestGolden(t *testing.T) {
	golden(t, "shipping", ShippingLabels(203, []ShippingLabel{sampleShipping()}).Dump())
	golden(t, "shipping-hostile", ShippingLabels(203, []ShippingLabel{hostileShipping()}).Dump())
	for _, id := range []string{"5160", "L7163", "5167", "L7651"} {
		s, err := StockByID(id)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "product-"+id, Sheet(s, 1, 300, sampleProducts(4)).Dump())
	}
	s, err := StockByID("L7160")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "location-L7160", Sheet(s, 20, 300, sampleLocations(3)).Dump())
}

// The same document is the same bytes, so that a stored label can be compared
// with what would be printed now.
func TestPDFIsDeterministic(t *testing.T) {
	var first [32]byte
	for i := range 5 {
		d := ShippingLabels(203, []ShippingLabel{sampleShipping(), hostileShipping()})
		b, err := d.PDF()
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(b); i == 0 {
			first = sum
		} else if sum != first {
			t.Fatal("the same label made two different files")
		}
	}
}

// inside reports an item that leaves its page.
func inside(p *Page) error {
	const slack = 0.05
	check := func(what string, r Rect) error {
		if r.X < -slack || r.Y < -slack || r.Right() > p.W+slack || r.Bottom() > p.H+slack {
			return fmt.Errorf("%s at %.2f,%.2f to %.2f,%.2f leaves the page %.1f x %.1f", what, r.X, r.Y, r.Right(), r.Bottom(), p.W, p.H)
		}
		return nil
	}
	for _, it := range p.Items {
		var err error
		switch it := it.(type) {
		case Text:
			up := it.Size * fontAscent * mmPerPoint
			err = check("text "+it.Plain, Rect{it.X, it.Y - up, it.W, it.Size * lineSpacing * mmPerPoint})
		case Box:
			err = check("box", it.Rect)
		case Symbol:
			for _, b := range it.Bars() {
				k := 25.4 / float64(it.DPI)
				if err = check("bar", Rect{float64(b.Min.X) * k, float64(b.Min.Y) * k, float64(b.Dx()) * k, float64(b.Dy()) * k}); err != nil {
					break
				}
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func TestNothingLeavesItsPage(t *testing.T) {
	for name, d := range samples() {
		for i, p := range d.Pages {
			if err := inside(p); err != nil {
				t.Errorf("%s page %d: %v", name, i+1, err)
			}
		}
	}
}

// Whatever is set into a rectangle stays in it, and the words about it are true.
func TestTextStaysInItsPlace(t *testing.T) {
	texts := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("abcWi .-/\nאב12مر東京🎁e\u0301"))),
		rapid.Just(hostile), rapid.Just(strings.Repeat("W", 500)), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	rapid.Check(t, func(t *rapid.T) {
		s := texts.Draw(t, "text")
		st := Style{Font: Font(rapid.IntRange(0, int(Mono)).Draw(t, "font")), Size: rapid.Float64Range(4, 40).Draw(t, "size"), Min: rapid.Float64Range(0, 12).Draw(t, "min"),
			Lines: rapid.IntRange(0, 6).Draw(t, "lines"), Keep: rapid.Float64Range(0, 12).Draw(t, "keep"), Align: Align(rapid.IntRange(0, 2).Draw(t, "align")), Middle: rapid.Bool().Draw(t, "middle"), Bottom: rapid.Bool().Draw(t, "bottom")}
		r := Rect{10, 10, rapid.Float64Range(0, 80).Draw(t, "w"), rapid.Float64Range(0, 50).Draw(t, "h")}
		d := NewDoc("t", 203)
		c := d.AddPage(A4)
		f := c.Text(r, s, st)
		if m := Measure(r, s, st); m.Size != f.Size || m.Lines != f.Lines || m.Cut != f.Cut {
			t.Fatalf("measured %+v, set %+v", m, f)
		}
		if f.Cut && len(d.Warnings) == 0 {
			t.Fatal("cut without a warning")
		}
		for _, it := range c.Page().Items {
			x := it.(Text)
			if x.X < r.X-0.03 || x.X+x.W > r.Right()+0.03 {
				t.Fatalf("%q from %.3f to %.3f leaves %.3f to %.3f", x.Plain, x.X, x.X+x.W, r.X, r.Right())
			}
			top := x.Y - fontAscent*x.Size*mmPerPoint
			if slack := 0.1 * x.Size * mmPerPoint; top < r.Y-0.03-slack || top+lineSpacing*x.Size*mmPerPoint > r.Bottom()+0.03+slack {
				t.Fatalf("%q from %.3f to %.3f leaves %.3f to %.3f", x.Plain, top, top+lineSpacing*x.Size*mmPerPoint, r.Y, r.Bottom())
			}
			for _, run := range x.Runs {
				for _, ch := range run.S {
					if _, ok := faces[run.Font].lookup(ch); !ok {
						t.Fatalf("%U is not in the font it is set in", ch)
					}
				}
			}
		}
	})
}

// A document is made whatever people typed.
func TestHostileTextMakesADocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := func(name string) string {
			return rapid.OneOf(rapid.String(), rapid.Just(hostile), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, name)
		}
		l := ShippingLabel{From: Address{Lines: []string{s("a"), s("b")}, Country: s("c")}, To: Address{Lines: []string{s("d")}, Country: s("e")}, Carrier: s("f"), Service: s("g"),
			Order: s("h"), Parcel: s("i"), Reference: s("j"), Contents: s("k"), Marks: []string{s("l"), s("m")}, Date: s("n")}
		d := ShippingLabels(203, []ShippingLabel{l})
		d.Title = s("title")
		stock := rapid.SampledFrom(stocks).Draw(t, "stock")
		d.Pages = append(d.Pages, Sheet(stock, 1, 203, []Label{ProductLabel{s("o"), s("p"), s("q"), s("r")}, LocationLabel{s("s"), s("t"), s("u")}}).Pages...)
		for _, p := range d.Pages {
			if err := inside(p); err != nil {
				t.Fatal(err)
			}
			Raster(p, 40)
		}
		if b, err := d.PDF(); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
			t.Fatalf("%d bytes, %v", len(b), err)
		}
	})
}

func TestCleanNamesWhatIsLost(t *testing.T) {
	if err := loadFaces(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, in, want, lost string }{
		{"plain", "Mug, blue", "Mug, blue", ""},
		{"accents are put together", "Zoe\u0308", "Zoë", ""},
		{"emoji", "Hi 🎁", "Hi ▯", "🎁 (U+1F381)"},
		{"a family is one person each, without the joiners", "👨\u200d👩", "▯▯", "👨 (U+1F468), 👩 (U+1F469)"},
		{"tab and line end", "a\tb\r\nc", "a b c", ""},
		{"broken UTF-8", "a\xffb", "a▯b", "byte FF"},
		{"null", "a\x00b", "a▯b", "U+0000"},
		{"direction marks go", "a\u202eb", "ab", ""},
		{"no-break space", "a\u00a0b", "a b", ""},
		{"Chinese", "東京", "東京", ""},
	} {
		got, lost := clean(Sans, c.in, false)
		if got != c.want || strings.Join(lost, ", ") != c.lost {
			t.Errorf("%s: %q, lost %q; want %q, %q", c.name, got, lost, c.want, c.lost)
		}
	}
}

func TestAppendKeepsPagesAndWarnings(t *testing.T) {
	a, b := NewDoc("a", 203), NewDoc("b", 300)
	a.AddPage(A4).Text(Rect{0, 0, 100, 10}, "🎁", Style{Size: 9})
	for _, s := range []string{"plain", "🎁 🎀", "🎁"} {
		b.AddPage(A4).Text(Rect{0, 0, 100, 10}, s, Style{Size: 9})
	}
	a.Append(b)
	if len(a.Pages) != 4 || len(a.Warnings) != 2 || a.Warnings[1].Page != 3 || !strings.Contains(a.Warnings[1].Text, "🎀") {
		t.Errorf("%d pages, warnings %v", len(a.Pages), a.Warnings)
	}
}

func TestWarningsAreCounted(t *testing.T) {
	d := NewDoc("t", 203)
	for _, s := range []string{"one 🎁", "two 🎁"} {
		d.AddPage(A4).Text(Rect{0, 0, 100, 10}, s, Style{Size: 9})
	}
	if len(d.Warnings) != 1 || d.Warnings[0].Count != 2 || d.Warnings[0].Page != 1 || !strings.Contains(d.Warnings[0].String(), "and 1 more") {
		t.Errorf("warnings %v", d.Warnings)
	}
	for i := range 500 {
		d.AddPage(A4).Text(Rect{0, 0, 5, 5}, fmt.Sprintf("number %d is too long", i), Style{Size: 9})
	}
	if len(d.Warnings) > maxWarnings {
		t.Errorf("%d warnings, %d are the most", len(d.Warnings), maxWarnings)
	}
}

// The preview shows ink where paper has it.
func TestRasterShowsBarsAndText(t *testing.T) {
	d := NewDoc("t", 203)
	c := d.AddPage(Label4x6)
	code, err := TextCode("10042")
	if err != nil {
		t.Fatal(err)
	}
	at := c.Code(Rect{20, 20, 60, 20}, code, CodeStyle{})
	c.Text(Rect{20, 60, 60, 10}, "Order 東京", Style{Size: 20})
	pic := image.NewRGBA(image.Rect(0, 0, 4, 4))
	for i := range 16 {
		pic.Set(i%4, i/4, color.Black)
	}
	c.Picture(Rect{20, 90, 10, 10}, pic)
	c.Dashed(20, 110, 80, 110, 0.5, 2)
	c.Frame(Rect{20, 120, 20, 5}, 0.5)
	img := Raster(c.Page(), 203)
	if got := img.Bounds().Size(); got != (image.Point{812, 1218}) {
		t.Fatalf("the label is %v pixels", got)
	}
	// At the printer's own density the preview's bars are the printer's dots.
	sym := c.Page().Items[0].(Symbol)
	for _, b := range sym.Bars() {
		for x := b.Min.X - 1; x <= b.Max.X; x++ {
			want := uint8(255)
			if x >= b.Min.X && x < b.Max.X {
				want = 0
			}
			if v := img.RGBAAt(x, b.Min.Y+5).R; v != want {
				t.Fatalf("dot %d beside or in bar %v is %d, want %d", x, b, v, want)
			}
		}
	}
	dark := func(r Rect) (n int) {
		k := 203 / 25.4
		for y := int(r.Y * k); y < int(r.Bottom()*k); y++ {
			for x := int(r.X * k); x < int(r.Right()*k); x++ {
				if img.RGBAAt(x, y).R < 128 {
					n++
				}
			}
		}
		return n
	}
	for name, r := range map[string]Rect{"text": {20, 60, 60, 10}, "picture": {20, 90, 10, 10}, "dashes": {20, 109, 60, 2}, "frame": {19, 119, 22, 7}} {
		if dark(r) < 50 {
			t.Errorf("the %s is not there", name)
		}
	}
	if n := dark(Rect{at.Right() + 1, 20, 10, 20}); n != 0 {
		t.Errorf("%d dark dots in the quiet zone", n)
	}
	if s := Raster(&Page{Size: Size{1e9, 1}}, 1200).Bounds().Size(); s.X > maxRaster || s.Y > maxRaster {
		t.Errorf("a huge page is drawn %v large", s)
	}
}

func BenchmarkLabels3000(b *testing.B) {
	stock, err := StockByID("5160")
	if err != nil {
		b.Fatal(err)
	}
	ls := sampleProducts(3000)
	for b.Loop() {
		pdf, err := Sheet(stock, 1, 300, ls).PDF()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(pdf))/1000, "kB")
	}
}

func BenchmarkPreview(b *testing.B) {
	p := ShippingLabels(203, []ShippingLabel{sampleShipping()}).Pages[0]
	for b.Loop() {
		Raster(p, 110)
	}
}

// The PDF library writes into the font bytes it is given: documents made before
// must not change those made after.
func TestPDFDoesNotDependOnEarlierOnes(t *testing.T) {
	build := func(s string) []byte {
		d := NewDoc("t", 203)
		d.AddPage(A4).Text(Rect{10, 10, 190, 40}, s, Style{Size: 9, Font: Mono, Lines: 9})
		b, err := d.PDF()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	build("abc")
	first := build(hostile)
	for range 3 {
		if !bytes.Equal(first, build(hostile)) {
			t.Fatal("the same document came out different")
		}
	}
}
