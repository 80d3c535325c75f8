package picking

// Kind is how much a shop has said about its floor.
type Kind string

// The three levels of a map.
const (
	Codes Kind = "codes" // nothing but the codes on the shelves, and walk numbers
	Rows  Kind = "rows"  // rows of shelves, as the wizard asks for them
	Drawn Kind = "drawn" // drawn on squared paper
)

// Map is a shop's floor as its people describe it. It is kept as JSON; lengths
// are millimetres. The zero Map is a shop that has only codes.
type Map struct {
	Kind Kind `json:"kind,omitempty"`
	// Pattern says how a code on a shelf is read: "{aisle}-{bay}-{level}-{side}".
	// See ParsePattern.
	Pattern string   `json:"pattern,omitempty"`
	Rows    *RowPlan `json:"rows,omitempty"`
	Drawing *Drawing `json:"drawing,omitempty"`
	Pace    Pace     `json:"pace"`
}

// RowPlan is rows of shelves: parallel aisles of equal bays between a front and a
// back, with cross aisles at the front, at the back and after some bays.
type RowPlan struct {
	Aisles []RowAisle `json:"aisles"` // from left to right
	// Bays is how many bays an aisle has, BayWidth how wide one is; bay 1 is at
	// the front.
	Bays     int   `json:"bays"`
	BayWidth int64 `json:"bay_width"`
	// FirstBay is the number on the first bay, 1 in most shops.
	FirstBay int `json:"first_bay"`
	// OddLeft: odd bays are on the left, even ones on the right, so that bays 1
	// and 2 face each other.
	OddLeft bool `json:"odd_left,omitempty"`
	// Levels is how many shelves a bay has one above the other, for making codes.
	Levels int `json:"levels,omitempty"`
	// Cross are the cross aisles in between: after how many bays from the front.
	Cross []int `json:"cross,omitempty"`
	// CrossWidth is how wide a cross aisle is, wherever it lies.
	CrossWidth int64 `json:"cross_width"`
	// NoFront and NoBack: the aisles end there at a wall.
	NoFront bool `json:"no_front,omitempty"`
	NoBack  bool `json:"no_back,omitempty"`
	// Shut are pieces that nobody can walk through now.
	Shut []ShutPiece `json:"shut,omitempty"`
	// Start is where a walk begins, Pack where it ends.
	Start RowPoint `json:"start"`
	Pack  RowPoint `json:"pack"`
}

// RowAisle is one aisle.
type RowAisle struct {
	Code   string `json:"code"`              // as in the codes on its shelves: "A", "07"
	Pitch  int64  `json:"pitch"`             // to the next aisle on the right
	OneWay string `json:"one_way,omitempty"` // "up": only from front to back; "down"
	Zone   string `json:"zone,omitempty"`
}

// ShutPiece is a piece that nobody can walk through: bays From to To of an aisle,
// or with Across the way from that aisle to the next along cross aisle Cross
// (0 at the front).
type ShutPiece struct {
	Aisle  string `json:"aisle"`
	Across bool   `json:"across,omitempty"`
	Cross  int    `json:"cross,omitempty"`
	From   int    `json:"from,omitempty"`
	To     int    `json:"to,omitempty"`
}

// RowPoint is where an aisle meets a cross aisle; an empty Aisle means the first.
type RowPoint struct {
	Aisle string `json:"aisle,omitempty"`
	Cross int    `json:"cross,omitempty"`
}

// Drawing is floors drawn on squared paper.
type Drawing struct {
	Cell   int64        `json:"cell"` // side of a square, millimetres
	Floors []DrawnFloor `json:"floors"`
	Racks  []Rack       `json:"racks"`
	Stairs []Stairs     `json:"stairs,omitempty"`
	Start  Cell         `json:"start"`
	Pack   Cell         `json:"pack"`
}

// DrawnFloor is one floor; each of its rows is a string with a sign for each
// square: '.' floor, '#' wall, and '<', '>', '^', 'v' floor that can be crossed
// only that way. Doors are gaps in walls. Racks stand on squares of their own.
type DrawnFloor struct {
	Name string   `json:"name"`
	Rows []string `json:"rows"`
}

// Rack is a row of shelves of one aisle on a floor: W by H squares from (X, Y),
// bays FirstBay to LastBay spread evenly along its longer side, from the left or
// top, or with Reverse from the other end.
type Rack struct {
	Floor    int    `json:"floor,omitempty"`
	X        int    `json:"x"`
	Y        int    `json:"y"`
	W        int    `json:"w"`
	H        int    `json:"h"`
	Aisle    string `json:"aisle"`
	FirstBay int    `json:"first_bay"`
	LastBay  int    `json:"last_bay"`
	Step     int    `json:"step,omitempty"` // 2 where a rack has every other bay
	Reverse  bool   `json:"reverse,omitempty"`
	// Faces says from which side the rack is reached: "up", "down", "left",
	// "right", or "" for every side that has floor.
	Faces string `json:"faces,omitempty"`
	Side  string `json:"side,omitempty"` // only places with this side stand here
	Zone  string `json:"zone,omitempty"`
}

// Stairs (or a lift) join a square of one floor to one of another; Cost is how
// long a walk of the same time is, millimetres.
type Stairs struct {
	From Cell  `json:"from"`
	To   Cell  `json:"to"`
	Cost int64 `json:"cost"`
}

// Cell is a square of a floor.
type Cell struct {
	Floor int `json:"floor,omitempty"`
	X     int `json:"x"`
	Y     int `json:"y"`
}

// Pace is how fast people walk and pick; a zero field means the usual.
type Pace struct {
	Speed int64 `json:"speed,omitempty"` // millimetres a second
	Stop  int64 `json:"stop,omitempty"`  // milliseconds for every place: find, read, confirm
	Unit  int64 `json:"unit,omitempty"`  // milliseconds for every unit
	Setup int64 `json:"setup,omitempty"` // milliseconds for every walk: take the cart, hand in
}
