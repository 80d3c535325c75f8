package labels

import (
	"math"
	"strings"
	"unicode"
)

// ellipsis ends a text that was cut.
const ellipsis = '…'

// A line is a stretch of clean text in reading order with the direction of the
// paragraph it came from.
type line struct {
	text string
	base uint8
}

// fit finds the largest size from st.Size down to st.Min, in half points, at
// which s stands in r, and the lines it breaks into there. cut reports that
// even the smallest was too large and the text was shortened; then no line is
// wider than r, and no more lines are returned than r is high, but at least one
// where a line of the smallest size is higher than r.
func fit(r Rect, s string, st Style) (lines []line, size float64, cut bool) {
	size = st.Size
	if size <= 0 {
		size = 9
	}
	least := st.Min
	if least <= 0 || least > size {
		least = size
	}
	if st.Keep > 0 && st.Keep < size {
		given := strings.Count(s, "\n") + 1
		for try := size; try >= max(st.Keep, least); try -= 0.5 {
			if room := lineRoom(r, try, st); room >= given {
				if lines, cut := wrap(st.Font, try, r.W, s, room); !cut && len(lines) == given {
					return lines, try, false
				}
			}
		}
	}
	// Seven steps an octave at most: sizes are 4 to 100 points, so the loop ends
	// within 200 rounds.
	for {
		room := lineRoom(r, size, st)
		if room > 0 {
			lines, cut = wrap(st.Font, size, r.W, s, room)
			if !cut {
				return lines, size, false
			}
		}
		if size <= least {
			break
		}
		size = max(least, size-0.5)
	}
	if lines == nil {
		// Not even one line of the smallest size is low enough: take the size that is.
		size = math.Floor(r.H/(lineSpacing*mmPerPoint)*10) / 10
		if size < 1 {
			return nil, least, true
		}
		lines, cut = wrap(st.Font, size, r.W, s, 1)
		return lines, size, cut
	}
	return lines, size, true
}

// lineRoom is how many lines of a size stand in r, at most st.Lines.
func lineRoom(r Rect, size float64, st Style) int {
	n := int((r.H + 0.01) / (size * lineSpacing * mmPerPoint))
	return min(n, max(1, st.Lines))
}

// wrap breaks s into at most room lines no wider than width mm. It breaks at
// spaces, after hyphens and slashes, between Chinese and Japanese signs, and in
// words that are wider than a line. What is over is cut with an ellipsis.
func wrap(f Font, size, width float64, s string, room int) (lines []line, cut bool) {
	limit := uint32(max(0, width/(size*mmPerPoint)*1000+0.5)) // in 1/1000 em
	for p := range strings.SplitSeq(s, "\n") {
		p = strings.TrimSpace(p)
		base := baseLevel(p)
		for first := true; first || p != ""; first = false {
			if len(lines) == room {
				// A paragraph is left over: the last line says that more was there.
				last := &lines[room-1]
				last.text = ellipsize(f, limit, last.text+string(ellipsis))
				return lines, true
			}
			n := breakAt(f, limit, p)
			if n < len(p) && (n == 0 || len(lines) == room-1) {
				return append(lines, line{ellipsize(f, limit, p), base}), true
			}
			lines = append(lines, line{strings.TrimRight(p[:n], " "), base})
			p = strings.TrimLeft(p[n:], " ")
		}
	}
	return lines, false
}

// breakAt returns how many bytes of p make up its first line; 0 when not even
// its first sign is narrow enough.
func breakAt(f Font, limit uint32, p string) int {
	var sum uint32
	good, start := 0, 0 // the last place to break at, the word's first letter
	prev := rune(0)
	for i, r := range p {
		// Not "T-" and "light": a hyphen after one letter holds.
		if i > 0 && mayBreak(prev, r) && (prev != '-' || i-start > 3) {
			good = i
		}
		if r == ' ' {
			start = i + 1
		}
		_, w, _ := pick(f, r)
		if sum+w > limit && r != ' ' {
			switch {
			case good > 0:
				return good
			case i > 0:
				return i
			}
			return 0
		}
		sum += w
		prev = r
	}
	return len(p)
}

// mayBreak reports whether a line may end between a and b.
func mayBreak(a, b rune) bool {
	if b == ' ' {
		return false
	}
	switch a {
	case ' ', '/', '\u2010', '\u2013', '\u2014':
		return true
	case '-':
		return unicode.IsLetter(b) // not inside codes such as A-03-2
	}
	return ideograph(a) && !strings.ContainsRune("、。，．！？）」』】", b) || ideograph(b) && !strings.ContainsRune("（「『【", a)
}

func ideograph(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF)
}

// ellipsize returns the start of p that stands within limit with an ellipsis
// behind it, or "" when not even that does.
func ellipsize(f Font, limit uint32, p string) string {
	_, dots, _ := pick(f, ellipsis)
	if dots > limit {
		return ""
	}
	sum := dots
	for i, r := range p {
		if r == ellipsis && i+len(string(r)) == len(p) {
			return strings.TrimRight(p[:i], " ") + string(ellipsis)
		}
		_, w, _ := pick(f, r)
		if sum+w > limit {
			return strings.TrimRight(p[:i], " ") + string(ellipsis)
		}
		sum += w
	}
	return strings.TrimRight(p, " ") + string(ellipsis)
}
