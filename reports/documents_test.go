package reports

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"packbench/labels"
)

var updateDocuments = flag.Bool("update-documents", false, "write the documents' golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *updateDocuments {
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
			t.Fatalf("%s line %d: is %q, was %q (run with -update-documents when it is meant)", name, i+1, a, b)
		}
	}
}

func TestGoldenDocuments(t *testing.T) {
	golden(t, "slip-a4", PackingSlips(sampleShop, labels.A4, 300, []PackingSlip{sampleSlip(14)}).Dump())
	golden(t, "slip-4x6", PackingSlips(sampleShop, labels.Label4x6, 203, []PackingSlip{sampleSlip(14)}).Dump())
	golden(t, "slip-hostile", PackingSlips(hostileShop, labels.A4, 300, []PackingSlip{hostileSlip()}).Dump())
	golden(t, "pick-a4", PickLists(labels.A4, 300, []PickList{samplePick(8, 3)}).Dump())
	golden(t, "count-letter", CountSheets(labels.Letter, 300, []CountSheet{sampleCount(5, false)}).Dump())
	golden(t, "manifest-a4", Manifests(sampleShop, labels.A4, 300, []Manifest{sampleManifest(5)}).Dump())
}

// textsOn is what stands on a page, one text a line.
func textsOn(p *labels.Page) string {
	var b strings.Builder
	for _, it := range p.Items {
		if t, ok := it.(labels.Text); ok {
			b.WriteString(t.Plain + "\n")
		}
	}
	return b.String()
}

// Whatever the order, each page says which order and which page of how many it
// is and repeats the table's head, every line is there once, nothing leaves the
// paper and no line is torn.
func TestSlipPages(t *testing.T) {
	papers := []labels.Size{labels.A4, labels.Letter, labels.Label4x6}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 70).Draw(t, "lines")
		paper := rapid.SampledFrom(papers).Draw(t, "paper")
		s := sampleSlip(n)
		for i := range s.Lines {
			s.Lines[i].SKU = fmt.Sprintf("SKU-%03d", i)
			if rapid.IntRange(0, 5).Draw(t, "long") == 0 {
				s.Lines[i].Name = strings.Repeat("a long name ", rapid.IntRange(1, 30).Draw(t, "words"))
			}
		}
		if rapid.Bool().Draw(t, "gift") {
			s.GiftNote = strings.Repeat("With love. ", rapid.IntRange(1, 60).Draw(t, "love"))
		}
		d := PackingSlips(sampleShop, paper, 203, []PackingSlip{s})
		all := ""
		for i, p := range d.Pages {
			text := textsOn(p)
			all += text
			for _, want := range []string{fmt.Sprintf("Page %d of %d\n", i+1, len(d.Pages)), "Order 10042", "Item\n"} {
				if !strings.Contains(text, want) {
					t.Fatalf("page %d of %d lacks %q", i+1, len(d.Pages), want)
				}
			}
			checkPage(t, p)
		}
		for i := range s.Lines {
			if c := strings.Count(all, fmt.Sprintf("SKU-%03d", i)); c != 1 {
				t.Fatalf("line %d stands %d times on paper", i, c)
			}
		}
		for _, price := range []string{"£", "$", "€"} {
			if strings.Contains(all, price) {
				t.Fatalf("a price stands on the slip")
			}
		}
	})
}

// checkPage fails when an item leaves the page, or when two texts of the body
// lie over each other.
func checkPage(t interface{ Fatalf(string, ...any) }, p *labels.Page) {
	const slack = 0.1
	var boxes []labels.Rect
	var texts []string
	for _, it := range p.Items {
		x, ok := it.(labels.Text)
		if !ok {
			continue
		}
		em := x.Size * 25.4 / 72
		r := labels.Rect{X: x.X, Y: x.Y - 0.72*em, W: x.W, H: 0.72 * em}
		if r.X < -slack || r.Y < -slack || r.Right() > p.W+slack || x.Y+0.24*em > p.H+slack {
			t.Fatalf("%q leaves the page", x.Plain)
		}
		for i, o := range boxes {
			if r.X < o.Right()-slack && o.X < r.Right()-slack && r.Y < o.Bottom()-slack && o.Y < r.Bottom()-slack {
				t.Fatalf("%q at %.1f,%.1f lies over %q at %.1f,%.1f", x.Plain, r.X, r.Y, texts[i], o.X, o.Y)
			}
		}
		boxes, texts = append(boxes, r), append(texts, x.Plain)
	}
}

func TestNoTextLiesOverAnother(t *testing.T) {
	for name, d := range samples() {
		for i, p := range d.Pages {
			t.Run(fmt.Sprintf("%s page %d", name, i+1), func(t *testing.T) { checkPage(t, p) })
		}
	}
}

