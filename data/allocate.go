package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// step moves units of a line between its buckets; the table's own rule keeps
// the sum equal to what was ordered (domain 3). A kit's line follows its
// components.
type step struct {
	cancelled, backordered, allocated, picked, packed, shipped Quantity
}

func (tx *Tx) step(ctx context.Context, line int64, s step) error {
	at, err := tx.stepLine(ctx, stepLineParams{Cancelled: s.cancelled, Backordered: s.backordered, Allocated: s.allocated, Picked: s.picked, Packed: s.packed, Shipped: s.shipped, ID: line})
	if err != nil {
		return fmt.Errorf("step order line %d: %w", line, err)
	}
	tx.orders[at.OrderID] = true
	if at.ParentID > 0 {
		return tx.followKit(ctx, at.ParentID)
	}
	return nil
}

// followKit sets a kit line's buckets from those of its components: so many
// kits have come as far as every component has.
func (tx *Tx) followKit(ctx context.Context, kit int64) error {
	line, err := tx.OrderLine(ctx, kit)
	if err != nil {
		return fmt.Errorf("read kit line %d: %w", kit, err)
	}
	parts, err := tx.kitChildren(ctx, kit)
	if err != nil {
		return fmt.Errorf("read the parts of kit line %d: %w", kit, err)
	}
	b := kitBuckets(line.Qty, parts)
	if err := tx.setLineBuckets(ctx, setLineBucketsParams{Cancelled: b.cancelled, Backordered: b.backordered, Allocated: b.allocated, Picked: b.picked, Packed: b.packed, Shipped: b.shipped, ID: kit}); err != nil {
		return fmt.Errorf("bring kit line %d along: %w", kit, err)
	}
	return nil
}

// kitBuckets works out how many whole kits have come to each bucket: counted
// from the far end, a kit is as far as its slowest component.
func kitBuckets(qty Quantity, parts []OrderLine) step {
	reach := func(far func(OrderLine) Quantity) Quantity {
		n := qty
		for _, p := range parts {
			n = min(n, far(p)/Quantity(p.Each))
		}
		return n
	}
	cancelled := reach(func(l OrderLine) Quantity { return l.Cancelled })
	shipped := reach(func(l OrderLine) Quantity { return l.Shipped })
	packed := reach(func(l OrderLine) Quantity { return l.Shipped + l.Packed })
	picked := reach(func(l OrderLine) Quantity { return l.Shipped + l.Packed + l.Picked })
	allocated := reach(func(l OrderLine) Quantity { return l.Shipped + l.Packed + l.Picked + l.Allocated })
	allocated = min(allocated, qty-cancelled)
	return step{cancelled: cancelled, shipped: shipped, packed: packed - shipped, picked: picked - packed, allocated: allocated - picked, backordered: qty - cancelled - allocated}
}

// reserve promises up to want units of a product and says how many it got:
// the check and the promise are one statement, so two desks never share the
// last unit (domain 4.3).
func (tx *Tx) reserve(ctx context.Context, product int64, want Quantity) (Quantity, error) {
	for want > 0 {
		n, err := tx.promise(ctx, want, product)
		if err != nil {
			return 0, fmt.Errorf("promise product %d: %w", product, err)
		}
		if n > 0 {
			tx.products[product] = true
			return want, nil
		}
		s, err := tx.stockOf(ctx, product)
		if err != nil {
			return 0, err
		}
		left := s.Sellable - s.Allocated
		if left >= want {
			continue // another desk gave some back between the two questions
		}
		want = left
	}
	return 0, nil
}

// addAllocation writes the promise of q units to a line.
func (tx *Tx) addAllocation(ctx context.Context, line, product int64, q Quantity) error {
	n, err := tx.growAllocation(ctx, q, line)
	if err == nil && n == 0 {
		err = tx.insertAllocation(ctx, insertAllocationParams{OrderLineID: line, ProductID: product, Qty: q, State: "open", Op: tx.op, At: tx.now})
	}
	if err != nil {
		return fmt.Errorf("allocate to order line %d: %w", line, err)
	}
	return nil
}

// endAllocation takes q units out of a line's open promise; they are kept as
// shipped or released.
func (tx *Tx) endAllocation(ctx context.Context, line, product int64, q Quantity, state string) error {
	n, err := tx.unpromise(ctx, q, product)
	if err != nil {
		return fmt.Errorf("end the promise of product %d: %w", product, err)
	}
	if n == 0 {
		return Refused("domain 4.2", "run the self-check", "more is to be released of product %d than is promised", product)
	}
	tx.products[product] = true
	if state == "released" {
		tx.freed[product] = true
	}
	if n, err = tx.closeAllocation(ctx, state, line, q); err != nil {
		return fmt.Errorf("end the allocation of order line %d: %w", line, err)
	}
	if n > 0 {
		return nil
	}
	if n, err = tx.shrinkAllocation(ctx, q, line); err != nil {
		return fmt.Errorf("end the allocation of order line %d: %w", line, err)
	}
	if n == 0 {
		return Refused("domain 4.2", "run the self-check", "order line %d has no promise of %d units", line, q)
	}
	if err := tx.insertAllocation(ctx, insertAllocationParams{OrderLineID: line, ProductID: product, Qty: q, State: state, Op: tx.op, At: tx.now}); err != nil {
		return fmt.Errorf("keep the allocation of order line %d: %w", line, err)
	}
	return nil
}

