package grid

import (
	"cmp"
	"slices"
)

// The rules that people walk by, for comparison and for who wants to walk a
// familiar way. All but combined cross the whole depth of the building and so
// take the blocks as one; they are for warehouses with nothing closed and walks
// that begin at the front or the back. Sources: Hall 1993 (S-shape, return,
// midpoint, largest gap), Roodbergen and de Koster 2001 (combined), Vaughan and
// Petersen 1999 (combined with more than two cross aisles: aisle by aisle).

// Rule is a rule that people walk by.
type Rule string

// The classic rules.
const (
	SShape     Rule = "s-shape"
	Return     Rule = "return"
	Midpoint   Rule = "midpoint"
	LargestGap Rule = "largest-gap"
	Combined   Rule = "combined"
)

// Rules are the classic rules, the simplest first.
var Rules = []Rule{Return, SShape, Midpoint, LargestGap, Combined}

// deep is a spot as the rules see it: an aisle, and how far in.
type deep struct {
	y    int64
	pick int
}

// Walk gives the order in which a rule picks and how far it walks, from the left
// or from the right, whichever is shorter. It says false where the layout does
// not allow the rule.
func (w *Warehouse) Walk(rule Rule, spots []Spot, start, end Corner) (order []int, length int64, ok bool) {
	last := w.CrossAisles() - 1
	if len(w.Closed) > 0 || w.OutsideEnd(At(start)) != "" || w.OutsideEnd(At(end)) != "" {
		return nil, 0, false
	}
	atEnd := func(c Corner) bool { return c.Cross == 0 || c.Cross == last }
	if rule != Combined && (!atEnd(start) || !atEnd(end)) {
		return nil, 0, false
	}
	for _, p := range spots {
		if w.Outside(p) != "" {
			return nil, 0, false
		}
	}
	length = inf
	for _, fromRight := range [2]bool{false, true} {
		c := newCourse(w, spots, start, fromRight)
		switch rule {
		case SShape:
			c.sShape()
		case Return:
			c.returning()
		case Midpoint:
			c.halves(func(picks []deep) int { return c.middle(picks) })
		case LargestGap:
			c.halves(func(picks []deep) int { return c.largestGap(picks) })
		case Combined:
			c.combined(end)
		default:
			return nil, 0, false
		}
		if c.finish(end); c.length < length {
			order, length = c.order, c.length
		}
	}
	return order, length, true
}

// course is a walk that a rule makes, corner by corner.
type course struct {
	w      *Warehouse
	depth  []int64 // of each cross aisle, from the front
	x      []int64 // of each aisle
	aisles []int   // with picks, in the order they are come to
	picks  [][]deep
	at     int   // aisle
	y      int64 // how far in
	home   int64 // depth of the side that the walk begins at
	away   int64
	order  []int
	length int64
}

func newCourse(w *Warehouse, spots []Spot, start Corner, fromRight bool) *course {
	c := &course{w: w, depth: make([]int64, w.CrossAisles()), x: make([]int64, w.Aisles()), at: start.Aisle}
	for b, l := range w.Blocks {
		c.depth[b+1] = c.depth[b] + l
	}
	for a, p := range w.Pitch {
		c.x[a+1] = c.x[a] + p
	}
	c.y = c.depth[start.Cross]
	c.home, c.away = 0, c.depth[len(c.depth)-1]
	if start.Cross == w.CrossAisles()-1 {
		c.home, c.away = c.away, c.home
	}
	by := make([][]deep, w.Aisles())
	for i, p := range spots {
		by[p.Aisle] = append(by[p.Aisle], deep{c.depth[p.Block] + p.Offset, i})
	}
	for i := range by {
		a := i
		if fromRight {
			a = len(by) - 1 - i
		}
		if len(by[a]) > 0 {
			sortDeep(by[a])
			c.aisles, c.picks = append(c.aisles, a), append(c.picks, by[a])
		}
	}
	return c
}

// aisle goes to an aisle along the cross aisle at depth y, where the walk stands.
func (c *course) aisle(a int) {
	c.length += abs(c.x[a] - c.x[c.at])
	c.at = a
}

func (c *course) deep(y int64) {
	c.length += abs(y - c.y)
	c.y = y
}

// fetch picks in the order given, and goes on to depth y.
func (c *course) fetch(picks []deep, y int64) {
	if y < c.y || y == c.y && len(picks) > 0 && picks[0].y < c.y {
		for i := len(picks) - 1; i >= 0; i-- {
			c.take(picks[i])
		}
	} else {
		for _, p := range picks {
			c.take(p)
		}
	}
	c.deep(y)
}

func (c *course) take(p deep) {
	c.deep(p.y)
	c.order = append(c.order, p.pick)
}

// finish goes to the end, from a corner or from inside an aisle.
func (c *course) finish(end Corner) {
	y := c.depth[end.Cross]
	if c.at == end.Aisle {
		c.deep(y)
		return
	}
	best := int64(inf)
	for _, d := range c.depth {
		best = min(best, abs(c.y-d)+abs(d-y))
	}
	c.length += best + abs(c.x[end.Aisle]-c.x[c.at])
	c.at, c.y = end.Aisle, y
}

func (c *course) other() int64 { return c.home + c.away - c.y }

// sShape goes through each aisle from end to end; where their number is odd, the
// last one is gone into and back.
func (c *course) sShape() {
	for i, a := range c.aisles {
		c.aisle(a)
		if i == len(c.aisles)-1 && c.y == c.home {
			c.into(c.picks[i], c.home)
			return
		}
		c.fetch(c.picks[i], c.other())
	}
}

