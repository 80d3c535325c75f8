package data

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Op is one thing that a person does. Its id is made when the person begins
// (a dialog opens, a draft is started) and kept until the answer is shown, so
// that asking twice does it once.
type Op struct {
	ID       string
	Kind     string
	Hash     string
	Reverses int64 // the operation that this one undoes, or 0

	from string // what the person began from; see Began
}

// NewOp makes an operation of a kind ("place order") for a request, which is
// hashed: the same id with another request is refused.
func NewOp(kind string, request any) Op {
	return Op{ID: uuid.Must(uuid.NewV7()).String(), Kind: kind}.For(request)
}

// For gives the operation the hash of its request.
func (o Op) For(request any) Op {
	text, err := json.Marshal(request)
	if err != nil {
		text = fmt.Appendf(nil, "%#v", request)
	}
	sum := sha256.Sum256(text)
	o.Hash = hex.EncodeToString(sum[:16])
	return o
}

// Tx is one write. Its methods keep the rules of the shop; what they touch is
// brought up to date when the write commits.
type Tx struct {
	View
	store    *Store
	who      Actor
	op       int64
	opID     Op
	trace    trace
	reverses int64
	title    string
	undo     string
	entity   string
	entityID int64
	changes  []Change
	lists    map[int64]bool // pick lists, shipments, orders and products that
	floor    map[int64]bool // were touched and are brought up to date once,
	orders   map[int64]bool // when the write ends
	credit   map[int64]bool // customers whose orders on terms share it
	products map[int64]bool
	places   map[int64]Location
	freed    map[int64]bool  // products of which more can be promised than before
	filled   map[int64]bool  // orders that got what they waited for
	routes   map[int64]bool  // lists whose open lines are to be put in order
	standing map[int64]int64 // by list, where its picker stands
	waves    bool            // how far waves have come may have changed

	floorChanged bool
}

// Op is the number of the operation being done.
func (tx *Tx) Op() int64 { return tx.op }

// Who is the person doing it.
func (tx *Tx) Who() Actor { return tx.who }

// About says in words what is done and to which record ("Placed order 10042"):
// the title that history and undo show.
func (tx *Tx) About(entity string, id int64, format string, args ...any) {
	tx.entity, tx.entityID, tx.title = entity, id, fmt.Sprintf(format, args...)
}

// Undoable says how this operation is taken back and keeps what that needs to
// know. An operation that says nothing here can't be undone.
func (tx *Tx) Undoable(how string, detail any) error {
	text, err := json.Marshal(map[string]any{"how": how, "detail": detail})
	if err != nil {
		return fmt.Errorf("keep what undo needs: %w", err)
	}
	tx.undo = string(text)
	return nil
}

// Record writes a change into the history of a record: what was, what is.
// nil means nothing to show.
func (tx *Tx) Record(entity string, id int64, action string, before, after any) error {
	c := Change{Entity: entity, EntityID: id, Action: action}
	for _, side := range []struct {
		v  any
		to *string
	}{{before, &c.Before}, {after, &c.After}} {
		if side.v == nil {
			continue
		}
		text, err := json.Marshal(side.v)
		if err != nil {
			return fmt.Errorf("record the change of %s %d: %w", entity, id, err)
		}
		*side.to = string(text)
	}
	tx.changes = append(tx.changes, c)
	return nil
}

const (
	writeTries = 10
	writeTime  = 15 * time.Second

	connectTime = 3 * time.Second
)

// Do runs fn once for the operation and gives its answer. Asked again with the
// same operation it gives the stored answer and runs nothing. When the outcome
// of a commit is not known, the operation is looked up before anything is
// repeated.
func Do[T any](ctx context.Context, s *Store, who Actor, op Op, fn func(ctx context.Context, tx *Tx) (T, error)) (T, error) {
	var answer T
	err := s.Write(ctx, who, op, func(ctx context.Context, tx *Tx) (any, error) {
		v, err := fn(ctx, tx)
		answer = v
		return v, err
	}, &answer)
	if err != nil {
		var none T
		return none, err
	}
	return answer, nil
}

// errTried ends a write that was only to be tried.
var errTried = errors.New("tried")

// Try does everything that a write would do, and takes it back: nil says that the
// write would go through now.
func (s *Store) Try(ctx context.Context, who Actor, op Op, fn func(ctx context.Context, tx *Tx) error) error {
	err := s.Write(ctx, who, op, func(ctx context.Context, tx *Tx) (any, error) {
		if err := fn(ctx, tx); err != nil {
			return nil, err
		}
		if err := tx.flush(ctx, nil); err != nil {
			return nil, err
		}
		return nil, errTried
	}, nil)
	if errors.Is(err, errTried) {
		return nil
	}
	return err
}

