package reports

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"packbench/labels"
)

var sampleShop = Shop{
	Name:    "Thistle & Thread",
	Lines:   []string{"14 Harbour Street", "Whitstable CT5 1AQ", "United Kingdom", "hello@thistle.example  ·  01227 555 0142"},
	Returns: "Changed your mind? Put the goods and this part back in the box within 30 days and send them to the address above. We refund the day they arrive.",
}

var sampleNames = []string{
	"White hanging heart T-light holder", "Regency cakestand 3 tier", "Jumbo bag red retrospot", "Assorted colour bird ornament",
	"Set of 3 cake tins, pantry design, with a very long name that a supplier thought was helpful to everybody who sells it",
	"Pack of 72 retrospot cake cases", "Lunch bag black skull", "Natural slate heart chalkboard", "Heart of wicker small", "Victorian glass hanging T-light",
}

// sampleSlip has n lines with a kit, a backorder and a gift among them.
func sampleSlip(n int) PackingSlip {
	s := PackingSlip{Order: "10042", OrderDate: "12 March 2026", ShipDate: "13 March 2026", Carrier: "Royal Mail Tracked 48", Reference: "PO-7781",
		ShipTo: labels.Address{Lines: []string{"Mrs Eleanor Whitcombe-Ashworth", "Flat 3, The Old Granary", "22 Mill Lane", "Ludlow", "SY8 1BG"}, Country: ""},
		Parcel: 1, Parcels: 2, ReturnCode: "R-10042-1"}
	for i := range n {
		l := SlipLine{SKU: fmt.Sprintf("%dA", 85123+i*37), Name: sampleNames[i%len(sampleNames)], Ordered: 1 + i*5%7, Here: 1 + i*5%7}
		switch {
		case i%11 == 3:
			l.Here, l.ToFollow, l.Due = 0, l.Ordered, "expected 3 April"
		case i%11 == 5:
			l.Here--
			l.Elsewhere = 1
		case i%13 == 6:
			l.Name = "Afternoon tea gift set"
			l.Parts = []SlipLine{{SKU: "22423", Name: "Regency cakestand 3 tier", Here: 1}, {SKU: "23170", Name: "Regency tea plate roses", Here: 4}, {SKU: "22697", Name: "Green Regency teacup and saucer", Here: 4}}
		case i%13 == 9:
			l.Gift, l.Variant = true, "red"
		}
		s.Lines = append(s.Lines, l)
	}
	return s
}

// sampleMap is six aisles of 25 bays with a walk through them.
func sampleMap(n int) WalkMap {
	m := WalkMap{W: 18, H: 29, Start: MapPoint{X: 1.5, Y: 28}, Pack: MapPoint{X: 1.5, Y: 28}}
	m.Path = []MapPoint{{X: 1.5, Y: 28}}
	for a := range 6 {
		x := float64(a) * 3
		m.Racks = append(m.Racks, MapRect{x, 2, 0.9, 12}, MapRect{x + 2.1, 2, 0.9, 12}, MapRect{x, 16, 0.9, 11}, MapRect{x + 2.1, 16, 0.9, 11})
		m.Names = append(m.Names, MapName{MapRect{x, 29, 3, 1}, string(rune('A' + a))})
		if a > 2 {
			continue
		}
		m.Picks = append(m.Picks, MapPick{MapRect{x, 20, 0.9, 1}, 1 + a*n/3}, MapPick{MapRect{x + 2.1, 8, 0.9, 1}, 2 + a*n/3})
		y := []float64{28, 1}
		m.Path = append(m.Path, MapPoint{X: x + 1.5, Y: y[a%2]}, MapPoint{X: x + 1.5, Y: y[1-a%2]})
	}
	m.Path = append(m.Path, MapPoint{X: 7.5, Y: 1}, MapPoint{X: 7.5, Y: 28}, MapPoint{X: 1.5, Y: 28})
	return m
}

func samplePick(n, orders int) PickList {
	p := PickList{Number: "P-311", Picker: "Amira", Printed: "13 March 2026, 08:15"}
	if n > 1 {
		p.Wave, p.CutOff, p.Cart, p.Walk = "Wave W-12", "leaves 16:30", "Cart 2", "about 184 m, 21 minutes; no walk is shorter"
		p.Maps = []WalkMap{sampleMap(n)}
	}
	for i := range orders {
		o := PickOrder{Number: fmt.Sprint(10042 + i)}
		if orders > 1 {
			o.Slot = string(rune('A' + i%26))
		}
		if i == 1 {
			o.Note = "rush"
		}
		p.Orders = append(p.Orders, o)
	}
	for i := range n {
		l := PickLine{Zone: fmt.Sprintf("Zone %c", 'A'+i*3/max(n, 1)), Location: fmt.Sprintf("%c-%02d-%d-%c", 'A'+i*3/max(n, 1), i/4+1, i%4+1, 'L'+i%2*6),
			SKU: fmt.Sprintf("%dA", 85123+i*37), Name: sampleNames[i%len(sampleNames)], Qty: 1 + i*i%5}
		if orders > 1 {
			left := l.Qty
			for j := 0; left > 0; j++ {
				q := 1
				if j == 2 {
					q = left
				}
				l.Slots = append(l.Slots, SlotQty{p.Orders[(i+j)%orders].Slot, q})
				left -= q
			}
		}
		l.Aisle = l.Location[:1]
		l.Turn = i%20 == 11
		if i%9 == 4 {
			l.Note = "fragile"
		}
		p.Lines = append(p.Lines, l)
	}
	return p
}

