package shipping

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// RateCard is the prices of the services that a shop can send with.
type RateCard struct {
	Name     string    `json:"name"`
	Note     string    `json:"note,omitempty"` // such as that the prices are made up
	From     string    `json:"from"`           // country the parcels leave from
	Currency string    `json:"currency"`       // ISO 4217
	Services []Service `json:"services"`
}

// Service is one way of sending.
type Service struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	Carrier   string `json:"carrier"`
	Tracked   bool   `json:"tracked,omitempty"`
	Signature bool   `json:"signature,omitempty"`
	CutOff    string `json:"cut_off,omitempty"` // shop's time of day, "16:30"; later leaves the next working day
	Limits    Limits `json:"limits"`
	Zones     []Zone `json:"zones"`
}

// Limits are what one parcel may be; 0 is no limit. Sides are outer.
type Limits struct {
	MaxWeight   int64 `json:"max_weight,omitempty"`    // g
	MaxLongest  int64 `json:"max_longest,omitempty"`   // mm, longest side
	MaxSecond   int64 `json:"max_second,omitempty"`    // mm, second side
	MaxShortest int64 `json:"max_shortest,omitempty"`  // mm, shortest side
	MaxSum      int64 `json:"max_sum,omitempty"`       // mm, length + width + height
	MaxGirthSum int64 `json:"max_girth_sum,omitempty"` // mm, length + girth
}

// Zone is where a price holds. The zone with the longest postcode prefix that
// fits wins, then one that names the country, then "*", any other country.
type Zone struct {
	Name      string   `json:"name"`
	Countries []string `json:"countries"`
	Postcodes []string `json:"postcodes,omitempty"` // prefixes without blanks, such as "BT", "IV2"
	Days      int      `json:"days"`                // working days on the way
	Rates     []Break  `json:"rates"`               // by rising weight
}

// Break is the price of one parcel of up to a weight.
type Break struct {
	UpTo  int64 `json:"up_to"` // g, inclusive
	Price int64 `json:"price"` // minor units
}

// ErrRateCard is the kind of error that ReadRateCard and Validate give.
var ErrRateCard = errors.New("rate card")

// maxRateCard bounds what is read as a rate card.
const maxRateCard = 8 << 20

// ReadRateCard reads a rate card from JSON and validates it. A key that is not
// known is refused by its name.
func ReadRateCard(r io.Reader) (RateCard, error) {
	var c RateCard
	d := json.NewDecoder(io.LimitReader(r, maxRateCard))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return RateCard{}, fmt.Errorf("%w: reading: %w", ErrRateCard, err)
	}
	return c, c.Validate()
}

// Validate says all that is wrong with a card: gaps, falling prices, doubled
// codes or zones, unknown countries and times.
func (c RateCard) Validate() error {
	var bad []error
	say := func(form string, args ...any) {
		bad = append(bad, fmt.Errorf("%w: "+form, append([]any{ErrRateCard}, args...)...))
	}
	if CountryName(c.From) == "" {
		say("from: %q is no country code", c.From)
	}
	if len(c.Currency) != 3 {
		say("currency: %q is no currency code", c.Currency)
	}
	if len(c.Services) == 0 {
		say("it has no services")
	}
	codes := map[string]bool{}
	for _, s := range c.Services {
		if s.Code == "" || codes[s.Code] {
			say("service code %q is empty or used twice", s.Code)
		}
		codes[s.Code] = true
		if s.CutOff != "" {
			if _, err := time.Parse("15:04", s.CutOff); err != nil {
				say("service %s: cut-off %q is no time of day such as 16:30", s.Code, s.CutOff)
			}
		}
		if len(s.Zones) == 0 {
			say("service %s has no zones", s.Code)
		}
		seen := map[string]string{}
		for _, z := range s.Zones {
			for _, fault := range z.faults() {
				say("service %s, zone %s: %s", s.Code, z.Name, fault)
			}
			for _, key := range z.keys() {
				if other, ok := seen[key]; ok {
					say("service %s: %s is in zones %s and %s", s.Code, key, other, z.Name)
				}
				seen[key] = z.Name
			}
		}
	}
	return errors.Join(bad...)
}

// keys are the places a zone covers, one a country and prefix.
func (z Zone) keys() []string {
	var keys []string
	for _, c := range z.Countries {
		if len(z.Postcodes) == 0 {
			keys = append(keys, c)
		}
		for _, p := range z.Postcodes {
			keys = append(keys, c+" "+bareCode(p))
		}
	}
	return keys
}

func (z Zone) faults() []string {
	var faults []string
	if len(z.Countries) == 0 {
		faults = append(faults, "it names no country")
	}
	for _, c := range z.Countries {
		if c != "*" && CountryName(c) == "" {
			faults = append(faults, fmt.Sprintf("%q is no country code", c))
		}
	}
	if z.Days < 0 || z.Days > 365 {
		faults = append(faults, fmt.Sprintf("%d days on the way", z.Days))
	}
	if len(z.Rates) == 0 {
		faults = append(faults, "it has no prices")
	}
	for i, b := range z.Rates {
		switch {
		case b.UpTo <= 0 || b.Price <= 0:
			faults = append(faults, fmt.Sprintf("a price of %d up to %d g", b.Price, b.UpTo))
		case i > 0 && b.UpTo <= z.Rates[i-1].UpTo:
			faults = append(faults, fmt.Sprintf("%d g comes after %d g", b.UpTo, z.Rates[i-1].UpTo))
		case i > 0 && b.Price < z.Rates[i-1].Price:
			faults = append(faults, fmt.Sprintf("the price falls at %d g", b.UpTo))
		}
	}
	return faults
}

// zoneFor finds the zone of a destination.
func (s Service) zoneFor(to Address) (Zone, bool) {
	best, at := -1, -1
	bare := bareCode(to.Postcode)
	for i, z := range s.Zones {
		score := -1
		switch {
		case slices.ContainsFunc(z.Countries, func(c string) bool { return strings.EqualFold(c, to.Country) }):
			score = 1
			if len(z.Postcodes) > 0 {
				score = -1
				for _, p := range z.Postcodes {
					if p = bareCode(p); prefixOf(p, bare) {
						score = max(score, 1+len(p))
					}
				}
			}
		case slices.Contains(z.Countries, "*") && len(z.Postcodes) == 0:
			score = 0
		}
		if score > best {
			best, at = score, i
		}
	}
	if at < 0 {
		return Zone{}, false
	}
	return s.Zones[at], true
}

// prefixOf reports whether a postcode begins with a prefix. A prefix of
// letters only (an area, such as IV) does not fit a longer area (IVX).
func prefixOf(prefix, code string) bool {
	if prefix == "" || !strings.HasPrefix(code, prefix) {
		return false
	}
	last := prefix[len(prefix)-1]
	if last < 'A' || len(code) == len(prefix) {
		return true
	}
	return code[len(prefix)] < 'A'
}

// rate finds the price of a weight.
func (z Zone) rate(weight int64) (int64, bool) {
	i, _ := slices.BinarySearchFunc(z.Rates, weight, func(b Break, w int64) int {
		if b.UpTo < w {
			return -1
		}
		return 1
	})
	if i == len(z.Rates) {
		return 0, false
	}
	return z.Rates[i].Price, true
}
