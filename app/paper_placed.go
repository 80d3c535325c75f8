package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"packbench/data"
	"packbench/labels"
)

// Queued says what was sent to the printers for an order that was just placed.
type Queued struct {
	Docs  []string // kinds of documents that were sent
	Waits string   // what stands in the way of the label, with its keys; "" for nothing
}

// Says is it in words for the desk, "" where there is nothing to say.
func (q Queued) Says() string {
	switch {
	case q.Waits != "":
		return "Slip and label wait: " + q.Waits
	case len(q.Docs) == 2:
		return "Slip and label are queued"
	case len(q.Docs) == 1:
		return "The " + strings.TrimPrefix(strings.TrimPrefix(q.Docs[0], "packing "), "shipping ") + " is queued"
	}
	return ""
}

// PrintPlaced prints slip and label of a shipment that was planned as its order
// was placed: the label comes before the pick. It does so when the shop wishes
// it, for what the desk has a printer for, and only when nothing else stands at
// the gate; what is in the way is said. A shipment that has a label already, or
// was taken back meanwhile, is left alone. What can't be printed stays as a job,
// and the error says why.
func (s *Shop) PrintPlaced(ctx context.Context, who data.Actor, shipment int64) (Queued, error) {
	pr, err := s.Profile(ctx)
	if err != nil {
		return Queued{}, err
	}
	bound, err := s.PrintersOf(ctx, who.Desk)
	if err != nil {
		return Queued{}, err
	}
	slip, label := bound[DocSlip] != "", bound[DocShippingLabel] != ""
	if !pr.PrintPlaced || !slip && !label {
		return Queued{}, nil
	}
	ready, waits, err := s.readyToPrint(ctx, who, shipment, label)
	if err != nil || !ready {
		return Queued{Waits: waits}, err
	}
	var q Queued
	var failed []error
	for _, d := range []struct {
		kind  string
		wants bool
		draw  func(context.Context, []int64) (*labels.Doc, error)
	}{{DocSlip, slip, s.SlipDoc}, {DocShippingLabel, label, s.LabelDoc}} {
		if !d.wants {
			continue
		}
		doc, err := d.draw(ctx, []int64{shipment})
		if err == nil {
			_, err = s.Print(ctx, who, d.kind, doc, "shipment", shipment)
		}
		if err != nil {
			failed = append(failed, err)
			continue
		}
		q.Docs = append(q.Docs, d.kind)
	}
	return q, errors.Join(failed...)
}

// readyToPrint says whether a shipment may have its papers, and makes its label
// where that is wanted. The label belongs to the placing: the undo of that takes
// it back.
func (s *Shop) readyToPrint(ctx context.Context, who data.Actor, shipment int64, label bool) (ready bool, waits string, err error) {
	type answer struct {
		Ready bool
		Waits string
	}
	a, err := do(ctx, s, Anyone, who, data.NewOp("label", shipment), func(ctx context.Context, tx *data.Tx) (answer, error) {
		sh, err := tx.Queries.Shipment(ctx, shipment)
		if err != nil {
			return answer{}, data.IfMissing(err, "there is no shipment %d", shipment)
		}
		if sh.VoidedAt.Set() || sh.HandedOverAt.Set() || sh.LabelledAt.Set() {
			return answer{}, nil
		}
		stops, err := tx.Gate(ctx, shipment)
		if err != nil {
			return answer{}, err
		}
		if stops = besides(stops, "label"); len(stops) > 0 {
			return answer{Waits: data.Sentence(stops)}, nil
		}
		if !label {
			return answer{Ready: true}, nil
		}
		tx.About("order", sh.OrderID, "Made the label of %s", sh.Number)
		if _, err := tx.Label(ctx, shipment, sh.Number); err != nil {
			return answer{}, fmt.Errorf("make the label of %s: %w", sh.Number, err)
		}
		return answer{Ready: true}, nil
	})
	return a.Ready, a.Waits, err
}
