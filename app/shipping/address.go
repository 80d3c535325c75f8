// Package shipping answers what a parcel's journey needs before its label is
// printed: is the address complete and its postcode of the right form, what
// does each service cost and when does it arrive, which one to take and why.
//
// Check looks at an address as far as that can be done without a network: it
// never says that somebody lives there. Quote prices parcels with a rate card,
// Pick chooses among the quotes, and Fingerprint binds a label to what it was
// made for, so that a later change shows (domain 4.8). For now Check knows
// required fields and postcode forms; it is the seam where postcode-to-place
// tables go. The package reads and writes nothing: values in, values out.
// Lengths are mm, weights g, money minor units.
package shipping

import (
	"fmt"
	"slices"
	"strings"
)

// Address is where a parcel comes from or goes to.
type Address struct {
	Name     string   `json:"name,omitempty"`
	Company  string   `json:"company,omitempty"`
	Street   []string `json:"street,omitempty"` // one to three lines
	City     string   `json:"city,omitempty"`
	Region   string   `json:"region,omitempty"` // state, province, county
	Postcode string   `json:"postcode,omitempty"`
	Country  string   `json:"country,omitempty"` // ISO 3166-1, two letters
	Phone    string   `json:"phone,omitempty"`
}

// Grade is how far an address can be trusted.
type Grade string

// The grades, best first.
const (
	OK        Grade = "ok"        // nothing to remark
	Corrected Grade = "corrected" // the form was put right; the notes say what
	Doubtful  Grade = "doubtful"  // something is missing or of the wrong form: ask before the label
	Unknown   Grade = "unknown"   // the country's rules are not known here; printable as it is
)

// Note is one remark on one field.
type Note struct {
	Field   string `json:"field"` // name, street, city, region, postcode, country
	Rule    string `json:"rule"`  // required, form, spelling, unknown country
	Message string `json:"message"`
}

// The rules that notes name.
const (
	RuleRequired       = "required"
	RuleForm           = "form"
	RuleSpelling       = "spelling"
	RuleUnknownCountry = "unknown country"
)

// Result is what Check found.
type Result struct {
	Grade   Grade    `json:"grade"`
	Address Address  `json:"address"` // with its form put right
	Lines   []string `json:"lines"`   // as printed on the label, top to bottom
	Notes   []Note   `json:"notes,omitempty"`
}

// Check looks at an address. Home is the shop's own country (two letters): the
// country line is printed only on parcels that leave it. With home empty it is
// always printed.
func Check(a Address, home string) Result {
	c := check{Result: Result{Grade: OK, Address: tidy(a)}}
	c.country()
	rules, known := ruleOf(c.Address.Country)
	c.required(rules)
	if known {
		c.region(rules)
		c.postcode(rules)
	} else if c.Address.Country != "" {
		c.note(Unknown, "country", RuleUnknownCountry,
			fmt.Sprintf("The address rules of %s are not known here; check it by eye.", countryWords(c.Address.Country)))
	}
	c.Lines = Lines(c.Address, home)
	return c.Result
}

type check struct{ Result }

// rank puts the grades in order of how much they ask of a person.
var rank = map[Grade]int{OK: 0, Corrected: 1, Unknown: 2, Doubtful: 3}

func (c *check) note(g Grade, field, rule, message string) {
	if rank[g] > rank[c.Grade] {
		c.Grade = g
	}
	c.Notes = append(c.Notes, Note{field, rule, message})
}

// country turns a country's name or a lower case code into its code.
func (c *check) country() {
	was := c.Address.Country
	if was == "" {
		c.note(Doubtful, "country", RuleRequired, "The country is missing.")
		return
	}
	code, ok := CountryCode(was)
	if !ok {
		c.note(Doubtful, "country", RuleForm, fmt.Sprintf("%q is no country; a two-letter code such as GB is expected.", was))
		return
	}
	c.Address.Country = code
	if code != was {
		c.note(Corrected, "country", RuleSpelling, fmt.Sprintf("Country %q is written %s.", was, code))
	}
}

