package app_test

import (
	"fmt"
	"slices"

	"packbench/data"
)

// The model is the small shop as a person would keep it on paper: how many of
// each product lie where, how far each line of each order has come, and what
// was paid. It follows domain.md, not the program.

const (
	bench     = "PACKING"
	receiving = "RECEIVING"
	returned  = "RETURNS"
	gone      = "MISSING"
)

// forSale says whether stock at a place can be promised.
func forSale(place string) bool {
	return place != "" && place != receiving && place != returned && place != gone
}

type modelLine struct {
	id     int64
	order  *modelOrder
	sku    data.SKU
	kind   string
	parent *modelLine // of a kit's component
	each   data.Quantity

	qty, cancelled, waiting, promised, picked, packed, shipped, returned data.Quantity

	since int  // when its promise began; the newest loses its stock first
	gift  bool // brought by a bowl
}

// held is what of a line's units is promised, wherever they are in the shop.
func (l *modelLine) held() data.Quantity { return l.promised + l.picked + l.packed }

func (l *modelLine) String() string {
	return fmt.Sprintf("%d %s %s: %d = %d cancelled + %d waiting + %d promised + %d picked + %d packed + %d shipped (%d returned)",
		l.order.number, l.kind, l.sku, l.qty, l.cancelled, l.waiting, l.promised, l.picked, l.packed, l.shipped, l.returned)
}

type modelPayment struct {
	id, of int64 // of: the authorisation that a capture took
	kind   string
	amount data.Money
	undone bool
}

type modelOrder struct {
	id, number int64
	lines      []*modelLine
	total      data.Money
	payments   []*modelPayment
	terms      bool
	cancelled  bool
}

// money adds the order's payments up.
func (o *modelOrder) money() (paid, authorised, refunded data.Money) {
	for _, p := range o.payments {
		switch {
		case p.undone:
		case p.kind == data.Captured:
			paid += p.amount
			if p.of > 0 {
				authorised -= p.amount
			}
		case p.kind == data.Authorised:
			authorised += p.amount
		case p.kind == data.Refunded:
			paid -= p.amount
			refunded += p.amount
		}
	}
	return paid, authorised, refunded
}

func (o *modelOrder) status() data.PayStatus {
	paid, authorised, refunded := o.money()
	switch {
	case o.cancelled && paid > 0:
		return data.PayRefundDue
	case paid > o.total:
		return data.PayOver
	case paid == o.total && !o.cancelled:
		return data.PayPaid
	case refunded > 0:
		return data.PayRefunded
	case authorised > 0 && paid+authorised >= o.total:
		return data.PayAuthorised
	case o.terms:
		return data.PayTerms
	case paid > 0:
		return data.PayPart
	}
	return data.PayUnpaid
}

func (o *modelOrder) shippedAny() bool {
	return slices.ContainsFunc(o.lines, func(l *modelLine) bool { return l.shipped > 0 })
}

type part struct {
	sku data.SKU
	qty data.Quantity
}

type model struct {
	products []data.SKU // in the order of their ids
	kits     map[data.SKU][]part
	stock    map[data.SKU]map[string]data.Quantity
	lines    []*modelLine
	orders   []*modelOrder
	promises int
	freed    map[data.SKU]bool                     // products of which more can be promised than before
	counted  map[string]map[data.SKU]data.Quantity // places being counted: what will be there when the count is posted
}

func (m *model) sellable(sku data.SKU) (q data.Quantity) {
	for place, n := range m.stock[sku] {
		if forSale(place) {
			q += n
		}
	}
	return q
}

// free is what can still be promised of a product.
func (m *model) free(sku data.SKU) data.Quantity {
	if parts, ok := m.kits[sku]; ok {
		least := data.Quantity(-1)
		for _, p := range parts {
			if n := m.free(p.sku) / p.qty; least < 0 || n < least {
				least = n
			}
		}
		return max(least, 0)
	}
	q := m.sellable(sku)
	for _, l := range m.lines {
		if l.sku == sku && l.kind == "stocked" {
			q -= l.held()
		}
	}
	return q
}

