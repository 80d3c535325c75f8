package advice_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"packbench/app/picking"
	"packbench/app/picking/advice"
)

// shop is six aisles of 20 bays with one product in each but for the last aisle,
// which is empty.
func shop(t testing.TB) (picking.Map, []picking.Place, *picking.Floor, []advice.Item) {
	r := &picking.RowPlan{Bays: 20, BayWidth: 1000, FirstBay: 1, CrossWidth: 2000}
	var places []picking.Place
	var items []advice.Item
	for _, a := range "ABCDEF" {
		r.Aisles = append(r.Aisles, picking.RowAisle{Code: string(a), Pitch: 3000})
		for bay := 1; bay <= 20; bay++ {
			id := int64(len(places) + 1)
			places = append(places, picking.Place{ID: id, Code: fmt.Sprintf("%c-%02d", a, bay)})
			if a != 'F' {
				items = append(items, advice.Item{Product: 1000 + id, Place: id, Volume: 100})
			}
		}
	}
	m := picking.Map{Kind: picking.Rows, Pattern: "{aisle}-{bay}", Rows: r}
	f, err := picking.NewFloor(m, places)
	if err != nil {
		t.Fatal(err)
	}
	return m, places, f, items
}

func ids(places []picking.Place) []int64 {
	out := make([]int64, len(places))
	for i, p := range places {
		out[i] = p.ID
	}
	return out
}

// The product at the far end of E is on every list: it comes to the front.
func TestWhatSellsMostComesNear(t *testing.T) {
	_, places, f, items := shop(t)
	r := rand.New(rand.NewPCG(1, 1))
	best := items[4*20+19].Product
	var past advice.Past
	for range 60 {
		past.Lists = append(past.Lists, []int64{best, items[r.IntN(20)].Product})
	}
	past.Weeks = 4
	got := advice.Slot(context.Background(), f, items, ids(places), past, advice.Options{Most: 3})
	if len(got.Swaps) == 0 || got.Swaps[0].Product != best {
		t.Fatalf("advice %+v", got)
	}
	s := got.Swaps[0]
	if code := places[s.To-1].Code; !strings.HasPrefix(code, "A-") && !strings.HasPrefix(code, "B-0") {
		t.Errorf("it goes to %s", code)
	}
	// Walked again by hand: what the swap is said to save.
	walk := func(at map[int64]int64) int64 {
		sum := int64(0)
		for _, l := range past.Lists {
			var there []int64
			for _, p := range l {
				there = append(there, at[p])
			}
			sum += f.NewMeter().Length(there)
		}
		return sum
	}
	at := make(map[int64]int64)
	for _, it := range items {
		at[it.Product] = it.Place
	}
	before := walk(at)
	if got.Before != before/4 {
		t.Errorf("before %d, walked %d", got.Before, before/4)
	}
	for _, s := range got.Swaps {
		at[s.Product] = s.To
		if s.Other > 0 {
			at[s.Other] = s.From
		}
	}
	if after := walk(at); got.After != after/4 || after >= before {
		t.Errorf("after %d, walked %d, before %d", got.After, after/4, before/4)
	}
}

func TestWhatIsFixedOrTooLargeStays(t *testing.T) {
	_, places, f, items := shop(t)
	best := len(items) - 1
	var past advice.Past
	for range 30 {
		past.Lists = append(past.Lists, []int64{items[best].Product})
	}
	past.Weeks = 1
	items[best].Fixed = true
	if got := advice.Slot(context.Background(), f, items, ids(places), past, advice.Options{}); len(got.Swaps) > 0 {
		t.Errorf("a fixed product moves: %+v", got.Swaps)
	}
	items[best].Fixed, items[best].Volume = false, 1000
	for _, s := range advice.Slot(context.Background(), f, items, ids(places), past, advice.Options{}).Swaps {
		if s.Product == items[best].Product && s.Other != 0 {
			t.Errorf("a large product changes with a small one: %+v", s)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got := advice.Slot(ctx, f, items, ids(places), past, advice.Options{}); !got.Stopped {
		t.Error("a stop was not heard")
	}
}

// A cross aisle in the middle saves about a fifth with lists of several picks
// (reference: 20 % on the published lists).
func TestAMiddleCrossAisleSaves(t *testing.T) {
	m, places, _, _ := shop(t)
	r := rand.New(rand.NewPCG(2, 2))
	var lists [][]int64
	for range 100 {
		var l []int64
		for range 8 {
			l = append(l, int64(1+r.IntN(len(places))))
		}
		lists = append(lists, l)
	}
	got, err := advice.WhatIf(context.Background(), m, places, lists, nil)
	if err != nil || len(got) == 0 {
		t.Fatalf("%v %v", got, err)
	}
	for i, l := range got {
		t.Logf("%s saves %.1f %%", l.Title, 100*l.Saves())
		if l.After >= l.Before || i > 0 && l.After < got[i-1].After {
			t.Errorf("layout %+v", l)
		}
	}
	if middle := got[0]; !strings.HasPrefix(middle.Title, "a cross aisle after bay 1") || middle.Saves() < 0.05 {
		t.Errorf("the best is %s, it saves %.3f", middle.Title, middle.Saves())
	}
	if none, err := advice.WhatIf(context.Background(), picking.Map{}, places, lists, nil); none != nil || err != nil {
		t.Errorf("without rows: %v %v", none, err)
	}
}

func BenchmarkSlot(b *testing.B) {
	_, places, f, items := shop(b)
	r := rand.New(rand.NewPCG(3, 3))
	past := advice.Past{Weeks: 4}
	rank := r.Perm(len(items)) // what sells lies anywhere
	for range 1000 {
		var l []int64
		for range 5 {
			l = append(l, items[rank[int(r.ExpFloat64()*15)%len(items)]].Product)
		}
		past.Lists = append(past.Lists, l)
	}
	for b.Loop() {
		got := advice.Slot(context.Background(), f, items, ids(places), past, advice.Options{Worth: 1})
		b.ReportMetric(100*(1-float64(got.After)/float64(got.Before)), "%saved")
		b.ReportMetric(float64(len(got.Swaps)), "swaps")
	}
}