func (c *check) required(r rules) {
	a := c.Address
	if a.Name == "" && a.Company == "" {
		c.note(Doubtful, "name", RuleRequired, "A name or a company is missing.")
	}
	if len(a.Street) == 0 {
		c.note(Doubtful, "street", RuleRequired, "The street is missing.")
	}
	if a.City == "" && !r.noCity {
		c.note(Doubtful, "city", RuleRequired, "The town is missing.")
	}
	if a.Region == "" && r.regionWord != "" {
		c.note(Doubtful, "region", RuleRequired, "The "+r.regionWord+" is missing.")
	}
	if a.Postcode == "" && r.postcode != nil && !r.optional {
		c.note(Doubtful, "postcode", RuleRequired, "The postcode is missing; one such as "+r.example+" is expected.")
	}
}

// region turns a state's name or lower case code into its code, for countries
// whose post wants the code.
func (c *check) region(r rules) {
	was := c.Address.Region
	if was == "" || len(r.regions) == 0 {
		return
	}
	for code, name := range r.regions {
		if strings.EqualFold(was, code) || strings.EqualFold(was, name) {
			if was != code {
				c.Address.Region = code
				c.note(Corrected, "region", RuleSpelling, fmt.Sprintf("The %s %q is written %s.", r.regionWord, was, code))
			}
			return
		}
	}
	c.note(Doubtful, "region", RuleForm, fmt.Sprintf("%q is no %s of %s.", was, r.regionWord, countryWords(c.Address.Country)))
}

func (c *check) postcode(r rules) {
	was := c.Address.Postcode
	if was == "" || r.postcode == nil {
		return
	}
	bare := bareCode(was)
	if !r.postcode.MatchString(bare) {
		message := fmt.Sprintf("%q is not a postcode of %s; one such as %s is expected.", was, countryWords(c.Address.Country), r.example)
		if better, ok := r.misread(bare); ok {
			message += fmt.Sprintf(" Did they mean %s?", r.written(better))
		}
		c.note(Doubtful, "postcode", RuleForm, message)
		return
	}
	if right := r.written(bare); right != was {
		c.Address.Postcode = right
		c.note(Corrected, "postcode", RuleSpelling, fmt.Sprintf("Postcode %q is written %s.", was, right))
	}
}

// tidy takes needless blanks and empty lines away. That changes nothing that
// anybody meant, so it is not worth a note.
func tidy(a Address) Address {
	for _, f := range []*string{&a.Name, &a.Company, &a.City, &a.Region, &a.Postcode, &a.Country, &a.Phone} {
		*f = strings.Join(strings.Fields(*f), " ")
	}
	street := make([]string, 0, len(a.Street))
	for _, line := range a.Street {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			street = append(street, line)
		}
	}
	a.Street = street
	return a
}

// Lines sets an address as its country's post writes it, without empty lines.
// The country comes last, in capitals, when it is not home.
func Lines(a Address, home string) []string {
	a = tidy(a)
	r, _ := ruleOf(a.Country)
	lines := []string{a.Name, a.Company}
	lines = append(lines, a.Street...)
	for _, form := range strings.Split(r.layout(), "\n") {
		line := strings.NewReplacer("%C", a.City, "%S", a.Region, "%Z", a.Postcode).Replace(form)
		lines = append(lines, strings.Trim(strings.Join(strings.Fields(line), " "), " ,-"))
	}
	if a.Country != "" && !strings.EqualFold(a.Country, home) {
		lines = append(lines, strings.ToUpper(countryWords(a.Country)))
	}
	return slices.DeleteFunc(lines, func(s string) bool { return s == "" })
}

// countryWords is the English name of a country, or what was written for it.
func countryWords(code string) string {
	if name := CountryName(code); name != "" {
		return name
	}
	return code
}
