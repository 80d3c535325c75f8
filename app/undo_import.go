package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"packbench/data"
)

// importUndo is what one write of an import keeps: which import it is a part of,
// and how each of its rows is taken back. What it moved says the ledger.
type importUndo struct {
	Import string    `json:"import"` // the id that its writes have in common
	Rows   []rowUndo `json:"rows,omitempty"`
}

// rowUndo takes one row of an import back: a new record goes out of use, a
// changed one gets back what it had.
type rowUndo struct {
	Kind     string         `json:"kind"` // "product", "customer", "location", "box" or "rate card"
	ID       int64          `json:"id"`
	Name     string         `json:"name"`
	New      bool           `json:"new,omitempty"`
	Product  *data.Product  `json:"product,omitempty"` // as it was
	Codes    []string       `json:"codes,omitempty"`   // barcodes that it was given
	Customer *data.Customer `json:"customer,omitempty"`
	Address  *addressesUndo `json:"address,omitempty"`
	Location *data.Location `json:"location,omitempty"`
	Box      *data.Box      `json:"box,omitempty"`
	Card     int64          `json:"card,omitempty"` // the rate card that was in use before
}

// namedSince is how many of the records that were changed since are named.
const namedSince = 4

// undoImport takes a whole import back, the last of its writes first. It is
// refused when anything later stands on one of its records, and names those;
// nothing is changed then. Each write is taken back by itself: should ctx end
// it halfway, another undo takes back the rest.
func (s *Shop) undoImport(ctx context.Context, who data.Actor, was data.Operation) (Undone, error) {
	d, err := detail[importUndo](was)
	if err != nil {
		return Undone{}, err
	}
	var parts []data.Operation
	if err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		if by, err := v.ReversedBy(ctx, was.ID); err != nil {
			return err
		} else if by > 0 {
			return data.Refused("undo", "nothing is left to do", "%q is already undone", was.Title)
		}
		if parts, err = v.PartsOf(ctx, d.Import+"/", d.Import+"0"); err != nil { // 0 follows /
			return fmt.Errorf("find the writes of the import: %w", err)
		}
		return untouched(ctx, v, parts)
	}); err != nil {
		return Undone{}, err
	}
	// The write that noted the file comes last, so that the import can be taken
	// back until all of it is.
	slices.SortStableFunc(parts, func(a, b data.Operation) int { return boolInt(isNote(a)) - boolInt(isNote(b)) })
	done := Undone{Title: was.Title}
	for i, p := range parts {
		if err := ctx.Err(); err != nil {
			return done, &data.Fault{Kind: data.KindUnavailable, Message: fmt.Sprintf("%d of %d parts of the import are taken back", i, len(parts)), Hint: "undo again for the rest", Err: err}
		}
		one, err := s.undoOne(ctx, who, p.ID)
		if err != nil {
			return done, err
		}
		if isNote(p) {
			done = one
		}
	}
	return done, nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// isNote says whether an operation is the last of an import, which wrote down
// that the file was brought in.
func isNote(op data.Operation) bool { return strings.HasSuffix(op.OpID, "/end") }

// untouched refuses when anything later stands on a record that some writes of
// an import made or changed.
func untouched(ctx context.Context, v *data.View, parts []data.Operation) error {
	var since []string
	n := 0
	say := func(format string, args ...any) {
		if n++; n <= namedSince {
			since = append(since, fmt.Sprintf(format, args...))
		}
	}
	pr, err := profile(ctx, v)
	if err != nil {
		return err
	}
	for _, p := range parts {
		d, err := detail[importUndo](p)
		if err != nil {
			return err
		}
		for _, r := range d.Rows {
			if err := r.since(ctx, v, pr, p.ID, say); err != nil {
				return err
			}
		}
		moves, err := v.MovesOfOp(ctx, p.ID)
		if err != nil {
			return fmt.Errorf("read what was moved: %w", err)
		}
		for _, m := range moves {
			if err := movedSince(ctx, v, pr, m, say); err != nil {
				return err
			}
		}
	}
	if n == 0 {
		return nil
	}
	if n > namedSince {
		since = append(since, fmt.Sprintf("and %d more", n-namedSince))
	}
	return data.Refused("undo", "take that back first, or change it by hand", "since then: %s", strings.Join(since, "; "))
}

