package orders

import (
	"fmt"
	"strings"
	"time"

	"packbench/data"
)

// joined puts the texts that are not empty together.
func joined(sep string, texts ...string) string { return strings.Join(filled(texts), sep) }

// agoText says how long ago something was, as people do: "today", "3 days ago".
func agoText(then, now time.Time) string {
	day := func(t time.Time) time.Time { y, m, d := t.Date(); return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	switch days := int(day(now).Sub(day(then)).Hours() / 24); {
	case days <= 0:
		return "today"
	case days == 1:
		return "yesterday"
	case days < 14:
		return fmt.Sprintf("%d days ago", days)
	case days < 60:
		return fmt.Sprintf("%d weeks ago", days/7)
	case days < 730:
		return fmt.Sprintf("%d months ago", days/30)
	default:
		return fmt.Sprintf("%d years ago", days/365)
	}
}

// Ago says how long ago a moment was, by the shop's clock and zone.
func (m *NewOrder) Ago(at data.Instant) string {
	if !at.Set() {
		return ""
	}
	zone := m.profile.Zone()
	return agoText(at.Time().In(zone), m.shop.Now(m.profile).In(zone))
}
