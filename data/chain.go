package data

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// The journal is who did what, when, from which desk (operations), what changed
// by it (changes), which goods moved and which money. Each operation's hash is
// made of the hash before it, so that nobody changes the past without changing
// everything after it (the chain of Haber and Stornetta, 1991).

// digestOf is the SHA-256 of values in their order, each unmistakable from the
// next.
func digestOf(values ...any) string {
	for i, v := range values {
		if s, ok := v.(string); ok {
			values[i] = text(s) // as the books keep it
		}
	}
	all, err := json.Marshal(values)
	if err != nil {
		panic("data: only texts and numbers are digested: " + err.Error())
	}
	sum := sha256.Sum256(all)
	return hex.EncodeToString(sum[:])
}

// newSalt makes what is erased impossible to guess from its digest.
func newSalt() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

func (o Operation) digestOf() string {
	return digestOf(o.Salt, o.Title, o.RequestHash, o.Result, o.Undo, o.Entity, o.EntityID, o.Touched)
}

func (c Change) digestOf() string {
	return digestOf(c.Salt, c.Op, c.Entity, c.EntityID, c.Action, c.Before, c.After)
}

// trace is what one operation left behind besides itself.
type trace struct {
	changes  []string // their digests
	moves    []Move
	payments []Payment
}

// link is the hash of an operation that follows another.
func (t trace) link(before string, o Operation) string {
	values := []any{before, o.OpID, o.Kind, o.Reverses, o.Who, o.Desk, o.At, o.Digest, t.changes}
	for _, m := range t.moves {
		values = append(values, "move", m.ID, m.ProductID, m.FromLocation, m.ToLocation, m.Qty, m.Kind, m.DocKind, m.DocID, m.LineID, m.Reason, m.Reverses, m.At)
	}
	for _, p := range t.payments {
		values = append(values, "payment", p.ID, p.OrderID, p.Kind, p.Method, p.Amount, p.Reference, p.Last4, p.Note, p.Reverses, p.At)
	}
	return digestOf(values...)
}

// lastHash is the hash of the operation before this one.
func (tx *Tx) lastHash(ctx context.Context) (string, error) {
	before, err := tx.hashBefore(ctx, tx.op)
	if err != nil && !Missing(err) {
		return "", fmt.Errorf("read the journal's end: %w", err)
	}
	return before, nil
}

// chain gives the operation its place after the one before.
func (tx *Tx) chain(before string, o Operation) Operation {
	o.Salt = newSalt()
	o.Digest = o.digestOf()
	o.Hash = tx.trace.link(before, o)
	return o
}

// chainBlock is how many operations are proved at once.
const chainBlock = 1000

// ProveJournal proves the chain of the journal from an operation on, 0 for all of
// it: what is in the books is what was written, nothing was slipped in, taken out
// or changed. Operations from before the journal was chained are not proved.
func (v *View) ProveJournal(ctx context.Context, from int64) (Finding, error) {
	f := Finding{Rule: "4.17", Says: "the journal is as it was written"}
	broken := func(op int64, what string) {
		if f.Broken++; f.Broken == 1 {
			f.Sample = fmt.Sprintf("operation %d: %s", op, what)
		}
	}
	before, err := v.hashBefore(ctx, from)
	if err != nil && !Missing(err) {
		return f, err
	}
	for {
		ops, err := v.journalOperations(ctx, from, chainBlock)
		if err != nil || len(ops) == 0 {
			return f, err
		}
		last := ops[len(ops)-1].ID
		traces, err := v.traces(ctx, ops[0].ID, last, broken)
		if err != nil {
			return f, err
		}
		for _, o := range ops {
			switch {
			case o.Hash == "" && before == "":
				continue // from before there was a chain
			case o.Salt != "" && o.Digest != o.digestOf():
				broken(o.ID, "what it did was changed")
			case o.Hash != traces[o.ID].link(before, o):
				broken(o.ID, "it does not follow from the one before, or what it left behind was changed")
			}
			before = o.Hash
		}
		from = last + 1
	}
}

// traces reads what a range of operations left behind.
func (v *View) traces(ctx context.Context, first, last int64, broken func(op int64, what string)) (map[int64]trace, error) {
	all := make(map[int64]trace)
	changes, err := v.journalChanges(ctx, first, last)
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		if c.Salt != "" && c.Digest != c.digestOf() {
			broken(c.Op, "the history of "+c.Entity+" was changed")
		}
		t := all[c.Op]
		t.changes = append(t.changes, c.Digest)
		all[c.Op] = t
	}
	moves, err := v.journalMoves(ctx, first, last)
	if err != nil {
		return nil, err
	}
	for _, m := range moves {
		t := all[m.Op]
		t.moves = append(t.moves, m)
		all[m.Op] = t
	}
	payments, err := v.journalPayments(ctx, first, last)
	for _, p := range payments {
		t := all[p.Op]
		t.payments = append(t.payments, p)
		all[p.Op] = t
	}
	return all, err
}
