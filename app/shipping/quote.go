package shipping

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Parcel is one closed box as a carrier sees it.
type Parcel struct {
	Box    string   `json:"box,omitempty"` // code of the box, for the fingerprint
	Size   [3]int64 `json:"size"`          // mm, outer, in any order
	Weight int64    `json:"weight"`        // g, gross
}

// Quote is what one service asks for all parcels together, or why it cannot
// take them. A rejected quote has no price.
type Quote struct {
	Service   string    `json:"service"`
	Name      string    `json:"name"`
	Carrier   string    `json:"carrier"`
	Zone      string    `json:"zone,omitempty"`
	Price     int64     `json:"price,omitempty"` // minor units
	Currency  string    `json:"currency"`
	Days      int       `json:"days,omitempty"` // working days on the way
	Leaves    time.Time `json:"leaves,omitzero"`
	Arrives   time.Time `json:"arrives,omitzero"` // a day at the latest; no public holidays are known
	Tracked   bool      `json:"tracked,omitempty"`
	Signature bool      `json:"signature,omitempty"`
	Rejected  string    `json:"rejected,omitempty"` // why not, in words; "" when it can be had
}

// Need is what the customer was promised.
type Need struct {
	By        time.Time `json:"by,omitzero"` // there by the end of this day; zero is any day
	Signature bool      `json:"signature,omitempty"`
	Tracked   bool      `json:"tracked,omitempty"`
	Service   string    `json:"service,omitempty"` // this one and no other
}

// ErrNoRate is that no service takes the parcels as they are needed. It is
// never a price of nothing.
var ErrNoRate = errors.New("no rate")

// Quote prices the parcels with every service of the card, those that can be
// had first, cheapest first, and then the rejected ones by code. ShipDate is
// when the parcels are ready, in the shop's time zone: a service's cut-off is
// read on its clock.
func (c RateCard) Quote(from, to Address, parcels []Parcel, shipDate time.Time) []Quote {
	quotes := make([]Quote, 0, len(c.Services))
	for _, s := range c.Services {
		q := Quote{Service: s.Code, Name: s.Name, Carrier: s.Carrier, Currency: c.Currency, Tracked: s.Tracked, Signature: s.Signature}
		switch {
		case !strings.EqualFold(c.From, from.Country):
			q.Rejected = fmt.Sprintf("these prices are for parcels from %s", countryWords(c.From))
		case len(parcels) == 0:
			q.Rejected = "there are no parcels"
		default:
			s.price(&q, to, parcels, shipDate)
		}
		quotes = append(quotes, q)
	}
	slices.SortStableFunc(quotes, func(a, b Quote) int {
		return cmp.Or(compareBool(a.Rejected != "", b.Rejected != ""), cmp.Compare(a.Price, b.Price),
			cmp.Compare(a.Days, b.Days), strings.Compare(a.Service, b.Service))
	})
	return quotes
}

func (s Service) price(q *Quote, to Address, parcels []Parcel, shipDate time.Time) {
	z, ok := s.zoneFor(to)
	if !ok {
		q.Rejected = "does not go to " + countryWords(to.Country)
		return
	}
	q.Zone = z.Name
	var total int64
	for i, p := range parcels {
		if why := s.Limits.refuse(p); why != "" {
			q.Rejected = parcelWords(i, len(parcels)) + why
			return
		}
		price, ok := z.rate(p.Weight)
		if !ok {
			q.Rejected = fmt.Sprintf("%sno price for %s", parcelWords(i, len(parcels)), kilos(p.Weight))
			return
		}
		total += price
	}
	q.Price, q.Days = total, z.Days
	q.Leaves = leaves(shipDate, s.CutOff)
	q.Arrives = workdays(q.Leaves, z.Days)
}

func parcelWords(i, n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf("parcel %d: ", i+1)
}

// refuse says why a parcel is over the limits, or "".
func (l Limits) refuse(p Parcel) string {
	s := p.Size
	slices.Sort(s[:])
	over := func(value, limit int64) bool { return limit > 0 && value > limit }
	switch {
	case p.Weight <= 0:
		return "its weight is not known"
	case s[0] <= 0:
		return "its size is not known"
	case over(p.Weight, l.MaxWeight):
		return fmt.Sprintf("%s is over %s", kilos(p.Weight), kilos(l.MaxWeight))
	case over(s[2], l.MaxLongest):
		return fmt.Sprintf("longest side %d mm is over %d mm", s[2], l.MaxLongest)
	case over(s[1], l.MaxSecond):
		return fmt.Sprintf("second side %d mm is over %d mm", s[1], l.MaxSecond)
	case over(s[0], l.MaxShortest):
		return fmt.Sprintf("shortest side %d mm is over %d mm", s[0], l.MaxShortest)
	case over(s[0]+s[1]+s[2], l.MaxSum):
		return fmt.Sprintf("sides together %d mm are over %d mm", s[0]+s[1]+s[2], l.MaxSum)
	case over(s[2]+2*(s[0]+s[1]), l.MaxGirthSum):
		return fmt.Sprintf("length and girth %d mm are over %d mm", s[2]+2*(s[0]+s[1]), l.MaxGirthSum)
	}
	return ""
}

