package data_test

import (
	"context"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"packbench/data"
	"packbench/data/datatest"
)

// The server is killed (-9) again and again while desks place orders: nothing
// that a desk was told is lost, nothing is there twice, and the desks go on by
// themselves when the server is back. PACKBENCH_SERVER_KILLS says how often.
func TestTheServerIsKilledWhileOrdersArePlaced(t *testing.T) {
	kills, _ := strconv.Atoi(os.Getenv("PACKBENCH_SERVER_KILLS"))
	if kills == 0 {
		t.Skip("PACKBENCH_SERVER_KILLS says how often to kill it; make torture does")
	}
	server := datatest.StartServer(t)
	s := newShopAt(t, server.URL)
	s.do("more stock", func(ctx context.Context, tx *data.Tx) error {
		return tx.BookIn(ctx, s.mug.ID, s.binA1, 1_000_000, "for the test")
	})
	desks := []*data.Store{s.Store, s.desk(t), s.desk(t)}
	ctx, stop := context.WithCancel(context.Background())
	var mu sync.Mutex
	acked := make(map[int64]bool)
	var perDesk [3]atomic.Int64
	var work sync.WaitGroup
	for i, d := range desks {
		work.Go(func() {
			for ctx.Err() == nil {
				op := data.NewOp("place order", nil)
				for ctx.Err() == nil { // the same order until the desk is told
					n, err := data.Do(ctx, d, anna, op, func(ctx context.Context, tx *data.Tx) (int64, error) {
						o, err := s.placeIn(ctx, tx, want{s.mug, 1})
						return o.Number, err
					})
					if err == nil {
						mu.Lock()
						if acked[n] {
							t.Errorf("order %d was told twice", n)
						}
						acked[n] = true
						mu.Unlock()
						perDesk[i].Add(1)
						break
					}
					if data.KindOf(err) != data.KindUnavailable && ctx.Err() == nil {
						t.Errorf("a desk is told what it can't act on: %v", err)
						return
					}
					time.Sleep(100 * time.Millisecond)
				}
			}
		})
	}
	for k := range kills {
		time.Sleep(time.Second + time.Duration(k*137%700)*time.Millisecond)
		server.Kill()
		time.Sleep(200 * time.Millisecond)
		server.Start()
		var before [3]int64
		for i := range desks {
			before[i] = perDesk[i].Load()
		}
		deadline := time.Now().Add(15 * time.Second)
		for i := 0; i < len(desks); {
			if perDesk[i].Load() > before[i] {
				i++
				continue
			}
			if time.Now().After(deadline) {
				t.Fatalf("after kill %d desk %d does not go on", k+1, i+1)
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	stop()
	work.Wait()
	s.read(func(ctx context.Context, v *data.View) error {
		for n := range acked {
			if _, err := v.OrderByNumber(ctx, n); err != nil {
				t.Errorf("order %d was told and is not in the books: %v", n, err)
			}
		}
		return nil
	})
	s.balanced()
	t.Logf("%d kills, %d orders told, %d in the books", kills, len(acked), s.orderCount(t))
}
