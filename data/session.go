package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// session is one connection with its prepared statements. Statements are kept
// for the life of the connection, so that a keystroke or an order costs no
// planning. It is used by one goroutine at a time.
type session struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	age   int64 // of the store, when it connected
	pipe  *pipe // the way to a server; a file has none

	voice  *voice // who speaks, while several do
	failed error  // what stopped them all
	finder
}

func newSession(ctx context.Context, db *sql.DB, f finder) (*session, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("open the shop's books: %w", err)
	}
	s := &session{conn: c, stmts: make(map[string]*sql.Stmt), finder: f}
	return s, c.Raw(func(way any) error {
		s.pipe, _ = way.(*pipe)
		return nil
	})
}

// endTime is how long the end of a transaction may take whose own time is over.
const endTime = 3 * time.Second

// raw gives the way to the server, while nobody else uses it.
func (s *session) raw(do func(*pipe) error) error {
	return s.conn.Raw(func(any) error { return do(s.pipe) })
}

// begin lets a transaction begin with the first thing that is asked of the server.
func (s *session) begin(how string) error {
	return s.raw(func(p *pipe) error {
		p.begin(how)
		return nil
	})
}

// flush sends what waits for the next question.
func (s *session) flush(ctx context.Context) error {
	if s.pipe == nil {
		return nil
	}
	return s.raw(func(p *pipe) error { return p.flush(ctx) })
}

// commit ends a transaction. An error does not mean that nothing was written.
func (s *session) commit(ctx context.Context) error {
	if s.pipe != nil {
		return s.raw(func(p *pipe) error { return p.commit(ctx) })
	}
	_, err := s.conn.ExecContext(ctx, "COMMIT")
	return err
}

// rollback ends a transaction also when the context is over.
func (s *session) rollback(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	if s.pipe != nil {
		return s.raw(func(p *pipe) error { return p.rollback(ctx) })
	}
	_, err := s.conn.ExecContext(ctx, "ROLLBACK")
	return err
}

// broken says that the connection is of no more use.
func (s *session) broken() bool {
	dead := false
	err := s.raw(func(p *pipe) error {
		dead = p != nil && p.Conn.Conn().IsClosed()
		return nil
	})
	return dead || err != nil
}

// discard ends the connection itself, which close would keep for the next.
func (s *session) discard() {
	s.forget()
	_ = s.conn.Raw(func(any) error { return driver.ErrBadConn })
}

func (s *session) close() error {
	s.forget()
	return s.conn.Close()
}

// forget ends the statements, which must be before their connection ends.
func (s *session) forget() {
	for _, st := range s.stmts {
		_ = st.Close()
	}
	clear(s.stmts)
}

func (s *session) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if st, ok := s.stmts[query]; ok {
		return st, nil
	}
	st, err := s.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s.stmts[query] = st
	return st, nil
}

// ExecContext, PrepareContext, QueryContext and QueryRowContext make a session
// the DBTX that the generated queries ask for.
func (s *session) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	st, err := s.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	s.ask(query, texts(args))
	return st.ExecContext(ctx, args...)
}

func (s *session) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return s.conn.PrepareContext(ctx, query)
}

func (s *session) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := s.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	s.ask(query, texts(args))
	return st.QueryContext(ctx, args...)
}

func (s *session) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	st, err := s.stmt(ctx, query)
	if err != nil {
		// A Row can only carry its error out of a query: let the plain call make it.
		return s.conn.QueryRowContext(ctx, query, texts(args)...)
	}
	s.ask(query, texts(args))
	return st.QueryRowContext(ctx, args...)
}

// texts makes every text one that both engines keep: bytes that are no letter,
// and the one that ends texts elsewhere, come from broken files and broken
// scanners and mean nothing.
func texts(args []any) []any {
	for i, a := range args {
		switch t := a.(type) {
		case string:
			args[i] = text(t)
		case SKU:
			args[i] = SKU(text(string(t)))
		}
	}
	return args
}

func text(t string) string {
	if utf8.ValidString(t) && strings.IndexByte(t, 0) < 0 {
		return t
	}
	return strings.ReplaceAll(strings.ToValidUTF8(t, "\uFFFD"), "\x00", "")
}
