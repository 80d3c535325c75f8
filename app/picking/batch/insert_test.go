package batch

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// An urgent order joins what remains of a walk; what is passed is not gone back to
// in the list, and the rest keeps its sequence.
func TestUrgentOrderJoinsAWalkThatHasBegun(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 6))
		d := someDay(r, 0)
		between, err := d.rows.Between()
		if err != nil {
			t.Fatal(err)
		}
		length := func(walk []int32) int64 {
			sum, from := int64(0), Start
			for _, p := range append(slices.Clone(walk), End) {
				sum += between(from, p)
				from = p
			}
			return sum
		}
		walk := make([]int32, r.IntN(8))
		for i := range walk {
			walk[i] = int32(i)
		}
		passed := r.IntN(len(walk) + 1)
		order := make([]int32, r.IntN(4))
		for i := range order {
			order[i] = int32(20 + r.IntN(20))
		}
		got := Insert(walk, passed, order, between)
		if !slices.Equal(got.Walk[:passed], walk[:passed]) {
			t.Fatalf("passed %v became %v", walk[:passed], got.Walk)
		}
		var old, added []int32
		for _, p := range got.Walk {
			if p < 20 {
				old = append(old, p)
			} else {
				added = append(added, p)
			}
		}
		slices.Sort(added)
		slices.Sort(order)
		if !slices.Equal(old, walk) || !slices.Equal(added, order) {
			t.Fatalf("%v with %v became %v", walk, order, got.Walk)
		}
		if extra := length(got.Walk) - length(walk); extra != got.Extra {
			t.Fatalf("%d further, said to be %d", extra, got.Extra)
		}
		if len(order) == 1 { // no other position is better
			for i := passed; i <= len(walk); i++ {
				if l := length(slices.Insert(slices.Clone(walk), i, order[0])); l < length(got.Walk) {
					t.Fatalf("before %d it is %d long, not %d", i, l, length(got.Walk))
				}
			}
		}
	}
}

func TestPlaceStillToComeCostsNothing(t *testing.T) {
	d := someDay(rand.New(rand.NewPCG(1, 1)), 0)
	between, err := d.rows.Between()
	if err != nil {
		t.Fatal(err)
	}
	if got := Insert([]int32{3, 9, 4}, 1, []int32{4}, between); got.Extra != 0 {
		t.Errorf("%+v, want nothing extra", got)
	}
}

func TestSinglesAreFetchedInBulk(t *testing.T) {
	one := Order{Places: []int32{4}, Items: 3, Weight: 10}
	two := Order{Places: []int32{4, 5}, Items: 2}
	alone := one
	alone.Alone = true
	singles, others := Singles([]Order{two, one, alone, one})
	if !slices.Equal(singles, []int{1, 3}) || !slices.Equal(others, []int{0, 2}) {
		t.Errorf("singles %v, others %v", singles, others)
	}
	cart := Cart{Orders: 1, Slots: 1, Weight: 20, Slot: Slot{Items: 1}}
	if err := cart.Takes(one, one); err == nil {
		t.Error("a cart of one order took two")
	}
	if err := cart.Bulk().Takes(one, one); err != nil {
		t.Errorf("in bulk: %v", err)
	}
	if err := cart.Bulk().Takes(one, one, one); err == nil {
		t.Error("30 g went on a cart for 20")
	}
}

func TestOrdersThatShareNoCart(t *testing.T) {
	plain := Order{Places: []int32{1}}
	for what, change := range map[string]func(*Order){
		"orders[1].alone":   func(o *Order) { o.Alone = true },
		"orders[1].cut_off": func(o *Order) { o.CutOff = 1 },
		"orders[1].zone":    func(o *Order) { o.Zone = "cold" },
		"orders[1].fragile": func(o *Order) { o.Fragile = true },
	} {
		other := plain
		change(&other)
		if err := (Cart{}).Takes(plain, other); err == nil || err.(*Fault).What != what {
			t.Errorf("%s: %v", what, err)
		}
		if err := (Cart{}).Takes(other); err != nil {
			t.Errorf("%s on its own: %v", what, err)
		}
	}
}
