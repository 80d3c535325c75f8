package packing

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var shopBoxes = []Box{
	{ID: 1, Code: "S", Inner: [3]int64{200, 150, 100}, Outer: [3]int64{206, 156, 110}, Tare: 90, MaxWeight: 5000, Cost: 30, Stock: Uncounted},
	{ID: 2, Code: "M", Inner: [3]int64{300, 220, 160}, Outer: [3]int64{306, 226, 170}, Tare: 180, MaxWeight: 10000, Cost: 55, Stock: Uncounted},
	{ID: 3, Code: "L", Inner: [3]int64{450, 350, 300}, Outer: [3]int64{458, 358, 314}, Tare: 420, MaxWeight: 20000, Cost: 110, Stock: Uncounted},
	{ID: 4, Code: "TUBE", Inner: [3]int64{900, 80, 80}, Outer: [3]int64{910, 90, 90}, Tare: 150, MaxWeight: 3000, Cost: 80, Stock: Uncounted},
}

func mug(qty int64) Item {
	return Item{ID: 11, Name: "Mug", Size: [3]int64{120, 90, 100}, Weight: 350, Qty: qty}
}

func TestChooseTakesTheSmallestBox(t *testing.T) {
	cases := []struct {
		name  string
		items []Item
		want  []string // box codes
	}{
		{"one mug", []Item{mug(1)}, []string{"S"}},
		{"two mugs", []Item{mug(2)}, []string{"S"}},
		{"three mugs are over 85 % of the small box", []Item{mug(3)}, []string{"M"}},
		{"a rolled poster goes by its longest side", []Item{{ID: 12, Name: "Poster", Size: [3]int64{60, 850, 60}, Weight: 200, Qty: 1}}, []string{"TUBE"}},
		{"a heavy anvil needs the box that carries it", []Item{{ID: 13, Name: "Anvil", Size: [3]int64{100, 100, 90}, Weight: 12000, Qty: 1}}, []string{"L"}},
		{"sixty mugs: full large boxes, then what the last needs", []Item{mug(60)}, []string{"L", "L"}},
		{"thirty-eight mugs leave two for a small one", []Item{mug(38)}, []string{"L", "S"}},
		{"lamp ships alone, mug beside it", []Item{mug(1), {ID: 14, Name: "Lamp", Size: [3]int64{180, 90, 90}, Weight: 700, Qty: 2, ShipsAlone: true}}, []string{"S", "S", "S"}},
		{"a tube and a box", []Item{mug(3), {ID: 12, Name: "Poster", Size: [3]int64{60, 850, 60}, Weight: 200, Qty: 1}}, []string{"TUBE", "M"}},
		{"a line of none is no matter", []Item{mug(1), {ID: 15}}, []string{"S"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			plan, err := Choose(shopBoxes, c.items)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range plan.Parcels {
				got = append(got, p.Box.Code)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("boxes %v, want %v", got, c.want)
			}
		})
	}
}

func TestChooseSaysWhatTheParcelWeighs(t *testing.T) {
	plan, err := Choose(shopBoxes, []Item{mug(2)})
	if err != nil {
		t.Fatal(err)
	}
	p := plan.Parcels[0]
	// Room 3 l, mugs 2.16 l, so 0.84 l (28 %) to fill with paper of 15 g a litre.
	if want := (Material{Name: Paper, Volume: 840_000, Weight: 13}); p.Material != want {
		t.Errorf("filling %+v, want %+v", p.Material, want)
	}
	if want := int64(2*350 + 90 + 13); p.Weight != want {
		t.Errorf("weighs %d g, want %d", p.Weight, want)
	}
	if p.Fill != 0.72 {
		t.Errorf("fill %v, want 0.72", p.Fill)
	}
	if want := "smallest box for about 2.2 l and 0.7 kg"; p.Reason != want {
		t.Errorf("reason %q, want %q", p.Reason, want)
	}
}

