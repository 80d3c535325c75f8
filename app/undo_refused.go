package app

import (
	"strings"

	"packbench/data"
)

// wayOut says what to do instead of undoing something that can't be undone, by
// how its title begins.
var wayOut = []struct{ title, rule, hint string }{
	{"Handed over", "domain 4.15", "it has left the shop: take a return instead"},
	{"Picked", "undo", "too few were found: enter what lies there in the count of the bin"},
	{"Scanned", "undo", "unpack the shipment, then scan it again"},
	{"Counted", "undo", "enter the count again"},
	{"Finished counting", "undo", "the second count has begun: enter it, or cancel the count"},
	{"Refunded return", "undo", "take a payment for the order"},
	{"Undid", "undo", "do it again"},
}

// cannotUndo refuses to take an operation back, with the way out.
func cannotUndo(op data.Operation) error {
	for _, w := range wayOut {
		if strings.HasPrefix(op.Title, w.title) {
			return data.Refused(w.rule, w.hint, "%q can't be undone", op.Title)
		}
	}
	return data.Refused("undo", "change it back by hand", "%q can't be undone", op.Title)
}
