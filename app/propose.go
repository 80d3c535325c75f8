package app

import (
	"time"

	"packbench/app/picking"
	"packbench/data"
)

// Ways of picking (domain 1, pick list).
const (
	PickAuto   = "auto"   // what fits the day: said in PickProposal.Why
	PickSingle = "single" // one order, one walk
	PickBatch  = "batch"  // several orders on a cart; one-line orders together
	PickZone   = "zone"   // each order in parts, a list for each zone
	PickWave   = "wave"   // what one carrier fetches at one time together, and batches or zones inside
)

// PickingRequest says what of the day's work to propose, and how.
type PickingRequest struct {
	// Shipments are those to be planned, released or ready to be; without any and
	// without a wave, all that are released and wait for a list.
	Shipments []int64
	Ready     bool // without Shipments: also what only waits to be released
	// Again: also what stands on lists that nobody has begun, printed or was given,
	// outside of waves: those lists are replaced. Not with Shipments or a wave.
	Again    bool
	Wave     int64 // the shipments of a planned wave
	Method   string
	Inside   string // in waves: auto, single, batch or zone; "" is auto
	Pass     bool   // zones: one after another with the same crate, not at once
	Cart     int64  // 0: the shop's first cart, eight slots where it has none
	Familiar bool   // up one aisle and down the next
	// Search is how long to look for better batches, 0 for two seconds.
	Search time.Duration
}

// PickingProgress is told how far planning has come, 0 to 1, and how long all
// walks together are by now (0 where the map knows no distances).
type PickingProgress func(done float64, length data.Millimetres)

// PickProposal is the day's work as it could be picked. Nothing is written until
// it is built. It is a value: Move, Split, Join and Drop give another one.
type PickProposal struct {
	Method string
	Inside string   // of waves
	Why    []string // in sentences, why this method
	Lists  []ProposedList
	Waves  []ProposedWave
	Orders []ProposedOrder // all that are planned, in the order of urgency
	Left   []NotPlanned    // what can't be picked now; the rest is planned
	Again  []int64         // lists that this replaces
	OffMap []string        // places that stand nowhere on the map: last in their walks

	Total     WalkCost
	FirstCome WalkCost // the same carts filled in order of urgency
	OneByOne  WalkCost // every order walked alone

	plan *pickPlan // what the walks are planned with
}

// WalkCost is what some lists cost.
type WalkCost struct {
	Lists   int
	Known   bool             // the map knows distances
	Length  data.Millimetres // of all walks
	Bound   data.Millimetres // no way of picking the same walks less, 0 where nothing is proved
	Seconds int64            // walking, finding, taking and handing in
}

// ProposedOrder is a shipment to be picked.
type ProposedOrder struct {
	ShipmentID, OrderID int64
	Number, Customer    string
	Carrier, Service    string
	Priority            int64
	CutOff              data.Instant // when its carrier comes next, 0 where nobody says
	Release             bool         // it still has to pass the gate when this is built
	Lines               int
	Units               data.Quantity
	Weight              data.Grams
	Volume              int64 // cubic millimetres
	Parts               int   // in how many lists it is
}

// ProposedList is one walk.
type ProposedList struct {
	Method  string // single, batch or zone
	Bulk    bool   // one-line orders together, sorted at the bench
	Zone    string
	Chain   int   // lists with the same number above 0 are passed on, in order of Pass
	Pass    int   // from 1
	Wave    int   // number in Waves from 1, 0 for none
	Cart    int64 // 0: no cart of the shop's
	CutOff  data.Instant
	Slots   []ProposedSlot
	Stops   []ProposedStop // in the order of walking
	Units   data.Quantity
	Weight  data.Grams
	Volume  int64
	Cost    WalkCost
	Optimal bool   // no walk past these places is shorter
	How     string // as picking.Walk.How
	// Shortest is the best walk known and ByNumber the one by walk numbers.
	Shortest, ByNumber data.Millimetres
	Path               []picking.PathPoint
}

// ProposedSlot is an order's slot on the cart: "A", "B", ...
type ProposedSlot struct {
	ShipmentID int64
	Number     string
	Slot       string // "" on a bulk list
}

// ProposedStop takes units of one product for one order from a place.
type ProposedStop struct {
	data.PlannedPick
	ShipmentID int64
	Code, Zone string
	SKU        data.SKU
	Name       string

	weight  data.Grams
	volume  int64
	alone   bool // its order shares a list with no other
	fragile bool // nothing is laid on it
}

// ProposedWave is what leaves with one carrier at one time.
type ProposedWave struct {
	ID        int64 // of the planned wave that this is about, or 0
	Carrier   string
	CutOff    data.Instant
	Inside    string
	Shipments []int64
	Cost      WalkCost
}

// NotPlanned is what can't be picked now.
type NotPlanned struct {
	ShipmentID int64
	Number     string
	SKU        data.SKU // "" where all of the shipment is meant
	Qty        data.Quantity
	Why        string // "no shelf has them"
	Fix        string // what to do
}

// BuiltPicking says what was written of a proposal.
type BuiltPicking struct {
	Lists   []data.PickList
	Waves   []data.Wave
	Stopped []Stopped // on no list: the gate did not let them through, or nothing of them can be picked
	NoCell  []string  // shipments in parts for which no cell was free
}
