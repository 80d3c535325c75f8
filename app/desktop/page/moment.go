package page

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	clockTime = regexp.MustCompile(`^(.*?)([ t,]*)(\d{1,2})(?::(\d{2}))? ?(am|pm)?$`)
	longAgo   = regexp.MustCompile(`^(\d{1,4}|a|an|one) (hour|day|week|month|year)s? ago$`)
	hasYear   = regexp.MustCompile(`\d{4}|[/.-]\d+[/.-]\d{2}$`)
)

// ParseMoment reads a moment of the past as people type it: "now", "yesterday",
// "1 Nov 17:00", "2026-11-01", "fri 9am", "14:30", "3 days ago". A day alone is its
// end, as when the shop had closed; today's is now. A day without its year, or a
// weekday, is the last one.
func ParseMoment(text string, now time.Time, monthFirst bool) (time.Time, error) {
	s := strings.Join(strings.Fields(strings.ToLower(text)), " ")
	bad := fmt.Errorf("%q is no moment: write 2026-11-01, 1 Nov 17:00 or yesterday", text)
	switch s {
	case "":
		return time.Time{}, errors.New("which moment? 2026-11-01, 1 Nov 17:00 or yesterday")
	case "now":
		return now, nil
	}
	if t, ok := ago(s, now); ok {
		return t, nil
	}
	dayText, clock, timed := cutClock(s)
	if dayText == "" {
		dayText = "today"
	}
	dayText, last := strings.CutPrefix(dayText, "last ")
	day, err := ParseDate(dayText, now, monthFirst)
	if err != nil {
		return time.Time{}, bad
	}
	if day.After(now) {
		day = before(dayText, day, now)
	}
	if last && now.Sub(day) < 24*time.Hour {
		day = day.AddDate(0, 0, -7)
	}
	t := day.AddDate(0, 0, 1).Add(-time.Microsecond)
	switch {
	case timed: // the clock, not so many hours: days of 23 or 25 hours
		t = time.Date(day.Year(), day.Month(), day.Day(), int(clock.Hours()), int(clock.Minutes())%60, 0, 0, day.Location())
	case t.After(now) && !day.After(now):
		t = now
	}
	if t.After(now) {
		return time.Time{}, fmt.Errorf("%s has not come yet", t.Format("2 January 2006 15:04"))
	}
	return t, nil
}

// before takes a day that is still to come to the last one of its kind.
func before(text string, day, now time.Time) time.Time {
	switch {
	case hasYear.MatchString(text) || text[0] == '+' || strings.HasPrefix(text, "tom"):
		return day
	case text[0] >= 'a' && text[0] <= 'z' && !strings.ContainsAny(text, "0123456789"):
		for day.After(now) {
			day = day.AddDate(0, 0, -7)
		}
	case strings.Trim(text, "0123456789") == "":
		for back := 0; day.After(now) && back < 12; back++ {
			first := time.Date(now.Year(), now.Month()-time.Month(back), 1, 0, 0, 0, 0, now.Location())
			if t, ok := exact(first.Year(), int(first.Month()), day.Day(), now.Location()); ok {
				day = t
			}
		}
	default:
		day = day.AddDate(-1, 0, 0)
	}
	return day
}

// cutClock takes the time of day off the end of a moment.
func cutClock(s string) (day string, clock time.Duration, timed bool) {
	m := clockTime.FindStringSubmatch(s)
	if m == nil || m[4] == "" && m[5] == "" || m[1] != "" && m[2] == "" {
		return s, 0, false // a number alone is a day
	}
	hour, _ := strconv.Atoi(m[3])
	minute, _ := strconv.Atoi(m[4])
	switch {
	case m[5] != "" && (hour < 1 || hour > 12), hour > 23, minute > 59:
		return s, 0, false
	case m[5] == "pm" && hour < 12:
		hour += 12
	case m[5] == "am" && hour == 12:
		hour = 0
	}
	return m[1], time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute, true
}

func ago(s string, now time.Time) (time.Time, bool) {
	m := longAgo.FindStringSubmatch(s)
	if m == nil {
		return now, false
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		n = 1
	}
	switch m[2] {
	case "hour":
		return now.Add(-time.Duration(n) * time.Hour), true
	case "day":
		return now.AddDate(0, 0, -n), true
	case "week":
		return now.AddDate(0, 0, -7*n), true
	case "month":
		return now.AddDate(0, -n, 0), true
	}
	return now.AddDate(-n, 0, 0), true
}
