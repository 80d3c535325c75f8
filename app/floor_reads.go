package app

import (
	"context"
	"errors"
	"fmt"
	"image"

	"packbench/data"
	"packbench/labels"
)

// FloorRow is a shipment as the lists of the floor show it.
type FloorRow = data.ShipmentsByStageRow

// ShipmentsAt lists the shipments at a stage, the most urgent first.
func (s *Shop) ShipmentsAt(ctx context.Context, stage data.ShipmentStage, most int32) ([]FloorRow, error) {
	var rows []FloorRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		rows, err = v.ShipmentsByStage(ctx, stage, most)
		return err
	})
	return rows, err
}

// AtBench lists the shipments that lie picked at the bench: those to be packed,
// and those that lost their label meanwhile and need another one first.
func (s *Shop) AtBench(ctx context.Context, most int32) ([]FloorRow, error) {
	var rows []FloorRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		at, err := v.ShipmentsAtBench(ctx, most)
		for _, r := range at {
			rows = append(rows, FloorRow(r))
		}
		return err
	})
	return rows, err
}

// PickBoard is what the pick page shows: shipments whose orders are ready to be
// released, released ones that no pick list has in full, and the lists.
type PickBoard struct {
	Ready  []FloorRow
	ToPick []FloorRow
	Open   []data.PickListsByStageRow // picking, released and waiting for another, the oldest first
	Done   []data.PickListsByStageRow // the newest first
}

// floorMost bounds the lists of the floor: more than a shop ships in a day.
const floorMost = 2000

// PickBoard reads what waits for pickers.
func (s *Shop) PickBoard(ctx context.Context) (PickBoard, error) {
	var b PickBoard
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		ready, err := v.ShipmentsReady(ctx, floorMost)
		if err != nil {
			return fmt.Errorf("read what is ready: %w", err)
		}
		for _, r := range ready {
			b.Ready = append(b.Ready, FloorRow(r))
		}
		toPick, err := v.ShipmentsToPick(ctx, floorMost)
		if err != nil {
			return fmt.Errorf("read what is to be picked: %w", err)
		}
		for _, r := range toPick {
			b.ToPick = append(b.ToPick, FloorRow(r))
		}
		for _, stage := range []string{"picking", "released", "built"} {
			lists, err := v.PickListsByStage(ctx, stage, floorMost)
			if err != nil {
				return fmt.Errorf("read the pick lists: %w", err)
			}
			for i := len(lists) - 1; i >= 0; i-- {
				b.Open = append(b.Open, lists[i])
			}
		}
		for _, stage := range []string{"done", "cancelled"} {
			lists, err := v.PickListsByStage(ctx, stage, 200)
			if err != nil {
				return fmt.Errorf("read the finished pick lists: %w", err)
			}
			b.Done = append(b.Done, lists...)
		}
		return nil
	})
	return b, err
}

// Walk is one pick list with its lines in walking order and its orders.
type Walk struct {
	List   data.PickList
	Lines  []data.PickLinesRow
	Orders []data.PickListShipmentsRow
}

// Left is how many lines are still to be picked.
func (w Walk) Left() int {
	n := 0
	for _, l := range w.Lines {
		if l.State == "open" {
			n++
		}
	}
	return n
}

// Walk reads a pick list by its number.
func (s *Shop) Walk(ctx context.Context, number string) (Walk, error) {
	var w Walk
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		var err error
		if w.List, err = v.PickListByNumber(ctx, number); err != nil {
			return data.IfMissing(err, "there is no pick list %s", number)
		}
		if w.Lines, err = v.PickLines(ctx, w.List.ID); err != nil {
			return fmt.Errorf("read the lines of %s: %w", number, err)
		}
		if w.Orders, err = v.PickListShipments(ctx, w.List.ID); err != nil {
			return fmt.Errorf("read the orders of %s: %w", number, err)
		}
		return nil
	})
	return w, err
}

// printJobsBack is how many jobs are looked through for those of one record:
// several days of a busy shop.
const printJobsBack = 5000

// LabelOnPaper says whether a shipment's label, as it is now, has been sent to
// a printer or waits for one.
func (s *Shop) LabelOnPaper(ctx context.Context, shipment int64) (bool, error) {
	found := false
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		sh, err := v.Shipment(ctx, shipment)
		if err != nil {
			return data.IfMissing(err, "there is no shipment %d", shipment)
		}
		last, err := v.LastPrintJob(ctx)
		if err != nil {
			return fmt.Errorf("read the print jobs: %w", err)
		}
		jobs, err := v.PrintJobsOf(ctx, last-printJobsBack, "shipment", shipment)
		if err != nil {
			return fmt.Errorf("read the print jobs of %s: %w", sh.Number, err)
		}
		for _, j := range jobs {
			if j.Kind == DocShippingLabel && j.State != "cancelled" && j.State != "failed" && j.CreatedAt >= sh.LabelledAt {
				found = true
			}
		}
		return nil
	})
	return found, err
}

// ProductOf says which product a code means, and how many units of it one such
// code stands for.
func (s *Shop) ProductOf(ctx context.Context, code string) (data.Product, data.Quantity, error) {
	var p data.Product
	var units data.Quantity
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		p, units, err = v.ProductByCode(ctx, code)
		return err
	})
	return p, units, err
}

// Paper is a document as the window shows it before it is printed.
type Paper struct {
	Doc      *labels.Doc
	Pictures []image.Image
	Warnings []string
	Wide     float32 // width of a page in points
}

// previewMost bounds how many pages are drawn for a preview, and previewDPI how
// fine.
const (
	previewMost = 40
	previewDPI  = 110
)

// Picture draws a document's pages as pictures. Pages past the fortieth are
// printed and not shown.
func Picture(doc *labels.Doc) Paper {
	p := Paper{Doc: doc}
	for i, pg := range doc.Pages {
		if i == 0 {
			p.Wide = float32(pg.W * labels.PointsPerMM)
		}
		if i < previewMost {
			p.Pictures = append(p.Pictures, labels.Raster(pg, previewDPI))
		}
	}
	for _, w := range doc.Warnings {
		p.Warnings = append(p.Warnings, w.String())
	}
	return p
}

// PrintLabelAgain sends a shipment's label and slip to the desk's printers as
// they are, without making the label anew.
func (s *Shop) PrintLabelAgain(ctx context.Context, who data.Actor, shipment int64) error {
	label, err := s.LabelDoc(ctx, []int64{shipment})
	if err != nil {
		return err
	}
	slip, err := s.SlipDoc(ctx, []int64{shipment})
	if err != nil {
		return err
	}
	_, labelErr := s.Print(ctx, who, DocShippingLabel, label, "shipment", shipment)
	_, slipErr := s.Print(ctx, who, DocSlip, slip, "shipment", shipment)
	return errors.Join(labelErr, slipErr)
}

// CountOfLine gives the number of the count that a count line belongs to.
func (s *Shop) CountOfLine(ctx context.Context, line int64) (string, error) {
	var number string
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		l, err := v.CountLine(ctx, line)
		if err != nil {
			return data.IfMissing(err, "there is no count line %d", line)
		}
		c, err := v.Count(ctx, l.CountID)
		number = c.Number
		return err
	})
	return number, err
}
