package app_test

import (
	"slices"

	"pgregory.net/rapid"

	"packbench/app"
	"packbench/data"
)

func (w *world) shortPick(t *rapid.T) {
	p := draw(t, "pick", w.picks(t, "p.state = 'open' AND pl.released_at > 0"))
	w.confirmShort(t, p, data.Quantity(rapid.Int64Range(0, int64(p.qty)-1).Draw(t, "found")))
}

// confirmShort picks fewer than the list asks for: the rest is fetched from
// other bins or waits again, and what the books still show in the bin is off
// sale until it is counted.
func (w *world) confirmShort(t fatal, p pickNow, found data.Quantity) {
	picks := w.openPicks(t)
	kept := data.Quantity(0) // of the bin, for other open picks
	for _, b := range w.lying(t) {
		if b.sku == p.sku && b.place == p.place {
			kept = b.promised - p.qty
		}
	}
	res, err := w.ConfirmPicks(w.ctx, anna, op("pick"), []app.PickConfirm{{LineID: p.id, Picked: found}})
	if !w.did(t, err, func() {
		w.m.move(p.sku, p.place, bench, found)
		l := w.m.line(p.line)
		l.promised -= found
		l.picked += found
		picks[l.id] += len(res[0].Elsewhere) - 1
		l.promised -= res[0].Waiting
		w.m.freed[l.sku] = w.m.freed[l.sku] || res[0].Waiting > 0
		l.waiting += res[0].Waiting
		if left := w.m.stock[p.sku][p.place] - kept; left > 0 {
			w.m.room(p.sku, left, picks)
			w.m.move(p.sku, p.place, gone, left)
			w.missing[[2]string{string(p.sku), p.place}] += left
		}
	}, "find %d of %+v", found, p) {
		t.Fatalf("the short pick was refused: %v", err)
	}
}

func (w *world) cancelList(t *rapid.T) {
	lists := rows(t, w, "SELECT id FROM pick_lists WHERE cancelled_at = 0 ORDER BY id", one[int64])
	list, back := draw(t, "list", lists), rapid.Bool().Draw(t, "put back")
	picks := w.picks(t, "p.pick_list_id = $1", list)
	err := w.CancelPickList(w.ctx, anna, op("cancel list"), list, back)
	w.did(t, err, func() {
		if back {
			w.putBack(picks)
		}
	}, "cancel pick list %d (put back: %v)", list, back)
}

func (w *world) scanRight(t *rapid.T) {
	s := draw(t, "shipment", w.shipments(t, "voided_at = 0 AND picking_at > 0 AND packed_at = 0"))
	var left []shippedLine
	for _, x := range w.contents(t, s.id) {
		if x.picked > x.packed {
			left = append(left, x)
		}
	}
	x := draw(t, "line", left)
	w.scan(t, s, w.m.line(x.line).sku, units(t, "units", x.picked-x.packed))
}

// scan packs units of a product into the lines of a shipment, in their order.
func (w *world) scan(t fatal, s shipmentNow, sku data.SKU, q data.Quantity) {
	contents := w.contents(t, s.id)
	res, err := w.Scan(w.ctx, anna, op("scan"), s.id, []data.Scan{{Code: string(sku), Qty: q}})
	w.did(t, err, func() {
		if !res[0].Good {
			t.Fatalf("%d of %s are picked for %s, and the scan said %s", q, sku, s.number, res[0].Say)
		}
		left := q
		for _, x := range contents {
			if l := w.m.line(x.line); l.sku == sku {
				n := min(left, x.picked-x.packed)
				l.picked -= n
				l.packed += n
				left -= n
			}
		}
	}, "scan %d of %s for %s", q, sku, s.number)
}

func (w *world) scanWrong(t *rapid.T) {
	s := draw(t, "shipment", w.shipments(t, "voided_at = 0 AND released_at > 0 AND packed_at = 0"))
	code := draw(t, "code", []string{"NONSENSE", "CARD", "SET", "036000291452", "MUG-CASE"})
	left, units := data.Quantity(0), data.Quantity(1)
	for _, x := range w.contents(t, s.id) {
		if w.m.line(x.line).sku == "MUG" {
			left += x.picked - x.packed
		}
	}
	if code == "MUG-CASE" {
		units = 6
	}
	if (code == "036000291452" || code == "MUG-CASE") && left >= units {
		t.Skip("that would be right")
	}
	res, err := w.Scan(w.ctx, anna, op("scan"), s.id, []data.Scan{{Code: code, Qty: 1}})
	w.did(t, err, func() {
		if res[0].Good {
			t.Fatalf("%s was taken into %s", code, s.number)
		}
	}, "scan %s for %s", code, s.number)
}

