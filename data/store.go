package data

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Options are what a shop is opened with; the zero value is right for the
// program.
type Options struct {
	// Clock gives the time; nil means the machine's.
	Clock func() time.Time
}

// Actor is who does something, and at which desk (domain 4.17).
type Actor struct {
	User string
	Desk string
}

// Store is an open shop. It may be used from any goroutine.
type Store struct {
	closed  atomic.Bool
	engine  engine
	clock   func() time.Time
	writing chan *session // holds the one writing session while nobody writes
	reading chan *session
	doubt   bool         // the disk may not hold what was written; whoever writes reads and sets it
	age     atomic.Int64 // how often all connections were given up
	plan    func(ctx context.Context, tx *Tx, order int64) error
	routing func(ctx context.Context, tx *Tx, list, from int64) error

	mu       sync.Mutex
	watchers map[int]func(Changed)
	watcher  int
	feed     *feed         // what other desks write, once somebody watches
	says     chan struct{} // holds one: this desk has written
	quiet    func()        // ends the telling of it
	lookers  map[int]func(Connection)
	reached  Connection // whether the books answer
	way      Connection // what is told of them

	refused atomic.Pointer[Fault] // why the books take no writes

	seat string       // names this window among those that have the books open
	met  atomic.Int64 // when another window was last met; see Shared

	gone atomic.Pointer[Fault] // set once the shop has moved: nothing is written here any more
}

// Changed tells what a committed write touched, so that pages that show it
// read it again.
type Changed struct {
	Op       int64
	Title    string
	By       Actor              // who wrote it
	Entities map[string][]int64 // "order" → ids; see Tx.Record. Of another desk's write, the first of them
}

// Open opens the shop at a place: in the SQLite file of a path, which is made
// where there is none, or on the PostgreSQL server of a postgres:// URL. It
// refuses a file that another window has open, books that a newer program wrote,
// that are damaged or another program's, and a file on a network share, each
// with what to do.
func Open(ctx context.Context, place string, o Options) (*Store, error) {
	s := &Store{clock: o.Clock, seat: newSeat(), watchers: make(map[int]func(Changed)), lookers: make(map[int]func(Connection)), says: make(chan struct{}, 1), quiet: func() {}, writing: make(chan *session, 1), reading: make(chan *session, readers)}
	if s.clock == nil {
		s.clock = time.Now
	}
	e, err := connect(ctx, place)
	if err != nil {
		return nil, words(err)
	}
	s.engine = e
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(words(err), s.Close())
	}
	return s, nil
}

func (s *Store) start(ctx context.Context) error {
	if err := s.engine.migrate(ctx); err != nil {
		return err
	}
	w, err := s.engine.writer(ctx)
	if err != nil {
		return err
	}
	s.writing <- w
	if a, ok := s.engine.(announcer); ok {
		quit, done := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(done)
			s.announce(a, quit)
		}()
		s.quiet = sync.OnceFunc(func() {
			close(quit)
			<-done
		})
	}
	for range readers {
		// Readers connect when they are first needed: a nil session waits for that.
		s.reading <- nil
	}
	return s.moved(ctx)
}

// Close ends every connection and lets go of the books; once more does nothing.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.unfollow()
	s.quiet()
	var errs []error
	for _, pool := range []chan *session{s.writing, s.reading} {
		for len(pool) > 0 {
			if c := <-pool; c != nil {
				errs = append(errs, c.close())
			}
		}
	}
	return errors.Join(append(errs, s.engine.close())...)
}

// PlanWith says how an order's shipments are planned that got what it waited
// for: fn is called at the end of the write that brought it, in its
// transaction. It is set once, before the first write.
func (s *Store) PlanWith(fn func(ctx context.Context, tx *Tx, order int64) error) { s.plan = fn }

// Place says where the books are: the path of a file, or a server's URL without
// the password.
func (s *Store) Place() string { return s.engine.place() }

// Now is the shop's time.
func (s *Store) Now() time.Time { return s.clock().UTC() }

// View is what a reader sees: one moment of the books, and every question
// that can be asked of them.
type View struct {
	*Queries
	s   *session
	now Instant
}

// Now is the moment at which the reading or writing began.
func (v *View) Now() Instant { return v.now }

// Read runs fn on one moment of the books.
func (s *Store) Read(ctx context.Context, fn func(ctx context.Context, v *View) error) (err error) {
	c, err := s.take(ctx, s.reading, s.engine.reader)
	if err != nil {
		return err
	}
	defer func() { s.give(s.reading, c) }()
	if err := s.engine.beginRead(ctx, c); err != nil {
		return s.words(err)
	}
	defer func() {
		if e := c.rollback(ctx); e != nil && err == nil {
			err = s.words(fmt.Errorf("read the books: %w", e))
		}
	}()
	return s.words(fn(ctx, &View{Queries: New(c), s: c, now: At(s.Now())}))
}

// ReadLong is Read for what may take minutes of a large shop: a server does not
// stop it after its usual time, only ctx does.
func (s *Store) ReadLong(ctx context.Context, fn func(ctx context.Context, v *View) error) error {
	return s.Read(ctx, func(ctx context.Context, v *View) error {
		if err := s.engine.patient(ctx, v.s); err != nil {
			return err
		}
		return fn(ctx, v)
	})
}

// words is what a person is told of an error. Time that is up means a file that
// others keep busy; on a server, that it does not answer.
func (s *Store) words(err error) error {
	if _, file := s.engine.(*sqliteFile); file && KindOf(err) == "" && errors.Is(err, context.DeadlineExceeded) {
		f := busy()
		f.Err = err
		return f
	}
	return words(err)
}

// take takes a session out of a pool, connecting where there is none yet or
// none any more.
func (s *Store) take(ctx context.Context, pool chan *session, connect func(context.Context) (*session, error)) (*session, error) {
	select {
	case c := <-pool:
		if f := s.gone.Load(); f != nil && pool == s.writing && ctx.Value(moving{}) == nil {
			pool <- c
			return nil, f
		}
		if c != nil {
			return c, nil
		}
		age := s.age.Load()
		c, err := connect(ctx)
		if err != nil {
			pool <- nil
			return nil, words(err)
		}
		c.age = age
		return c, nil
	case <-ctx.Done():
		f := busy()
		f.Err = ctx.Err()
		return nil, f
	}
}

// give puts a session back, or makes room for another where it is broken.
func (s *Store) give(pool chan *session, c *session) {
	if c != nil && c.age != s.age.Load() {
		c.discard()
	}
	if c != nil && c.broken() {
		_ = c.close() // there is nothing left to lose
		c = nil
	}
	pool <- c
}

// Watch calls fn after every committed write, of this desk and of others, until
// the returned function is called. fn runs on the writer's goroutine, or on that
// which hears of the other desks, and must be quick.
func (s *Store) Watch(fn func(Changed)) (stop func()) {
	s.follow()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watcher++
	id := s.watcher
	s.watchers[id] = fn
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watchers, id)
	}
}

func (s *Store) tell(c Changed) {
	s.mu.Lock()
	fns := make([]func(Changed), 0, len(s.watchers))
	for _, id := range sortedKeys(s.watchers) {
		fns = append(fns, s.watchers[id])
	}
	s.mu.Unlock()
	for _, fn := range fns {
		fn(c)
	}
}
