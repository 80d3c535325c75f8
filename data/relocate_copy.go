package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

var makesTable = regexp.MustCompile(`(?m)^CREATE TABLE (\w+)`)

// tables names all tables of the books in the order in which the migrations make
// them: those that others refer to come first. Who has what open is no part of
// them.
func tables() ([]string, error) {
	var names []string
	err := fs.WalkDir(migrations, "migrations", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := migrations.ReadFile(path)
		for _, m := range makesTable.FindAllStringSubmatch(string(text), -1) {
			if m[1] != "present" {
				names = append(names, m[1])
			}
		}
		return err
	})
	return names, err
}

// copyFrom copies all that a view sees into these books, and compares.
func (s *Store) copyFrom(ctx context.Context, from *View, told func(Moving)) (moved []CopiedTable, err error) {
	names, err := tables()
	if err != nil {
		return nil, err
	}
	at := Moving{Step: MoveTables}
	for _, name := range names {
		n := int64(0)
		if err := from.s.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+name).Scan(&n); err != nil {
			return nil, fmt.Errorf("count %s: %w", name, err)
		}
		at.Total += n
	}
	c, err := s.take(ctx, s.writing, s.writer)
	if err != nil {
		return nil, err
	}
	defer func() { s.giveWriter(c, err) }()
	if err := s.engine.beginWrite(ctx, c); err != nil {
		return nil, err
	}
	open := true
	defer func() {
		if open {
			_ = c.rollback(ctx)
		}
	}()
	before, after := s.engine.copying(names)
	for _, q := range before {
		if _, err := c.conn.ExecContext(ctx, q); err != nil {
			return nil, fmt.Errorf("begin the copy: %w", err)
		}
	}
	for _, name := range slices.Backward(names) { // what every new shop has
		if _, err := c.conn.ExecContext(ctx, "DELETE FROM "+name); err != nil {
			return nil, fmt.Errorf("make %s empty: %w", name, err)
		}
	}
	for _, name := range names {
		at.Table = name
		told(at)
		t, err := copyTable(ctx, from, c, name, func(rows int64) {
			now := at
			now.Done += rows
			told(now)
		})
		if err != nil {
			return nil, fmt.Errorf("copy %s: %w", name, err)
		}
		at.Done += t.Rows
		moved = append(moved, t)
	}
	for _, q := range after {
		if _, err := c.conn.ExecContext(ctx, q); err != nil {
			return nil, fmt.Errorf("finish the copy: %w", err)
		}
	}
	if err := c.commit(ctx); err != nil {
		return nil, fmt.Errorf("commit the copy: %w", err)
	}
	open = false
	return moved, nil
}

// turnsAtServer is a row that a server needs and a file has not.
const turnsAtServer = "name = 'turn'"

func copyTable(ctx context.Context, from *View, to *session, name string, told func(rows int64)) (CopiedTable, error) {
	t := CopiedTable{Name: name}
	columns, err := columnsOf(ctx, to, name)
	if err != nil {
		return t, err
	}
	there, err := columnsOf(ctx, from.s, name)
	if err != nil {
		return t, err
	}
	where := ""
	if name == "counters" {
		where = " WHERE NOT " + turnsAtServer
	}
	var names, sums []string
	r := &rowsOf{told: told, bools: make([]bool, len(columns)), values: make([]any, len(columns))}
	for i, c := range columns {
		names = append(names, c.name)
		r.bools[i] = c.kind == "BOOL"
		switch {
		case c.kind == "BOOL", there[i].kind == "BOOL":
			sums = append(sums, "COALESCE(SUM(CASE WHEN "+c.name+" THEN 1 ELSE 0 END), 0)")
		case c.kind == "INT8", c.kind == "INTEGER":
			// What is left of a prime, since the sum of all moments is too large.
			sums = append(sums, "COALESCE(SUM("+c.name+" % 1000000007), 0)")
		default:
			sums = append(sums, "COALESCE(SUM(LENGTH("+c.name+")), 0)")
		}
	}
	if r.rows, err = from.s.QueryContext(ctx, "SELECT "+strings.Join(names, ", ")+" FROM "+name+where); err != nil {
		return t, err
	}
	defer r.rows.Close()
	if err := copyRows(ctx, to, name, names, r); err != nil {
		return t, err
	}
	t.Rows = r.n
	query := "SELECT COUNT(*), " + strings.Join(sums, ", ") + " FROM " + name + where
	if t.Sum, err = sumsOf(ctx, to, query, len(sums)+1); err != nil {
		return t, err
	}
	was, err := sumsOf(ctx, from.s, query, len(sums)+1)
	if err == nil && was != t.Sum {
		err = Refused("move", "keep the old shop, and tell us", "%s did not come over whole: %s there, %s here", name, was, t.Sum)
	}
	return t, err
}

type column struct{ name, kind string }

func columnsOf(ctx context.Context, c *session, table string) (columns []column, err error) {
	rows, err := c.conn.QueryContext(ctx, "SELECT * FROM "+table+" WHERE 1 = 0")
	if err != nil {
		return nil, err
	}
	types, err := rows.ColumnTypes()
	for _, t := range types {
		columns = append(columns, column{t.Name(), t.DatabaseTypeName()})
	}
	return columns, errors.Join(err, rows.Close())
}

func sumsOf(ctx context.Context, c *session, query string, n int) (string, error) {
	sums := make([]string, n)
	to := make([]any, n)
	for i := range to {
		to[i] = &sums[i]
	}
	err := c.conn.QueryRowContext(ctx, query).Scan(to...)
	return strings.Join(sums, " "), err
}

// rowsOf reads rows one after the other, as the target wants them.
type rowsOf struct {
	rows   *sql.Rows
	bools  []bool
	values []any
	n      int64
	told   func(n int64)
	err    error
}

// tellEach is after how many rows it is told how far a table is.
const tellEach = 2000

// Next goes to the next row.
func (r *rowsOf) Next() bool {
	if !r.rows.Next() {
		r.err = r.rows.Err()
		return false
	}
	to := make([]any, len(r.values))
	for i := range to {
		to[i] = &r.values[i]
	}
	if r.err = r.rows.Scan(to...); r.err != nil {
		return false
	}
	for i, yes := range r.bools {
		if n, ok := r.values[i].(int64); ok && yes {
			r.values[i] = n != 0
		}
	}
	if r.n++; r.n%tellEach == 0 {
		r.told(r.n)
	}
	return true
}

// Values is the row.
func (r *rowsOf) Values() ([]any, error) { return r.values, nil }

// Err is what ended the rows.
func (r *rowsOf) Err() error { return r.err }

// copyRows writes rows, by the server's own way for many where there is one.
func copyRows(ctx context.Context, to *session, table string, columns []string, rows *rowsOf) error {
	if to.pipe != nil {
		return to.raw(func(p *pipe) error {
			if err := p.flush(ctx); err != nil {
				return err
			}
			_, err := p.Conn.Conn().CopyFrom(ctx, pgx.Identifier{table}, columns, rows)
			return err
		})
	}
	marks := make([]string, len(columns))
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	query := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")"
	for rows.Next() {
		if _, err := to.ExecContext(ctx, query, rows.values...); err != nil {
			return err
		}
	}
	return rows.Err()
}
