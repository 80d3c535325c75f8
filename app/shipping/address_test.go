package shipping

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func at(country, postcode, region string) Address {
	return Address{Name: "A Person", Street: []string{"1 Some Street"}, City: "Town", Region: region, Postcode: postcode, Country: country}
}

func TestPostcodesAreWrittenAsTheirPostDoes(t *testing.T) {
	cases := []struct {
		country, region, typed, want string
		grade                        Grade
	}{
		{"GB", "", "sw1a1aa", "SW1A 1AA", Corrected},
		{"GB", "", "SW1A 1AA", "SW1A 1AA", OK},
		{"GB", "", "M1 1AE", "M1 1AE", OK},
		{"GB", "", "EC1A-1BB", "EC1A 1BB", Corrected},
		{"GB", "", "GIR 0AA", "GIR 0AA", OK},
		{"GB", "", "RH6 OHP", "RH6 OHP", Doubtful},
		{"GB", "", "12345", "12345", Doubtful},
		{"JE", "", "je23ab", "JE2 3AB", Corrected},
		{"US", "NY", "10001", "10001", OK},
		{"US", "NY", "100011234", "10001-1234", Corrected},
		{"US", "NY", "1000", "1000", Doubtful},
		{"CA", "ON", "k1a0b1", "K1A 0B1", Corrected},
		{"CA", "ON", "K1D 0B1", "K1D 0B1", Doubtful},
		{"NL", "", "1012ab", "1012 AB", Corrected},
		{"IE", "", "d02af30", "D02 AF30", Corrected},
		{"IE", "", "", "", OK},
		{"SE", "", "11455", "114 55", Corrected},
		{"PT", "", "1100148", "1100-148", Corrected},
		{"PL", "", "00950", "00-950", Corrected},
		{"JP", "Tokyo", "1000001", "100-0001", Corrected},
		{"BR", "SP", "01310100", "01310-100", Corrected},
		{"LT", "", "01100", "LT-01100", Corrected},
		{"MT", "", "vlt1117", "VLT 1117", Corrected},
		{"DE", "", "10115", "10115", OK},
		{"DE", "", "1O115", "1O115", Doubtful},
		{"DE", "", "", "", Doubtful},
		{"LB", "", "20383054", "2038 3054", Corrected},
		{"HK", "", "", "", OK},
		{"BH", "", "1216", "1216", OK},
		{"FR", "", "75 001", "75001", Corrected},
		{"ES", "", "53001", "53001", Doubtful},
	}
	for _, c := range cases {
		t.Run(c.country+" "+c.typed, func(t *testing.T) {
			r := Check(at(c.country, c.typed, c.region), "GB")
			if r.Grade != c.grade || r.Address.Postcode != c.want {
				t.Errorf("%s, postcode %q; want %s, %q (notes %v)", r.Grade, r.Address.Postcode, c.grade, c.want, r.Notes)
			}
			if (r.Grade == OK) != (len(r.Notes) == 0) {
				t.Errorf("grade %s with notes %v", r.Grade, r.Notes)
			}
		})
	}
}

func TestEveryCountryTakesItsOwnExample(t *testing.T) {
	for country, r := range allRules() {
		if CountryName(country) == "" {
			t.Errorf("%s is no country", country)
		}
		if r.postcode == nil {
			continue
		}
		region := ""
		for code := range r.regions {
			region = max(region, code)
		}
		if r.regionWord != "" && region == "" {
			region = "Some region"
		}
		got := Check(at(country, r.example, region), "GB")
		if got.Grade != OK {
			t.Errorf("%s: example %s is %s: %v", country, r.example, got.Grade, got.Notes)
		}
		if got := Check(at(country, strings.ToLower(bareCode(r.example)), region), "GB"); got.Address.Postcode != r.example {
			t.Errorf("%s: %s is written %s, not %s", country, bareCode(r.example), got.Address.Postcode, r.example)
		}
	}
	want := strings.Fields("GB US DE FR IE NL BE ES IT PT AT CH SE NO DK FI AU CA JP CY GR MT PL CZ LT IS IL SG HK AE BR ZA SA LB BH")
	for _, c := range want {
		if _, ok := ruleOf(c); !ok {
			t.Errorf("the rules of %s are missing", c)
		}
	}
}

