package app

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"packbench/app/picking"
	"packbench/data"
)

// ProposePicking plans the day's work and writes nothing. What can't be picked is
// named in Left; the rest is planned. When ctx is done after the books were read,
// the best plan so far is the answer.
func (s *Shop) ProposePicking(ctx context.Context, req PickingRequest, progress PickingProgress) (PickProposal, error) {
	var p PickProposal
	if err := req.check(); err != nil {
		return p, err
	}
	var d pickDay
	var wave data.Wave
	var zone *time.Location
	if err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		pr, err := profile(ctx, v)
		if err != nil {
			return err
		}
		zone = pr.Zone()
		floor, err := s.floor(ctx, v)
		if err != nil {
			return err
		}
		if d, err = s.readPicking(ctx, v, floor, req); err != nil || req.Wave == 0 {
			return err
		}
		wave, err = v.Wave(ctx, req.Wave)
		return err
	}); err != nil {
		return p, err
	}
	say := func(done float64, length int64) {
		if progress != nil {
			progress(min(done, 1), data.Millimetres(length))
		}
	}
	return d.propose(ctx, req, wave, zone, say)
}

func (r *PickingRequest) check() error {
	r.Method, r.Inside = cmp.Or(r.Method, PickAuto), cmp.Or(r.Inside, PickAuto)
	if r.Wave > 0 {
		r.Method = PickWave
	}
	if !slices.Contains([]string{PickAuto, PickSingle, PickBatch, PickZone, PickWave}, r.Method) {
		return data.Invalid("method", "%q is no way of picking: auto, single, batch, zone or wave", r.Method)
	}
	if !slices.Contains([]string{PickAuto, PickSingle, PickBatch, PickZone}, r.Inside) {
		return data.Invalid("inside", "%q is no way of picking inside a wave: auto, single, batch or zone", r.Inside)
	}
	if r.Again && (len(r.Shipments) > 0 || r.Wave > 0) {
		return data.Invalid("again", "lists are replaced when all that waits is planned, not some shipments of it")
	}
	if r.Search < 0 || r.Search > 10*time.Minute {
		return data.Invalid("search", "look for between 0 and 600 seconds")
	}
	r.Search = cmp.Or(r.Search, usualSearch)
	return nil
}

// propose makes the proposal of a day; when ctx is done the search ends.
func (d pickDay) propose(ctx context.Context, req PickingRequest, wave data.Wave, zone *time.Location, say func(done float64, length int64)) (PickProposal, error) {
	p := PickProposal{Method: req.Method, Left: d.left, Again: d.again, plan: d.plan}
	if req.Method == PickWave {
		p.Waves = wavesOf(d.orders, wave)
	} else {
		p.Waves = []ProposedWave{{}} // one that is none
	}
	var bound int64
	for i := range p.Waves {
		w := &p.Waves[i]
		orders := d.orders
		if req.Method == PickWave {
			orders = d.of(w.Shipments)
		}
		method, why := req.Method, []string(nil)
		if req.Method == PickWave {
			method = cmp.Or(wave.Method, req.Inside)
			if req.Inside != PickAuto {
				method = req.Inside
			}
		}
		search := req.Search * time.Duration(len(orders)) / time.Duration(max(1, len(d.orders)))
		var c composed
		var err error
		if method == PickAuto {
			c, method, why, err = d.plan.auto(ctx, orders, req.Pass, search, say)
		} else {
			c, err = d.plan.compose(ctx, orders, method, req.Pass, search, say)
		}
		if err != nil {
			return p, err
		}
		w.Inside = method
		if req.Method == PickWave {
			for k := range c.lists {
				c.lists[k].Wave = i + 1
			}
			p.Inside = method
		} else {
			p.Method = method
		}
		for k := range c.lists {
			if c.lists[k].Chain > 0 { // chains of different waves are different
				c.lists[k].Chain += len(p.Lists)
			}
		}
		w.Cost = cost(c.lists)
		bound += c.bound
		p.Lists = append(p.Lists, c.lists...)
		p.Left = append(p.Left, c.left...)
		p.Why = append(p.Why, d.plan.say(c.lists, method, *w, zone)...)
		p.Why = append(p.Why, why...)
	}
	if req.Method != PickWave {
		p.Waves = nil
	}
	p.sum()
	p.Total.Bound = data.Millimetres(bound)
	say(1, int64(p.Total.Length))
	return p, nil
}

