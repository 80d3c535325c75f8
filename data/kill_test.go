package data_test

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"packbench/data"
	"packbench/data/datatest"
)

// The child of the tests that kill it: it places orders of three lines without
// end and says the number of each and its operation once it is committed.
func TestKillChild(t *testing.T) {
	path := os.Getenv("PACKBENCH_KILL_CHILD")
	if path == "" {
		t.Skip("run by TestKillWhileOrdersArePlaced")
	}
	ctx := context.Background()
	s, err := data.Open(ctx, path, data.Options{})
	if err != nil {
		fmt.Println("failed", err)
		return
	}
	var products []data.Product
	var customer data.Customer
	var address data.Address
	err = s.Read(ctx, func(ctx context.Context, v *data.View) error {
		for _, sku := range []data.SKU{"MUG", "LAMP", "CARD"} {
			p, err := v.ProductBySKU(ctx, sku)
			if err != nil {
				return err
			}
			products = append(products, p)
		}
		var err error
		if customer, err = v.Customer(ctx, 1); err != nil {
			return err
		}
		saved, err := v.AddressesOf(ctx, customer.ID)
		address = saved[0]
		return err
	})
	if err != nil {
		fmt.Println("failed", err)
		return
	}
	for {
		op := data.NewOp("place order", nil)
		number, err := data.Do(ctx, s, anna, op, func(ctx context.Context, tx *data.Tx) (int64, error) {
			n := data.NewOrder{ChannelID: 1, CustomerID: customer.ID, ShipTo: address.ShipTo(), Currency: "GBP"}
			for _, p := range products {
				n.Lines = append(n.Lines, data.NewLine{Product: p, Qty: 1, Price: p.Price})
			}
			o, _, err := tx.PlaceOrder(ctx, n)
			return o.Number, err
		})
		if err != nil {
			fmt.Println("failed", err)
			return
		}
		fmt.Println("ack", number, op.ID)
	}
}

// The program is killed (-9) again and again while it places orders: every
// order that it acknowledged is there whole, none is torn, and the books
// balance each time. PACKBENCH_KILLS says how often; make test asks for 100.
func TestKillWhileOrdersArePlaced(t *testing.T) {
	datatest.OnFiles(t)
	if testing.Short() {
		t.Skip("starts the program again and again")
	}
	kills := 5
	if n, err := strconv.Atoi(os.Getenv("PACKBENCH_KILLS")); err == nil {
		kills = n
	}
	path := stockedFile(t)
	acked := make(map[int64]string)
	for i := range kills {
		// Some die while they open the shop, the others after some orders.
		orders := 0
		if i%4 != 0 {
			orders = 1 + i*7%40
		}
		maps.Copy(acked, killOnce(t, path, orders, time.Duration(i*37%100)*time.Millisecond))
		kept := afterKill(t, path, acked)
		if i == kills-1 {
			t.Logf("%d kills, %d orders acknowledged, %d in the books", kills, len(acked), kept)
		}
	}
	if len(acked) == 0 {
		t.Error("no order was acknowledged in all the kills")
	}
}

// stockedFile makes the small shop with stock enough for all that is placed.
func stockedFile(t *testing.T) string {
	t.Helper()
	s := newShop(t)
	s.do("more stock", func(ctx context.Context, tx *data.Tx) error {
		for _, p := range []data.Product{s.mug, s.lamp} {
			if err := tx.BookIn(ctx, p.ID, s.binA1, 1_000_000, "for the test"); err != nil {
				return err
			}
		}
		return nil
	})
	path := filepath.Join(t.TempDir(), "killed.packbench")
	if _, err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	return path
}

// killOnce lets a child place so many orders and some time more, kills it, and
// gives what it acknowledged: the numbers of orders, and their operations.
func killOnce(t *testing.T, path string, orders int, after time.Duration) (acked map[int64]string) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run", "^TestKillChild$")
	c.Env = append(os.Environ(), "PACKBENCH_KILL_CHILD="+path)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines, enough := make(chan map[int64]string), make(chan struct{})
	go func() {
		got := make(map[int64]string)
		if orders == 0 {
			close(enough)
		}
		sc := bufio.NewScanner(out)
		for sc.Scan() {
			switch said := strings.Fields(sc.Text()); {
			case len(said) == 3 && said[0] == "ack":
				n, err := strconv.ParseInt(said[1], 10, 64)
				if err != nil || got[n] != "" {
					t.Errorf("the child said %s", sc.Text())
				}
				if got[n] = said[2]; len(got) == orders {
					close(enough)
				}
			case len(said) > 0 && said[0] == "failed":
				t.Errorf("the child said %s", sc.Text())
			}
		}
		lines <- got
	}()
	select {
	case <-enough:
	case <-time.After(time.Minute):
		t.Errorf("the child did not place %d orders within a minute", orders)
	}
	time.Sleep(after)
	if err := c.Process.Kill(); err != nil {
		t.Error(err)
	}
	acked = <-lines
	_ = c.Wait() // it was killed
	return acked
}

// afterKill proves that all that was acknowledged is there whole and that the
// books hold, and gives how many orders there are.
func afterKill(t *testing.T, path string, acked map[int64]string) (orders int64) {
	t.Helper()
	s, err := data.Open(t.Context(), path, data.Options{})
	if err != nil {
		t.Fatalf("open after the kill: %v", err)
	}
	defer s.Close()
	err = s.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		if orders, err = v.OrderCount(ctx); err != nil {
			return err
		}
		if int64(len(acked)) > orders {
			return fmt.Errorf("%d orders were acknowledged and %d are there", len(acked), orders)
		}
		for n, op := range acked {
			o, err := v.OrderByNumber(ctx, n)
			if err != nil {
				return fmt.Errorf("order %d was acknowledged and is lost: %w", n, err)
			}
			if done, err := v.OperationByOpID(ctx, op); err != nil || done.Result != strconv.FormatInt(n, 10) {
				return fmt.Errorf("order %d is there and its operation answers %q (%v)", n, done.Result, err)
			}
			lines, err := v.OrderLines(ctx, o.ID)
			if err != nil || len(lines) != 3 {
				return fmt.Errorf("order %d is torn: %d lines (%v)", n, len(lines), err)
			}
			promised, err := v.AllocationsOf(ctx, o.ID)
			if err != nil || len(promised) != 2 {
				return fmt.Errorf("order %d is torn: %d promises (%v)", n, len(promised), err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	found, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			t.Errorf("after the kill %s, %s is broken %d times, first %s", f.Rule, f.Says, f.Broken, f.Sample)
		}
	}
	return orders
}
