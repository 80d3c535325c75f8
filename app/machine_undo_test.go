package app_test

import (
	"fmt"
	"slices"

	"packbench/data"
)

func sprint(id int64) string { return fmt.Sprint(id) }

// undo takes an operation back, and the model with it.
func (w *world) undo(t fatal, of operationNow) error {
	d := readUndo(t, of.undo)
	change := w.undoing(t, of, d)
	_, err := w.Undo(w.ctx, anna, of.id)
	w.did(t, err, change, "undo %d: %s", of.id, of.title)
	return err
}

// undoing prepares what the undo of an operation changes in the model.
func (w *world) undoing(t fatal, of operationNow, d undoDetail) (change func()) {
	picks := w.openPicks(t)
	switch d.How {
	case "place order", "cancel order":
		o := w.m.order(d.Detail.Order)
		if d.How == "cancel order" {
			return func() { w.m.reinstate(o, w.cancels[of.id]) }
		}
		back := func() {}
		for _, s := range w.shipments(t, "voided_at = 0 AND handed_over_at = 0") {
			if s.order == o.id {
				contents, picked, next := w.contents(t, s.id), w.picks(t, "x.shipment_id = $1", s.id), back
				back = func() { next(); w.unpack(contents); w.putBack(picked) }
			}
		}
		return func() { back(); w.m.cancel(o) }
	case "payment":
		for _, o := range w.m.orders {
			for _, p := range o.payments {
				if p.id == d.Detail.Payment {
					return func() {
						p.undone = true
						if o.cancelled {
							w.m.release(o)
						}
					}
				}
			}
		}
		t.Fatalf("the model has no payment %d", d.Detail.Payment)
	case "terms":
		o := w.m.order(d.Detail.Order)
		return func() { o.terms = d.Detail.Was == true }
	case "pick lists":
		var all []pickNow
		for _, id := range d.Detail.Lists {
			all = append(all, w.picks(t, "p.pick_list_id = $1", id)...)
		}
		return func() { w.putBack(all) }
	case "urgent":
		if d.Detail.Own {
			all := w.picks(t, "p.pick_list_id = $1", d.Detail.List)
			return func() { w.putBack(all) }
		}
		all := w.picks(t, "p.pick_list_id = $1 AND x.shipment_id = $2", d.Detail.List, d.Detail.Shipment)
		return func() { w.putBack(all) }
	case "pick":
		var all []pickNow
		for _, id := range d.Detail.Lines {
			all = append(all, w.picks(t, "p.id = $1", id)...)
		}
		return func() { w.putBack(all) }
	case "pack":
		contents := w.contents(t, d.Detail.Shipment)
		return func() { w.unpack(contents) }
	case "cut line":
		o := w.m.order(d.Detail.Order)
		return func() {
			for id, q := range d.Detail.Units {
				l := w.m.line(id)
				l.cancelled -= q
				if l.kind == "untracked" {
					l.promised += q
				} else {
					l.waiting += q
				}
			}
			w.m.allocateOrder(o)
			o.total = rows(t, w, "SELECT total FROM orders WHERE id = $1", one[data.Money], o.id)[0]
		}
	case "receiving":
		return w.reversing(t, of.id, picks, false)
	case "receive return", "inspect return":
		return w.reversing(t, of.id, picks, true)
	case "request return":
		type back struct {
			line int64
			qty  data.Quantity
		}
		lines := rows(t, w, "SELECT order_line_id, qty FROM return_lines WHERE return_id = $1", func(scan func(...any)) (b back) { scan(&b.line, &b.qty); return b }, d.Detail.Return)
		return func() {
			for _, b := range lines {
				w.m.line(b.line).returned -= b.qty
			}
		}
	case "post count":
		return w.uncounting(t, of.id, d.Detail.Count, picks)
	case "request count":
		return func() {
			for place, id := range w.counts {
				if id == d.Detail.Count {
					delete(w.m.counted, place)
					delete(w.counts, place)
				}
			}
		}
	case "wave", "cancel wave", "shut place", "open place", "skip line":
		return func() {}
	case "cancel pick list", "finish counting", "hold", "release hold", "label", "release", "address", "notes", "accept address", "approve split":
		return func() {}
	}
	t.Fatalf("nobody told the model what the undo of %q (%s) does", of.title, d.How)
	return nil
}

// reversing moves back what an operation moved, from the last move if need be.
func (w *world) reversing(t fatal, of int64, picks map[int64]int, last bool) (change func()) {
	type moved struct {
		sku      data.SKU
		from, to string
		qty      data.Quantity
	}
	moves := rows(t, w, "SELECT p.sku, CASE WHEN f.kind IN ('outside','customer','loss') THEN '' ELSE f.code END, CASE WHEN l.kind IN ('outside','customer','loss') THEN '' ELSE l.code END, m.qty FROM moves m JOIN products p ON p.id = m.product_id JOIN locations f ON f.id = m.from_location JOIN locations l ON l.id = m.to_location WHERE m.op = $1 ORDER BY m.id",
		func(scan func(...any)) (m moved) { scan(&m.sku, &m.from, &m.to, &m.qty); return m }, of)
	if last {
		slices.Reverse(moves)
	}
	return func() {
		for _, m := range moves {
			if forSale(m.to) && !forSale(m.from) {
				w.m.room(m.sku, m.qty, picks)
			}
			w.m.move(m.sku, m.to, m.from, m.qty)
		}
	}
}

// uncounting takes the posting of a count back: what pickers had missed is
// missing again, and what was found stands on the sheet, to be posted once more.
func (w *world) uncounting(t fatal, of, count int64, picks map[int64]int) (change func()) {
	type settled struct {
		sku   data.SKU
		place string
		qty   data.Quantity
	}
	shorts := rows(t, w, "SELECT p.sku, l.code, m.qty FROM moves m JOIN products p ON p.id = m.product_id JOIN locations l ON l.id = m.to_location WHERE m.op = $1 AND m.reverses > 0",
		func(scan func(...any)) (s settled) { scan(&s.sku, &s.place, &s.qty); return s }, of)
	lines, back := w.countLines(t, count), w.reversing(t, of, picks, true)
	return func() {
		sheet := make(map[string]map[data.SKU]data.Quantity)
		for _, l := range lines {
			if sheet[l.place] == nil {
				sheet[l.place] = make(map[data.SKU]data.Quantity)
			}
			sheet[l.place][l.sku] = w.m.stock[l.sku][l.place]
		}
		back()
		for _, s := range shorts {
			w.missing[[2]string{string(s.sku), s.place}] += s.qty
		}
		for place, found := range sheet {
			if _, other := w.counts[place]; other {
				w.aside[count] = true // one sheet a bin is all that the model keeps
				continue
			}
			w.m.counted[place], w.counts[place] = found, count
		}
	}
}