// move carries units from one place to another; "" is the world outside.
func (m *model) move(sku data.SKU, from, to string, q data.Quantity) {
	if (q > 0 && forSale(to) && !forSale(from)) || (q < 0 && forSale(from) && !forSale(to)) {
		m.freed[sku] = true
	}
	for place, n := range map[string]data.Quantity{from: -q, to: q} {
		if place == "" {
			continue
		}
		if m.stock[sku] == nil {
			m.stock[sku] = make(map[string]data.Quantity)
		}
		m.stock[sku][place] += n
		if found, ok := m.counted[place]; ok && from != gone && to != gone {
			found[sku] += n // who counts goes on counting what comes and goes
		}
	}
}

// promise gives q more units to a line.
func (m *model) promise(l *modelLine, q data.Quantity) {
	if q == 0 {
		return
	}
	if l.held() == 0 {
		m.promises++
		l.since = m.promises
	}
	l.promised += q
	l.waiting -= q
}

// allocate gives a waiting line what is free, a kit in whole kits.
func (m *model) allocate(l *modelLine) {
	switch {
	case l.waiting == 0 || l.kind != "stocked":
	case l.parent == nil:
		m.promise(l, min(l.waiting, m.free(l.sku)))
	default:
		m.allocateKit(l.parent)
	}
}

func (m *model) partsOf(kit *modelLine) (parts []*modelLine) {
	for _, l := range kit.order.lines {
		if l.parent == kit {
			parts = append(parts, l)
		}
	}
	return parts
}

// allocateKit completes as many kits as the free components allow.
func (m *model) allocateKit(kit *modelLine) {
	parts := m.partsOf(kit)
	need := func(l *modelLine, kits data.Quantity) data.Quantity {
		return max(0, kits*l.each-(l.qty-l.waiting-l.cancelled))
	}
	for kits := kit.qty; kits > 0; kits-- {
		enough := true
		for _, l := range parts {
			enough = enough && need(l, kits) <= min(l.waiting, m.free(l.sku))
		}
		if enough {
			for _, l := range parts {
				m.promise(l, need(l, kits))
			}
			return
		}
	}
}

// fill gives what came in to the orders that wait for it, first come first.
func (m *model) fill(sku data.SKU) {
	for _, l := range m.lines {
		if l.sku == sku && l.kind == "stocked" {
			m.allocate(l)
		}
	}
}

// room frees promises of a product that nobody has picked until q units can be
// taken off sale, the newest first, those that pickers walk for last. picks
// says how many open picks a line has.
func (m *model) room(sku data.SKU, q data.Quantity, picks map[int64]int) {
	need := q - m.free(sku)
	var open []*modelLine
	for _, l := range m.lines {
		if l.sku == sku && l.kind == "stocked" && l.promised > 0 {
			open = append(open, l)
		}
	}
	slices.SortStableFunc(open, func(a, b *modelLine) int {
		if n := picks[a.id] - picks[b.id]; n != 0 {
			return n
		}
		return b.since - a.since
	})
	for _, l := range open {
		if n := min(need, l.promised); n > 0 {
			m.freed[sku] = true
			l.promised -= n
			l.waiting += n
			need -= n
		}
	}
}

// follow brings every kit's line to where its slowest component is.
func (m *model) follow() {
	for _, k := range m.lines {
		if k.kind != "kit" {
			continue
		}
		far := func(reach func(*modelLine) data.Quantity) data.Quantity {
			n := k.qty
			for _, l := range m.partsOf(k) {
				n = min(n, reach(l)/l.each)
			}
			return n
		}
		k.cancelled = far(func(l *modelLine) data.Quantity { return l.cancelled })
		k.shipped = far(func(l *modelLine) data.Quantity { return l.shipped })
		k.packed = far(func(l *modelLine) data.Quantity { return l.shipped + l.packed }) - k.shipped
		k.picked = far(func(l *modelLine) data.Quantity { return l.shipped + l.packed + l.picked }) - k.shipped - k.packed
		here := min(far(func(l *modelLine) data.Quantity { return l.shipped + l.held() }), k.qty-k.cancelled)
		k.promised = here - k.shipped - k.packed - k.picked
		k.waiting = k.qty - k.cancelled - here
	}
}

type wanted struct {
	sku  data.SKU
	qty  data.Quantity
	gift bool
}

