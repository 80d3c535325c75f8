package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"packbench/app/picking"
	"packbench/data"
)

// pickPart is what one list fetches of an order: all of it, or what lies in a zone.
type pickPart struct {
	order *pickOrder
	stops []ProposedStop
}

func (o *pickOrder) whole() pickPart { return pickPart{o, o.stops} }

// oneLine says that an order is better fetched with others like it and sorted at
// the bench.
func (o *pickOrder) oneLine() bool {
	return len(o.wants) == 1 && o.wants[0].Stage != data.ShipmentPicking && !o.alone()
}

// alone says that an order shares a list with no other: it holds what ships alone.
func (o *pickOrder) alone() bool {
	return slices.ContainsFunc(o.wants, func(w data.WantedLinesRow) bool { return w.ShipsAlone })
}

// alone says that of the order that a part is of.
func (p pickPart) alone() bool {
	return slices.ContainsFunc(p.stops, func(s ProposedStop) bool { return s.alone })
}

const (
	mostSlots   = 26 // A to Z
	leastBulk   = 4  // fewer one-line orders are no batch of their own
	usualBulk   = 40 // lines of one bulk list where the cart says nothing
	usualSearch = 2 * time.Second
	walkBudget  = 500 * time.Millisecond // for one list of many
	zonesSaveBP = 1000                   // by how much zones must be shorter to be proposed
)

// overCart says which limit of the cart parts break together, "" for none. What
// ships alone shares none.
func (pl *pickPlan) overCart(parts []pickPart, bulk bool) string {
	var lines int
	var units data.Quantity
	var weight data.Grams
	var volume int64
	for _, p := range parts {
		lines += len(p.stops)
		for _, s := range p.stops {
			units += s.Qty
			weight += s.weight
			volume += s.volume
		}
	}
	c := pl.cart
	slots := int64(mostSlots)
	if c.Slots > 0 {
		slots = c.Slots
	}
	most := c.Lines
	if bulk && most == 0 {
		most = usualBulk
	}
	over := func(have, most int64, what string) string {
		if most > 0 && have > most {
			return fmt.Sprintf("%s, and the cart takes %d", number(have, what, what+"s"), most)
		}
		return ""
	}
	if len(parts) > 1 && slices.ContainsFunc(parts, pickPart.alone) {
		return "what ships alone, together with others"
	}
	why := cmp.Or(over(int64(lines), most, "line"), over(int64(units), int64(c.Units), "unit"))
	switch {
	case why != "":
		return why
	case !bulk && int64(len(parts)) > slots:
		return over(int64(len(parts)), slots, "order")
	case c.WeightG > 0 && weight > c.WeightG:
		return fmt.Sprintf("it weighs %s, and the cart carries %s", weight, c.WeightG)
	case c.VolumeMm3 > 0 && volume > c.VolumeMm3:
		return "it is larger than the cart"
	}
	return ""
}

// firstCome fills carts in the order given.
func (pl *pickPlan) firstCome(parts []pickPart, bulk bool) (groups [][]pickPart) {
	var on []pickPart
	for _, p := range parts {
		if more := append(slices.Clip(on), p); pl.overCart(more, bulk) == "" {
			on = more
			continue
		}
		if len(on) > 0 {
			groups = append(groups, on)
		}
		on = []pickPart{p}
	}
	if len(on) > 0 {
		groups = append(groups, on)
	}
	return groups
}

