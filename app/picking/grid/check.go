package grid

import "fmt"

// A Fault names what of an input can't be: What as "aisle_pitch[3]", or Pick, the
// index of a spot, from 0; and why.
type Fault struct {
	What string
	Pick int // -1 where it is not about a spot
	Why  string
}

func (f *Fault) Error() string {
	if f.What == "" {
		return fmt.Sprintf("picks[%d] %s", f.Pick, f.Why)
	}
	return f.What + ": " + f.Why
}

func fault(why string, args ...any) func(what string, of ...any) error {
	return func(what string, of ...any) error {
		return &Fault{What: fmt.Sprintf(what, of...), Pick: -1, Why: fmt.Sprintf(why, args...)}
	}
}

// Check says what of a warehouse can't be; nil where all of it can.
func (w *Warehouse) Check() error {
	if n := w.Aisles(); n > MaxAisles {
		return fault("%d is more than %d", n, MaxAisles)("aisles")
	}
	switch n := w.CrossAisles(); {
	case n < 2:
		return fault("%d is too few: a front and a back are the least", n)("cross_aisles")
	case n > MaxCross:
		return fault("%d is more than %d", n, MaxCross)("cross_aisles")
	}
	for i, p := range w.Pitch {
		if why := badLength(p); why != "" {
			return fault("%s", why)("aisle_pitch[%d]", i)
		}
	}
	for i, l := range w.Blocks {
		if why := badLength(l); why != "" {
			return fault("%s", why)("block_length[%d]", i)
		}
	}
	if len(w.Closed) > mostClosed {
		return fault("%d is more than %d", len(w.Closed), mostClosed)("closed")
	}
	for i, c := range w.Closed {
		if why := w.badPiece(c); why != "" {
			return fault("%s", why)("closed[%d]", i)
		}
	}
	return nil
}

func badLength(l int64) string {
	switch {
	case l < 0:
		return fmt.Sprintf("%d is negative", l)
	case l > MaxLength:
		return fmt.Sprintf("%d is more than %d", l, MaxLength)
	}
	return ""
}

func (w *Warehouse) badPiece(c Closed) string {
	switch {
	case c.Aisle < 0 || c.Aisle >= w.Aisles():
		return w.noAisle(c.Aisle)
	case c.Across && (c.Cross < 0 || c.Cross >= w.CrossAisles()):
		return fmt.Sprintf("there is no cross aisle %d: they are 0 to %d", c.Cross, w.CrossAisles()-1)
	case c.Across && c.Aisle == w.Aisles()-1:
		return "no aisle lies beyond the last one"
	case c.Across:
		return ""
	case c.Block < 0 || c.Block >= len(w.Blocks):
		return w.noBlock(c.Block)
	case c.From < 0 || c.To < c.From || c.To > w.Blocks[c.Block]:
		return fmt.Sprintf("a piece from %d to %d does not lie in a block of length %d", c.From, c.To, w.Blocks[c.Block])
	}
	return ""
}

func (w *Warehouse) noAisle(a int) string {
	return fmt.Sprintf("there is no aisle %d: they are 0 to %d", a, w.Aisles()-1)
}

func (w *Warehouse) noBlock(b int) string {
	return fmt.Sprintf("there is no block %d: they are 0 to %d", b, len(w.Blocks)-1)
}

// Outside says why a spot is not in the warehouse; "" where it is.
func (w *Warehouse) Outside(p Spot) string {
	switch {
	case p.Aisle < 0 || p.Aisle >= w.Aisles():
		return "stands outside of the map: " + w.noAisle(p.Aisle)
	case p.Block < 0 || p.Block >= len(w.Blocks):
		return "stands outside of the map: " + w.noBlock(p.Block)
	case p.Offset < 0 || p.Offset > w.Blocks[p.Block]:
		return fmt.Sprintf("stands outside of the map: offset %d is not between 0 and %d, the length of block %d", p.Offset, w.Blocks[p.Block], p.Block)
	}
	return ""
}

// OutsideEnd says why a walk can neither begin nor end there; "" where it can.
func (w *Warehouse) OutsideEnd(e End) string {
	switch c := e.Corner; {
	case e.Inside:
		return w.Outside(e.Spot)
	case c.Aisle < 0 || c.Aisle >= w.Aisles():
		return w.noAisle(c.Aisle)
	case c.Cross < 0 || c.Cross >= w.CrossAisles():
		return fmt.Sprintf("there is no cross aisle %d: they are 0 to %d", c.Cross, w.CrossAisles()-1)
	}
	return ""
}

// apart names what no walk can come to, in a warehouse whose closed pieces cut it
// up. The pieces between two things that join are one part.
func (s *Solver) apart(spots []Spot, start, end End) error {
	parts := newParts(s.w)
	home := parts.of(s, start)
	for i, p := range spots {
		if parts.of(s, Inside(p)) != home {
			return &Fault{Pick: i, Why: "can't be reached from where the walk begins: what is closed leaves no way"}
		}
	}
	return fault("can't be reached from where the walk begins: what is closed leaves no way")("end")
}

// parts are the corners of a warehouse that a walk can join.
type parts struct{ up []int }

func newParts(w *Warehouse) *parts {
	h := w.CrossAisles()
	p := &parts{up: make([]int, w.Aisles()*h)}
	for i := range p.up {
		p.up[i] = i
	}
	shut := make(map[[2]int]bool)
	for _, c := range w.Closed {
		if c.Across {
			shut[[2]int{c.Aisle*h + c.Cross, 1}] = true
		} else {
			shut[[2]int{c.Aisle*h + c.Block, 0}] = true
		}
	}
	for a := range w.Aisles() {
		for l := range h {
			at := a*h + l
			if l+1 < h && !shut[[2]int{at, 0}] {
				p.up[p.root(at)] = p.root(at + 1)
			}
			if a+1 < w.Aisles() && !shut[[2]int{at, 1}] {
				p.up[p.root(at)] = p.root(at + h)
			}
		}
	}
	return p
}

func (p *parts) root(n int) int {
	for p.up[n] != n {
		p.up[n] = p.up[p.up[n]]
		n = p.up[n]
	}
	return n
}

// of is the part that an end lies in: that of the corner on its side of what is
// closed.
func (p *parts) of(s *Solver, e End) int {
	if !e.Inside {
		return p.root(e.Corner.Aisle*s.h + e.Corner.Cross)
	}
	at := e.Spot.Aisle*s.h + e.Spot.Block
	for _, c := range s.shut[s.sub(e.Spot.Aisle, e.Spot.Block)] {
		if e.Spot.Offset > c.From {
			at = e.Spot.Aisle*s.h + e.Spot.Block + 1
		}
	}
	return p.root(at)
}
