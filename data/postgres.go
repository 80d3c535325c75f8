package data

import (
	"context"
	"crypto/x509"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

// leastServer is the oldest PostgreSQL that a shop may be on.
const leastServer = 150000

// postgresWords are the words of the migrations that PostgreSQL needs more of.
// Text is compared byte by byte, as SQLite does it: the same order on every
// server, whatever language it was set up in.
var postgresWords = strings.NewReplacer(" TEXT", ` TEXT COLLATE "C"`, " /*strict*/", "")

// postgres is a shop on a server, for several desks.
type postgres struct {
	db  *sql.DB
	cfg *pgx.ConnConfig
	url string
}

// connectPostgres reaches a server. Every wait has an end: for the connection,
// for a statement, for a lock, for a desk that began to write and went away.
func connectPostgres(ctx context.Context, url string) (engine, error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		// The error may quote the URL, and with it the password.
		return nil, Refused("server", "write it as postgres://user@host/database", "this is not the address of a server")
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = connectTime
	}
	for name, value := range map[string]string{
		"application_name": "packbench", "timezone": "UTC", "statement_timeout": "15s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "30s",
	} {
		if _, set := cfg.RuntimeParams[name]; !set {
			cfg.RuntimeParams[name] = value
		}
	}
	// Compiling a query takes a hundred times longer than these take to run; a
	// server of another make that does not know the word needs no telling.
	quick := stdlib.OptionAfterConnect(func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, "SET jit = off")
		var e *pgconn.PgError
		if errors.As(err, &e) {
			return nil
		}
		return err
	})
	p := &postgres{db: sql.OpenDB(pipes{stdlib.GetConnector(*cfg, quick)}), cfg: cfg, url: url}
	p.db.SetMaxOpenConns(readers + 3)
	if err := p.look(ctx); err != nil {
		return nil, errors.Join(words(err), p.close())
	}
	return p, nil
}

// look refuses a server that is too old and a database that is not a shop's
// before anything is written there.
func (p *postgres) look(ctx context.Context) error {
	var version string
	if err := p.db.QueryRowContext(ctx, "SHOW server_version_num").Scan(&version); err != nil {
		return fmt.Errorf("reach the server: %w", err)
	}
	if n, err := strconv.Atoi(version); err == nil && n < leastServer {
		return Refused("server", "use PostgreSQL 15 or newer", "the server at %s is PostgreSQL %d", p.cfg.Host, n/10000)
	}
	var tables, ours int64
	if err := p.db.QueryRowContext(ctx, "SELECT COUNT(*), COUNT(CASE WHEN table_name = 'goose_db_version' THEN 1 END) FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'").Scan(&tables, &ours); err != nil {
		return fmt.Errorf("look at the database: %w", err)
	}
	if tables > 0 && ours == 0 {
		return Refused("server", "make an empty database for the shop: createdb shop", "the database %s belongs to another program: it is not a shop", p.cfg.Database)
	}
	return nil
}

func (p *postgres) writer(ctx context.Context) (*session, error) { return newSession(ctx, p.db, p) }
func (p *postgres) reader(ctx context.Context) (*session, error) { return newSession(ctx, p.db, p) }

// beginWrite waits for its turn at one row: writes follow each other, as they do
// in a file, whichever desk they come from. So what a write has looked at stays
// as it is until it ends, numbers have no gap, and the history has one order. The
// turn is asked for together with the first thing that the write asks.
func (p *postgres) beginWrite(ctx context.Context, c *session) error {
	return begun("begin to write", errors.Join(c.begin("BEGIN"), New(c).takeTurn(ctx)))
}

// turnShut is in the row at which writes take turns once the shop has moved, so
// that a desk that still has it open here writes nothing that would be lost: the
// statement that takes the turn divides by what it finds there, less this.
const turnShut = -1

func (p *postgres) shut(ctx context.Context, c *session) error {
	_, err := c.ExecContext(ctx, "UPDATE counters SET n = $1 WHERE name = 'turn'", int64(turnShut))
	return err
}

// foundShut says that a write found its turn shut.
func foundShut(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == "22012"
}

var takesItsTime = []string{"SET LOCAL statement_timeout = 0", "SET LOCAL idle_in_transaction_session_timeout = 0"}

