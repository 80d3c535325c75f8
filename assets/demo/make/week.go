package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// line is one line of an invoice; kind is "" for a product, else what it is.
type line struct {
	sku, kind, name string
	qty, price      int64
	original        string // on a credit: the order it takes back, if of the week
}

type invoice struct {
	number            string
	at                time.Time
	customer, country string
	lines             []line
	channel, payment  string
	original          string
}

func (v *invoice) has(kind string) bool {
	return slices.ContainsFunc(v.lines, func(l line) bool { return l.kind == kind })
}

type adjustment struct {
	number string
	at     time.Time
	sku    string
	qty    int64
	reason string
	note   string
}

type weekOf struct {
	orders, credits, charges []*invoice
	adjustments              []adjustment
	dropped                  int
}

// theWeek sorts the invoices of the week into what they are: orders, credits,
// charges without goods, and adjustments of the stock.
func theWeek(rows []row, products map[string]*product) (*weekOf, error) {
	invoices := map[string]*invoice{}
	for _, r := range rows {
		if !r.inWeek() {
			continue
		}
		v := invoices[r.invoice]
		if v == nil {
			v = &invoice{number: r.invoice, at: r.at, customer: r.customer, country: r.country}
			invoices[r.invoice] = v
		}
		kind := kindOf(r.sku, r.name)
		if kind == "" && r.price == 0 && r.customer == "" {
			kind = "adjustment"
		}
		if r.at.Before(v.at) {
			v.at = r.at
		}
		v.lines = append(v.lines, line{sku: r.sku, kind: kind, name: r.name, qty: r.qty, price: r.price})
	}
	w := &weekOf{}
	for _, number := range sortedKeys(invoices) {
		v := invoices[number]
		switch {
		case strings.HasPrefix(number, "C"):
			w.credits = append(w.credits, v)
		case v.has("adjustment"):
			for _, l := range v.lines {
				if l.kind != "adjustment" {
					return nil, fmt.Errorf("invoice %s is an adjustment and something else", number)
				}
				if products[l.sku] == nil {
					w.dropped++ // of a thing that was never sold
					continue
				}
				w.adjustments = append(w.adjustments, adjustment{number, v.at, l.sku, l.qty, reasonOf(l), l.name})
			}
		case v.has(""):
			w.orders = append(w.orders, v)
		default:
			w.charges = append(w.charges, v)
		}
	}
	byTime := func(a, b *invoice) int { return cmp.Or(a.at.Compare(b.at), strings.Compare(a.number, b.number)) }
	slices.SortFunc(w.orders, byTime)
	slices.SortFunc(w.credits, byTime)
	slices.SortFunc(w.charges, byTime)
	for _, v := range w.orders {
		v.channel = channelOf(v)
		v.payment = paymentOf(v) // goes by the channel
		for _, l := range v.lines {
			if l.kind == "" && products[l.sku] == nil {
				return nil, fmt.Errorf("order %s: product %s has no price anywhere", v.number, l.sku)
			}
			if l.qty <= 0 || l.price < 0 {
				return nil, fmt.Errorf("order %s: %d of %s for %d", v.number, l.qty, l.sku, l.price)
			}
		}
	}
	w.findOriginals()
	return w, nil
}

// findOriginals points each line of a credit at the order that sold it: the
// latest earlier order of the week of the same customer with that product, at
// least that many, for that price.
func (w *weekOf) findOriginals() {
	for _, c := range w.credits {
		if c.customer == "" {
			continue
		}
		counts := map[string]int{}
		for i := range c.lines {
			l := &c.lines[i]
			for _, o := range slices.Backward(w.orders) {
				if o.customer != c.customer || o.at.After(c.at) {
					continue
				}
				if slices.ContainsFunc(o.lines, func(s line) bool { return s.sku == l.sku && s.price == l.price && s.qty >= -l.qty }) {
					l.original = o.number
					counts[o.number]++
					break
				}
			}
		}
		c.original = usual(counts)
	}
}

