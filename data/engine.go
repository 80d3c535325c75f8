package data

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// engine is what the two engines, SQLite in a file and PostgreSQL on a server,
// do each in its own way. All else is the same SQL and the same Go.
type engine interface {
	// writer and reader connect once more, for writing or for reading alone.
	writer(ctx context.Context) (*session, error)
	reader(ctx context.Context) (*session, error)
	// beginWrite begins a write: when it returns, nobody else writes before
	// this one has ended. beginRead begins to read one moment of the books.
	beginWrite(ctx context.Context, c *session) error
	beginRead(ctx context.Context, c *session) error
	// migrate brings the books up to this program's schema, and refuses those
	// of a newer program.
	migrate(ctx context.Context) error
	// listen begins to wait for what others write.
	listen(ctx context.Context) (listener, error)
	// copying are the statements before and after a copy of all tables.
	copying(tables []string) (before, after []string)
	// patient lets a transaction that has begun take its time, and shut closes
	// the books for every desk that has them open when it commits.
	patient(ctx context.Context, c *session) error
	shut(ctx context.Context, c *session) error
	// copyTo writes a verified copy of the books to a file, and its manifest.
	copyTo(ctx context.Context, path string, now time.Time) (Manifest, error)
	// scrub takes out of the engine's files what was deleted or written over.
	scrub(ctx context.Context, c *session) error
	// aside is how what is no part of the books is written.
	aside(s *Store) aside
	// shared says that other windows or desks may have the books open, too.
	shared() bool
	// place says where the books are, without any secret.
	place() string
	close() error
	finder
}

// finder is how an engine looks for words in search_docs.
type finder interface {
	// searchQuery finds the records that hold every part, and a word that
	// begins with each of starts, of a kind ("" for any).
	searchQuery(kind string, parts, starts []string, limit int) (query string, args []any)
	// indexWords brings the engine's index of a record from one text to another.
	indexWords(ctx context.Context, c *session, id int64, was, is string) error
}

// connect opens the engine that a place names: the URL of a server, or the path
// of a file.
func connect(ctx context.Context, place string) (engine, error) {
	if IsServer(place) {
		return connectPostgres(ctx, place)
	}
	return connectSQLite(ctx, place)
}

// IsServer says whether a place names a PostgreSQL server rather than a file.
func IsServer(place string) bool {
	return strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://")
}

// outcome says what a failed statement means for the write that it was part of.
type outcome int

const (
	failed   outcome = iota // rolled back, nothing written, give the error on
	again                   // busy or a lost race: the whole function may run again
	unknown                 // the commit may have happened: ask again, which looks the operation up
	doubtful                // the disk failed: open the books anew, then look the operation up
)

func classify(err error) outcome {
	for _, ask := range []func(error) (outcome, bool){classifySQLite, classifyPostgres} {
		if o, mine := ask(err); mine {
			return o
		}
	}
	return failed
}

// words turns what an engine says into what a person can act on.
func words(err error) error {
	if err == nil || KindOf(err) != "" {
		return err
	}
	for _, ask := range []func(error) *Fault{wordsOfSQLite, wordsOfPostgres} {
		if f := ask(err); f != nil {
			f.Err = err
			return f
		}
	}
	return err
}

// What both engines have to say of the same thing.
func taken() *Fault {
	return &Fault{Kind: KindConflict, Message: "there is already one with this name, number or code", Hint: "choose another"}
}

func notAddingUp() *Fault {
	return &Fault{Kind: KindRefused, Rule: "books", Message: "the books would not add up after this", Hint: "look at the record again; someone may have changed it"}
}

func busy() *Fault {
	return &Fault{Kind: KindUnavailable, Message: "the books are busy", Hint: "try again in a moment"}
}

func full() *Fault {
	return &Fault{Kind: KindUnavailable, Message: "the disk is full, so nothing was changed", Hint: "free some space, then try again"}
}

func newerShop(have int64) error {
	return Refused("schema", "update Packbench on this machine, then open the shop again",
		"this shop was written by a newer Packbench (version %d of its records; this program knows %d)", have, schemaVersion)
}

// begin wraps what went wrong at the beginning of a transaction.
func begun(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

// Without gives a place as people may read it: a server's URL without user and
// password.
func Without(place string) string {
	if !IsServer(place) {
		return place
	}
	u, err := url.Parse(place)
	if err != nil {
		return "the server"
	}
	return "postgres://" + u.Host + u.Path
}

// WithoutPassword gives a place as it may be kept: a server's URL without its
// password, all else as it is.
func WithoutPassword(place string) string {
	if !IsServer(place) {
		return place
	}
	u, err := url.Parse(place)
	if err != nil {
		return Without(place)
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	if u.RawQuery != "" {
		q := u.Query()
		q.Del("password")
		q.Del("sslpassword")
		u.RawQuery = q.Encode()
	}
	return u.String()
}