func TestChooseRefusesInWords(t *testing.T) {
	few := slices.Clone(shopBoxes[:1])
	few[0].Stock = 1
	none := slices.Clone(shopBoxes[:1])
	none[0].Stock = 0
	cases := []struct {
		name  string
		boxes []Box
		items []Item
		want  error
		says  string
	}{
		{"nothing ordered", shopBoxes, nil, ErrNothing, "nothing to pack"},
		{"size never measured", shopBoxes, []Item{{ID: 1, Name: "Clock", Weight: 5, Qty: 1}}, ErrNoSize, "Clock has no size"},
		{"weight never taken", shopBoxes, []Item{{ID: 7, Size: [3]int64{1, 1, 1}, Qty: 1}}, ErrNoWeight, "item 7 has no weight"},
		{"a ladder", shopBoxes, []Item{{ID: 1, Name: "Ladder", Size: [3]int64{2000, 300, 80}, Weight: 9000, Qty: 1}}, ErrTooLarge, "Ladder is larger"},
		{"lead", shopBoxes, []Item{{ID: 1, Name: "Lead", Size: [3]int64{100, 100, 100}, Weight: 25000, Qty: 1}}, ErrTooHeavy, "Lead is heavier"},
		{"less than nothing", shopBoxes, []Item{{ID: 1, Name: "Cup", Size: [3]int64{9, 9, 9}, Weight: 9, Qty: -1}}, ErrBadNumber, "Cup has a size, weight or quantity out of range"},
		{"no boxes at all", nil, []Item{mug(1)}, ErrNoBoxes, "no box"},
		{"boxes all used", none, []Item{mug(1)}, ErrNoBoxes, "no box"},
		{"boxes run out on the way", few, []Item{mug(9)}, ErrRunOut, "run out"},
		{"two things wrong are both named", shopBoxes, []Item{{ID: 2, Name: "Bell", Weight: 5, Qty: 1}, {ID: 1, Name: "Ash", Size: [3]int64{5, 5, 5}, Qty: 1}}, ErrNoWeight, "Ash has no weight; Bell has no size"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			plan, err := Choose(c.boxes, c.items)
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want one that says %q", err, c.says)
			}
			if len(plan.Parcels) > 0 {
				t.Error("a refusal came with a plan")
			}
		})
	}
}

func TestChooseUsesBoxesThatAreThere(t *testing.T) {
	boxes := slices.Clone(shopBoxes)
	boxes[2].Stock = 1
	plan, err := Choose(boxes, []Item{mug(60)})
	if err != nil {
		t.Fatal(err)
	}
	large := 0
	for _, p := range plan.Parcels {
		if p.Box.Code == "L" {
			large++
		}
	}
	if large != 1 {
		t.Errorf("%d large boxes of the one in stock", large)
	}
}

func TestFillingGoesByTheEmptyShare(t *testing.T) {
	box := shopBoxes[0] // 3 l
	cases := []struct {
		volume int64
		want   Material
	}{
		{3_000_000, Material{}},
		{4_000_000, Material{}},
		{2_250_000, Material{}},
		{2_249_999, Material{Paper, 750_001, 12}},
		{1_200_000, Material{Paper, 1_800_000, 27}},
		{1_199_999, Material{Cushions, 1_800_001, 6}},
		{0, Material{Cushions, 3_000_000, 9}},
	}
	for _, c := range cases {
		if got := Filling(box, c.volume); got != c.want {
			t.Errorf("%d mm³ of goods: %+v, want %+v", c.volume, got, c.want)
		}
	}
}

func drawItems(t *rapid.T) []Item {
	n := rapid.IntRange(1, 12).Draw(t, "items")
	items := make([]Item, n)
	for i := range items {
		side := rapid.Int64Range(1, 320)
		items[i] = Item{
			ID:         rapid.Int64Range(1, 8).Draw(t, "id"),
			Size:       [3]int64{side.Draw(t, "l"), side.Draw(t, "w"), side.Draw(t, "h")},
			Weight:     rapid.Int64Range(1, 4000).Draw(t, "weight"),
			Qty:        rapid.Int64Range(1, 40).Draw(t, "qty"),
			ShipsAlone: rapid.IntRange(0, 9).Draw(t, "alone") == 0,
		}
	}
	return items
}

