package app

import (
	"context"
	"sync"
	"time"

	"packbench/data"
)

// noteEach is how often a record that stays open is noted anew.
const noteEach = 15 * time.Second

// noted is what of this window is noted for others.
type noted struct {
	mu  sync.Mutex
	all map[recordKey]note
}

type recordKey struct {
	entity string
	id     int64
}

type note struct {
	at       time.Time
	who      data.Actor
	changing bool
}

// Company says who else has a record open now, and lets others see that it is
// open here, changing where a form of it is. It is asked every few seconds while
// the record is on the screen. Alone in the shop there is nothing to do.
func (s *Shop) Company(ctx context.Context, who data.Actor, entity string, id int64, changing bool) ([]data.Presence, error) {
	if !s.books.Shared() {
		return nil, nil
	}
	if s.noted.due(recordKey{entity, id}, note{time.Now(), who, changing}) {
		// Who can't be noted now is noted the next time.
		if err := s.books.Present(ctx, who, entity, id, changing); err != nil {
			s.noted.drop(recordKey{entity, id})
		}
	}
	return s.books.Company(ctx, entity, id)
}

// Leave says that a record is no longer open here.
func (s *Shop) Leave(ctx context.Context, entity string, id int64) error {
	if !s.noted.drop(recordKey{entity, id}) {
		return nil
	}
	return s.books.Absent(ctx, entity, id)
}

// due keeps a note and says whether it has to be written.
func (n *noted) due(k recordKey, now note) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	was, there := n.all[k]
	if there && was.who == now.who && was.changing == now.changing && now.at.Sub(was.at) < noteEach {
		return false
	}
	if n.all == nil {
		n.all = make(map[recordKey]note)
	}
	n.all[k] = now
	return true
}

func (n *noted) drop(k recordKey) (there bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	_, there = n.all[k]
	delete(n.all, k)
	return there
}
