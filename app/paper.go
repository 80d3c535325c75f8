package app

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"packbench/app/shipping"
	"packbench/data"
	"packbench/labels"
	"packbench/reports"
)

// paper reads what every document needs: the shop's profile and its zone.
func (s *Shop) paper(ctx context.Context, fn func(ctx context.Context, v *data.View, pr Profile) error) error {
	return s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		pr, err := profile(ctx, v)
		if err != nil {
			return err
		}
		return fn(ctx, v, pr)
	})
}

func (p Profile) size() labels.Size {
	if p.Paper == "Letter" {
		return labels.Letter
	}
	return labels.A4
}

func (p Profile) date(i data.Instant) string {
	if !i.Set() {
		return ""
	}
	return i.Time().In(p.Zone()).Format("2 Jan 2006")
}

func (p Profile) letterhead() reports.Shop {
	a := p.Address
	a.Name, a.Company = "", "" // the name stands above, large
	return reports.Shop{Name: p.Name, Lines: shipping.Lines(planAddress(a), p.Country), Returns: p.Returns}
}

func (p Profile) from() labels.Address {
	from := p.Address
	if from.Name == "" {
		from.Name = p.Name
	}
	return labels.Address{Lines: shipping.Lines(planAddress(from), p.Country)}
}

// to sets an order's address as it is printed: with its form put right, the
// customer's own text kept in the records.
func (p Profile) to(s data.ShipTo) labels.Address {
	r := shipping.Check(planAddress(s), p.Country)
	a := labels.Address{Lines: r.Lines}
	if s.Country != p.Country && len(a.Lines) > 0 {
		a.Lines, a.Country = a.Lines[:len(a.Lines)-1], a.Lines[len(a.Lines)-1]
	}
	return a
}

// SlipDoc draws the packing slips of shipments: one for each parcel.
func (s *Shop) SlipDoc(ctx context.Context, shipments []int64) (*labels.Doc, error) {
	var doc *labels.Doc
	err := s.paper(ctx, func(ctx context.Context, v *data.View, pr Profile) error {
		var slips []reports.PackingSlip
		for _, id := range shipments {
			more, err := slipsOf(ctx, v, pr, id)
			if err != nil {
				return err
			}
			slips = append(slips, more...)
		}
		doc = reports.PackingSlips(pr.letterhead(), pr.size(), pr.DPI, slips)
		return nil
	})
	return doc, err
}

// sent is a shipment with its order and what lies in which of its parcels.
type sent struct {
	data.Shipment
	order   data.Order
	parcels []data.Parcel
	inside  []data.ParcelLinesRow
}

func readSent(ctx context.Context, v *data.View, shipment int64) (b sent, err error) {
	if b.Shipment, err = v.Shipment(ctx, shipment); err != nil {
		return b, data.IfMissing(err, "there is no shipment %d", shipment)
	}
	if b.order, err = v.Order(ctx, b.OrderID); err != nil {
		return b, fmt.Errorf("read the order of %s: %w", b.Number, err)
	}
	if b.parcels, err = v.Parcels(ctx, shipment); err != nil {
		return b, fmt.Errorf("read the parcels of %s: %w", b.Number, err)
	}
	if b.inside, err = v.ParcelLines(ctx, shipment); err != nil {
		return b, fmt.Errorf("read the contents of %s: %w", b.Number, err)
	}
	return b, nil
}

func slipsOf(ctx context.Context, v *data.View, pr Profile, shipment int64) ([]reports.PackingSlip, error) {
	b, err := readSent(ctx, v, shipment)
	if err != nil {
		return nil, err
	}
	o := b.order
	lines, err := v.OrderLines(ctx, o.ID)
	if err != nil {
		return nil, fmt.Errorf("read the lines of %s: %w", b.Number, err)
	}
	own, err := v.ShipmentLines(ctx, shipment)
	if err != nil {
		return nil, fmt.Errorf("read the lines of %s: %w", b.Number, err)
	}
	lineOf := make(map[int64]int64, len(own))
	for _, l := range own {
		lineOf[l.ID] = l.OrderLineID
	}
	slips := make([]reports.PackingSlip, 0, len(b.parcels))
	for _, p := range b.parcels {
		here, elsewhere := make(map[int64]data.Quantity), make(map[int64]data.Quantity)
		for _, x := range b.inside {
			if x.ParcelID == p.ID {
				here[lineOf[x.ShipmentLineID]] += x.Qty
			} else {
				elsewhere[lineOf[x.ShipmentLineID]] += x.Qty
			}
		}
		slips = append(slips, reports.PackingSlip{Order: strconv.FormatInt(o.Number, 10), OrderDate: pr.date(o.PlacedAt), ShipDate: pr.date(v.Now()), ShipTo: pr.to(o.ShipTo()),
			Carrier: b.Carrier + " " + b.Service, Reference: o.ExternalRef, Parcel: int(p.N), Parcels: len(b.parcels), Lines: slipLines(lines, here, elsewhere), GiftNote: o.GiftNote, ReturnCode: b.Number})
	}
	return slips, nil
}

