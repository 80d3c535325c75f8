package pick

import (
	"fmt"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// metres says a length as people do: "84 m", "2.1 km". A map is never exact to the
// metre.
func metres(l data.Millimetres) string {
	m := (int64(l) + 500) / 1000
	if m < 1000 {
		return fmt.Sprintf("%d m", m)
	}
	return fmt.Sprintf("%d.%d km", (m+50)/1000, (m+50)/100%10)
}

// more says by how much a walk would be longer or shorter: "+34 m", "−12 m".
func more(l data.Millimetres) string {
	switch {
	case l <= -500:
		return "−" + metres(-l)
	case l >= 500:
		return "+" + metres(l)
	}
	return "no further"
}

// minutes says a time as people do: "under a minute", "54 min", "2 h 10 min".
func minutes(seconds int64) string {
	switch m := (seconds + 30) / 60; {
	case seconds <= 0:
		return "no time"
	case m < 1:
		return "under a minute"
	case m < 60:
		return fmt.Sprintf("%d min", m)
	default:
		return fmt.Sprintf("%d h %02d min", m/60, m%60)
	}
}

// Cut-offs that are nearer than soon are shown in red.
const soon = 30 * time.Minute

// timeLeft says how long it is to a cut-off: "2 h 10", "25 min", "late 10 min".
func timeLeft(cutOff data.Instant, now time.Time) page.Cell {
	if !cutOff.Set() {
		return page.T("")
	}
	left := cutOff.Time().Sub(now)
	m := int64(max(left, -left) / time.Minute)
	words := fmt.Sprintf("%d min", m)
	switch {
	case m >= 48*60:
		words = fmt.Sprintf("%d days", m/(24*60))
	case m >= 60:
		words = fmt.Sprintf("%d h %02d", m/60, m%60)
	}
	switch {
	case left < 0:
		return page.S("late "+words, page.Bad)
	case left < soon:
		return page.S(words, page.Bad)
	}
	return page.T(words)
}

// kindOf names a way of picking, with a sign of its own.
func kindOf(method string, bulk bool) string {
	switch {
	case bulk:
		return "≡ One-liners"
	case method == app.PickSingle:
		return "• Single"
	case method == app.PickBatch:
		return "▦ Batch"
	case method == app.PickZone:
		return "◧ Zone"
	case method == app.PickWave:
		return "≋ Waves"
	}
	return page.Sentence(method)
}
