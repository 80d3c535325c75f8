package app

import (
	"context"
	"fmt"

	"packbench/app/picking"
	"packbench/data"
)

// Counts lists counts, the newest first.
func (s *Shop) Counts(ctx context.Context, most int32) ([]data.CountsPageRow, error) {
	var rows []data.CountsPageRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		rows, err = v.CountsPage(ctx, most)
		return err
	})
	return rows, err
}

// CountSheet is a count with its lines in walking order.
type CountSheet struct {
	Count   data.Count
	Lines   []data.CountLinesRow
	Profile Profile
}

// CountSheet reads a count by its number.
func (s *Shop) CountSheet(ctx context.Context, number string) (CountSheet, error) {
	var c CountSheet
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		var err error
		if c.Profile, err = profile(ctx, v); err != nil {
			return err
		}
		if c.Count, err = v.CountByNumber(ctx, number); err != nil {
			return data.IfMissing(err, "there is no count %s", number)
		}
		if c.Lines, err = v.CountLines(ctx, c.Count.ID); err != nil {
			return fmt.Errorf("read count %s: %w", number, err)
		}
		return nil
	})
	return c, err
}

// RequestProductCount asks for a count of products wherever they lie, in the
// order of walking.
func (s *Shop) RequestProductCount(ctx context.Context, who data.Actor, op data.Op, title string, blind bool, products []int64) (data.Count, error) {
	return do(ctx, s, WorkFloor, who, op, func(ctx context.Context, tx *data.Tx) (data.Count, error) {
		var stops []picking.Coded
		var at []data.CountPlace
		for _, id := range products {
			bins, err := tx.BalancesOf(ctx, id)
			if err != nil {
				return data.Count{}, fmt.Errorf("look for product %d: %w", id, err)
			}
			for _, b := range bins {
				if b.Kind != "bin" {
					continue // what is at the bench or at receiving is on its way
				}
				stops = append(stops, picking.Coded{Code: b.Code, Ref: int64(len(at))})
				at = append(at, data.CountPlace{ProductID: id, LocationID: b.LocationID})
			}
		}
		places := make([]data.CountPlace, 0, len(at))
		for _, st := range picking.ByCode(stops) {
			places = append(places, at[st.Ref])
		}
		c, err := tx.RequestCount(ctx, title, blind, places)
		if err == nil {
			tx.About("count", c.ID, "Asked for count %s", c.Number)
		}
		return c, err
	})
}