// of are the orders of some shipments.
func (d pickDay) of(shipments []int64) (orders []*pickOrder) {
	for _, o := range d.orders {
		if slices.Contains(shipments, o.ShipmentID) {
			orders = append(orders, o)
		}
	}
	return orders
}

// wavesOf puts what leaves with one carrier at one time together, the earliest
// first; what no time is known for goes last, together. A planned wave is one.
func wavesOf(orders []*pickOrder, planned data.Wave) (waves []ProposedWave) {
	if planned.ID > 0 {
		waves = []ProposedWave{{ID: planned.ID, Carrier: planned.Carrier, CutOff: planned.CutOffAt}}
		for _, o := range orders {
			waves[0].Shipments = append(waves[0].Shipments, o.ShipmentID)
		}
		return waves
	}
	for _, o := range orders {
		carrier := o.Carrier
		if !o.CutOff.Set() {
			carrier = ""
		}
		i := slices.IndexFunc(waves, func(w ProposedWave) bool { return w.Carrier == carrier && w.CutOff == o.CutOff })
		if i < 0 {
			i = len(waves)
			waves = append(waves, ProposedWave{Carrier: carrier, CutOff: o.CutOff})
		}
		waves[i].Shipments = append(waves[i].Shipments, o.ShipmentID)
	}
	slices.SortStableFunc(waves, func(a, b ProposedWave) int { return laterCutOff(a.CutOff, b.CutOff) })
	return waves
}

// auto plans in the way that fits the day: carts, or zones where those walk much
// less and leave no more behind. Both are planned, since an estimate is wrong as
// often as not.
func (pl *pickPlan) auto(ctx context.Context, orders []*pickOrder, pass bool, search time.Duration, say func(done float64, length int64)) (composed, string, []string, error) {
	if len(orders) < 2 {
		c, err := pl.single(ctx, orders, "")
		return c, PickSingle, nil, err
	}
	zones := make(map[string]bool)
	for _, o := range orders {
		for z := range o.inZones() {
			zones[z] = true
		}
	}
	if len(zones) < 2 {
		c, err := pl.batches(ctx, orders, search, say)
		return c, PickBatch, nil, err
	}
	together, err := pl.batches(ctx, orders, search/2, func(done float64, length int64) { say(done/2, length) })
	if err != nil {
		return together, PickBatch, nil, err
	}
	whole := cost(together.lists)
	if !whole.Known {
		return together, PickBatch, []string{"Without a map nobody knows what zones would save."}, nil
	}
	apart, err := pl.zones(ctx, orders, pass, search/2, func(done float64, length int64) { say(0.5+done/2, length) })
	if err != nil {
		return together, PickBatch, nil, err
	}
	parts := cost(apart.lists)
	if len(apart.left) <= len(together.left) && parts.Seconds < whole.Seconds && int64(parts.Length)*10_000 < int64(whole.Length)*(10_000-zonesSaveBP) {
		return apart, PickZone, []string{fmt.Sprintf("Zones walk %d %% less.", 100-int64(parts.Length)*100/max(1, int64(whole.Length)))}, nil
	}
	return together, PickBatch, []string{"Zones would save nothing."}, nil
}

