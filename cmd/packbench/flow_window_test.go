package main

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"packbench/app"
	"packbench/app/demoday"
	"packbench/data"
)

var tester = data.Actor{User: "Anna", Desk: "desk 1"}

// demoShop makes a demo shop without orders and gives its file; prepare, if not
// nil, works in it first.
func demoShop(t testing.TB, prepare func(ctx context.Context, shop *app.Shop)) string {
	t.Helper()
	needWindow(t)
	path := filepath.Join(t.TempDir(), "shop.packbench")
	books, err := data.Open(t.Context(), path, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	shop := app.New(books, app.Options{})
	if err := demoday.Make(t.Context(), shop, tester, nil); err != nil {
		t.Fatal(err)
	}
	if prepare != nil {
		prepare(t.Context(), shop)
	}
	if err := books.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// A phone order typed by keyboard alone, from an empty desk to the number on
// the screen; the order, its promise of stock and its payment are then in the
// file, and the books balance.
func TestWindowPhoneOrder(t *testing.T) {
	var digits string
	path := demoShop(t, func(ctx context.Context, shop *app.Shop) {
		err := shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
			ids, err := v.CustomerIDs(ctx)
			if err != nil {
				return err
			}
			for _, id := range ids {
				c, err := v.Customer(ctx, id)
				if err != nil {
					return err
				}
				if n := len(c.PhoneDigits); n >= 10 {
					digits = c.PhoneDigits[n-7:]
					return nil
				}
			}
			return nil
		})
		if err != nil || digits == "" {
			t.Fatalf("no customer with a phone: %v", err)
		}
	})
	w := openWindow(t, path)
	w.keys("F2")
	time.Sleep(600 * time.Millisecond)
	w.types(digits)
	time.Sleep(600 * time.Millisecond)
	w.keys("Return")
	time.Sleep(600 * time.Millisecond)
	for _, line := range [][2]string{{"22423", "2"}, {"85123A", "6"}, {"47566", "1"}} {
		w.types(line[0])
		time.Sleep(500 * time.Millisecond)
		w.keys("Return")
		w.types(line[1])
		w.keys("Return")
		time.Sleep(300 * time.Millisecond)
	}
	w.picture("flow-order-typed")
	w.keys("F8")
	w.types("1")
	w.types("123456")
	w.keys("Return")
	w.keys("F10")
	time.Sleep(300 * time.Millisecond)
	w.keys("Return")
	w.until("SELECT COUNT(*) FROM orders", 1, 15*time.Second)
	time.Sleep(600 * time.Millisecond)
	w.picture("flow-order-placed")

	books := w.books()
	err := books.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		o, err := v.OrderByNumber(ctx, 10001)
		if err != nil {
			return err
		}
		lines, err := v.OrderLines(ctx, o.ID)
		if err != nil {
			return err
		}
		promised, err := v.AllocationsOf(ctx, o.ID)
		if err != nil {
			return err
		}
		if len(lines) != 3 || len(promised) != 3 || o.PayStatus != data.PayPaid {
			return fmt.Errorf("order %d has %d lines, %d promises, and is %s", o.Number, len(lines), len(promised), o.PayStatus)
		}
		for _, l := range lines {
			moves, err := v.MovesOfProduct(ctx, l.ProductID, 1<<62, 10)
			if err != nil || len(moves) == 0 {
				return fmt.Errorf("%s has no history of moves: %w", l.SKU, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	balance(t, books)
}

func balance(t *testing.T, books *data.Store) {
	t.Helper()
	found, err := books.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			t.Errorf("%s %s: broken %d times, first %s", f.Rule, f.Says, f.Broken, f.Sample)
		}
	}
}

// releasedOrder places an order of two products and sends it to the floor; it
// gives the codes to scan, one a unit.
func releasedOrder(ctx context.Context, shop *app.Shop) (shipment int64, codes []string, err error) {
	var req app.OrderRequest
	err = shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
		ids, err := v.CustomerIDs(ctx)
		if err != nil {
			return err
		}
		req = app.OrderRequest{CustomerID: ids[0], Payment: &app.PaymentRequest{Method: "cash"}}
		for sku, qty := range map[data.SKU]data.Quantity{"22423": 2, "85123A": 3} {
			p, err := v.ProductBySKU(ctx, sku)
			if err != nil {
				return err
			}
			req.Lines = append(req.Lines, app.LineRequest{ProductID: p.ID, Qty: qty})
			b, err := v.BarcodesOf(ctx, p.ID)
			if err != nil {
				return err
			}
			code := string(sku)
			if len(b) > 0 {
				code = b[0].Code
			}
			for range qty {
				codes = append(codes, code)
			}
		}
		return nil
	})
	if err != nil {
		return 0, nil, err
	}
	placed, err := shop.PlaceOrder(ctx, tester, data.NewOp("place order", nil), req)
	if err != nil {
		return 0, nil, err
	}
	if _, err := shop.Label(ctx, tester, data.NewOp("label", 1), placed.ShipmentID); err != nil {
		return 0, nil, err
	}
	if r, err := shop.Release(ctx, tester, data.NewOp("release", 1), []int64{placed.ShipmentID}, ""); err != nil || len(r.Done) != 1 {
		return 0, nil, fmt.Errorf("not released: %+v %w", r.Stopped, err)
	}
	return placed.ShipmentID, codes, nil
}

