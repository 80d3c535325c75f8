package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
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
	path    string
	clock   func() time.Time
	lock    *flock.Flock
	writer  *sql.DB
	reader  *sql.DB
	writing chan *session // holds the one writing session while nobody writes
	reading chan *session
	plan    func(ctx context.Context, tx *Tx, order int64) error

	mu       sync.Mutex
	watchers map[int]func(Changed)
	watcher  int
}

// Changed tells what a committed write touched, so that pages that show it
// read it again.
type Changed struct {
	Op       int64
	Title    string
	Entities map[string][]int64 // "order" → ids; see Tx.Record
}

// Open opens the shop in the SQLite file at path, making it where there is
// none. It refuses a file that another window has open, one that a newer
// program wrote, one that is damaged, and one on a network share, each with
// what to do.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	s := &Store{path: path, clock: o.Clock, watchers: make(map[int]func(Changed)), writing: make(chan *session, 1), reading: make(chan *session, readers)}
	if s.clock == nil {
		s.clock = time.Now
	}
	w, r, err := openSQLite(ctx, path)
	if err != nil {
		return nil, err
	}
	s.writer, s.reader = w, r
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) start(ctx context.Context) error {
	s.lock = flock.New(s.path + ".lock")
	got, err := s.lock.TryLock()
	if err != nil {
		return &Fault{Kind: KindUnavailable, Message: "the shop's file can't be kept for this window", Hint: "check the rights of " + s.lock.Path() + " and of its folder", Err: err}
	}
	if !got {
		s.lock = nil
		return Refused("one window", "go to the window that is open; for several desks use PostgreSQL",
			"the shop %s is open in another window of Packbench", filepath.Base(s.path))
	}
	if err := migrate(ctx, s.writer); err != nil {
		return words(err)
	}
	w, err := newSession(ctx, s.writer)
	if err != nil {
		return err
	}
	s.writing <- w
	for range readers {
		// Readers connect when they are first needed: a nil session waits for that.
		s.reading <- nil
	}
	return nil
}

// Close ends every connection and lets go of the file.
func (s *Store) Close() error {
	var errs []error
	for _, pool := range []chan *session{s.writing, s.reading} {
		for len(pool) > 0 {
			if c := <-pool; c != nil {
				errs = append(errs, c.close())
			}
		}
	}
	errs = append(errs, s.reader.Close(), s.writer.Close())
	if s.lock != nil {
		errs = append(errs, s.lock.Unlock())
	}
	return errors.Join(errs...)
}

// PlanWith says how an order's shipments are planned that got what it waited
// for: fn is called at the end of the write that brought it, in its
// transaction. It is set once, before the first write.
func (s *Store) PlanWith(fn func(ctx context.Context, tx *Tx, order int64) error) { s.plan = fn }

// Path is where the shop's file lies.
func (s *Store) Path() string { return s.path }

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
	c, err := take(ctx, s.reading)
	if err != nil {
		return err
	}
	defer func() { s.reading <- c }()
	if c == nil {
		if c, err = newSession(ctx, s.reader); err != nil {
			return err
		}
	}
	if _, err := c.ExecContext(ctx, "BEGIN"); err != nil {
		return fmt.Errorf("read the books: %w", words(err))
	}
	defer func() {
		// The context may be over; the transaction must end all the same.
		if _, e := c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK"); e != nil && err == nil {
			err = fmt.Errorf("read the books: %w", e)
		}
	}()
	return words(fn(ctx, &View{Queries: New(c), s: c, now: At(s.Now())}))
}

func take(ctx context.Context, pool chan *session) (*session, error) {
	select {
	case c := <-pool:
		return c, nil
	case <-ctx.Done():
		return nil, &Fault{Kind: KindUnavailable, Message: "the books are busy", Hint: "try again in a moment", Err: ctx.Err()}
	}
}

// Watch calls fn after every committed write until the returned function is
// called. fn runs on the writer's goroutine and must be quick.
func (s *Store) Watch(fn func(Changed)) (stop func()) {
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
