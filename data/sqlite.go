package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// readers is how many questions are answered at once.
const readers = 4

var driverSetup = sync.OnceValue(func() error {
	sqlite.StrictPragmas(true)
	// Without this an ordinary open and close of the file anywhere in the
	// process would drop SQLite's lock on Linux.
	_, err := sqlite.OFDLocking(true)
	if err != nil && !strings.Contains(err.Error(), "support") {
		return fmt.Errorf("set file locking: %w", err)
	}
	return nil
})

func sqliteDSN(path string, writer bool) string {
	q := url.Values{}
	for _, p := range []string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "fullfsync(1)", "foreign_keys(1)", "mmap_size(0)"} {
		q.Add("_pragma", p)
	}
	// Pages in kibibytes: the writer's and four readers' come to 64 MB at most,
	// so that the window stays light; the system keeps the rest of the file.
	// A write's small tables stay in memory; what a reader sorts (all orders by
	// their total, all moves in the self-check) goes to a file when it is big.
	if writer {
		q.Add("_pragma", "temp_store(2)")
		q.Add("_pragma", "cache_size(-32768)")
	} else {
		q.Add("_pragma", "cache_size(-8192)")
		q.Add("_pragma", "query_only(1)")
	}
	q.Set("_defensive", "1")
	u := url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}
	return u.String()
}

// sqliteFile is a shop in one file, open for one writer and a few readers.
type sqliteFile struct {
	path          string
	lock          *flock.Flock
	alone         bool // no other window has it
	writing, read *sql.DB
}

// connectSQLite opens the file, making it with rights for its owner alone where
// it is new.
func connectSQLite(ctx context.Context, path string) (engine, error) {
	if err := driverSetup(); err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find the shop %s: %w", path, err)
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the shop: %w", err)
	}
	if err := refuseNetworkShare(filepath.Dir(abs)); err != nil {
		return nil, err
	}
	if err := refuseForeign(ctx, abs); err != nil {
		return nil, err
	}
	f := &sqliteFile{path: path}
	if f.writing, err = sql.Open("sqlite", sqliteDSN(abs, true)); err != nil {
		return nil, fmt.Errorf("open the shop: %w", err)
	}
	f.writing.SetMaxOpenConns(1)
	if f.read, err = sql.Open("sqlite", sqliteDSN(abs, false)); err != nil {
		return nil, errors.Join(fmt.Errorf("open the shop: %w", err), f.close())
	}
	f.read.SetMaxOpenConns(readers + 1) // and one that listens
	if err := f.writing.PingContext(ctx); err != nil {
		return nil, errors.Join(damaged(err), f.close())
	}
	if f.alone, err = f.keep(); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

// keep locks the file: for this window alone while it is brought up to this
// program's version, and then together with other windows of the same version.
// alone says that no other window has it.
func (f *sqliteFile) keep() (alone bool, err error) {
	lock := flock.New(f.path + ".lock")
	if alone, err = lock.TryLock(); err == nil && !alone {
		var shared bool
		if shared, err = lock.TryRLock(); err == nil && !shared {
			return false, Refused("one window", "wait until that has ended, then try again",
				"the shop %s is being restored or brought up to a new version", filepath.Base(f.path))
		}
	}
	if err != nil {
		return false, &Fault{Kind: KindUnavailable, Message: "the shop's file can't be kept for this window", Hint: "check the rights of " + lock.Path() + " and of its folder", Err: err}
	}
	f.lock = lock
	return alone, nil
}

// share lets other windows in.
func (f *sqliteFile) share() error {
	if err := f.lock.Unlock(); err != nil {
		return err
	}
	ok, err := f.lock.TryRLock()
	if err == nil && !ok {
		return Refused("one window", "wait until that has ended, then try again", "the shop %s is being restored", filepath.Base(f.path))
	}
	return err
}

// keepAlone keeps other windows out until share; it refuses where one is open.
func (f *sqliteFile) keepAlone() error {
	if err := f.lock.Unlock(); err != nil {
		return err
	}
	if alone, err := f.lock.TryLock(); alone || err != nil {
		return err
	}
	return errors.Join(Refused("one window", "close every other window of Packbench first", "the shop is open in another window"), f.share())
}

func (f *sqliteFile) writer(ctx context.Context) (*session, error) {
	return newSession(ctx, f.writing, f)
}
func (f *sqliteFile) reader(ctx context.Context) (*session, error) { return newSession(ctx, f.read, f) }

func (f *sqliteFile) beginWrite(ctx context.Context, c *session) error {
	_, err := c.ExecContext(ctx, "BEGIN IMMEDIATE")
	return begun("begin to write", err)
}

func (f *sqliteFile) beginRead(ctx context.Context, c *session) error {
	_, err := c.ExecContext(ctx, "BEGIN")
	return begun("read the books", err)
}

// versions watches the number that SQLite counts up for a connection whenever
// another one has written.
type versions struct {
	c    *session
	last int64
}

const lookEach = 250 * time.Millisecond

func (f *sqliteFile) listen(ctx context.Context) (listener, error) {
	c, err := f.reader(ctx)
	if err != nil {
		return nil, err
	}
	v := &versions{c: c}
	return v, v.look(ctx)
}

func (v *versions) look(ctx context.Context) error {
	return v.c.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v.last)
}

