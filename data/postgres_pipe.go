package data

import (
	"context"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"
)

// A write is dozens of statements, and the way to a server and back costs more
// than most of them. So a pipe lets those wait of which nobody asks an answer, and
// sends them together with the next one whose answer is needed, or with the
// commit; and it asks together what several voices ask (see together). The server
// does all in the order in which it was said. What goes wrong with a statement
// that waited is told to who asks next: inside a transaction nothing goes on after
// it anyway.
type pipe struct {
	*stdlib.Conn
	prepared map[string]*piped
	open     bool         // a transaction has begun: statements may wait
	waiting  []*statement // what is to be sent before anything else
	given    *answer      // the answer to the next question, where it is there already
}

// statement is one that is to be sent. What was not prepared has no values.
type statement struct {
	text string
	sd   *pgconn.StatementDescription
	args pgx.ExtendedQueryBuilder
	to   *voice // who waits for the answer, nil for nobody
}

// mostWaiting is when even statements that nobody asks about are sent, so that the
// server has something to do while a big file is read in.
const mostWaiting = 200

// pipes connects to a server.
type pipes struct{ driver.Connector }

func (c pipes) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &pipe{Conn: conn.(*stdlib.Conn), prepared: make(map[string]*piped)}, nil
}

// begin lets a transaction begin with the first thing that is asked in it.
func (p *pipe) begin(text string) {
	p.waiting, p.open = append(p.waiting[:0], &statement{text: text}), true
}

// commit ends the transaction, together with what has waited for that.
func (p *pipe) commit(ctx context.Context) error {
	p.waiting = append(p.waiting, &statement{text: "COMMIT"})
	r, err := p.send(ctx)
	if err != nil {
		return err
	}
	tag, err := r.end()
	if err == nil && tag.String() != "COMMIT" {
		// So a server answers that had refused something before.
		err = errors.New("the server gave the transaction up")
	}
	p.open = false
	return err
}

// rollback forgets what waits, and what the server knows of the transaction.
func (p *pipe) rollback(ctx context.Context) error {
	p.waiting, p.open = nil, false
	if p.Conn.Conn().PgConn().TxStatus() == 'I' {
		return nil // nothing of it was sent
	}
	_, err := p.Conn.ExecContext(ctx, "ROLLBACK", nil)
	return err
}

// ExecContext and QueryContext are for what is said once, in its turn.
func (p *pipe) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if err := p.flush(ctx); err != nil {
		return nil, err
	}
	return p.Conn.ExecContext(ctx, query, args)
}

func (p *pipe) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if err := p.flush(ctx); err != nil {
		return nil, err
	}
	return p.Conn.QueryContext(ctx, query, args)
}

// wait lets a statement wait for the next that is asked.
func (p *pipe) wait(ctx context.Context, s *statement) error {
	p.waiting = append(p.waiting, s)
	if len(p.waiting) < mostWaiting {
		return nil
	}
	return p.flush(ctx)
}

// flush sends what waits.
func (p *pipe) flush(ctx context.Context) error {
	if len(p.waiting) == 0 {
		return nil
	}
	r, err := p.send(ctx)
	if err == nil {
		_, err = r.end()
	}
	return err
}

// send sends what waits, gives the voices their answers, and leaves the answer to
// the last thing said to be read.
func (p *pipe) send(ctx context.Context) (*reply, error) {
	said := p.waiting
	p.waiting = nil
	r := &reply{line: p.Conn.Conn().PgConn().StartPipeline(ctx)}
	for _, s := range said {
		if s.sd == nil {
			r.line.SendQueryParams(s.text, nil, nil, nil, nil)
		} else {
			r.line.SendQueryStatement(s.sd, s.args.ParamValues, s.args.ParamFormats, nil)
		}
	}
	if err := r.line.Sync(); err != nil {
		return nil, errors.Join(err, r.line.Close())
	}
	for i, s := range said {
		got, err := r.line.GetResults()
		if err == nil {
			r.rows, r.said = got.(*pgconn.ResultReader), s
			if s.to != nil {
				err = s.to.hear(r)
			}
		}
		if err != nil {
			_ = r.line.Close() // which says the same
			if s.to != nil {
				s.to.answer = &answer{err: err}
			} else if i < len(said)-1 {
				err = fmt.Errorf("%s: %w", s.name(), err)
			}
			return nil, err
		}
	}
	return r, nil
}

