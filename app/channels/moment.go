package channels

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// layouts of days and times that can be read one way only.
var layouts = []string{
	time.RFC3339, "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02",
	"2 Jan 2006 15:04:05", "2 Jan 2006 15:04", "2 Jan 2006", "2 January 2006", "2-Jan-2006", "Jan 2, 2006", "January 2, 2006", "Mon, 2 Jan 2006 15:04:05 -0700",
	"2006/01/02 15:04:05", "2006/01/02 15:04", "2006/01/02",
}

// slashed is a day as 5/12/2011, 05.12.2011 or 12/5/2011, with a time perhaps.
var slashed = regexp.MustCompile(`^([0-9]{1,2})([/.-])([0-9]{1,2})[/.-]([0-9]{4})(?:[ ,T]+([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?))?$`)

// serialDay is a day as the number that sheets keep for it, 1955 to 2099.
var serialDay = regexp.MustCompile(`^([2-7][0-9]{4})(?:\.([0-9]+))?$`)

// ParseTime reads a day or a time: 2011-12-05, "2011-12-05 08:26:00", "5 Dec
// 2011", 05.12.2011, a sheet's number of days (40882.35). Without a zone in the
// text it is one of the zone given, nil being UTC; the result is in UTC. A day
// such as 5/12/2011 is the fifth of December to some and the twelfth of May to
// others, so it is refused unless only one of them exists.
func ParseTime(s string, zone *time.Location) (time.Time, error) {
	const want = "a day such as 2011-12-05 or a time such as 2011-12-05 08:26"
	if zone == nil {
		zone = time.UTC
	}
	s = strings.TrimSpace(s)
	for _, l := range layouts {
		if t, err := time.ParseInLocation(l, s, zone); err == nil {
			return t.UTC(), nil
		}
	}
	if g := serialDay.FindStringSubmatch(s); g != nil {
		days, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return time.Time{}, expected(want)
		}
		whole := math.Floor(days)
		seconds := int(math.Round((days - whole) * 86400))
		return time.Date(1899, 12, 30+int(whole), 0, 0, seconds, 0, zone).UTC(), nil
	}
	g := slashed.FindStringSubmatch(s)
	if g == nil {
		return time.Time{}, expected(want)
	}
	a, errA := strconv.Atoi(g[1])
	b, errB := strconv.Atoi(g[3])
	if errA != nil || errB != nil {
		return time.Time{}, expected(want)
	}
	day, month := a, b // dots are European
	switch {
	case g[2] == "." || a > 12 || a == b:
	case b > 12:
		day, month = b, a
	default:
		return time.Time{}, expected("a day that can be read one way only, such as 2011-12-05")
	}
	clock := g[5]
	if clock == "" {
		clock = "0:00"
	}
	if strings.Count(clock, ":") == 1 {
		clock += ":00"
	}
	t, err := time.ParseInLocation("2006-1-2 15:04:05", g[4]+"-"+strconv.Itoa(month)+"-"+strconv.Itoa(day)+" "+clock, zone)
	if err != nil {
		return time.Time{}, expected(want)
	}
	return t.UTC(), nil
}
