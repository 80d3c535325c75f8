package data_test

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"packbench/data"
	"packbench/data/datatest"
)

// Each test is a rule of domain 4, in the shop's words.

func refused(t *testing.T, err error, rule string) {
	t.Helper()
	if data.KindOf(err) != data.KindRefused || !strings.Contains(ruleOf(err), rule) {
		t.Errorf("got %v, want a refusal by %q", err, rule)
	}
}

func ruleOf(err error) string {
	if f, ok := err.(*data.Fault); ok {
		return f.Rule
	}
	return ""
}

func TestRule1StockIsTakenOnlyWhereItIs(t *testing.T) {
	s := newShop(t)
	refused(t, s.try("transfer", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.Post(ctx, data.Move{ProductID: s.mug.ID, FromLocation: s.binA2, ToLocation: s.binA1, Qty: 1, Kind: data.MoveTransfer})
		return err
	}), "domain 4.1")
	s.balanced()
}

func TestRule1AMoveIsReversedOnce(t *testing.T) {
	s := newShop(t)
	var first data.Move
	s.do("move", func(ctx context.Context, tx *data.Tx) (err error) {
		first, err = tx.Post(ctx, data.Move{ProductID: s.mug.ID, FromLocation: s.binA1, ToLocation: s.binA2, Qty: 4, Kind: data.MoveTransfer})
		return err
	})
	again := func(ctx context.Context, tx *data.Tx) error { _, err := tx.Reverse(ctx, first.ID, "test"); return err }
	s.do("reverse", again)
	if err := s.try("reverse", again); err == nil {
		t.Error("the move was reversed twice")
	}
	s.balanced()
}

func TestRule3TwoDesksSellTheLastUnit(t *testing.T) {
	s := newShop(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := data.Quantity(0)
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			err := s.Write(context.Background(), anna, data.NewOp("place order", nil), func(ctx context.Context, tx *data.Tx) (any, error) {
				o, err := s.placeIn(ctx, tx, want{s.lamp, 1})
				if err != nil {
					return nil, err
				}
				lines, err := tx.OrderLines(ctx, o.ID)
				mu.Lock()
				got += lines[0].Allocated
				mu.Unlock()
				return nil, err
			}, nil)
			if err != nil {
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	if got != 3 {
		t.Errorf("%d lamps were promised, there are 3", got)
	}
	s.balanced()
}

func TestRule3DuplicateLinesShareTheStock(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.lamp, 2}, want{s.lamp, 2})
	_, lines := s.order(o.ID)
	if a := lines[0].Allocated + lines[1].Allocated; a != 3 || lines[0].Backordered+lines[1].Backordered != 1 {
		t.Errorf("%d promised of 3", a)
	}
	s.balanced()
}

func TestRule5TheGateStopsWhatIsNotReady(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.mug, 1})
	sh := s.plan(o.ID)
	release := func(ctx context.Context, tx *data.Tx) error { _, err := tx.Release(ctx, sh.ID, ""); return err }
	refused(t, s.try("release", release), "domain 4.5") // unpaid and unlabelled
	s.pay(o.ID, o.Total)
	refused(t, s.try("release", release), "domain 4.5") // unlabelled
	s.label(sh.ID)
	var hold int64
	s.do("hold", func(ctx context.Context, tx *data.Tx) (err error) {
		hold, err = tx.OpenHold(ctx, o.ID, "fraud", "looks odd", 0)
		return err
	})
	refused(t, s.try("release", release), "domain 4.5") // held
	s.do("release hold", func(ctx context.Context, tx *data.Tx) error { return tx.ReleaseHold(ctx, hold, "asked") })
	s.do("release", release)
	s.balanced()
}

