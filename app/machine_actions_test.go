package app_test

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

var anna = apptest.Anna

// actions are what can happen in the shop, by name. Each draws what it needs,
// does it by the use case, and tells the model.
func (w *world) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"":                w.agreeRapid,
		"receive":         w.receive,
		"delivery":        w.delivery,
		"adjust":          w.adjust,
		"transfer":        w.transfer,
		"place order":     w.placeOrder,
		"place order 2":   w.placeOrder,
		"pay":             w.pay,
		"capture":         w.capture,
		"refund":          w.refund,
		"terms":           w.terms,
		"hold":            w.hold,
		"release hold":    w.releaseHold,
		"address":         w.address,
		"plan":            w.plan,
		"approve split":   w.approveSplit,
		"cut line":        w.cutLine,
		"label":           w.label,
		"release":         w.release,
		"release orders":  w.releaseOrders,
		"build pick list": w.buildPickList,
		"propose picking": w.proposePicking,
		"plan a wave":     w.planWave,
		"release a wave":  w.releaseWave,
		"urgent":          w.urgent,
		"shut or open":    w.shutOrOpen,
		"put to later":    w.skip,
		"pick":            w.pick,
		"pick 2":          w.pick,
		"short pick":      w.shortPick,
		"cancel list":     w.cancelList,
		"scan":            w.scanRight,
		"scan 2":          w.scanRight,
		"scan wrong":      w.scanWrong,
		"finish packing":  w.finishPacking,
		"unpack":          w.unpackAction,
		"hand over":       w.handOver,
		"begin count":     w.beginCount,
		"end count":       w.endCount,
		"return":          w.takeReturn,
		"inspect":         w.inspect,
		"cancel order":    w.cancelOrder,
		"undo last":       w.undoLast,
		"undo any":        w.undoAny,
		"a whole day":     w.wholeDay,
	}
}

func (w *world) agreeRapid(t *rapid.T) { w.agree(t) }

// draw picks one of what there is; with nothing the action is left out.
func draw[T any](t *rapid.T, name string, from []T) T {
	if len(from) == 0 {
		t.Skip("there is no " + name)
	}
	return from[rapid.IntRange(0, len(from)-1).Draw(t, name)]
}

func units(t *rapid.T, name string, most data.Quantity) data.Quantity {
	return data.Quantity(rapid.Int64Range(1, int64(most)).Draw(t, name))
}

func chance(t *rapid.T, name string, inTen int) bool {
	return rapid.IntRange(1, 10).Draw(t, name) <= inTen
}

func op(kind string) data.Op { return data.NewOp(kind, nil) }

var stocked = []data.SKU{"MUG", "LAMP", "BOWL"}

func (w *world) receive(t *rapid.T) {
	sku, bin, q := draw(t, "product", stocked), draw(t, "bin", w.bins), units(t, "units", 6)
	err := w.ReceiveStock(w.ctx, anna, op("receive"), w.products[sku].ID, w.places[bin], q, "came in")
	if !w.did(t, err, func() { w.m.move(sku, "", bin, q) }, "receive %d of %s at %s", q, sku, bin) {
		t.Fatalf("receiving was refused: %v", err)
	}
}

func (w *world) delivery(t *rapid.T) {
	sku, bin, q := draw(t, "product", stocked), draw(t, "bin", w.bins), units(t, "units", 6)
	put := units(t, "put away", q)
	r, err := w.Expect(w.ctx, anna, op("expect"), "Pottery", "PO", time.Time{}, map[int64]data.Quantity{w.products[sku].ID: q})
	if err == nil {
		err = w.Receive(w.ctx, anna, op("receive"), r.ID, w.products[sku].ID, q)
	}
	if err == nil {
		_, err = w.PutAway(w.ctx, anna, op("put away"), r.ID, w.products[sku].ID, w.places[bin], put)
	}
	if !w.did(t, err, func() { w.m.move(sku, "", receiving, q); w.m.move(sku, receiving, bin, put) }, "take %d of %s in and put %d away to %s", q, sku, put, bin) {
		t.Fatalf("the delivery was refused: %v", err)
	}
}

