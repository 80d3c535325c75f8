package shipping

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"slices"
)

// Content is what one parcel holds of one product.
type Content struct {
	Parcel  int   // index of the parcel, from 0
	Product int64 // the caller's id
	Qty     int64
}

// Fingerprint binds a label to what it was made for: the address, each
// parcel's box, size and weight, the service and the contents (domain 4.8). It is
// the SHA-256 in hexadecimal of all of them, each with its length before it,
// so that no two different shipments run into the same text. The order of the
// parcels counts, as labels say piece 1 of 2; the order of contents does not.
// Blanks that Check would take away do not count.
func Fingerprint(a Address, parcels []Parcel, service string, contents []Content) string {
	h := sha256.New()
	text(h, "packbench shipment 1")
	a = tidy(a)
	for _, s := range []string{a.Name, a.Company, a.City, a.Region, a.Postcode, a.Country, a.Phone} {
		text(h, s)
	}
	number(h, int64(len(a.Street)))
	for _, s := range a.Street {
		text(h, s)
	}
	number(h, int64(len(parcels)))
	for _, p := range parcels {
		text(h, p.Box)
		size := p.Size
		slices.Sort(size[:])
		number(h, size[0], size[1], size[2], p.Weight)
	}
	text(h, service)
	sums := map[Content]int64{}
	for _, c := range contents {
		sums[Content{Parcel: c.Parcel, Product: c.Product}] += c.Qty
	}
	list := make([]Content, 0, len(sums))
	for c, qty := range sums {
		c.Qty = qty
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Content) int {
		return cmp.Or(cmp.Compare(a.Parcel, b.Parcel), cmp.Compare(a.Product, b.Product))
	})
	number(h, int64(len(list)))
	for _, c := range list {
		number(h, int64(c.Parcel), c.Product, c.Qty)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func text(h hash.Hash, s string) {
	number(h, int64(len(s)))
	h.Write([]byte(s))
}

func number(h hash.Hash, n ...int64) {
	var b [8]byte
	for _, v := range n {
		binary.BigEndian.PutUint64(b[:], uint64(v))
		h.Write(b[:])
	}
}
