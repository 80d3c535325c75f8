package data

import (
	"encoding/json"
	"errors"
)

// Began says what a person saw when they began to change a record: the write is
// refused where somebody has made something else of it meanwhile. What is given
// is compared as JSON with what Still is given inside the write.
func (o Op) Began(from any) Op {
	o.from = seen(from)
	return o
}

// Still refuses the write where what its person began from is no longer so.
// what names the record: "box B4". An operation that says nothing of where it
// began, such as an import or a command, is never refused.
func (tx *Tx) Still(what string, now any) error {
	if tx.opID.from == "" || tx.opID.from == seen(now) {
		return nil
	}
	return Conflict("%s was changed meanwhile", what)
}

func seen(v any) string {
	text, err := json.Marshal(v)
	if err != nil { // records are plain values, which can always be written
		return "?" + err.Error()
	}
	return string(text)
}

const ruleMeanwhile = "meanwhile"

// Overtaken says that a write was refused because somebody else changed its
// record after the person had begun.
func Overtaken(err error) bool {
	var f *Fault
	return errors.As(err, &f) && f.Kind == KindConflict && f.Rule == ruleMeanwhile
}