// say tells what a part of a proposal is.
func (pl *pickPlan) say(lists []ProposedList, method string, w ProposedWave, zone *time.Location) (why []string) {
	var bulk, bulkLists, carts, most, single, fragile int
	zones := make(map[string]bool)
	shipments := make(map[int64]int)
	for _, l := range lists {
		for _, s := range l.Slots {
			shipments[s.ShipmentID]++
		}
		zones[l.Zone] = true
		if fragileLast(l.Stops) {
			fragile++
		}
		switch {
		case l.Bulk:
			bulk += len(l.Slots)
			bulkLists++
		case l.Method == PickSingle:
			single++
		default:
			carts++
			most = max(most, len(l.Slots))
		}
	}
	var parts []string
	if len(w.Shipments) > 0 {
		name := cmp.Or(w.Carrier, "no cut-off")
		if w.CutOff.Set() {
			name += " at " + clock(w.CutOff, zone)
		}
		parts = append(parts, name)
	}
	if single > 0 && method != PickSingle {
		parts = append(parts, number(int64(single), "order that ships alone", "orders that ship alone"))
	} else if single > 0 {
		parts = append(parts, number(int64(single), "order on a walk of its own", "orders, each on a walk of its own"))
	}
	if bulk > 0 {
		parts = append(parts, fmt.Sprintf("%s together on %s, sorted at the bench", number(int64(bulk), "one-line order", "one-line orders"), number(int64(bulkLists), "list", "lists")))
	}
	if carts > 0 && method == PickZone {
		parted := 0
		for _, n := range shipments {
			if n > 1 {
				parted++
			}
		}
		parts = append(parts, fmt.Sprintf("%s in %s, %s in parts", number(int64(carts), "list", "lists"), number(int64(len(zones)), "zone", "zones"), number(int64(parted), "order", "orders")))
	} else if carts > 0 {
		parts = append(parts, fmt.Sprintf("%s of up to %s", number(int64(carts), "cart", "carts"), number(int64(most), "order", "orders")))
	}
	if len(parts) == 0 {
		return nil
	}
	if fragile > 0 {
		parts = append(parts, "fragile goods last on "+number(int64(fragile), "list", "lists"))
	}
	return []string{sentence(parts)}
}

// sum brings up to date what depends on the lists.
func (p *PickProposal) sum() {
	p.Total = cost(p.Lists)
	parts := make(map[int64]int)
	off := make(map[string]bool)
	for i := range p.Waves {
		p.Waves[i].Cost = WalkCost{}
	}
	byWave := make(map[int][]ProposedList)
	for _, l := range p.Lists {
		for _, s := range l.Slots {
			parts[s.ShipmentID]++
		}
		byWave[l.Wave] = append(byWave[l.Wave], l)
		for _, st := range l.Stops {
			if _, on := p.plan.floor.At(st.LocationID); !on && p.plan.floor.Kind() != picking.Codes {
				off[st.Code] = true
			}
		}
	}
	for i := range p.Waves {
		p.Waves[i].Cost = cost(byWave[i+1])
	}
	p.OffMap = slices.SortedFunc(maps.Keys(off), picking.Compare)
	had := len(p.Orders)
	p.Orders = nil
	var all []*pickOrder
	for id, n := range parts {
		o := *p.plan.orders[id]
		o.Parts = n
		all = append(all, &o)
	}
	slices.SortFunc(all, func(a, b *pickOrder) int {
		return cmp.Or(cmp.Compare(b.Priority, a.Priority), laterCutOff(a.CutOff, b.CutOff), cmp.Compare(a.ShipmentID, b.ShipmentID))
	})
	for _, o := range all {
		p.Orders = append(p.Orders, o.ProposedOrder)
	}
	if had == len(all) {
		return // orders only ever leave: these are the same, and so is what they are compared with
	}
	var come [][]pickPart
	var alone [][]pickPart
	for _, o := range all {
		alone = append(alone, []pickPart{o.whole()})
	}
	for _, same := range byCutOff(all) {
		var whole []pickPart
		for _, o := range same {
			whole = append(whole, o.whole())
		}
		come = append(come, p.plan.firstCome(whole, false)...)
	}
	p.FirstCome, p.OneByOne = p.plan.roughly(come), p.plan.roughly(alone)
}
