package counts

import (
	"context"
	"fmt"

	"packbench/app/desktop/page"
	"packbench/data"
)

// write is something about one line that is shown already and not yet in the
// books. Lines are counted faster than a slow disk writes: writes wait in their
// order, and the same operation is tried again until it is known to be done.
type write struct {
	line  int64
	doing string
	mark  func(l *data.CountLinesRow) // shows it on a line; nil lines are left alone
	do    func(ctx context.Context, who data.Actor) (data.CountLine, error)
}

// count writes how many were found of a line.
func (s *sheet) count(l *data.CountLinesRow, n data.Quantity) {
	op, id := data.NewOp("count", fmt.Sprint(l.ID, n)), l.ID
	s.add(write{line: id, doing: fmt.Sprintf("write %s of %s at %s", page.FormatCount(int64(n)), l.SKU, l.Location),
		mark: func(l *data.CountLinesRow) {
			if l != nil {
				l.Counted = n
			}
		},
		do: func(ctx context.Context, who data.Actor) (data.CountLine, error) {
			return s.shop.EnterCount(ctx, who, op, id, n)
		}})
	s.say(page.Good, fmt.Sprintf("%s at %s: %s", l.SKU, l.Location, page.FormatCount(int64(n))))
}

func (s *sheet) add(w write) {
	w.mark(s.line(w.line))
	s.writes = append(s.writes, w)
	s.writeNext()
}

// Unwritten is how many lines wait to be written.
func (s *sheet) Unwritten() int { return len(s.writes) }

// Waits says that a line is shown as counted and not written yet.
func (s *sheet) Waits(line int64) bool {
	for _, w := range s.writes {
		if w.line == line {
			return true
		}
	}
	return false
}

func (s *sheet) writeNext() {
	if s.writing || len(s.writes) == 0 {
		return
	}
	s.writing = true
	w, who := s.writes[0], s.who()
	var l data.CountLine
	page.Do(s.run, page.Patience, func(ctx context.Context) (err error) {
		l, err = w.do(ctx, who)
		return err
	}, func(err error) {
		s.writing = false
		if err == nil || page.Settled(err) {
			s.writes = s.writes[1:]
		}
		if err != nil {
			s.notWritten(w, err)
			return
		}
		s.Notice = nil
		s.written(l)
		if len(s.writes) > 0 {
			s.writeNext()
			return
		}
		s.OnChange()
		s.afterWrites()
	})
}

// written takes what the books made of a line; later writes stand on it.
func (s *sheet) written(l data.CountLine) {
	row := s.line(l.ID)
	if row == nil {
		return
	}
	row.Base, row.BaseMove, row.Expected, row.Counted, row.Reason = l.Base, l.BaseMove, l.Expected, l.Counted, l.Reason
	for _, w := range s.writes {
		w.mark(s.line(w.line))
	}
	if s.Stage() == "requested" {
		s.C.Count.Stage = "counting"
	}
}

// notWritten says why, reads the count again where a rule stood in the way, and
// keeps what can be tried again.
func (s *sheet) notWritten(w write, err error) {
	s.then = nil
	s.Busy = false
	s.Notice = page.Explain(w.doing, err, s.Reload)
	s.Sound(false)
	if s.closed {
		s.Toast(page.Toast{Text: "Could not " + w.doing + " on " + s.Number, State: page.Bad})
	}
	if page.Settled(err) {
		s.Notice.Retry = nil
		s.reload(func() {})
		s.writeNext()
	}
	s.OnChange()
}

// afterWrites does what waited for the lines to be written.
func (s *sheet) afterWrites() {
	if then := s.then; then != nil && len(s.writes) == 0 {
		s.then = nil
		then()
	}
}

// deed does something to the count as a whole once its lines are written, reads
// it again, and goes on with then where it worked.
func (s *sheet) deed(doing string, do func(ctx context.Context, who data.Actor) error, then func()) {
	if s.Busy {
		return
	}
	s.Busy = true
	s.then = func() {
		who := s.who()
		page.Do(s.run, 3*page.Patience, func(ctx context.Context) error { return do(ctx, who) }, func(err error) {
			s.Busy = false
			if s.Notice = page.Explain(doing, err, nil); err != nil {
				s.Sound(false)
				then = func() {}
			}
			s.reload(then)
		})
	}
	s.OnChange()
	s.writeNext()
	s.afterWrites()
}