func (w *world) adjust(t *rapid.T) {
	sku, bin := draw(t, "product", stocked), draw(t, "bin", w.bins)
	by := data.Quantity(draw(t, "by", []int{-5, -2, -1, 1, 2}))
	picks := w.openPicks(t)
	err := w.Adjust(w.ctx, anna, op("adjust"), w.products[sku].ID, w.places[bin], by, "counted by eye")
	w.did(t, err, func() {
		if by > 0 {
			w.m.move(sku, "", bin, by)
			return
		}
		w.m.room(sku, -by, picks)
		w.m.move(sku, bin, "", -by)
	}, "correct %s at %s by %+d", sku, bin, by)
	if err == nil && w.m.stock[sku][bin] < 0 {
		t.Fatalf("more was taken from %s than is there", bin)
	}
}

func (w *world) transfer(t *rapid.T) {
	sku, from, to := draw(t, "product", stocked), draw(t, "from", w.bins), draw(t, "to", w.bins)
	q := units(t, "units", 5)
	if from == to {
		t.Skip("that is where it is")
	}
	err := w.Transfer(w.ctx, anna, op("transfer"), w.products[sku].ID, w.places[from], w.places[to], q)
	w.did(t, err, func() { w.m.move(sku, from, to, q) }, "move %d of %s from %s to %s", q, sku, from, to)
}

func (w *world) placeOrder(t *rapid.T) {
	c := draw(t, "customer", w.customers)
	var lines []wanted
	req := app.OrderRequest{CustomerID: c.ID, AcceptShort: chance(t, "accept short", 7), Backorder: draw(t, "backorder", []string{"wait", "wait", "part", "cancel"})}
	for range rapid.IntRange(1, 3).Draw(t, "lines") {
		l := wanted{sku: draw(t, "product", w.m.products), qty: units(t, "units", 4)}
		lines = append(lines, l)
		req.Lines = append(req.Lines, app.LineRequest{ProductID: w.products[l.sku].ID, Qty: l.qty})
	}
	if chance(t, "paid at once", 5) {
		req.Payment = &app.PaymentRequest{Method: "cash"}
	}
	w.place(t, req, lines)
}

// place places an order and tells the model, with the mug that a bowl brings.
func (w *world) place(t fatal, req app.OrderRequest, lines []wanted) *modelOrder {
	req.OnTerms = slices.ContainsFunc(w.customers, func(c data.Customer) bool { return c.ID == req.CustomerID && c.TermsDays > 0 })
	asked := len(lines)
	left := w.m.free("MUG")
	for _, l := range lines {
		left -= l.qty * map[data.SKU]data.Quantity{"MUG": 1, "SET": 2}[l.sku]
	}
	if slices.ContainsFunc(lines, func(l wanted) bool { return l.sku == "BOWL" }) && left > 0 {
		lines = append(lines, wanted{sku: "MUG", qty: 1, gift: true})
	}
	placed, err := w.PlaceOrder(w.ctx, anna, op("place order"), req)
	o := &modelOrder{id: placed.OrderID, number: placed.Number, total: placed.Total, terms: req.OnTerms}
	w.did(t, err, func() {
		w.m.place(o, lines, w.kinds, req.Backorder == "cancel")
		ids := rows(t, w, "SELECT id FROM order_lines WHERE order_id = $1 ORDER BY n", one[int64], o.id)
		if len(ids) != len(o.lines) {
			t.Fatalf("order %d has %d lines, the model %d", o.number, len(ids), len(o.lines))
		}
		for i, l := range o.lines {
			l.id = ids[i]
		}
		if req.Payment != nil && !o.cancelled {
			w.noteLastPayment(t, o, data.Captured, o.total, 0)
		}
	}, "place order %d of %v (%s, accept short %v)", placed.Number, lines, req.Backorder, req.AcceptShort)
	if err != nil {
		return nil
	}
	for _, l := range o.lines[:min(asked, len(o.lines))] {
		if !req.AcceptShort && l.waiting+l.cancelled > 0 {
			t.Fatalf("nobody was told that %d of %s are missing (domain 4.3)", l.waiting+l.cancelled, l.sku)
		}
	}
	return o
}

