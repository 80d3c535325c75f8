// Package advice says what a shop could change on its floor and what that would
// save: which products would better lie elsewhere (slotting), and what another
// layout would walk. It does not estimate: it walks the lists of past weeks again,
// as they would have been, and tells the difference.
package advice

import (
	"cmp"
	"context"
	"slices"

	"packbench/app/picking"
)

// Item is a product at the place that it is picked from.
type Item struct {
	Product int64
	Place   int64
	Volume  int64 // of what lies there, cubic millimetres
	Fixed   bool  // it may not be moved
}

// Past is what was walked: for each list the products that it fetched.
type Past struct {
	Lists [][]int64
	Weeks float64 // how long that was
}

// Swap exchanges what lies at two places; Other 0 means that the place is empty.
type Swap struct {
	Product, From int64 // goes from here
	Other, To     int64 // to there, from where this one comes
	Saves         int64 // millimetres a week
	// Lists is how many of the past lists get shorter by it, and Longer how many
	// get longer.
	Lists, Longer int
}

// Slotting is what to move, one swap after the other: each is what it saves after
// those before it.
type Slotting struct {
	Swaps         []Swap
	Before, After int64 // millimetres a week
	Stopped       bool  // not all was tried
}

// Options bound the advice.
type Options struct {
	Most int // swaps, 0 for 10
	// Worth is the least saving, millimetres a week: what moving costs, spread
	// over the weeks that it should pay within. 0 for 50 m.
	Worth int64
	// Tries is how many swaps are walked again for each one that is proposed, the
	// most promising first; 0 for 150.
	Tries    int
	Progress func(done, of int)
}

// mover replays lists while products change places.
type mover struct {
	m      *picking.Meter
	at     map[int64]int64 // place of each product
	holds  map[int64]int64 // product of each place
	volume map[int64]int64 // of each product, where it lies
	lists  [][]int64
	length []int64
	on     map[int64][]int // lists of each product
	reach  map[int64]int64 // of each place: there and on to the packing bench
	buffer []int64
}

// Slot looks for swaps that shorten the past lists most. Places are those that
// may be used; a place that nobody's product lies at is empty. A cancelled context
// ends it with what was found.
func Slot(ctx context.Context, f *picking.Floor, items []Item, places []int64, past Past, o Options) Slotting {
	var out Slotting
	meter := f.NewMeter()
	if meter == nil || past.Weeks <= 0 {
		return out
	}
	o.Most, o.Tries = cmp.Or(o.Most, 10), cmp.Or(o.Tries, 150)
	o.Worth = cmp.Or(o.Worth, 50_000)
	m := newMover(meter, items, past)
	for _, p := range places {
		m.reach[p] = meter.Length([]int64{p})
	}
	total := int64(0)
	for _, l := range m.length {
		total += l
	}
	week := func(l int64) int64 { return int64(float64(l) / past.Weeks) }
	out.Before, out.After = week(total), week(total)
	fixed := make(map[int64]bool)
	for _, it := range items {
		if it.Fixed {
			fixed[it.Place] = true
		}
	}
	free := slices.DeleteFunc(slices.Clone(places), func(p int64) bool { return fixed[p] || m.reach[p] == 0 })
	for len(out.Swaps) < o.Most {
		best, gain := Swap{}, int64(0)
		for i, c := range m.promising(free, o.Tries) {
			if ctx.Err() != nil {
				out.Stopped = true
				return out
			}
			if o.Progress != nil {
				o.Progress(len(out.Swaps)*o.Tries+i, o.Most*o.Tries)
			}
			if g, better, worse := m.gain(c); g > gain {
				best, gain = Swap{Product: m.holds[c.from], From: c.from, Other: m.holds[c.to], To: c.to, Saves: week(g), Lists: better, Longer: worse}, g
			}
		}
		if gain == 0 || week(gain) < o.Worth {
			return out
		}
		m.do(candidate{from: best.From, to: best.To})
		total -= gain
		out.Swaps = append(out.Swaps, best)
		out.After = week(total)
	}
	return out
}

