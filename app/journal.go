package app

import (
	"context"
	"slices"

	"packbench/data"
)

// JournalFilter chooses from the journal; what is empty leaves nothing out.
type JournalFilter = data.JournalAsk

// JournalMost is how much of the journal is shown at once: what a person reads.
// Who wants more asks for a shorter time.
const JournalMost = 500

// Journal lists what was done, the newest first.
func (s *Shop) Journal(ctx context.Context, f JournalFilter) ([]data.JournalEntry, error) {
	var all []data.JournalEntry
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		all, err = v.Journal(ctx, f, JournalMost)
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

// HistoryOf reads the newest changes of a record, the newest first.
func (s *Shop) HistoryOf(ctx context.Context, entity string, id int64) ([]data.ChangesOfRow, error) {
	var rows []data.ChangesOfRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		rows, err = v.ChangesOf(ctx, entity, id, historyMost)
		return err
	})
	return rows, err
}

const historyMost = 100

// RecordJournal is the journal of the record that a filter names, and under each
// thing that was done what it changed of that record.
func (s *Shop) RecordJournal(ctx context.Context, f JournalFilter) ([]data.JournalEntry, map[int64][]data.Change, error) {
	var all []data.JournalEntry
	changes := make(map[int64][]data.Change)
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if all, err = v.Journal(ctx, f, JournalMost); err != nil || len(all) == 0 {
			return err
		}
		list, err := v.ChangesAsked(ctx, f, all[len(all)-1].ID, 4*JournalMost)
		for _, c := range slices.Backward(list) { // of one thing that was done, the first first
			changes[c.Op] = append(changes[c.Op], c)
		}
		return err
	})
	return all, changes, err
}
