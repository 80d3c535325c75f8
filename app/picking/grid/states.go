package grid

import "math"

// A partial walk is known, as far as the rest of it matters, by what it does at
// the corners of one aisle: whether it touches each corner, whether the number
// of its edges there is odd, and which corners it joins (Ratliff and Rosenthal
// 1983 for two cross aisles, Roodbergen and de Koster 2001 for three, Cambazard
// and Catusse 2018 for any number). A state is five bits a corner, the front
// first: 0 where the walk does not touch it, else the part it belongs to, from 1
// in order of appearance, times two, and one more where the edges are odd.
type state uint64

const (
	cornerBits = 5
	cornerMask = 1<<cornerBits - 1
	// ExactCross is the most cross aisles a state has room for.
	ExactCross = 12
)

func (s state) at(l int) uint64 { return uint64(s>>(cornerBits*l)) & cornerMask }

func (s state) with(l int, v uint64) state {
	return s&^(cornerMask<<(cornerBits*l)) | state(v)<<(cornerBits*l)
}

// canonical numbers the parts in order of appearance.
func (s state) canonical(h int) state {
	var name [cornerMask + 1]uint64
	next := uint64(1)
	var out state
	for l := range h {
		v := s.at(l)
		if v == 0 {
			continue
		}
		if name[v>>1] == 0 {
			name[v>>1] = next
			next++
		}
		out |= state(name[v>>1]<<1|v&1) << (cornerBits * l)
	}
	return out
}

// touch adds edges at a corner: an odd or an even number of them.
func (s state) touch(l int, odd bool) state {
	v := s.at(l)
	if v == 0 {
		v = freePart << 1 // renumbered at once by canonical
		if l%2 == 1 {
			v = (freePart + 1) << 1
		}
	}
	if odd {
		v ^= 1
	}
	return s.with(l, v)
}

// freePart and the next are numbers that no part has yet; two neighbouring
// corners may be new at once.
const freePart = ExactCross + 1

// join makes one part of those of two corners.
func (s state) join(a, b, h int) state {
	from, to := s.at(b)>>1, s.at(a)>>1
	if from == to {
		return s
	}
	for l := range h {
		if v := s.at(l); v != 0 && v>>1 == from {
			s = s.with(l, to<<1|v&1)
		}
	}
	return s
}

// drop leaves a corner behind. It is wrong where the walk's edges there are odd
// or where its part would be lost.
func (s state) drop(l, h int) (state, bool) {
	v := s.at(l)
	if v == 0 {
		return s, true
	}
	if v&1 == 1 {
		return s, false
	}
	for k := range h {
		if k != l && s.at(k)>>1 == v>>1 && s.at(k) != 0 {
			return s.with(l, 0).canonical(h), true
		}
	}
	return s, false
}

// whole says that the walk may end here: one part, nothing odd.
func (s state) whole(h int) bool {
	if s == 0 {
		return false
	}
	for l := range h {
		if v := s.at(l); v != 0 && v != 1<<1 {
			return false
		}
	}
	return true
}

// An action is what a walk does in one sub-aisle, as far as its two corners can
// tell: at the front and at the back corner no edge (0), an even (1) or an odd (2)
// number of them, and whether it joins the two.
type action uint8

const nothing action = 0

const (
	actions   = 18
	joinedBit = 9
)

func act(front, back int, joined bool) action {
	a := action(front*3 + back)
	if joined {
		a += joinedBit
	}
	return a
}

func (a action) ends() (front, back int, joined bool) {
	joined = a >= joinedBit
	if joined {
		a -= joinedBit
	}
	return int(a) / 3, int(a) % 3, joined
}

func (s state) do(a action, block, h int) state {
	front, back, joined := a.ends()
	if front > 0 {
		s = s.touch(block, front == 2)
	}
	if back > 0 {
		s = s.touch(block+1, back == 2)
	}
	if joined {
		s = s.join(block, block+1, h)
	}
	return s.canonical(h)
}

// automaton numbers the states of a number of cross aisles as they are met, and
// keeps where each step leads from each.
type automaton struct {
	h      int
	number map[state]int32
	states []state
	odd    []uint16 // corners with an odd number of edges, a bit each
	even   []uint16 // corners with an even number
	whole  []bool
	steps  [][]int32 // by step and state: where it leads, unknown or never
}

const (
	unknown = int32(-1)
	never   = int32(-2)
)

func newAutomaton(h int) *automaton {
	a := &automaton{h: h, number: make(map[state]int32), steps: make([][]int32, (h-1)*actions+3*h)}
	a.intern(0)
	return a
}

func (a *automaton) intern(s state) int32 {
	if n, ok := a.number[s]; ok {
		return n
	}
	n := int32(len(a.states))
	a.number[s] = n
	a.states = append(a.states, s)
	var odd, even uint16
	for l := range a.h {
		switch v := s.at(l); {
		case v == 0:
		case v&1 == 1:
			odd |= 1 << l
		default:
			even |= 1 << l
		}
	}
	a.odd, a.even = append(a.odd, odd), append(a.even, even)
	a.whole = append(a.whole, s.whole(a.h))
	return n
}

// Steps are numbered: the actions of each block, then for each corner an even
// touch, an odd touch and a drop.
func (a *automaton) doStep(block int, x action) int { return block*actions + int(x) }
func (a *automaton) touchStep(l int, odd bool) int {
	k := (a.h-1)*actions + 3*l
	if odd {
		k++
	}
	return k
}
func (a *automaton) dropStep(l int) int { return (a.h-1)*actions + 3*l + 2 }

// table is where a step leads from each state; it may be shorter than the states
// that are known by now.
func (a *automaton) table(step int) []int32 {
	t := a.steps[step]
	for len(t) < len(a.states) {
		t = append(t, unknown)
	}
	a.steps[step] = t
	return t
}

// lead works out where a step leads from a state.
func (a *automaton) lead(step int, from int32) int32 {
	s, ok := a.states[from], true
	switch corner := step - (a.h-1)*actions; {
	case corner < 0:
		s = s.do(action(step%actions), step/actions, a.h)
	case corner%3 == 2:
		s, ok = s.drop(corner/3, a.h)
	default:
		s = s.touch(corner/3, corner%3 == 1).canonical(a.h)
	}
	to := never
	if ok {
		to = a.intern(s)
	}
	a.steps[step][from] = to
	return to
}

const inf = math.MaxInt64 / 4
