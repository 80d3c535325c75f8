package picking

import "slices"

// Coded is something that lies at a place of which only the code is known.
type Coded struct {
	// Code is the code on the shelf, such as A-03-2-L.
	Code string
	// Ref is the caller's own number for it; the order does not look at it.
	Ref int64
}

// ByCode returns what is given in the order in which the codes on the shelves
// count. The input is left as it is; what lies at one place keeps its order.
func ByCode(all []Coded) []Coded {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b Coded) int { return Compare(a.Code, b.Code) })
	return out
}
