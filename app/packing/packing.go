// Package packing chooses the box an order goes out in: the smallest one of the
// shop's boxes that its goods should go into, or several when one is not
// enough, with what goes in which, what to fill the gaps with, and what the
// closed parcel should weigh on the scale.
//
// Call Choose with the boxes and the items; it returns a Plan, or an error that
// names each item that cannot be planned and what is missing. For now a box is
// judged by room, sides and weight: each item must fit through by its sides,
// all items together may take up to UsablePercent of the room, and the gross
// weight must be allowed. That is an estimate and says so; Choose is the seam
// where a planner goes that gives each item its place and proves its answer.
// The package reads and writes nothing: values in, values out. Lengths are mm,
// weights g, volumes mm³, money minor units.
package packing

// UsablePercent is the share of a box's inner room that several items may take
// up together, since goods of odd shapes never fill a box. One unit alone may
// take all of it: its sides are checked.
const UsablePercent = 85

// Uncounted as Box.Stock says that the shop does not count these boxes: there
// are always enough.
const Uncounted = -1

// Bounds on what is accepted, so that no sum can overflow.
const (
	maxSide    = 100_000     // mm
	maxWeight  = 100_000_000 // g
	maxQty     = 1_000_000
	maxParcels = 100_000
)

// Box is one kind of box, mailer or bag that the shop keeps.
type Box struct {
	ID        int64
	Code      string
	Inner     [3]int64 // mm, in any order
	Outer     [3]int64 // mm, in any order
	Tare      int64    // g
	MaxWeight int64    // g gross; 0 means no limit is known
	Cost      int64    // minor units
	Stock     int64    // boxes left; 0 none, negative (Uncounted) not counted
}

// Item is a number of equal units to pack.
type Item struct {
	ID         int64
	Name       string   // for messages; may be empty
	Size       [3]int64 // mm of one unit, in any order
	Weight     int64    // g of one unit
	Qty        int64
	ShipsAlone bool // each unit goes in a parcel of its own
}

// Plan is the parcels that an order goes out in, in the order to pack them.
type Plan struct {
	Parcels []Parcel
}

// Parcel is one box with what goes into it.
type Parcel struct {
	Box      Box
	Contents []Content // in the order of item ids; equal parcels share it, so read only
	Material Material
	Weight   int64   // g gross: items, box and material
	Fill     float64 // share of the inner room that the items take, 0 to 1
	Reason   string  // why this box, in words; an estimate, never a proof
}

// Content is a number of units of one item.
type Content struct {
	Item int64
	Qty  int64
}

// Material is what fills the empty room of a box.
type Material struct {
	Name   string // "" when nothing is needed
	Volume int64  // mm³ to fill
	Weight int64  // g, rounded up
}
