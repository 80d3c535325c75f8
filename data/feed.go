package data

import (
	"context"
	"encoding/json"
	"sync"
	"time"
)

// feed hears what other desks, and other windows on the same file, have written.
// The log is the operations themselves: on both engines writes take turns, so
// that the numbers of what is committed only rise, and what comes after the last
// number seen is all that is new.
type feed struct {
	stop context.CancelFunc
	done chan struct{}
	own  sync.Map // the operations of this window that were not met again yet

	writes chan struct{} // holds one: whether the books take writes is to be found out
}

// listener waits for news. Every engine has its own way to notice them sooner
// than by asking.
type listener interface {
	// wait returns when there may be news, at the latest after some seconds; an
	// error says that the books can't be reached.
	wait(ctx context.Context) error
	close()
}

// announcer tells other desks that this one has written.
type announcer interface {
	announce(ctx context.Context) error
}

// Connection is how the way to the books is.
type Connection string

// The states of a connection.
const (
	Connected    Connection = "connected"
	Reconnecting Connection = "reconnecting"
	ReadOnly     Connection = "read-only" // the books can be read and not written; NoWrites says why
)

const (
	reconnectEach = 500 * time.Millisecond
	readTime      = 5 * time.Second
	announceEach  = 200 * time.Millisecond // so that fast writers do not wait for each other's news
	readAtOnce    = 500
	touchedMost   = 20
)

// touched says in one word what a write touched, for other desks: the kinds of
// records, and of each the first few.
func touched(c Changed) string {
	short := make(map[string][]int64, len(c.Entities))
	for kind, ids := range c.Entities {
		short[kind] = ids[:min(len(ids), touchedMost)]
	}
	text, err := json.Marshal(short)
	if err != nil {
		return "" // numbers and names can always be written
	}
	return string(text)
}

// mine tells this desk's pages of its own write, and the other desks that there
// are news.
func (s *Store) mine(c Changed) {
	s.mu.Lock()
	f := s.feed
	s.mu.Unlock()
	if f != nil {
		f.own.Store(c.Op, true)
	}
	select {
	case s.says <- struct{}{}:
	default:
	}
	s.tell(c)
}

// follow begins to listen, once.
func (s *Store) follow() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.feed != nil {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	f := &feed{stop: stop, done: make(chan struct{}), writes: make(chan struct{}, 1)}
	s.feed = f
	go func() {
		defer close(f.done)
		var both sync.WaitGroup
		both.Go(func() { s.awaitWrites(ctx, f) })
		s.hear(ctx, f)
		both.Wait()
	}()
}

func (s *Store) unfollow() {
	s.mu.Lock()
	f := s.feed
	s.mu.Unlock()
	if f != nil {
		f.stop()
		<-f.done
	}
}

// announce tells the other desks of this one's writes, until quit is closed: at
// once, and of a row of writes now and then.
func (s *Store) announce(a announcer, quit <-chan struct{}) {
	for last := false; !last; {
		select {
		case <-quit:
			last = true
			select {
			case <-s.says:
			default:
				return
			}
		case <-s.says:
		}
		// Who does not hear it asks by itself some seconds later.
		_ = a.announce(context.Background())
		select {
		case <-quit:
		case <-time.After(announceEach):
		}
	}
}

// hear tells this desk's pages what others write, until the shop is closed. What
// was written while the way to the books was broken is told afterwards.
func (s *Store) hear(ctx context.Context, f *feed) {
	last, known := int64(0), false
	for ctx.Err() == nil {
		l, err := s.engine.listen(ctx)
		refused := false
		for err == nil {
			if last, known, err = s.news(ctx, f, last, known); err != nil {
				break
			}
			s.connection(true)
			if r, ok := l.(refuser); ok {
				was := refused
				if refused = r.refusesWrites(ctx); refused && !was {
					s.askWrites()
				}
			}
			err = l.wait(ctx)
		}
		if ctx.Err() == nil {
			s.connection(false)
		}
		if l != nil {
			l.close()
		}
		select {
		case <-ctx.Done():
		case <-time.After(reconnectEach):
		}
	}
}

// news reads what was written after an operation. The first time it only notes
// where the books stand.
func (s *Store) news(ctx context.Context, f *feed, last int64, known bool) (int64, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	var rows []operationsAfterRow
	err := s.Read(ctx, func(ctx context.Context, v *View) (err error) {
		if !known {
			last, err = v.LastOperation(ctx)
			return err
		}
		if rows, err = v.operationsAfter(ctx, last, readAtOnce); err == nil && len(rows) == 0 {
			s.meet(ctx, v)
		}
		return err
	})
	if err != nil || !known {
		return last, err == nil, err
	}
	for _, r := range rows {
		last = r.ID
		if _, own := f.own.LoadAndDelete(r.ID); own {
			continue // told when it was written
		}
		s.met.Store(time.Now().UnixNano())
		c := Changed{Op: r.ID, Title: r.Title, By: Actor{User: r.Who, Desk: r.Desk}}
		if json.Unmarshal([]byte(r.Touched), &c.Entities) == nil {
			s.tell(c)
		}
	}
	if len(rows) == readAtOnce {
		return s.news(ctx, f, last, known)
	}
	return last, known, nil
}

// WatchConnection calls fn with how the way to the books is, now and whenever it
// changes, until the returned function is called. fn must be quick.
func (s *Store) WatchConnection(fn func(Connection)) (stop func()) {
	s.follow()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watcher++
	id := s.watcher
	s.lookers[id] = fn
	if s.way != "" {
		fn(s.way)
	}
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.lookers, id)
	}
}

// connection notes whether the books can be reached.
func (s *Store) connection(heard bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reached = Reconnecting
	if heard {
		s.reached = Connected
	}
	s.tellWay()
}

// tellWay tells whoever looks how the way to the books is, where that is another
// than before. The lock is held.
func (s *Store) tellWay() {
	way := s.reached
	if way == Connected && s.refused.Load() != nil {
		way = ReadOnly
	}
	if way == s.way {
		return
	}
	s.way = way
	for _, id := range sortedKeys(s.lookers) {
		s.lookers[id](way)
	}
}
