// Package picking says in which order a person visits the places of a pick
// list: from the first shelf to the last, as the codes on the shelves count
// (A-2 before A-10), so that nobody walks back for a bin just passed.
//
// Give the stops of one pick list to Walk and take them back in walking order.
// For now that order is the natural order of the place codes; Walk is the seam
// where a planner that knows the map of the shop floor goes. The package reads
// and writes nothing: values in, values out.
package picking

import "slices"

// Stop is one visit to a place on a walk.
type Stop struct {
	// Code is the code on the shelf, such as A-03-2-L.
	Code string
	// Ref is the caller's own number for what is picked there, such as the id
	// of a pick line. The walk does not look at it.
	Ref int64
}

// Walk returns the stops in the order in which they should be visited. The
// input is left as it is. Stops at the same place keep the order they came in,
// so the same list always gives the same walk.
func Walk(stops []Stop) []Stop {
	walk := slices.Clone(stops)
	slices.SortStableFunc(walk, func(a, b Stop) int { return Compare(a.Code, b.Code) })
	return walk
}
