package batch

import "sync"

// steps are the moves of the dynamic program for any number of cross aisles
// (Cambazard and Catusse 2018; reference: two blocks, Roodbergen and de Koster
// 2001), worked out once. A state says for each cross aisle whether what is
// walked so far meets it not at all, an even or an odd number of times, and which
// of them are joined.
type steps struct {
	states int
	pass   [][]int16 // by block and state: the state after walking through once
	twice  [][]int16 // through and back
	touch  [][]int16 // by cross aisle and state: the cross aisle is met there and back
	flip   [][]int16 // by cross aisle and state: the walk begins or ends there
	across [][]across
	done   []bool // by state: all joined, nothing left open
}

// across is a way on to the next aisle: the state there and how many pieces of
// cross aisle are walked.
type across struct {
	to    int16
	edges int64
}

type meets uint8

const (
	not meets = iota
	even
	odd
)

// state of at most 8 cross aisles; joined[i] is 0 where a cross aisle is not met,
// and the same for those that are joined.
type state struct {
	met    [8]meets
	joined [8]uint8
}

func (s state) join(a, b int) state {
	to := s.joined[a]
	for i, from := 0, s.joined[b]; i < len(s.joined); i++ {
		if s.joined[i] == from {
			s.joined[i] = to
		}
	}
	return s
}

// meet is the state after cross aisle i is met once more, or twice more.
func (s state) meet(i int, times int) state {
	if s.met[i] == not {
		s.met[i], s.joined[i] = even, 100
	}
	if times == 1 {
		s.met[i] = even + odd - s.met[i]
	}
	return s.named()
}

// named numbers what is joined from 1, so that equal states look equal.
func (s state) named() state {
	var name [256]uint8
	next := uint8(1)
	for i, j := range s.joined {
		if j == 0 {
			continue
		}
		if name[j] == 0 {
			name[j] = next
			next++
		}
		s.joined[i] = name[j]
	}
	return s
}

func (s state) done() bool {
	for i, m := range s.met {
		if m == odd || s.joined[i] > 1 {
			return false
		}
	}
	return true
}

// on are the ways on to the next aisle: a cross aisle met an odd number of times
// is walked once, an even one twice or not at all, as long as all that is joined
// goes on somewhere.
func (s state) on(visit func(to state, edges int64)) {
	var evens []int
	edges := int64(0)
	for i, m := range s.met {
		switch m {
		case even:
			evens = append(evens, i)
		case odd:
			edges++
		}
	}
	for leave := range 1 << len(evens) {
		to, n := s, edges
		for k, i := range evens {
			if leave>>k&1 == 1 {
				to.met[i], to.joined[i] = not, 0
			} else {
				n += 2
			}
		}
		if to.kinds() == s.kinds() {
			visit(to.named(), n)
		}
	}
}

// kinds are the joined parts, as bits.
func (s state) kinds() (all uint32) {
	for _, j := range s.joined {
		if j > 0 {
			all |= 1 << j
		}
	}
	return all
}

var (
	stepsMade = map[[2]int]*steps{}
	stepsLock sync.Mutex
)

// stepsFor are the moves for so many cross aisles; apart: the walk begins and ends
// at different corners, which takes more states.
func stepsFor(cross int, apart bool) *steps {
	key := [2]int{cross, 0}
	if apart {
		key[1] = 1
	}
	stepsLock.Lock()
	defer stepsLock.Unlock()
	if stepsMade[key] == nil {
		stepsMade[key] = makeSteps(cross, apart)
	}
	return stepsMade[key]
}

func makeSteps(cross int, apart bool) *steps {
	t := &steps{
		pass: make([][]int16, cross-1), twice: make([][]int16, cross-1),
		touch: make([][]int16, cross), flip: make([][]int16, cross),
	}
	number := map[state]int16{{}: 0}
	all := []state{{}}
	id := func(s state) int16 {
		n, known := number[s]
		if !known {
			n = int16(len(all))
			number[s] = n
			all = append(all, s)
		}
		return n
	}
	for i := 0; i < len(all); i++ {
		s := all[i]
		for c := range cross {
			t.touch[c] = append(t.touch[c], id(s.meet(c, 2)))
			if apart {
				t.flip[c] = append(t.flip[c], id(s.meet(c, 1)))
			}
		}
		for b := range cross - 1 {
			t.pass[b] = append(t.pass[b], id(s.meet(b, 1).meet(b+1, 1).join(b, b+1).named()))
			t.twice[b] = append(t.twice[b], id(s.meet(b, 2).meet(b+1, 2).join(b, b+1).named()))
		}
		var ways []across
		s.on(func(to state, edges int64) { ways = append(ways, across{id(to), edges}) })
		t.across = append(t.across, ways)
		t.done = append(t.done, s.done())
	}
	t.states = len(all)
	return t
}

// manyBlocks is the shortest walk where there are more blocks than one, or where
// it begins and ends at different corners.
func (m *rowMeter) manyBlocks(mask []uint64) int64 {
	r, t := m.rows, m.rows.steps
	blocks := len(r.w.Blocks)
	lo, hi := r.span(mask)
	for i := range m.at {
		m.at[i] = never
	}
	m.at[0] = 0
	for a := lo; ; a++ {
		if r.start == r.end && a == r.start.Aisle {
			m.step(t.touch[r.start.Cross])
		} else if r.start != r.end {
			if a == r.start.Aisle {
				m.step(t.flip[r.start.Cross])
			}
			if a == r.end.Aisle {
				m.step(t.flip[r.end.Cross])
			}
		}
		for b := range blocks {
			m.block(a, b, mask)
		}
		if a == hi {
			break
		}
		for i := range m.next {
			m.next[i] = never
		}
		for s, length := range m.at {
			if length == never {
				continue
			}
			for _, way := range t.across[s] {
				if l := length + way.edges*r.w.Pitch[a]; l < m.next[way.to] {
					m.next[way.to] = l
				}
			}
		}
		m.at, m.next = m.next, m.at
	}
	best := never
	for s, length := range m.at {
		if t.done[s] && length < best {
			best = length
		}
	}
	return best
}

// step moves every state to the one that a table says.
func (m *rowMeter) step(to []int16) {
	for i := range m.next {
		m.next[i] = never
	}
	for s, length := range m.at {
		m.next[to[s]] = min(m.next[to[s]], length)
	}
	m.at, m.next = m.next, m.at
}

// block visits one sub-aisle in each way that it can be.
func (m *rowMeter) block(aisle, b int, mask []uint64) {
	t := m.rows.steps
	i := aisle*len(m.rows.w.Blocks) + b
	length := m.rows.sub[i].length
	v, picks := m.rows.visit(i, mask)
	pass, twice, front, back := t.pass[b], t.twice[b], t.touch[b], t.touch[b+1]
	next := m.next
	for i := range next {
		next[i] = never
	}
	put := func(to int16, l int64) {
		if l < next[to] {
			next[to] = l
		}
	}
	for s, at := range m.at {
		if at == never {
			continue
		}
		put(pass[s], at+length)
		put(twice[s], at+2*length)
		if picks {
			put(front[s], at+v.front)
			put(back[s], at+v.back)
			put(back[front[s]], at+v.gap)
		} else {
			put(int16(s), at)
		}
	}
	m.at, m.next = m.next, m.at
}
