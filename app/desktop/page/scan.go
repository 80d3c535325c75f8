package page

import (
	"strings"
	"time"
)

// A scanner that pretends to be a keyboard types faster and more evenly than a
// person. The window gets the keys in batches, one batch a frame, so single
// gaps say little and the mean decides.
const (
	scanRunes   = 4                      // a code has at least so many characters
	scanMean    = 30 * time.Millisecond  // their mean distance is below this
	scanGap     = 150 * time.Millisecond // and no gap is this long
	scanLongest = 4096                   // more is not a bar code
)

// Catcher tells scanned codes from typed text. It is fed every character and
// every Return or Tab with the time they arrived, whatever has the focus.
type Catcher struct {
	burst       []rune
	first, last time.Time
	capturing   bool // a prefix key announced a code
}

// Prefix is called when the scanner's programmed prefix key arrives: all that
// follows is a code, however slowly it comes.
func (c *Catcher) Prefix(now time.Time) {
	c.burst, c.capturing = c.burst[:0], true
	c.first, c.last = now, now
}

// Rune takes a character. It reports whether the character belongs to an
// announced code and must not reach a text field.
func (c *Catcher) Rune(r rune, now time.Time) (captured bool) {
	if c.capturing && now.Sub(c.last) > 2*time.Second {
		c.capturing = false // the code never came
		c.burst = c.burst[:0]
	}
	if !c.capturing && (len(c.burst) == 0 || now.Sub(c.last) >= scanGap || len(c.burst) >= scanLongest) {
		c.burst = c.burst[:0]
		c.first = now
	}
	if len(c.burst) < scanLongest {
		c.burst = append(c.burst, r)
	}
	c.last = now
	return c.capturing
}

// Started reports whether a character just taken is the first of a possible
// code: the moment to remember what a text field held.
func (c *Catcher) Started() bool { return len(c.burst) == 1 }

// Announced reports whether a prefix key said that a code is coming.
func (c *Catcher) Announced() bool { return c.capturing }

// Busy reports whether characters came so short a time ago that a Space or a
// Return may belong to a code.
func (c *Catcher) Busy(now time.Time) bool {
	return c.capturing || len(c.burst) > 0 && now.Sub(c.last) < scanGap
}

// End is called for Return or Tab. It gives the code when what came before was
// one, and forgets it.
func (c *Catcher) End(now time.Time) (code string, ok bool) {
	defer c.Clear()
	if c.capturing {
		code = strings.TrimSpace(string(c.burst))
		return code, code != ""
	}
	n := len(c.burst)
	if n < scanRunes || now.Sub(c.last) >= scanGap {
		return "", false
	}
	// The key that ends the code is its last gap.
	if now.Sub(c.first)/time.Duration(n) >= scanMean {
		return "", false
	}
	code = strings.TrimSpace(string(c.burst))
	return code, code != ""
}

// Clear forgets what came so far: a cursor key or a click ended the burst.
func (c *Catcher) Clear() { c.burst, c.capturing = c.burst[:0], false }
