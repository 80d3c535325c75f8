package app

import (
	"context"
	"fmt"
	"time"

	"packbench/app/channels"
	"packbench/data"
)

// Card is the rate card in use, as a list of its prices.
type Card struct {
	Name     string // "" where there is none
	Note     string
	Currency string
	Example  bool // it came with the program and its prices are made up
	LoadedAt time.Time
	Prices   []CardPrice
}

// CardPrice is what one parcel costs with a service, in a zone, up to a weight.
type CardPrice struct {
	Service, Carrier, Zone string
	CutOff                 string // time of day, "" for none
	Days                   int    // working days on the way
	UpTo                   data.Grams
	Price                  data.Money
}

// Card reads the rate card in use.
func (s *Shop) Card(ctx context.Context) (Card, error) {
	var c Card
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		row, err := v.ActiveRateCard(ctx)
		if err != nil {
			return noRows(err)
		}
		card, err := s.rateCard(ctx, v)
		if err != nil {
			return err
		}
		c = Card{Name: card.Name, Note: card.Note, Currency: card.Currency, Example: row.Example, LoadedAt: row.LoadedAt.Time()}
		for _, svc := range card.Services {
			for _, z := range svc.Zones {
				for _, b := range z.Rates {
					c.Prices = append(c.Prices, CardPrice{Service: svc.Name, Carrier: svc.Carrier, Zone: z.Name, CutOff: svc.CutOff, Days: z.Days, UpTo: data.Grams(b.UpTo), Price: data.Money(b.Price)})
				}
			}
		}
		return nil
	})
	return c, err
}

// Places lists the shop's locations with what lies there, by code.
func (s *Shop) Places(ctx context.Context) ([]data.LocationStockRow, error) {
	var out []data.LocationStockRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if out, err = v.LocationStock(ctx); err != nil {
			return fmt.Errorf("read the locations: %w", err)
		}
		return nil
	})
	return out, err
}

// Boxes lists the boxes in use, by code.
func (s *Shop) Boxes(ctx context.Context) ([]data.Box, error) {
	var out []data.Box
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if out, err = v.Boxes(ctx); err != nil {
			return fmt.Errorf("read the boxes: %w", err)
		}
		return nil
	})
	return out, err
}

// People lists who works in the shop, by name.
func (s *Shop) People(ctx context.Context) ([]data.Person, error) {
	var out []data.Person
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if out, err = v.Users(ctx); err != nil {
			return fmt.Errorf("read the people: %w", err)
		}
		return nil
	})
	return out, err
}

// CheckBooks proves the rules of the books, a finding for each.
func (s *Shop) CheckBooks(ctx context.Context) ([]data.Finding, error) { return s.books.Check(ctx) }

// Backup writes a verified copy of the shop to a file while work goes on.
func (s *Shop) Backup(ctx context.Context, path string) (data.Manifest, error) {
	return s.books.Backup(ctx, path)
}

// GuessImport looks at a file's header and says which of ImportKinds it is a
// list of, "orders", or "" where it is none that is known.
func (s *Shop) GuessImport(ctx context.Context, path string) (kind string, err error) {
	t, err := channels.OpenFile(ctx, path, channels.Options{})
	if err != nil {
		return "", &data.Fault{Kind: data.KindInvalid, Field: "file", Message: err.Error()}
	}
	k, _ := channels.Recognise(t.Header)
	return string(k), t.Close()
}
