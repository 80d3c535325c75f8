package labels

import (
	"golang.org/x/text/unicode/bidi"
)

// rightToLeft reports whether s holds any character that is written from right
// to left; most text does not and is left alone.
func rightToLeft(s string) bool {
	for _, r := range s {
		if r < 0x590 {
			continue
		}
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.R, bidi.AL, bidi.AN:
			return true
		}
	}
	return false
}

// baseLevel is the direction of a paragraph by its first strong letter
// (UAX #9, P2 and P3): 0 from the left, 1 from the right.
func baseLevel(s string) uint8 {
	for _, r := range s {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.L:
			return 0
		case bidi.R, bidi.AL:
			return 1
		}
	}
	return 0
}

// visual puts one line into the order it is drawn in, following the Unicode
// bidirectional algorithm (UAX #9): weak types W1-W7, neutrals N1-N2, implicit
// levels I1-I2, trailing spaces L1, reversal L2, mirrored brackets L4. Numbers
// in Hebrew or Arabic keep their order. Explicit embeddings do not occur: clean
// removes their marks. The paired-bracket rule N0 is left out.
//
// golang.org/x/text/unicode/bidi gives the character classes; its Paragraph
// returns runs without their levels, which is not enough to nest a number in
// Hebrew in English.
func visual(line string, base uint8) string {
	if !rightToLeft(line) {
		return line
	}
	runes := []rune(line)
	levels := resolveLevels(runes, base)

	// L2: from the highest level down to 1, reverse each stretch at or above it.
	var highest uint8
	for _, l := range levels {
		highest = max(highest, l)
	}
	for level := highest; level >= 1; level-- {
		for i := 0; i < len(runes); {
			if levels[i] < level {
				i++
				continue
			}
			j := i
			for j < len(runes) && levels[j] >= level {
				j++
			}
			reverse(runes[i:j], levels[i:j])
			i = j
		}
	}
	for i, r := range runes { // L4
		if levels[i]%2 == 1 {
			if m, ok := mirrored[r]; ok {
				runes[i] = m
			}
		}
	}
	// A mark was reversed with its letter and now stands before it; marks are
	// drawn over what precedes them, so they go back behind it.
	for i := 0; i < len(runes); i++ {
		j := i
		for j < len(runes) && levels[j]%2 == 1 && class(runes[j]) == bidi.NSM {
			j++
		}
		if j > i && j < len(runes) && levels[j]%2 == 1 {
			base := runes[j]
			copy(runes[i+1:j+1], runes[i:j])
			runes[i] = base
		}
		i = j
	}
	return string(runes)
}

var mirrored = map[rune]rune{'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{',
	'<': '>', '>': '<', '«': '»', '»': '«', '‹': '›', '›': '‹'}

func class(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

func reverse(runes []rune, levels []uint8) {
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
		levels[i], levels[j] = levels[j], levels[i]
	}
}

// resolveLevels runs rules W1 to I2 and L1 over one line at level base.
func resolveLevels(runes []rune, base uint8) []uint8 {
	n := len(runes)
	types := make([]bidi.Class, n)
	sos := bidi.L
	if base == 1 {
		sos = bidi.R
	}
	resolveWeak(runes, types, sos)

	// N1, N2: neutrals between equal directions take it, others the paragraph's.
	side := func(c bidi.Class) bidi.Class {
		if c == bidi.L {
			return bidi.L
		}
		return bidi.R // R, EN and AN count as right here
	}
	strong := func(c bidi.Class) bool { return c == bidi.L || c == bidi.R || c == bidi.EN || c == bidi.AN }
	for i := 0; i < n; {
		if strong(types[i]) {
			i++
			continue
		}
		j := i
		for j < n && !strong(types[j]) {
			j++
		}
		before, after := sos, sos
		if i > 0 {
			before = side(types[i-1])
		}
		if j < n {
			after = side(types[j])
		}
		to := sos
		if before == after {
			to = before
		}
		for k := i; k < j; k++ {
			types[k] = to
		}
		i = j
	}

	levels := make([]uint8, n)
	for i, t := range types { // I1, I2
		levels[i] = base
		switch {
		case base == 0 && t == bidi.R:
			levels[i] = 1
		case base == 0 && (t == bidi.EN || t == bidi.AN):
			levels[i] = 2
		case base == 1 && t != bidi.R:
			levels[i] = 2
		}
	}
	for i := n - 1; i >= 0; i-- { // L1
		if c := class(runes[i]); c != bidi.WS && c != bidi.B && c != bidi.S {
			break
		}
		levels[i] = base
	}
	return levels
}

// resolveWeak fills types by rules W1 to W7.
func resolveWeak(runes []rune, types []bidi.Class, sos bidi.Class) {
	last, lastStrong := sos, sos
	for i, r := range runes {
		t := class(r)
		if t == bidi.NSM { // W1
			t = last
		}
		last = t
		switch t {
		case bidi.L, bidi.R, bidi.AL:
			lastStrong = t
		case bidi.EN: // W2
			if lastStrong == bidi.AL {
				t = bidi.AN
			}
		}
		types[i] = t
	}
	for i, t := range types { // W3
		if t == bidi.AL {
			types[i] = bidi.R
		}
	}
	for i := 1; i+1 < len(types); i++ { // W4
		a, b := types[i-1], types[i+1]
		if a == b && (types[i] == bidi.CS && (a == bidi.EN || a == bidi.AN) || types[i] == bidi.ES && a == bidi.EN) {
			types[i] = a
		}
	}
	for i := 0; i < len(types); { // W5, W6
		if types[i] != bidi.ET {
			if types[i] == bidi.ES || types[i] == bidi.CS {
				types[i] = bidi.ON
			}
			i++
			continue
		}
		j := i
		for j < len(types) && types[j] == bidi.ET {
			j++
		}
		to := bidi.ON
		if i > 0 && types[i-1] == bidi.EN || j < len(types) && types[j] == bidi.EN {
			to = bidi.EN
		}
		for ; i < j; i++ {
			types[i] = to
		}
	}
	strong := sos
	for i, t := range types { // W7
		switch t {
		case bidi.L, bidi.R:
			strong = t
		case bidi.EN:
			if strong == bidi.L {
				types[i] = bidi.L
			}
		}
	}
}