// walked plans the walk of a list past its parts. slots names the compartments;
// nil gives A, B, ... in the order of the parts.
func (pl *pickPlan) walked(ctx context.Context, l ProposedList, parts []pickPart, slots map[int64]string) (ProposedList, error) {
	l.Slots, l.Stops, l.CutOff, l.Units, l.Weight, l.Volume = nil, nil, 0, 0, 0, 0
	if l.Method != PickSingle {
		l.Cart = pl.cart.ID
	}
	var all []ProposedStop
	for i, p := range parts {
		slot := ""
		switch {
		case l.Bulk:
		case slots != nil:
			slot = slots[p.order.ShipmentID]
		default:
			slot = slotName(i)
		}
		l.Slots = append(l.Slots, ProposedSlot{ShipmentID: p.order.ShipmentID, Number: p.order.Number, Slot: slot})
		if laterCutOff(p.order.CutOff, l.CutOff) < 0 {
			l.CutOff = p.order.CutOff
		}
		for _, s := range p.stops {
			s.Slot = slot
			all = append(all, s)
			l.Units += s.Qty
			l.Weight += s.weight
			l.Volume += s.volume
		}
	}
	w, err := pl.floor.Plan(ctx, picking.Trip{Stops: toWalk(all), Familiar: pl.familiar, Budget: walkBudget})
	if err != nil {
		return l, fmt.Errorf("plan a walk: %w", err)
	}
	for _, st := range w.Stops {
		l.Stops = append(l.Stops, all[st.Ref])
	}
	l.Cost = WalkCost{Lists: 1, Known: w.Known, Length: data.Millimetres(w.Length), Bound: data.Millimetres(w.Bound), Seconds: pl.seconds(w.Length, l.Stops)}
	l.Optimal, l.How, l.Path, l.Shortest, l.ByNumber = w.Optimal, w.How, w.Path, data.Millimetres(w.Shortest), data.Millimetres(w.ByNumber)
	return l, nil
}

// toWalk are stops as a walk passes them: Ref is their index, and nothing is laid on
// what is fragile.
func toWalk(stops []ProposedStop) []picking.Stop {
	out := make([]picking.Stop, len(stops))
	for i, s := range stops {
		out[i] = picking.Stop{Place: s.LocationID, Ref: int64(i), Units: int64(s.Qty), Last: s.fragile}
	}
	return out
}

// fragileLast says that a walk past stops goes past some only after all others.
func fragileLast(stops []ProposedStop) bool {
	return slices.ContainsFunc(stops, func(s ProposedStop) bool { return s.fragile }) && slices.ContainsFunc(stops, func(s ProposedStop) bool { return !s.fragile })
}

// slotName is the compartment of the i-th order of a cart.
func slotName(i int) string { return string(rune('A' + i%mostSlots)) }

// seconds is how long a walk past stops takes.
func (pl *pickPlan) seconds(length int64, stops []ProposedStop) int64 {
	var places, units, at int64
	for _, s := range stops {
		if s.LocationID != at {
			places++
		}
		at = s.LocationID
		units += int64(s.Qty)
	}
	return int64(pl.pace.Takes(length, places, units) / time.Second)
}

// composed are lists with what is proved of them.
type composed struct {
	lists []ProposedList
	bound int64 // no way of putting these orders onto lists walks less, 0 where nothing is proved
	left  []NotPlanned
}

func (c *composed) add(more composed) {
	c.lists = append(c.lists, more.lists...)
	c.bound += more.bound
	c.left = append(c.left, more.left...)
}

// compose puts orders onto lists by a method.
func (pl *pickPlan) compose(ctx context.Context, orders []*pickOrder, method string, pass bool, search time.Duration, say func(done float64, length int64)) (composed, error) {
	switch method {
	case PickSingle:
		return pl.single(ctx, orders, "")
	case PickZone:
		return pl.zones(ctx, orders, pass, search, say)
	}
	return pl.batches(ctx, orders, search, say)
}

func (pl *pickPlan) single(ctx context.Context, orders []*pickOrder, zone string) (composed, error) {
	var c composed
	for _, o := range orders {
		l, err := pl.walked(ctx, ProposedList{Method: PickSingle, Zone: zone}, []pickPart{o.whole()}, nil)
		if err != nil {
			return c, err
		}
		c.lists = append(c.lists, l)
		c.bound += int64(l.Cost.Bound)
	}
	return c, nil
}

