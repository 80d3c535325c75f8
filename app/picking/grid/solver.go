package grid

import (
	"math"
	"slices"
)

// End is where a walk begins or ends: at a corner, or with Inside at a spot.
type End struct {
	Inside bool
	Corner Corner
	Spot   Spot
}

// At is an end of a walk at a corner.
func At(c Corner) End { return End{Corner: c} }

// Inside is an end of a walk in a sub-aisle.
func Inside(s Spot) End { return End{Inside: true, Spot: s} }

// Solver finds shortest walks through one warehouse. It works aisle by aisle from
// the left, and keeps for every state at the corners of an aisle the shortest way
// to come to it (see states.go): exact, and of a cost that grows with the number
// of aisles and picks only as fast as they do, but about six times with each cross
// aisle. It keeps its tables between walks and is for one goroutine at a time.
type Solver struct {
	w     *Warehouse
	h     int
	shut  map[int32][]Closed // closed pieces of sub-aisles, by number
	piece []bool             // closed pieces of cross aisles, by aisle*h + cross
	any   bool               // whether anything is closed

	auto   *automaton
	stands []stand
	choice choices
	cost   [2][]int64 // by state; all inf but for those in front
	front  [2][]int32 // the states that were reached, in the order they were
	at     []int32    // by state: its entry in the trail
	trail  []entry
	turns  []turn
	tables [][]int32
	opts   []option
	keep   bool // whether the trail is kept
	least  int64
	last   int32 // entry of the least end
	euler  euler
}

// entry is a state that was reached at a step, from which one before, and how.
type entry struct {
	from  int32
	state int32
	how   uint8
}

// turn is one step of the way from left to right.
type turn struct {
	aisle int32
	kind  uint8 // an action in a block, a touch, or a piece of a cross aisle
	n     int32 // block or corner
	first int32 // its first entry
}

const (
	turnDo uint8 = iota
	turnTouch
	turnAcross
)

type option struct {
	step int
	cost int64
	how  uint8
}

// NewSolver makes a solver for a warehouse, or says what of it can't be.
func NewSolver(w *Warehouse) (*Solver, error) {
	s := new(Solver)
	return s, s.Use(w)
}

// Use goes on with another warehouse. What the solver knows of as many cross
// aisles it keeps.
func (s *Solver) Use(w *Warehouse) error {
	if err := w.Check(); err != nil {
		return err
	}
	h := w.CrossAisles()
	if h > ExactCross {
		return fault("%d is more than the %d that a shortest walk can be proved for", h, ExactCross)("cross_aisles")
	}
	if s.auto == nil || s.h != h {
		*s = Solver{h: h, auto: newAutomaton(h)}
	}
	s.w, s.any = w, len(w.Closed) > 0
	s.shut, s.piece = make(map[int32][]Closed), make([]bool, w.Aisles()*h)
	for _, c := range w.Closed {
		if c.Across {
			s.piece[c.Aisle*h+c.Cross] = true
		} else {
			sub := s.sub(c.Aisle, c.Block)
			s.shut[sub] = append(s.shut[sub], c)
		}
	}
	return nil
}

func (s *Solver) sub(aisle, block int) int32 { return int32(aisle*(s.h-1) + block) }

// Length is the length of the shortest walk from start past all spots to end. It
// allocates nothing once the solver is warm.
func (s *Solver) Length(spots []Spot, start, end End) (int64, error) {
	s.keep = false
	if err := s.gather(spots, start, end); err != nil {
		return 0, err
	}
	return s.solve(spots, start, end)
}

// gather checks what is asked and puts the points of the walk in order.
func (s *Solver) gather(spots []Spot, start, end End) error {
	s.stands = s.stands[:0]
	for i, p := range spots {
		if why := s.w.Outside(p); why != "" {
			return &Fault{Pick: i, Why: why}
		}
		s.stands = append(s.stands, stand{sub: s.sub(p.Aisle, p.Block), pick: int32(i), offset: p.Offset})
	}
	for i, e := range []End{start, end} {
		if why := s.w.OutsideEnd(e); why != "" {
			return &Fault{What: []string{"depot", "end"}[i], Pick: -1, Why: why}
		}
	}
	switch {
	case start.Inside && start == end: // a point like the picks
		s.stands = append(s.stands, stand{sub: s.sub(start.Spot.Aisle, start.Spot.Block), pick: int32(len(spots)), offset: start.Spot.Offset})
	default:
		if start.Inside {
			s.stands = append(s.stands, stand{sub: s.sub(start.Spot.Aisle, start.Spot.Block), pick: startStand, offset: start.Spot.Offset})
		}
		if end.Inside {
			s.stands = append(s.stands, stand{sub: s.sub(end.Spot.Aisle, end.Spot.Block), pick: endStand, offset: end.Spot.Offset})
		}
	}
	slices.SortFunc(s.stands, byPosition)
	return nil
}

