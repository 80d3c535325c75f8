package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"packbench/app/packing"
	"packbench/app/shipping"
	"packbench/data"
)

// planItem is so many units of a product to be sent. line is the order line
// they are for, 0 in a quote.
type planItem struct {
	product data.Product
	qty     data.Quantity
	line    int64
}

// plan is what the planners decided: the seam between the books and them.
type plan struct {
	to      data.ShipTo
	items   []planItem
	boxes_  map[int64]data.Box
	parcels []packing.Parcel
	address shipping.Result
	quote   shipping.Quote
	why     string
	trouble string
}

// means is what the planners decide with.
type means struct {
	profile Profile
	boxes   []data.Box
	card    shipping.RateCard
	last    plan // what was planned last: an order is planned for its price and again for its shipment
}

func (s *Shop) means(ctx context.Context, v *data.View) (m means, err error) {
	return m, v.Together(ctx, func() (err error) {
		m.profile, err = profile(ctx, v)
		return err
	}, func() (err error) {
		if m.boxes, err = v.Boxes(ctx); err != nil {
			return fmt.Errorf("read the boxes: %w", err)
		}
		return nil
	}, func() (err error) {
		m.card, err = s.rateCard(ctx, v)
		return err
	})
}

// plan asks the planners for boxes, address and service. What they can't
// decide is said in trouble and waits for a person; it is never guessed.
func (m *means) plan(now data.Instant, to data.ShipTo, items []planItem) plan {
	same := func(a, b planItem) bool { return a.product.ID == b.product.ID && a.qty == b.qty }
	if m.last.boxes_ == nil || m.last.to != to || !slices.EqualFunc(m.last.items, items, same) {
		m.last = m.choose(now, to, items)
	}
	m.last.items = items // which may be for an order's lines by now
	return m.last
}

func (m *means) choose(now data.Instant, to data.ShipTo, items []planItem) plan {
	p := plan{to: to, items: items, boxes_: make(map[int64]data.Box), address: shipping.Check(planAddress(to), m.profile.Country)}
	range_ := make([]packing.Box, 0, len(m.boxes))
	for _, b := range m.boxes {
		p.boxes_[b.ID] = b
		range_ = append(range_, packing.Box{ID: b.ID, Code: b.Code, Inner: [3]int64{int64(b.InLength), int64(b.InWidth), int64(b.InHeight)},
			Outer: [3]int64{int64(b.OutLength), int64(b.OutWidth), int64(b.OutHeight)}, Tare: int64(b.TareG), MaxWeight: int64(b.MaxG), Cost: int64(b.Cost), Stock: packing.Uncounted})
	}
	packed, err := packing.Choose(range_, packItems(items))
	if err != nil {
		if !errors.Is(err, packing.ErrNothing) {
			p.trouble = err.Error()
		}
		return p
	}
	p.parcels = packed.Parcels
	quotes := m.card.Quote(planAddress(m.profile.Address), p.address.Address, p.carrierParcels(), now.Time().In(m.profile.Zone()))
	if p.quote, p.why, err = shipping.Pick(quotes, shipping.Need{}); err != nil {
		p.trouble = err.Error()
	}
	return p
}

func packItems(items []planItem) []packing.Item {
	out := make([]packing.Item, 0, len(items))
	for i, it := range items {
		out = append(out, packing.Item{ID: int64(i), Name: string(it.product.SKU), Size: [3]int64{int64(it.product.LengthMm), int64(it.product.WidthMm), int64(it.product.HeightMm)},
			Weight: int64(it.product.WeightG), Qty: int64(it.qty), ShipsAlone: it.product.ShipsAlone})
	}
	return out
}

func (p plan) carrierParcels() []shipping.Parcel {
	out := make([]shipping.Parcel, 0, len(p.parcels))
	for _, c := range p.parcels {
		out = append(out, shipping.Parcel{Box: c.Box.Code, Size: c.Box.Outer, Weight: c.Weight})
	}
	return out
}

func (p plan) weight() (g data.Grams) {
	for _, c := range p.parcels {
		g += data.Grams(c.Weight)
	}
	return g
}

// boxes says which boxes in words: "B4", "2 x B7, B2".
func (p plan) boxes() string {
	n := make(map[string]int)
	var order []string
	for _, c := range p.parcels {
		if n[c.Box.Code] == 0 {
			order = append(order, c.Box.Code)
		}
		n[c.Box.Code]++
	}
	for i, code := range order {
		if n[code] > 1 {
			order[i] = fmt.Sprintf("%d x %s", n[code], code)
		}
	}
	return strings.Join(order, ", ")
}

