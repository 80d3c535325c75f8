package data_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"packbench/data"
	"packbench/data/datatest"
)

// ear collects what a desk is told.
type ear struct {
	mu   sync.Mutex
	all  []data.Changed
	came chan struct{}
}

func listening(t *testing.T, s *data.Store) *ear {
	t.Helper()
	h := &ear{came: make(chan struct{}, 1000)}
	t.Cleanup(s.Watch(func(c data.Changed) {
		h.mu.Lock()
		h.all = append(h.all, c)
		h.mu.Unlock()
		h.came <- struct{}{}
	}))
	return h
}

func (h *ear) next(t *testing.T, most time.Duration) data.Changed {
	t.Helper()
	select {
	case <-h.came:
	case <-time.After(most):
		t.Fatalf("nothing was heard in %s", most)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	c := h.all[0]
	h.all = h.all[1:]
	return c
}

// desk opens the shop once more, as another desk or window.
func (s *shop) desk(t *testing.T) *data.Store {
	t.Helper()
	other, err := data.Open(t.Context(), s.at, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	return other
}

// connected waits until a desk listens.
func connected(t *testing.T, s *data.Store) {
	t.Helper()
	up := make(chan struct{})
	var once sync.Once
	stop := s.WatchConnection(func(c data.Connection) {
		if c == data.Connected {
			once.Do(func() { close(up) })
		}
	})
	defer stop()
	select {
	case <-up:
	case <-time.After(5 * time.Second):
		t.Fatal("the desk does not listen")
	}
}

func TestWhatOneDeskWritesAnotherHears(t *testing.T) {
	s := newShop(t)
	other := s.desk(t)
	here, there := listening(t, s.Store), listening(t, other)
	connected(t, s.Store)
	connected(t, other)
	o := s.place(want{s.mug, 1})
	if c := here.next(t, time.Second); !slices.Contains(c.Entities["order"], o.ID) {
		t.Errorf("the desk that wrote is told %+v", c)
	}
	c := there.next(t, 3*time.Second)
	if !slices.Contains(c.Entities["order"], o.ID) || !slices.Contains(c.Entities["stock"], s.mug.ID) || c.By != anna {
		t.Errorf("the other desk is told %+v", c)
	}
	select {
	case <-here.came:
		t.Error("the desk that wrote is told twice")
	case <-time.After(time.Second):
	}
}

// What was written while a desk could not be reached is told when it can be
// again.
func TestADeskThatWasAwayHearsWhatItMissed(t *testing.T) {
	s, far, w := wired(t)
	there := listening(t, far)
	connected(t, far)
	lost := make(chan struct{}, 10)
	t.Cleanup(far.WatchConnection(func(c data.Connection) {
		if c == data.Reconnecting {
			lost <- struct{}{}
		}
	}))
	w.Down(true)
	o := s.place(want{s.mug, 1})
	select {
	case <-lost:
	case <-time.After(10 * time.Second):
		t.Fatal("the desk does not know that it is cut off")
	}
	w.Down(false)
	if c := there.next(t, 10*time.Second); !slices.Contains(c.Entities["order"], o.ID) {
		t.Errorf("it is told %+v", c)
	}
	connected(t, far)
}

// BenchmarkSeenAtAnotherDesk measures how long a write takes to be told at
// another desk.
func BenchmarkSeenAtAnotherDesk(b *testing.B) {
	s := newShop(b)
	other, err := data.Open(b.Context(), s.at, data.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer other.Close()
	came := make(chan time.Time, 100)
	defer other.Watch(func(data.Changed) { came <- time.Now() })()
	time.Sleep(time.Second)
	var took []time.Duration
	for b.Loop() {
		s.do("note", func(ctx context.Context, tx *data.Tx) error {
			return tx.Record("order", 1, "seen", nil, nil)
		})
		wrote := time.Now()
		took = append(took, (<-came).Sub(wrote))
		time.Sleep(300 * time.Millisecond)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
}

// A file that another program keeps to itself is said to be busy, not away.
func TestAFileThatIsKeptBusySaysSo(t *testing.T) {
	datatest.OnFiles(t)
	s := newShop(t)
	other, err := datatest.Eyes(t, s.at).Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	err = s.Write(ctx, anna, data.NewOp("count", 1), func(context.Context, *data.Tx) (any, error) { return nil, nil }, nil)
	told(t, err, data.KindUnavailable, "busy", "try again")
	if _, err := other.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
}