func TestCheckNamesTheField(t *testing.T) {
	whole := Address{Name: "Ann Lee", Street: []string{"5 Hill Road"}, City: "Leeds", Postcode: "LS1 1AA", Country: "GB"}
	cases := []struct {
		name   string
		change func(*Address)
		grade  Grade
		field  string
		says   string
	}{
		{"nothing wrong", func(*Address) {}, OK, "", ""},
		{"nobody named", func(a *Address) { a.Name = "" }, Doubtful, "name", "missing"},
		{"a company is enough", func(a *Address) { a.Name, a.Company = "", "Lee & Co" }, OK, "", ""},
		{"no street", func(a *Address) { a.Street = []string{" ", ""} }, Doubtful, "street", "missing"},
		{"no town", func(a *Address) { a.City = "" }, Doubtful, "city", "missing"},
		{"no country", func(a *Address) { a.Country = "" }, Doubtful, "country", "missing"},
		{"country as people say it", func(a *Address) { a.Country = "uk" }, Corrected, "country", "written GB"},
		{"no such country", func(a *Address) { a.Country = "Narnia" }, Doubtful, "country", "no country"},
		{"rules not known", func(a *Address) { a.Country, a.Postcode = "MN", "14200" }, Unknown, "country", "Mongolia"},
		{"a state by its name", func(a *Address) { a.Country, a.Region, a.Postcode = "US", "new york", "10001" }, Corrected, "region", "written NY"},
		{"no such state", func(a *Address) { a.Country, a.Region, a.Postcode = "US", "Yorkshire", "10001" }, Doubtful, "region", "no state of United States"},
		{"no state", func(a *Address) { a.Country, a.Postcode = "US", "10001" }, Doubtful, "region", "state is missing"},
		{"letter O for zero", func(a *Address) { a.Postcode = "LS1 OAA" }, Doubtful, "postcode", "Did they mean LS1 0AA?"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := whole
			c.change(&a)
			r := Check(a, "GB")
			if r.Grade != c.grade {
				t.Fatalf("%s, want %s: %v", r.Grade, c.grade, r.Notes)
			}
			if c.field == "" {
				return
			}
			if !slices.ContainsFunc(r.Notes, func(n Note) bool { return n.Field == c.field && strings.Contains(n.Message, c.says) }) {
				t.Errorf("no note on %s that says %q: %v", c.field, c.says, r.Notes)
			}
		})
	}
}

func TestLinesAsPrinted(t *testing.T) {
	cases := []struct {
		a    Address
		home string
		want string
	}{
		{Address{Name: "Ann Lee", Street: []string{"5 Hill Road"}, City: "Leeds", Postcode: "LS1 1AA", Country: "GB"}, "GB", "Ann Lee|5 Hill Road|Leeds|LS1 1AA"},
		{Address{Name: "Ann Lee", Street: []string{"5 Hill Road"}, City: "Leeds", Postcode: "LS1 1AA", Country: "GB"}, "IE", "Ann Lee|5 Hill Road|Leeds|LS1 1AA|UNITED KINGDOM"},
		{Address{Name: "Max Roth", Company: "Roth GmbH", Street: []string{"Hauptstr. 5"}, City: "Berlin", Postcode: "10115", Country: "DE"}, "GB", "Max Roth|Roth GmbH|Hauptstr. 5|10115 Berlin|GERMANY"},
		{Address{Name: "Jo Diaz", Street: []string{"9 Elm St", "Apt 4"}, City: "Austin", Region: "TX", Postcode: "78701", Country: "US"}, "US", "Jo Diaz|9 Elm St|Apt 4|Austin, TX 78701"},
		{Address{Name: "Lim", Street: []string{"1 Raffles Place"}, Postcode: "048616", Country: "SG"}, "GB", "Lim|1 Raffles Place|SINGAPORE 048616|SINGAPORE"},
		{Address{Name: "Bat", Street: []string{"Peace Ave 1"}, City: "Ulaanbaatar", Postcode: "14200", Country: "MN"}, "GB", "Bat|Peace Ave 1|14200 Ulaanbaatar|MONGOLIA"},
		{Address{Name: "  Ann \t Lee ", Street: []string{"", " 5  Hill Road "}, Country: "GB"}, "gb", "Ann Lee|5 Hill Road"},
	}
	for _, c := range cases {
		if got := strings.Join(Lines(c.a, c.home), "|"); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestCheckingTwiceChangesNothingMore(t *testing.T) {
	all := make([]string, 0, len(allRules()))
	for c := range allRules() {
		all = append(all, c)
	}
	slices.Sort(all)
	rapid.Check(t, func(t *rapid.T) {
		field := rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-Za-z0-9 -]{0,12}`))
		a := Address{
			Name: field.Draw(t, "name"), City: field.Draw(t, "city"), Region: field.Draw(t, "region"),
			Street:   rapid.SliceOfN(field, 0, 4).Draw(t, "street"),
			Postcode: field.Draw(t, "postcode"), Country: rapid.OneOf(rapid.SampledFrom(all), field).Draw(t, "country"),
		}
		once := Check(a, "GB")
		twice := Check(once.Address, "GB")
		if twice.Grade == Corrected {
			t.Fatalf("checked twice it is corrected again: %v", twice.Notes)
		}
		if !slices.Equal(once.Lines, twice.Lines) {
			t.Fatalf("%q, then %q", once.Lines, twice.Lines)
		}
		for _, l := range once.Lines {
			if strings.TrimSpace(l) == "" {
				t.Fatal("an empty line is printed")
			}
		}
	})
}

func TestCountryCode(t *testing.T) {
	for written, want := range map[string]string{"GB": "GB", "gb": "GB", "United Kingdom": "GB", "EIRE": "IE", "usa": "US", " Germany ": "DE", "": "", "Unspecified": ""} {
		if got, ok := CountryCode(written); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", written, got, want)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("Ann", "5 Hill", "Leeds", "LS1 OAA", "GB", "")
	f.Add("", "", "", "1O115", "DE", "")
	f.Fuzz(func(t *testing.T, name, street, city, postcode, country, region string) {
		r := Check(Address{Name: name, Street: []string{street}, City: city, Postcode: postcode, Country: country, Region: region}, "GB")
		if _, ok := rank[r.Grade]; !ok {
			t.Errorf("grade %q", r.Grade)
		}
	})
}