// Write is Do without types: replay, if not nil, receives the stored answer of
// an operation that had been done before.
func (s *Store) Write(ctx context.Context, who Actor, op Op, fn func(ctx context.Context, tx *Tx) (any, error), replay any) (err error) {
	defer func() { s.wrote(err) }()
	if op.ID == "" || op.Kind == "" {
		return errors.New("write the books: an operation needs an id and a kind")
	}
	if _, ok := ctx.Deadline(); !ok {
		c, cancel := context.WithTimeout(ctx, writeTime)
		defer cancel()
		ctx = c
	}
	for try := range writeTries {
		var done bool
		if done, err = s.write(ctx, who, op, fn, replay); err == nil || done {
			return s.words(err)
		}
		switch classify(err) {
		case failed:
			if foundShut(err) {
				return cmp.Or(s.moved(ctx), s.words(err))
			}
			if try == 0 && noWrites(err) != nil && s.gone.Load() == nil {
				continue // the session may be of a time when nothing was written
			}
			return s.words(err)
		case doubtful:
			return s.lookUp(ctx, op, replay, err)
		}
		if ctx.Err() != nil {
			return s.words(err)
		}
		time.Sleep(time.Duration(1+rand.IntN(20*(try+1))) * time.Millisecond)
	}
	return s.words(err)
}

// write makes one attempt. done says that the error is final.
func (s *Store) write(ctx context.Context, who Actor, op Op, fn func(context.Context, *Tx) (any, error), replay any) (done bool, err error) {
	c, err := s.take(ctx, s.writing, s.writer)
	if err != nil {
		return true, err
	}
	defer func() { s.giveWriter(c, err) }()
	open := true
	defer func() {
		if open {
			// The engine may have ended the transaction by itself; that is as good.
			_ = c.rollback(ctx)
		}
	}()
	if err := s.engine.beginWrite(ctx, c); err != nil {
		return false, err
	}
	tx := &Tx{View: View{Queries: New(c), s: c, now: At(s.Now())}, store: s, who: who, opID: op, reverses: op.Reverses,
		lists: make(map[int64]bool), floor: make(map[int64]bool), orders: make(map[int64]bool), credit: make(map[int64]bool), products: make(map[int64]bool), places: make(map[int64]Location), freed: make(map[int64]bool), filled: make(map[int64]bool)}
	if done, err := tx.undoneBy(ctx, op); done || err != nil {
		return true, err
	}
	tx.op, err = tx.insertOperation(ctx, insertOperationParams{OpID: op.ID, Kind: op.Kind, RequestHash: op.Hash, Reverses: op.Reverses, Who: who.User, Desk: who.Desk, At: tx.now})
	if errors.Is(err, sql.ErrNoRows) {
		return true, tx.replay(ctx, op, replay)
	}
	if err != nil {
		return false, fmt.Errorf("begin %s: %w", op.Kind, err)
	}
	answer, err := fn(ctx, tx)
	if err != nil {
		return KindOf(err) != "", err
	}
	if err := tx.flush(ctx, answer); err != nil {
		return KindOf(err) != "", err
	}
	if err := c.commit(ctx); err != nil {
		return false, fmt.Errorf("commit %s: %w", op.Kind, err)
	}
	open = false
	s.mine(tx.changed())
	return true, nil
}

// undoneBy refuses to take back what another operation has taken back already.
func (tx *Tx) undoneBy(ctx context.Context, op Op) (refused bool, err error) {
	if op.Reverses == 0 {
		return false, nil
	}
	by, err := tx.ReversedBy(ctx, op.Reverses)
	if by == 0 || err != nil {
		return false, err
	}
	o, err := tx.Operation(ctx, by)
	if err != nil {
		return false, fmt.Errorf("read what took it back: %w", err)
	}
	if o.OpID == op.ID {
		return false, nil // asked again: it gets its answer
	}
	return true, Refused("undo", "nothing is left to do", "this was already undone")
}

// ReversedBy gives the operation that took another back, 0 where none did.
func (v *View) ReversedBy(ctx context.Context, id int64) (int64, error) {
	by, err := v.reversalOf(ctx, id)
	if err != nil && !Missing(err) {
		return 0, fmt.Errorf("look whether operation %d was undone: %w", id, err)
	}
	return by, nil
}

