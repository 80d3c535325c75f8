// Package grid walks warehouses that are drawn with a ruler: parallel aisles
// that cross aisles join at the front, at the back and in between. It finds the
// shortest walk of all and can say so, because in such a building the question
// is small: see solver.go. The classic rules that people walk by (S-shape,
// return, midpoint, largest gap, combined) are there to compare with: rules.go.
//
//	s, err := grid.NewSolver(w)
//	r, err := s.Route(spots, grid.Corner{}, grid.Corner{})
//	r.Length, r.Order
//
// Lengths are integers of one unit, millimetres by custom. The same input gives
// the same walk.
package grid

// Warehouse is parallel aisles, numbered from 0 on the left, and cross aisles,
// numbered from 0 at the front; block b lies between cross aisles b and b+1. The
// piece of an aisle in one block is a sub-aisle.
type Warehouse struct {
	// Pitch is the distance from each aisle to the next: one fewer than aisles.
	Pitch []int64
	// Blocks are the lengths of the blocks: one fewer than cross aisles.
	Blocks []int64
	// Closed is what nobody can walk through.
	Closed []Closed
}

// Closed is a piece that nobody can walk through: with Across, the piece of cross
// aisle Cross between Aisle and the next; else the piece of sub-aisle (Aisle,
// Block) strictly between From and To. A pick at From or at To can be reached
// from its own side; From == To is a barrier, and what stands at it is reached
// from the front.
type Closed struct {
	Aisle    int
	Across   bool
	Cross    int
	Block    int
	From, To int64
}

// Corner is where an aisle meets a cross aisle.
type Corner struct{ Aisle, Cross int }

// Spot is a place in a sub-aisle, Offset from the front end of its block. A
// picker who stands there reaches both sides.
type Spot struct {
	Aisle, Block int
	Offset       int64
}

// Point is one point of a path: a corner, or a place in a sub-aisle where
// something is picked or the picker turns (Pick < 0).
type Point struct {
	Corner bool
	Aisle  int
	Cross  int   // of a corner
	Block  int   // of a place
	Offset int64 // of a place
	Pick   int   // index of the spot, -1 for none
}

// Route is a walk from start to end past every spot.
type Route struct {
	Length int64
	Order  []int // the spots, by index, as they are picked
	Path   []Point
}

// Limits keep every sum of lengths far inside an int64 and every table small.
const (
	MaxAisles  = 1 << 12
	MaxCross   = 200
	MaxLength  = int64(1) << 40
	mostClosed = 1 << 12
)

// Aisles is how many aisles there are.
func (w *Warehouse) Aisles() int { return len(w.Pitch) + 1 }

// CrossAisles is how many cross aisles there are.
func (w *Warehouse) CrossAisles() int { return len(w.Blocks) + 1 }
