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
	var phone, picked, list string
	path := demoShop(t, func(ctx context.Context, shop *app.Shop) {
		if err := demoday.Stage(ctx, shop, tester, 120, nil); err != nil {
			t.Fatal(err)
		}
		phone, picked, list = worthSeeing(t, shop)
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
			{"products", func() { w.keys("alt+4") }},
			{"product", func() { w.search("22423") }},
			{"stock", func() { w.keys("alt+5") }},
			{"counts", func() { w.keys("alt+6") }},
			{"pick", func() { w.keys("alt+7") }},
			{"picklist", func() { w.scans(list) }},
			{"pack", func() {
				w.keys("alt+8")
				time.Sleep(500 * time.Millisecond)
				w.scans(picked)
			}},
			{"reports", func() { w.keys("Escape", "alt+9") }},
			{"setup", func() { w.keys("alt+0") }},
			{"help", func() { w.keys("F1") }},
			{"palette", func() {
				w.keys("Escape", "ctrl+k")
				w.types("heart")
			}},
			{"neworder", func() {
				w.keys("Escape")
				w.phoneOrder(phone)
			}},
		} {
			p.do()
			time.Sleep(1200 * time.Millisecond)
			w.picture(p.name + "-" + look)
		}
		w.close()
	}
}

// worthSeeing finds a caller with a history, a shipment at the bench and an
// open pick list.
func worthSeeing(t *testing.T, shop *app.Shop) (phone, picked, list string) {
	t.Helper()
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
				phone = c.PhoneDigits[n-7:]
				break
			}
		}
		bench, err := v.ShipmentsByStage(ctx, data.ShipmentPicked, 1)
		if err != nil {
			return err
		}
		for _, s := range bench {
			picked = s.Number
		}
		lists, err := v.PickListsByStage(ctx, "released", 1)
		for _, l := range lists {
			list = l.Number
		}
		return err
	})
	if err != nil || phone == "" || picked == "" || list == "" {
		t.Fatalf("phone %q, picked %q, list %q: %v", phone, picked, list, err)
	}
	return phone, picked, list
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
