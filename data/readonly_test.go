package data_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"packbench/data"
	"packbench/data/datatest"
)

// ways follows how the way to the books is said to be.
func ways(t *testing.T, s *data.Store) chan data.Connection {
	t.Helper()
	seen := make(chan data.Connection, 100)
	t.Cleanup(s.WatchConnection(func(c data.Connection) { seen <- c }))
	return seen
}

func becomes(t *testing.T, seen chan data.Connection, want data.Connection) {
	t.Helper()
	end := time.After(10 * time.Second)
	for {
		select {
		case c := <-seen:
			if c == want {
				return
			}
		case <-end:
			t.Fatalf("it never says %s", want)
		}
	}
}

func tryWrite(s *data.Store, n int) error {
	return s.Write(context.Background(), anna, data.NewOp("note", n), func(_ context.Context, tx *data.Tx) (any, error) {
		return nil, tx.Record("order", int64(n), "seen", nil, nil)
	}, nil)
}

func TestAServerThatTakesNoWritesIsReadUntilItDoes(t *testing.T) {
	if datatest.Server() == "" {
		t.Skip("it needs a server: PACKBENCH_POSTGRES names one")
	}
	s := newShop(t)
	eyes := datatest.Eyes(t, s.at)
	name := s.at[strings.LastIndex(s.at, "/")+1 : strings.Index(s.at, "?")]
	set := func(how string) {
		t.Helper()
		if _, err := eyes.Exec("ALTER DATABASE " + name + " " + how); err != nil {
			t.Fatal(err)
		}
	}
	worked := ways(t, s.Store)
	becomes(t, worked, data.Connected)
	set("SET default_transaction_read_only = on")
	late := s.desk(t) // a desk that is opened while nothing can be written
	seen := ways(t, late)
	becomes(t, seen, data.ReadOnly)
	told(t, late.NoWrites(), data.KindUnavailable, "takes no writes", "nothing you typed is lost")
	told(t, tryWrite(late, 1), data.KindUnavailable, "takes no writes", "try again")
	if err := late.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		_, err := v.LastOperation(ctx)
		return err
	}); err != nil {
		t.Errorf("reading: %v", err)
	}
	// Who worked before is cut off and comes back to the same.
	if _, err := eyes.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"); err != nil {
		t.Fatal(err)
	}
	becomes(t, worked, data.ReadOnly)
	if err := tryWrite(s.Store, 2); data.KindOf(err) != data.KindUnavailable {
		t.Errorf("writing says %v", err)
	}
	set("RESET default_transaction_read_only")
	becomes(t, seen, data.Connected)
	becomes(t, worked, data.Connected)
	for i, at := range []*data.Store{late, s.Store} {
		if err := tryWrite(at, 3+i); err != nil || at.NoWrites() != nil {
			t.Errorf("afterwards: %v, %v", err, at.NoWrites())
		}
	}
}

// A desk that meets the refusal by writing knows it from then on, too, and a write
// that is taken again ends it.
func TestAServerThatStopsTakingWritesWhileOneWorks(t *testing.T) {
	if datatest.Server() == "" {
		t.Skip("it needs a server: PACKBENCH_POSTGRES names one")
	}
	s := newShop(t)
	eyes := datatest.Eyes(t, s.at)
	seen := ways(t, s.Store)
	becomes(t, seen, data.Connected)
	if _, err := eyes.Exec("ALTER ROLE CURRENT_USER IN DATABASE " + s.at[strings.LastIndex(s.at, "/")+1:strings.Index(s.at, "?")] + " SET default_transaction_read_only = on"); err != nil {
		t.Fatal(err)
	}
	if err := tryWrite(s.Store, 1); err != nil {
		t.Errorf("a session of before still writes: %v", err)
	}
	if _, err := eyes.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"); err != nil {
		t.Fatal(err)
	}
	told(t, tryWrite(s.Store, 2), data.KindUnavailable, "takes no writes")
	becomes(t, seen, data.ReadOnly)
	if _, err := eyes.Exec("ALTER ROLE CURRENT_USER IN DATABASE " + s.at[strings.LastIndex(s.at, "/")+1:strings.Index(s.at, "?")] + " RESET default_transaction_read_only"); err != nil {
		t.Fatal(err)
	}
	if err := tryWrite(s.Store, 3); err != nil {
		t.Errorf("the next write is refused, too: %v", err)
	}
	becomes(t, seen, data.Connected)
}

// A desk that still has a shop open that has moved is told where it is.
func TestADeskOfAShopThatHasMovedIsReadOnly(t *testing.T) {
	s := newShop(t)
	other := s.desk(t)
	seen := ways(t, other)
	becomes(t, seen, data.Connected)
	if datatest.Server() == "" {
		t.Skip("a file is moved only while one window has it")
	}
	if _, err := datatest.Eyes(t, s.at).Exec("INSERT INTO settings (key, value) VALUES ('shop.moved', 'postgres://elsewhere/shop'); UPDATE counters SET n = -1 WHERE name = 'turn'"); err != nil {
		t.Fatal(err)
	}
	if err := tryWrite(other, 1); err == nil || !strings.Contains(err.Error(), "elsewhere") {
		t.Errorf("writing says %v", err)
	}
	becomes(t, seen, data.ReadOnly)
	if why := other.NoWrites(); why == nil || !strings.Contains(why.Error(), "has moved") {
		t.Errorf("it says %v", why)
	}
}