// Allocate promises stock to what a line still waits for and says how many
// units it got. A kit's components are promised in whole kits.
func (tx *Tx) Allocate(ctx context.Context, line OrderLine) (Quantity, error) {
	if line.Kind != "stocked" || line.Backordered == 0 {
		return 0, nil
	}
	if line.ParentID > 0 {
		return tx.allocateKit(ctx, line.ParentID)
	}
	got, err := tx.reserve(ctx, line.ProductID, line.Backordered)
	if err != nil || got == 0 {
		return 0, err
	}
	if err := tx.addAllocation(ctx, line.ID, line.ProductID, got); err != nil {
		return 0, err
	}
	return got, tx.step(ctx, line.ID, step{backordered: -got, allocated: got})
}

// allocateKit promises what completes as many kits as there can be. A component
// may have kept its promise when another lost its own, so each is asked for
// what it still lacks.
func (tx *Tx) allocateKit(ctx context.Context, kit int64) (Quantity, error) {
	parts, err := tx.kitChildren(ctx, kit)
	if err != nil {
		return 0, fmt.Errorf("read the parts of kit line %d: %w", kit, err)
	}
	kits := Quantity(-1)
	for _, p := range parts {
		s, err := tx.stockOf(ctx, p.ProductID)
		if err != nil {
			return 0, err
		}
		reach := p.Qty - p.Cancelled - p.Backordered + min(p.Backordered, s.Sellable-s.Allocated)
		if n := reach / Quantity(p.Each); kits < 0 || n < kits {
			kits = n
		}
	}
	got := Quantity(0)
	for _, p := range parts {
		q := kits*Quantity(p.Each) - (p.Qty - p.Cancelled - p.Backordered)
		if q <= 0 {
			continue
		}
		n, err := tx.reserve(ctx, p.ProductID, q)
		if err != nil {
			return 0, err
		}
		if n < q {
			return 0, Refused("domain 4.11", "place the order again", "the parts of the kit were sold meanwhile")
		}
		if err := tx.addAllocation(ctx, p.ID, p.ProductID, q); err != nil {
			return 0, err
		}
		if err := tx.step(ctx, p.ID, step{backordered: -q, allocated: q}); err != nil {
			return 0, err
		}
		got += q
	}
	return got, nil
}

// Deallocate gives up q promised units of a line that nobody has picked: they
// wait again, or are cancelled.
func (tx *Tx) Deallocate(ctx context.Context, line OrderLine, q Quantity, cancel bool) error {
	if q <= 0 {
		return nil
	}
	if line.Kind == "stocked" {
		if err := tx.endAllocation(ctx, line.ID, line.ProductID, q, "released"); err != nil {
			return err
		}
	}
	if cancel {
		return tx.step(ctx, line.ID, step{allocated: -q, cancelled: q})
	}
	return tx.step(ctx, line.ID, step{allocated: -q, backordered: q})
}

// makeRoom frees promises of a product, the newest first, until q units can be
// taken from sale. Those orders wait again: a visible shortfall, never a
// silent negative.
func (tx *Tx) makeRoom(ctx context.Context, product int64, q Quantity) error {
	s, err := tx.stockOf(ctx, product)
	if err != nil {
		return err
	}
	need := q - (s.Sellable - s.Allocated)
	if need <= 0 {
		return nil
	}
	lines, err := tx.unpickedPromises(ctx, product)
	if err != nil {
		return fmt.Errorf("find the promises of product %d: %w", product, err)
	}
	for _, l := range lines {
		if need <= 0 {
			break
		}
		if err := tx.dropFromShipments(ctx, l, min(need, l.Allocated)); err != nil {
			return err
		}
		n := min(need, l.Allocated)
		if err := tx.Deallocate(ctx, l, n, false); err != nil {
			return err
		}
		if err := tx.Record("order", l.OrderID, fmt.Sprintf("%d of %s are missing and wait again", n, l.SKU), nil, nil); err != nil {
			return err
		}
		need -= n
	}
	return nil
}

// FillBackorders gives what has come in to the orders that wait for it: by
// priority, then first come. It names the lines that got something.
func (tx *Tx) FillBackorders(ctx context.Context, product int64) ([]OrderLine, error) {
	lines, err := tx.backorderedLines(ctx, product)
	if err != nil {
		return nil, fmt.Errorf("find who waits for product %d: %w", product, err)
	}
	var filled []OrderLine
	for _, l := range lines {
		// A kit's first component may have taken its share for this line already.
		l, err := tx.OrderLine(ctx, l.ID)
		if err != nil {
			return nil, fmt.Errorf("read order line %d: %w", l.ID, err)
		}
		got, err := tx.Allocate(ctx, l)
		if err != nil {
			return nil, err
		}
		if got > 0 {
			filled = append(filled, l)
			tx.filled[l.OrderID] = true
			if err := tx.Record("order", l.OrderID, fmt.Sprintf("%d of %s came in for it", got, l.SKU), nil, nil); err != nil {
				return nil, err
			}
		}
	}
	return filled, nil
}

// settle gives what the write has freed to who waits for it, whether it came in,
// was found or was given up by another order, and plans what they can be sent.
func (tx *Tx) settle(ctx context.Context) error {
	for _, id := range sortedKeys(tx.freed) {
		if _, err := tx.FillBackorders(ctx, id); err != nil {
			return err
		}
	}
	if tx.store.plan == nil || len(tx.filled) == 0 {
		return nil
	}
	// What is being picked is not planned anew, so it must be known to be.
	for _, id := range sortedKeys(tx.floor) {
		if err := tx.refreshPicking(ctx, id); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(tx.filled) {
		if err := tx.store.plan(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

// OpenAllocation is the promise that a line holds, or nothing.
func (v *View) OpenAllocation(ctx context.Context, line int64) (Allocation, bool, error) {
	a, err := v.openAllocation(ctx, line)
	if errors.Is(err, sql.ErrNoRows) {
		return a, false, nil
	}
	return a, err == nil, err
}