func (v *versions) wait(ctx context.Context) error {
	each := time.NewTicker(lookEach)
	defer each.Stop()
	for was := v.last; v.last == was; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-each.C:
		}
		if err := v.look(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (v *versions) close() { _ = v.c.close() }

// copying makes the indexes of the search anew.
func (f *sqliteFile) copying([]string) (before, after []string) {
	return nil, []string{"INSERT INTO search_parts (search_parts) VALUES ('rebuild')", "INSERT INTO search_starts (search_starts) VALUES ('rebuild')"}
}

// A file's transactions have no clock, and nobody else has a file open that is
// closed for good.
func (f *sqliteFile) patient(context.Context, *session) error { return nil }
func (f *sqliteFile) shut(context.Context, *session) error    { return nil }

func (f *sqliteFile) shared() bool  { return !f.alone }
func (f *sqliteFile) place() string { return f.path }

func (f *sqliteFile) close() error {
	var errs []error
	for _, db := range []*sql.DB{f.read, f.writing} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if f.lock != nil {
		errs = append(errs, f.lock.Unlock())
	}
	return errors.Join(errs...)
}

// migrate keeps the version of the books in the file's own number for it.
func (f *sqliteFile) migrate(ctx context.Context) error {
	var have int64
	if err := f.writing.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return fmt.Errorf("read the shop's version: %w", err)
	}
	switch {
	case have > schemaVersion:
		return newerShop(have)
	case have < schemaVersion && !f.alone:
		return Refused("one window", "close the other window of Packbench, which is an older one, then try again", "the shop %s must be brought up to this version first", filepath.Base(f.path))
	case have < schemaVersion:
		if err := f.bringUp(ctx, have); err != nil {
			return err
		}
	}
	if f.alone {
		return f.share()
	}
	return nil
}

// bringUp brings the file up to this program's schema. Books that somebody has
// worked in are copied first.
func (f *sqliteFile) bringUp(ctx context.Context, have int64) error {
	if have > 0 {
		if _, err := f.copyTo(ctx, fmt.Sprintf("%s.version-%d", f.path, have), time.Now()); err != nil {
			return fmt.Errorf("copy the shop before it is brought up to date: %w", err)
		}
	}
	if err := bringUp(ctx, f.writing, goose.DialectSQLite3, sqliteWords, sqliteSchema); err != nil {
		return err
	}
	if _, err := f.writing.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", schemaVersion)); err != nil {
		return fmt.Errorf("write the shop's version: %w", err)
	}
	return nil
}

// sqliteSchema is what SQLite alone needs: the search indexes and the triggers
// that keep the ledger append-only. PostgreSQL does the same with pg_trgm and
// with the rights of its roles.
const sqliteSchema = `
CREATE VIRTUAL TABLE IF NOT EXISTS search_parts USING fts5(words, content='search_docs', content_rowid='id', tokenize='trigram', detail='full');
CREATE VIRTUAL TABLE IF NOT EXISTS search_starts USING fts5(words, content='search_docs', content_rowid='id', tokenize='unicode61', prefix='1 2 3');
CREATE INDEX IF NOT EXISTS search_codes ON search_docs (kind, substr(words, 1, 40)) WHERE kind <> 'order';
CREATE INDEX IF NOT EXISTS search_titles ON search_docs (kind, lower(title)) WHERE kind <> 'order';
CREATE TRIGGER IF NOT EXISTS moves_no_update BEFORE UPDATE ON moves BEGIN SELECT RAISE(ABORT, 'moves are never edited'); END;
CREATE TRIGGER IF NOT EXISTS moves_no_delete BEFORE DELETE ON moves BEGIN SELECT RAISE(ABORT, 'moves are never deleted'); END;
CREATE TRIGGER IF NOT EXISTS payments_no_update BEFORE UPDATE ON payments BEGIN SELECT RAISE(ABORT, 'payments are never edited'); END;
CREATE TRIGGER IF NOT EXISTS payments_no_delete BEFORE DELETE ON payments BEGIN SELECT RAISE(ABORT, 'payments are never deleted'); END;
`

func classifySQLite(err error) (outcome, bool) {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return failed, false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return again, true
	case sqlite3.SQLITE_IOERR:
		return doubtful, true
	}
	return failed, true
}

func wordsOfSQLite(err error) *Fault {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return nil
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CONSTRAINT:
		if e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY {
			return taken()
		}
		return notAddingUp()
	case sqlite3.SQLITE_FULL:
		return full()
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return busy()
	case sqlite3.SQLITE_IOERR:
		return &Fault{Kind: KindUnavailable, Message: "the disk reported an error", Hint: "close Packbench, check the disk, and open the shop again"}
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return brokenFile()
	case sqlite3.SQLITE_READONLY:
		return &Fault{Kind: KindUnavailable, Rule: ruleReadOnly, Message: "the shop's file may not be written", Hint: "nothing you typed is lost; check the rights of the file and its folder, and that the disk takes writes"}
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return &Fault{Kind: KindUnavailable, Message: "the shop's file may not be written", Hint: "check the rights of the file and its folder"}
	}
	return nil
}

func brokenFile() *Fault {
	return &Fault{Kind: KindRefused, Rule: ruleDamaged, Message: "the shop's file is damaged; it was left as it is", Hint: "restore the newest backup with: packbench restore FILE"}
}

// damaged says what stopped the opening of a file.
func damaged(err error) error { return words(fmt.Errorf("open the shop: %w", err)) }