func (w *world) noteLastPayment(t fatal, o *modelOrder, kind string, amount data.Money, of int64) {
	id := rows(t, w, "SELECT MAX(id) FROM payments WHERE order_id = $1", one[int64], o.id)[0]
	o.payments = append(o.payments, &modelPayment{id: id, of: of, kind: kind, amount: amount})
}

func (w *world) pay(t *rapid.T) {
	o := draw(t, "order", w.m.orders)
	kind := draw(t, "kind", []string{data.Captured, data.Captured, data.Authorised})
	paid, authorised, _ := o.money()
	amount := data.Money(draw(t, "amount", []int64{0, 0, 0, 100, 1000, 5000}))
	err := w.TakePayment(w.ctx, anna, op("pay"), o.id, app.PaymentRequest{Kind: kind, Method: "card", Reference: "T-1", Last4: "4242", Amount: amount})
	if amount == 0 {
		amount = o.total - paid - authorised
	}
	w.did(t, err, func() { w.noteLastPayment(t, o, kind, amount, 0) }, "%s %s for order %d", kind, amount, o.number)
}

func (w *world) capture(t *rapid.T) {
	type auth struct {
		o *modelOrder
		p *modelPayment
	}
	var all []auth
	for _, o := range w.m.orders {
		for _, p := range o.payments {
			if p.kind == data.Authorised && !p.undone {
				all = append(all, auth{o, p})
			}
		}
	}
	a := draw(t, "authorisation", all)
	left := w.m.left(a.o, a.p)
	err := w.Capture(w.ctx, anna, op("capture"), a.p.id)
	if w.did(t, err, func() { w.noteLastPayment(t, a.o, data.Captured, left, a.p.id) }, "capture %s of order %d", left, a.o.number) != (left > 0) {
		t.Fatalf("%s are left to capture, and it said %v", left, err)
	}
}

func (w *world) refund(t *rapid.T) {
	o := draw(t, "order", w.m.orders)
	paid, _, _ := o.money()
	amount := data.Money(draw(t, "amount", []int64{100, 1000, int64(max(paid, 1))}))
	err := w.Refund(w.ctx, anna, op("refund"), o.id, app.PaymentRequest{Method: "card", Reference: "T-1", Amount: amount})
	if w.did(t, err, func() { w.noteLastPayment(t, o, data.Refunded, amount, 0) }, "refund %s of order %d", amount, o.number) != (amount <= paid) {
		t.Fatalf("%s were paid, and the refund of %s said %v", paid, amount, err)
	}
}

func (w *world) terms(t *rapid.T) {
	o, on := draw(t, "order", w.m.orders), rapid.Bool().Draw(t, "on")
	w.did(t, w.OnTerms(w.ctx, anna, op("terms"), o.id, on), func() { o.terms = on }, "terms of order %d: %v", o.number, on)
}

func (w *world) hold(t *rapid.T) {
	o := draw(t, "order", w.m.orders)
	_, err := w.Hold(w.ctx, anna, op("hold"), o.id, "fraud", "looks odd", time.Time{})
	w.did(t, err, func() {}, "hold order %d", o.number)
}

func (w *world) releaseHold(t *rapid.T) {
	h := draw(t, "hold", rows(t, w, "SELECT id FROM holds WHERE released_at = 0 ORDER BY id", one[int64]))
	w.did(t, w.ReleaseHold(w.ctx, anna, op("release hold"), h, "asked"), func() {}, "release hold %d", h)
}

var streets = []string{"12 Rose Lane", "5 Station Road"}

func (w *world) address(t *rapid.T) {
	o := draw(t, "order", w.m.orders)
	to := data.ShipTo{Name: "Mary Okafor", Street1: draw(t, "street", streets), City: "Leeds", Postcode: "LS1 4AP", Country: draw(t, "country", []string{"GB", "GB", "AQ"})}
	w.did(t, w.SetShipTo(w.ctx, anna, op("address"), o.id, to), func() {}, "order %d goes to %s, %s", o.number, to.Street1, to.Country)
}

func (w *world) plan(t *rapid.T) {
	o := draw(t, "order", w.m.orders)
	w.did(t, w.PlanOrder(w.ctx, anna, op("plan"), o.id), func() {}, "plan order %d", o.number)
}