// shipment turns the plan into the record of a shipment.
func (p plan) shipment(order int64) data.ShipmentPlan {
	out := data.ShipmentPlan{OrderID: order, AddressGrade: string(p.address.Grade), Carrier: p.quote.Carrier, Service: p.quote.Name, Cost: data.Money(p.quote.Price),
		Decision: p.why, ArrivesAt: data.At(p.quote.Arrives), Trouble: p.trouble}
	var notes []string
	for _, n := range p.address.Notes {
		notes = append(notes, n.Message)
	}
	out.AddressNote = strings.Join(notes, "; ")
	for _, it := range p.items {
		out.Lines = append(out.Lines, data.PlannedLine{OrderLineID: it.line, Qty: it.qty})
	}
	for _, c := range p.parcels {
		in := make(map[int]data.Quantity, len(c.Contents))
		for _, x := range c.Contents {
			in[int(x.Item)] = data.Quantity(x.Qty)
		}
		out.Parcels = append(out.Parcels, data.PlannedParcel{Box: p.boxes_[c.Box.ID], Weight: data.Grams(c.Weight), FillBP: int64(c.Fill * 10000), Filling: c.Material.Name, Why: c.Reason, Contents: in})
	}
	return out
}

func planAddress(a data.ShipTo) shipping.Address {
	var street []string
	for _, line := range []string{a.Street1, a.Street2} {
		if line != "" {
			street = append(street, line)
		}
	}
	return shipping.Address{Name: a.Name, Company: a.Company, Street: street, City: a.City, Region: a.Region, Postcode: a.Postcode, Country: a.Country, Phone: a.Phone}
}

// unplanned gives what of an order's lines is allocated and in no shipment yet.
func unplanned(ctx context.Context, v *data.View, lines []data.OrderLine) ([]planItem, error) {
	all := make([]planItem, len(lines))
	var do []func() error
	for i, l := range lines {
		if l.Kind == "kit" || l.Allocated == 0 {
			continue
		}
		do = append(do, func() error {
			taken, err := v.InShipments(ctx, l.ID)
			all[i].qty, all[i].line = l.Allocated+l.Picked+l.Packed-taken, l.ID
			return err
		}, func() (err error) {
			if all[i].product, err = v.Product(ctx, l.ProductID); err != nil {
				return fmt.Errorf("read product %s: %w", l.SKU, err)
			}
			return nil
		})
	}
	if err := v.Together(ctx, do...); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(it planItem) bool { return it.qty <= 0 }), nil
}

// planRest plans a shipment for everything of an order that is promised and in
// none yet. ok is false where there is nothing.
func (s *Shop) planRest(ctx context.Context, tx *data.Tx, o data.Order) (sh data.Shipment, ok bool, err error) {
	lines, err := tx.OrderLines(ctx, o.ID)
	if err != nil {
		return sh, false, fmt.Errorf("read the lines of the order: %w", err)
	}
	items, err := unplanned(ctx, &tx.View, lines)
	if err != nil || len(items) == 0 {
		return sh, false, err
	}
	m, err := s.means(ctx, &tx.View)
	if err != nil {
		return sh, false, err
	}
	return m.send(ctx, tx, o, items)
}

// send plans a shipment of items of an order, where there are any.
func (m *means) send(ctx context.Context, tx *data.Tx, o data.Order, items []planItem) (sh data.Shipment, ok bool, err error) {
	if len(items) == 0 {
		return sh, false, nil
	}
	p := m.planTracked(tx.Now(), o.ShipTo(), items)
	p.OrderID = o.ID
	sh, err = tx.PlanShipment(ctx, p)
	return sh, true, err
}

// planTracked plans items of which some are not tracked: those go along, in the
// first parcel, and take no room that anybody knows of.
func (m *means) planTracked(now data.Instant, to data.ShipTo, items []planItem) data.ShipmentPlan {
	tracked, along := boxed(items)
	sp := m.plan(now, to, tracked).shipment(0)
	for _, it := range along {
		sp.Lines = append(sp.Lines, data.PlannedLine{OrderLineID: it.line, Qty: it.qty})
		if len(sp.Parcels) > 0 {
			sp.Parcels[0].Contents[len(sp.Lines)-1] = it.qty
		}
	}
	return sp
}

// boxed parts what needs a place in a box from what goes along in one. What is
// not tracked has no size that anybody knows of; with nothing else to decide,
// it goes in the smallest box.
func boxed(items []planItem) (tracked, along []planItem) {
	for _, it := range items {
		if it.product.Kind == "untracked" {
			along = append(along, it)
		} else {
			tracked = append(tracked, it)
		}
	}
	if len(tracked) > 0 {
		return tracked, along
	}
	for _, it := range along {
		p := &it.product
		p.LengthMm, p.WidthMm, p.HeightMm, p.WeightG = max(p.LengthMm, 1), max(p.WidthMm, 1), max(p.HeightMm, 1), max(p.WeightG, 1)
		tracked = append(tracked, it)
	}
	return tracked, nil
}