func (w *world) finishPacking(t *rapid.T) {
	s := draw(t, "shipment", w.shipments(t, "voided_at = 0 AND released_at > 0 AND packed_at = 0"))
	why := ""
	if chance(t, "by name", 3) {
		why = "I saw it"
	}
	w.finish(t, s, why)
}

// finish closes the boxes: what is not tracked goes along; what was picked and
// not scanned goes in only by name.
func (w *world) finish(t fatal, s shipmentNow, why string) bool {
	contents := w.contents(t, s.id)
	_, err := w.FinishPacking(w.ctx, anna, op("finish"), s.id, 0, why)
	return w.did(t, err, func() {
		for _, x := range contents {
			l := w.m.line(x.line)
			switch {
			case l.kind == "untracked":
				l.promised -= x.qty - x.packed
				l.packed += x.qty - x.packed
			case x.packed < x.qty && why == "":
				t.Fatalf("%s is packed, but %d of %s were never scanned", s.number, x.qty-x.packed, l.sku)
			case x.picked < x.qty:
				t.Fatalf("%s is packed, but %d of %s were never picked", s.number, x.qty-x.picked, l.sku)
			default:
				l.picked -= x.picked - x.packed
				l.packed += x.picked - x.packed
			}
		}
	}, "finish packing %s (%q)", s.number, why)
}

func (w *world) unpackAction(t *rapid.T) {
	s := draw(t, "shipment", w.shipments(t, "picking_at > 0 OR packed_at > 0"))
	contents := w.contents(t, s.id)
	w.did(t, w.Unpack(w.ctx, anna, op("unpack"), s.id), func() { w.unpack(contents) }, "unpack %s", s.number)
}

func (w *world) handOver(t *rapid.T) {
	w.handOverOne(t, draw(t, "shipment", w.shipments(t, "packed_at > 0 AND voided_at = 0")))
}

// handOverOne gives a shipment to its carrier: its goods leave the shop.
func (w *world) handOverOne(t fatal, s shipmentNow) {
	contents := w.contents(t, s.id)
	b, err := w.Bench(w.ctx, s.id)
	if err != nil {
		t.Fatalf("read the bench: %v", err)
	}
	r, err := w.HandOver(w.ctx, anna, op("hand over"), []int64{s.id})
	w.did(t, err, func() {
		if len(r.Done) == 0 {
			return
		}
		if s.handedOver > 0 || (len(b.Stops) > 0 && s.override == "") {
			t.Fatalf("%s left though %v", s.number, b.Stops)
		}
		for _, x := range contents {
			l := w.m.line(x.line)
			if l.kind == "stocked" {
				w.m.move(l.sku, bench, "", x.packed)
			}
			l.packed -= x.packed
			l.shipped += x.packed
		}
	}, "hand over %s: %+v", s.number, r)
}

func (w *world) cancelOrder(t *rapid.T) {
	w.cancelOne(t, draw(t, "order", w.m.orders))
}

// cancelOne cancels an order, which must go until all of it has left.
func (w *world) cancelOne(t fatal, o *modelOrder) {
	live := w.shipments(t, "voided_at = 0 AND handed_over_at = 0")
	was := make(map[int64]data.Quantity)
	open := false
	for _, l := range o.lines {
		was[l.id] = l.cancelled
		open = open || l.waiting+l.held() > 0
	}
	back := func() {}
	for _, s := range live {
		if s.order == o.id {
			contents, picks, next := w.contents(t, s.id), w.picks(t, "x.shipment_id = $1", s.id), back
			back = func() { next(); w.unpack(contents); w.putBack(picks) }
		}
	}
	err := w.CancelOrder(w.ctx, anna, op("cancel order"), o.id, "changed her mind")
	can := open && !o.cancelled
	if !w.did(t, err, func() {
		back()
		w.m.cancel(o)
		w.cancels[rows(t, w, "SELECT MAX(id) FROM operations", one[int64])[0]] = was
	}, "cancel order %d", o.number) && can {
		t.Fatalf("order %d has something to cancel, and it was refused: %v", o.number, err)
	}
}