func (w *world) approveSplit(t *rapid.T) {
	s := draw(t, "shipment", w.shipments(t, "voided_at = 0 AND handed_over_at = 0 AND NOT split_approved"))
	w.did(t, w.ApproveSplit(w.ctx, anna, op("split"), s.id), func() {}, "approve sending %s ahead", s.number)
}

func (w *world) label(t *rapid.T) {
	s := draw(t, "shipment", w.shipments(t, "1 = 1"))
	_, err := w.Label(w.ctx, anna, op("label"), s.id)
	w.did(t, err, func() {}, "label %s", s.number)
}

func (w *world) release(t *rapid.T) {
	s := draw(t, "shipment", w.shipments(t, "voided_at = 0 AND released_at = 0"))
	why := ""
	if chance(t, "by name", 3) {
		why = "the owner said so"
	}
	r, err := w.Release(w.ctx, anna, op("release"), []int64{s.id}, why)
	w.did(t, err, func() {}, "release %s (%q): %+v", s.number, why, r)
}

func (w *world) releaseOrders(t *rapid.T) {
	o := draw(t, "order", w.m.orders)
	r, err := w.ReleaseOrders(w.ctx, anna, op("release"), []int64{o.id})
	w.did(t, err, func() {}, "release order %d: %+v", o.number, r)
}

func (w *world) buildPickList(t *rapid.T) {
	all := w.shipments(t, "voided_at = 0 AND released_at > 0 AND packed_at = 0")
	req := app.PickRequest{Method: draw(t, "method", []string{"single", "batch"}), Slots: 3}
	first := draw(t, "shipment", all)
	req.Shipments = []int64{first.id}
	for _, s := range all {
		if s.id != first.id && chance(t, "this too", 5) {
			req.Shipments = append(req.Shipments, s.id)
		}
	}
	built, err := w.BuildPickLists(w.ctx, anna, op("pick lists"), req)
	w.did(t, err, func() {}, "build %s lists of shipments %v: %d lists, missing %v", req.Method, req.Shipments, len(built.Lists), built.Missing)
}

func (w *world) pick(t *rapid.T) {
	open := w.picks(t, "p.state = 'open' AND pl.released_at > 0")
	p := draw(t, "pick", open)
	picks := []pickNow{p}
	if chance(t, "the whole list", 6) {
		picks = slices.DeleteFunc(open, func(o pickNow) bool { return o.list != p.list })
	}
	w.confirm(t, picks)
}

func (w *world) confirm(t fatal, picks []pickNow) {
	req := make([]app.PickConfirm, 0, len(picks))
	for _, p := range picks {
		req = append(req, app.PickConfirm{LineID: p.id, Picked: p.qty})
	}
	_, err := w.ConfirmPicks(w.ctx, anna, op("pick"), req)
	if !w.did(t, err, func() {
		for _, p := range picks {
			w.m.move(p.sku, p.place, bench, p.qty)
			l := w.m.line(p.line)
			l.promised -= p.qty
			l.picked += p.qty
		}
	}, "pick %v", picks) {
		t.Fatalf("the books say that it lies there, but the pick was refused: %v", err)
	}
}

// cutLine cancels units that nobody has picked; what they brought goes too.
func (w *world) cutLine(t *rapid.T) {
	var can []*modelLine
	for _, l := range w.m.lines {
		busy := slices.ContainsFunc(l.order.lines, func(x *modelLine) bool { return x.gift && x.picked+x.packed > 0 })
		if l.parent == nil && l.kind != "kit" && !l.gift && l.waiting+l.promised > 0 && !busy {
			can = append(can, l)
		}
	}
	l := draw(t, "line", can)
	q := units(t, "units", l.waiting+l.promised)
	err := w.CutLine(w.ctx, anna, op("cut"), l.id, q, "wants fewer")
	w.did(t, err, func() {
		late := min(q, l.waiting)
		l.waiting -= late
		if q > late {
			l.promised -= q - late
			w.m.freed[l.sku] = true
		}
		l.cancelled += q
		w.m.giftGoes(l.order)
		l.order.total = rows(t, w, "SELECT total FROM orders WHERE id = $1", one[data.Money], l.order.id)[0]
	}, "cut %d of %s from order %d", q, l.sku, l.order.number)
}
