package data_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// A shop with an order at every stage goes from its file to the server and back:
// all of it comes over, the books hold, work goes on with the next numbers, and
// the places that it left say where it is.
func TestAShopMovesToTheServerAndBack(t *testing.T) {
	if datatest.Server() == "" {
		t.Skip("it needs a server: PACKBENCH_POSTGRES names one")
	}
	file := filepath.Join(t.TempDir(), "shop.packbench")
	s := newShopAt(t, file)
	stages := fill(s)
	last := s.place(want{s.card, 1})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	server := datatest.Place(t)
	back := filepath.Join(t.TempDir(), "back.packbench")
	for _, way := range [][2]string{{file, server}, {server, back}} {
		told := map[string]bool{}
		var steps []data.MoveStep
		m, err := data.Relocate(t.Context(), way[0], way[1], data.Options{}, func(at data.Moving) {
			if at.Step == data.MoveTables {
				told[at.Table] = true
			}
			if len(steps) == 0 || steps[len(steps)-1] != at.Step {
				steps = append(steps, at.Step)
			}
		})
		if err != nil {
			t.Fatalf("%s to %s: %v", way[0], way[1], err)
		}
		if len(told) != len(m.Tables) || m.Rows() < 200 || len(m.Rules) < 30 {
			t.Errorf("%d tables told, %d rows of %d tables, %d rules", len(told), m.Rows(), len(m.Tables), len(m.Rules))
		}
		if n := len(steps); n < 3 || steps[n-3] != data.MoveTables || steps[n-2] != data.MoveProof || steps[n-1] != data.MoveClose {
			t.Errorf("the steps were %v", steps)
		}
		if _, err := data.Open(t.Context(), way[0], data.Options{}); data.KindOf(err) != data.KindRefused {
			t.Errorf("the place that it left says %v", err)
		}
		if _, err := data.Relocate(t.Context(), way[0], way[1], data.Options{}, nil); data.KindOf(err) != data.KindRefused {
			t.Errorf("moved twice: %v", err)
		}
		now, err := data.Open(t.Context(), way[1], data.Options{})
		if err != nil {
			t.Fatal(err)
		}
		there := &shop{Store: now, at: way[1], t: t, mug: s.mug, lamp: s.lamp, card: s.card, customer: s.customer, address: s.address, clock: s.clock}
		if o := there.place(want{s.card, 1}); o.Number != last.Number+1 {
			t.Errorf("the next order is %d, want %d", o.Number, last.Number+1)
		} else {
			last = o
		}
		there.read(func(ctx context.Context, v *data.View) error {
			o, err := v.Order(ctx, stages["packed"])
			if err == nil && o.Stage != data.Packed {
				err = fmt.Errorf("the packed order is %s", o.Stage)
			}
			if hits, e := v.Search(ctx, "product", "lam", 5); e != nil || len(hits) != 1 {
				t.Errorf("a search finds %+v, %v", hits, e)
			}
			return err
		})
		there.balanced()
		if err := now.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(file + ".before-move"); err != nil {
		t.Errorf("the file was not copied first: %v", err)
	}
}

// A place with a shop in it is no place to move to, and nothing changes at
// either.
func TestAShopDoesNotMoveOntoAnother(t *testing.T) {
	datatest.Alone(t)
	s, other := newShop(t), newShop(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := data.Relocate(t.Context(), s.at, other.at, data.Options{}, nil); data.KindOf(err) != data.KindRefused {
		t.Errorf("it says %v", err)
	}
	for _, at := range []string{s.at, other.at} {
		books, err := data.Open(t.Context(), at, data.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := books.Close(); err != nil {
			t.Error(err)
		}
	}
}