func (w *world) beginCount(t *rapid.T) {
	bin := draw(t, "bin", w.bins)
	if _, counting := w.m.counted[bin]; counting {
		t.Skip("it is being counted")
	}
	c, err := w.RequestCount(w.ctx, anna, op("count"), "a round", rapid.Bool().Draw(t, "blind"), []int64{w.places[bin]})
	found := make(map[data.SKU]data.Quantity)
	if err == nil {
		for _, l := range w.countLines(t, c.ID) {
			q := max(0, w.m.stock[l.sku][bin]+data.Quantity(draw(t, "off by", []int{0, 0, -3, -1, 1, 2})))
			if _, err = w.EnterCount(w.ctx, anna, op("counted"), l.id, q); err != nil {
				break
			}
			found[l.sku] = q
		}
	}
	w.did(t, err, func() { w.m.counted[bin] = found; w.counts[bin] = c.ID }, "count %s: %v", bin, found)
}

type countLineNow struct {
	id, count, counted int64
	sku                data.SKU
	place              string
}

func (w *world) countLines(t fatal, count int64) []countLineNow {
	return rows(t, w, "SELECT l.id, l.count_id, l.counted, p.sku, c.code FROM count_lines l JOIN products p ON p.id = l.product_id JOIN locations c ON c.id = l.location_id WHERE l.count_id = $1 ORDER BY l.n, l.id", func(scan func(...any)) (l countLineNow) {
		scan(&l.id, &l.count, &l.counted, &l.sku, &l.place)
		return l
	}, count)
}

// endCount posts a count that was begun, or counts and posts one that a short
// pick asked for.
func (w *world) endCount(t *rapid.T) {
	id := draw(t, "count", rows(t, w, "SELECT id FROM counts WHERE posted_at = 0 AND cancelled_at = 0 ORDER BY id", one[int64]))
	if w.aside[id] {
		t.Skip("another count of its bins was begun")
	}
	off := data.Quantity(draw(t, "off by", []int{0, 0, -1, 1}))
	w.postCount(t, id, off)
}

func (w *world) postCount(t fatal, id int64, off data.Quantity) {
	lines := w.countLines(t, id)
	found := make(map[data.SKU]data.Quantity)
	var err error
	for _, l := range lines {
		if q, begun := w.m.counted[l.place][l.sku]; begun && w.counts[l.place] == id {
			found[l.sku] = q
			continue
		}
		// Who counts finds what lies there, and often what a picker had missed.
		found[l.sku] = max(0, w.m.stock[l.sku][l.place]+w.missing[[2]string{string(l.sku), l.place}]+off)
		if _, err = w.EnterCount(w.ctx, anna, op("counted"), l.id, found[l.sku]); err != nil {
			t.Fatalf("count %s at %s: %v", l.sku, l.place, err)
		}
	}
	stage := rows(t, w, "SELECT stage FROM counts WHERE id = $1", one[string], id)[0]
	if stage != "review" {
		if _, err = w.FinishCounting(w.ctx, anna, op("finish count"), id, false); err != nil {
			t.Fatalf("finish the count: %v", err)
		}
	}
	for _, l := range lines {
		if err := w.ExplainCount(w.ctx, anna, op("explain"), l.id, "lost"); err != nil {
			t.Fatalf("explain the count: %v", err)
		}
	}
	picks := w.openPicks(t)
	_, err = w.PostCount(w.ctx, anna, op("post count"), id)
	w.did(t, err, func() {
		for _, l := range lines {
			key := [2]string{string(l.sku), l.place}
			was := w.missing[key]
			w.m.move(l.sku, gone, l.place, was)
			delete(w.missing, key)
			diff := found[l.sku] - w.m.stock[l.sku][l.place]
			if diff < 0 {
				w.m.room(l.sku, -diff, picks)
			}
			w.m.move(l.sku, "", l.place, diff)
		}
		for _, l := range lines {
			if w.counts[l.place] == id {
				delete(w.m.counted, l.place)
				delete(w.counts, l.place)
			}
		}
	}, "post count %d: %v", id, found)
}

func (w *world) takeReturn(t *rapid.T) {
	var can []*modelLine
	for _, l := range w.m.lines {
		if l.kind == "stocked" && l.shipped > 0 {
			can = append(can, l)
		}
	}
	l := draw(t, "line", can)
	w.returnLine(t, l, units(t, "units", l.shipped))
}