func TestPlansHoldWhatWasOrdered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := drawItems(t)
		plan, err := Choose(shopBoxes, items)
		if err != nil {
			if !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrTooHeavy) {
				t.Fatal(err)
			}
			return
		}
		want := map[int64]int64{}
		for _, it := range items {
			want[it.ID] += it.Qty
		}
		for _, p := range plan.Parcels {
			if len(p.Contents) == 0 {
				t.Fatal("an empty parcel")
			}
			if p.Weight > p.Box.MaxWeight {
				t.Fatalf("%d g in a box for %d", p.Weight, p.Box.MaxWeight)
			}
			if p.Fill <= 0 || p.Fill > 1 {
				t.Fatalf("fill %v", p.Fill)
			}
			for _, c := range p.Contents {
				want[c.Item] -= c.Qty
				if c.Qty <= 0 {
					t.Fatalf("%d of item %d", c.Qty, c.Item)
				}
			}
		}
		for id, left := range want {
			if left != 0 {
				t.Fatalf("item %d: %d more ordered than packed", id, left)
			}
		}
	})
}

func TestPlansDoNotDependOnTheOrderOfLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := drawItems(t)
		boxes := slices.Clone(shopBoxes)
		for i := range boxes {
			boxes[i].Stock = rapid.Int64Range(-1, 6).Draw(t, "stock")
		}
		plan, err := Choose(boxes, items)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		r.Shuffle(len(boxes), func(i, j int) { boxes[i], boxes[j] = boxes[j], boxes[i] })
		again, err2 := Choose(boxes, items)
		if (err == nil) != (err2 == nil) || err != nil && err.Error() != err2.Error() {
			t.Fatalf("%v, then %v", err, err2)
		}
		if !reflect.DeepEqual(plan, again) {
			t.Fatalf("%+v, then %+v", plan, again)
		}
	})
}

func TestChooseNeverUsesMoreBoxesThanThereAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		boxes := slices.Clone(shopBoxes)
		for i := range boxes {
			boxes[i].Stock = rapid.Int64Range(0, 9).Draw(t, "stock")
		}
		plan, err := Choose(boxes, drawItems(t))
		if err != nil {
			return
		}
		used := map[int64]int64{}
		for _, p := range plan.Parcels {
			used[p.Box.ID]++
		}
		for _, b := range boxes {
			if used[b.ID] > b.Stock {
				t.Fatalf("%d of box %s used, %d in stock", used[b.ID], b.Code, b.Stock)
			}
		}
	})
}

func TestOneBoxIsEnoughWhenOneIsEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := drawItems(t)
		var volume, weight int64
		for i := range items {
			items[i].ShipsAlone = false
			for j := range items[i].Size {
				items[i].Size[j] = min(items[i].Size[j], 300)
			}
			volume += volumeOf(items[i].Size) * items[i].Qty
			weight += items[i].Weight * items[i].Qty
		}
		l := shopBoxes[2]
		if volume > volumeOf(l.Inner)/100*UsablePercent || weight > l.MaxWeight-l.Tare-mostFilling(l) {
			t.Skip("more than the large box takes")
		}
		plan, err := Choose(shopBoxes, items)
		if err != nil || len(plan.Parcels) != 1 {
			t.Fatalf("%d parcels, %v", len(plan.Parcels), err)
		}
	})
}

// The largest order of the sample year has 1,114 lines of a few units each; the
// other is as long with a thousand units a line, more than a million in all.
func BenchmarkChoose1100Lines(b *testing.B)    { benchmarkLines(b, 12) }
func BenchmarkChooseMillionUnits(b *testing.B) { benchmarkLines(b, 2000) }

func benchmarkLines(b *testing.B, most int64) {
	r := rand.New(rand.NewPCG(1, 2))
	items := make([]Item, 1100)
	for i := range items {
		items[i] = Item{ID: int64(i + 1), Size: [3]int64{20 + r.Int64N(150), 20 + r.Int64N(120), 5 + r.Int64N(100)}, Weight: 10 + r.Int64N(600), Qty: 1 + r.Int64N(most)}
	}
	b.ReportAllocs()
	for b.Loop() {
		plan, err := Choose(shopBoxes, items)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(plan.Parcels)), "parcels")
	}
}

func BenchmarkChooseUsualOrder(b *testing.B) {
	items := []Item{mug(4), {ID: 2, Size: [3]int64{60, 60, 20}, Weight: 50, Qty: 12}, {ID: 3, Size: [3]int64{210, 148, 4}, Weight: 90, Qty: 2}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Choose(shopBoxes, items); err != nil {
			b.Fatal(err)
		}
	}
}
