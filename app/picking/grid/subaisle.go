package grid

// stand is a point of a sub-aisle where a walk must come: a pick, or one of its
// two ends.
type stand struct {
	sub    int32 // aisle * blocks + block
	pick   int32 // index of the spot; ends are -1 and -2
	offset int64
}

const (
	startStand = int32(-1)
	endStand   = int32(-2)
)

func byPosition(a, b stand) int {
	switch {
	case a.sub != b.sub:
		return int(a.sub) - int(b.sub)
	case a.offset < b.offset:
		return -1
	case a.offset > b.offset:
		return 1
	}
	return int(a.pick) - int(b.pick)
}

// choices is the least cost of each action in a sub-aisle, and which of its
// stretches between two points the walk leaves out for it (-1 for none). The
// stretches are numbered from the front: stretch i ends at point i.
type choices struct {
	cost [actions]int64
	gap  [actions]int32
}

// choose works out what each action costs in a sub-aisle of that length, with
// the points in order. An end of the walk changes the parity of what is walked
// before it and behind it; a stretch is walked once where that is odd, twice
// where it is even, but for one even stretch that may be left out, and must be
// where it holds shut, the number of a closed stretch (-1 for none).
func (c *choices) choose(length int64, points []stand, shut int) {
	for i := range c.cost {
		c.cost[i] = inf
	}
	n := len(points)
	for first := range 2 { // parity of the first stretch
		sum, before, last := int64(0), int64(0), first
		for i := 0; i <= n; i++ {
			to := length
			if i < n {
				to = points[i].offset
			}
			sum += (to - before) * int64(2-last)
			if i == shut && last == 1 {
				sum = inf
				break
			}
			before = to
			if i < n && points[i].pick < 0 {
				last ^= 1
			}
		}
		if sum >= inf {
			continue
		}
		if shut < 0 {
			c.offer(act(1+first, 1+last, true), sum, -1)
		}
		before, parity := int64(0), first
		for i := 0; i <= n; i++ {
			to := length
			if i < n {
				to = points[i].offset
			}
			if parity == 0 && (shut < 0 || shut == i) {
				front, back := 1+first, 1+last
				if i == 0 {
					front = 0
				}
				if i == n {
					back = 0
				}
				c.offer(act(front, back, false), sum-2*(to-before), i)
			}
			before = to
			if i < n && points[i].pick < 0 {
				parity ^= 1
			}
		}
	}
}

func (c *choices) offer(a action, cost int64, gap int) {
	if cost < c.cost[a] {
		c.cost[a], c.gap[a] = cost, int32(gap)
	}
}

// empty is what each action costs where nothing has to be fetched.
func (c *choices) empty(length int64, shut bool) {
	for i := range c.cost {
		c.cost[i] = inf
	}
	c.offer(nothing, 0, 0)
	if !shut {
		c.offer(act(2, 2, true), length, -1)
		c.offer(act(1, 1, true), 2*length, -1)
	}
}
