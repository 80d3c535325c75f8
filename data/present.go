package data

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// Presence is somebody who has a record open in another window. It is no part of
// the books: it has no operation and no history, nobody is told of it, it moves
// with no copy, and what is not renewed means nothing after a minute.
type Presence struct {
	Actor
	Changing bool // a form of the record is open, rather than the record looked at
}

const (
	presentFor  = time.Minute
	presentTime = 500 * time.Millisecond // who would wait longer lets it be
	changingIt  = " form"                // after the kind of a record that somebody is changing
)

// aside is how an engine writes what is no part of the books: with a session of
// which pool, and how it says the time, which no two machines have alike.
type aside struct {
	pool  chan *session
	make  func(context.Context) (*session, error)
	begin func(context.Context, *session) error
	clock string
}

// A file has one writer whatever is written.
func (f *sqliteFile) aside(s *Store) aside {
	return aside{s.writing, s.writer, f.beginWrite, "CAST(unixepoch('subsec') * 1000000 AS INTEGER)"}
}

// On a server it takes no turn: nobody's order waits for it.
func (p *postgres) aside(s *Store) aside {
	return aside{s.reading, p.reader, func(ctx context.Context, c *session) error {
		_, err := c.conn.ExecContext(ctx, "BEGIN")
		return begun("begin to write", err)
	}, "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"}
}

func newSeat() string { return uuid.NewString() }

// Present notes that somebody has a record open in this window, for at most a
// minute. It gives up at once where the books are busy.
func (s *Store) Present(ctx context.Context, who Actor, entity string, id int64, changing bool) error {
	if changing {
		entity += changingIt
	}
	return s.noteAside(ctx, entity, id, &who)
}

// Absent takes that back.
func (s *Store) Absent(ctx context.Context, entity string, id int64) error {
	return s.noteAside(ctx, entity, id, nil)
}

func (s *Store) noteAside(ctx context.Context, entity string, id int64, who *Actor) (err error) {
	ctx, cancel := context.WithTimeout(ctx, presentTime)
	defer cancel()
	a := s.engine.aside(s)
	c, err := s.take(ctx, a.pool, a.make)
	if err != nil {
		return err
	}
	open := false
	defer func() {
		if open {
			_ = c.rollback(ctx) // the engine may have ended it by itself
		}
		if a.pool == s.writing {
			s.giveWriter(c, err)
			return
		}
		if err != nil {
			c.discard()
		}
		s.give(a.pool, c)
	}()
	if err := a.begin(ctx, c); err != nil {
		return err
	}
	open = true
	kind := entity
	if n := len(entity) - len(changingIt); n > 0 && entity[n:] == changingIt {
		kind = entity[:n]
	}
	old := "seen_at < " + a.clock + fmt.Sprintf(" - %d", presentFor.Microseconds())
	if _, err := c.ExecContext(ctx, "DELETE FROM present WHERE (entity IN ($1, $2) AND entity_id = $3 AND seat = $4) OR "+old, kind, kind+changingIt, id, s.seat); err != nil {
		return fmt.Errorf("note who is there: %w", err)
	}
	if who != nil {
		if _, err := c.ExecContext(ctx, "INSERT INTO present (seat, entity, entity_id, who, desk, seen_at) VALUES ($1, $2, $3, $4, $5, "+a.clock+") ON CONFLICT (entity, entity_id, seat) DO NOTHING", s.seat, entity, id, who.User, who.Desk); err != nil {
			return fmt.Errorf("note who is there: %w", err)
		}
	}
	if _, err := c.conn.ExecContext(ctx, "COMMIT"); err != nil {
		return fmt.Errorf("note who is there: %w", err)
	}
	open = false
	return nil
}

// Company reads who has a record open in other windows.
func (s *Store) Company(ctx context.Context, entity string, id int64) ([]Presence, error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	var all []Presence
	err := s.Read(ctx, func(ctx context.Context, v *View) error {
		rows, err := v.s.QueryContext(ctx, "SELECT entity, who, desk FROM present WHERE entity IN ($1, $2) AND entity_id = $3 AND seat <> $4 AND seen_at >= "+s.engine.aside(s).clock+fmt.Sprintf(" - %d", presentFor.Microseconds())+" ORDER BY who, desk, seat",
			entity, entity+changingIt, id, s.seat)
		if err != nil {
			return fmt.Errorf("read who is there: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			var p Presence
			var kind string
			if err := rows.Scan(&kind, &p.User, &p.Desk); err != nil {
				return fmt.Errorf("read who is there: %w", err)
			}
			p.Changing = kind != entity
			all = append(all, p)
		}
		return rows.Err()
	})
	if len(all) > 0 {
		s.met.Store(time.Now().UnixNano())
	}
	return all, err
}

// Shared says that the shop is open in another window, or may be at other desks.
// A window that had a file for itself when it opened it learns of another one by
// what that writes.
func (s *Store) Shared() bool {
	return s.engine.shared() || time.Since(time.Unix(0, s.met.Load())) < presentFor
}

// meet notes that another window has the file open, where one has noted somebody
// in it; it is asked when something was written that is no operation.
func (s *Store) meet(ctx context.Context, v *View) {
	if s.engine.shared() {
		return
	}
	var n int64
	if err := v.s.QueryRowContext(ctx, "SELECT COUNT(*) FROM present WHERE seat <> $1 AND seen_at >= "+s.engine.aside(s).clock+fmt.Sprintf(" - %d", presentFor.Microseconds()), s.seat).Scan(&n); err == nil && n > 0 {
		s.met.Store(time.Now().UnixNano())
	}
}
