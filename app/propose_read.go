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

// pickPlan is what a proposal's walks are planned with.
type pickPlan struct {
	floor    *picking.Floor
	pace     picking.Pace
	cart     data.Cart
	familiar bool
	orders   map[int64]*pickOrder
}

// pickOrder is a shipment with the places that its goods are taken from.
type pickOrder struct {
	ProposedOrder
	wants []data.WantedLinesRow
	stops []ProposedStop
}

// usualCart is what a shop without carts of its own picks with.
var usualCart = data.Cart{Slots: 8, Active: true}

// pickDay is what is to be picked, read at one moment.
type pickDay struct {
	plan   *pickPlan
	orders []*pickOrder // the most urgent first
	left   []NotPlanned
	again  []int64 // lists that are replaced
}

// readyStages are the stages of what may still have to pass the gate.
var readyStages = [3]data.ShipmentStage{data.ShipmentPlanned, data.ShipmentChecked, data.ShipmentLabelled}

// wanted reads what all shipments on the floor want, and with ready those before
// the gate.
func wanted(ctx context.Context, v *data.View, ready bool) (lines []data.WantedLinesRow, bins []data.FreeBinsRow, err error) {
	also := [3]string{}
	if ready {
		for i, st := range readyStages {
			also[i] = string(st)
		}
	}
	if lines, err = v.WantedLines(ctx, also[0], also[1], also[2]); err != nil {
		return nil, nil, fmt.Errorf("read what is to be picked: %w", err)
	}
	if bins, err = v.FreeBins(ctx, also[0], also[1], also[2]); err != nil {
		return nil, nil, fmt.Errorf("read what lies on the shelves: %w", err)
	}
	return lines, bins, nil
}

// giveBack counts what lists have that nobody has begun as waited for and lying
// free, as it is once they are replaced.
func giveBack(ctx context.Context, v *data.View, lines []data.WantedLinesRow, bins []data.FreeBinsRow) ([]data.FreeBinsRow, []int64, error) {
	rows, err := v.LinesNotBegun(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("read the lists that nobody has begun: %w", err)
	}
	type shelf struct{ product, place int64 }
	lineAt, binAt := make(map[int64]int, len(lines)), make(map[shelf]int, len(bins))
	for i, l := range lines {
		lineAt[l.LineID] = i
	}
	for i, b := range bins {
		binAt[shelf{b.ProductID, b.LocationID}] = i
	}
	var again []int64
	for _, r := range rows {
		if len(again) == 0 || again[len(again)-1] != r.PickListID {
			again = append(again, r.PickListID)
		}
		if i, ok := lineAt[r.ShipmentLineID]; ok {
			lines[i].Want += int64(r.Qty)
		}
		if r.OpenPlace == 0 {
			continue
		}
		at := shelf{r.ProductID, r.LocationID}
		if _, ok := binAt[at]; !ok {
			binAt[at] = len(bins)
			bins = append(bins, data.FreeBinsRow{ProductID: r.ProductID, LocationID: r.LocationID, Code: r.Code, Zone: r.Zone})
		}
		bins[binAt[at]].Free += int64(r.Qty)
	}
	return bins, again, nil
}