// name is what the statement is called by sqlc, or how it begins.
func (s *statement) name() string {
	name, _, _ := strings.Cut(strings.TrimPrefix(s.text, "-- name: "), " ")
	return name
}

// PrepareContext keeps a statement at the server.
func (p *pipe) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if p.Conn.Conn().IsClosed() {
		return nil, driver.ErrBadConn
	}
	sd, err := p.Conn.Conn().Prepare(ctx, query, query)
	if err != nil {
		return nil, err
	}
	line, _, _ := strings.Cut(query, "\n")
	s := &piped{p: p, sd: sd, query: query, quiet: strings.HasPrefix(line, "-- name: ") && strings.HasSuffix(line, " :exec")}
	p.prepared[query] = s
	return s, nil
}

// piped is a prepared statement. A quiet one is asked for no answer: so sqlc names
// it.
type piped struct {
	p     *pipe
	sd    *pgconn.StatementDescription
	query string
	quiet bool
}

// Close lets the server keep the statement: the next session on this connection
// will want it.
func (s *piped) Close() error                               { return nil }
func (s *piped) NumInput() int                              { return len(s.sd.ParamOIDs) }
func (s *piped) Exec([]driver.Value) (driver.Result, error) { return nil, errors.ErrUnsupported }
func (s *piped) Query([]driver.Value) (driver.Rows, error)  { return nil, errors.ErrUnsupported }

// with gives the statement its values, as the server takes them.
func (s *piped) with(args []any) (*statement, error) {
	st := &statement{text: s.query, sd: s.sd}
	return st, st.args.Build(s.p.Conn.Conn().TypeMap(), s.sd, args)
}

func (s *piped) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if s.quiet && s.p.open {
		st, err := s.with(plain(args))
		if err != nil {
			return nil, err
		}
		return driver.ResultNoRows, s.p.wait(ctx, st)
	}
	rows, err := s.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	n, err := rows.(interface{ changed() (int64, error) }).changed()
	return driver.RowsAffected(n), err
}

func (s *piped) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if a := s.p.given; a != nil {
		s.p.given = nil
		return a, a.err
	}
	st, err := s.with(plain(args))
	if err != nil {
		return nil, err
	}
	s.p.waiting = append(s.p.waiting, st)
	return s.p.send(ctx)
}

func plain(args []driver.NamedValue) []any {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a.Value
	}
	return out
}

// reply is the answer to the last thing said, as it comes in.
type reply struct {
	line *pgconn.Pipeline
	said *statement
	rows *pgconn.ResultReader
}

// end reads the rest of it.
func (r *reply) end() (pgconn.CommandTag, error) {
	tag, err := r.rows.Close()
	if e := r.line.Close(); err == nil {
		err = e
	}
	return tag, err
}

func (r *reply) changed() (int64, error) {
	tag, err := r.end()
	return tag.RowsAffected(), err
}

// Close, Columns and Next make it the rows that database/sql asks for.
func (r *reply) Close() error {
	_, err := r.end()
	return err
}

func (r *reply) Columns() []string {
	names := make([]string, len(r.said.sd.Fields))
	for i, f := range r.said.sd.Fields {
		names[i] = f.Name
	}
	return names
}

func (r *reply) Next(to []driver.Value) (err error) {
	if !r.rows.NextRow() {
		if _, err := r.rows.Close(); err != nil {
			return err
		}
		return io.EOF
	}
	for i, text := range r.rows.Values() {
		if to[i], err = value(r.said.sd.Fields[i].DataTypeOID, text); err != nil {
			return err
		}
	}
	return nil
}

// value reads a value that came as text.
func value(oid uint32, text []byte) (driver.Value, error) {
	if text == nil {
		return nil, nil
	}
	switch oid {
	case pgtype.Int8OID, pgtype.Int4OID, pgtype.Int2OID:
		return strconv.ParseInt(string(text), 10, 64)
	case pgtype.Float8OID, pgtype.Float4OID:
		return strconv.ParseFloat(string(text), 64)
	case pgtype.BoolOID:
		return string(text) == "t", nil
	case pgtype.ByteaOID:
		return hex.DecodeString(strings.TrimPrefix(string(text), `\x`))
	}
	return string(text), nil
}
