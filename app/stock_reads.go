package app

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"packbench/app/picking"
	"packbench/data"
)

// StockPage reads what lies where, in the order of the places' codes and SKUs,
// after a place and a SKU; prefix keeps only places whose code begins so.
func (s *Shop) StockPage(ctx context.Context, prefix, afterCode string, afterSKU data.SKU, most int32) ([]data.StockRowsRow, error) {
	var rows []data.StockRowsRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if afterCode == "" && prefix != "" {
			afterCode = before(prefix)
		}
		rows, err = v.StockRows(ctx, afterCode, afterSKU, most)
		return err
	})
	for i, r := range rows {
		if !strings.HasPrefix(r.Bin, prefix) {
			return rows[:i], err
		}
	}
	return rows, err
}

// before is a text that sorts just before all that begin with prefix.
func before(prefix string) string {
	b := []byte(prefix)
	b[len(b)-1]--
	return string(b) + "\x7f\x7f\x7f\x7f"
}

// PlacesWithStock lists the shop's places with how much lies there, as the codes on the
// shelves count.
func (s *Shop) PlacesWithStock(ctx context.Context) ([]data.LocationStockRow, error) {
	var rows []data.LocationStockRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		rows, err = v.LocationStock(ctx)
		return err
	})
	sort.SliceStable(rows, func(i, j int) bool { return picking.Less(rows[i].Code, rows[j].Code) })
	return rows, err
}

// PlaceNamed finds a place by its code, as it is typed or scanned.
func (s *Shop) PlaceNamed(ctx context.Context, code string) (data.Location, error) {
	var l data.Location
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		var err error
		if l, err = v.LocationByCode(ctx, strings.ToUpper(strings.TrimSpace(code))); err != nil {
			return data.Invalid("place", "there is no place %s", strings.TrimSpace(code))
		}
		return nil
	})
	return l, err
}

// MovesPage reads moves newest first, those before an id (0 for the newest), at
// a place or of a product or all where both are 0.
func (s *Shop) MovesPage(ctx context.Context, place, product, beforeID int64, most int32) ([]data.MovesPageRow, error) {
	if beforeID == 0 {
		beforeID = 1 << 62
	}
	var rows []data.MovesPageRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		switch {
		case place > 0:
			at, err := v.MovesAt(ctx, beforeID, place, most)
			for _, r := range at {
				rows = append(rows, data.MovesPageRow(r))
			}
			return err
		case product > 0:
			of, err := v.MovesOfProduct(ctx, product, beforeID, most)
			if err != nil {
				return err
			}
			p, err := v.Product(ctx, product)
			for _, r := range of {
				rows = append(rows, data.MovesPageRow{ID: r.ID, ProductID: p.ID, SKU: p.SKU, Name: p.Name, Qty: r.Qty, Kind: r.Kind, DocKind: r.DocKind, DocID: r.DocID, Reason: r.Reason, Reverses: r.Reverses, At: r.At, FromCode: r.FromCode, ToCode: r.ToCode, Who: r.Who, Desk: r.Desk})
			}
			return err
		}
		rows, err = v.MovesPage(ctx, beforeID, most)
		return err
	})
	return rows, err
}

// BinsOf reads where a product lies.
func (s *Shop) BinsOf(ctx context.Context, product int64) ([]data.BalancesOfRow, error) {
	var rows []data.BalancesOfRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		rows, err = v.BalancesOf(ctx, product)
		return err
	})
	return rows, err
}

// Deliveries lists what is expected or being received, the newest first.
func (s *Shop) Deliveries(ctx context.Context, most int32) ([]data.ReceiptsPageRow, error) {
	var rows []data.ReceiptsPageRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		rows, err = v.ReceiptsPage(ctx, most)
		return err
	})
	return rows, err
}

// Delivery is a supplier's delivery with its lines.
type Delivery struct {
	Receipt data.Receipt
	Lines   []DeliveryLine
	Profile Profile
}

// DeliveryLine is a product of a delivery, and where it lies already: the place
// that is offered for putting it away.
type DeliveryLine struct {
	data.ReceiptLinesRow
	Bin string
}

// Delivery reads a delivery by its number.
func (s *Shop) Delivery(ctx context.Context, number string) (Delivery, error) {
	var d Delivery
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		var err error
		if d.Profile, err = profile(ctx, v); err != nil {
			return err
		}
		all, err := v.ReceiptsPage(ctx, 10_000)
		if err != nil {
			return fmt.Errorf("read the deliveries: %w", err)
		}
		id := int64(0)
		for _, r := range all {
			if strings.EqualFold(r.Number, number) {
				id = r.ID
			}
		}
		if d.Receipt, err = v.Receipt(ctx, id); err != nil {
			return data.IfMissing(err, "there is no delivery %s", number)
		}
		lines, err := v.ReceiptLines(ctx, id)
		if err != nil {
			return fmt.Errorf("read delivery %s: %w", number, err)
		}
		for _, l := range lines {
			bins, err := v.BalancesOf(ctx, l.ProductID)
			if err != nil {
				return fmt.Errorf("read where %s lies: %w", l.SKU, err)
			}
			line := DeliveryLine{ReceiptLinesRow: l}
			for _, b := range bins {
				if b.Pickable && b.IsSellable && line.Bin == "" {
					line.Bin = b.Code
				}
			}
			d.Lines = append(d.Lines, line)
		}
		return nil
	})
	return d, err
}
