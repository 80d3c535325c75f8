package page

import (
	"context"
	"fmt"
	"testing"
	"time"

	"packbench/data"
)

func TestWhoElseHasItOpenIsSaidInALine(t *testing.T) {
	me := data.Actor{User: "Anna", Desk: "desk 1"}
	there := func(who, desk string, changing bool) data.Presence {
		return data.Presence{Actor: data.Actor{User: who, Desk: desk}, Changing: changing}
	}
	for _, c := range []struct {
		others []data.Presence
		says   string
		state  State
	}{
		{nil, "", Plain},
		{[]data.Presence{there("Ben", "desk 2", false)}, "Ben at desk 2 has this order open", Info},
		{[]data.Presence{there("Ben", "desk 2", true)}, "Ben at desk 2 is changing this order", Warning},
		{[]data.Presence{there("Ben", "desk 2", false), there("Ben", "desk 2", false)}, "Ben at desk 2 has this order open", Info},
		{[]data.Presence{there("Ben", "desk 2", false), there("Cara", "desk 3", false), there("Dan", "desk 4", false)}, "Ben at desk 2, Cara at desk 3 and Dan at desk 4 have this order open", Info},
		{[]data.Presence{there("Ben", "desk 2", true), there("Cara", "desk 3", false)}, "Ben at desk 2 is changing this order; Cara at desk 3 has this order open", Warning},
		{[]data.Presence{there("Anna", "desk 1", false)}, "Another window of yours has this order open", Info},
	} {
		if says, state := companyWords(c.others, me, "order"); says != c.says || state != c.state {
			t.Errorf("%+v: it says %q, %v", c.others, says, state)
		}
	}
}

// door is a shop in which somebody is there or not.
type door struct {
	others []data.Presence
	heard  []string
}

func (d *door) Company(_ context.Context, _ data.Actor, entity string, id int64, changing bool) ([]data.Presence, error) {
	d.heard = append(d.heard, fmt.Sprint(entity, id, changing))
	return d.others, nil
}

func (d *door) Leave(_ context.Context, entity string, id int64) error {
	d.heard = append(d.heard, fmt.Sprint("left ", entity, id))
	return nil
}

func TestWhoComesAndGoesIsSeenWhileThePageIsOpen(t *testing.T) {
	d, clock, drawn, changing := &door{}, &Manual{}, 0, false
	c := NewCompany(d, clock.Runner(), func() data.Actor { return data.Actor{User: "Anna"} }, "order", func() bool { return changing }, func() { drawn++ })
	c.Open(0) // not known yet
	c.Open(7)
	c.Open(7)
	clock.Drain()
	d.others, changing = []data.Presence{{Actor: data.Actor{User: "Ben"}}}, true
	clock.Pass(companyEach)
	clock.Drain()
	if c.Says != "Ben has this order open" || drawn != 1 {
		t.Errorf("it says %q, drawn %d times", c.Says, drawn)
	}
	c.Close()
	clock.Drain()
	clock.Pass(time.Minute)
	clock.Drain()
	if got := fmt.Sprint(d.heard); got != "[order7 false order7 true left order7]" {
		t.Errorf("the shop heard %s", got)
	}
}
