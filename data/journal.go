package data

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"
)

// JournalEntry is one thing that somebody did.
type JournalEntry = journalRow

// JournalAsk chooses from the journal; what is empty or zero leaves nothing out.
type JournalAsk struct {
	Who, Text    string // parts of the name, and of what was done
	Since, Until time.Time
	// Entity is the kind of record ("location") that was changed, EntityID the one,
	// or any, and Action what was done to it, where one number stands for many
	// ("setting", by its key).
	Entity   string
	EntityID int64
	Action   string
}

func (a JournalAsk) ids() (first, last int64) {
	if a.EntityID == 0 {
		return 0, math.MaxInt64
	}
	return a.EntityID, a.EntityID
}

// Journal lists what was done, the newest first, at most so much.
func (v *View) Journal(ctx context.Context, a JournalAsk, most int32) ([]JournalEntry, error) {
	end := Instant(math.MaxInt64)
	if !a.Until.IsZero() {
		end = At(a.Until)
	}
	who, title := "%"+liked(strings.ToLower(a.Who))+"%", "%"+liked(strings.ToLower(a.Text))+"%"
	if a.Entity == "" {
		all, err := v.journal(ctx, journalParams{Since: At(a.Since), Until: end, LikeWho: who, LikeTitle: title, Most: most})
		if err != nil {
			return nil, fmt.Errorf("read the journal: %w", err)
		}
		return all, nil
	}
	first, last := a.ids()
	rows, err := v.journalOf(ctx, journalOfParams{Record: a.Entity, First: first, Last: last, Action: a.Action, Since: At(a.Since), Until: end, LikeWho: who, LikeTitle: title, Most: most})
	if err != nil {
		return nil, fmt.Errorf("read the journal of a %s: %w", a.Entity, err)
	}
	all := make([]JournalEntry, len(rows))
	for i, r := range rows {
		all[i] = JournalEntry(r)
	}
	return all, nil
}

// ChangesAsked are the changes of the record that a names since an operation, the
// newest first, at most so many.
func (v *View) ChangesAsked(ctx context.Context, a JournalAsk, since int64, most int32) ([]Change, error) {
	first, last := a.ids()
	all, err := v.changesOfRecord(ctx, changesOfRecordParams{Record: a.Entity, First: first, Last: last, Action: a.Action, Since: since, Most: most})
	if err != nil {
		return nil, fmt.Errorf("read the history of a %s: %w", a.Entity, err)
	}
	return all, nil
}