// readPicking reads what is to be picked and chooses the places, in a few queries
// however many orders there are.
func (s *Shop) readPicking(ctx context.Context, v *data.View, floor *picking.Floor, req PickingRequest) (pickDay, error) {
	d := pickDay{plan: &pickPlan{floor: floor, familiar: req.Familiar, orders: make(map[int64]*pickOrder)}}
	lines, bins, err := wanted(ctx, v, req.Ready || req.Wave > 0 || len(req.Shipments) > 0)
	if err != nil {
		return d, err
	}
	if req.Again {
		if bins, d.again, err = giveBack(ctx, v, lines, bins); err != nil {
			return d, err
		}
	}
	asked, err := askedFor(ctx, v, req)
	if err != nil {
		return d, err
	}
	waves, err := v.WavedShipments(ctx)
	if err != nil {
		return d, fmt.Errorf("read what is in waves: %w", err)
	}
	waits := make(map[int64]string)
	for _, w := range waves {
		if !w.ReleasedAt.Set() && w.WaveID != req.Wave {
			waits[w.ShipmentID] = w.Number
		}
	}
	if d.plan.cart, err = cartFor(ctx, v, req.Cart); err != nil {
		return d, err
	}
	if d.plan.pace, err = s.paceFor(ctx, v, floor); err != nil {
		return d, err
	}
	cutOff, err := s.cutOffClock(ctx, v)
	if err != nil {
		return d, err
	}
	for _, l := range lines {
		if l.Want <= 0 || asked != nil && !asked[l.ShipmentID] {
			continue
		}
		if asked == nil && !l.ReleasedAt.Set() && l.OrderStage != data.Ready {
			continue
		}
		if n := waits[l.ShipmentID]; n != "" {
			if asked != nil {
				d.leave(l, "it is in wave "+n, "release the wave, or take it out")
				delete(asked, l.ShipmentID)
			}
			continue
		}
		o := d.plan.orders[l.ShipmentID]
		if o == nil {
			o = &pickOrder{ProposedOrder: ProposedOrder{ShipmentID: l.ShipmentID, OrderID: l.OrderID, Number: l.Number, Customer: l.Customer, Carrier: l.Carrier, Service: l.Service,
				Priority: l.Priority, CutOff: cutOff(l.Service), Release: !l.ReleasedAt.Set()}}
			d.plan.orders[l.ShipmentID] = o
			d.orders = append(d.orders, o)
		}
		o.wants = append(o.wants, l)
	}
	d.missed(req, asked)
	if len(req.Shipments) > 0 {
		at := make(map[int64]int, len(req.Shipments))
		for i, id := range req.Shipments {
			at[id] = i
		}
		slices.SortStableFunc(d.orders, func(a, b *pickOrder) int { return cmp.Compare(at[a.ShipmentID], at[b.ShipmentID]) })
	}
	if req.Method != "" { // a proposal: urgent ones get the goods and the first carts
		slices.SortStableFunc(d.orders, func(a, b *pickOrder) int {
			return cmp.Or(cmp.Compare(b.Priority, a.Priority), laterCutOff(a.CutOff, b.CutOff))
		})
	}
	d.choose(bins)
	return d, nil
}

func laterCutOff(a, b data.Instant) int {
	if a.Set() != b.Set() {
		if a.Set() {
			return -1
		}
		return 1
	}
	return cmp.Compare(a, b)
}