// slipLines sets the lines of one parcel: a kit with its parts below it.
func slipLines(lines []data.OrderLine, here, elsewhere map[int64]data.Quantity) []reports.SlipLine {
	var out []reports.SlipLine
	at := make(map[int64]int)
	for _, l := range lines {
		sl := reports.SlipLine{SKU: string(l.SKU), Name: l.Name, Ordered: int(l.Qty - l.Cancelled), Here: int(here[l.ID]), Elsewhere: int(elsewhere[l.ID] + l.Shipped), ToFollow: int(l.Backordered), Gift: l.Gift}
		if l.ParentID > 0 {
			if i, ok := at[l.ParentID]; ok {
				out[i].Parts = append(out[i].Parts, sl)
			}
			continue
		}
		at[l.ID] = len(out)
		out = append(out, sl)
	}
	for i := range out {
		if len(out[i].Parts) > 0 {
			out[i].Here = wholeKits(out[i])
		}
	}
	return out
}

// wholeKits says how many whole kits a parcel holds.
func wholeKits(kit reports.SlipLine) int {
	n := -1
	for _, p := range kit.Parts {
		if p.Ordered == 0 || kit.Ordered == 0 {
			continue
		}
		if k := p.Here * kit.Ordered / p.Ordered; n < 0 || k < n {
			n = k
		}
	}
	return max(n, 0)
}

// LabelDoc draws the shop's own 4 by 6 inch labels of shipments, one a parcel.
func (s *Shop) LabelDoc(ctx context.Context, shipments []int64) (*labels.Doc, error) {
	var doc *labels.Doc
	err := s.paper(ctx, func(ctx context.Context, v *data.View, pr Profile) error {
		var ls []labels.ShippingLabel
		for _, id := range shipments {
			more, err := labelsOf(ctx, v, pr, id)
			if err != nil {
				return err
			}
			ls = append(ls, more...)
		}
		doc = labels.ShippingLabels(pr.DPI, ls)
		return nil
	})
	return doc, err
}

func labelsOf(ctx context.Context, v *data.View, pr Profile, shipment int64) ([]labels.ShippingLabel, error) {
	b, err := readSent(ctx, v, shipment)
	if err != nil {
		return nil, err
	}
	out := make([]labels.ShippingLabel, 0, len(b.parcels))
	for _, p := range b.parcels {
		units, lines := data.Quantity(0), 0
		for _, x := range b.inside {
			if x.ParcelID == p.ID {
				units += x.Qty
				lines++
			}
		}
		out = append(out, labels.ShippingLabel{From: pr.from(), To: pr.to(b.order.ShipTo()), Carrier: b.Carrier, Service: b.Service, Piece: int(p.N), Pieces: len(b.parcels),
			WeightG: int(p.WeightG), LengthMM: int(p.LengthMm), WidthMM: int(p.WidthMm), HeightMM: int(p.HeightMm), Date: pr.date(v.Now()), Order: strconv.FormatInt(b.order.Number, 10),
			Parcel: fmt.Sprintf("%s-%d", b.Number, p.N), Reference: b.order.ExternalRef, Contents: fmt.Sprintf("%d units, %d lines, box %s", units, lines, p.BoxCode)})
	}
	return out, nil
}

