package shipping

import (
	"regexp"
	"strings"
	"sync"
)

// rules is what one country's post asks of an address.
type rules struct {
	postcode   *regexp.Regexp // of the bare code: capitals, no blanks or dashes
	optional   bool           // many addresses have no postcode
	example    string
	write      func(bare string) string // nil: written bare
	form       string                   // %C town, %S region, %Z postcode; "" is "%Z %C"
	regionWord string                   // what a region is called where one is required
	regions    map[string]string        // code to name, where the code is required
	noCity     bool
}

func (r rules) layout() string {
	if r.form == "" {
		return "%Z %C\n%S"
	}
	return r.form
}

func (r rules) written(bare string) string {
	if r.write == nil {
		return bare
	}
	return r.write(bare)
}

// misread tries what people mistake for one another, O and 0, I and 1, one
// letter at a time and then all at once.
func (r rules) misread(bare string) (string, bool) {
	swap := strings.NewReplacer("O", "0", "0", "O", "I", "1", "1", "I", "L", "1")
	for i := range len(bare) {
		if try := bare[:i] + swap.Replace(bare[i:i+1]) + bare[i+1:]; try != bare && r.postcode.MatchString(try) {
			return try, true
		}
	}
	try := strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(bare)
	return try, try != bare && r.postcode.MatchString(try)
}

// bareCode is a postcode in capitals without blanks, dots and dashes.
func bareCode(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '.', '\u00a0', '\u2010', '\u2011', '\u2013':
			return -1
		}
		return r
	}, strings.ToUpper(s))
}

// gap writes a blank (or another mark) before the last n letters.
func gap(n int, mark string) func(string) string {
	return func(s string) string {
		if len(s) <= n {
			return s
		}
		return s[:len(s)-n] + mark + s[len(s)-n:]
	}
}

// after writes a mark after the first n letters, when there are more.
func after(n int, mark string) func(string) string {
	return func(s string) string {
		if len(s) <= n {
			return s
		}
		return s[:n] + mark + s[n:]
	}
}

func ruleOf(country string) (rules, bool) {
	r, ok := allRules()[strings.ToUpper(country)]
	return r, ok
}

// KnownCountries is how many countries' rules Check knows.
func KnownCountries() int { return len(allRules()) }

const (
	ukOutward = `(?:[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9][0-9ABEHMNPRVWXY]?|[0-9][A-HJKPSTUW]))`
	ukInward  = `[0-9][ABD-HJLNP-UW-Z]{2}`
)