// The running totals of a pick list end at the whole.
func TestPickListTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := samplePick(rapid.IntRange(1, 90).Draw(t, "lines"), rapid.IntRange(1, 12).Draw(t, "orders"))
		d := PickLists(rapid.SampledFrom([]labels.Size{labels.A4, labels.Label4x6}).Draw(t, "paper"), 203, []PickList{l})
		units := 0
		for _, line := range l.Lines {
			units += line.Qty
		}
		last := textsOn(d.Pages[len(d.Pages)-1])
		want := fmt.Sprintf("so far %d of %d lines, %d of %d units", len(l.Lines), len(l.Lines), units, units)
		if len(d.Pages) == 1 {
			want = plural(len(l.Lines), "line", "lines") + ", " + plural(units, "unit", "units")
		}
		if !strings.Contains(last, want) {
			t.Fatalf("the last page does not say %q", want)
		}
		for _, p := range d.Pages {
			checkPage(t, p)
		}
	})
}

func TestBlindSheetHidesWhatIsExpected(t *testing.T) {
	s := sampleCount(3, true)
	for i := range s.Lines {
		s.Lines[i].Expected = 7654321
	}
	if text := CountSheets(labels.A4, 203, []CountSheet{s}).Dump(); strings.Contains(text, "7654321") || strings.Contains(text, "EXPECTED") {
		t.Error("the blind sheet tells")
	}
	s.Blind = false
	if text := CountSheets(labels.A4, 203, []CountSheet{s}).Dump(); strings.Count(text, "7654321") != 3 || !strings.Contains(text, "EXPECTED") {
		t.Error("the open sheet does not tell")
	}
}

func TestManifestSumsUp(t *testing.T) {
	m := sampleManifest(7)
	g := 0
	for _, p := range m.Parcels {
		g += p.WeightG
	}
	text := Manifests(sampleShop, labels.A4, 203, []Manifest{m}).Dump()
	for _, want := range []string{"Total: 7 parcels", kilos(g), "Tracked 48: 3 parcels"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestDocumentsAreDeterministicAndKeepPictures(t *testing.T) {
	logo := image.NewRGBA(image.Rect(0, 0, 40, 20))
	for i := range 800 {
		logo.Set(i%40, i/40, color.RGBA{uint8(i), 0, 0, uint8(i)})
	}
	shop := sampleShop
	shop.Logo = logo
	pick := samplePick(4, 1)
	pick.Lines[1].Pic = logo
	var first []byte
	for range 3 {
		d := PackingSlips(shop, labels.A4, 203, []PackingSlip{sampleSlip(3), sampleSlip(2)})
		d.Pages = append(d.Pages, PickLists(labels.A4, 203, []PickList{pick}).Pages...)
		b, err := d.PDF()
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		}
		if !bytes.Equal(first, b) {
			t.Fatal("the same documents made two different files")
		}
	}
	if n := bytes.Count(first, []byte("/Subtype /Image")); n != 1 {
		t.Errorf("the logo is in the file %d times, want 1", n)
	}
}

// Nothing a customer can type stops a document.
func TestHostileDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := func(name string) string {
			return rapid.OneOf(rapid.String(), rapid.Just(hostile), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, name)
		}
		paper := rapid.SampledFrom([]labels.Size{labels.A4, labels.Label4x6}).Draw(t, "paper")
		q := rapid.Int()
		slip := PackingSlip{Order: s("order"), ShipTo: labels.Address{Lines: []string{s("to"), s("street")}, Country: s("country")}, Carrier: s("carrier"), GiftNote: s("gift"), Note: s("note"), ReturnCode: s("return"),
			Lines: []SlipLine{{SKU: s("sku"), Name: s("name"), Variant: s("variant"), Ordered: q.Draw(t, "o"), Here: q.Draw(t, "h"), ToFollow: q.Draw(t, "f"), Parts: []SlipLine{{SKU: s("part"), Name: s("part name")}}}}}
		pick := PickList{Number: s("number"), Orders: []PickOrder{{s("slot"), s("o"), s("n")}}, Lines: []PickLine{{Zone: s("zone"), Location: s("place"), SKU: s("sku"), Name: s("name"), Qty: q.Draw(t, "q"), Slots: []SlotQty{{s("slot"), 1}}}}}
		d := PackingSlips(Shop{Name: s("shop"), Lines: []string{s("line")}, Returns: s("returns")}, paper, 203, []PackingSlip{slip})
		for _, more := range []*labels.Doc{PickLists(paper, 203, []PickList{pick}),
			CountSheets(paper, 203, []CountSheet{{Number: s("count"), Scope: s("scope"), Lines: []CountLine{{s("p"), s("s"), s("n"), q.Draw(t, "e")}}}}),
			Manifests(Shop{}, paper, 203, []Manifest{{Carrier: s("c"), Day: s("d"), Parcels: []ManifestParcel{{Parcel: s("p"), Tracking: s("t"), Name: s("n")}}}})} {
			d.Pages = append(d.Pages, more.Pages...)
		}
		for _, p := range d.Pages {
			checkPage(t, p)
		}
		if b, err := d.PDF(); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
			t.Fatalf("%d bytes, %v", len(b), err)
		}
	})
}

func BenchmarkSlips1000(b *testing.B) {
	var slips []PackingSlip
	for i := range 1000 {
		s := sampleSlip(14)
		s.Order = fmt.Sprint(10000 + i)
		slips = append(slips, s)
	}
	b.ReportAllocs()
	for b.Loop() {
		pdf, err := PackingSlips(sampleShop, labels.A4, 600, slips).PDF()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(pdf))/1000, "kB")
	}
}
