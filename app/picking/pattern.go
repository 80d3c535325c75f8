package picking

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Pattern reads the codes on shelves: which part names the aisle, which the bay.
type Pattern struct {
	text  string
	re    *regexp.Regexp
	names []string
}

// Parts is what a code says about its place. Bay is -1 where the code has none.
type Parts struct {
	Aisle string // as in the code, without leading zeros, in capitals
	Bay   int
	Level string
	Side  string
}

var (
	partForm  = regexp.MustCompile(`\{([^{}]*)\}`)
	partInner = regexp.MustCompile(`^(aisle|bay|level|side)(?::(A+|[1-9]))?(\?)?$`)
)

// ParsePattern reads a pattern such as "{aisle}-{bay:2}-{level:1}{side?}": the
// named parts stand in braces, everything else stands for itself. A part may say
// how it is written: ":A" one letter, ":AA" two letters, ":2" two digits; without,
// it is as many letters or as many digits as there are. "?" says that a part, with
// a separator before it, may be missing. Capitals and small letters are the same.
func ParsePattern(text string) (*Pattern, error) {
	p := &Pattern{text: text}
	re, at := strings.Builder{}, 0
	re.WriteString(`(?i)^\s*`)
	for _, m := range partForm.FindAllStringSubmatchIndex(text, -1) {
		inner := partInner.FindStringSubmatch(text[m[2]:m[3]])
		if inner == nil {
			return nil, fmt.Errorf("the part %q is not known: write {aisle}, {bay}, {level} or {side}, with :A for a letter, :2 for two digits, ? where it may be missing", text[m[0]:m[1]])
		}
		if slices.Contains(p.names, inner[1]) {
			return nil, fmt.Errorf("{%s} stands twice in the pattern", inner[1])
		}
		p.names = append(p.names, inner[1])
		if strings.ContainsAny(text[at:m[0]], "{}") {
			return nil, fmt.Errorf("a brace in %q is open", text)
		}
		between := regexp.QuoteMeta(text[at:m[0]])
		form := "(" + partWritten(inner[1], inner[2]) + ")"
		if inner[3] == "?" {
			re.WriteString("(?:" + between + form + ")?")
		} else {
			re.WriteString(between + form)
		}
		at = m[1]
	}
	if rest := text[at:]; strings.ContainsAny(rest, "{}") {
		return nil, fmt.Errorf("a brace in %q is open", text)
	} else {
		re.WriteString(regexp.QuoteMeta(rest) + `\s*$`)
	}
	if !slices.Contains(p.names, "aisle") || !slices.Contains(p.names, "bay") {
		return nil, fmt.Errorf("the pattern %q must have {aisle} and {bay}", text)
	}
	var err error
	p.re, err = regexp.Compile(re.String())
	return p, err
}

func partWritten(name, spec string) string {
	switch {
	case strings.HasPrefix(spec, "A"):
		return fmt.Sprintf("[A-Z]{%d}", len(spec))
	case spec != "":
		return "[0-9]{" + spec + "}"
	case name == "bay":
		return "[0-9]+"
	case name == "side":
		return "[A-Z]"
	}
	return "[A-Z]+|[0-9]+"
}

// String is the pattern as it was written.
func (p *Pattern) String() string { return p.text }

// Read takes a code apart; false where the pattern does not fit it.
func (p *Pattern) Read(code string) (Parts, bool) {
	m := p.re.FindStringSubmatch(code)
	if m == nil {
		return Parts{}, false
	}
	out := Parts{Bay: -1}
	for i, name := range p.names {
		v := strings.ToUpper(m[i+1])
		switch name {
		case "aisle":
			out.Aisle = plain(v)
		case "bay":
			n, err := strconv.Atoi(v)
			if err != nil {
				return Parts{}, false
			}
			out.Bay = n
		case "level":
			out.Level = plain(v)
		case "side":
			out.Side = v
		}
	}
	return out, true
}

// plain is how the name of an aisle or a level is compared: in capitals, without
// leading zeros.
func plain(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	if t := strings.TrimLeft(s, "0"); t != "" {
		return t
	}
	return s
}

// usual are the patterns that shops use, the most telling first.
var usual = []string{
	"{aisle}-{bay}-{level}-{side}", "{aisle}-{bay}-{level}{side?}", "{aisle}.{bay}.{level}", "{aisle}/{bay}/{level}",
	"{aisle}{bay:2}-{level}-{side}", "{aisle}{bay:2}-{level}{side?}", "{aisle}-{bay}", "{aisle}{bay:2}{level:A}", "{aisle:A}{bay}", "{aisle:2}{bay:2}{level:2}",
}

// GuessPattern is the usual pattern that reads most of the codes, and how many it
// reads; "" where none reads any.
func GuessPattern(codes []string) (pattern string, reads int) {
	for _, u := range usual {
		p, err := ParsePattern(u)
		if err != nil {
			continue
		}
		n := 0
		for _, c := range codes {
			if _, ok := p.Read(c); ok {
				n++
			}
		}
		if n > reads {
			pattern, reads = u, n
		}
	}
	return pattern, reads
}

// GuessRows makes rows of shelves from the codes that a pattern reads: the aisles
// in order, with as many bays as the codes name. Widths are usual ones, the
// walk begins and ends at the front of the first aisle.
func GuessRows(p *Pattern, codes []string) RowPlan {
	r := RowPlan{BayWidth: 1000, CrossWidth: 2000, FirstBay: 1}
	levels := make(map[string]bool)
	first, last := 0, 0
	for _, c := range codes {
		parts, ok := p.Read(c)
		if !ok {
			continue
		}
		if !slices.ContainsFunc(r.Aisles, func(a RowAisle) bool { return a.Code == parts.Aisle }) {
			r.Aisles = append(r.Aisles, RowAisle{Code: parts.Aisle, Pitch: 3000})
		}
		if last == 0 || parts.Bay < first {
			first = parts.Bay
		}
		last = max(last, parts.Bay)
		levels[parts.Level] = true
	}
	slices.SortFunc(r.Aisles, func(a, b RowAisle) int { return Compare(a.Code, b.Code) })
	r.FirstBay, r.Bays, r.Levels = first, last-first+1, len(levels)
	if len(r.Aisles) == 0 {
		r.Bays = 0
	}
	return r
}
