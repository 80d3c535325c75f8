package labels

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// hostile holds what breaks documents: emoji, both directions with numbers,
// ideographs, control characters, broken UTF-8, a word without an end.
const hostile = "Zoë 🎁 «Ça va?» שלום 123 (אבג) مرحبا 45 東京都渋谷区 \x00\x1b[31m\xff\xfe tab\there ﷽ e\u0301 " +
	"Pneumonoultramicroscopicsilicovolcanoconiosisandthensomemorelettersthatneverend"

func sampleProducts(n int) []Label {
	names := []string{"White hanging heart T-light holder", "Mug, blue", "Regency cakestand 3 tier with gold rim and a lid of glass", "Jumbo bag red retrospot"}
	var out []Label
	for i := range n {
		l := ProductLabel{Name: names[i%len(names)], SKU: fmt.Sprintf("%dA", 85123+i), Price: fmt.Sprintf("£%d.95", i*7%130)}
		switch i % 4 {
		case 0:
			l.Barcode = withCheck(fmt.Sprintf("5012345%05d", i))
		case 1:
			l.Barcode = withCheck(fmt.Sprintf("%011d", 3600000000+i*31))
		case 2:
			l.Barcode = withCheck(fmt.Sprintf("96385%02d", i%100))
		case 3:
			l.SKU = fmt.Sprintf("MUG-BLUE-%d", i)
		}
		out = append(out, l)
	}
	return out
}

func withCheck(number string) string { return number + string(CheckDigit(number)) }

func sampleLocations(n int) []Label {
	var out []Label
	for i := range n {
		out = append(out, LocationLabel{Code: fmt.Sprintf("%c-%02d-%d-%c", 'A'+i%6, i/4%30+1, i%4+1, 'L'+i%2*6), Name: "Picking, small goods"})
	}
	return out
}

func sampleShipping() ShippingLabel {
	return ShippingLabel{
		From:    Address{Lines: []string{"Thistle & Thread", "14 Harbour Street", "Whitstable CT5 1AQ"}, Country: "United Kingdom"},
		To:      Address{Lines: []string{"Jürgen Müßig", "c/o Blumenhaus am Markt", "Kastanienallee 112, Hinterhaus", "10435 Berlin"}, Country: "Germany"},
		Carrier: "Royal Mail", Service: "International Tracked", Piece: 1, Pieces: 2, WeightG: 1250, LengthMM: 305, WidthMM: 215, HeightMM: 100,
		Date: "13 March 2026", Order: "10042", Parcel: "10042-1-1", Reference: "PO-7781", Contents: "9 items: 6 × Regency teacup, 2 × mug blue, 1 × cakestand",
		Marks: []string{"Fragile", "This side up"},
	}
}

func hostileShipping() ShippingLabel {
	a := Address{Lines: []string{hostile, hostile, "\n\n", hostile, hostile, hostile}, Country: hostile}
	return ShippingLabel{From: a, To: a, Carrier: hostile, Service: hostile, Piece: -1, Pieces: 1 << 40, WeightG: 1 << 40, LengthMM: 1 << 40, WidthMM: 1 << 40, HeightMM: 1 << 40,
		Date: hostile, Order: hostile, Parcel: hostile, Reference: hostile, Contents: hostile, Postage: hostile, Marks: []string{hostile, hostile, hostile}}
}

// samples is each label on each stock, by name.
func samples() map[string]*Doc {
	home := sampleShipping()
	home.To = Address{Lines: []string{"Mrs Eleanor Whitcombe-Ashworth of the Ludlow Amateur Operatic Society", "Flat 3, The Old Granary", "22 Mill Lane", "Ludlow", "SY8 1BG"}}
	home.Carrier, home.Service, home.Marks, home.Pieces, home.Imperial = "Collection in person", "", nil, 1, true
	small := ShippingLabel{To: Address{Lines: []string{"S. Okafor", "1 High Street", "M1 2AB Manchester"}}, Order: "7"}
	out := map[string]*Doc{
		"ship-203":     ShippingLabels(203, []ShippingLabel{sampleShipping(), home, small}),
		"ship-a4":      ShippingSheets(A4, 600, []ShippingLabel{sampleShipping(), home, small}),
		"ship-letter":  ShippingSheets(Letter, 300, []ShippingLabel{hostileShipping(), home}),
		"ship-hostile": ShippingLabels(300, []ShippingLabel{hostileShipping()}),
	}
	for _, s := range stocks {
		n := min(s.PerSheet()+2, 12)
		out["product-"+s.ID] = Sheet(s, 2, 0, append(sampleProducts(n), ProductLabel{Name: hostile, SKU: hostile, Price: hostile, Barcode: hostile}))
		out["location-"+s.ID] = Sheet(s, 1, 0, append(sampleLocations(n), LocationLabel{Code: hostile, Name: hostile}))
	}
	return out
}

// TestSamples makes one of each label; with PACKBENCH_SAMPLES naming a folder
// it leaves them there for people to look at.
func TestSamples(t *testing.T) {
	dir := os.Getenv("PACKBENCH_SAMPLES")
	for name, d := range samples() {
		b, err := d.PDF()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if dir == "" {
			continue
		}
		for _, w := range d.Warnings {
			t.Log(name, w)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
