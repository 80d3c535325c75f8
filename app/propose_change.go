package app

import (
	"context"
	"slices"

	"packbench/data"
)

// Move puts a shipment (of a zone proposal: its part in the list's zone) onto
// another list, len(Lists) for one of its own. Only the lists that it touches are
// planned anew; the cart's limits are kept.
func (p PickProposal) Move(shipment int64, list int) (PickProposal, error) {
	zone := ""
	if list >= 0 && list < len(p.Lists) {
		zone = p.Lists[list].Zone
	}
	from := slices.IndexFunc(p.Lists, func(l ProposedList) bool {
		return l.has(shipment) && (list >= len(p.Lists) || l.Zone == zone)
	})
	if from < 0 {
		return p, data.Refused("pick", "move the part that is in this zone", "nothing of that shipment is on a list that could be joined")
	}
	if from == list {
		return p, nil
	}
	moved := p.parts(from, []int64{shipment})
	return p.change(map[int][]pickPart{from: p.rest(from, []int64{shipment})}, list, p.Lists[from], moved)
}

// Split takes shipments off a list and gives them one of their own.
func (p PickProposal) Split(list int, shipments []int64) (PickProposal, error) {
	if list < 0 || list >= len(p.Lists) {
		return p, data.NotFound("there is no list %d in this plan", list+1)
	}
	moved, rest := p.parts(list, shipments), p.rest(list, shipments)
	if len(moved) == 0 || len(rest) == 0 {
		return p, data.Invalid("shipments", "choose some of the list's shipments, not all and not none")
	}
	return p.change(map[int][]pickPart{list: rest}, len(p.Lists), p.Lists[list], moved)
}

// Join puts all of another list onto a list.
func (p PickProposal) Join(list, other int) (PickProposal, error) {
	if list < 0 || list >= len(p.Lists) || other < 0 || other >= len(p.Lists) || list == other {
		return p, data.NotFound("choose two lists of this plan")
	}
	return p.change(map[int][]pickPart{other: nil}, list, p.Lists[other], p.parts(other, nil))
}

// Drop leaves a shipment out: it waits for the next plan.
func (p PickProposal) Drop(shipment int64) (PickProposal, error) {
	without := make(map[int][]pickPart)
	for i, l := range p.Lists {
		if l.has(shipment) {
			without[i] = p.rest(i, []int64{shipment})
		}
	}
	if len(without) == 0 {
		return p, data.NotFound("that shipment is on no list of this plan")
	}
	for i, w := range p.Waves {
		w.Shipments = slices.DeleteFunc(slices.Clone(w.Shipments), func(id int64) bool { return id == shipment })
		if i == 0 {
			p.Waves = slices.Clone(p.Waves)
		}
		p.Waves[i] = w
	}
	return p.change(without, -1, ProposedList{}, nil)
}

func (l ProposedList) has(shipment int64) bool {
	return slices.ContainsFunc(l.Slots, func(s ProposedSlot) bool { return s.ShipmentID == shipment })
}

// parts are what a list fetches of some shipments, nil for all, in the order of
// their slots.
func (p PickProposal) parts(list int, of []int64) (parts []pickPart) {
	for _, s := range p.Lists[list].Slots {
		if of != nil && !slices.Contains(of, s.ShipmentID) {
			continue
		}
		part := pickPart{order: p.plan.orders[s.ShipmentID]}
		for _, st := range p.Lists[list].Stops {
			if st.ShipmentID == s.ShipmentID {
				part.stops = append(part.stops, st)
			}
		}
		parts = append(parts, part)
	}
	return parts
}

// rest are the parts of a list without some shipments; never nil, so that what is
// left empty goes.
func (p PickProposal) rest(list int, without []int64) []pickPart {
	rest := []pickPart{}
	for _, part := range p.parts(list, nil) {
		if !slices.Contains(without, part.order.ShipmentID) {
			rest = append(rest, part)
		}
	}
	return rest
}

// change plans the lists anew that get other parts (none: the list goes), and adds
// more to list to, len(Lists) for a new one like the one given.
func (p PickProposal) change(lists map[int][]pickPart, to int, like ProposedList, more []pickPart) (PickProposal, error) {
	if p.plan == nil {
		return p, data.Refused("pick", "plan again", "this plan can't be changed any more")
	}
	switch {
	case len(more) == 0:
	case to < 0 || to > len(p.Lists):
		return p, data.NotFound("there is no list %d in this plan", to+1)
	case to < len(p.Lists):
		into := p.Lists[to]
		if into.Chain > 0 || like.Chain > 0 {
			return p, data.Refused("pick", "plan again without passing on", "a cart that is passed from zone to zone can't be changed one list at a time")
		}
		if into.Zone != like.Zone || into.Wave != like.Wave {
			return p, data.Refused("pick", "choose a list of the same zone and wave", "these lists do not go together")
		}
		all := append(p.parts(to, nil), more...)
		bulk := into.Bulk && like.Bulk
		if why := p.plan.overCart(all, bulk); why != "" {
			return p, data.Refused("pick", "choose another list or a larger cart", "that would be %s", why)
		}
		lists[to] = all
	}
	out := p
	out.Lists = nil
	for i, l := range p.Lists {
		parts, touched := lists[i]
		if !touched {
			out.Lists = append(out.Lists, l)
			continue
		}
		if len(parts) == 0 {
			continue
		}
		if i == to && len(parts) > 1 {
			l.Bulk = l.Bulk && like.Bulk
			if l.Method == PickSingle {
				l.Method = PickBatch
			}
		}
		l, err := p.plan.walked(context.Background(), l, parts, l.slots())
		if err != nil {
			return p, err
		}
		out.Lists = append(out.Lists, l)
	}
	if to == len(p.Lists) && len(more) > 0 {
		fresh := ProposedList{Method: like.Method, Bulk: like.Bulk, Zone: like.Zone, Wave: like.Wave}
		if fresh.Method == PickBatch && len(more) == 1 {
			fresh.Method, fresh.Bulk = PickSingle, false
		}
		l, err := p.plan.walked(context.Background(), fresh, more, nil)
		if err != nil {
			return p, err
		}
		out.Lists = append(out.Lists, l)
	}
	bound := p.Total.Bound
	if len(more) == 0 || to < len(p.Lists) && !alike(p.Lists[to], like) {
		bound = 0 // fewer orders, or what was kept apart together, may walk less
	}
	out.Waves = slices.Clone(p.Waves)
	out.sum()
	out.Total.Bound = bound
	return out, nil
}

// alike says that two lists are of what was put onto carts together, so that what
// is proved of all their walks holds still when orders change between them.
func alike(a, b ProposedList) bool {
	return a.Method == b.Method && a.Method != PickSingle && a.Bulk == b.Bulk && a.Zone == b.Zone && a.CutOff == b.CutOff
}

// slots are the compartments that a chain of lists shares; nil where the list is
// free to name its own.
func (l ProposedList) slots() map[int64]string {
	if l.Chain == 0 {
		return nil
	}
	slots := make(map[int64]string, len(l.Slots))
	for _, s := range l.Slots {
		slots[s.ShipmentID] = s.Slot
	}
	return slots
}