// reasonOf reads the notes that the retailer's staff left as descriptions.
func reasonOf(l line) string {
	note := strings.ToLower(l.name)
	for _, r := range []struct{ reason, words string }{
		{"damaged", "wet damage smashed broken crushed mouldy rusty"},
		{"lost", "lost missing"},
		{"found", "found"},
		{"miscounted", "check ??? count"},
		{"wrong product", "mixed mix wrong mouse"},
		{"channel stock", "dotcom amazon ebay"},
	} {
		for _, word := range strings.Fields(r.words) {
			if strings.Contains(note, word) {
				return r.reason
			}
		}
	}
	if l.qty > 0 {
		return "received"
	}
	return "not said"
}

// channelOf makes up where an order came from. Orders with DOT postage are the
// retailer's own web shop; other orders without a customer are over the counter.
func channelOf(v *invoice) string {
	dot := slices.ContainsFunc(v.lines, func(l line) bool { return l.sku == "DOT" })
	switch {
	case dot:
		return "web"
	case v.customer == "":
		return "counter"
	case v.country == "EIRE":
		return "phone"
	case v.country == "Germany" || v.country == "France":
		return []string{"ebay", "etsy", "amazon"}[pick(3, "channel", v.customer)]
	case v.country != "United Kingdom":
		return []string{"etsy", "web"}[pick(2, "channel", v.customer)]
	}
	switch n := pick(100, "channel", v.customer); {
	case n < 45:
		return "phone"
	case n < 80:
		return "web"
	case n < 88:
		return "etsy"
	case n < 95:
		return "ebay"
	}
	return "amazon"
}

func paymentOf(v *invoice) string {
	switch v.channel {
	case "counter":
		return []string{"card", "cash"}[pick(2, "payment", v.number)]
	case "phone":
		return []string{"card", "card", "terms", "bank"}[pick(4, "payment", v.customer)]
	}
	return "channel"
}

// guest is the made-up number of the person behind a web order that has none.
func guest(v *invoice) string {
	if v.customer == "" && v.channel == "web" {
		return "W" + v.number
	}
	return v.customer
}

func orderRows(w *weekOf) [][]string {
	out := [][]string{{"kind", "number", "time", "customer", "channel", "payment", "original"}}
	for _, list := range []struct {
		kind string
		of   []*invoice
	}{{"order", w.orders}, {"credit", w.credits}, {"charge", w.charges}} {
		for _, v := range list.of {
			out = append(out, []string{list.kind, v.number, v.at.Format(time.RFC3339), guest(v), v.channel, v.payment, v.original})
		}
	}
	return out
}

func lineRows(w *weekOf) [][]string {
	out := [][]string{{"number", "kind", "code", "qty", "price", "original"}}
	for _, of := range [][]*invoice{w.orders, w.credits, w.charges} {
		for _, v := range of {
			for _, l := range v.lines {
				out = append(out, []string{v.number, l.kind, l.sku, text(l.qty), text(l.price), l.original})
			}
		}
	}
	return out
}

func adjustmentRows(w *weekOf) [][]string {
	out := [][]string{{"number", "time", "sku", "qty", "reason", "note"}}
	for _, a := range w.adjustments {
		out = append(out, []string{a.number, a.at.Format(time.RFC3339), a.sku, text(a.qty), a.reason, a.note})
	}
	return out
}

func (w *weekOf) print(to io.Writer) {
	type day struct{ orders, lines, credits, creditLines int }
	days := map[string]*day{}
	get := func(v *invoice) *day {
		k := v.at.Format("2006-01-02")
		if days[k] == nil {
			days[k] = &day{}
		}
		return days[k]
	}
	found, creditLines := 0, 0
	for _, v := range w.orders {
		get(v).orders++
		get(v).lines += len(v.lines)
	}
	for _, v := range w.credits {
		get(v).credits++
		get(v).creditLines += len(v.lines)
		for _, l := range v.lines {
			creditLines++
			if l.original != "" {
				found++
			}
		}
	}
	for _, k := range sortedKeys(days) {
		fmt.Fprintf(to, "%s %+v\n", k, *days[k])
	}
	fmt.Fprintf(to, "orders %d, credits %d (lines %d, with original %d), charges %d, adjustments %d, dropped %d\n",
		len(w.orders), len(w.credits), creditLines, found, len(w.charges), len(w.adjustments), w.dropped)
}