// place writes an order: its lines get what is free, loose goods before kits,
// products in their own order; the rest waits, or is cancelled where the
// customer wishes so.
func (m *model) place(o *modelOrder, lines []wanted, kinds map[data.SKU]string, cancelShort bool) {
	m.orders = append(m.orders, o)
	got := make([]data.Quantity, len(lines))
	for _, sku := range m.products {
		left := m.free(sku)
		for i, w := range lines {
			if w.sku == sku && kinds[sku] == "stocked" {
				got[i] = min(w.qty, left)
				left -= got[i]
			}
		}
	}
	add := func(l *modelLine) *modelLine {
		l.order, l.waiting = o, l.qty
		o.lines, m.lines = append(o.lines, l), append(m.lines, l)
		return l
	}
	var kits []*modelLine
	for i, w := range lines {
		l := add(&modelLine{sku: w.sku, kind: kinds[w.sku], qty: w.qty, each: 1, gift: w.gift})
		switch l.kind {
		case "untracked":
			l.promised, l.waiting = l.qty, 0
		case "stocked":
			m.promise(l, got[i])
		case "kit":
			for _, p := range m.kits[w.sku] {
				add(&modelLine{sku: p.sku, kind: "stocked", parent: l, each: p.qty, qty: p.qty * w.qty})
			}
			kits = append(kits, l)
		}
	}
	for _, k := range kits {
		m.allocateKit(k)
	}
	for _, ofKit := range []bool{true, false} { // kits are promised before loose goods are written
		for _, l := range o.lines {
			if l.held() > 0 && (l.parent != nil) == ofKit {
				m.promises++
				l.since = m.promises
			}
		}
	}
	if cancelShort {
		for _, l := range o.lines {
			if l.kind != "kit" {
				l.cancelled, l.waiting = l.waiting, 0
			}
		}
		m.follow()
		m.giftGoes(o)
		o.cancelled = !slices.ContainsFunc(o.lines, func(l *modelLine) bool { return l.qty > l.cancelled })
	}
}

// giftGoes takes the mug away that bowls brought when no bowl is left (domain
// 4.12).
func (m *model) giftGoes(o *modelOrder) {
	bowls := data.Quantity(0)
	for _, l := range o.lines {
		if l.sku == "BOWL" && l.parent == nil {
			bowls += l.qty - l.cancelled
		}
	}
	for _, l := range o.lines {
		if l.gift && bowls == 0 {
			if l.promised > 0 {
				m.freed[l.sku] = true
			}
			l.cancelled += l.waiting + l.promised
			l.waiting, l.promised = 0, 0
		}
	}
}

// cancel ends what of an order has not left: everything that was picked has
// been put back by then.
func (m *model) cancel(o *modelOrder) {
	for _, l := range o.lines {
		if l.promised > 0 {
			m.freed[l.sku] = true
		}
		l.cancelled += l.waiting + l.promised
		l.waiting, l.promised = 0, 0
	}
	o.cancelled = !o.shippedAny()
	m.release(o)
}

// release gives back what was authorised and never captured.
func (m *model) release(o *modelOrder) {
	for _, p := range o.payments {
		if p.kind == data.Authorised {
			p.amount -= m.left(o, p)
		}
	}
}

// left is what of an authorisation has not been captured.
func (m *model) left(o *modelOrder, a *modelPayment) data.Money {
	left := a.amount
	if a.undone {
		return 0
	}
	for _, p := range o.payments {
		if p.of == a.id && !p.undone {
			left -= p.amount
		}
	}
	return left
}

// reinstate takes a cancellation back: was is what each line had cancelled
// before it.
func (m *model) reinstate(o *modelOrder, was map[int64]data.Quantity) {
	o.cancelled = false
	for _, l := range o.lines {
		if l.kind == "kit" {
			continue
		}
		back := l.cancelled - was[l.id]
		l.cancelled -= back
		if l.kind == "untracked" {
			l.promised += back
		} else {
			l.waiting += back
		}
	}
	m.allocateOrder(o)
}

// allocateOrder gives an order what is free of what it waits for.
func (m *model) allocateOrder(o *modelOrder) {
	for _, sku := range m.products {
		for _, l := range o.lines {
			if l.sku == sku {
				m.allocate(l)
			}
		}
	}
}
