package data

import (
	"context"
	"fmt"
	"time"
)

// After an error of the disk nobody knows what it has kept: what a write left
// there may come back when the books are next opened, and a second try to keep
// it may succeed only because the system has forgotten the first. So the books
// are in doubt: before anybody writes again they are opened anew, all that was
// committed is written once more, and they are looked through. What became of
// the write that met the error is then looked up, never guessed.

// doubtTime is how long that may take; big shops are looked through for some
// seconds.
const doubtTime = time.Minute

// prover is an engine that keeps the books on this machine's own disk.
type prover interface {
	// prove writes all that was committed to the disk once more, and looks
	// through the books.
	prove(ctx context.Context, c *session) error
}

// writer connects to write: while the books are in doubt, only when that is
// settled.
func (s *Store) writer(ctx context.Context) (*session, error) {
	p, ok := s.engine.(prover)
	if !s.doubt || !ok {
		return s.engine.writer(ctx)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), doubtTime)
	defer cancel()
	c, err := s.engine.writer(ctx)
	if err != nil {
		return nil, notKept(err)
	}
	if err := p.prove(ctx, c); err != nil {
		c.discard()
		_ = c.close() // nothing is left of it
		return nil, notKept(err)
	}
	s.doubt = false
	return c, nil
}

// giveWriter puts the writing session back. When the write that had it ended in
// an error of the disk, every connection is given up with it.
func (s *Store) giveWriter(c *session, err error) {
	if classify(err) == doubtful {
		s.doubt = true
		s.age.Add(1)
		for range readers {
			select {
			case r := <-s.reading:
				s.give(s.reading, r)
			default: // at work: it is given up when it comes back
			}
		}
	}
	if f := noWrites(err); f != nil && f.Rule == ruleReadOnly {
		c.discard() // what the server says of writes a session learns when it begins
	}
	s.give(s.writing, c)
}

// lookUp tells what became of an operation that met an error of the disk.
func (s *Store) lookUp(ctx context.Context, op Op, into any, why error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), doubtTime)
	defer cancel()
	c, err := s.take(ctx, s.writing, s.writer)
	if err != nil {
		return err
	}
	v := &View{Queries: New(c), s: c, now: At(s.Now())}
	err = v.replay(ctx, op, into)
	s.giveWriter(c, err)
	if Missing(err) {
		return &Fault{Kind: KindUnavailable, Message: "the disk reported an error, so nothing was changed",
			Hint: "try again; if it is said again, move the shop to another disk", Err: why}
	}
	return words(err)
}

// notKept says that the books are still in doubt, and why.
func notKept(err error) error {
	if told := words(err); KindOf(err) != "" || KindOf(told) == KindRefused {
		return told // they are busy, or damaged
	}
	return &Fault{Kind: KindUnavailable, Message: "the disk does not keep what is written, so nothing more is written to it",
		Hint: "see that it has room and is sound, then try again; else restore the newest backup to another disk with: packbench restore FILE", Err: err}
}

// logBack writes the whole log into the file and begins it anew.
func logBack(ctx context.Context, c *session) error {
	var waits, pages, done int64
	if err := c.conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&waits, &pages, &done); err != nil {
		return fmt.Errorf("write the log back: %w", err)
	}
	if waits > 0 {
		return busy() // somebody is reading what is only in the log
	}
	return nil
}

// prove writes the whole log back into the file. A page that the system holds
// for written though the disk refused it would never be written again; so they
// are all written anew, from the log, and the log begins anew, too: what it
// held of the write that failed can't come back.
func (f *sqliteFile) prove(ctx context.Context, c *session) error {
	if err := logBack(ctx, c); err != nil {
		return err
	}
	var says string
	if err := c.conn.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&says); err != nil {
		return fmt.Errorf("look through the books: %w", err)
	}
	if says != "ok" {
		return brokenFile()
	}
	return nil
}
