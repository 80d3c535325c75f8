package main

import (
	"fmt"
	"strings"
	"unicode"
)

// customer has a real number and country; all else is made up.
type customer struct {
	number, name, company string
	street                []string
	city, region, code    string
	country, phone, email string
	orders                int64 // invoices of the year up to the week
	value                 int64 // pence, credits taken off
}

// people makes up a person for each customer number of the year, and for each
// web order of the week that has none.
func people(rows []row, w *weekOf) ([]*customer, error) {
	type seen struct {
		countries map[string]int
		invoices  map[string]bool
		value     int64
	}
	all := map[string]*seen{}
	for _, r := range rows {
		if r.customer == "" {
			continue
		}
		s := all[r.customer]
		if s == nil {
			s = &seen{countries: map[string]int{}, invoices: map[string]bool{}}
			all[r.customer] = s
		}
		s.countries[r.country]++
		if r.at.Before(weekBegins) {
			s.value += r.qty * r.price
			if !r.credit() {
				s.invoices[r.invoice] = true
			}
		}
	}
	for _, v := range w.orders {
		if g := guest(v); g != v.customer {
			all[g] = &seen{countries: map[string]int{v.country: 1}}
		}
	}
	out := make([]*customer, 0, len(all))
	for _, number := range sortedKeys(all) {
		s := all[number]
		c := &customer{number: number, orders: int64(len(s.invoices)), value: s.value}
		if err := c.makeUp(usual(s.countries)); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// makeUp gives a customer a name and an address of their country.
func (c *customer) makeUp(said string) error {
	c.country = isoOf(said, c.number)
	home, ok := lands[c.country]
	if !ok {
		return fmt.Errorf("customer %s: nothing is made up for %q", c.number, said)
	}
	n := names[home.names]
	first := choose(strings.Fields(n.first), "first", c.number)
	last := choose(strings.Split(n.last, ","), "last", c.number)
	c.name = first + " " + last
	if strings.HasPrefix(home.names, "east") {
		c.name = last + " " + first
	}
	// Two in five are shops themselves.
	if !strings.HasPrefix(c.number, "W") && pick(5, "company", c.number) < 2 {
		c.company = fmt.Sprintf(choose(strings.Split(n.companies, ","), "trade", c.number), last)
	}
	p := choose(home.places, "place", c.number)
	c.city, c.region = p.city, p.region
	c.code = fillIn(p.code, "code", c.number)
	house := text(int64(1 + pick(140, "house", c.number)))
	road := choose(strings.Split(home.streets, ","), "street", c.number)
	c.street = []string{fmt.Sprintf(home.line, house, road)}
	if c.country == "GB" && pick(6, "flat", c.number) == 0 {
		c.street = []string{"Flat " + text(int64(1+pick(24, "flat no", c.number))), c.street[0]}
	}
	c.phone = phoneOf(c.country, p.phone, c.number)
	c.email = mailName(first) + "." + mailName(last) + "." + strings.ToLower(c.number) + "@example.com"
	return nil
}

// fillIn writes a digit for # (never 0 right after a letter, as no district is
// numbered so), a letter that British postcodes end in for ?, and one that
// Irish postcodes use for ^.
func fillIn(form, salt, key string) string {
	const letters = "ABDEFGHJLNPQRSTUWXYZ"
	const eircode = "ACDEFHKNPRTVWXY"
	var b strings.Builder
	for i, r := range form {
		switch r {
		case '#':
			if i > 0 && 'A' <= form[i-1] && form[i-1] <= 'Z' {
				b.WriteByte(byte('1' + pick(9, salt, key, text(int64(i)))))
				continue
			}
			b.WriteByte(byte('0' + pick(10, salt, key, text(int64(i)))))
		case '?':
			b.WriteByte(letters[pick(len(letters), salt, key, text(int64(i)))])
		case '^':
			b.WriteByte(eircode[pick(len(eircode), salt, key, text(int64(i)))])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// phoneOf makes numbers only where a regulator keeps some for drama: Ofcom
// (UK), ARCEP (France), Bundesnetzagentur (Germany), ComReg (Ireland), PTS
// (Sweden), ACMA (Australia), NANP 555-01xx (US, Canada). Elsewhere none.
func phoneOf(country, form, number string) string {
	if country == "GB" && (form == "" || pick(2, "mobile", number) == 0) {
		form = "07700 900###"
	}
	return fillIn(form, "phone", number)
}

func mailName(s string) string {
	plain := strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "é", "e", "è", "e", "ç", "c", "á", "a", "í", "i", "ó", "o", "ñ", "n", "å", "a", "ø", "o", "ã", "a", "þ", "th", "ð", "d")
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) {
			return -1
		}
		return r
	}, plain.Replace(strings.ToLower(s)))
}

// isoOf turns the source's country words into codes. "Unspecified" is taken as
// the retailer's own country, "European Community" as Belgium, and customers
// of the Channel Islands live on Jersey or Guernsey.
func isoOf(said, number string) string {
	if said == "Channel Islands" {
		return []string{"JE", "GG"}[pick(2, "island", number)]
	}
	return map[string]string{
		"United Kingdom": "GB", "Unspecified": "GB", "Germany": "DE", "France": "FR", "EIRE": "IE", "Spain": "ES",
		"Netherlands": "NL", "Belgium": "BE", "European Community": "BE", "Switzerland": "CH", "Portugal": "PT",
		"Australia": "AU", "Norway": "NO", "Italy": "IT", "Finland": "FI", "Cyprus": "CY", "Sweden": "SE",
		"Austria": "AT", "Denmark": "DK", "Japan": "JP", "Poland": "PL", "Israel": "IL", "USA": "US",
		"Singapore": "SG", "Iceland": "IS", "Canada": "CA", "Greece": "GR", "Malta": "MT",
		"United Arab Emirates": "AE", "Lithuania": "LT", "RSA": "ZA", "Lebanon": "LB", "Brazil": "BR",
		"Czech Republic": "CZ", "Bahrain": "BH", "Saudi Arabia": "SA", "Hong Kong": "HK",
	}[said]
}

func customerRows(all []*customer) [][]string {
	out := [][]string{{"number", "name", "company", "street1", "street2", "city", "region", "postcode", "country", "phone", "email", "orders", "value"}}
	for _, c := range all {
		second := ""
		if len(c.street) > 1 {
			second = c.street[1]
		}
		out = append(out, []string{c.number, c.name, c.company, c.street[0], second, c.city, c.region, c.code, c.country, c.phone, c.email, text(c.orders), text(c.value)})
	}
	return out
}