func sampleCount(n int, blind bool) CountSheet {
	c := CountSheet{Number: "C-58", Date: "13 March 2026", Scope: "Zone A, fast movers", Blind: blind}
	for i := range n {
		c.Lines = append(c.Lines, CountLine{Location: fmt.Sprintf("A-%02d-%d-L", i/6+1, i/2%3+1), SKU: fmt.Sprintf("%dA", 85123+i*37), Name: sampleNames[i%len(sampleNames)], Expected: i * 7 % 40})
	}
	return c
}

func sampleManifest(n int) Manifest {
	m := Manifest{Number: "M-20", Carrier: "Royal Mail", Account: "0442196000", Day: "13 March 2026"}
	for i := range n {
		m.Parcels = append(m.Parcels, ManifestParcel{Parcel: fmt.Sprintf("%d-1", 10042+i), Tracking: fmt.Sprintf("JV%09dGB", 581000000+i*7919),
			Name: []string{"Eleanor Whitcombe-Ashworth", "Jürgen Müßig", "S. Okafor"}[i%3], Postcode: []string{"SY8 1BG", "10115", "M1 2AB"}[i%3], Country: []string{"", "Germany", ""}[i%3],
			Service: []string{"Tracked 48", "International Tracked", "Tracked 24"}[i%3], WeightG: 340 + i*211%2900})
	}
	return m
}

const hostile = "Zoë 🎁 «Ça va?» שלום 123 (אבג) مرحبا 45 東京都渋谷区 \x00\x1b[31m\xff\xfe tab\there ﷽ e\u0301 " +
	"Pneumonoultramicroscopicsilicovolcanoconiosisandthensomemorelettersthatneverend"

// hostileSlip has bad text in every field.
func hostileSlip() PackingSlip {
	s := PackingSlip{Order: hostile, OrderDate: hostile, ShipDate: hostile, Carrier: hostile, Reference: hostile, GiftNote: hostile, Note: hostile, ReturnCode: hostile,
		ShipTo: labels.Address{Lines: []string{hostile, hostile, "\n\n", hostile}, Country: hostile}, Parcel: -1, Parcels: 1 << 40}
	for range 3 {
		s.Lines = append(s.Lines, SlipLine{SKU: hostile, Name: hostile, Variant: hostile, Ordered: -5, Here: 1 << 40, Elsewhere: 1 << 50, ToFollow: 1, Due: hostile,
			Parts: []SlipLine{{SKU: hostile, Name: hostile, Here: 99999999}}})
	}
	return s
}

func hostilePick() PickList {
	p := PickList{Number: hostile, Picker: hostile, Printed: hostile}
	for range 40 {
		p.Orders = append(p.Orders, PickOrder{Slot: hostile, Number: hostile, Note: hostile})
	}
	for range 3 {
		l := PickLine{Zone: hostile, Location: hostile, SKU: hostile, Name: hostile, Qty: 1 << 40, Note: hostile}
		for range 9 {
			l.Slots = append(l.Slots, SlotQty{hostile, 1 << 40})
		}
		p.Lines = append(p.Lines, l)
	}
	return p
}

var hostileCount = CountSheet{Number: hostile, Date: hostile, Scope: hostile, Lines: []CountLine{{hostile, hostile, hostile, -1 << 40}, {hostile, hostile, hostile, 1 << 40}}}

var hostileManifest = Manifest{Number: hostile, Carrier: hostile, Account: hostile, Day: hostile,
	Parcels: []ManifestParcel{{hostile, hostile, hostile, hostile, hostile, hostile, hostile, 1 << 40}, {WeightG: -4}}}

var hostileShop = Shop{Name: hostile, Lines: []string{hostile, hostile, hostile}, Returns: hostile}

// samples is one of each document on each paper, by name.
func samples() map[string]*labels.Doc {
	gift := sampleSlip(3)
	gift.Parcels = 0
	gift.GiftNote = "Happy birthday, Nell!\n\nFor a kitchen that always smells of cake.\nWith love from all of us at number 9."
	gift.Note = "Please leave with the neighbour at number 20."
	gift.ShipTo.Country = "Germany"
	out := map[string]*labels.Doc{}
	for _, p := range []struct {
		name string
		size labels.Size
		dpi  int
	}{{"a4", labels.A4, 600}, {"letter", labels.Letter, 300}, {"4x6", labels.Label4x6, 203}} {
		out["slip-"+p.name] = PackingSlips(sampleShop, p.size, p.dpi, []PackingSlip{sampleSlip(1), sampleSlip(14), sampleSlip(60), gift})
		out["pick-"+p.name] = PickLists(p.size, p.dpi, []PickList{samplePick(1, 1), samplePick(60, 8)})
		out["count-"+p.name] = CountSheets(p.size, p.dpi, []CountSheet{sampleCount(1, true), sampleCount(40, false)})
		out["manifest-"+p.name] = Manifests(sampleShop, p.size, p.dpi, []Manifest{sampleManifest(1), sampleManifest(60)})
		out["hostile-"+p.name] = PackingSlips(hostileShop, p.size, p.dpi, []PackingSlip{hostileSlip()})
		out["hostile-pick-"+p.name] = PickLists(p.size, p.dpi, []PickList{hostilePick()})
		out["hostile-count-"+p.name] = CountSheets(p.size, p.dpi, []CountSheet{hostileCount})
		out["hostile-manifest-"+p.name] = Manifests(hostileShop, p.size, p.dpi, []Manifest{hostileManifest})
	}
	return out
}

// TestSamples makes one of each document; with PACKBENCH_SAMPLES naming a
// folder it leaves them there for people to look at.
func TestSamples(t *testing.T) {
	dir := os.Getenv("PACKBENCH_SAMPLES")
	for name, d := range samples() {
		b, err := d.PDF()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, w := range d.Warnings {
			if dir != "" {
				t.Log(name, w)
			}
		}
		if dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+".pdf"), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
