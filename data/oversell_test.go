package data_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// Reference: 800 tries by 16 workers for 400 units sold between 205 and 800
// where shops looked first and wrote then.
func TestEightHundredTriesSellFourHundredUnits(t *testing.T) {
	tries, there := 800, data.Quantity(400)
	if testing.Short() {
		tries, there = 80, 40
	}
	for name, order := range map[string]func(s *shop, i int) []want{
		"one each":                    func(s *shop, _ int) []want { return []want{{s.mug, 1}} },
		"the same product on 2 lines": func(s *shop, _ int) []want { return []want{{s.mug, 1}, {s.mug, 1}} },
		// A set is two mugs and a lamp.
		"sets and loose parts": func(s *shop, i int) []want {
			return [][]want{{{s.set, 1}}, {{s.mug, 1}}, {{s.lamp, 1}}}[i%3]
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			s.do("stock", func(ctx context.Context, tx *data.Tx) error {
				if err := tx.BookIn(ctx, s.mug.ID, s.binA1, there-10, "for the test"); err != nil {
					return err
				}
				return tx.BookIn(ctx, s.lamp.ID, s.binA2, there-3, "for the test")
			})
			desks := []*data.Store{s.Store}
			if datatest.Server() != "" {
				for len(desks) < 16 {
					desks = append(desks, s.desk(t))
				}
			}
			var next atomic.Int64
			var workers sync.WaitGroup
			for w := range 16 {
				workers.Go(func() {
					for i := next.Add(1); i <= int64(tries); i = next.Add(1) {
						err := desks[w%len(desks)].Write(t.Context(), anna, data.NewOp("place order", nil), func(ctx context.Context, tx *data.Tx) (any, error) {
							o, err := s.placeIn(ctx, tx, order(s, int(i))...)
							return o.Number, err
						}, nil)
						if err != nil {
							t.Errorf("try %d: %v", i, err)
						}
					}
				})
			}
			workers.Wait()
			s.read(func(ctx context.Context, v *data.View) error {
				for _, p := range []data.Product{s.mug, s.lamp} {
					st, err := v.StockOf(ctx, p.ID)
					if err != nil {
						return err
					}
					asked := st.Allocated
					if st.Allocated > there || st.Sellable != there {
						t.Errorf("of %d %s %d are promised", st.Sellable, p.SKU, st.Allocated)
					}
					if name != "sets and loose parts" && p.SKU == "MUG" && asked != there {
						t.Errorf("%d mugs are promised, want all %d", asked, there)
					}
				}
				return nil
			})
			s.balanced()
		})
	}
}
