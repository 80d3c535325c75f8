package shipping_test

import (
	"bytes"
	"testing"
	"time"

	"packbench/app/packing"
	"packbench/app/shipping"
	"packbench/assets/demo"
)

// Every made-up address of the demo shop must be one that its own check lets
// through without a remark.
func TestDemoAddressesAreWellFormed(t *testing.T) {
	customers, err := demo.Customers()
	if err != nil {
		t.Fatal(err)
	}
	countries := map[string]bool{}
	for _, c := range customers {
		r := shipping.Check(addressOf(c), "GB")
		if r.Grade != shipping.OK {
			t.Errorf("customer %s: %s: %v", c.Number, r.Grade, r.Notes)
		}
		countries[c.Country] = true
	}
	if len(countries) < 36 {
		t.Errorf("customers of %d countries", len(countries))
	}
}

// Every order of the demo week can be packed in the demo's boxes and sent with
// the demo's rates.
func TestDemoOrdersCanBePackedAndSent(t *testing.T) {
	products, err := demo.Products()
	if err != nil {
		t.Fatal(err)
	}
	orders, err := demo.Orders()
	if err != nil {
		t.Fatal(err)
	}
	customers, err := demo.Customers()
	if err != nil {
		t.Fatal(err)
	}
	cardText, err := demo.RateCard()
	if err != nil {
		t.Fatal(err)
	}
	card, err := shipping.ReadRateCard(bytes.NewReader(cardText))
	if err != nil {
		t.Fatal(err)
	}
	var boxes []packing.Box
	for i, b := range demo.Boxes() {
		boxes = append(boxes, packing.Box{ID: int64(i + 1), Code: b.Code, Inner: b.Inner, Outer: b.Outer, Tare: b.Tare, MaxWeight: b.MaxWeight, Cost: b.Cost, Stock: b.Stock})
	}
	places := map[string]shipping.Address{}
	for _, c := range customers {
		places[c.Number] = addressOf(c)
	}
	shop := shipping.Address{Country: "GB", Postcode: "LS1 1AA"}
	ready := time.Date(2011, 12, 5, 12, 0, 0, 0, time.UTC)
	bySKU := map[string]packing.Item{}
	for i, p := range products {
		it := packing.Item{ID: int64(i + 1), Name: p.Name, Size: p.Size, Weight: p.Weight, Qty: 1}
		bySKU[p.SKU] = it
		if _, err := packing.Choose(boxes, []packing.Item{it}); err != nil {
			t.Errorf("%s: %v", p.SKU, err)
		}
	}
	parcels := map[string]int{}
	for n, o := range orders {
		var items []packing.Item
		for _, l := range o.Lines {
			it := bySKU[l.SKU]
			it.Qty = l.Qty
			items = append(items, it)
		}
		plan, err := packing.Choose(boxes, items)
		if err != nil {
			t.Errorf("order %s: %v", o.Number, err)
			continue
		}
		var sent []shipping.Parcel
		for _, p := range plan.Parcels {
			if n < 154 {
				parcels[p.Box.Code]++
				parcels["all"]++
			}
			sent = append(sent, shipping.Parcel{Box: p.Box.Code, Size: p.Box.Outer, Weight: p.Weight})
		}
		if o.Customer == "" {
			continue
		}
		if _, _, err := shipping.Pick(card.Quote(shop, places[o.Customer], sent, ready), shipping.Need{}); err != nil {
			t.Errorf("order %s: %v", o.Number, err)
		}
	}
	t.Logf("parcels of the first 154 orders: %v", parcels)
}

func addressOf(c demo.Customer) shipping.Address {
	return shipping.Address{Name: c.Name, Company: c.Company, Street: c.Street, City: c.City, Region: c.Region, Postcode: c.Postcode, Country: c.Country, Phone: c.Phone}
}
