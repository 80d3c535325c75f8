package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/demoday"
	"packbench/data"
)

// TestWindowPictures takes a picture of every page, light and dark, with a
// day's orders at every stage, for people to look at. It runs when
// PACKBENCH_PICTURES names a folder (make pictures).
func TestWindowPictures(t *testing.T) {
	if os.Getenv("PACKBENCH_PICTURES") == "" {
		t.Skip("set PACKBENCH_PICTURES to a folder (make pictures does)")
	}
	var see sights
	path := demoShop(t, func(ctx context.Context, shop *app.Shop) {
		if err := demoday.Stage(ctx, shop, tester, 120, nil); err != nil {
			t.Fatal(err)
		}
		see = worthSeeing(t, shop)
	})
	for _, look := range []string{"light", "dark"} {
		home := t.TempDir()
		prefs := filepath.Join(home, "fyne", "shop.packbench.desktop")
		if err := os.MkdirAll(prefs, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(prefs, "preferences.json"), fmt.Appendf(nil, `{"look":%q,"person":"Anna"}`, look), 0o600); err != nil {
			t.Fatal(err)
		}
		w := openWindow(t, path, "HOME="+home, "XDG_CONFIG_HOME="+home)
		for _, p := range []struct {
			name string
			do   func()
		}{
			{"today", func() { w.keys("alt+1") }},
			{"orders", func() { w.keys("alt+2") }},
			{"order", func() { w.search("10020") }},
			{"customers", func() { w.keys("alt+3") }},
			{"customer", func() { w.search(see.customer) }},
			{"products", func() { w.keys("alt+4") }},
			{"newproduct", func() { w.search("New product") }},
			{"product", func() { w.search("22423") }},
			{"productlabels", func() { w.keys("ctrl+p") }},
			{"stock", func() { w.keys("alt+5") }},
			{"stockplaces", func() { w.keys("ctrl+3") }},
			{"stockmoves", func() { w.keys("ctrl+4") }},
			{"stockthen", func() {
				w.keys("ctrl+t")
				w.types("1 hour ago")
				w.keys("Return")
			}},
			{"adjust", func() { w.keys("Escape", "alt+5", "ctrl+1", "Home", "F6") }},
			{"newdelivery", func() { w.search("Expect a delivery") }},
			{"delivery", func() { w.keys("Escape", "alt+5", "ctrl+5", "Home", "Return") }},
			{"counts", func() { w.keys("Escape", "alt+6") }},
			{"newcount", func() { w.keys("ctrl+n") }},
			{"count", func() { w.keys("Escape", "alt+6"); w.scans(see.count) }},
			{"pick", func() {
				w.keys("Escape", "alt+7")
				time.Sleep(4 * time.Second)
			}},
			{"picklists", func() { w.keys("ctrl+5") }},
			{"picklist", func() { w.scans(see.list) }},
			{"pickwaves", func() {
				w.keys("Escape", "alt+7", "ctrl+1", "w")
				time.Sleep(3 * time.Second)
			}},
			{"map", func() { w.keys("a", "ctrl+m") }},
			{"mappicks", func() { w.keys("ctrl+2", "Right") }},
			{"maprows", func() { w.keys("F9") }},
			{"advice", func() {
				w.keys("Escape", "ctrl+m")
				time.Sleep(time.Second)
				w.keys("ctrl+j")
				time.Sleep(4 * time.Second)
			}},
			{"pack", func() {
				w.keys("alt+8")
				time.Sleep(500 * time.Millisecond)
				w.scans(see.picked)
			}},
			{"handover", func() { w.keys("Escape", "F7") }},
			{"reports", func() { w.keys("Escape", "alt+9") }},
			{"setup", func() { w.keys("alt+0") }},
			{"setupprinters", func() { w.search("Printers") }},
			{"setuppeople", func() { w.keys("ctrl+6") }},
			{"setuprights", func() { w.keys("ctrl+7") }},
			{"setupbooks", func() { w.keys("ctrl+9") }},
			{"setupmove", func() { w.keys("F7") }},
			{"setupjournal", func() { w.keys("Escape"); w.search("Setup: Journal"); w.keys("Return") }},
			{"setuphistory", func() { w.keys("ctrl+3", "ctrl+h") }},
			{"help", func() { w.keys("F1") }},
			{"palette", func() {
				w.keys("Escape", "ctrl+k")
				w.types("heart")
			}},
			{"neworder", func() {
				w.keys("Escape")
				w.phoneOrder(see.phone)
			}},
		} {
			p.do()
			time.Sleep(1200 * time.Millisecond)
			w.picture(p.name + "-" + look)
		}
		w.close()
	}
}

// sights are what the pictures show.
type sights struct{ phone, customer, picked, list, count string }

// worthSeeing finds a caller with a history, a shipment at the bench, an open
// pick list and a count, and expects a delivery.
func worthSeeing(t *testing.T, shop *app.Shop) (see sights) {
	t.Helper()
	goods := make(map[int64]data.Quantity)
	err := shop.Books().Read(t.Context(), func(ctx context.Context, v *data.View) error {
		ids, err := v.OrderIDs(ctx)
		if err != nil {
			return err
		}
		for _, id := range ids {
			o, err := v.Order(ctx, id)
			if err != nil {
				return err
			}
			c, err := v.Customer(ctx, o.CustomerID)
			if err != nil {
				return err
			}
			if n := len(c.PhoneDigits); n >= 10 && c.Priority > 0 {
				see.phone, see.customer = c.PhoneDigits[n-7:], c.Number
				break
			}
		}
		for _, sku := range []string{"22423", "85123A", "84879"} {
			p, _, err := v.ProductByCode(ctx, sku)
			if err != nil {
				return err
			}
			goods[p.ID] = 24
		}
		bench, err := v.ShipmentsByStage(ctx, data.ShipmentPicked, 1)
		if err != nil {
			return err
		}
		for _, s := range bench {
			see.picked = s.Number
		}
		lists, err := v.PickListsByStage(ctx, "released", 1)
		for _, l := range lists {
			see.list = l.Number
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = shop.Expect(t.Context(), tester, data.NewOp("expect", 1), "Birch & Co", "PO-2011-55", time.Now().AddDate(0, 0, 2), goods)
	if err != nil {
		t.Fatal(err)
	}
	see.count = "C-1"
	if see.phone == "" || see.picked == "" || see.list == "" {
		t.Fatalf("nothing to see: %+v", see)
	}
	return see
}

// search opens the first find of the palette.
func (w *window) search(text string) {
	w.keys("Escape", "ctrl+k")
	time.Sleep(300 * time.Millisecond)
	w.types(text)
	time.Sleep(700 * time.Millisecond)
	w.keys("Return")
}

// phoneOrder types an order up to its third line.
func (w *window) phoneOrder(phone string) {
	w.keys("F2")
	time.Sleep(500 * time.Millisecond)
	w.types(phone)
	time.Sleep(600 * time.Millisecond)
	w.keys("Return")
	time.Sleep(500 * time.Millisecond)
	for _, sku := range []string{"22423", "85123A"} {
		w.types(sku)
		time.Sleep(500 * time.Millisecond)
		w.keys("Return")
		w.types("3")
		w.keys("Return")
		time.Sleep(300 * time.Millisecond)
	}
	w.types("bunting")
}
