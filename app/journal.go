package app

import (
	"context"
	"time"

	"packbench/data"
)

// JournalFilter chooses from the journal; what is empty leaves nothing out.
type JournalFilter struct {
	Who, Text    string
	Since, Until time.Time
}

// JournalMost is how much of the journal is shown at once: what a person reads.
// Who wants more asks for a shorter time.
const JournalMost = 500

// Journal lists what was done, the newest first.
func (s *Shop) Journal(ctx context.Context, f JournalFilter) ([]data.JournalEntry, error) {
	var all []data.JournalEntry
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		all, err = v.Journal(ctx, f.Who, f.Text, f.Since, f.Until, JournalMost)
		return err
	})
	return all, err
}

// JournalChanges is what one thing that was done changed, before and after.
func (s *Shop) JournalChanges(ctx context.Context, op int64) ([]data.Change, error) {
	var all []data.Change
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		all, err = v.ChangesOfOperation(ctx, op)
		return err
	})
	return all, err
}
