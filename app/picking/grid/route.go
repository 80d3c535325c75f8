package grid

// euler makes one walk of the edges that a shortest walk uses: every edge once
// (Hierholzer 1873).
type euler struct {
	place []int32 // by state: its entry of this step; see note
	head  []int32 // by node: its first half edge, -1 for none
	next  []int32
	to    []int32
	used  []bool
	stack []int32
	nodes []int32
}

func (e *euler) reset(nodes int) {
	e.head = e.head[:0]
	for range nodes {
		e.head = append(e.head, -1)
	}
	e.next, e.to, e.used = e.next[:0], e.to[:0], e.used[:0]
}

// edge adds so many edges between two nodes.
func (e *euler) edge(a, b int32, times int) {
	for range times {
		for _, half := range [2][2]int32{{a, b}, {b, a}} {
			e.to, e.next, e.used = append(e.to, half[1]), append(e.next, e.head[half[0]]), append(e.used, false)
			e.head[half[0]] = int32(len(e.to) - 1)
		}
	}
}

// walk gives the nodes in order, from the last to the first node that is asked.
func (e *euler) walk(end int32) []int32 {
	e.stack, e.nodes = append(e.stack[:0], end), e.nodes[:0]
	for len(e.stack) > 0 {
		at := e.stack[len(e.stack)-1]
		h := e.head[at]
		for h >= 0 && e.used[h] {
			h = e.next[h]
		}
		e.head[at] = h
		if h < 0 {
			e.nodes = append(e.nodes, at)
			e.stack = e.stack[:len(e.stack)-1]
			continue
		}
		e.used[h], e.used[h^1] = true, true
		e.stack = append(e.stack, e.to[h])
	}
	return e.nodes
}

// Route is the shortest walk from start past all spots to end.
func (s *Solver) Route(spots []Spot, start, end End) (Route, error) {
	s.keep = true
	defer func() { s.keep = false }()
	if err := s.gather(spots, start, end); err != nil {
		return Route{}, err
	}
	length, err := s.solve(spots, start, end)
	if err != nil {
		return Route{}, err
	}
	switch best := s.alone(start, end); {
	case length == 0 && len(s.turns) == 0 || len(s.stands) == 0 && start == end:
		return Route{Path: []Point{s.endPoint(start)}}, nil
	case best < inf && best == length:
		return s.straight(spots, start, end, length), nil
	}
	s.edges()
	nodes := s.euler.walk(s.endNode(end, endStand, len(spots), start == end))
	return s.path(nodes, len(spots), length), nil
}

// endPoint is the end of a walk as a point of its path.
func (s *Solver) endPoint(e End) Point {
	if e.Inside {
		return Point{Aisle: e.Spot.Aisle, Block: e.Spot.Block, Offset: e.Spot.Offset, Pick: -1}
	}
	return Point{Corner: true, Aisle: e.Corner.Aisle, Cross: e.Corner.Cross, Pick: -1}
}

// Nodes are the corners, aisle by aisle, then the stands.
func (s *Solver) corner(aisle, cross int32) int32 { return aisle*int32(s.h) + cross }
func (s *Solver) standNode(i int) int32           { return int32(s.w.Aisles()*s.h + i) }

func (s *Solver) endNode(e End, pick int32, spots int, closed bool) int32 {
	if !e.Inside {
		return s.corner(int32(e.Corner.Aisle), int32(e.Corner.Cross))
	}
	if closed {
		pick = int32(spots)
	}
	for i := range s.stands {
		if s.stands[i].pick == pick {
			return s.standNode(i)
		}
	}
	return 0
}

// edges goes back over the trail of the shortest walk and lays its edges.
func (s *Solver) edges() {
	s.euler.reset(s.w.Aisles()*s.h + len(s.stands))
	at := s.last
	for i := len(s.turns) - 1; i >= 0; i-- {
		t := s.turns[i]
		if at < t.first {
			continue // done after the walk was whole
		}
		e := s.trail[at]
		switch t.kind {
		case turnAcross:
			s.euler.edge(s.corner(t.aisle, t.n), s.corner(t.aisle+1, t.n), int(e.how))
		case turnDo:
			s.sides(t.aisle, t.n, action(e.how))
		}
		at = e.from
	}
}

