package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// product is one thing of the catalogue. Name, price and sales are real; the
// rest is made up.
type product struct {
	sku, name    string
	barcodes     []string
	price, cost  int64 // pence
	size         [3]int64
	weight       int64
	orders       int64 // sale lines of the year up to the week
	units, value int64 // of them
}

// kindOf says what a code that is no product is, or "" for a product.
func kindOf(sku, name string) string {
	switch {
	case sku == "POST" || sku == "DOT" || sku == "C2":
		return "postage"
	case sku == "D":
		return "discount"
	case sku == "M" || sku == "PADS":
		return "manual"
	case sku == "AMAZONFEE" || sku == "BANK CHARGES" || sku == "CRUK" || sku == "B":
		return "fee"
	case sku == "S":
		return "sample"
	case strings.HasPrefix(sku, "GIFT_"):
		return "voucher"
	}
	// A few codes look like products and are named as what they are.
	lower := strings.ToLower(name)
	switch {
	case strings.Contains(lower, "next day carriage"):
		return "postage"
	case strings.Contains(lower, "gift voucher"):
		return "voucher"
	case strings.Contains(lower, "high resolution image"):
		return "fee"
	}
	return ""
}

// catalogue is every product that was sold in the year for a price.
func catalogue(rows []row) (map[string]*product, error) {
	names := map[string]map[string]int{}
	prices := map[string]map[int64]int{}
	all := map[string]*product{}
	for _, r := range rows {
		if r.credit() || r.qty <= 0 || r.price <= 0 || kindOf(r.sku, r.name) != "" {
			continue
		}
		p := all[r.sku]
		if p == nil {
			p = &product{sku: r.sku}
			all[r.sku], names[r.sku], prices[r.sku] = p, map[string]int{}, map[int64]int{}
		}
		names[r.sku][r.name]++
		prices[r.sku][r.price]++
		if r.at.Before(weekBegins) {
			p.orders++
			p.units += r.qty
			p.value += r.qty * r.price
		}
	}
	used := map[string]string{}
	for _, sku := range sortedKeys(all) {
		p := all[sku]
		p.name = tidyName(usual(names[sku]))
		p.price = usual(prices[sku])
		if p.name == "" {
			return nil, fmt.Errorf("product %s has no name", sku)
		}
		// Made up: cost 42 to 57 % of the price.
		p.cost = max(1, p.price*int64(42+pick(16, "cost", sku))/100)
		p.size, p.weight = measure(sku, p.name)
		p.barcodes = barcodes(sku)
		for _, b := range p.barcodes {
			if other, ok := used[b]; ok {
				return nil, fmt.Errorf("products %s and %s both have barcode %s", other, sku, b)
			}
			used[b] = sku
		}
	}
	return all, nil
}

// usual is the most frequent value; of equally frequent ones the first.
func usual[K cmp.Ordered](counts map[K]int) K {
	var best K
	n := 0
	for _, k := range sortedKeys(counts) {
		if counts[k] > n {
			best, n = k, counts[k]
		}
	}
	return best
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

var small = map[string]bool{"and": true, "of": true, "in": true, "with": true, "the": true, "for": true, "to": true, "on": true, "at": true, "a": true, "an": true, "or": true, "de": true, "la": true}

var capitals = map[string]bool{"CD": true, "DVD": true, "LED": true, "BBQ": true, "UK": true, "USA": true, "TV": true, "3D": true, "USB": true, "DIY": true, "IPOD": true, "I": true, "II": true, "III": true, "VIP": true, "NYC": true}

var measureWord = regexp.MustCompile(`^[0-9.]+(?:CM|MM|M|G|KG|ML|PC|PCS|PK|W)(?:X[0-9.]+(?:CM|MM)?)*$`)

// tidyName turns the capitals of the source into a title and keeps every word.
func tidyName(s string) string {
	words := strings.Fields(strings.NewReplacer(",", ", ", "*", " ").Replace(s))
	for i, w := range words {
		upper := strings.ToUpper(w)
		switch {
		case capitals[upper]:
			words[i] = upper
		case measureWord.MatchString(upper):
			words[i] = strings.ToLower(w)
		case i > 0 && small[strings.ToLower(w)]:
			words[i] = strings.ToLower(w)
		default:
			words[i] = title(w)
		}
	}
	return strings.Join(words, " ")
}

// title writes a word in small letters with a capital at its start and after a
// hyphen, slash, dot, bracket or &, but not after an apostrophe (50's).
func title(w string) string {
	up := true
	return strings.Map(func(r rune) rune {
		was := up
		up = strings.ContainsRune("-/.(&+\"", r)
		if was && unicode.IsLetter(r) {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, w)
}

// barcodes makes up the codes of a product: most have an EAN-13 of the range
// that GS1 leaves to shops (20), some an in-store UPC-A (number system 4) or a
// short EAN-8 (2), some none; a few have an older code too.
func barcodes(sku string) []string {
	digits := func(n int, salt string) string {
		var b strings.Builder
		for i := range n {
			b.WriteByte(byte('0' + pick(10, salt, sku, text(int64(i)))))
		}
		return b.String()
	}
	switch n := pick(100, "barcode", sku); {
	case n < 6:
		return nil
	case n < 16:
		return []string{withCheck("4" + digits(10, "upc"))}
	case n < 18:
		return []string{withCheck("2" + digits(6, "ean8"))}
	case n < 21:
		return []string{withCheck("20" + digits(10, "ean")), withCheck("20" + digits(10, "old"))}
	}
	return []string{withCheck("20" + digits(10, "ean"))}
}

// withCheck adds the GS1 check digit (General Specifications, 7.9).
func withCheck(s string) string {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			d *= 3
		}
		sum += d
	}
	return s + string(rune('0'+(10-sum%10)%10))
}

func productRows(all map[string]*product) [][]string {
	out := [][]string{{"sku", "name", "barcodes", "price", "cost", "length", "width", "height", "weight", "sold_lines", "sold_units", "sold_value"}}
	for _, sku := range sortedKeys(all) {
		p := all[sku]
		out = append(out, []string{p.sku, p.name, strings.Join(p.barcodes, " "), text(p.price), text(p.cost),
			text(p.size[0]), text(p.size[1]), text(p.size[2]), text(p.weight), text(p.orders), text(p.units), text(p.value)})
	}
	return out
}
