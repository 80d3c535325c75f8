package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// must fails the test when an embedded file cannot be read.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// The golden counts of the README. They hold as long as the source and the
// rules do.
func TestTheWeekIsWholeAndReal(t *testing.T) {
	orders := must[[]Order](t)(Orders())
	credits := must[[]Credit](t)(Credits())
	bills := must[[]Bill](t)(Bills())
	adjustments := must[[]Adjustment](t)(Adjustments())

	type day struct{ orders, lines, credits, adjustments int }
	got := map[string]*day{}
	on := func(at time.Time) *day {
		k := at.Format("01-02")
		if got[k] == nil {
			got[k] = &day{}
		}
		return got[k]
	}
	lines := len(adjustments)
	for _, o := range orders {
		on(o.Time).orders++
		on(o.Time).lines += len(o.Lines) + len(o.Charges)
		lines += len(o.Lines) + len(o.Charges)
	}
	for _, c := range credits {
		on(c.Time).credits++
		lines += len(c.Lines) + len(c.Charges)
	}
	for _, b := range bills {
		lines += len(b.Charges)
	}
	for _, a := range adjustments {
		on(a.Time).adjustments++
	}
	want := map[string]day{
		"12-05": {126, 5296, 16, 8}, "12-06": {114, 3261, 31, 3}, "12-07": {105, 2389, 13, 19},
		"12-08": {120, 4867, 20, 6}, "12-09": {44, 1625, 5, 0},
	}
	for k, w := range want {
		if got[k] == nil || *got[k] != w {
			t.Errorf("%s: %+v, want %+v", k, got[k], w)
		}
	}
	if len(orders) != 509 || len(credits) != 85 || len(bills) != 3 || len(adjustments) != 36 {
		t.Errorf("%d orders, %d credits, %d bills, %d adjustments", len(orders), len(credits), len(bills), len(adjustments))
	}
	// Every line of the source is somewhere: see the README of the source.
	if lines != 17706 {
		t.Errorf("%d lines, the source has 17,706 in the week", lines)
	}
	if !slices.IsSortedFunc(orders, func(a, b Order) int { return a.Time.Compare(b.Time) }) {
		t.Error("the orders are not in the order of time")
	}
	if n := len(orders[0].Lines); orders[0].Number != "580538" || n == 0 {
		t.Errorf("the week begins with order %s of %d lines", orders[0].Number, n)
	}
}

func TestEveryOrderCanBeEntered(t *testing.T) {
	known := map[string]bool{}
	for _, p := range must[[]Product](t)(Products()) {
		known[p.SKU] = true
	}
	people := map[string]bool{}
	for _, c := range must[[]Customer](t)(Customers()) {
		people[c.Number] = true
	}
	orders := map[string]Order{}
	for _, o := range must[[]Order](t)(Orders()) {
		orders[o.Number] = o
		if len(o.Lines) == 0 {
			t.Errorf("order %s has no goods", o.Number)
		}
		if (o.Customer == "") != (o.Channel == "counter") || o.Customer != "" && !people[o.Customer] {
			t.Errorf("order %s by %s of customer %q", o.Number, o.Channel, o.Customer)
		}
		for _, l := range o.Lines {
			if !known[l.SKU] || l.Qty <= 0 || l.Price < 0 {
				t.Errorf("order %s: %+v", o.Number, l)
			}
		}
		for _, c := range o.Charges {
			switch c.Kind {
			case Postage, Discount, Manual, Fee, Voucher, Sample:
			default:
				t.Errorf("order %s: %+v", o.Number, c)
			}
		}
	}
	ways := map[string]int{}
	for _, o := range orders {
		ways[o.Channel]++
		ways["paid by "+o.Payment]++
	}
	for _, w := range []string{"phone", "counter", "web", "etsy", "ebay", "amazon", "paid by card", "paid by cash", "paid by bank", "paid by terms", "paid by channel"} {
		if ways[w] == 0 {
			t.Errorf("no order is %s: %v", w, ways)
		}
	}
	linked := 0
	for _, c := range must[[]Credit](t)(Credits()) {
		for _, l := range c.Lines {
			if l.Qty >= 0 {
				t.Errorf("credit %s gives %d", c.Number, l.Qty)
			}
			if l.Original == "" {
				continue
			}
			linked++
			o, ok := orders[l.Original]
			if !ok || o.Time.After(c.Time) || o.Customer != c.Customer {
				t.Errorf("credit %s points at order %s", c.Number, l.Original)
			}
		}
	}
	if linked != 17 {
		t.Errorf("%d credit lines point at an order of the week, want 17", linked)
	}
	for _, a := range must[[]Adjustment](t)(Adjustments()) {
		if !known[a.SKU] || a.Qty == 0 || a.Reason == "" {
			t.Errorf("adjustment %+v", a)
		}
	}
}

func TestTheBiggestDayOfTheProgram(t *testing.T) {
	// What the demo works: 154 orders from Monday morning on.
	orders := must[[]Order](t)(Orders())[:154]
	lines, last := 0, orders[153].Time
	for _, o := range orders {
		lines += len(o.Lines)
	}
	if lines != 5753 || last.Format("01-02") != "12-06" {
		t.Errorf("%d product lines up to %s", lines, last)
	}
}

