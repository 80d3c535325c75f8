package app_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
	"packbench/data/datatest"
)

// world is the program at work on a real file, with the model beside it and a
// second pair of eyes on the file that asks nothing of the program.
type world struct {
	*app.Shop
	ctx       context.Context
	store     *data.Store
	eyes      *sql.DB
	m         *model
	products  map[data.SKU]data.Product
	kinds     map[data.SKU]string
	bins      []string
	places    map[string]int64
	customers []data.Customer
	cancels   map[int64]map[int64]data.Quantity // by operation: what each line had cancelled before it
	missing   map[[2]string]data.Quantity       // by product and bin: what pickers did not find
	counts    map[string]int64                  // by bin: the count that was begun there
	aside     map[int64]bool                    // counts that nobody looks at again
	said      []string
	steps     int
}

// fatal is what a test of rapid and an ordinary one share.
type fatal interface {
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
}

// smallShop makes the shop that every run starts from: the small shop of
// apptest with a gift rule (a bowl brings a mug) and two more customers, one
// with terms.
func smallShop(t *testing.T) (place string, like *apptest.Shop) {
	t.Helper()
	s := apptest.New(t)
	err := s.Store.Write(t.Context(), apptest.Anna, data.NewOp("gift rule", 1), func(ctx context.Context, tx *data.Tx) (any, error) {
		return tx.AddGiftRule(ctx, data.GiftRule{Name: "a mug with a bowl", TriggerProduct: s.Products["BOWL"].ID, GiftProduct: s.Products["MUG"].ID, Active: true})
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []data.Customer{{Name: "Ben Adeyemi"}, {Name: "Corner Café", TermsDays: 30, CreditLimit: 20000}} {
		a := data.Address{Name: c.Name, Street1: "3 High Street", City: "York", Postcode: "YO1 7HH", Country: "GB", IsDefault: true}
		if _, err := s.SaveCustomer(t.Context(), apptest.Anna, data.NewOp("customer", c.Name), c, &a); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Store.Close(); err != nil {
		t.Fatal(err)
	}
	return s.At, s
}

// open opens a copy of the small shop.
func open(tb testing.TB, t fatal, small string, like *apptest.Shop) (w *world, done func()) {
	place, drop, err := datatest.Fork(small)
	if err != nil {
		t.Fatalf("copy the shop: %v", err)
	}
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	store, err := data.Open(context.Background(), place, data.Options{Clock: func() time.Time { at = at.Add(time.Second); return at }})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	eyes := datatest.Eyes(tb, place)
	eyes.SetMaxOpenConns(1)
	w = &world{Shop: app.New(store, app.Options{Printing: &apptest.Printer{}}), ctx: context.Background(), store: store, eyes: eyes,
		products: like.Products, places: like.Places, kinds: make(map[data.SKU]string), cancels: make(map[int64]map[int64]data.Quantity), missing: make(map[[2]string]data.Quantity), counts: make(map[string]int64), aside: make(map[int64]bool),
		bins: []string{"A-01-1", "A-02-1", "A-10-1", "B-02-1"}}
	for sku, p := range like.Products {
		w.kinds[sku] = p.Kind
	}
	w.customers = rows(t, w, "SELECT id, name, terms_days FROM customers ORDER BY id", func(scan func(...any)) (c data.Customer) {
		scan(&c.ID, &c.Name, &c.TermsDays)
		return c
	})
	w.begin(t)
	return w, func() {
		if err := eyes.Close(); err != nil {
			t.Fatalf("close: %v", err)
		}
		if err := errors.Join(store.Close(), drop()); err != nil {
			t.Fatalf("close: %v", err)
		}
	}
}

// rows reads with the second pair of eyes.
func rows[T any](t fatal, w *world, query string, each func(scan func(...any)) T, args ...any) (out []T) {
	r, err := w.eyes.QueryContext(w.ctx, query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer r.Close()
	for r.Next() {
		out = append(out, each(func(to ...any) {
			if err := r.Scan(to...); err != nil {
				t.Fatalf("%s: %v", query, err)
			}
		}))
	}
	if err := r.Err(); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return out
}

func one[T any](scan func(...any)) (v T) { scan(&v); return v }

const lineColumns = "id, order_id, sku, kind, parent_id, each, qty, cancelled, backordered, allocated, picked, packed, shipped, returned"

// booked are the lines of all orders as the file has them.
func (w *world) booked(t fatal) (lines []*modelLine) {
	byID := make(map[int64]*modelLine)
	return rows(t, w, "SELECT "+lineColumns+" FROM order_lines ORDER BY id", func(scan func(...any)) *modelLine {
		var l modelLine
		var order, parent int64
		scan(&l.id, &order, &l.sku, &l.kind, &parent, &l.each, &l.qty, &l.cancelled, &l.waiting, &l.promised, &l.picked, &l.packed, &l.shipped, &l.returned)
		l.parent, l.order = byID[parent], &modelOrder{id: order}
		byID[l.id] = &l
		return &l
	})
}

type lying struct {
	sku           data.SKU
	place         string
	qty, promised data.Quantity
}

func (w *world) lying(t fatal) []lying {
	return rows(t, w, "SELECT p.sku, l.code, b.on_hand, b.picking FROM balances b JOIN products p ON p.id = b.product_id JOIN locations l ON l.id = b.location_id WHERE b.on_hand > 0", func(scan func(...any)) (b lying) {
		scan(&b.sku, &b.place, &b.qty, &b.promised)
		return b
	})
}

// begin makes the model from what lies on the shelves before the first order.
func (w *world) begin(t fatal) {
	w.m = &model{products: []data.SKU{"MUG", "LAMP", "BOWL", "SET", "CARD"}, kits: map[data.SKU][]part{"SET": {{"MUG", 2}, {"LAMP", 1}}},
		stock: make(map[data.SKU]map[string]data.Quantity), freed: make(map[data.SKU]bool), counted: make(map[string]map[data.SKU]data.Quantity)}
	for _, b := range w.lying(t) {
		w.m.move(b.sku, "", b.place, b.qty)
	}
}

// did takes an action's outcome. When it was done, the model changes; when it
// was refused, nothing may have changed, and the refusal must be one that a
// person can act on.
func (w *world) did(t fatal, err error, change func(), what string, args ...any) bool {
	what = fmt.Sprintf(what, args...)
	if err != nil {
		what += " — refused: " + err.Error()
	}
	w.said = append(w.said, what)
	t.Logf("%s", what)
	if err == nil {
		change()
		for _, sku := range w.m.products {
			if w.m.freed[sku] {
				w.m.fill(sku) // it goes to who waits for it
			}
		}
		clear(w.m.freed)
		w.m.follow()
		return true
	}
	var f *data.Fault
	switch kind := data.KindOf(err); {
	case kind != data.KindRefused && kind != data.KindInvalid && kind != data.KindNotFound && kind != data.KindConflict:
		t.Fatalf("%s: an error that no person can act on", what)
	case asFault(err, &f) && (f.Rule == "books" || strings.Contains(f.Hint, "self-check")):
		t.Fatalf("%s: stopped only by the books themselves", what)
	}
	return false
}

func asFault(err error, f **data.Fault) bool {
	for err != nil {
		if got, ok := err.(*data.Fault); ok {
			*f = got
			return true
		}
		u, ok := err.(interface{ Unwrap() error })
		if !ok {
			return false
		}
		err = u.Unwrap()
	}
	return false
}

// proveEach is after how many steps the program is asked, too, which takes
// longer than looking into the books beside it.
const proveEach = 10

// prove proves that the program offers what the model has free, and that its own
// check finds nothing.
func (w *world) prove(t fatal, say func(format string, args ...any)) {
	for _, sku := range w.m.products {
		g, err := w.Goods(w.ctx, w.products[sku].ID)
		if err != nil {
			t.Fatalf("read %s: %v", sku, err)
		}
		if want := w.m.free(sku); g.Limited && g.Have != want {
			say("%d of %s are available, the model says %d", g.Have, sku, want)
		}
	}
	found, err := w.CheckBooks(w.ctx)
	if err != nil {
		t.Fatalf("check the books: %v", err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			say("self-check %s, %s: %s", f.Rule, f.Says, f.Sample)
		}
	}
}

// agree proves that the books say what the model says.
func (w *world) agree(t fatal) {
	var wrong []string
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	booked := w.booked(t)
	if len(booked) != len(w.m.lines) {
		t.Fatalf("the books have %d order lines, the model %d", len(booked), len(w.m.lines))
	}
	for i, l := range w.m.lines {
		b := booked[i]
		b.order = l.order
		if got, want := b.String(), l.String(); got != want {
			say("the books say %s\nthe model says %s", got, want)
		}
	}
	there := make(map[string]data.Quantity)
	for _, b := range w.lying(t) {
		there[string(b.sku)+" at "+b.place] = b.qty
		if b.promised > b.qty {
			say("pickers are sent for %d of %s to %s, where %d lie", b.promised, b.sku, b.place, b.qty)
		}
	}
	for sku, at := range w.m.stock {
		for place, want := range at {
			if got := there[string(sku)+" at "+place]; got != want {
				say("the books have %d of %s at %s, the model %d", got, sku, place, want)
			}
			delete(there, string(sku)+" at "+place)
		}
	}
	for what, q := range there {
		say("the books have %d of %s, the model none", q, what)
	}
	paid, totals := make(map[int64]string), make(map[int64]data.Money)
	for _, o := range rows(t, w, "SELECT id, pay_status, paid, authorised, total FROM orders", func(scan func(...any)) (o data.Order) {
		scan(&o.ID, &o.PayStatus, &o.Paid, &o.Authorised, &o.Total)
		return o
	}) {
		paid[o.ID] = fmt.Sprintf("%s, %s paid and %s authorised", o.PayStatus, o.Paid, o.Authorised)
		totals[o.ID] = o.Total
	}
	for _, o := range w.m.orders {
		if o.shippedAny() {
			o.total = totals[o.id] // what is cancelled of what has left in part is priced anew
		}
		money, authorised, _ := o.money()
		if o.cancelled {
			authorised = 0
		}
		if got, want := paid[o.id], fmt.Sprintf("%s, %s paid and %s authorised", o.status(), money, authorised); got != want {
			say("order %d of %s is %s; the model says %s", o.number, o.total, got, want)
		}
	}
	if w.steps++; w.steps%proveEach == 0 {
		w.prove(t, say)
	}
	if len(wrong) > 0 {
		t.Fatalf("after\n  %s\n%s", strings.Join(w.said, "\n  "), strings.Join(wrong, "\n"))
	}
}

// openPicks says how many open picks each order line has.
func (w *world) openPicks(t fatal) map[int64]int {
	out := make(map[int64]int)
	for _, n := range rows(t, w, "SELECT x.order_line_id, COUNT(*) FROM pick_lines p JOIN shipment_lines x ON x.id = p.shipment_line_id WHERE p.state = 'open' GROUP BY 1", func(scan func(...any)) (n [2]int64) {
		scan(&n[0], &n[1])
		return n
	}) {
		out[n[0]] = int(n[1])
	}
	return out
}

type shipmentNow struct {
	id, order                                              int64
	number, override                                       string
	labelled, released, picked, packed, handedOver, voided int64
}

func (w *world) shipments(t fatal, where string) []shipmentNow {
	return rows(t, w, "SELECT id, order_id, number, override, labelled_at, released_at, picked_at, packed_at, handed_over_at, voided_at FROM shipments WHERE "+where+" ORDER BY id", func(scan func(...any)) (s shipmentNow) {
		scan(&s.id, &s.order, &s.number, &s.override, &s.labelled, &s.released, &s.picked, &s.packed, &s.handedOver, &s.voided)
		return s
	})
}

type shippedLine struct {
	id, line            int64
	qty, picked, packed data.Quantity
}

func (w *world) contents(t fatal, shipment int64) []shippedLine {
	return rows(t, w, "SELECT x.id, x.order_line_id, x.qty, x.picked, x.packed FROM shipment_lines x JOIN order_lines l ON l.id = x.order_line_id WHERE x.shipment_id = $1 ORDER BY l.n, x.id", func(scan func(...any)) (l shippedLine) {
		scan(&l.id, &l.line, &l.qty, &l.picked, &l.packed)
		return l
	}, shipment)
}

type pickNow struct {
	id, list, line int64
	number         string
	sku            data.SKU
	place, state   string
	qty, picked    data.Quantity
}

func (w *world) picks(t fatal, where string, args ...any) []pickNow {
	return rows(t, w, "SELECT p.id, p.pick_list_id, x.order_line_id, pl.number, pr.sku, l.code, p.state, p.qty, p.picked FROM pick_lines p JOIN shipment_lines x ON x.id = p.shipment_line_id JOIN pick_lists pl ON pl.id = p.pick_list_id JOIN products pr ON pr.id = p.product_id JOIN locations l ON l.id = p.location_id WHERE "+where+" ORDER BY p.id",
		func(scan func(...any)) (p pickNow) {
			scan(&p.id, &p.list, &p.line, &p.number, &p.sku, &p.place, &p.state, &p.qty, &p.picked)
			return p
		}, args...)
}

func (m *model) line(id int64) *modelLine {
	return m.lines[slices.IndexFunc(m.lines, func(l *modelLine) bool { return l.id == id })]
}

func (m *model) order(id int64) *modelOrder {
	return m.orders[slices.IndexFunc(m.orders, func(o *modelOrder) bool { return o.id == id })]
}

// putBack takes picks back in the model: the units lie in their bins again.
func (w *world) putBack(picks []pickNow) {
	for _, p := range picks {
		if p.picked == 0 || (p.state != "picked" && p.state != "short") {
			continue
		}
		w.m.move(p.sku, bench, p.place, p.picked)
		l := w.m.line(p.line)
		l.picked -= p.picked
		l.promised += p.picked
	}
}

// unpack takes a shipment out of its boxes in the model.
func (w *world) unpack(lines []shippedLine) {
	for _, x := range lines {
		l := w.m.line(x.line)
		l.packed -= x.packed
		if l.kind == "untracked" {
			l.promised += x.packed
		} else {
			l.picked += x.packed
		}
	}
}

// undoDetail is what an operation keeps for its undo.
type undoDetail struct {
	How    string `json:"how"`
	Detail struct {
		Payment  int64   `json:"payment"`
		Order    int64   `json:"order"`
		Was      any     `json:"was"`
		Shipment int64   `json:"shipment"`
		Lists    []int64 `json:"lists"`
		List     int64   `json:"list"`
		Own      bool    `json:"own"`
		Lines    []int64 `json:"lines"`
		Return   int64   `json:"return"`
		Count    int64   `json:"count"`

		Units map[int64]data.Quantity `json:"units"`
	} `json:"detail"`
}

func readUndo(t fatal, text string) (d undoDetail) {
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatalf("read %s: %v", text, err)
	}
	return d
}

// stepsOfALife is about how many steps a life has: one may be long, another short.
const stepsOfALife = 140

// stepsToGo is how many steps the state machine takes, at the least.
func stepsToGo() int {
	if n, err := strconv.Atoi(os.Getenv("PACKBENCH_STEPS")); err == nil {
		return n
	}
	return 10_000
}

// The state machine: the shop does whatever comes, in any order, and after
// each thing the model agrees and the self-check is green. PACKBENCH_STEPS says
// for how many steps.
func TestAShopDoesWhateverComes(t *testing.T) {
	datatest.Alone(t)
	// Long lives, since making a shop takes longer than a step in it; and the same
	// ones each time, so that what is tested is what was changed. make torture
	// goes where nobody has been.
	unlessAsked(t, "rapid.steps", "150")
	unlessAsked(t, "rapid.seed", "20111205")
	small, like := smallShop(t)
	steps := 0
	defer func() { t.Logf("%d steps", steps) }()
	live := func(rt *rapid.T) {
		w, done := open(t, rt, small, like)
		defer func() {
			if !t.Failed() {
				steps += w.steps
				w.steps = -1 // the last look is the long one
				w.agree(rt)
			}
			done()
		}()
		rt.Repeat(w.actions())
	}
	if !unlessAsked(t, "rapid.checks", "1") {
		rapid.Check(t, live) // so many lives, however long
		return
	}
	seed, err := strconv.ParseUint(flag.Lookup("rapid.seed").Value.String(), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	for least := stepsToGo(); steps < least && !t.Failed(); seed++ {
		set(t, "rapid.seed", strconv.FormatUint(seed, 10))
		set(t, "rapid.checks", strconv.Itoa((least-steps)/stepsOfALife+1))
		rapid.Check(t, live)
	}
}