// solve is the walk from left to right over what gather put in order.
func (s *Solver) solve(spots []Spot, start, end End) (int64, error) {
	first, last := s.reach(start, end)
	if first < 0 || len(s.stands) == 0 && start == end {
		return 0, nil
	}
	s.begin()
	from, to := first, last
	if s.any {
		from, to = 0, s.w.Aisles()-1
	}
	next := 0
	for a := from; a <= to; a++ {
		for _, e := range [2]End{start, end} {
			if !e.Inside && e.Corner.Aisle == a {
				if start == end {
					s.touch(a, e.Corner.Cross, false)
					break
				}
				s.touch(a, e.Corner.Cross, true)
			}
		}
		for b := range s.h - 1 {
			sub, begin := s.sub(a, b), next
			for next < len(s.stands) && s.stands[next].sub == sub {
				next++
			}
			if err := s.weigh(sub, b, s.stands[begin:next]); err != nil {
				return 0, err
			}
			s.do(a, b)
		}
		if a >= last {
			s.finish()
		}
		if a < to {
			s.across(a)
		}
	}
	if best := s.alone(start, end); best < inf && best <= s.least {
		return best, nil
	}
	if s.least >= inf {
		return 0, s.apart(spots, start, end)
	}
	return s.least, nil
}

// reach is the first and the last aisle that a walk must come to; -1 for none.
func (s *Solver) reach(start, end End) (first, last int) {
	first, last = math.MaxInt, -1
	see := func(a int) { first, last = min(first, a), max(last, a) }
	for i := range s.stands {
		see(int(s.stands[i].sub) / (s.h - 1))
	}
	for _, e := range [2]End{start, end} {
		if e.Inside {
			see(e.Spot.Aisle)
		} else {
			see(e.Corner.Aisle)
		}
	}
	return first, last
}

// begin stands before the first aisle with a walk that touches nothing yet.
func (s *Solver) begin() {
	for i := range s.cost {
		for _, n := range s.front[i] {
			s.cost[i][n] = inf
		}
		s.front[i] = s.front[i][:0]
	}
	s.trail, s.turns = s.trail[:0], s.turns[:0]
	s.least, s.last = inf, -1
	s.room(0)
	s.cost[0][0] = 0
	s.front[0] = append(s.front[0], 0)
	s.at[0] = -1
}

func (s *Solver) room(n int32) {
	for int(n) >= len(s.at) {
		s.at = append(s.at, -1)
		s.cost[0] = append(s.cost[0], inf)
		s.cost[1] = append(s.cost[1], inf)
	}
}

// weigh works out what can be done in a sub-aisle and what it costs.
func (s *Solver) weigh(sub int32, block int, points []stand) error {
	length := s.w.Blocks[block]
	shut := s.shut[sub]
	if len(points) == 0 {
		s.choice.empty(length, len(shut) > 0)
		return nil
	}
	closed := -1
	for _, c := range shut {
		i := 0
		for i < len(points) && points[i].offset <= c.From {
			i++
		}
		if i < len(points) && points[i].offset < c.To {
			return s.cannot(points[i], "stands where nobody can walk")
		}
		if closed >= 0 && closed != i {
			return s.cannot(points[min(closed, i)], "stands between two closed pieces of its aisle")
		}
		closed = i
	}
	s.choice.choose(length, points, closed)
	return nil
}

func (s *Solver) cannot(p stand, why string) error {
	switch p.pick {
	case startStand:
		return &Fault{What: "depot", Pick: -1, Why: why}
	case endStand:
		return &Fault{What: "end", Pick: -1, Why: why}
	}
	return &Fault{Pick: int(p.pick), Why: why}
}

func (s *Solver) do(aisle, block int) {
	s.opts = s.opts[:0]
	for x, c := range s.choice.cost {
		if c < inf {
			s.opts = append(s.opts, option{step: s.auto.doStep(block, action(x)), cost: c, how: uint8(x)})
		}
	}
	if len(s.opts) == 1 && s.opts[0].how == uint8(nothing) {
		return
	}
	s.mark(aisle, turnDo, block)
	s.step()
}

func (s *Solver) touch(aisle, cross int, odd bool) {
	s.mark(aisle, turnTouch, cross)
	s.opts = append(s.opts[:0], option{step: s.auto.touchStep(cross, odd)})
	s.step()
}