func TestRule5APartWaitsUntilItsSplitIsApproved(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.lamp, 5})
	sh := s.plan(o.ID)
	s.pay(o.ID, o.Total)
	s.label(sh.ID)
	release := func(ctx context.Context, tx *data.Tx) error { _, err := tx.Release(ctx, sh.ID, ""); return err }
	refused(t, s.try("release", release), "domain 4.5")
	s.do("approve", func(ctx context.Context, tx *data.Tx) error { return tx.ApproveSplit(ctx, sh.ID) })
	s.do("release", release)
	s.balanced()
}

// atTheBench brings an order of two mugs to the packing bench.
func atTheBench(s *shop) (data.Order, data.Shipment) {
	o := s.place(want{s.mug, 2})
	sh := s.plan(o.ID)
	s.pay(o.ID, o.Total)
	s.label(sh.ID)
	s.release(sh.ID)
	s.pickAll(s.list(sh.ID).ID)
	return o, sh
}

// packed brings one to the door.
func packed(s *shop) (data.Order, data.Shipment) {
	o, sh := atTheBench(s)
	s.scan(sh.ID, "MUG", 2)
	s.do("pack", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.FinishPacking(ctx, sh.ID, 0, 0, "")
		return err
	})
	return o, sh
}

func TestRule6TheGateIsAskedAgainAtTheDoor(t *testing.T) {
	s := newShop(t)
	o, sh := packed(s)
	s.do("hold", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.OpenHold(ctx, o.ID, "fraud", "", 0)
		return err
	})
	refused(t, s.try("hand over", func(ctx context.Context, tx *data.Tx) error { _, err := tx.HandOver(ctx, sh.ID); return err }), "domain 4.6")
	s.balanced()
}

func TestRule7AnOverrideNamesPersonAndReason(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.mug, 1})
	sh := s.plan(o.ID)
	s.do("release", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.Release(ctx, sh.ID, "the owner's sister")
		return err
	})
	s.read(func(ctx context.Context, v *data.View) error {
		got, err := v.Shipment(ctx, sh.ID)
		if got.Override != "the owner's sister" || got.OverrideBy != "Anna" {
			t.Errorf("override %q by %q", got.Override, got.OverrideBy)
		}
		return err
	})
	s.balanced()
}

func TestRule8AChangedAddressVoidsTheLabel(t *testing.T) {
	s := newShop(t)
	o, sh := atTheBench(s)
	s.do("address", func(ctx context.Context, tx *data.Tx) error {
		o, err := tx.Order(ctx, o.ID)
		if err != nil {
			return err
		}
		to := o.ShipTo()
		to.Street1 = "13 Rose Lane"
		return tx.SetShipTo(ctx, o, to)
	})
	refused(t, s.try("scan", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.PackScans(ctx, sh.ID, []data.Scan{{Code: "MUG", Qty: 1}})
		return err
	}), "domain 4.8")
}

func TestRule9PackedMeansScannedAndWeighed(t *testing.T) {
	s := newShop(t)
	_, sh := atTheBench(s)
	s.scan(sh.ID, "MUG", 1)
	finish := func(weighed data.Grams, why string) error {
		return s.try("pack", func(ctx context.Context, tx *data.Tx) error {
			_, err := tx.FinishPacking(ctx, sh.ID, weighed, 50, why)
			return err
		})
	}
	refused(t, finish(0, ""), "domain 4.9")
	s.scan(sh.ID, "MUG", 1)
	refused(t, finish(400, ""), "domain 4.9") // 1200 g are expected
	if err := finish(400, "scale is broken"); err != nil {
		t.Error(err)
	}
	s.balanced()
}