// since says what was done to the record of a row after operation op.
func (r rowUndo) since(ctx context.Context, v *data.View, pr Profile, op int64, say func(format string, args ...any)) error {
	if r.Kind == "rate card" {
		return nil // the books themselves ask whether it is still in use
	}
	l, ok, err := v.ChangedSince(ctx, r.Kind, r.ID, op)
	if err != nil {
		return err
	}
	if ok {
		say("%s, %s by %s on %s", r.Name, lowerFirst(l.What), l.Who, pr.moment(l.At))
		return nil
	}
	if !r.New {
		return nil
	}
	what, err := v.UsedBy(ctx, r.Kind, r.ID)
	if err == nil && what != "" {
		say("%s %s", r.Name, what)
	}
	return err
}

func movedSince(ctx context.Context, v *data.View, pr Profile, m data.Move, say func(format string, args ...any)) error {
	l, ok, err := v.MovedSince(ctx, m)
	if err != nil || !ok {
		return err
	}
	p, err := v.Product(ctx, m.ProductID)
	if err != nil {
		return fmt.Errorf("read product %d: %w", m.ProductID, err)
	}
	say("stock of %s (%s) by %s on %s", p.SKU, l.What, l.Who, pr.moment(l.At))
	return nil
}

// moment is a time of the shop's clock as a sentence has it: "3 Mar 09:12".
func (p Profile) moment(i data.Instant) string { return i.Time().In(p.Zone()).Format("2 Jan 15:04") }

// lowerFirst takes a title into a sentence.
func lowerFirst(s string) string {
	if s == "" {
		return "changed"
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// takeBack takes one write of an import back.
func (u importUndo) takeBack(ctx context.Context, tx *data.Tx, op data.Operation) error {
	if err := untouched(ctx, &tx.View, []data.Operation{op}); err != nil {
		return err
	}
	if err := tx.TakeMovesBack(ctx, op.ID); err != nil {
		return err
	}
	for _, r := range slices.Backward(u.Rows) {
		if err := r.takeBack(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

func (r rowUndo) takeBack(ctx context.Context, tx *data.Tx) error {
	switch r.Kind {
	case "product":
		return r.product(ctx, tx)
	case "customer":
		return r.customer(ctx, tx)
	case "location":
		if r.New {
			return tx.RetireLocation(ctx, r.ID)
		}
		_, err := tx.PutLocation(ctx, *r.Location)
		return err
	case "box":
		if r.New {
			return tx.RetireBox(ctx, r.ID)
		}
		_, err := tx.PutBox(ctx, *r.Box)
		return err
	case "rate card":
		return tx.UseRateCardAgain(ctx, r.Card, r.ID)
	}
	return errors.New("take a row back: it is a " + r.Kind)
}

func (r rowUndo) product(ctx context.Context, tx *data.Tx) error {
	if r.New {
		return tx.RetireProduct(ctx, r.ID)
	}
	for _, code := range r.Codes {
		if err := tx.DropBarcode(ctx, r.ID, code); err != nil {
			return err
		}
	}
	if r.Product == nil {
		return nil
	}
	now, err := tx.Product(ctx, r.ID)
	if err != nil {
		return fmt.Errorf("read product %s: %w", r.Name, err)
	}
	was := *r.Product
	was.Version = now.Version
	return tx.SetProduct(ctx, was)
}

func (r rowUndo) customer(ctx context.Context, tx *data.Tx) error {
	if r.New {
		return tx.RetireCustomer(ctx, r.ID)
	}
	if r.Address != nil {
		if err := r.Address.take(ctx, tx); err != nil {
			return err
		}
	}
	if r.Customer == nil {
		return nil
	}
	now, err := tx.Customer(ctx, r.ID)
	if err != nil {
		return fmt.Errorf("read customer %s: %w", r.Name, err)
	}
	was := *r.Customer
	was.Version = now.Version
	return tx.SetCustomer(ctx, was)
}
