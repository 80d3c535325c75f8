package graph

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"
)

// Options bound a search.
type Options struct {
	Kicks int           // how often a found walk is shaken; 0 means 20,000
	Time  time.Duration // on top of that; 0 means no limit
	Seed  uint64
	// Known is an order that is tried as well; the answer is never longer.
	Known []int
}

// Tour is an order of the stops with its proof.
type Tour struct {
	Order   []int
	Length  int64
	Bound   int64 // no walk is shorter
	Optimal bool  // this one is the shortest
}

// Solve finds the shortest order of the stops of a table: proved for up to 13
// stops, else the best that a search found. A cancelled context ends the search
// with the best so far.
func Solve(ctx context.Context, t *Table, o Options) Tour {
	if t.N <= mostTried {
		order := held(t)
		l := t.Length(order)
		return Tour{Order: order, Length: l, Bound: l, Optimal: true}
	}
	s := newSearch(t, o.Seed)
	bound := Bound(t, 300)
	s.start(o.Known)
	s.run(ctx, o, bound)
	l := t.Length(s.best)
	return Tour{Order: s.best, Length: l, Bound: min(bound, l), Optimal: bound >= l}
}

// search makes a walk shorter by taking short pieces of it to other places, as
// they are or turned round, and by turning long ones round (Or 1976; Croes 1958),
// each stop looked at only with its nearest ones. Where nothing helps any more,
// the walk is shaken where a few pieces lie near each other (double bridge,
// Martin, Otto and Felten 1991) and what came of it is kept unless it is much
// longer than the best.
type search struct {
	t     *Table
	n     int
	m     int // n + 2, of the table
	near  [][]int32
	walk  []int32 // position -> stop; the start stands at 0, the end at n+1
	pos   []int32
	queue []int32
	in    []bool
	rand  *rand.Rand
	best  []int
	piece []int32
}

const (
	nearest = 10
	// worse is the part of the best length by which a walk may be longer and yet be
	// gone on from: 2.5 % was best of 0, 0.1, 0.3, 1, 1.7, 2.5 and 4 % on 100 picks
	// with 4 to 6 cross aisles.
	worse = 40
)