// byCutOff keeps together what leaves at the same time, the earliest first.
func byCutOff(orders []*pickOrder) (groups [][]*pickOrder) {
	at := make(map[data.Instant]int)
	for _, o := range orders {
		i, ok := at[o.CutOff]
		if !ok {
			i = len(groups)
			at[o.CutOff] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], o)
	}
	slices.SortStableFunc(groups, func(a, b []*pickOrder) int { return laterCutOff(a[0].CutOff, b[0].CutOff) })
	return groups
}

// fitting takes out what is larger than the cart, and names it.
func (pl *pickPlan) fitting(parts []pickPart) (fit []pickPart, left []NotPlanned) {
	for _, p := range parts {
		why := pl.overCart([]pickPart{p}, false)
		if why == "" {
			fit = append(fit, p)
			continue
		}
		left = append(left, NotPlanned{ShipmentID: p.order.ShipmentID, Number: p.order.Number, Why: "it fits on no cart: " + why, Fix: "pick it single, or with a larger cart"})
	}
	return fit, left
}

// batches puts whole orders onto carts: what leaves at different times never
// shares one, and one-line orders go together to be sorted at the bench.
func (pl *pickPlan) batches(ctx context.Context, orders []*pickOrder, search time.Duration, say func(done float64, length int64)) (composed, error) {
	var c composed
	done := 0
	for _, same := range byCutOff(orders) {
		var bulk, rest []pickPart
		for _, o := range same {
			if o.oneLine() {
				bulk = append(bulk, o.whole())
			} else {
				rest = append(rest, o.whole())
			}
		}
		if len(bulk) < leastBulk {
			bulk, rest = nil, nil
			for _, o := range same {
				rest = append(rest, o.whole())
			}
		}
		for _, kind := range []struct {
			parts []pickPart
			bulk  bool
		}{{bulk, true}, {rest, false}} {
			if len(kind.parts) == 0 {
				continue
			}
			share := float64(len(kind.parts)) / float64(len(orders))
			from := float64(done) / float64(len(orders))
			got, err := pl.carts(ctx, ProposedList{Method: PickBatch, Bulk: kind.bulk}, kind.parts, time.Duration(share*float64(search)), func(d float64, n int64) { say(from+share*d, n) })
			if err != nil {
				return c, err
			}
			c.add(got)
			done += len(kind.parts)
		}
	}
	return c, nil
}

// carts puts parts onto carts and plans their walks.
func (pl *pickPlan) carts(ctx context.Context, like ProposedList, parts []pickPart, search time.Duration, say func(done float64, length int64)) (composed, error) {
	var c composed
	fit, left := pl.fitting(parts)
	c.left = left
	groups, bound, err := pl.group(ctx, fit, like.Bulk, search, say)
	if err != nil {
		return c, err
	}
	c.bound = bound
	for _, g := range groups {
		like := like
		if like.Method == PickBatch && len(g) == 1 && g[0].alone() {
			like.Method = PickSingle
		}
		l, err := pl.walked(ctx, like, g, nil)
		if err != nil {
			return c, err
		}
		c.lists = append(c.lists, l)
	}
	return c, nil
}

// inZones splits an order into its parts by zone.
func (o *pickOrder) inZones() map[string]pickPart {
	parts := make(map[string]pickPart)
	for _, s := range o.stops {
		parts[s.Zone] = pickPart{o, append(parts[s.Zone].stops, s)}
	}
	return parts
}

// zones splits each order by zone: all zones at once, each with carts of its own,
// or one cart passed on from zone to zone.
func (pl *pickPlan) zones(ctx context.Context, orders []*pickOrder, pass bool, search time.Duration, say func(done float64, length int64)) (composed, error) {
	var c composed
	for _, same := range byCutOff(orders) {
		got, err := pl.zoned(ctx, same, pass, len(c.lists), search*time.Duration(len(same))/time.Duration(len(orders)), say)
		if err != nil {
			return c, err
		}
		c.add(got)
	}
	return c, nil
}

