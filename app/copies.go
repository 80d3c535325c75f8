package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"packbench/data"
)

// CopyRule says where the program keeps copies of the shop by itself.
type CopyRule struct {
	Off    bool   // keep none
	Folder string // "" means beside the shop's file
	Second string // another disk, "" for none
}

// CopyState is how the copies stand.
type CopyState struct {
	Rule    CopyRule
	Folder  string
	Copies  []data.Copy // the newest first
	Changed bool        // something was written since the newest
	// ByItself: the program makes them. Of a server's shop it does so where it
	// was told a folder, since one desk is enough.
	ByItself bool
	Drill    Drilled
}

// Drilled is the last time that a copy was restored to see whether it comes back.
type Drilled struct {
	At   data.Instant
	Took time.Duration
	Copy string
}

// copyEach and drillEach are how often a copy is made where something changed,
// and how often one is restored to prove it.
const (
	copyEach  = time.Hour
	drillEach = 30 * 24 * time.Hour
	copyLate  = 24 * time.Hour
)

const (
	copiesKey = "copies"
	drillKey  = "copies.drill"
)

// Late says that the newest copy is older than a day and lacks something.
func (c CopyState) Late(now time.Time) bool {
	return c.ByItself && c.Changed && (len(c.Copies) == 0 || now.Sub(c.Copies[0].MadeAt) > copyLate)
}

// SetCopyRule says where copies are kept.
func (s *Shop) SetCopyRule(ctx context.Context, who data.Actor, op data.Op, r CopyRule) error {
	return s.putSetting(ctx, ChangeSettings, who, op, copiesKey, r, "Changed where copies are kept")
}

// CopyState reads how the copies stand.
func (s *Shop) CopyState(ctx context.Context) (CopyState, error) {
	var c CopyState
	last := int64(0)
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if err := setting(ctx, v, copiesKey, &c.Rule); err != nil {
			return err
		}
		if err := setting(ctx, v, drillKey, &c.Drill); err != nil {
			return err
		}
		last, err = v.LastOperation(ctx)
		return err
	})
	if err != nil {
		return c, err
	}
	at := s.copies(c.Rule)
	c.Folder = at.Folder
	c.ByItself = !c.Rule.Off && (c.Rule.Folder != "" || !data.IsServer(s.books.Place()))
	c.Copies, err = at.List()
	c.Changed = len(c.Copies) == 0 && last > 0 || len(c.Copies) > 0 && last > c.Copies[0].Last
	return c, err
}

func (s *Shop) copies(r CopyRule) data.Copies {
	at := data.CopiesOf(s.books.Place())
	if r.Folder != "" {
		at = at.In(r.Folder)
	}
	return at
}

// CopyNow makes a verified copy where copies are kept, brings it to the second
// folder, and takes away the copies that have outlived their use.
func (s *Shop) CopyNow(ctx context.Context) (data.Copy, error) {
	c, err := s.CopyState(ctx)
	if err != nil {
		return data.Copy{}, err
	}
	at := s.copies(c.Rule)
	one, err := at.Make(ctx, s.books)
	if err != nil {
		return one, err
	}
	errs := []error{at.Rotate()}
	if c.Rule.Second != "" {
		second := at.In(c.Rule.Second)
		errs = append(errs, second.Add(one), second.Rotate())
	}
	return one, errors.Join(errs...)
}

// KeepCopies makes a copy when one is due, and once a month proves that the
// newest comes back. The window asks for it now and then.
func (s *Shop) KeepCopies(ctx context.Context, who data.Actor) error {
	c, err := s.CopyState(ctx)
	if err != nil || !c.ByItself {
		return err
	}
	now := s.books.Now()
	if c.Changed && (len(c.Copies) == 0 || now.Sub(c.Copies[0].MadeAt) >= copyEach) {
		one, err := s.CopyNow(ctx)
		if err != nil {
			return err
		}
		c.Copies = append([]data.Copy{one}, c.Copies...)
	}
	// The copy of a server's shop is restored whenever one is made.
	if len(c.Copies) == 0 || now.Sub(c.Drill.At.Time()) < drillEach || data.IsServer(s.books.Place()) {
		return nil
	}
	took, err := data.Drill(ctx, c.Copies[0].Path)
	if err != nil {
		return fmt.Errorf("restore a copy to prove it: %w", err)
	}
	d := Drilled{At: data.At(now), Took: took, Copy: c.Copies[0].Path}
	text, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("keep when a copy was restored: %w", err)
	}
	return s.system(ctx, who, data.NewOp("drill", d), func(ctx context.Context, tx *data.Tx) error {
		tx.About("setting", 0, "Restored a copy to prove it")
		return tx.PutSetting(ctx, drillKey, string(text))
	})
}