func (p *postgres) patient(ctx context.Context, c *session) error {
	for _, q := range takesItsTime {
		if _, err := c.conn.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

func (p *postgres) beginRead(_ context.Context, c *session) error {
	return begun("read the books", c.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
}

// notices is a connection that hears when another desk has written. News come
// within a moment by it; what it misses is found some seconds later by looking.
type notices struct{ c *pgx.Conn }

const (
	noticed   = "packbench"
	askAnyhow = 2 * time.Second
)

func (p *postgres) listen(ctx context.Context) (listener, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	c, err := pgx.ConnectConfig(ctx, p.cfg)
	if err != nil {
		return nil, err
	}
	// A server of another make may know no such word; then asking must do.
	var e *pgconn.PgError
	if _, err := c.Exec(ctx, "LISTEN "+noticed); err != nil && !errors.As(err, &e) {
		return nil, errors.Join(err, c.Close(ctx))
	}
	return &notices{c}, nil
}

func (n *notices) wait(ctx context.Context) error {
	soon, cancel := context.WithTimeout(ctx, askAnyhow)
	defer cancel()
	_, err := n.c.WaitForNotification(soon)
	if soon.Err() != nil {
		return ctx.Err()
	}
	return err
}

func (n *notices) close() {
	ctx, cancel := context.WithTimeout(context.Background(), endTime)
	defer cancel()
	_ = n.c.Close(ctx)
}

func (p *postgres) announce(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, endTime)
	defer cancel()
	_, err := p.db.ExecContext(ctx, "NOTIFY "+noticed)
	return err
}

// copying takes its time, lets the numbers of new rows begin after those that
// came, and gives the server what it alone has.
func (p *postgres) copying(tables []string) (before, after []string) {
	after = []string{"INSERT INTO counters (name, n) VALUES ('turn', 0) ON CONFLICT (name) DO NOTHING"}
	for _, t := range tables {
		after = append(after, fmt.Sprintf(`DO $$ BEGIN
			IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '%[1]s' AND column_name = 'id' AND is_identity = 'YES') THEN
				PERFORM setval(pg_get_serial_sequence('%[1]s', 'id'), GREATEST((SELECT COALESCE(MAX(id), 0) FROM %[1]s), 1), (SELECT COUNT(*) > 0 FROM %[1]s));
			END IF; END $$`, t))
	}
	return takesItsTime, append(after, "ANALYZE")
}

func (p *postgres) shared() bool { return true }

func (p *postgres) place() string { return Without(p.url) }

func (p *postgres) close() error { return p.db.Close() }

// postgresSchema is what PostgreSQL alone needs: the index of parts of words.
const postgresSchema = `
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX IF NOT EXISTS search_words ON search_docs USING gin (words gin_trgm_ops);
CREATE INDEX IF NOT EXISTS search_codes ON search_docs (kind, substr(words, 1, 40)) WHERE kind <> 'order';
CREATE INDEX IF NOT EXISTS search_titles ON search_docs (kind, lower(title)) WHERE kind <> 'order';
INSERT INTO counters (name, n) VALUES ('turn', 0) ON CONFLICT (name) DO NOTHING;
`

func (p *postgres) migrate(ctx context.Context) error {
	store, err := database.NewStore(goose.DialectPostgres, goose.DefaultTablename)
	if err != nil {
		return fmt.Errorf("read the shop's version: %w", err)
	}
	have, err := store.GetLatestVersion(ctx, p.db)
	var e *pgconn.PgError
	switch {
	case errors.As(err, &e) && e.Code == "42P01", errors.Is(err, database.ErrVersionNotFound):
		have = 0
	case err != nil:
		return fmt.Errorf("read the shop's version: %w", err)
	}
	switch {
	case have > schemaVersion:
		return newerShop(have)
	case have == schemaVersion:
		return nil
	}
	if have > 0 {
		if err := p.copyFirst(ctx, have); err != nil {
			return err
		}
	}
	if err := bringUp(ctx, p.db, goose.DialectPostgres, postgresWords, postgresSchema); err != nil {
		return err
	}
	return p.keepRoles(ctx)
}

// searchQuery looks through the index of three letters. Words begin after a
// space or at the front.
func (p *postgres) searchQuery(kind string, parts, starts []string, limit int) (string, []any) {
	query := "SELECT kind, ref_id, title, detail FROM search_docs WHERE TRUE"
	var args []any
	for _, w := range parts {
		args = append(args, "%"+liked(w)+"%")
		query += " AND words LIKE $" + strconv.Itoa(len(args))
	}
	for _, w := range starts {
		args = append(args, liked(w)+"%", "% "+liked(w)+"%")
		query += " AND (words LIKE $" + strconv.Itoa(len(args)-1) + " OR words LIKE $" + strconv.Itoa(len(args)) + ")"
	}
	if kind != "" {
		args = append(args, kind)
		query += " AND kind = $" + strconv.Itoa(len(args))
	}
	args = append(args, limit)
	return query + " LIMIT $" + strconv.Itoa(len(args)), args
}

// indexWords has nothing to do: the server keeps its index itself.
func (p *postgres) indexWords(context.Context, *session, int64, string, string) error { return nil }

// liked makes a text that LIKE takes for itself.
var likeWords = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func liked(text string) string { return likeWords.Replace(text) }

// classifyPostgres sorts what the server, or the way to it, says. What the
// driver thinks safe to repeat is not asked: after a commit it can be wrong, and
// looking the operation up never is.
func classifyPostgres(err error) (outcome, bool) {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		switch {
		case e.Code == "40001", e.Code == "40P01", e.Code == "55P03":
			return again, true
		case e.Code == "57P01", e.Code == "57P02", e.Code == "57P03", strings.HasPrefix(e.Code, "08"):
			return unknown, true
		}
		return failed, true
	}
	return unknown, lost(err)
}

// lost says that the way to the server broke.
func lost(err error) bool {
	var n net.Error
	var connect *pgconn.ConnectError
	return errors.As(err, &connect) || errors.As(err, &n) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, sql.ErrConnDone) || errors.Is(err, driver.ErrBadConn) || err != nil && strings.Contains(err.Error(), "conn closed")
}