func TestProductsAreWhole(t *testing.T) {
	products := must[[]Product](t)(Products())
	if len(products) != 3795 {
		t.Errorf("%d products", len(products))
	}
	barcodes := map[string]string{}
	with := map[int]int{}
	for i, p := range products {
		if i > 0 && products[i-1].SKU >= p.SKU {
			t.Errorf("%s after %s", p.SKU, products[i-1].SKU)
		}
		if p.Name != strings.TrimSpace(p.Name) || len(p.Name) < 3 || p.Name == strings.ToUpper(p.Name) && len(p.Name) > 12 {
			t.Errorf("%s is named %q", p.SKU, p.Name)
		}
		if p.Price <= 0 || p.Cost <= 0 || p.Cost > p.Price || p.Weight <= 0 || p.Size[2] <= 0 || p.Size[0] < p.Size[1] || p.Size[1] < p.Size[2] {
			t.Errorf("%+v", p)
		}
		with[len(p.Barcodes)]++
		for _, b := range p.Barcodes {
			if other := barcodes[b]; other != "" {
				t.Errorf("%s and %s share barcode %s", p.SKU, other, b)
			}
			barcodes[b] = p.SKU
			if !inStore.MatchString(b) || !checks(b) {
				t.Errorf("%s has barcode %s", p.SKU, b)
			}
		}
	}
	if with[0] == 0 || with[1] < 3000 || with[2] == 0 {
		t.Errorf("products by number of barcodes: %v", with)
	}
}

// Numbers that GS1 leaves to shops: EAN-13 from 20, UPC-A of number system 4,
// EAN-8 from 2. A made-up barcode must not be somebody's real one.
var inStore = regexp.MustCompile(`^(?:20[0-9]{11}|4[0-9]{11}|2[0-9]{7})$`)

// checks adds up a barcode from the right, every other digit thrice.
func checks(b string) bool {
	sum := 0
	for i := range len(b) {
		d := int(b[len(b)-1-i] - '0')
		sum += d * (1 + 2*(i%2))
	}
	return sum%10 == 0
}

func TestShelvesHoldTheStock(t *testing.T) {
	places := map[string]string{}
	for _, l := range must[[]Location](t)(Locations()) {
		if places[l.Code] != "" {
			t.Errorf("location %s twice", l.Code)
		}
		places[l.Code] = l.Kind
	}
	first := map[string]int64{}
	for _, o := range must[[]Order](t)(Orders()) {
		if o.Time.Day() == 5 {
			for _, l := range o.Lines {
				first[l.SKU] += l.Qty
			}
		}
	}
	book, found, bins := map[string]int64{}, map[string]int64{}, map[string]int{}
	for _, s := range must[[]Stock](t)(StockLevels()) {
		if places[s.Location] != "bin" {
			t.Errorf("%s lies in %s, which is %q", s.SKU, s.Location, places[s.Location])
		}
		if s.Book < 0 || s.Found < 0 || s.Found > s.Book {
			t.Errorf("%+v", s)
		}
		book[s.SKU] += s.Book
		found[s.SKU] += s.Found
		bins[s.SKU]++
	}
	waiting, short := 0, 0
	for sku, need := range first {
		switch {
		case book[sku] < need:
			waiting++
		case found[sku] < need:
			short++
		}
	}
	for _, p := range must[[]Product](t)(Products()) {
		if n := bins[p.SKU]; n < 1 || n > 2 {
			t.Errorf("%s lies in %d bins", p.SKU, n)
		}
	}
	// A few percent of what is sold on the first day, and no more.
	for what, n := range map[string]int{"wait for stock": waiting, "are short on the shelf": short} {
		if share := float64(n) / float64(len(first)); share < 0.01 || share > 0.05 {
			t.Errorf("%d of %d products %s", n, len(first), what)
		}
	}
}

// Phones only from numbers that regulators keep for drama, mail only to a
// domain that is nobody's.
func TestNobodyRealIsReached(t *testing.T) {
	drama := regexp.MustCompile(`^(?:$|01632 960\d{3}|01(?:13|14|15|16|17|21|31|41|51|61) 496 0\d{3}|0191 498 0\d{3}|020 7946 0\d{3}|028 9018 0\d{3}|029 2018 0\d{3}|07700 900\d{3}` +
		`|020 91\d \d{4}|0(?:30 23125|40 66969|89 99998|69 90009|221 4710) \d{3}|0(?:1 99 00|2 61 91|3 53 01|4 65 71|5 36 49) \d\d \d\d` +
		`|08-465 004 \d\d|031-390 06 \d\d|040-628 04 \d\d|\d{3}-555-01\d\d|\(0\d\) 5550 \d{4})$`)
	customers := must[[]Customer](t)(Customers())
	if len(customers) != 4384 {
		t.Errorf("%d customers", len(customers))
	}
	for _, c := range customers {
		if !drama.MatchString(c.Phone) || !strings.HasSuffix(c.Email, "@example.com") || c.Name == "" || len(c.Street) == 0 || c.Street[0] == "" {
			t.Errorf("%+v", c)
		}
	}
}

func TestBoxesAreOutsideLargerThanInside(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range Boxes() {
		if seen[b.Code] {
			t.Errorf("box %s twice", b.Code)
		}
		seen[b.Code] = true
		for i := range b.Inner {
			if b.Inner[i] <= 0 || b.Inner[i] >= b.Outer[i] {
				t.Errorf("%+v", b)
			}
		}
		if b.Tare <= 0 || b.MaxWeight <= b.Tare || b.Cost <= 0 || b.Stock <= 0 {
			t.Errorf("%+v", b)
		}
	}
}

func BenchmarkReadAll(b *testing.B) {
	for b.Loop() {
		if _, err := readAll("products", 12, product); err != nil {
			b.Fatal(err)
		}
		if _, err := readAll("customers", 13, customer); err != nil {
			b.Fatal(err)
		}
		if _, err := readWeek(); err != nil {
			b.Fatal(err)
		}
	}
}
