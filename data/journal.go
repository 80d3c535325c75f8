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

// Journal lists what was done, the newest first, at most so much: by people in
// whose name who occurs, with text in its title, from since until until. What is
// empty or zero leaves nothing out.
func (v *View) Journal(ctx context.Context, who, text string, since, until time.Time, most int32) ([]JournalEntry, error) {
	end := Instant(math.MaxInt64)
	if !until.IsZero() {
		end = At(until)
	}
	all, err := v.journal(ctx, journalParams{Since: At(since), Until: end, LikeWho: "%" + liked(strings.ToLower(who)) + "%", LikeTitle: "%" + liked(strings.ToLower(text)) + "%", Most: most})
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	return all, nil
}