// PickListDoc draws pick lists: a batch has one row a place and product, split
// over the slots of the cart.
func (s *Shop) PickListDoc(ctx context.Context, lists []int64) (*labels.Doc, error) {
	var doc *labels.Doc
	err := s.paper(ctx, func(ctx context.Context, v *data.View, pr Profile) error {
		var out []reports.PickList
		floor, err := s.floor(ctx, v)
		if err != nil {
			return err
		}
		for _, id := range lists {
			l, err := v.PickList(ctx, id)
			if err != nil {
				return data.IfMissing(err, "there is no pick list %d", id)
			}
			r := reports.PickList{Number: l.Number, Picker: l.Picker, Printed: v.Now().Time().In(pr.Zone()).Format("2 Jan 15:04")}
			orders, err := v.PickListShipments(ctx, id)
			if err != nil {
				return fmt.Errorf("read the orders of %s: %w", l.Number, err)
			}
			for _, o := range orders {
				po := reports.PickOrder{Number: o.Number}
				if l.Method != "single" && !l.Bulk {
					po.Slot = o.Slot
				}
				r.Orders = append(r.Orders, po)
			}
			lines, err := v.PickLines(ctx, id)
			if err != nil {
				return fmt.Errorf("read the lines of %s: %w", l.Number, err)
			}
			var places []int64
			r.Lines, places = pickRows(lines, l.Method != "single" && !l.Bulk)
			if err := walkPaper(ctx, v, pr, floor, l, &r, places); err != nil {
				return err
			}
			out = append(out, r)
		}
		doc = reports.PickLists(pr.size(), pr.DPI, out)
		return nil
	})
	return doc, err
}

// pickRows are the rows of a pick list on paper, and the place of each.
func pickRows(lines []data.PickLinesRow, slots bool) (out []reports.PickLine, places []int64) {
	for _, l := range lines {
		if l.State == "put back" {
			continue
		}
		n := len(out)
		if n > 0 && out[n-1].Location == l.Location && out[n-1].SKU == string(l.SKU) {
			out[n-1].Qty += int(l.Qty)
		} else {
			places = append(places, l.LocationID)
			out = append(out, reports.PickLine{Zone: l.Zone, Location: l.Location, SKU: string(l.SKU), Name: l.Name, Qty: int(l.Qty)})
			n++
		}
		if slots {
			out[n-1].Slots = append(out[n-1].Slots, reports.SlotQty{Slot: l.Slot, Qty: int(l.Qty)})
		}
	}
	return out, places
}

// CountDoc draws count sheets; a blind one does not say what is expected.
func (s *Shop) CountDoc(ctx context.Context, counts []int64) (*labels.Doc, error) {
	var doc *labels.Doc
	err := s.paper(ctx, func(ctx context.Context, v *data.View, pr Profile) error {
		var out []reports.CountSheet
		for _, id := range counts {
			c, err := v.Count(ctx, id)
			if err != nil {
				return data.IfMissing(err, "there is no count %d", id)
			}
			lines, err := v.CountLines(ctx, id)
			if err != nil {
				return fmt.Errorf("read count %s: %w", c.Number, err)
			}
			sheet := reports.CountSheet{Number: c.Number, Date: pr.date(c.RequestedAt), Scope: c.Title, Blind: c.Blind}
			for _, l := range lines {
				expected := l.Expected
				if l.BaseMove < 0 {
					b, err := v.Balance(ctx, l.ProductID, l.LocationID)
					if err == nil {
						expected = b.OnHand
					}
				}
				sheet.Lines = append(sheet.Lines, reports.CountLine{Location: l.Location, SKU: string(l.SKU), Name: l.Name, Expected: int(expected)})
			}
			out = append(out, sheet)
		}
		doc = reports.CountSheets(pr.size(), pr.DPI, out)
		return nil
	})
	return doc, err
}

