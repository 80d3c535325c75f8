package data_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// stages is a shop with an order at every stage and something of everything
// that the self-check looks at. Its names stand for ids in the breaks below.
type stages struct {
	place string
	names map[string]int64
}

// everyStage makes the shop once and closes it; each break works on a copy.
func everyStage(t *testing.T) stages {
	t.Helper()
	s := newShop(t)
	names := fill(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return stages{s.at, names}
}

// fill works in a shop until there is something of everything, and names it.
func fill(s *shop) map[string]int64 {
	t := s.t
	t.Helper()
	names := map[string]int64{"mug": s.mug.ID, "lamp": s.lamp.ID, "card": s.card.ID, "set": s.set.ID, "A-1": s.binA1, "A-2": s.binA2}
	mark := func(name string, o data.Order) {
		_, lines := s.order(o.ID)
		names[name] = o.ID
		for i, l := range lines {
			names[fmt.Sprintf("%s line %d", name, i+1)] = l.ID
		}
		s.read(func(ctx context.Context, v *data.View) error {
			all, err := v.ShipmentsOf(ctx, o.ID)
			for _, sh := range all {
				names[name+" shipment"] = sh.ID
			}
			return err
		})
	}
	var web int64
	s.do("web shop", func(ctx context.Context, tx *data.Tx) (err error) {
		if web, err = tx.PutChannel(ctx, data.Channel{Code: "web", Name: "Web shop", Kind: "web", Buffer: 1}); err != nil {
			return err
		}
		for _, p := range []data.Product{s.mug, s.set} {
			if err := tx.ListProduct(ctx, web, p.ID, "", -1); err != nil {
				return err
			}
		}
		if err := tx.BookIn(ctx, s.mug.ID, s.binA1, 30, "opening"); err != nil {
			return err
		}
		r, err := tx.ExpectReceipt(ctx, "Pottery", "PO-1", 0, map[int64]data.Quantity{s.mug.ID: 5})
		if err != nil {
			return err
		}
		return tx.Receive(ctx, r.ID, s.mug.ID, 2)
	})
	var moved data.Move
	s.do("move", func(ctx context.Context, tx *data.Tx) (err error) {
		moved, err = tx.Post(ctx, data.Move{ProductID: s.mug.ID, FromLocation: s.binA1, ToLocation: s.binA2, Qty: 4, Kind: data.MoveTransfer})
		names["moved"] = moved.ID
		names["move operation"] = tx.Op()
		return err
	})
	undo := data.NewOp("undo", nil)
	undo.Reverses = names["move operation"]
	if err := s.Write(t.Context(), anna, undo, func(ctx context.Context, tx *data.Tx) (any, error) {
		m, err := tx.Reverse(ctx, moved.ID, "undone")
		names["moved back"], names["undo operation"] = m.ID, tx.Op()
		return nil, err
	}, nil); err != nil {
		t.Fatal(err)
	}

	var handed data.Order
	s.do("web order", func(ctx context.Context, tx *data.Tx) (err error) {
		handed, _, err = tx.PlaceOrder(ctx, data.NewOrder{ChannelID: web, ExternalRef: "W-1", CustomerID: s.customer.ID, ShipTo: s.address.ShipTo(), Currency: "GBP",
			Lines: []data.NewLine{{Product: s.mug, Qty: 1, Price: 500}}})
		return err
	})
	sh := s.plan(handed.ID)
	s.pay(handed.ID, handed.Total)
	s.label(sh.ID)
	s.release(sh.ID)
	s.pickAll(s.list(sh.ID).ID)
	s.scan(sh.ID, "MUG", 1)
	s.do("pack", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.FinishPacking(ctx, sh.ID, 0, 0, "")
		return err
	})
	s.do("hand over", func(ctx context.Context, tx *data.Tx) error { _, err := tx.HandOver(ctx, sh.ID); return err })
	mark("handed", handed)

	o, _ := packed(s)
	mark("packed", o)

	o = s.place(want{s.lamp, 1}) // on a pick list
	sh = s.plan(o.ID)
	s.pay(o.ID, o.Total)
	s.label(sh.ID)
	s.release(sh.ID)
	names["list"] = s.list(sh.ID).ID
	mark("listed", o)
	s.do("wave", func(ctx context.Context, tx *data.Tx) error {
		w, err := tx.SaveWave(ctx, data.Wave{Carrier: "Parcel Post", Method: "zone"}, []int64{sh.ID}, true)
		if err != nil {
			return err
		}
		if _, err = tx.ReleaseWave(ctx, w.ID); err != nil {
			return err
		}
		_, err = tx.GiveCells(ctx, []int64{sh.ID}, strings.Compare)
		return err
	})

	o = s.place(want{s.set, 1}, want{s.lamp, 4}, want{s.card, 1}) // a kit, a shortfall, unpaid
	mark("short", o)

	o = s.place(want{s.mug, 3})
	s.pay(o.ID, o.Total)
	s.do("cancel", func(ctx context.Context, tx *data.Tx) error { return tx.CancelOrder(ctx, o.ID, "changed her mind") })
	mark("cancelled", o)

	s.do("order with a gift", func(ctx context.Context, tx *data.Tx) (err error) {
		o, _, err = tx.PlaceOrder(ctx, data.NewOrder{ChannelID: 1, CustomerID: s.customer.ID, ShipTo: s.address.ShipTo(), Currency: "GBP",
			Lines: []data.NewLine{{Product: s.mug, Qty: 2, Price: 500}, {Product: s.card, Qty: 1, Gift: true, GiftFor: 1}}})
		return err
	})
	s.plan(o.ID)
	s.do("hold", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.OpenHold(ctx, o.ID, "wish", "birthday", 0)
		return err
	})
	mark("gift", o)

	o = s.place(want{s.mug, 2}) // picked, let through the gate by name
	sh = s.plan(o.ID)
	s.label(sh.ID)
	s.do("release", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.Release(ctx, sh.ID, "the owner's sister")
		return err
	})
	s.pickAll(s.list(sh.ID).ID)
	mark("picked", o)

	s.balanced()
	return names
}