// replay answers an operation that was done before.
func (v *View) replay(ctx context.Context, op Op, into any) error {
	was, err := v.OperationByOpID(ctx, op.ID)
	if err != nil {
		return fmt.Errorf("look up the earlier %s: %w", op.Kind, err)
	}
	if was.RequestHash != op.Hash || was.Kind != op.Kind {
		return Refused("operation", "begin again", "this was already sent with other contents")
	}
	if into == nil || was.Result == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(was.Result), into); err != nil {
		return fmt.Errorf("read the earlier answer of %s: %w", op.Kind, err)
	}
	return nil
}

// OperationByOpID finds an operation by the id that its asker made.
func (v *View) OperationByOpID(ctx context.Context, id string) (Operation, error) {
	return v.operationByOpID(ctx, id)
}

// flush brings everything up to date that depends on what the write touched,
// and keeps the answer.
func (tx *Tx) flush(ctx context.Context, answer any) error {
	if err := tx.settle(ctx); err != nil {
		return err
	}
	var before string
	if err := tx.Together(ctx, func() error { return tx.refresh(ctx) }, func() error { return tx.publish(ctx) }, func() (err error) {
		before, err = tx.lastHash(ctx)
		return err
	}); err != nil {
		return err
	}
	for _, c := range tx.changes {
		c.Op, c.Salt = tx.op, newSalt()
		c.Digest = c.digestOf()
		tx.trace.changes = append(tx.trace.changes, c.Digest)
		if err := tx.insertChange(ctx, insertChangeParams{Op: tx.op, Entity: c.Entity, EntityID: c.EntityID, Action: c.Action, Before: c.Before, After: c.After, Salt: c.Salt, Digest: c.Digest}); err != nil {
			return fmt.Errorf("write the history: %w", err)
		}
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("keep the answer: %w", err)
	}
	o := tx.chain(before, Operation{ID: tx.op, OpID: tx.opID.ID, Kind: tx.opID.Kind, RequestHash: tx.opID.Hash, Reverses: tx.reverses, Who: tx.who.User, Desk: tx.who.Desk, At: tx.now,
		Title: tx.title, Result: string(text), Undo: tx.undo, Entity: tx.entity, EntityID: tx.entityID, Touched: touched(tx.changed())})
	if err := tx.finishOperation(ctx, finishOperationParams{Title: o.Title, Result: o.Result, Undo: o.Undo, Entity: o.Entity, EntityID: o.EntityID, Touched: o.Touched, Salt: o.Salt, Digest: o.Digest, Hash: o.Hash, ID: o.ID}); err != nil {
		return fmt.Errorf("keep the answer: %w", err)
	}
	return nil
}

// Settle brings up to date what the write has touched so far, for what is still to
// be done in it; at its end that is done anyhow.
func (tx *Tx) Settle(ctx context.Context) error {
	if err := tx.settle(ctx); err != nil {
		return err
	}
	return tx.refresh(ctx)
}

// refresh works out anew what is kept of the records that were touched.
func (tx *Tx) refresh(ctx context.Context) error {
	if err := tx.route(ctx); err != nil {
		return err
	}
	for _, part := range []struct {
		touched map[int64]bool
		refresh func(context.Context, int64) error
	}{{tx.lists, tx.refreshPickList}, {tx.floor, tx.refreshPicking}, {tx.orders, tx.refreshOrder}, {tx.credit, tx.refreshCredit}} {
		for _, id := range sortedKeys(part.touched) {
			if err := part.refresh(ctx, id); err != nil {
				return err
			}
		}
	}
	if !tx.waves {
		return nil
	}
	return tx.refreshWaves(ctx)
}

func (tx *Tx) changed() Changed {
	c := Changed{Op: tx.op, Title: tx.title, By: tx.who, Entities: make(map[string][]int64)}
	add := func(kind string, id int64) {
		if !slices.Contains(c.Entities[kind], id) {
			c.Entities[kind] = append(c.Entities[kind], id)
		}
	}
	for _, ch := range tx.changes {
		add(ch.Entity, ch.EntityID)
	}
	for _, id := range sortedKeys(tx.orders) {
		c.Entities["order"] = appendNew(c.Entities["order"], id)
	}
	// A big order touches hundreds of products: they come from a set, so no search.
	if len(tx.products) > 0 {
		c.Entities["stock"] = sortedKeys(tx.products)
	}
	return c
}

func appendNew(ids []int64, id int64) []int64 {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// Number gives the next of the shop's gap-free numbers: "order", "pick",
// "wave", "count", "receipt", "return", "customer" or "tracking".
func (tx *Tx) Number(ctx context.Context, name string) (int64, error) {
	n, err := tx.nextNumber(ctx, name)
	if err != nil {
		return 0, fmt.Errorf("next number of %s: %w", name, err)
	}
	return n, nil
}