// askedFor are the shipments that a request names, nil for all.
func askedFor(ctx context.Context, v *data.View, req PickingRequest) (map[int64]bool, error) {
	ids := req.Shipments
	if req.Wave > 0 {
		w, err := v.Wave(ctx, req.Wave)
		if err != nil {
			return nil, data.IfMissing(err, "there is no wave %d", req.Wave)
		}
		if w.ReleasedAt.Set() || w.CancelledAt.Set() {
			return nil, data.Refused("wave", "plan another wave", "wave %s is %s", w.Number, w.Stage)
		}
		if ids, err = v.InWave(ctx, req.Wave); err != nil {
			return nil, err
		}
		if len(ids) == 0 {
			return nil, data.Refused("wave", "put shipments into it", "wave %s is empty", w.Number)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	asked := make(map[int64]bool, len(ids))
	for _, id := range ids {
		asked[id] = true
	}
	return asked, nil
}

func cartFor(ctx context.Context, v *data.View, id int64) (data.Cart, error) {
	all, err := v.Carts(ctx)
	if err != nil {
		return data.Cart{}, fmt.Errorf("read the carts: %w", err)
	}
	for _, c := range all {
		if c.ID == id || id == 0 && c.Active {
			return c, nil
		}
	}
	if id > 0 {
		return data.Cart{}, data.NotFound("there is no cart %d", id)
	}
	return usualCart, nil
}

// cutOffClock gives until when the parcels of a service must be ready next.
func (s *Shop) cutOffClock(ctx context.Context, v *data.View) (func(service string) data.Instant, error) {
	pr, err := profile(ctx, v)
	if err != nil {
		return nil, err
	}
	card, err := s.rateCard(ctx, v)
	if err != nil {
		return nil, err
	}
	now := v.Now().Time().In(pr.Zone())
	known := make(map[string]data.Instant)
	return func(service string) data.Instant {
		at, ok := known[service]
		if !ok {
			if until, has := card.NextCutOff(service, now); has {
				at = data.At(until)
			}
			known[service] = at
		}
		return at
	}, nil
}

// leave names what can't be picked now, a shipment once for each reason.
func (d *pickDay) leave(l data.WantedLinesRow, why, fix string) {
	n := NotPlanned{ShipmentID: l.ShipmentID, Number: l.Number, Why: why, Fix: fix}
	if !slices.Contains(d.left, n) {
		d.left = append(d.left, n)
	}
}

// missed names the shipments asked for that want nothing.
func (d *pickDay) missed(req PickingRequest, asked map[int64]bool) {
	for _, id := range req.Shipments {
		if asked[id] && d.plan.orders[id] == nil {
			d.left = append(d.left, NotPlanned{ShipmentID: id, Why: "it waits for nothing to be picked: it is on a list, picked, or was taken back", Fix: "nothing is left to do"})
		}
	}
}

// bin is a place with free units of a product, while places are chosen.
type bin struct {
	data.FreeBinsRow
	zone string
}

// choose takes every line from as few places as will do: the smallest that covers
// it, else the fullest first. Among places that do as well one is preferred that
// the order, then the day, visits anyhow, then one in a zone that the order visits.
func (d *pickDay) choose(rows []data.FreeBinsRow) {
	bins := make(map[int64][]*bin)
	for _, r := range rows {
		zone := d.plan.floor.Zone(r.LocationID)
		if zone == "" {
			zone = r.Zone
		}
		bins[r.ProductID] = append(bins[r.ProductID], &bin{r, zone})
	}
	visited := make(map[int64]bool)
	for _, o := range d.orders {
		mine := make(map[int64]bool)
		zones := make(map[string]bool)
		like := func(b *bin) int {
			switch {
			case mine[b.LocationID]:
				return 3
			case visited[b.LocationID]:
				return 2
			case zones[b.zone]:
				return 1
			}
			return 0
		}
		// What lies at one place only leaves no choice: it says where the order goes.
		slices.SortStableFunc(o.wants, func(a, b data.WantedLinesRow) int {
			return cmp.Compare(min(2, len(bins[a.ProductID])), min(2, len(bins[b.ProductID])))
		})
		for _, w := range o.wants {
			left := w.Want
			for left > 0 {
				var best *bin
				for _, b := range bins[w.ProductID] {
					if b.Free > 0 && (best == nil || better(b.Free, best.Free, left) || b.Free == best.Free && like(b) > like(best)) {
						best = b
					}
				}
				if best == nil {
					break
				}
				q := min(left, best.Free)
				best.Free -= q
				left -= q
				mine[best.LocationID], visited[best.LocationID], zones[best.zone] = true, true, true
				o.take(w, best, data.Quantity(q))
			}
			if left > 0 {
				d.left = append(d.left, NotPlanned{ShipmentID: o.ShipmentID, Number: o.Number, SKU: w.SKU, Qty: data.Quantity(left), Why: "no shelf has them free", Fix: "count the shelves, open those that are shut, or receive more"})
			}
		}
	}
	d.orders = slices.DeleteFunc(d.orders, func(o *pickOrder) bool {
		if len(o.stops) == 0 {
			delete(d.plan.orders, o.ShipmentID)
		}
		return len(o.stops) == 0
	})
}

func better(have, best, want int64) bool {
	if have >= want && best >= want {
		return have < best
	}
	return have > best
}

func (o *pickOrder) take(w data.WantedLinesRow, b *bin, q data.Quantity) {
	o.stops = append(o.stops, ProposedStop{PlannedPick: data.PlannedPick{ShipmentLineID: w.LineID, ProductID: w.ProductID, LocationID: b.LocationID, Qty: q},
		ShipmentID: o.ShipmentID, Code: b.Code, Zone: b.zone, SKU: w.SKU, Name: w.Name, weight: w.WeightG * data.Grams(q), volume: volumeOf(w.LengthMm, w.WidthMm, w.HeightMm, q),
		alone: o.alone(), fragile: w.Fragile})
	o.Lines++
	o.Units += q
	o.Weight += w.WeightG * data.Grams(q)
	o.Volume += volumeOf(w.LengthMm, w.WidthMm, w.HeightMm, q)
}

// volumeOf is what units take in cubic millimetres.
func volumeOf(long, wide, high data.Millimetres, units data.Quantity) int64 {
	return int64(long) * int64(wide) * int64(high) * int64(units)
}

// clock says a time of day as the shop's clock does.
func clock(at data.Instant, zone *time.Location) string {
	return strings.TrimPrefix(at.Time().In(zone).Format("15:04"), "0")
}