func (pl *pickPlan) zoned(ctx context.Context, orders []*pickOrder, pass bool, before int, search time.Duration, say func(done float64, length int64)) (composed, error) {
	var c composed
	if !pass {
		parts := make(map[string][]pickPart)
		for _, o := range orders {
			for zone, p := range o.inZones() {
				parts[zone] = append(parts[zone], p)
			}
		}
		for _, zone := range zoneNames(parts) {
			got, err := pl.carts(ctx, ProposedList{Method: PickZone, Zone: zone}, parts[zone], search*time.Duration(len(parts[zone]))/time.Duration(2*len(orders)), say)
			if err != nil {
				return c, err
			}
			c.add(got)
		}
		return c, nil
	}
	var whole []pickPart
	for _, o := range orders {
		whole = append(whole, o.whole())
	}
	fit, left := pl.fitting(whole)
	c.left = left
	groups, _, err := pl.group(ctx, fit, false, search, say)
	if err != nil {
		return c, err
	}
	for i, g := range groups {
		chain, err := pl.chain(ctx, g, before+i+1)
		if err != nil {
			return c, err
		}
		c.lists = append(c.lists, chain...)
	}
	return c, nil
}

// chain makes the lists that a cart passes from zone to zone; zones without a line
// are left out.
func (pl *pickPlan) chain(ctx context.Context, group []pickPart, n int) ([]ProposedList, error) {
	slots := make(map[int64]string, len(group))
	parts := make(map[string][]pickPart)
	for i, p := range group {
		slots[p.order.ShipmentID] = slotName(i)
		for zone, in := range (&pickOrder{ProposedOrder: p.order.ProposedOrder, stops: p.stops}).inZones() {
			parts[zone] = append(parts[zone], pickPart{p.order, in.stops})
		}
	}
	var lists []ProposedList
	for i, zone := range zoneNames(parts) {
		like := ProposedList{Method: PickZone, Zone: zone, Chain: n, Pass: i + 1}
		if len(parts) == 1 {
			like.Chain, like.Pass = 0, 0
		}
		l, err := pl.walked(ctx, like, parts[zone], slots)
		if err != nil {
			return nil, err
		}
		lists = append(lists, l)
	}
	return lists, nil
}

func zoneNames(parts map[string][]pickPart) []string {
	names := make([]string, 0, len(parts))
	for z := range parts {
		names = append(names, z)
	}
	slices.SortFunc(names, picking.Compare)
	return names
}

// roughly is what groups of parts would cost, measured without planning the walks.
func (pl *pickPlan) roughly(groups [][]pickPart) WalkCost {
	c := WalkCost{Lists: len(groups)}
	m := pl.floor.NewMeter()
	c.Known = m != nil
	for _, g := range groups {
		var stops []ProposedStop
		var places, last []int64
		for _, p := range g {
			stops = append(stops, p.stops...)
		}
		slices.SortFunc(stops, func(a, b ProposedStop) int { return cmp.Compare(a.LocationID, b.LocationID) })
		for _, s := range stops {
			if s.fragile {
				last = append(last, s.LocationID)
			} else {
				places = append(places, s.LocationID)
			}
		}
		var length int64
		if m != nil {
			length = m.LengthInTwo(places, last)
		}
		c.Length += data.Millimetres(length)
		c.Seconds += pl.seconds(length, stops)
	}
	return c
}

// cost adds lists up.
func cost(lists []ProposedList) WalkCost {
	c := WalkCost{Lists: len(lists), Known: len(lists) > 0}
	for _, l := range lists {
		c.Known = c.Known && l.Cost.Known
		c.Length += l.Cost.Length
		c.Seconds += l.Cost.Seconds
	}
	return c
}

// sentence joins what is said of a plan.
func sentence(parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	text := strings.Join(parts, ", ") + "."
	return strings.ToUpper(text[:1]) + text[1:]
}
