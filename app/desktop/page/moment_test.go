package page

import (
	"testing"
	"time"
)

func TestMomentsOfThePastAreReadAsPeopleTypeThem(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 15, 30, 0, 0, zone) // a Monday
	for text, want := range map[string]string{
		"now": "2026-11-23 15:30", "today": "2026-11-23 15:30", "yesterday": "2026-11-22 23:59", "Yesterday 9:05": "2026-11-22 09:05",
		"2026-11-01": "2026-11-01 23:59", "2026-11-01 17:00": "2026-11-01 17:00", "2026-11-01T17:00": "2026-11-01 17:00", "1 Nov 17:00": "2026-11-01 17:00",
		"1 nov": "2026-11-01 23:59", "1 nov, 5pm": "2026-11-01 17:00", "1 Nov 12 am": "2026-11-01 00:00", "24 dec": "2025-12-24 23:59", "24/12/2025 8:00": "2025-12-24 08:00",
		"14:30": "2026-11-23 14:30", "9am": "2026-11-23 09:00", "fri": "2026-11-20 23:59", "last fri 12pm": "2026-11-20 12:00", "monday": "2026-11-23 15:30", "last monday": "2026-11-16 23:59",
		"24": "2026-10-24 23:59", "22": "2026-11-22 23:59", "31": "2026-10-31 23:59", "-3": "2026-11-20 23:59", "3 days ago": "2026-11-20 15:30", "a week ago": "2026-11-16 15:30", "2 hours ago": "2026-11-23 13:30",
		"25 Oct 2026": "2026-10-25 23:59", "25 Oct 2026 12:00": "2026-10-25 12:00", // a day of 25 hours
	} {
		got, err := ParseMoment(text, now, false)
		if err != nil || got.Format("2006-01-02 15:04") != want {
			t.Errorf("%q is %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "soon", "1 Nov 25:00", "1 Nov 12:61", "13pm", "2027-01-01", "tomorrow", "16:00", "+2", "31 feb", "99 nov", "117:00"} {
		if got, err := ParseMoment(text, now, false); err == nil {
			t.Errorf("%q is taken for %v", text, got)
		}
	}
	if got, err := ParseMoment("11/1 5pm", now, true); err != nil || got.Format("01-02 15") != "11-01 17" {
		t.Errorf("the American way: %v, %v", got, err)
	}
}
