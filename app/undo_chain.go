package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"packbench/data"
)

// UndoChain is what undoing something would take back: first what was built on
// it, the newest first, and the thing itself last.
type UndoChain struct {
	Title string // of what is to be undone
	Steps []UndoStep
	// Why says why it can't be done, nil where it can. Steps are then empty.
	Why error
}

// UndoStep is one thing that was done.
type UndoStep struct {
	Operation  int64
	Title, Who string
	At         time.Time
}

// chainMost is how many later deeds are looked at for what stands on something:
// more than that nobody wants to take back in one go.
const chainMost = 40

// UndoChain works out what would be taken back with an operation, or, with 0, with
// the last that the person did and that can be undone, in this or an earlier run
// of the program. It tries each step in a write that is given up again, so that
// what it says is what would happen.
func (s *Shop) UndoChain(ctx context.Context, who data.Actor, operation int64) (UndoChain, error) {
	var target data.Operation
	if err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if operation == 0 {
			target, err = v.LastUndoable(ctx, who.User)
			return data.IfMissing(err, "there is nothing to undo")
		}
		target, err = v.Operation(ctx, operation)
		return data.IfMissing(err, "there is no operation %d", operation)
	}); err != nil {
		return UndoChain{}, err
	}
	c := UndoChain{Title: target.Title}
	if howTo(target) == "import" { // its parts are taken back one by one
		c.Steps = stepsOf([]data.Operation{target})
		return c, nil
	}
	ops, why, err := s.chainOf(ctx, who, target)
	c.Steps, c.Why = stepsOf(ops), why
	return c, err
}

func stepsOf(ops []data.Operation) []UndoStep {
	var steps []UndoStep
	for _, o := range ops {
		steps = append(steps, UndoStep{Operation: o.ID, Title: o.Title, Who: o.Who, At: o.At.Time()})
	}
	return steps
}

// chainOf finds the shortest row of deeds, the newest first, that ends with the
// target and can be taken back one after the other; why not, where there is none.
func (s *Shop) chainOf(ctx context.Context, who data.Actor, target data.Operation) (chain []data.Operation, why, err error) {
	try := func(ops []data.Operation) (refused, err error) {
		err = s.tryBack(ctx, who, ops)
		if kind := data.KindOf(err); kind == data.KindRefused || kind == data.KindInvalid || kind == data.KindNotFound || kind == data.KindConflict {
			return err, nil
		}
		return nil, err
	}
	alone := []data.Operation{target}
	why, err = try(alone)
	if why == nil || err != nil || howTo(target) == "" {
		return alone, why, err
	}
	later, err := s.laterThan(ctx, target)
	if err != nil {
		return nil, why, err
	}
	var first error // why the newest of those that can't be taken back can't
	for _, o := range later {
		no, err := try(append(slices.Clone(chain), o))
		switch {
		case err != nil:
			return nil, why, err
		case no == nil:
			chain = append(chain, o)
		case first == nil:
			first = no
		}
	}
	no, err := try(append(slices.Clone(chain), target))
	if err != nil {
		return nil, why, err
	}
	if no != nil {
		return nil, blocked(why, first), nil
	}
	for i := len(chain) - 1; i >= 0; i-- { // leave out what need not be taken back
		shorter := slices.Delete(slices.Clone(chain), i, i+1)
		if no, err := try(append(slices.Clone(shorter), target)); err != nil {
			return nil, why, err
		} else if no == nil {
			chain = shorter
		}
	}
	return append(chain, target), nil, nil
}

// blocked says why something can't be undone, and what stands in the way of
// taking back what stands on it.
func blocked(why, first error) error {
	if first == nil || first.Error() == why.Error() {
		return why
	}
	return data.Refused("undo", "what came later must be taken back first: "+first.Error(), "%s", why.Error())
}

// laterThan finds what was done later to the same records, the newest first: also
// to the pick lists that came of it.
func (s *Shop) laterThan(ctx context.Context, target data.Operation) ([]data.Operation, error) {
	var all []data.Operation
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		known := map[int64]bool{}
		add := func(op int64, only string) error {
			later, err := v.LaterOperations(ctx, op, only, chainMost)
			if err != nil {
				return fmt.Errorf("look what was done later: %w", err)
			}
			for _, o := range later {
				if !known[o.ID] && len(all) < 2*chainMost {
					known[o.ID] = true
					all = append(all, o)
				}
			}
			return nil
		}
		if err := add(target.ID, ""); err != nil {
			return err
		}
		for _, o := range slices.Clone(all) {
			if err := add(o.ID, "pick list"); err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortFunc(all, func(a, b data.Operation) int { return int(b.ID - a.ID) })
	return all, err
}

// tryBack tries to take operations back one after the other, and gives all up
// again.
func (s *Shop) tryBack(ctx context.Context, who data.Actor, ops []data.Operation) error {
	return s.books.Try(ctx, who, data.NewOp("try to undo", len(ops)), func(ctx context.Context, tx *data.Tx) error {
		for _, o := range ops {
			if _, err := s.takeBack(ctx, tx, who, o.ID); err != nil {
				return err
			}
			if err := tx.Settle(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

// UndoSteps takes a chain back, step by step, each in a write of its own. When one
// is refused after all, it says what was taken back before.
func (s *Shop) UndoSteps(ctx context.Context, who data.Actor, c UndoChain) (Undone, error) {
	var last Undone
	for i, step := range c.Steps {
		done, err := s.Undo(ctx, who, step.Operation)
		if err != nil {
			if i > 0 {
				return last, fmt.Errorf("%d of %d are taken back, “%s” is not: %w", i, len(c.Steps), step.Title, err)
			}
			return last, err
		}
		last = done
	}
	return last, nil
}