// pickedOrder is releasedOrder brought to the packing bench.
func pickedOrder(ctx context.Context, shop *app.Shop) (codes []string, err error) {
	shipment, codes, err := releasedOrder(ctx, shop)
	if err != nil {
		return nil, err
	}
	built, err := shop.BuildPickLists(ctx, tester, data.NewOp("build", 1), app.PickRequest{Shipments: []int64{shipment}, Method: "single"})
	if err != nil {
		return nil, err
	}
	var picks []app.PickConfirm
	err = shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
		lines, err := v.PickLines(ctx, built.Lists[0].ID)
		for _, l := range lines {
			picks = append(picks, app.PickConfirm{LineID: l.ID, Picked: l.Qty})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	_, err = shop.ConfirmPicks(ctx, tester, data.NewOp("pick", 1), picks)
	return codes, err
}

// The day planned, built and picked at the cart, by keyboard alone: the walk goes
// from the plan to the end of the list in the real window.
func TestWindowPlanAndPick(t *testing.T) {
	path := demoShop(t, func(ctx context.Context, shop *app.Shop) {
		if _, _, err := releasedOrder(ctx, shop); err != nil {
			t.Fatal(err)
		}
	})
	w := openWindow(t, path)
	w.keys("alt+7")
	time.Sleep(4 * time.Second) // planning looks for two seconds
	w.picture("flow-plan")
	w.keys("F10")
	w.until("SELECT COUNT(*) FROM pick_lists", 1, 15*time.Second)
	time.Sleep(700 * time.Millisecond)
	w.keys("F11")
	time.Sleep(700 * time.Millisecond)
	w.picture("flow-walk")
	for range 2 {
		w.keys("Return")
		time.Sleep(700 * time.Millisecond)
	}
	w.until("SELECT COUNT(*) FROM pick_lists WHERE done_at > 0", 1, 15*time.Second)
	w.picture("flow-walked")
	balance(t, w.books())
}

// An order scanned at the bench, with one wrong code among the right ones,
// packed and handed over, nothing touched but the scanner and the keyboard.
func TestWindowScanAndPack(t *testing.T) {
	var codes []string
	path := demoShop(t, func(ctx context.Context, shop *app.Shop) {
		var err error
		if codes, err = pickedOrder(ctx, shop); err != nil {
			t.Fatal(err)
		}
	})
	w := openWindow(t, path)
	w.keys("alt+8")
	time.Sleep(800 * time.Millisecond)
	w.scans("10001-1-1")
	time.Sleep(700 * time.Millisecond)
	w.scans(codes[0])
	w.scans("4006381333931")
	time.Sleep(500 * time.Millisecond)
	w.picture("flow-pack-wrong")
	w.keys("Return")
	for _, c := range codes[1:] {
		w.scans(c)
	}
	w.until("SELECT SUM(packed) FROM shipment_lines", len(codes), 15*time.Second)
	time.Sleep(500 * time.Millisecond)
	w.picture("flow-pack-done")
	w.keys("F10")
	w.until("SELECT COUNT(*) FROM shipments WHERE packed_at > 0", 1, 15*time.Second)
	time.Sleep(700 * time.Millisecond)
	w.picture("flow-packed")

	books := w.books()
	err := books.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		s, err := v.ShipmentByNumber(ctx, "10001-1")
		if err != nil {
			return err
		}
		scans, err := v.PackScans(ctx, s.ID, 100)
		if err != nil {
			return err
		}
		good, bad := 0, 0
		for _, sc := range scans {
			if sc.Good {
				good += int(sc.Qty)
			} else {
				bad++
			}
		}
		if good != len(codes) || bad != 1 {
			return fmt.Errorf("%d good scans and %d wrong ones, want %d and 1", good, bad, len(codes))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	balance(t, books)
}

// A shop that is being restored is not opened: the window says so, and opens it
// when the person tries again after that has ended.
func TestWindowSaysWhyTheShopIsNotOpened(t *testing.T) {
	needWindow(t)
	shop := filepath.Join(t.TempDir(), "shop.packbench")
	other := flock.New(shop + ".lock")
	if ok, err := other.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	w := startWindow(t, shop, "refused")
	w.keys("F5")
	w.wait("refused", 20*time.Second)
	if err := other.Unlock(); err != nil {
		t.Fatal(err)
	}
	w.keys("F5")
	w.wait("drawn", 20*time.Second)
}