// into goes into an aisle from side y as far as the furthest pick, and back.
func (c *course) into(picks []deep, y int64) {
	if len(picks) == 0 {
		return
	}
	far := picks[len(picks)-1].y
	if y > 0 {
		far = picks[0].y
	}
	c.fetch(picks, far)
	c.deep(y)
}

func (c *course) returning() {
	for i, a := range c.aisles {
		c.aisle(a)
		c.into(c.picks[i], c.home)
	}
}

// halves goes through the first and the last aisle; the others are gone into from
// the far side for what lies beyond the cut, on the way back from the near side
// for the rest. cut gives how many picks, from the front, are served from the
// front.
func (c *course) halves(cut func(picks []deep) int) {
	n := len(c.aisles)
	if n == 0 {
		return
	}
	if n == 1 {
		c.aisle(c.aisles[0])
		c.into(c.picks[0], c.home)
		return
	}
	near := make([][]deep, n)
	c.aisle(c.aisles[0])
	c.fetch(c.picks[0], c.away)
	for i := 1; i < n-1; i++ {
		k := cut(c.picks[i])
		front, back := c.picks[i][:k], c.picks[i][k:]
		near[i] = front
		beyond := back
		if c.home > 0 {
			near[i], beyond = back, front
		}
		if len(beyond) > 0 {
			c.aisle(c.aisles[i])
			c.into(beyond, c.away)
		}
	}
	c.aisle(c.aisles[n-1])
	c.fetch(c.picks[n-1], c.home)
	for i := n - 2; i >= 1; i-- {
		if len(near[i]) > 0 {
			c.aisle(c.aisles[i])
			c.into(near[i], c.home)
		}
	}
}

func (c *course) middle(picks []deep) int {
	half := (c.home + c.away) / 2
	for i, p := range picks {
		if p.y > half {
			return i
		}
	}
	return len(picks)
}

func (c *course) largestGap(picks []deep) int {
	cut, most, before := 0, int64(-1), int64(0)
	for i := 0; i <= len(picks); i++ {
		y := c.home + c.away
		if i < len(picks) {
			y = picks[i].y
		}
		if y-before > most {
			cut, most = i, y-before
		}
		before = y
	}
	return cut
}

// combined goes aisle by aisle and leaves each at the cross aisle from which the
// rest is shortest.
func (c *course) combined(end Corner) {
	n, h := len(c.aisles), len(c.depth)
	if n == 0 {
		return
	}
	// best[i][l]: the rest of the walk, standing at cross aisle l of aisle i.
	best, next := make([][]int64, n+1), make([][]int, n)
	best[n] = make([]int64, h)
	for l := range h {
		best[n][l] = abs(c.x[end.Aisle]-c.x[c.aisles[n-1]]) + c.endWay(l, c.aisles[n-1], end)
	}
	for i := n - 1; i >= 0; i-- {
		best[i], next[i] = make([]int64, h), make([]int, h)
		for from := range h {
			best[i][from] = inf
			for to := range h {
				cost := c.through(c.picks[i], c.depth[from], c.depth[to]) + best[i+1][to]
				if i+1 < n {
					cost += abs(c.x[c.aisles[i+1]] - c.x[c.aisles[i]])
				}
				if cost < best[i][from] {
					best[i][from], next[i][from] = cost, to
				}
			}
		}
	}
	first, least := 0, int64(inf)
	start := c.y
	for l := range h {
		if d := c.startWay(start, l, c.aisles[0]); d+best[0][l] < least {
			first, least = l, d+best[0][l]
		}
	}
	c.length += c.startWay(start, first, c.aisles[0])
	c.at, c.y = c.aisles[0], c.depth[first]
	for i, a := range c.aisles {
		c.aisle(a)
		to := c.depth[next[i][indexOf(c.depth, c.y)]]
		c.pass(c.picks[i], to)
	}
}

// startWay is how far it is from the start, at depth y, to cross aisle l of an
// aisle.
func (c *course) startWay(y int64, l, aisle int) int64 {
	return abs(c.x[aisle]-c.x[c.at]) + abs(c.depth[l]-y)
}

func (c *course) endWay(l, aisle int, end Corner) int64 {
	return abs(c.depth[l] - c.depth[end.Cross])
}

// through is how far it is from depth a past all picks to depth b of an aisle.
func (c *course) through(picks []deep, a, b int64) int64 {
	lo, hi := min(a, b, picks[0].y), max(a, b, picks[len(picks)-1].y)
	return min(a-lo+hi-lo+hi-b, hi-a+hi-lo+b-lo)
}

// pass walks what through measures.
func (c *course) pass(picks []deep, b int64) {
	a := c.y
	lo, hi := min(a, b, picks[0].y), max(a, b, picks[len(picks)-1].y)
	upFirst := hi-a+hi-lo+b-lo < a-lo+hi-lo+hi-b
	if upFirst {
		for _, p := range picks {
			if p.y >= a {
				c.take(p)
			}
		}
		c.deep(hi)
		for i := len(picks) - 1; i >= 0; i-- {
			if picks[i].y < a {
				c.take(picks[i])
			}
		}
		c.deep(lo)
	} else {
		for i := len(picks) - 1; i >= 0; i-- {
			if picks[i].y <= a {
				c.take(picks[i])
			}
		}
		c.deep(lo)
		for _, p := range picks {
			if p.y > a {
				c.take(p)
			}
		}
		c.deep(hi)
	}
	c.deep(b)
}

func indexOf(depth []int64, y int64) int {
	for l, d := range depth {
		if d == y {
			return l
		}
	}
	return 0
}

func abs(n int64) int64 { return max(n, -n) }

func sortDeep(picks []deep) {
	slices.SortFunc(picks, func(a, b deep) int {
		if c := cmp.Compare(a.y, b.y); c != 0 {
			return c
		}
		return a.pick - b.pick
	})
}