// copied opens a copy of the shop.
func (st stages) copied(t *testing.T) (s *data.Store, place string) {
	t.Helper()
	place = datatest.Copy(t, st.place)
	s, err := data.Open(t.Context(), place, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, place
}

// defenceless takes away what keeps other hands from the books: triggers,
// foreign keys, checks.
func defenceless(place string) []string {
	if !data.IsServer(place) {
		return []string{"PRAGMA foreign_keys = 0", "PRAGMA ignore_check_constraints = 1", "DROP TRIGGER moves_no_update", "DROP TRIGGER moves_no_delete", "DROP TRIGGER payments_no_update", "DROP TRIGGER payments_no_delete"}
	}
	return []string{"SET session_replication_role = replica", `DO $$ DECLARE c record; BEGIN
		FOR c IN SELECT conrelid::regclass AS t, conname AS n FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0 AND connamespace = 'public'::regnamespace LOOP EXECUTE 'ALTER TABLE ' || c.t || ' DROP CONSTRAINT ' || quote_ident(c.n); END LOOP; END $$`}
}

// behind changes the books behind the program's back. {name} stands for an id of
// the shop.
func (st stages) behind(t *testing.T, place, statements string) {
	t.Helper()
	for name, id := range st.names {
		statements = strings.ReplaceAll(statements, "{"+name+"}", fmt.Sprint(id))
	}
	hand, err := datatest.Eyes(t, place).Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer hand.Close()
	for _, q := range append(defenceless(place), strings.Split(statements, ";")...) {
		if _, err := hand.ExecContext(t.Context(), q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
}

const journalRule = "4.17 the journal is as it was written"

// pastChanged finds what nobody may do to the journal.
var pastChanged = regexp.MustCompile(`(UPDATE|DELETE FROM|INSERT INTO) (moves|payments|changes|operations) (SET (\w+)|WHERE|\()`)

// changesPast says whether statements do that.
func changesPast(statements string) bool { return pastChanged.MatchString(statements) }

// breaks are ways to break the books: what somebody did, the rules that must
// report it and no other, and a word that the report must hold. The first rule
// is the one that the break is for.
var breaks = []struct {
	rules []string
	name  string
	do    string
	says  string
}{
	{[]string{journalRule}, "a word of the history is changed",
		`UPDATE changes SET after = '{}' WHERE id = (SELECT MAX(id) FROM changes WHERE after <> '')`, "operation "},
	{[]string{journalRule}, "a line of the history is taken out",
		`DELETE FROM changes WHERE id = (SELECT MIN(id) FROM changes)`, "operation 1"},
	{[]string{journalRule}, "somebody else is said to have done it",
		`UPDATE operations SET who = 'Ben' WHERE id = {move operation}`, "operation {move operation}"},
	{[]string{journalRule}, "what an operation answered is changed",
		`UPDATE operations SET result = '0' WHERE id = {move operation}`, "operation {move operation}: what it did was changed"},
	{[]string{journalRule}, "a payment is said to have been another way",
		`UPDATE payments SET method = 'bank' WHERE id = (SELECT MIN(id) FROM payments)`, "operation "},
	{[]string{"4.1 on hand is the sum of the moves"}, "a balance is changed",
		`UPDATE balances SET on_hand = on_hand + 1 WHERE product_id = {mug} AND location_id = (SELECT id FROM locations WHERE code = 'RECEIVING')`, "product {mug} at location"},
	{[]string{"4.1 on hand is the sum of the moves"}, "a move is deleted",
		`DELETE FROM moves WHERE kind = 'receive' AND product_id = {mug} AND to_location = (SELECT id FROM locations WHERE code = 'RECEIVING')`, "product {mug} at location"},
	{[]string{"4.1 on hand is the sum of the moves"}, "a move's quantity is changed",
		`UPDATE moves SET qty = qty + 1 WHERE id = (SELECT MIN(id) FROM moves WHERE product_id = {lamp})`, "product {lamp} at location {A-2}"},
	{[]string{"4.1 a move is reversed by its exact opposite"}, "a reversal names another move",
		`UPDATE moves SET reverses = (SELECT MIN(id) FROM moves WHERE product_id = {lamp}) WHERE id = {moved back}`, "move {moved back}"},
	{[]string{"4.1 a move is reversed by its exact opposite"}, "a reversal names no move",
		`UPDATE moves SET reverses = 999999 WHERE id = {moved back}`, "move {moved back}"},
	{[]string{"4.2 what can be sold is on hand at sellable places", "4.13 what a channel is told is what can be sold, less its buffer"}, "what can be sold of a listed product is changed",
		`UPDATE stock SET sellable = sellable + 1 WHERE product_id = {mug}`, "product {mug}"},
	{[]string{"4.2 what can be sold is on hand at sellable places"}, "what can be sold is changed",
		`UPDATE stock SET sellable = sellable + 1 WHERE product_id = {lamp}`, "product {lamp}"},
	{[]string{"4.2 what can be sold is on hand at sellable places"}, "a product with stock has no stock record",
		`INSERT INTO moves (product_id, from_location, to_location, qty, kind, op, at) SELECT {card}, (SELECT id FROM locations WHERE code = 'OUTSIDE'), {A-1}, 1, 'receive', 1, 1; INSERT INTO balances (product_id, location_id, on_hand) VALUES ({card}, {A-1}, 1)`, "product {card}"},
	{[]string{"4.2 reserved stock is the sum of the open allocations"}, "what is promised is changed",
		`UPDATE stock SET allocated = allocated - 1 WHERE product_id = {lamp}`, "product {lamp}"},
	{[]string{"4.2 reserved stock is the sum of the open allocations", "4.3 a line's promise is what it has allocated, picked and packed"}, "a line is allocated twice",
		`DROP INDEX allocations_open; INSERT INTO allocations (order_line_id, product_id, qty, state, op, at) VALUES ({listed line 1}, {lamp}, 1, 'open', 1, 1)`, "product {lamp}"},
	{[]string{"4.2 no allocation without a stock record"}, "a promise of what has no stock record",
		`INSERT INTO allocations (order_line_id, product_id, qty, state, op, at) VALUES ({short line 5}, {card}, 1, 'open', 1, 1)`, "allocation "},
	{[]string{"4.3 no promise without stock"}, "more is promised than there is",
		`UPDATE stock SET allocated = allocated + (SELECT backordered FROM order_lines WHERE id = {short line 4}) WHERE product_id = {lamp}; UPDATE allocations SET qty = 4 WHERE order_line_id = {short line 4}; UPDATE order_lines SET allocated = 4, backordered = 0 WHERE id = {short line 4}`, "product {lamp}"},
	{[]string{"4.3 a line's promise is what it has allocated, picked and packed"}, "a promise moves from one line to another",
		`UPDATE allocations SET qty = qty + 1 WHERE order_line_id = {packed line 1} AND state = 'open'; UPDATE allocations SET qty = qty - 1 WHERE order_line_id = {gift line 1} AND state = 'open'`, "order line {packed line 1}"},
	{[]string{"4.3 shipments still here carry no more than is promised", "4.9 picked, packed and parcelled units of a shipment agree with its lines"}, "a shipment carries more than is promised",
		`UPDATE shipment_lines SET qty = qty + 1 WHERE shipment_id = {listed shipment}`, "order line {listed line 1}"},
	{[]string{"4.3 shipments still here carry no more than is promised"}, "a shipment released by name without a label carries more than is promised",
		`UPDATE shipment_lines SET qty = qty + 1 WHERE shipment_id = {listed shipment}; UPDATE parcel_lines SET qty = qty + 1 WHERE shipment_line_id IN (SELECT id FROM shipment_lines WHERE shipment_id = {listed shipment}); UPDATE shipments SET labelled_at = 0, override = 'in a hurry', override_by = 'Anna' WHERE id = {listed shipment}`, "order line {listed line 1}"},
	{[]string{"4.4 line quantities add up"}, "a line is ordered larger",
		`UPDATE order_lines SET qty = qty + 1 WHERE id = {packed line 1}`, "order line {packed line 1}"},
	{[]string{"4.4 line quantities add up"}, "more comes back than was shipped",
		`UPDATE order_lines SET returned = 2 WHERE id = {handed line 1}`, "order line {handed line 1}"},
	{[]string{"4.4 line quantities add up", "4.3 a line's promise is what it has allocated, picked and packed", "4.4 what is picked, packed and shipped of a line is in its shipments"}, "more is picked than was ordered",
		`UPDATE order_lines SET picked = qty + 1 WHERE id = {picked line 1}`, "order line {picked line 1}"},
	{[]string{"4.4 what is shipped has left by a move"}, "the move that shipped it is called something else",
		`UPDATE moves SET kind = 'scrap' WHERE kind = 'ship'`, "order line {handed line 1}"},
	{[]string{"4.4 what is shipped has left by a move", "4.1 on hand is the sum of the moves"}, "the move that shipped it is deleted",
		`DELETE FROM moves WHERE kind = 'ship'`, "order line {handed line 1}"},
	{[]string{"4.4 what is picked, packed and shipped of a line is in its shipments"}, "a line is shipped that was in no shipment",
		`UPDATE shipment_lines SET order_line_id = {cancelled line 1} WHERE shipment_id = {handed shipment}`, "order line {handed line 1}"},
	{[]string{"4.5 no shipment is on the floor without label, box and carrier, unless by name"}, "a shipment on the floor has no label",
		`UPDATE shipments SET labelled_at = 0 WHERE id = {listed shipment}`, "shipment "},
	{[]string{"4.5 no shipment is on the floor without label, box and carrier, unless by name", "4.8 a label fits what it was made for"}, "a shipment on the floor has no carrier",
		`UPDATE shipments SET carrier = '' WHERE id = {listed shipment}`, "shipment "},
	{[]string{"4.6 nothing was handed over unpaid, held or unlabelled, unless by name"}, "it left without a label",
		`UPDATE shipments SET fingerprint = '' WHERE id = {handed shipment}`, "shipment "},
	{[]string{"4.6 nothing was handed over unpaid, held or unlabelled, unless by name"}, "it left while it was held",
		`INSERT INTO holds (order_id, kind, opened_at, opened_op, released_at, released_op) SELECT order_id, 'fraud', handed_over_at - 1, 1, handed_over_at + 1, 1 FROM shipments WHERE id = {handed shipment}`, "shipment "},
	{[]string{"4.6 nothing was handed over unpaid, held or unlabelled, unless by name"}, "it left before it was paid",
		`UPDATE payments SET at = (SELECT handed_over_at + 1 FROM shipments WHERE id = {handed shipment}) WHERE order_id = {handed}`, "shipment "},
	{[]string{"4.7 every override names the person and the reason"}, "nobody passed the gate by name",
		`UPDATE shipments SET override_by = '' WHERE id = {picked shipment}`, "shipment "},
	{[]string{"4.9 packed means scanned, unless by name"}, "a packed unit was never scanned",
		`DELETE FROM pack_scans WHERE shipment_id = {packed shipment}`, "shipment "},
	{[]string{"4.9 picked, packed and parcelled units of a shipment agree with its lines", "4.8 a label fits what it was made for"}, "a labelled parcel holds more than its shipment",
		`UPDATE parcel_lines SET qty = qty + 1 WHERE shipment_line_id IN (SELECT id FROM shipment_lines WHERE shipment_id = {packed shipment})`, "shipment line "},
	{[]string{"4.9 picked, packed and parcelled units of a shipment agree with its lines"}, "a parcel holds less than its shipment",
		`DELETE FROM parcel_lines WHERE shipment_line_id IN (SELECT id FROM shipment_lines WHERE shipment_id = {gift shipment})`, "shipment line "},
	{[]string{"4.9 picked, packed and parcelled units of a shipment agree with its lines"}, "a pick is forgotten",
		`UPDATE pick_lines SET picked = picked - 1 WHERE shipment_line_id IN (SELECT id FROM shipment_lines WHERE shipment_id = {picked shipment})`, "shipment line "},
	{[]string{"4.8 a label fits what it was made for"}, "the address changes and the label stays",
		`UPDATE orders SET ship_street1 = '13 Rose Lane' WHERE id = {packed}`, "shipment "},
	{[]string{"4.8 a label fits what it was made for"}, "the box changes and the label stays",
		`UPDATE parcels SET weight_g = weight_g + 1 WHERE shipment_id = {packed shipment}`, "shipment "},
	{[]string{"4.10 a cancelled order holds nothing"}, "an order with a promise is called cancelled",
		`UPDATE orders SET cancelled_at = 1 WHERE id = {short}`, "order "},
	{[]string{"4.10 a cancelled order holds nothing"}, "a cancelled order has a shipment",
		`INSERT INTO shipments (order_id, n, number, planned_at) VALUES ({cancelled}, 9, 'X-9', 1)`, "order "},
	{[]string{"4.11 a kit's line is as far as its components"}, "a kit is further than its lamp",
		`UPDATE order_lines SET picked = 1, backordered = 0 WHERE id = {short line 1}`, "order line {short line 1}"},
	{[]string{"4.12 gifts cost nothing"}, "a gift gets a price",
		`UPDATE order_lines SET price = 1 WHERE id = {gift line 2}`, "order line {gift line 2}"},
	{[]string{"4.13 what a channel is told is what can be sold, less its buffer"}, "a channel was told too much",
		`UPDATE outbox SET payload = '{"sku":"MUG","available":99}' WHERE kind = 'availability' AND doc_key = '{mug}'`, "product {mug}"},
	{[]string{"4.13 what a channel is told is what can be sold, less its buffer"}, "a message can't be read",
		`UPDATE outbox SET payload = 'MUG 99' WHERE kind = 'availability' AND doc_key = '{mug}'`, "product {mug}"},
	{[]string{"4.14 tracking is owed once for each shipment and channel"}, "tracking is queued twice",
		`CREATE TABLE twice AS SELECT * FROM outbox; DROP TABLE outbox; ALTER TABLE twice RENAME TO outbox; INSERT INTO outbox SELECT id + 1000, channel_id, kind, doc_key, payload, state, attempts, next_at, error, op, at FROM outbox WHERE kind = 'tracking'`, "-1"},
	{[]string{"4.15 an undo names what it took back, and nothing is taken back twice"}, "what was undone is gone",
		`UPDATE operations SET reverses = 999999 WHERE id = {undo operation}`, "operation {undo operation}"},
	{[]string{"4.15 an undo names what it took back, and nothing is taken back twice"}, "something is taken back twice",
		`DROP INDEX operations_reverses; UPDATE operations SET reverses = {move operation} WHERE id = {undo operation} + 1`, "operation "},
	{[]string{"4.16 payments keep a reference and at most four digits of a card"}, "a whole card number is kept",
		`UPDATE payments SET last4 = '4111111111111111' WHERE order_id = {handed}`, "payment "},
	{[]string{"4.17 every move says who, when and from which desk"}, "an operation has no desk",
		`UPDATE operations SET desk = '' WHERE id = {move operation}`, "move {moved}"},
	{[]string{"4.17 every move says who, when and from which desk"}, "an operation is deleted",
		`DELETE FROM operations WHERE id = (SELECT MIN(op) FROM moves)`, "move "},
	{[]string{"2 order numbers have no gap"}, "a number is left out",
		`UPDATE orders SET number = number + 1 WHERE id = {picked}`, "orders"},
	{[]string{"3 bins keep what open pick lists count on"}, "a bin keeps more than lists ask for",
		`UPDATE balances SET picking = picking + 1 WHERE product_id = {lamp} AND location_id = {A-2}`, "product {lamp} at location {A-2}"},
	{[]string{"3 what an order has been paid is the sum of its payments"}, "the payment of a cancelled order is dropped",
		`DELETE FROM payments WHERE order_id = {cancelled}`, "order "},
	{[]string{"3 what an order has been paid is the sum of its payments", "3 an order's stage follows from the facts"}, "the payment of an open order is dropped",
		`DELETE FROM payments WHERE order_id = {packed}`, "order "},
	{[]string{"3 a shipment's stage follows from the facts"}, "a shipment is called delivered",
		`UPDATE shipments SET stage = 'delivered' WHERE id = {packed shipment}`, "shipment "},
	{[]string{"3 open pick lists ask for no more than their shipments want"}, "a line is on two lists",
		`INSERT INTO pick_lines (pick_list_id, n, shipment_line_id, product_id, location_id, qty) SELECT pick_list_id, 99, shipment_line_id, product_id, location_id, 1 FROM pick_lines WHERE pick_list_id = {list} AND state = 'open';
		UPDATE balances SET picking = picking + 1 WHERE product_id = {lamp} AND location_id = {A-2}`, "shipment line "},
	{[]string{"3 a cell at the bench holds a shipment that is still to be packed"}, "a packed shipment keeps its cell",
		`UPDATE cells SET shipment_id = {packed shipment} WHERE code = 'P-05'`, "cell P-05"},
	{[]string{"3 no shipment is in two waves at once"}, "a shipment is in another wave too",
		`INSERT INTO waves (number, made_at) VALUES ('W-99', 1); INSERT INTO wave_shipments (wave_id, shipment_id) SELECT id, {listed shipment} FROM waves WHERE number = 'W-99'`, "shipment "},
	{[]string{"3 a wave's stage follows from the facts"}, "a wave is called packed",
		`UPDATE waves SET stage = 'packed' WHERE number = 'W-1'`, "wave W-1"},
	{[]string{"3 an order's stage follows from the facts"}, "an order is called ready",
		`UPDATE orders SET stage = 'ready' WHERE id = {short}`, "says ready"},
}

// Each rule of the self-check reports its break, names what is broken, and no
// other rule does. A rule without a break of its own is a rule nobody proved.
func TestTheSelfCheckFindsWhatIsBroken(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine breaks a hundred shops, so that the race detector has nothing to find")
	}
	st := everyStage(t)
	unproved := make(map[string]bool)
	sound, _ := st.copied(t)
	for rule, f := range findings(t, sound) {
		unproved[rule] = true
		if f.Broken > 0 {
			t.Fatalf("the sound shop breaks %s: %s", rule, f.Sample)
		}
	}
	for _, b := range breaks {
		t.Run(b.name, func(t *testing.T) {
			s, place := st.copied(t)
			st.behind(t, place, b.do)
			says := b.says
			for name, id := range st.names {
				says = strings.ReplaceAll(says, "{"+name+"}", fmt.Sprint(id))
			}
			all := findings(t, s)
			rules := b.rules
			if changesPast(b.do) && !slices.Contains(rules, journalRule) {
				rules = append(slices.Clone(rules), journalRule) // whatever else it breaks
			}
			for _, rule := range rules {
				if all[rule].Broken == 0 {
					t.Errorf("%s is not reported", rule)
				}
			}
			for rule, f := range all {
				if f.Broken > 0 && !slices.Contains(rules, rule) {
					t.Errorf("%s is reported too: %s", rule, f.Sample)
				}
			}
			if got := all[b.rules[0]].Sample; !strings.Contains(got, says) {
				t.Errorf("it names %q, want %q", got, says)
			}
		})
		if len(b.rules) == 1 {
			delete(unproved, b.rules[0])
		}
	}
	for rule := range unproved {
		t.Errorf("no break of its own proves the rule %q: add one to breaks", rule)
	}
}

func findings(t *testing.T, s *data.Store) map[string]data.Finding {
	t.Helper()
	found, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]data.Finding, len(found))
	for _, f := range found {
		key := f.Rule + " " + f.Says
		if _, ok := all[key]; ok {
			t.Errorf("two rules are called %q", key)
		}
		all[key] = f
	}
	return all
}