// allRules is the table. The forms are those the posts publish and the
// Universal Postal Union collects; the British form is that of BS 7666 with
// the overseas territories' own districts left to their countries.
var allRules = sync.OnceValue(func() map[string]rules {
	code := func(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }
	crown := func(district, example string) rules {
		return rules{postcode: code(district + `[0-9]{1,2}` + ukInward), example: example, write: gap(3, " "), form: "%C\n%S\n%Z"}
	}
	return map[string]rules{
		"GB": {postcode: code(`GIR0AA|` + ukOutward + ukInward), example: "SW1A 1AA", write: gap(3, " "), form: "%C\n%S\n%Z"},
		"GG": crown("GY", "GY1 1AA"), "JE": crown("JE", "JE2 3AB"), "IM": crown("IM", "IM1 1AA"),
		"IE": {postcode: code(`(?:[AC-FHKNPRTV-Y][0-9]{2}|D6W)[0-9AC-FHKNPRTV-Y]{4}`), optional: true, example: "D02 AF30", write: after(3, " "), form: "%C\n%S\n%Z"},
		"US": {postcode: code(`[0-9]{5}(?:[0-9]{4})?`), example: "10001", write: after(5, "-"), form: "%C, %S %Z", regionWord: "state", regions: usStates},
		"CA": {postcode: code(`[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z][0-9][ABCEGHJ-NPRSTV-Z][0-9]`), example: "K1A 0B1", write: after(3, " "), form: "%C %S %Z", regionWord: "province", regions: caProvinces},
		"AU": {postcode: code(`[0-9]{4}`), example: "2000", form: "%C %S %Z", regionWord: "state", regions: auStates},
		"NZ": {postcode: code(`[0-9]{4}`), example: "6011", form: "%C %Z"},
		"BR": {postcode: code(`[0-9]{8}`), example: "01310-100", write: after(5, "-"), form: "%C - %S\n%Z", regionWord: "state", regions: brStates},
		"MX": {postcode: code(`[0-9]{5}`), example: "06000", form: "%Z %C, %S"},
		"DE": {postcode: code(`[0-9]{5}`), example: "10115"},
		"FR": {postcode: code(`[0-9]{5}`), example: "75001"},
		"MC": {postcode: code(`980[0-9]{2}`), example: "98000"},
		"NL": {postcode: code(`[1-9][0-9]{3}[A-Z]{2}`), example: "1012 AB", write: gap(2, " "), form: "%Z %C"},
		"BE": {postcode: code(`[1-9][0-9]{3}`), example: "1000"},
		"LU": {postcode: code(`(?:L)?[1-9][0-9]{3}`), example: "L-1009", write: func(s string) string { return "L-" + strings.TrimPrefix(s, "L") }},
		"ES": {postcode: code(`(?:0[1-9]|[1-4][0-9]|5[0-2])[0-9]{3}`), example: "28001"},
		"IT": {postcode: code(`[0-9]{5}`), example: "00184", form: "%Z %C %S"},
		"PT": {postcode: code(`[1-9][0-9]{3}(?:[0-9]{3})?`), example: "1100-148", write: after(4, "-")},
		"AT": {postcode: code(`[1-9][0-9]{3}`), example: "1010"},
		"CH": {postcode: code(`[1-9][0-9]{3}`), example: "8001"},
		"LI": {postcode: code(`94(?:8[5-9]|9[0-8])`), example: "9490"},
		"SE": {postcode: code(`[1-9][0-9]{4}`), example: "114 55", write: after(3, " ")},
		"NO": {postcode: code(`[0-9]{4}`), example: "0150"},
		"DK": {postcode: code(`[0-9]{4}`), example: "1050"},
		"FI": {postcode: code(`[0-9]{5}`), example: "00100"},
		"IS": {postcode: code(`[1-9][0-9]{2}`), example: "101"},
		"PL": {postcode: code(`[0-9]{5}`), example: "00-950", write: after(2, "-")},
		"CZ": {postcode: code(`[1-7][0-9]{4}`), example: "110 00", write: after(3, " ")},
		"SK": {postcode: code(`[089][0-9]{4}`), example: "811 01", write: after(3, " ")},
		"HU": {postcode: code(`[1-9][0-9]{3}`), example: "1051"},
		"RO": {postcode: code(`[0-9]{6}`), example: "010011"},
		"BG": {postcode: code(`[1-9][0-9]{3}`), example: "1000"},
		"GR": {postcode: code(`[1-8][0-9]{4}`), example: "105 57", write: after(3, " ")},
		"CY": {postcode: code(`[1-9][0-9]{3}`), example: "1016"},
		"MT": {postcode: code(`[A-Z]{3}[0-9]{4}`), example: "VLT 1117", write: after(3, " "), form: "%C\n%S\n%Z"},
		"LT": {postcode: code(`(?:LT)?[0-9]{5}`), example: "LT-01100", write: func(s string) string { return "LT-" + strings.TrimPrefix(s, "LT") }},
		"LV": {postcode: code(`(?:LV)?[1-5][0-9]{3}`), example: "LV-1050", write: func(s string) string { return "LV-" + strings.TrimPrefix(s, "LV") }, form: "%C, %Z"},
		"EE": {postcode: code(`[0-9]{5}`), example: "10111"},
		"SI": {postcode: code(`[1-9][0-9]{3}`), example: "1000"},
		"HR": {postcode: code(`[1-5][0-9]{4}`), example: "10000"},
		"JP": {postcode: code(`[0-9]{7}`), example: "100-0001", write: after(3, "-"), form: "%C, %S %Z"},
		"IL": {postcode: code(`[0-9]{5}(?:[0-9]{2})?`), example: "9100000", form: "%C %Z"},
		"SG": {postcode: code(`[0-9]{6}`), example: "018989", form: "SINGAPORE %Z", noCity: true},
		"HK": {form: "%C\n%S"},
		"AE": {form: "%C\n%S", regionWord: "emirate"},
		"SA": {postcode: code(`[1-9][0-9]{4}(?:[0-9]{4})?`), example: "11564", write: after(5, "-"), form: "%C %Z\n%S"},
		"BH": {postcode: code(`(?:1[0-2]|[1-9])[0-9]{2}`), optional: true, example: "317", form: "%C %Z"},
		"LB": {postcode: code(`[0-9]{4}(?:[0-9]{4})?`), optional: true, example: "2038 3054", write: after(4, " "), form: "%C %Z"},
		"ZA": {postcode: code(`[0-9]{4}`), example: "8001", form: "%C\n%S\n%Z"},
		"IN": {postcode: code(`[1-9][0-9]{5}`), example: "110001", form: "%C %Z\n%S"},
	}
})

var usStates = pairs(`AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|AA Armed Forces Americas|AE Armed Forces Europe|AP Armed Forces Pacific|AS American Samoa|GU Guam|MP Northern Mariana Islands|PR Puerto Rico|VI Virgin Islands`)

var caProvinces = pairs(`AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon`)

var auStates = pairs(`ACT Australian Capital Territory|NSW New South Wales|NT Northern Territory|QLD Queensland|SA South Australia|TAS Tasmania|VIC Victoria|WA Western Australia`)

var brStates = pairs(`AC Acre|AL Alagoas|AP Amapá|AM Amazonas|BA Bahia|CE Ceará|DF Distrito Federal|ES Espírito Santo|GO Goiás|MA Maranhão|MT Mato Grosso|MS Mato Grosso do Sul|MG Minas Gerais|PA Pará|PB Paraíba|PR Paraná|PE Pernambuco|PI Piauí|RJ Rio de Janeiro|RN Rio Grande do Norte|RS Rio Grande do Sul|RO Rondônia|RR Roraima|SC Santa Catarina|SP São Paulo|SE Sergipe|TO Tocantins`)

// pairs reads "CODE Name|CODE Name".
func pairs(s string) map[string]string {
	m := map[string]string{}
	for _, p := range strings.Split(s, "|") {
		code, name, _ := strings.Cut(p, " ")
		m[code] = name
	}
	return m
}