func newSearch(t *Table, seed uint64) *search {
	s := &search{t: t, n: t.N, m: t.N + 2, near: make([][]int32, t.N), walk: make([]int32, t.N+2), pos: make([]int32, t.N+2), in: make([]bool, t.N+2),
		rand: rand.New(rand.NewPCG(seed, uint64(t.N)))}
	for i := range s.near {
		all := make([]int32, 0, t.N)
		for j := range t.N {
			if j != i {
				all = append(all, int32(j))
			}
		}
		d := func(j int32) int64 { return min(t.At(i, int(j)), t.At(int(j), i)) }
		slices.SortStableFunc(all, func(a, b int32) int {
			switch x, y := d(a), d(b); {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return 0
		})
		s.near[i] = all[:min(nearest, len(all))]
	}
	return s
}

func (s *search) d(a, b int32) int64 { return s.t.D[int(a)*s.m+int(b)] }

// start takes the better of the nearest neighbour's walk and the known one.
func (s *search) start(known []int) {
	order := s.neighbour()
	if len(known) == s.n && s.t.Length(known) < s.t.Length(order) {
		order = slices.Clone(known)
	}
	s.walk[0], s.walk[s.n+1] = int32(s.n), int32(s.n+1)
	for i, k := range order {
		s.walk[i+1] = int32(k)
	}
	for i, k := range s.walk {
		s.pos[k] = int32(i)
	}
	s.best = order
}

func (s *search) neighbour() []int {
	order, done := make([]int, 0, s.n), make([]bool, s.n)
	for at := s.n; len(order) < s.n; {
		next := -1
		for i := range s.n {
			if !done[i] && (next < 0 || s.t.At(at, i) < s.t.At(at, next)) {
				next = i
			}
		}
		done[next] = true
		order = append(order, next)
		at = next
	}
	return order
}

func (s *search) run(ctx context.Context, o Options, bound int64) {
	kicks, deadline := o.Kicks, time.Time{}
	if kicks == 0 {
		kicks = 20000
	}
	if o.Time > 0 {
		deadline = time.Now().Add(o.Time)
	}
	for i := range s.n {
		s.look(int32(i))
	}
	length := s.length() + s.settle()
	least := length
	s.keep()
	kept := slices.Clone(s.walk)
	for k := range kicks {
		if least <= bound || k%64 == 63 && (ctx.Err() != nil || o.Time > 0 && time.Now().After(deadline)) {
			return
		}
		delta := s.shake()
		delta += s.settle()
		if delta > 0 && length+delta > least+least/worse {
			copy(s.walk, kept)
			for i, w := range s.walk {
				s.pos[w] = int32(i)
			}
			continue
		}
		copy(kept, s.walk)
		if length += delta; length < least {
			least = length
			s.keep()
		}
	}
}

func (s *search) length() int64 {
	sum := int64(0)
	for i := 0; i <= s.n; i++ {
		sum += s.d(s.walk[i], s.walk[i+1])
	}
	return sum
}

func (s *search) keep() {
	s.best = s.best[:0]
	for _, w := range s.walk[1 : s.n+1] {
		s.best = append(s.best, int(w))
	}
}

// look puts a stop among those to be looked at.
func (s *search) look(stop int32) {
	if int(stop) < s.n && !s.in[stop] {
		s.in[stop] = true
		s.queue = append(s.queue, stop)
	}
}

// settle makes the walk shorter until nothing near helps; it gives by how much,
// a negative number.
func (s *search) settle() int64 {
	sum := int64(0)
	for len(s.queue) > 0 {
		stop := s.queue[len(s.queue)-1]
		s.queue = s.queue[:len(s.queue)-1]
		s.in[stop] = false
		for {
			gain := s.improve(stop)
			if gain == 0 {
				break
			}
			sum -= gain
		}
	}
	return sum
}

// improve tries what can be done at a stop, and does the first that helps.
func (s *search) improve(a int32) int64 {
	if s.t.Symmetric {
		if g := s.reverse(a); g > 0 {
			return g
		}
	}
	return s.move(a)
}

// reverse turns a piece round so that a stands beside one of its nearest.
func (s *search) reverse(a int32) int64 {
	i := s.pos[a]
	next, prev := s.walk[i+1], s.walk[i-1]
	toNext, toPrev := s.d(a, next), s.d(prev, a)
	for _, b := range s.near[a] {
		d := s.d(a, b)
		if d >= toNext && d >= toPrev {
			break
		}
		j := s.pos[b]
		// a next ... b after: a and b become neighbours, next and after too.
		after := s.walk[j+1]
		if g := toNext + s.d(b, after) - d - s.d(next, after); g > 0 {
			s.turn(min(i, j)+1, max(i, j))
			s.lookAll(a, b, next, after)
			return g
		}
		before := s.walk[j-1]
		if g := toPrev + s.d(before, b) - d - s.d(before, prev); g > 0 {
			s.turn(min(i, j), max(i, j)-1)
			s.lookAll(a, b, prev, before)
			return g
		}
	}
	return 0
}

func (s *search) lookAll(stops ...int32) {
	for _, w := range stops {
		s.look(w)
	}
}

func (s *search) turn(i, j int32) {
	for ; i < j; i, j = i+1, j-1 {
		s.walk[i], s.walk[j] = s.walk[j], s.walk[i]
		s.pos[s.walk[i]], s.pos[s.walk[j]] = i, j
	}
	if i == j {
		s.pos[s.walk[i]] = i
	}
}

// longest is the longest piece that is moved at once.
const longest = 3

// move takes a piece that begins or ends at a to a place beside one of the
// nearest of a.
func (s *search) move(a int32) int64 {
	i := s.pos[a]
	for length := int32(1); length <= longest; length++ {
		for side := range int32(2) {
			from := i - side*(length-1)
			to := from + length - 1
			if from < 1 || to > int32(s.n) || length == 1 && side == 1 {
				continue
			}
			if g := s.place(a, from, to); g > 0 {
				return g
			}
		}
	}
	return 0
}

func (s *search) place(a, from, to int32) int64 {
	first, last := s.walk[from], s.walk[to]
	before, after := s.walk[from-1], s.walk[to+1]
	out := s.d(before, first) + s.d(last, after) - s.d(before, after)
	if out <= 0 {
		return 0
	}
	for _, b := range s.near[a] {
		j := s.pos[b]
		if j >= from && j <= to {
			continue
		}
		if min(s.d(a, b), s.d(b, a)) >= out {
			break
		}
		for _, p := range [2]int32{j, j - 1} { // the piece goes between p and p+1
			q := p + 1
			if p < 0 || q > int32(s.n)+1 || p >= from-1 && p <= to {
				continue
			}
			x, y := s.walk[p], s.walk[q]
			base := s.d(x, y)
			if g := out + base - s.d(x, first) - s.d(last, y); g > 0 {
				s.carry(from, to, p, false)
				s.lookAll(first, last, before, after, x, y)
				return g
			}
			if !s.t.Symmetric || from == to {
				continue
			}
			if g := out + base - s.d(x, last) - s.d(first, y); g > 0 {
				s.carry(from, to, p, true)
				s.lookAll(first, last, before, after, x, y)
				return g
			}
		}
	}
	return 0
}

// carry takes the piece from..to to the place after position p.
func (s *search) carry(from, to, p int32, turned bool) {
	s.piece = append(s.piece[:0], s.walk[from:to+1]...)
	if turned {
		slices.Reverse(s.piece)
	}
	lo, hi := from, p
	if p < from {
		lo, hi = p+1, to
		copy(s.walk[p+1+(to-from+1):], s.walk[p+1:from])
		copy(s.walk[p+1:], s.piece)
	} else {
		copy(s.walk[from:], s.walk[to+1:p+1])
		copy(s.walk[p-(to-from):], s.piece)
	}
	for i := lo; i <= hi; i++ {
		s.pos[s.walk[i]] = i
	}
}

// shake swaps two neighbouring pieces near a random place; it gives by how much
// the walk grew.
func (s *search) shake() int64 {
	const reach = 30
	span := min(s.n, reach)
	base := int32(1 + s.rand.IntN(s.n-span+1))
	var cut [3]int32
	for {
		for i := range cut {
			cut[i] = base + int32(s.rand.IntN(span+1))
		}
		slices.Sort(cut[:])
		if cut[0] < cut[1] && cut[1] < cut[2] {
			break
		}
	}
	i, j, k := cut[0], cut[1], cut[2] // pieces i..j-1 and j..k-1 swap
	a, b := s.walk[i-1], s.walk[i]
	c, d := s.walk[j-1], s.walk[j]
	e, f := s.walk[k-1], s.walk[k]
	delta := s.d(a, d) + s.d(e, b) + s.d(c, f) - s.d(a, b) - s.d(c, d) - s.d(e, f)
	s.piece = append(append(s.piece[:0], s.walk[j:k]...), s.walk[i:j]...)
	copy(s.walk[i:k], s.piece)
	for x := i; x < k; x++ {
		s.pos[s.walk[x]] = x
	}
	s.lookAll(a, b, c, d, e, f)
	return delta
}

// Rough is the length of a good walk, soon: the nearest stop each time, made
// shorter until nothing near helps.
func Rough(t *Table) int64 {
	if t.N <= 6 {
		return t.Length(held(t))
	}
	s := newSearch(t, 0)
	s.start(nil)
	for i := range s.n {
		s.look(int32(i))
	}
	s.settle()
	return s.length()
}
