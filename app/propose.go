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

// Ways of picking (domain 1, pick list).
const (
	PickAuto   = "auto"   // what fits the day: said in PickProposal.Why
	PickSingle = "single" // one order, one walk
	PickBatch  = "batch"  // several orders on a cart; one-line orders together
	PickZone   = "zone"   // each order in parts, a list for each zone
	PickWave   = "wave"   // what one carrier fetches at one time together, and batches or zones inside
)

// PickingRequest says what of the day's work to propose, and how.
type PickingRequest struct {
	// Shipments are those to be planned, released or ready to be; without any and
	// without a wave, all that are released and wait for a list.
	Shipments []int64
	Ready     bool  // without Shipments: also what only waits to be released
	Wave      int64 // the shipments of a planned wave
	Method    string
	Inside    string // in waves: auto, single, batch or zone; "" is auto
	Pass      bool   // zones: one after another with the same crate, not at once
	Cart      int64  // 0: the shop's first cart, eight slots where it has none
	Familiar  bool   // up one aisle and down the next
	// Search is how long to look for better batches, 0 for two seconds.
	Search time.Duration
}

// PickingProgress is told how far planning has come, 0 to 1, and how long all
// walks together are by now (0 where the map knows no distances).
type PickingProgress func(done float64, length data.Millimetres)

// PickProposal is the day's work as it could be picked. Nothing is written until
// it is built. It is a value: Move, Split, Join and Drop give another one.
type PickProposal struct {
	Method string
	Inside string   // of waves
	Why    []string // in sentences, why this method
	Lists  []ProposedList
	Waves  []ProposedWave
	Orders []ProposedOrder // all that are planned, in the order of urgency
	Left   []NotPlanned    // what can't be picked now; the rest is planned
	OffMap []string        // places that stand nowhere on the map: last in their walks

	Total     WalkCost
	FirstCome WalkCost // the same carts filled in order of urgency
	OneByOne  WalkCost // every order walked alone

	plan *pickPlan // what the walks are planned with
}

// WalkCost is what some lists cost.
type WalkCost struct {
	Lists   int
	Known   bool             // the map knows distances
	Length  data.Millimetres // of all walks
	Bound   data.Millimetres // no way of picking the same walks less, 0 where nothing is proved
	Seconds int64            // walking, finding, taking and handing in
}

// ProposedOrder is a shipment to be picked.
type ProposedOrder struct {
	ShipmentID, OrderID int64
	Number, Customer    string
	Carrier, Service    string
	Priority            int64
	CutOff              data.Instant // when its carrier comes next, 0 where nobody says
	Release             bool         // it still has to pass the gate when this is built
	Lines               int
	Units               data.Quantity
	Weight              data.Grams
	Volume              int64 // cubic millimetres
	Parts               int   // in how many lists it is
}

// ProposedList is one walk.
type ProposedList struct {
	Method  string // single, batch or zone
	Bulk    bool   // one-line orders together, sorted at the bench
	Zone    string
	Chain   int   // lists with the same number above 0 are passed on, in order of Pass
	Pass    int   // from 1
	Wave    int   // number in Waves from 1, 0 for none
	Cart    int64 // 0: no cart of the shop's
	CutOff  data.Instant
	Slots   []ProposedSlot
	Stops   []ProposedStop // in the order of walking
	Units   data.Quantity
	Weight  data.Grams
	Volume  int64
	Cost    WalkCost
	Optimal bool   // no walk past these places is shorter
	How     string // as picking.Walk.How
	// Shortest is the best walk known and ByNumber the one by walk numbers.
	Shortest, ByNumber data.Millimetres
	Path               []picking.PathPoint
}

// ProposedSlot is an order's slot on the cart: "A", "B", ...
type ProposedSlot struct {
	ShipmentID int64
	Number     string
	Slot       string // "" on a bulk list
}

// ProposedStop takes units of one product for one order from a place.
type ProposedStop struct {
	data.PlannedPick
	ShipmentID int64
	Code, Zone string
	SKU        data.SKU
	Name       string

	weight data.Grams
	volume int64
}

// ProposedWave is what leaves with one carrier at one time.
type ProposedWave struct {
	ID        int64 // of the planned wave that this is about, or 0
	Carrier   string
	CutOff    data.Instant
	Inside    string
	Shipments []int64
	Cost      WalkCost
}

// NotPlanned is what can't be picked now.
type NotPlanned struct {
	ShipmentID int64
	Number     string
	SKU        data.SKU // "" where all of the shipment is meant
	Qty        data.Quantity
	Why        string // "no shelf has them"
	Fix        string // what to do
}

// BuiltPicking says what was written of a proposal.
type BuiltPicking struct {
	Lists   []data.PickList
	Waves   []data.Wave
	Stopped []Stopped // the gate did not let them through: they are on no list
	NoCell  []string  // shipments in parts for which no cell was free
}

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
	if r.Search < 0 || r.Search > 10*time.Minute {
		return data.Invalid("search", "look for between 0 and 600 seconds")
	}
	r.Search = cmp.Or(r.Search, usualSearch)
	return nil
}

// propose makes the proposal of a day; when ctx is done the search ends.
func (d pickDay) propose(ctx context.Context, req PickingRequest, wave data.Wave, zone *time.Location, say func(done float64, length int64)) (PickProposal, error) {
	p := PickProposal{Method: req.Method, Left: d.left, plan: d.plan}
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
		if method == PickAuto {
			method, why = d.plan.auto(orders)
		}
		c, err := d.plan.compose(ctx, orders, method, req.Pass, req.Search*time.Duration(len(orders))/time.Duration(max(1, len(d.orders))), say)
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

// auto chooses a way of picking for orders, and says why.
func (pl *pickPlan) auto(orders []*pickOrder) (method string, why []string) {
	if len(orders) < 2 {
		return PickSingle, nil
	}
	parts := make([]pickPart, 0, len(orders))
	zones := make(map[string][]pickPart)
	for _, o := range orders {
		parts = append(parts, o.whole())
		for z, p := range o.inZones() {
			zones[z] = append(zones[z], p)
		}
	}
	if len(zones) < 2 {
		return PickBatch, nil
	}
	together := pl.roughly(pl.firstCome(parts, false))
	var apart WalkCost
	for _, z := range zoneNames(zones) {
		c := pl.roughly(pl.firstCome(zones[z], false))
		apart.Length += c.Length
	}
	switch {
	case !together.Known:
		return PickBatch, []string{"Without a map nobody knows what zones would save."}
	case int64(apart.Length)*10_000 < int64(together.Length)*(10_000-zonesSaveBP):
		return PickZone, []string{fmt.Sprintf("Zones walk %d %% less.", 100-int64(apart.Length)*100/max(1, int64(together.Length)))}
	}
	return PickBatch, []string{"Zones would save nothing."}
}

// say tells what a part of a proposal is.
func (pl *pickPlan) say(lists []ProposedList, method string, w ProposedWave, zone *time.Location) (why []string) {
	var bulk, bulkLists, carts, most, single int
	zones := make(map[string]bool)
	shipments := make(map[int64]int)
	for _, l := range lists {
		for _, s := range l.Slots {
			shipments[s.ShipmentID]++
		}
		zones[l.Zone] = true
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
	if single > 0 {
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
	var come [][]pickPart
	var alone [][]pickPart
	for _, o := range all {
		p.Orders = append(p.Orders, o.ProposedOrder)
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
