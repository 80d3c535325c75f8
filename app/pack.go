package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"packbench/data"
)

// Bench is a shipment on the packing bench, as the screen shows it.
type Bench struct {
	Shipment data.Shipment
	Order    data.Order
	Parcels  []data.Parcel
	Lines    []data.ShipmentLinesRow
	Inside   []data.ParcelLinesRow
	Scans    []data.PackScan
	Expected data.Grams // gross weight of all parcels
	Packed   data.Quantity
	Units    data.Quantity
	Stops    []data.Barrier

	Cell  string                  // where its parts meet at the bench, "" for none
	Parts []data.ShipmentPartsRow // the lists that it is on
}

// Missing says which parts of the shipment are not here yet, in the words of the
// bench: "part 2 of 3 is in zone B, list P-312 (Ben)".
func (b Bench) Missing() (say []string) {
	for i, p := range b.Parts {
		if p.OpenCount == 0 {
			continue
		}
		where := ""
		if p.Zone != "" {
			where = " in zone " + p.Zone + ","
		}
		who := ""
		if p.Picker != "" {
			who = " (" + p.Picker + ")"
		}
		if len(b.Parts) == 1 {
			say = append(say, fmt.Sprintf("it is still on list %s%s", p.Number, who))
			continue
		}
		say = append(say, fmt.Sprintf("part %d of %d is%s on list %s%s", i+1, len(b.Parts), where, p.Number, who))
	}
	return say
}

// Done says that every unit is packed.
func (b Bench) Done() bool { return b.Units > 0 && b.Packed == b.Units }

// Bench reads a shipment for the packing bench.
func (s *Shop) Bench(ctx context.Context, shipment int64) (Bench, error) {
	var b Bench
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		var err error
		if b.Shipment, err = v.Shipment(ctx, shipment); err != nil {
			return data.IfMissing(err, "there is no shipment %d", shipment)
		}
		if b.Order, err = v.Order(ctx, b.Shipment.OrderID); err != nil {
			return fmt.Errorf("read the order: %w", err)
		}
		if b.Parcels, err = v.Parcels(ctx, shipment); err != nil {
			return fmt.Errorf("read the parcels: %w", err)
		}
		if b.Lines, err = v.ShipmentLines(ctx, shipment); err != nil {
			return fmt.Errorf("read the lines: %w", err)
		}
		if b.Inside, err = v.ParcelLines(ctx, shipment); err != nil {
			return fmt.Errorf("read the contents: %w", err)
		}
		if b.Scans, err = v.PackScans(ctx, shipment, 12); err != nil {
			return fmt.Errorf("read the scans: %w", err)
		}
		if cell, err := v.CellOf(ctx, shipment); err == nil {
			b.Cell = cell.Code
		} else if !data.Missing(err) {
			return fmt.Errorf("read the cell: %w", err)
		}
		if b.Parts, err = v.ShipmentParts(ctx, shipment); err != nil {
			return fmt.Errorf("read its pick lists: %w", err)
		}
		b.Parts = slices.DeleteFunc(b.Parts, func(p data.ShipmentPartsRow) bool { return p.LineCount == 0 })
		b.Stops, err = v.Gate(ctx, shipment)
		return err
	})
	for _, p := range b.Parcels {
		b.Expected += p.WeightG
	}
	for _, l := range b.Lines {
		if l.Kind == "stocked" {
			b.Units += l.Qty
			b.Packed += l.Packed
		}
	}
	return b, err
}

// FindForPacking finds the shipment that a scan at the bench means: its own
// number, its order's, that of the cell it lies in, or a product's, when the oldest picked order that still
// needs it is meant.
func (s *Shop) FindForPacking(ctx context.Context, code string) (int64, error) {
	var id int64
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		code = strings.TrimSpace(code)
		if sh, err := v.ShipmentByNumber(ctx, parcelOf(code)); err == nil {
			id = sh.ID
			return nil
		}
		if n, ok := data.OrderNumber(code); ok {
			if o, err := v.OrderByNumber(ctx, n); err == nil {
				live, err := v.LiveShipmentsOf(ctx, o.ID)
				if err != nil {
					return fmt.Errorf("read the shipments of order %d: %w", n, err)
				}
				for _, sh := range live {
					if !sh.HandedOverAt.Set() {
						id = sh.ID
						return nil
					}
				}
				return data.Refused("pack", "scan another order", "order %d has nothing to pack: it is %s", n, o.Stage)
			}
		}
		if cell, err := v.CellByCode(ctx, strings.ToUpper(code)); err == nil {
			if id = cell.ShipmentID; id == 0 {
				return data.Refused("pack", "scan another cell", "cell %s is empty", cell.Code)
			}
			return nil
		}
		p, _, err := v.ProductByCode(ctx, code)
		if err != nil {
			return err
		}
		if id, err = v.ShipmentForPacking(ctx, p.ID); err != nil {
			return data.IfMissing(err, "no picked order needs %s", p.SKU)
		}
		return nil
	})
	return id, err
}

// parcelOf takes the number of the parcel off what a label says: "10042-1-2"
// is parcel 2 of shipment 10042-1.
func parcelOf(code string) string {
	if parts := strings.Split(code, "-"); len(parts) == 3 {
		return parts[0] + "-" + parts[1]
	}
	return code
}

type scanUndo struct {
	ShipmentID int64 `json:"shipment"`
}

// Scan counts scanned units into a shipment. Wrong codes change nothing and
// are said.
func (s *Shop) Scan(ctx context.Context, who data.Actor, op data.Op, shipment int64, scans []data.Scan) ([]data.ScanResult, error) {
	return do(ctx, s, WorkFloor, who, op.For(scans), func(ctx context.Context, tx *data.Tx) ([]data.ScanResult, error) {
		r, err := tx.PackScans(ctx, shipment, scans)
		if err != nil {
			return nil, err
		}
		tx.About("shipment", shipment, "Scanned %s", number(int64(len(scans)), "code", "codes"))
		return r, nil
	})
}

// FinishPacking closes the boxes; weighed is 0 without a scale. override is
// needed when not everything is proved.
func (s *Shop) FinishPacking(ctx context.Context, who data.Actor, op data.Op, shipment int64, weighed data.Grams, override string) (data.Shipment, error) {
	return do(ctx, s, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) (data.Shipment, error) {
		if err := s.mayOverride(ctx, tx, override); err != nil {
			return data.Shipment{}, err
		}
		pr, err := profile(ctx, &tx.View)
		if err != nil {
			return data.Shipment{}, err
		}
		sh, err := tx.FinishPacking(ctx, shipment, weighed, pr.Tolerance, override)
		if err != nil {
			return sh, err
		}
		tx.About("order", sh.OrderID, "Packed %s", sh.Number)
		return sh, tx.Undoable("pack", scanUndo{shipment})
	})
}

// Unpack opens the boxes of a shipment again.
func (s *Shop) Unpack(ctx context.Context, who data.Actor, op data.Op, shipment int64) error {
	return s.run(ctx, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) error {
		tx.About("shipment", shipment, "Unpacked a shipment")
		return tx.Unpack(ctx, shipment)
	})
}