func TestRule10CancellingIsOneCommandAtAnyStage(t *testing.T) {
	datatest.Alone(t)
	for _, c := range []struct {
		name string
		to   func(s *shop) data.Order
	}{
		{"placed", func(s *shop) data.Order { return s.place(want{s.mug, 2}, want{s.set, 1}) }},
		{"planned and paid", func(s *shop) data.Order {
			o := s.place(want{s.mug, 2}, want{s.card, 1})
			s.plan(o.ID)
			s.pay(o.ID, o.Total)
			return o
		}},
		{"on a pick list", func(s *shop) data.Order {
			o := s.place(want{s.mug, 2})
			sh := s.plan(o.ID)
			s.pay(o.ID, o.Total)
			s.label(sh.ID)
			s.release(sh.ID)
			s.list(sh.ID)
			return o
		}},
		{"at the bench", func(s *shop) data.Order { o, _ := atTheBench(s); return o }},
		{"packed", func(s *shop) data.Order { o, _ := packed(s); return o }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newShop(t)
			o := c.to(s)
			s.do("cancel", func(ctx context.Context, tx *data.Tx) error { return tx.CancelOrder(ctx, o.ID, "changed her mind") })
			s.stage(o.ID, data.CancelledOut)
			if m, l := s.available(s.mug), s.available(s.lamp); m != 10 || l != 3 {
				t.Errorf("%d mugs and %d lamps are free, want 10 and 3", m, l)
			}
			if got, _ := s.order(o.ID); got.Paid > 0 && got.PayStatus != data.PayRefundDue {
				t.Errorf("the money says %s", got.PayStatus)
			}
			s.balanced()
		})
	}
}

func TestRule11KitsShareOnePoolWithTheirParts(t *testing.T) {
	s := newShop(t)
	if got := s.available(s.set); got != 3 {
		t.Errorf("%d sets, want 3: three lamps", got)
	}
	s.place(want{s.mug, 7})
	if got := s.available(s.set); got != 1 {
		t.Errorf("%d sets, want 1: three mugs are left", got)
	}
	s.balanced()
}

func TestRule13EveryChannelIsToldAtOnce(t *testing.T) {
	s := newShop(t)
	s.do("channels", func(ctx context.Context, tx *data.Tx) error {
		for _, c := range []data.Channel{{Code: "etsy", Name: "Etsy", Kind: "etsy"}, {Code: "ebay", Name: "eBay", Kind: "ebay", Buffer: 2}} {
			id, err := tx.PutChannel(ctx, c)
			if err != nil {
				return err
			}
			for _, p := range []data.Product{s.mug, s.set} {
				if err := tx.ListProduct(ctx, id, p.ID, "", -1); err != nil {
					return err
				}
			}
		}
		return nil
	})
	s.place(want{s.mug, 7})
	s.read(func(ctx context.Context, v *data.View) error {
		for code, says := range map[string][]string{"etsy": {`"available":3`, `"available":1`}, "ebay": {`"available":1`, `"available":0`}} {
			c, err := v.ChannelByCode(ctx, code)
			if err != nil {
				return err
			}
			owed, err := v.OutboxOf(ctx, c.ID)
			if err != nil {
				return err
			}
			if len(owed) != 2 || !strings.Contains(owed[0].Payload, says[0]) || !strings.Contains(owed[1].Payload, says[1]) {
				t.Errorf("%s is owed %+v, want %v", code, owed, says)
			}
		}
		return nil
	})
}

func TestRule16CardNumbersAreRefusedEverywhere(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.mug, 1})
	const card = "4111 1111 1111 1111"
	for name, fn := range map[string]func(ctx context.Context, tx *data.Tx) error{
		"payment's reference": func(ctx context.Context, tx *data.Tx) error {
			_, err := tx.AddPayment(ctx, data.Payment{OrderID: o.ID, Kind: data.Captured, Method: "card", Amount: 1, Reference: card})
			return err
		},
		"customer's note": func(ctx context.Context, tx *data.Tx) error {
			_, err := tx.AddCustomer(ctx, data.Customer{Name: "X", Note: "pays with " + card}, nil)
			return err
		},
		"reason of a hold": func(ctx context.Context, tx *data.Tx) error {
			_, err := tx.OpenHold(ctx, o.ID, "review", card, 0)
			return err
		},
	} {
		err := s.try("type", fn)
		if data.KindOf(err) != data.KindInvalid {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), "1111") {
			t.Errorf("%s: the message repeats the digits", name)
		}
	}
}

