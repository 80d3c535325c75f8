package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"packbench/app/shipping"
	"packbench/data"
)

// Options are what a Shop is made with.
type Options struct {
	// Printing sends documents to printers; nil means the machine's own.
	Printing Printing
}

// Shop is the shop at work. It may be used from any goroutine.
type Shop struct {
	books    *data.Store
	printing Printing
	moving   sync.Mutex // held while the shop is moved to another place
	noted    noted

	mu     sync.Mutex
	card   shipping.RateCard // the rate card in use, kept while its id is cardID
	cardID int64
	kept   keptFloor
	pace   keptPace
	opened bool // somebody gave a password here
}

// New makes a Shop over open books.
func New(books *data.Store, o Options) *Shop {
	if o.Printing == nil {
		o.Printing = machinePrinters{}
	}
	s := &Shop{books: books, printing: o.Printing}
	books.PlanWith(s.planMore)
	books.RouteWith(s.reroute)
	return s
}

// Books gives the shop's records, for reading.
func (s *Shop) Books() *data.Store { return s.books }

// Now is the shop's time, in its own zone.
func (s *Shop) Now(p Profile) time.Time { return s.books.Now().In(p.Zone()) }

// Profile is what the shop says about itself. The json names are what the
// settings file of the shop keeps.
type Profile struct {
	Name      string      `json:"name"`
	Address   data.ShipTo `json:"address"`
	Currency  string      `json:"currency"`
	Country   string      `json:"country"`    // ISO 3166-1; tax and address lines depend on it
	TimeZone  string      `json:"time_zone"`  // "Europe/London"
	TaxBP     int64       `json:"tax_bp"`     // tax on postage, and of new products, in ten-thousandths
	FreeFrom  data.Money  `json:"free_from"`  // goods from this value go post free; 0 never
	Tolerance data.Grams  `json:"tolerance"`  // how far a packed weight may be off
	Paper     string      `json:"paper"`      // "A4" or "Letter"
	DPI       int         `json:"dpi"`        // of the label printer
	Returns   string      `json:"returns"`    // printed on the slip
	FirstTime bool        `json:"first_time"` // nobody has set the shop up yet

	// LockAfter is after how many minutes without a key or the mouse a window asks
	// again who sits there, in a shop with passwords; 0 is never.
	LockAfter int `json:"lock_after"`

	// PrintPlaced prints slip and label as soon as an order is placed, where the
	// desk has printers for them.
	PrintPlaced bool `json:"print_placed"`
}

// DefaultProfile is what a new shop starts with.
func DefaultProfile() Profile {
	return Profile{Name: "My shop", Currency: "GBP", Country: "GB", TimeZone: "Europe/London", TaxBP: 2000, Tolerance: 150, Paper: "A4", DPI: 203, FirstTime: true, PrintPlaced: true, LockAfter: 10}
}

// Zone is the shop's time zone, UTC where it is not known.
func (p Profile) Zone() *time.Location {
	if z, err := time.LoadLocation(p.TimeZone); err == nil {
		return z
	}
	return time.UTC
}

const profileKey = "shop.profile"

// Profile reads what the shop says about itself.
func (s *Shop) Profile(ctx context.Context) (Profile, error) {
	var p Profile
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		p, err = profile(ctx, v)
		return err
	})
	return p, err
}

func profile(ctx context.Context, v *data.View) (Profile, error) {
	p := DefaultProfile()
	err := setting(ctx, v, profileKey, &p)
	return p, err
}

// setting reads a setting kept as JSON; where there is none, into stays.
func setting(ctx context.Context, v *data.View, key string, into any) error {
	all, err := v.Settings(ctx)
	if err != nil {
		return fmt.Errorf("read the settings: %w", err)
	}
	for _, s := range all {
		if s.Key == key {
			if err := json.Unmarshal([]byte(s.Value), into); err != nil {
				return fmt.Errorf("read setting %s: %w", key, err)
			}
		}
	}
	return nil
}

// SetProfile changes what the shop says about itself. op.Began names the profile
// as it was seen.
func (s *Shop) SetProfile(ctx context.Context, who data.Actor, op data.Op, p Profile) error {
	if err := p.check(); err != nil {
		return err
	}
	p.FirstTime = false
	text, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("write setting %s: %w", profileKey, err)
	}
	return s.run(ctx, ChangeSettings, who, op, func(ctx context.Context, tx *data.Tx) error {
		now, err := profile(ctx, &tx.View)
		if err != nil {
			return err
		}
		if err := tx.Still("what the shop says about itself", now); err != nil {
			return err
		}
		tx.About("setting", 0, "Changed the shop's settings")
		return tx.PutSetting(ctx, profileKey, string(text))
	})
}

func (p Profile) check() error {
	switch {
	case strings.TrimSpace(p.Name) == "":
		return data.Invalid("name", "the shop needs a name")
	case len(p.Currency) != 3:
		return data.Invalid("currency", "%q is not a currency: write three letters, such as GBP", p.Currency)
	case len(p.Country) != 2:
		return data.Invalid("country", "%q is not a country's code: write two letters, such as GB", p.Country)
	case p.TaxBP < 0 || p.TaxBP > 10000:
		return data.Invalid("tax", "a tax lies between 0 and 100 %%")
	case p.DPI < 150 || p.DPI > 1200:
		return data.Invalid("dpi", "a printer has between 150 and 1200 dots an inch; label printers have 203 or 300")
	case p.LockAfter < 0 || p.LockAfter > 24*60:
		return data.Invalid("lock", "between 0 (never) and 1440 minutes")
	case p.Paper != "A4" && p.Paper != "Letter":
		return data.Invalid("paper", "paper is A4 or Letter")
	}
	if _, err := time.LoadLocation(p.TimeZone); err != nil {
		return data.Invalid("time zone", "%q is not a time zone: write it like Europe/London", p.TimeZone)
	}
	return nil
}

func (s *Shop) putSetting(ctx context.Context, r Right, who data.Actor, op data.Op, key string, value any, title string) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write setting %s: %w", key, err)
	}
	return s.run(ctx, r, who, op, func(ctx context.Context, tx *data.Tx) error {
		tx.About("setting", 0, "%s", title)
		return tx.PutSetting(ctx, key, string(text))
	})
}

// rateCard gives the card in use, parsed once.
func (s *Shop) rateCard(ctx context.Context, v *data.View) (shipping.RateCard, error) {
	row, err := v.ActiveRateCard(ctx)
	if data.Missing(err) {
		return shipping.RateCard{}, nil // a shop without a card: every shipment says so
	}
	if err != nil {
		return shipping.RateCard{}, fmt.Errorf("read the rate card: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if row.ID == s.cardID {
		return s.card, nil
	}
	card, err := shipping.ReadRateCard(strings.NewReader(row.Body))
	if err != nil {
		return card, fmt.Errorf("read the rate card %s: %w", row.Name, err)
	}
	s.card, s.cardID = card, row.ID
	return card, nil
}
