package data

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// The rules that stand in the way of every write.
const (
	ruleReadOnly = "read-only"
	ruleMoved    = "moved"
)

// noWrites gives what an error says of books that can be read and not written, or
// nil.
func noWrites(err error) *Fault {
	var f *Fault
	if errors.As(words(err), &f) && (f.Rule == ruleReadOnly || f.Rule == ruleMoved) {
		return f
	}
	return nil
}

// NoWrites says why nothing can be written now, nil where it can, as far as is
// known.
func (s *Store) NoWrites() error {
	if f := s.refused.Load(); f != nil {
		return f
	}
	return nil
}

// wrote notes how a write ended, for what is shown of the connection.
func (s *Store) wrote(err error) {
	switch f := noWrites(err); {
	case f != nil:
		s.writes(f)
		s.askWrites()
	case err == nil && s.refused.Load() != nil:
		s.writes(nil)
	}
}

// writes notes whether the books take writes.
func (s *Store) writes(f *Fault) {
	s.refused.Store(f)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tellWay()
}

// askWrites has it found out whether the books take writes.
func (s *Store) askWrites() {
	s.mu.Lock()
	f := s.feed
	s.mu.Unlock()
	if f == nil {
		return
	}
	select {
	case f.writes <- struct{}{}:
	default:
	}
}

// follow the books while they take no writes, until they do.
func (s *Store) awaitWrites(ctx context.Context, f *feed) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.writes:
		}
		for {
			err := s.tryWriting(ctx)
			if f := noWrites(err); f != nil {
				s.writes(f)
			} else if err == nil {
				s.writes(nil)
				break
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(askAnyhow):
			}
		}
	}
}

// tryWriting begins a write and ends it.
func (s *Store) tryWriting(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	c, err := s.take(ctx, s.writing, s.writer)
	if err != nil {
		return err
	}
	if err = s.engine.beginWrite(ctx, c); err == nil {
		err = c.flush(ctx)
	}
	_ = c.rollback(ctx) // there is nothing to roll back where it did not begin
	s.giveWriter(c, err)
	if foundShut(err) {
		return cmp.Or(s.moved(ctx), s.words(err))
	}
	return s.words(err)
}

// refuser is a listener that can tell whether the books take writes.
type refuser interface {
	refusesWrites(ctx context.Context) bool
}

// refusesWrites asks the server what it does with a new transaction.
func (n *notices) refusesWrites(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	var on string
	err := n.c.QueryRow(ctx, "SHOW transaction_read_only", pgx.QueryExecModeSimpleProtocol).Scan(&on)
	return err == nil && on == "on"
}