// sides lays the edges of one sub-aisle.
func (s *Solver) sides(aisle, block int32, a action) {
	sub := s.sub(int(aisle), int(block))
	begin := 0
	for begin < len(s.stands) && s.stands[begin].sub != sub {
		begin++
	}
	n := begin
	for n < len(s.stands) && s.stands[n].sub == sub {
		n++
	}
	points := s.stands[begin:n]
	if err := s.weigh(sub, int(block), points); err != nil {
		return // it was weighed before
	}
	front, _, joined := a.ends()
	gap, parity := int(s.choice.gap[a]), front&1^1
	if front == 0 {
		parity = 0
	}
	if joined {
		gap = -1
	}
	node := s.corner(aisle, block)
	for i := 0; i <= len(points); i++ {
		to := s.corner(aisle, block+1)
		if i < len(points) {
			to = s.standNode(begin + i)
		}
		if i != gap {
			s.euler.edge(node, to, 2-parity)
		}
		if i < len(points) && points[i].pick < 0 {
			parity ^= 1
		}
		node = to
	}
}

// path turns the nodes of a walk into its points, each pick where it is first
// passed.
func (s *Solver) path(nodes []int32, spots int, length int64) Route {
	r := Route{Length: length, Order: make([]int, 0, spots), Path: make([]Point, 0, len(nodes))}
	seen := make([]bool, len(s.stands))
	corners := int32(s.w.Aisles() * s.h)
	for i, n := range nodes {
		if n < corners {
			r.Path = append(r.Path, Point{Corner: true, Aisle: int(n) / s.h, Cross: int(n) % s.h, Pick: -1})
			continue
		}
		k := int(n - corners)
		st := s.stands[k]
		p := Point{Aisle: int(st.sub) / (s.h - 1), Block: int(st.sub) % (s.h - 1), Offset: st.offset, Pick: -1}
		if !seen[k] && st.pick >= 0 && int(st.pick) < spots {
			seen[k], p.Pick = true, int(st.pick)
			r.Order = append(r.Order, p.Pick)
		} else if i > 0 && i+1 < len(nodes) && nodes[i-1] != nodes[i+1] {
			continue // only passed
		}
		r.Path = append(r.Path, p)
	}
	return r
}

// straight is a walk that never leaves one sub-aisle.
func (s *Solver) straight(spots []Spot, start, end End, length int64) Route {
	r := Route{Length: length, Path: []Point{s.endPoint(start)}}
	lo, hi := 0, len(s.stands)-1
	a, b := start.Spot.Offset, end.Spot.Offset
	span := s.stands[hi].offset - s.stands[lo].offset
	down := a-s.stands[lo].offset+span+s.stands[hi].offset-b == length
	pick := func(i int) {
		if n := int(s.stands[i].pick); n >= 0 && n < len(spots) {
			r.Order = append(r.Order, n)
			r.Path = append(r.Path, Point{Aisle: start.Spot.Aisle, Block: start.Spot.Block, Offset: s.stands[i].offset, Pick: n})
		}
	}
	// What lies on the side that is walked first is picked on the way out, the
	// rest on the way to the other side.
	if down {
		for i := hi; i >= 0; i-- {
			if s.stands[i].offset <= a {
				pick(i)
			}
		}
		for i := range s.stands {
			if s.stands[i].offset > a {
				pick(i)
			}
		}
	} else {
		for i := range s.stands {
			if s.stands[i].offset >= a {
				pick(i)
			}
		}
		for i := hi; i >= 0; i-- {
			if s.stands[i].offset < a {
				pick(i)
			}
		}
	}
	r.Path = append(r.Path, s.endPoint(end))
	return r
}
