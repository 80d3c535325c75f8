package batch

import "testing"

func TestACartTakesWhatItHolds(t *testing.T) {
	one := Order{Places: []int32{4}, Items: 3, Weight: 10}
	if err := (Cart{Orders: 1}).Takes(one, one); err == nil {
		t.Error("a cart of one order took two")
	}
	if err := (Cart{Weight: 20}).Takes(one, one); err != nil {
		t.Errorf("20 g on a cart for 20: %v", err)
	}
	if err := (Cart{Weight: 20}).Takes(one, one, one); err == nil {
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

// Takes says why orders may not share the cart, nil where they may: the rules once
// more, to judge plans by.
func (c Cart) Takes(orders ...Order) error {
	var sum load
	takes, names := c.limits(), c.amounts()
	for i := range orders {
		o, first := &orders[i], &orders[0]
		switch {
		case o.Alone && len(orders) > 1:
			return &Fault{orderAt(i, "alone"), "the order shares its cart with no other"}
		case o.CutOff != first.CutOff:
			return &Fault{orderAt(i, "cut_off"), "the order leaves with another wave"}
		case o.Zone != first.Zone:
			return &Fault{orderAt(i, "zone"), "the order lies in another zone"}
		case o.Fragile != first.Fragile:
			return &Fault{orderAt(i, "fragile"), "fragile orders share a cart with fragile ones only"}
		}
		sum = sum.plus(o.load(c))
	}
	for k := range sum {
		if sum[k] > takes[k] {
			return &Fault{names[k].name, tooMuch(sum[k], takes[k])}
		}
	}
	return nil
}
