package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"packbench/data"
)

// CartWalk is a pick list as the picker at the cart sees it: what is still to be
// walked, drawn on the map, and where the cart goes in the end.
type CartWalk struct {
	Walk
	// Floor is the map, kept until it changes.
	Floor *Floor
	// Path is the rest of the walk, through the open lines as they are asked for;
	// a point's Stop is the number of a line in Lines. Empty without a map.
	Path   []FloorPoint
	Length data.Millimetres // of Path
	// Cells are where the goods of each shipment are put at the bench.
	Cells map[int64]string
	// Next is the list on which the same cart goes on in another zone.
	Next, NextZone string
}

// CartWalk reads a pick list by its number with the rest of its walk. first is a
// place that the picker goes to before all others, 0 for none.
func (s *Shop) CartWalk(ctx context.Context, number string, first int64) (CartWalk, error) {
	var c CartWalk
	var err error
	if c.Walk, err = s.Walk(ctx, number); err != nil {
		return c, err
	}
	err = s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		if c.Floor, err = s.floor(ctx, v); err != nil {
			return err
		}
		from, err := v.LastConfirmed(ctx, c.List.ID)
		if err != nil {
			return fmt.Errorf("find where the picker of %s stands: %w", number, err)
		}
		c.along(from, first)
		cells, err := v.Cells(ctx)
		if err != nil {
			return fmt.Errorf("read the cells: %w", err)
		}
		c.Cells = make(map[int64]string)
		for _, cell := range cells {
			if cell.ShipmentID > 0 {
				c.Cells[cell.ShipmentID] = cell.Code
			}
		}
		return c.goesOn(ctx, v)
	})
	return c, err
}

// along draws the way past the open lines in their order.
func (c *CartWalk) along(from, first int64) {
	var open []int
	for i, l := range c.Lines {
		if l.State == "open" {
			open = append(open, i)
		}
	}
	slices.SortStableFunc(open, func(a, b int) int {
		asked := func(i int) int {
			if c.Lines[i].LocationID == first {
				return 0
			}
			return 1
		}
		return cmp.Compare(asked(a), asked(b))
	})
	places := make([]int64, len(open))
	for i, n := range open {
		places[i] = c.Lines[n].LocationID
	}
	path, length := c.Floor.Along(from, places)
	for i, p := range path {
		if p.Stop >= 0 {
			path[i].Stop = open[p.Stop]
		}
	}
	c.Path, c.Length = path, data.Millimetres(length)
}

// goesOn finds the list that the cart is passed on with.
func (c *CartWalk) goesOn(ctx context.Context, v *data.View) error {
	if c.List.PassNo == 0 || len(c.Orders) == 0 {
		return nil
	}
	var next data.ShipmentPartsRow
	for _, o := range c.Orders {
		parts, err := v.ShipmentParts(ctx, o.ShipmentID)
		if err != nil {
			return fmt.Errorf("read the lists of %s: %w", o.Number, err)
		}
		for _, p := range parts {
			if p.PassNo > c.List.PassNo && p.OpenCount > 0 && (next.ID == 0 || p.PassNo < next.PassNo) {
				next = p
			}
		}
	}
	c.Next, c.NextZone = next.Number, next.Zone
	return nil
}

// PrintPickLists sends lists to the desk's printer and says that they are on paper.
// What can't be printed now stays as a job, and the error says why; the lists count
// as printed all the same, since they come out as soon as the printer is back.
func (s *Shop) PrintPickLists(ctx context.Context, who data.Actor, op data.Op, lists []int64) error {
	if len(lists) == 0 {
		return data.Invalid("lists", "choose at least one list")
	}
	doc, err := s.PickListDoc(ctx, lists)
	if err != nil {
		return err
	}
	_, printing := s.Print(ctx, who, DocPickList, doc, "pick list", lists[0])
	return errors.Join(s.ListsPrinted(ctx, who, op, lists), printing)
}
