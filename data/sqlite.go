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

// openSQLite opens the file for one writer and a few readers, making it with
// rights for its owner alone where it is new.
func openSQLite(ctx context.Context, path string) (writer, reader *sql.DB, err error) {
	if err := driverSetup(); err != nil {
		return nil, nil, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, nil, fmt.Errorf("find the shop %s: %w", path, err)
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
		return nil, nil, fmt.Errorf("make the folder of the shop: %w", err)
	}
	if err := refuseNetworkShare(filepath.Dir(abs)); err != nil {
		return nil, nil, err
	}
	if err := refuseForeign(ctx, abs); err != nil {
		return nil, nil, err
	}
	if writer, err = sql.Open("sqlite", sqliteDSN(abs, true)); err != nil {
		return nil, nil, fmt.Errorf("open the shop: %w", err)
	}
	writer.SetMaxOpenConns(1)
	if reader, err = sql.Open("sqlite", sqliteDSN(abs, false)); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("open the shop: %w", err), writer.Close())
	}
	reader.SetMaxOpenConns(readers)
	if err := writer.PingContext(ctx); err != nil {
		return nil, nil, errors.Join(damaged(err), writer.Close(), reader.Close())
	}
	return writer, reader, nil
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

// outcome says what a failed statement means for the write that it was part of.
type outcome int

const (
	failed  outcome = iota // rolled back, nothing written, give the error on
	again                  // busy or a lost race: the whole function may run again
	unknown                // the commit may have happened: look the operation up
)

func classify(err error) outcome {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return failed
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return again
	case sqlite3.SQLITE_IOERR:
		return unknown
	}
	return failed
}

// words turns what the engine says into what a person can act on.
func words(err error) error {
	var e *sqlite.Error
	if err == nil || !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CONSTRAINT:
		if e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY {
			return &Fault{Kind: KindConflict, Message: "there is already one with this name, number or code", Hint: "choose another", Err: err}
		}
		return &Fault{Kind: KindRefused, Rule: "books", Message: "the books would not add up after this", Hint: "look at the record again; someone may have changed it", Err: err}
	case sqlite3.SQLITE_FULL:
		return &Fault{Kind: KindUnavailable, Message: "the disk is full, so nothing was changed", Hint: "free some space, then try again", Err: err}
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return &Fault{Kind: KindUnavailable, Message: "the books are busy", Hint: "try again in a moment", Err: err}
	case sqlite3.SQLITE_IOERR:
		return &Fault{Kind: KindUnavailable, Message: "the disk reported an error", Hint: "close Packbench, check the disk, and open the shop again", Err: err}
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return damaged(err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return &Fault{Kind: KindUnavailable, Message: "the shop's file may not be written", Hint: "check the rights of the file and its folder", Err: err}
	}
	return err
}

func damaged(err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_CORRUPT || e.Code()&0xff == sqlite3.SQLITE_NOTADB) {
		return &Fault{Kind: KindRefused, Rule: "file", Message: "the shop's file is damaged; it was left as it is",
			Hint: "restore the newest backup with: packbench restore FILE", Err: err}
	}
	return words(fmt.Errorf("open the shop: %w", err))
}