func TestAnOperationIsDoneOnce(t *testing.T) {
	s := newShop(t)
	op := data.NewOp("place order", "two mugs")
	place := func(op data.Op) (int64, error) {
		return data.Do(context.Background(), s.Store, anna, op, func(ctx context.Context, tx *data.Tx) (int64, error) {
			o, err := s.placeIn(ctx, tx, want{s.mug, 2})
			return o.Number, err
		})
	}
	first, err := place(op)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := place(op); err != nil || again != first {
		t.Errorf("asked again it gave %d (%v), want %d", again, err, first)
	}
	if got := s.available(s.mug); got != 8 {
		t.Errorf("%d mugs are free, want 8", got)
	}
	_, err = place(op.For("three mugs"))
	refused(t, err, "operation")
}

// A picker finds one of four: the rest comes from another bin or waits, the
// short bin is counted, and the count settles the books.
func TestAShortPickIsCountedAndSettled(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.mug, 4})
	sh := s.plan(o.ID)
	s.pay(o.ID, o.Total)
	s.label(sh.ID)
	s.release(sh.ID)
	l := s.list(sh.ID)
	var res data.PickResult
	s.do("pick", func(ctx context.Context, tx *data.Tx) error {
		lines, err := tx.PickLines(ctx, l.ID)
		if err != nil {
			return err
		}
		res, err = tx.PickLine(ctx, lines[0].ID, 1)
		return err
	})
	if res.Short != 3 || res.Waiting != 3 || res.CountLine == 0 {
		t.Errorf("the pick gave %+v", res)
	}
	if got := s.available(s.mug); got != 0 {
		t.Errorf("%d mugs can be sold, want none until the bin is counted", got)
	}
	s.balanced()
	s.do("count", func(ctx context.Context, tx *data.Tx) error {
		line, err := tx.EnterCount(ctx, res.CountLine, 5)
		if err != nil {
			return err
		}
		c, err := tx.FinishCounting(ctx, line.CountID, false)
		if err != nil {
			return err
		}
		if err := tx.ExplainCount(ctx, line.ID, "lost"); err != nil {
			return err
		}
		_, err = tx.PostCount(ctx, c.ID)
		return err
	})
	// 10 were in the books, 1 is picked, 5 are found: 3 of them go to the order.
	if got := s.available(s.mug); got != 2 {
		t.Errorf("%d mugs can be sold, want 2", got)
	}
	s.balanced()
}

func TestTheShopSellsOnWhileItCounts(t *testing.T) {
	s := newShop(t)
	s.do("count", func(ctx context.Context, tx *data.Tx) error {
		c, err := tx.RequestCount(ctx, "A-1", true, []data.CountPlace{{ProductID: s.mug.ID, LocationID: s.binA1}})
		if err != nil {
			return err
		}
		lines, err := tx.CountLines(ctx, c.ID)
		if err != nil {
			return err
		}
		if _, err := tx.EnterCount(ctx, lines[0].ID, 10); err != nil {
			return err
		}
		// Four leave the bin between the first scan and the last.
		if err := tx.Transfer(ctx, s.mug.ID, s.binA1, s.binA2, 4); err != nil {
			return err
		}
		l, err := tx.EnterCount(ctx, lines[0].ID, 6)
		if err != nil {
			return err
		}
		if l.Expected != 6 {
			t.Errorf("%d are expected, want 6", l.Expected)
		}
		return nil
	})
	s.balanced()
}