func (s *Solver) mark(aisle int, kind uint8, n int) {
	if s.keep {
		s.turns = append(s.turns, turn{aisle: int32(aisle), kind: kind, n: int32(n), first: int32(len(s.trail))})
	}
}

// step takes every state in front through every option.
func (s *Solver) step() {
	s.tables = s.tables[:0]
	for _, o := range s.opts {
		s.tables = append(s.tables, s.auto.table(o.step))
	}
	was, now := s.cost[0], s.cost[1]
	front, out := s.front[0], s.front[1][:0]
	for _, from := range front {
		c := was[from]
		for i := range s.opts {
			o := &s.opts[i]
			to := s.tables[i][from]
			if to == unknown {
				to = s.auto.lead(o.step, from)
				s.room(to)
				was, now = s.cost[0], s.cost[1]
			}
			if to == never || c+o.cost >= now[to] {
				continue
			}
			fresh := now[to] >= inf
			now[to] = c + o.cost
			if fresh {
				out = append(out, to)
			}
			if s.keep {
				s.note(from, to, o.how, fresh)
			}
		}
	}
	s.turnOver(front, out)
}

// note keeps how a state was reached. The entries of one step lie together; the
// place of a state's entry is kept apart from that of the step before.
func (s *Solver) note(from, to int32, how uint8, fresh bool) {
	e := entry{from: s.at[from], state: to, how: how}
	if fresh {
		s.euler.place = grow(s.euler.place, int(to)+1)
		s.euler.place[to] = int32(len(s.trail))
		s.trail = append(s.trail, e)
		return
	}
	s.trail[s.euler.place[to]] = e
}

func grow(p []int32, n int) []int32 {
	for len(p) < n {
		p = append(p, -1)
	}
	return p
}

func (s *Solver) turnOver(front, out []int32) {
	for _, n := range front {
		s.cost[0][n] = inf
	}
	s.cost[0], s.cost[1] = s.cost[1], s.cost[0]
	s.front[0], s.front[1] = out, front
	if s.keep {
		for _, n := range out {
			s.at[n] = s.euler.place[n]
		}
	}
}

// across goes on to the next aisle, corner by corner: odd corners take one edge,
// even ones two or none.
func (s *Solver) across(aisle int) {
	pitch := s.w.Pitch[aisle]
	for l := range s.h {
		s.mark(aisle, turnAcross, l)
		shut := s.piece[aisle*s.h+l]
		step, bit := s.auto.dropStep(l), uint16(1)<<l
		table := s.auto.table(step)
		was, now := s.cost[0], s.cost[1]
		front, out := s.front[0], s.front[1][:0]
		take := func(from, to int32, cost int64, how uint8) {
			if cost >= now[to] {
				return
			}
			fresh := now[to] >= inf
			now[to] = cost
			if fresh {
				out = append(out, to)
			}
			if s.keep {
				s.note(from, to, how, fresh)
			}
		}
		for _, from := range front {
			c := was[from]
			switch {
			case s.auto.odd[from]&bit != 0:
				if !shut {
					take(from, from, c+pitch, 1)
				}
			case s.auto.even[from]&bit != 0:
				if !shut {
					take(from, from, c+2*pitch, 2)
				}
				to := table[from]
				if to == unknown {
					to = s.auto.lead(step, from)
					s.room(to)
					was, now = s.cost[0], s.cost[1]
				}
				if to != never {
					take(from, to, c, 0)
				}
			default:
				take(from, from, c, 0)
			}
		}
		s.turnOver(front, out)
	}
}

// finish looks whether the walk may end at this aisle.
func (s *Solver) finish() {
	for _, n := range s.front[0] {
		if s.auto.whole[n] && s.cost[0][n] < s.least {
			s.least, s.last = s.cost[0][n], s.at[n]
		}
	}
}

// alone is the length of a walk that never leaves one sub-aisle, where both ends
// lie in it; inf where it must.
func (s *Solver) alone(start, end End) int64 {
	if !start.Inside || !end.Inside || len(s.stands) == 0 {
		return inf
	}
	lo, hi := s.stands[0], s.stands[len(s.stands)-1]
	if lo.sub != hi.sub {
		return inf
	}
	for _, c := range s.shut[lo.sub] {
		if lo.offset <= c.From && hi.offset >= c.To && hi.offset > c.From {
			return inf
		}
	}
	a, b, span := start.Spot.Offset, end.Spot.Offset, hi.offset-lo.offset
	return min(a-lo.offset+span+hi.offset-b, hi.offset-a+span+b-lo.offset)
}