// Pick takes the cheapest quote that does what is needed; of equal prices the
// faster, then the first by code. Why says so in words, with what came next.
// When nothing does it, the error is ErrNoRate with the reasons.
func Pick(quotes []Quote, need Need) (best Quote, why string, err error) {
	var can []Quote
	var reasons []string
	for _, q := range quotes {
		if reason := need.refuse(q); reason != "" {
			reasons = append(reasons, q.Name+": "+reason)
			continue
		}
		can = append(can, q)
	}
	if len(can) == 0 {
		if len(reasons) == 0 {
			reasons = []string{"the rate card has no services"}
		}
		slices.Sort(reasons)
		return Quote{}, "", fmt.Errorf("%w: %s", ErrNoRate, strings.Join(reasons, "; "))
	}
	slices.SortStableFunc(can, func(a, b Quote) int {
		return cmp.Or(cmp.Compare(a.Price, b.Price), cmp.Compare(a.Days, b.Days), strings.Compare(a.Service, b.Service))
	})
	best = can[0]
	why = fmt.Sprintf("%s %s: ", best.Name, amount(best.Price, best.Currency))
	switch {
	case need.Service != "":
		why += "the one asked for"
	case !need.By.IsZero():
		why += "cheapest there by " + best.Arrives.Format("Mon 2 Jan")
	default:
		why += "cheapest"
	}
	if !need.By.IsZero() {
		why += " (due " + need.By.Format("Mon 2 Jan") + ")"
	}
	if len(can) > 1 {
		why += fmt.Sprintf(". Next is %s, %s dearer", can[1].Name, amount(can[1].Price-best.Price, best.Currency))
	}
	return best, why + ".", nil
}

// refuse says why a quote does not do what is needed, or "".
func (n Need) refuse(q Quote) string {
	switch {
	case q.Rejected != "":
		return q.Rejected
	case q.Price <= 0:
		return "it has no price"
	case n.Service != "" && n.Service != q.Service:
		return "another service was asked for"
	case n.Signature && !q.Signature:
		return "takes no signature"
	case n.Tracked && !q.Tracked:
		return "is not tracked"
	case !n.By.IsZero() && dayNumber(q.Arrives) > dayNumber(n.By):
		return "arrives " + q.Arrives.Format("Mon 2 Jan") + ", after " + n.By.Format("Mon 2 Jan")
	}
	return ""
}

// NextCutOff is until when parcels must be ready for a service, by its name or code,
// to leave at the next chance after t, on t's clock. ok is false where the service
// has no cut-off.
func (c RateCard) NextCutOff(service string, t time.Time) (until time.Time, ok bool) {
	for _, s := range c.Services {
		if s.Name != service && s.Code != service {
			continue
		}
		at, err := time.Parse("15:04", s.CutOff)
		if err != nil {
			return until, false
		}
		day := leaves(t, s.CutOff)
		return time.Date(day.Year(), day.Month(), day.Day(), at.Hour(), at.Minute(), 0, 0, t.Location()), true
	}
	return until, false
}

// leaves is the working day on which a parcel ready at t is taken away.
func leaves(t time.Time, cutOff string) time.Time {
	day := dayOf(t)
	if at, err := time.Parse("15:04", cutOff); err == nil {
		if t.Hour()*60+t.Minute() > at.Hour()*60+at.Minute() {
			day = day.AddDate(0, 0, 1)
		}
	}
	return workdays(day, 0)
}

// workdays counts n days from Monday to Friday on from a day; with n 0 it is
// that day or the next working one.
func workdays(day time.Time, n int) time.Time {
	day = dayOf(day)
	for weekend(day) {
		day = day.AddDate(0, 0, 1)
	}
	for range n {
		day = day.AddDate(0, 0, 1)
		for weekend(day) {
			day = day.AddDate(0, 0, 1)
		}
	}
	return day
}

func weekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }

func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// dayNumber compares days as the calendar of each time has them.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return y*10000 + int(m)*100 + d
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func kilos(g int64) string { return fmt.Sprintf("%d.%03d kg", g/1000, g%1000) }

// amount writes minor units for messages only; screens and documents format
// money themselves.
func amount(minor int64, currency string) string {
	switch currency {
	case "JPY", "KRW", "CLP", "ISK", "VND":
		return fmt.Sprintf("%d %s", minor, currency)
	}
	return fmt.Sprintf("%d.%02d %s", minor/100, minor%100, currency)
}