func TestAReturnIsNotForSaleUntilItIsRestocked(t *testing.T) {
	s := newShop(t)
	o, sh := packed(s)
	s.do("hand over", func(ctx context.Context, tx *data.Tx) error { _, err := tx.HandOver(ctx, sh.ID); return err })
	_, lines := s.order(o.ID)
	var r data.Return
	s.do("return", func(ctx context.Context, tx *data.Tx) (err error) {
		r, err = tx.RequestReturn(ctx, o.ID, "broken", map[int64]data.Quantity{lines[0].ID: 2})
		return err
	})
	refused(t, s.try("return more", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.RequestReturn(ctx, o.ID, "greedy", map[int64]data.Quantity{lines[0].ID: 1})
		return err
	}), "domain 3")
	var line int64
	s.do("receive", func(ctx context.Context, tx *data.Tx) error {
		rl, err := tx.ReturnLines(ctx, r.ID)
		if err != nil {
			return err
		}
		line = rl[0].ID
		return tx.ReceiveReturn(ctx, r.ID, map[int64]data.Quantity{line: 2})
	})
	if got := s.available(s.mug); got != 8 {
		t.Errorf("%d mugs can be sold while the return is inspected, want 8", got)
	}
	s.do("inspect", func(ctx context.Context, tx *data.Tx) error {
		return tx.InspectReturn(ctx, r.ID, []data.Decision{{LineID: line, Restock: 1, To: s.binA1, Scrap: 1}})
	})
	if got := s.available(s.mug); got != 9 {
		t.Errorf("%d mugs can be sold, want 9", got)
	}
	s.balanced()
}

func TestASecondWindowOnTheSameFile(t *testing.T) {
	datatest.OnFiles(t)
	s := newShop(t)
	if s.Shared() {
		t.Error("the first window is told that there is another")
	}
	other, err := data.Open(t.Context(), s.at, data.Options{})
	if err != nil {
		t.Fatalf("the second opening said %v", err)
	}
	defer other.Close()
	if !other.Shared() {
		t.Error("the second window is not told of the first")
	}
	backup := filepath.Join(t.TempDir(), "copy.packbench")
	if _, err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if _, _, err := data.Restore(t.Context(), backup, s.at, time.Now()); !data.InUse(err) {
		t.Errorf("restoring under open windows said %v", err)
	}
}

func TestABackupComesBackAndADamagedOneIsRefused(t *testing.T) {
	datatest.OnFiles(t)
	s := newShop(t)
	o := s.place(want{s.mug, 1})
	copy := filepath.Join(t.TempDir(), "copy.packbench")
	if _, err := s.Backup(t.Context(), copy); err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(t.TempDir(), "again.packbench")
	if _, m, err := data.Restore(t.Context(), copy, again, s.Now()); err != nil || m.Orders != 1 {
		t.Fatalf("restored %+v: %v", m, err)
	}
	back, err := data.Open(t.Context(), again, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	err = back.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		_, err := v.OrderByNumber(ctx, o.Number)
		return err
	})
	if err != nil {
		t.Errorf("the order is not in the restored shop: %v", err)
	}
	flip(t, copy, 40000)
	if _, err := data.CheckBackup(t.Context(), copy); data.KindOf(err) != data.KindRefused {
		t.Errorf("a backup with flipped bytes gave %v", err)
	}
}

func TestSearchFindsAnyPartOfWhatIsKnown(t *testing.T) {
	s := newShop(t)
	o := s.place(want{s.mug, 1})
	for text, kind := range map[string]string{
		"ug": "", "mug": "product", "MU": "product", "036000291452": "product", "0002914": "product",
		"okaf": "customer", "0113 496 0142": "customer", "4960142": "customer", "+44 (0)113 496 0142": "customer", "LS1 4AP": "customer", "ls14ap": "customer",
		"10001": "order", `"mug" OR NEAR(`: "", "😀": "",
	} {
		var hits []data.Hit
		s.read(func(ctx context.Context, v *data.View) (err error) {
			hits, err = v.Search(ctx, kind, text, 10)
			return err
		})
		if kind != "" && len(hits) == 0 {
			t.Errorf("%q finds no %s", text, kind)
		}
	}
	_ = o
}