func newMover(meter *picking.Meter, items []Item, past Past) *mover {
	m := &mover{m: meter, at: make(map[int64]int64), holds: make(map[int64]int64), volume: make(map[int64]int64), on: make(map[int64][]int), reach: make(map[int64]int64)}
	several := make(map[int64]bool)
	for _, it := range items {
		if _, taken := m.holds[it.Place]; taken {
			several[it.Place] = true // nobody says which of them would move
		}
		m.at[it.Product], m.holds[it.Place], m.volume[it.Product] = it.Place, it.Product, it.Volume
	}
	for p := range several {
		delete(m.holds, p)
		m.holds[p] = -p // something that is never moved
	}
	for _, l := range past.Lists {
		known := slices.DeleteFunc(slices.Clone(l), func(p int64) bool { return m.at[p] == 0 })
		slices.Sort(known)
		known = slices.Compact(known)
		for _, p := range known {
			m.on[p] = append(m.on[p], len(m.lists))
		}
		m.lists = append(m.lists, known)
		m.length = append(m.length, m.walk(known))
	}
	return m
}

func (m *mover) walk(products []int64) int64 {
	m.buffer = m.buffer[:0]
	for _, p := range products {
		m.buffer = append(m.buffer, m.at[p])
	}
	return m.m.Length(m.buffer)
}

// candidate is two places that change what they hold.
type candidate struct {
	from, to int64
	promise  float64
}

// promising are the swaps that would save most if every product were fetched by
// itself: what is picked often comes to where little has to be walked. Source of
// the idea: the cube-per-order index (Heskett 1963), by picks.
func (m *mover) promising(places []int64, most int) []candidate {
	type spot struct {
		place, reach int64
		picks        int
		volume       int64
	}
	var all []spot
	for _, p := range places {
		held := m.holds[p]
		if held < 0 {
			continue
		}
		all = append(all, spot{p, m.reach[p], len(m.on[held]), m.volume[held]})
	}
	slices.SortFunc(all, func(a, b spot) int {
		return cmp.Or(cmp.Compare(b.picks, a.picks), cmp.Compare(b.reach, a.reach), cmp.Compare(a.place, b.place))
	})
	var out []candidate
	for i, a := range all[:min(len(all), 300)] { // what is picked most
		for _, b := range all[i+1:] {
			if a.picks == 0 || b.reach >= a.reach || !exchangeable(a.volume, b.volume) {
				continue
			}
			out = append(out, candidate{a.place, b.place, float64(a.picks-b.picks) * float64(a.reach-b.reach)})
		}
	}
	slices.SortFunc(out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.promise, a.promise), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	// Not always the same product or place: a few of each.
	used := make(map[int64]int)
	const each = 8
	kept := out[:0]
	for _, c := range out {
		if used[c.from] < each && used[c.to] < each {
			used[c.from]++
			used[c.to]++
			if kept = append(kept, c); len(kept) == most {
				break
			}
		}
	}
	return kept
}

// exchangeable says whether what lies at two places may change: nothing is known
// of the room on a shelf but that what lies there fits, so one may be half as much
// again as the other; an empty place takes anything.
func exchangeable(a, b int64) bool {
	return a == 0 || b == 0 || 2*max(a, b) <= 3*min(a, b)
}

// gain is how much shorter all lists get by a swap, and how many get shorter and
// longer.
func (m *mover) gain(c candidate) (gain int64, better, worse int) {
	a, b := m.holds[c.from], m.holds[c.to]
	m.place(a, c.to)
	m.place(b, c.from)
	seen := make(map[int]bool)
	for _, p := range [2]int64{a, b} {
		for _, l := range m.on[p] {
			if seen[l] {
				continue
			}
			seen[l] = true
			switch g := m.length[l] - m.walk(m.lists[l]); {
			case g > 0:
				gain, better = gain+g, better+1
			case g < 0:
				gain, worse = gain+g, worse+1
			}
		}
	}
	m.place(a, c.from)
	m.place(b, c.to)
	return gain, better, worse
}

func (m *mover) place(product, place int64) {
	if product > 0 {
		m.at[product] = place
	}
}

func (m *mover) do(c candidate) {
	a, b := m.holds[c.from], m.holds[c.to]
	m.place(a, c.to)
	m.place(b, c.from)
	m.holds[c.from], m.holds[c.to] = b, a
	for _, p := range [2]int64{a, b} {
		for _, l := range m.on[p] {
			m.length[l] = m.walk(m.lists[l])
		}
	}
}