// ManifestDoc draws one manifest a carrier of all that was handed over since a
// moment.
func (s *Shop) ManifestDoc(ctx context.Context, since time.Time) (*labels.Doc, error) {
	var doc *labels.Doc
	err := s.paper(ctx, func(ctx context.Context, v *data.View, pr Profile) error {
		rows, err := v.HandedOverSince(ctx, data.At(since))
		if err != nil {
			return fmt.Errorf("read what was handed over: %w", err)
		}
		var out []reports.Manifest
		for _, r := range rows {
			if len(out) == 0 || out[len(out)-1].Carrier != r.Carrier {
				out = append(out, reports.Manifest{Carrier: r.Carrier, Day: pr.date(v.Now())})
			}
			m := &out[len(out)-1]
			parcels, err := v.Parcels(ctx, r.ID)
			if err != nil {
				return fmt.Errorf("read the parcels of %s: %w", r.Number, err)
			}
			order := r.Number
			if n, ok := data.OrderNumber(r.Number); ok {
				order = strconv.FormatInt(n, 10)
			}
			for _, p := range parcels {
				m.Parcels = append(m.Parcels, reports.ManifestParcel{Parcel: fmt.Sprintf("%s-%d", r.Number, p.N), Order: order, Tracking: r.Tracking, Name: r.ShipName, Postcode: r.ShipPostcode, Country: r.ShipCountry, Service: r.Service, WeightG: int(p.WeightG)})
			}
		}
		doc = reports.Manifests(pr.letterhead(), pr.size(), pr.DPI, out)
		return nil
	})
	return doc, err
}

// LabelOptions choose how product and location labels are printed.
type LabelOptions struct {
	Stock  string // id of labels.Stocks, "" is "L7160"
	Start  int    // first free label of the sheet, from 1
	Copies int    // of each; 0 is 1
	Price  bool
}

func (o LabelOptions) sheet(dpi int, ls []labels.Label) (*labels.Doc, error) {
	id := o.Stock
	if id == "" {
		id = "L7160"
	}
	stock, err := labels.StockByID(id)
	if err != nil {
		return nil, data.Invalid("stock", "%s", err)
	}
	if o.Start < 0 || o.Start > stock.PerSheet() {
		return nil, data.Invalid("start", "a sheet of %s has %d labels; start at one of them", id, stock.PerSheet())
	}
	var all []labels.Label
	for _, l := range ls {
		for range max(o.Copies, 1) {
			all = append(all, l)
		}
	}
	return labels.Sheet(stock, max(o.Start, 1), dpi, all), nil
}

// ProductLabelDoc draws labels of products.
func (s *Shop) ProductLabelDoc(ctx context.Context, products []int64, o LabelOptions) (*labels.Doc, error) {
	var doc *labels.Doc
	err := s.paper(ctx, func(ctx context.Context, v *data.View, pr Profile) error {
		rows, err := v.ProductRows(ctx, products)
		if err != nil {
			return err
		}
		ls := make([]labels.Label, 0, len(rows))
		for _, r := range rows {
			l := labels.ProductLabel{Name: r.Name, SKU: string(r.SKU), Barcode: r.Barcode}
			if o.Price {
				l.Price = r.Price.In(pr.Currency)
			}
			ls = append(ls, l)
		}
		doc, err = o.sheet(pr.DPI, ls)
		return err
	})
	return doc, err
}

// LocationLabelDoc draws labels of locations.
func (s *Shop) LocationLabelDoc(ctx context.Context, locations []int64, o LabelOptions) (*labels.Doc, error) {
	var doc *labels.Doc
	err := s.paper(ctx, func(ctx context.Context, v *data.View, pr Profile) error {
		ls := make([]labels.Label, 0, len(locations))
		for _, id := range locations {
			l, err := v.Location(ctx, id)
			if err != nil {
				return data.IfMissing(err, "there is no location %d", id)
			}
			ls = append(ls, labels.LocationLabel{Code: l.Code, Name: l.Zone})
		}
		var err error
		doc, err = o.sheet(pr.DPI, ls)
		return err
	})
	return doc, err
}

// PrintShipment makes the label of a shipment where it has none, and sends
// label and slip to the desk's printers. Each job stays until it is printed.
func (s *Shop) PrintShipment(ctx context.Context, who data.Actor, op data.Op, shipment int64) (data.Shipment, error) {
	sh, err := s.Label(ctx, who, op, shipment)
	if err != nil {
		return sh, err
	}
	label, err := s.LabelDoc(ctx, []int64{shipment})
	if err != nil {
		return sh, err
	}
	slip, err := s.SlipDoc(ctx, []int64{shipment})
	if err != nil {
		return sh, err
	}
	if _, err := s.Print(ctx, who, DocShippingLabel, label, "shipment", shipment); err != nil {
		return sh, err
	}
	_, err = s.Print(ctx, who, DocSlip, slip, "shipment", shipment)
	return sh, err
}
