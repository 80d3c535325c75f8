package data

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Relocation says what a move of a shop brought over and how it was proved.
type Relocation struct {
	From, To string
	Tables   []CopiedTable
	Backup   string    // the copy of the file that was made first, "" from a server
	Rules    []Finding // of the self-check where the shop is now
}

// Rows is how many rows came over.
func (m Relocation) Rows() int64 {
	n := int64(0)
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

// CopiedTable is one table of a move: its rows, and the sum of all its numbers,
// the same on both sides.
type CopiedTable struct {
	Name string
	Rows int64
	Sum  string
}

// MoveStep is one of the steps of a move, which follow each other.
type MoveStep string

// The steps of a move.
const (
	MoveBackup MoveStep = "copy"   // a verified copy of the file
	MoveTables MoveStep = "tables" // every table is brought over and compared
	MoveProof  MoveStep = "proof"  // the self-check where the shop is now
	MoveClose  MoveStep = "close"  // the old place says where the shop is
)

// Moving says how far a move is.
type Moving struct {
	Step        MoveStep
	Table       string // of MoveTables
	Done, Total int64  // rows, of MoveTables
}

// Safe says that a move that is stopped now has changed nothing at either place.
// Later it goes on to its end.
func (m Moving) Safe() bool { return m.Step == MoveBackup || m.Step == MoveTables }

// settingMoved is where a shop that has moved says where it is now.
const settingMoved = "shop.moved"

// moveTime is how long a move may take, and proofTime what follows the copy.
const (
	moveTime  = 6 * time.Hour
	proofTime = time.Hour
)

// Relocate is MoveTo for a shop that nobody has open.
func Relocate(ctx context.Context, from, to string, o Options, told func(Moving)) (m Relocation, err error) {
	src, err := Open(ctx, from, o)
	if err != nil {
		return Relocation{From: Without(from), To: Without(to)}, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	return src.MoveTo(ctx, Actor{User: "Packbench", Desk: "move"}, to, told)
}

// moving marks the calls of a move, which alone still writes where it has closed
// the books.
type moving struct{}

// MoveTo brings the whole shop to another place, which must be empty: from the
// file to a server, or back. A file is copied first. All is copied in one
// transaction, compared table by table and proved by the self-check; only then
// the old place is closed, and says where the shop is now. Meanwhile everybody
// can read, and nobody can write: writes that wait too long are told that the
// books are busy. told, if not nil, hears how far it is.
func (s *Store) MoveTo(ctx context.Context, who Actor, to string, told func(Moving)) (m Relocation, err error) {
	if !IsServer(to) { // whoever reads it later stands in another folder
		if to, err = filepath.Abs(to); err != nil {
			return m, fmt.Errorf("find %s: %w", to, err)
		}
	}
	m = Relocation{From: s.Place(), To: Without(to)}
	if told == nil {
		told = func(Moving) {}
	}
	if m.From == m.To {
		return m, Refused("move", "choose another place", "the shop is at %s already", m.To)
	}
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, moving{}, true), moveTime)
	defer cancel()
	if file, ok := s.engine.(*sqliteFile); ok {
		if err := file.keepAlone(); err != nil {
			return m, err
		}
		defer func() { err = errors.Join(err, file.share()) }()
		told(Moving{Step: MoveBackup})
		m.Backup = file.path + ".before-move"
		if _, err := s.Backup(ctx, m.Backup); err != nil {
			return m, err
		}
	}
	made := newFile(to)
	dst, err := Open(ctx, to, Options{Clock: s.clock})
	if err != nil {
		return m, err
	}
	defer func() {
		err = errors.Join(err, dst.Close())
		if err != nil && made != "" {
			err = errors.Join(err, removeShop(made))
		}
	}()
	if err := dst.empty(ctx); err != nil {
		made = ""
		return m, err
	}
	last := int64(-1) // the last operation that came over
	// Only the copy is stopped; a move that is nearly done is ended.
	whole, end := context.WithTimeout(context.WithoutCancel(ctx), moveTime+2*proofTime)
	defer end()
	err = s.Write(whole, who, NewOp("move", m.To), func(whole context.Context, tx *Tx) (any, error) {
		if err := s.engine.patient(whole, tx.s); err != nil {
			return nil, settled(err)
		}
		if err := s.carry(ctx, dst, &m, &last, told); err != nil {
			return nil, settled(err)
		}
		told(Moving{Step: MoveClose})
		tx.About("shop", 0, "Moved the shop to %s", m.To)
		pointer := WithoutPassword(to)
		s.gone.Store(movedTo(pointer))
		return nil, errors.Join(tx.putSetting(whole, settingMoved, pointer), s.engine.shut(whole, tx.s))
	}, nil)
	if err != nil {
		s.gone.Store(nil)
	}
	return m, err
}

