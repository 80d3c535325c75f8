package data

import (
	"cmp"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
)

// Together does several things that need nothing of each other. On a server what
// they ask is asked at once, so that all of them cost as many ways there and back
// as the one that asks most; in a file they are done one after the other. Only one
// of them runs at a time.
func (v *View) Together(ctx context.Context, do ...func() error) error {
	return v.s.together(ctx, do)
}

// asked is one question of those that are asked together: where its answer goes,
// and what was being done if there is none.
func asked[K, T any](ctx context.Context, to *T, ask func(context.Context, K) (T, error), about K, doing string, args ...any) func() error {
	return func() (err error) {
		if *to, err = ask(ctx, about); err != nil && doing != "" {
			return fmt.Errorf(doing+": %w", append(args, err)...)
		}
		return err
	}
}

// voice is one of several things that are done together. It says its question,
// stops, and goes on when the answer is there.
type voice struct {
	next   func() (struct{}, bool)
	stop   func()
	yield  func(struct{}) bool
	answer *answer
	err    error // what became of it
}

// beside is what went wrong with another voice's question.
type beside struct{ error }

func (b beside) Unwrap() error { return b.error }

// mostVoices is how many speak at once: a big file can touch thousands of records.
const mostVoices = 100

func (s *session) together(ctx context.Context, do []func() error) error {
	most := mostVoices
	if s.pipe == nil {
		most = 1
	}
	for some := range slices.Chunk(do, most) {
		if err := s.choir(ctx, some); err != nil {
			return err
		}
	}
	return nil
}

// choir lets each voice speak until it asks something, asks all that at once, and
// begins anew with those that go on. A voice may itself be several.
func (s *session) choir(ctx context.Context, do []func() error) error {
	if len(do) == 1 {
		return do[0]()
	}
	outer := s.voice
	defer func() { s.voice = outer }()
	if outer == nil {
		defer func() { s.failed = nil }()
	}
	all := make([]*voice, len(do))
	for i, f := range do {
		v := &voice{}
		v.next, v.stop = iter.Pull(func(yield func(struct{}) bool) {
			v.yield = yield
			v.err = f()
		})
		defer v.stop()
		all[i] = v
	}
	for open := s.hearOut(all); len(open) > 0; open = s.hearOut(open) {
		s.voice = outer
		switch {
		case outer != nil:
			if !outer.yield(struct{}{}) {
				s.failed = context.Canceled // nobody waits for it any more
			}
		case s.failed == nil:
			s.failed = s.pipe.flush(ctx)
		}
	}
	return firstOf(all)
}

// hearOut lets voices speak and gives those that ask something.
func (s *session) hearOut(voices []*voice) (asking []*voice) {
	for _, v := range voices {
		s.voice = v
		if _, more := v.next(); more {
			asking = append(asking, v)
		}
	}
	return asking
}

// firstOf is the first thing that went wrong by itself.
func firstOf(all []*voice) (first error) {
	for _, v := range all {
		if v.err != nil && !errors.As(v.err, new(beside)) {
			return v.err
		}
		if first == nil {
			first = v.err
		}
	}
	return first
}

// ask lets a voice say its question and wait for the answer, which is given to
// whoever asks the pipe next: the voice itself. After something went wrong on the
// server, that is the answer to everything. An answer that nobody took is
// forgotten.
func (s *session) ask(query string, args []any) {
	if s.pipe == nil {
		return
	}
	v := s.voice
	if s.pipe.given = nil; v == nil || s.pipe.prepared[query].quiet {
		return
	}
	v.answer = nil
	if s.failed == nil {
		st, err := s.pipe.prepared[query].with(args)
		if err != nil {
			s.pipe.given = &answer{err: err}
			return
		}
		st.to = v
		s.pipe.waiting = append(s.pipe.waiting, st)
		if !v.yield(struct{}{}) {
			s.failed = context.Canceled // nobody waits for it any more
		}
	}
	if s.pipe.given = v.answer; v.answer == nil {
		s.pipe.given = &answer{err: beside{cmp.Or(s.failed, errors.New("a question was not answered"))}}
	}
}

// hear keeps the answer until the voice goes on.
func (v *voice) hear(r *reply) error {
	a := &answer{columns: r.Columns()}
	for {
		row := make([]driver.Value, len(a.columns))
		switch err := r.Next(row); {
		case err == nil:
			a.rows = append(a.rows, row)
			continue
		case err != io.EOF:
			return err
		}
		tag, err := r.rows.Close()
		a.n, v.answer = tag.RowsAffected(), a
		return err
	}
}

// answer is a whole answer that waits to be read.
type answer struct {
	columns []string
	rows    [][]driver.Value
	n       int64
	err     error
}

func (a *answer) changed() (int64, error) { return a.n, a.err }
func (a *answer) Columns() []string       { return a.columns }
func (a *answer) Close() error            { return nil }

func (a *answer) Next(to []driver.Value) error {
	if len(a.rows) == 0 {
		return io.EOF
	}
	copy(to, a.rows[0])
	a.rows = a.rows[1:]
	return nil
}