func (w *world) returnLine(t fatal, l *modelLine, q data.Quantity) {
	r, err := w.RequestReturn(w.ctx, anna, op("return"), l.order.id, "broken", map[int64]data.Quantity{l.id: q})
	can := q <= l.shipped-l.returned
	if w.did(t, err, func() { l.returned += q }, "return %d of %s of order %d", q, l.sku, l.order.number) != can {
		t.Fatalf("%d of %d are back already, and the return of %d said %v", l.returned, l.shipped, q, err)
	}
	if err != nil {
		return
	}
	line := rows(t, w, "SELECT id FROM return_lines WHERE return_id = $1", one[int64], r.ID)[0]
	w.did(t, w.ReceiveReturn(w.ctx, anna, op("receive return"), r.ID, map[int64]data.Quantity{line: q}), func() { w.m.move(l.sku, "", returned, q) }, "take %d of %s back in", q, l.sku)
}

func (w *world) inspect(t *rapid.T) {
	type waiting struct {
		ret, line int64
		sku       data.SKU
		qty       data.Quantity
	}
	r := draw(t, "return", rows(t, w, "SELECT r.id, l.id, p.sku, l.received FROM returns r JOIN return_lines l ON l.return_id = r.id JOIN products p ON p.id = l.product_id WHERE r.inspected_at = 0 AND l.received > 0 ORDER BY l.id", func(scan func(...any)) (x waiting) {
		scan(&x.ret, &x.line, &x.sku, &x.qty)
		return x
	}))
	bin := draw(t, "bin", w.bins)
	restock := data.Quantity(rapid.Int64Range(0, int64(r.qty)).Draw(t, "restock"))
	err := w.InspectReturn(w.ctx, anna, op("inspect"), r.ret, []data.Decision{{LineID: r.line, Restock: restock, To: w.places[bin], Scrap: r.qty - restock}})
	w.did(t, err, func() {
		w.m.move(r.sku, returned, bin, restock)
		w.m.move(r.sku, returned, "", r.qty-restock)
	}, "restock %d of %d of %s to %s", restock, r.qty, r.sku, bin)
}

// wholeDay takes an order from the phone to the door, so that long runs reach
// the far stages often.
func (w *world) wholeDay(t *rapid.T) {
	c := draw(t, "customer", w.customers)
	sku := draw(t, "product", w.m.products)
	stop := rapid.IntRange(1, 6).Draw(t, "stop after")
	q := units(t, "units", 3)
	o := w.place(t, app.OrderRequest{CustomerID: c.ID, Lines: []app.LineRequest{{ProductID: w.products[sku].ID, Qty: q}}, Payment: &app.PaymentRequest{Method: "cash"}}, []wanted{{sku: sku, qty: q}})
	if o == nil || stop < 2 {
		return
	}
	r, err := w.ReleaseOrders(w.ctx, anna, op("release"), []int64{o.id})
	if w.did(t, err, func() {}, "release order %d: %+v", o.number, r); len(r.Done) == 0 || stop < 3 {
		return
	}
	built, err := w.BuildPickLists(w.ctx, anna, op("pick lists"), app.PickRequest{Shipments: r.Done, Method: "single"})
	if !w.did(t, err, func() {}, "build its list: %d", len(built.Lists)) || stop < 4 {
		return
	}
	if w.confirm(t, w.picks(t, "p.state = 'open' AND p.pick_list_id = $1", built.Lists[0].ID)); stop < 5 {
		return
	}
	s := w.shipments(t, "id = "+sprint(r.Done[0]))[0]
	for _, x := range w.contents(t, s.id) {
		if x.picked > x.packed {
			w.scan(t, s, w.m.line(x.line).sku, x.picked-x.packed)
		}
	}
	if w.finish(t, s, ""); stop < 6 {
		return
	}
	if s = w.shipments(t, "id = "+sprint(s.id))[0]; s.packed > 0 {
		w.handOverOne(t, s)
	}
}

func (w *world) undoLast(t *rapid.T) {
	w.undo(t, draw(t, "operation", w.undoable(t, 1)))
}

func (w *world) undoAny(t *rapid.T) {
	w.undo(t, draw(t, "operation", w.undoable(t, 12)))
}

type operationNow struct {
	id          int64
	title, undo string
}

func (w *world) undoable(t fatal, most int) []operationNow {
	all := rows(t, w, "SELECT id, title, undo FROM operations o WHERE undo <> '' AND NOT EXISTS (SELECT 1 FROM operations r WHERE r.reverses = o.id) AND reverses = 0 AND id > (SELECT MIN(op) FROM changes WHERE entity = 'order') - 1 ORDER BY id DESC", func(scan func(...any)) (o operationNow) {
		scan(&o.id, &o.title, &o.undo)
		return o
	})
	return slices.Clip(all[:min(most, len(all))])
}