// carry copies everything to dst and proves it there. A write that is tried again
// finds it done, unless somebody wrote meanwhile.
func (s *Store) carry(ctx context.Context, dst *Store, m *Relocation, last *int64, told func(Moving)) error {
	if *last < 0 {
		err := s.Read(ctx, func(ctx context.Context, v *View) (err error) {
			if err := s.engine.patient(ctx, v.s); err != nil {
				return err
			}
			at, err := v.LastOperation(ctx)
			if err != nil {
				return err
			}
			if m.Tables, err = dst.copyFrom(ctx, v, told); err == nil {
				*last = at
			}
			return err
		})
		if err != nil {
			return err
		}
		// What is there is there: from here on it is no longer stopped.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), proofTime)
		defer cancel()
		told(Moving{Step: MoveProof})
		if m.Rules, err = dst.CheckWhole(ctx); err != nil {
			return err
		}
		for _, f := range m.Rules {
			if f.Broken > 0 {
				return Refused("move", "keep the old shop, and tell us", "after the move a rule of the books is broken: %s (%s)", f.Says, f.Sample)
			}
		}
		return nil
	}
	return s.Read(ctx, func(ctx context.Context, v *View) error {
		now, err := v.LastOperation(ctx)
		if err == nil && now != *last {
			err = Refused("move", "move it again, to another empty place", "somebody wrote to the shop while it was moved")
		}
		return err
	})
}

// settled makes an error one that a write is not tried again for.
func settled(err error) error {
	if err = words(err); KindOf(err) != "" {
		return err
	}
	return &Fault{Kind: KindUnavailable, Message: "the shop could not be moved", Hint: "it is where it was, and nothing was changed there; try again", Err: err}
}

// newFile is the path of a place that is a file which is not there yet, or "".
func newFile(place string) string {
	if IsServer(place) {
		return ""
	}
	if _, err := os.Stat(place); !errors.Is(err, os.ErrNotExist) {
		return ""
	}
	return place
}

// removeShop takes the file of a shop away that a move had begun.
func removeShop(path string) error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm", ".lock"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// movedTo says that a shop is elsewhere now.
func movedTo(place string) *Fault {
	return &Fault{Kind: KindRefused, Rule: ruleMoved, Message: "this shop has moved to " + Without(place), Hint: "open it there: packbench --shop " + place, to: place}
}

// MovedTo is where a shop is now that was refused because it has moved, or "".
func MovedTo(err error) string {
	var f *Fault
	if errors.As(err, &f) {
		return f.to
	}
	return ""
}

// moved refuses a shop that is somewhere else now.
func (s *Store) moved(ctx context.Context) error {
	var to string
	err := s.Read(ctx, func(ctx context.Context, v *View) (err error) {
		to, err = v.Setting(ctx, settingMoved)
		return err
	})
	switch {
	case Missing(err):
		return nil
	case err != nil:
		return err
	}
	return movedTo(to)
}

// empty refuses a place that has been worked in.
func (s *Store) empty(ctx context.Context) error {
	last := int64(0)
	if err := s.Read(ctx, func(ctx context.Context, v *View) (err error) {
		last, err = v.LastOperation(ctx)
		return err
	}); err != nil {
		return err
	}
	if last > 0 {
		return Refused("move", "choose an empty database, or a file that is not there yet", "there is a shop at %s already", s.Place())
	}
	return nil
}
