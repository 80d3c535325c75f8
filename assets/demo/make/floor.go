package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The shop floor: eight aisles of 25 bays with five levels, left and right.
// Level 2 and 3 are within easy reach, 5 needs a step and keeps reserves.
const (
	aisles = "ABCDEFGH"
	bays   = 25
)

type bin struct {
	code   string
	effort int
}

// floor makes up the places and what lies in them. Products are placed by how
// often they were sold: the first 200 alone in the easiest bins with a reserve
// on level 5, the next 800 two to a bin, the rest three to a bin.
func floor(products map[string]*product, w *weekOf) (locations, stock [][]string) {
	var bins, reserves []bin
	for a := range len(aisles) {
		for bay := 1; bay <= bays; bay++ {
			for level := 1; level <= 5; level++ {
				for _, side := range "LR" {
					b := bin{fmt.Sprintf("%c-%02d-%d-%c", aisles[a], bay, level, side), a*30 + bay}
					switch level {
					case 5:
						reserves = append(reserves, b)
						continue
					case 1:
						b.effort += 12
					case 4:
						b.effort += 16
					}
					bins = append(bins, b)
				}
			}
		}
	}
	near := func(a, b bin) int { return cmp.Or(cmp.Compare(a.effort, b.effort), strings.Compare(a.code, b.code)) }
	slices.SortFunc(bins, near)
	slices.SortFunc(reserves, near)

	locations = [][]string{{"code", "kind"}}
	for _, l := range [][2]string{{"COUNTER", "counter"}, {"PACK-1", "packing"}, {"PACK-2", "packing"}, {"PACK-3", "packing"},
		{"QUARANTINE", "quarantine"}, {"RECEIVING", "receiving"}, {"RETURNS", "quarantine"}, {"STAGE-1", "staging"}, {"STAGE-2", "staging"}} {
		locations = append(locations, l[:])
	}
	for _, b := range slices.Concat(bins, reserves) {
		locations = append(locations, []string{b.code, "bin"})
	}
	slices.SortFunc(locations[1:], func(a, b []string) int { return strings.Compare(a[0], b[0]) })

	ranked := make([]*product, 0, len(products))
	for _, p := range products {
		ranked = append(ranked, p)
	}
	slices.SortFunc(ranked, func(a, b *product) int { return cmp.Or(cmp.Compare(b.orders, a.orders), strings.Compare(a.sku, b.sku)) })
	stock = [][]string{{"sku", "location", "book", "found"}}
	need, first := demand(w)
	at := 0
	for i, p := range ranked {
		place := bins[min(at, len(bins)-1)].code
		switch {
		case i < 200, i < 1000 && (i-200)%2 == 1, i >= 1000 && (i-1000)%3 == 2:
			at++
		}
		book, found := opening(p, need[p.sku], first[p.sku])
		if i < 200 && book > 1 {
			// A third waits on the reserve level.
			up := book / 3
			stock = append(stock, []string{p.sku, place, text(book - up), text(max(0, found-up))},
				[]string{p.sku, reserves[i].code, text(up), text(min(up, found))})
			continue
		}
		stock = append(stock, []string{p.sku, place, text(book), text(found)})
	}
	return locations, stock
}

// demand is the units that leave in the week, and on its first day.
func demand(w *weekOf) (week, first map[string]int64) {
	week, first = map[string]int64{}, map[string]int64{}
	for _, v := range w.orders {
		for _, l := range v.lines {
			if l.kind != "" {
				continue
			}
			week[l.sku] += l.qty
			if v.at.Before(weekBegins.AddDate(0, 0, 1)) {
				first[l.sku] += l.qty
			}
		}
	}
	for _, a := range w.adjustments {
		if a.qty < 0 {
			week[a.sku] -= a.qty
		}
	}
	return week, first
}

// opening is what the books say is there before the week, and what is really
// there. Enough for the week and two usual weeks more; but of what is sold on
// the first day 3 % has only six tenths of that day's need (so orders wait),
// and of 3 % half of that day's need is missing from the shelf (so picks are short).
func opening(p *product, week, first int64) (book, found int64) {
	usual := p.units / 52
	book = week + week/4 + 2*usual + int64(2+pick(10, "stock", p.sku))
	found = book
	if first == 0 {
		return book, found
	}
	switch n := pick(100, "trouble", p.sku); {
	case n < 3:
		book = first * 6 / 10
		found = book
	case n < 6:
		found = first / 2
	}
	return book, found
}
