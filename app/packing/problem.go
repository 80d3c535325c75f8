package packing

import (
	"errors"
	"fmt"
	"strings"
)

// The reasons for which Choose gives no plan. Test for them with errors.Is.
var (
	ErrNothing   = errors.New("nothing to pack")
	ErrNoSize    = errors.New("has no size: length, width and height are needed")
	ErrNoWeight  = errors.New("has no weight")
	ErrBadNumber = errors.New("has a size, weight or quantity out of range")
	ErrTooLarge  = errors.New("is larger than every box")
	ErrTooHeavy  = errors.New("is heavier than every box it fits may carry")
	ErrNoBoxes   = errors.New("the shop has no box to pack in")
	ErrRunOut    = errors.New("the boxes in stock run out")
	ErrTooMany   = fmt.Errorf("the order needs more than %d parcels", maxParcels)
)

// ItemError says which item cannot be planned and why.
type ItemError struct {
	Item int64
	Name string
	Err  error // one of ErrNoSize, ErrNoWeight, ErrBadNumber, ErrTooLarge, ErrTooHeavy
}

func (e *ItemError) Error() string {
	name := e.Name
	if name == "" {
		name = fmt.Sprintf("item %d", e.Item)
	}
	return name + " " + e.Err.Error()
}

func (e *ItemError) Unwrap() error { return e.Err }

// ItemErrors is every item that cannot be planned, in the order of item ids.
type ItemErrors []*ItemError

func (e ItemErrors) Error() string {
	const show = 5
	words := make([]string, 0, show+1)
	for i, one := range e {
		if i == show {
			words = append(words, fmt.Sprintf("and %d more", len(e)-show))
			break
		}
		words = append(words, one.Error())
	}
	return strings.Join(words, "; ")
}

func (e ItemErrors) Unwrap() []error {
	all := make([]error, len(e))
	for i, one := range e {
		all[i] = one
	}
	return all
}
