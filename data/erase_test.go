package data_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"testing"
	"time"

	"packbench/data"
	"packbench/data/datatest"
)

// traces names the files of a shop in which words still are, read byte by byte.
func traces(t *testing.T, path string, words []string) (found []string) {
	t.Helper()
	for _, tail := range []string{"", "-wal", "-shm", "-journal", ".lock"} {
		b, err := os.ReadFile(path + tail)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		b = bytes.ToLower(b)
		for _, w := range words {
			if n := bytes.Count(b, []byte(w)); n > 0 {
				found = append(found, fmt.Sprintf("%d times %q in the shop's file%s", n, w, tail))
			}
		}
	}
	return found
}

// What was erased is in no byte of the shop's files: not where it was, not in
// room that is free, not in the log and not in the search.
func TestWhatIsErasedIsInNoByte(t *testing.T) {
	datatest.OnFiles(t)
	s := newShop(t)
	words := []string{"quartermaine", "peppercorn", "4960999", "496 0999", "wilma@", "old maid"}
	var wilma int64
	var order data.Order
	home := data.Address{Name: "Wilma Quartermaine", Street1: "7 Peppercorn Street", City: "Salford", Postcode: "M5 4WT", Country: "GB", Phone: "0161 496 0999", IsDefault: true}
	s.do("customer", func(ctx context.Context, tx *data.Tx) error {
		c, err := tx.AddCustomer(ctx, data.Customer{Name: "Wilma Quartermaine", Email: "wilma@example.com", Phone: "0161 496 0999", Note: "an old maid"}, &home)
		wilma = c.ID
		return err
	})
	// Others come before and after, so that pages are split and merged.
	for i := range 40 {
		s.do("others", func(ctx context.Context, tx *data.Tx) error {
			for k := range 10 {
				if _, err := tx.AddCustomer(ctx, data.Customer{Name: fmt.Sprintf("Customer %d of %d", k, i), Email: fmt.Sprintf("c%d.%d@example.com", k, i)}, &s.address); err != nil {
					return err
				}
			}
			return nil
		})
		if i%4 == 0 {
			s.do("change", func(ctx context.Context, tx *data.Tx) error {
				c, err := tx.Customer(ctx, wilma)
				if err != nil {
					return err
				}
				c.Note = fmt.Sprintf("an old maid, said for the %d. time", i)
				return tx.SetCustomer(ctx, c)
			})
		}
	}
	s.do("place order", func(ctx context.Context, tx *data.Tx) (err error) {
		order, _, err = tx.PlaceOrder(ctx, data.NewOrder{ChannelID: 1, CustomerID: wilma, ShipTo: home.ShipTo(), Currency: "GBP", Note: "for Wilma Quartermaine", Lines: []data.NewLine{{Product: s.mug, Qty: 1, Price: 500}}})
		return err
	})
	s.do("cancel", func(ctx context.Context, tx *data.Tx) error {
		return tx.CancelOrder(ctx, order.ID, "Quartermaine rang")
	})
	if len(traces(t, s.at, words)) < 4 {
		t.Errorf("before, her words are only in %v", traces(t, s.at, words))
	}
	for range 2 { // once more does no harm
		s.do("erase", func(ctx context.Context, tx *data.Tx) error {
			_, err := tx.EraseCustomer(ctx, wilma, "she asked", s.clock.at.Add(time.Hour))
			return err
		})
		if err := s.Scrub(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range traces(t, s.at, words) {
		t.Error(f)
	}
	s.balanced()
}