// wayBroken says what stands between this desk and the server.
func wayBroken(err error) *Fault {
	var name *net.DNSError
	var untrusted x509.UnknownAuthorityError
	var other x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &name):
		return &Fault{Kind: KindUnavailable, Rule: "server", Field: "host", Message: "no machine is called " + name.Name, Hint: "check the name in the server's address, and the network"}
	case errors.As(err, &untrusted), errors.As(err, &other), errors.As(err, &invalid):
		return &Fault{Kind: KindRefused, Rule: "server", Field: "host", Message: "the server's certificate does not match",
			Hint: "check the address; if the server has a certificate of its own, give its file with sslrootcert=FILE"}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &Fault{Kind: KindUnavailable, Rule: "server", Field: "port", Message: "the server's machine answers, but no PostgreSQL does", Hint: "check the port in the address, and that the server is running"}
	case err != nil && strings.Contains(err.Error(), "refused TLS"):
		return &Fault{Kind: KindRefused, Rule: "server", Field: "host", Message: "the server speaks no encryption, which the address asks for", Hint: "set a certificate up on the server, or take sslmode out of the address in a network that you trust"}
	case lost(err):
		return &Fault{Kind: KindUnavailable, Rule: "server", Field: "host", Message: "the server can't be reached", Hint: "check the network and the server; Packbench tries again by itself"}
	}
	return nil
}

// WantsPassword says that a server did not let somebody in whose password was
// wrong, or missing.
func WantsPassword(err error) bool {
	var f *Fault
	return errors.As(err, &f) && f.Rule == "server" && f.Field == "password"
}

func wordsOfPostgres(err error) *Fault {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return wayBroken(err)
	}
	switch e.Code {
	case "23505":
		return taken()
	case "23514", "23503", "23502":
		return notAddingUp()
	case "40001", "40P01", "55P03", "57014":
		return busy()
	case "53100":
		return full()
	case "53300":
		return &Fault{Kind: KindUnavailable, Rule: "server", Message: "the server has no room for another desk", Hint: "close a window of Packbench somewhere, or raise max_connections on the server"}
	case "28P01", "28000":
		return &Fault{Kind: KindRefused, Rule: "server", Field: "password", Message: "the server does not let this user in", Hint: "check user and password; who looks after the server can set another"}
	case "3D000":
		return &Fault{Kind: KindRefused, Rule: "server", Field: "database", Message: "there is no such database on the server", Hint: "make it on the server with: createdb NAME"}
	case "42501":
		return &Fault{Kind: KindRefused, Rule: "rights", Message: "the server does not allow this user to do that", Hint: "ask who looks after the server for the right"}
	case "25006":
		return &Fault{Kind: KindUnavailable, Rule: ruleReadOnly, Message: "the server takes no writes now", Hint: "nothing you typed is lost: try again when it does, or ask who looks after the server"}
	case "57P01", "57P02", "57P03":
		return &Fault{Kind: KindUnavailable, Rule: "server", Message: "the server is being restarted", Hint: "wait a moment; Packbench tries again by itself"}
	}
	return nil
}
